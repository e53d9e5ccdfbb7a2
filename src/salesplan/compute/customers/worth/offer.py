"""What to offer whom: products due to be bought again, then the next product that like customers bought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.exact import chosen
from salesplan.compute.customers.keys import key as key_of
from salesplan.compute.customers.worth.basis import findings_of, inputs_of, own_lines, parameters_of, people
from salesplan.compute.customers.worth.next_offer import NO_OFFER, next_offers, ranked_products
from salesplan.compute.customers.worth.repurchase import STATUSES, with_due_days
from salesplan.compute.rounding import PLACES
from salesplan.compute.sums import total_of
from salesplan.errors import BadInput, Problem
from salesplan.model.plan.loyalty import OfferParameters
from salesplan.model.result import Parameter, Result, place_of
from salesplan.model.table import ColumnSpec, Kind, Table, scaled
from salesplan.text import Text

Frame = nw.DataFrame[Any]
KINDS: tuple[str, ...] = ("reorder", "offer", "none")
SEGMENT_BY: tuple[str, ...] = ("segment", "industry", "all")
"""Who is like a customer: those of his segment, else of his industry, else everybody."""
EVERYBODY = "all"
_COLUMNS: Mapping[str, Kind] = {
    "kind": "code", "id": "text", "name": "text", "owner": "text", "segment": "text", "product_id": "text",
    "product": "text", "worth": "amount", "status": "code", "due": "date", "overdue_days": "integer",
    "last_bought": "date", "times": "integer", "gap_days": "integer", "gap_from": "code", "supporters": "integer",
    "buyers": "integer", "support": "share", "reason": "code",
}  # fmt: skip
_NULLS: Mapping[str, Any] = {
    "text": nw.String(), "code": nw.String(), "amount": nw.Int64(), "date": nw.Date(), "integer": nw.Int64(),
    "share": nw.Int64(),
}  # fmt: skip


@dataclass(frozen=True)
class Calls:
    """Customers with reorders due: ``fresh`` of them became due lately, usually worth ``worth``; ``older`` are others.

    Lately: the product of a customer that is overdue least is overdue by ``OfferSummary.fresh_days`` at most.
    """

    fresh: int
    worth: Decimal
    older: int


@dataclass(frozen=True)
class OfferSummary:
    """How many reorders are due and soon, how many customers can be offered something, and why others cannot.

    ``worth`` is what a customer usually spends on the product in a day he orders it. ``by_status`` counts customers and
    products bought; ``without_offer`` customers by reason.
    """

    customers: int
    products: int
    segment_by: str
    due: int
    due_customers: int
    due_worth: Decimal
    fresh_days: int
    calls: Calls
    calls_by_owner: Mapping[str, Calls]
    soon: int
    soon_worth: Decimal
    by_status: Mapping[str, int]
    offers: int
    without_offer: Mapping[str, int]
    first_order: date | None
    lines_without_product: int


def offer_result(graded: Graded, parameters: OfferParameters) -> Result[OfferSummary]:
    """Reorders due and soon, the largest first; then an offer a customer, the best supported first; then the rest.

    Supporters are counted in the window of ``graded``; whatever a customer ever bought he does not lack. BadInput
    without orders.
    """
    lines = own_lines(graded, ("product_id", "product"))
    if lines is None:
        raise BadInput(no_orders())
    frame, by = _with_segments(graded)
    sold = _with_products(lines.frame)
    named = sold.filter(~nw.col("product").is_null())
    known = len(named) > 0
    due = with_due_days(named if known else sold.with_columns(product=nw.lit("")), graded.as_of, parameters)
    due = due.with_columns(worth=(nw.col("spent") * 2 + nw.col("times")) // (nw.col("times") * 2))
    offers = _offers(graded, named, frame, parameters) if known else None
    rows = _rows(frame, due, offers, _names(sold))
    summary = _summary(
        graded, frame, due, offers, (by, len(sold) - len(named), lines.scale, parameters.soon_days), named
    )
    return Result(
        "customers offer",
        graded.as_of,
        summary,
        _table(rows, lines.scale),
        (*_used(parameters), *parameters_of(graded, "window", "tax")),
        (*findings_of(graded), *_findings(summary, graded, parameters)),
        inputs_of(graded),
    )


def _with_segments(graded: Graded) -> tuple[Frame, str]:
    """The customers with ``segment``, and what it is: the first of segment and industry that the list fills."""
    frame = people(graded, "segment", "industry")
    by = next((name for name in SEGMENT_BY[:2] if not frame.get_column(f"list_{name}").is_null().all()), EVERYBODY)
    told = nw.lit(EVERYBODY) if by == EVERYBODY else key_of(frame, (f"list_{by}",))
    return frame.with_columns(segment=told.cast(nw.String())), by


def _with_products(lines: Frame) -> Frame:
    """``product``: the product's id, else its name, written plainly; ``product_id`` and ``title`` as they stand."""
    lines = lines.rename({"product": "title"})
    return lines.with_columns(product=key_of(lines, ("product_id", "title")))


