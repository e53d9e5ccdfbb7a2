"""The register of best practices and the playbooks of the roles: who does what, what is still open (methods.md 9.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesplan.compute.activity.kpi_tallies import Tally
from salesplan.compute.naming import names_of
from salesplan.compute.rounding import share_of
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.errors import Place, Problem
from salesplan.model.plan.preparation import Playbook, Practice
from salesplan.text import Text


@dataclass(frozen=True)
class Adopted:
    """A practice of the register: ``adopted`` of ``people`` do it; ``open`` are those who do not."""

    practice: str
    owner: str | None
    evidence: str | None
    adopted: int
    people: int
    share: Decimal | None
    open: tuple[str, ...]


@dataclass(frozen=True)
class RoleTarget:
    """A role: its target, how many product lines a customer buys of its people, and what is aimed at.

    ``lacking`` of duty, target and cross-sell target is not written; all three where there is no playbook.
    """

    role: str
    people: int
    duties: tuple[str, ...]
    target: str | None
    cross_sell_target: Decimal | None
    cross_sell: Decimal | None
    customers: int
    lacking: tuple[str, ...]


PARTS: Mapping[str, Text] = {
    "duties": Text("职责", "duty"),
    "target": Text("目标", "target"),
    "cross_sell": Text("交叉销售目标", "cross-sell target"),
}
"""What the playbook of a role says, besides the role itself."""


def register(practices: Sequence[Practice], people: Sequence[Colleague], staff: Staff) -> tuple[Adopted, ...]:
    """Each practice with who of the people does it; names that are nobody's do not count."""
    return tuple(_adopted(each, people, staff) for each in practices)


def _adopted(practice: Practice, people: Sequence[Colleague], staff: Staff) -> Adopted:
    doing = {found.name for name in practice.adopted_by if (found := staff.of(name)) is not None}
    still = tuple(one.name for one in people if one.name not in doing)
    count = len(people) - len(still)
    share = share_of(count, len(people)) if people else None
    return Adopted(practice.practice, practice.owner, practice.evidence, count, len(people), share, still)


def role_targets(
    playbooks: Sequence[Playbook], people: Sequence[Colleague], counts: Mapping[str, Tally]
) -> tuple[RoleTarget, ...]:
    """The roles of the people and of the playbooks, each with its targets; of two playbooks of a role the first."""
    books = {book.role: book for book in reversed(playbooks)}
    roles = dict.fromkeys([*(one.role for one in people if one.role), *(book.role for book in playbooks)])
    return tuple(_role(role, books.get(role), people, counts) for role in roles)


def _role(role: str, book: Playbook | None, people: Sequence[Colleague], counts: Mapping[str, Tally]) -> RoleTarget:
    own = [counts.get(one.name, Tally()) for one in people if one.role == role]
    lines, customers = (sum(tally[name] for tally in own) for name in ("lines", "line_customers"))
    lacking = tuple(name for name in PARTS if book is None or not getattr(book, name))
    return RoleTarget(
        role,
        len(own),
        book.duties if book else (),
        book.target if book else None,
        book.cross_sell if book else None,
        share_of(lines, customers) if customers else None,
        customers,
        lacking,
    )


def of_roles(roles: Sequence[RoleTarget], *, written: bool) -> Iterator[Problem]:
    """Playbooks that lack one of the four; nothing is said where there are none at all but that."""
    place = Place(key="duties.playbooks")
    if not written:
        what = Text("计划里没有岗位手册", "the plan has no playbooks")
        fix = Text(
            "在 plan.yaml 里写 duties: {playbooks: [{role: 业务员, duties: [拜访], target: 300 万, cross_sell: 2}]}",
            "put duties: {playbooks: [{role: rep, duties: [visit], target: 3 million, cross_sell: 2}]} in plan.yaml",
        )
        yield Problem("PRACTICE-no-playbook", "note", what, fix, place)
        return
    for each in roles:
        if each.lacking:
            what = Text("职位“{role}”的手册缺：{parts}", "the playbook of {role} lacks: {parts}")
            fix = Text("补上 {keys}", "write {keys}")
            parts = names_of([PARTS[name] for name in each.lacking])
            keys = ", ".join(f"{name}: …" for name in each.lacking)
            words = {"role": each.role, "parts": parts}
            yield Problem("PRACTICE-playbook", "error", what.format(**words), fix.format(keys=keys), place, each.role)


def of_register(practices: Sequence[Practice], staff: Staff) -> Iterator[Problem]:
    """Practices that lack an owner or evidence, and names in them that are nobody's."""
    for at, each in enumerate(practices):
        place = Place(key=f"duties.practices[{at}]")
        lacking = [
            text
            for text, value in (
                (Text("谁负责推广（owner）", "who spreads it (owner)"), each.owner),
                (Text("凭什么有效（evidence）", "evidence"), each.evidence),
            )
            if not value
        ]
        if lacking:
            what = Text("好做法“{name}”没写{parts}", "the practice {name} lacks {parts}")
            fix = Text("补上，不然没人推、也没人信", "write it: else nobody spreads it and nobody believes it")
            told = what.format(name=each.practice, parts=names_of(lacking))
            yield Problem("PRACTICE-incomplete", "warning", told, fix, place, each.practice)
        for one in staff.unknown(dict.fromkeys(each.adopted_by, 1)):
            what = Text("“{name}”不在销售人员里，没有算", "{name} is not in the team and does not count")
            near = Text("是“{near}”吗？", "{near} perhaps?").format(near=one.near)
            fix = near if one.near else Text("核对名字", "check the name")
            yield Problem("PRACTICE-unknown", "warning", what.format(name=one.name), fix, place, one.name)
