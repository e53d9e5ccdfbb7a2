"""The sheets of a merged list: the list itself, what was done, what went, which id became which, and how to undo it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from salesplan.compute.cleaning.candidates import Customers
from salesplan.compute.cleaning.merging import Change, Merge, merged_row, row_number
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.raw_cells import RawCell, RawSheet, Row
from salesplan.text import Text

NUMBER, TEXT = 0, 1
"""The two kinds of cells (ooxml/kinds.py) that these sheets are made of."""
LAST_KIND = 6
ROWS, COLUMNS = 1_048_576, 16_384
"""What a sheet holds (ooxml/limits.py)."""
LOG = Text("合并记录", "Merge log")
GONE = Text("并掉的行", "Merged rows")
IDS = Text("编号对照", "Ids")
UNDO = "salesplan restore"
"""The name of the sheet that a merge is taken back with; the same in every language."""
LOG_HEADS = (
    *(Text("保留的行", "Kept row"), Text("保留的编号", "Kept ID"), Text("保留的名称", "Kept name")),
    *(Text("并入的行", "Merged row"), Text("并入的编号", "Merged ID"), Text("并入的名称", "Merged name")),
    *(Text("字段", "Field"), Text("原值", "Old value"), Text("现值", "Value now")),
    *(Text("未采用的值", "Value not taken"), Text("说明", "Why")),
)
WHY: dict[str, Text] = {
    "newer": Text("对方较新，取新值", "newer, taken"),
    "filled": Text("原来空着，补上", "was empty, filled"),
    "older": Text("值不同，未采用（保留较新的）", "differs, not taken (the newer one stays)"),
    "not_taken": Text("值不同，未采用（保留“保留”行的值）", "differs, not taken (the kept row's value stays)"),
    "merged": Text("整行并入", "row merged"),
}
_META, _GONE, _OLD = "meta", "gone", "old"
_UNDO_HEADS = ("part", "row", "column", "kind", "text", "format")


@dataclass(frozen=True)
class MergedList:
    """What a merge makes of one sheet of a list.

    ``rows`` gives the rows of the sheet as it was, anew each time; ``row_of`` the number of a customer's row in it;
    ``titles`` the columns with what heads them; ``cells`` those of the rows in question, by position. ``shown``: a cell
    as people read it.
    """

    name: str
    header: int
    rows: Callable[[], Iterable[Row]]
    row_of: Mapping[int, int]
    titles: Mapping[int, str]
    cells: Mapping[int, Mapping[int, RawCell]]
    merges: Sequence[Merge]
    changes: Sequence[Change]
    customers: Customers
    numbered_from_1904: bool = False
    shown: Callable[[RawCell], str] = lambda cell: cell.text

    def steps(self) -> Iterator[tuple[Merge, Sequence[Change]]]:
        """Each merge with what it changed."""
        changes: dict[int, list[Change]] = {}
        for each in self.changes:
            changes.setdefault(each.kept, []).append(each)
        yield from ((merge, changes.get(merge.kept, ())) for merge in self.merges)

    def list_rows(self) -> Iterator[Row]:
        """The rows of the merged list, numbered anew: the kept rows with what they took, the others as they were."""
        gone = {self.row_of[at] for merge in self.merges for at in merge.gone}
        changed: dict[int, list[Change]] = {}
        for change in self.changes:
            changed.setdefault(self.row_of[change.kept], []).append(change)
        lower, missing = 0, sorted(gone)
        for number, cells in self.rows():
            while lower < len(missing) and missing[lower] < number:
                lower += 1
            if number not in gone:
                yield number - lower, merged_row(cells, changed.get(number, ()))

    def sheets(self, fingerprint: Callable[[Iterable[Row]], str]) -> list[RawSheet]:
        """All sheets: the list, the log, the rows that went whole, old and kept ids, and what restores the list."""
        mark = fingerprint(self.list_rows())
        made = (
            (self.name, self.list_rows, self.header),
            (str(LOG), lambda: _table(LOG_HEADS, self._log()), 1),
            (str(GONE), lambda: _table(self._gone_heads(), self._gone()), 1),
            (str(IDS), lambda: _table(_ID_HEADS, self._ids()), 1),
            (UNDO, lambda: _table(_UNDO_HEADS, self._undo(mark)), 1),
        )
        return [RawSheet(name, rows, header, self.numbered_from_1904) for name, rows, header in made]

    def _who(self, at: int) -> tuple[RawCell, ...]:
        id_, name = (self.customers.text(key, at) or "" for key in ("id", "name"))
        return (_number(row_number(self.customers, at)), _text(id_), _text(name))

    def _log(self) -> Iterator[tuple[RawCell, ...]]:
        """A line for each row that went, then one for each field that it changed or would have."""
        for merge, changes in self.steps():
            for at in merge.gone:
                yield (*self._who(merge.kept), *self._who(at), *(_text(""),) * 4, _text(WHY["merged"]))
            for each in changes:
                values = tuple(cell or _text("") for cell in each.values)
                field = _text(self.titles[each.column])
                yield (*self._who(each.kept), *self._who(each.gone), field, *values, _text(WHY[each.why]))

    def _gone_heads(self) -> tuple[Text | str, ...]:
        return (Text("原行号", "Old row"), Text("并入哪一行", "Into row"), *self.titles.values())

    def _gone(self) -> Iterator[tuple[RawCell, ...]]:
        for merge in self.merges:
            into = _number(row_number(self.customers, merge.kept))
            for at in merge.gone:
                own = (self.cells[at].get(column, _text("")) for column in self.titles)
                yield (_number(row_number(self.customers, at)), into, *own)

    def _ids(self) -> Iterator[tuple[RawCell, ...]]:
        """Ids that no longer stand in the list with the one to use instead, so that orders can follow."""
        for merge in self.merges:
            kept = self.customers.text("id", merge.kept) or ""
            old = {self.customers.text("id", at) or "" for at in merge.gone} - {kept, "", *self.ids_in_use()}
            yield from ((_text(id_), _text(kept)) for id_ in sorted(old))

    def ids_in_use(self) -> dict[str, list[int]]:
        """Ids of rows that went which other customers bear, with their positions: no order follows these."""
        gone = {at for merge in self.merges for at in merge.gone}
        old = {self.customers.text("id", at) for at in gone} - {None}
        kept = {self.customers.text("id", merge.kept) for merge in self.merges}
        found: dict[str, list[int]] = {}
        for each in self.customers.candidates:
            id_ = self.customers.text("id", each.at)
            if id_ is not None and id_ in old - kept and each.at not in gone:
                found.setdefault(id_, []).append(each.at)
        return found

    def id_map(self) -> dict[str, str]:
        """The same: old id to kept id."""
        return {old.text: kept.text for old, kept in self._ids()}

    def _undo(self, mark: str) -> Iterator[tuple[RawCell, ...]]:
        """How the list was, under a mark of all of it."""
        lines = [_line(_META, 0, 0, _text(mark)), _line(_META, self.header, 0, _text(self.name)), *self._before()]
        yield _line(_META, 0, 0, _text(_mark_of([cell.text for cell in line] for line in lines)))
        yield from lines

    def _before(self) -> Iterator[tuple[RawCell, ...]]:
        """The cells of the rows that went, and those that changed, as they were."""
        gone = sorted((self.row_of[at], at) for merge in self.merges for at in merge.gone)
        for number, at in gone:
            for column, cell in sorted(self.cells[at].items()):
                yield _line(_GONE, number, column, cell)
        for each in self.changes:
            if each.is_taken:
                yield _line(_OLD, self.row_of[each.kept], each.column, each.old or RawCell(-1, ""))


_ID_HEADS = (Text("原编号", "Old ID"), Text("现编号", "ID now"))


def _table(heads: Iterable[Text | str], rows: Iterable[tuple[RawCell, ...]]) -> Iterator[Row]:
    yield 1, {at: _text(head) for at, head in enumerate(heads)}
    for number, row in enumerate(rows, 2):
        yield number, {at: cell for at, cell in enumerate(row) if cell.text}


def _line(part: str, row: int, column: int, cell: RawCell) -> tuple[RawCell, ...]:
    return (_text(part), _number(row), _number(column), _number(cell.kind), _text(cell.text), _text(cell.format))


def _text(text: Text | str) -> RawCell:
    return RawCell(TEXT, str(text))


def _number(value: int) -> RawCell:
    return RawCell(NUMBER, str(value))


def _mark_of(lines: Iterable[Sequence[str]]) -> str:
    """What changes whenever anything in the sheet that a merge is taken back with does."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update("".join(f"{len(text)}:{text}" for text in line).encode() + b"\n")
    return digest.hexdigest()


