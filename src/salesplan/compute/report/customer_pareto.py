"""The Pareto curve of the report: what the largest customers hold together, at points that draw the curve."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

import narwhals as nw

from salesplan.compute.customers.summary import ClassifySummary
from salesplan.compute.report.rows import Row, table_from
from salesplan.compute.report.section import SectionTable
from salesplan.compute.rounding import share_of
from salesplan.compute.sums import roomy
from salesplan.model.table import Kind, scaled

POINTS: dict[str, Kind] = {
    "customers": "integer",
    "customer_share": "share",
    "amount": "amount",
    "reached": "share",
    "mark": "code",
}
GROUPS: dict[str, Kind] = {"pareto": "code", "customers": "integer", "amount": "amount", "share": "share"}
_PERCENT = (*range(10), *range(10, 30, 2), *range(30, 101, 5))
"""Where the curve has points, in percent of the customers: closer where it is steep."""


def pareto(s: ClassifySummary, frame: nw.DataFrame[Any], scale: int) -> SectionTable:
    """What so many of the largest customers hold of the sum of amounts above 0.

    ``mark``: ``top20``, the first fifth, and ``most``, the fewest who hold 80 %.
    """
    held = frame.filter(~nw.col("share").is_null()).sort("amount", descending=True)
    together = held.select(sum=roomy(held, "amount").cum_sum()).get_column("sum")
    count, whole = len(held), int(together[len(held) - 1])
    marks = {s.customers_for_80: "most", s.top20_customers: "top20"}
    places = {ceil(Fraction(percent, 100) * count) for percent in _PERCENT} | {at for at in marks if at}
    rows: list[Row] = []
    for at in sorted(places):
        reached = int(together[at - 1]) if at else 0
        told = (at, share_of(at, count), scaled(reached, scale), share_of(reached, whole), marks.get(at))
        rows.append(dict(zip(POINTS, told, strict=True)))
    return table_from("pareto", POINTS, rows)


def pareto_classes(s: ClassifySummary) -> SectionTable:
    """The 80/20 classes that somebody is in."""
    rows = [{"pareto": code, **vars(group)} for code, group in s.by_pareto.items() if group.customers]
    return table_from("pareto_classes", GROUPS, rows, ("customers", "amount"))
