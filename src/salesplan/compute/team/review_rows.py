"""The rows of ``team review``: one a person, with his score, every indicator, and what he is told."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.compute.rounding import rounded
from salesplan.compute.team.review import PersonSheet, Reviewed
from salesplan.compute.team.review_facts import PersonReview
from salesplan.model.table import ColumnSpec, Kind, Table, Value

COLUMNS: Mapping[str, Kind] = {
    "rank": "integer",
    "person": "text",
    "team": "text",
    "role": "text",
    "score": "score",
    "grade": "code",
    "band": "code",
    "known": "score",
    "last_score": "score",
    "sales_target": "amount",
    "sales_actual": "amount",
    "sales_attainment": "share",
    "collection_rate": "share",
    "collection_by_receivables": "share",
    "collection_by_payments": "share",
    "collection_attainment": "share",
    "sold": "amount",
    "own_customers_bought": "amount",
    "opening": "amount",
    "closing": "amount",
    "collected": "amount",
    "new_customers": "integer",
    "won_back": "integer",
    "new_customers_target": "score",
    "new_customers_attainment": "share",
    "csat": "share",
    "csat_margin": "share",
    "csat_answers": "integer",
    "csat_attainment": "share",
    "nps": "share",
    "nps_margin": "share",
    "nps_answers": "integer",
    "captured": "integer",
    "bought": "integer",
    "open": "integer",
    "wins": "integer",
    "conversion": "share",
    "conversion_attainment": "share",
    "not_known": "list",
    "strengths": "list",
    "gap": "code",
    "lost_points": "score",
    "cause": "text",
    "next_step": "text",
    "rewards": "list",
    "exemplar": "flag",
}


def rows_of(done: Reviewed) -> Table:
    """A row a person, the best score first."""
    people = {one.key: one for one in done.current.people}
    rows = [_row(sheet, people[sheet.key]) for sheet in done.summary.sheets]
    columns = tuple(ColumnSpec(key, kind) for key, kind in COLUMNS.items())
    return Table(columns, tuples=[tuple(row[key] for key in COLUMNS) for row in rows])


def _row(sheet: PersonSheet, one: PersonReview) -> dict[str, Value]:
    return {
        "rank": sheet.rank,
        "person": sheet.person,
        "team": sheet.team,
        "role": sheet.role,
        "score": sheet.score,
        "grade": sheet.grade,
        "band": sheet.band,
        "known": sheet.known,
        "last_score": sheet.last_score,
        **_sales(sheet),
        **_collection(sheet, one),
        **_customers(sheet, one),
        **_survey(sheet),
        **_conversion(sheet, one),
        "not_known": tuple(each.name for each in sheet.indicators if each.attainment is None),
        "strengths": sheet.strengths,
        "gap": sheet.gap,
        "lost_points": sheet.lost,
        "cause": sheet.cause_told,
        "next_step": sheet.next_step,
        "rewards": sheet.rewards,
        "exemplar": sheet.exemplar,
    }


def _sales(sheet: PersonSheet) -> dict[str, Value]:
    line = sheet.line("sales")
    return {"sales_target": line.target, "sales_actual": line.actual, "sales_attainment": line.attainment}


def _collection(sheet: PersonSheet, one: PersonReview) -> dict[str, Value]:
    line, money = sheet.line("collection"), one.money
    return {
        "collection_rate": line.actual,
        "collection_by_receivables": rounded(money.by_receivables),
        "collection_by_payments": rounded(money.by_payments),
        "collection_attainment": line.attainment,
        "sold": one.sold.amount,
        "own_customers_bought": money.sold,
        "opening": money.opening,
        "closing": money.closing,
        "collected": money.collected,
    }


def _customers(sheet: PersonSheet, one: PersonReview) -> dict[str, Value]:
    line = sheet.line("new_customers")
    return {
        "new_customers": one.gained.new if one.gained else None,
        "won_back": one.gained.won_back if one.gained else None,
        "new_customers_target": line.target,
        "new_customers_attainment": line.attainment,
    }


def _survey(sheet: PersonSheet) -> dict[str, Value]:
    line = sheet.line("csat")
    return {
        "csat": line.actual,
        "csat_margin": line.margin,
        "csat_answers": line.answers,
        "csat_attainment": line.attainment,
        "nps": sheet.nps,
        "nps_margin": sheet.nps_margin,
        "nps_answers": sheet.nps_answers if line.answers is not None else None,
    }


def _conversion(sheet: PersonSheet, one: PersonReview) -> dict[str, Value]:
    line, held = sheet.line("conversion"), one.captured
    known = line.why not in ("no_deals", "no_created")
    counts: dict[str, Value] = {"captured": held.captured, "bought": held.bought, "open": held.open, "wins": held.wins}
    rates: dict[str, Value] = {"conversion": line.actual, "conversion_attainment": line.attainment}
    return {**(counts if known else dict.fromkeys(counts)), **rates}
