"""The targets of a split as rows and figures, added up again before anything is called exact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from salesplan.compute.allocation import Weight
from salesplan.compute.targets.grid.pins import Spot
from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.people.hedging import handed_out
from salesplan.compute.targets.people.people import People
from salesplan.model.period import FiscalYear, Period, WeekPattern
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.table import ColumnSpec, Kind, Table, Value, scaled

_WEIGHT_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class BridgeStep:
    """What one factor adds to the total of the plan's target ``at``: effect times confidence, in money ``step``."""

    name: str
    kind: str
    effect: Decimal
    confidence: Decimal
    step: Decimal
    at: str


@dataclass(frozen=True)
class SplitSummary:
    """What a split comes to.

    ``exact`` is True only after adding up: every target is the sum of its parts, over members and over periods, every
    level sums to the total, and (unless a remainder was allowed) every amount is a whole number of units. ``sums`` are
    the sums of the levels. ``weeks`` are the sums of weeks that two months share. ``season`` is the index of each
    month of the year (1 is an average month) and ``season_years`` the years it comes from; ``history_years`` those
    that weigh members. ``apart`` is how far a member's sum over outer members is from its fair share at most, where
    three kinds of levels cross and not all sums can be kept. ``workdays`` and ``estimated`` are about the whole year.
    ``trailing`` are the twelve months that weigh members, ``blended`` what a level's blend is made of, as shares of 1.
    ``base`` is the plan's total before its factors, and ``bridge`` what each of them adds; both empty without factors.
    ``year_weeks`` says how many weeks the periods of a quarter have (``4-4-5``), None where the year has months.
    ``scenario`` is the one that was assumed; empty for the plan as it stands.
    """

    id: str
    name: str
    total: Decimal
    unit: Decimal
    exact: bool
    sums: Mapping[str, Decimal]
    basis: Mapping[str, str]
    year: FiscalYear
    first: date
    last: date
    workdays: int | None = None
    estimated: bool = False
    pins: int = 0
    weeks: Mapping[str, Decimal] = field(default_factory=dict)
    season: tuple[Decimal, ...] = ()
    season_years: tuple[int, ...] = ()
    history_years: tuple[int, ...] = ()
    apart: Decimal | None = None
    trailing: Period | None = None
    blended: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    base: Decimal | None = None
    bridge: tuple[BridgeStep, ...] = ()
    year_weeks: WeekPattern | None = None
    scenario: str = ""


@dataclass(frozen=True)
class Due:
    """What targets that were planned anew are judged by: of periods over by ``until`` what was asked at first.

    The new target of such a period is what it brought, by which nobody could have missed it.
    """

    cells: Sequence[Sequence[int]]
    until: date


