"""Where a weight comes from, and which pins and limits bear on a target: the facts behind a step of a split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.allocation import UNBOUNDED, Weight
from salesplan.compute.targets.grid.outcome import weight_shown
from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.compute.targets.people.people import worth_of
from salesplan.compute.targets.split import Decomposed
from salesplan.compute.targets.weights.bases import GIVEN, SALES
from salesplan.compute.working_days import days_of
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.table import scaled

COUNTS_DAYS = ("capacity", "blend")
"""Bases that count the days of people already."""


@dataclass(frozen=True)
class Fact:
    """Something a step rests on: ``source`` is its kind, ``name`` which one, ``value`` how much (None: it only is).

    ``history``, ``trailing``, ``growth``, ``potential`` and ``capacity`` are what the member's basis says in money,
    ``blend_share`` is the proportion of one of them; ``presence`` what a member's people are worth beside full seats;
    ``carried`` that a person's weight sums up what he carries of each period; ``season_share`` the period's share of
    the year named, ``season_index`` that of a month; ``workdays``, ``days_off`` and ``make_up_days`` count days;
    ``weight_at`` is a weight given at the key named. ``pin``, ``at_least`` and ``at_most`` are the target's own,
    ``pin_below`` and ``limit_below`` those of parts of it, carried up. ``held`` is a sibling that keeps its limit,
    ``kept_sum`` what a member gets over all outer members. ``row``, ``column`` and ``whole`` are the sums that cross in
    a target.
    """

    step: int
    source: str
    name: str
    value: Decimal | None = None


@dataclass(frozen=True)
class Told:
    """A fact before it is known which step it belongs to."""

    source: str
    name: str
    value: Decimal | None = None


def facts_of(step: int, told: Iterable[Told]) -> Iterator[Fact]:
    """The facts of one step."""
    return (Fact(step, each.source, each.name, each.value) for each in told)


def weight_facts(made: Decomposed, node: Node) -> Iterator[Told]:
    """What a node's weight was made of."""
    if node.basis in GIVEN:
        yield from _given(made, node)
    elif node.basis == "seasonal":
        yield from _season(made, node)
    elif node.level not in TIME_LEVELS and node.basis != "even":
        yield from _sold(made, node)
    if node.level == "rep" and node.basis not in COUNTS_DAYS:
        yield from presence(made, node, made.targets.times[0], part_time=node.basis not in SALES)
    if _is_carried(made, node):
        yield Told("carried", f"{made.request.year.number}")
    if node.level in TIME_LEVELS and (node.workdays is not None or node.basis == "workdays"):
        yield from _days(made, node)


def _given(made: Decomposed, node: Node) -> Iterator[Told]:
    place = made.request.place(f"weights.{node.level}")
    yield Told("weight_at", place.key or "", weight_shown(node.weight))


def _season(made: Decomposed, node: Node) -> Iterator[Told]:
    """The period's share of each past year; only whole months are shown, since a part goes by working days."""
    season, period, months = made.weighing.season, node.period, made.request.year.months
    if season is None or period is None:
        return
    inside = [i for i, month in enumerate(months) if period.common(month) == month]
    if not inside or any(period.common(month) not in (None, month) for month in months):
        return
    for year, shares in zip(season.years, season.shares, strict=False):
        yield Told("season_share", f"{year}", weight_shown(sum(shares[i] for i in inside)))
    if len(inside) == 1:
        yield Told("season_index", node.name, weight_shown(season.index[inside[0]]))


def _sold(made: Decomposed, node: Node) -> Iterator[Told]:
    """What a member's basis says about him; of a blend each part of it with its proportion."""
    sources = made.weighing.sources
    if sources is None:
        return
    outer = {above.level: above.name for above in node.line() if above is not node and above.parent is not None}
    blended = made.weighing.blended.get(node.level, {}) if node.basis == "blend" else {}
    for basis in blended or (node.basis,):
        told = {key_of(name): weight for name, weight in sources.weights(basis, node.level, outer).items()}
        yield Told(basis, _years(made) if basis in ("history", "growth") else "", _shown(told.get(key_of(node.name))))
        if blended:
            together = sum(map(Fraction, blended.values()), Fraction(0))
            yield Told("blend_share", basis, weight_shown(Fraction(blended[basis]) / together))


