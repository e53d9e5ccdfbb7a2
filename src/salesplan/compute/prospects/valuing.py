"""What the open deals of a stretch of days are worth: weighted, best, commit, how uncertain (methods.md 8.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.prospects.deal_rows import Deal
from salesplan.compute.prospects.probability import Chance
from salesplan.compute.rounding import half_up, root
from salesplan.model.period import Period

TIMINGS: tuple[str, ...] = ("in", "overdue", "no_date", "before", "later")
"""When an open deal is expected: in the period, before the as-of, no day known, between the two, after the period."""
_SPREAD = Fraction(128, 100)
"""Standard deviations on each side: four of five months end inside, where deals are many and decided apart."""
"""Years from January to December."""


@dataclass(frozen=True)
class ValuedDeal:
    """An open deal with its probability and when it is expected. ``weighted`` is None without amount or probability."""

    deal: Deal
    chance: Chance | None
    timing: str

    @property
    def valued(self) -> bool:
        """Whether amount and probability are known."""
        return self.deal.amount is not None and self.chance is not None

    @property
    def weighted(self) -> Fraction | None:
        """Amount times probability, exact."""
        if self.deal.amount is None or self.chance is None:
            return None
        return Fraction(self.deal.amount) * self.chance.probability


@dataclass(frozen=True)
class Estimate:
    """The value of open deals.

    ``weighted`` is the sum of amount times probability, ``best`` that of the amounts, ``commit`` that of the amounts
    from ``parameters.value.commit`` on. ``sd`` is the root of the sum of amount² p (1 - p): deals are taken as
    decided apart. ``low`` and ``high`` lie 1.28 sd below and above weighted, ``low`` never below 0. ``not_valued``
    deals lack an amount or a probability: they are counted in ``deals`` and are in no sum. Where no deal given has
    both, the sums are None; without any deal they are 0.
    """

    deals: int = 0
    weighted: Decimal | None = Decimal(0)
    best: Decimal | None = Decimal(0)
    commit: Decimal | None = Decimal(0)
    sd: Decimal | None = Decimal(0)
    low: Decimal | None = Decimal(0)
    high: Decimal | None = Decimal(0)
    not_valued: int = 0


def timing_of(close: date | None, as_of: date, span: Period) -> str:
    """When a deal is expected. The as-of itself is not overdue yet; both ends of the period belong to it."""
    if close is None:
        return "no_date"
    if close < as_of:
        return "overdue"
    return "in" if close in span else "before" if close < span.first else "later"


def estimate_of(deals: Iterable[ValuedDeal], commit: Decimal) -> Estimate:
    """The value of the deals given; 0 everywhere without any, None where none has amount and probability."""
    given = list(deals)
    valued = [(each.deal.amount, each.chance) for each in given]
    known = [(Fraction(amount), chance.probability) for amount, chance in valued if amount is not None and chance]
    if given and not known:
        return Estimate(len(given), None, None, None, None, None, None, len(given))
    weighted = sum((a * p for a, p in known), Fraction(0))
    sd = root(sum((a * a * p * (1 - p) for a, p in known), Fraction(0)))
    return Estimate(
        len(given),
        half_up(weighted),
        half_up(sum((a for a, _ in known), Fraction(0))),
        half_up(sum((a for a, p in known if p >= Fraction(commit)), Fraction(0))),
        half_up(sd),
        half_up(max(weighted - _SPREAD * sd, Fraction(0))),
        half_up(weighted + _SPREAD * sd),
        len(given) - len(known),
    )


def band_of(funds: Decimal | None, limits: Sequence[Decimal]) -> int | None:
    """Which band available funds are in, from 0; a limit itself is in the upper band. None where they are not known."""
    return None if funds is None else sum(funds >= limit for limit in limits)
