"""The new cells of a sheet: by column as they are given, by row as they are written."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from operator import itemgetter, lt

from salesplan.write.patch.cell_xml import CellValue, Stored


@dataclass(frozen=True)
class ColumnCells:
    """Values for cells of one column: ``values`` in the ``rows``, which ascend. Other rows stay as they are.

    None clears a cell. ``style`` is used where a cell is new or has none; ``styles`` are the rows that take another
    one.
    """

    column: int
    rows: array[int]
    values: Sequence[Stored]
    style: int = 0
    styles: Mapping[int, int] = field(default_factory=dict)

    @property
    def filled(self) -> tuple[int, int] | None:
        """The first and the last row that gets a value; None when there is none."""
        if None not in self.values:
            return (self.rows[0], self.rows[-1]) if self.rows else None
        rows = [row for row, value in zip(self.rows, self.values, strict=True) if value is not None]
        return (rows[0], rows[-1]) if rows else None


Due = list[tuple[ColumnCells, Stored]]
"""The cells of one row that are to be written, in order of columns."""


def in_rows(rows: Sequence[int], values: list[CellValue]) -> tuple[array[int], list[CellValue]]:
    """Rows and their values side by side, rows ascending; the last value counts where a row is there twice.

    Two sequences: a mapping would take ten times their memory.
    """
    if all(map(lt, rows, rows[1:])):
        return array("I", rows), values
    held = dict(zip(rows, values, strict=True))
    ascending = array("I", sorted(held))
    return ascending, [held[row] for row in ascending]


def by_row(columns: Sequence[ColumnCells]) -> Iterator[tuple[int, Due]]:
    """The cells of each row, rows ascending; ``columns`` come in order."""
    alike: dict[bytes, list[ColumnCells]] = {}
    for cells in columns:
        alike.setdefault(cells.rows.tobytes(), []).append(cells)
    walks = [_walk(group) for group in alike.values()]
    return walks[0] if len(walks) == 1 else _together(walks)


def _walk(columns: list[ColumnCells]) -> Iterator[tuple[int, Due]]:
    """The cells of columns that have the same rows, as most have."""
    for row, values in zip(columns[0].rows, zip(*(cells.values for cells in columns), strict=True), strict=True):
        yield row, list(zip(columns, values, strict=True))


def _together(walks: list[Iterator[tuple[int, Due]]]) -> Iterator[tuple[int, Due]]:
    for row, parts in groupby(merge(*walks, key=itemgetter(0)), key=itemgetter(0)):
        due = [new for _, part in parts for new in part]
        yield row, sorted(due, key=lambda new: new[0].column)
