"""Loyalty: each customer's tier, what the next one takes, his points, and what all points are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.worth.basis import findings_of, inputs_of, own_lines, parameters_of, people
from salesplan.compute.customers.worth.loyalty_findings import loyalty_findings
from salesplan.compute.customers.worth.loyalty_tiers import (
    Limits,
    TierHistory,
    better_of,
    limits_of,
    month_number,
    rank_of,
)
from salesplan.compute.customers.worth.points_earned import earned, without_copies
from salesplan.compute.customers.worth.points_ledger import Ledger, Refused, ledger_of
from salesplan.compute.rounding import share_of
from salesplan.compute.sums import total_of
from salesplan.errors import BadInput, Problem
from salesplan.model.plan.loyalty import LoyaltyParameters
from salesplan.model.records import ROW, Records
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Kind, Table, scaled
from salesplan.text import Text

Frame = nw.DataFrame[Any]
SOON, LATER = 30, 90
"""Days ahead within which points are about to expire."""
_COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("row", "integer"), ("id", "text"), ("name", "text"), ("owner", "text"), ("tier", "code"),
    ("tier_by_amount", "code"), ("goes_down", "flag"), ("amount", "amount"), ("next_tier", "code"), ("gap", "amount"),
    ("near", "flag"), ("earned", "integer"), ("redeemed", "integer"), ("reversed", "integer"), ("expired", "integer"),
    ("balance", "integer"), ("expiring_30", "integer"), ("expiring_90", "integer"), ("next_expiry", "date"),
)  # fmt: skip
_LEDGER: tuple[tuple[str, Kind], ...] = (
    ("id", "text"), ("name", "text"), ("owner", "text"), ("order", "text"), ("date", "date"), ("net", "amount"),
    ("tier", "code"), ("earned", "integer"), ("redeemed", "integer"), ("reversed", "integer"), ("expired", "integer"),
    ("left", "integer"), ("expires", "date"),
)  # fmt: skip


@dataclass(frozen=True)
class TierGroup:
    """A tier: its customers, their share of all with a tier, amount and points, and the least amount it takes.

    ``least`` is None for the lowest tier, and for one that nobody can be in.
    """

    customers: int
    share: Decimal | None
    amount: Decimal
    points: int
    least: Decimal | None


@dataclass(frozen=True)
class LoyaltySummary:
    """Tiers and points as a whole.

    Points: ``earned`` - ``redeemed`` - ``reversed`` - ``expired`` = ``balance``. ``outstanding`` are the balances above
    0; ``liability`` is what they are worth, less what will never be redeemed. ``untiered`` are the customers with
    points and without a tier: theirs and those of the tiers make up ``balance``. ``goes_down``: customers whose tier
    will be lower on ``next_review`` unless they order; ``near``: those close to the next tier.
    """

    customers: int
    by_tier: Mapping[str, TierGroup]
    untiered: int
    untiered_points: int
    by_share: bool
    last_review: date
    next_review: date
    near: int
    goes_down: int
    earned: int
    redeemed: int
    reversed: int
    expired: int
    balance: int
    outstanding: int
    liability: Decimal
    expiring_30: int
    expiring_30_customers: int
    expiring_90: int
    negative: int
    copies: int
    refused: tuple[Refused, ...]
    later_redemptions: int
    first_order: date | None


def loyalty_result(
    graded: Graded, redemptions: Records | None, parameters: LoyaltyParameters, *, ledger: bool = False
) -> Result[LoyaltySummary]:
    """One row a customer, best tier and largest amount first; with ``ledger`` one row a lot of points.

    ``graded`` looks at the twelve months up to the as-of. BadInput without orders.
    """
    if graded.orders is None:
        raise BadInput(no_orders())
    held, limits = _tiers(graded, parameters)
    kept, copies = without_copies(graded.orders)
    lines = own_lines(graded, orders=replace(graded.orders, frame=kept))
    if lines is None:
        raise BadInput(no_orders())
    lots, returns = earned(lines.frame, held, parameters, lines.scale)
    book = ledger_of(lots, returns, redemptions, graded.population, graded.as_of)
    now = month_number(graded.as_of)
    frame = _with_tiers(people(graded), held.get(now), limits, parameters)
    frame = _with_points(frame, book, graded.as_of)
    summary = _summary(frame, book, graded, limits, parameters, copies)
    rows = _ledger_rows(frame, book, lines.scale, parameters) if ledger else _rows(frame, graded, parameters)
    return Result(
        "customers loyalty",
        graded.as_of,
        summary,
        rows,
        (*_used(parameters), *parameters_of(graded, "tax")),
        (*findings_of(graded, redemptions), *loyalty_findings(summary, frame, graded, redemptions)),
        inputs_of(graded, redemptions),
    )


def _tiers(graded: Graded, parameters: LoyaltyParameters) -> tuple[dict[int, Frame], Limits]:
    """The tiers held at the beginning of each month, and the limits of today."""
    lines = own_lines(graded)
    scale = graded.population.scale
    frame = people(graded).filter(nw.col("buys"))
    limits = limits_of(frame.get_column("amount"), parameters, scale)
    if lines is None:
        return {}, limits
    return TierHistory(lines.frame, parameters, scale).held_in(month_number(graded.as_of)), limits


def _with_tiers(frame: Frame, held: Frame | None, limits: Limits, parameters: LoyaltyParameters) -> Frame:
    """``rank`` held, ``rank_now`` by amount, what the next tier takes, and whether it is near."""
    now = nw.when(nw.col("buys")).then(rank_of(nw.col("amount"), limits))
    frame = frame.with_columns(rank_now=now)
    known = frame.select("key", rank="rank_now").filter(~nw.col("rank").is_null())
    best = known if held is None else better_of(held, known)
    frame = frame.join(best, on="key", how="left")
    lowest = len(limits)
    fallen = nw.col("rank_now").fill_null(lowest + 1) > nw.col("rank")
    nothing = nw.lit(None, dtype=nw.Int64())
    gap, least, above = nothing, nothing, nothing
    for at, limit in enumerate(limits):
        if limit is not None:
            next_one = nw.col("rank") == _above(at, limits)
            gap = nw.when(next_one).then(limit - nw.col("amount").fill_null(0)).otherwise(gap)
            least = nw.when(next_one).then(nw.lit(limit, dtype=nw.Int64())).otherwise(least)
            above = nw.when(next_one).then(nw.lit(at, dtype=nw.Int64())).otherwise(above)
    near = parameters.near.as_integer_ratio()
    frame = frame.with_columns(gap=gap, least=least, rank_above=above, goes_down=fallen.fill_null(value=False))
    close = (nw.col("gap") > 0) & (
        nw.col("gap").cast(nw.Int128()) * near[1] <= nw.col("least").cast(nw.Int128()) * near[0]
    )
    return frame.with_columns(near=close.fill_null(value=False))


def _above(at: int, limits: Limits) -> int:
    """The rank right below tier ``at``: the next one that anybody can be in."""
    return next((rank for rank in range(at + 1, len(limits)) if limits[rank] is not None), len(limits))


def _with_points(frame: Frame, book: Ledger, as_of: date) -> Frame:
    """Each customer's points: earned, used, lost, left, about to expire."""
    soon, later = (as_of + timedelta(days=days) for days in (SOON, LATER))
    left, ends = nw.col("left"), nw.col("expires")
    sums = (
        book.lots.with_columns(
            soon=nw.when(ends <= nw.lit(soon)).then(left).otherwise(nw.lit(0, dtype=nw.Int64())),
            later=nw.when(ends <= nw.lit(later)).then(left).otherwise(nw.lit(0, dtype=nw.Int64())),
            alive=nw.when(left > 0).then(ends),
        )
        .group_by("key")
        .agg(
            *(nw.col(name).sum() for name in ("earned", "used", "expired", "left", "soon", "later")),
            next_expiry=nw.col("alive").min(),
        )
    )
    debts = nw.from_dict(
        {"key": list(book.debts), "debt": list(book.debts.values())},
        schema={"key": nw.String(), "debt": nw.Int64()},
        backend=frame.implementation,
    )
    joined = frame.join(sums, on="key", how="left").join(debts, on="key", how="left")
    counts = ("earned", "used", "expired", "left", "soon", "later", "debt")
    joined = joined.with_columns(nw.col(name).fill_null(0) for name in counts)
    return _balanced(joined)


