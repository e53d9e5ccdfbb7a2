"""The indicators a person is measured by: what each is, against what, and why one is not known (methods.md 9.1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

IndicatorName = Literal["sales", "collection", "new_customers", "csat", "conversion"]
INDICATORS: tuple[IndicatorName, ...] = ("sales", "collection", "new_customers", "csat", "conversion")
"""The indicators in the order of their default weights; each is a key of ``parameters.review.weights``."""
MEASURES: dict[IndicatorName, str] = {
    "sales": "revenue",
    "collection": "collection_rate",
    "new_customers": "new_customers",
    "csat": "csat",
    "conversion": "conversion",
}
"""What the plan calls them in its goals, trainings and incentives."""
Why = Literal[
    "no_targets",
    "other_year",
    "target_zero",
    "no_receivables",
    "no_receivables_of_period",
    "no_payments",
    "no_sales",
    "no_history",
    "no_new_target",
    "no_survey",
    "few_answers",
    "no_deals",
    "no_created",
    "none_captured",
    "few_deals",
    "none_decided",
    "no_conversion_target",
]
"""Why an indicator is not known."""


@dataclass(frozen=True)
class Indicator:
    """One indicator of one person: actual and target as they are, attainment of the target; ``why`` where it is None.

    Rates are shares (0.9 is 90 %), sales are money, new customers a number.
    """

    name: IndicatorName
    actual: Fraction | None = None
    target: Fraction | None = None
    attainment: Fraction | None = None
    why: Why | None = None


def attainment(
    actual: Fraction | Decimal | int, target: Fraction | Decimal | int, *, lower_is_better: bool = False
) -> Fraction | None:
    """Actual over target; where less is better 2 - actual / target, at least 0. None for a target of 0."""
    if not target:
        return None
    reached = Fraction(actual) / Fraction(target)
    return max(2 - reached, Fraction(0)) if lower_is_better else reached


def collection_rate(
    sales: Fraction | Decimal, opening: Fraction | Decimal, closing: Fraction | Decimal
) -> Fraction | None:
    """What of the sales was collected: (sales - growth of receivables) / sales; above 1 where old debts were paid.

    None without sales, or where returns outweigh them.
    """
    return (Fraction(sales) - Fraction(closing) + Fraction(opening)) / Fraction(sales) if sales > 0 else None


def collected_share(
    collected: Fraction | Decimal, opening: Fraction | Decimal, sales: Fraction | Decimal
) -> Fraction | None:
    """What came in over all that could: collected / (opening receivables + sales). None where that is not above 0."""
    due = Fraction(opening) + Fraction(sales)
    return Fraction(collected) / due if due > 0 else None


def conversion_rate(bought: int, captured: int) -> Fraction | None:
    """Those that bought over those captured; None where none was captured."""
    return Fraction(bought, captured) if captured else None


def measured(
    name: IndicatorName, actual: Fraction | None, target: Fraction | Decimal | None, why: Why | None = None
) -> Indicator:
    """An indicator with its attainment; ``why`` says why actual or target is missing."""
    aim = None if target is None else Fraction(target)
    if actual is None or aim is None:
        return Indicator(name, actual, aim, None, why)
    reached = attainment(actual, aim)
    return Indicator(name, actual, aim, reached, "target_zero" if reached is None else None)
