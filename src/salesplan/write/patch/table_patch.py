"""Grows an Excel Table to the right by new columns: its area, its filter, its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesplan.write.patch.cell_xml import unescaped
from salesplan.write.patch.sheet_patch import Area, area_of, reference_of
from salesplan.write.patch.xml_text import appended, attribute, first_tag, in_quotes, tags, with_attribute


@dataclass(frozen=True)
class TableInfo:
    """An Excel Table: its part, name, area, whether it has a header row, and whether a query or XML map fills it.

    ``totals_row`` is its last row where that holds totals, else 0.
    """

    part: str
    name: str
    area: Area
    has_header: bool
    is_fed: bool
    totals_row: int = 0


def table_of(xml: str, part: str) -> TableInfo:
    """What a table part says. ValueError when it is none."""
    tag = first_tag(xml, "table")
    reference = attribute(tag, "ref") if tag else None
    if tag is None or reference is None:
        raise ValueError("no table")
    area = area_of(reference)
    return TableInfo(
        part,
        attribute(tag, "displayName") or attribute(tag, "name") or "",
        area,
        has_header=attribute(tag, "headerRowCount") != "0",
        is_fed=attribute(tag, "tableType") in ("queryTable", "xml"),
        totals_row=0 if attribute(tag, "totalsRowCount") in (None, "0") else area[2],
    )


def grown_table(xml: str, headers: Sequence[str]) -> str:
    """The table part with new columns at its right end. ValueError when it is no table."""
    tag, columns = first_tag(xml, "table"), list(tags(xml, "tableColumn"))
    if tag is None or not columns:
        raise ValueError("no table")
    number = max(int(attribute(column, "id") or 0) for column in columns)
    new = "".join(
        f'<{tag[1]}tableColumn id="{number + i}" name={in_quotes(header)}/>' for i, header in enumerate(headers, 1)
    )
    xml = appended(xml, "tableColumns", new, len(columns) + len(headers))
    old_last = area_of(attribute(tag, "ref") or "A1")[3]
    xml = with_sorts_grown(xml, old_last, old_last + len(headers))
    for name in ("autoFilter", "table"):
        xml = _wider(xml, name, len(headers))
    return xml


def with_sorts_grown(xml: str, old_last: int, new_last: int) -> str:
    """The XML with the areas that a remembered sort moves grown, where they end at the list's former last column.

    Excel sorts just these when it is asked to sort again. A sort of columns, from left to right, stays.
    """
    for tag in reversed(list(tags(xml, "sortState"))):
        area = area_of(attribute(tag, "ref") or "A1")
        if area[3] == old_last and attribute(tag, "columnSort") not in ("1", "true"):
            new = with_attribute(tag[0], "ref", reference_of((*area[:3], new_last)))
            xml = xml[: tag.start()] + new + xml[tag.end() :]
    return xml


def header_names(xml: str) -> list[str]:
    """The names of a table's columns, which Excel wants to be what its header cells say."""
    return [unescaped((attribute(tag, "name") or "").encode()) for tag in tags(xml, "tableColumn")]


def _wider(xml: str, name: str, by: int) -> str:
    """The first tag ``name`` with the area of its ``ref`` wider by some columns."""
    tag = first_tag(xml, name)
    reference = attribute(tag, "ref") if tag else None
    if tag is None or reference is None:
        return xml
    top, left, bottom, right = area_of(reference)
    return (
        xml[: tag.start()]
        + with_attribute(tag[0], "ref", reference_of((top, left, bottom, right + by)))
        + xml[tag.end() :]
    )
