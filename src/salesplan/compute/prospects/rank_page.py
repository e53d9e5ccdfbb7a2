"""The ranked prospects as a result: whom to go for first, what is missing, whose first contact is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.prospects.contacts import FIRST_CONTACTS
from salesplan.compute.prospects.deal_state import deal_words
from salesplan.compute.prospects.people import BANDS
from salesplan.compute.prospects.prospect_findings import of_activities, of_contacts, of_list, of_ranking
from salesplan.compute.prospects.prospect_rows import FIELDS_ASKED, as_amount, with_names, words_of
from salesplan.compute.prospects.ranking import STANDINGS, Ranked, Ranking, ranking_of
from salesplan.compute.rounding import half_up, rounded
from salesplan.errors import Problem
from salesplan.model.plan.plan import Plan
from salesplan.model.records import Records
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value

COLUMNS = (
    *(ColumnSpec("rank", "integer"), ColumnSpec("tier", "code"), ColumnSpec("standing", "code")),
    *(ColumnSpec("id", "text"), ColumnSpec("name", "text"), ColumnSpec("owner", "text"), ColumnSpec("region", "text")),
    *(ColumnSpec("expected", "amount"), ColumnSpec("amount", "amount"), ColumnSpec("probability", "share")),
    *(ColumnSpec("probability_from", "code"), ColumnSpec("man_score", "score"), ColumnSpec("stage", "text")),
    *(ColumnSpec("available_funds", "amount"), ColumnSpec("screening", "code"), ColumnSpec("missing", "text")),
    *(ColumnSpec("created", "date"), ColumnSpec("days", "integer")),
    *(ColumnSpec("first_contact", "code"), ColumnSpec("first_contact_days", "integer")),
    *(ColumnSpec("last_contact", "date"), ColumnSpec("next_step", "text"), ColumnSpec("next_date", "date")),
    *(ColumnSpec("close_date", "date"), ColumnSpec("belongs_to", "text"), ColumnSpec("customer_of", "text")),
)


@dataclass(frozen=True)
class TierGroup:
    """The prospects of a tier, what they are expected to bring, and its share of the whole.

    ``expected`` is None where nobody has a value.
    """

    tier: str
    prospects: int
    expected: Decimal | None
    share: Decimal | None


@dataclass(frozen=True)
class ClaimTold:
    """A prospect claimed by several people, and whose he is."""

    name: str
    owners: tuple[str, ...]
    winner: str | None
    evidence: str | None
    since: date | None


@dataclass(frozen=True)
class RankSummary:
    """The open prospects: how many can be ranked, what they are expected to bring, what is to be cleared up.

    ``expected`` is None where nobody has a value. ``standings`` counts them by standing, ``first_contacts`` those who
    take someone's time by their first contact, ``missing`` by the field that is to be asked for. ``closed``, ``later``
    and ``repeated`` rows are no part of them.
    """

    open: int
    expected: Decimal | None
    tiers: tuple[TierGroup, ...]
    standings: dict[str, int]
    first_contacts: dict[str, int]
    missing: dict[str, int]
    ask_funds: int
    customers: int
    closed: int
    later: int
    repeated: int
    conflicts: tuple[ClaimTold, ...]


def prospects_ranked(
    records: Records,
    plan: Plan,
    as_of: date,
    activities: Records | None = None,
    customers: Records | None = None,
    reps: Records | None = None,
) -> Result[RankSummary]:
    """The prospects of a list ranked (compute/prospects/ranking.py), one row each."""
    words = deal_words(plan.parameters.value, plan.strategy.process)
    records = with_names(records)
    ranking = ranking_of(records, words, plan.parameters, as_of, activities, customers)
    beside = [each for each in (activities, customers, reps) if each is not None]
    findings: Sequence[Problem] = (
        *records.findings,
        *of_list(ranking, records, words, reps),
        *of_ranking(ranking, screened=plan.parameters.prospects.min_funds is not None),
        *of_activities(activities),
        *of_contacts(ranking),
    )
    return Result(
        "prospects rank",
        as_of,
        summary_of(ranking),
        Table(COLUMNS, tuples=tuple(_row(row, as_of) for row in ranking.rows)),
        tuple(parameters_of(plan)),
        tuple(findings),
        tuple(source for each in (records, *beside) for source in each.inputs),
    )


def summary_of(ranking: Ranking) -> RankSummary:
    """The ranking as figures."""
    rows, total = ranking.rows, ranking.expected if any(row.rank for row in ranking.rows) else None
    worked = [row for row in rows if row.worked]
    standings, first = Counter(row.standing for row in rows), Counter(row.touch.first for row in worked)
    missing = Counter(key for row in worked for key in row.missing)
    return RankSummary(
        len(rows),
        as_amount(total),
        tuple(_tier(tier, rows, total) for tier in BANDS),
        {key: standings[key] for key in STANDINGS},
        {key: first[key] for key in FIRST_CONTACTS},
        {key: missing[key] for key in FIELDS_ASKED if missing[key]},
        sum(row.screening == "ask" for row in worked),
        sum(row.customer is not None for row in rows),
        ranking.closed,
        len(ranking.later),
        len(ranking.repeated),
        tuple(ClaimTold(each.name, each.owners, each.winner, each.evidence, each.since) for each in ranking.claims),
    )


def parameters_of(plan: Plan) -> Iterator[Parameter]:
    """The numbers that decide screening, rank and tier."""
    told = plan.parameters.prospects
    if told.min_funds is not None:
        yield Parameter("parameters.prospects.min_funds", told.min_funds, "plan")
    yield Parameter("parameters.prospects.tiers", told.tiers.model_dump(), "plan")
    yield Parameter("parameters.prospects.conflict", told.conflict, "plan")
    yield Parameter("parameters.prospects.first_contact_hours", told.first_contact_hours, "plan")


def _tier(tier: str, rows: Sequence[Ranked], total: Fraction | None) -> TierGroup:
    group = [row.prospect.expected or Fraction(0) for row in rows if row.tier == tier]
    worth = sum(group, Fraction(0))
    known = None if total is None else as_amount(worth)
    return TierGroup(tier, len(group), known, rounded(worth / total) if total else None)


def _row(row: Ranked, as_of: date) -> tuple[Value, ...]:
    prospect, touch = row.prospect, row.touch
    deal, chance, claim = prospect.deal, prospect.chance, row.claim
    return (
        *(row.rank, row.tier, row.standing),
        *(deal.id, prospect.name, deal.owner, prospect.more.region),
        *(as_amount(prospect.expected), deal.amount, None if chance is None else half_up(chance.probability)),
        *(None if chance is None else chance.source, prospect.man, deal.stage),
        *(deal.funds, row.screening, words_of(row.missing)),
        *(deal.created, (as_of - deal.created).days if deal.created else None),
        *(touch.first, touch.first_days),
        *(touch.last, touch.next_step, touch.next_date),
        *(deal.close_date, claim.winner if claim else None, row.customer),
    )
