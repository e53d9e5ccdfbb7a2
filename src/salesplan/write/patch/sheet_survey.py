"""What an update must know of a sheet before it changes it: headers, the last used column, the keys of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from salesplan.write.columns import normalised
from salesplan.write.patch.cell_xml import Stored, column_letters, column_number, read_cell
from salesplan.write.patch.sheet_patch import ADDRESS, CELL, STYLE
from salesplan.write.patch.sheet_xml import RowXml
from salesplan.write.patch.workbook_parts import OpenBook
from salesplan.write.update import RowKeys

AHEAD = 50
"""How many rows further down a header is looked for."""
WATCHED = 16
"""How many blank columns around the keys are watched for something further down."""
KeyCells = dict[int, tuple[Stored, int]]
"""What the cells of one column hold and the styles of numbers, by row; an error value counts as nothing."""


@dataclass
class Survey:
    """The findings: header texts by column, the style of the last header, the last used column from the header row on.

    ``header_row`` is where the header is now; ``lost`` is the text of one that is no longer there. ``used`` are columns
    that hold something, with the first row where they do: all up to 16 blank ones around the keys, and the last one.
    ``cells`` are those of the ``column`` of the keys below the header, ``others`` those of the further keys in
    ``other_column``.
    """

    header_row: int
    headers: dict[int, str] = field(default_factory=dict)
    header_style: int = 0
    header_moved: bool = False
    last_column: int = 0
    used: dict[int, int] = field(default_factory=dict)
    lost: str | None = None
    column: int = 0
    cells: KeyCells = field(default_factory=dict)
    other_column: int = 0
    others: KeyCells = field(default_factory=dict)
    tail: bytes = b""
    _blank: re.Pattern[bytes] | None = None

    @property
    def key(self) -> int:
        """The column that says whose the rows are: that of the keys, without keys the first one with a header."""
        return self.column or min(self.headers, default=1)

    def note_used(self, row: RowXml) -> None:
        """Note the columns that hold something for the first time in this row."""
        at = row.body.rfind(b'c r="')
        last = _LAST.match(row.body, at) if at >= 0 else None
        # Most rows hold nothing that the rows before them have not shown.
        within = last is not None and column_number(last[1].decode()) <= self.last_column
        if within and (self._blank is None or self._blank.search(row.body) is None):
            return
        new = {column: row.number for column, _, inner in cells_of(row) if _HOLDS.search(inner)}
        if not new.keys() <= self.used.keys():
            self.used = new | self.used
            self.last_column = max(self.used)
            self._blank = _any_of(sorted(self._blanks(), key=lambda column: abs(column - self.key))[:WATCHED])

    def _blanks(self) -> Iterator[int]:
        return (column for column in range(1, self.last_column) if column not in self.used)


def survey(book: OpenBook, header_row: int, keys: RowKeys | None) -> Survey:
    """Read a sheet once."""
    further = keys.others if keys else None
    found = Survey(header_row, column=_known_column(keys), other_column=_known_column(further))
    more = further.texts if further else {}
    sheet = book.read_sheet()
    for row in _from_header(found, book, sheet.rows(), keys):
        if row.number == found.header_row:
            _take_headers(found, book, row)
            found.column, found.other_column = _column_now(found, keys), _column_now(found, further)
        found.note_used(row)
        if found.column and row.number > found.header_row:
            found.cells[row.number] = _held(book, row, found.column)
        if found.other_column and row.number in more:
            found.others[row.number] = _held(book, row, found.other_column)
    found.header_moved = found.header_row != header_row
    if keys is not None and not found.column:
        found.lost = keys.header
    found.tail = sheet.tail
    return found


def _from_header(found: Survey, book: OpenBook, rows: Iterator[RowXml], keys: RowKeys | None) -> Iterator[RowXml]:
    """The rows from the header on, which is looked for nearby when it no longer stands where it was."""
    if keys is not None and keys.header is not None:
        wanted = normalised(keys.header)
        near = list(islice(rows, found.header_row + AHEAD))
        there = [row.number for row in near if wanted in map(normalised, _texts(book, row).values())]
        found.header_row = min(there, key=lambda number: abs(number - found.header_row), default=found.header_row)
        yield from (row for row in near if row.number >= found.header_row)
    yield from (row for row in rows if row.number >= found.header_row)


def _known_column(keys: RowKeys | None) -> int:
    """The column of keys that do not go by a header; 0 for others."""
    return keys.column if keys is not None and keys.header is None else 0


def _column_now(found: Survey, keys: RowKeys | None) -> int:
    """The column of the keys as the sheet is now: where their header is, elsewhere only if it is there once; else 0."""
    if keys is None or keys.header is None:
        return _known_column(keys)
    wanted = normalised(keys.header)
    there = [column for column, header in found.headers.items() if normalised(header) == wanted]
    if keys.column in there:
        return keys.column
    return there[0] if len(there) == 1 else 0


def _take_headers(found: Survey, book: OpenBook, row: RowXml) -> None:
    for column, attributes, inner in cells_of(row):
        value = read_cell(attributes, inner, book.text_of)
        if value is not None:
            found.headers[column] = str(value)
            style = STYLE.search(attributes)
            found.header_style = int(style[1]) if style else 0


def _texts(book: OpenBook, row: RowXml) -> dict[int, str]:
    """What the cells of a row say, by column."""
    held = ((column, read_cell(attributes, inner, book.text_of)) for column, attributes, inner in cells_of(row))
    return {column: str(value) for column, value in held if value is not None}


def cells_of(row: RowXml) -> Iterator[tuple[int, bytes, bytes]]:
    """The cells of a row: column from 1, attributes, what they hold."""
    column = 0
    for match in CELL.finditer(row.body):
        column = column_number(m[1].decode()) if (m := ADDRESS.search(match[1])) else column + 1
        yield column, match[1], match[2] or b""


def _held(book: OpenBook, row: RowXml, column: int) -> tuple[Stored, int]:
    """What the cell of a row in a column holds, and the style of one that holds no text."""
    attributes, inner = _cell(row, column)
    value = read_cell(attributes, inner, book.text_of)
    if isinstance(value, str):
        return (None if _ERROR.search(attributes) else value), 0
    style = STYLE.search(attributes)
    return value, int(style[1]) if style else 0


def _cell(row: RowXml, column: int) -> tuple[bytes, bytes]:
    """Attributes and content of the cell of a row in a column; nothing where there is none."""
    at = row.body.find(b' r="%s%d"' % (column_letters(column).encode(), row.number))
    match = CELL.match(row.body, row.body.rfind(b"<", 0, at)) if at >= 0 else None
    if match is not None:
        return match[1], match[2] or b""
    found = ((attributes, inner) for number, attributes, inner in cells_of(row) if number == column)
    return next(found, (b"", b""))


def _any_of(columns: list[int]) -> re.Pattern[bytes] | None:
    """Finds a cell that is not empty in one of the columns; None for no columns."""
    letters = b"|".join(column_letters(column).encode() for column in columns)
    # Begins with bytes that are always the same: those are found many times faster than a choice.
    return re.compile(rb'c r="(?:%s)\d+"(?:[^>]*[^>/])?>' % letters) if letters else None


_LAST = re.compile(rb'c r="([A-Z]+)\d+"')
_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_HOLDS = re.compile(rb"<(?:\w+:)?(?:v|f|is)[\s>/]")
