"""Puts values into the rows of a sheet as a stream; every byte that is not a cell to be changed passes as it is."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from salesplan.text import Text
from salesplan.write.patch.cell_xml import Stored, cell_rest, column_letters, column_number, read_cell, same
from salesplan.write.patch.column_cells import ColumnCells, Due, by_row
from salesplan.write.patch.sheet_xml import RowXml, SheetXml, cut_short
from salesplan.write.update import FirstChanges

STEP = 1 << 19


Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""
_NO_MORE: tuple[int, Due] = sys.maxsize, []


@dataclass
class SheetPatch:
    """The patch of one sheet, and what it found: how many cells change, and which could not be changed.

    ``columns`` are the new cells, each column once. ``strings`` gives a shared text by its index. ``formulas`` are
    cells that hold a formula, or stand in the area one fills: they are never overwritten, and whoever uses the patch
    must refuse the whole when there are any; ``calculates`` says whether any formula stands in the sheet. ``restyled``
    says what becomes of a cell's own style (first) when it gets a value with another (second). ``beside`` says the
    same of cells that are not there yet, by the style of the cell before them, but for those of ``header_row``.
    """

    columns: Sequence[ColumnCells]
    strings: Callable[[int], str]
    restyled: Callable[[int, int], int] = lambda old, _: old
    beside: Callable[[bytes, int], int] | None = None
    header_row: int = 0
    changed: int = 0
    first: FirstChanges = field(default_factory=FirstChanges)
    formulas: list[str] = field(default_factory=list)
    calculates: bool = False
    _areas: list[Area] = field(default_factory=list)
    _prefix: bytes = b""
    _cell: bytes = b"<c "
    _row_end: bytes = b"</row>"
    _unsupported: Callable[[Text], Exception] = field(default=ValueError)
    _starts: Mapping[int, bytes] = field(default_factory=dict)
    _ours: re.Pattern[bytes] = re.compile(b"")
    _there: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns = sorted(self.columns, key=lambda cells: cells.column)

    @cached_property
    def extent(self) -> Area | None:
        """The area of the cells that get a value; None when there is none."""
        spans = [(cells.column, *filled) for cells in self.columns if (filled := cells.filled)]
        if not spans:
            return None
        return min(first for _, first, _ in spans), spans[0][0], max(last for _, _, last in spans), spans[-1][0]

    def apply(
        self, sheet: SheetXml, edit_head: Callable[[bytes], bytes], edit_tail: Callable[[bytes], bytes]
    ) -> Iterator[bytes]:
        """The patched part, in pieces of about half a megabyte."""
        self._prefix, self._unsupported = sheet.prefix, sheet.unsupported
        self._cell, self._row_end = b"<%sc " % sheet.prefix, b"</%srow>" % sheet.prefix
        self._starts = {c.column: b'<%sc r="%s' % (sheet.prefix, _letters(c.column)) for c in self.columns}
        letters = b"|".join(_letters(c.column) for c in self.columns)
        self._ours = re.compile(rb"""r\s*=\s*["']\$?(%s)\$?\d""" % letters)
        # The styles of our cells as they are: those of a row are as a rule those of the row before.
        self._there = {c.column: c.style for c in self.columns}
        yield edit_head(sheet.head)
        yield from batched(self._all_rows(sheet))
        yield edit_tail(sheet.tail)

    def _all_rows(self, sheet: SheetXml) -> Iterator[bytes]:
        wanted = by_row(self.columns)
        number, due = next(wanted, _NO_MORE)
        for row in sheet.rows():
            while number < row.number:
                yield self._new_row(number, due)
                number, due = next(wanted, _NO_MORE)
            # A single byte is found many times faster than the tag.
            if row.body.find(b"f") >= 0 and _FORMULA.search(row.body):
                self.calculates = True
                self._note_areas(row)
            if row.lead:
                yield row.lead
            if number == row.number:
                yield self._patched(row, due)
                number, due = next(wanted, _NO_MORE)
            else:
                yield row.raw
        while due:
            yield self._new_row(number, due)
            number, due = next(wanted, _NO_MORE)

    def _new_row(self, number: int, due: Due) -> bytes:
        cells = self._put_new(number, due)
        return b'<%srow r="%d">%s</%srow>' % (self._prefix, number, cells, self._prefix) if cells else b""

    def _patched(self, row: RowXml, due: Due) -> bytes:
        before = self.changed
        if row.body.endswith(b"extLst>"):
            raise self._unsupported(Text("行里有扩展内容", "a row of it holds an extension"))
        body = self._put_behind(row, due)
        if body is None and not self._is_done(row, due):
            body = self._put_among(row, due)
        if body is None or self.changed == before:
            return row.raw
        attributes = _outgrown(row.attributes, due[-1][0].column)
        return b"".join((row.start, attributes, b">", body, self._row_end))

    def _put_behind(self, row: RowXml, due: Due) -> bytes | None:
        """The cells with the new ones behind them, when the last one stands before all of the new; else None."""
        # Cells out of order would hide one of ours before the last.
        if self._ours.search(row.body):
            return None
        if not row.body.strip():
            return row.body + self._put_new(row.number, due)
        last = self._last_cell(row.body)
        if last is None or _number(last[1]) >= due[0][0].column:
            return None
        return row.body + self._put_new(row.number, due, last[2])

    def _last_cell(self, body: bytes) -> re.Match[bytes] | None:
        """The letters and the style of a row's last cell, where it is written the usual way."""
        start = body.rfind(self._cell)
        return _LAST.match(body, start + len(self._prefix)) if start >= 0 else None

    def _is_done(self, row: RowXml, due: Due) -> bool:
        """Whether the row ends with just these cells, as it does when an earlier update wrote the same values."""
        filled = [new for new in due if new[1] is not None]
        if self._areas or len(filled) < len(due):
            return False
        styles = [self._there[cells.column] for cells, _ in filled]
        return row.body.endswith(self._rendered(row.number, filled, styles))

    def _put_among(self, row: RowXml, due: Due) -> bytes:
        """The cells with the new ones between them in order of columns, replacing those that are there."""
        start = self._start(row, due)
        out: list[bytes] = [row.body[:start]]
        at, index, column, end = start, 0, due[0][0].column - 1 if start else 0, start
        for match in CELL.finditer(row.body, start):
            self._refuse_between(row.body, end, match.start())
            column, end = self._column(match, column), match.end()
            reached = index
            while reached < len(due) and due[reached][0].column < column:
                reached += 1
            if reached > index:
                out += [row.body[at : match.start()], self._put_new(row.number, due[index:reached])]
                at, index = match.start(), reached
            if index < len(due) and due[index][0].column == column:
                out += [row.body[at : match.start()], self._replaced(row.number, match, *due[index])]
                at, index = match.end(), index + 1
        self._refuse_between(row.body, end, len(row.body))
        last = self._last_cell(row.body) if index < len(due) else None
        return b"".join((*out, row.body[at:], self._put_new(row.number, due[index:], last[2] if last else None)))

    def _column(self, match: re.Match[bytes], before: int) -> int:
        """The column of a cell that stands behind one in the column ``before``."""
        address = ADDRESS.search(match[1])
        column = _number(address[1]) if address else before + 1
        if column <= before or (address is None and b"r" in match[1] and _HAS_NUMBER.search(match[1])):
            raise self._unsupported(Text("单元格的顺序不对", "its cells are out of order"))
        return column

    def _refuse_between(self, body: bytes, start: int, end: int) -> None:
        if start != end and not body[start:end].isspace():
            raise self._unsupported(Text("单元格之间有别的内容", "something else stands between its cells"))

    def _start(self, row: RowXml, due: Due) -> int:
        """Where the first of the new cells stands when it is there and none of our columns comes before it; else 0."""
        ours = self._ours.search(row.body)
        if ours is None or ours[1] != _letters(due[0][0].column):
            return 0
        return max(row.body.rfind(b"<", 0, ours.start()), 0)

    def _replaced(self, number: int, match: re.Match[bytes], cells: ColumnCells, value: Stored) -> bytes:
        if self._alone(number, cells.column, value, self._there[cells.column]) == match[0] and not self._areas:
            return match[0]
        if cut_short(match[1]):
            raise self._unsupported(Text("属性里有 > 号", "there is a > in an attribute"))
        inner, styled = match[2] or b"", STYLE.search(match[1])
        if _FORMULA.search(inner) or self._in_area(number, cells.column):
            self.formulas.append(f"{column_letters(cells.column)}{number}")
            return match[0]
        if styled:
            self._there[cells.column] = int(styled[1])
        old = read_cell(match[1], inner, self.strings)
        if same(old, value):
            return match[0]
        self._count(number, [(cells, value)], old)
        return self._alone(number, cells.column, value, self._style(number, cells, styled))

    def _style(self, number: int, cells: ColumnCells, styled: re.Match[bytes] | None) -> int:
        """The style of a cell that gets a value: its own, or the one made of it for the number format it needs."""
        new = cells.styles.get(number, cells.style)
        if styled is None:
            return new
        old = int(styled[1])
        return self.restyled(old, new) if new not in (0, old) else old

    def _put_new(self, number: int, due: Due, beside: bytes | None = None) -> bytes:
        """Cells that are not there yet, behind one with the style ``beside``; a value of None needs none."""
        free = [new for new in due if new[1] is not None]
        if self._areas:
            taken = [cells.column for cells, _ in free if self._in_area(number, cells.column)]
            self.formulas += [f"{column_letters(column)}{number}" for column in taken]
            free = [(cells, value) for cells, value in free if cells.column not in taken]
        self._count(number, free)
        styles = [cells.styles.get(number, cells.style) if cells.styles else cells.style for cells, _ in free]
        if beside and self.beside and number != self.header_row:
            styles = [self.beside(beside, style) for style in styles]
        return self._rendered(number, free, styles)

    def _rendered(self, number: int, due: Due, styles: list[int]) -> bytes:
        digits, starts, prefix = b"%d" % number, self._starts, self._prefix
        return b"".join(
            [
                starts[cells.column] + digits + cell_rest(prefix, value, style)
                for (cells, value), style in zip(due, styles, strict=True)
            ]
        )

    def _alone(self, number: int, column: int, value: Stored, style: int) -> bytes:
        return b"%s%d%s" % (self._starts[column], number, cell_rest(self._prefix, value, style))

    def _count(self, number: int, due: Due, before: Stored = None) -> None:
        self.changed += len(due)
        for cells, value in due:
            self.first.note(cells.column, number, before, value)

    def _note_areas(self, row: RowXml) -> None:
        """Areas that array formulas and what-if tables fill: their cells hold values only, and yet are not free."""
        if self.columns and _FILLS.search(row.body):
            first, last = self.columns[0].column, self.columns[-1].column
            areas = (area_of(m[1].decode()) for m in _AREA.finditer(row.body))
            self._areas += [area for area in areas if area[1] <= last and first <= area[3]]

    def _in_area(self, row: int, column: int) -> bool:
        return any(inside(area, row, column) for area in self._areas)


