"""How complete, valid and fresh the files of customers are, and which to complete first (methods.md 5.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.customers.care.freshness import AGE, FRESH_BY, FRESH_DATE, with_age
from salesplan.compute.customers.care.profile_fields import BESIDE, CONTACTS, DAYS, NAMED, ORDERS, FileCells, has
from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.exact import ratio, whole_weights
from salesplan.compute.customers.links import with_customer_key
from salesplan.compute.rounding import PLACES
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.table import ColumnSpec, Kind, Table

Frame = nw.DataFrame[Any]
COMPLETE, WEIGHT, MISSING = "completeness", "filled_weight", "missing"
COLUMNS: Mapping[str, Kind] = {
    "row": "integer",
    "id": "text",
    "name": "text",
    "owner": "text",
    "tier": "code",
    "amount": "amount",
    COMPLETE: "share",
    "below_target": "flag",
    MISSING: "code",
    "fresh": "flag",
    FRESH_BY: "code",
    FRESH_DATE: "date",
    AGE: "integer",
}


@dataclass(frozen=True)
class FileRules:
    """What the plan asks of a file: weights of the fields that count, the least completeness, the greatest age."""

    weights: Mapping[str, Decimal]
    target: Decimal
    fresh_days: int


def profiled(cells: FileCells, graded: Graded, activities: Records | None, rules: FileRules, as_of: date) -> Frame:
    """One row a customer of the list, with what his file holds and lacks.

    Completeness is the weight of the filled fields over the weight of all that count. Purchase history counts as filled
    where orders of the customer are known, the interaction log where contacts are. A customer in several rows has one
    file: what any of them holds is filled. Fresh: touched at most ``fresh_days`` ago (care/freshness.py); None where no
    such day is known. ``missing`` names the empty fields, in their order. ``cells`` come with id, name and owner.
    """
    frame = _with_customers(cells.frame, graded, activities, as_of)
    frame = frame.with_columns(
        (nw.col(has(field)) | nw.col(flag)).alias(has(field))
        for field, flag in BESIDE.items()
        if field in rules.weights
    )
    frame = _one_file(frame, rules)
    parts = whole_weights(tuple(rules.weights.values()))
    whole = sum(parts)
    weighed = [
        nw.when(nw.col(has(field))).then(nw.lit(part)).otherwise(nw.lit(0))
        for field, part in zip(rules.weights, parts, strict=True)
    ]
    absent = [
        nw.when(~nw.col(has(field))).then(nw.lit(field)).otherwise(nw.lit(None, dtype=nw.String()))
        for field in rules.weights
    ]
    frame = frame.with_columns(nw.sum_horizontal(*weighed).alias(WEIGHT))
    frame = frame.with_columns(
        ratio(nw.col(WEIGHT), whole).alias(COMPLETE),
        nw.concat_str(*absent, separator=" ", ignore_nulls=True).alias(MISSING),
        below_target=nw.col(WEIGHT) * nw.lit(rules.target.as_integer_ratio()[1])
        < nw.lit(rules.target.as_integer_ratio()[0] * whole),
    )
    told = nw.when(nw.col(MISSING) != nw.lit("")).then(nw.col(MISSING))
    frame = with_age(frame.with_columns(told.alias(MISSING)), as_of)
    return frame.with_columns(fresh=nw.col(AGE) <= rules.fresh_days)


def _with_customers(cells: Frame, graded: Graded, activities: Records | None, as_of: date) -> Frame:
    """The rows with their customers: key, tier, amount, whether orders and contacts are known, the last contact."""
    frame = cells.with_row_index("place").join(_rated(graded), on=[SOURCE, ROW], how="left").sort("place")
    if activities is None or not activities.has("date"):
        return frame.with_columns(nw.lit(value=False).alias(CONTACTS), activity=nw.lit(None, dtype=nw.Date()))
    held = with_customer_key(activities, graded.population).filter(
        ~nw.col("customer_key").is_null(), nw.col("date") <= nw.lit(as_of)
    )
    newest = held.group_by("customer_key").agg(activity=nw.col("date").max())
    frame = frame.join(newest, left_on="key", right_on="customer_key", how="left").sort("place")
    return frame.with_columns((~nw.col("activity").is_null()).alias(CONTACTS))


def _rated(graded: Graded) -> Frame:
    """The graded rows of the list."""
    frame = graded.population.frame.filter(~nw.col(ROW).is_null())
    absent = [nw.lit(None, dtype=nw.String()).alias("tier")] if "tier" not in frame.columns else []
    frame = frame.with_columns(*absent)
    bought = ~nw.col("last_order").is_null() | (nw.col("orders").fill_null(0) > 0)
    return frame.select(SOURCE, ROW, "key", "tier", "amount", "counts", bought.fill_null(value=False).alias(ORDERS))


def _one_file(frame: Frame, rules: FileRules) -> Frame:
    """One row a customer: of his rows the one that totals count, with what any of them holds."""
    if not frame.get_column("key").is_duplicated().any():
        return frame
    merged = [nw.col(has(field)).max().over("key").alias(has(field)) for field in rules.weights]
    days = [nw.col(day).max().over("key").alias(day) for day in DAYS]
    descending = [True, True, *[False] * (len(NAMED) + 1)]
    best = frame.with_columns(*merged, *days).sort(
        "counts", "amount", *NAMED, "place", descending=descending, nulls_last=True
    )
    return best.filter(nw.col("key").is_first_distinct()).sort("place")


def table_of(frame: Frame, scale: int, weights: Sequence[str], known: frozenset[str]) -> Table:
    """The files to complete first on top: below the target, then by amount, then the least complete, then by id.

    Of those below the target, files that lack a field of ``known`` come before those that lack columns only: of them
    something can be asked.
    """
    fields = [~nw.col(has(field)) for field in weights if field in known]
    frame = frame.with_columns(asks=nw.any_horizontal(*fields, ignore_nulls=True) if fields else nw.lit(value=False))
    ordered = frame.sort(
        *("below_target", "asks", "amount", COMPLETE, *NAMED, "place"),
        descending=[True, True, True, *[False] * (len(NAMED) + 2)],
        nulls_last=True,
    )
    scales = {"amount": scale, COMPLETE: PLACES}
    columns = [ColumnSpec(key, kind, scales.get(key, 0)) for key, kind in COLUMNS.items() if key in frame.columns]
    flags = [ColumnSpec(has(field), "flag") for field in weights]
    return Table((*columns, *flags), frame=ordered.select(spec.key for spec in (*columns, *flags)))