@dataclass(frozen=True)
class Targets:
    """The whole grid: nodes, amounts in the smallest unit, and how to read them.

    ``people`` say how long each seat is filled, ``hedge`` with what margin a level's targets are handed out. ``due`` is
    there where the targets were planned anew.
    """

    by: tuple[str, ...]
    items: Sequence[Node]
    times: Sequence[Node]
    cells: Sequence[Sequence[int]]
    scale: int
    sign: int
    pinned: frozenset[Spot]
    people: People | None = None
    hedge: Mapping[str, Decimal] = field(default_factory=dict)
    hedge_compound: bool = False
    due: Due | None = None

    def amount(self, spot: Spot) -> Decimal:
        """One target in money."""
        return scaled(self.sign * self.cells[spot[0]][spot[1]], self.scale)

    @property
    def due_cells(self) -> Sequence[Sequence[int]]:
        """The amounts that targets are judged by: their own unless they were planned anew."""
        return self.due.cells if self.due else self.cells

    def nodes(self) -> Iterator[tuple[Node, Node, int]]:
        """Every target asked for: the total, then level by level below each, with the number of levels it names."""
        yield from self._below(self.items[0], self.times[0], 0)

    def _below(self, item: Node, time: Node, depth: int) -> Iterator[tuple[Node, Node, int]]:
        yield item, time, depth
        if depth == len(self.by):
            return
        if self.by[depth] in TIME_LEVELS:
            for period in time.children:
                yield from self._below(item, period, depth + 1)
        else:
            for member in item.children:
                yield from self._below(member, time, depth + 1)

    def table(self) -> Table:
        """One row per target: its dimensions, level, target, weight, basis, whether pinned, and for time its days.

        Where margins were given, what is handed out; with a team, for how much of the year each person's seat is
        filled.
        """
        timed = any(level in TIME_LEVELS for level in self.by)
        kinds: list[tuple[str, Kind]] = [*((level, "text") for level in self.by), ("level", "code")]
        kinds += [("target", "amount"), ("weight", "score"), ("basis", "code"), ("pinned", "flag")]
        kinds += [("workdays", "integer"), ("estimated", "flag")] if timed else []
        kinds += [("handed_out", "amount")] if self.hedge else []
        kinds += [("availability", "share")] if self.people else []
        columns = tuple(ColumnSpec(key, kind) for key, kind in kinds)
        return Table(columns, tuples=tuple(self._rows(timed=timed)))

    def _rows(self, *, timed: bool) -> Iterator[tuple[Value, ...]]:
        names = [{n.level: n.name for n in node.line()} for node in (*self.items, *self.times)]
        weights = [weight_shown(node.weight) for node in (*self.items, *self.times)]
        first_time = len(self.items)
        for item, time, depth in self.nodes():
            level = self.by[depth - 1] if depth else "total"
            own, at = (time, first_time + time.index) if level in TIME_LEVELS else (item, item.index)
            known = names[item.index] | names[first_time + time.index]
            spot = (item.index, time.index)
            decided = (weights[at], own.basis) if depth else (None, None)
            row = (*map(known.get, self.by), level, self.amount(spot), *decided, spot in self.pinned)
            row = (*row, time.workdays, time.estimated) if timed else row
            yield (*row, *self._beside(item, time, depth, names[item.index]))

    def _beside(self, item: Node, time: Node, depth: int, names: Mapping[str, str]) -> Iterator[Value]:
        """The columns that only some splits have."""
        if self.hedge:
            amount = self.sign * self.cells[item.index][time.index]
            handed = handed_out(amount, self.by, self.hedge, compound=self.hedge_compound, depth=depth)
            yield scaled(handed, self.scale)
        if self.people:
            filled = self.people.availability(names) if depth and self.by[depth - 1] == "rep" else None
            yield None if filled is None else weight_shown(filled)

    def sums(self) -> dict[str, Decimal]:
        """The sum of each level, added up from its targets."""
        found = [0] * (len(self.by) + 1)
        for item, time, depth in self.nodes():
            found[depth] += self.cells[item.index][time.index]
        amounts = [scaled(self.sign * amount, self.scale) for amount in found]
        return dict(zip(("total", *self.by), amounts, strict=True))

    def weeks(self) -> dict[str, Decimal]:
        """The sums of weeks whose days stand in two months."""
        parts: dict[str, list[Decimal]] = {}
        for node in self.times:
            if node.level == "week":
                parts.setdefault(node.name, []).append(self.amount((0, node.index)))
        return {name: sum(amounts, Decimal(0)) for name, amounts in parts.items() if len(amounts) > 1}

    def adds_up(self, unit: int, *, remainder: bool) -> bool:
        """Whether every target is the sum of its parts, both ways, and a whole number of units."""
        return all(self._sound(item, time, unit, remainder=remainder) for item in self.items for time in self.times)

    def _sound(self, item: Node, time: Node, unit: int, *, remainder: bool) -> bool:
        own = self.cells[item.index][time.index]
        members = [self.cells[child.index][time.index] for child in item.children]
        periods = [self.cells[item.index][child.index] for child in time.children]
        sums = all(sum(parts) == own for parts in (members, periods) if parts)
        return sums and (remainder or own % unit == 0)

    def apart(self) -> Decimal | None:
        """The largest distance of a member's period, summed over outer members, from its fair share; else None.

        Only where members of the second level or below stand under several outer members and periods are crossed too.
        """
        inner = [node for node in self.items if node.depth > 1]
        names = {(node.level, node.name) for node in inner}
        periods = [node for node in self.times if not node.children and node.parent is not None]
        if not periods or len(names) == len(inner) or not self.cells[0][0]:
            return None
        sums: dict[tuple[str, str], list[int]] = {}
        for node in inner:
            line = [self.cells[node.index][time.index] for time in [self.times[0], *periods]]
            had = sums.get((node.level, node.name), [0] * len(line))
            sums[node.level, node.name] = [a + b for a, b in zip(had, line, strict=True)]
        gaps = (
            abs(value - Fraction(whole * self.cells[0][time.index], self.cells[0][0]))
            for whole, *values in sums.values()
            for time, value in zip(periods, values, strict=True)
        )
        return weight_shown(max(gaps) / 10**self.scale)


def weight_shown(weight: Weight) -> Decimal:
    """A weight as an exact decimal, or to 15 digits where it has no end."""
    if isinstance(weight, Decimal):
        return weight
    exact = Fraction(weight)
    return _WEIGHT_DIGITS.divide(Decimal(exact.numerator), Decimal(exact.denominator))
