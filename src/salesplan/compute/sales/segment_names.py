"""The segment of each customer by the plan's rules, as sales are seen by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from salesplan.compute.customers.keys import key
from salesplan.compute.customers.population import keys_by
from salesplan.compute.market.segment_places import with_segments
from salesplan.model.plan.market import Segment
from salesplan.model.records import Records


def segment_names(customers: Records, orders: Records, segments: Sequence[Segment]) -> nw.DataFrame[Any]:
    """``key`` and ``segment`` of each customer of the list that fits one; of two rows of one the first segment."""
    placed = with_segments(customers, segments)
    placed = placed.with_columns(key=key(placed, keys_by(customers, orders)[0]))
    placed = placed.filter(~nw.col("key").is_null() & ~nw.col("place").is_null())
    first = placed.group_by("key").agg(nw.col("place").min())
    names = [each.name or each.id for each in segments]
    at = list(range(len(names)))
    return first.select("key", segment=nw.col("place").replace_strict(at, names, return_dtype=nw.String()))
