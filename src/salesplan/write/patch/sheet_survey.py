"""What an update must know of a sheet before it changes it: headers, the last used column, rows that have moved."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from salesplan.write.patch.cell_xml import Stored, column_letters, column_number, read_cell
from salesplan.write.patch.sheet_patch import ADDRESS, CELL
from salesplan.write.patch.sheet_xml import RowXml
from salesplan.write.patch.workbook_parts import OpenBook
from salesplan.write.update import RowKeys


@dataclass
class Survey:
    """The findings: header texts by column, the style of the last header, the last used column from the header row on.

    ``moved`` are the rows whose key is not the one the caller saw, or that are gone, ascending.
    """

    headers: dict[int, str] = field(default_factory=dict)
    header_style: int = 0
    last_column: int = 0
    moved: list[int] = field(default_factory=list)
    tail: bytes = b""


def survey(book: OpenBook, header_row: int, keys: RowKeys | None) -> Survey:
    """Read a sheet once."""
    found = Survey()
    waiting = dict(keys.texts) if keys else {}
    sheet = book.read_sheet()
    for row in sheet.rows():
        if row.number < header_row:
            continue
        if row.number == header_row:
            _take_headers(found, book, row)
        found.last_column = max(found.last_column, _last_filled(row, found.last_column))
        expected = waiting.pop(row.number, None)
        if keys is not None and expected is not None and not same_key(_value(book, row, keys.column), expected):
            found.moved.append(row.number)
    found.moved = sorted([*found.moved, *waiting])
    found.tail = sheet.tail
    return found


def same_key(value: Stored, expected: str) -> bool:
    """Whether a cell holds the key that was seen: the same text but for width and blanks, or the same number.

    A number may be shown with leading zeros or letters around it (``00123``, ``C-123``): its digits count.
    """
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, str):
        return _flat(value) == _flat(expected)
    try:
        return Decimal(value) == Decimal(expected)
    except InvalidOperation:
        return f"{Decimal(value):f}" == (re.sub(r"\D", "", expected).lstrip("0") or "0")


def _flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _take_headers(found: Survey, book: OpenBook, row: RowXml) -> None:
    for column, attributes, inner in cells_of(row):
        value = read_cell(attributes, inner, book.text_of)
        if value is not None:
            found.headers[column] = str(value)
            style = _STYLE.search(attributes)
            found.header_style = int(style[1]) if style else 0


def cells_of(row: RowXml) -> Iterator[tuple[int, bytes, bytes]]:
    """The cells of a row: column from 1, attributes, what they hold."""
    column = 0
    for match in CELL.finditer(row.body):
        column = column_number(m[1].decode()) if (m := ADDRESS.search(match[1])) else column + 1
        yield column, match[1], match[2] or b""


def _value(book: OpenBook, row: RowXml, column: int) -> Stored:
    """What the cell of a row in a column holds."""
    at = row.body.find(b' r="%s%d"' % (column_letters(column).encode(), row.number))
    match = CELL.match(row.body, row.body.rfind(b"<", 0, at)) if at >= 0 else None
    if match is not None:
        return read_cell(match[1], match[2] or b"", book.text_of)
    found = ((attributes, inner) for number, attributes, inner in cells_of(row) if number == column)
    attributes, inner = next(found, (b"", b""))
    return read_cell(attributes, inner, book.text_of)


def _last_filled(row: RowXml, known: int) -> int:
    """The last column of the row that holds something; ``known`` when it is certainly no further."""
    at = row.body.rfind(b'c r="')
    last = _LAST.match(row.body, at) if at >= 0 else None
    if last is not None and column_number(last[1].decode()) <= known:
        return known
    return max((column for column, _, inner in cells_of(row) if _HOLDS.search(inner)), default=0)


_LAST = re.compile(rb'c r="([A-Z]+)\d+"')
_STYLE = re.compile(rb"""(?:^|\s)s\s*=\s*["'](\d+)["']""")
_HOLDS = re.compile(rb"<(?:\w+:)?(?:v|f|is)[\s>/]")
