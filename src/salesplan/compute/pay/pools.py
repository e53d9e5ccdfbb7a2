"""A team's bonus: what the ladder pays the team, shared out among its members to the cent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.allocation import split
from salesplan.compute.pay.pay_lines import CENTS, WHOLE, PayLine
from salesplan.compute.pay.payees import is_meant
from salesplan.compute.pay.settle import Settled, Settlement
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.model.plan.commission import CommissionRule


def shared_out(team: str, job: Settlement, settled: Settled, staff: Staff, day: date) -> list[PayLine]:
    """A line for each member who is there on a day, in the order of the list; none where the team has nobody."""
    members = [one for one in staff.there(day) if one.team == team and is_meant(job.rule.who, one)]
    if not members:
        return []
    weights = _weights(job.rule, members, job, staff)
    whole = sum(weights, Fraction(0))
    parts = split(int(settled.earned.scaleb(CENTS)), weights)
    rate = Fraction(settled.earned) / Fraction(settled.sold) if settled.sold else None
    return [
        PayLine(
            job.month,
            member.name,
            "pool",
            Decimal(part).scaleb(-CENTS),
            job.rule.id,
            job.period,
            f"{WHOLE}{job.period}",
            customer=team,
            base=settled.sold,
            share=weight / whole if whole else Fraction(1, len(members)),
            tier=settled.paid.step + 1,
            rate=rate,
        )
        for member, weight, part in zip(members, weights, parts, strict=True)
    ]


def _weights(rule: CommissionRule, members: Sequence[Colleague], job: Settlement, staff: Staff) -> list[Fraction]:
    """What each member counts: alike, by what he sold himself, or as the plan says; one it does not name counts 0."""
    if rule.share_out == "weights":
        told = {id(staff.of(name)): Fraction(weight) for name, weight in rule.weights.items()}
        return [told.get(id(one), Fraction(0)) for one in members]
    if rule.share_out == "sales":
        own: dict[str, Decimal] = defaultdict(Decimal)
        for each in job.credited:
            own[each.person] += each.amount
        return [max(Fraction(own[one.name]), Fraction(0)) for one in members]
    return [Fraction(1)] * len(members)
