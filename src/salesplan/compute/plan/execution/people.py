"""Whom the plan knows: the people of the team, those above them, and the roles they have."""

from __future__ import annotations

from datetime import date

from salesplan.model.plan.plan import Plan
from salesplan.model.plan.team import Member


def is_there(member: Member, as_of: date) -> bool:
    """Whether a person works on the as-of: no vacancy, the first and the last day worked included."""
    came = member.joined is None or member.joined <= as_of
    stays = member.left is None or as_of <= member.left
    return came and stays and not member.vacancy


def roles_of(plan: Plan) -> list[str]:
    """The roles that members of the team have, in the order in which they come up."""
    return list(dict.fromkeys(member.role for member in plan.team.members if member.role))


def known_names(plan: Plan) -> list[str]:
    """Everybody and every role that can be given a duty; none where the plan has no team.

    Known are the members, their leaders, their roles and teams, the roles of the playbooks, and whoever agreed to a
    goal or a commitment.
    """
    members = plan.team.members
    if not members:
        return []
    told = [
        *(name for member in members for name in (member.name, member.leader, member.role, member.team) if name),
        *(book.role for book in plan.duties.playbooks),
        *(name for goal in plan.goals for name in goal.agreed_by),
        *(name for entry in plan.targets for commitment in entry.commitments for name in commitment.agreed_by),
    ]
    return list(dict.fromkeys(told))
