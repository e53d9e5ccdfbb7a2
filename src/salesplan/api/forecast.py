"""How sales have run, and where they go."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, cast

from salesplan.api.setting import Setting, setting
from salesplan.errors import BadUsage, Problem
from salesplan.model.plan.levels import level_named
from salesplan.model.plan.metrics import METRICS, metric_named
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.sales import Counted, ReadSales
    from salesplan.compute.forecasts.sales_forecast import Asked, ForecastSummary
    from salesplan.compute.forecasts.sales_trend import Seen, TrendSummary
    from salesplan.compute.forecasts.series import Course, Level
    from salesplan.compute.sales.sold import Sold
    from salesplan.model.plan.forecast import ForecastParameters

PERIODS = ("month", "quarter", "week", "year")
COUNTED = tuple(name for name in METRICS if name != "customers")
"""What adds up over periods: a customer who buys in two months is one, so that customers of months are no series."""
SAME = {"amount": "revenue", "金额": "revenue", "qty": "units", "margin": "gross_profit"}
"""What other sales commands call a measure, by the name of the plan's metric."""
_PERCENT = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*[%％]")
MOST_AHEAD = 60


@dataclass(frozen=True)
class SeriesWish:
    """What the caller wants to see: the orders if not the plan's, what is counted, in which periods, by which side.

    ``only`` are filters such as ``region=华东``; ``gaps`` says what a period without any order counts as: ``zero``, or
    ``after``, so that the series begin after the last one. ``members`` is how many parts are told apart.
    """

    files: tuple[str, ...] = ()
    metric: str = "revenue"
    per: str = "month"
    by: str | None = None
    only: tuple[str, ...] = ()
    gaps: str = "zero"
    members: int | None = None
    customers: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    reps: tuple[str, ...] = ()


@dataclass(frozen=True)
class ForecastWish:
    """The same for a forecast: how many periods, a growth or a method of one's own, the pair of months, the extra."""

    series: SeriesWish = field(default_factory=SeriesWish)
    periods: int = 6
    growth: str | None = None
    method: str | None = None
    merge_spring: bool = False
    extra: bool = False


