"""Split one total over periods and members, so that every level and every margin is exact (methods.md 2.1 to 2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from salesplan.compute.targets.grid.bounds import Bounds, carry_up
from salesplan.compute.targets.grid.clashes import contradiction, impossible
from salesplan.compute.targets.grid.grid import Grid, Impossible, Nobody
from salesplan.compute.targets.grid.outcome import SplitSummary, Targets, weight_shown
from salesplan.compute.targets.grid.pins import Fixed, Pinning
from salesplan.compute.targets.grid.split_choices import (
    blended,
    bridge_steps,
    goes_by_season,
    history_years,
    split_parameters,
)
from salesplan.compute.targets.grid.squeeze import pin_squeeze, unusual_total
from salesplan.compute.targets.grid.tree import Node, numbered
from salesplan.compute.targets.people.hedging import hedge_problems
from salesplan.compute.targets.people.people import People
from salesplan.compute.targets.people.seating import nobody
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.bases import level_problems
from salesplan.compute.targets.weights.growth import growth_outliers
from salesplan.compute.targets.weights.growth_limits import GrowthLimits, held_at_limits
from salesplan.compute.targets.weights.history import text_fields, twelve_months
from salesplan.compute.targets.weights.sources import potential_levels
from salesplan.compute.targets.weights.total_scale import far_from_last_year
from salesplan.compute.targets.weights.weighing import Weighing
from salesplan.compute.working_days import is_estimated, workdays
from salesplan.errors import Problem
from salesplan.model.calendar import WorkCalendar
from salesplan.model.records import Records
from salesplan.model.result import Input, Result
from salesplan.text import Text

_MOST_TARGETS = 2_000_000


@dataclass(frozen=True)
class Decomposed:
    """One request split over its periods and members: what every command about targets works on.

    ``targets`` is the whole grid with its trees; ``weighing`` says where each weight comes from. ``findings`` are worth
    knowing, about the orders used too (notes on how they were read aside); what forbids a split has been raised.
    ``inputs`` are the lists that weights or season were taken from.
    ``grid`` holds the same targets with the pins and limits that bore on them.
    """

    request: SplitRequest
    targets: Targets
    weighing: Weighing
    calendar: WorkCalendar
    findings: tuple[Problem, ...]
    inputs: tuple[Input, ...]
    grid: Grid


def split(
    request: SplitRequest,
    *,
    history: Records | None,
    calendar: WorkCalendar,
    as_of: date,
    customers: Records | None = None,
) -> Result[SplitSummary]:
    """The targets of one request as a result: one row a target, the sums that prove it, the choices that decided it."""
    made = decompose(request, history=history, calendar=calendar, as_of=as_of, customers=customers)
    return split_result(made, as_of)


def decompose(
    request: SplitRequest,
    *,
    history: Records | None,
    calendar: WorkCalendar,
    as_of: date,
    customers: Records | None = None,
) -> Decomposed:
    """The targets of one request.

    ``history`` are the orders that season and weights come from, ``customers`` the list whose potential weighs members
    where the plan gives none; ``calendar`` must know the year of the request, and
    the years of the orders where the season goes by daily rates. Everything that forbids the split is raised at once,
    as BadUsage when the wishes came from options, else BadInput.
    """
    weighing = _weigh(request, history, customers, calendar, as_of)
    times, items = numbered(weighing.times()), numbered(weighing.items())
    weighing.problems += _too_many(request, len(times) * len(items))
    _refuse(request, weighing.problems)
    scale = _scale(request)
    sign = -1 if request.total < 0 else 1
    fixed = _fixed(request, items, times, scale, weighing)
    people = weighing.people
    grid = _fill(request, items, times, fixed, scale, people)
    beside = (people, request.hedge, request.hedge_compound)
    found = Targets(request.by, items, times, grid.cells, scale, sign, frozenset(fixed.pinned), *beside)
    weighing.findings += [
        *unusual_total(request),
        *far_from_last_year(request, history, as_of),
        *held_at_limits(request, fixed, items, lambda item: grid.cells[item][0]),
        *pin_squeeze(request, found, fixed, partial(_without_pins, weighing=weighing)),
    ]
    if weighing.history is not None:
        weighing.findings += growth_outliers(
            request, weighing.history, items, lambda item: found.amount((item.index, 0))
        )
    inputs = history.inputs if history is not None and (weighing.season or weighing.history) else ()
    if customers is not None and weighing.sources is not None and weighing.sources.potential is not None:
        inputs += customers.inputs
    read = tuple(p for p in history.findings if p.severity != "note") if history is not None and inputs else ()
    return Decomposed(request, found, weighing, calendar, (*request.findings, *read, *weighing.findings), inputs, grid)


def split_result(made: Decomposed, as_of: date) -> Result[SplitSummary]:
    """The rows, the summary and the parameters of a split."""
    return Result(
        "targets split",
        as_of,
        _summary(made.request, made.targets, made.weighing, made.calendar, as_of),
        made.targets.table(),
        split_parameters(made.request, made.weighing),
        made.findings,
        made.inputs,
    )


def _weigh(
    request: SplitRequest, history: Records | None, customers: Records | None, calendar: WorkCalendar, as_of: date
) -> Weighing:
    """Check the wishes, then take what the levels need from the lists."""
    others = potential_levels(customers)
    orders = history.inputs if history is not None else ()
    problems = [*_amount_problems(request), *level_problems(request, text_fields(history), others, orders)]
    problems += hedge_problems(request)
    _refuse(request, problems)
    weighing = Weighing(request, calendar)
    weighing.read(history, as_of, customers)
    _refuse(request, weighing.problems)
    return weighing


def _refuse(request: SplitRequest, problems: Sequence[Problem]) -> None:
    if problems:
        raise request.refusal(problems)


def _scale(request: SplitRequest) -> int:
    """The decimals of the finest amount that occurs."""
    amounts = [request.total, request.unit]
    for given in (request.pins, request.least, request.most):
        amounts += given.values()
    return max(0, *(-int(amount.normalize().as_tuple().exponent) for amount in amounts))


def _fill(
    request: SplitRequest, items: list[Node], times: list[Node], fixed: Fixed, scale: int, people: People | None
) -> Grid:
    """Carry pins and limits up, then the total down."""
    total, unit = int(abs(request.total).scaleb(scale)), int(request.unit.scaleb(scale))
    bounds, problems = _carried_up(request, items, times, fixed, scale)
    _refuse(request, problems)
    grid = Grid(items, times, unit, bounds, fixed, _blank(items, times), people=people)
    return _filled(request, grid, total, scale)


def _carried_up(
    request: SplitRequest, items: Sequence[Node], times: Sequence[Node], fixed: Fixed, scale: int
) -> tuple[Bounds, list[Problem]]:
    """The limits of every target, and which of them cannot be met together."""
    total = int(abs(request.total).scaleb(scale))
    bounds = carry_up(items, times, {**fixed.spots, (0, 0): (total, total)})
    return bounds, [contradiction(request, found, (items, times), fixed, scale) for found in bounds.contradictions]


def _fixed(
    request: SplitRequest, items: Sequence[Node], times: Sequence[Node], scale: int, weighing: Weighing
) -> Fixed:
    """What pins, lowest and highest amounts and limits on growth fix.

    All that is wrong with them is raised at once, with the contradictions among the pins and limits that can be read.
    """
    unit, sign = int(request.unit.scaleb(scale)), -1 if request.total < 0 else 1
    pinning = Pinning(request, items, times, scale, unit, sign)
    fixed = pinning.read()
    clashes = _carried_up(request, items, times, fixed, scale)[1] if pinning.problems else []
    limits = GrowthLimits(request, items, unit, scale, weighing.sources.last if weighing.sources else None)
    limits.put(fixed)
    _refuse(request, [*pinning.problems, *limits.problems, *clashes])
    weighing.findings += [found for found in limits.findings if found not in weighing.findings]
    return fixed


def _without_pins(request: SplitRequest, found: Targets, weighing: Weighing) -> Sequence[Sequence[int]]:
    """The same split with nothing pinned, its limits kept."""
    free, items, times = replace(request, pins={}), list(found.items), list(found.times)
    limits = _fixed(free, items, times, found.scale, weighing)
    return _fill(free, items, times, limits, found.scale, weighing.people).cells


def _blank(items: Sequence[Node], times: Sequence[Node]) -> list[list[int]]:
    return [[0] * len(times) for _ in items]


def _filled(request: SplitRequest, grid: Grid, total: int, scale: int) -> Grid:
    try:
        grid.fill(total)
    except Impossible as found:
        raise request.refusal([impossible(request, found, scale)]) from None
    except Nobody as empty:
        raise request.refusal([nobody(empty, scale)]) from None
    return grid


def _amount_problems(request: SplitRequest) -> list[Problem]:
    """A unit of 0 or less, a total that is no whole number of units."""
    unit, total = request.unit, request.total
    if unit <= 0:
        what = Text("单位要大于 0", "the unit must be more than 0")
        fix = Text("在 plan.yaml 写 unit: 1、100 或 0.01", "set unit in plan.yaml to 1, 100 or 0.01")
        return [Problem("SPLIT-unit", "error", what, fix, request.place("unit"), f"{unit:f}")]
    if request.unit_remainder or total % unit == 0:
        return []
    low = total // unit * unit
    low = low - unit if total < 0 else low
    what = Text("总额不是单位 {unit} 的整数倍", "the total is no multiple of the unit {unit}").format(unit=f"{unit:f}")
    fix = Text(
        "改成 {low} 或 {high}，或加 --unit-remainder", "make it {low} or {high}, or add --unit-remainder"
    ).format(low=f"{low:f}", high=f"{low + unit:f}")
    return [Problem("SPLIT-total-unit", "error", what, fix, request.place("total"), f"{total:f}")]


def _too_many(request: SplitRequest, targets: int) -> list[Problem]:
    if targets <= _MOST_TARGETS:
        return []
    what = Text("一共 {targets} 个数，太多了", "this makes {targets} targets, too many").format(targets=targets)
    fix = Text("少写一层，或先分到组再分到人", "leave out a level, or split to teams first, then to people")
    return [Problem("SPLIT-too-many", "error", what, fix, request.place("by"), ",".join(request.by))]


def _summary(
    request: SplitRequest, found: Targets, weighing: Weighing, calendar: WorkCalendar, as_of: date
) -> SplitSummary:
    sums = found.sums()
    unit = int(request.unit.scaleb(found.scale))
    whole = found.adds_up(unit, remainder=request.unit_remainder)
    counted = any(node.workdays is not None for node in found.times)
    period, season = request.year.period, weighing.season
    return SplitSummary(
        id=request.id,
        name=request.name,
        total=request.total,
        unit=request.unit,
        exact=whole and all(amount == request.total for amount in sums.values()),
        sums=sums,
        basis=dict(weighing.basis),
        year=request.year,
        first=period.first,
        last=period.last,
        workdays=workdays(period, calendar) if counted else None,
        estimated=counted and is_estimated([period], calendar),
        pins=len(request.pins),
        weeks=found.weeks(),
        season=tuple(weight_shown(index) for index in season.index) if season and goes_by_season(weighing) else (),
        season_years=season.years if season and goes_by_season(weighing) else (),
        history_years=history_years(weighing),
        apart=found.apart(),
        trailing=twelve_months(as_of, request.year) if "trailing" in weighing.basis.values() else None,
        blended=blended(weighing),
        base=request.bridge.base if request.bridge else None,
        bridge=bridge_steps(request),
        year_weeks=request.year.weeks.pattern if request.year.weeks else None,
    )
