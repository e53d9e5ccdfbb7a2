"""Amounts of orders that several people share, cut by largest remainder so that the parts add up to the order."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from salesplan.compute.sums import largest, roomy

Frame = nw.DataFrame[Any]


def with_parts(pieces: Frame, value: str) -> Frame:
    """``value`` of each piece cut to the part of its share; of equal remainders the first named has the unit.

    Pieces have ``_order``, which of the orders they belong to, ``_at``, their place in it, ``_share`` and ``_whole``,
    the sum of the order's shares. What is null stays null.
    """
    size = roomy(pieces, value, largest(pieces, "_share")).abs()
    found = pieces.with_columns(
        (size * nw.col("_share") // nw.col("_whole")).alias("_part"),
        (size * nw.col("_share") % nw.col("_whole")).alias("_rest"),
    )
    found = found.with_columns((size - nw.col("_part").sum().over("_order")).alias("_left"))
    found = found.sort("_order", "_rest", "_at", descending=[False, True, False]).with_row_index("_nth")
    nth = nw.col("_nth").cast(nw.Int64()) - nw.col("_nth").cast(nw.Int64()).min().over("_order")
    part = nw.col("_part") + (nth < nw.col("_left")).cast(nw.Int64())
    part = nw.when(nw.col(value) < 0).then(0 - part).otherwise(part)
    return found.with_columns(part.cast(pieces.schema[value]).alias(value)).drop("_part", "_rest", "_left", "_nth")
