"""The indicators of activity and outcome, by person and in all, beside the goals they serve (methods.md 7.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.activity import kpi_findings as found
from salesplan.compute.activity.cross_sell import ByLines, Pair, by_lines, lines_bought, pairs_of
from salesplan.compute.activity.kpi_group import GroupWish, TargetGroup
from salesplan.compute.activity.kpi_map import Mapped, mapped
from salesplan.compute.activity.kpi_people import EVERYBODY
from salesplan.compute.activity.kpi_tallies import Tally, tallies
from salesplan.compute.activity.kpi_untouched import Untouched, untouched_of
from salesplan.compute.activity.kpi_values import Measured, Span, measured, months_in, trend_months
from salesplan.compute.activity.kpi_wallet import Wallet, wallet_of
from salesplan.compute.activity.kpi_work import Ready, Sources, ready
from salesplan.compute.activity.stages import Move, StageCounts, StageFigures, StagesSummary, StuckDeal, stages_of
from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.first_orders import tells_new
from salesplan.compute.customers.link_findings import of_activities
from salesplan.compute.customers.worth.basis import findings_of, inputs_of, parameters_of
from salesplan.compute.rounding import half_up
from salesplan.compute.team.rep_cells import called
from salesplan.compute.team.staff import Staff
from salesplan.errors import Problem
from salesplan.model.figures import plain
from salesplan.model.period import Period, month_of
from salesplan.model.plan.plan import Plan
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table
from salesplan.model.table import Value as Cell
from salesplan.model.window import Window

Frame = nw.DataFrame[Any]
SLACK = timedelta(days=7)
"""A list that begins within so many days of a stretch covers it: the year does not begin with a call on 1 January."""
NEEDS = {
    "activities": ("activities", "planned", "answered", "quality"),
    "orders": ("orders", "lines", "first_orders"),
}
"""What is not known without each list."""
NAMED = {
    "activities": NEEDS["activities"],
    "orders": ("orders", "lines"),
    "deals": ("deals", "created"),
}
"""What is not known of each person where a list names nobody."""
COLUMNS = (
    ColumnSpec("indicator", "code"),
    ColumnSpec("kind", "code"),
    ColumnSpec("rep", "text"),
    ColumnSpec("unit", "code"),
    ColumnSpec("value", "score"),
    ColumnSpec("cases", "integer"),
    ColumnSpec("before", "score"),
    ColumnSpec("before_cases", "integer"),
    ColumnSpec("change", "share"),
    ColumnSpec("trend", "list"),
    ColumnSpec("reason", "code"),
    ColumnSpec("plan_indicator", "text"),
    ColumnSpec("goals", "list"),
)


@dataclass(frozen=True)
class PersonFigures:
    """The figures of a person that stand side by side; every indicator of his is among the rows."""

    name: str
    contacts: Decimal | None = None
    quality_rate: Decimal | None = None
    frequency: Decimal | None = None
    reach: Decimal | None = None
    sales: Decimal | None = None
    orders: Decimal | None = None
    new_customers: Decimal | None = None
    win_rate: Decimal | None = None
    penetration: Decimal | None = None
    cross_sell: Decimal | None = None


SIDE_BY_SIDE = tuple(each.name for each in fields(PersonFigures))[1:]
"""The indicators of PersonFigures."""


@dataclass(frozen=True)
class KpiSummary:
    """The board: the stretch of days and the one before, the target group, the figures of all and of each person.

    ``recorded`` are the columns by which a quality contact is told, ``trend`` the months of the trends. ``untouched``
    are customers of the target group without an order and without a (quality) contact in the days, the most worth
    first, ``untouched_customers`` counts them. ``process`` is None without deals, ``coming`` are
    contacts after the as-of.
    """

    period: Period
    before: Period | None
    months: Decimal
    group: GroupWish
    group_customers: int
    product: str | None
    recorded: tuple[str, ...]
    trend: tuple[str, ...]
    overall: tuple[Measured, ...]
    people: tuple[PersonFigures, ...]
    indicators: tuple[Mapped, ...]
    by_lines: tuple[ByLines, ...]
    pairs: tuple[Pair, ...]
    wallet: Wallet | None
    untouched_customers: int
    untouched: tuple[Untouched, ...]
    process: StageCounts | None
    stages: tuple[StageFigures, ...]
    stuck: tuple[StuckDeal, ...]
    skipped: tuple[Move, ...] | None
    backward: tuple[Move, ...] | None
    coming: int

    @property
    def deals(self) -> StagesSummary | None:
        """The sales process as a whole."""
        if self.process is None:
            return None
        whole = {each: getattr(self, each) for each in ("stages", "stuck", "skipped", "backward")}
        return StagesSummary(**vars(self.process), **whole)

    def of(self, key: str) -> Measured:
        """The figure of all people together."""
        return next(each for each in self.overall if each.key == key)


@dataclass(frozen=True)
class Board:
    """What the board is made of: graded customers, group, lists beside, plan, and which days."""

    graded: Graded
    group: TargetGroup
    sources: Sources
    plan: Plan
    window: Window
    origin: str = "default"


def period_of(window: Window, as_of: date, first_day: date) -> Period:
    """The days of the window; months that end with a month are whole months: three to 30 June begin on 1 April."""
    end = month_of(as_of.year, as_of.month).last
    if window.months and as_of == end:
        return Period(month_of(as_of.year, as_of.month - window.months + 1).first, as_of)
    return window.period(as_of, first_day) or Period(as_of, as_of)


def before_of(window: Window, period: Period) -> Period | None:
    """The stretch of days before, as long as this one; months before months. None where all days are looked at."""
    day = period.first - timedelta(days=1)
    if window.months:
        return period_of(window, day, day)
    if window.days or window.fixed:
        return Period.ending(day, period.days)
    return None


def kpi(board: Board) -> Result[KpiSummary]:
    """The indicators of a stretch of days: a row each for all people together, then for each person."""
    graded, as_of = board.graded, board.graded.as_of
    made = ready(graded, board.group, board.sources)
    period = period_of(board.window, as_of, min(made.begin.values(), default=as_of))
    before = before_of(board.window, period)
    now, trend = _span(made, period, whole=True), [_span(made, month) for month in trend_months(period)]
    earlier = None if before is None else _span(made, before)
    scale = 0 if made.work.lines is None else made.work.lines.scale
    people = _people(board.sources.staff, period, (now,))
    figures = {name: measured(name, now, earlier, trend, scale) for name in (EVERYBODY, *people)}
    wallets = wallet_of(graded, board.sources.staff)
    if wallets is not None:
        figures = {name: (*each, wallets.measured(name)) for name, each in figures.items()}
    bought = None if made.work.lines is None else lines_bought(made.work.lines.frame, period)
    untouched_customers, untouched = untouched_of(board.group, made, period)
    overall = figures.pop(EVERYBODY)
    staged = None if board.sources.deals is None else stages_of(board.sources.deals, board.plan, as_of)
    summary = KpiSummary(
        period=period,
        before=before,
        months=half_up(months_in(period), 1),
        group=board.group.wish,
        group_customers=len(board.group),
        product=board.sources.product,
        recorded=made.recorded,
        trend=tuple(f"{span.period.first:%Y-%m}" for span in trend),
        overall=overall,
        people=tuple(_person(name, each) for name, each in figures.items()),
        indicators=mapped(board.plan, {each.key: each for each in overall}),
        by_lines=() if bought is None else by_lines(bought),
        pairs=() if bought is None else pairs_of(bought),
        wallet=None if wallets is None else wallets.wallet,
        untouched_customers=untouched_customers,
        untouched=untouched,
        process=None if staged is None else staged.counts,
        stages=() if staged is None else staged.stages,
        stuck=() if staged is None else staged.stuck,
        skipped=None if staged is None else staged.skipped,
        backward=None if staged is None else staged.backward,
        coming=0 if graded.contacts is None else graded.contacts.later,
    )
    beside = (graded.activities, board.sources.deals, board.sources.reps)
    return Result(
        "activity kpi",
        as_of,
        summary,
        Table(COLUMNS, tuples=tuple(_rows(summary, figures))),
        _parameters(board),
        tuple(dict.fromkeys((*findings_of(graded, *beside), *_findings(board, made, summary)))),
        inputs_of(graded, *beside),
    )


def _span(made: Ready, period: Period, *, whole: bool = False) -> Span:
    """The counts of a stretch of days, and what is not known in it; ``whole``: a list may begin within it."""
    lacking: dict[str, str] = {}
    absent = {"activities": made.work.contacts is None, "orders": made.work.lines is None}
    for source, needs in NEEDS.items():
        begin = made.begin.get(source)
        late = begin is not None and begin > period.first + SLACK and not (whole and begin <= period.last)
        why = f"no_{source}" if absent[source] else "begins_later" if late else None
        lacking |= dict.fromkeys(needs, why) if why else {}
    if "orders" not in lacking and not tells_new(made.begin.get("orders"), period):
        lacking["first_orders"] = "begins_later"
    if not made.recorded and "quality" not in lacking:
        lacking["quality"] = "no_quality_columns"
    if made.work.deals is None:
        lacking |= {"deals": "no_deals", "created": "no_deals"}
    nameless = frozenset(need for source in made.nameless for need in NAMED.get(source, (source,)))
    return Span(period, tallies(made.work, period), lacking, nameless)


def _people(staff: Staff, period: Period, spans: Sequence[Span]) -> list[str]:
    """The people of the team who were there, in its order, then others by name who did or got something."""
    there = [
        called(one, staff)
        for one in staff.listed
        if not one.is_gone(period.first) and (one.hired is None or one.hired <= period.last)
    ]
    acted = {name for span in spans for name, tally in span.tallies.items() if name and _acted(tally)}
    return [*there, *sorted(acted.difference(there))]


def _acted(tally: Tally) -> bool:
    return any(tally[name] for name in ("contacts", "orders", "sales", "captured", "closed", "target"))


def _person(name: str, figures: Sequence[Measured]) -> PersonFigures:
    return PersonFigures(name, **{each.key: each.value for each in figures if each.key in SIDE_BY_SIDE})


def _rows(s: KpiSummary, people: Mapping[str, Sequence[Measured]]) -> Iterator[tuple[Cell, ...]]:
    for name, figures in (("", s.overall), *people.items()):
        for each in figures:
            named = [m for m in s.indicators if m.key == each.key]
            goals = tuple(dict.fromkeys(goal for m in named for goal in m.goals))
            told = named[0].name if named else None
            trend = tuple(f"{m}={plain(v)}" for m, v in zip(s.trend, each.trend, strict=False) if v is not None)
            whose = (each.key, each.kind, name or None, each.unit)
            figured = (each.value, each.cases, each.before, each.before_cases, each.change)
            yield (*whose, *figured, trend, each.reason, told, goals)


def _parameters(board: Board) -> tuple[Parameter, ...]:
    """The numbers that decided."""
    told, wish = board.plan.parameters, board.group.wish
    group = "all" if wish.by == "all" else f"{wish.by} {','.join(wish.values)}"
    origin = "option" if board.origin == "option" else "default"
    return (
        Parameter("kpi.window", str(board.window), "option" if origin == "option" else "default"),
        Parameter("kpi.group", group, wish.chosen),
        *((Parameter("kpi.product", board.sources.product, "option"),) if board.sources.product else ()),
        Parameter("parameters.kpi.max", told.kpi.max, "plan"),
        Parameter("parameters.pace.shared", told.pace.shared, "plan"),
        Parameter("parameters.review.conversion", told.review.conversion, "plan"),
        Parameter("parameters.process.max_days", told.process.max_days, "plan"),
        *parameters_of(board.graded, "tax"),
        *(parameters_of(board.graded, "parameters.class") if wish.by == "class" else ()),
        *(parameters_of(board.graded, "parameters.rfm") if wish.by == "tier" else ()),
    )


def _findings(board: Board, made: Ready, s: KpiSummary) -> Iterator[Problem]:
    graded = board.graded
    if graded.contacts is not None:
        yield from of_activities(graded.contacts, graded.as_of)
        yield from found.of_recording(made.recorded, graded.contacts.inputs)
    yield from found.of_begin(made.begin, s.period, graded)
    yield from found.of_group(s.group, s.group_customers)
    yield from found.of_people(board.sources, graded)
    if s.wallet is not None:
        yield from found.of_wallet(s.wallet, graded)
    if s.process is not None:
        yield from found.of_stages(s.process, board.sources)
