"""RFM: how recently, how often and for how much a customer buys, as scores, one of eight types, a value and a tier.

FM leaves recency out of the value, FMI takes the contacts with the customer in (methods.md 5.1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from operator import add, and_
from typing import Any

import narwhals as nw

from salesplan.compute.customers.concentration import histogram_of
from salesplan.compute.customers.cut_points import Histogram, quantile, rank_cuts
from salesplan.compute.customers.exact import chosen, ratio, whole_weights
from salesplan.compute.sums import wide
from salesplan.model.plan.customers import RfmParameters

Frame = nw.DataFrame[Any]
MEASURES: Mapping[str, str] = {
    "recency": "recency_days",
    "frequency": "orders",
    "monetary": "amount",
    "interactions": "interactions",
}
"""The measures and their columns; fewer days are better, more orders, amount and contacts are better."""
TYPED = ("recency", "frequency", "monetary")
"""The measures that the eight types go by."""
MODELS: Mapping[str, tuple[str, ...]] = {
    "rfm": TYPED,
    "fm": ("frequency", "monetary"),
    "fmi": ("frequency", "monetary", "interactions"),
}
"""The measures that each model makes the value of."""
_GOOD, _NOT = True, False
RFM_TYPES: Mapping[tuple[bool, bool, bool], str] = {
    (_GOOD, _GOOD, _GOOD): "important_value",
    (_GOOD, _NOT, _GOOD): "important_develop",
    (_NOT, _GOOD, _GOOD): "important_keep",
    (_NOT, _NOT, _GOOD): "important_win_back",
    (_GOOD, _GOOD, _NOT): "general_value",
    (_GOOD, _NOT, _NOT): "general_develop",
    (_NOT, _GOOD, _NOT): "general_keep",
    (_NOT, _NOT, _NOT): "general_win_back",
}
"""The type by whether recency, frequency and amount are good (methods.md 5.1)."""
TIERS: tuple[str, ...] = ("A", "B", "C", "D")
FEW = 20
"""With fewer customers than this, four to a fifth, fifths say little."""


@dataclass(frozen=True)
class RfmFigures:
    """What the scores were decided by, measure by measure; amounts in units of their scale.

    ``cuts``: the value from which each further point is given, for recency the most days. ``splits``: between good and
    not. ``customers``: how many were scored.
    """

    customers: int = 0
    cuts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    splits: Mapping[str, Fraction] = field(default_factory=dict)
    quartiles: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)


def with_rfm(frame: Frame, parameters: RfmParameters, scale: int, given: tuple[str, ...]) -> tuple[Frame, RfmFigures]:
    """The scores of the ``given`` measures; ``rfm_type`` with all three of it, ``value`` and ``tier`` with the model's.

    Scored are the rows marked ``buys``; only rows marked ``counts`` are compared with. A score is
    1 + floor(5 x customers strictly worse / customers). A negative amount scores 1. Good is: days at or below the
    split, orders and amount at or above it; the split is the mean of the scored customers. Without contacts the model
    ``fmi`` is that of ``fm``.
    """
    scored = frame.filter(nw.col("counts") & nw.col("buys"))
    histograms = {measure: histogram_of(scored, MEASURES[measure]) for measure in given}
    cuts = _cuts(histograms, parameters, scale)
    splits = {m: _split(h, parameters.split) for m, h in histograms.items() if h.customers}
    buys = nw.col("buys")
    frame = frame.with_columns(
        **{f"{measure}_score": nw.when(buys).then(_score(measure, cuts[measure])) for measure in given}
    )
    quartiles = {m: tuple(quantile(h, Fraction(q, 4)) for q in (1, 2, 3)) for m, h in histograms.items() if h.customers}
    if set(TYPED) <= set(given):
        frame = frame.with_columns(rfm_type=nw.when(~nw.col("monetary_score").is_null()).then(_type(splits)))
    weights = weights_of(parameters, given)
    if set(weights) <= set(given):
        frame = _with_value(frame, parameters, weights)
    return frame, RfmFigures(len(scored), cuts, splits, quartiles)


def weights_of(parameters: RfmParameters, given: tuple[str, ...]) -> dict[str, Decimal]:
    """The weight of each measure that makes the value; ``fmi`` without contacts is ``fm``."""
    model = "fm" if parameters.model == "fmi" and "interactions" not in given else parameters.model
    told = {"rfm": parameters.weights, "fm": parameters.fm_weights, "fmi": parameters.fmi_weights}[model]
    return dict(zip(MODELS[model], told, strict=True))


def _cuts(histograms: Mapping[str, Histogram], parameters: RfmParameters, scale: int) -> dict[str, tuple[int, ...]]:
    if parameters.scores == "fixed" and parameters.cuts is not None:
        fixed = parameters.cuts
        monetary = tuple(ceil(Fraction(amount) * 10**scale) for amount in fixed.monetary)
        counts = {"frequency": fixed.frequency, "interactions": fixed.interactions}
        told = {"recency": fixed.recency[::-1], "monetary": monetary, **counts}
        return {measure: told[measure] for measure in histograms}
    shares = _shares(parameters)
    return {measure: _rank_cuts(measure, histogram, shares) for measure, histogram in histograms.items()}


def _shares(parameters: RfmParameters) -> list[Fraction]:
    """The share of customers to be above for each further point."""
    if parameters.scores == "percentiles":
        return [Fraction(percent) / 100 for percent in parameters.percentiles]
    parts = 4 if parameters.scores == "quartiles" else 5
    return [Fraction(step, parts) for step in range(1, parts)]


def highest_score(parameters: RfmParameters) -> int:
    """The most points that somebody can get for each measure of the value."""
    if parameters.scores == "fixed" and parameters.cuts is not None:
        return 1 + max(len(getattr(parameters.cuts, measure)) for measure in MODELS[parameters.model])
    return 1 + len(_shares(parameters))


def _rank_cuts(measure: str, histogram: Histogram, shares: list[Fraction]) -> tuple[int, ...]:
    if measure != "recency":
        return tuple(rank_cuts(histogram, shares))
    # fewer days are better: the same rule on the days below zero
    reverse = Histogram([-days for days in reversed(histogram.values)], list(reversed(histogram.counts)))
    return tuple(-cut for cut in rank_cuts(reverse, shares))


def _score(measure: str, cuts: tuple[int, ...]) -> nw.Expr:
    value = nw.col(MEASURES[measure])
    met = [((value <= cut) if measure == "recency" else (value >= cut)).cast(nw.Int64()) for cut in cuts]
    score = reduce(add, met, nw.lit(1, dtype=nw.Int64()))
    return nw.when(value < 0).then(nw.lit(1, dtype=nw.Int64())).otherwise(score) if measure == "monetary" else score


def _split(histogram: Histogram, by: str) -> Fraction:
    """The mean, or the median of those that are not 0."""
    if by == "mean":
        return Fraction(histogram.total, histogram.customers)
    pairs = [(v, n) for v, n in zip(histogram.values, histogram.counts, strict=True) if v]
    kept = Histogram([v for v, _ in pairs], [n for _, n in pairs])
    return quantile(kept, Fraction(1, 2)) if pairs else Fraction(0)


def _with_value(frame: Frame, parameters: RfmParameters, told: Mapping[str, Decimal]) -> Frame:
    weights = dict(zip(told, whole_weights(tuple(told.values())), strict=True))
    total = reduce(add, (wide(nw.col(f"{m}_score")) * wide(w) for m, w in weights.items()))
    whole = sum(weights.values())
    # tier A from 4.0: weighted scores >= 4.0 x all weights, in whole numbers
    least = [ceil(Fraction(tier) * whole) for tier in parameters.tiers]
    return frame.with_columns(
        value=ratio(total, whole),
        tier=nw.when(~nw.col("monetary_score").is_null()).then(
            chosen(*((total >= wide(cut), tier) for cut, tier in zip(least, TIERS, strict=False)), default=TIERS[-1])
        ),
    )


def _type(splits: Mapping[str, Fraction]) -> nw.Expr:
    good: dict[str, Callable[[nw.Expr], nw.Expr]] = {
        "recency": lambda days: days <= floor(splits["recency"]),
        "frequency": lambda orders: orders >= ceil(splits["frequency"]),
        "monetary": lambda amount: amount >= ceil(splits["monetary"]),
    }
    if not splits:
        return nw.lit(None, dtype=nw.String())
    is_good = [good[measure](nw.col(MEASURES[measure])) for measure in TYPED]
    cases = (
        (reduce(and_, (yes if wanted else ~yes for yes, wanted in zip(is_good, wanted_all, strict=True))), code)
        for wanted_all, code in RFM_TYPES.items()
    )
    return chosen(*cases, default=nw.lit(None, dtype=nw.String()))
