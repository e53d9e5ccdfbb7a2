"""Targets against orders: attainment, expected by now, gap, landing and light of every target (methods.md 10.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.targets.actuals.actuals import Actuals, Unassigned, actuals_of
from salesplan.compute.targets.actuals.measure import once_a_year
from salesplan.compute.targets.actuals.pace import Light, Pace
from salesplan.compute.targets.actuals.standing import Standing, Status
from salesplan.compute.targets.actuals.track_findings import deals_of_nobody, track_findings
from salesplan.compute.targets.grid.split_choices import history_years
from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import Decomposed
from salesplan.compute.targets.weights.season import Season, season_of
from salesplan.errors import BadInput
from salesplan.model.period import FiscalYear
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.plan.targets import PaceParameters
from salesplan.model.records import Records
from salesplan.model.result import Origin, Parameter, Result
from salesplan.model.table import ColumnSpec, Kind, Table, Value, scaled

Sort = Literal["worst", "plan"]
_MONEY = (
    *("target", "actual", "attainment", "expected", "pace", "gap", "required_per_day"),
    *("landing", "landing_low", "landing_high"),
)
_TO_DATE = ("ytd_target", "ytd_actual", "ytd_attainment")
_SHARES = frozenset(("attainment", "pace", "ytd_attainment"))
_DECIMALS, _SHARE_DECIMALS = 2, 6
"""Figures that are worked out, such as what a day must bring, are given to the cent, shares to six places."""


@dataclass(frozen=True)
class TrackWish:
    """How targets are tracked: the month under way counted in the year to date or not, one level alone, the order."""

    include_open: bool = False
    level: str | None = None
    sort: Sort = "worst"
    settings: PaceParameters = field(default_factory=PaceParameters)
    origins: Mapping[str, Origin] | None = None


@dataclass(frozen=True)
class ToDate:
    """The closed part of the year: up to which day, its target, what it brought."""

    until: date
    target: Decimal
    actual: Decimal
    attainment: Decimal | None


@dataclass(frozen=True)
class TrackSummary:
    """Where a target stands in all.

    ``attainment`` to ``light`` are those of the whole year (methods.md 10.1), None where undefined: ``status`` is
    ``future`` before the year, and ``expected`` is None before its first working day or for a target of 0.
    ``landing_recent`` goes by the last working days, ``landing_pipeline`` by weighted deals. ``orders_total`` are all
    orders read: ``assigned``, which is ``actual``, to innermost members in the year up to the as-of, plus
    ``not_assigned``, whose reasons are in ``unassigned``; ``of_no_target`` is the part of it that was sold in the year
    up to the as-of. ``exact`` is True only after adding up again. ``lights`` counts the lights of the level compared.
    ``basis`` says what each level of the targets goes by, ``season_years`` and ``history_years`` which years that is:
    targets move when another year becomes complete. ``by_share`` is False for a metric without a landing by pace.
    """

    id: str
    name: str
    year: FiscalYear
    first: date
    last: date
    status: Status
    by: tuple[str, ...]
    target: Decimal
    actual: Decimal
    attainment: Decimal | None
    expected: Decimal | None
    pace: Decimal | None
    gap: Decimal
    required_per_day: Decimal | None
    workdays: int
    elapsed: int
    landing: Decimal | None
    landing_recent: Decimal | None
    landing_pipeline: Decimal | None
    landing_low: Decimal | None
    landing_high: Decimal | None
    light: Light | None
    to_date: ToDate | None
    include_open: bool
    orders_total: Decimal
    assigned: Decimal
    not_assigned: Decimal
    of_no_target: Decimal
    unassigned: tuple[Unassigned, ...]
    exact: bool
    lights: Mapping[str, int]
    level: str
    basis: Mapping[str, str]
    season_years: tuple[int, ...]
    history_years: tuple[int, ...]
    by_share: bool


def track(
    made: Decomposed, orders: Records, deals: Records | None, *, as_of: date, wish: TrackWish, chosen: bool = False
) -> Result[TrackSummary]:
    """The targets of a split beside what the orders brought up to ``as_of``.

    ``orders`` are measured (measure.measured); ``deals`` are weighted (deals.weighted_deals), None without any.
    ``chosen``: the as-of was asked for and need not be today, so that later orders are no fault. One row a target and
    none else, so that the actuals of each level sum to the total's: what belongs to no target is in no row, but in the
    summary's ``unassigned``.
    """
    actuals = actuals_of(made, orders, as_of, shared=wish.settings.shared)
    season = _season(made, orders, as_of)
    pipeline = _pipeline(made, deals)
    standing = Standing(made, actuals, season, wish.settings, pipeline)
    rows = Rows(standing, wish)
    table = rows.table()
    return Result(
        "targets track",
        as_of,
        _summary(standing, rows, wish),
        table,
        _parameters(made.request, wish, season),
        (
            *(p for p in made.findings if p.severity != "note" and p not in orders.findings),
            *orders.findings,
            *track_findings(made, actuals, orders, chosen=chosen),
            *deals_of_nobody(pipeline),
        ),
        (*orders.inputs, *(deals.inputs if deals is not None else ())),
    )


def _season(made: Decomposed, orders: Records, as_of: date) -> Season | None:
    """The season that splits the targets; of a split without periods the one that the orders tell, else none."""
    if any(level in TIME_LEVELS for level in made.request.by):
        return made.weighing.season if "seasonal" in made.weighing.basis.values() else None
    request = made.request
    if not orders.has(request.amount):
        return None
    return season_of(orders, request.amount, request.year, as_of, made.calendar, request.season)[0]


def _pipeline(made: Decomposed, deals: Records | None) -> Actuals | None:
    """The weighted deals by member; where the deals tell no members, those of the whole alone."""
    if deals is None:
        return None
    last = made.request.year.period.last
    try:
        return actuals_of(made, deals, last)
    except BadInput:
        whole = replace(made.request, by=tuple(level for level in made.request.by if level in TIME_LEVELS))
        alone = replace(made.targets, items=made.targets.items[:1])
        return actuals_of(replace(made, request=whole, targets=alone), deals, last)


class Rows:
    """The rows of the result: the total, then level by level below each, members the worst first where asked."""

    def __init__(self, standing: Standing, wish: TrackWish) -> None:
        self.standing, self.wish = standing, wish
        self.targets, self.actuals = standing.targets, standing.actuals
        self.by, self.root_time = self.targets.by, self.targets.times[0]
        self.until, self.target_to_date, self.actual_to_date = standing.to_date(include_open=wish.include_open)
        self.level = _compared(self.by)
        self.lights: dict[str, int] = {}
        self._paces: dict[tuple[int, int], Pace] = {}

    def table(self) -> Table:
        """All rows, or the total and those of one level."""
        kinds: list[tuple[str, Kind]] = [*((level, "text") for level in self.by), ("level", "code")]
        kinds += [(key, "share" if key in _SHARES else "amount") for key in _MONEY]
        kinds += [("light", "code"), ("status", "code")]
        kinds += [(key, "share" if key in _SHARES else "amount") for key in _TO_DATE]
        columns = tuple(ColumnSpec(key, kind) for key, kind in kinds)
        at, wanted = len(self.by), (None, "total", self.wish.level)
        rows = self._below(self.targets.items[0], self.root_time, 0)
        chosen = [row for row in rows if self.wish.level is None or row[at] in wanted]
        if self._is_ranking():
            chosen[1:] = sorted(chosen[1:], key=self._worst)
        return Table(columns, tuples=tuple(chosen))

    def _is_ranking(self) -> bool:
        """Whether one level of members alone is asked for, each once, to be ranked over all their parents."""
        outer = self.by[: self.by.index(self.wish.level) + 1] if self.wish.level else ()
        return bool(outer) and self.wish.sort == "worst" and not set(outer) & set(TIME_LEVELS)

    def _worst(self, row: tuple[Value, ...]) -> tuple[bool, Decimal]:
        """The place of a row among others: by landing over target, without one by attainment; those without last."""
        figures = dict(zip(_MONEY, row[len(self.by) + 1 :], strict=False))
        target, landing, reached = figures["target"], figures["landing"], figures["attainment"]
        if isinstance(target, Decimal) and isinstance(landing, Decimal) and target:
            return False, landing / target
        lit = row[len(self.by) + 1 + len(_MONEY)] is not None
        return (False, reached) if lit and isinstance(reached, Decimal) else (True, Decimal(0))

    def pace(self, item: Node, time: Node) -> Pace:
        """How one target stands, worked out once."""
        spot = (item.index, time.index)
        if spot not in self._paces:
            self._paces[spot] = self.standing.pace(item, time)
        return self._paces[spot]

    def _below(self, item: Node, time: Node, depth: int) -> Iterator[tuple[Value, ...]]:
        yield self._row(item, time, depth)
        if depth == len(self.by):
            return
        if self.by[depth] in TIME_LEVELS:
            for period in time.children:
                yield from self._below(item, period, depth + 1)
            return
        for member in self._in_order(item.children, time):
            yield from self._below(member, time, depth + 1)

    def _in_order(self, members: Sequence[Node], time: Node) -> list[Node]:
        """The members of one parent, the one that will miss its target most first; those without a figure last."""
        if self.wish.sort == "plan" or self.standing.status(time) == "future":
            return list(members)
        return sorted(members, key=lambda member: (*self._badness(member, time), key_of(member.name)))

    def _badness(self, member: Node, time: Node) -> tuple[bool, Fraction]:
        """Where a target stands among others: by landing over target, without one by attainment; seats to fill last."""
        pace = self.pace(member, time)
        waits = self.standing.status_of(member, time) == "future"
        if pace.landings and pace.target and not waits:
            return False, pace.landings[0] / Fraction(pace.target)
        return pace.light is None or pace.attainment is None or waits, pace.attainment or Fraction(0)

    def _names(self, item: Node, time: Node) -> list[str | None]:
        known = {node.level: node.name for node in (*item.line(), *time.line())}
        return [known.get(level) for level in self.by]

    def _row(self, item: Node, time: Node, depth: int) -> tuple[Value, ...]:
        status, level = self.standing.status_of(item, time), self.by[depth - 1] if depth else "total"
        to_date = self._to_date(item) if time is self.root_time else (None,) * len(_TO_DATE)
        names = self._names(item, time)
        if status == "future" or self.standing.status(time) == "future":
            begun = self.standing.status(time) != "future"
            actual = self.actuals.amount(item, time) if begun else None
            figures = (self.targets.amount((item.index, time.index)), actual, *(None,) * (len(_MONEY) - 2))
            return (*names, level, *figures, None, status, *to_date)
        pace = self.pace(item, time)
        if level == self.level and pace.light is not None:
            self.lights[pace.light] = self.lights.get(pace.light, 0) + 1
        return (*names, level, *_figures(pace), pace.light, status, *to_date)

    def _to_date(self, item: Node) -> tuple[Value, ...]:
        if self.until is None:
            return (None,) * len(_TO_DATE)
        target = scaled(self.target_to_date[item.index], self.targets.scale)
        actual = scaled(self.actual_to_date[item.index], self.actuals.scale)
        return target, actual, _share(Fraction(actual) / Fraction(target)) if target else None


def _figures(pace: Pace) -> tuple[Value, ...]:
    """The figures of a target in the order of the columns."""
    low, high = (min(pace.landings), max(pace.landings)) if pace.landings else (None, None)
    return (
        pace.target,
        pace.actual,
        _share(pace.attainment),
        _rounded(pace.expected),
        _share(pace.pace),
        pace.gap,
        _rounded(pace.required),
        *map(_rounded, (pace.landings[0] if pace.landings else None, low, high)),
    )


def _compared(by: tuple[str, ...]) -> str:
    """The level whose lights are counted: the outermost members, else the outermost periods, else the total."""
    members = [level for level in by if level not in TIME_LEVELS]
    return next(iter(members or by), "total")


def _rounded(value: Fraction | None) -> Decimal | None:
    if value is None:
        return None
    return _half_up(value, _DECIMALS)


def _half_up(value: Fraction, decimals: int) -> Decimal:
    """So many decimals, halves away from 0."""
    top, bottom = value.numerator, value.denominator
    whole = (2 * abs(top) * 10**decimals + bottom) // (2 * bottom)
    return scaled(whole if top >= 0 else -whole, decimals)


def _share(value: Fraction | None) -> Decimal | None:
    return None if value is None else _half_up(value, _SHARE_DECIMALS)


def _summary(standing: Standing, rows: Rows, wish: TrackWish) -> TrackSummary:
    made, actuals = standing.made, standing.actuals
    request, item, time = made.request, made.targets.items[0], made.targets.times[0]
    pace, span = rows.pace(item, time), request.year.period
    low, high = (min(pace.landings), max(pace.landings)) if pace.landings else (None, None)
    return TrackSummary(
        id=request.id,
        name=request.name,
        year=request.year,
        first=span.first,
        last=span.last,
        status=standing.status(time),
        by=request.by,
        target=pace.target,
        actual=pace.actual,
        attainment=_share(pace.attainment),
        expected=_rounded(pace.expected),
        pace=_share(pace.pace),
        gap=pace.gap,
        required_per_day=_rounded(pace.required),
        workdays=pace.workdays,
        elapsed=pace.elapsed,
        landing=_rounded(pace.landing),
        landing_recent=_rounded(pace.landing_recent),
        landing_pipeline=_rounded(pace.landing_pipeline),
        landing_low=_rounded(low),
        landing_high=_rounded(high),
        light=pace.light,
        to_date=_whole_to_date(rows),
        include_open=wish.include_open,
        orders_total=actuals.total,
        assigned=actuals.assigned,
        not_assigned=actuals.not_assigned,
        of_no_target=actuals.of_no_target,
        unassigned=actuals.unassigned,
        exact=adds_up(actuals, sum(level not in TIME_LEVELS for level in request.by)),
        lights=dict(rows.lights),
        level=rows.level,
        basis=dict(made.weighing.basis),
        season_years=standing.season.years if standing.season else (),
        history_years=history_years(made.weighing),
        by_share=not once_a_year(request.name),
    )


def _whole_to_date(rows: Rows) -> ToDate | None:
    if rows.until is None:
        return None
    target = scaled(rows.target_to_date[0], rows.targets.scale)
    actual = scaled(rows.actual_to_date[0], rows.actuals.scale)
    return ToDate(rows.until.last, target, actual, _share(Fraction(actual) / Fraction(target)) if target else None)


def adds_up(actuals: Actuals, levels: int) -> bool:
    """Whether the innermost members got what is called assigned, and the whole the same."""
    inner = sum(line[0] for item, line in zip(actuals.items, actuals.cells, strict=True) if item.depth == levels)
    return actuals.assigned == scaled(inner, actuals.scale) == scaled(actuals.cells[0][0], actuals.scale)


def _parameters(request: SplitRequest, wish: TrackWish, season: Season | None) -> tuple[Parameter, ...]:
    """The choices that decided lights and landings."""
    origins = wish.origins or {}
    found = [
        Parameter(name, value, origins.get(name, "default"))
        for name, value in (
            ("parameters.pace.lights", wish.settings.lights),
            ("parameters.pace.recent_days", wish.settings.recent_days),
            ("parameters.pace.shared", wish.settings.shared),
        )
    ]
    unit = Parameter("unit", request.unit, request.source)
    return (unit, *found, Parameter("expected", "seasonal" if season else "workdays"))
