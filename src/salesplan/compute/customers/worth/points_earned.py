"""Points that orders earn and returns take back."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen
from salesplan.compute.customers.worth.loyalty_tiers import with_month
from salesplan.compute.sums import wide
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.plan.loyalty import LoyaltyParameters
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.text import Text

Frame = nw.DataFrame[Any]
_ORDER = ("key", "number")
_MOST = 2**53
"""More points than this in one order are a mistake of units."""


def without_copies(orders: Records) -> tuple[Frame, int]:
    """The rows of the orders without exact copies, and how many there were: a copy of an order earns nothing.

    Copies are rows that have an order number and are alike in every recognised field.
    """
    frame = orders.frame
    if not orders.has("order_id"):
        return frame, 0
    fields = [name for name in frame.columns if name not in (ROW, SOURCE)]
    numbered = frame.filter(~nw.col("order_id").is_null()).unique(subset=fields, keep="first", maintain_order=True)
    kept = nw.concat([numbered, frame.filter(nw.col("order_id").is_null())])
    return kept, len(frame) - len(kept)


def points_of(net: Fraction, rate: Fraction) -> int:
    """``net`` x ``rate`` in whole points, the rest dropped; of a return as many points below 0."""
    whole = int(abs(net) * rate)
    return whole if net >= 0 else -whole


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of that month where it has no such day."""
    total = day.year * 12 + day.month - 1 + months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def rates_of(parameters: LoyaltyParameters, scale: int) -> list[Fraction]:
    """Points for one 10^-scale of a yuan, by rank of the tier."""
    return [Fraction(parameters.points) * Fraction(factor) / 10**scale for factor in parameters.multipliers]


def earned(lines: Frame, held: Mapping[int, Frame], parameters: LoyaltyParameters, scale: int) -> tuple[Frame, Frame]:
    """What each order earned, and what returns took back.

    Of an order (customer and number, without a number customer and day) count all its lines up to its newest sale, at
    the multiplier of the tier that the customer had when its month began (the lowest without one); it earns on the day
    of that sale. Later lines under the same number, and orders of returns alone, take points back on their day. First:
    ``key, number, order, date, net, rank, earned, expires``. Second: ``key, number, date, points``.
    """
    named = nw.concat_str(nw.lit("@"), nw.col("day").cast(nw.String()))
    lines = lines.select("key", "order", "date", "amount", number=nw.coalesce(nw.col("order"), named))
    rates = rates_of(parameters, scale)
    orders = _ranked(_orders(lines), held, len(parameters.levels) - 1).with_columns(points=_points(rates))
    _check_size(orders)
    orders = orders.with_columns(nw.col("points").cast(nw.Int64()))
    lots = orders.filter(nw.col("points") > 0)
    lots = lots.with_columns(expires=_expiry(lots, parameters.expiry_months), earned=nw.col("points")).drop("points")
    alone = orders.filter(nw.col("points") < 0).select(*_ORDER, "date", points=0 - nw.col("points"))
    return lots, nw.concat([alone, _later(lines, orders, rates)])


def _orders(lines: Frame) -> Frame:
    """One row an order: ``date`` of its newest sale (of its newest line, if it is a return), net up to then."""
    sold = nw.when(nw.col("amount") > 0).then(nw.col("date"))
    dated = lines.with_columns(sold=sold).group_by(*_ORDER).agg(last=nw.col("sold").max(), newest=nw.col("date").max())
    dated = dated.select(*_ORDER, until=nw.coalesce(nw.col("last"), nw.col("newest")))
    counted = lines.join(dated, on=list(_ORDER), how="left").filter(nw.col("date") <= nw.col("until"))
    return counted.group_by(*_ORDER).agg(
        net=nw.col("amount").sum(), date=nw.col("until").max(), order=nw.col("order").max()
    )


def _ranked(orders: Frame, held: Mapping[int, Frame], lowest: int) -> Frame:
    """The orders with the rank their customer had when the month began."""
    orders = with_month(orders, "date")
    parts = []
    for month in sorted(orders.get_column("month").unique().to_list()):
        rows = orders.filter(nw.col("month") == month)
        tiers = held.get(month)
        nobody = nw.lit(None, dtype=nw.Int64())
        parts.append(rows.with_columns(rank=nobody) if tiers is None else rows.join(tiers, on="key", how="left"))
    ranked = nw.concat(parts) if parts else orders.with_columns(rank=nw.lit(None, dtype=nw.Int64()))
    return ranked.with_columns(nw.col("rank").fill_null(lowest)).drop("month")


def _points(rates: Sequence[Fraction]) -> nw.Expr:
    """Whole points of ``net`` at the rate of ``rank``, toward 0, in whole numbers throughout."""
    below = lcm(*(rate.denominator for rate in rates))
    above = [int(rate * below) for rate in rates]
    factor = chosen(
        *((nw.col("rank") == at, wide(number)) for at, number in enumerate(above[:-1])), default=wide(above[-1])
    )
    net = wide(nw.col("net"))
    size = nw.when(net >= 0).then(net).otherwise(wide(0) - net) * factor // wide(below)
    return nw.when(net >= 0).then(size).otherwise(wide(0) - size)


def _check_size(orders: Frame) -> None:
    points = orders.get_column("points")
    largest = max(int(points.max() or 0), -int(points.min() or 0))
    if largest < _MOST:
        return
    raise BadInput(
        Problem(
            "LOYALTY-too-large",
            "error",
            Text("一个订单算出 {n} 分，不合常理", "one order earns {n} points, which cannot be meant").format(
                n=largest
            ),
            Text(
                "检查金额的单位，以及 parameters.loyalty 的 points 和 multipliers",
                "check the unit of the amounts, and points and multipliers under parameters.loyalty",
            ),
            Place(),
            str(largest),
        )
    )


def _expiry(lots: Frame, months: int) -> nw.Expr:
    days = lots.get_column("date").unique().to_list()
    return nw.col("date").replace_strict(days, [months_after(day, months) for day in days], return_dtype=nw.Date())


def _later(lines: Frame, orders: Frame, rates: Sequence[Fraction]) -> Frame:
    """Points taken back by lines of an order after its newest sale; the few there are, day by day."""
    joined = lines.join(orders.select(*_ORDER, "net", "rank", until="date"), on=list(_ORDER), how="left")
    after = joined.filter(nw.col("date") > nw.col("until"))
    summed = after.group_by(*_ORDER, "net", "rank", "date").agg(back=nw.col("amount").sum())
    left: dict[tuple[str, str], int] = {}
    rows: list[tuple[Any, ...]] = []
    for key, number, when, net, rank, back in sorted(summed.select(*_ORDER, "date", "net", "rank", "back").iter_rows()):
        before = left.get((key, number), net)
        left[(key, number)] = before + back
        taken = points_of(Fraction(before), rates[rank]) - points_of(Fraction(before + back), rates[rank])
        rows += [(key, number, when, taken)] if taken else []
    schema = {"key": nw.String(), "number": nw.String(), "date": nw.Date(), "points": nw.Int64()}
    columns = {name: [row[at] for row in rows] for at, name in enumerate(schema)}
    return nw.from_dict(columns, schema=schema, backend=lines.implementation)
