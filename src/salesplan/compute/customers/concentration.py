"""80/20: who brings most of the amount, and how far the amount hangs on few customers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from math import ceil
from operator import add, mul
from typing import Any

import narwhals as nw

from salesplan.compute.customers.computed_classes import computed_cuts
from salesplan.compute.customers.cut_points import Histogram, customers_holding, share_cut, top_sum
from salesplan.compute.customers.exact import chosen, ratio
from salesplan.compute.rounding import share_of
from salesplan.model.plan.customers import ParetoParameters

Frame = nw.DataFrame[Any]
PARETO_CLASSES: tuple[str, ...] = ("A", "B", "C", "negative")
PARETO_REASONS: tuple[str, ...] = ("no_order_in_window", "no_amount", "no_positive_amount", "zero_left_out")
"""Why a customer has no 80/20 class: nothing in the window, no amount stated, nobody with an amount above 0, or his
amount is 0 and ``pareto.exclude_zero`` is set."""
_TOP = Fraction(20, 100)
_MOST = Fraction(80, 100)


@dataclass(frozen=True)
class Concentration:
    """How the amount is spread over the customers with an amount of 0 or more; the base is the sum of those above 0.

    Shares are of the base. All but ``customers`` and ``base`` (in units of the amounts' scale) is None when the base
    is 0. ``cuts`` are the least amounts of A and B; None for a class that nobody is in.
    """

    customers: int
    base: int
    top20_customers: int | None = None
    top20_share: Decimal | None = None
    customers_for_80: int | None = None
    customers_for_80_share: Decimal | None = None
    reached_share: Decimal | None = None
    gini: Decimal | None = None
    hhi: Decimal | None = None
    cr1: Decimal | None = None
    cr5: Decimal | None = None
    cr10: Decimal | None = None
    cuts: tuple[int | None, int | None] = (None, None)


def histogram_of(frame: Frame, column: str) -> Histogram:
    """How often each value of ``column`` occurs, nulls left out."""
    counted = frame.filter(~nw.col(column).is_null()).group_by(column).agg(customers=nw.len()).sort(column)
    return Histogram(counted.get_column(column).to_list(), counted.get_column("customers").to_list())


def concentration(amounts: Histogram, parameters: ParetoParameters, unknown: int = 0) -> Concentration:
    """The figures of all ``amounts`` that are 0 or more (``exclude_zero``: above 0); ties change none of them.

    ``unknown``: customers whose amount is missing; they and those below 0 matter to computed classes alone.

    ``top20_share``: what the richest fifth holds, its number rounded up. ``customers_for_80``: the fewest customers
    that hold 80 %, and what they reach. Gini: 2 sum i x_i / (n sum x) - (n + 1) / n over ascending x; 0 for one
    customer. HHI: the sum of squared shares.
    """
    counted = amounts.above(1 if parameters.exclude_zero else 0)
    customers, base = counted.customers, counted.total
    if not base:
        return Concentration(customers, 0)
    fifth = ceil(_TOP * customers)
    needed = customers_holding(counted, _MOST)
    shares = {count: share_of(top_sum(counted, count), base) for count in (1, 5, 10)}
    return Concentration(
        customers,
        base,
        fifth,
        share_of(top_sum(counted, fifth), base),
        needed,
        share_of(needed, customers),
        share_of(top_sum(counted, needed), base),
        share_of(_gini_above(counted), customers * base),
        share_of(sum(map(mul, counted.worths, counted.values)), base * base),
        shares[1],
        shares[5],
        shares[10],
        class_cuts(amounts, parameters, unknown),
    )


def _gini_above(amounts: Histogram) -> int:
    """2 sum i x_i - (n + 1) sum x: equal amounts with ranks l + 1 to u add amount x count x (l + u + 1)."""
    ranks = map(add, chain([0], amounts.up_to), amounts.up_to)
    twice: int = sum(map(mul, amounts.worths, ranks))
    return twice - amounts.customers * amounts.total


def class_cuts(amounts: Histogram, parameters: ParetoParameters, unknown: int = 0) -> tuple[int | None, int | None]:
    """The least amounts of class A and of class B.

    By shares (``method: shares``) only amounts of 0 or more matter. Computed classes count negative and ``unknown``
    amounts as 0 (methods.md 4.2). With ``exclude_zero`` neither method sees any of them.
    """
    counted = amounts.above(1 if parameters.exclude_zero else 0)
    if parameters.method == "computed":
        return computed_cuts(counted if parameters.exclude_zero else with_zeros(amounts, unknown))
    strict = parameters.rule == "strict"
    first, second = (share_cut(counted, Fraction(cut) / 100, strict=strict) for cut in parameters.cuts)
    return first, second


def with_zeros(amounts: Histogram, unknown: int) -> Histogram:
    """The amounts with those below 0, and so many that are not known, as 0."""
    above = amounts.above(1)
    zeros = amounts.customers - above.customers + unknown
    return Histogram([0, *above.values], [zeros, *above.counts]) if zeros else above


def with_pareto(frame: Frame, figures: Concentration, amounts: Histogram, parameters: ParetoParameters) -> Frame:
    """``share``, ``cumulative_share``, ``pareto`` and ``pareto_reason`` from ``amount`` and the cuts.

    Below 0: ``negative``, without a share. 0: C (or left out). No base: no class. The cumulative share of equal
    amounts is that of the last of them. ``no_amount_reason`` of the frame says why an amount is missing.
    """
    amount = nw.col("amount")
    counted = amount >= (1 if parameters.exclude_zero else 0)
    if not figures.base:
        reason = chosen(
            (amount.is_null(), nw.col("no_amount_reason")), (amount < 0, _null()), default=PARETO_REASONS[2]
        )
        classes: nw.Expr = nw.when(amount < 0).then(nw.lit("negative"))
        return frame.with_columns(share=_no_share(), cumulative_share=_no_share(), pareto=classes, pareto_reason=reason)
    reason = chosen(
        (amount.is_null(), nw.col("no_amount_reason")), (~counted & (amount == 0), PARETO_REASONS[3]), default=_null()
    )
    frame = frame.with_columns(cumulative=_cumulative(amounts))
    return frame.with_columns(
        share=nw.when(counted).then(ratio(nw.when(counted).then(amount), figures.base)),
        cumulative_share=nw.when(counted).then(ratio(nw.when(counted).then(nw.col("cumulative")), figures.base)),
        pareto=class_by(figures.cuts, parameters),
        pareto_reason=reason,
    ).drop("cumulative")


def class_by(cuts: tuple[int | None, int | None], parameters: ParetoParameters) -> nw.Expr:
    """The class of ``amount`` by the least amounts of A and B; null where it is missing or left out."""
    amount = nw.col("amount")
    first, second = cuts
    return chosen(
        (amount < 0, "negative"),
        (amount >= _never(first), "A"),
        (amount >= _never(second), "B"),
        (amount >= (1 if parameters.exclude_zero else 0), "C"),
        default=_null(),
    )


def _cumulative(amounts: Histogram) -> nw.Expr:
    """What customers with this amount or a higher one hold together."""
    richest = amounts.above(0).descending
    return nw.col("amount").replace_strict(
        list(richest.values), richest.worth_up_to, default=nw.lit(None, dtype=nw.Int64()), return_dtype=nw.Int64()
    )


def _never(cut: int | None) -> int:
    """A cut that nobody reaches lies above every amount."""
    return 2**63 - 1 if cut is None else cut


def _null() -> nw.Expr:
    return nw.lit(None, dtype=nw.String())


def _no_share() -> nw.Expr:
    return nw.lit(None, dtype=nw.Int64())
