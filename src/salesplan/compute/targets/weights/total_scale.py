"""A total that is far from what a year sells: most likely a unit of 万 too few or too many (methods.md 0.3)."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import narwhals as nw

from salesplan.compute.sums import total_of
from salesplan.compute.targets.actuals.measure import MEASURE
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.history import full_years, past_sales
from salesplan.errors import Problem
from salesplan.model.plan.metrics import COUNTS, metric_named, metric_shown
from salesplan.model.records import Records
from salesplan.model.table import scaled
from salesplan.text import Text

FAR = 10
"""A total of more than so many times the last full year, or of less than one part in so many, is worth a question."""
CODE = "SPLIT-total-scale"
_WAN = Decimal(10_000)
_LEAST_SHARE = Decimal("0.01")
"""Shares below this per cent are shown with one figure instead of two decimals."""
_FIELD = {MEASURE: "margin"}
"""The orders' field that a measure in money other than revenue is read from."""


def far_from_last_year(request: SplitRequest, history: Records | None, as_of: date) -> list[Problem]:
    """A warning where the total is more than ``FAR`` times the last full year's sales or less than a ``FAR``-th.

    Both are in what the target measures. Nothing is said where that year is not known, or brought 0 or less.
    """
    total, sold = abs(request.total), last_year(request, history, as_of)
    if history is None or sold is None or not total:
        return []
    year, amount = sold
    if amount / FAR <= total <= amount * FAR:
        return []
    what = Text(
        "总额 {total} 是 {year}{metric} {amount} 的 {part}{guess}",
        "the total {total} is {part} the {metric} of {year}, {amount}{guess}",
    ).format(
        total=f"{request.total:,f}",
        year=year,
        metric=metric_shown(request.name or "revenue"),
        amount=f"{amount:,.0f}",
        part=_part(total / amount),
        guess=_guess(request, total / amount),
    )
    fix = _remedy(request, history, total / amount)
    return [Problem(CODE, "warning", what, fix, request.place("total"), f"{request.total:f}")]


def last_year(request: SplitRequest, history: Records | None, as_of: date) -> tuple[Text, Decimal] | None:
    """The newest full year before the request's that the orders cover, by name, and what it brought if above 0."""
    if history is None or not (history.has("date") and history.has(request.amount)):
        return None
    past = past_sales(history, request.amount, (), as_of)
    years, _ = full_years(past.span, request.year, as_of, 1) if past else ([], [])
    if past is None or not years:
        return None
    span = years[0].period
    sold = past.frame.filter(nw.col("date").is_between(span.first, span.last))
    amount = scaled(total_of(sold, past.amount), past.scale)
    return (years[0].title, amount) if amount > 0 else None


def _part(ratio: Decimal) -> Text:
    """``0.02%`` of what was sold, or ``17,751 倍``."""
    if ratio > 1:
        return Text("{n} 倍", "{n} times").format(n=f"{ratio:,.0f}")
    share = ratio * 100
    return Text("{n}%", "{n}% of").format(n=f"{share:.2f}" if share >= _LEAST_SHARE else f"{share:.1g}")


def _of_money(request: SplitRequest) -> bool:
    return metric_named(request.name or "revenue") not in COUNTS


def _guess(request: SplitRequest, ratio: Decimal) -> Text:
    """The slip that would explain it: where 万 more or less brings the two close."""
    near = Decimal(1) / FAR <= (ratio * _WAN if ratio < 1 else ratio / _WAN) <= FAR
    if not near or not _of_money(request):
        return Text("", "")
    if ratio < 1:
        return Text("，是不是漏了“万”？", ": is it given in units of 10,000 (万)?")
    return Text("，订单金额是不是以万元为单位？", ": are the orders in units of 10,000 (万)?")


def _remedy(request: SplitRequest, orders: Records, ratio: Decimal) -> Text:
    """What to write in the plan, or to type: the total, or the unit of the orders."""
    if not _of_money(request):
        return Text("核对总额和订单；是有意的就不用改", "Check the total and the orders; leave them if this is meant")
    names = list(dict.fromkeys(each.file for each in orders.inputs))
    files = json.dumps(names if len(names) > 1 else names[0], ensure_ascii=False) if names else ""
    asked = request.bridge.base if request.bridge else request.total
    total = asked if ratio < 1 else asked / _WAN
    words = {
        "key": "--total " if request.place("total").key == "--total" else "total: ",
        "zh": f"{total.normalize():f}" + ("万" if ratio < 1 else ""),
        "en": f"{(total * _WAN if ratio < 1 else total).normalize():f}",
        "file": files,
        "field": _FIELD.get(request.amount, request.amount),
    }
    if ratio < 1:
        return Text(
            "总额是万元就写 {key}{zh}；订单其实是元，就在 plan.yaml 里写 "
            "sources: {{orders: {{file: {file}, units: {{{field}: 元}}}}}}",
            "Write {key}{en} if the total is in 万; if the orders are in 元, put in plan.yaml: "
            "sources: {{orders: {{file: {file}, units: {{{field}: 元}}}}}}",
        ).format(**words)
    return Text(
        "订单是万元，就在 plan.yaml 里写 sources: {{orders: {{file: {file}, units: {{{field}: 万}}}}}}；"
        "总额多了“万”，就写 {key}{zh}",
        "If the orders are in 万, put in plan.yaml: sources: {{orders: {{file: {file}, units: {{{field}: 万}}}}}}; "
        "if the total is too large, write {key}{en}",
    ).format(**words)
