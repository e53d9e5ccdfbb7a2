"""How near earlier estimates came to what was won: bias and mean error, by leader (methods.md 8.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.rounding import half_up, rounded
from salesplan.model.period import Period, month_of

MONTHS = 6
"""So many of the months that are over count; a longer period counts where it begins in them."""
Span = Literal["month", "quarter"]
SPANS: tuple[Span, ...] = ("month", "quarter")
_LONGEST_MONTH = 35
"""Days of the longest month, that of a year of whole weeks."""


@dataclass(frozen=True)
class EarlierEstimate:
    """What was estimated on ``as_of`` for the days of a period; ``leader`` None is all together."""

    as_of: date
    period: Period
    leader: str | None
    weighted: Decimal

    @property
    def span(self) -> Span:
        """Whether it is of a month or of a quarter."""
        return "month" if self.period.days <= _LONGEST_MONTH else "quarter"


@dataclass(frozen=True)
class Calibrated:
    """A leader's estimates (None: all together) of months or of quarters beside what was won in the same periods.

    Months and quarters are judged apart, for a month lies in a quarter and what was won in it would count twice.
    ``bias`` is (estimate - actual) / actual over all periods together, above 0 too hopeful; ``mape`` the mean of the
    absolute errors of the periods, each over what was won in it. Both are None where nothing was won; a period in which
    nothing was won is in ``bias`` and not in ``mape``. ``closed`` counts the deals won or lost in these periods.
    """

    leader: str | None
    periods: int
    estimate: Decimal
    actual: Decimal
    bias: Decimal | None
    mape: Decimal | None
    warn: bool
    span: Span = "month"
    closed: int = 0


def known_estimates(estimates: Iterable[EarlierEstimate], as_of: date) -> list[EarlierEstimate]:
    """The estimates that can be judged: of periods of the last months that are over, one for each leader and period.

    Of several it is the newest that was made before the period began, else the first that was made. Of two months (or
    quarters) that overlap, as where the fiscal year was moved, the one that begins first counts.
    """
    after = as_of + timedelta(days=1)  # the month that ends with the as-of is over
    first = month_of(after.year, after.month - MONTHS).first
    found: dict[tuple[Period, str | None], EarlierEstimate] = {}
    for each in sorted(estimates, key=lambda e: e.as_of):
        if first <= each.period.first and each.period.last <= as_of:
            here = (each.period, each.leader)
            if here not in found or each.as_of < each.period.first:
                found[here] = each
    kept: list[EarlierEstimate] = []
    for each in sorted(found.values(), key=_order):
        last = kept[-1] if kept else None
        if last is None or _row(last) != _row(each) or last.period.last < each.period.first:
            kept.append(each)
    return kept


def _row(each: EarlierEstimate) -> tuple[Span, str | None]:
    """Which estimates are judged together."""
    return each.span, each.leader


def _order(each: EarlierEstimate) -> tuple[object, ...]:
    """Months first, all together before the leaders, then by time."""
    return SPANS.index(each.span), each.leader is not None, each.leader or "", each.period.first, each.period.last


def bias_of(estimate: Decimal, actual: Decimal) -> Decimal | None:
    """(estimate - actual) / actual; None where nothing was won."""
    return half_up(Fraction(estimate - actual) / Fraction(actual)) if actual else None


def calibrated(
    pairs: Sequence[tuple[EarlierEstimate, Decimal, int]], limit: Decimal, least: int
) -> tuple[Calibrated, ...]:
    """Each leader's estimates with what was won and how many deals were closed, all together first.

    A bias beyond ``limit``, either way, warns from ``least`` closed deals on: of few one decides it.
    """
    found = []
    for span, leader in dict.fromkeys(_row(each) for each, *_ in pairs):
        own = [(each.weighted, actual) for each, actual, _ in pairs if _row(each) == (span, leader)]
        closed = sum(deals for each, _, deals in pairs if _row(each) == (span, leader))
        estimate, actual = (sum(values, Decimal(0)) for values in zip(*own, strict=True))
        errors = [abs(Fraction(e - a)) / abs(Fraction(a)) for e, a in own if a]
        bias = bias_of(estimate, actual)
        mape = rounded(sum(errors, Fraction(0)) / len(errors)) if errors else None
        warn = bias is not None and abs(bias) > limit and closed >= least
        found.append(Calibrated(leader, len(own), estimate, actual, bias, mape, warn, span, closed))
    return tuple(found)
