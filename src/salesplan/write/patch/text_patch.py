"""Puts our columns into a text list, record by record: only the fields that change are written anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesplan.text import Lang
from salesplan.write.patch.cell_xml import CellValue
from salesplan.write.patch.column_places import places_of
from salesplan.write.patch.text_body import PIECE, QUOTE, Record, TextBody
from salesplan.write.patch.text_survey import TextSurvey
from salesplan.write.patch.text_values import field_of, same, text_of
from salesplan.write.update import FirstChanges, NewColumn, PlacedColumn


def placed_in_text(body: TextBody, found: TextSurvey, columns: Sequence[NewColumn], lang: Lang) -> list[PlacedColumn]:
    """The columns in our order with their places: where one stands already, else behind the last used column.

    CannotWrite (WRITE-two-columns) when one of ours is there twice.
    """
    header = found.header_line
    following = found.last_column + 1
    return places_of(found.headers, following, columns, lang, lambda column: body.at(header, found.headers[column]))


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
        self.first = FirstChanges()
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
        self.first.note(place.column, line, self.body.text(held) or None, value)

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
