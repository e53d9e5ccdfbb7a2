"""Finds the rows of a list again by their keys, however they were sorted since, and names those it cannot find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from salesplan.errors import Problem
from salesplan.text import Text
from salesplan.write.patch.cell_xml import column_letters
from salesplan.write.patch.row_keys import flat, seen, unlike, with_merged
from salesplan.write.patch.sheet_frame import Frame
from salesplan.write.patch.sheet_survey import KeyCells, Survey
from salesplan.write.patch.workbook_parts import OpenBook
from salesplan.write.update import RowKeys

NAMED = 20
"""How many changed rows a refusal names."""
AGAIN = Text(
    "再运行一次，就按现在的行计算；还是不行就用 -o 写成新文件",
    "run the command again: it will use the rows as they are now; if that does not help, write a new file with -o",
)


@dataclass
class RowMatch:
    """The rows as they were read, compared with the sheet as it is now.

    ``rows``: those that get values. ``as_read``: the file is byte for byte the one that was read; then a cell must hold
    its row's key or, where the key came from elsewhere, nothing: anything else means that two readers disagree.
    ``moved``: row as it was read -> row now, for those that stand elsewhere; complete once the problems were asked for.
    """

    book: OpenBook
    found: Survey
    frame: Frame
    keys: RowKeys
    rows: Collection[int]
    as_read: bool
    moved: dict[int, int] = field(default_factory=dict)

    def problems(self) -> list[Problem]:
        """Why nothing may be written, by row; of more than 20 the last one counts the rest."""
        if self.found.lost is not None:
            return [header_lost(self.book, self.found.header_row, self.found.lost)]
        named = list(self._all())
        return [*named[:NAMED], more(self.book, len(named) - NAMED)] if len(named) > NAMED else named

    def _all(self) -> Iterator[Problem]:
        if self.keys.by == "row":
            yield from self._in_place(self.found.cells, self.found.column, self._wanted(self.keys))
        else:
            yield from self._followed(self._wanted(self.keys))
        if self.keys.others is not None:
            yield from self._others(self._wanted(self.keys.others))
        if self.moved or self.found.header_moved:
            yield from self._unknown()

    def _wanted(self, keys: RowKeys) -> dict[int, str]:
        """The keys of the rows that get values, in order of rows."""
        return {row: keys.texts[row] for row in sorted(self.rows) if row in keys.texts}

    def _in_place(self, cells: KeyCells, column: int, texts: Mapping[int, str]) -> Iterator[Problem]:
        """Rows that must hold their key where they were."""
        for row, now in unlike(self.book, with_merged(cells, self.frame, column, texts), texts).items():
            if now is not None or not self.as_read:
                yield changed(self.book, row, column, texts[row], now)

    def _followed(self, texts: Mapping[int, str]) -> Iterator[Problem]:
        """Rows looked for by their key; a key that was there twice when read is taken only where it was."""
        then = {row: flat(text) or "" for row, text in self.keys.texts.items()}
        times = Counter(then.values())
        places = self._places()
        for row, text in texts.items():
            now = places.get(then[row], [])
            if not now or (times[then[row]] > 1 and row not in now):
                yield missing(self.book, row, text)
            elif times[then[row]] == 1 and len(now) > 1:
                yield doubled(self.book, row, text, now)
            elif times[then[row]] == 1 and now[0] != row:
                self.moved[row] = now[0]
        if self.keys.header is None:
            # Without the header's text nobody knows whether our own headers still stand in their row.
            yield from (missing(self.book, row, texts[row]) for row in self.moved)

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
                yield changed(self.book, row, self.found.column, "", now)

    def _unknown(self) -> Iterator[Problem]:
        """Rows without any key, which nobody can find once rows have moved."""
        known = {*self.keys.texts, *(self.keys.others.texts if self.keys.others else ())}
        return (keyless(self.book, row) for row in sorted({*self.rows} - known))


def changed(book: OpenBook, row: int, column: int, key: str, now: str | None) -> Problem:
    """A row whose key is another one by now."""
    what = Text(
        "第 {row} 行读取时是“{key}”，现在是“{now}”，没有写入",
        'row {row} was "{key}" when it was read and is "{now}" now; nothing was written',
    )
    place = replace(book.at(f"{column_letters(column)}{row}"), line=row)
    return Problem("WRITE-changed", "error", what.format(row=row, key=key, now=now or ""), AGAIN, place, key)


def missing(book: OpenBook, row: int, key: str) -> Problem:
    """A key that is no longer in the list, or no longer where one of several rows with it was."""
    what = Text(
        "“{key}”读取时在第 {row} 行，现在不在了，没有写入",
        '"{key}" was in row {row} when it was read and is no longer there; nothing was written',
    )
    place = replace(book.place, line=row)
    return Problem("WRITE-key-missing", "error", what.format(row=row, key=key), AGAIN, place, key)


def doubled(book: OpenBook, row: int, key: str, now: Sequence[int]) -> Problem:
    """A key that was there once and by now is there several times."""
    what = Text(
        "“{key}”读取时只在第 {row} 行，现在第 {rows} 行都是它，没有写入",
        '"{key}" was only in row {row} when it was read and is in rows {rows} now; nothing was written',
    )
    rows = ", ".join(map(str, now[:NAMED])) + (" ..." if len(now) > NAMED else "")
    place = replace(book.place, line=row)
    return Problem("WRITE-key-doubled", "error", what.format(row=row, key=key, rows=rows), AGAIN, place, key)


def keyless(book: OpenBook, row: int) -> Problem:
    """A row with neither id nor name among rows that have moved."""
    what = Text(
        "第 {row} 行读取时没有编号也没有名称，别的行移动过，认不出它了，没有写入",
        "row {row} had neither id nor name when it was read, and rows have moved since: it cannot be told which one "
        "it is now; nothing was written",
    )
    return Problem("WRITE-changed", "error", what.format(row=row), AGAIN, replace(book.place, line=row))


def header_lost(book: OpenBook, row: int, header: str) -> Problem:
    """The header of the key's column is no longer there, so that nobody knows where the list begins."""
    what = Text(
        "读取时第 {row} 行的表头“{header}”，现在找不到了，没有写入",
        'the header "{header}" was in row {row} when it was read and cannot be found now; nothing was written',
    )
    place = replace(book.place, line=row)
    return Problem("WRITE-changed", "error", what.format(row=row, header=header), AGAIN, place, header)


def more(book: OpenBook, count: int) -> Problem:
    """How many rows are not named."""
    what = Text("还有 {count} 行也变了", "{count} more rows have changed")
    return Problem("WRITE-changed", "error", what.format(count=count), AGAIN, book.place)
