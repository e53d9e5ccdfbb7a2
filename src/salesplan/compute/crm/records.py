"""The records of a list as columns of values: what is exchanged with a CRM, whole or cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from salesplan.errors import Place
from salesplan.model.reading import CELLS
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.result import Input
from salesplan.model.table import Value, scaled

Column = list[Value]
GUARDS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Listed:
    """Records by column: ``fields`` typed by our keys, ``cells`` as texts by the titles; where each row stands."""

    fields: Mapping[str, Column]
    cells: Mapping[str, Column]
    places: Sequence[tuple[Input, int]] = field(default=())

    def __len__(self) -> int:
        return len(self.places)

    def cell_column(self, titles: Sequence[str]) -> Column | None:
        """The texts under the first of these titles that the list has; blanks and case make no difference."""
        known = {bare(title): values for title, values in reversed([*self.cells.items()])}
        return next((known[bare(title)] for title in titles if bare(title) in known), None)

    @cached_property
    def extras(self) -> tuple[str, ...]:
        """The titles that hold something and are read as no field."""
        return tuple(title for title, values in self.cells.items() if title not in self.read_as and filled(values))

    @cached_property
    def read_as(self) -> Mapping[str, str]:
        """The field that each title is read as, for those that are."""
        columns = [column for source in self._sources for column in source.columns]
        return {c.header: c.field for c in columns if c.field and c.header in self.cells}

    @cached_property
    def _sources(self) -> tuple[Input, ...]:
        found: list[Input] = []
        for source, _ in self.places:
            if not found or found[-1] is not source:
                found.append(source)
        return tuple(found)

    def place(self, at: int) -> Place:
        """The row of a record: its line in a text file, its row in a sheet."""
        source, row = self.places[at]
        if source.sheet is None:
            return Place(file=source.file, line=row)
        return Place(file=source.file, sheet=source.sheet, cell=f"{row}:{row}")


def listed(records: Records) -> Listed:
    """The records, figures as exact decimals; a text of a CSV without the apostrophe that keeps it from being run."""
    frame = records.frame
    fields: dict[str, Column] = {}
    cells: dict[str, Column] = {}
    plain = all(source.sheet is None for source in records.inputs)
    for name in frame.columns:
        if name in (SOURCE, ROW):
            continue
        values = frame[name].to_list()
        if name in records.scales:
            values = [None if value is None else scaled(value, records.scales[name]) for value in values]
        values = [unguarded(value) for value in values] if plain else values
        (cells if name.startswith(CELLS) else fields)[name.removeprefix(CELLS)] = values
    places = [(records.inputs[at], row) for at, row in zip(frame[SOURCE], frame[ROW], strict=True)]
    return Listed(fields, cells, places)


def bare(title: str) -> str:
    """A title without blanks, in one case."""
    return "".join(title.split()).casefold()


def unguarded(value: Value) -> Value:
    """A text without the apostrophe that keeps spreadsheets from running it."""
    if isinstance(value, str) and value.startswith("'") and value[1:].startswith(GUARDS):
        return value[1:]
    return value


def stacked(parts: Sequence[tuple[Mapping[str, Column], int]]) -> dict[str, Column]:
    """Columns of several files below each other; a column that a file does not have is missing in its rows."""
    names = list(dict.fromkeys(name for columns, _ in parts for name in columns))
    return {name: [value for columns, rows in parts for value in columns.get(name, [None] * rows)] for name in names}


def filled(column: Sequence[Value]) -> int:
    """How many rows hold something."""
    return sum(value not in (None, "") for value in column)


def plain_figure(value: Decimal) -> str:
    """A figure as its digits, without zeros that say nothing."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
