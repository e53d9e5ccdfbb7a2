"""What to know about tiers and points: balances below 0, redemptions refused, copies, a short history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals as nw

from salesplan.compute.customers.classify import Graded
from salesplan.compute.fixes import LATER_AS_OF
from salesplan.compute.naming import names_of
from salesplan.errors import Place, Problem
from salesplan.model.records import Records
from salesplan.model.result import place_of
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.customers.worth.loyalty import LoyaltySummary
    from salesplan.compute.customers.worth.points_ledger import Refused

Frame = nw.DataFrame[Any]
FEW = 10
"""With fewer customers a tenth of them says little."""
_SHOWN = 3
_REFUSED: dict[str, tuple[str, Text, Text]] = {
    "balance": (
        "LOYALTY-balance",
        Text(
            "{n} 笔兑换超过当时的积分，没有算：{who}",
            "{n} redemptions exceed the points there were and are refused: {who}",
        ),
        Text("和客户核对积分，改正兑换记录", "settle the balance with the customer and correct the list"),
    ),
    "unknown_customer": (
        "LOYALTY-unknown-customer",
        Text(
            "{n} 笔兑换的客户不在名单和订单里，没有算：{who}",
            "{n} redemptions are of customers in no list and no order and are left out: {who}",
        ),
        Text("核对客户编号和名称", "check their ids and names"),
    ),
    "no_date": (
        "LOYALTY-no-date",
        Text("{n} 笔兑换没有日期，没有算：{who}", "{n} redemptions have no day and are left out: {who}"),
        Text("补上兑换日期", "fill in the day"),
    ),
    "no_points": (
        "LOYALTY-no-points",
        Text("{n} 笔兑换没有积分数，没有算：{who}", "{n} redemptions have no points and are left out: {who}"),
        Text("补上兑换的积分", "fill in the points"),
    ),
}


def loyalty_findings(
    summary: LoyaltySummary, frame: Frame, graded: Graded, redemptions: Records | None
) -> Iterator[Problem]:
    """All of them; the most pressing first."""
    place = place_of(() if graded.lines is None else graded.lines.inputs)
    yield from _negative(summary, frame, place)
    listed = place_of(() if redemptions is None else redemptions.inputs)
    yield from _refused(summary, listed)
    if summary.later_redemptions:
        what = Text("{n} 笔兑换晚于 {as_of}，未计入", "{n} redemptions after {as_of} are left out")
        told = what.format(n=summary.later_redemptions, as_of=graded.as_of)
        yield Problem("LOYALTY-after-as-of", "note", told, LATER_AS_OF, listed)
    if summary.copies:
        what = Text("{n} 行订单和别的行一模一样，只积一次分", "{n} order rows equal another one: they earn points once")
        fix = Text("删去重复的行", "delete the copies")
        yield Problem("LOYALTY-copies", "note", what.format(n=summary.copies), fix, place, str(summary.copies))
    yield from _history(summary, place)
    if summary.by_share and 0 < summary.customers < FEW:
        what = Text("只有 {n} 家客户有等级，按比例分没有意义", "{n} customers have a tier: shares say little")
        fix = Text(
            "在计划里写门槛：parameters: {loyalty: {tiers: {gold: 20万, silver: 5万}}}",
            "put amounts in the plan: parameters: {loyalty: {tiers: {gold: 200000, silver: 50000}}}",
        )
        yield Problem("LOYALTY-few", "note", what.format(n=summary.customers), fix, place, str(summary.customers))


def _negative(summary: LoyaltySummary, frame: Frame, place: Place) -> Iterator[Problem]:
    if not summary.negative:
        return
    below = frame.filter(nw.col("balance") < 0).sort("balance", "key").head(_SHOWN + 1)
    who = [f"{name or key} {balance:,}" for key, name, balance in below.select("key", "name", "balance").iter_rows()]
    what = Text(
        "{n} 家退货后积分成了负数：{who}", "after returns {n} customers have fewer than 0 points: {who}"
    ).format(n=summary.negative, who=names_of(who, _SHOWN))
    fix = Text(
        "以后的积分会先抵扣；要不要追回，请定", "later points make up for it first; decide whether to claim them"
    )
    yield Problem("LOYALTY-negative", "warning", what, fix, place, str(summary.negative))


def _refused(summary: LoyaltySummary, place: Place) -> Iterator[Problem]:
    for reason, (code, what, fix) in _REFUSED.items():
        group = [each for each in summary.refused if each.reason == reason]
        if group:
            told = what.format(n=len(group), who=names_of(map(_wish, group), _SHOWN))
            yield Problem(code, "warning", told, fix, place, str(len(group)))


def _wish(each: Refused) -> str:
    """``C1 2026-06-15 600 > 500``."""
    parts = [each.customer, each.day, f"{each.points:,}" if each.points is not None else None]
    told = " ".join(str(part) for part in parts if part)
    return told if each.available is None else f"{told} > {each.available:,}"


def _history(summary: LoyaltySummary, place: Place) -> Iterator[Problem]:
    first, review = summary.first_order, summary.last_review
    if first is None or first <= date(review.year - 1, review.month, 1):
        return
    after = first >= review
    what = (
        Text(
            "订单从 {first} 才开始，不知道 {review} 评审时的等级：只看现在的金额",
            "the orders begin on {first}: the tiers of the review on {review} are not known, the amounts of now decide",
        )
        if after
        else Text(
            "订单从 {first} 才开始，{review} 评审时不满 12 个月，等级可能偏低",
            "the orders begin on {first}: fewer than twelve months before the review on {review}, tiers may be too low",
        )
    )
    fix = Text("给更早的订单", "give older orders")
    yield Problem("LOYALTY-short-history", "note", what.format(first=first, review=review), fix, place, str(first))