def area_of(reference: str) -> Area:
    """The area of a reference such as ``A1:L313``, ``$A$1`` or ``A:L`` (whole columns)."""
    first, _, last = reference.replace("$", "").partition(":")
    start, end = _CORNER.fullmatch(first), _CORNER.fullmatch(last or first)
    if start is None or end is None:
        raise ValueError(f"{reference!r} is no area")
    return (
        int(start[2] or 1),
        column_number(start[1]) if start[1] else 1,
        int(end[2] or 1_048_576),
        column_number(end[1]) if end[1] else 16_384,
    )


def reference_of(area: Area) -> str:
    """The reference of an area: ``A1:L313``, ``A1`` when it is one cell."""
    first, last = f"{column_letters(area[1])}{area[0]}", f"{column_letters(area[3])}{area[2]}"
    return first if first == last else f"{first}:{last}"


def overlap(one: Area, other: Area) -> bool:
    """Whether two areas share a cell."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def inside(area: Area, row: int, column: int) -> bool:
    """Whether a cell stands in an area."""
    return area[0] <= row <= area[2] and area[1] <= column <= area[3]


CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c\s*>)", re.DOTALL)
"""A cell in a row: its attributes, and what it holds if anything."""
ADDRESS = re.compile(rb"""(?:^|\s)r\s*=\s*["']\$?([A-Z]+)\$?\d+["']""")
"""The column letters among a cell's attributes."""
_LAST = re.compile(rb'.c r="([A-Z]+)\d+"(?:(?: t="\w+")? s="(\d+)")?')
STYLE = re.compile(rb"""(?:^|\s)s\s*=\s*["'](\d+)["']""")
"""The style among a cell's attributes."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_FILLS = re.compile(rb"""["'](?:array|dataTable)["']""")
_AREA = re.compile(rb"""<(?:\w+:)?f\s[^>]*?\bref\s*=\s*["']([A-Z0-9:$]+)["']""")
_CORNER = re.compile(r"([A-Z]{0,3})(\d*)")
_HAS_NUMBER = re.compile(rb"""(?:^|\s)r\s*=""")
_SPANS = re.compile(rb"""\sspans\s*=\s*["']\d+:(\d+)["']""")


@lru_cache(maxsize=512)
def _letters(column: int) -> bytes:
    return column_letters(column).encode()


@lru_cache(maxsize=512)
def _number(letters: bytes) -> int:
    return column_number(letters.decode())


@lru_cache(maxsize=64)
def _outgrown(attributes: bytes, last: int) -> bytes:
    """A row's attributes with its ``spans`` grown to the last new column."""
    spans = _SPANS.search(attributes)
    if spans is None or int(spans[1]) >= last:
        return attributes
    return b"%s%d%s" % (attributes[: spans.start(1)], last, attributes[spans.end(1) :])


def batched(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Many small pieces as few large ones: compressing has a price per call."""
    batch: list[bytes] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece)
        if size >= STEP:
            yield b"".join(batch)
            batch, size = [], 0
    yield b"".join(batch)
