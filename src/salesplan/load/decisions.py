"""Decisions about possible duplicates, read back from the list in which somebody ticked them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from salesplan.errors import BadInput, Place, Problem
from salesplan.load.grid import Grid
from salesplan.load.source import open_source
from salesplan.model.reading import AS_IT_IS
from salesplan.text import Text

NEEDED = ("decision", "mark", "with_mark")
FIRST_ROWS = 20
"""Rows in which the titles are looked for: somebody may have written above them."""


@dataclass(frozen=True)
class ReadRow:
    """A row of the list: its number, and its cells by column as they are written; empty ones are left out."""

    number: int
    cells: Mapping[str, str]


def read_decisions(file: str, titles: Mapping[str, Collection[str]]) -> tuple[str, list[ReadRow]]:
    """The hash of the file, and the rows of its list of possible duplicates. ``titles``: column to its titles.

    BadInput (DECISIONS-no-columns) where no sheet has the columns, which no other list has.
    """
    source = open_source(file, AS_IT_IS)
    for sheet in source.sheets:
        grid = source.grid(sheet.name)
        header = _header(grid, titles)
        if header is not None:
            return source.sha256, _rows(grid, *header)
    what = Text("这不是 customers duplicates 写出的核对名单", "this is no list for review of customers duplicates")
    fix = Text(
        "先运行 salesplan customers duplicates 客户.xlsx -o review.xlsx，在“决定”一列填好，再给这份文件",
        "type salesplan customers duplicates customers.xlsx -o review.xlsx, fill its column Decision, name that file",
    )
    raise BadInput(Problem("DECISIONS-no-columns", "error", what, fix, Place(file)))


def _header(grid: Grid, titles: Mapping[str, Collection[str]]) -> tuple[int, dict[int, str]] | None:
    """The row of the titles, and the column of each."""
    keys = {_plain(title): key for key, names in titles.items() for title in names}
    rows: dict[int, dict[int, str]] = {}
    for row, column, text in grid.cells.filter(grid.cells["row"] <= FIRST_ROWS).select("row", "column", "text").rows():
        key = keys.get(_plain(text or ""))
        if key is not None:
            rows.setdefault(row, {})[column] = key
    return next(((row, found) for row, found in sorted(rows.items()) if set(NEEDED) <= set(found.values())), None)


def _rows(grid: Grid, header: int, columns: Mapping[int, str]) -> list[ReadRow]:
    found: dict[int, dict[str, str]] = {}
    cells = grid.cells.filter(grid.cells["row"] > header)
    for row, column, text in cells.select("row", "column", "text").rows():
        if column in columns and text and text.strip():
            found.setdefault(row, {})[columns[column]] = text.strip()
    return [ReadRow(row, cells) for row, cells in sorted(found.items())]


def _plain(title: str) -> str:
    return "".join(unicodedata.normalize("NFKC", title).split()).lower()
