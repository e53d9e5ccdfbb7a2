"""A commission plan with people and sales as the engine takes them, from rules and a few lines of orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesplan.compute.pay.jobs import PayInput
from salesplan.compute.pay.payees import Credited, Quotas
from salesplan.compute.pay.sales import Sale
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import FiscalYear
from salesplan.model.plan.commission import Commission

AS_OF = date(2026, 6, 30)
LADDER = [
    {"from": "0", "to": "100%", "rate": "5%"},
    {"from": "100%", "to": "120%", "rate": "8%"},
    {"from": "120%", "rate": "10%"},
]
"""The tiers of methods.md 9.5-a."""


def rule(**more: object) -> dict[str, Any]:
    """A rule from 2026 on with the tiers of 9.5-a on 100,000 a month."""
    return {"id": "r", "from": "2026-01-01", "quota": "100000", "tiers": LADDER, **more}


def commission(*rules: Mapping[str, Any], budget: int | None = None) -> Commission:
    """A plan of these rules."""
    told = {"rules": list(rules)} | ({} if budget is None else {"budget": str(budget)})
    return Commission.model_validate(told)


def pay_input(
    plan: Commission,
    people: Sequence[Colleague],
    sales: Sequence[tuple[str, str, int]] = (),
    *,
    measure: Any = "revenue",  # noqa: ANN401 - a measure of the plan
    as_of: date = AS_OF,
    margin: Fraction | None = None,
    category: str | None = None,
    targets: Mapping[str, Mapping[tuple[str, str], Decimal]] | None = None,
) -> PayInput:
    """Sales are (day, person, amount); each is an order of its own."""
    lines = [
        Credited(
            Sale(str(at), date.fromisoformat(day), Decimal(amount), Decimal(amount), margin=margin, category=category),
            who,
            Decimal(amount),
            Fraction(1),
        )
        for at, (day, who, amount) in enumerate(sorted(sales))
    ]
    quotas = Quotas(WorkCalendar(official=frozenset({2025, 2026})), targets or {})
    return PayInput(plan, Staff(tuple(people)), {measure: lines}, quotas, FiscalYear(2026), as_of)
