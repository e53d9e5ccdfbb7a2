"""Whether two orders of the same people agree: Spearman's rank correlation, exact (methods.md 9.5, PAY-F5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isqrt

from salesplan.compute.rounding import PLACES
from salesplan.model.table import scaled


@dataclass(frozen=True)
class RankCorrelation:
    """The covariance of two rows of ranks over the root of ``spread``, the product of their variances.

    It is 1 where both orders are the same and -1 where one is the other reversed.
    """

    covariance: int
    spread: int

    def below(self, limit: Decimal) -> bool:
        """Whether the correlation is less than a limit; decided on whole numbers, so that .3 is not below .3."""
        fraction = Fraction(limit)
        mine, other = self.covariance**2, fraction**2 * self.spread
        if self.covariance >= 0:
            return fraction > 0 and mine < other
        return fraction >= 0 or mine > other

    @property
    def value(self) -> Decimal:
        """The correlation to PLACES decimals, half up."""
        ten = 10**PLACES
        twice = isqrt(4 * self.covariance**2 * ten**2 // self.spread)
        count = (twice + 1) // 2
        return scaled(count if self.covariance >= 0 else -count, PLACES)


def rank_correlation(one: Sequence[Decimal], other: Sequence[Decimal]) -> RankCorrelation | None:
    """Spearman's correlation of two rows of figures, equal ones at the mean of their ranks.

    None where it is undefined: all figures of a row are equal, or there are none.
    """
    left, right = _deviations(one), _deviations(other)
    spread = sum(each * each for each in left) * sum(each * each for each in right)
    if not spread:
        return None
    return RankCorrelation(sum(x * y for x, y in zip(left, right, strict=True)), spread)


def _deviations(figures: Sequence[Decimal]) -> list[int]:
    """Twice each figure's rank less twice the mean rank: how many are smaller, less how many are larger."""
    ordered = sorted(figures)
    first: dict[Decimal, int] = {}
    after: dict[Decimal, int] = {}
    for at, figure in enumerate(ordered):
        first.setdefault(figure, at)
        after[figure] = at + 1
    return [first[figure] - (len(ordered) - after[figure]) for figure in figures]