def _balanced(joined: Frame) -> Frame:
    balance = nw.col("left") - nw.col("debt")
    taken = nw.col("earned") - nw.col("used") - nw.col("expired") - balance
    joined = joined.with_columns(balance=balance, reversed=taken)
    return joined.rename({"used": "redeemed", "soon": "expiring_30", "later": "expiring_90"})


def _named(column: str, levels: tuple[str, ...]) -> nw.Expr:
    return nw.col(column).replace_strict(list(range(len(levels))), list(levels), default=None, return_dtype=nw.String())


def _rows(frame: Frame, graded: Graded, parameters: LoyaltyParameters) -> Table:
    levels = parameters.levels
    shown = frame.with_columns(
        row=nw.col(ROW),
        tier=_named("rank", levels),
        tier_by_amount=_named("rank_now", levels),
        next_tier=_named("rank_above", levels),
        gap=nw.when(nw.col("gap") > 0).then(nw.col("gap")),
    ).sort("rank", "amount", "key", descending=[False, True, False], nulls_last=True)
    scale = graded.population.scale
    columns = tuple(
        ColumnSpec(key, kind, scale if kind == "amount" else 0)
        for key, kind in _COLUMNS
        if key != "row" or "row" in graded.population.given
    )
    return Table(columns, shown.select(*(column.key for column in columns)))


