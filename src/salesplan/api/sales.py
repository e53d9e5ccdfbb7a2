"""What was sold: by its sides, from customer to customer, by price and volume."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals as nw

from salesplan.api.customers import grade_read, side_by_side
from salesplan.api.orders import EVERY_ORDER, amount_column, complete, read_orders
from salesplan.api.plan_lists import list_given, no_list
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage, Problem
from salesplan.model.reading import AS_IT_IS, ExtraColumn, ReadOptions
from salesplan.model.result import Parameter, Result

if TYPE_CHECKING:
    from salesplan.compute.sales.bridge import BridgeSummary
    from salesplan.compute.sales.pivot import PivotSummary
    from salesplan.compute.sales.pvm import PvmSummary
    from salesplan.compute.sales.sold import Sold
    from salesplan.compute.sales.spans import Spans
    from salesplan.compute.targets.actuals.credit import Shared
    from salesplan.compute.team.staff import Staff
    from salesplan.model.records import Records

NEEDED = frozenset(("date", "amount", "amount_net"))
"""A line with a bad cell in one of these does not count; a bad quantity only leaves it without one."""
UNITS = ("计量单位", "销售单位", "单位", "Unit of measure", "UOM", "Unit")
"""Titles of a column of units of measure."""
_SIDES = ("region", "category", "product", "rep", "customer")
"""What sales are seen by where nobody says: the first that the orders tell."""


@dataclass(frozen=True)
class SalesWish:
    """What the caller wants: the lists if not the plan's, which days, and what they are compared with.

    ``span`` is a period such as 2026-06 or ytd, None for the command's own; ``base`` is last-year, before or a period.
    """

    files: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    reps: tuple[str, ...] = ()
    span: str | None = None
    base: str = "last-year"


PLAN_LISTS = SalesWish()
Counted = Callable[["Records", str], "tuple[Records, str]"]
"""The orders and their column of amounts, to those with another one and its name."""


@dataclass(frozen=True)
class ReadSales:
    """The lines that count, with the lists they come from."""

    sold: Sold
    orders: Records
    lists: tuple[Records, ...]
    asked: frozenset[str] = frozenset()
    """The parameters that the user gave."""
    strangers: tuple[Problem, ...] = ()
    """Reps who are nobody in the team, and orders of several people that nobody has."""

    def told(self, result: Result[Any], where: Setting) -> Result[Any]:
        """The result with what was found in the lists, and with the plan."""
        found = [problem for each in (self.orders, *self.lists) for problem in each.findings]
        inputs = [source for each in self.lists for source in each.inputs]
        told = tuple(replace(p, source="option") if p.name in self.asked else p for p in result.parameters)
        slack = "parameters.forecast.late_start"
        if all(p.name != slack for p in told):
            told = (*told, Parameter(slack, self.sold.slack, "plan"))
        findings = (*found, *self.strangers, *result.findings)
        return with_plan(replace(result, parameters=told, findings=findings, inputs=(*result.inputs, *inputs)), where)


def sales_pivot(
    by: Sequence[str] = (),
    measure: str = "amount",
    wish: SalesWish = PLAN_LISTS,
    reading: ReadOptions = AS_IT_IS,
    where: Setting | None = None,
) -> Result[PivotSummary]:
    """Sales by one or two sides (``by``), as they are called in Chinese or English, in one measure.

    Default days: the newest month that is over. BadUsage for a side, measure or period that is none; BadInput where
    the orders do not tell it.
    """
    from salesplan.compute.sales.dimensions import dimensions_named, sides_told
    from salesplan.compute.sales.measures import measure_named
    from salesplan.compute.sales.pivot import PivotWish, pivot
    from salesplan.model.named_period import last_month_over

    where = where or setting(lists=wish.files)
    sides, measured = dimensions_named(by), measure_named(measure)
    spans = spans_for(wish, where, last_month_over(where.as_of, where.year(None)).name)
    read = read_sales("sales pivot", wish, reading, where, sides)
    spans = spans_reached(spans, read.sold, wish, where)
    sides = sides or sides_told(read.sold, _SIDES)[:1] or ("month",)
    asked = PivotWish(sides, measured, spans, where.year(None).holding(where.as_of))
    return read.told(pivot(read.sold, asked, where.as_of), where)


def sales_bridge(
    by: str | None = None,
    wish: SalesWish = PLAN_LISTS,
    reading: ReadOptions = AS_IT_IS,
    where: Setting | None = None,
) -> Result[BridgeSummary]:
    """From what customers bought then to what they buy now; default days: the year so far.

    ``by`` is rep, region, class, tier or segment.
    """
    from salesplan.compute.sales.bridge import GROUPS, bridge
    from salesplan.compute.sales.dimensions import dimensions_named, one_of_sides

    where = where or setting(lists=wish.files)
    side = next(iter(dimensions_named([by] if by else [], 1)), None)
    one_of_sides(side, GROUPS)
    spans = spans_for(wish, where, "ytd")
    read = read_sales("sales bridge", wish, reading, where, [side] if side else [])
    spans = spans_reached(spans, read.sold, wish, where)
    return read.told(bridge(read.sold, spans, where.as_of, by=side), where)


def sales_pvm(
    by: str = "product",
    wish: SalesWish = PLAN_LISTS,
    reading: ReadOptions = AS_IT_IS,
    where: Setting | None = None,
    *,
    fold_mix: bool = False,
) -> Result[PvmSummary]:
    """Price, volume and mix by product (or by another side); default days: the year so far."""
    from salesplan.compute.sales.dimensions import LABELS, TIMES, dimensions_named, one_of_sides
    from salesplan.compute.sales.pvm import pvm

    where = where or setting(lists=wish.files)
    side = next(iter(dimensions_named([by], 1)))
    one_of_sides(side, [each for each in LABELS if each not in TIMES])
    spans = spans_for(wish, where, "ytd")
    also = tuple(ExtraColumn(name, "text") for name in UNITS)
    read = read_sales("sales pvm", wish, replace(reading, also=also), where, (side,))
    spans = spans_reached(spans, read.sold, wish, where)
    return read.told(pvm(read.sold, spans, where.as_of, by=side, fold_mix=fold_mix), where)


def spans_for(wish: SalesWish, where: Setting, otherwise: str) -> Spans:
    """The days of the command, and those of its base."""
    from salesplan.compute.sales.spans import spans_of

    year = where.year(None).holding(where.as_of)
    return spans_of(wish.span or otherwise, wish.base, where.as_of, year)


def spans_reached(spans: Spans, sold: Sold, wish: SalesWish, where: Setting) -> Spans:
    """The same days as far as the orders reach, those of the base alike; BadInput where they end before them.

    A list that was not exported up to the as-of has no sales after its end: they are not known, and no 0.
    """
    from salesplan.compute.sales.reach import end_of_list, need_now
    from salesplan.compute.sales.spans import spans_of

    ends = end_of_list(sold, spans)
    if ends is None:
        return spans
    need_now(sold, spans, ends)
    year = where.year(None).holding(where.as_of)
    return spans_of(wish.span or spans.name, wish.base, where.as_of, year, ends)


def read_sales(
    command: str,
    wish: SalesWish,
    reading: ReadOptions,
    where: Setting,
    sides: Sequence[str] = (),
    counted: Counted | None = None,
) -> ReadSales:
    """The order lines that count, with what customers, products and the team tell of them.

    ``counted`` puts another column in the place of the amounts, such as 1 for the first line of each order.
    """
    from salesplan.compute.sales.sold import Beside, sold_of
    from salesplan.compute.team.staff import staff_of

    files = list(wish.files) or where.files("orders")
    if not files:
        raise BadUsage(no_list("orders", command))
    orders = read_orders(files, where.reading(reading, "orders"), needed=NEEDED)
    orders = _with_unit(complete(orders, by_option=bool(wish.files), groups=EVERY_ORDER[1:]))
    beside = ReadOptions(on_error=reading.on_error)
    customers = _customers(wish, beside, where, sides)
    if customers is not None:
        customers, orders = side_by_side(customers, orders)
    products = list_given("products", wish.products, where, beside)
    reps = list_given("reps", wish.reps, where, beside)
    graded = _graded(customers, orders, reading, where, sides)
    staff, shared = staff_of(reps, where.plan.team), where.plan.parameters.pace.shared
    told = Beside(customers, graded, products, staff, shared)
    owners = () if customers is None else _strangers(customers, "owner", staff)
    strangers = (*_strangers(orders, "rep", staff, shared), *owners)
    amount = amount_column(orders, where)
    orders, amount = counted(orders, amount) if counted else (orders, amount)
    slack = where.plan.parameters.forecast.late_start
    sold = replace(sold_of(orders, where.as_of, amount, told), slack=slack)
    lists = tuple(each for each in (customers, products, reps) if each is not None)
    asked = {"sales.for": wish.span is not None, "sales.against": wish.base != SalesWish.base}
    return ReadSales(sold, orders, lists, frozenset(name for name, given in asked.items() if given), strangers)


def _strangers(records: Records, column: str, staff: Staff, shared: Shared | None = None) -> Iterator[Problem]:
    """People of a list who are nobody in the team."""
    from salesplan.compute.team.rep_cells import rep_findings

    if records.has(column):
        counts = records.frame.group_by(column).agg(rows=nw.len()).sort(column).select(column, "rows").iter_rows()
        cells = {person: rows for person, rows in counts if person}
        yield from rep_findings(staff, {records.table: cells}, records.inputs, shared)


def _customers(wish: SalesWish, beside: ReadOptions, where: Setting, sides: Sequence[str]) -> Records | None:
    """The customers, with the columns that the rules of the plan's segments ask for where they are wanted."""
    segments = where.plan.market.segments
    also: tuple[ExtraColumn, ...] = (ExtraColumn("segment", "text"),)  # so that other columns' cells are not told of
    if "segment" in sides and segments:
        from salesplan.compute.market.segment_rules import columns_wanted

        also = (*also, *columns_wanted(segments))
    return list_given("customers", wish.customers, where, replace(beside, also=also))


