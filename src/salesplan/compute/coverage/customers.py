"""The customers as coverage looks at them: once each, with tier, potential, revenue and the time they got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.coverage.hours import Spent
from salesplan.compute.customers.population import Population
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.table import scaled

Frame = nw.DataFrame[Any]


@dataclass(frozen=True)
class CoveredCustomers:
    """One row a customer with ``potential``, ``amount``, ``revenue`` (at least 0), ``tier``, ``minutes`` or null.

    ``repeated`` rows of the list are customers who have a row already.
    """

    frame: Frame
    scale: int
    potential_scale: int
    minutes_scale: int
    repeated: int = 0


def covered(population: Population, customers: Records | None, spent: Spent | None) -> CoveredCustomers:
    """The customers once each, with potential of the list, amount and minutes."""
    frame = population.frame.filter(nw.col("counts"))
    if "tier" not in frame.columns:
        frame = frame.with_columns(tier=nw.lit(None, dtype=nw.String()))
    keep = [SOURCE, ROW, "key", "id", "name", "owner", "region", "class", "tier", "amount"]
    frame = frame.select(*(c for c in keep if c in frame.columns))
    scale = 0
    if customers is not None and customers.has("potential"):
        frame = frame.join(customers.frame.select(SOURCE, ROW, "potential"), on=[SOURCE, ROW], how="left")
        scale = customers.scales.get("potential", 0)
    else:
        frame = frame.with_columns(potential=nw.lit(None, dtype=nw.Int64()))
    frame = frame.with_columns(
        revenue=nw.when(nw.col("amount") > 0).then(nw.col("amount")).otherwise(0),
        by_revenue=nw.col("potential").is_null(),
    )
    if spent is not None and len(spent.by_customer):
        frame = frame.join(spent.by_customer.select("key", "minutes"), on="key", how="left")
    else:
        frame = frame.with_columns(minutes=nw.lit(None, dtype=nw.Int64()))
    order = [c for c in (SOURCE, ROW, "key") if c in frame.columns]
    return CoveredCustomers(
        frame.sort(*order, nulls_last=True),
        population.scale,
        scale,
        spent.scale if spent is not None else 0,
        len(population.frame) - len(frame),
    )


def worth_of(row: Mapping[str, Any], people: CoveredCustomers) -> Decimal:
    """The potential of a customer, else his revenue."""
    if row["potential"] is not None:
        return scaled(row["potential"], people.potential_scale)
    return scaled(row["revenue"] or 0, people.scale)
