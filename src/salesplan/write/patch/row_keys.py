"""The keys of a list's rows as people see them: what a cell says, compared without regard to width and blanks."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from decimal import Decimal

from salesplan.load.values.words import is_missing, trimmed
from salesplan.write.patch.cell_xml import Stored
from salesplan.write.patch.sheet_frame import Frame
from salesplan.write.patch.sheet_survey import KeyCells
from salesplan.write.patch.workbook_parts import OpenBook

EXACT = 10**15
"""Whole numbers below it are shown with all their digits."""
AS_DIGITS = ("General", "0", "@", "")
"""Number formats that show a whole number as its digits and nothing else."""
NOTHING: tuple[Stored, int] = (None, 0)


def flat(text: str) -> str | None:
    """A key for comparing: width and blanks do not count; None where the text only says that nothing is there."""
    bare = " ".join(unicodedata.normalize("NFKC", trimmed(text)).split())
    return None if is_missing(bare, names=True) else bare


def seen(book: OpenBook, cells: KeyCells) -> dict[int, str]:
    """What cells say, by row, as the reader of lists sees it (42 formatted 00000 is 00042), made flat."""
    texts: dict[int, str | None] = {}
    odd: KeyCells = {}
    for row, (value, style) in cells.items():
        if isinstance(value, str):
            texts[row] = flat(value)
        elif isinstance(value, Decimal) and _is_plain(book, value, style):
            texts[row] = str(int(value))
        elif value is not None:
            odd[row] = value, style
    if odd:
        texts.update(_shown(book, odd))
    return {row: text for row, text in texts.items() if text is not None}


def unlike(book: OpenBook, cells: KeyCells, texts: Mapping[int, str]) -> dict[int, str | None]:
    """The rows, ascending, whose cell does not say the text given, with what it does say; None: nothing."""
    suspects = {row: cells.get(row, NOTHING) for row, text in texts.items() if cells.get(row, NOTHING)[0] != text}
    says = seen(book, suspects)
    return {row: says.get(row) for row in sorted(suspects) if says.get(row) != flat(texts[row])}


def with_merged(cells: KeyCells, frame: Frame, column: int, texts: Mapping[int, str]) -> KeyCells:
    """The cells, where a blank one of ``texts`` under a merged area of the column holds what the area shows."""
    areas = sorted((area[0], area[2]) for area in frame.merged if area[1] == column and area[0] < area[2])
    blank = [row for row in texts if cells.get(row, NOTHING)[0] is None] if areas else []
    filled = {}
    for row in blank:
        top, bottom = areas[max(bisect_right(areas, (row,)) - 1, 0)]
        if top < row <= bottom:
            filled[row] = cells.get(top, NOTHING)
    return {**cells, **filled} if filled else cells


def _is_plain(book: OpenBook, value: Decimal, style: int) -> bool:
    """Whether a number is shown as its digits, as almost all are: no look through the reader's eyes is needed."""
    formats = book.package.formats
    code = formats[style] if style < len(formats) else ""
    return code in AS_DIGITS and not value.is_signed() and value < EXACT and value == int(value)


def _shown(book: OpenBook, cells: KeyCells) -> dict[int, str | None]:
    """Numbers, days and truth values as the reader of lists sees them."""
    # Brings polars with it, and most keys are texts or plain numbers.
    from salesplan.load.values.cells import CellColumn, Context
    from salesplan.load.values.codes import read_texts
    from salesplan.ooxml.kinds import DATE, NUMBER, TRUTH
    from salesplan.ooxml.styles import is_date

    formats = book.package.formats
    days = {style for style, code in enumerate(formats) if is_date(code)}

    def cell(value: Stored, style: int) -> tuple[str, int, int]:
        if isinstance(value, bool):
            return str(int(value)), TRUTH, style
        return str(value), DATE if style in days else NUMBER, style

    column = CellColumn.of(cell(*held) for held in cells.values())
    texts = read_texts(column, Context(formats=formats, date1904=book.package.date1904)).values
    return {row: flat(text) if text else None for row, text in zip(cells, texts.to_list(), strict=True)}
