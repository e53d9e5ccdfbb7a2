"""Where the customers stand, what changed since an earlier day, and who is about to be lost (methods.md 5.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.customers.care.lifecycle_findings import findings_of
from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.concentration import histogram_of
from salesplan.compute.customers.exact import chosen, days_since, ratio
from salesplan.compute.customers.facts import order_days, order_span
from salesplan.compute.customers.lifecycle import (
    LIFECYCLES,
    days_of,
    is_long_enough,
    with_lifecycle,
    with_limits,
)
from salesplan.compute.customers.lines import Lines
from salesplan.compute.customers.population import BY_ID, BY_NAME, with_list_keys
from salesplan.compute.customers.rates import CustomerFlow, repeat_rate
from salesplan.compute.rounding import PLACES, share_of
from salesplan.compute.sums import roomy, total_of
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.period import Period
from salesplan.model.records import ROW, SOURCE
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Kind, Table, scaled
from salesplan.text import Text

Frame = nw.DataFrame[Any]
ACTIONS: Mapping[str, str] = {
    "potential": "promote",
    "new": "educate",
    "active": "care",
    "at_risk": "ask",
    "churned": "win_back",
}
"""What to do with customers of each status (S3:2, S3:14)."""
URGENT = ("at_risk", "churned")
"""Whoever is about to be lost or is lost."""
LIVING = ("new", "active", "at_risk")
"""Whoever has ordered and not churned."""
_YEAR = 365
_ORDER = ("at_risk", "churned", "new", "active", "potential")
_COLUMNS: tuple[str, ...] = (
    *("row", "source_file", "source_sheet", "id", "name", "owner", "region", "source"),
    *("lifecycle", "lifecycle_before", "action", "amount", "year_amount", "orders", "last_order", "recency_days"),
    *("gap_days", "late_days", "active_to", "at_risk_to", "rule", "class", "tier"),
)
_OWN: Mapping[str, Kind] = {
    "lifecycle_before": "code",
    "action": "code",
    "year_amount": "amount",
    "gap_days": "score",
    "late_days": "integer",
    "active_to": "integer",
    "at_risk_to": "integer",
    "rule": "code",
}


@dataclass(frozen=True)
class StateGroup:
    """Customers of one status: how many, of all customers, their net amount in the window, of the net total."""

    customers: int
    share: Decimal | None
    amount: Decimal | None
    amount_share: Decimal | None


@dataclass(frozen=True)
class FlowCell:
    """The customers who stood in ``before`` on the earlier day and stand in ``now`` at the as-of."""

    before: str
    now: str
    customers: int
    amount: Decimal | None


@dataclass(frozen=True)
class FlowRates:
    """What changed since the earlier day. Active is whoever has ordered and not churned.

    ``active_at_end`` = ``active_at_start`` - ``churned`` + ``new`` + ``won_back`` - ``undone``; undone are those whose
    orders were all returned since. A rate is None where there is nobody that it is of.
    """

    active_at_start: int
    churned: int
    new: int
    won_back: int
    undone: int
    active_at_end: int
    churn_rate: Decimal | None
    retention_rate: Decimal | None
    churned_at_start: int
    ordered_again: int
    win_back_rate: Decimal | None


@dataclass(frozen=True)
class LifecycleSummary:
    """Where the customers stand; amounts are those of the window.

    ``churned_year`` is what those who churned brought in the year up to the last order of each. ``new_to``,
    ``active_to`` and ``at_risk_to`` are the limits of all in days, ``by_rule`` how many customers each rule
    decided for. ``buyers`` ordered in the window, ``repeaters`` of them twice or more. What only orders tell
    is None without them.
    """

    customers: int
    window: Period | None
    since: date | None
    limits: str
    new_to: int
    active_to: int
    at_risk_to: int
    net_total: Decimal | None
    urgent: StateGroup
    churned_year: Decimal | None
    buyers: int | None
    repeaters: int | None
    repeat_rate: Decimal | None
    unknown_customers: int | None
    unknown_customer_orders: int | None
    rates: FlowRates | None = None
    by_lifecycle: Mapping[str, StateGroup] = field(default_factory=dict)
    by_rule: Mapping[str, int] = field(default_factory=dict)
    flows: tuple[FlowCell, ...] = ()


def lifecycle(graded: Graded, since: date) -> Result[LifecycleSummary]:
    """The status of each graded customer at the as-of and on the day ``since``, those about to be lost first.

    The earlier status is what the orders up to that day say, by the same rule; customers without an order until then
    were potential. Limits from all gaps between orders (``data``) are those of the as-of on both days. BadInput where
    nothing tells when anybody ordered.
    """
    if "last_order" not in graded.population.given:
        raise BadInput(_nothing(graded))
    lines = _lines(graded)
    frame = _with_gaps(graded.population.frame, graded, lines)
    if lines is not None:
        frame = _with_before(frame, graded, lines, since)
    told = graded.result
    return Result(
        "customers lifecycle",
        graded.as_of,
        _summary(frame, graded, since),
        _table(frame, graded),
        tuple(p for p in told.parameters if _decides(p)),
        findings_of(graded, since),
        tuple(source for source in told.inputs if source.table not in ("deals", "activities")),
    )


def _lines(graded: Graded) -> Lines | None:
    """The order lines with the keys of the rated customers."""
    by = BY_NAME[0] if graded.population.by_name else BY_ID[0]
    return None if graded.lines is None else with_list_keys(graded.lines, graded.customers, by)


def _with_gaps(frame: Frame, graded: Graded, lines: Lines | None) -> Frame:
    """``gap_days``, the mean gap of who has enough order days; ``late_days``, how much longer ago the last order is."""
    cases = ((nw.col("lifecycle") == code, action) for code, action in ACTIONS.items())
    frame = frame.with_columns(
        action=chosen(*cases, default=nw.lit(None, dtype=nw.String())),
        rule=nw.when(~nw.col("last_order").is_null()).then(nw.col("rule")),
    )
    if lines is None:
        return frame
    known = order_days(lines).filter(nw.col("order_days") >= graded.parameters.lifecycle.own.orders)
    known = known.select("key", gap_days=ratio(nw.col("span"), nw.col("order_days") - 1))
    placed = frame.with_row_index("_place").join(known, on="key", how="left")
    placed = placed.join(_last_years(frame, lines), on="key", how="left").sort("_place").drop("_place")
    whole_gap = (nw.col("gap_days") + 10**PLACES // 2) // 10**PLACES
    late = days_since(nw.col("last_order"), graded.as_of) - whole_gap
    return placed.with_columns(late_days=nw.when(late > 0).then(late).otherwise(nw.when(late <= 0).then(late * 0)))


def _last_years(frame: Frame, lines: Lines) -> Frame:
    """``year_amount`` by key: what a customer brought in the year up to his last order, returns since taken off."""
    known = frame.filter(~nw.col("last_order").is_null()).select("key", "last_order").unique()
    ago = (nw.col("last_order") - nw.col("date")).dt.total_minutes() // (24 * 60)
    held = lines.frame.select("key", "date", "amount").join(known, on="key", how="inner").filter(ago < _YEAR)
    return held.group_by("key").agg(year_amount=roomy(held, "amount").sum())


def _with_before(frame: Frame, graded: Graded, lines: Lines, since: date) -> Frame:
    """``lifecycle_before``: the status on the earlier day."""
    told = graded.parameters.lifecycle
    earlier = replace(lines, frame=lines.frame.filter(nw.col("date") <= nw.lit(since)))
    people = frame.select("key", "created", "orders_unknown").with_row_index("_place")
    people = people.join(order_span(earlier), on="key", how="left").sort("_place")
    days = days_of(lines, told)
    enough = is_long_enough(lines.first_day, told.days, since)
    stood = with_lifecycle(with_limits(people, earlier, told, days), days, since, history_long_enough=enough)
    return frame.with_columns(lifecycle_before=stood.sort("_place").get_column("lifecycle"))


def _summary(frame: Frame, graded: Graded, since: date) -> LifecycleSummary:
    s, told = graded.result.summary, graded.parameters.lifecycle
    counted = frame.filter(nw.col("counts"))
    scale = graded.population.scale if "amount" in graded.population.given else None
    days = days_of(_lines(graded), told)
    has_flows = "lifecycle_before" in frame.columns
    orders = histogram_of(counted, "orders") if has_flows else None
    return LifecycleSummary(
        customers=s.customers,
        window=s.window,
        since=since if has_flows else None,
        limits=told.limits,
        new_to=days.new,
        active_to=days.active,
        at_risk_to=days.at_risk,
        net_total=s.net_total,
        urgent=_group(counted.filter(nw.col("lifecycle").is_in(list(URGENT))), counted, scale),
        churned_year=_churned_year(counted, graded.population.scale),
        buyers=None if orders is None else orders.above(1).customers,
        repeaters=None if orders is None else orders.above(2).customers,
        repeat_rate=None if orders is None else repeat_rate(orders),
        unknown_customers=s.unknown_customers,
        unknown_customer_orders=s.unknown_customer_orders,
        rates=_rates(counted, since) if has_flows else None,
        by_lifecycle={c: _group(counted.filter(nw.col("lifecycle") == c), counted, scale) for c in LIFECYCLES},
        by_rule=_rules(counted),
        flows=_flows(counted, scale) if has_flows else (),
    )


def _group(part: Frame, counted: Frame, scale: int | None) -> StateGroup:
    share = share_of(len(part), len(counted)) if len(counted) else None
    if scale is None:
        return StateGroup(len(part), share, None, None)
    worth, total = total_of(part, "amount"), total_of(counted, "amount")
    return StateGroup(len(part), share, scaled(worth, scale), share_of(worth, total) if total > 0 else None)


def _churned_year(counted: Frame, scale: int) -> Decimal | None:
    if "year_amount" not in counted.columns:
        return None
    return scaled(total_of(counted.filter(nw.col("lifecycle") == "churned"), "year_amount"), scale)


def _rules(counted: Frame) -> dict[str, int]:
    held = counted.filter(~nw.col("rule").is_null()).group_by("rule").agg(customers=nw.len())
    return dict(sorted(held.select("rule", "customers").iter_rows()))


def _rates(counted: Frame, since: date) -> FlowRates:
    before, now = nw.col("lifecycle_before"), nw.col("lifecycle")

    def count(*where: nw.Expr) -> int:
        return len(counted.filter(*where))

    started, ended = before.is_in(list(LIVING)), now.is_in(list(LIVING))
    again = nw.col("last_order") > nw.lit(since)
    flow = CustomerFlow(
        count(started),
        count(started, now == "churned"),
        count(before == "potential", ended),
        count(before == "churned", ended),
        count(before == "churned"),
        count(before == "churned", again),
    )
    undone = count(started, now == "potential")
    return FlowRates(
        active_at_start=flow.active_at_start,
        churned=flow.churned,
        new=flow.new,
        won_back=flow.won_back,
        undone=undone,
        active_at_end=flow.active_at_end - undone,
        churn_rate=flow.churn_rate,
        retention_rate=flow.retention_rate,
        churned_at_start=flow.churned_at_start,
        ordered_again=flow.ordered_again,
        win_back_rate=flow.win_back_rate,
    )


def _flows(counted: Frame, scale: int | None) -> tuple[FlowCell, ...]:
    """Every pair of statuses that somebody is in, in the order of the statuses."""
    found = counted.group_by("lifecycle_before", "lifecycle").agg(
        customers=nw.len(), worth=roomy(counted, "amount").sum()
    )
    rows = found.select("lifecycle_before", "lifecycle", "customers", "worth").iter_rows()
    cells = {(before, now): (n, int(worth or 0)) for before, now, n, worth in rows}
    pairs = ((before, now) for before in LIFECYCLES for now in LIFECYCLES)
    held = ((pair, *cells[pair]) for pair in pairs if pair in cells)
    return tuple(FlowCell(*pair, n, None if scale is None else scaled(worth, scale)) for pair, n, worth in held)


def _table(frame: Frame, graded: Graded) -> Table:
    """The rows by how urgent they are: at risk, churned, new, active, potential; in each the largest amount first."""
    rows = graded.result.rows.frame
    if rows is None:
        raise ValueError("graded customers stand in a frame")
    told = {column.key: column for column in graded.result.rows.columns}
    own = {key: ColumnSpec(key, kind, PLACES if kind == "score" else 0) for key, kind in _OWN.items()}
    kinds = {**told, **{key: spec for key, spec in own.items() if key in frame.columns}}
    if "year_amount" in kinds:
        kinds["year_amount"] = ColumnSpec("year_amount", "amount", graded.population.scale)
    columns = tuple(kinds[key] for key in _COLUMNS if key in kinds)
    more = [c.key for c in columns if c.key not in rows.columns]
    wide = nw.concat([rows, frame.select(*more, "key", SOURCE, ROW)], how="horizontal")
    urgency = nw.col("lifecycle").replace_strict(list(_ORDER), list(range(5)), default=None, return_dtype=nw.Int64())
    order = ["_urgency", *(["amount"] if "amount" in wide.columns else []), "recency_days", SOURCE, ROW, "key"]
    down = [name == "amount" for name in order]
    placed = wide.with_columns(_urgency=urgency).sort(*order, descending=down, nulls_last=True)
    return Table(columns, placed.select(*(column.key for column in columns), "counts"))


def _decides(parameter: Parameter) -> bool:
    parts = ("parameters.lifecycle.", "parameters.orders.")
    return not parameter.name.startswith("parameters.") or parameter.name.startswith(parts)


def _nothing(graded: Graded) -> Problem:
    source = graded.result.inputs[0] if graded.result.inputs else None
    return Problem(
        "LIFECYCLE-nothing",
        "error",
        Text(
            "没有最近下单日期，也没有订单：看不出客户在哪个阶段",
            "there is no day of the last order and there are no orders: nothing tells where customers stand",
        ),
        Text(
            "给订单：--orders 订单.xlsx；表里有这一列就写明：--column last_order=表头",
            "Give the orders: --orders orders.xlsx; or name the column, if there is one: --column last_order=TITLE",
        ),
        Place() if source is None else Place(file=source.file, sheet=source.sheet),
    )
