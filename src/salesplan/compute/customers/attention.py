"""The attention index: how much a customer cares about us, from need, engagement, satisfaction, trust and recency."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import add
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


def with_attention(frame: Frame, parameters: AttentionParameters, as_of: date) -> Frame:
    """``attention``, 0 to 100: the weighted mean of the parts that are known, each 0 to 1; null with fewer than two.

    Need and satisfaction: (x - 1) / 4 of ``need`` and ``csat`` (1 to 5). Engagement: ``engaged`` of ``contacts``, at
    most 1, unknown without a contact. Trust: how many of reference, referral and repeat order are true, of three;
    unknown when all are. Recency: 1 - days since ``last_interaction`` / ``recency_days``, not below 0.
    """
    days = days_since(nw.col("last_interaction"), as_of)
    left = parameters.recency_days - days
    contacts = nw.col("contacts")
    known_trust = nw.any_horizontal(*(~nw.col(flag).is_null() for flag in TRUST), ignore_nulls=True)
    true = reduce(add, (nw.col(flag).fill_null(value=False).cast(nw.Int64()) for flag in TRUST))
    parts: list[tuple[nw.Expr, nw.Expr]] = [
        (nw.col("need") - 1, _whole(_SPAN)),
        (nw.min_horizontal(nw.col("engaged"), contacts), nw.when(contacts > 0).then(contacts)),
        (nw.col("csat") - 1, _whole(_SPAN)),
        (nw.when(known_trust).then(true), _whole(len(TRUST))),
        (
            nw.when(left > 0).then(left).otherwise(nw.when(~days.is_null()).then(_whole(0))),
            _whole(parameters.recency_days),
        ),
    ]
    return frame.with_columns(attention=_weighted(parts, whole_weights(parameters.weights)))


def _whole(number: int) -> nw.Expr:
    return nw.lit(number, dtype=nw.Int64())


def _weighted(parts: list[tuple[nw.Expr, nw.Expr]], weights: list[int]) -> nw.Expr:
    """100 x sum of weight x part / sum of weights over the known parts, brought to one denominator."""
    known = [~above.is_null() & ~below.is_null() for above, below in parts]
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