def _shown(weight: Weight | None) -> Decimal:
    return weight_shown(weight or 0)


def _years(made: Decomposed) -> str:
    history = made.weighing.history
    years = sorted(history.years) if history is not None else []
    return "-".join(str(year) for year in dict.fromkeys([*years[:1], *years[-1:]]))


def presence(made: Decomposed, item: Node, time: Node, *, part_time: bool = True) -> Iterator[Told]:
    """What the people of a member are worth in a period where that is not a full seat: by days, ramp and part time."""
    people = made.weighing.people
    if people is None or item.parent is None:
        return
    names = {node.level: node.name for node in item.line()}
    worth = people.presence(names, time.period or people.year, part_time=part_time)
    if worth is not None and worth != 1:
        yield Told("presence", time.name or f"{made.request.year.number}", weight_shown(worth))


def _is_carried(made: Decomposed, node: Node) -> bool:
    """Whether a person's weight is what he carries of each period, some of his colleagues being away in part."""
    people, periods = made.weighing.people, [period for period, _ in made.weighing.periods]
    if people is None or node.level != "rep" or node.parent is None or not periods:
        return False
    return worth_of(people, node.parent.children, periods) is not None


def _days(made: Decomposed, node: Node) -> Iterator[Told]:
    """Working days, the weekdays off and the days at weekends that are worked."""
    if node.period is None:
        return
    calendar = made.calendar
    days = list(days_of(node.period))
    yield Told("workdays", node.name, Decimal(sum(calendar.is_workday(day) for day in days)))
    off = sum(day.weekday() in calendar.workweek and not calendar.is_workday(day) for day in days)
    extra = sum(day.weekday() not in calendar.workweek and calendar.is_workday(day) for day in days)
    if off:
        yield Told("days_off", node.name, Decimal(off))
    if extra:
        yield Told("make_up_days", node.name, Decimal(extra))
    if node.estimated:
        yield Told("estimated", node.name)


def bearing(made: Decomposed, item: Node, time: Node) -> Iterator[Told]:
    """The pins and limits of a target, of a member over all outer ones, and of what lies below it."""
    fixed, spot = made.grid.fixed, (item.index, time.index)
    if spot in fixed.spots:
        yield from _limits(made, fixed.paths[spot], fixed.spots[spot], exact=spot in fixed.pinned)
    if time.parent is None and (sums := fixed.sums.get((item.level, key_of(item.name)))):
        yield from _limits(made, f"{item.level}={item.name}", sums, exact=sums[0] == sums[1])
    for below in sorted(_below(made, item, time)):
        source = "pin_below" if below in fixed.pinned else "limit_below"
        amount = made.targets.amount(below) if below in fixed.pinned else None
        yield Told(source, fixed.paths[below], amount)


def _limits(made: Decomposed, path: str, limits: tuple[int, int], *, exact: bool) -> Iterator[Told]:
    targets, (low, high) = made.targets, limits
    if exact:
        yield Told("pin", path, scaled(targets.sign * low, targets.scale))
        return
    least, most = ("at_least", "at_most") if targets.sign > 0 else ("at_most", "at_least")
    if low:
        yield Told(least, path, scaled(targets.sign * low, targets.scale))
    if high < UNBOUNDED:
        yield Told(most, path, scaled(targets.sign * high, targets.scale))


def _below(made: Decomposed, item: Node, time: Node) -> Iterator[tuple[int, int]]:
    """The fixed targets that are parts of one, itself not among them."""
    items, times = made.targets.items, made.targets.times
    for d, t in made.grid.fixed.spots:
        if (d, t) != (item.index, time.index) and item in items[d].line() and time in times[t].line():
            yield d, t


def kept_sum(made: Decomposed, item: Node) -> Told:
    """What a member gets over all outer members: the sum that was kept, too."""
    name = key_of(item.name)
    same = [node for node in made.targets.items if node.level == item.level and key_of(node.name) == name]
    total = sum((made.targets.amount((node.index, 0)) for node in same), Decimal(0))
    return Told("kept_sum", f"{item.level}={item.name}", total)
