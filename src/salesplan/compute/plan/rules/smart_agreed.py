"""SMART+C, C for consistent and for what else it may mean: no contradictions, agreed on, in the owner's hands (1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.plan.goals.goal_facts import (
    aimed_at,
    days_of_goal,
    goals_by_id,
    metric_of,
    rounded,
    same_cut,
    scope_of,
    way_of,
)
from salesplan.compute.plan.goals.goal_past import Past
from salesplan.compute.plan.goals.goal_people import member_named, playbook_of
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.plan.rules.smart_attainable import stretch_of
from salesplan.compute.plan.rules.smart_consistent import wants
from salesplan.compute.targets.grid.tree import key_of
from salesplan.errors import Severity
from salesplan.model.figures import figure
from salesplan.model.plan.goals import Goal
from salesplan.model.plan.levels import in_a_row
from salesplan.text import Text

IDENTITIES = (
    ("revenue", ("customers", "orders_per_customer", "average_order")),
    ("wins", ("leads", "conversion")),
)
"""What must be the product of what, where goals of one scope and span of days aim at all of them."""
_WHOLE = Decimal(1)
"""A rate above this is written in percent: 25 for 0.25."""


@rule(
    "SMART-C4",
    "warning",
    title=Text("目标 {id} 和 {other} 互相抵触（{told}）", "goals {id} and {other} are against each other ({told})"),
    why=Text(
        "两个互相抵触的目标，做成一个就丢一个。", "Of two goals against each other one is lost when the other is won."
    ),
    fix=Text("说好哪个优先，或改其中一个", "agree which comes first, or change one of them"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, conflicts_with: G2}  # <- SMART-C4\n- {id: G2}\n"
        "- {id: G3, metric: 折扣率, baseline: {value: 0.1}, target: {value: 0.15}}\n"
        "- {id: G4, metric: 毛利, direction: increase, target: {value: 300万}}  # <- SMART-C4",
        "goals:\n- {id: G1}\n- {id: G2}\n- {id: G3, metric: 折扣率, baseline: {value: 0.15}, target: {value: 0.1}}\n"
        "- {id: G4, metric: 毛利, direction: increase, target: {value: 300万}}",
    ),
)
def no_conflict(facts: Facts) -> Iterator[Hit]:
    """No goal names another that it conflicts with, nor do two metrics go opposite ways in one place and time."""
    if not wants(facts, "consistency"):
        return
    known = goals_by_id(facts)
    for at, goal in enumerate(facts.plan.goals):
        for other in filter(known.__contains__, goal.conflicts_with):
            told = Text("计划里写明了", "as the plan says")
            yield Hit(("goals", at, "conflicts_with"), {"id": goal.id, "other": other, "told": told}, other)
    yield from _opposing(facts)


def _opposing(facts: Facts) -> Iterator[Hit]:
    """A later goal that opposes an earlier one by a pair of ``smart.opposing``; a third sign must be there as well."""
    goals = facts.plan.goals
    signed: dict[str, list[int]] = {}
    for at, goal in enumerate(goals):
        sign = {"increase": "+", "decrease": "-"}.get(way_of(goal) or "")
        if sign and goal.metric:
            signed.setdefault(goal.measure + sign, []).append(at)
    for pair in facts.plan.parameters.smart.opposing:
        own, against, *needed = (facts.plan.measures.named(word[:-1]) + word[-1:] for word in pair)
        if not all(name in signed for name in (own, against, *needed)):
            continue
        for first, second in ((own, against), (against, own)):
            yield from _met(goals, signed[first], signed[second], " / ".join(pair))


def _met(goals: tuple[Goal, ...], firsts: list[int], seconds: list[int], pair: str) -> Iterator[Hit]:
    """Each of the second goals that stands after one of the first in the same place and days; once each."""
    for at in seconds:
        other = next((each for each in firsts if each < at and _meet(goals[each], goals[at])), None)
        if other is not None:
            words = {"id": goals[at].id, "other": goals[other].id, "told": pair}
            yield Hit(("goals", at, "metric"), words, goals[at].metric)


def _meet(one: Goal, other: Goal) -> bool:
    """Whether two goals can hold in the same place on the same day; what they do not say does not part them."""
    days, theirs = days_of_goal(one), days_of_goal(other)
    if days is not None and theirs is not None and days.common(theirs) is None:
        return False
    places: dict[str, str] = dict(scope_of(one) or ())
    return all(places.get(level, member) == member for level, member in scope_of(other) or ())


@rule(
    "SMART-C5",
    "error",
    title=Text(
        "目标 {id} 的{metric} {aim}，按 {parts} 应为 {product}，差 {gap}",
        "goal {id}: {metric} {aim} should be {product} by {parts}: off by {gap}",
    ),
    why=Text(
        "销售额就是客户数乘每客订单数再乘客单价，几个目标各定各的就对不上。",
        "Revenue is customers times orders a customer times the average order; goals set one by one do not fit.",
    ),
    fix=Text("改其中一个，使两边相等（允许差 {allowed}）", "change one of them so that both agree (within {allowed})"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, metric: revenue, target: {value: 121.3}}  # <- SMART-C5\n"
        "- {id: G2, metric: customers, target: {value: 10}}\n- {id: G3, metric: 客均订单数, target: {value: 4}}\n"
        "- {id: G4, metric: 客单价, target: {value: 3}}",
        "goals:\n- {id: G1, metric: revenue, target: {value: 121.2}}\n"
        "- {id: G2, metric: customers, target: {value: 10}}\n- {id: G3, metric: 客均订单数, target: {value: 4}}\n"
        "- {id: G4, metric: 客单价, target: {value: 3}}",
    ),
)
def products_agree(facts: Facts) -> Iterator[Hit]:
    """Goals of one scope and days agree: revenue is customers, orders a customer, average order; wins from leads."""
    allowed = Fraction(facts.plan.parameters.smart.identity_gap)
    for whole, parts in identities(facts):
        goals = [facts.plan.goals[at] for at in (whole, *parts)]
        aims = [Fraction(aim) for goal in goals if (aim := figure_of(goal)) is not None]
        product = Fraction(1)
        for factor in aims[1:]:
            product *= factor
        if len(aims) < len(goals) or abs(aims[0] - product) <= allowed * abs(aims[0]):
            continue
        gap = f"{rounded(abs(aims[0] - product) / abs(aims[0]) * 100, 1)}%" if aims[0] else rounded(product, 2)
        metric = metric_of(goals[0])
        words = {
            "id": goals[0].id,
            "metric": metric.label if metric else "",
            "aim": rounded(aims[0], 2),
            "parts": " × ".join(f"{goal.id} {rounded(aim, 2)}" for goal, aim in zip(goals[1:], aims[1:], strict=True)),
            "product": rounded(product, 2),
            "gap": gap,
            "allowed": f"{figure(facts.plan.parameters.smart.identity_gap * 100)}%",
        }
        yield Hit(("goals", whole, "target"), words, rounded(aims[0], 2))


def identities(facts: Facts) -> Iterator[tuple[int, list[int]]]:
    """The positions of goals of which one is the product of the others: the whole, and its factors."""
    if not wants(facts, "consistency"):
        return
    at_cut: dict[object, dict[str, int]] = {}
    for at, goal in enumerate(facts.plan.goals):
        if goal.metric:
            at_cut.setdefault(same_cut(goal), {}).setdefault(goal.measure, at)
    for found in at_cut.values():
        for whole, parts in IDENTITIES:
            if all(name in found for name in (whole, *parts)):
                yield found[whole], [found[name] for name in parts]


def figure_of(goal: Goal) -> Decimal | None:
    """The aim of a goal to reckon with: that of a rate as a share, whether it is written 0.25 or 25."""
    aim, metric = aimed_at(goal), metric_of(goal)
    if aim is None or metric is None or metric.unit != "share":
        return aim
    return aim / 100 if aim > _WHOLE or "%" in (goal.unit or "") else aim


@rule(
    "SMART-C6",
    "warning",
    title=Text("目标 {id} 的{metric}不在考核指标和激励里", "goal {id}: {metric} is in no indicator and no incentive"),
    why=Text(
        "考核什么，大家就做什么；目标不考核、不奖励，就排在最后。",
        "People do what they are measured by and paid for; a goal that is neither comes last.",
    ),
    fix=Text(
        "在 strategy.indicators 或 strategy.incentives 里加上 metric: {key}",
        "add metric: {key} under strategy.indicators or strategy.incentives",
    ),
    source="methods.md 1.3",
    example=Example(
        "strategy: {indicators: [{name: 回款, metric: 回款率}], incentives: [{name: 提成, metric: 毛利}]}\ngoals:\n"
        "- {id: G1, metric: revenue}  # <- SMART-C6\n- {id: G2, metric: 毛利}",
        "strategy: {indicators: [{name: 回款, metric: 回款率}, {name: 销售额}]}\ngoals:\n"
        "- {id: G1, metric: revenue}\n- {id: G2, metric: 回款率}",
    ),
)
def is_rewarded(facts: Facts) -> Iterator[Hit]:
    """The metric is that of an indicator or an incentive; a plan that has neither is not judged."""
    rewarded = rewarded_measures(facts)
    if not rewarded or not wants(facts, "consistency"):
        return
    named = {goal for indicator in facts.plan.strategy.indicators for goal in indicator.goals}
    for at, goal in enumerate(facts.plan.goals):
        measure = goal.measure
        if goal.metric and measure not in rewarded and goal.id not in named:
            metric = goal.measures.get(goal.metric)
            words = {"id": goal.id, "metric": metric.label if metric else goal.metric, "key": measure}
            yield Hit(("goals", at, "metric"), words, goal.metric)


def rewarded_measures(facts: Facts) -> set[str]:
    """What indicators and incentives measure; empty where the plan has neither."""
    strategy = facts.plan.strategy
    told = [each.metric or each.name for each in strategy.indicators]
    told += [each.metric or each.name for each in strategy.incentives]
    return set(map(facts.plan.measures.named, told))


@rule(
    "SMART-C7",
    "warning",
    title=Text("目标 {id} {told}", "goal {id} {told}"),
    why=Text("没谈过、没认过的目标，执行时没人当自己的。", "A goal that was never agreed on is nobody's own."),
    fix=Text(
        "写 agreed_by: [负责人, 上级] 和 agreed_on: 日期", "write agreed_by: [owner, manager] and agreed_on: a day"
    ),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, owner: 张三}  # <- SMART-C7\n"
        "- {id: G3, owner: 张三, agreed_by: [张三]}  # <- SMART-C7\n"
        "- {id: G2, owner: 张三, start: 2026-01-01, agreed_by: [张三], agreed_on: 2026-02-01}  # <- SMART-C7",
        "team:\n  members: [{name: 张三, leader: 李四}]\ngoals:\n"
        "- {id: G1, owner: 张三, start: 2026-01-01, agreed_by: [张三, 李四], agreed_on: 2025-12-20}",
    ),
)
def is_agreed(facts: Facts) -> Iterator[Hit]:
    """The owner and his manager agreed, by the first day. A manager that the team does not name is not asked for.

    An error where C means commitment.
    """
    severity: Severity | None = "error" if wants(facts, "commitment") else None
    for at, goal in enumerate(facts.plan.goals):
        told = _not_agreed(goal, facts)
        if told is not None:
            yield Hit(("goals", at, told[0]), {"id": goal.id, "told": told[1]}, told[2], severity)


def _not_agreed(goal: Goal, facts: Facts) -> tuple[str, Text, str | None] | None:
    """The key at fault, what is wrong with it and what stands there; None where all agreed in time."""
    member = member_named(goal.owner or "", facts)
    agreed = {key_of(who) for who in goal.agreed_by}
    missing = [who for who in (goal.owner, member.leader if member else None) if who and key_of(who) not in agreed]
    if missing:
        told = Text("还没得到{who}的认可", "is not agreed by {who}")
        return "agreed_by", told.format(who=in_a_row(missing)), None
    if not agreed:
        return "agreed_by", Text("还没写谁认可了", "does not say who agreed to it"), None
    if goal.agreed_on is None:
        return "agreed_on", Text("没写哪天认可的", "does not say when it was agreed on"), None
    if goal.start is not None and goal.agreed_on > goal.start:
        told = Text("开始以后才认可（{day}）", "was agreed on after it began ({day})").format(day=goal.agreed_on)
        return "agreed_on", told, str(goal.agreed_on)
    return None


@rule(
    "SMART-C8",
    "error",
    title=Text(
        "目标 {id} 只有预计的 {ratio} 倍，没有挑战性",
        "goal {id} is only {ratio} times what would come anyway: no challenge",
    ),
    why=Text("计划要求目标有挑战性：比照常做下去的结果要高。", "The plan asks for goals above what would come anyway."),
    fix=Text("提高到预计的 {least} 倍以上", "raise it to {least} times what is to be expected, or more"),
    source="methods.md 1.3",
    uses=("orders",),
    example=Example(
        "parameters: {smart: {c: challenging}}\ngoals:\n"
        "- {id: G1, baseline: {value: 100}, target: {value: 104}}  # <- SMART-C8",
        "parameters: {smart: {c: [consistency, challenging]}}\ngoals:\n"
        "- {id: G1, baseline: {value: 100}, target: {value: 105}}",
    ),
)
def is_a_challenge(facts: Facts) -> Iterator[Hit]:
    """Where C means challenging, the aim is at least ``smart.challenging`` times what is to be expected."""
    if not wants(facts, "challenging"):
        return
    least, past = facts.plan.parameters.smart.challenging, facts.once(Past)
    for at, goal in enumerate(facts.plan.goals):
        ratio = stretch_of(goal, past, facts)
        if ratio is not None and ratio < Fraction(least):
            words = {"id": goal.id, "ratio": rounded(ratio, 2), "least": figure(least)}
            yield Hit(("goals", at, "target"), words, rounded(ratio, 2))


@rule(
    "SMART-C9",
    "error",
    title=Text(
        "目标 {id} 的负责人 {owner} 没有任何决定权（{role}）",
        "the owner of goal {id}, {owner}, may decide nothing ({role})",
    ),
    why=Text(
        "计划要求目标可控：价格、费用、人手一样都定不了，就控制不了结果。",
        "The plan asks for goals under control: who decides on no price, budget or people does not control the result.",
    ),
    fix=Text(
        "在岗位手册 {role} 的 levers 里写上他能决定什么，或换负责人",
        "put what the role may decide under levers in the playbook of {role}, or name another owner",
    ),
    source="methods.md 1.3",
    example=Example(
        "parameters: {smart: {c: control}}\nteam: {members: [{name: 张三, role: 业务员}]}\n"
        "duties: {playbooks: [{role: 业务员, duties: [拜访]}]}\ngoals:\n- {id: G1, owner: 张三}  # <- SMART-C9",
        "parameters: {smart: {c: control}}\nteam: {members: [{name: 张三, role: 业务员}]}\n"
        "duties: {playbooks: [{role: 业务员, levers: [5% 以内的折扣]}]}\ngoals:\n- {id: G1, owner: 张三}",
    ),
)
def is_in_the_owners_hands(facts: Facts) -> Iterator[Hit]:
    """Where C means control, the playbook of the owner's role lists something that he may decide."""
    for at, goal in enumerate(facts.plan.goals if wants(facts, "control") else ()):
        book = playbook_of(goal, facts)
        if book is not None and not book.levers:
            yield Hit(("goals", at, "owner"), {"id": goal.id, "owner": goal.owner, "role": book.role}, goal.owner)
