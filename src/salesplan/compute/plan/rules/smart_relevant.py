"""SMART, R for relevant: what a goal serves, and that it can serve it (methods.md 1.3)."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.plan.goals.goal_facts import goals_by_id, metric_of, scope_of
from salesplan.compute.plan.goals.goal_people import is_duty, playbook_of
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.targets.grid.tree import key_of
from salesplan.model.near import Known
from salesplan.model.plan.goals import Goal
from salesplan.text import Text


@rule(
    "SMART-R1",
    "error",
    title=Text("目标 {id} {told}", "goal {id} {told}"),
    why=Text(
        "不挂在上级目标或策略下面，做好了也不知道帮了谁。",
        "A goal that serves nothing above it helps nobody when it is reached.",
    ),
    fix=Text(
        "写 parent: 上级目标的编号，或 strategy_tag: strategy.tags 里的一条策略{known}",
        "write parent: the id of the goal above, or strategy_tag: one of strategy.tags{known}",
    ),
    source="methods.md 1.3",
    example=Example(
        "strategy: {tags: [深耕]}\ngoals:\n- {id: G1, strategy_tag: 深耕}\n- {id: G2, parent: G9}  # <- SMART-R1\n"
        "- {id: G3}  # <- SMART-R1\n- {id: G4, strategy_tag: 生根}  # <- SMART-R1",
        "strategy: {tags: [深耕]}\ngoals:\n- {id: G1, strategy_tag: 深耕}\n- {id: G2, parent: G1}",
    ),
)
def serves_something(facts: Facts) -> Iterator[Hit]:
    """A goal has a parent that exists, or belongs to a strategy that the plan lists."""
    ids, tags = goals_by_id(facts), strategies(facts)
    keys, known_ids, known_tags = {key_of(tag) for tag in tags}, Known(ids), Known(tags)
    for at, goal in enumerate(facts.plan.goals):
        if goal.parent in ids or (goal.parent is None and goal.strategy_tag and key_of(goal.strategy_tag) in keys):
            continue
        key, value, told = _serves_nothing(goal)
        words = {"id": goal.id, "told": told, "known": _known(goal, known_ids, known_tags)}
        yield Hit(("goals", at, *key), words, value)


def strategies(facts: Facts) -> tuple[str, ...]:
    """What a goal may belong to: the strategies that the plan lists, and those that follow from its SWOT by id."""
    return (*facts.plan.strategy.tags, *(each.id for each in facts.plan.swot.strategies))


def _serves_nothing(goal: Goal) -> tuple[tuple[str, ...], str | None, Text]:
    """The key at fault, what stands there, and what is wrong with it."""
    if goal.parent is not None:
        told = Text("的上级 {parent} 不存在", "has the unknown parent {parent}").format(parent=goal.parent)
        return ("parent",), goal.parent, told
    if goal.strategy_tag:
        told = Text("的策略“{tag}”不在计划的策略里", "belongs to {tag}, which is no strategy of the plan")
        return ("strategy_tag",), goal.strategy_tag, told.format(tag=goal.strategy_tag)
    return (), None, Text("没有上级目标，也不属于哪条策略", "serves no goal and no strategy")


def _known(goal: Goal, ids: Known, tags: Known) -> Text:
    """The nearest id or strategy to what was written; else the strategies there are."""
    written = goal.parent if goal.parent is not None else goal.strategy_tag
    near = (ids if goal.parent is not None else tags).nearest(written) if written else None
    if near is not None:
        return Text("；是不是 {near}？", "; did you mean {near}?").format(near=near)
    if not tags:
        return Text("（现在还没有）", " (there is none yet)")
    return Text("（{tags}）", " ({tags})").format(tags=", ".join(tags.names[:5]))


@rule(
    "SMART-R2",
    "error",
    title=Text(
        "目标 {id} 的{metric}帮不到上级 {parent} 的{above}",
        "goal {id}: {metric} does not feed {above} of its parent {parent}",
    ),
    why=Text("下级做成了，上级的数也不会动。", "Reaching it would not move the parent's figure."),
    fix=Text("换一个能带动上级的指标，或换上级", "choose a metric that moves the parent's, or another parent"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, metric: revenue}\n- {id: G2, metric: collection_rate, parent: G1}  # <- SMART-R2",
        "goals:\n- {id: G1, metric: revenue}\n- {id: G2, metric: 转化率, parent: G1}",
    ),
)
def feeds_the_parent(facts: Facts) -> Iterator[Hit]:
    """The metric is the parent's or contributes to it; metrics that nobody declares are not judged."""
    known = goals_by_id(facts)
    for at, goal in enumerate(facts.plan.goals):
        parent = known.get(goal.parent or "")
        own, above = metric_of(goal), metric_of(parent) if parent else None
        if parent and own and above and not goal.measures.is_fed(parent.measure, goal.measure):
            told = {"id": goal.id, "metric": own.label, "above": above.label, "parent": goal.parent}
            yield Hit(("goals", at, "metric"), told, goal.metric)


