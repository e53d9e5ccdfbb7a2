"""Drop-down lists for our coded columns: the words to choose from, as Excel's list validation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from salesplan.text import Lang, Text
from salesplan.write.patch.cell_xml import escaped
from salesplan.write.patch.growth import areas_of, grown_down
from salesplan.write.patch.sheet_order import parts_of, prefix_of, put_in
from salesplan.write.patch.sheet_patch import Area, overlap, reference_of
from salesplan.write.patch.x14 import validated_ranges
from salesplan.write.patch.xml_text import appended, attribute, end_of, first_tag, in_quotes, tags, with_attribute

MAX_LIST = 255
"""Characters that Excel takes in a list that stands in the validation itself."""
TITLE = Text("不在可选的值里", "Not one of the choices")
MESSAGE = Text(
    "请从下拉列表里选一个。salesplan 下次写回时会换成算出来的值。",
    "Pick one from the drop-down list. The next time salesplan writes, the worked-out value comes back.",
)


class Choices(NamedTuple):
    """A column with its choices as ``quoted`` makes them; a new one gets a drop-down, another's only grows."""

    column: int
    quoted: str
    is_new: bool


def quoted(choices: Sequence[str]) -> str | None:
    """The choices as the formula of a list validation.

    None where there are none, where one holds a comma, which would part it in two, or where all together are longer
    than Excel takes: then the column gets no drop-down.
    """
    text = ",".join(choices).replace('"', '""')
    if not choices or any("," in word or word != word.strip() or not word for word in choices):
        return None
    return None if len(text.encode("utf-16-le")) // 2 > MAX_LIST else f'"{text}"'


def with_choices(tail: str, columns: Sequence[Choices], rows: tuple[int, int], lang: Lang) -> str:
    """The part behind the rows with a drop-down for each new column, over the list's first to last data row.

    A validation that covers one of these cells already stays alone. In columns that are not new ours, known by its
    choices, grows down to the last row; where it is gone, none is added.
    """
    first, last = rows
    for column, choices, is_new in columns:
        if is_new:
            tail = _added(tail, (first, column, last, column), choices, lang)
        else:
            tail = _grown(tail, column, choices, last)
    return tail


def _added(tail: str, area: Area, choices: str, lang: Lang) -> str:
    place = next((part for part in parts_of(tail) if part.name == "dataValidations"), None)
    block = tail[place.start : place.end] if place else ""
    known = list(tags(block, "dataValidation"))
    taken = [*(attribute(tag, "sqref") or "" for tag in known), *validated_ranges(tail)]
    if any(overlap(area, other) for ranges in taken for other in areas_of(ranges)):
        return tail
    new = _validation(prefix_of(tail), area, choices, lang)
    if place is None:
        prefix = prefix_of(tail)
        return put_in(tail, "dataValidations", f'<{prefix}dataValidations count="1">{new}</{prefix}dataValidations>')
    return tail[: place.start] + appended(block, "dataValidations", new, len(known) + 1) + tail[place.end :]


def _validation(prefix: str, area: Area, choices: str, lang: Lang) -> str:
    title, message = in_quotes(TITLE.in_(lang)), in_quotes(MESSAGE.in_(lang))
    return (
        f'<{prefix}dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1"'
        f' errorTitle={title} error={message} sqref="{reference_of(area)}">'
        f"<{prefix}formula1>{escaped(choices)}</{prefix}formula1></{prefix}dataValidation>"
    )


def _grown(tail: str, column: int, choices: str, last_row: int) -> str:
    """Our validation of a column grown down, unless it would run into another one."""
    for tag in tags(tail, "dataValidation"):
        ranges = attribute(tag, "sqref") or ""
        if not _is_ours(tail, tag, column, choices):
            continue
        wider = grown_down(ranges, last_row)
        if wider != ranges and not _runs_into_another(tail, tag, wider):
            return tail[: tag.start()] + with_attribute(tag[0], "sqref", wider) + tail[tag.end() :]
    return tail


def _is_ours(tail: str, tag: re.Match[str], column: int, choices: str) -> bool:
    areas = areas_of(attribute(tag, "sqref") or "")
    if not areas or any(area[1::2] != (column, column) for area in areas):
        return False
    inner, _ = end_of(tail, tag, "dataValidation")
    formula = first_tag(tail[tag.end() : inner], "formula1")
    if formula is None:
        return False
    start = tag.end() + formula.end()
    return unescape(tail[start : tail.index("<", start)]) == choices


def _runs_into_another(tail: str, own: re.Match[str], wider: str) -> bool:
    others = [attribute(tag, "sqref") or "" for tag in tags(tail, "dataValidation") if tag.start() != own.start()]
    taken = [area for ranges in (*others, *validated_ranges(tail)) for area in areas_of(ranges)]
    return any(overlap(area, other) for area in areas_of(wider) for other in taken)
