"""SMART, A for attainable: neither too modest nor out of reach, and within what people can do (methods.md 1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from salesplan.compute.plan.goals.goal_facts import aimed_at, days_of_goal, fields_way, goes_down, rounded
from salesplan.compute.plan.goals.goal_past import Past, Sold, best_month, projected, whole_months
from salesplan.compute.plan.goals.goal_people import Staff
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.errors import Severity
from salesplan.model.figures import figure
from salesplan.model.period import Period
from salesplan.model.plan.goals import Goal
from salesplan.text import Text

_MONTH = Fraction(487, 16)
"""Days of a mean month, 30.4375."""
_UP = Text("是{expected}的 {ratio} 倍（{target} 对 {base}）", "{ratio} times {expected} ({target} to {base})")
_DOWN = Text("{expected}是它的 {ratio} 倍（{base} 对 {target}）", "{expected} is {ratio} times it ({base} to {target})")
"""An aim that is to rise, and one that is to fall, beside what is to be expected."""


@rule(
    "SMART-A1",
    "error",
    title=Text(
        "目标 {id} {told}：{compared}",
        "goal {id} is {told}: {compared}",
    ),
    why=Text(
        "目标太保守，不用努力也达到；太激进，大家一开始就放弃。要比照常做下去的结果高一些，又够得着。",
        "A modest goal is reached without effort, a bold one is given up at once. It should lie above what would come "
        "anyway, within reach.",
    ),
    fix=Text(
        "在 {low} 到 {high} 之间取值；有把握更高，写 justification: 理由",
        "choose between {low} and {high}; if more can be had, write justification: the reason",
    ),
    source="methods.md 1.3",
    uses=("orders",),
    example=Example(
        "goals:\n- {id: G1, metric: revenue, baseline: {value: 100}, target: {value: 99}}  # <- SMART-A1\n"
        "- {id: G2, baseline: {value: 100}, target: {value: 131}}  # <- SMART-A1\n"
        "- {id: G3, baseline: {value: 100}, target: {value: 151}}  # <- SMART-A1",
        "goals:\n- {id: G1, baseline: {value: 100}, target: {value: 100}}\n"
        "- {id: G2, baseline: {value: 100}, target: {value: 130}}\n"
        "- {id: G3, baseline: {value: 130}, target: {value: 100}, direction: decrease}",
    ),
)
def neither_modest_nor_out_of_reach(facts: Facts) -> Iterator[Hit]:
    """The aim over what is to be expected lies in the band; for a decrease what is to be expected over the aim."""
    low, high, most = map(Fraction, facts.plan.parameters.smart.stretch)
    past = facts.once(Past)
    for at, goal in enumerate(facts.plan.goals):
        ratio = stretch_of(goal, past, facts)
        if ratio is None or low <= ratio <= high:
            continue
        severity: Severity = "error" if ratio > most and not goal.justification else "warning"
        yield Hit(("goals", at, "target"), _words(goal, ratio, past, facts), f"{float(ratio):.2f}", severity)


def stretch_of(goal: Goal, past: Past, facts: Facts) -> Fraction | None:
    """The aim over what is to be expected, turned round for a decrease; None where one is unknown, or not above 0.

    A goal that is to go down and whose figures go up has none until one of the two is corrected.
    """
    aim, expected = aimed_at(goal), projected(goal, past.of(goal), facts.as_of)
    rises_to_fall = goal.direction == "decrease" and fields_way(goal) == "increase"  # GOAL-F03 tells it
    if aim is None or expected is None or aim <= 0 or expected.value <= 0 or rises_to_fall:
        return None
    return expected.value / Fraction(aim) if goes_down(goal) else Fraction(aim) / expected.value


def _words(goal: Goal, ratio: Fraction, past: Past, facts: Facts) -> dict[str, object]:
    low, high, most = map(Fraction, facts.plan.parameters.smart.stretch)
    aim, known = aimed_at(goal), projected(goal, past.of(goal), facts.as_of)
    expected = known.value if known else Fraction(0)
    ends = [expected / low, expected / high] if goes_down(goal) else [expected * low, expected * high]
    told = Text("太保守", "too modest")
    if ratio > most:
        reason = Text("够不着，理由：{why}", "out of reach, for this reason: {why}").format(why=goal.justification)
        told = reason if goal.justification else Text("够不着，也没写理由", "out of reach, and no reason given")
    elif ratio > high:
        told = Text("偏激进", "bold")
    return {
        "id": goal.id,
        "told": told,
        "compared": (_DOWN if goes_down(goal) else _UP).format(
            expected=known.name if known else "", ratio=rounded(ratio, 2), target=figure(aim), base=rounded(expected, 0)
        ),
        "low": rounded(min(ends), 0),
        "high": rounded(max(ends), 0),
    }


@rule(
    "SMART-A2",
    "error",
    title=Text(
        "目标 {id} 是产能的 {ratio} 倍（{target} 对 {able}）",
        "goal {id} is {ratio} times what its people can sell ({target} to {able})",
    ),
    why=Text(
        "拜访数、转化率、客单价乘起来就是人做得出的数，超出的部分没有人做。",
        "Calls, conversion and average order tell what people can sell; nobody is there for what goes beyond.",
    ),
    fix=Text("加人、提高转化率，或把目标降到 {able} 以内", "add people, convert more, or keep it within {able}"),
    source="methods.md 1.3, 2.4",
    example=Example(
        "team:\n  members: [{name: 张三}]\n  selling: {calls_per_day: 10, conversion: [10%], order: 1000}\ngoals:\n"
        "- {id: G1, metric: orders, scope: all, start: 2026-07-01, end: 2026-07-31, target: {value: 24}}"
        "  # <- SMART-A2\n"
        "- {id: G2, metric: revenue, scope: {rep: 张三}, start: 2026-07-01, end: 2026-07-31, target: {value: 26000}}"
        "  # <- SMART-A2",
        "team:\n  members: [{name: 张三}]\n  selling: {calls_per_day: 10, conversion: [10%], order: 1000}\ngoals:\n"
        "- {id: G1, metric: 订单量, scope: all, start: 2026-07-01, end: 2026-07-31, target: {value: 23}}\n"
        "- {id: G2, metric: revenue, scope: {product: 泵}, start: 2026-07-01, end: 2026-07-31, target: {value: 26000}}",
    ),
)
def within_capacity(facts: Facts) -> Iterator[Hit]:
    """The aim is within what the people of its scope can sell in its days; a little beyond is a warning."""
    full, most = map(Fraction, facts.plan.parameters.smart.capacity)
    staff = facts.once(Staff)
    for at, goal in enumerate(facts.plan.goals):
        aim, able = aimed_at(goal), staff.capacity(goal)
        if aim is None or able is None or Fraction(aim) <= able * full:
            continue
        ratio = rounded(Fraction(aim) / able, 2) if able else "∞"
        words = {"id": goal.id, "ratio": ratio, "target": figure(aim), "able": rounded(able, 0)}
        severity: Severity = "warning" if Fraction(aim) <= able * most else "error"
        yield Hit(("goals", at, "target"), words, figure(aim), severity)


@rule(
    "SMART-A3",
    "warning",
    title=Text(
        "目标 {id} 每月要 {needed}，过去从没做到过：最好的 {month} 是 {best}",
        "goal {id} asks for {needed} a month, never reached before: the best month, {month}, was {best}",
    ),
    why=Text(
        "历史上最好的一个月都不够，就要说清楚这次凭什么做得到。",
        "If even the best month was not enough, it must be clear what makes the difference this time.",
    ),
    fix=Text(
        "降到每月 {best} 以内，或安排新的人、产品、客户来做到",
        "keep it within {best} a month, or plan the people, products or customers that make it possible",
    ),
    source="methods.md 1.3",
    needs=("orders",),
    example=Example(
        "sources: {orders: 订单.csv}\ngoals:\n- {id: G1, metric: revenue, scope: all, "
        "start: 2026-07-01, end: 2026-08-31, target: {value: 2002}}  # <- SMART-A3",
        "sources: {orders: 订单.csv}\ngoals:\n- {id: G1, metric: revenue, scope: all, "
        "start: 2026-07-01, end: 2026-08-31, target: {value: 2000}}",
        {"订单.csv": "订单编号,客户名称,订单日期,金额\n1,甲,2026-04-03,900\n2,乙,2026-05-12,400\n3,丙,2026-05-20,600"},
    ),
)
def reached_before(facts: Facts) -> Iterator[Hit]:
    """The best whole month of the past is at least what the goal asks for a month."""
    past = facts.once(Past)
    for at, goal in enumerate(facts.plan.goals):
        told = best_and_needed(goal, past)
        if told is None or told[2] <= told[1]:
            continue
        month, best, needed = told
        words = {"id": goal.id, "needed": rounded(needed, 0), "month": f"{month.first:%Y-%m}", "best": rounded(best, 0)}
        yield Hit(("goals", at, "target"), words, rounded(needed, 0))


def best_and_needed(goal: Goal, past: Past) -> tuple[Period, Fraction, Fraction] | None:
    """The best month, what it brought, and what the goal asks for a month; None where one is not known.

    Goals that go down, and measures that do not sum over months, have no best month.
    """
    window, aim, sold = days_of_goal(goal), aimed_at(goal), past.of(goal)
    if window is None or aim is None or sold is None or goes_down(goal):
        return None
    best = best_month(sold) if _sums(goal, sold) else None
    if best is None:
        return None
    months = whole_months(window) or Fraction(window.days) / _MONTH
    return best[0], Fraction(best[1]), Fraction(aim) / months


def _sums(goal: Goal, sold: Sold) -> bool:
    metric = goal.measures.get(goal.metric)
    return metric is not None and metric.additive and bool(sold.days)
