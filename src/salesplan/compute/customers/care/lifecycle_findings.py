"""What a user should know about a page of the life cycle: orders that reach back too little for what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.lifecycle import days_of
from salesplan.errors import Problem
from salesplan.model.result import place_of
from salesplan.text import Text

_TOLD = ("READ-", "ORDERS-", "CUSTOMERS-", "LIFECYCLE-")
_TOLD_BY_NAME = ("CLASSIFY-stale", "CLASSIFY-no-orders")


def findings_of(graded: Graded, since: date) -> tuple[Problem, ...]:
    """What grading found about lists, orders and history, then what concerns the flows and the limits."""
    deals = {source.file for source in graded.result.inputs if source.table == "deals"}
    lists = {source.file for source in graded.result.inputs if source.table in ("customers", "orders")}
    about = [p for p in graded.result.findings if p.place.file not in deals - lists]
    told = [p for p in about if p.code.startswith(_TOLD) or p.code in _TOLD_BY_NAME]
    return (*told, *_about_orders(graded, since), *_about_limits(graded))


def _about_orders(graded: Graded, since: date) -> Iterator[Problem]:
    if graded.lines is None:
        yield Problem(
            "LIFECYCLE-no-flows",
            "note",
            Text(
                "没有订单，只有名单自己的最近下单日期：看不出阶段变化和流失率",
                "there are no orders, only the list's own last orders: no changes of status, no rates",
            ),
            Text("给订单：--orders 订单.xlsx", "Give the orders: --orders orders.xlsx"),
            place_of(graded.result.inputs),
        )
        return
    place, first = place_of(graded.lines.inputs), graded.lines.first_day
    days = graded.parameters.lifecycle.days.at_risk
    if first is not None and 0 <= (graded.as_of - first).days - days < (graded.as_of - since).days:
        yield Problem(
            "LIFECYCLE-since-short",
            "warning",
            Text(
                "订单从 {first} 才有，到 {since} 不足 {days} 天：那天的新老、流失分不清，变化仅供参考",
                "The orders begin on {first}, less than {days} days before {since}: who was new or churned that day "
                "cannot be told, and the changes with it",
            ).format(first=first, since=since, days=days),
            Text("给更早的订单，或把 --since 改晚", "Give older orders, or a later --since"),
            place,
            str(first),
        )
    if first is not None and graded.period is not None and graded.period.first < first:
        yield Problem(
            "LIFECYCLE-window-longer",
            "warning",
            Text(
                "期间从 {window} 起，订单从 {first} 才有：金额和复购率只看到后一段",
                "The window begins on {window}, the orders on {first}: amounts and the repeat rate see only part of it",
            ).format(window=graded.period.first, first=first),
            Text("给更早的订单，或用 --window all", "Give older orders, or type --window all"),
            place,
            str(graded.period.first),
        )


def _about_limits(graded: Graded) -> Iterator[Problem]:
    """Limits that were asked for and could not be found."""
    told = graded.parameters.lifecycle
    place = place_of(graded.result.inputs)
    if told.limits != "days" and graded.lines is None:
        yield Problem(
            "LIFECYCLE-limits-by-days",
            "note",
            Text("没有订单就没有下单间隔，按固定天数算", "Without orders there are no gaps: the fixed days hold"),
            Text("给订单：--orders 订单.xlsx", "Give the orders: --orders orders.xlsx"),
            place,
        )
    elif told.limits == "data" and days_of(graded.lines, told) == told.days:
        yield Problem(
            "LIFECYCLE-limits-by-days",
            "note",
            Text(
                "下单间隔太少或都一样，分不出两个界限，按固定天数算",
                "The gaps between orders are too few or all alike to tell two limits: the fixed days hold",
            ),
            Text("给更早的订单，或用 --limits own", "Give older orders, or type --limits own"),
            place,
        )
