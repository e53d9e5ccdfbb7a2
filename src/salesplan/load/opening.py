"""A file opened with its lists found: which sheets, and where in each the list stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from salesplan.errors import SalesplanError
from salesplan.load.found import FoundTable
from salesplan.load.grid import Grid
from salesplan.load.sheet_choice import PickedSheet, choose_sheets
from salesplan.load.source import Source, open_source
from salesplan.load.table_finder import find_table
from salesplan.load.wishes import check_wishes
from salesplan.model.reading import ReadOptions

_CHEAP = 300_000
"""The largest file, in bytes, whose other sheets are looked at only to say which one holds a list."""


@dataclass(frozen=True)
class OpenedSheet:
    """A chosen sheet, its cells, and the list in it (``picked.table`` None: no header is recognised)."""

    picked: PickedSheet
    grid: Grid

    @property
    def known(self) -> int:
        """How many columns are recognised as fields."""
        return sum(c.field is not None for c in self.picked.table.columns) if self.picked.table else 0


@dataclass(frozen=True)
class OpenedFile:
    """A file and the sheets of it that are read."""

    source: Source
    sheets: tuple[OpenedSheet, ...]

    @property
    def unread(self) -> dict[str, str]:
        """The sheets that are not read, with their state."""
        read = {sheet.picked.name for sheet in self.sheets}
        return {each.name: each.state for each in self.source.sheets if each.name and each.name not in read}

    def other_lists(self) -> dict[str, str]:
        """The shown sheets behind the one that was read that hold lists too, and the kind of each.

        None where the file is too large to look. Sheets before the one that was read hold no list of its kind: else
        they would have been read.
        """
        picked = self.sheets[0].picked
        names = [each.name for each in self.source.sheets if each.state == "visible"]
        after = names[names.index(picked.name) + 1 :] if picked.name in names else []
        if not after or picked.why == "assumed" or not _is_small(self.source.typed):
            return {}
        kinds = {name: _kind(self.source, name) for name in after if name}
        return {name: kind for name, kind in kinds.items() if kind}


def _is_small(typed: str) -> bool:
    try:
        return Path(typed).stat().st_size <= _CHEAP
    except OSError:  # taken away since it was read
        return False


def _kind(source: Source, name: str) -> str | None:
    """The kind of the list in a sheet; None without a header that is recognised, or where it cannot be read."""
    try:
        found = find_table(source.grid(name), ReadOptions())
    except SalesplanError:
        return None
    return found.table if found else None


def open_file(typed: str, options: ReadOptions, table: str | None = None) -> OpenedFile:
    """Open a file and find its lists.

    Where the encoding of a text file is in doubt, that encoding wins in which most titles are recognised. Raises what
    opening, choosing sheets and finding the list raise: BadInput and BadUsage.
    """
    check_wishes(options, table or options.table)
    opened = _opened(open_source(typed, options), options, table)
    tries = [_reopened(typed, options, table, each) for each in opened.source.other_encodings]
    return max([opened, *tries], key=lambda file: sum(sheet.known for sheet in file.sheets))


def _reopened(typed: str, options: ReadOptions, table: str | None, encoding: str) -> OpenedFile:
    """The same file in another encoding, which stays marked as not certain."""
    tried = replace(options, encoding=encoding)
    opened = _opened(open_source(typed, tried), tried, table)
    sheets = (replace(each, grid=replace(each.grid, encoding_sure=False)) for each in opened.sheets)
    return replace(opened, sheets=tuple(sheets))


def _opened(source: Source, options: ReadOptions, table: str | None) -> OpenedFile:
    grids: dict[str | None, Grid] = {}

    def find(name: str | None) -> FoundTable | None:
        grids[name] = source.grid(name)
        return find_table(grids[name], options, table)

    picked = choose_sheets(source.typed, source.sheets, options.sheets, find)
    return OpenedFile(source, tuple(OpenedSheet(each, grids[each.name]) for each in picked))
