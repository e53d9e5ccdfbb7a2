"""What a target measures, counted in orders: an amount, units, orders, customers, gross profit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import narwhals as nw

from salesplan.compute.customers.first_orders import sold_rows
from salesplan.compute.sums import roomy
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.near import nearest
from salesplan.model.period import WeekYears
from salesplan.model.plan.metrics import METRICS, metric_named, metric_shown
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.tables import table_fields
from salesplan.text import Text

Frame = nw.DataFrame[Any]
MEASURE = "_measure"
"""Column of whole units of 10^-scale that the metric counts; null where a row has no such value.

Of 64 bits, or of 128 where a gross profit could be larger than an amount can be."""
ONCE = frozenset(("orders", "customers", "new_customers"))
"""Metrics that count a row once for an order or a customer: all their other rows are 0."""
_AT, _BEGINS = "_at", "_begins"


def fields_needed(metric: str) -> tuple[str, ...]:
    """The fields beside the date whose bad cells must leave a row out, because the metric is counted in them."""
    return {"units": ("qty",), "gross_profit": ("margin", "cost")}.get(metric_named(metric) or "", ())


def once_a_year(metric: str) -> bool:
    """Whether a metric counts each customer once a year: known ones run out, so that its growth is no straight line."""
    return metric_named(metric) == "customers"


def measured(
    orders: Records, metric: str, amount: str, *, start_month: int = 1, weeks: WeekYears | None = None
) -> Records:
    """The orders with the column ``MEASURE`` and its scale.

    revenue is the amount given; units the quantity; gross_profit the margin, else amount less cost. orders counts each
    order (a customer and an order number) once, at its first row; without order numbers every row is one. customers
    counts each customer once a year, new_customers once in all: at the first order with a date, so that parts of the
    year and members add up. ``start_month`` begins the year, ``weeks`` says how years of whole weeks run. BadInput for
    a metric or a column that is not there.
    """
    known = metric_named(metric or "revenue")
    if known is None:
        raise BadInput(_unknown(metric))
    count = _COUNTED.get(known)
    if count is not None:
        return count(orders, start_month, weeks)
    if known == "revenue":
        return _with_column(orders, _column(orders, metric, amount), orders.scales.get(amount, 0))
    if known == "units":
        return _with_column(orders, _column(orders, metric, "qty"), orders.scales.get("qty", 0))
    return _gross_profit(orders, metric, amount)


def _with_column(orders: Records, values: nw.Expr, scale: int, notes: tuple[Problem, ...] = ()) -> Records:
    frame = orders.frame.with_columns(values.alias(MEASURE))
    scales = {**orders.scales, MEASURE: scale}
    return replace(orders, frame=frame, scales=scales, findings=(*orders.findings, *notes))


def _column(orders: Records, metric: str, key: str) -> nw.Expr:
    if not orders.has(key):
        raise BadInput(_no_column(orders, metric, key))
    return nw.col(key)


def _gross_profit(orders: Records, metric: str, amount: str) -> Records:
    if orders.has("margin"):
        return _with_column(orders, nw.col("margin"), orders.scales.get("margin", 0))
    if not orders.has("cost"):
        raise BadInput(_no_column(orders, metric, "margin"))
    paid, cost = orders.scales.get(amount, 0), orders.scales.get("cost", 0)
    scale = max(paid, cost)
    _column(orders, metric, amount)
    sold, spent = (
        roomy(orders.frame, key, 2 * 10 ** (scale - own)) * 10 ** (scale - own)
        for key, own in ((amount, paid), ("cost", cost))
    )
    return _with_column(orders, sold - spent, scale)


def _orders(orders: Records, _start_month: int, _weeks: WeekYears | None) -> Records:
    """1 for the first row of each order."""
    if not orders.has("order_id"):
        return _with_column(orders, nw.lit(1, dtype=nw.Int64()), 0, (_rows_as_orders(orders),))
    keys = [*_customer(orders), "order_id"]
    return _first_of(orders, keys, counted=nw.col("order_id").is_null())


def _customers(orders: Records, start_month: int, weeks: WeekYears | None) -> Records:
    """1 for the first order of each customer in each year."""
    begins = nw.col("date").dt.year() - (nw.col("date").dt.month() < start_month).cast(nw.Int32())
    if weeks is not None:
        begins = _years_of_weeks(orders, weeks)
    dated = replace(orders, frame=orders.frame.with_columns(begins.alias(_BEGINS)))
    found = _first_of(dated, [*_customer_needed(orders, "customers"), _BEGINS])
    return replace(found, frame=found.frame.drop(_BEGINS))


def _years_of_weeks(orders: Records, weeks: WeekYears) -> nw.Expr:
    """How many years of whole weeks have begun by the date of each order, counted from the first order's."""
    dates = orders.frame.get_column("date").drop_nulls()
    span = range(weeks.begun(dates.min()), weeks.begun(dates.max()) + 1) if len(dates) else range(0)
    begun = [(nw.col("date") >= weeks.first_day(year)).cast(nw.Int32()) for year in span]
    return nw.sum_horizontal(*begun) if begun else nw.lit(0)


