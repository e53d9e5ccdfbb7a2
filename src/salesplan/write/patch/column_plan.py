"""Decides where our columns of a list stand: those already there keep their place, new ones go behind the last."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, islice

from salesplan.errors import CannotWrite, Problem
from salesplan.ooxml.limits import COLUMNS
from salesplan.text import Lang, Text
from salesplan.write.patch.cell_xml import CellValue, column_letters
from salesplan.write.patch.column_places import places_of
from salesplan.write.patch.list_extent import Extent
from salesplan.write.patch.sheet_frame import Frame
from salesplan.write.patch.sheet_survey import Survey
from salesplan.write.patch.workbook_parts import COPY, OpenBook
from salesplan.write.update import NewColumn, PlacedColumn

NARROWEST, WIDEST, SAMPLE = 8, 40, 1000
DAY_WIDTH = 11


def placed(
    book: OpenBook, found: Survey, frame: Frame, extent: Extent, columns: Sequence[NewColumn], lang: Lang
) -> list[PlacedColumn]:
    """The columns in our order with their places.

    One that is there under any of its names in any language stays there with that name. New ones follow the last column
    that holds something in the header row or below, and any Table or pivot table beside the rows, in ``lang``.
    CannotWrite: one of ours is there twice (WRITE-two-columns), or the sheet is full (WRITE-full).
    """
    following = _first_free(found, frame, extent, columns)
    places = places_of(found.headers, following, columns, lang, lambda column: book.at(column_letters(column)))
    if max((place.column for place in places), default=0) > COLUMNS:
        raise CannotWrite(_full(book))
    return places


def width_of(column: PlacedColumn) -> float:
    """A width in characters that shows the header and the first values; a Chinese character takes two."""
    texts = (_shown(value) for value in islice(column.values.values(), SAMPLE))
    longest = max(map(shown_width, (column.header, *texts)))
    return float(min(max(longest + 2, NARROWEST), WIDEST))


def least_width(column: PlacedColumn) -> float:
    """The width below which Excel shows ### in place of a day; any number or text gets by with 8 characters."""
    return DAY_WIDTH if column.our.kind == "date" else NARROWEST


def _shown(value: CellValue) -> str:
    return "" if value is None else value.isoformat()[:10] if isinstance(value, date) else str(value)


def shown_width(text: str) -> int:
    """Characters that a text takes in a cell; a Chinese one counts twice."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _first_free(found: Survey, frame: Frame, extent: Extent, columns: Sequence[NewColumn]) -> int:
    """Behind everything that holds something, and behind merged areas and Tables that reach into rows we write."""
    first, last = found.header_row, last_row((c.values for c in columns), found.header_row)
    reserved = (area[3] for area in (*frame.merged, *extent.others) if area[2] >= first and area[0] <= last)
    return max([found.last_column, extent.last, *reserved]) + 1


def last_row(values: Iterable[Mapping[int, object]], header_row: int) -> int:
    """The last row that is written, the header's when there is no other; ``values`` are those of columns, by row."""
    return max(chain([header_row], *values))


def _full(book: OpenBook) -> Problem:
    what = Text("工作表已经写到最后一列 (XFD)，放不下新的列", "the sheet is full to its last column (XFD)")
    return Problem("WRITE-full", "error", what, COPY, book.place)
