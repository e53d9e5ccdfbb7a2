"""The lines of the orders that count as sold: with a date up to the as-of and an amount, by every side they have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen
from salesplan.compute.customers.keys import key, plain
from salesplan.compute.customers.lines import check_size, without_left_out
from salesplan.compute.customers.population import keys_by, with_name_keys
from salesplan.compute.targets.actuals.credit import Shared
from salesplan.compute.team.rep_cells import named_in, split_among
from salesplan.compute.team.staff import Staff
from salesplan.errors import BadInput, Problem
from salesplan.model.period import Period
from salesplan.model.records import SOURCE, Records
from salesplan.model.result import Input, place_of
from salesplan.text import Text

Frame = nw.DataFrame[Any]
PLACES = ("region", "province", "city", "channel")
"""What orders say of a line, and customers where the orders do not."""
OF_CUSTOMERS = ("class", "tier", "segment")
"""What only customers have."""
UNIT = "text:unit"
_NUMBERS = ("qty", "price", "margin", "cost", "discount")
_TEXTS = ("category", *PLACES, "rep")
_SPLIT = ("amount", "qty", "margin", "cost")
"""The numbers of a line that several people share."""


@dataclass(frozen=True)
class Beside:
    """What stands beside the orders: customers (and their grades by ``key``), products, the team.

    ``shared``: whether an order of several people without shares is split evenly, or stays theirs together.
    """

    customers: Records | None = None
    graded: Frame | None = None
    products: Records | None = None
    staff: Staff = field(default_factory=Staff)
    shared: Shared = "refuse"


@dataclass(frozen=True)
class Sold:
    """``frame``: key (customer, null for none), order, day (of lines without an order number), date, amount, id, name.

    Besides it has product (its number, else its name), product_name, each number and side that the orders have, and
    ``team``; ``sides`` are those that hold something. ``people`` has name, owner, region ... of each customer by key.
    ``days`` are those of the whole list with an order, in their order; ``slack`` is how many days without any at either
    end are nothing to speak of.
    """

    frame: Frame
    scales: Mapping[str, int]
    sides: frozenset[str]
    people: Frame
    inputs: tuple[Input, ...]
    first_day: date | None = None
    last_day: date | None = None
    amount_column: str = "amount"
    days: tuple[date, ...] = ()
    slack: int = 10

    @property
    def scale(self) -> int:
        """That of the amounts."""
        return self.scales.get("amount", 0)

    def within(self, span: Period) -> Frame:
        """The lines of these days."""
        return self.frame.filter(nw.col("date").is_between(span.first, span.last))


def sold_of(orders: Records, as_of: date, amount: str, beside: Beside) -> Sold:
    """The lines that count. BadInput without any, and where the amounts are too large to be summed exactly."""
    by = keys_by(beside.customers, orders)
    frame = _standard(orders, amount, by[1])
    reason = chosen(
        (nw.col("date").is_null(), "no_date"),
        (nw.col("amount").is_null(), "no_amount"),
        (nw.col("date") > nw.lit(as_of), "after_as_of"),
        default=nw.lit(None, dtype=nw.String()),
    )
    frame = frame.with_columns(left_out=reason)
    inputs = without_left_out(orders.inputs, frame)
    why = set(frame.get_column("left_out").to_list())
    frame = frame.filter(nw.col("left_out").is_null()).drop("left_out")
    if not len(frame):
        raise BadInput(_nothing(as_of, inputs, why))
    check_size(frame.get_column("amount"), orders.inputs)
    people = _people(beside, by, frame)
    frame = with_name_keys(frame, people.select("key", "name"), by[0])
    frame = split_among(named_in(frame, "rep", beside.staff), "rep", _SPLIT, beside.staff, beside.shared)
    frame = _with_sides(frame, people, beside)
    days = frame.get_column("date")
    scales = {**{name: orders.scales.get(name, 0) for name in _NUMBERS}, "amount": orders.scales.get(amount, 0)}
    known = tuple(days.unique().sort().to_list())
    described = _described(frame, people)
    return Sold(frame, scales, _filled(frame), described, inputs, known[0], known[-1], amount, known)


def _standard(orders: Records, amount: str, by: tuple[str, ...]) -> Frame:
    """Every column used here, null where the orders have none."""
    frame = orders.frame
    number = _given(frame, "order_id", nw.String())
    texts = {name: plain(frame, name) if name in frame.columns else _given(frame, name, nw.String()) for name in _TEXTS}
    return frame.select(
        *([SOURCE] if SOURCE in frame.columns else []),
        key=key(frame, by),
        order=number,
        day=nw.when(number.is_null()).then(_given(frame, "date", nw.Date())),
        date=_given(frame, "date", nw.Date()),
        amount=_given(frame, amount, nw.Int64()).cast(nw.Int64()),
        id=_given(frame, "customer_id", nw.String()),
        name=_given(frame, "customer_name", nw.String()),
        product=key(frame, ("product_id", "product")),
        product_name=key(frame, ("product", "product_id")),
        unit=plain(frame, UNIT) if UNIT in frame.columns else _given(frame, UNIT, nw.String()),
        **{name: _given(frame, name, nw.Int64()).cast(nw.Int64()) for name in _NUMBERS},
        **texts,
    )


def _given(frame: Frame, column: str, kind: Any) -> nw.Expr:  # noqa: ANN401 - a kind of column of narwhals
    return nw.col(column) if column in frame.columns else nw.lit(None, dtype=kind)


def _people(beside: Beside, by: tuple[tuple[str, ...], tuple[str, ...]], like: Frame) -> Frame:
    """The customers of the list once each: key, name, owner, places, segment, and class and tier where graded."""
    columns = ("name", "owner", *PLACES, "segment")
    kinds = dict.fromkeys(("key", *columns), nw.String())
    if beside.customers is not None:
        frame = beside.customers.frame
        people = frame.select(key=key(frame, by[0]), **{c: _given(frame, c, nw.String()) for c in columns})
        people = people.filter(~nw.col("key").is_null()).group_by("key").agg(*(nw.col(c).max() for c in columns))
    else:
        people = nw.from_dict({c: [] for c in kinds}, schema=kinds, backend=like.implementation)
    people = named_in(people, "owner", beside.staff)
    if beside.graded is not None:
        marks = [c for c in OF_CUSTOMERS if c in beside.graded.columns]
        graded = beside.graded.select("key", *marks)
        people = people.drop(*(c for c in marks if c in people.columns))
        people = _full(people, graded)
    return people


def _full(people: Frame, graded: Frame) -> Frame:
    """All customers of both."""
    keys = nw.concat([people.select("key"), graded.select("key")]).unique()
    return keys.join(people, on="key", how="left").join(graded, on="key", how="left")


def _with_sides(frame: Frame, people: Frame, beside: Beside) -> Frame:
    """Places that the orders do not tell from the customers, the category from the products, the team of the rep."""
    marks = [c for c in (*PLACES, *OF_CUSTOMERS) if c in people.columns]
    joined = frame.join(people.select("key", *(nw.col(c).alias(f"_{c}") for c in marks)), on="key", how="left")
    told = {c: nw.coalesce(nw.col(c), nw.col(f"_{c}")) if c in frame.columns else nw.col(f"_{c}") for c in marks}
    joined = joined.with_columns(**told).drop(*(f"_{c}" for c in marks))
    if beside.products is not None and joined.get_column("category").is_null().any():
        joined = _with_category(joined, beside.products)
    return joined.with_columns(team=_team(joined, beside.staff))


def _with_category(frame: Frame, products: Records) -> Frame:
    given = products.frame
    if "category" not in given.columns:
        return frame
    for own, theirs in (("product", "id"), ("product_name", "name")):
        if theirs in given.columns:
            known = given.select(key=key(given, (theirs,)), told=nw.col("category"))
            known = known.filter(~nw.col("key").is_null()).group_by("key").agg(nw.col("told").max())
            frame = frame.join(known, left_on=own, right_on="key", how="left")
            frame = frame.with_columns(category=nw.coalesce(nw.col("category"), nw.col("told"))).drop("told")
    return frame


def _team(frame: Frame, staff: Staff) -> nw.Expr:
    """The team of each rep, null for one that nobody knows or who has none."""
    none = nw.lit(None, dtype=nw.String())
    names = [name for name in frame.get_column("rep").unique().to_list() if name]
    teams = {name: one.team for name in names if (one := staff.of(name)) is not None and one.team}
    if not teams:
        return none
    return nw.col("rep").replace_strict(list(teams), list(teams.values()), default=none, return_dtype=nw.String())


def _filled(frame: Frame) -> frozenset[str]:
    """The columns that hold something."""
    return frozenset(c for c in frame.columns if not frame.get_column(c).is_null().all())


def _described(frame: Frame, people: Frame) -> Frame:
    """Name, owner and region of each customer: those of the list, else those of his newest line; his last order."""
    newest = frame.filter(~nw.col("key").is_null()).with_columns(last=nw.col("date").max().over("key"))
    bought = newest.filter(nw.col("amount") > 0).group_by("key").agg(last_order=nw.col("date").max())
    newest = newest.filter(nw.col("date") == nw.col("last"))
    own = newest.group_by("key").agg(*(nw.col(c).max().alias(f"_{c}") for c in ("id", "name", "rep", "region")))
    told = own.join(people.select("key", "name", "owner", "region"), on="key", how="left")
    return told.join(bought, on="key", how="left").select(
        "key",
        "last_order",
        id=nw.col("_id"),
        name=nw.coalesce(nw.col("name"), nw.col("_name"), nw.col("key")),
        owner=nw.coalesce(nw.col("owner"), nw.col("_rep")),
        region=nw.coalesce(nw.col("region"), nw.col("_region")),
    )


def _nothing(as_of: date, inputs: tuple[Input, ...], why: set[str | None]) -> Problem:
    """That no line counts, with what is wrong where it is the same with all of them."""
    told = Text("{as_of} 之前没有可用的订单行", "there are no order lines to count up to {as_of}")
    fix = Text("补上日期和金额，或用更晚的 --as-of", "fill in dates and amounts, or give a later --as-of")
    if why == {"no_amount"}:
        told = Text(
            "没有一行订单有能用的金额：空着、看不懂或太大", "no order line has an amount: empty, not read or too large"
        )
        fix = Text(
            "改正金额这一列；--on-error error 会逐格列出",
            "mend the column of amounts; --on-error error lists each cell",
        )
    elif why == {"no_date"}:
        told = Text("没有一行订单有能用的日期", "no order line has a date that can be read")
        fix = Text("改正日期这一列", "mend the column of dates")
    elif why == {"after_as_of"}:
        told = Text("订单都在截止日期 {as_of} 之后", "all orders are after the as-of, {as_of}")
        fix = Text("用更晚的 --as-of", "give a later --as-of")
    return Problem("SALES-empty", "error", told.format(as_of=as_of), fix, place_of(inputs))
