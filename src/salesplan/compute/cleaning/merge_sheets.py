"""The sheets of a merged list: the list itself, what was done, what went, which id became which, and how to undo it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from salesplan.compute.cleaning.candidates import Customers
from salesplan.compute.cleaning.merging import Change, Merge, merged_row, row_number
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.raw_cells import RawCell, RawSheet, Row
from salesplan.text import Text

NUMBER, TEXT = 0, 1
"""The two kinds of cells (ooxml/kinds.py) that these sheets are made of."""
LOG = Text("合并记录", "Merge log")
GONE = Text("并掉的行", "Merged rows")
IDS = Text("编号对照", "Ids")
UNDO = "salesplan restore"
"""The name of the sheet that a merge is taken back with; the same in every language."""
LOG_HEADS = (
    *(Text("保留的行", "Kept row"), Text("保留的编号", "Kept ID"), Text("保留的名称", "Kept name")),
    *(Text("并入的行", "Merged row"), Text("并入的编号", "Merged ID"), Text("并入的名称", "Merged name")),
    *(Text("字段", "Field"), Text("原值", "Old value"), Text("新值", "New value"), Text("说明", "Why")),
)
WHY: dict[str, Text] = {
    "newer": Text("对方较新，取新值", "newer, taken"),
    "filled": Text("原来空着，补上", "was empty, filled"),
    "not_taken": Text("值不同，未采用（保留较新的）", "differs, not taken (the newer one stays)"),
    "merged": Text("整行并入", "row merged"),
}
_META, _GONE, _OLD = "meta", "gone", "old"
_UNDO_HEADS = ("part", "row", "column", "kind", "text", "format")


@dataclass(frozen=True)
class MergedList:
    """What a merge makes of one sheet of a list.

    ``rows`` gives the rows of the sheet as it was, anew each time; ``row_of`` the number of a customer's row in it;
    ``titles`` the columns with what heads them; ``cells`` those of the rows in question, by position.
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
                yield (*self._who(merge.kept), *self._who(at), *(_text(""),) * 3, _text(WHY["merged"]))
            for each in changes:
                values = (each.old or _text(""), each.new or _text(""))
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
            old = {self.customers.text("id", at) or "" for at in merge.gone} - {kept, ""}
            yield from ((_text(id_), _text(kept)) for id_ in sorted(old))

    def id_map(self) -> dict[str, str]:
        """The same: old id to kept id."""
        return {old.text: kept.text for old, kept in self._ids()}

    def _undo(self, mark: str) -> Iterator[tuple[RawCell, ...]]:
        """The cells of the rows that went, and those that changed, as they were."""
        yield _line(_META, 0, 0, _text(mark))
        yield _line(_META, self.header, 0, _text(self.name))
        gone = sorted((self.row_of[at], at) for merge in self.merges for at in merge.gone)
        for number, at in gone:
            for column, cell in sorted(self.cells[at].items()):
                yield _line(_GONE, number, column, cell)
        for each in self.changes:
            if each.why != "not_taken":
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
    """What the last sheet of a merged list says. BadInput (MERGED-damaged) where it cannot be read."""
    told = [[cells[at].text if at in cells else "" for at in range(6)] for number, cells in rows if number > 1]
    meta = [line for line in told if line[0] == _META]
    found: dict[str, dict[int, dict[int, RawCell]]] = {_GONE: {}, _OLD: {}}
    try:
        for part, row, column, kind, text, code in (line for line in told if line[0] != _META):
            cell = RawCell(int(kind), text, code or "General")
            found[part].setdefault(int(row), {})[int(column)] = cell
        (mark, name), header = (line[4] for line in meta), int(meta[1][1])
    except (ValueError, KeyError, IndexError):
        raise BadInput(damaged(file)) from None
    return Undo(mark, name, header, found[_GONE], found[_OLD])


def damaged(file: str) -> Problem:
    """The sheet that a merge is taken back with was changed."""
    what = Text("“{sheet}”这张表被改过，恢复不了", "the sheet “{sheet}” was changed: nothing can be restored from it")
    fix = Text("用没有改过的那份合并工作簿", "name a copy of the merged workbook that nobody changed")
    return Problem("MERGED-damaged", "error", what.format(sheet=UNDO), fix, Place(file, UNDO))
