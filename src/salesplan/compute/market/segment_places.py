"""Which segment each customer belongs to: the first whose rules all hold, else none, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.customers.keys import plain
from salesplan.compute.market.segment_rules import Asked, Condition, Span, asked_by
from salesplan.model.plan.market import Segment
from salesplan.model.records import Records

Frame = nw.DataFrame[Any]
NO_RULE, MISSING = "no_rule", "missing"
"""Why a customer has no segment: no rule holds, or a field that would decide it is missing."""
SEPARATOR = "、"
"""Stands between the names of fields that are missing."""
_LARGEST = 2**63


def fit(at: int) -> str:
    """The column that says whether the rules of the segment at this position hold; null where that is not known."""
    return f"fit:{at}"


def with_segments(customers: Records, segments: Sequence[Segment]) -> Frame:
    """The list with the segment of each row.

    ``place`` is the position of the segment, null for none; ``fits`` counts the segments whose rules hold; ``reason``
    and ``missing`` are those of rows without a segment. A rule of a field that is missing neither holds nor fails:
    another rule of its segment that fails decides, as does a later segment that fits. ``missing`` names the fields
    that leave it open.
    """
    frame = _folded(customers.frame)
    asked = [asked_by(segment) for segment in segments]
    frame = frame.with_columns(_fits(one, frame, customers.scales).alias(fit(at)) for at, one in enumerate(asked))
    holds = [nw.col(fit(at)).fill_null(value=False) for at in range(len(asked))]
    nowhere = nw.lit(None, dtype=nw.Int64())
    place = nw.min_horizontal(nowhere, *(nw.when(each).then(nw.lit(at)) for at, each in enumerate(holds)))
    none = nw.lit(0, dtype=nw.Int64())
    frame = frame.with_columns(place=place, fits=nw.sum_horizontal(none, *(each.cast(nw.Int64()) for each in holds)))
    missing = nw.when(nw.col("place").is_null()).then(_missing(asked, frame, customers.scales))
    frame = frame.with_columns(missing=missing)
    frame = frame.with_columns(missing=nw.when(nw.col("missing") != "").then(nw.col("missing")))
    known = nw.when(nw.col("missing").is_null()).then(nw.lit(NO_RULE)).otherwise(nw.lit(MISSING))
    return frame.with_columns(reason=nw.when(nw.col("place").is_null()).then(known))


def _folded(frame: Frame) -> Frame:
    """The frame with texts as conditions compare them."""
    texts = [name for name in frame.columns if name.startswith("text:")]
    return frame.with_columns(plain(frame, name).str.to_lowercase().alias(name) for name in texts)


def _fits(asked: Sequence[Asked], frame: Frame, scales: Mapping[str, int]) -> nw.Expr:
    """Whether every rule of a segment holds; one without rules fits nobody."""
    rules = [_holds(one, frame, scales) for one in asked]
    return nw.all_horizontal(*rules, ignore_nulls=False) if rules else nw.lit(value=False)


def _missing(asked: Sequence[Sequence[Asked]], frame: Frame, scales: Mapping[str, int]) -> nw.Expr:
    """The fields that leave open whether a segment fits."""
    by_field: dict[str, list[nw.Expr]] = {}
    for at, rules in enumerate(asked):
        for one in rules:
            unknown = nw.col(fit(at)).is_null() & _holds(one, frame, scales).is_null()
            by_field.setdefault(one.field, []).append(unknown)
    if not by_field:
        return nw.lit("")
    named = [nw.when(nw.any_horizontal(*each, ignore_nulls=True)).then(nw.lit(f)) for f, each in by_field.items()]
    return nw.concat_str(*named, separator=SEPARATOR, ignore_nulls=True)


def _holds(asked: Asked, frame: Frame, scales: Mapping[str, int]) -> nw.Expr:
    """Whether any of the conditions on a field holds; null where its value is missing."""
    met = [_meets(condition, asked.field, frame, scales) for condition in asked.conditions]
    return nw.any_horizontal(*met, ignore_nulls=False) if met else nw.lit(value=False)


def _meets(condition: Condition, field: str, frame: Frame, scales: Mapping[str, int]) -> nw.Expr:
    if isinstance(condition, Span):
        return _within(condition, field, frame, scales)
    met = [_column(f"text:{field}", frame, nw.String()) == nw.lit(condition.text)]
    if condition.same is not None:
        met.append(_within(condition.same, field, frame, scales))
    if condition.flag is not None:
        met.append(_column(f"flag:{field}", frame, nw.Boolean()) == nw.lit(condition.flag))
    unknown = nw.all_horizontal(*(each.is_null() for each in met), ignore_nulls=False)
    return nw.when(~unknown).then(nw.any_horizontal(*met, ignore_nulls=True))


def _column(name: str, frame: Frame, kind: Any) -> nw.Expr:  # noqa: ANN401 - a kind of column of narwhals
    return nw.col(name) if name in frame.columns else nw.lit(None, dtype=kind)


def _within(span: Span, field: str, frame: Frame, scales: Mapping[str, int]) -> nw.Expr:
    name = f"{span.measure}:{field}"
    if span.measure == "date":
        value, low, high = _column(name, frame, nw.Date()), nw.lit(span.low), nw.lit(span.high)
        above = (value >= low if span.with_low else value > low) if span.low is not None else None
        below = (value <= high if span.with_high else value < high) if span.high is not None else None
    else:
        value = _column(name, frame, nw.Int64())
        above, below = _above(value, span, scales.get(name, 0)), _below(value, span, scales.get(name, 0))
    ends = [each for each in (above, below) if each is not None]
    return nw.all_horizontal(*ends, ignore_nulls=False)


def _above(value: nw.Expr, span: Span, scale: int) -> nw.Expr | None:
    """At or above the lower end, in whole units: of 10.5 the next whole unit, or that below it, excluded."""
    if not isinstance(span.low, Decimal):
        return None
    exact = span.low.scaleb(scale)
    bound = int(exact.to_integral_value(ROUND_CEILING if span.with_low else ROUND_FLOOR))
    if abs(bound) >= _LARGEST:
        return _always(value, holds=bound < 0)
    return value >= nw.lit(bound) if span.with_low else value > nw.lit(bound)


def _below(value: nw.Expr, span: Span, scale: int) -> nw.Expr | None:
    if not isinstance(span.high, Decimal):
        return None
    exact = span.high.scaleb(scale)
    bound = int(exact.to_integral_value(ROUND_FLOOR if span.with_high else ROUND_CEILING))
    if abs(bound) >= _LARGEST:
        return _always(value, holds=bound > 0)
    return value <= nw.lit(bound) if span.with_high else value < nw.lit(bound)


def _always(value: nw.Expr, *, holds: bool) -> nw.Expr:
    """The same answer for every value that is there: the bound is beyond all that a list holds."""
    return nw.when(~value.is_null()).then(nw.lit(holds))
