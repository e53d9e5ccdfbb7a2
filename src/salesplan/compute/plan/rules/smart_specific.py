"""SMART, S for specific: what is measured, which way, where, by whom, and in words that say so (methods.md 1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from difflib import get_close_matches

from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.plan.statement import Span, stated
from salesplan.compute.plan.wording import vague_degree, vague_verb
from salesplan.model.plan.goal_metrics import METRICS, metric_named
from salesplan.model.plan.goals import Goal
from salesplan.text import Text

SHARE_TOLERANCE, DAY_TOLERANCE = Decimal("0.0005"), 3
"""How far a sentence may be off its fields: half a tenth of a point, three days."""
_DAYS = {
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal("30.4375"),
    "quarter": Decimal("91.3125"),
    "year": Decimal("365.25"),
}


@rule(
    "SMART-S1",
    "error",
    title=Text("目标 {id} 的指标“{metric}”不认识", "goal {id} has the unknown metric {metric}"),
    why=Text(
        "不说清量什么，就没法算、没法比。", "What is measured must be known before it can be counted or compared."
    ),
    fix=Text("{guess}可用：{known}", "{guess}use one of: {known}"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, metric: 销售颜}  # <- SMART-S1\n- {id: G2}  # <- SMART-S1",
        "goals:\n- {id: G1, metric: 销售额}",
    ),
)
def known_metric(facts: Facts) -> Iterator[Hit]:
    """A goal measures something of the registry."""
    for at, goal in enumerate(facts.plan.goals):
        name = metric_named(goal.metric or "")
        if name in METRICS:
            continue
        words = {metric.label.zh: metric.label for metric in METRICS.values()}
        near = get_close_matches(name, [*METRICS, *words], 1)
        guess = Text("是不是 {near}？", "did you mean {near}? ").format(near=near[0]) if near else Text("", "")
        told = {"id": goal.id, "metric": goal.metric or "", "guess": guess, "known": ", ".join(METRICS)}
        yield Hit(("goals", at, "metric"), told, goal.metric)


@rule(
    "SMART-S2",
    "error",
    title=Text("目标 {id} 没说要到多少", "goal {id} does not say how much"),
    why=Text(
        "没有数值，期末就没法判断达没达成。", "Without a figure nobody can tell at the end whether it was reached."
    ),
    fix=Text(
        "写上方向和目标值，如 direction: increase，target: {{value: 1200万}}",
        "give a direction and a target, such as direction: increase, target: {{value: 12000000}}",
    ),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, metric: revenue, direction: increase}  # <- SMART-S2",
        "goals:\n- {id: G1, metric: revenue, direction: increase, target: {value: 1200万}}",
    ),
)
def has_target(facts: Facts) -> Iterator[Hit]:
    """A goal has a target; its direction follows from a change or from the baseline, else it must be given."""
    for at, goal in enumerate(facts.plan.goals):
        if not is_aimed(goal):
            yield Hit(("goals", at, "target"), {"id": goal.id})


def is_aimed(goal: Goal) -> bool:
    """Whether a goal has a figure and a way to go: a direction, or a baseline or change that tells it."""
    target = goal.target
    if target.change_pct is not None or target.change_abs is not None:
        return True
    return target.value is not None and (goal.direction is not None or goal.baseline.value is not None)


@rule(
    "SMART-S3",
    "error",
    title=Text("目标 {id} 没说范围", "goal {id} does not say where it holds"),
    why=Text(
        "哪个区域、渠道、产品、团队或谁，决定由谁做、数从哪里取。",
        "The scope decides who works on it and which figures count.",
    ),
    fix=Text("写 scope: all，或 scope: {{region: 华东}}", "write scope: all, or scope: {{region: East}}"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1}  # <- SMART-S3", "goals:\n- {id: G1, scope: all}\n- {id: G2, scope: {region: 华东}}"
    ),
)
def has_scope(facts: Facts) -> Iterator[Hit]:
    """A goal says where it holds: at least one dimension, or all."""
    for at, goal in enumerate(facts.plan.goals):
        if not goal.scope:
            yield Hit(("goals", at, "scope"), {"id": goal.id})


@rule(
    "SMART-S4",
    "error",
    title=Text("目标 {id} 没有负责人", "goal {id} has no owner"),
    why=Text("没人负责的目标，没人推。", "A goal that nobody owns is nobody's work."),
    fix=Text("写上 owner: 姓名或编号", "write owner: a name or id"),
    source="methods.md 1.3",
    example=Example("goals:\n- {id: G1}  # <- SMART-S4", "goals:\n- {id: G1, owner: R01}"),
)
def has_owner(facts: Facts) -> Iterator[Hit]:
    """A goal has an owner."""
    for at, goal in enumerate(facts.plan.goals):
        if not goal.owner:
            yield Hit(("goals", at, "owner"), {"id": goal.id})


@rule(
    "SMART-S5",
    "error",
    title=Text("目标 {id} 里的“{word}”太含糊", "goal {id}: “{word}” is vague"),
    why=Text(
        "“提高”“加强”后面没有数，等于没说；“尽快”“大幅”谁也不知道是多少。",
        "A verb such as improve says nothing without a number; as soon as possible is no date.",
    ),
    fix=Text("写明从多少到多少、到什么时候", "say from how much to how much, and by when"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, statement: 提高销售额}  # <- SMART-S5\n"
        "- {id: G2, statement: 尽快把销售额提高20%}  # <- SMART-S5",
        "goals:\n- {id: G1, statement: 在2026年内将销售额提高20%}",
    ),
)
def clear_words(facts: Facts) -> Iterator[Hit]:
    """A sentence with a vague verb has a number (else an error), and no word that blurs it (a warning)."""
    for at, goal in enumerate(facts.plan.goals):
        verb, degree = vague_verb(goal.statement), vague_degree(goal.statement)
        if verb:
            yield Hit(("goals", at, "statement"), {"id": goal.id, "word": verb}, goal.statement)
        elif degree:
            yield Hit(("goals", at, "statement"), {"id": goal.id, "word": degree}, goal.statement, "warning")


@rule(
    "SMART-S6",
    "error",
    title=Text("目标 {id} 的话和数对不上：{told}", "goal {id}: its sentence and its fields differ: {told}"),
    why=Text(
        "话里一个数、字段里另一个数，到时候各说各的。",
        "With one figure in the sentence and another in the fields, each will quote his own.",
    ),
    fix=Text("改成一样的", "make them the same"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- id: G1\n  statement: 在三个月内将销售额提高25%  # <- SMART-S6\n  baseline: {value: 100万}\n"
        "  target: {value: 120万}\n  start: 2026-07-01\n  end: 2026-09-30",
        "goals:\n- id: G1\n  statement: 在三个月内将销售额提高20%\n  baseline: {value: 100万}\n"
        "  target: {value: 120万}\n  start: 2026-07-01\n  end: 2026-09-30",
    ),
)
def sentence_agrees(facts: Facts) -> Iterator[Hit]:
    """The percentages, amounts and spans of a sentence are those of the fields."""
    for at, goal in enumerate(facts.plan.goals):
        for told in _differences(goal):
            yield Hit(("goals", at, "statement"), {"id": goal.id, "told": told}, goal.statement)


def _differences(goal: Goal) -> Iterator[Text]:
    said = stated(goal.statement)
    change = change_of(goal)
    if said.shares and change is not None and not any(_near(share, change) for share in said.shares):
        told = Text("话里 {said}，字段算出来 {field}", "{said} in words, {field} by the fields")
        yield told.format(said=f"{said.shares[0]:.1%}", field=f"{change:+.1%}")
    known = {
        abs(value) for value in (goal.baseline.value, goal.target.value, goal.target.change_abs) if value is not None
    }
    known |= {abs(milestone.value) for milestone in goal.milestones}
    strange = [amount for amount in said.amounts if amount not in known]
    if goal.target.value is not None and strange and goal.target.value not in said.amounts:
        told = Text("话里 {said}，目标值 {field}", "{said} in words, a target of {field}")
        yield told.format(said=f"{strange[-1]:,f}", field=f"{goal.target.value:,f}")
    if said.spans and goal.start and goal.end and not any(_lasts(span, goal) for span in said.spans):
        days = (goal.end - goal.start).days + 1
        told = Text(
            "话里的时长和 {start} 到 {end}（{days} 天）不符", "the span in words is not {start} to {end} ({days} days)"
        )
        yield told.format(start=goal.start, end=goal.end, days=days)


def change_of(goal: Goal) -> Decimal | None:
    """The change that the fields ask for, as a share of the baseline; None where they do not tell."""
    base, target = goal.baseline.value, goal.target
    if target.change_pct is not None:
        return target.change_pct
    if not base:
        return None
    if target.value is not None:
        return target.value / base - 1
    return None if target.change_abs is None else target.change_abs / base


def _near(said: Decimal, change: Decimal) -> bool:
    return abs(said - abs(change)) <= SHARE_TOLERANCE


def _lasts(span: Span, goal: Goal) -> bool:
    if goal.start is None or goal.end is None:
        return True
    days = (goal.end + timedelta(days=1) - goal.start).days
    return abs(days - span.count * _DAYS[span.measure]) <= DAY_TOLERANCE
