"""Share of wallet: what customers buy from us over all they spend, where the list says that (methods.md 7.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.activity.kpi_people import EVERYBODY, person_of
from salesplan.compute.activity.kpi_values import Measured
from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.worth.basis import people
from salesplan.compute.rounding import half_up
from salesplan.compute.team.staff import Staff
from salesplan.model.table import scaled

Basis = Literal["wallet", "potential"]


@dataclass(frozen=True)
class Wallet:
    """Ours over the whole of the customers whose spending is known, of the last 365 days; ``basis`` says by what.

    ``above`` names customers who bought more from us than they are said to spend: what the list says is too low.
    """

    basis: Basis
    customers: int
    ours: Decimal
    whole: Decimal
    share: Decimal | None
    above: tuple[str, ...]


@dataclass(frozen=True)
class Wallets:
    """The wallet of all customers, and of each person's."""

    wallet: Wallet
    by_person: Mapping[str, tuple[int, Fraction, Fraction]]

    def measured(self, person: str) -> Measured:
        """Share of wallet as an indicator; a year's figure has no period before and no months."""
        customers, ours, whole = self.by_person.get(person, (0, Fraction(0), Fraction(0)))
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
    scale = listed.scales.get(basis, 0)
    sums: dict[str, tuple[int, Fraction, Fraction]] = {}
    above: list[str] = []
    frame = people(graded, basis).select("id", "name", "owner", "amount", f"list_{basis}")
    for id_, name, owner, amount, spent in frame.iter_rows():
        if not spent:
            continue
        ours, whole = Fraction(scaled(amount or 0, graded.population.scale)), Fraction(scaled(spent, scale))
        above += [str(name or id_)] if ours > whole else []
        for whose in (EVERYBODY, person_of(owner, staff)):
            if whose is not None:
                customers, one, two = sums.get(whose, (0, Fraction(0), Fraction(0)))
                sums[whose] = customers + 1, one + ours, two + whole
    customers, ours, whole = sums.get(EVERYBODY, (0, Fraction(0), Fraction(0)))
    share = half_up(ours / whole) if whole else None
    wallet = Wallet(basis, customers, half_up(ours, 2), half_up(whole, 2), share, tuple(above))
    return Wallets(wallet, sums)