@dataclass(frozen=True)
class Undo:
    """How a merge is taken back: the mark of the merged list, its sheet and header, rows that went, cells as before."""

    mark: str
    name: str
    header: int
    gone: Mapping[int, Mapping[int, RawCell]]
    old: Mapping[int, Mapping[int, RawCell]]

    def rows(self, merged: Iterable[Row]) -> Iterator[Row]:
        """The rows of the list before the merge, from those of the merged list."""
        missing, lower = sorted(self.gone), 0
        for number, cells in merged:
            while lower < len(missing) and missing[lower] <= number + lower:
                yield missing[lower], self.gone[missing[lower]]
                lower += 1
            before = {**cells, **self.old.get(number + lower, {})}
            yield number + lower, {column: cell for column, cell in before.items() if cell.kind >= 0}
        yield from ((number, self.gone[number]) for number in missing[lower:])


def undo_of(rows: Iterable[Row], file: str) -> Undo:
    """What the last sheet of a merged list says. BadInput (MERGED-damaged) where anything in it is not as written."""
    told = [[cells[at].text if at in cells else "" for at in range(6)] for number, cells in rows if number > 1]
    found: dict[str, dict[int, dict[int, RawCell]]] = {_GONE: {}, _OLD: {}}
    try:
        whole, mark, name, *cells = told
        if _mark_of([mark, name, *cells]) != whole[4]:
            raise BadInput(damaged(file))
        for part, row, column, kind, text, code in cells:
            cell = RawCell(_within(kind, -1, LAST_KIND), text, code or "General")
            found[part].setdefault(_within(row, 1, ROWS), {})[_within(column, 0, COLUMNS - 1)] = cell
        header = _within(name[1], 1, ROWS)
    except (ValueError, KeyError):
        raise BadInput(damaged(file)) from None
    return Undo(mark[4], name[4], header, found[_GONE], found[_OLD])


def _within(text: str, least: int, most: int) -> int:
    """A number of the sheet; ValueError where it lies outside a sheet's bounds."""
    if not least <= int(text) <= most:
        raise ValueError(text)
    return int(text)


def damaged(file: str) -> Problem:
    """The sheet that a merge is taken back with was changed."""
    what = Text("“{sheet}”这张表被改过，恢复不了", "the sheet “{sheet}” was changed: nothing can be restored from it")
    fix = Text("用没有改过的那份合并工作簿", "name a copy of the merged workbook that nobody changed")
    return Problem("MERGED-damaged", "error", what.format(sheet=UNDO), fix, Place(file, UNDO))
