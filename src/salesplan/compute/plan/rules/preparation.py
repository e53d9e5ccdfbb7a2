"""What must be ready before selling starts: checklists with something in them, done in time (methods.md 6.7)."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.plan.execution.people import known_names
from salesplan.compute.plan.execution.readiness import is_overdue
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.model.near import Known
from salesplan.model.period import FiscalYear
from salesplan.model.plan.preparation import ChecklistItem
from salesplan.model.plan.preparation_words import CATEGORIES, category_named, label_of
from salesplan.text import Text

SOURCE = "methods.md 6.7"
OPEN = ("todo", "doing")
NAMES_ALIKE = 0.5
"""How alike the name of a person must be to be offered: one of the two characters of a Chinese name."""


def _items(facts: Facts) -> Iterator[tuple[str, int, ChecklistItem]]:
    for category, items in facts.plan.preparation.items():
        for at, item in enumerate(items):
            yield category, at, item


@rule(
    "PREP-F01",
    "error",
    title=Text("“{category}” 下面一项也没有", "there is nothing under “{category}”"),
    why=Text(
        "写了类别却没有事项，看着像准备过，其实没人想过要备什么。",
        "A category without items looks prepared although nobody thought about what it takes.",
    ),
    fix=Text(
        "写上要备的事项，如 - {{item: …, owner: …, due: …}}；用不上就删掉这个类别",
        "write what is needed, such as - {{item: ..., owner: ..., due: ...}}, or delete the category",
    ),
    source=SOURCE,
    example=Example(
        "preparation:\n  主推产品: []  # <- PREP-F01\n  display: [{item: 样机}]",
        "preparation:\n  主推产品: [{item: 产品资料}]",
    ),
)
def category_has_items(facts: Facts) -> Iterator[Hit]:
    """Every category has at least one item."""
    for category, items in facts.plan.preparation.items():
        if not items:
            yield Hit(("preparation", category), {"category": _label(category)})


@rule(
    "PREP-W02",
    "warning",
    title=Text("{what}“{item}” {due} 到期，逾期 {days} 天", "{what} “{item}” was due on {due}, days overdue: {days}"),
    why=Text("到期没备好，后面的拜访和活动就得等它。", "What is late holds up the visits and activities that need it."),
    fix=Text(
        "做完了就写 status: done；用不上写 status: na；还要时间就和负责人定新的 due",
        "write status: done or status: na, or agree on a new due with its owner",
    ),
    source=SOURCE,
    example=Example(
        "preparation:\n  display:\n  - {item: 样机, due: 2026-06-29}  # <- PREP-W02\n"
        "  - {item: 案例册, due: 2026-06-01, status: doing, mandatory: yes}  # <- PREP-W02",
        "preparation:\n  display:\n  - {item: 样机, due: 2026-06-30}\n"
        "  - {item: 案例册, due: 2026-06-01, status: done}\n  - {item: 展架, due: 2026-06-01, status: na}",
    ),
)
def nothing_overdue(facts: Facts) -> Iterator[Hit]:
    """Nothing that counts was due before the as-of and is not done; what is due on the day is in time."""
    for category, at, item in _items(facts):
        if item.due is not None and is_overdue(item, facts.as_of):
            what = Text("必须事项", "mandatory") if item.mandatory else Text("事项", "item")
            words = {"what": what, "item": item.item, "due": item.due, "days": (facts.as_of - item.due).days}
            yield Hit(("preparation", category, at, "due"), words, str(item.due))


@rule(
    "PREP-W03",
    "warning",
    title=Text("必须事项“{item}”没写{lacking}", "mandatory “{item}” has no {lacking}"),
    why=Text(
        "没人认领、没有期限的事，到用时多半没备好。", "What is nobody's job and due on no day is not there in time."
    ),
    fix=Text("写 owner: 谁，due: 哪天", "write owner: who, and due: the day"),
    source=SOURCE,
    example=Example(
        "preparation:\n  aids:\n  - {item: 报价单, mandatory: yes, owner: 张三}  # <- PREP-W03\n"
        "  - {item: 合同, mandatory: yes, due: 2026-07-31}  # <- PREP-W03\n"
        "  - {item: 订单, mandatory: yes}  # <- PREP-W03",
        "preparation:\n  aids:\n  - {item: 报价单, mandatory: yes, owner: 张三, due: 2026-07-31}\n"
        "  - {item: 合同, mandatory: yes, status: done}\n  - {item: 计算器}",
    ),
)
def mandatory_has_owner_and_due(facts: Facts) -> Iterator[Hit]:
    """Every mandatory item that is still open has an owner and a due."""
    for category, at, item in _items(facts):
        if not item.mandatory or item.status not in OPEN or (item.owner and item.due):
            continue
        lacking = (
            Text("负责人和期限", "owner and no due")
            if not item.owner and not item.due
            else Text("期限", "due")
            if item.owner
            else Text("负责人", "owner")
        )
        yield Hit(("preparation", category, at), {"item": item.item, "lacking": lacking})


@rule(
    "PREP-W04",
    "warning",
    title=Text("团队里没有负责人“{owner}”", "the owner “{owner}” is not in the team"),
    why=Text(
        "负责人不在团队里，没人会去做，也没人会被问到。", "Nobody in the team is asked about it, so nobody does it."
    ),
    fix=Text("{hint}", "{hint}"),
    source=SOURCE,
    example=Example(
        "team: {members: [{name: 张三, leader: 李四, role: 业务员}]}\npreparation:\n  aids:\n"
        "  - {item: 报价单, owner: 张五}  # <- PREP-W04\n  - {item: 合同, owner: Bob, status: na}  # <- PREP-W04",
        "team: {members: [{name: 张三, leader: 李四, role: 业务员}]}\npreparation:\n  aids:\n"
        "  - {item: 报价单, owner: 张三}\n  - {item: 合同, owner: 李四}\n  - {item: 名片, owner: 业务员}\n"
        "  - {item: 计算器}",
    ),
)
def owner_is_known(facts: Facts) -> Iterator[Hit]:
    """Where the plan has a team, owners are members, their leaders, roles or teams."""
    known = Known(known_names(facts.plan), alike=NAMES_ALIKE)
    for category, at, item in _items(facts):
        if known and item.owner and item.owner not in known:
            words = {"owner": item.owner, "hint": name_hint(item.owner, known)}
            yield Hit(("preparation", category, at, "owner"), words, item.owner)


def name_hint(name: str, known: Known) -> Text:
    """What to do about a name that nobody has: the nearest one that is there."""
    near = known.nearest(name)
    if near is None:
        return Text(
            "改成团队里的人或职位，或在 team.members 里加上", "Name a member or role, or add one to team.members"
        )
    return Text("是不是“{near}”？否则在 team.members 里加上", "Is it “{near}”? Else add it to team.members").format(
        near=near
    )


@rule(
    "PREP-W05",
    "warning",
    title=Text("“{item}” {due} 才到期，那时计划年度已经结束", "“{item}” is due {due}, after the plan's year has ended"),
    why=Text(
        "年度结束后才备好，这一年用不上；多半是年份写错了。",
        "It comes too late for this year; often the year is mistyped.",
    ),
    fix=Text("改正 due；本年度最后一天是 {last}", "correct due; the last day of the year is {last}"),
    source=SOURCE,
    example=Example(
        "year: {start: 2026-01-01}\npreparation:\n  aids:\n  - {item: 报价单, due: 2027-01-01}  # <- PREP-W05",
        "year: {start: 2026-01-01}\npreparation:\n  aids:\n  - {item: 报价单, due: 2026-12-31}\n"
        "  - {item: 合同, due: 2027-03-01, status: done}",
    ),
)
def due_within_the_year(facts: Facts) -> Iterator[Hit]:
    """Nothing open is due after the last day of the plan's year, where the plan says when that begins."""
    told = facts.plan.year
    if told.start is None:
        return
    last = FiscalYear.containing(told.start, told.start.month, told.name, told.rule).period.last
    for category, at, item in _items(facts):
        if item.due is not None and item.due > last and item.status in OPEN:
            yield Hit(("preparation", category, at, "due"), {"item": item.item, "due": item.due, "last": last})


