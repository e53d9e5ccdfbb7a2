"""Names in goals: where they hold and whose they are, against the names that plan and lists know (methods.md 1.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesplan.compute.plan.execution.people import known_names
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.plan.rules.preparation import NAMES_ALIKE, name_hint
from salesplan.compute.targets.grid.tree import key_of
from salesplan.model.near import Known
from salesplan.model.plan.levels import LEVELS, in_a_row, level_named
from salesplan.text import Text

LISTS = ("orders", "customers")
"""The lists whose columns tell the members of a level."""
_SHOWN = 5
"""Names that are offered where none is near."""


@rule(
    "GOAL-W07",
    "warning",
    title=Text(
        "目标 {id} 的范围写了{level}“{member}”，没有这个名字", "the scope of goal {id}: no {level} is “{member}”"
    ),
    why=Text(
        "名字对不上，实际数一直是 0，谁也看不出目标没人在做。",
        "Nothing is ever counted under a name that nobody has, and nobody sees why.",
    ),
    fix=Text("{hint}", "{hint}"),
    source="methods.md 1.2",
    uses=LISTS,
    example=Example(
        "team: {members: [{name: 张三, region: 华东}]}\nsources: {orders: 订单.csv}\ngoals:\n"
        "- {id: G1, scope: {region: 华冬}}  # <- GOAL-W07\n"
        "- {id: G2, scope: {product: 水泵, rep: 张山}}  # <- GOAL-W07",
        "team: {members: [{name: 张三, region: 华东}]}\nsources: {orders: 订单.csv}\ngoals:\n"
        "- {id: G1, scope: {region: 华东}}\n- {id: G2, scope: {product: 离心泵, rep: 张三}}\n"
        "- {id: G3, scope: {channel: 电商}}\n- {id: G4, scope: {region: 西南}}",
        {"订单.csv": "订单编号,客户名称,订单日期,金额,大区\n1,甲,2026-04-03,900,西南"},
    ),
)
def scope_is_known(facts: Facts) -> Iterator[Hit]:
    """Members of a scope are among those that the team, targets, orders or customers name, where any do."""
    told: dict[str, tuple[frozenset[str], Known]] = {}
    for at, goal in enumerate(facts.plan.goals):
        for written, member in goal.scope.items() if isinstance(goal.scope, Mapping) else ():
            level = level_named(written)
            if level not in told:
                names = Known(_members(level, facts), alike=NAMES_ALIKE)
                told[level] = frozenset(map(key_of, names.names)), names
            keys, names = told[level]
            if names and key_of(member) not in keys:
                words = {
                    "id": goal.id,
                    "level": LEVELS.get(level, level),
                    "member": member,
                    "hint": _hint(member, names),
                }
                yield Hit(("goals", at, "scope", written), words, member)


def _members(level: str, facts: Facts) -> Iterator[str]:
    """The names of a level that the team, its moves, the weights of targets and the lists tell."""
    for member in facts.plan.team.members:
        told = (member.name,) if level == "rep" else ()
        if level in ("team", "region", "channel"):
            told = tuple(getattr(place, level) for place in (member, *member.moves))
        yield from filter(None, told)
    for entry in facts.plan.targets:
        yield from entry.weights_by_level().get(level, {})
    for name in LISTS:
        records = facts.lists.get(name)
        if records is not None and records.has(level):
            yield from (str(each) for each in records.frame.get_column(level).unique().sort().to_list() if each)


def _hint(member: str, names: Known) -> Text:
    near = names.nearest(member)
    if near is not None:
        return Text("是不是“{near}”？", "Did you mean “{near}”?").format(near=near)
    return Text("有这些：{known}", "There is: {known}").format(known=in_a_row(names.names, _SHOWN))


@rule(
    "GOAL-W08",
    "warning",
    title=Text("目标 {id} 的负责人“{owner}”不在团队里", "the owner of goal {id}, “{owner}”, is not in the team"),
    why=Text("负责人找不到，目标就没人做。", "A goal of somebody nobody knows is nobody's goal."),
    fix=Text("{hint}", "{hint}"),
    source="methods.md 1.2",
    example=Example(
        "team: {members: [{name: 张三, leader: 李四, role: 业务员}]}\ngoals:\n- {id: G1, owner: 张山}  # <- GOAL-W08\n"
        "- {id: G2, owner: 王总}  # <- GOAL-W08",
        "team: {members: [{name: 张三, leader: 李四, role: 业务员}]}\ngoals:\n- {id: G1, owner: 张三}\n"
        "- {id: G2, owner: 李四}\n- {id: G3, owner: 业务员}\n- {id: G4, owner: 王总, agreed_by: [王总]}\n- {id: G5}",
    ),
)
def owner_is_known(facts: Facts) -> Iterator[Hit]:
    """Where the plan has a team, an owner is a member, a leader, a role or a team, or agreed to a goal."""
    known = Known(known_names(facts.plan), alike=NAMES_ALIKE)
    keys = set(map(key_of, known.names))
    for at, goal in enumerate(facts.plan.goals if known else ()):
        if goal.owner and key_of(goal.owner) not in keys:
            words = {"id": goal.id, "owner": goal.owner, "hint": name_hint(goal.owner, known)}
            yield Hit(("goals", at, "owner"), words, goal.owner)
