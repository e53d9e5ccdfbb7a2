"""Customers, deals and coverage as the report finds them: small lists, really graded and valued."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from made_lists import made_list
from salesplan.compute.coverage.coverage import CoverageSummary, HourMove, TierFigures, rows_of
from salesplan.compute.coverage.skill_match import Mismatch, SkillMatch
from salesplan.compute.customers.care.lifecycle import lifecycle
from salesplan.compute.customers.classify import grade
from salesplan.compute.prospects.deal_state import deal_words
from salesplan.compute.prospects.prospects_value import ValueLists, value
from salesplan.compute.report.found import Found
from salesplan.compute.team.staff import staff_of
from salesplan.model.calendar import WorkCalendar
from salesplan.model.named_period import NamedPeriod
from salesplan.model.period import FiscalYear, Period, month_of
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.plan.plan import Plan
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.window import parse_window

JUNE = NamedPeriod("month", FiscalYear(2026), 5)
AS_OF, MAY_31 = date(2026, 6, 30), date(2026, 5, 31)
DEAL = ("id", "stage", "amount", "probability", "close_date", "created", "owner", "name", "customer_name")


def found_with(lacking: dict[str, tuple[str, ...]] | None = None, plan: Plan | None = None, **results: Any) -> Found:  # noqa: ANN401 - results of any analysis
    """What was found for June: each analysis by its name."""
    gathered = {name: (result,) for name, result in results.items()}
    return Found(plan or Plan(), JUNE, AS_OF, gathered, lacking or {})


def ago(days: int) -> date:
    """So many days before the as-of."""
    return AS_OF - timedelta(days=days)


def orders(*rows: tuple[str, int, Any]) -> Records:
    """Orders of customer, days before the as-of and amount, each with a number of its own."""
    return made_list(
        "orders",
        customer_id=[row[0] for row in rows],
        order_id=[f"O{at}" for at, _ in enumerate(rows)],
        date=[ago(row[1]) for row in rows],
        amount=[row[2] for row in rows],
    )


def customers_found(
    customers: Records | None, bought: Records | None = None, *, states: bool = True, rfm: dict[str, Any] | None = None
) -> Found:
    """The customers graded, and their life cycle since the day before June; ``rfm`` as the plan has it."""
    graded = grade(
        customers,
        bought,
        as_of=AS_OF,
        window=parse_window("365"),
        parameters=CustomerParameters.model_validate({"rfm": rfm or {}}),
        calendar=WorkCalendar(),
    )
    if not states:
        return found_with(customers=graded.result)
    return found_with(customers=graded.result, states=lifecycle(graded, MAY_31))


def deals_found(*rows: tuple[Any, ...], process: tuple[str, ...] = ()) -> Found:
    """Deals as ``DEAL`` has them (the last ones may be left out), valued for July."""
    filled = [(*row, *[None] * (len(DEAL) - len(row))) for row in rows]
    plan = Plan.model_validate({"strategy": {"process": [{"name": name} for name in process]}})
    parameters = plan.parameters.value
    result = value(
        ValueLists(
            made_list("deals", **{key: [row[at] for row in filled] for at, key in enumerate(DEAL)}),
            staff_of(None, None),
        ),
        as_of=AS_OF,
        period=month_of(2026, 7),
        window=parse_window("365"),
        parameters=parameters,
        words=deal_words(parameters, plan.strategy.process),
    )
    return found_with(plan=plan, deals=result)


def tier(name: str | None, *told: str | None, verdict: str | None = None) -> TierFigures:
    """A tier of ten customers with its shares of time and potential and the hours to shift."""
    time, potential, shift = (None if text is None else Decimal(text) for text in told)
    money, hours = Decimal(1000), None if time is None else 100 * time
    return TierFigures(name, 10, money, money, hours, time, potential, None, verdict, hours, shift)


def coverage_found(*, grading: str = "tier", compared: bool = True, skill: bool = True) -> Found:
    """A tier A with too little, a tier C with too much, a B that fits, customers without a tier."""
    tiers = (
        tier("A", "0.2", "0.5", "30.00", verdict="under_served"),
        tier("B", "0.25", "0.24", "-1.00", verdict="aligned"),
        tier("C", "0.55", "0.26", "-29.00", verdict="over_served"),
        tier(None, None, None, None),
    )
    mismatch = Mismatch("C1", None, "A", Decimal(500), None, None, "East", ("Ann",))
    summary = CoverageSummary(
        window=Period(ago(364), AS_OF),
        customers=40,
        basis="time",
        hours=Decimal("100.00"),
        by_revenue=0,
        misallocation=Decimal("0.3") if compared else None,
        hours_to_move=Decimal("30.00") if compared else None,
        tiers=tiers,
        moves=(HourMove("C", "A", Decimal("29.00")), HourMove(None, "A", Decimal("1.00"))),
        skill=SkillMatch(("Ann",), 10, 1, 0, (mismatch,), ()) if skill else None,
        hours_window=Period(ago(29), AS_OF),
        grading=grading,
    )
    return found_with(coverage=Result("coverage", AS_OF, summary, rows_of(summary)))
