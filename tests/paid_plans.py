"""Small commission plans and their lists, paid by the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from made_lists import made_list
from salesplan.compute.pay.collected import collected_of, receipts_of
from salesplan.compute.pay.jobs import PaidMonth, PayInput
from salesplan.compute.pay.ledger import Ledger, ledger
from salesplan.compute.pay.pay_lines import PayLine
from salesplan.compute.pay.payees import Credits, Quotas
from salesplan.compute.pay.sales import Sale, sales_of
from salesplan.compute.pay.then import paid_month
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import FiscalYear, Period
from salesplan.model.period_words import begun_period
from salesplan.model.plan.commission import Commission

YEAR = FiscalYear(2026)
TIERS = [
    {"from": "0", "to": "100%", "rate": "5%"},
    {"from": "100%", "to": "120%", "rate": "8%"},
    {"from": "120%", "rate": "10%"},
]
ANN, BEN = Colleague("Ann", "R1", "East", role="Sales"), Colleague("Ben", "R2", "East", role="Sales")
LEADER = Colleague("Lee", "R9", "East", role="Manager")
Order = tuple[Any, ...]
"""Number, day of 2026 as month-day, rep, amount; then product, category, customer, cost as far as they matter."""


def rule(**more: object) -> dict[str, object]:
    """A rule of 5, 8 and 10 % on a monthly quota of 100,000, from the start of 2026."""
    return {"id": "r", "from": "2026-01-01", "quota": "100000", "tiers": TIERS, **more}


def sales(orders: Sequence[Order], measure: Any = "revenue", as_of: date = date(2026, 12, 31)) -> list[Sale]:  # noqa: ANN401 - a measure
    full = [(*each, *(None,) * (8 - len(each))) for each in orders]
    columns: list[Sequence[Any]] = list(zip(*full, strict=True)) or [()] * 8
    made = made_list(
        "orders",
        order_id=columns[0],
        date=[date(2026, *map(int, each.split("-"))) for each in columns[1]],
        rep=columns[2],
        amount=columns[3],
        product=columns[4],
        category=columns[5],
        customer_name=[each or "C" for each in columns[6]],
        cost=columns[7],
        qty=[1] * len(full),
    )
    return sales_of(made, measure, "amount", Period(date(2020, 1, 1), as_of), YEAR)


def pay_input(
    orders: Sequence[Order],
    rules: Sequence[Mapping[str, object]],
    *,
    people: Sequence[Colleague] = (ANN, BEN, LEADER),
    payments: Sequence[tuple[Any, ...]] | None = None,
    recorded: Mapping[str, PaidMonth] | None = None,
    as_of: date = date(2026, 12, 31),
    targets: Mapping[str, Mapping[tuple[str, str], Decimal]] | None = None,
    **plan: object,
) -> PayInput:
    """What the ledger takes. ``payments``: order number, customer, month-day, amount."""
    commission = Commission.model_validate({"rules": list(rules), **plan})
    staff = Staff(tuple(people))
    credits_ = Credits(staff, commission, "even")
    money = sales(orders, as_of=as_of)
    collected = None
    if payments is not None:
        columns: list[Sequence[Any]] = list(zip(*payments, strict=True)) or [()] * 4
        days = [date(2026, *map(int, each.split("-"))) for each in columns[2]]
        made = made_list("payments", order_id=columns[0], customer_name=columns[1], date=days, amount=columns[3])
        collected = collected_of(money, made, as_of)
    counted: dict[Any, list[Any]] = {}
    before = [one for month in (recorded or {}).values() for one in month.rules]
    for one in (*commission.rules, *before):
        found = sales(orders, one.measure, as_of) if one.measure != "collections" else []
        if one.measure == "collections" and collected is not None:
            found = receipts_of(money, collected, Period(date(2026, 1, 1), as_of))
        counted[one.measure] = [each for sale in found for each in credits_.of(sale)]
    return PayInput(
        commission,
        staff,
        counted,
        Quotas(WorkCalendar(), targets or {}),
        YEAR,
        as_of,
        collected,
        recorded or {},
        ("orders.xlsx",),
        min((sale.date for sale in money), default=None),
    )


def paid(given: PayInput, period: str = "2026-01") -> Ledger:
    return ledger(given, begun_period(period, given.as_of, YEAR))


def lines(done: Ledger, month: str, person: str = "Ann") -> list[PayLine]:
    return [line for line in done.lines[month] if line.person == person]


def total(done: Ledger, month: str, person: str = "Ann") -> Decimal:
    return sum((line.pay for line in lines(done, month, person)), Decimal(0))


def kinds(done: Ledger, month: str, person: str = "Ann") -> list[tuple[str, Decimal]]:
    return [(line.kind, line.pay) for line in lines(done, month, person)]


def record(given: PayInput, month: str) -> PaidMonth:
    """A month as it is recorded, when it is worked out."""
    return recorded_in(paid(given, month), given, month)


def recorded_in(done: Ledger, given: PayInput, month: str) -> PaidMonth:
    """A month of a ledger as it is recorded."""
    (own,) = [each for each in done.months if each.name == month]
    return paid_month(given, own, done.lines[month], [each for each in done.accruals if each.month == month])
