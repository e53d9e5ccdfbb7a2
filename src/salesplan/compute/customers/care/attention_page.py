"""The attention of customers as a result: index or before and after, with what should be known about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import narwhals as nw

from salesplan.compute.customers.attention import PARTS
from salesplan.compute.customers.care.attention_effect import EffectSummary, effect_of, effect_rows
from salesplan.compute.customers.care.attention_index import AttentionSummary, attention_rows
from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.link_findings import of_activities
from salesplan.compute.customers.worth.basis import findings_of, inputs_of, parameters_of
from salesplan.compute.prospects.deal_state import BUILT_IN, DealWords
from salesplan.errors import Problem
from salesplan.model.period import Period
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.records import Records
from salesplan.model.result import Parameter, Result, place_of
from salesplan.text import Text

Frame = nw.DataFrame[Any]
_NO_PART: dict[str, Text] = {
    "need": Text("名单里没有需求度（1-5）", "the list has no need (1 to 5)"),
    "engagement": Text(
        "没有跟进记录，或没有写谁发起、有没有回应", "there are no contacts that say who began or answered them"
    ),
    "satisfaction": Text("名单里没有满意度（1-5）", "the list has no satisfaction (1 to 5)"),
    "trust": Text(
        "没有订单、案例、转介绍，看不出信任", "there are no orders, references or referrals to tell trust by"
    ),
    "recency": Text("没有一次互动的日期", "no day of any contact or order is known"),
}
"""Why a part is known of nobody."""


@dataclass(frozen=True)
class AttentionResult:
    """The index of the customers as a whole, and the effect where two spans were asked for."""

    index: AttentionSummary
    effect: EffectSummary | None = None


def attention_result(
    graded: Graded,
    activities: Records | None,
    parameters: CustomerParameters,
    spans: tuple[Period, Period] | None = None,
    deals: Records | None = None,
    words: DealWords = BUILT_IN,
) -> Result[AttentionResult]:
    """One row a customer; with ``spans`` one row a measure of both spans."""
    told = parameters.attention
    rows, index, contacts = attention_rows(graded, activities, told)
    rows_of_all = None if contacts is None else contacts.frame
    effect = None if spans is None else effect_of(graded, spans, deals, rows_of_all, words)
    used = (
        Parameter("parameters.attention.weights", told.weights, "plan"),
        Parameter("parameters.attention.contact_days", told.contact_days, "plan"),
        Parameter("parameters.attention.recency_days", told.recency_days, "plan"),
        *parameters_of(graded, "window", "tax", "parameters.class", "parameters.rfm"),
    )
    findings = (
        *findings_of(graded, activities, deals),
        *(() if contacts is None else of_activities(contacts, graded.as_of)),
        *(_of_parts(index, graded) if spans is None else ()),
        *(() if effect is None else _of_effect(effect, parameters.lifecycle.days.at_risk, graded)),
    )
    return Result(
        "customers attention",
        graded.as_of,
        AttentionResult(index, effect),
        rows if effect is None else effect_rows(effect),
        used,
        tuple(dict.fromkeys(findings)),
        inputs_of(graded, activities, deals),
    )


def _of_parts(index: AttentionSummary, graded: Graded) -> Iterator[Problem]:
    """Parts that are known of nobody, and customers without an index."""
    place = place_of(inputs_of(graded))
    for part in PARTS:
        if index.customers and not index.known_parts[part]:
            what = Text("{why}，这一项没有算", "{why}: this part is left out").format(why=_NO_PART[part])
            fix = Text("补上这一列或这份名单", "add the column or the list")
            yield Problem("ATTENTION-no-part", "note", what, fix, place, part)
    if missing := index.customers - index.indexed:
        what = Text(
            "{n} 家已知的不到两项，没有指数", "{n} customers have fewer than two known parts and so no index"
        ).format(n=missing)
        fix = Text("补上需求度、满意度，或记下跟进", "fill in need and satisfaction, or record contacts")
        yield Problem("ATTENTION-too-little", "note", what, fix, place, str(missing))


def _of_effect(effect: EffectSummary, at_risk: int, graded: Graded) -> Iterator[Problem]:
    """Why the comparison proves nothing, spans of different length, orders that begin too late."""
    place = place_of(inputs_of(graded))
    if effect.before.days != effect.after.days:
        what = Text(
            "两段不一样长（{old} 天和 {new} 天），家数和单数不好直接比",
            "the spans differ in length ({old} and {new} days): counts cannot be compared as they stand",
        ).format(old=effect.before.days, new=effect.after.days)
        fix = Text("用 --since 取两段一样长的", "type --since DATE for two spans of equal length")
        yield Problem("ATTENTION-unequal-spans", "warning", what, fix, place)
    first = effect.first_order
    if first is not None and first > effect.before.first - timedelta(days=at_risk):
        late = first > effect.before.first
        what = (
            Text(
                "订单从 {first} 才开始，“之前”这段不全", "the orders begin on {first}: the span before is not complete"
            )
            if late
            else Text(
                "订单从 {first} 才开始，“之前”的新客可能是更早买过的老客",
                "the orders begin on {first}: new customers of the span before may have bought earlier",
            )
        )
        fix = Text("给更早的订单", "give older orders")
        yield Problem("ATTENTION-short-history", "warning", what.format(first=first), fix, place, str(first))
    yield Problem(
        "ATTENTION-no-proof",
        "note",
        Text(
            "前后不同不等于是计划带来的：季节、价格、市场也在变",
            "a difference between before and after is no proof: season, prices and the market change too",
        ),
        Text(
            "和去年同期比一次，再和没做计划的客户比一次",
            "compare with the same days a year ago, and with customers whom the plan did not touch",
        ),
        place,
    )
