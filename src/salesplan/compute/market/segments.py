"""Customers by segment: how many, how much, who fits several or none, which to go for (methods.md 6.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

import narwhals as nw

from salesplan.compute.customers.population import Population
from salesplan.compute.market.attractiveness import attractiveness, chosen
from salesplan.compute.market.segment_places import SEPARATOR, fit, with_segments
from salesplan.compute.rounding import share_of
from salesplan.compute.sums import roomy
from salesplan.model.plan.market import Segment, SegmentParameters
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.table import ColumnSpec, Table, Value, scaled

Frame = nw.DataFrame[Any]
UNMATCHED = "unmatched"
ROWS: tuple[ColumnSpec, ...] = (
    ColumnSpec("kind", "code"),
    ColumnSpec("segment", "text"),
    ColumnSpec("name", "text"),
    ColumnSpec("customers", "integer"),
    ColumnSpec("share", "share"),
    ColumnSpec("amount", "amount"),
    ColumnSpec("amount_share", "share"),
    ColumnSpec("average", "amount"),
    ColumnSpec("fits", "integer"),
    ColumnSpec("attractiveness", "score"),
    ColumnSpec("rank", "integer"),
    ColumnSpec("target", "flag"),
)
_TEXTS = ("id", "name", "owner", "region")


@dataclass(frozen=True)
class SegmentFigures:
    """One segment, or the customers without any (``segment`` None).

    ``fits`` counts the customers whose data meet its rules, those of an earlier segment included. ``share`` is of the
    customers, ``amount_share`` of the net total and None where that is not above 0; ``average`` is the amount per
    customer. ``attractiveness`` is 1 to 5; ``rank`` counts from 1, the best first.
    """

    segment: str | None
    name: str
    customers: int
    share: Decimal | None
    amount: Decimal | None
    amount_share: Decimal | None
    average: Decimal | None
    fits: int | None = None
    attractiveness: Decimal | None = None
    rank: int | None = None
    target: bool | None = None


@dataclass(frozen=True)
class Overlap:
    """How many customers meet the rules of both segments; they belong to the earlier one."""

    earlier: str
    later: str
    customers: int


@dataclass(frozen=True)
class Unmatched:
    """Customers without a segment by reason: ``no_rule``, or ``missing`` with the fields that leave it open."""

    reason: str
    fields: tuple[str, ...]
    customers: int


@dataclass(frozen=True)
class SegmentsSummary:
    """The segmentation as a whole. Amounts are None where neither list nor orders give any.

    ``several`` counts the customers whose data meet the rules of more than one segment; ``targets`` are the segments
    to go for, best first.
    """

    customers: int
    matched: int
    unmatched: int
    unmatched_share: Decimal | None
    several: int
    net_total: Decimal | None
    segments: tuple[SegmentFigures, ...]
    without: SegmentFigures
    reasons: tuple[Unmatched, ...] = ()
    overlap: tuple[Overlap, ...] = ()
    targets: tuple[str, ...] = ()
    window: object = None
    strangers: int = 0


def segmented(customers: Records, segments: Sequence[Segment], population: Population) -> Frame:
    """One row a customer of the list, each once, with his amount and his segment (``with_segments``)."""
    people = population.frame.filter(nw.col("counts") & ~nw.col(ROW).is_null())
    people = people.select(SOURCE, ROW, *_TEXTS, "amount")
    placed = with_segments(customers, segments)
    marks = [SOURCE, ROW, "place", "fits", "missing", "reason", *(fit(at) for at in range(len(segments)))]
    return people.join(placed.select(*marks), on=[SOURCE, ROW], how="left").sort(SOURCE, ROW)


def scores_of(segment: Segment) -> dict[str, Decimal]:
    """The scores that a segment was given, by measure."""
    given = {name: getattr(segment, name) for name in ("size", "growth", "profit", "fit", "access")}
    return {name: score for name, score in given.items() if score is not None}


def summary_of(
    frame: Frame,
    segments: Sequence[Segment],
    parameters: SegmentParameters,
    targets: int,
    scale: int | None,
) -> SegmentsSummary:
    """The figures of segmented customers; ``scale`` is that of amounts, None where there are none."""
    counted = _counted(frame)
    scored = _scored(segments, parameters)
    order = chosen({segment.id: score for segment, score in zip(segments, scored, strict=True)}, len(segments))
    total, net = len(frame), sum(worth for _, worth in counted.values())
    parts: list[SegmentFigures] = []
    for at, segment in enumerate(segments):
        figures = _figures(counted.get(at, (0, 0)), total, net, scale)
        score, rank = scored[at], order.index(segment.id) + 1 if segment.id in order else None
        known = None if score is None else share_of(score, 1)
        meets = int(frame.get_column(fit(at)).fill_null(value=False).sum()) if total else 0
        is_target = rank <= targets if rank is not None else False if order else None
        parts.append(SegmentFigures(segment.id, segment.name, *figures, meets, known, rank, is_target))
    without = SegmentFigures(None, "", *_figures(counted.get(None, (0, 0)), total, net, scale))
    return SegmentsSummary(
        total,
        total - without.customers,
        without.customers,
        share_of(without.customers, total) if total else None,
        len(frame.filter(nw.col("fits") > 1)),
        None if scale is None else scaled(net, scale),
        tuple(parts),
        without,
        _reasons(frame),
        _overlap(frame, segments),
        tuple(order[:targets]),
    )


def _scored(segments: Sequence[Segment], parameters: SegmentParameters) -> list[Fraction | None]:
    weights: Mapping[str, Decimal] = parameters.weights.model_dump()
    return [attractiveness(scores_of(segment), weights) for segment in segments]


def _counted(frame: Frame) -> dict[int | None, tuple[int, int]]:
    """Customers and amount, in whole units, by the position of the segment."""
    found = frame.group_by("place").agg(customers=nw.len(), worth=roomy(frame, "amount").sum())
    rows = found.select("place", "customers", "worth").iter_rows()
    return {place: (customers, int(worth or 0)) for place, customers, worth in rows}


def _figures(
    part: tuple[int, int], total: int, net: int, scale: int | None
) -> tuple[int, Decimal | None, Decimal | None, Decimal | None, Decimal | None]:
    """Customers, their share, amount, its share, and the average."""
    customers, worth = part
    share = share_of(customers, total) if total else None
    if scale is None:
        return customers, share, None, None, None
    average = share_of(Fraction(worth, 10**scale), customers) if customers else None
    return customers, share, scaled(worth, scale), share_of(worth, net) if net > 0 else None, average


def _reasons(frame: Frame) -> tuple[Unmatched, ...]:
    """The reasons by the number of customers, most first."""
    left = frame.filter(nw.col("place").is_null()).group_by("reason", "missing").agg(customers=nw.len())
    rows = sorted(left.select("reason", "missing", "customers").iter_rows(), key=lambda r: (-r[2], r[0], r[1] or ""))
    return tuple(Unmatched(why, tuple(fields.split(SEPARATOR)) if fields else (), n) for why, fields, n in rows)


def _overlap(frame: Frame, segments: Sequence[Segment]) -> tuple[Overlap, ...]:
    """Each pair of segments that share customers, in the order of the plan."""
    marks = [fit(at) for at in range(len(segments))]
    both = frame.filter(nw.col("fits") > 1)
    sets = both.select(nw.col(mark).fill_null(value=False) for mark in marks) if len(both) else None
    found: dict[tuple[int, int], int] = {}
    rows = [] if sets is None else sets.group_by(*marks).agg(customers=nw.len()).select(*marks, "customers").iter_rows()
    for *fits, customers in rows:
        for pair in combinations([at for at, does in enumerate(fits) if does], 2):
            found[pair] = found.get(pair, 0) + customers
    return tuple(Overlap(segments[a].id, segments[b].id, n) for (a, b), n in sorted(found.items()))


def rows_of(summary: SegmentsSummary) -> Table:
    """One row a segment in the plan's order, then the customers without any."""
    rows = [_row(part) for part in summary.segments]
    return Table(ROWS, tuples=(*rows, _row(summary.without)))


