"""What stands around the rows of a sheet: its used area, column widths, filter, merged cells, protection."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from salesplan.write.patch.growth import Growth
from salesplan.write.patch.sheet_patch import Area, area_of, inside, reference_of
from salesplan.write.patch.table_patch import with_sorts_grown
from salesplan.write.patch.x14 import with_formats_grown
from salesplan.write.patch.xml_text import attribute, end_of, first_tag, tags, with_attribute


@dataclass(frozen=True)
class Frame:
    """What the part behind the rows says."""

    merged: tuple[Area, ...]
    filter: Area | None
    is_protected: bool


def frame_of(tail: bytes) -> Frame:
    """Read the part behind the rows."""
    xml = tail.decode("utf-8", "replace")
    merged = tuple(area_of(attribute(tag, "ref") or "A1") for tag in tags(xml, "mergeCell"))
    own = _own_filter(xml)
    protection = first_tag(xml, "sheetProtection")
    is_protected = protection is not None and attribute(protection, "sheet") in ("1", "true", "on")
    return Frame(merged, area_of(attribute(own, "ref") or "A1") if own else None, is_protected)


def hidden_by_merge(merged: tuple[Area, ...], row: int, column: int) -> bool:
    """Whether a cell lies under a merged area, where its value would not be seen."""
    return any(inside(area, row, column) and (row, column) != area[:2] for area in merged)


def with_dimension(head: bytes, area: Area | None) -> bytes:
    """The part before the rows with the used area grown to hold ``area``."""
    if area is None:
        return head
    xml = head.decode()
    tag = first_tag(xml, "dimension")
    old = attribute(tag, "ref") if tag else None
    if tag is None or old is None or not re.fullmatch(r"[A-Z]+\d+(:[A-Z]+\d+)?", old):
        return head
    known = area_of(old)
    grown = (*map(min, known[:2], area[:2]), *map(max, known[2:], area[2:]))
    if grown == known:
        return head
    new = with_attribute(tag[0], "ref", reference_of((grown[0], grown[1], grown[2], grown[3])))
    return (xml[: tag.start()] + new + xml[tag.end() :]).encode()


class Width(NamedTuple):
    """A column's width in characters, and the least that will do where the user has set one."""

    wanted: float
    least: float


def with_widths(head: bytes, widths: Mapping[int, Width]) -> bytes:
    """The part before the rows with widths for new columns; they are shown even where the columns around are hidden.

    A width that the user set, wide enough and not hidden, stays. A definition that spans one of the new columns is
    split; its other columns keep what they have.
    """
    xml = head.decode()
    widths = {number: width for number, width in widths.items() if not _suffices(xml, number, width)}
    if not widths:
        return head
    tag = first_tag(xml, "cols")
    if tag is None:
        data = list(tags(xml, "sheetData"))[-1]
        cols = "".join(_new_col(xml, data[1], number, width) for number, width in widths.items())
        return f"{xml[: data.start()]}<{data[1]}cols>{cols}</{data[1]}cols>{xml[data.start() :]}".encode()
    _, end = end_of(xml, tag, "cols")
    pieces: dict[int, str] = {}
    for col in tags(xml, "col"):
        pieces |= _split(col, widths)
    pieces |= {number: _new_col(xml, tag[1], number, width) for number, width in widths.items()}
    cols = "".join(text for _, text in sorted(pieces.items()))
    return (f"{xml[: tag.start()]}<{tag[1]}cols>{cols}</{tag[1]}cols>" + xml[end:]).encode()


def with_wider_lists(tail: bytes, growth: Growth) -> bytes:
    """The part behind the rows with everything grown that covered the list: filter, sorting, formats of whole rows.

    A pivot table's formats are its own and stay.
    """
    xml = tail.decode()
    spots: list[tuple[re.Match[str], str, str]] = []
    own = _own_filter(xml)
    if own is not None:
        spots.append((own, "ref", growth.of_filter(attribute(own, "ref") or "A1")))
    formats = (tag for tag in tags(xml, "conditionalFormatting") if attribute(tag, "pivot") not in ("1", "true"))
    spots += [(tag, "sqref", growth.of_formats(attribute(tag, "sqref") or "")) for tag in formats]
    for tag, name, value in sorted(spots, key=lambda spot: -spot[0].start()):
        if value and attribute(tag, name) != value:
            xml = xml[: tag.start()] + with_attribute(tag[0], name, value) + xml[tag.end() :]
    return with_formats_grown(_with_sort_grown(xml, growth), growth.of_formats).encode()


def _with_sort_grown(xml: str, growth: Growth) -> str:
    """What Excel sorts when it sorts the list again; saved views of other people keep theirs."""
    views = first_tag(xml, "customSheetViews")
    end = views.start() if views else len(xml)
    return with_sorts_grown(xml[:end], growth.old_last, growth.new_last) + xml[end:]


def _own_filter(xml: str) -> re.Match[str] | None:
    """The sheet's filter; people's saved views of a shared workbook have filters of their own, further behind."""
    views = first_tag(xml, "customSheetViews")
    return first_tag(xml[: views.start()] if views else xml, "autoFilter")


def _split(col: re.Match[str], widths: Mapping[int, Width]) -> dict[int, str]:
    """A definition of columns without those in ``widths``, by first column."""
    first, last = _span(col)
    cuts = sorted(number for number in widths if first <= number <= last)
    pieces, start = {}, first
    for stop in (*cuts, last + 1):
        if start < stop:
            pieces[start] = with_attribute(with_attribute(col[0], "min", str(start)), "max", str(stop - 1))
        start = stop + 1
    return pieces


def _new_col(xml: str, prefix: str, number: int, width: Width) -> str:
    """A new column's definition; it keeps the cell style that the column had, not its being hidden or grouped."""
    old = _definition(xml, number)
    style = attribute(old, "style") if old else None
    styled = f' style="{style}"' if style else ""
    return f'<{prefix}col min="{number}" max="{number}" width="{width.wanted}"{styled} customWidth="1"/>'


def _suffices(xml: str, number: int, width: Width) -> bool:
    """Whether the user has given a column a width at which our values can be read."""
    old = _definition(xml, number)
    if old is None or attribute(old, "hidden") in ("1", "true") or attribute(old, "customWidth") not in ("1", "true"):
        return False
    return float(attribute(old, "width") or 0) >= width.least


def _definition(xml: str, number: int) -> re.Match[str] | None:
    return next((col for col in tags(xml, "col") if _span(col)[0] <= number <= _span(col)[1]), None)


def _span(col: re.Match[str]) -> tuple[int, int]:
    return int(attribute(col, "min") or 1), int(attribute(col, "max") or 1)


def has_formulas(xml: bytes) -> bool:
    """Whether a piece of a sheet holds a formula."""
    return _FORMULA.search(xml) is not None


_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")
