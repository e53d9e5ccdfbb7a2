"""The conclusion: at most five lines, each from a figure (methods.md 12.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.report.customer_problems import newly_lost
from salesplan.compute.report.evidence import Evidence
from salesplan.compute.report.found import Found
from salesplan.compute.report.point import Point
from salesplan.compute.report.statement import Statement
from salesplan.compute.report.tracked import main_of, tracked, whole_row
from salesplan.compute.report.work_problems import needed_from_deals
from salesplan.compute.rounding import rounded
from salesplan.compute.sales.pvm import PvmSummary, effects_of

LINES = 5
"""Lines of a conclusion at most."""
MEMBERS = ("behind_region", "behind_person")


def conclusion(
    found: Found, points: Sequence[Point], decided: Sequence[Statement], evidence: Evidence
) -> list[Statement]:
    """The result, its main cause, customers, deals or people, and what is to be decided; none without its table."""
    first = list(_result(found))
    told = any(each.code == "sold" for each in first)  # what it was a year ago is said already
    causes = [replace(each, amount=None, rate=None) if told else each for each in _cause(found, points)]
    lines = [*first, *causes, *_customers(found), *_work(found)]
    shown = [replace(each, evidence=evidence.of(each.code)) for each in lines]
    return [*(each for each in shown if each.evidence), *_decide(decided)][:LINES]


def _result(found: Found) -> Iterator[Statement]:
    """The period against its target and the year's landing; without targets what was sold against a year ago."""
    targets = main_of(tracked(found))
    row = whole_row(targets, found.period, found.plan.parameters.pace.lights)
    told = found.summary("bridge")
    told = (found.summary("pvm") if told is None else told.total) if row is None else None
    if row is not None:
        said = Statement("conclusion", "result", about=found.period.name, light=row["light"])
        said = replace(said, amount=row["actual"], target=row["target"], rate=row["attainment"])
        year = targets[0].summary
        yield replace(said, landing=year.landing, landing_rate=_landing_rate(year.landing, year.target))
    elif told is not None:
        yield Statement("conclusion", "sold", found.period.name, told.now, told.base, told.change_rate)


def _cause(found: Found, points: Sequence[Point]) -> Iterator[Statement]:
    """Where the year's target is missed whoever lacks most of it; else what moved sales most against a year ago."""
    targets = main_of(tracked(found))
    behind = [point.said for point in points if point.said.code in MEMBERS]
    if targets and targets[0].total["light"] in ("amber", "red") and behind:
        yield replace(behind[0], part="conclusion", code="behind_most")
        return
    told: PvmSummary | None = found.summary("pvm")
    if told is None or not told.change:
        return
    sign = 1 if told.change > 0 else -1
    name, size = max(effects_of(told), key=lambda each: each[1] * sign)
    first = next((each for each in told.contributors if each.name and each.change * sign > 0), None)
    yield Statement(
        *("conclusion", f"cause_{name}"),
        about=first.name if first else None,
        amount=told.change,
        rate=told.change_rate,
        effect=size,
        target=first.change if first else None,
    )


def _customers(found: Found) -> Iterator[Statement]:
    """How many customers were lost of those active before, and what the last year of each had brought."""
    told = found.summary("states")
    if told is None or told.rates is None:
        return
    lost = newly_lost(found)
    risk = told.by_lifecycle["at_risk"]
    yield Statement(
        *("conclusion", "customers"),
        amount=lost.amount if lost else Decimal(0),
        count=lost.count if lost else 0,
        of=told.rates.active_at_start,
        rate=told.rates.churn_rate,
        target=risk.amount,
    )


def _work(found: Found) -> Iterator[Statement]:
    """The deals of the next month; without any, how many people reached their target."""
    deals, review = found.summary("deals"), found.summary("review")
    if deals is not None and deals.open_deals:
        needed = needed_from_deals(found)
        yield Statement(
            *("conclusion", "pipeline"),
            amount=deals.estimate.weighted,
            count=deals.estimate.deals,
            target=needed[2] if needed else None,
            on=deals.period.last,
        )
    elif review is not None:
        rates = [rate for row in found.rows("review") if (rate := row.get("sales_attainment")) is not None]
        if rates:
            yield Statement("conclusion", "people", count=sum(rate >= 1 for rate in rates), of=len(rates))


def _decide(decided: Sequence[Statement]) -> Iterator[Statement]:
    """How many decisions are wanted, and what they cost."""
    if decided:
        costs = [each.cost for each in decided if each.cost is not None]
        yield Statement("conclusion", "decide", count=len(decided), cost=sum(costs, Decimal(0)) if costs else None)


def _landing_rate(landing: Decimal | None, target: Decimal) -> Decimal | None:
    return rounded(Fraction(landing) / Fraction(target)) if landing is not None and target else None
