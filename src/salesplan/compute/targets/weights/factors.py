"""A total adjusted by what speaks for and against it, inside and outside the company, as a bridge (methods.md 2.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Literal

FactorKind = Literal["internal", "external"]
FactorMethod = Literal["additive", "multiplicative"]


@dataclass(frozen=True)
class Factor:
    """Something that moves a total: internal (people, skills, resources) or external (demand, rivals, policy).

    ``effect`` is a share of the total (+0.08), ``confidence`` 0..1 how sure it is. What is expected is their product.
    ``at`` is the id of the plan's target whose total it moves.
    """

    name: str
    kind: FactorKind
    effect: Decimal
    confidence: Decimal = Decimal(1)
    at: str = ""

    @property
    def expected(self) -> Decimal:
        """Effect times confidence."""
        return self.effect * self.confidence


@dataclass(frozen=True)
class Adjusted:
    """A total after its factors. ``steps`` is what each of them adds, in order; base and steps sum to ``total``.

    ``share`` is the whole change as a share of the base before rounding; ``capped`` whether a cap held it back.
    """

    base: Decimal
    steps: tuple[Decimal, ...]
    total: Decimal
    share: Decimal
    capped: bool = False


def adjusted(
    base: Decimal,
    factors: Sequence[Factor],
    unit: Decimal,
    *,
    method: FactorMethod = "additive",
    cap: Decimal | None = None,
) -> Adjusted:
    """The base times 1 plus the expected effects (additive), or times each 1 plus effect (multiplicative).

    The total and every step are whole units, rounded half up along the running total, so that the bridge always sums.
    ``cap`` holds the whole change within plus or minus that share: every step shrinks alike. Without factors, and with
    a base of 0, the total is the base.
    """
    running = list(_running(factors, method))
    change = running[-1] if running else Decimal(0)
    capped = cap is not None and abs(change) > cap
    if capped and cap is not None:
        running = [share * cap / abs(change) for share in running]
    levels = [base, *(_whole(base * (1 + share), unit) for share in running)]
    steps = tuple(after - before for before, after in pairwise(levels))
    return Adjusted(base, steps, levels[-1], change, capped)


def _running(factors: Sequence[Factor], method: FactorMethod) -> Iterator[Decimal]:
    """The change as a share of the base after the first factor, the second, and so on."""
    factor_so_far = Decimal(1)
    for factor in factors:
        grown = factor_so_far if method == "multiplicative" else Decimal(1)
        factor_so_far += grown * factor.expected
        yield factor_so_far - 1


def _whole(amount: Decimal, unit: Decimal) -> Decimal:
    return (amount / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def missing_kinds(factors: Sequence[Factor]) -> tuple[FactorKind, ...]:
    """The kinds of which no factor is named; both are worth a thought (a warning, never an error)."""
    named = {factor.kind for factor in factors}
    kinds: tuple[FactorKind, ...] = ("internal", "external")
    return tuple(kind for kind in kinds if kind not in named)
