"""The sentences of a feedback sheet: the cause of the gap in figures, and what to do next, concretely."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from salesplan.compute.naming import names_of
from salesplan.compute.rounding import half_up, percent_text
from salesplan.compute.team.feedback import Cause, Feedback
from salesplan.compute.team.review_facts import PersonReview
from salesplan.model.figures import figure
from salesplan.model.plan.preparation_words import TOPICS
from salesplan.text import Text

_CAUSES: dict[str, Text] = {
    "few_contacts": Text(
        "联系太少：{own} 次，团队人均 {team} 次（按全职折算）",
        "too few contacts: {own}, the team {team} each (as full-time)",
    ),
    "few_prospects": Text(
        "新增商机太少：{own} 个，团队人均 {team} 个（按全职折算）",
        "too few prospects captured: {own}, the team {team} each (as full-time)",
    ),
    "low_conversion": Text(
        "成交比例低：新增商机成交 {own}，团队平均 {team}",
        "few buy: {own} of the prospects captured, the team {team}",
    ),
    "few_customers": Text(
        "下单的客户太少：{own} 家，团队人均 {team} 家（按全职折算）",
        "too few customers ordered: {own}, the team {team} each (as full-time)",
    ),
    "small_orders": Text("单子偏小：每单 {own}，团队平均 {team}", "small orders: {own} each, the team {team}"),
    "receivables_grew": Text("应收增加了 {own}", "receivables grew by {own}"),
    "old_debts": Text("应收没有增加，只是旧账还没收够", "receivables did not grow, old debts stay"),
    "theme": Text("不满意的客户说得最多的是：{word}", "what unhappy customers complain of most: {word}"),
    "low_scores": Text("打低分的客户没有写原因", "customers with low scores give no reason"),
    "still_open": Text(
        "新增的 {team} 个商机里还有 {own} 个没结果", "{own} of the {team} prospects captured are still open"
    ),
    "lost": Text("新增的 {team} 个商机里丢了 {own} 个", "{own} of the {team} prospects captured were lost"),
    "few_wins": Text(
        "期间内新增 {team} 个商机，赢单只有 {own} 个：新增的过后才成交",
        "{team} prospects captured and {own} wins in the period: those captured bought later",
    ),
    "not_below_team": Text(
        "有关的数字都不低于团队平均：看看目标定得是否合适",
        "below the team's mean in no figure behind it: look at the target itself",
    ),
}
_STEPS: dict[str, Text] = {
    "few_contacts": Text(
        "下个期间多联系 {more} 次，先联系到期的客户（salesplan visits due）",
        "make {more} contacts more in the next period, those due first (salesplan visits due)",
    ),
    "few_prospects": Text(
        "下个期间多找 {more} 个商机，先跟没人管的潜在客户（salesplan prospects rank）",
        "capture {more} prospects more, those without an owner first (salesplan prospects rank)",
    ),
    "low_conversion": Text(
        "和主管逐个过进行中的 {open} 个商机，定下一步和日期（salesplan prospects stale）",
        "go through the {open} open prospects with the leader, set next step and day (salesplan prospects stale)",
    ),
    "few_customers": Text(
        "让 {more} 家老客户再下单，先找沉睡的（salesplan customers lifecycle）",
        "have {more} customers more order again, those at risk first (salesplan customers lifecycle)",
    ),
    "small_orders": Text(
        "报价时带上配套产品（salesplan customers offer）",
        "offer what goes with it in each quote (salesplan customers offer)",
    ),
    "not_below_team": Text(
        "和主管核对目标的依据（salesplan explain targets）",
        "look at what the target rests on (salesplan explain targets)",
    ),
    "debtors": Text("先催这几家：{names}", "collect from these first: {names}"),
    "collect": Text("逐家核对应收和账期", "go through receivables and terms customer by customer"),
    "unhappy": Text("给打低分的客户回电：{names}", "call back those who gave low scores: {names}"),
    "call": Text("给打低分的客户回电，问清原因", "call back those who gave low scores and ask why"),
    "still_open": Text(
        "给没结果的 {own} 个商机定下一步和日期（salesplan prospects stale）",
        "set next step and day for the {own} open ones (salesplan prospects stale)",
    ),
    "few_wins": Text(
        "看看成交为什么拖到期间后，下次早点定签约日期",
        "see why they were won only later, and agree on the day of signing earlier",
    ),
    "lost": Text(
        "复盘丢掉的 {own} 个商机，写下原因（salesplan prospects value）",
        "go through the {own} that were lost and note why (salesplan prospects value)",
    ),
}
_AS_AMOUNT = frozenset(("small_orders", "receivables_grew"))
_AS_SHARE = frozenset(("low_conversion",))


def cause_words(cause: Cause | None) -> Text | None:
    """What the figures show; None without a gap."""
    if cause is None:
        return None
    told = _CAUSES[cause.name].format(own=_figure(cause, cause.own), team=_figure(cause, cause.team))
    return told.format(word=cause.word or "")


def _figure(cause: Cause, value: Fraction | None) -> str:
    if value is None:
        return ""
    if cause.name in _AS_SHARE:
        return percent_text(value)
    return figure(half_up(value, 0 if cause.name in _AS_AMOUNT or value.denominator == 1 else 1))


def next_step(one: PersonReview, told: Feedback) -> Text | None:
    """What he does next: the work that closes the gap, whom it is about, and what he trains; None without a gap."""
    if told.gap is None or told.cause is None:
        return None
    step = _work(one, told.gap, told.cause)
    if not told.topics:
        return step
    topics = names_of([TOPICS[topic].label if topic in TOPICS else topic for topic in told.topics], shown=None)
    return Text("{step}；培训：{topics}", "{step}; training: {topics}").format(step=step, topics=topics)


def _work(one: PersonReview, gap: str, cause: Cause) -> Text:
    if gap == "collection":
        names = [_debtor(name, figure(half_up(owed, 0))) for name, owed in one.money.debtors]
        return _STEPS["debtors"].format(names=names_of(names)) if names else _STEPS["collect"]
    if gap == "csat":
        unhappy = one.answers.unhappy
        return _STEPS["unhappy"].format(names=names_of(unhappy)) if unhappy else _STEPS["call"]
    words = {"more": _missing(one, cause), "open": one.captured.open, "own": _figure(cause, cause.own)}
    return _STEPS[cause.name].format(**words)


def _debtor(name: str, owed: str) -> Text:
    return Text("{name}（{owed}）", "{name} ({owed})").format(name=name, owed=owed)


def _missing(one: PersonReview, cause: Cause) -> int:
    """How many more would bring him to the team's mean, in his own working time."""
    if cause.own is None or cause.team is None:
        return 0
    return ceil((cause.team - cause.own) * one.presence)
