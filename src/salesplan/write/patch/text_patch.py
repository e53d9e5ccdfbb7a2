"""Puts our columns into a text list, record by record: only the fields that change are written anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesplan.errors import CannotWrite, Problem
from salesplan.text import Lang, Text
from salesplan.write.columns import OUR_COLUMNS, our_column, recognised
from salesplan.write.patch.cell_xml import CellValue, column_letters
from salesplan.write.patch.text_body import PIECE, QUOTE, Record, TextBody
from salesplan.write.patch.text_survey import TextSurvey
from salesplan.write.patch.text_values import field_of, same, text_of
from salesplan.write.update import CellChange, NewColumn, PlacedColumn

FIRST = 20
"""How many changes are kept to be shown."""


def placed_in_text(body: TextBody, found: TextSurvey, columns: Sequence[NewColumn], lang: Lang) -> list[PlacedColumn]:
    """The columns in our order with their places: where one stands already, else behind the last used column.

    CannotWrite (WRITE-two-columns) when one of ours is there twice.
    """
    there = _ours(body, found)
    wanted = {column.key: column.values for column in columns}
    following = found.last_column + 1
    places = []
    for our in (our for our in OUR_COLUMNS if our.key in wanted):
        column = there.get(our.key)
        if column is None:
            places.append(PlacedColumn(our, following, our.header(lang), is_new=True, values=wanted[our.key]))
            following += 1
        else:
            places.append(PlacedColumn(our, column, found.headers[column], is_new=False, values=wanted[our.key]))
    return places


class TextPatch:
    """One pass over a text list; ``changed`` and ``first`` are known when ``pieces`` is used up.

    A record as wide as the header stays as wide as the header, so that a list whose lines are all of one width remains
    one. A shorter record is filled up only where something is written to it.
    """

    def __init__(self, body: TextBody, found: TextSurvey, places: Sequence[PlacedColumn], decimal: str = ".") -> None:
        self.body, self.found, self.places, self.decimal = body, found, places, decimal
        self.new = [place for place in places if place.is_new]
        self.width = self.new[-1].column if self.new else 0
        self.blank = b'""' if found.quoting.every else b""
        self.changed = 0
        self.first: list[CellChange] = []
        self._fields: dict[tuple[type, CellValue, bool], bytes] = {}

    def pieces(self) -> Iterator[bytes]:
        """The records as they will be, many at a time."""
        piece: list[bytes] = []
        size = 0
        for record in self.body.records():
            raw = self._patched(record)
            piece += (raw, record.end)
            size += len(raw)
            if size >= PIECE:
                yield b"".join(piece)
                piece, size = [], 0
        yield b"".join(piece)

    def _patched(self, record: Record) -> bytes:
        line = record.line
        if line == self.found.header_line:
            cells: list[tuple[PlacedColumn, CellValue]] = [(place, place.header) for place in self.new]
        else:
            cells = [(place, place.values[line]) for place in self.places if line in place.values]
        if not cells and not (self.new and record.raw):
            return record.raw
        fields = self.body.fields(record)
        before, changed = len(fields), self.changed
        for place, value in cells:
            self._set(fields, line, place, value)
        if self.width > len(fields) and (self.changed > changed or 0 < self.found.width <= before):
            fields += [self.blank] * (self.width - len(fields))
        return self.body.separator.join(fields) if len(fields) > before or self.changed > changed else record.raw

    def _set(self, fields: list[bytes], line: int, place: PlacedColumn, value: CellValue) -> None:
        """Put a value into its field, unless it says so already."""
        at = place.column - 1
        held = fields[at] if at < len(fields) else b""
        field = self._field(line, place, value, quoted=held.startswith(QUOTE))
        if held == field or self._says(held, value):
            return
        if at >= len(fields):
            fields += [self.blank] * (place.column - len(fields))
        fields[at] = field
        self.changed += 1
        if len(self.first) < FIRST:
            self.first.append(CellChange(f"{place.letters}{line}", self.body.text(held) or None, value))

    def _says(self, held: bytes, value: CellValue) -> bool:
        """Whether a field means a value though it is written otherwise."""
        return same(self.body.text(held), value, self.decimal) if held else value is None or value == ""

    def _field(self, line: int, place: PlacedColumn, value: CellValue, *, quoted: bool) -> bytes:
        """A value as it will stand; equal values are rendered once."""
        key = (type(value), value, quoted)
        field = self._fields.get(key)
        if field is None:
            text, at = text_of(value, self.decimal), self.body.at(line, place.header)
            field = field_of(self.body, text, at, quoted=quoted or self.found.quoting.wants(value))
            if len(self._fields) < PIECE:
                self._fields[key] = field
        return field


def _ours(body: TextBody, found: TextSurvey) -> dict[str, int]:
    """Our columns that are there, by key."""
    there: dict[str, int] = {}
    problems = []
    for column, header in found.headers.items():
        name = recognised(header)
        if name is not None and name[0] in there:
            problems.append(_twice(body, found, name[0], (there[name[0]], column)))
        elif name is not None:
            there[name[0]] = column
    if problems:
        raise CannotWrite(problems)
    return there


def _twice(body: TextBody, found: TextSurvey, key: str, columns: tuple[int, int]) -> Problem:
    what = Text(
        "{title} 这一列在 {first} 和 {second} 各有一份，不知道该写哪一列",
        "there is a column for {title} at {first} and another at {second}; which one to write is unclear",
    )
    fix = Text("删掉其中一列再运行", "delete one of them and run again")
    first, second = map(column_letters, columns)
    filled = what.format(title=our_column(key).title, first=first, second=second)
    place = body.at(found.header_line, found.headers[columns[1]])
    return Problem("WRITE-two-columns", "error", filled, fix, place, found.headers[columns[1]])
