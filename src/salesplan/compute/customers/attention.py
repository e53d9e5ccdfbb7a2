"""The attention index: how much a customer cares about us, from need, engagement, satisfaction, trust and recency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import add
from types import MappingProxyType
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import days_since, ratio, whole_weights
from salesplan.compute.sums import wide
from salesplan.model.plan.customers import AttentionParameters

Frame = nw.DataFrame[Any]
TRUST = ("reference", "referral", "repeat_order")
LEAST_PARTS = 2
"""With fewer known parts there is no index."""
_SPAN = 4
_HUNDRED = 100


PARTS: tuple[str, ...] = ("need", "engagement", "satisfaction", "trust", "recency")
"""The parts in the order of their weights; each is shown as ``<part>_points``, 0 to 100."""
NO_SCALES: Mapping[str, int] = MappingProxyType({})


def with_attention(
    frame: Frame, parameters: AttentionParameters, as_of: date, scales: Mapping[str, int] = NO_SCALES
) -> Frame:
    """``attention``, 0 to 100: the weighted mean of the parts that are known, each 0 to 1; null with fewer than two.

    Need and satisfaction: (x - 1) / 4 of ``need`` and ``csat`` (1 to 5, counts of 10^-``scales``). Engagement:
    ``engaged`` of ``contacts``, at most 1, unknown without a contact. Trust: how many of reference, referral and repeat
    order are true, of three; unknown when all are. Recency: 1 - days since ``last_interaction`` / ``recency_days``, not
    below 0. ``parts``: how many are known.
    """
    parts = _parts(parameters, as_of, scales)
    points = {
        f"{name}_points": nw.when(_known(part)).then(
            ratio(nw.when(_known(part)).then(wide(part[0]) * _HUNDRED), nw.when(_known(part)).then(part[1]))
        )
        for name, part in zip(PARTS, parts, strict=True)
    }
    known = reduce(add, (_known(part).cast(nw.Int64()) for part in parts))
    return frame.with_columns(attention=_weighted(parts, whole_weights(parameters.weights)), parts=known, **points)


def _parts(parameters: AttentionParameters, as_of: date, scales: Mapping[str, int]) -> list[tuple[nw.Expr, nw.Expr]]:
    """Numerator and denominator of each part."""
    days = days_since(nw.col("last_interaction"), as_of)
    left = parameters.recency_days - days
    contacts = nw.col("contacts")
    known_trust = nw.any_horizontal(*(~nw.col(flag).is_null() for flag in TRUST), ignore_nulls=True)
    true = reduce(add, (nw.col(flag).fill_null(value=False).cast(nw.Int64()) for flag in TRUST))
    return [
        _score("need", scales),
        (nw.min_horizontal(nw.col("engaged"), contacts), nw.when(contacts > 0).then(contacts)),
        _score("csat", scales),
        (nw.when(known_trust).then(true), _whole(len(TRUST))),
        (
            nw.when(left > 0).then(left).otherwise(nw.when(~days.is_null()).then(_whole(0))),
            _whole(parameters.recency_days),
        ),
    ]


def _score(column: str, scales: Mapping[str, int]) -> tuple[nw.Expr, nw.Expr]:
    one = 10 ** scales.get(column, 0)
    return nw.col(column) - one, _whole(_SPAN * one)


def _known(part: tuple[nw.Expr, nw.Expr]) -> nw.Expr:
    return ~part[0].is_null() & ~part[1].is_null()


def _whole(number: int) -> nw.Expr:
    return nw.lit(number, dtype=nw.Int64())


def _weighted(parts: list[tuple[nw.Expr, nw.Expr]], weights: list[int]) -> nw.Expr:
    """100 x sum of weight x part / sum of weights over the known parts, brought to one denominator."""
    known = [_known(part) for part in parts]
    common = reduce(
        lambda a, b: a * b,
        (wide(nw.when(k).then(b).otherwise(_whole(1))) for k, (_, b) in zip(known, parts, strict=True)),
    )
    above = [
        nw.when(k).then(wide(a) * wide(w * _HUNDRED) * (common // wide(b))).otherwise(wide(0))
        for k, w, (a, b) in zip(known, weights, parts, strict=True)
    ]
    whole = reduce(add, (nw.when(k).then(wide(w)).otherwise(wide(0)) for k, w in zip(known, weights, strict=True)))
    enough = reduce(add, (k.cast(nw.Int64()) for k in known)) >= LEAST_PARTS
    below = nw.when(enough & (whole > 0)).then(common * whole)
    return nw.when(enough).then(ratio(reduce(add, above), below))