def _row(part: SegmentFigures) -> tuple[Value, ...]:
    kind = UNMATCHED if part.segment is None else "segment"
    return (
        kind, part.segment, part.name or None, part.customers, part.share, part.amount, part.amount_share,
        part.average, part.fits, part.attractiveness, part.rank, part.target,
    )  # fmt: skip


def customers_of(frame: Frame, segments: Sequence[Segment], scale: int | None) -> Table:
    """One row a customer, in the order of the list, with his segment or the reason why he has none."""
    positions = list(range(len(segments)))

    def spelled(words: list[str | None]) -> nw.Expr:
        return nw.col("place").replace_strict(positions, words, default=None, return_dtype=nw.String())

    named = frame.with_columns(
        row=nw.col(ROW),
        segment=spelled([segment.id for segment in segments]),
        segments_fit=nw.col("fits"),
        segment_name=spelled([segment.name or None for segment in segments]),
    )
    columns = [ColumnSpec(key, "text") for key in (*_TEXTS, "segment", "segment_name")]
    columns += [ColumnSpec("reason", "code"), ColumnSpec("missing", "text"), ColumnSpec("segments_fit", "integer")]
    columns += [ColumnSpec("amount", "amount", scale)] if scale is not None else []
    columns += [ColumnSpec("row", "integer")]
    kept = [c for c in columns if c.key not in _TEXTS or not named.get_column(c.key).is_null().all() or c.key == "name"]
    return Table(tuple(kept), named.select(*(column.key for column in kept)))
