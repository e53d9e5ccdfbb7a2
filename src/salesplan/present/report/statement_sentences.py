"""The sentences of the report: what each statement says, with its figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import reduce

from salesplan.compute.report.statement import Statement
from salesplan.present.numbers import Unit, day, decimal, integer, percent, whole_amount
from salesplan.present.views.sales_pvm import STEP_WORDS
from salesplan.present.waterfall import signed, signed_percent
from salesplan.text import Text

_BEHIND = Text(
    "{about}全年预计 {landing}，只到目标 {target}的 {landing_rate}，差 {amount}",
    "{about} is heading for {landing}, {landing_rate} of the target of {target}: {amount} short",
)
_BEHIND_SO_FAR = Text(
    "{about}离全年目标 {target} 还差 {amount}，现在完成 {rate}",
    "{about} has reached {rate} of the target of {target}: {amount} to go",
)
SENTENCES: Mapping[str, Text] = {
    "result": Text(
        "{about} 完成 {amount}，目标 {target}，达成 {rate}；全年预计 {landing}，是目标的 {landing_rate}",
        "{about}: {amount} of {target} reached ({rate}); the year heads for {landing}, {landing_rate} of its target",
    ),
    "sold": Text(
        "{about} 销售 {amount}，去年同期 {target}（{rate_signed}）",
        "{about}: sold {amount}, a year ago {target} ({rate_signed})",
    ),
    "goal_behind": Text(
        "目标“{about}”只做到应完成的 {rate}（最终目标的 {before}）",
        "the goal “{about}” is behind: {rate} of what was due ({before} of what it aims at)",
    ),
    "customers": Text(
        "本期流失 {count} 家客户（原来活跃 {of} 家，流失率 {rate}），一年少 {amount}；快流失的最近一年买了 {target}",
        "customers lost: {count} of {of} active ({rate}), worth {amount} a year; those at risk bought {target}",
    ),
    "pipeline": Text(
        "{about} 有 {count} 个商机要定，加权 {amount}，是目标 {target} 的 {rate}，其余靠老客户和新商机",
        "{about}: deals to be decided: {count}, {amount} weighted, {rate} of the target of {target}; the rest has to "
        "come from customers and new deals",
    ),
    "people": Text("{of} 人里有 {count} 人完成了销售目标", "people who reached their sales target: {count} of {of}"),
    "behind_total": Text(
        "全年预计 {landing}，只到目标 {target}的 {landing_rate}，差 {amount}",
        "the year is heading for {landing}, {landing_rate} of the target of {target}: {amount} short",
    ),
    "behind_region": _BEHIND,
    "behind_person": _BEHIND,
    "sales_fall": Text(
        "销售额比去年同期少 {amount}（降 {rate}）", "sales are {amount} below those of a year ago (-{rate})"
    ),
    "product_fall": Text(
        "{about}比去年同期少卖 {amount}（降 {rate}）", "{about} sold {amount} less than a year ago (-{rate})"
    ),
    "price_fall": Text(
        "同样的产品卖得便宜了，比去年同期少收 {amount}，占去年同期销售 {rate}",
        "lower prices cost {amount} against a year ago, {rate} of the sales then",
    ),
    "lost_customers": Text(
        "本期流失 {count} 家客户，他们一年买 {amount}：{names}",
        "customers lost: {count}, who bought {amount} a year: {names}",
    ),
    "asleep_customers": Text(
        "{count} 家客户很久没下单，快流失了，最近一年买了 {amount}：{names}",
        "customers about to be lost: {count}, who bought {amount} in a year: {names}",
    ),
    "concentration": Text(
        "最大的 {count} 家客户占销售额 {rate}，到了 {before} 的警戒线",
        "the {count} largest customers bring {rate} of sales; the limit is {before}",
    ),
    "overdue_deals": Text(
        "{count} 个商机过了预计成交日还没定，共 {amount}：{names}",
        "deals past their close date: {count}, {amount} in all: {names}",
    ),
    "thin_pipeline": Text(
        "{about} 的商机加权 {landing}，按过去一年商机占销售的比例要有 {target}，差 {amount}",
        "the deals of {about} are worth {landing} weighted; by their part of last year's sales {target} are needed: "
        "{amount} short",
    ),
    "underserved": Text(
        "{text} {about} 的客户占潜力 {before}，只得到 {rate} 的时间，要多给 {hours} 小时",
        "customers of {text} {about} are {before} of the potential and get {rate} of the time: give them {hours} hours "
        "more",
    ),
    "late_complaints": Text(
        "{count} 件投诉超过时限还没办完（没办完的共 {of} 件）：{names}",
        "open complaints past their limit: {count} of {of}: {names}",
    ),
    "low_collection": Text(
        "{text} 回款率 {rate}，目标 {before}，少收 {amount}",
        "{text}: {rate} collected, the target is {before}: {amount} short",
    ),
    "team_bottom": Text(
        "{about}连续 {count} 期垫底，本期销售达成 {rate}",
        "{about} is at the bottom again (periods in a row: {count}), sales attainment {rate}",
    ),
    "buy_more": Text(
        "{text} 有 {count} 家客户比去年同期多买，共 {amount}：{names}",
        "customers who bought more than a year ago, {text}: {count}, {amount} more: {names}",
    ),
    "new_customers": Text(
        "本期首次下单 {count} 家客户，买了 {amount}：{names}",
        "customers with their first order in the period: {count}, who bought {amount}: {names}",
    ),
    "product_rise": Text(
        "{about}比去年同期多卖 {amount}（涨 {rate}）", "{about} sold {amount} more than a year ago (+{rate})"
    ),
    "big_deals": Text(
        "{on} 前有 {count} 个商机要定，加权 {amount}：{names}",
        "deals to be decided by {on}: {count}, {amount} weighted: {names}",
    ),
    "best_practice": Text(
        "{about}销售达成 {rate}，是标杆，做法值得大家学",
        "{about} reached {rate} of the sales target and is an example to follow",
    ),
    "win_back": Text(
        "联系 {count} 家流失的客户，问清原因、争取回来：{names}（一年 {amount}）",
        "call lost customers and win them back: {names} ({amount} a year)",
    ),
    "wake": Text(
        "回访 {count} 家快流失的客户：{names}（最近一年 {amount}）",
        "visit customers about to be lost: {names} ({amount} in a year)",
    ),
    "decide_deals": Text(
        "{count} 个过期的商机该定的定，不定的改日期：{names}",
        "decide overdue deals or give them a new day: {names}",
    ),
    "answer": Text("办完 {count} 件超时的投诉：{names}", "settle late complaints: {names}"),
    "commitments": Text(
        "{text}的 {of} 份承诺里有 {count} 份还没认可：{names}",
        "commitments to the {text} not agreed yet: {count} of {of}: {names}",
    ),
}
"""The sentence of each code that has figures."""
_NO_DEALS_NEEDED = Text(
    "{about} 有 {count} 个商机要定，加权 {amount}", "{about}: deals to be decided: {count}, {amount} weighted"
)
_DEALS_ENOUGH = Text(
    "{about} 有 {count} 个商机要定，加权 {amount}，是目标 {target} 的 {rate}",
    "{about}: deals to be decided: {count}, {amount} weighted, {rate} of the target of {target}",
)
_NOBODY_LOST = Text(
    "本期没有流失客户（活跃 {of} 家）；快流失的最近一年买了 {target}",
    "no customer of {of} was lost; those at risk bought {target} in a year",
)
_RESULT_ALONE = Text(
    "{about} 完成 {amount}，目标 {target}，达成 {rate}", "{about}: {amount} of {target} reached ({rate})"
)
_ON_THE_WAY = Text(
    "{about} 完成 {amount}，目标 {target}，达成 {rate}，按进度 {before}",
    "{about}: {amount} of {target} reached ({rate}), {before} of what was due",
)
_BEHIND_GOAL = Text(
    "{text}回款率 {rate}，到现在应到 {landing_rate}（全年目标 {before}），少收 {amount}",
    "{text}: {rate} collected, {landing_rate} was due by now (the goal is {before}): {amount} short",
)
_ASLEEP_THEN = Text(
    "截至 {on}，{count} 家客户很久没下单，快流失了，前一年买了 {amount}：{names}",
    "customers about to be lost on {on}: {count}, who bought {amount} in the year before: {names}",
)
_NEW_PRODUCT = Text("{about}卖了 {amount}，去年同期没有", "{about} sold {amount}, and nothing a year ago")
_LATE = Text(
    "{count} 件投诉超过时限还没办完（没办完的共 {of} 件）", "open complaints past their limit: {count} of {of}"
)
_MORE = Text(
    "本期比去年同期多卖 {amount}（{rate}），主要因为{why}（{effect}）",
    "{amount} more than a year ago ({rate}), mainly {why} ({effect})",
)
_LESS = Text(
    "本期比去年同期少卖 {amount}（{rate}），主要因为{why}（{effect}）",
    "{amount} less than a year ago ({rate}), mainly {why} ({effect})",
)
_CHANGED = Text("变动主要因为{why}（{effect}）", "the change is mainly {why} ({effect})")
_COMMAND = re.compile(r"\s*[（(]salesplan [^）)]*[）)]")
"""What to type next is for whoever does it, not for the reader of a report."""
_OPEN = ("behind_region", "behind_person", "behind_total")


def sentence(told: Statement, unit: Unit, first: Text | str = "") -> Text | str:
    """What a statement says; ``first`` is the first of the decisions it is about."""
    if told.code.startswith("cause_"):
        return _cause(told, unit)
    if told.code == "decide":
        return _decide(told, unit, first)
    if told.code in _PIECES:
        return _in_pieces(told, unit)
    template = _template(told)
    if template is None:
        return _next_step(told, unit) if told.code == "next_step" else told.text or ""
    return template.format(**_values(told, unit))


def _next_step(told: Statement, unit: Unit) -> Text | str:
    """What a person does next, and how much of what he lacks it can bring, where that is known."""
    step = _COMMAND.sub("", str(told.text or ""))
    if told.amount is None:
        return step
    words = Text("{step}（最多值 {amount}）", "{step} (worth {amount} at most)")
    if told.target:
        words = Text(
            "{step}（最多值 {amount}，还差 {target} 要另想办法）",
            "{step} (worth {amount} at most; {target} has to come from elsewhere)",
        )
    return words.format(step=step, **{key: whole_amount(getattr(told, key), unit) for key in ("amount", "target")})


def _template(told: Statement) -> Text | None:
    """The sentence that fits what is known."""
    unknown = {
        **dict.fromkeys(_OPEN, (told.landing, _BEHIND_SO_FAR)),
        "pipeline": (told.target, _NO_DEALS_NEEDED) if not told.rate or told.rate < 1 else (None, _DEALS_ENOUGH),
        "customers": (told.count or None, _NOBODY_LOST),
        "result": (
            told.landing_rate if told.before is None else None,
            _RESULT_ALONE if told.before is None else _ON_THE_WAY,
        ),
        "product_rise": (told.rate, _NEW_PRODUCT),
        "late_complaints": (told.names, _LATE),
        "asleep_customers": (told if told.on is None else None, _ASLEEP_THEN),
        "low_collection": (told if told.landing_rate is None else None, _BEHIND_GOAL),
    }
    value, short = unknown.get(told.code, (told, None))
    return short if value is None else SENTENCES.get(told.code)


def _values(told: Statement, unit: Unit) -> dict[str, object]:
    amounts = {key: whole_amount(getattr(told, key), unit) for key in ("amount", "target", "landing", "cost", "effect")}
    shares = {key: percent(getattr(told, key)) for key in ("rate", "before", "landing_rate")}
    return {
        **amounts,
        **shares,
        "target_signed": signed(told.target, unit),
        "text": told.text or "",
        "rate_signed": signed_percent(told.rate),
        "about": told.about or "",
        "names": told.names or "",
        "count": integer(told.count),
        "of": integer(told.of),
        "hours": decimal(told.hours, 1),
        "on": day(told.on),
    }


def _in_pieces(told: Statement, unit: Unit) -> Text:
    """The parts of a sentence of which the figures are known, one after the other."""
    values = _values(replace(told, amount=abs(told.amount) if told.amount is not None else None), unit)
    values |= {"effect": whole_amount(abs(told.effect) if told.effect is not None else None, unit)}
    known = [words.format(**values) for is_known, words in _PIECES[told.code](told) if is_known]
    return reduce(lambda one, two: Text("{one}；{two}", "{one}; {two}").format(one=one, two=two), known)


def _standing(told: Statement) -> Iterator[tuple[bool, Text]]:
    above = told.amount is not None and told.amount >= 0
    carried = above and told.target is not None and told.amount is not None and told.target > told.amount
    alone = Text(
        "年累计只比应完成多 {amount}，全靠{about}（{target_signed}）",
        "the year so far: only {amount} above what was due, all of it by {about} ({target_signed})",
    )
    yield carried, alone
    yield above and not carried, Text("年累计比应完成多 {amount}", "the year so far: {amount} above what was due")
    yield not above, Text("年累计比应完成少 {amount}", "the year so far: {amount} below what was due")
    yield (
        told.about is not None and not carried,
        Text("最好的是{about}（{target_signed}）", "best: {about} ({target_signed})"),
    )
    yield told.names is not None, Text("{names}落后，最多的少 {effect}", "behind: {names}, by up to {effect}")


def _goals_red(told: Statement) -> Iterator[tuple[bool, Text]]:
    yield True, Text("{count} 个目标亮红灯：{names}", "goals in red: {count}: {names}")
    risk = Text("快流失的客户最近一年买了 {amount}", "customers at risk bought {amount} in a year")
    yield told.amount is not None, risk
    yield told.before is not None, Text("{text}回款率 {before}", "{before} collected, {text}")


_PIECES: Mapping[str, Callable[[Statement], Iterator[tuple[bool, Text]]]] = {
    "standing": _standing,
    "goals_red": _goals_red,
}


def _cause(told: Statement, unit: Unit) -> Text:
    """What changed sales most, and whose part of it was largest."""
    line = _LESS if (told.amount or 0) < 0 else _CHANGED if told.amount is None else _MORE
    values = {
        "amount": whole_amount(abs(told.amount) if told.amount is not None else None, unit),
        "rate": signed_percent(told.rate),
        "why": STEP_WORDS[told.code.removeprefix("cause_")],
        "effect": signed(told.effect, unit),
    }
    if told.about is None:
        return line.format(**values)
    most = Text("{line}；变动最大的产品是{about}（{part}）", "{line}; most of it {about} ({part})")
    return most.format(line=line.format(**values), about=told.about, part=signed(told.target, unit))


def _decide(told: Statement, unit: Unit, first: Text | str) -> Text:
    line = Text("请领导定 {count} 件事", "to be decided: {count}").format(count=integer(told.count))
    if told.cost is not None:
        line = Text("{line}，共要 {cost}", "{line}, {cost} in all").format(
            line=line, cost=whole_amount(told.cost, unit)
        )
    if first:
        line = Text("{line}：{first}", "{line}: {first}").format(line=line, first=first)
    if first and (told.count or 0) > 1:
        return Text("{line} 等", "{line} ...").format(line=line)
    return line
