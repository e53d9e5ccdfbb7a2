"""What each role does: a playbook for every role of the team, with duties, steps and indicators (methods.md 14)."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.plan.execution.people import roles_of
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.model.near import Known
from salesplan.model.plan.levels import in_a_row
from salesplan.text import Text

SOURCE = "methods.md 14"
_PARTS = {
    "duties": Text("职责", "duties"),
    "steps": Text("做法", "steps"),
    "indicators": Text("考核指标", "indicators"),
}
"""What a playbook must say."""


@rule(
    "BOOK-W01",
    "warning",
    title=Text("职位“{role}”没有岗位手册", "the role “{role}” has no playbook"),
    why=Text("没有手册，新人只能靠猜，老人各做各的。", "Without one newcomers guess and everybody works his own way."),
    fix=Text(
        "加一段 - {{role: {role}, duties: […], steps: […], indicators: […]}}",
        "add - {{role: {role}, duties: [...], steps: [...], indicators: [...]}}",
    ),
    source=SOURCE,
    example=Example(
        "team: {members: [{name: 张三, role: 经理}, {name: 李四, role: 业务员}]}\nduties:\n"
        "  playbooks:  # <- BOOK-W01\n  - {role: 业务员, duties: 拜访, steps: 约访, indicators: 拜访数}",
        "team: {members: [{name: 李四, role: 业务员}, {name: 张三}]}\nduties:\n"
        "  playbooks:\n  - {role: 业务员, duties: 拜访, steps: 约访, indicators: 拜访数}",
    ),
)
def each_role_has_one(facts: Facts) -> Iterator[Hit]:
    """Where there are playbooks, every role of the team has one."""
    written = {book.role for book in facts.plan.duties.playbooks}
    for role in roles_of(facts.plan) if written else ():
        if role not in written:
            yield Hit(("duties", "playbooks"), {"role": role}, role)


@rule(
    "BOOK-W02",
    "warning",
    title=Text("“{role}”的岗位手册没写{parts}", "the playbook of “{role}” lacks {parts}"),
    why=Text(
        "手册要说清三件事：做什么、怎么做、怎么算做好。",
        "A playbook says three things: what to do, how, and what counts as done well.",
    ),
    fix=Text("写上 {keys}", "write {keys}"),
    source=SOURCE,
    example=Example(
        "duties:\n  playbooks:\n  - {role: 业务员, duties: 拜访, indicators: 拜访数}  # <- BOOK-W02",
        "duties:\n  playbooks:\n  - {role: 业务员, duties: 拜访, steps: [约访, 拜访, 报价], indicators: 拜访数}",
    ),
)
def says_what_how_and_how_well(facts: Facts) -> Iterator[Hit]:
    """Every playbook has duties, steps and indicators."""
    for at, book in enumerate(facts.plan.duties.playbooks):
        lacking = [key for key in _PARTS if not getattr(book, key)]
        if lacking:
            words = {"role": book.role, "parts": in_a_row([_PARTS[key] for key in lacking])}
            yield Hit(("duties", "playbooks", at), {**words, "keys": ", ".join(f"{key}: […]" for key in lacking)})


@rule(
    "BOOK-W03",
    "warning",
    title=Text("“{role}”有两份岗位手册", "there are two playbooks of “{role}”"),
    why=Text("两份手册，没人知道照哪份做。", "With two, nobody knows which to follow."),
    fix=Text("并成一份", "make them one"),
    source=SOURCE,
    example=Example(
        "duties:\n  playbooks:\n  - {role: 业务员, duties: 拜访, steps: 约访, indicators: 拜访数}\n"
        "  - {role: 业务员, duties: 回款, steps: 对账, indicators: 回款率}  # <- BOOK-W03",
        "duties:\n  playbooks:\n  - {role: 业务员, duties: [拜访, 回款], steps: 约访, indicators: 拜访数}",
    ),
)
def one_for_a_role(facts: Facts) -> Iterator[Hit]:
    """No role has two playbooks."""
    seen: set[str] = set()
    for at, book in enumerate(facts.plan.duties.playbooks):
        if book.role in seen:
            yield Hit(("duties", "playbooks", at, "role"), {"role": book.role}, book.role)
        seen.add(book.role)


@rule(
    "BOOK-N04",
    "note",
    title=Text("有“{role}”的手册，团队里却没有这个职位{near}", "nobody in the team has the role “{role}”{near}"),
    why=Text(
        "手册没有人照着做；也可能是职位名称写得不一样。", "Nobody follows it; perhaps the role is written differently."
    ),
    fix=Text("改成 team.members 里的职位；准备招人就留着", "write a role of team.members; leave it if you are hiring"),
    source=SOURCE,
    example=Example(
        "team: {members: [{name: 李四, role: 业务员}]}\nduties:\n  playbooks:\n"
        "  - {role: 业务员, duties: 拜访, steps: 约访, indicators: 拜访数}\n"
        "  - {role: 业务助理, duties: 单据, steps: 录入, indicators: 差错率}  # <- BOOK-N04",
        "team: {members: [{name: 李四}]}\nduties:\n  playbooks:\n"
        "  - {role: 业务员, duties: 拜访, steps: 约访, indicators: 拜访数}",
    ),
)
def somebody_has_the_role(facts: Facts) -> Iterator[Hit]:
    """Where members have roles, every playbook is of one of them."""
    known = Known(roles_of(facts.plan), alike=0.5)
    for at, book in enumerate(facts.plan.duties.playbooks if known else ()):
        if book.role not in known:
            like = known.nearest(book.role)
            near = Text("，最接近的是“{near}”", "; the nearest is “{near}”").format(near=like) if like else ""
            yield Hit(("duties", "playbooks", at, "role"), {"role": book.role, "near": near}, book.role)
