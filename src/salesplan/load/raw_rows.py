"""The cells of a sheet as they stand in the file, row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator

from salesplan.load.grid import Grid
from salesplan.model.raw_cells import RawCell, Row


def raw_rows(grid: Grid, only: Collection[int] | None = None) -> Iterator[Row]:
    """The rows of a grid that hold something, in order; ``only`` those with these numbers."""
    cells = grid.cells if only is None else grid.cells.filter(grid.cells["row"].is_in(list(only)))
    number, found = 0, dict[int, RawCell]()
    for row, column, style, kind, text in cells.select("row", "column", "style", "kind", "text").iter_rows():
        if row != number and found:
            yield number, found
            found = {}
        number = row
        code = grid.formats[style] if 0 <= (style or 0) < len(grid.formats) else "General"
        found[column] = RawCell(kind, text or "", code or "General")
    if found:
        yield number, found


def fingerprint(rows: Iterable[Row]) -> str:
    """What changes when any cell of a sheet does, in whatever format it is shown."""
    digest = hashlib.sha256()
    for number, cells in rows:
        for column, cell in sorted(cells.items()):
            digest.update(f"{number}\x1f{column}\x1f{cell.kind}\x1f{cell.text}\x1e".encode())
    return digest.hexdigest()
