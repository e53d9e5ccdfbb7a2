"""The amounts of a re-plan by member and period, in the smallest unit, parents summed from their leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.targets.actuals.actuals import Actuals
from salesplan.compute.targets.actuals.progress import Status, share_left, status_on
from salesplan.compute.targets.grid.outcome import Targets
from salesplan.compute.targets.grid.time_levels import time_parts
from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.replans.handing_over import Handover
from salesplan.compute.targets.replans.open_period import OpenPeriod, PlannedRow
from salesplan.compute.targets.replans.replanning import replanned_rows
from salesplan.compute.targets.replans.spots import Spot, path_of, spot_of, spots_above
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import FiscalYear, Period
from salesplan.model.state import Record, Rule
from salesplan.model.table import scaled

Cells = list[list[int]]
Part = Literal["original", "revised", "asked"]
"""Which amounts of a record: the frozen ones, the new ones, or those that targets are judged by."""


@dataclass(frozen=True)
class Columns:
    """The finest periods of a split in order: what is left of each, its quarter, its days left, how far it is.

    One under way may have all of its working days left, or none.
    """

    times: Sequence[Node]
    left: Sequence[Fraction]
    quarters: Sequence[str]
    rests: Sequence[Period | None]
    states: Sequence[Status]

    @classmethod
    def of(cls, times: Sequence[Node], year: FiscalYear, as_of: date, calendar: WorkCalendar) -> Columns:
        """The columns as they are on a day."""
        finest = sorted((n for n in times if not n.children), key=lambda n: _span(n, year).first)
        quarters = time_parts("quarter", year.period, year)
        return cls(
            finest,
            [share_left(_span(node, year), as_of, calendar) for node in finest],
            [_quarter(_span(node, year), quarters) for node in finest],
            [_rest(_span(node, year), as_of) for node in finest],
            [status_on(_span(node, year), as_of) for node in finest],
        )

    def without_days(self) -> list[Node]:
        """The periods under way that have no working day left."""
        told = zip(self.times, self.left, self.states, strict=True)
        return [node for node, left, state in told if state == "open" and not left]

    def below(self, time: Node) -> list[int]:
        """Which columns lie in a period."""
        return [j for j, node in enumerate(self.times) if any(above is time for above in node.line())]


def _rest(period: Period, as_of: date) -> Period | None:
    """The days of a period after the as-of; None without any."""
    first = max(period.first, date.fromordinal(as_of.toordinal() + 1))
    return Period(first, period.last) if first <= period.last else None


def _span(node: Node, year: FiscalYear) -> Period:
    return node.period or year.period


def _quarter(span: Period, quarters: Sequence[tuple[str, Period]]) -> str:
    """The quarter a period lies in; a longer one is its own."""
    inside = (name for name, quarter in quarters if span.first in quarter and span.last in quarter)
    return next(inside, str(span))


@dataclass(frozen=True)
class Leaves:
    """A table of the innermost members by the finest periods, by number of the member's node and of the column."""

    rows: Mapping[int, Sequence[int]]

    def grid(self, items: Sequence[Node], times: Sequence[Node], columns: Columns) -> Cells:
        """Every member in every period, summed from the leaves."""
        cells = [[0] * len(times) for _ in items]
        for item, row in self.rows.items():
            for node, amount in zip(columns.times, row, strict=True):
                cells[item][node.index] = amount
        for line in cells:
            for time in reversed(times):
                if time.parent is not None:
                    line[time.parent.index] += line[time.index]
        for member in reversed(items):
            if member.parent is not None:
                above = cells[member.parent.index]
                cells[member.parent.index] = [a + b for a, b in zip(above, cells[member.index], strict=True)]
        return cells


