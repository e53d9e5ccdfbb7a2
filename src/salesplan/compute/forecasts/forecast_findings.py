"""What is said about a forecast: too few values, no two years, series that never change, Spring Festival, the extra."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from salesplan.compute.forecasts.extra import installed
from salesplan.compute.forecasts.forecasting import Ahead
from salesplan.compute.forecasts.methods import NAIVE
from salesplan.compute.forecasts.series import Course, Series, Span
from salesplan.compute.naming import names_of
from salesplan.errors import Place, Problem
from salesplan.model.plan.forecast import ForecastParameters
from salesplan.text import Text

Made = Sequence[tuple[Series, Ahead]]
_SPRING = frozenset((1, 2))
_TOTAL = Text("合计", "the total")
_OTHERS = Text("其余", "the others")
_BLANK = Text("没填的", "those left blank")
_GROWTH = "seasonal_growth"
UNSURE = 0.5
"""From so large a WAPE on a forecast is said to be a rough guess."""


def forecast_findings(
    made: Made,
    course: Course,
    spans: Sequence[Span],
    parameters: ForecastParameters,
    *,
    spring: bool,
    wishes: tuple[str | None, float | None] = (None, None),
) -> Iterator[Problem]:
    """All that a reader must know before he trusts the figures, each once with the series it holds for.

    ``wishes`` are the method and the growth that the user asked for.
    """
    asked, growth = wishes
    yield from _short(made)
    if course.length > 1:
        yield from _no_season(made, course)
    yield from _told(made, lambda ahead: ahead.flat, _flat)
    yield from _told(made, _rough, _unsure)
    if not spring:
        yield from _moving_spring(made, course, spans)
    if parameters.extra and not installed():
        yield _no_extra()
    if asked is not None:
        yield from _told(made, lambda ahead: ahead.method != asked, lambda names: _not_usable(asked, names))
    elif growth is not None:
        yield from _told(made, lambda a: a.method != _GROWTH and a.points >= course.length, _growth_unused)
        yield from _told(made, lambda a: a.method != _GROWTH and a.points < course.length, _growth_too_short)


def _told(made: Made, holds: Callable[[Ahead], bool], tell: Callable[[Text], Problem]) -> Iterator[Problem]:
    names = [series_named(series) for series, ahead in made if holds(ahead)]
    if names:
        yield tell(names_of(names))


def series_named(series: Series) -> Text:
    """What a series is called in a sentence."""
    fixed = {"total": _TOTAL, "others": _OTHERS, "blank": _BLANK}.get(series.part)
    return fixed or Text("{name}", "{name}").format(name=series.name)


def _problem(code: str, what: Text, fix: Text, *, warn: bool = False) -> Problem:
    return Problem(code, "warning" if warn else "note", what, fix, Place())


def _short(made: Made) -> Iterator[Problem]:
    yield from _told(made, lambda ahead: ahead.points == 1, _one)
    few = [(s, ahead) for s, ahead in made if ahead.points > 1 and not ahead.choice.kept and not ahead.flat]
    yield from _told(few, lambda ahead: ahead.method == NAIVE.name, _few)
    yield from _told(few, lambda ahead: ahead.method != NAIVE.name, _untried)


def _one(names: Text) -> Problem:
    what = Text(
        "{names}只有一期数据：照最后一期估，没有区间",
        "{names}: one value only, carried on as it is, without an interval",
    )
    fix = Text("补上更早的订单", "add earlier orders")
    return _problem("FORECAST-one-point", what.format(names=names), fix, warn=True)


def _few(names: Text) -> Problem:
    what = Text(
        "{names}期数太少，比不出哪种方法准：照最后一期估，没有区间",
        "{names}: too few values to compare methods; the last one is carried on, without an interval",
    )
    fix = Text("补上更早的订单，或用更短的期间：--per week", "add earlier orders, or take shorter periods: --per week")
    return _problem("FORECAST-too-few", what.format(names=names), fix, warn=True)


def _untried(names: Text) -> Problem:
    what = Text(
        "{names}期数太少，没法试：照指定的方法估，没有误差和区间",
        "{names}: too few values to try it on; told by what was asked for, without error and interval",
    )
    fix = Text("补上更早的订单", "add earlier orders")
    return _problem("FORECAST-too-few", what.format(names=names), fix, warn=True)


def _no_season(made: Made, course: Course) -> Iterator[Problem]:
    names = [series_named(series) for series, a in made if a.points < 2 * course.length and a.method != _GROWTH]
    if names:
        what = Text(
            "{names}不到两年（{need} 期），看不出淡旺季，没用带季节的方法",
            "{names}: less than two years ({need} periods), so that no season is known and no seasonal method used",
        )
        fix = Text("补上两年以上的订单", "add orders of two years or more")
        yield _problem("FORECAST-no-season", what.format(names=names_of(names), need=2 * course.length), fix)


def _flat(names: Text) -> Problem:
    what = Text(
        "{names}每期都一样：照这个数估，误差 0，区间宽度 0",
        "{names}: every value is the same; it is carried on with an error of 0 and an interval of no width",
    )
    fix = Text("看看是不是按合同均摊的数", "check whether the figures were spread evenly by hand")
    return _problem("FORECAST-flat", what.format(names=names), fix)


def _rough(ahead: Ahead) -> bool:
    wape = ahead.choice.chosen.wape
    return wape is not None and wape >= UNSURE


def _unsure(names: Text) -> Problem:
    what = Text(
        "{names}过去的误差在一半以上，只能当个大概",
        "{names}: forecasts were off by half or more before; take these as a rough guess",
    )
    fix = Text(
        "看区间，别看单个数；或用更长的期间：--per quarter", "go by the interval, or take longer periods: --per quarter"
    )
    return _problem("FORECAST-rough", what.format(names=names), fix, warn=True)


def _moving_spring(made: Made, course: Course, spans: Sequence[Span]) -> Iterator[Problem]:
    touched = [span.name for span in spans if span.period.first.month in _SPRING and course.level == "month"]
    if touched and len(made[0][0].values) >= 2 * course.length and not made[0][1].flat:
        what = Text(
            "春节在一月、二月之间移动，{names} 单看容易偏",
            "Spring Festival moves between January and February: {names} may be off",
        )
        fix = Text(
            "加 --merge-spring，一月、二月合起来估，再按工作日分",
            "add --merge-spring: both are told together and parted by working days",
        )
        yield _problem("FORECAST-spring", what.format(names=names_of(touched)), fix)


def _no_extra() -> Problem:
    what = Text(
        "没有安装 statsforecast，AutoETS、AutoARIMA、Theta 没试，其余照常",
        "statsforecast is not installed: AutoETS, AutoARIMA and Theta were not tried, all else was",
    )
    fix = Text('装上再跑：pip install "salesplan[forecast]"', 'type pip install "salesplan[forecast]" and run again')
    return _problem("FORECAST-no-extra", what, fix)


def _growth_unused(names: Text) -> Problem:
    what = Text(
        "{names}没用上 --growth：别的方法以前更准",
        "{names}: --growth is not used, for other methods were nearer before",
    )
    fix = Text("要照它估就加 --method seasonal_growth", "add --method seasonal_growth to go by it")
    return _problem("FORECAST-growth", what.format(names=names), fix)


def _growth_too_short(names: Text) -> Problem:
    what = Text("{names}不到一年，没用上 --growth", "{names}: less than one year, so that --growth is not used")
    fix = Text("补上满一年的订单", "add orders of a whole year")
    return _problem("FORECAST-growth", what.format(names=names), fix, warn=True)


def _not_usable(method: str, names: Text) -> Problem:
    what = Text("{names}用不了 {method}，改用了别的方法", "{names}: {method} cannot be used, so another one is")
    fix = Text("看方法表里的原因，或去掉 --method", "see the reason in the table of methods, or leave --method out")
    return _problem("FORECAST-method", what.format(names=names, method=method), fix, warn=True)
