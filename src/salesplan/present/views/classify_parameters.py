"""The numbers that decided a rating, in a line of words; every one by its key is for ``--verbose``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from salesplan.model.result import Parameter, Result
from salesplan.model.window import parse_window
from salesplan.present.blocks import Line
from salesplan.present.words import ORIGINS
from salesplan.text import Text

Say = Callable[[Any], Text]


def short_line(result: Result[Any]) -> Line:
    """The window, class A, MAN, 80/20, value tiers and life cycle, each marked where it is not the default."""
    parts = " · ".join(_parts(result.parameters))
    told = Text("用到的参数：{parts}（加 -v 看全部）", "parameters used: {parts} (all with -v)")
    return Line(told.format(parts=parts), "dim", wrap=True)


def _parts(parameters: tuple[Parameter, ...]) -> Iterator[str]:
    for parameter in parameters:
        say = WORDS.get(parameter.name)
        if say is not None:
            mark = Text("（{origin}）", " ({origin})").format(origin=ORIGINS[parameter.source])
            yield f"{say(parameter.value)}{'' if parameter.source == 'default' else mark}"


def _window(value: Any) -> Text:  # noqa: ANN401 - a parameter is any value
    word = str(value)
    if word == "all":
        return Text("全部订单", "all orders")
    if word == "as given":
        return Text("数字按名单所写", "figures as the list has them")
    if (window := parse_window(word)).days:
        return Text("最近 {n} 天的订单", "orders of the last {n} days").format(n=window.days)
    if window.months:
        return Text("最近 {n} 个月的订单", "orders of the last {n} months").format(n=window.months)
    return Text("订单 {span}", "orders {span}").format(span=word)


def _slashed(told: Text) -> Say:
    return lambda values: told.format(values="/".join(map(str, values)))


def _plain(told: Text) -> Say:
    return lambda value: told.format(value=value)


def _days(value: Any) -> Text:  # noqa: ANN401 - a parameter is any value
    told = Text(
        "生命周期：新客 {new} 天、现有 {active} 天、沉睡 {at_risk} 天",
        "life cycle: new {new}, active {active}, at risk {at_risk} days",
    )
    return told.format(**value)


WORDS: dict[str, Say] = {
    "as_of": _plain(Text("截至 {value}", "as of {value}")),
    "window": _window,
    "parameters.class.a_days": _plain(Text("{value} 天内成交算 A 级", "class A: an order in {value} days")),
    "parameters.class.b_deal_days": _plain(
        Text("商机 {value} 天内成交算 B 级", "class B: a deal closing in {value} days")
    ),
    "parameters.man.weights": _slashed(Text("MAN 权重 {values}", "MAN weights {values}")),
    "parameters.man.present_at": _plain(Text("{value} 分起算具备", "present from {value}")),
    "parameters.pareto.cuts": _slashed(Text("二八分界 {values}%", "80/20 cuts {values} %")),
    "parameters.rfm.tiers": _slashed(Text("价值等级 A/B/C 从 {values} 分起", "value tiers A/B/C from {values}")),
    "parameters.lifecycle.days": _days,
}
"""How a parameter is said; those that are not here are shown with ``--verbose`` only."""
