"""Rows coloured by class: conditional formats over the list, so that no cell's own style is touched."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import NamedTuple

from salesplan.write.patch.cell_xml import column_letters
from salesplan.write.patch.growth import areas_of, grown_down, grown_right
from salesplan.write.patch.sheet_order import prefix_of, put_in
from salesplan.write.patch.sheet_patch import Area, overlap, reference_of
from salesplan.write.patch.xml_text import attribute, end_of, tags, with_attribute

COLORS: Mapping[str, str] = {"A": "A9CBE8", "B": "F8CBAD", "C": "FBE5A3", "D": "F2F2F2"}
"""The fill of each class's rows: blue, orange, yellow, grey. U and no class stay without.

Black text has a contrast of at least 12 on each. The four differ for every kind of colour blindness, and in grey print
they lighten from A to D.
"""


def color_format(prefix: str, code: str) -> str:
    """The format of a class's rows as the styles part holds it (``dxf``)."""
    fill = f'<{prefix}bgColor rgb="FF{COLORS[code]}"/>'
    return f"<{prefix}dxf><{prefix}fill><{prefix}patternFill>{fill}</{prefix}patternFill></{prefix}fill></{prefix}dxf>"


def missing_colors(tail: str, column: int, areas: Sequence[Area]) -> list[str]:
    """The classes that no rule colours yet; a rule for the same class that the user changed counts as one.

    ``column`` is the class column, ``areas`` the data rows of the list and of our columns apart from it.
    """
    there = {
        _class_of(rule, column)
        for found in _formats(tail)
        if any(overlap(area, other) for area in areas for other in found.areas)
        for rule in found.rules
    }
    return [code for code in COLORS if code not in there]


def with_colors(tail: str, column: int, areas: Sequence[Area], formats: Mapping[str, int]) -> str:
    """The part behind the rows with a rule for each class in ``formats`` (its format's index), behind all others."""
    if not formats:
        return tail
    prefix, cell = prefix_of(tail), f"${column_letters(column)}{areas[0][0]}"
    last = max((int(attribute(tag, "priority") or 0) for tag in tags(tail, "cfRule")), default=0)
    rules = "".join(
        f'<{prefix}cfRule type="expression" dxfId="{index}" priority="{last + i}">'
        f'<{prefix}formula>{cell}="{code}"</{prefix}formula></{prefix}cfRule>'
        for i, (code, index) in enumerate(formats.items(), 1)
    )
    name, ranges = f"{prefix}conditionalFormatting", " ".join(map(reference_of, areas))
    return put_in(tail, "conditionalFormatting", f'<{name} sqref="{ranges}">{rules}</{name}>')


def with_colors_grown(
    tail: str, column: int, last_row: int, formats: Sequence[str], new: tuple[int, int] | None = None
) -> str:
    """The part behind the rows with our rules, known by formula and colour, grown down to the last data row.

    Rules of ours whose colour the user changed grow with those beside them. ``formats`` are those of the styles part.
    ``new`` are the first and the last of new columns apart from the list: areas that end just before them take them in.
    """
    for found in reversed(_formats(tail)):
        by_class = all(_class_of(rule, column) for rule in found.rules)
        if by_class and any(_is_ours(rule, column, formats) for rule in found.rules):
            ranges = grown_down(attribute(found.tag, "sqref") or "", last_row)
            wider = with_attribute(found.tag[0], "sqref", grown_right(ranges, *new) if new else ranges)
            tail = tail[: found.tag.start()] + wider + tail[found.tag.end() :]
    return tail


class _Rule(NamedTuple):
    """A rule's first formula and its format's index."""

    formula: str
    format: int | None


class _Format(NamedTuple):
    tag: re.Match[str]
    areas: list[Area]
    rules: list[_Rule]


def _formats(tail: str) -> list[_Format]:
    """The sheet's own conditional formats."""
    found = []
    for tag in tags(tail, "conditionalFormatting"):
        ranges = attribute(tag, "sqref")
        if ranges is not None:
            inner, _ = end_of(tail, tag, "conditionalFormatting")
            found.append(_Format(tag, areas_of(ranges), _rules(tail[tag.end() : inner])))
    return found


def _rules(xml: str) -> list[_Rule]:
    found = []
    for tag in tags(xml, "cfRule"):
        inner, _ = end_of(xml, tag, "cfRule")
        formula = _FORMULA.search(xml, tag.end(), inner)
        index = attribute(tag, "dxfId")
        found.append(_Rule(unescape(formula[1]).strip() if formula else "", int(index) if index else None))
    return found


def _class_of(rule: _Rule, column: int) -> str | None:
    """The class whose rows a rule formats, when it asks for nothing but the cell in the class column."""
    found = _ASKS_CLASS.fullmatch(rule.formula)
    return found[2] if found and found[1] == column_letters(column) else None


def _is_ours(rule: _Rule, column: int, formats: Sequence[str]) -> bool:
    code = _class_of(rule, column)
    if code is None or rule.format is None or rule.format >= len(formats):
        return False
    color = _COLOR.search(formats[rule.format])
    return color is not None and color[1] == COLORS[code]


_FORMULA = re.compile(r"<(?:[\w.-]+:)?formula(?:\s[^>]*)?>([^<]*)<")
_ASKS_CLASS = re.compile(r"""=?\$([A-Z]{1,3})\d+ *= *"([A-D])\"""")
_COLOR = re.compile(r"""bgColor\s+rgb\s*=\s*["'][0-9A-Fa-f]{2}([0-9A-F]{6})["']""")
