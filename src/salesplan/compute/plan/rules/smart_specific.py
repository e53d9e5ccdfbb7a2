"""SMART, S for specific: what is measured, which way, where, by whom, and in words that say so (methods.md 1.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from salesplan.compute.plan.goals.goal_facts import fields_way, metric_of, unit_times
from salesplan.compute.plan.goals.remedies import aim_line, declaring, meant, measures_there_are, way_line
from salesplan.compute.plan.goals.sentence_differences import sentence_differences
from salesplan.compute.plan.goals.wording import vague_verbs, vague_words
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.errors import Severity
from salesplan.model.plan.checks import Tolerance
from salesplan.model.plan.goals import Goal
from salesplan.text import Text

_OWNER = re.compile(r"负责人|負責人|\bowner\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"全公司|公司整体|公司整體|全国|全國|各[大个個]?区|各[大个個]?區|\b(?:company|all regions)\b", re.IGNORECASE
)
"""What says that a sentence is about everything, whatever it names besides."""


@rule(
    "SMART-S1",
    "error",
    title=Text("目标 {id} {told}", "goal {id} {told}"),
    why=Text(
        "不说清量什么，就没法算、没法比。", "What is measured must be known before it can be counted or compared."
    ),
    fix=Text("{guess}", "{guess}"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, metric: 销售颜}  # <- SMART-S1\n- {id: G2}  # <- SMART-S1",
        "goals:\n- {id: G1, metric: 销售额}",
    ),
)
def known_metric(facts: Facts) -> Iterator[Hit]:
    """A goal measures something of the registry, or that the plan declares under ``metrics``."""
    for at, goal in enumerate(facts.plan.goals):
        name = goal.measure
        if metric_of(goal) is not None:
            continue
        near = meant(name, goal.measures) if goal.metric else None
        known = Text("可以写：{known}。", "You can write: {known}.").format(
            known=measures_there_are(name, goal.measures)
        )
        guess = Text("是不是{near}？", "Did you mean {near}?").format(near=near.label) if near else known
        if goal.metric:
            own = Text("{guess}要量别的，{line}", "{guess} To measure something else, {line}")
            guess = own.format(guess=guess, line=declaring(name, goal.measures))
        what = Text("的指标“{metric}”不认识", "has the unknown metric {metric}").format(metric=goal.metric)
        told = what if goal.metric else Text("没有写指标", "has no metric")
        yield Hit(("goals", at, "metric"), {"id": goal.id, "told": told, "guess": guess}, goal.metric)


@rule(
    "SMART-S2",
    "error",
    title=Text("目标 {id} {told}", "goal {id} {told}"),
    why=Text(
        "没有数值，期末就没法判断达没达成。", "Without a figure nobody can tell at the end whether it was reached."
    ),
    fix=Text("写 {line}", "write {line}"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, metric: revenue, direction: increase}  # <- SMART-S2\n"
        "- {id: G2, metric: revenue, target: {value: 1200万}}  # <- SMART-S2",
        "goals:\n- {id: G1, metric: revenue, direction: increase, target: {value: 1200万}}",
    ),
)
def has_target(facts: Facts) -> Iterator[Hit]:
    """A goal has a target; its direction follows from a change or from the baseline, else it must be given."""
    for at, goal in enumerate(facts.plan.goals):
        if not is_aimed(goal):
            key, told, line = _unaimed(goal)
            yield Hit(("goals", at, key), {"id": goal.id, "told": told, "line": line})


def _unaimed(goal: Goal) -> tuple[str, Text, Text]:
    if goal.target.value is None:
        return "target", Text("没说要到多少", "does not say how much"), aim_line(goal)
    told = Text("没说是提高、降低还是保持", "does not say whether to go up, down or to keep")
    return "direction", told, way_line(goal)


def is_aimed(goal: Goal) -> bool:
    """Whether a goal has a figure and a way to go: a direction, or a baseline or change that tells it."""
    if goal.target.value is None:
        return fields_way(goal) is not None
    return goal.direction is not None or fields_way(goal) is not None


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
        "goals:\n- {id: G1, statement: 在三个月内提高销售额}  # <- SMART-S5\n"
        "- {id: G2, statement: 尽快把销售额提高20%}  # <- SMART-S5",
        "goals:\n- {id: G1, statement: 在2026年内将销售额提高20%}",
    ),
)
def clear_words(facts: Facts) -> Iterator[Hit]:
    """A sentence with a vague verb has a number (else an error), and no word that blurs it (a warning)."""
    for at, goal in enumerate(facts.plan.goals):
        more = facts.plan.parameters.smart.vague
        words = vague_words(goal.statement, more)
        if words:
            told = Text("{zh}", "{en}").format(zh="”“".join(words), en="”, “".join(words))
            severity: Severity = "error" if vague_verbs(goal.statement, more) else "warning"
            yield Hit(("goals", at, "statement"), {"id": goal.id, "word": told}, goal.statement, severity)


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
    uses=("customers",),
    example=Example(
        "goals:\n- id: G1\n  statement: 在三个月内将销售额提高25%  # <- SMART-S6\n  baseline: {value: 100万}\n"
        "  target: {value: 120万}\n  start: 2026-07-01\n  end: 2026-09-30",
        "goals:\n- id: G1\n  statement: 在三个月内将销售额提高20%\n  baseline: {value: 100万}\n"
        "  target: {value: 120万}\n  start: 2026-07-01\n  end: 2026-09-30",
    ),
)
def sentence_agrees(facts: Facts) -> Iterator[Hit]:
    """The percentages, amounts, spans and days of a sentence are those of the fields, within the tolerance.

    A goal for all whose sentence names some of the regions is a warning.
    """
    regions = _regions_of(facts)
    tolerance, start = facts.plan.parameters.smart.tolerance, facts.plan.year.start
    for at, goal in enumerate(facts.plan.goals):
        for told in differences(goal, tolerance, start.month if start else 1):
            yield Hit(("goals", at, "statement"), {"id": goal.id, "told": told}, goal.statement)
        named = _regions_in(goal, regions)
        if named and len(named) < len(regions):
            told = Text("话里是{said}，范围写的是全部", "{said} in words, a scope of all")
            words = {
                "id": goal.id,
                "told": told.format(said=Text("{zh}", "{en}").format(zh="、".join(named), en=", ".join(named))),
            }
            yield Hit(("goals", at, "statement"), words, goal.statement, "warning")


def _regions_of(facts: Facts) -> list[str]:
    """The regions of the plan's people and of its customers, each once."""
    told = {member.region for member in facts.plan.team.members}
    customers = facts.lists.get("customers")
    if customers is not None and customers.has("region"):
        told |= set(customers.frame.get_column("region").unique().to_list())
    return sorted(region for region in told if region and len(region) > 1)


def _regions_in(goal: Goal, regions: Sequence[str]) -> list[str]:
    """The regions that the sentence of a goal for all names; who is responsible is no region."""
    if goal.scope != "all":
        return []
    text = _OWNER.split(goal.statement)[0]
    if _WHOLE.search(text):
        return []
    return [
        name for name in regions if re.search(rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name), text)
    ]


def differences(goal: Goal, tolerance: Tolerance, start_month: int = 1) -> Iterator[Text]:
    """Where a goal's sentence and its fields tell different figures; what only one of them tells is none."""
    yield from sentence_differences(goal, tolerance, unit_times(goal), start_month)
