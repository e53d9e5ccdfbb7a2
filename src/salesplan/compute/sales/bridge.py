"""From what customers bought then to what they buy now: new, lost, more, less, won back (methods.md 10.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.rounding import PLACES
from salesplan.compute.sales.base import base_problems, need_base
from salesplan.compute.sales.contributors import Contributor, contributors
from salesplan.compute.sales.dimensions import check_sides, names_of_side
from salesplan.compute.sales.measures import BLANK
from salesplan.compute.sales.pivot import change_of
from salesplan.compute.sales.sold import Sold
from salesplan.compute.sales.spans import Spans
from salesplan.compute.sums import roomy, total_of, wide
from salesplan.errors import Problem
from salesplan.model.result import Parameter, Result, place_of
from salesplan.model.table import ColumnSpec, Table, scaled
from salesplan.text import Text

Frame = nw.DataFrame[Any]
MOVES = ("new", "won_back", "expansion", "contraction", "lost", "returns", "unnamed")
"""The bars from then to now, in their order."""
UNCOUNTED = frozenset(("returns", "unnamed"))
"""The moves that are not those of so many customers: who sent back more may have moved otherwise too."""
GROUPS = ("rep", "region", "class", "tier", "segment")
"""What customers may be grouped by: each customer is in one group, so that nobody is lost by changing hands."""
_SIDES = ("product", "region", "rep")


@dataclass(frozen=True)
class Bridge:
    """The bridge of all customers or of a group: ``base`` and the moves are together ``now``, exactly.

    ``lost`` and ``contraction`` are below 0. ``won_back`` is None where the orders begin with the base: who came back
    cannot be told from who is new, and stands in ``new``. ``returns`` are what customers moved by who sent back more
    than they bought; ``unnamed`` are lines without a customer. ``customers`` counts those of each move.
    """

    group: str | None
    base: Decimal
    new: Decimal
    won_back: Decimal | None
    expansion: Decimal
    contraction: Decimal
    lost: Decimal
    returns: Decimal
    unnamed: Decimal
    now: Decimal
    change: Decimal
    change_rate: Decimal | None
    customers: dict[str, int]


@dataclass(frozen=True)
class Mover:
    """A customer to act on: who, whose, what he bought then and now, when last."""

    name: str
    owner: str | None
    region: str | None
    base: Decimal
    now: Decimal
    change: Decimal
    last_order: date | None


@dataclass(frozen=True)
class BridgeSummary:
    """The bridge of all, those of groups where asked for, and whom it is about."""

    spans: Spans
    by: str | None
    total: Bridge
    groups: tuple[Bridge, ...]
    lost: tuple[Mover, ...]
    contracted: tuple[Mover, ...]
    expanded: tuple[Mover, ...]
    gained: tuple[Mover, ...]
    contributors: tuple[Contributor, ...]


def moves_of(bridge: Bridge) -> tuple[tuple[str, Decimal], ...]:
    """The moves between base and now, together the change; those of nothing are left out."""
    return tuple((move, value) for move in MOVES if (value := getattr(bridge, move)))


def bridge(sold: Sold, spans: Spans, as_of: date, *, by: str | None = None, most: int = 5) -> Result[BridgeSummary]:
    """One row a customer who bought in either span, the largest loss first.

    BadInput without a base, without customers, or where nothing tells the group.
    """
    check_sides(("customer", *([by] if by else [])), sold)
    need_base(sold, spans)
    earlier = sold.first_day is not None and sold.first_day < spans.base.first
    frame = _moved(sold, spans, by, earlier=earlier)
    total = _bridge(frame, None, sold.scale, earlier=earlier)
    summary = BridgeSummary(
        spans,
        by,
        total,
        _groups(frame, sold.scale, earlier=earlier) if by else (),
        _movers(frame, ("lost",), sold.scale, most, most_first=False),
        _movers(frame, ("contraction",), sold.scale, most, most_first=False),
        _movers(frame, ("expansion",), sold.scale, most, most_first=True),
        _movers(frame, ("new", "won_back"), sold.scale, most, most_first=True),
        contributors(sold, spans.now, spans.base, _SIDES),
    )
    findings = (*base_problems(sold, spans), *_findings(total, sold, earlier=earlier))
    parameters = (Parameter("sales.for", spans.name), Parameter("sales.against", spans.against))
    return Result(
        "sales bridge", as_of, summary, _table(frame, by, sold.scale, total), parameters, findings, sold.inputs
    )


def _moved(sold: Sold, spans: Spans, by: str | None, *, earlier: bool) -> Frame:
    """One row a customer (and one for the lines of nobody) with then, now, change and the move that it is.

    What he bought counts from 0 up in the named moves; what lies below 0 is ``returns``.
    """
    frame = sold.frame.with_columns(
        nw.col("key").fill_null(BLANK),
        _then=_within("amount", spans.base.first, spans.base.last),
        _now=_within("amount", spans.now.first, spans.now.last),
        _first=nw.when(nw.col("amount") > 0).then(nw.col("date")),
    )
    sums = frame.group_by("key").agg(
        roomy(frame, "_then").sum().cast(nw.Int64()).alias("base"),
        roomy(frame, "_now").sum().cast(nw.Int64()).alias("now"),
        nw.col("_first").min(),
    )
    sums = sums.filter((nw.col("base") != 0) | (nw.col("now") != 0))
    then, now, named = nw.col("base").clip(0), nw.col("now").clip(0), nw.col("key") != BLANK
    back = (nw.col("_first") <= spans.base.last).fill_null(value=False) if earlier else nw.lit(value=False)
    move = nw.when(then > 0).then(_kept(then, now)).otherwise(_came(now, back))
    sums = sums.with_columns(
        change=nw.col("now") - nw.col("base"),
        moved=now - then,
        move=nw.when(named).then(move).otherwise(nw.lit("unnamed")),
    )
    return _described(sums, sold, by)


def _within(column: str, first: date, last: date) -> nw.Expr:
    return nw.when(nw.col("date").is_between(first, last)).then(nw.col(column)).otherwise(0)


def _kept(then: nw.Expr, now: nw.Expr) -> nw.Expr:
    """The move of a customer who bought then."""
    less = nw.when(now > 0).then(nw.lit("contraction")).otherwise(nw.lit("lost"))
    same = nw.when(now == then).then(nw.lit("unchanged")).otherwise(less)
    return nw.when(now > then).then(nw.lit("expansion")).otherwise(same)


def _came(now: nw.Expr, back: nw.Expr) -> nw.Expr:
    """The move of one who did not."""
    bought = nw.when(back).then(nw.lit("won_back")).otherwise(nw.lit("new"))
    return nw.when(now > 0).then(bought).otherwise(nw.lit("returns"))


def _described(sums: Frame, sold: Sold, by: str | None) -> Frame:
    """With name, owner, region, last order and the group."""
    names = names_of_side("customer", sold)
    told = sums.join(sold.people.drop("name"), on="key", how="left")
    if names is not None:
        told = told.join(names, on="key", how="left").rename({"label": "name"})
    column = {"rep": "owner", "region": "region"}.get(by or "", by)
    if by in ("class", "tier", "segment"):
        marks = sold.frame.filter(~nw.col("key").is_null()).group_by("key").agg(nw.col(by).max())
        told = told.join(marks, on="key", how="left")
    group = nw.col(column) if column else nw.lit(None, dtype=nw.String())
    return told.with_columns(group=group)


def _bridge(frame: Frame, group: str | None, scale: int, *, earlier: bool) -> Bridge:
    def total(column: str, *moves: str) -> Decimal:
        rows = frame.filter(nw.col("move").is_in(moves)) if moves else frame
        return scaled(total_of(rows, column), scale)

    named = frame.filter(nw.col("move") != "unnamed").with_columns(below=nw.col("change") - nw.col("moved"))
    base, now = total("base"), total("now")
    whole = [int(each.scaleb(scale)) for each in (now, base)]
    counts = dict(frame.group_by("move").agg(n=nw.len()).select("move", "n").iter_rows())
    return Bridge(
        group,
        base,
        total("moved", "new"),
        total("moved", "won_back") if earlier else None,
        total("moved", "expansion"),
        total("moved", "contraction"),
        total("moved", "lost"),
        scaled(total_of(named, "below"), scale),
        total("change", "unnamed"),
        now,
        now - base,
        change_of(whole[0], whole[1]),
        {move: int(counts[move]) for move in (*MOVES, "unchanged") if move in counts},
    )


def _groups(frame: Frame, scale: int, *, earlier: bool) -> tuple[Bridge, ...]:
    """One bridge a group, the largest loss first; customers without one are a group of their own."""
    names = sorted(frame.get_column("group").unique().to_list(), key=lambda name: (name is None, name or ""))
    rows = [
        _bridge(
            frame.filter(nw.col("group").is_null() if name is None else nw.col("group") == name),
            name,
            scale,
            earlier=earlier,
        )
        for name in names
    ]
    return tuple(sorted(rows, key=lambda each: (each.change, each.group is None, each.group or "")))


def _movers(frame: Frame, moves: tuple[str, ...], scale: int, most: int, *, most_first: bool) -> tuple[Mover, ...]:
    rows = frame.filter(nw.col("move").is_in(moves)).sort("moved", "key", descending=[most_first, False]).head(most)
    columns = ("name", "key", "owner", "region", "base", "now", "change", "last_order")
    return tuple(
        Mover(name or key, owner, region, scaled(base, scale), scaled(now, scale), scaled(change, scale), last)
        for name, key, owner, region, base, now, change, last in rows.select(*columns).iter_rows()
    )


def _table(frame: Frame, by: str | None, scale: int, total: Bridge) -> Table:
    """The customers; each one's part of the whole change."""
    whole = int(total.change.scaleb(scale))
    part = wide(nw.col("change")).abs() * wide(2 * 10**PLACES) + wide(abs(whole))
    size = (part // wide(2 * abs(whole) or 1)).cast(nw.Int64())
    same_way = (nw.col("change") < 0) if whole < 0 else (nw.col("change") > 0)
    none = nw.lit(None, dtype=nw.Int64())
    share = nw.when(same_way).then(size).otherwise(0 - size) if whole else none
    columns = (
        ColumnSpec("customer", "text"),
        ColumnSpec("id", "text"),
        ColumnSpec("owner", "text"),
        ColumnSpec("region", "text"),
        *([ColumnSpec(by, "text")] if by in ("class", "tier", "segment") else []),
        ColumnSpec("move", "code"),
        ColumnSpec("base", "amount", scale),
        ColumnSpec("now", "amount", scale),
        ColumnSpec("change", "amount", scale),
        ColumnSpec("share_of_change", "share", PLACES),
        ColumnSpec("last_order", "date"),
    )
    frame = frame.with_columns(share_of_change=share).rename({"name": "customer"})
    frame = frame.sort("change", "key", descending=[False, False])
    return Table(columns, frame.select(*(c.key for c in columns)))


def _findings(total: Bridge, sold: Sold, *, earlier: bool) -> Iterator[Problem]:
    place = place_of(sold.inputs)
    if not earlier:
        what = Text(
            "订单从 {first} 才开始：以前买过又回来的分不出来，算在新客户里",
            "orders begin on {first}: who came back cannot be told from who is new, and counts as new",
        ).format(first=sold.first_day)
        yield Problem("BRIDGE-no-history", "note", what, Text("补上更早的订单", "add earlier orders"), place)
    if "unnamed" in total.customers:
        what = Text(
            "有订单没写客户，变动 {amount} 单列", "some lines have no customer: their change, {amount}, stands apart"
        )
        fix = Text("补上客户编号或名称", "fill in the customers' ids or names")
        yield Problem("BRIDGE-no-customer", "warning", what.format(amount=f"{total.unnamed:,f}"), fix, place)