@rule(
    "SMART-R3",
    "error",
    title=Text("目标 {id} 的范围超出上级 {parent}", "the scope of goal {id} reaches beyond its parent {parent}"),
    why=Text(
        "上级只管华东，下级却算全国，两个数加不到一起。",
        "A part that is wider than the whole cannot be summed into it.",
    ),
    fix=Text(
        "写 scope: {{{scope}}}，或再窄一些，在上级之内",
        "write scope: {{{scope}}}, or a narrower one inside the parent's",
    ),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, scope: {region: 华东}}\n- {id: G2, parent: G1, scope: all}  # <- SMART-R3",
        "goals:\n- {id: G1, scope: {region: 华东}}\n- {id: G2, parent: G1, scope: {region: 华东, rep: R01}}",
    ),
)
def inside_the_scope(facts: Facts) -> Iterator[Hit]:
    """A goal's scope has every dimension of its parent's, with the same member."""
    known = goals_by_id(facts)
    for at, goal in enumerate(facts.plan.goals):
        parent = known.get(goal.parent or "")
        own, above = scope_of(goal), scope_of(parent) if parent else None
        if parent is not None and own is not None and above is not None and not set(above) <= set(own):
            scope = ", ".join(f"{level}: {member}" for level, member in above)
            yield Hit(("goals", at, "scope"), {"id": goal.id, "parent": parent.id, "scope": scope})


@rule(
    "SMART-R4",
    "warning",
    title=Text(
        "目标 {id} 的{metric}不在负责人 {owner} 的职责里（{role}）",
        "goal {id}: {metric} is none of the duties of its owner {owner} ({role})",
    ),
    why=Text(
        "让人背一个他管不着的数，达成与否都和他无关。",
        "Who answers for a figure outside his duties can do nothing about it.",
    ),
    fix=Text(
        "换负责人，或在岗位手册 {role} 的 duties 或 indicators 里写上{metric}",
        "name another owner, or put {metric} under duties or indicators in the playbook of {role}",
    ),
    source="methods.md 1.3",
    example=Example(
        "team: {members: [{name: 张三, role: 客服}]}\n"
        "duties: {playbooks: [{role: 客服, indicators: [满意度]}]}\ngoals:\n"
        "- {id: G1, metric: revenue, owner: 张三}  # <- SMART-R4",
        "team: {members: [{name: 张三, role: 客服}]}\n"
        "duties: {playbooks: [{role: 客服, indicators: [满意度], duties: [跟进回款率]}]}\ngoals:\n"
        "- {id: G1, metric: csat, owner: 张三}\n- {id: G2, metric: 回款率, owner: 张三}\n"
        "- {id: G3, metric: revenue, owner: 李四}",
    ),
)
def is_the_owners_duty(facts: Facts) -> Iterator[Hit]:
    """The metric is among what the playbook of the owner's role tells; without a playbook nothing is said."""
    for at, goal in enumerate(facts.plan.goals):
        book = playbook_of(goal, facts) if goal.metric else None
        if book is not None and not is_duty(goal.measure, book, goal.measures):
            metric = metric_of(goal)
            words = {"id": goal.id, "owner": goal.owner, "role": book.role}
            words["metric"] = metric.label if metric else goal.metric  # type: ignore[assignment] # a Text is a word, too
            yield Hit(("goals", at, "owner"), words, goal.owner)
