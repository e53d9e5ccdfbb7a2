"""How far a list reaches to the right and left, and what else stands on its sheet: other Tables, pivot tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from salesplan.errors import Problem
from salesplan.text import Text
from salesplan.write.patch.cell_xml import column_letters
from salesplan.write.patch.sheet_frame import Frame
from salesplan.write.patch.sheet_patch import Area, area_of, inside, overlap, reference_of
from salesplan.write.patch.sheet_survey import Survey
from salesplan.write.patch.sheet_xml import unsupported
from salesplan.write.patch.table_patch import TableInfo, table_of
from salesplan.write.patch.workbook_parts import OpenBook
from salesplan.write.patch.xml_text import attribute, first_tag

Found = TypeVar("Found")


@dataclass(frozen=True)
class Extent:
    """A list's first and last column, and the column that says whose its rows are.

    ``table`` is the Excel Table it is, None for any other list. ``others`` are the areas of the other Tables and of
    the pivot tables on its sheet. ``totals`` are the totals rows of Tables over the key's column: no records.
    """

    key: int
    first: int
    last: int
    table: TableInfo | None = None
    others: tuple[Area, ...] = ()
    totals: frozenset[int] = frozenset()


def extent_of(book: OpenBook, found: Survey, frame: Frame, last_row: int) -> Extent:
    """The list's columns: those of its Table, else of its filter, else as far as columns hold something side by side.

    ``last_row`` is the last one of the list. A column without a header belongs to the list when something stands in it
    beside the rows, as in Excel's own "current region"; one that is blank from top to bottom ends the list. A filter of
    a single column says nothing about the others.
    """
    key, top = found.key, found.header_row
    tables = tables_of(book)
    own = next((t for t in tables if t.has_header and t.area[0] == top and inside(t.area, top, key)), None)
    others = (*(table.area for table in tables if table != own), *_pivots(book))
    totals = frozenset(t.totals_row for t in tables if t.totals_row and t.area[1] <= key <= t.area[3])
    if own is not None:
        return Extent(key, own.area[1], own.area[3], own, others, totals)
    return Extent(key, *(_filtered(found, frame) or _region(found, frame, others, last_row)), None, others, totals)


def _filtered(found: Survey, frame: Frame) -> tuple[int, int] | None:
    """The columns of the list's filter as far as they are used."""
    area, key = frame.filter, found.key
    if area is None or area[0] != found.header_row or not area[1] <= key <= area[3] or area[1] == area[3]:
        return None
    return area[1], max(key, min(area[3], found.last_column))


def _region(found: Survey, frame: Frame, others: tuple[Area, ...], last_row: int) -> tuple[int, int]:
    """The columns around the key's that hold something, up to a blank one or another Table."""
    rows = (found.header_row, 1, max(last_row, found.header_row), 1 << 14)
    strangers = [area for area in others if overlap(area, rows) and not area[1] <= found.key <= area[3]]
    used = {column for column, row in found.used.items() if row <= rows[2]}
    # A merged header takes the columns that it covers along.
    used |= {c for m in frame.merged if overlap(m, rows) and m[1] in used for c in range(m[1], m[3] + 1)}
    used -= {column for area in strangers for column in range(area[1], area[3] + 1)}
    first = last = found.key
    while first - 1 in used:
        first -= 1
    while last + 1 in used:
        last += 1
    return first, last


def tables_of(book: OpenBook) -> list[TableInfo]:
    """The Excel Tables of the sheet. CannotWrite when a part that should hold one does not."""
    return [_read(book, part, table_of) for part in book.linked(book.sheet.part, "table")]


def _pivots(book: OpenBook) -> Iterator[Area]:
    """The areas of the sheet's pivot tables, without the filters above them."""
    return (_read(book, part, _location) for part in book.linked(book.sheet.part, "pivotTable"))


def _location(xml: str, _: str) -> Area:
    tag = first_tag(xml, "location")
    return area_of((attribute(tag, "ref") if tag else None) or "")


def _read(book: OpenBook, part: str, read: Callable[[str, str], Found]) -> Found:
    try:
        return read(book.read_part(part), part)
    except ValueError as error:
        name = book.package.parts[part].filename
        what = Text("{part} 里的 XML 不寻常", "the XML in {part} is unusual").format(part=name)
        raise unsupported(book.place, what) from error


def apart(book: OpenBook, found: Survey, frame: Frame, extent: Extent, new: list[int]) -> Problem | None:
    """The warning that the ``new`` columns, side by side, stand apart from the list; None when they adjoin it."""
    if not new or new[0] == extent.last + 1:
        return None
    what = Text(
        "我们的列写在 {ours}，没有挨着名单（{between} 有别的内容），名单排序时它们不会跟着动",
        "our columns stand at {ours}, apart from the list (something stands in {between}): sorting the list would "
        "leave them behind",
    )
    fix = Text(
        "把 {between} 的内容移到别处，删掉我们的列，再运行一次",
        "move what stands in {between} elsewhere, delete our columns and run again",
    )
    between = _between(found, frame, extent, new[0])
    ours = Text("{first} 到 {last} 列", "{first} to {last}") if len(new) > 1 else Text("{first} 列", "{first}")
    told = what.format(ours=ours.format(first=column_letters(new[0]), last=column_letters(new[-1])), between=between)
    return Problem("WRITE-apart", "warning", told, fix.format(between=between), book.place)


def _between(found: Survey, frame: Frame, extent: Extent, new: int) -> str:
    """The first thing that stands between the list and our columns: a cell, or the area of a Table or merged cells."""
    cells = [(column, 1, f"{column_letters(column)}{row}") for column, row in found.used.items()]
    areas = [(area[1], 0, reference_of(area)) for area in extent.others]
    areas += [(area[3], 2, reference_of(area)) for area in frame.merged if area[2] >= found.header_row]
    there = sorted(thing for thing in cells + areas if extent.last < thing[0] < new)
    return there[0][2] if there else column_letters(extent.last + 1)
