"""Prospects and deals that nobody sees to: stale, forgotten, never called, promised and not kept (methods.md 8.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from salesplan.compute.prospects.prospect_rows import in_order
from salesplan.compute.prospects.ranking import Ranked
from salesplan.model.plan.prospects import ProspectParameters

Reason = Literal["first_contact", "next_overdue", "forgotten", "stale"]
REASONS: tuple[Reason, ...] = ("first_contact", "next_overdue", "forgotten", "stale")
"""The first contact is overdue; a next date is past; an amount and no next step; nothing for long. The first counts."""
Action = Literal["assign", "call", "keep_promise", "set_next_step", "follow_up"]
ACTIONS: tuple[Action, ...] = ("assign", "call", "keep_promise", "set_next_step", "follow_up")
"""What to do today: find an owner, call for the first time, do what was agreed, agree on something, get in touch."""
_ACTION_OF: dict[Reason, Action] = {
    "first_contact": "call",
    "next_overdue": "keep_promise",
    "forgotten": "set_next_step",
    "stale": "follow_up",
}


@dataclass(frozen=True)
class Neglected:
    """One that is to be seen to today. ``days`` is the longest wait among its reasons."""

    row: Ranked
    reasons: tuple[Reason, ...]
    days: int

    @property
    def action(self) -> Action:
        """What to do today: without an owner nothing happens before there is one."""
        return _ACTION_OF[self.reasons[0]] if self.row.prospect.deal.owner else "assign"

    @property
    def weight(self) -> Fraction | None:
        """Expected value x days; None where the value is not known."""
        value = self.row.prospect.expected
        return None if value is None else value * self.days


def neglected(rows: Iterable[Ranked], told: ProspectParameters) -> list[Neglected]:
    """Those to be seen to, most value x days first; those of unknown value after them, the longest wait first.

    ``rows`` are those that take someone's time.
    """
    found = []
    for row in rows:
        reasons = reasons_of(row, told)
        if reasons:
            found.append(Neglected(row, reasons, max(row.touch.idle or 0, row.touch.overdue or 0)))
    return sorted(found, key=_order)


def reasons_of(row: Ranked, told: ProspectParameters) -> tuple[Reason, ...]:
    """Why one is to be seen to.

    Stale: more than ``stale_days`` since the last contact (else since created). Forgotten: ``forgotten_days`` or more,
    with an amount above 0 and no next step. The first contact is judged for prospects only: a deal's customer is known.
    """
    touch, amount = row.touch, row.prospect.deal.amount
    idle = -1 if touch.idle is None else touch.idle
    holds = {
        "first_contact": row.prospect.table == "prospects" and touch.first == "overdue",
        "next_overdue": touch.overdue is not None,
        "forgotten": idle >= told.forgotten_days and amount is not None and amount > 0 and touch.next_step is None,
        "stale": idle > told.stale_days,
    }
    return tuple(reason for reason in REASONS if holds[reason])


def _order(one: Neglected) -> tuple[Any, ...]:
    weight = one.weight
    return weight is None, -(weight or 0), -one.days, one.row.prospect.table, in_order(one.row.prospect)