def _names(sold: Frame) -> Frame:
    """Id and name of each product; of several names the last by code point."""
    return (
        sold.filter(~nw.col("product").is_null())
        .group_by("product")
        .agg(product_id=nw.col("product_id").max(), title=nw.col("title").max())
    )


def _offers(graded: Graded, named: Frame, frame: Frame, parameters: OfferParameters) -> Frame:
    """One row a customer: the next product, or why there is none."""
    has = named.group_by("key", "product").agg(net=nw.col("amount").sum()).filter(nw.col("net") > 0)
    period = graded.period
    recent = named.head(0) if period is None else named.filter(nw.col("date").is_between(period.first, period.last))
    bought = recent.group_by("key", "product").agg(net=nw.col("amount").sum()).filter(nw.col("net") > 0)
    like = frame.select("key", "segment")
    return next_offers(like, ranked_products(bought, like), has, parameters.supporters)


def _rows(frame: Frame, due: Frame, offers: Frame | None, names: Frame) -> Frame:
    """Reorders that are due or soon, then offers, then customers without one."""
    reorders = due.filter(nw.col("status").is_in([STATUSES[0], STATUSES[1]])).with_columns(
        kind=nw.lit(KINDS[0]),
        place=nw.when(nw.col("status") == STATUSES[0]).then(nw.lit(0)).otherwise(nw.lit(1)),
    )
    reorders = reorders.rename({"last": "last_bought", "gap": "gap_days", "overdue": "overdue_days"})
    parts = [_filled(reorders)]
    if offers is not None:
        given = ~nw.col("product").is_null()
        told = offers.with_columns(
            kind=chosen((given, KINDS[1]), default=nw.lit(KINDS[2])),
            place=nw.when(given).then(nw.lit(2)).otherwise(nw.lit(3)),
        )
        parts.append(_filled(told.rename({"value": "worth", "no_offer": "reason"})))
    who = frame.select("key", "id", "name", "owner", "segment")
    rows = nw.concat(parts).join(who, on="key", how="left").rename({"product": "code"})
    rows = rows.join(names, left_on="code", right_on="product", how="left")
    rows = rows.with_columns(product=nw.coalesce(nw.col("title"), nw.col("product_id")))
    order = ("place", "support", "worth", "overdue_days", "key", "code")
    down = [False, True, True, True, False, False]
    return rows.sort(*order, descending=down, nulls_last=True)


_KEPT = tuple(name for name in _COLUMNS if name not in ("id", "name", "owner", "segment", "product_id", "product"))


def _filled(frame: Frame) -> Frame:
    """With every column of the result, null where it says nothing."""
    missing = {n: nw.lit(None).cast(_NULLS[_COLUMNS[n]]) for n in _KEPT if n not in frame.columns}
    frame = frame.with_columns(**missing)
    return frame.select(
        "key", "product", nw.col("place").cast(nw.Int64()), *(nw.col(n).cast(_NULLS[_COLUMNS[n]]) for n in _KEPT)
    )


def _table(rows: Frame, scale: int) -> Table:
    scales = {"worth": scale, "support": PLACES}
    columns = tuple(ColumnSpec(key, kind, scales.get(key, 0)) for key, kind in _COLUMNS.items())
    return Table(columns, rows.select(*_COLUMNS))