def _new_customers(orders: Records, _start_month: int, _weeks: WeekYears | None) -> Records:
    """1 for the very first order of each customer; what was cancelled or sent back makes nobody one."""
    customer = _customer_needed(orders, "new_customers")
    amount = next((key for key in ("amount", "amount_net") if orders.has(key)), None)
    number = "order_id" if orders.has("order_id") else None

    def sold(rows: Frame) -> Frame:
        return rows if amount is None else sold_rows(rows, customer, number, amount)

    return _first_of(orders, customer, needed=("date",), of=sold)


_COUNTED: dict[str, Callable[[Records, int, WeekYears | None], Records]] = {
    "orders": _orders,
    "customers": _customers,
    "new_customers": _new_customers,
}


def _customer(orders: Records) -> list[str]:
    """The column that tells customers apart: the id, else the name; none where there is neither."""
    return next(([key] for key in ("customer_id", "customer_name") if orders.has(key)), [])


def _customer_needed(orders: Records, metric: str) -> list[str]:
    found = _customer(orders)
    if not found:
        raise BadInput(_no_column(orders, metric, "customer_id"))
    return found


def _first_of(
    orders: Records,
    keys: list[str],
    counted: nw.Expr | None = None,
    needed: tuple[str, ...] = (),
    of: Callable[[Frame], Frame] = lambda rows: rows,
) -> Records:
    """1 for the first row of each key: by date, order number, rep, and what else it says, whatever the order of rows.

    A row with an empty key (or another empty field that is ``needed``) counts 0, or 1 where ``counted`` says so.
    ``of`` picks the rows that can be the first.
    """
    texts = sorted((n for n, kind in orders.frame.schema.items() if kind == nw.String), key=_first_told)
    numbers = sorted(set(orders.scales) & set(orders.frame.columns))
    rows = orders.frame.with_row_index(_AT)
    known = rows.filter(*(~nw.col(key).is_null() for key in (*keys, *needed)))
    known = of(known).sort("date", *texts, *numbers, SOURCE, ROW, nulls_last=True)
    firsts = known.unique(keys, keep="first", maintain_order=True).select(_AT).with_columns(nw.lit(1).alias(MEASURE))
    rows = rows.join(firsts, on=_AT, how="left").sort(_AT)
    value = nw.col(MEASURE).fill_null(0)
    if counted is not None:
        value = nw.when(counted).then(nw.lit(1)).otherwise(value)
    return _with_column(replace(orders, frame=rows.drop(_AT)), value.cast(nw.Int64()), 0)


def _first_told(column: str) -> tuple[int, str]:
    """Order number and rep decide before all other texts: as they do where new customers are told elsewhere."""
    return {"order_id": 0, "rep": 1}.get(column, 2), column


def _unknown(metric: str) -> Problem:
    known = [*METRICS, *(str(text.zh) for text in METRICS.values())]
    near = nearest(metric, known)
    what = Text("订单里算不出指标“{metric}”", "orders do not tell the metric “{metric}”").format(metric=metric)
    fix = Text("metric 写其中一个：{known}{near}", "set metric to one of these: {known}{near}").format(
        known=", ".join(METRICS),
        near=Text("（最接近：{near}）", " (nearest: {near})").format(near=near) if near else Text("", ""),
    )
    return Problem("TRACK-metric", "error", what, fix, Place(key="targets.metric"), metric)


def _no_column(orders: Records, metric: str, key: str) -> Problem:
    label = table_fields("orders")[key].header.label
    what = Text("指标“{metric}”要用“{label}”，订单里没有这一列", "the metric {metric} needs {label}: no such column")
    fix = Text(
        "在订单里加上这一列；若另有叫法，在 plan.yaml 写 sources: {{orders: {{columns: {{{key}: 表头}}}}}}",
        "add this column to the orders; under another title, put sources: {{orders: {{columns: {{{key}: TITLE}}}}}} "
        "in plan.yaml",
    )
    source = orders.inputs[0] if orders.inputs else None
    place = Place(file=source.file, sheet=source.sheet) if source else Place()
    filled = what.format(metric=metric_shown(metric), label=label)
    return Problem("TRACK-no-measure", "error", filled, fix.format(key=key), place, key)


def _rows_as_orders(orders: Records) -> Problem:
    what = Text("订单没有订单号，每行算一单", "the orders have no order numbers: every row counts as one order")
    fix = Text("一单有几行时补上订单号", "add order numbers where an order has several rows")
    source = orders.inputs[0] if orders.inputs else None
    place = Place(file=source.file, sheet=source.sheet) if source else Place()
    return Problem("TRACK-rows-as-orders", "note", what, fix, place)
