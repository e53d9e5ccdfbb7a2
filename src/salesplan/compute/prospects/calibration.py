"""How near earlier estimates came to what was won: bias and mean error, by leader (methods.md 8.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.rounding import half_up, rounded
from salesplan.model.period import Period, month_of

MONTHS = 6
"""So many of the months that are over count; a longer period counts where it begins in them."""


@dataclass(frozen=True)
class EarlierEstimate:
    """What was estimated on ``as_of`` for the days of a period; ``leader`` None is all together."""

    as_of: date
    period: Period
    leader: str | None
    weighted: Decimal


@dataclass(frozen=True)
class Calibrated:
    """A leader's estimates (None: all together) beside what was won in the same periods.

    ``bias`` is (estimate - actual) / actual over all periods together, above 0 too hopeful; ``mape`` the mean of the
    absolute errors of the periods, each over what was won in it. Both are None where nothing was won; a period in which
    nothing was won is in ``bias`` and not in ``mape``.
    """

    leader: str | None
    periods: int
    estimate: Decimal
    actual: Decimal
    bias: Decimal | None
    mape: Decimal | None
    warn: bool


def known_estimates(estimates: Iterable[EarlierEstimate], as_of: date) -> list[EarlierEstimate]:
    """The estimates that can be judged: of periods of the last months that are over, one for each leader and period.

    Of several it is the newest that was made before the period began, else the first that was made.
    """
    after = as_of + timedelta(days=1)  # the month that ends with the as-of is over
    first = month_of(after.year, after.month - MONTHS).first
    found: dict[tuple[Period, str | None], EarlierEstimate] = {}
    for each in sorted(estimates, key=lambda e: e.as_of):
        if first <= each.period.first and each.period.last <= as_of:
            here = (each.period, each.leader)
            if here not in found or each.as_of < each.period.first:
                found[here] = each
    return sorted(found.values(), key=lambda e: (e.leader is not None, e.leader or "", e.period.first, e.period.last))


def bias_of(estimate: Decimal, actual: Decimal) -> Decimal | None:
    """(estimate - actual) / actual; None where nothing was won."""
    return half_up(Fraction(estimate - actual) / Fraction(actual)) if actual else None


def calibrated(pairs: Sequence[tuple[EarlierEstimate, Decimal]], limit: Decimal) -> tuple[Calibrated, ...]:
    """Each leader's estimates with what was won, all together first. A bias beyond ``limit``, either way, warns."""
    found = []
    for leader in dict.fromkeys(each.leader for each, _ in pairs):
        own = [(each.weighted, actual) for each, actual in pairs if each.leader == leader]
        estimate, actual = (sum(values, Decimal(0)) for values in zip(*own, strict=True))
        errors = [abs(Fraction(e - a)) / abs(Fraction(a)) for e, a in own if a]
        bias = bias_of(estimate, actual)
        mape = rounded(sum(errors, Fraction(0)) / len(errors)) if errors else None
        found.append(Calibrated(leader, len(own), estimate, actual, bias, mape, bias is not None and abs(bias) > limit))
    return tuple(found)
