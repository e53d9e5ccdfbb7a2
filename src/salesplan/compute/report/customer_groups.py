"""Groups of customers in the report: classes and what is due, the class map, RFM scores and types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import narwhals as nw

from salesplan.compute.customers.rfm import TIERS
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.compute.customers.worth.value import ACTIONS
from salesplan.compute.report.rows import Row, table_from
from salesplan.compute.report.section import SectionTable
from salesplan.compute.sums import roomy
from salesplan.model.table import ColumnSpec, Kind, Value, scaled

CLASSES: dict[str, Kind] = {
    "class": "code",
    "customers": "integer",
    "amount": "amount",
    "share": "share",
    **dict.fromkeys(("due_today", "due_this_week", "overdue"), "integer"),
}
SEGMENTS: dict[str, Kind] = {
    "rfm_type": "code",
    "customers": "integer",
    "amount": "amount",
    "share": "share",
    "action": "code",
}
LIMITS: dict[str, Kind] = {"measure": "code", "score": "integer", "limit": "score"}
NO_TIER = "none"
"""Whoever has no tier or class: nothing bought in the window."""
_FEWEST = 5
"""Scores go from 1 to 5, unless the plan's own limits give more."""
Frame = nw.DataFrame[Any]


def classes(s: ClassifySummary) -> SectionTable:
    """The classes that somebody is in, with how many are to be contacted."""
    rows = [{"class": code, **vars(group)} for code, group in s.by_class.items() if group.customers]
    summed = [key for key, kind in CLASSES.items() if kind in ("integer", "amount")]
    return table_from("classes", CLASSES, rows, summed)


def class_map(s: ClassifySummary, frame: Frame) -> Iterator[SectionTable]:
    """Class down, value tier across: how many customers; nothing where nobody has a tier."""
    if "tier" not in frame.columns or not any(group.customers for group in s.by_tier.values()):
        return
    found = frame.group_by("class", "tier").agg(customers=nw.len())
    cells = {(code, tier or NO_TIER): n for code, tier, n in found.select("class", "tier", "customers").iter_rows()}
    tiers = (*TIERS, NO_TIER)
    kinds: dict[str, Kind] = {"class": "code", **dict.fromkeys((f"tier_{tier}" for tier in tiers), "integer")}
    held = [code for code, group in s.by_class.items() if group.customers]
    rows = [
        {"class": code, "customers": s.by_class[code].customers, **{f"tier_{t}": cells.get((code, t)) for t in tiers}}
        for code in held
    ]
    yield table_from("class_map", {**kinds, "customers": "integer"}, rows, (*list(kinds)[1:], "customers"))


def rfm(s: ClassifySummary, frame: Frame, columns: Mapping[str, ColumnSpec]) -> Iterator[SectionTable]:
    """Recency from the best score down, frequency across: customers (``f1``...) and amount (``a1``...)."""
    scores = ("recency_score", "frequency_score")
    if not set(scores) <= set(columns) or not s.rfm_customers:
        return
    scale = columns["amount"].scale if "amount" in columns else None
    held = frame.filter(~nw.col(scores[0]).is_null(), ~nw.col(scores[1]).is_null())
    worth = nw.len() if scale is None else roomy(held, "amount").sum()  # without amounts nobody looks at it
    found = held.group_by(*scores).agg(customers=nw.len(), worth=worth)
    cells = {(r, f): (n, worth) for r, f, n, worth in found.select(*scores, "customers", "worth").iter_rows()}
    downs, across = (_scores(s, measure, {cell[at] for cell in cells}) for at, measure in enumerate(_AXES))
    kinds: dict[str, Kind] = {"recency_score": "code", **{f"f{score}": "integer" for score in across}}
    kinds["customers"] = "integer"
    if scale is not None:
        kinds |= {"amount": "amount", **{f"a{score}": "amount" for score in across}}
    rows = [_rfm_row(down, across, cells, scale) for down in reversed(downs)]
    yield table_from("rfm", kinds, rows, list(kinds)[1:])


_AXES = ("recency", "frequency")


def _scores(s: ClassifySummary, measure: str, found: set[int]) -> list[int]:
    """All scores that can be given, also those nobody has."""
    return list(range(1, max(*found, 1 + len(s.rfm_cuts.get(measure, ())), 1) + 1))


def _rfm_row(
    recency: int, across: list[int], cells: Mapping[tuple[int, int], tuple[int, int]], scale: int | None
) -> Row:
    own = {score: cells[recency, score] for score in across if (recency, score) in cells}
    row: dict[str, Value] = {"recency_score": f"R{recency}", "customers": sum(n for n, _ in own.values())}
    row |= {f"f{score}": n for score, (n, _) in own.items()}
    if scale is not None:
        row |= {f"a{score}": scaled(int(worth or 0), scale) for score, (_, worth) in own.items()}
        row["amount"] = scaled(sum(int(worth or 0) for _, worth in own.values()), scale)
    return row


def rfm_limits(s: ClassifySummary) -> Iterator[SectionTable]:
    """From which days and orders on each further point is given; the first point has no limit."""
    rows: list[Row] = [
        {"measure": measure, "score": score, "limit": limit}
        for measure in _AXES
        for score, limit in enumerate(s.rfm_cuts.get(measure, ()), 2)
    ]
    if rows:
        yield table_from("rfm_limits", LIMITS, rows)


def segments(s: ClassifySummary) -> Iterator[SectionTable]:
    """The RFM types that somebody is of, with what to do."""
    held = {code: group for code, group in s.by_rfm_type.items() if group.customers}
    rows = [{"rfm_type": code, "action": ACTIONS[code], **vars(group)} for code, group in held.items()]
    if rows:
        yield table_from("segments", SEGMENTS, rows, ("customers", "amount"))
