"""What the review of people proposes to each: his next step (methods.md 9.2)."""

from __future__ import annotations

from salesplan.compute.report.found import Found
from salesplan.compute.report.statement import Statement
from salesplan.compute.team.review import PersonSheet, ReviewSummary


def sheets(found: Found) -> tuple[PersonSheet, ...]:
    """The sheets of everybody reviewed."""
    told: ReviewSummary | None = found.summary("review")
    return () if told is None else told.sheets


def next_step_of(found: Found, person: str, answers: str) -> tuple[Statement, ...]:
    """The next step that the review names for a person, as a proposal of his own."""
    return tuple(
        task(found, each, answers, person) for each in sheets(found) if each.person == person and each.next_step
    )


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
