"""Two versions of a plan: what was changed in them, and what that does to every target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from salesplan.compute.targets.split import Decomposed
from salesplan.compute.targets.versions.difference import NodeKey, amounts_by_node, level_of, path_of, relative
from salesplan.compute.targets.versions.plan_changes import Changed, Leaf, plan_changes
from salesplan.errors import Place, Problem
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.plan.plan import Plan
from salesplan.model.result import Input, Result
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.text import Text

COLUMNS = (
    ColumnSpec("kind", "code"),
    ColumnSpec("what", "code"),
    ColumnSpec("id", "text"),
    ColumnSpec("level", "code"),
    ColumnSpec("key", "text"),
    ColumnSpec("old", "amount"),
    ColumnSpec("new", "amount"),
    ColumnSpec("difference", "amount"),
    ColumnSpec("change", "share"),
)
SHARES = frozenset(
    {"effect", "confidence", "share", "change_pct", "min_change", "max_change", "hedge", "conversion"}
    | {"probation", "blend", "uplift", "cap", "unstable", "growth_outlier"}
)
"""Keys whose values are shares of 1: their difference is in points, and a share of it would only confuse."""


@dataclass(frozen=True)
class Version:
    """A plan as it is compared: what people call it, the plan, its targets by entry as far as they could be made."""

    name: str
    plan: Plan
    made: Mapping[str, Decomposed] = field(default_factory=dict)


@dataclass(frozen=True)
class EntryChange:
    """One entry in both plans: its totals, and how many of the targets compared differ.

    ``change`` is None where the old total is 0 or below.
    """

    id: str
    name: str
    old: Decimal
    new: Decimal
    difference: Decimal
    change: Decimal | None
    compared: int
    changed: int


@dataclass(frozen=True)
class CompareSummary:
    """What two versions of a plan come to beside each other.

    ``same`` is True when nothing differs: no key that bears on targets, no target. ``changes`` counts what differs by
    kind. ``exact`` is True after adding up: in every entry, level by level, the differences sum to that of the totals.
    """

    old: str
    new: str
    same: bool
    changes: Mapping[str, int]
    entries: tuple[EntryChange, ...]
    exact: bool


def compare(
    old: Version,
    new: Version,
    *,
    as_of: date,
    every: bool = False,
    findings: Sequence[Problem] = (),
    inputs: Sequence[Input] = (),
) -> Result[CompareSummary]:
    """What differs between two plans, then between the targets of the entries that both have.

    Targets that are the same are left out unless ``every`` is set. A target that only one of them has counts as 0 in
    differences. ``findings`` are what forbade to make the targets of either.
    """
    told = plan_changes(old.plan, new.plan)
    rows: list[tuple[Value, ...]] = [_plan_row(changed) for changed in told]
    entries: list[EntryChange] = []
    notes: list[Problem] = []
    exact = True
    for entry in new.plan.targets:
        if entry.id in old.made and entry.id in new.made:
            pair = _Pair(old.made[entry.id], new.made[entry.id])
            rows += pair.rows(every=every)
            entries.append(pair.summary())
            notes += pair.notes()
            exact = exact and pair.adds_up()
    kinds = [changed.kind for changed in told]
    counts: dict[str, int] = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
    moved = sum(entry.changed for entry in entries)
    counts |= {"target": moved} if moved else {}
    summary = CompareSummary(old.name, new.name, not counts, counts, tuple(entries), exact)
    found = (*findings, *notes)
    return Result("targets compare", as_of, summary, Table(COLUMNS, tuples=tuple(rows)), (), found, tuple(inputs))


def _plan_row(changed: Changed) -> tuple[Value, ...]:
    difference = _difference(changed.old, changed.new)
    is_share = not SHARES.isdisjoint((changed.key or "").split("."))
    base = changed.old if isinstance(changed.old, Decimal) else None
    change = None if is_share else relative(base, difference)
    return (
        changed.kind, changed.what, changed.id, None, changed.key, changed.old, changed.new, difference, change,
    )  # fmt: skip


def _difference(old: Leaf, new: Leaf) -> Decimal | None:
    """Only between two numbers: what was not given is nothing, not 0."""
    return new - old if isinstance(old, Decimal) and isinstance(new, Decimal) else None


class _Pair:
    """The targets of one entry in both plans, over the levels that they have in common."""

    def __init__(self, old: Decomposed, new: Decomposed) -> None:
        self.old, self.new = old, new
        self.by = new.request.by[: _common(old, new)]
        depth = len(self.by)
        self.before, self.after = amounts_by_node(old.targets, depth), amounts_by_node(new.targets, depth)

    def nodes(self) -> Iterator[tuple[NodeKey, Decimal | None, Decimal | None, Decimal]]:
        """Every node with its old and new target and the difference: those of the new plan, then those gone."""
        for key in dict.fromkeys((*self.after, *self.before)):
            old, new = self.before.get(key), self.after.get(key)
            yield key, old, new, (new or Decimal(0)) - (old or Decimal(0))

    def rows(self, *, every: bool) -> Iterator[tuple[Value, ...]]:
        """A row a target, parents before their parts."""
        for key, old, new, difference in self.nodes():
            if every or difference or (old is None) != (new is None):
                what = "added" if old is None else "removed" if new is None else "changed"
                level, path = level_of(key, self.by), path_of(key, self.by)
                yield (
                    "target", what if old != new else None, self.new.request.id, level, path,
                    old, new, difference, relative(old, difference),
                )  # fmt: skip

    def summary(self) -> EntryChange:
        """The totals, and how many targets differ."""
        found = list(self.nodes())
        request, old, new = self.new.request, self.old.request.total, self.new.request.total
        changed = sum(before != after for _, before, after, _ in found)
        share = relative(old, new - old)
        return EntryChange(request.id, request.name, old, new, new - old, share, len(found), changed)

    def adds_up(self) -> bool:
        """Whether the differences of every level sum to the difference of the totals."""
        sums: dict[str, Decimal] = {}
        for key, _, _, difference in self.nodes():
            level = level_of(key, self.by)
            sums[level] = sums.get(level, Decimal(0)) + difference
        return all(value == sums["total"] for value in sums.values())

    def notes(self) -> Iterator[Problem]:
        """That not all levels could be compared, and why."""
        if len(self.by) == len(self.old.request.by) == len(self.new.request.by):
            return
        entry = self.new.request.id
        shown = ", ".join(("total", *self.by))
        if self.old.request.by == self.new.request.by:
            what = Text("{entry} 的年度变了，只比到这些层：{shown}", "{entry} is of another year; compared are {shown}")
        else:
            what = Text("{entry} 的层级变了，只比到这些层：{shown}", "{entry} has other levels; compared are {shown}")
        fix = Text(
            "要比每一层，两份计划的 by 和年度要一样", "to compare every level, both plans need the same by and year"
        )
        place = Place(key=f"targets.{entry}.by")
        yield Problem("COMPARE-levels", "note", what.format(entry=entry, shown=shown), fix, place)


def _common(old: Decomposed, new: Decomposed) -> int:
    """The number of outer levels that mean the same in both: the same names, and periods of the same year."""
    same_year = old.request.year.period == new.request.year.period
    depth = 0
    for one, other in zip(old.request.by, new.request.by, strict=False):
        if one != other or (one in TIME_LEVELS and not same_year):
            break
        depth += 1
    return depth
