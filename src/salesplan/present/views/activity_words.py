"""The words that the funnel and the sensitivity share."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from salesplan.compute.activity.driver_words import DRIVERS, driver_name
from salesplan.compute.activity.funnel_page import DriverTold
from salesplan.compute.activity.sensitivity import is_rate
from salesplan.present.blocks import Screen
from salesplan.present.numbers import NOTHING, decimal, integer, percent, whole_amount
from salesplan.text import Text

STEPS: dict[str, Text] = {
    "contacts": Text("联系（电话、拜访）", "Contacts (calls, visits)"),
    "meetings": Text("会面（会议、演示）", "Meetings (and demos)"),
    "quotes": Text("报价", "Quotes"),
    "new_customers": Text("新客户", "New customers"),
    "orders": Text("订单", "Orders"),
    **{f"step_{n}": Text("第 {n} 步", "Step {n}").format(n=n) for n in range(2, 10)},
}
RATE_NAMES: dict[str, Text] = {
    **DRIVERS,
    **{f"rate_{n}": Text("第 {n} 步转化率", "rate of step {n}").format(n=n) for n in range(1, 10)},
}
SOURCES: dict[str, Text] = {
    "option": Text("选项", "option"),
    "plan": Text("计划", "plan"),
    "history": Text("自己的历史", "own history"),
    "none": Text("不知道", "not known"),
}
VERDICTS: dict[str, Text] = {
    "covered": Text("复购就够", "covered by repurchase"),
    "ok": Text("可行", "OK"),
    "tight": Text("吃紧", "tight"),
    "infeasible": Text("做不到", "infeasible"),
    "late": Text("来不及", "too late"),
    "unknown": Text("判断不了", "not known"),
}
MONEY = frozenset(("order", "repeat_order", "repeat"))
"""Drivers that are amounts."""
_PLACES = {"customers": 0, "people": 1, "calls": 1, "cycle": 0, "days": 0}
_WIDE = Context(prec=200)


def raised(value: Decimal | None, places: int) -> str:
    """A count rounded up, as it is shown: 25 and 6.1; never less than it takes."""
    if value is None:
        return NOTHING
    return _short(value.quantize(Decimal(1).scaleb(-places), ROUND_CEILING, _WIDE))


def lowered(value: Decimal | None, places: int) -> str:
    """The same rounded down: so often at least."""
    return NOTHING if value is None else _short(value.quantize(Decimal(1).scaleb(-places), ROUND_FLOOR, _WIDE))


def _short(value: Decimal) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def driver_value(key: str, value: Decimal | None, screen: Screen) -> str:
    """A driver as people read it: a percentage, an amount or a count."""
    if value is None:
        return NOTHING
    if is_rate(key):
        return percent(value)
    if key in MONEY:
        return whole_amount(value, screen.fitting([value]).unit)
    return _short(Decimal(decimal(value, _PLACES.get(key, 2)).replace(",", "")))


def origin(driver: DriverTold) -> Text | str:
    """Where a driver comes from: ``历史 124/826``, ``历史 57 例``, ``计划``."""
    words = SOURCES[driver.source]
    if driver.own_cases is not None:
        told = Text("{words}（历史 {hits}/{cases}，{own}）", "{words} (history {hits}/{cases}, {own})")
        figures = {"hits": integer(driver.own_hits), "cases": integer(driver.own_cases), "own": percent(driver.own)}
        return told.format(words=words, **figures)
    if driver.source != "history" or driver.cases is None:
        return words
    if driver.hits is not None:
        told = Text("历史 {hits}/{cases}", "history {hits}/{cases}")
        return told.format(hits=integer(driver.hits), cases=integer(driver.cases))
    return Text("历史 {cases} 例", "history, {cases} cases").format(cases=integer(driver.cases))


def name_of(key: str) -> Text:
    """A driver in words."""
    return driver_name(key)
