"""What is worth knowing about a review: what is not known and which list says it, who is nobody, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.naming import names_of
from salesplan.compute.team.indicators import INDICATORS
from salesplan.compute.team.review_facts import PeriodReview
from salesplan.errors import Place, Problem, Severity
from salesplan.model.plan.plan import Parameters
from salesplan.text import Text

LABELS: dict[str, Text] = {
    "sales": Text("销售完成率", "sales attainment"),
    "collection": Text("回款率", "collection rate"),
    "new_customers": Text("新客户", "new customers"),
    "csat": Text("满意度", "satisfaction"),
    "conversion": Text("转化率", "conversion"),
}
_SOURCE_FIX = Text(
    "在 plan.yaml 里写 sources: {{{table}: 文件.xlsx}}，或加 --{table} 文件.xlsx",
    "put sources: {{{table}: FILE.xlsx}} in plan.yaml, or add --{table} FILE.xlsx",
)
WHYS: dict[str, tuple[Text, Text, Severity]] = {
    "no_targets": (
        Text("计划里没有分到人的销售额目标", "the plan has no sales target by rep for them"),
        Text(
            "在 plan.yaml 的 targets 里加一条 metric: revenue、by: [rep, month] 的目标",
            "add a target with metric: revenue and by: [rep, month] under targets in plan.yaml",
        ),
        "warning",
    ),
    "other_year": (
        Text("计划没有这一年的目标", "the plan has no targets of this year"),
        Text("用那一年的计划：--plan 文件.yaml", "use the plan of that year: --plan FILE.yaml"),
        "warning",
    ),
    "target_zero": (
        Text("目标是 0，算不出完成率", "the target is 0: there is no attainment"),
        Text("给他定目标；不考核他就从名单里去掉", "set a target, or take who is not reviewed out of the list"),
        "warning",
    ),
    "no_receivables": (
        Text("没有应收清单", "there is no list of receivables"),
        _SOURCE_FIX.format(table="receivables"),
        "warning",
    ),
    "no_receivables_of_period": (
        Text("应收清单里没有这个期间的期初和期末", "receivables have no opening and closing of this period"),
        Text("补上这个期间各月的应收（期间、期初应收、期末应收）", "add its months (period, opening, closing)"),
        "warning",
    ),
    "no_payments": (
        Text("没有回款清单", "there is no list of payments"),
        _SOURCE_FIX.format(table="payments"),
        "warning",
    ),
    "no_sales": (
        Text("期间内名下客户没有销售，或退货多于销售", "their customers bought nothing, or returned more"),
        Text("核对客户名单里的负责人", "look at the owners in the list of customers"),
        "note",
    ),
    "no_history": (
        Text("订单没有更早的，分不出谁是新客户", "there are no earlier orders: nobody can be told to be new"),
        Text("把以前的订单也放进来", "add the orders of earlier years"),
        "warning",
    ),
    "no_new_target": (
        Text("没有新客户目标", "there is no target of new customers"),
        Text(
            "在 plan.yaml 写 parameters: {review: {targets: {new_customers: 2}}}（每人每月几家）",
            "put parameters: {review: {targets: {new_customers: 2}}} in plan.yaml (a person and month)",
        ),
        "warning",
    ),
    "no_survey": (Text("没有满意度调查", "there is no survey"), _SOURCE_FIX.format(table="survey"), "warning"),
    "few_answers": (
        Text("答卷不到 {n} 份，不显示", "fewer than {n} answers: not shown"),
        Text(
            "多收几份答卷，或看更长的期间，如 --for 一个季度",
            "collect more, or look at a longer period (--for a quarter)",
        ),
        "note",
    ),
    "no_deals": (Text("没有商机名单", "there is no list of deals"), _SOURCE_FIX.format(table="deals"), "warning"),
    "no_created": (
        Text("商机没有创建日期，不知道哪些是期间内新增的", "deals have no creation date: nobody knows which are new"),
        Text("在商机名单里加上“创建日期”", "add a column Created to the deals"),
        "warning",
    ),
    "none_captured": (
        Text("期间内没有新增商机", "no prospect was captured in the period"),
        Text("核对商机的负责人和创建日期", "look at owner and creation date of the deals"),
        "note",
    ),
    "few_deals": (
        Text("期间内新增的商机不到 {n} 个，不算转化率", "fewer than {n} deals were captured: conversion is not shown"),
        Text(
            "看更长的期间，如 --for 一个季度；或写 parameters: {review: {min_deals: 3}}",
            "look at a longer period (--for a quarter), or put parameters: {review: {min_deals: 3}} in plan.yaml",
        ),
        "note",
    ),
    "none_decided": (
        Text("期间内新增的商机都还没结果", "all deals captured in the period are still open"),
        Text("看早一点的期间，或等有了结果再考核", "look at an earlier period, or review it when they are decided"),
        "note",
    ),
    "no_conversion_target": (
        Text("没有转化率目标", "there is no target of conversion"),
        Text(
            "在 plan.yaml 写 parameters: {review: {targets: {conversion: 20%}}}",
            "put parameters: {review: {targets: {conversion: 20%}}} in plan.yaml",
        ),
        "warning",
    ),
}
"""Why an indicator is not known: the reason, the list or the number to add, and how grave that is."""
_HALF = 2


def review_findings(done: PeriodReview, parameters: Parameters, *, under_way: bool) -> Iterator[Problem]:
    """What the review of a period leaves open."""
    if not done.people:
        yield _nobody(done)
    if under_way:
        yield _under_way(done)
    yield from _not_known(done, parameters)
    yield from _no_score(done)
    yield from _negative(done)
    yield from _still_open(done, parameters)


def _nobody(done: PeriodReview) -> Problem:
    what = Text("{name} 期间没有人在岗", "nobody was there in {name}").format(name=done.period.name)
    fix = Text("核对销售人员名单里的入职、离职日期", "look at the days people were hired and left")
    return Problem("REVIEW-nobody", "warning", what, fix)


def _under_way(done: PeriodReview) -> Problem:
    what = Text(
        "{name} 还没结束：目标只算到截止日期应完成的部分",
        "{name} is not over: of targets only what is due by now counts",
    )
    fix = Text("期间结束后再考核一次", "review it again when it is over")
    return Problem("REVIEW-under-way", "note", what.format(name=done.period.name), fix)


def _not_known(done: PeriodReview, parameters: Parameters) -> Iterator[Problem]:
    """One finding for each indicator and reason, with the people."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in done.people:
        for each in one.indicators:
            if each.why is not None and getattr(parameters.review.weights, each.name):
                found.setdefault((each.name, each.why), []).append(one.person.name)
    for (name, why), people in sorted(found.items(), key=lambda item: _order(*item[0])):
        yield _missing(name, why, people, len(done.people), parameters)


