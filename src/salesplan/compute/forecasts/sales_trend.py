"""``sales trend``: how sales have run so far, in all and by part (methods.md 12.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.forecasts.series import Course, Level, Part, Series
from salesplan.compute.forecasts.series_findings import course_findings
from salesplan.compute.forecasts.spring import pairs_of
from salesplan.compute.forecasts.trends import Direction, Trend, trend_of
from salesplan.compute.rounding import half_up, rounded
from salesplan.errors import Problem
from salesplan.model.plan.forecast import ForecastParameters
from salesplan.model.result import Input, Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.text import Text

_FIVE_WEEKS = timedelta(days=28)
"""Five weeks are touched by so many days at least."""
_CENTS = 2
_EXACT_ENOUGH = 4


@dataclass(frozen=True)
class TurningPoint:
    """The last period before the series went ``to`` up or down."""

    period: str
    to: Direction


@dataclass(frozen=True)
class SeasonIndex:
    """What a period of the year has beside an average one, which is 1. ``period`` names that of the last year."""

    period: str
    index: Decimal


@dataclass(frozen=True)
class SpringPair:
    """January and February of a year together, and their change on the pair of the year before."""

    year: int
    value: Decimal
    change: Decimal | None


@dataclass(frozen=True)
class TrendLine:
    """How one part has run.

    ``slope`` is what each period adds by the line of least squares, ``slope_of_mean`` the same over the mean,
    ``next`` the line's next value. ``direction`` is None with fewer than three periods. ``year`` are the last periods
    of a year and ``year_change`` their change on those a year before, None without two years or on 0 or less;
    ``last_change`` is that of the last period on the same a year before. ``average`` is the newest moving average.
    """

    part: Part
    name: str
    parts: int
    periods: int
    total: Decimal
    last: Decimal
    slope: Decimal | None
    intercept: Decimal | None
    next: Decimal | None
    slope_of_mean: Decimal | None
    direction: Direction | None
    average: Decimal | None
    year: Decimal | None
    year_change: Decimal | None
    last_change: Decimal | None
    best: str | None
    worst: str | None
    season: tuple[SeasonIndex, ...]
    turns: tuple[TurningPoint, ...]


@dataclass(frozen=True)
class TrendSummary:
    """The series looked at: what is counted, in which periods, the first and last of them; the total first."""

    metric: str
    level: Level
    side: str | None
    only: tuple[str, ...]
    first: str
    last: str
    periods: int
    open_period: str | None
    open_so_far: Decimal | None
    spring: SpringPair | None
    lines: tuple[TrendLine, ...]

    @property
    def total(self) -> TrendLine:
        """How everything has run."""
        return self.lines[0]


@dataclass(frozen=True)
class Seen:
    """What is looked at: the measure, the side of the parts, the filters, and what was found on the way there."""

    metric: str
    side: str | None = None
    only: tuple[str, ...] = ()
    findings: tuple[Problem, ...] = ()
    inputs: tuple[Input, ...] = ()


def sales_trend_of(course: Course, seen: Seen, parameters: ForecastParameters, as_of: date) -> Result[TrendSummary]:
    """The trend of each series, and a row for each of its periods. The course has at least one finished period."""
    trends = [(each, _trend(each, course, parameters)) for each in course.series if each.values]
    lines = tuple(_line(each, trend, course) for each, trend in trends)
    total = course.total
    summary = TrendSummary(
        seen.metric,
        course.level,
        seen.side,
        seen.only,
        course.spans[0].name,
        course.spans[-1].name,
        len(course.spans),
        course.open.name if course.open else None,
        total.so_far,
        spring_of(course),
        lines,
    )
    findings = (*seen.findings, *course_findings(course, as_of), *_short(lines, course))
    rows = tuple(row for each, trend in trends for row in _rows(each, trend, course))
    told = tuple(
        Parameter(f"parameters.forecast.{name}", getattr(parameters, name), "plan")
        for name in ("average", "sure", "turn", "late_start")
    )
    return Result("sales trend", as_of, summary, Table(COLUMNS, tuples=rows), told, findings, seen.inputs)


COLUMNS = (
    ColumnSpec("part", "code"),
    ColumnSpec("name", "text"),
    ColumnSpec("period", "text"),
    ColumnSpec("first", "date"),
    ColumnSpec("last", "date"),
    ColumnSpec("value", "amount"),
    ColumnSpec("change", "share"),
    ColumnSpec("year_change", "share"),
    ColumnSpec("average", "amount"),
    ColumnSpec("line", "amount"),
)


def spring_of(course: Course) -> SpringPair | None:
    """The newest January and February together, for Spring Festival moves between them; None for other periods."""
    pairs = pairs_of(course.spans) if course.level == "month" else []
    if not pairs:
        return None
    sums = {course.spans[at].period.first.year: sum(course.total.values[at : at + 2], Decimal(0)) for at in pairs}
    year = max(sums)
    return SpringPair(year, sums[year], change(sums[year], sums.get(year - 1)))


def _trend(series: Series, course: Course, parameters: ForecastParameters) -> Trend:
    return trend_of(
        series.values,
        course.length,
        average=parameters.average,
        sure=float(parameters.sure),
        turn=float(parameters.turn),
    )


def _line(series: Series, trend: Trend, course: Course) -> TrendLine:
    values, length, count = series.values, course.length, len(series.values)
    names = [span.name for span in course.spans[series.start :]]
    has_year = count >= length
    year = sum(values[-length:], Decimal(0)) if has_year else None
    before = sum(values[-2 * length : -length], Decimal(0)) if count >= 2 * length else None
    following = [span.name for span in course.spans[-length:]]
    return TrendLine(
        part=series.part,
        name=series.name,
        parts=series.parts,
        periods=count,
        total=sum(values, Decimal(0)),
        last=values[-1],
        slope=_cents(trend.slope),
        intercept=_cents(trend.intercept),
        next=None
        if trend.slope is None or trend.intercept is None
        else _cents(trend.intercept + trend.slope * (count + 1)),
        slope_of_mean=rounded(trend.slope_of_mean),
        direction=trend.direction,
        average=_cents(trend.average[-1]),
        year=year,
        year_change=change(year, before),
        last_change=change(values[-1], values[-1 - length] if count > length else None),
        best=names[max(range(count), key=lambda at: (values[at], -at))] if count > 1 else None,
        worst=names[min(range(count), key=lambda at: (values[at], at))] if count > 1 else None,
        season=tuple(
            SeasonIndex(name, half_up(Fraction(index), _EXACT_ENOUGH))
            for name, index in zip(following, trend.season, strict=False)
        ),
        turns=tuple(TurningPoint(names[each.at], each.to) for each in trend.turns),
    )


def change(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """How much more than before, as a share of it; None where either is missing or the base is 0 or below."""
    if now is None or before is None or before <= 0:
        return None
    return half_up((Fraction(now) - Fraction(before)) / Fraction(before))


def _cents(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value, _CENTS)


def _rows(series: Series, trend: Trend, course: Course) -> Iterator[tuple[Value, ...]]:
    for at, value in enumerate(series.values):
        span = course.spans[series.start + at]
        line = None if trend.slope is None or trend.intercept is None else trend.intercept + trend.slope * (at + 1)
        yield (
            series.part,
            series.name,
            span.name,
            span.period.first,
            span.period.last,
            value,
            change(value, series.values[at - 1] if at else None),
            change(value, series.values[at - course.length] if at >= course.length else None),
            _cents(trend.average[at]),
            _cents(line),
        )


def _short(lines: tuple[TrendLine, ...], course: Course) -> Iterator[Problem]:
    """That a line through one or two periods proves nothing; weeks are offered where the orders fill enough of them."""
    if lines and lines[0].direction is None:
        what = Text(
            "只有 {n} 个过完的期间，看不出走势", "there are {n} finished periods only: they show no trend"
        ).format(n=lines[0].periods)
        fix = Text("补上更早的订单", "add earlier orders")
        if _fills_weeks(course):
            fix = Text(
                "补上更早的订单，或用更短的期间：--per week",
                "add earlier orders, or look at shorter periods: --per week",
            )
        yield Problem("TREND-too-few", "note", what, fix)


def _fills_weeks(course: Course) -> bool:
    """Whether by weeks there are three periods that are over, also where the last two are not whole."""
    first, last = course.first_day, course.last_day
    known = first is not None and last is not None and last - first >= _FIVE_WEEKS
    return known and course.level != "week" and not course.left_by_gap
