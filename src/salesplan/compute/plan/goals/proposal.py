"""A goal's sentence as its fields tell it: in which days, what, where, from how much to how much, by whom (1.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.plan.goals.goal_facts import aimed_at, change_of, days_of_goal, metric_of, rounded, way_of
from salesplan.compute.plan.goals.statement import stated
from salesplan.compute.plan.goals.wording import has_number, vague_words
from salesplan.compute.plan.rule import Facts
from salesplan.model.figures import figure
from salesplan.model.plan.goals import Goal
from salesplan.text import Text

_WAN = Decimal(10_000)
_STEERS = re.compile(r"[从從到至达達]|\b(?:from|to|at|by|in|of|until)\b", re.IGNORECASE)
"""What would say which part a figure has: 从化 is a town."""
_SLOTS = {
    "period": Text("期间", "period"),
    "scope": Text("范围", "scope"),
    "metric": Text("指标", "metric"),
    "baseline": Text("基线", "baseline"),
    "target": Text("目标", "target"),
    "owner": Text("负责人", "owner"),
}
"""What a sentence can lack."""
_MOVES = {
    "increase": Text("从 {base} 提高到 {aim}{change}", "raise {what} from {base} to {aim}{change}"),
    "decrease": Text("从 {base} 降低到 {aim}{change}", "lower {what} from {base} to {aim}{change}"),
    "keep": Text("保持在 {aim}", "keep {what} at {aim}"),
    "reach": Text("从 {base} 做到 {aim}{change}", "bring {what} from {base} to {aim}{change}"),
}
_CENTURIES = range(1900, 2100)


@dataclass(frozen=True)
class Proposal:
    """A goal's sentence; ``missing`` names what the fields do not tell and the sentence leaves to be filled in."""

    sentence: Text
    missing: tuple[str, ...]


def proposal(goal: Goal, facts: Facts) -> Proposal:
    """The sentence that a goal's fields make; only what they tell is in it, the rest is left to be filled in."""
    slots: dict[str, Text | None] = {
        "period": _period(goal),
        "scope": _scope(goal),
        "metric": _metric(goal),
        "baseline": _amount(goal.baseline.value, goal, facts),
        "target": _amount(aimed_at(goal), goal, facts),
        "owner": _name(goal.owner) if goal.owner else None,
    }
    way = _way(goal, slots)
    missing = tuple(name for name, told in slots.items() if told is None and not (way == "keep" and name == "baseline"))
    words = {name: told if told is not None else _gap(name) for name, told in slots.items()}
    if slots["scope"] is None:
        words["scope"] = Text("{gap}", " {gap}").format(gap=words["scope"])
    what = Text("{scope}{metric}", "{metric}{scope}").format(scope=words["scope"], metric=words["metric"])
    move = _MOVES[way].format(base=words["baseline"], aim=words["target"], change=_change(goal), what=what)
    sentence = Text("在 {period}将{what}{move}，负责人 {owner}", "{move} {period}, owner {owner}").format(
        period=words["period"] if slots["period"] else _no_period(), what=what, move=move, owner=words["owner"]
    )
    return Proposal(sentence, missing)


def _way(goal: Goal, slots: dict[str, Text | None]) -> str:
    """Which way the sentence goes; without a figure to reach it uses no verb that needs one."""
    way = way_of(goal)
    return "reach" if way is None or slots["target"] is None or goal.direction == "reach" else way


def _gap(slot: str) -> Text:
    return Text("〔{slot}……待填〕", "[{slot} ... to fill in]").format(slot=_SLOTS[slot])


def _no_period() -> Text:
    return Text("{gap}内", "in {gap}").format(gap=_gap("period"))


def _period(goal: Goal) -> Text | None:
    """``2026-07-01 至 2026-09-30 内``, ``2026 年内``, ``2026-09-30 前``; None without a last day."""
    window, last = days_of_goal(goal), goal.end
    if window is None:
        return None if last is None or goal.start else Text("{last} 前", "by {last}").format(last=last)
    year = window.first.year
    if (window.first, window.last) == (date(year, 1, 1), date(year, 12, 31)) and year in _CENTURIES:
        return Text("{year} 年内", "in {year}").format(year=year)
    return Text("{first} 至 {last} 内", "between {first} and {last}").format(first=window.first, last=window.last)


def _scope(goal: Goal) -> Text | None:
    if goal.scope == "all":
        return Text("全公司", " of the whole company")
    if not goal.scope:
        return None
    names = [_quoted(member) for member in goal.scope.values()]
    return Text("{zh}", " ({en})").format(zh="·".join(names), en=", ".join(names))


def _metric(goal: Goal) -> Text | None:
    metric = metric_of(goal)
    return metric.label if metric else _name(goal.metric) if goal.metric else None


def _name(written: str) -> Text:
    return Text("{name}", "{name}").format(name=_quoted(written))


def _quoted(written: str) -> str:
    """A name of the plan; in quotation marks where it could be read as a figure, a vague word, or "from" and "to"."""
    plain = " ".join(written.replace("“", "").replace("”", "").split())
    said = stated(plain)
    told = said.shares or said.amounts or said.spans or said.days or has_number(plain)
    return f"“{plain}”" if told or vague_words(plain) or _STEERS.search(plain) else plain


def _amount(value: Decimal | None, goal: Goal, facts: Facts) -> Text | None:
    """A figure with its unit: ``1200万元``, ``30家``, ``25%``; in English with every digit."""
    if value is None:
        return None
    if is_rate(goal):
        shown = f"{figure(value if _in_percent(value, goal) else value * 100)}%"
        return Text("{n}", "{n}").format(n=shown)
    zh, en = unit_texts(goal, facts)
    return Text("{zh}", "{en}").format(zh=f"{_in_wan(value, goal)}{zh}", en=f"{figure(value)} {en}".strip())


def is_rate(goal: Goal) -> bool:
    """Whether a goal's figures are percentages: by its unit, or by its metric."""
    metric = metric_of(goal)
    if goal.unit:
        return goal.unit.strip() in ("%", "％")
    return metric is not None and metric.unit == "share"


def _in_percent(value: Decimal, goal: Goal) -> bool:
    return bool(goal.unit) or abs(value) > 1


def unit_texts(goal: Goal, facts: Facts) -> tuple[str, str]:
    """A goal's unit in Chinese and English: its own, else its metric's; money in the plan's currency."""
    metric = metric_of(goal)
    if goal.unit or metric is None:
        return goal.unit or "", goal.unit or ""
    if metric.unit == "money" and facts.plan.currency != "CNY":
        return facts.plan.currency, facts.plan.currency
    return metric.unit_shown.in_("zh"), metric.unit_shown.in_("en")


def _in_wan(value: Decimal, goal: Goal) -> str:
    """Money from 10,000 on in 万 where two decimals tell it whole; anything else with every digit."""
    metric, wan = metric_of(goal), value / _WAN
    is_money = metric is not None and metric.unit == "money" and goal.unit in (None, "", "元")
    if not is_money or abs(wan) < 1 or Fraction(wan * 100).denominator != 1:
        return figure(value)
    return f"{figure(wan)}万"


def _change(goal: Goal) -> Text:
    """``（+20%）``; nothing for a rate, whose percentages would be mistaken for it, and where it is not known."""
    change = None if is_rate(goal) else change_of(goal)
    if change is None or goal.baseline.value is None:
        return Text("", "")
    shown = rounded(Fraction(change) * 100, 2)
    return Text("（{change}%）", " ({change}%)").format(change=shown if change < 0 else f"+{shown}")