def _order(name: str, why: str) -> tuple[int, str]:
    return next(at for at, each in enumerate(INDICATORS) if each == name), why


def _missing(name: str, why: str, people: list[str], everybody: int, parameters: Parameters) -> Problem:
    reason, fix, severity = WHYS[why]
    if why == "few_answers":
        reason = reason.format(n=parameters.survey.min_answers)
    if why == "few_deals":
        reason = reason.format(n=parameters.review.min_deals)
    who = names_of(people) if len(people) < everybody else Text("所有人", "everybody")
    what = Text(
        "{label}不知道（{who}）：{reason}；其余指标的权重按比例放大",
        "{label} is not known ({who}): {reason}; the other weights are scaled up",
    ).format(label=LABELS[name], who=who, reason=reason)
    return Problem("REVIEW-not-known", severity, what, fix, _place(why), name)


def _place(why: str) -> Place:
    keys: dict[str, str] = {
        "no_new_target": "parameters.review.targets.new_customers",
        "no_conversion_target": "parameters.review.targets.conversion",
        "no_targets": "targets",
    }
    return Place(key=keys[why]) if why in keys else Place()


def _no_score(done: PeriodReview) -> Iterator[Problem]:
    without = [one.person.name for one in done.people if one.scored.score is None]
    if without:
        what = Text("{who} 一项指标都没有，不评分、不评级", "{who}: no indicator is known, so no score and no grade")
        fix = Text("补上上面列出的名单和目标", "add the lists and targets named above")
        yield Problem("REVIEW-no-score", "warning", what.format(who=names_of(without)), fix)


def _negative(done: PeriodReview) -> Iterator[Problem]:
    for one in done.people:
        sold = one.indicator("sales").actual
        if sold is not None and sold < 0:
            what = Text("{who} 的销售额是负数，完成率按 0 计分", "{who}: sales are below 0 and count as 0")
            fix = Text("核对期间内的退货和红冲", "look at the returns of the period")
            yield Problem("REVIEW-negative-sales", "warning", what.format(who=one.person.name), fix, value=str(sold))


def _still_open(done: PeriodReview, parameters: Parameters) -> Iterator[Problem]:
    captured = sum(one.captured.captured for one in done.people)
    waiting = sum(one.captured.open for one in done.people)
    if parameters.review.conversion == "cohort" and waiting * _HALF > captured:
        what = Text(
            "期间内新增的 {n} 个商机里有 {open} 个还没结果，转化率会偏低",
            "{open} of the {n} prospects captured in the period are still open: conversion comes out low",
        ).format(n=captured, open=waiting)
        fix = Text(
            "看早一点的期间，或写 parameters: {review: {conversion: period}} 按期间内赢单算",
            "look at an earlier period, or put parameters: {review: {conversion: period}} to count wins of the period",
        )
        yield Problem("REVIEW-still-open", "note", what, fix, Place(key="parameters.review.conversion"))