def _with_unit(orders: Records) -> Records:
    """The orders with their column of units of measure, where one was asked for, under one name."""
    from salesplan.compute.sales.sold import UNIT

    extras = {column.header.strip() for source in orders.inputs for column in source.columns if column.field is None}
    found = [f"text:{name}" for name in UNITS if f"text:{name}" in orders.frame.columns and name in extras]
    if not found:
        return orders
    return replace(orders, frame=orders.frame.with_columns(nw.coalesce(*map(nw.col, found)).alias(UNIT)))


def _graded(
    customers: Records | None, orders: Records, reading: ReadOptions, where: Setting, sides: Sequence[str]
) -> Any:  # noqa: ANN401 - a frame, or None
    """Class and tier of each customer by key, and the segment by the plan's rules, where they are asked for."""
    marks = [side for side in ("class", "tier") if side in sides]
    if marks and any(orders.has(key) for key in EVERY_ORDER[0]):
        plain = replace(reading, also=())
        frame = grade_read(customers, orders, "365", plain, where).population.frame
        return frame.filter(nw.col("counts")).select("key", *marks)
    segments = where.plan.market.segments
    if "segment" in sides and segments and customers is not None and not customers.has("segment"):
        from salesplan.compute.sales.segment_names import segment_names

        return segment_names(customers, orders, segments)
    return None
