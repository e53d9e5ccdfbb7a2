"""Merging what a person ticked: which rows become one, which value of each field stays, and how to take it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from salesplan.compute.cleaning.candidates import Customers
from salesplan.compute.cleaning.decisions import Decision, Finder, Side
from salesplan.compute.cleaning.placeholders import is_placeholder
from salesplan.compute.cleaning.review_columns import DIFFERENT, MERGE
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.raw_cells import RawCell
from salesplan.model.records import ROW
from salesplan.text import Text

Why = Literal["newer", "filled", "older", "not_taken"]
"""The kept row took a newer value, or one where it had none; an older one was left; or one of which nobody knows."""
OWN_FIELDS = ("id", "name")
"""Fields of which the kept row keeps its own value, however old; other ids stand in the map of ids."""


@dataclass(frozen=True)
class Merge:
    """Customers that become one, by position: the row that stays, and those that go into it, fullest first."""

    kept: int
    gone: tuple[int, ...]


@dataclass(frozen=True)
class Change:
    """A field in which a merged row differs from the kept one, and what came of it; rows by position.

    ``old`` is what the kept row had, ``new`` what it has now; of a value that was not taken ``new`` is that value.
    """

    kept: int
    gone: int
    column: int
    old: RawCell | None
    new: RawCell | None
    why: Why

    @property
    def is_taken(self) -> bool:
        """Whether the kept row has the value now."""
        return self.why in ("newer", "filled")

    @property
    def values(self) -> tuple[RawCell | None, RawCell | None, RawCell | None]:
        """What the kept row had, what it has now, what was not taken: as the log shows them."""
        return (self.old, self.new, None) if self.is_taken else (None, self.old, self.new)


def merges_of(decisions: Sequence[Decision], customers: Customers, file: str) -> tuple[Merge, ...]:
    """The groups that the decisions make, chains of them as one group, in the order of their kept rows.

    The kept row is what somebody wants to stay, else the first one proposed. BadInput with every decision about a row
    that is not in the list as it was (DECISIONS-changed), with every "different" about two customers that others join
    (DECISIONS-contradiction), and where two rows of one group are to stay (DECISIONS-two-kept).
    """
    pairs = _pairs(decisions, customers, file)
    group_of: dict[int, list[int]] = {}
    for one, other, decision in pairs:
        if decision.decision == MERGE:
            mine, its = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
            if mine is not its:
                mine += its
                group_of.update(dict.fromkeys(its, mine))
    clashes = [
        _contradiction(decision, pairs, group_of[one], file)
        for one, other, decision in pairs
        if decision.decision == DIFFERENT and group_of.get(one) is not None and group_of.get(one) is group_of.get(other)
    ]
    if clashes:
        raise BadInput(clashes)
    kept = _kept(decisions, customers)
    several = [
        found
        for group in {id(group): group for group in group_of.values()}.values()
        if len(found := kept.keys() & set(group)) > 1
    ]
    if several:
        raise BadInput([_kept_twice([kept[at] for at in sorted(each)], file) for each in several])
    groups = {
        id(group): sorted(group, key=lambda at: (at not in kept, customers.rank(at))) for group in group_of.values()
    }
    merges = (Merge(first, tuple(gone)) for first, *gone in groups.values())
    return tuple(sorted(merges, key=lambda merge: merge.kept))


def _kept(decisions: Sequence[Decision], customers: Customers) -> dict[int, Decision]:
    """The rows that somebody wants to stay, by position, with a decision that says so."""
    finder = Finder(customers) if any(each.keep for each in decisions) else None
    found: dict[int, Decision] = {}
    for each in decisions:
        at = finder.exact(each.keep) if finder and each.keep else None
        if at is not None:
            found.setdefault(at, each)
    return found


def _kept_twice(decisions: Sequence[Decision], file: str) -> Problem:
    rows = ", ".join(str(each.line) for each in decisions)
    names = "、".join((each.keep.name or each.keep.id or "-") for each in decisions if each.keep)
    what = Text("并成一家的几行里，{names} 都要保留", "rows that become one are all to stay: {names}").format(
        names=names
    )
    fix = Text(
        "只在一行写“保留”，其余写“合并”（第 {rows} 行）", "write keep in one row and merge in the others (rows {rows})"
    )
    return Problem("DECISIONS-two-kept", "error", what, fix.format(rows=rows), Place(file, line=decisions[0].line))


def _pairs(decisions: Sequence[Decision], customers: Customers, file: str) -> list[tuple[int, int, Decision]]:
    finder, found, faults = Finder(customers), [], list[Problem]()
    for each in decisions:
        one, other = finder.exact(each.one), finder.exact(each.other)
        if one is None or other is None:
            faults.append(_changed(each, each.one if one is None else each.other, file))
        elif one == other:
            faults.append(_with_itself(each, file))
        else:
            found.append((one, other, each))
    if faults:
        raise BadInput(faults)
    return found


def changes_of(
    merges: Iterable[Merge],
    customers: Customers,
    columns: Mapping[int, str | None],
    cells: Mapping[int, Mapping[int, RawCell]],
) -> list[Change]:
    """What each merge does to its kept row, column by column. ``columns``: index to field (None: the user's own).

    A field takes the newest value that is there, by the newest date of its row; of rows as new as each other that of
    the kept row, then of the fullest. ``cells``: those of the rows in question, by position.
    """
    found: list[Change] = []
    for merge in merges:
        order = sorted((merge.kept, *merge.gone), key=lambda at: _age(customers, merge, at))
        for column, field in columns.items():
            given = [(at, cells[at][column]) for at in order if _value(cells[at].get(column))]
            if given:
                found += _changes(customers, merge, (column, field), cells[merge.kept].get(column), given)
    return found


def _value(cell: RawCell | None) -> RawCell | None:
    """A cell that holds something; one that only says that there is nothing holds nothing."""
    return None if cell is None or is_placeholder(cell.text) else cell


def _age(customers: Customers, merge: Merge, at: int) -> tuple[object, ...]:
    day = customers.newest[at]
    return (-day.toordinal() if day else 0, at != merge.kept, customers.rank(at))


def _changes(
    customers: Customers,
    merge: Merge,
    of: tuple[int, str | None],
    old: RawCell | None,
    given: Sequence[tuple[int, RawCell]],
) -> list[Change]:
    (column, field), mine = of, _value(old)
    source, chosen = (merge.kept, mine) if field in OWN_FIELDS and mine is not None else given[0]
    changes = []
    if not _same(mine, chosen):
        changes.append(Change(merge.kept, source, column, old, chosen, "filled" if mine is None else "newer"))
    told = [chosen, mine]
    for at, cell in given if field != "id" else ():
        if at != merge.kept and not any(_same(cell, other) for other in told):
            why: Why = "older" if field not in OWN_FIELDS and _is_newer(customers, source, at) else "not_taken"
            changes.append(Change(merge.kept, at, column, chosen, cell, why))
            told.append(cell)
    return changes


def _is_newer(customers: Customers, one: int, other: int) -> bool:
    """Whether one row is newer than another, for all that both say."""
    mine, its = customers.newest[one], customers.newest[other]
    return mine is not None and (its is None or mine > its)


def _same(one: RawCell | None, other: RawCell | None) -> bool:
    return one is not None and other is not None and one.text.strip() == other.text.strip()


def merged_row(cells: Mapping[int, RawCell], changes: Iterable[Change]) -> dict[int, RawCell]:
    """The kept row with what it took from the others."""
    taken = {each.column: each.new for each in changes if each.is_taken and each.new is not None}
    return {**cells, **taken}


def _changed(decision: Decision, side: Side, file: str) -> Problem:
    what = Text(
        "第 {row} 行的决定对不上名单：{name} 那一行后来改过，或不在这份名单里",
        "row {row} does not fit the list: the row of {name} was changed since, or is not in this list",
    )
    fix = Text(
        "重新运行 customers duplicates -o，加 --decisions {file} 保留已填的决定，核对后再合并",
        "run customers duplicates -o again with --decisions {file}, which keeps what was decided, then merge",
    )
    name = side.name or side.id or side.mark
    told = what.format(row=decision.line, name=name)
    return Problem("DECISIONS-changed", "error", told, fix.format(file=file), Place(file, line=decision.line), name)


def _with_itself(decision: Decision, file: str) -> Problem:
    what = Text("第 {row} 行说的是同一行", "row {row} is about one row with itself").format(row=decision.line)
    fix = Text("删掉这一行的决定", "clear its decision")
    return Problem("DECISIONS-itself", "error", what, fix, Place(file, line=decision.line))


def _contradiction(
    decision: Decision, pairs: Sequence[tuple[int, int, Decision]], group: Sequence[int], file: str
) -> Problem:
    """Two customers that are different, and the decisions that make them one all the same."""
    rows = [str(d.line) for one, _, d in pairs if d.decision == MERGE and one in group]
    what = Text(
        "决定自相矛盾：第 {row} 行说 {one} 与 {other} 不是一家，第 {rows} 行却把它们并到了一起",
        "decisions contradict each other: row {row} says {one} and {other} are different, rows {rows} make them one",
    )
    fix = Text("改其中一行的决定，再运行一次", "change one of these decisions and run the command again")
    told = what.format(
        row=decision.line,
        one=decision.one.name or decision.one.id,
        other=decision.other.name or decision.other.id,
        rows=", ".join(rows),
    )
    return Problem("DECISIONS-contradiction", "error", told, fix, Place(file, line=decision.line))


def row_number(customers: Customers, at: int) -> int:
    """The row of a customer as people see it."""
    return int(customers.columns[ROW][at])
