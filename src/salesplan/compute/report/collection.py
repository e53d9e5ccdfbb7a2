"""What was collected by everybody together, as the rate of the review counts it (methods.md 9.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesplan.compute.team.indicators import collected_share, collection_rate


@dataclass(frozen=True)
class Collected:
    """What people collected of what; ``missing`` are those of whom it is not known."""

    got: Decimal
    base: Decimal
    rate: Fraction
    missing: int


def collected(rows: Iterable[Mapping[str, Any]], how: str) -> Collected | None:
    """The rate of ``review.collection`` over everybody for whom it is known; None where there is nothing it is of.

    It is of what a person's own customers bought, whoever sold it to them.
    """
    keys = ("own_customers_bought", "opening", "collected" if how == "payments" else "closing")
    told: list[list[Any]] = [[row.get(key) for key in keys] for row in rows]
    known = [each for each in told if None not in each]
    bought, opening, third = (sum((Decimal(each[at]) for each in known), Decimal(0)) for at in range(3))
    if how == "payments":
        got, base, rate = third, opening + bought, collected_share(third, opening, bought)
    else:
        got, base, rate = bought - third + opening, bought, collection_rate(bought, opening, third)
    return None if rate is None else Collected(got, base, rate, len(told) - len(known))
