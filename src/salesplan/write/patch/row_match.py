"""Finds the rows of a list again by their keys, however they were sorted since, and names those it cannot find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from salesplan.errors import Place, Problem
from salesplan.write.patch.cell_xml import column_letters
from salesplan.write.patch.row_keys import flat, seen, unlike, with_merged
from salesplan.write.patch.row_problems import changed, doubled, first_named, header_lost, keyless, missing
from salesplan.write.patch.sheet_frame import Frame
from salesplan.write.patch.sheet_survey import KeyCells, Survey
from salesplan.write.patch.workbook_parts import OpenBook
from salesplan.write.update import RowKeys


@dataclass
class RowMatch:
    """The rows as they were read, compared with the sheet as it is now.

    ``rows``: those that get values. ``as_read``: the file is byte for byte the one that was read; then a cell must hold
    its row's key or, where the key came from elsewhere, nothing: anything else means that two readers disagree.
    """

    book: OpenBook
    found: Survey
    frame: Frame
    keys: RowKeys
    rows: Collection[int]
    as_read: bool
    _moved: dict[int, int] = field(default_factory=dict)

    def compared(self) -> tuple[list[Problem], dict[int, int]]:
        """Why nothing may be written, by row; and for rows that stand elsewhere, row as it was read -> row now."""
        if self.found.lost is not None:
            return [header_lost(self._at(self.found.header_row), self.found.header_row, self.found.lost)], {}
        problems = list(self._all())
        return first_named(problems, self.book.place), self._moved

    def _all(self) -> Iterator[Problem]:
        if self.keys.by == "row":
            yield from self._in_place(self.found.cells, self.found.column, self._wanted(self.keys))
        else:
            yield from self._followed(self._wanted(self.keys))
        if self.keys.others is not None:
            yield from self._others(self._wanted(self.keys.others))
        if self._moved or self.found.header_moved:
            yield from self._unknown()

    def _at(self, row: int, column: int = 0) -> Place:
        """A row of the sheet, or a cell of it, for problems."""
        return replace(self.book.at(f"{column_letters(column)}{row}") if column else self.book.place, line=row)

    def _wanted(self, keys: RowKeys) -> dict[int, str]:
        """The keys of the rows that get values, in order of rows."""
        return {row: keys.texts[row] for row in sorted(self.rows) if row in keys.texts}

    def _in_place(self, cells: KeyCells, column: int, texts: Mapping[int, str]) -> Iterator[Problem]:
        """Rows that must hold their key where they were."""
        for row, now in unlike(self.book, with_merged(cells, self.frame, column, texts), texts).items():
            if now is not None or not self.as_read:
                yield changed(self._at(row, column), row, texts[row], now)

    def _followed(self, texts: Mapping[int, str]) -> Iterator[Problem]:
        """Rows looked for by their key; a key that was there twice when read is taken only where it was."""
        then = {row: flat(text) or "" for row, text in self.keys.texts.items()}
        times = Counter(then.values())
        places = self._places()
        for row, text in texts.items():
            now = places.get(then[row], [])
            if not now or (times[then[row]] > 1 and row not in now):
                yield missing(self._at(row), row, text)
            elif times[then[row]] == 1 and len(now) > 1:
                yield doubled(self._at(row), row, text, now)
            elif times[then[row]] == 1 and now[0] != row:
                self._moved[row] = now[0]
        if self.keys.header is None:
            # Without the header's text nobody knows whether our own headers still stand in their row.
            yield from (missing(self._at(row), row, texts[row]) for row in self._moved)

    def _places(self) -> dict[str, list[int]]:
        """The rows of each key as the sheet is now."""
        places: dict[str, list[int]] = {}
        cells = with_merged(self.found.cells, self.frame, self.found.column, self.keys.texts)
        for row, text in seen(self.book, cells).items():
            places.setdefault(text, []).append(row)
        return places

    def _others(self, texts: Mapping[int, str]) -> Iterator[Problem]:
        """Rows without a key of the first kind: they have none now either, and their other one is where it was."""
        yield from self._in_place(self.found.others, self.found.other_column, texts)
        if not self.as_read:
            cells = {row: self.found.cells[row] for row in texts if row in self.found.cells}
            for row, now in seen(self.book, cells).items():
                yield changed(self._at(row, self.found.column), row, "", now)

    def _unknown(self) -> Iterator[Problem]:
        """Rows without any key, which nobody can find once rows have moved."""
        known = {*self.keys.texts, *(self.keys.others.texts if self.keys.others else ())}
        return (keyless(self._at(row), row) for row in sorted({*self.rows} - known))
