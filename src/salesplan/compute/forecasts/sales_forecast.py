"""``sales forecast``: the next periods by the method that would have been nearest, in all and by part (12.4).

The methods work in floats; money comes back as decimals rounded half up, to whole units (to the decimals of the orders
where all figures are small).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from salesplan.compute.forecasts.choice import Keeping, Why
from salesplan.compute.forecasts.extra import extra_methods
from salesplan.compute.forecasts.forecast_findings import forecast_findings
from salesplan.compute.forecasts.forecasting import Ahead, Ways, ahead_of, ways_of
from salesplan.compute.forecasts.landing import Landing, landing_of
from salesplan.compute.forecasts.sales_trend import Seen
from salesplan.compute.forecasts.series import Course, Level, Part, Series, Span
from salesplan.compute.forecasts.series_findings import course_findings
from salesplan.compute.forecasts.spring import by_pairs, pairs_of
from salesplan.compute.forecasts.together import Together, scaled_to, together_of
from salesplan.compute.rounding import half_up
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.forecast import ForecastParameters
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value


@dataclass(frozen=True)
class MethodScore:
    """A method and how near it would have been. Without ``wape`` it was not tried; ``why`` says why.

    ``needs`` are the values it needs before those kept back; ``members`` are those a combination is the mean of.
    """

    method: str
    wape: Decimal | None
    mape: Decimal | None
    bias: Decimal | None
    chosen: bool
    why: Why | None
    needs: int | None
    members: tuple[str, ...]


@dataclass(frozen=True)
class SeriesForecast:
    """How one part is carried on.

    ``wape`` is that of the method chosen, ``naive_wape`` that of ``naive``, the plain forecast it is held against (the
    same period of the last year, else the last value); None where the series is too short to try any. ``coverage``
    is the part of the ``tested`` values kept back that intervals like this ``held``, ``blind_wape`` the error of what
    was told of them, with method and interval settled before each came. ``total`` is the sum of the periods
    ahead, ``year_ago`` that of the same periods a year before, None where they are not all known.
    """

    part: Part
    name: str
    parts: int
    points: int
    method: str
    wape: Decimal | None
    mape: Decimal | None
    bias: Decimal | None
    naive: str | None
    naive_wape: Decimal | None
    coverage: Decimal | None
    held: int
    tested: int
    blind_wape: Decimal | None
    kept: int
    origins: int
    flat: bool
    total: Decimal
    year_ago: Decimal | None
    change: Decimal | None
    scores: tuple[MethodScore, ...]


@dataclass(frozen=True)
class ForecastSummary:
    """What is foretold: the measure, the periods known and those ahead; the total first, its landing, the parts."""

    metric: str
    level: Level
    side: str | None
    only: tuple[str, ...]
    first: str
    last: str
    periods: int
    from_period: str
    to_period: str
    horizon: int
    spring: bool
    series: tuple[SeriesForecast, ...]
    landing: Landing | None
    together: Together | None

    @property
    def total(self) -> SeriesForecast:
        """The forecast of everything."""
        return self.series[0]


@dataclass(frozen=True)
class Asked:
    """What the caller wants: how many periods, a method or a growth of his own, and what the landing is held against.

    ``actual`` are the sales of the fiscal year under way up to the last finished period, ``needed`` the periods that
    reach its end.
    """

    horizon: int = 6
    growth: float | None = None
    method: str | None = None
    target: Decimal | None = None
    actual: Decimal | None = None
    needed: int = 0
    calendar: WorkCalendar | None = field(default=None, compare=False)


def sales_forecast_of(
    course: Course, seen: Seen, asked: Asked, parameters: ForecastParameters, as_of: date
) -> Result[ForecastSummary]:
    """The forecast of each series, each by its own method, and a row for each period known and ahead."""
    ways = _ways(asked, parameters)
    spring = parameters.merge_spring and course.level == "month" and bool(pairs_of(course.spans))
    spans = course.after(max(asked.horizon, asked.needed))
    made = [(each, _ahead(each, course, spans, ways, asked, spring=spring)) for each in course.series if each.values]
    whole = made[0][1]
    landing = None
    if asked.actual is not None and asked.needed:
        landing = landing_of(course, whole, spans, asked.actual, asked.target)
    made = [(each, _short(ahead, asked.horizon)) for each, ahead in made]
    spans = spans[: asked.horizon]
    parts = [list(ahead.values) for _, ahead in made[1:]]
    told = tuple(_forecast(each, ahead, course) for each, ahead in made)
    summary = ForecastSummary(
        seen.metric,
        course.level,
        seen.side,
        seen.only,
        course.spans[0].name,
        course.spans[-1].name,
        len(course.spans),
        spans[0].name,
        spans[-1].name,
        asked.horizon,
        spring,
        told,
        landing,
        together_of(made[0][1].values, parts) if parts else None,
    )
    findings = (
        *seen.findings,
        *course_findings(course, as_of),
        *forecast_findings(made, course, spans, parameters, spring=spring, wishes=(asked.method, asked.growth)),
    )
    rows = tuple(_rows(made, course, spans, told))
    return Result(
        "sales forecast", as_of, summary, Table(COLUMNS, tuples=rows), _told(asked, parameters), findings, seen.inputs
    )


COLUMNS = (
    ColumnSpec("part", "code"),
    ColumnSpec("name", "text"),
    ColumnSpec("kind", "code"),
    ColumnSpec("period", "text"),
    ColumnSpec("first", "date"),
    ColumnSpec("last", "date"),
    ColumnSpec("value", "amount"),
    ColumnSpec("low", "amount"),
    ColumnSpec("high", "amount"),
    ColumnSpec("scaled", "amount"),
    ColumnSpec("year_ago", "amount"),
    ColumnSpec("method", "code"),
    ColumnSpec("wape", "share"),
    ColumnSpec("naive_wape", "share"),
)


def _ways(asked: Asked, parameters: ForecastParameters) -> Ways:
    return ways_of(
        average=parameters.average,
        growth=asked.growth,
        extra=extra_methods() if parameters.extra else (),
        keeping=Keeping(float(parameters.test_share), parameters.test_least),
        times=float(parameters.interval),
        forced=asked.method,
    )


def _told(asked: Asked, parameters: ForecastParameters) -> tuple[Parameter, ...]:
    names = ("test_share", "test_least", "interval", "average", "late_start", "merge_spring", "extra")
    found = [Parameter(f"parameters.forecast.{name}", getattr(parameters, name), "plan") for name in names]
    found.append(Parameter("horizon", asked.horizon, "option" if asked.horizon != Asked().horizon else "default"))
    if asked.growth is not None:
        found.append(Parameter("growth", half_up(Decimal(str(asked.growth))), "option"))
    if asked.method is not None:
        found.append(Parameter("method", asked.method, "option"))
    return tuple(found)


def _ahead(series: Series, course: Course, spans: Sequence[Span], ways: Ways, asked: Asked, *, spring: bool) -> Ahead:
    values = [float(value) for value in series.values]
    if spring:
        all_spans = (*course.spans[series.start :], *course.after(len(spans) + 1))
        ways = replace(ways, methods=tuple(by_pairs(each, all_spans, asked.calendar) for each in ways.methods))
    return ahead_of(values, course.length, len(spans), ways, course.scale, asked.horizon)


def _short(ahead: Ahead, horizon: int) -> Ahead:
    """The periods asked for, of more that the landing needed."""
    low, high = (edges and edges[:horizon] for edges in (ahead.low, ahead.high))
    return replace(ahead, values=ahead.values[:horizon], low=low, high=high)


def _forecast(series: Series, ahead: Ahead, course: Course) -> SeriesForecast:
    choice, chosen, naive = ahead.choice, ahead.choice.chosen, ahead.baseline
    seen = ahead.foresight
    total = sum(ahead.values, Decimal(0))
    past = _year_ago(series, course, len(ahead.values))
    year_ago = None if None in past else sum((each for each in past if each is not None), Decimal(0))
    return SeriesForecast(
        part=series.part,
        name=series.name,
        parts=series.parts,
        points=ahead.points,
        method=choice.name,
        wape=_share(chosen.wape),
        mape=_share(chosen.mape),
        bias=_share(chosen.bias),
        naive=naive.name if naive else None,
        naive_wape=_share(naive.wape) if naive else None,
        coverage=_share(seen.coverage) if seen else None,
        held=seen.held if seen else 0,
        tested=seen.tested if seen else 0,
        blind_wape=_share(seen.wape) if seen else None,
        kept=choice.kept,
        origins=len(choice.origins),
        flat=ahead.flat,
        total=total,
        year_ago=year_ago,
        change=half_up((total - year_ago) / year_ago) if year_ago is not None and year_ago > 0 else None,
        scores=tuple(
            MethodScore(
                each.name,
                _share(each.wape),
                _share(each.mape),
                _share(each.bias),
                each.name == choice.name,
                each.why,
                each.needs,
                each.members,
            )
            for each in choice.scores
        ),
    )


def _share(value: float | None) -> Decimal | None:
    return None if value is None else half_up(Decimal(repr(value)))


def _year_ago(series: Series, course: Course, horizon: int) -> list[Decimal | None]:
    """The values of the same periods a year before each of those ahead; None where they are not known."""
    count = len(series.values)
    places = [count + step - course.length for step in range(horizon)]
    return [series.values[at] if 0 <= at < count else None for at in places]


def _rows(
    made: Sequence[tuple[Series, Ahead]], course: Course, spans: Sequence[Span], told: Sequence[SeriesForecast]
) -> Iterator[tuple[Value, ...]]:
    scaled = scaled_to(made[0][1].values, [list(ahead.values) for _, ahead in made[1:]])
    lines: list[Sequence[Decimal | None]] = [[None] * len(spans), *scaled]
    for (series, ahead), one, line in zip(made, told, lines, strict=True):
        for span, value in zip(course.spans[series.start :], series.values, strict=True):
            yield (series.part, series.name, "actual", span.name, *_days(span), value, *[None] * 7)
        past = _year_ago(series, course, len(spans))
        for at, span in enumerate(spans):
            yield (
                series.part,
                series.name,
                "forecast",
                span.name,
                *_days(span),
                ahead.values[at],
                ahead.low[at] if ahead.low else None,
                ahead.high[at] if ahead.high else None,
                line[at],
                past[at],
                one.method,
                one.wape,
                one.naive_wape,
            )


def _days(span: Span) -> tuple[date, date]:
    return span.period.first, span.period.last