@rule(
    "PREP-N06",
    "note",
    title=Text("清单里没有一项标为必须", "no item of the checklists is mandatory"),
    why=Text(
        "准备好没有，看的是必须事项；一项也没标，就没法判断。",
        "READY means that everything mandatory is done; without any it says nothing.",
    ),
    fix=Text("在缺了就不能开始的事项上写 mandatory: yes", "add mandatory: yes to what selling cannot start without"),
    source=SOURCE,
    example=Example(
        "preparation:  # <- PREP-N06\n  aids: [{item: 报价单}, {item: 合同, mandatory: yes, status: na}]",
        "preparation:\n  aids: [{item: 报价单}, {item: 合同, mandatory: yes, owner: 张三, due: 2026-07-31}]",
    ),
)
def something_is_mandatory(facts: Facts) -> Iterator[Hit]:
    """At least one item that counts is mandatory, where there are any that count."""
    counted = [item for _, _, item in _items(facts) if item.status != "na"]
    if counted and not any(item.mandatory for item in counted):
        yield Hit(("preparation",))


@rule(
    "PREP-N07",
    "note",
    title=Text("“{category}” 和 “{other}” 是同一类", "“{category}” and “{other}” are one category"),
    why=Text(
        "同一类写在两处，容易各改各的；算的时候合在一起。", "It is counted as one; kept in two places they drift apart."
    ),
    fix=Text("把事项并到一处", "put their items together"),
    source=SOURCE,
    example=Example(
        "preparation:\n  主推产品: [{item: 资料, mandatory: yes, status: done}]\n"
        "  main_product: [{item: 样品}]  # <- PREP-N07",
        "preparation:\n  主推产品: [{item: 资料, mandatory: yes, status: done}]\n  我们自己的: [{item: 样品}]",
    ),
)
def a_category_once(facts: Facts) -> Iterator[Hit]:
    """No two names of the checklist mean the same category."""
    first: dict[str, str] = {}
    for category in facts.plan.preparation:
        other = first.setdefault(category_named(category), category)
        if other != category:
            yield Hit(("preparation", category), {"category": category, "other": other}, category)


def _label(category: str) -> Text | str:
    return label_of(category_named(category), CATEGORIES)
