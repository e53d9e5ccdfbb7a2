"""What sections of the report are made of, written down by hand: reviews, pay, sales of two Junes, complaints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from made_lists import made_list
from salesplan.compute.pay.commission import PaySummary
from salesplan.compute.pay.people_paid import PersonPay
from salesplan.compute.report.found import Found
from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.sales.bridge import bridge
from salesplan.compute.sales.pvm import pvm
from salesplan.compute.sales.sold import Beside, Sold, sold_of
from salesplan.compute.sales.spans import spans_of
from salesplan.compute.service.complaints import ComplaintLists, ComplaintRules, ComplaintSummary, complaints
from salesplan.compute.team.review import PersonSheet, ReviewSummary
from salesplan.compute.team.review_rows import COLUMNS
from salesplan.load.calendar import work_calendar
from salesplan.model.named_period import NamedPeriod
from salesplan.model.period import FiscalYear
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.service import ComplaintParameters, Service
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table
from salesplan.model.window import parse_window
from salesplan.present.blocks import Screen
from salesplan.present.numbers import UNITS

YEAR = FiscalYear(2026)
JUNE, SECOND = NamedPeriod("month", YEAR, 5), NamedPeriod("quarter", YEAR, 1)
AS_OF = date(2026, 6, 30)
A_YEAR = "2025-07-01..2026-06-30"
THEN, NOW, BETWEEN = date(2025, 6, 10), date(2026, 6, 10), date(2025, 12, 1)
SCREEN = Screen(100, UNITS["万"])
Sale = tuple[str | None, date, str, int, object]
"""Customer, day, product, pieces, amount."""


def found_of(
    given: Mapping[str, Result[Any]] | None = None,
    *,
    period: NamedPeriod = JUNE,
    lacking: dict[str, tuple[str, ...]] | None = None,
    **results: Result[Any],
) -> Found:
    """What was found: each analysis by its name."""
    gathered = {name: (result,) for name, result in {**(given or {}), **results}.items()}
    return Found(Plan.model_validate({}), period, min(AS_OF, period.span.last), gathered, lacking or {})


def summary_of(found: Found, *sections: Section) -> ReportSummary:
    """The report of these sections."""
    span = found.period.span
    told = (found.period.name, found.period.kind, span.first, found.day, found.day < span.last)
    return ReportSummary(*told, None, None, sections, found.lacking)


def table(section: Section, name: str) -> SectionTable:
    """A table that a section has."""
    found = section.table(name)
    assert found is not None
    return found


def rows_of(section: Section, name: str) -> list[dict[str, Any]]:
    """The rows of a table that a section has."""
    return [dict(row) for row in table(section, name).rows.records()]


# People


def person(name: str, score: str | None, grade: str | None = None, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any figure of a review
    """One reviewed person, with any other column of a review or field of his sheet."""
    return {"person": name, "score": None if score is None else Decimal(score), "grade": grade, **more}


def reviewed(*people: dict[str, Any]) -> Result[ReviewSummary]:
    """A review of these people in the order given, which is their rank where they have a score."""
    ranked = [{"rank": at if one["score"] is not None else None, **one} for at, one in enumerate(people, 1)]
    scores = [one["score"] for one in people if one["score"] is not None]
    summary = ReviewSummary(
        period="2026-06",
        kind="month",
        first=JUNE.span.first,
        last=JUNE.span.last,
        under_way=False,
        before=None,
        people=len(people),
        grades={},
        mean_score=sum(scores, Decimal(0)) / len(scores) if scores else None,
        csat_target=Decimal("0.8"),
        sheets=tuple(map(_sheet, ranked)),
    )
    columns = tuple(ColumnSpec(key, kind) for key, kind in COLUMNS.items())
    rows = tuple(tuple(one.get(key) for key in COLUMNS) for one in ranked)
    return Result("team review", AS_OF, summary, Table(columns, tuples=rows))


def _sheet(one: dict[str, Any]) -> PersonSheet:
    told: dict[str, Any] = {each.name: one.get(each.name) for each in fields(PersonSheet)}
    return PersonSheet(**{**told, "bottom": one.get("bottom", 0)})


def paid(*people: dict[str, Any], budget: str | None = None, year: str = "0") -> Result[PaySummary]:
    """Pay by person; what is not named is 0."""
    amounts = [each.name for each in fields(PersonPay) if each.name not in ("person", "team", "role", "accruals")]
    made: list[PersonPay] = []
    for one in people:
        told: dict[str, Any] = {key: Decimal(str(one.get(key, 0))) for key in amounts}
        made.append(PersonPay(one["person"], one.get("team"), None, **told))
    given, span = None if budget is None else Decimal(budget), JUNE.span
    summary = PaySummary(
        "2026-06", span.first, span.last, final=True, budget=given, paid_this_year=Decimal(year), people=tuple(made)
    )
    return Result("commission compute", AS_OF, summary, Table(()))


# Sales


def sold(*lines: Sale) -> Sold:
    """These order lines."""
    keys = ("customer_id", "date", "product", "qty", "amount")
    columns: dict[str, list[Any]] = {key: [line[at] for line in lines] for at, key in enumerate(keys)}
    return sold_of(made_list("orders", **columns), AS_OF, "amount", Beside())


def compared(*lines: Sale, only: Sequence[str] = ("pvm", "bridge"), bridged: str = "2026-06") -> dict[str, Result[Any]]:
    """Prices of June 2026 against June 2025; customers in the same days, or in others."""
    made: dict[str, Callable[..., Result[Any]]] = {"pvm": pvm, "bridge": bridge}
    days = {"pvm": "2026-06", "bridge": bridged}
    spans = {name: spans_of(asked, "last-year", AS_OF, YEAR) for name, asked in days.items()}
    return {name: made[name](sold(*lines), spans[name], AS_OF) for name in only}


# Service


def complained(*rows: dict[str, Any]) -> Result[ComplaintSummary]:
    """Complaints with an id each."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    columns: dict[str, list[Any]] = {key: [row.get(key) for row in rows] for key in keys}
    columns.setdefault("id", [f"T{at}" for at in range(1, len(rows) + 1)])
    rules = ComplaintRules(ComplaintParameters(), Service(), work_calendar("CN", range(2025, 2028)))
    return complaints(ComplaintLists(made_list("complaints", **columns)), rules, AS_OF, parse_window("all"))
