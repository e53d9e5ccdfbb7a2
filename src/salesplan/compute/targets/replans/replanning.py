"""Targets of the periods still open after actuals came in, by one of five rules (methods.md 2.7).

All amounts are whole numbers of the smallest amount.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal

from salesplan.compute.allocation import split, split_between
from salesplan.compute.targets.grid.spreading import Line, group_of, line_of, spread
from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.replans.handing_over import Handover, after, handovers
from salesplan.compute.targets.replans.open_period import OpenPeriod, PlannedRow

ReplanRule = Literal["roll_forward", "next_only", "within_quarter", "keep", "floor_original"]


@dataclass(frozen=True)
class Replanned:
    """The new target of each period; that of a closed one is what it brought.

    ``remaining`` is the total less all actuals, ``gap`` what the new targets fall short of the total (negative: they
    exceed it), ``uplift`` the targets still to reach over what was planned for the same days, None when that was 0.
    """

    targets: tuple[int, ...]
    remaining: int
    gap: int
    uplift: Fraction | None


def replan(total: int, periods: Sequence[OpenPeriod], rule: ReplanRule = "roll_forward", unit: int = 1) -> Replanned:
    """New targets for the periods that are not over.

    * ``roll_forward``: what is left of the total, by the original targets of the days left; never below 0.
    * ``next_only``: the next period makes up the whole gap; what it has over is not passed on.
    * ``within_quarter``: what a quarter has missed is made up in what is left of the same quarter.
    * ``keep``: as planned; the gap is only reported.
    * ``floor_original``: as roll_forward, but no period goes below its original target.

    A period half over has its remaining working days' part re-planned; its new target is that and what it brought.
    New targets are whole units; what is left beyond whole units goes to the period half over, else to the first in
    rank. Without an open period the gap is reported. Original targets that are all 0 count as equal. A period in which
    nobody is there gets nothing.
    """
    return replan_rows({0: PlannedRow(total, periods)}, Node("total", ""), rule, unit)[0]


def replan_rows(
    rows: Mapping[int, PlannedRow], root: Node, rule: ReplanRule = "roll_forward", unit: int = 1
) -> dict[int, Replanned]:
    """``replan`` of many rows at once, by the numbers of the innermost nodes of the tree under ``root``.

    All rows have the same periods. Each row keeps its own total, and every node's period, which is the sum of its rows,
    is its fair share rounded to the unit: rounding row by row would drift. What a row owes that is away in all periods
    left is carried by its colleagues (``handovers``), except by the rule ``keep``.
    """
    return replanned_rows(rows, root, rule, unit)[0]


def replanned_rows(
    rows: Mapping[int, PlannedRow], root: Node, rule: ReplanRule, unit: int
) -> tuple[dict[int, Replanned], list[Handover]]:
    """The same with what was handed over."""
    rest, handed = _RULES[rule](rows, root, unit)
    return {at: _replanned(row, rest[at]) for at, row in rows.items()}, handed


def _replanned(row: PlannedRow, rest: Mapping[int, int]) -> Replanned:
    targets = tuple(period.actual + rest.get(i, 0) for i, period in enumerate(row.periods))
    planned = sum((row.periods[i].open_target for i in rest), Fraction(0))
    uplift = Fraction(sum(rest.values())) / planned if planned else None
    return Replanned(targets, row.remaining, row.total - sum(targets), uplift)


Rest = dict[int, int]
"""What is still to come by period."""
Rows = Mapping[int, PlannedRow]
Ruled = tuple[dict[int, Rest], list[Handover]]
"""What is still to come by row, and what was handed over."""


def _open_at(rows: Rows) -> list[int]:
    first = next(iter(rows.values()))
    return [i for i, period in enumerate(first.periods) if period.left]


def _originals(row: PlannedRow, open_at: Sequence[int]) -> Rest:
    """What was planned for the days left of each open period; a part of a period is rounded down."""
    return {i: int(row.periods[i].open_target) for i in open_at}


def _floors(row: PlannedRow, open_at: Sequence[int]) -> Rest:
    """What each open period has to bring at least: what was planned for its days left, and up to its own target."""
    own = _originals(row, open_at)
    return {
        i: 0 if period.away else max(own[i], period.target - period.actual)
        for i, period in enumerate(row.periods)
        if i in own
    }


def _owed(rows: Rows, open_at: Sequence[int], root: Node, unit: int) -> tuple[dict[int, int], list[Handover]]:
    """What is left of each row's total once those who are gone have handed over theirs."""
    owed = {at: row.remaining for at, row in rows.items()}
    handed = handovers(rows, owed, open_at, root, unit)
    return after(owed, handed), handed


def _next_only(rows: Rows, root: Node, unit: int) -> Ruled:
    open_at, found = _open_at(rows), dict[int, Rest]()
    owed, handed = _owed(rows, open_at, root, unit)
    for at, row in rows.items():
        found[at] = _originals(row, open_at)
        for i in [i for i in open_at if not row.periods[i].away][:1]:
            found[at][i] = max(owed[at] - sum(found[at].values()) + found[at][i], 0)
    return found, handed


