"""What the review of people proposes to each: his next step (methods.md 9.2)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from salesplan.compute.report.found import Found
from salesplan.compute.report.statement import Statement
from salesplan.compute.team.review import PersonSheet, ReviewSummary

LEAST = 10
"""A proposal covers one part in so many of what is at stake at least."""


def sheets(found: Found) -> tuple[PersonSheet, ...]:
    """The sheets of everybody reviewed."""
    told: ReviewSummary | None = found.summary("review")
    return () if told is None else told.sheets


def next_step_of(found: Found, person: str, answers: str, stake: Decimal) -> tuple[Statement, ...]:
    """The next step that the review names for a person against what he lacks of the year's target.

    It brings what he lacked in the period reviewed, at most, and nothing where another indicator is his gap. Less than
    a tenth of what is at stake is no answer: it is not proposed.
    """
    own = [each for each in sheets(found) if each.person == person and each.next_step]
    told = [(each, _lacked(found, each)) for each in own]
    return tuple(
        replace(task(found, each, answers, person), amount=worth, target=max(stake - worth, Decimal(0)))
        for each, worth in told
        if worth and worth * LEAST >= stake
    )


def _lacked(found: Found, sheet: PersonSheet) -> Decimal | None:
    """The sales that a person lacked in the period reviewed; None where that is not his gap."""
    row = next((row for row in found.rows("review") if row["person"] == sheet.person), None)
    target, sold = (None, None) if row is None else (row.get("sales_target"), row.get("sales_actual"))
    if sheet.gap != "sales" or target is None or sold is None:
        return None
    return Decimal(max(target - sold, 0))


def task(found: Found, sheet: PersonSheet, answers: str, about: str | None = None) -> Statement:
    """A person's next step against a problem."""
    return Statement(
        *("proposal", "next_step"),
        about=about,
        text=sheet.next_step,
        answers=answers,
        origin="rule",
        owner=sheet.person,
        due=found.due,
    )
