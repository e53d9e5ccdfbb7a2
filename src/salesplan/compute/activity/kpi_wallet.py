"""Share of wallet: what customers buy from us over all they spend, where the list says that (methods.md 7.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import narwhals as nw

from salesplan.compute.activity.kpi_people import EVERYBODY
from salesplan.compute.activity.kpi_values import Measured
from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.worth.basis import people
from salesplan.compute.rounding import half_up
from salesplan.compute.sums import roomy
from salesplan.compute.team.rep_cells import person_of
from salesplan.compute.team.staff import Staff
from salesplan.model.table import scaled

Frame = nw.DataFrame[Any]
Basis = Literal["wallet", "potential"]
NOTHING = (0, Fraction(0), Fraction(0))
"""Of whom no spending is known."""


NAMED = 5
"""So many names are kept of the customers who bought more than they are said to spend."""


@dataclass(frozen=True)
class Wallet:
    """Ours over the whole of the customers whose spending is known, of the last 365 days; ``basis`` says by what.

    ``above`` counts customers who bought more from us than they are said to spend, ``above_names`` are the first: what
    the list says of them is too low.
    """

    basis: Basis
    customers: int
    ours: Decimal
    whole: Decimal
    share: Decimal | None
    above: int
    above_names: tuple[str, ...]


@dataclass(frozen=True)
class Wallets:
    """The wallet of all customers, and of each person's."""

    wallet: Wallet
    by_person: Mapping[str, tuple[int, Fraction, Fraction]]

    def measured(self, person: str) -> Measured:
        """Share of wallet as an indicator; a year's figure has no period before and no months."""
        customers, ours, whole = self.by_person.get(person, NOTHING)
        value = half_up(ours / whole) if whole else None
        reason = None if whole else "no_cases"
        figures = (value, customers, None, None, None)
        return Measured("wallet_share", "outcome", "share", person or None, *figures, (), reason)


def wallet_of(graded: Graded, staff: Staff) -> Wallets | None:
    """By what customers spend in a year (``wallet``), else by their potential; None where the list has neither.

    A customer whose spending is 0 or missing does not count. Ours is the amount that customers are graded by.
    """
    listed = graded.customers
    basis: Basis | None = next((b for b in ("wallet", "potential") if listed is not None and listed.has(b)), None)
    if basis is None or listed is None or "amount" not in graded.population.given:
        return None
    frame = people(graded, basis).with_columns(spent=nw.col(f"list_{basis}")).filter(nw.col("spent") > 0)
    frame = frame.with_columns(nw.col("amount").fill_null(0))
    scales = (graded.population.scale, listed.scales.get(basis, 0))
    sums = _sums(frame, scales, staff)
    above = _above(frame, scales)
    customers, ours, whole = sums.get(EVERYBODY, NOTHING)
    share = half_up(ours / whole) if whole else None
    names = tuple(str(name or id_) for id_, name in above.head(NAMED).select("id", "name").iter_rows())
    wallet = Wallet(basis, customers, half_up(ours, 2), half_up(whole, 2), share, len(above), names)
    return Wallets(wallet, sums)


def _sums(frame: Frame, scales: tuple[int, int], staff: Staff) -> dict[str, tuple[int, Fraction, Fraction]]:
    """Customers, ours and the whole of each person and of everybody, added up by owner as written first."""
    by_owner = frame.group_by("owner").agg(
        customers=nw.len(), ours=roomy(frame, "amount").sum(), whole=roomy(frame, "spent").sum()
    )
    sums: dict[str, tuple[int, Fraction, Fraction]] = {}
    for owner, count, ours, whole in by_owner.select("owner", "customers", "ours", "whole").iter_rows():
        money = [Fraction(scaled(int(value), scale)) for value, scale in zip((ours, whole), scales, strict=True)]
        for whose in (EVERYBODY, person_of(owner, staff)):
            if whose is not None:
                customers, one, two = sums.get(whose, NOTHING)
                sums[whose] = customers + int(count), one + money[0], two + money[1]
    return sums


def _above(frame: Frame, scales: tuple[int, int]) -> Frame:
    """The customers who bought more than they are said to spend, the largest excess first, then by key."""
    ours, spent = (
        roomy(frame, column, 10 ** (max(scales) - own)) * 10 ** (max(scales) - own)
        for column, own in zip(("amount", "spent"), scales, strict=True)
    )
    above = frame.with_columns(excess=ours - spent).filter(nw.col("excess") > 0)
    return above.sort("excess", "key", descending=[True, False])
