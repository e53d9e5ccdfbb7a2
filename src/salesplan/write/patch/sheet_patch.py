"""Puts values into the rows of a sheet as a stream; every byte that is not a cell to be changed passes as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from salesplan.text import Text
from salesplan.write.patch.cell_xml import Stored, cell_rest, column_letters, column_number, read_cell, same
from salesplan.write.patch.sheet_xml import RowXml, SheetXml, cut_short
from salesplan.write.update import CellChange

STEP = 1 << 20
SHOWN = 20
"""How many changed cells are kept with their values before and after."""


class NewCell(NamedTuple):
    """A value for a cell. ``style`` is used where the cell is new or has none; None clears the cell."""

    value: Stored
    style: int = 0


Rows = Mapping[int, Mapping[int, NewCell]]
"""New cells by row, then by column, both from 1."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


class StylesBeside(dict[tuple[bytes | None, int], int]):
    """Styles for cells that are not there yet, by the style of the cell before them in the row and their own.

    A pair that is not among them is kept with the style of its own, so that it can be seen which were met.
    """

    def __missing__(self, pair: tuple[bytes | None, int]) -> int:
        """The cell's own style."""
        self[pair] = pair[1]
        return pair[1]


@dataclass
class SheetPatch:
    """The patch of one sheet, and what it found: how many cells change, and which could not be changed.

    ``strings`` gives a shared text by its index. ``formulas`` are cells that hold a formula, or stand in the area one
    fills: they are never overwritten, and whoever uses the patch must refuse the whole when there are any. ``met`` are
    the styles of cells that get a value with a style of its own, as (old, new); ``restyled`` says what such a pair
    becomes, else the old one stays. ``beside`` says the same of cells that are not there yet, but for those of
    ``header_row``.
    """

    rows: Rows
    strings: Callable[[int], str]
    changed: int = 0
    first: list[CellChange] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    restyled: Mapping[tuple[int, int], int] = field(default_factory=dict)
    met: set[tuple[int, int]] = field(default_factory=set)
    beside: StylesBeside = field(default_factory=StylesBeside)
    header_row: int = 0
    _areas: list[Area] = field(default_factory=list)
    _prefix: bytes = b""
    _unsupported: Callable[[Text], Exception] = field(default=ValueError)
    _letters_of: dict[int, bytes] = field(default_factory=dict)
    _span: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        columns = {column for cells in self.rows.values() for column in cells}
        self._span = (min(columns, default=0), max(columns, default=0))

    def apply(
        self, sheet: SheetXml, edit_head: Callable[[bytes], bytes], edit_tail: Callable[[bytes], bytes]
    ) -> Iterator[bytes]:
        """The patched part, in pieces of about a megabyte."""
        self._prefix, self._unsupported = sheet.prefix, sheet.unsupported
        yield edit_head(sheet.head)
        yield from batched(self._all_rows(sheet))
        yield edit_tail(sheet.tail)

    def _all_rows(self, sheet: SheetXml) -> Iterator[bytes]:
        wanted = sorted(self.rows)
        at = 0
        for row in sheet.rows():
            while at < len(wanted) and wanted[at] < row.number:
                yield self._new_row(wanted[at])
                at += 1
            self._note_areas(row)
            yield row.lead
            if at < len(wanted) and wanted[at] == row.number:
                yield self._patched(row)
                at += 1
            else:
                yield row.raw
        for number in wanted[at:]:
            yield self._new_row(number)

    def _new_row(self, number: int) -> bytes:
        cells = self._rendered(number, sorted(self.rows[number].items()))
        return b'<%srow r="%d">%s</%srow>' % (self._prefix, number, cells, self._prefix) if cells else b""

    def _patched(self, row: RowXml) -> bytes:
        before = self.changed
        if row.body.endswith(b"extLst>"):
            raise self._unsupported(Text("行里有扩展内容", "a row of it holds an extension"))
        new = sorted(self.rows[row.number].items())
        body = self._appended(row, new)
        if body is None:
            body = self._put(row, new)
        if self.changed == before:
            return row.raw
        attributes = _outgrown(row.attributes, new[-1][0])
        if not _HAS_NUMBER.search(attributes):
            attributes = b' r="%d"%s' % (row.number, attributes)
        return b"<%srow%s>%s</%srow>" % (self._prefix, attributes, body, self._prefix)

    def _appended(self, row: RowXml, new: list[tuple[int, NewCell]]) -> bytes | None:
        """The cells with the new ones behind them, when the last one stands before all of the new; else None."""
        if not row.body.strip():
            return row.body + self._rendered(row.number, new)
        last = self._last_cell(row.body)
        if last is None or column_number(last[1].decode()) >= new[0][0]:
            return None
        ending = b'%d"' % row.number
        for column, _ in new:
            # Cells out of order would hide one of ours before the last.
            if self._letters(column) + ending in row.body:
                return None
        return row.body + self._rendered(row.number, new, last[2])

    def _last_cell(self, body: bytes) -> re.Match[bytes] | None:
        """The letters and the style of a row's last cell, where it is written the usual way."""
        start = body.rfind(b"<%sc " % self._prefix)
        return _LAST.match(body, start + len(self._prefix)) if start >= 0 else None

    def _put(self, row: RowXml, new: list[tuple[int, NewCell]]) -> bytes:
        """The cells with the new ones between them in order of columns, replacing those that are there."""
        start = self._start(row, new)
        out: list[bytes] = [row.body[:start]]
        at, index, column, end = start, 0, new[0][0] - 1 if start else 0, start
        for match in CELL.finditer(row.body, start):
            self._refuse_between(row.body, end, match.start())
            before, end = column, match.end()
            column = column_number(m[1].decode()) if (m := ADDRESS.search(match[1])) else column + 1
            if column <= before or (m is None and b"r" in match[1] and _HAS_NUMBER.search(match[1])):
                raise self._unsupported(Text("单元格的顺序不对", "its cells are out of order"))
            due = index
            while due < len(new) and new[due][0] < column:
                due += 1
            if due > index:
                out += [row.body[at : match.start()], self._rendered(row.number, new[index:due])]
                at, index = match.start(), due
            if index < len(new) and new[index][0] == column:
                out += [row.body[at : match.start()], self._replaced(row.number, match, *new[index])]
                at, index = match.end(), index + 1
        self._refuse_between(row.body, end, len(row.body))
        last = self._last_cell(row.body) if index < len(new) else None
        return b"".join((*out, row.body[at:], self._rendered(row.number, new[index:], last[2] if last else None)))

    def _refuse_between(self, body: bytes, start: int, end: int) -> None:
        if start != end and not body[start:end].isspace():
            raise self._unsupported(Text("单元格之间有别的内容", "something else stands between its cells"))

    def _start(self, row: RowXml, new: list[tuple[int, NewCell]]) -> int:
        """Where the first of the new cells stands when it is there and no other stands before it; else 0."""
        ending = b'%d"' % row.number
        found = row.body.find(b' r="' + self._letters(new[0][0]) + ending)
        start = max(row.body.rfind(b"<", 0, found), 0) if found >= 0 else 0
        before = (row.body.find(self._letters(column) + ending, 0, start) for column, _ in new)
        return start if start and all(at < 0 for at in before) else 0

    def _replaced(self, number: int, match: re.Match[bytes], column: int, new: NewCell) -> bytes:
        inner, styled = match[2] or b"", _STYLE.search(match[1])
        if self._cell(number, column, new.value, int(styled[1]) if styled else 0) == match[0] and not self._areas:
            return match[0]
        if cut_short(match[1]):
            raise self._unsupported(Text("属性里有 > 号", "there is a > in an attribute"))
        if _FORMULA.search(inner) or self._in_area(number, column):
            self.formulas.append(f"{column_letters(column)}{number}")
            return match[0]
        old = read_cell(match[1], inner, self.strings)
        if same(old, new.value):
            return match[0]
        self._count(number, column, old, new.value)
        style = self._kept(int(styled[1]), new.style) if styled else new.style
        return self._cell(number, column, new.value, style)

    def _kept(self, old: int, new: int) -> int:
        """The style of a cell that has one: its own, or the one made of it for the number format it needs."""
        if not new or old == new:
            return old
        self.met.add((old, new))
        return self.restyled.get((old, new), old)

    def _rendered(self, number: int, cells: list[tuple[int, NewCell]], beside: bytes | None = None) -> bytes:
        """Cells that are not there yet, behind one with the style ``beside``; a value of None needs none."""
        out = []
        if number == self.header_row:
            beside = None
        for column, (value, style) in cells:
            if value is None:
                continue
            if self._areas and self._in_area(number, column):
                self.formulas.append(f"{column_letters(column)}{number}")
                continue
            self._count(number, column, None, value)
            out.append(self._cell(number, column, value, self.beside[beside, style] if beside else style))
        return b"".join(out)

    def _cell(self, number: int, column: int, value: Stored, style: int) -> bytes:
        return b'<%sc r="%s%d%s' % (self._prefix, self._letters(column), number, cell_rest(self._prefix, value, style))

    def _letters(self, column: int) -> bytes:
        found = self._letters_of.get(column)
        if found is None:
            found = self._letters_of[column] = column_letters(column).encode()
        return found

    def _count(self, number: int, column: int, before: Stored, after: Stored) -> None:
        self.changed += 1
        if len(self.first) < SHOWN:
            self.first.append(CellChange(f"{column_letters(column)}{number}", before, after))

    def _note_areas(self, row: RowXml) -> None:
        """Areas that array formulas and what-if tables fill: their cells hold values only, and yet are not free."""
        if b'"array"' in row.raw or b'"dataTable"' in row.raw or b"'array'" in row.raw or b"'dataTable'" in row.raw:
            areas = (area_of(m[1].decode()) for m in _AREA.finditer(row.raw))
            self._areas += [area for area in areas if area[1] <= self._span[1] and self._span[0] <= area[3]]

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
_LAST = re.compile(rb'.c r="([A-Z]+)\d+"(?:[^>]*?\ss="(\d+)")?')
_STYLE = re.compile(rb"""(?:^|\s)s\s*=\s*["'](\d+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_AREA = re.compile(rb"""<(?:\w+:)?f\s[^>]*?\bref\s*=\s*["']([A-Z0-9:$]+)["']""")
_CORNER = re.compile(r"([A-Z]{0,3})(\d*)")
_HAS_NUMBER = re.compile(rb"""(?:^|\s)r\s*=""")
_SPANS = re.compile(rb"""(\sspans\s*=\s*["'])(\d+):(\d+)(["'])""")


def _outgrown(attributes: bytes, last: int) -> bytes:
    """A row's attributes with its ``spans`` grown to the last new column."""
    return _SPANS.sub(
        lambda m: b"%s%s:%d%s" % (m[1], m[2], max(int(m[3]), last), m[4]) if int(m[3]) < last else m[0], attributes
    )


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