def _ledger_rows(frame: Frame, book: Ledger, scale: int, parameters: LoyaltyParameters) -> Table:
    """One row a lot, by customer and day; the tier is the one that gave the multiplier."""
    named = book.lots.join(frame.select("key", "id", "name", "owner"), on="key", how="left")
    shown = named.with_columns(tier=_named("rank", parameters.levels), redeemed=nw.col("used"))
    shown = shown.sort("key", "date", "number")
    columns = tuple(ColumnSpec(key, kind, scale if kind == "amount" else 0) for key, kind in _LEDGER)
    return Table(columns, shown.select(*(column.key for column in columns)))


def _summary(
    frame: Frame, book: Ledger, graded: Graded, limits: Limits, parameters: LoyaltyParameters, copies: int
) -> LoyaltySummary:
    tiered = frame.filter(~nw.col("rank").is_null())
    untiered = frame.filter(nw.col("rank").is_null() & (nw.col("balance") != 0))
    outstanding = total_of(frame.filter(nw.col("balance") > 0), "balance")
    year = graded.as_of.year - (graded.as_of.month < parameters.review)
    return LoyaltySummary(
        len(tiered),
        _by_tier(tiered, limits, parameters, graded.population.scale),
        len(untiered),
        total_of(untiered, "balance"),
        not parameters.tiers,
        date(year, parameters.review, 1),
        date(year + 1, parameters.review, 1),
        int(frame.get_column("near").sum()),
        int(frame.get_column("goes_down").sum()),
        earned=total_of(frame, "earned"),
        redeemed=total_of(frame, "redeemed"),
        reversed=total_of(frame, "reversed"),
        expired=total_of(frame, "expired"),
        balance=total_of(frame, "balance"),
        outstanding=outstanding,
        liability=outstanding * parameters.point_value * (1 - parameters.breakage),
        expiring_30=total_of(frame, "expiring_30"),
        expiring_30_customers=len(frame.filter(nw.col("expiring_30") > 0)),
        expiring_90=total_of(frame, "expiring_90"),
        negative=len(frame.filter(nw.col("balance") < 0)),
        copies=copies,
        refused=book.refused,
        later_redemptions=book.later,
        first_order=None if graded.lines is None else graded.lines.first_day,
    )


def _by_tier(tiered: Frame, limits: Limits, parameters: LoyaltyParameters, scale: int) -> dict[str, TierGroup]:
    found = {}
    for at, name in enumerate(parameters.levels):
        group = tiered.filter(nw.col("rank") == at)
        least = limits[at] if at < len(limits) else None
        found[name] = TierGroup(
            len(group),
            share_of(len(group), len(tiered)) if len(tiered) else None,
            scaled(total_of(group, "amount"), scale),
            total_of(group, "balance"),
            None if least is None else scaled(least, scale),
        )
    return found


def _used(parameters: LoyaltyParameters) -> tuple[Parameter, ...]:
    by: Mapping[str, object] = parameters.tiers or parameters.shares.model_dump()
    part = "tiers" if parameters.tiers else "shares"
    told = {f"{part}.{name}": value for name, value in by.items()}
    told |= {name: getattr(parameters, name) for name in _ALWAYS}
    return tuple(Parameter(f"parameters.loyalty.{name}", value, "plan") for name, value in told.items())


_ALWAYS = ("review", "points", "multipliers", "expiry_months", "point_value", "breakage", "near")


def no_orders() -> Problem:
    """Tiers and points come from orders alone."""
    what = Text("没有订单，算不出等级和积分", "without orders there are neither tiers nor points")
    fix = Text(
        "加上 --orders 订单.xlsx；或在 plan.yaml 里写 sources: {orders: 订单.xlsx}",
        "add --orders orders.xlsx; or put sources: {orders: orders.xlsx} in plan.yaml",
    )
    return Problem("LOYALTY-no-orders", "error", what, fix)