def _summary(
    graded: Graded, frame: Frame, due: Frame, offers: Frame | None, told: tuple[str, int, int, int], named: Frame
) -> OfferSummary:
    by, without, scale, days = told
    now, soon = (due.filter(nw.col("status") == status) for status in STATUSES[:2])
    statuses = due.get_column("status")
    calls = _callable(now, frame, days)
    owners = sorted(calls.get_column("owner").drop_nulls().unique().to_list())
    return OfferSummary(
        len(frame),
        named.get_column("product").n_unique() if len(named) else 0,
        by,
        len(now),
        now.get_column("key").n_unique() if len(now) else 0,
        scaled(total_of(now, "worth"), scale),
        days,
        _calls(calls, scale),
        {owner: _calls(calls.filter(nw.col("owner") == owner), scale) for owner in owners},
        len(soon),
        scaled(total_of(soon, "worth"), scale),
        {status: int((statuses == status).sum()) for status in STATUSES},
        0 if offers is None else len(offers.filter(~nw.col("product").is_null())),
        {r: 0 if offers is None else len(offers.filter(nw.col("no_offer") == r)) for r in NO_OFFER},
        None if graded.lines is None else graded.lines.first_day,
        without,
    )


def _callable(now: Frame, frame: Frame, days: int) -> Frame:
    """One row a customer with a reorder due: whether it is fresh, and what all that is due is usually worth."""
    due = now.group_by("key").agg(overdue=nw.col("overdue").min(), worth=nw.col("worth").sum())
    due = due.with_columns(fresh=nw.col("overdue") <= days)
    return due.join(frame.select("key", "owner"), on="key", how="left")


def _calls(calls: Frame, scale: int) -> Calls:
    fresh = calls.filter(nw.col("fresh"))
    return Calls(len(fresh), scaled(total_of(fresh, "worth"), scale), len(calls) - len(fresh))


def _used(parameters: OfferParameters) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(f"parameters.offer.{name}", value, "plan") for name, value in parameters.model_dump().items()
    )


def _findings(s: OfferSummary, graded: Graded, parameters: OfferParameters) -> Iterator[Problem]:
    """Orders without products, customers without a segment, and that nothing can be recommended."""
    lists = () if graded.lines is None else graded.lines.inputs
    place = place_of(lists)
    if not s.products:
        what = Text(
            "订单里没有产品，推荐不出产品；只按客户算该复购的日子",
            "the orders name no products: nothing can be recommended, reorders are of the customer as a whole",
        )
        fix = Text("给带产品编码或产品名称的订单", "give orders with a product id or name")
        yield Problem("OFFER-no-products", "warning", what, fix, place)
        return
    if s.lines_without_product:
        what = Text("{n} 行订单没有产品，未计入", "{n} order rows name no product and are left out")
        fix = Text("补上产品编码或产品名称", "fill in the product's id or name")
        told = what.format(n=s.lines_without_product)
        yield Problem("OFFER-lines-without-product", "warning", told, fix, place, str(s.lines_without_product))
    if s.segment_by == EVERYBODY:
        what = Text(
            "名单里没有细分、行业，和全部客户比",
            "there is no segment or industry: customers are compared with all others",
        )
        fix = Text("加一列细分或行业，推荐会更准", "add a column of segments or industries for better offers")
        yield Problem("OFFER-no-segments", "note", what, fix, place_of(inputs_of(graded)))
    if n := s.without_offer[NO_OFFER[1]]:
        what = Text(
            "{n} 家没有推荐：同类里没有一个产品有 {least} 家买过",
            "{n} customers get no offer: no product has {least} buyers among like customers",
        )
        fix = Text(
            "数据多了再看；或改小 parameters.offer.supporters",
            "look again with more data; or make parameters.offer.supporters smaller",
        )
        yield Problem("OFFER-few-like", "note", what.format(n=n, least=parameters.supporters), fix, place, str(n))
    if n := s.without_offer[NO_OFFER[0]]:
        what = Text("{n} 家没填细分或行业，没有推荐", "{n} customers have no segment or industry and get no offer")
        fix = Text("补上这一列", "fill in the column")
        yield Problem("OFFER-unknown-segment", "note", what.format(n=n), fix, place_of(inputs_of(graded)), str(n))


def no_orders() -> Problem:
    """What to offer is read from the orders alone."""
    what = Text("没有订单，不知道客户买过什么", "without orders nobody knows what customers bought")
    fix = Text(
        "加上 --orders 订单.xlsx；或在 plan.yaml 里写 sources: {orders: 订单.xlsx}",
        "add --orders orders.xlsx; or put sources: {orders: orders.xlsx} in plan.yaml",
    )
    return Problem("OFFER-no-orders", "error", what, fix)
