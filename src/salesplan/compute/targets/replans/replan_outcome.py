"""A re-plan as rows and figures: what was planned, what came in, what is to be reached now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm

from salesplan.compute.targets.actuals.progress import Status, status_of
from salesplan.compute.targets.grid.outcome import weight_shown
from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.replans.handing_over import Handover
from salesplan.compute.targets.replans.replan_grids import Leaves, Scene
from salesplan.model.period import FiscalYear
from salesplan.model.state import Base, Record, RecordRule, Rule
from salesplan.model.table import ColumnSpec, Kind, Table, Value


@dataclass(frozen=True)
class Logged:
    """One line of the change log. ``later_change``: what the periods not over changed by in all.

    ``actual`` is None where targets were frozen.
    """

    as_of: date
    decided_by: str
    rule: RecordRule
    base: Base
    reason: str
    total: Decimal
    actual: Decimal | None
    revised: Decimal
    gap: Decimal
    later_change: Decimal

    @classmethod
    def of(cls, record: Record) -> Logged:
        """The line of a record."""
        return cls(
            record.as_of,
            record.decided_by,
            record.rule,
            record.base,
            record.reason,
            record.total,
            record.actual,
            record.revised,
            record.gap,
            record.later_change,
        )


@dataclass(frozen=True)
class PeriodLine:
    """A period of the whole company. ``actual`` is None before it has begun, ``uplift`` where it has nothing left."""

    level: str
    name: str
    status: Status
    original: Decimal
    last: Decimal | None
    actual: Decimal | None
    revised: Decimal
    change: Decimal
    uplift: Decimal | None


@dataclass(frozen=True)
class ReplanSummary:
    """What a re-plan comes to.

    ``total`` is what the year was to bring, ``actual`` what the innermost members have brought, ``remaining`` the
    first less the second (below 0: exceeded). ``revised`` are the new targets together, with what has come in;
    ``gap`` is the total less them (below 0: the new targets exceed it). ``uplift`` is what is still to be reached over
    what was planned for the same days (1 is as planned), None when nothing was. ``reached``: nothing remains;
    ``over``: no working day of the year is left. ``not_assigned`` is what no innermost member got of this year's
    orders: it counts nowhere here. ``frozen_on`` and ``last_on`` are the days of the first and the newest earlier
    record. ``periods`` are the company's; ``pins`` the new targets of periods that are not over, in whole units, by
    path, as the plan takes them. ``recorded`` is the file that this re-plan was recorded in.
    """

    id: str
    name: str
    year: FiscalYear
    first: date
    last: date
    rule: Rule
    base: Base
    unit: Decimal
    total: Decimal
    actual: Decimal
    remaining: Decimal
    revised: Decimal
    gap: Decimal
    uplift: Decimal | None
    limit: Decimal
    reached: bool
    over: bool
    not_assigned: Decimal
    frozen_on: date | None
    last_on: date | None
    periods: tuple[PeriodLine, ...] = ()
    log: tuple[Logged, ...] = ()
    reason: str = ""
    decided_by: str = ""
    recorded: str | None = None
    pins: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """The grids of a re-plan.

    ``planned`` is what the year was to bring; ``frozen`` and ``last`` lack members that are new since. ``handed`` is
    what those who are gone owe, with the colleagues who carry it; ``unit`` the smallest amount of a target.
    """

    scene: Scene
    planned: Leaves
    frozen: Leaves
    last: Leaves
    actual: Leaves
    revised: Leaves
    handed: Sequence[Handover] = ()
    unit: int = 1

    @cached_property
    def _planned(self) -> list[list[int]]:
        return self._grid(self.planned)

    @cached_property
    def _frozen(self) -> list[list[int]]:
        return self._grid(self.frozen)

    @cached_property
    def _last(self) -> list[list[int]]:
        return self._grid(self.last)

    @cached_property
    def _actual(self) -> list[list[int]]:
        return self._grid(self.actual)

    @cached_property
    def _revised(self) -> list[list[int]]:
        return self._grid(self.revised)

    def _grid(self, leaves: Leaves) -> list[list[int]]:
        return leaves.grid(self.scene.targets.items, self.scene.targets.times, self.scene.columns)

    @cached_property
    def _in_frozen(self) -> set[int]:
        return self._known(self.frozen)

    @cached_property
    def _in_last(self) -> set[int]:
        return self._known(self.last)

    def _known(self, leaves: Leaves) -> set[int]:
        """The members that a record knows, with all above them."""
        return {node.index for at in leaves.rows for node in self.scene.targets.items[at].line()}

    @cached_property
    def _below(self) -> list[list[int]]:
        """The columns in each period, by the number of its node."""
        return [self.scene.columns.below(time) for time in self.scene.targets.times]

    def uplift(self, item: Node, time: Node) -> Fraction | None:
        """What is still to be reached over what was planned for the same days; None where nothing was."""
        whole, open_at = self._open
        at = open_at[time.index]
        planned, revised, actual = (grid[item.index] for grid in (self._planned, self._revised, self._actual))
        due = sum(planned[n] * left for n, left in at)
        rest = sum(revised[n] - actual[n] for n, _ in at)
        return Fraction(rest * whole, due) if due > 0 else None

    @cached_property
    def _open(self) -> tuple[int, list[list[tuple[int, int]]]]:
        """A whole period in parts; and of each period the finest ones not over, by node, with their parts left."""
        columns = self.scene.columns
        whole = lcm(*(left.denominator for left in columns.left))
        parts = [(node.index, int(left * whole)) for node, left in zip(columns.times, columns.left, strict=True)]
        return whole, [[parts[j] for j in below if parts[j][1]] for below in self._below]

    def status(self, time: Node) -> Status:
        """Whether a period is over, under way or yet to come."""
        return status_of([self.scene.columns.states[j] for j in self._below[time.index]])

    def table(self) -> Table:
        """One row per target: its dimensions, level, status, targets before and after, what came in."""
        kinds: list[tuple[str, Kind]] = [*((level, "text") for level in self.scene.targets.by), ("level", "code")]
        kinds += [("status", "code"), ("original", "amount"), ("last", "amount"), ("actual", "amount")]
        kinds += [("revised", "amount"), ("change", "amount"), ("uplift", "share"), ("reached", "flag")]
        return Table(tuple(ColumnSpec(key, kind) for key, kind in kinds), tuples=tuple(self._rows()))

    def _rows(self) -> Iterator[tuple[Value, ...]]:
        targets = self.scene.targets
        names = [{n.level: n.name for n in node.line()} for node in (*targets.items, *targets.times)]
        for item, time, depth in targets.nodes():
            known = names[item.index] | names[len(targets.items) + time.index]
            level = targets.by[depth - 1] if depth else "total"
            reached = self._planned[item.index][0] <= self._actual[item.index][0]
            yield (*map(known.get, targets.by), level, *self._amounts(item, time), reached)

    def _amounts(
        self, item: Node, time: Node
    ) -> tuple[Status, Decimal | None, Decimal | None, Decimal | None, Decimal, Decimal | None, Decimal | None]:
        """Status, original, last, actual, revised, change and uplift of one target."""
        i, t, money, status = item.index, time.index, self.scene.money, self.status(time)
        original = money(self._frozen[i][t]) if i in self._in_frozen else None
        last = money(self._last[i][t]) if i in self._in_last else None
        actual = money(self._actual[i][t]) if status != "future" else None
        revised = money(self._revised[i][t])
        change = None if original is None else revised - original
        uplift = self.uplift(item, time) if status != "closed" else None
        return status, original, last, actual, revised, change, None if uplift is None else weight_shown(uplift)

    def periods(self) -> tuple[PeriodLine, ...]:
        """The whole company by period, in order; none where there is only the year."""
        found = []
        root, nodes = self.scene.targets.items[0], list(_in_order(self.scene.targets.times[0]))
        for time in nodes[1:]:
            status, original, last, actual, revised, change, uplift = self._amounts(root, time)
            before = original if original is not None else self.scene.money(self._planned[0][time.index])
            moved = change if change is not None else revised - before
            found.append(PeriodLine(time.level, time.name, status, before, last, actual, revised, moved, uplift))
        return tuple(found)

    def sums(self) -> tuple[int, int, int]:
        """Total, actual and revised of the whole, in the smallest unit."""
        return self._planned[0][0], self._actual[0][0], self._revised[0][0]

    def uplift_in_all(self) -> Decimal | None:
        """The uplift of the whole."""
        found = self.uplift(self.scene.targets.items[0], self.scene.targets.times[0])
        return None if found is None else weight_shown(found)

    def pins(self) -> dict[str, Decimal]:
        """The new targets of the members' periods that are not over, by path, as the plan can take them: whole units.

        Half a unit goes up. Periods that are over or have no working day left are left to share the rest; where there
        is none, the period under way is left out too, as the rounded amounts need not sum to the year.
        """
        columns = self.scene.columns
        any_over = not all(columns.left)
        states = enumerate(columns.states)
        ahead = [j for j, state in states if state == "future" or (columns.left[j] and any_over)]
        found = {}
        for item in self.scene.leaves:
            for j in ahead:
                path = "/".join(filter(None, (item.path, columns.times[j].path)))
                found[path] = self.scene.money(self._whole_units(self.revised.rows[item.index][j]))
        return found

    def _whole_units(self, amount: int) -> int:
        return (2 * amount + self.unit) // (2 * self.unit) * self.unit

    def worst(self) -> list[tuple[Node, Fraction]]:
        """The innermost members with their highest uplift, over the year or in one period, highest first."""
        times = [self.scene.targets.times[0], *self.scene.columns.times]
        found = []
        for item in self.scene.leaves:
            known = [uplift for time in times if (uplift := self.uplift(item, time)) is not None]
            if known:
                found.append((item, max(known)))
        return sorted(found, key=lambda pair: -pair[1])

    def even(self) -> list[Node]:
        """Members with something left to reach and no target at all in the days left: it was shared equally."""
        open_at = [j for j, left in enumerate(self.scene.columns.left) if left]
        found, gone = [], {each.at for each in self.handed}
        for item in self.scene.leaves:
            row, actual = self.planned.rows[item.index], self.actual.rows[item.index]
            if item.index in gone:
                continue
            if open_at and not any(row[j] > 0 for j in open_at) and sum(row) > sum(actual):
                found.append(item)
        return found

    def handed_over(self, *, taken: bool) -> list[tuple[Node, Decimal]]:
        """Who is gone and owes how much, the most first: what colleagues carry, or what nobody is left for."""
        found: dict[int, int] = {}
        for each in self.handed:
            if bool(each.to) is taken:
                found[each.at] = found.get(each.at, 0) + each.amount
        owed = sorted(found.items(), key=lambda pair: -pair[1])
        return [(self.scene.targets.items[at], self.scene.money(amount)) for at, amount in owed]

    def reached(self) -> list[Node]:
        """Members whose year is complete: nothing remains to be reached."""
        return [n for n in self.scene.leaves if 0 < sum(self.planned.rows[n.index]) <= sum(self.actual.rows[n.index])]


def _in_order(time: Node) -> Iterator[Node]:
    yield time
    for child in time.children:
        yield from _in_order(child)
