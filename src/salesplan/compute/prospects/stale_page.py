"""What nobody sees to, as a result: the worst first, each with what to do today, and how much of it each owner has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.prospects.deal_state import deal_words
from salesplan.compute.prospects.prospect_findings import of_activities, of_contacts, of_list
from salesplan.compute.prospects.prospect_rows import as_amount, with_names
from salesplan.compute.prospects.ranking import Ranked, Ranking, ranking_of
from salesplan.compute.prospects.stale import REASONS, Neglected, neglected
from salesplan.compute.team.staff import owner_key
from salesplan.errors import Problem
from salesplan.model.plan.plan import Plan
from salesplan.model.records import Records
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value

COLUMNS = (
    *(ColumnSpec("kind", "code"), ColumnSpec("id", "text"), ColumnSpec("name", "text"), ColumnSpec("owner", "text")),
    *(ColumnSpec("action", "code"), ColumnSpec("reason", "code"), ColumnSpec("days", "integer")),
    *(ColumnSpec("expected", "amount"), ColumnSpec("weight", "amount"), ColumnSpec("amount", "amount")),
    *(ColumnSpec("stage", "text"), ColumnSpec("created", "date"), ColumnSpec("last_contact", "date")),
    *(ColumnSpec("next_step", "text"), ColumnSpec("next_date", "date"), ColumnSpec("close_date", "date")),
    *(ColumnSpec(reason, "flag") for reason in REASONS),
)


@dataclass(frozen=True)
class OwnerDebt:
    """One owner: how many he has open, how many are to be seen to, what those are expected to bring, and the worst.

    ``expected`` is None where none of them has a value.
    """

    owner: str | None
    open: int
    listed: int
    expected: Decimal | None
    longest: int
    worst: str


@dataclass(frozen=True)
class StaleSummary:
    """Open prospects and deals, and those that are to be seen to: how many, what they are expected to bring, why.

    ``expected`` is None where none of those to be seen to has a value.
    """

    open: int
    listed: int
    expected: Decimal | None
    reasons: dict[str, int]
    owners: tuple[OwnerDebt, ...]


def prospects_stale(
    lists: Sequence[Records],
    plan: Plan,
    as_of: date,
    activities: Records | None = None,
    customers: Records | None = None,
    reps: Records | None = None,
) -> Result[StaleSummary]:
    """What nobody sees to in these lists (compute/prospects/stale.py), one row each, the worst first."""
    words = deal_words(plan.parameters.value, plan.strategy.process)
    lists = [with_names(each) for each in lists]
    rankings = [ranking_of(each, words, plan.parameters, as_of, activities, customers) for each in lists]
    rows = [row for ranking in rankings for row in ranking.rows if row.worked]
    found = neglected(rows, plan.parameters.prospects)
    beside = [each for each in (activities, customers, reps) if each is not None]
    told = plan.parameters.prospects
    keys = ("stale_days", "forgotten_days", "first_contact_hours")
    return Result(
        "prospects stale",
        as_of,
        summary_of(rows, found),
        Table(COLUMNS, tuples=tuple(_row(each) for each in found)),
        tuple(Parameter(f"parameters.prospects.{key}", getattr(told, key), "plan") for key in keys),
        (*_findings(lists, rankings, plan, reps), *of_activities(activities)),
        tuple(source for each in (*lists, *beside) for source in each.inputs),
    )


def summary_of(rows: Sequence[Ranked], found: Sequence[Neglected]) -> StaleSummary:
    """The list as figures; owners with most at stake first."""
    reasons = [reason for each in found for reason in each.reasons]
    return StaleSummary(
        len(rows),
        len(found),
        _worth(found),
        {reason: reasons.count(reason) for reason in REASONS},
        tuple(sorted(_debts(rows, found), key=lambda debt: (-(debt.expected or 0), -debt.listed, debt.owner or ""))),
    )


def _debts(rows: Sequence[Ranked], found: Sequence[Neglected]) -> Iterator[OwnerDebt]:
    groups: dict[str | None, list[Neglected]] = {}
    held = Counter(map(_key, rows))
    for each in found:
        groups.setdefault(_key(each.row), []).append(each)
    for key, group in groups.items():
        names = sorted(each.row.prospect.deal.owner or "" for each in group)
        worst = group[0].row.prospect
        yield OwnerDebt(
            names[0] or None,
            held[key],
            len(group),
            _worth(group),
            max(each.days for each in group),
            worst.name or worst.key,
        )


def _key(row: Ranked) -> str | None:
    owner = row.prospect.deal.owner
    return owner_key(owner) if owner else None


def _worth(found: Sequence[Neglected]) -> Decimal | None:
    known = [value for each in found if (value := each.row.prospect.expected) is not None]
    return as_amount(sum(known, Fraction(0))) if known else None


def _row(each: Neglected) -> tuple[Value, ...]:
    prospect, touch = each.row.prospect, each.row.touch
    deal = prospect.deal
    return (
        *(prospect.table, deal.id, prospect.name, deal.owner),
        *(each.action, each.reasons[0], each.days),
        *(as_amount(prospect.expected), as_amount(each.weight), deal.amount),
        *(deal.stage, deal.created, touch.last),
        *(touch.next_step, touch.next_date, deal.close_date),
        *(reason in each.reasons for reason in REASONS),
    )


def _findings(
    lists: Sequence[Records], rankings: Sequence[Ranking], plan: Plan, reps: Records | None
) -> Iterator[Problem]:
    words = deal_words(plan.parameters.value, plan.strategy.process)
    for records, ranking in zip(lists, rankings, strict=True):
        yield from records.findings
        yield from of_list(ranking, records, words, reps)
        yield from of_contacts(ranking)