def sales_trend(
    wish: SeriesWish | None = None, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[TrendSummary]:
    """How sales have run by month (quarter, week, year): slope, change on the year before, season, turning points.

    BadUsage without orders and for words that mean nothing; BadInput where no period is over yet.
    """
    from salesplan.compute.forecasts.sales_trend import sales_trend_of

    wish = wish or SeriesWish()
    where = where or setting(lists=wish.files)
    parameters = _members(wish, where.plan.parameters.forecast)
    course, seen, _, read = _course(wish, reading, where, parameters, "sales trend")
    return read.told(sales_trend_of(course, seen, parameters, where.as_of), where)


def sales_forecast(
    wish: ForecastWish | None = None, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[ForecastSummary]:
    """The next periods by the method that would have been nearest, beside the naive one; where the year lands.

    BadUsage and BadInput as for the trend, and for a number of periods, a growth or a method that cannot be.
    """
    from salesplan.compute.forecasts.sales_forecast import sales_forecast_of

    wish = wish or ForecastWish()
    where = where or setting(lists=wish.series.files)
    growth = _checked(wish)
    given = {name: True for name in ("merge_spring", "extra") if getattr(wish, name)}
    parameters = _members(wish.series, where.plan.parameters.forecast).model_copy(update=given)
    course, seen, sold, read = _course(wish.series, reading, where, parameters, "sales forecast")
    asked = _asked(wish, growth, course, sold, where)
    result = read.told(sales_forecast_of(course, seen, asked, parameters, where.as_of), where)
    told = [replace(p, source="option") if p.name.rpartition(".")[2] in given else p for p in result.parameters]
    return replace(result, parameters=tuple(told))


def _course(
    wish: SeriesWish, reading: ReadOptions, where: Setting, parameters: ForecastParameters, command: str
) -> tuple[Course, Seen, Sold, ReadSales]:
    """The series that are wanted, what is known of how they came about, and the lines behind them."""
    from salesplan.api.sales import SalesWish, read_sales
    from salesplan.compute.forecasts.filters import filters_named, narrowed
    from salesplan.compute.forecasts.sales_trend import Seen
    from salesplan.compute.forecasts.series import Wanted, course_of
    from salesplan.compute.forecasts.series_findings import no_period
    from salesplan.compute.sales.dimensions import check_sides

    level, metric, side, gaps = _level(wish.per), _metric(wish.metric), _side(wish.by), _gaps(wish.gaps)
    filters = filters_named(wish.only)
    sides = [*filters, *([side] if side else [])]
    lists = SalesWish(wish.files, wish.customers, wish.products, wish.reps)
    read = read_sales(command, lists, reading, where, sides, _counted(metric, where))
    check_sides(sides, read.sold)
    part = narrowed(read.sold, filters)
    wanted = Wanted(level, side, parameters.members, gaps, parameters.late_start)
    course = course_of(part, where.as_of, where.year(None), wanted)
    if not course.spans or not course.total.values:
        raise no_period(course, where.as_of)
    only = tuple(f"{key}={','.join(names)}" for key, names in filters.items())
    return course, Seen(metric, side, only, (), read.sold.inputs), part, read


def _counted(metric: str, where: Setting) -> Counted | None:
    """What puts the figures of a metric in the place of the amounts; None for revenue, which they are."""
    from salesplan.compute.targets.actuals.measure import MEASURE, measured

    if metric == "revenue":
        return None
    year = where.year(None)
    return lambda orders, amount: (
        measured(orders, metric, amount, start_month=year.start_month, weeks=year.weeks),
        MEASURE,
    )


def _asked(wish: ForecastWish, growth: float | None, course: Course, sold: Sold, where: Setting) -> Asked:
    """How far ahead, and against what: the year's sales so far and its target count only for everything together."""
    from salesplan.compute.forecasts.landing import periods_left, year_under_way
    from salesplan.compute.forecasts.sales_forecast import Asked
    from salesplan.compute.forecasts.spring import pairs_of
    from salesplan.compute.sums import total_of
    from salesplan.model.period import Period
    from salesplan.model.table import scaled

    spans = course.after(max(wish.periods, periods_left(course)))
    years = {span.period.first.year for span in (*course.spans, *spans)}
    spring = where.plan.parameters.forecast.merge_spring or wish.merge_spring
    calendar = where.calendar(years) if spring and pairs_of(course.spans) else None
    year = year_under_way(course)
    last = course.spans[-1].period.last
    closed = Period(year.period.first, last) if last >= year.period.first else None
    actual = scaled(total_of(sold.within(closed), "amount"), sold.scale) if closed else Decimal(0)
    whole = not wish.series.only
    target = _target(_metric(wish.series.metric), year.period.first, where) if whole else None
    return Asked(wish.periods, growth, wish.method, target, actual, periods_left(course), calendar)


def _target(metric: str, first: date, where: Setting) -> Decimal | None:
    """The plan's target of this measure for the year that begins on a day, its factors applied; None without one."""
    from salesplan.api.targets import NO_WISH, requests_for

    if not where.plan.targets or where.year(None).period.first != first:
        return None
    found = (
        each for each in requests_for(None, NO_WISH, where, "amount") if metric_named(each.name or "revenue") == metric
    )
    request = next(found, None)
    return None if request is None else request.total


def _members(wish: SeriesWish, parameters: ForecastParameters) -> ForecastParameters:
    if wish.members is None:
        return parameters
    if not 1 <= wish.members <= 1000:  # noqa: PLR2004 - the bounds of the plan's own parameter
        raise BadUsage(_wrong("--members", str(wish.members), Text("写 1 到 1000", "give 1 to 1000")))
    return parameters.model_copy(update={"members": wish.members})


def _level(word: str) -> Level:
    found = level_named(word)
    if found not in PERIODS:
        fix = Text("写其中一个：{known}", "choose one of {known}").format(known=" ".join(PERIODS))
        raise BadUsage(_wrong("--per", word, fix))
    return cast("Level", found)


def _metric(word: str) -> str:
    found = SAME.get(word.strip().lower(), metric_named(word))
    if found not in COUNTED:
        fix = Text("写其中一个：{known}", "choose one of {known}").format(known=" ".join(COUNTED))
        raise BadUsage(_wrong("--measure", word, fix))
    return str(found)


def _side(word: str | None) -> str | None:
    from salesplan.compute.sales.dimensions import LABELS, TIMES, dimensions_named

    if word is None:
        return None
    side = dimensions_named([word])[0]
    if side in TIMES:
        known = " ".join(each for each in LABELS if each not in TIMES)
        fix = Text("写其中一个：{known}；期间用 --per", "choose one of {known}; periods are given with --per")
        raise BadUsage(_wrong("--by", word, fix.format(known=known)))
    return side


def _gaps(word: str) -> Literal["zero", "after"]:
    if word not in ("zero", "after"):
        raise BadUsage(_wrong("--gaps", word, Text("写 zero 或 after", "type zero or after")))
    return cast("Literal['zero', 'after']", word)


def _checked(wish: ForecastWish) -> float | None:
    """The growth as a factor; BadUsage with all that is wrong with the wishes about the forecast."""
    from salesplan.compute.forecasts.extra import NAMES
    from salesplan.compute.forecasts.methods import COMBINED, OWN

    problems: list[Problem] = []
    if not 1 <= wish.periods <= MOST_AHEAD:
        fix = Text("写 1 到 {most}", "give 1 to {most}").format(most=MOST_AHEAD)
        problems.append(_wrong("--periods", str(wish.periods), fix))
    known = [*(each.name for each in OWN), COMBINED, *NAMES]
    if wish.method is not None and wish.method not in known:
        fix = Text("写其中一个：{known}", "choose one of {known}").format(known=" ".join(known))
        problems.append(_wrong("--method", wish.method, fix))
    found = _PERCENT.fullmatch("0%" if wish.growth is None else wish.growth.strip())
    if found is None or not -100 < float(found[1]) <= 1000:  # noqa: PLR2004 - percent: below all of it, at most tenfold
        fix = Text(
            "写百分比，如 --growth 20% 或 --growth -5%", "give a percentage such as --growth 20% or --growth -5%"
        )
        problems.append(_wrong("--growth", wish.growth or "", fix))
    if problems or found is None:
        raise BadUsage(problems)
    return None if wish.growth is None else 1 + float(found[1]) / 100


def _wrong(option: str, word: str, fix: Text) -> Problem:
    """An option whose word means nothing."""
    what = Text("{option} 看不懂“{word}”", "{option}: {word} is not understood").format(option=option, word=word)
    return Problem("FORECAST-option", "error", what, fix, value=word)
