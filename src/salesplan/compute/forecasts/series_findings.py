"""What is said about series: the period under way, gaps, a late beginning, an end that the list does not reach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from salesplan.compute.forecasts.series import Course, Level
from salesplan.compute.naming import names_of
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.figures import figure
from salesplan.text import Text

_SHOWN = 6
PERIODS: dict[Level, Text] = {
    "week": Text("周", "week"),
    "month": Text("月", "month"),
    "quarter": Text("季度", "quarter"),
    "year": Text("年", "year"),
}
"""What one period is called inside a sentence."""


def course_findings(course: Course, as_of: date) -> Iterator[Problem]:
    """All that shaped the series without the user having asked for it."""
    if course.open is not None:
        yield _open(course, as_of)
    if course.late is not None:
        yield _late(course)
    if course.uncovered:
        yield _uncovered(course)
    if course.left_by_gap:
        yield _cut(course)
    elif course.total.empty:
        yield _gaps(course)
    negative = [course.spans[at].name for at, value in enumerate(course.total.values, course.total.start) if value < 0]
    if negative:
        yield _negative(negative)


def no_period(course: Course, as_of: date) -> BadInput:
    """That nothing is finished yet."""
    what = Text("到 {as_of} 还没有一个过完的{period}有订单", "no {period} with orders is over on {as_of}").format(
        as_of=as_of, period=PERIODS[course.level]
    )
    fix = Text(
        "用更短的期间（--per week），或更晚的 --as-of，或补上更早的订单",
        "take shorter periods (--per week), a later --as-of, or add earlier orders",
    )
    return BadInput(Problem("FORECAST-no-period", "error", what, fix, value=course.level))


def _problem(code: str, what: Text, fix: Text, *, warn: bool = False) -> Problem:
    return Problem(code, "warning" if warn else "note", what, fix, Place())


def _open(course: Course, as_of: date) -> Problem:
    name = course.open.name if course.open else ""
    what = Text(
        "{name} 到 {as_of} 还没过完，不算在内；到目前为止 {so_far}",
        "{name} is not over on {as_of} and counts for nothing here; so far it has {so_far}",
    ).format(name=name, as_of=as_of, so_far=figure(course.total.so_far or Decimal(0)))
    fix = Text("过完以后再看，或用 --as-of 改日期", "look again when it is over, or give another --as-of")
    return _problem("FORECAST-open-period", what, fix)


def _late(course: Course) -> Problem:
    what = Text(
        "第一期 {name} 到 {day} 才有订单，当作不全，没算",
        "the orders begin on {day}, late in {name}: taken for no whole period and left out",
    ).format(name=course.late.name if course.late else "", day=course.first_day)
    fix = Text(
        "补上更早的订单；确是整期就写 parameters: {{forecast: {{late_start: 31}}}}",
        "add the orders before it; if it is whole, put parameters: {{forecast: {{late_start: 31}}}} in the plan",
    ).format()
    return _problem("FORECAST-late-start", what, fix)


def _uncovered(course: Course) -> Problem:
    what = Text(
        "订单只到 {day}：{names} 没有订单或不全，当作名单没导到，不算",
        "the orders end on {day}: of {names} there are none or not all; they are taken for not exported and left out",
    ).format(day=course.last_day, names=names_of([span.name for span in course.uncovered], _SHOWN))
    fix = Text(
        "重新导出到截止日期的订单，或用 --as-of {day}；确是整期就写 parameters: {{forecast: {{late_start: 31}}}}",
        "export the orders up to the as-of, or give --as-of {day}; for a whole period put parameters: {{forecast: "
        "{{late_start: 31}}}} in the plan",
    )
    return _problem("FORECAST-list-ends", what, fix.format(day=course.spans[-1].period.last), warn=True)


def _gaps(course: Course) -> Problem:
    names = [course.spans[at].name for at in course.total.empty]
    what = Text(
        "中间有 {n} 期一张订单也没有，按 0 算：{names}", "{n} periods in between have no order and count as 0: {names}"
    ).format(n=len(names), names=names_of(names, _SHOWN))
    fix = Text(
        "真没卖就不用管；漏了就补上订单，或加 --gaps after 只用最后一个空档以后的",
        "leave it if nothing was sold; else add the orders, or --gaps after to use what follows the last gap",
    )
    return _problem("FORECAST-gaps", what, fix, warn=True)


def _cut(course: Course) -> Problem:
    left = course.left_by_gap
    what = Text(
        "{last} 及以前的 {n} 期没用：按 --gaps after 只用最后一个空档以后的",
        "{n} periods up to {last} are not used: --gaps after takes what follows the last gap",
    ).format(last=left[-1].name, n=len(left))
    return _problem("FORECAST-after-gap", what, Text("去掉 --gaps after 就全用", "leave --gaps after out to use all"))


def _negative(names: list[str]) -> Problem:
    what = Text(
        "{names} 净额为负（退货多于销售），照样计入",
        "{names} net to less than 0 (more returned than sold) and count as they are",
    ).format(names=names_of(names, _SHOWN))
    return _problem(
        "FORECAST-negative", what, Text("核对这几期的退货", "check the returns of these periods"), warn=True
    )