def _keep(rows: Rows, _: Node, __: int) -> Ruled:
    open_at = _open_at(rows)
    return {at: {i: row.periods[i].target - row.periods[i].actual for i in open_at} for at, row in rows.items()}, []


def _roll_forward(rows: Rows, root: Node, unit: int) -> Ruled:
    open_at = _open_at(rows)
    owed, handed = _owed(rows, open_at, root, unit)
    return _spread({at: (row, max(owed[at], 0), {}) for at, row in rows.items()}, open_at, root, unit), handed


def _floor_original(rows: Rows, root: Node, unit: int) -> Ruled:
    """Rows that are ahead of their plan keep it; the others are spread with it as their lowest targets."""
    open_at = _open_at(rows)
    owed, handed = _owed(rows, open_at, root, unit)
    own = {at: _floors(row, open_at) for at, row in rows.items()}
    behind = {at: (row, owed[at], own[at]) for at, row in rows.items() if owed[at] > sum(own[at].values())}
    return own | _spread(behind, open_at, root, unit), handed


def _within_quarter(rows: Rows, root: Node, unit: int) -> Ruled:
    open_at, found, handed = _open_at(rows), {at: Rest() for at in rows}, list[Handover]()
    first = next(iter(rows.values())).periods
    for group in dict.fromkeys(first[i].group for i in open_at):
        own = [i for i, period in enumerate(first) if period.group == group]
        ahead = [i for i in own if i in open_at]
        owed = {at: _left_of(row, own) for at, row in rows.items()}
        given = handovers(rows, owed, ahead, root, unit)
        owed, handed = after(owed, given), handed + given
        left = {at: (row, owed[at], Rest()) for at, row in rows.items()}
        for at, parts in _spread(left, ahead, root, unit).items():
            found[at] |= parts
    return found, handed


def _left_of(row: PlannedRow, own: Sequence[int]) -> int:
    """What is left of some periods' targets; never below 0."""
    return max(sum(row.periods[i].target - row.periods[i].actual for i in own), 0)


def _spread(
    rows: Mapping[int, tuple[PlannedRow, int, Rest]], columns: Sequence[int], root: Node, unit: int
) -> dict[int, Rest]:
    """Each row's amount over the columns by the targets of the days left, not below its lowest."""
    if not columns or not rows:
        return {at: {} for at in rows}
    shares = {at: _Share.of(row, left, low, columns, unit) for at, (row, left, low) in rows.items()}
    top = _grouped(root, {at: share.line for at, share in shares.items() if share.line is not None})
    if top is not None:
        spread(top)
    return {at: dict(zip(columns, share.cells(unit), strict=True)) for at, share in shares.items()}


def _grouped(node: Node, lines: Mapping[int, Line]) -> Line | None:
    """The lines of the innermost nodes below one, grouped as the tree is."""
    found: dict[int, Line] = dict(lines)
    nodes = [node]
    for each in nodes:
        nodes += each.children
    for each in reversed(nodes):
        inner = [found[child.index] for child in each.children if child.index in found]
        if inner:
            found[each.index] = group_of(inner)
    return found.get(node.index)


@dataclass(frozen=True)
class _Share:
    """A row's amount: what goes by whole units, the odd part with its place, or all parts where units do not fit."""

    line: Line | None
    at: int = 0
    odd: int = 0
    parts: Sequence[int] = ()

    @classmethod
    def of(cls, row: PlannedRow, left: int, low: Rest, columns: Sequence[int], unit: int) -> _Share:
        """The parts of an amount over some columns, none below its lowest."""
        periods = [row.periods[i] for i in columns]
        whole = lcm(*(period.left.denominator for period in periods))
        weights = [int(period.open_target * whole) for period in periods]
        if not any(weights):
            weights = [int(not period.away) for period in periods]
        odd = left % unit
        at = _odd_place(periods, left, weights, unit) if odd else 0
        floors = [low.get(i, 0) for i in columns]
        least = [-(-max(f - (odd if j == at else 0), 0) // unit) for j, f in enumerate(floors)]
        if sum(least) > left // unit:
            # Originals that are no whole units: the amount is rounded by itself, in the smallest one.
            return cls(None, parts=split_between(left, weights, floors, [left] * len(columns)))
        return cls(line_of(left // unit, weights, least), at, odd)

    def cells(self, unit: int) -> list[int]:
        """The amounts once the line is spread."""
        if self.line is None:
            return list(self.parts)
        return [cell * unit + (self.odd if j == self.at else 0) for j, cell in enumerate(self.line.cells)]


def _odd_place(periods: Sequence[OpenPeriod], left: int, weights: Sequence[int], unit: int) -> int:
    """Where the odd part goes: to the period half over, whose actuals are no whole units anyway, else by rank."""
    half = next((j for j, period in enumerate(periods) if period.left < 1 and not period.away), None)
    if half is not None:
        return half
    parts = split(left, weights, unit)
    return next(j for j, part in enumerate(parts) if part % unit)


_RULES: dict[ReplanRule, Callable[[Rows, Node, int], Ruled]] = {
    "roll_forward": _roll_forward,
    "next_only": _next_only,
    "within_quarter": _within_quarter,
    "keep": _keep,
    "floor_original": _floor_original,
}