@dataclass(frozen=True)
class Scene:
    """What a re-plan works on: the split, its leaves and columns, and the scale all amounts stand in.

    Amounts of a total below 0 are turned round, as in the split.
    """

    targets: Targets
    columns: Columns
    scale: int

    @property
    def leaves(self) -> Iterator[Node]:
        """The innermost members; the whole where there are none."""
        return (node for node in self.targets.items if not node.children)

    def money(self, amount: int) -> Decimal:
        """An amount as the user knows it."""
        return scaled(self.targets.sign * amount, self.scale)

    def minor(self, amount: Decimal) -> int:
        """An amount of the user's in whole units of 10^-scale."""
        return int(amount.scaleb(self.scale)) * self.targets.sign

    def planned(self) -> Leaves:
        """The targets of the split."""
        more = 10 ** (self.scale - self.targets.scale)
        return Leaves(
            {n.index: [self.targets.cells[n.index][t.index] * more for t in self.columns.times] for n in self.leaves}
        )

    def brought(self, actuals: Actuals) -> Leaves:
        """What the innermost members have brought."""
        more = 10 ** (self.scale - actuals.scale) * self.targets.sign
        return Leaves(
            {n.index: [actuals.cells[n.index][t.index] * more for t in self.columns.times] for n in self.leaves}
        )

    def recorded(self, record: Record, part: Part) -> Leaves:
        """The targets of a record for the members and periods it knows; others are left out.

        A member or a period that the record has in parts is their sum.
        """
        known = _summed(record, part)
        found: dict[int, Sequence[int]] = {}
        for node in self.leaves:
            amounts = [known.get(spot_of(node, time)) for time in self.columns.times]
            if None not in amounts:
                found[node.index] = [self.minor(amount) for amount in amounts if amount is not None]
        return Leaves(found)

    def unknown(self, record: Record) -> tuple[list[str], list[str]]:
        """Members and periods that only the record has, and those that only the split has."""
        theirs, ours = {spots_above(leaf)[0] for leaf in record.leaves}, self._spots()
        return _members(theirs - ours, ours), _members(ours - theirs, theirs)

    def uncovered(self, record: Record) -> tuple[list[str], list[str]]:
        """The same where parts of the record may be looked at together."""
        ours, known = self._spots(), [spots_above(leaf) for leaf in record.leaves]
        theirs = {spot for spots in known for spot in spots}
        gone = {spots[0] for spots in known if ours.isdisjoint(spots)}
        return _members(gone, ours), _members(ours - theirs, theirs)

    def _spots(self) -> set[Spot]:
        return {spot_of(node, time) for node in self.leaves for time in self.columns.times}

    def away(self, node: Node, base: Sequence[int]) -> list[bool]:
        """In which periods nobody is there for the days left, or 0 is fixed in the plan and the target of ``base`` too.

        Who comes or goes is known from the plan as it is now.
        """
        people, found = self.targets.people, []
        names = {above.level: above.name for above in node.line() if above.parent is not None}
        moves = people is not None and not people.steady(names)
        for time, target, rest in zip(self.columns.times, base, self.columns.rests, strict=True):
            gone = rest is not None and moves and people is not None and people.presence(names, rest) == 0
            found.append(gone or (not target and self._fixed_at_nothing(node, time)))
        return found

    def _fixed_at_nothing(self, item: Node, time: Node) -> bool:
        """Whether a pin of 0, the target's own or one above it, says that there is to be nothing."""
        pinned, cells = self.targets.pinned, self.targets.cells
        if not pinned or cells[item.index][time.index]:
            return False
        above = ((i.index, t.index) for i in item.line() for t in time.line())
        return any((i, t) in pinned and not cells[i][t] for i, t in above)

    def replanned(
        self, base: Leaves, totals: Leaves, actual: Leaves, rule: Rule, unit: int
    ) -> tuple[Leaves, list[Handover]]:
        """The new targets by the rule, from the targets of ``base``, and what those who are gone hand over.

        Each row keeps the sum it has in ``totals``, but for what is handed over.
        """
        rows = {}
        for node in self.leaves:
            if (row := base.rows.get(node.index)) is not None:
                rows[node.index] = PlannedRow(sum(totals.rows[node.index]), self._periods(node, row, actual))
        found, handed = replanned_rows(rows, self.targets.items[0], rule, unit)
        return Leaves({at: each.targets for at, each in found.items()}), handed

    def _periods(self, node: Node, row: Sequence[int], actual: Leaves) -> list[OpenPeriod]:
        columns, brought = self.columns, actual.rows[node.index]
        told = zip(row, brought, columns.left, columns.quarters, self.away(node, row), strict=True)
        return [OpenPeriod(*each) for each in told]


def _summed(record: Record, part: Part) -> dict[Spot, Decimal | None]:
    """The amounts of a record by spot, those above its leaves too; None where one of the parts is not known."""
    found: dict[Spot, Decimal | None] = {}
    for leaf in record.leaves:
        amount: Decimal | None = getattr(leaf, part)
        for spot in spots_above(leaf):
            had = found.get(spot, Decimal(0))
            found[spot] = None if had is None or amount is None else had + amount
    return found


def _members(lost: set[Spot], others: set[Spot]) -> list[str]:
    """The paths of whole members where all of their periods are lost, else of the single targets."""
    there = {item for item, _ in others}
    return sorted({path_of(item) if item not in there and item else path_of(item + time) for item, time in lost})
