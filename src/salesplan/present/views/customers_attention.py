"""How attentive customers are: whom to look after first and how, averages, and before and after a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from salesplan.compute.customers.attention import PARTS
from salesplan.compute.customers.care.attention_effect import Effect, EffectSummary
from salesplan.compute.customers.care.attention_index import AttentionGroup, AttentionSummary
from salesplan.compute.customers.care.attention_page import AttentionResult
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import as_decimal, decimal, integer, percent, whole_amount
from salesplan.present.sections import list_blocks, more_lines, page_end, plan_heading
from salesplan.present.view import View
from salesplan.present.views import classify_words as classes
from salesplan.present.words import MORE_CUSTOMERS, MORE_PEOPLE, called, listed
from salesplan.text import Text

SHOWN = 15
"""Customers that are shown unless all are asked for."""
OWNERS = 12
TITLE = Text("客户关注度", "Customer attention")
PART_WORDS: dict[str, Text] = {
    "need": Text("需求", "need"),
    "engagement": Text("互动", "engagement"),
    "satisfaction": Text("满意", "satisfaction"),
    "trust": Text("信任", "trust"),
    "recency": Text("最近互动", "recency"),
}
TO_DO: dict[str, Text] = {
    "need": Text("问清需求，带新品去", "find out what they need"),
    "engagement": Text("换个方式联系，约当面谈", "try another way, meet"),
    "satisfaction": Text("先解决不满，再谈买卖", "settle what they dislike"),
    "trust": Text("给案例、样品，争取再下一单", "win a second order"),
    "recency": Text("{days} 天没互动，这周就联系", "{days} days without contact: call this week"),
}
"""What to do about the weakest part."""
REASONS: dict[str, Text] = {
    "no_part": Text("五项都不知道", "no part is known"),
    "one_part": Text("只知道一项", "one part alone is known"),
}
MEASURES: dict[str, Text] = {
    "new_customers": Text("客户开发量（新客户）", "New customers"),
    "conversion": Text("转化效率", "Conversion"),
    "orders": Text("订单数", "Orders"),
    "order_amount": Text("每单金额（客单价）", "Amount an order"),
    "repurchases": Text("续购量（老客户的订单）", "Repeat orders"),
}
SHORT: dict[str, Text] = {
    "new_customers": Text("客户开发量", "new customers"),
    "conversion": Text("转化效率", "conversion"),
    "orders": Text("订单数", "orders"),
    "order_amount": Text("每单金额", "amount an order"),
    "repurchases": Text("续购量", "repeat orders"),
}
NO_CHANGE: dict[str, Text] = {
    "no_orders": Text("没有订单", "no orders"),
    "no_deals": Text("没有商机，也没有跟进记录", "neither deals nor contacts"),
    "no_cases": Text("有一段没有可算的", "nothing to divide by in one span"),
    "from_zero": Text("之前是 0，没有增减率", "from 0, so no rate"),
}
BY: dict[str, Text] = {
    "deals": Text("转化效率 = 赢单 ÷ 已结束的商机", "conversion: won over closed deals"),
    "contacts": Text(
        "转化效率 = 首次下单的 ÷ 联系过、之前没下过单的客户",
        "conversion: first orders over customers contacted who had not ordered before",
    ),
}
WHICH_A = Text(
    "客户分级看最近成交和 MAN（classify），U 是还没做 MAN 评估；“重要客户”是价值等级 A、B，看价值分（customers value）",
    "the class goes by recent orders and MAN (classify), U is not rated by MAN; those who matter are of tier A or B "
    "by value (customers value)",
)
_HALF = Decimal("0.5")


def blocks(result: Result[AttentionResult], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield plan_heading(TITLE, result)
    yield from list_blocks(result, screen)
    yield Blank()
    if s.effect is not None:
        yield from _effect(s.effect, screen)
    else:
        yield from _index(result, s.index, screen)
    yield from page_end(result, screen)


def _index(result: Result[AttentionResult], s: AttentionSummary, screen: Screen) -> Iterator[Block]:
    if not s.indexed:
        yield Line(Text("没有一家客户算得出关注度", "no customer's attention can be told"), "warn")
        return
    told = Text("{n} 家客户平均 {average} 分（满分 100）{rest}", "{n} customers average {average} of 100{rest}")
    best = Text("；重要客户 {n} 家，平均 {mean} 分", "; the {n} who matter most average {mean}")
    rest = best.format(n=integer(s.valuable.indexed), mean=decimal(s.valuable.average, 1)) if s.valuable.indexed else ""
    yield Line(told.format(n=integer(s.indexed), average=decimal(s.average, 1), rest=rest), "strong")
    yield from _look_after(result, s, screen)
    yield Blank()
    yield _averages(Text("客户分级", "Class"), s.by_class, classes.CLASSES)
    yield Line(WHICH_A, "dim", wrap=True)
    if len(s.by_owner) > 1:
        yield Blank()
        yield from _owners(s.by_owner, screen)


def _look_after(result: Result[AttentionResult], s: AttentionSummary, screen: Screen) -> Iterator[Block]:
    """Of those who matter the ones below half the points; everybody where nobody's value is told, and with all rows."""
    rows = result.rows
    low = [row for row in rows.records(0, s.valuable.customers) if _is_low(row)]
    if low:
        told = Text(
            "先关心这些：重要，却不关注我们（关注度不到 50，{n} 家）",
            "Look after these first: they matter and care little (below 50, {n})",
        )
        yield Line(told.format(n=integer(len(low))), "good")
        shown = low if screen.all_rows else low[:SHOWN]
        yield _first(result, shown, screen)
        yield from more_lines(len(low) - len(shown), MORE_CUSTOMERS)
    elif s.valuable.indexed:
        yield Line(Text("重要客户的关注度都不低于 50", "nobody who matters is below 50"), "good")
    if screen.all_rows or not s.valuable.indexed:
        yield Blank()
        yield Line(Text("全部客户：重要的在前，关注度低的在前", "All customers, those who matter first"), "strong")
        yield _first(result, list(rows.records(0, None if screen.all_rows else SHOWN)), screen)
        yield from more_lines(0 if screen.all_rows else len(rows) - SHOWN, MORE_CUSTOMERS)


def _is_low(row: Mapping[str, Value]) -> bool:
    index = as_decimal(row["attention"])
    return index is not None and index < _HALF * 100


def _first(result: Result[AttentionResult], rows: Sequence[Mapping[str, Value]], screen: Screen) -> Grid:
    """Customers with what to do."""
    money = "amount" in result.rows.keys
    heads = (
        Head(Text("客户", "Customer"), shrink=True),
        Head(Text("负责人", "Owner"), shrink=True),
        Head(Text("价值等级", "Tier")),
        *((Head(Text("金额", "Amount"), "right"),) if money else ()),
        Head(Text("关注度", "Attention"), "right"),
        Head(Text("最弱的一项", "Weakest")),
        Head(Text("怎么做", "What to do"), shrink=True),
    )
    return Grid(heads, tuple(_customer(row, result.as_of, screen, money=money) for row in rows))


def _customer(row: Mapping[str, Value], as_of: date | None, screen: Screen, *, money: bool) -> tuple[Content, ...]:
    index, weakest = as_decimal(row["attention"]), str(row["weakest"] or "")
    figure = (whole_amount(as_decimal(row["amount"]), screen.unit),) if money else ()
    last = row["last_interaction"]
    days = (as_of - last).days if as_of is not None and isinstance(last, date) else ""
    return (
        called(row["id"], row["name"]),
        str(row["owner"] or ""),
        str(row["tier"] or ""),
        *figure,
        Cell(decimal(index, 1), "bad" if _is_low(row) else ""),
        PART_WORDS.get(weakest, "") if index is not None else REASONS.get(str(row["attention_reason"]), ""),
        TO_DO[weakest].format(days=days) if index is not None and weakest in TO_DO else "",
    )


def _averages(
    title: Text, groups: Mapping[str, AttentionGroup], names: Mapping[str, Text] = MappingProxyType({})
) -> Grid:
    heads = (
        Head(title, shrink=True),
        Head(Text("客户数", "Customers"), "right"),
        Head(Text("有指数", "With index"), "right"),
        Head(Text("平均关注度", "Average"), "right"),
        Head(""),
    )
    return Grid(
        heads, tuple(_average(names.get(name, name), group) for name, group in groups.items() if group.customers)
    )


def _average(name: Text | str, group: AttentionGroup) -> tuple[Content, ...]:
    share = None if group.average is None else group.average / 100
    return (name, integer(group.customers), integer(group.indexed), decimal(group.average, 1), Bar(share))


def _owners(groups: Mapping[str, AttentionGroup], screen: Screen) -> Iterator[Block]:
    """The owners whose customers care least come first."""
    ranked = sorted(groups.items(), key=lambda each: (each[1].average is None, each[1].average, each[0]))
    shown = ranked if screen.all_rows else ranked[:OWNERS]
    yield _averages(Text("负责人", "Owner"), dict(shown))
    yield from more_lines(len(ranked) - len(shown), MORE_PEOPLE)


def _effect(s: EffectSummary, screen: Screen) -> Iterator[Block]:
    told = Text(
        "之前 {before}（{old} 天），之后 {after}（{new} 天）",
        "before {before} ({old} days), after {after} ({new} days)",
    )
    yield Line(told.format(before=s.before, after=s.after, old=s.before.days, new=s.after.days), "dim")
    yield Line(_conclusion(s), "strong", wrap=True)
    heads = (
        Head(Text("指标", "Measure"), shrink=True),
        Head(Text("之前", "Before"), "right"),
        Head(Text("之后", "After"), "right"),
        Head(Text("差额", "Difference"), "right"),
        Head(Text("增减", "Change"), "right"),
        Head(Text("数量", "Cases"), "right"),
        Head(""),
    )
    yield Grid(heads, tuple(_measure(effect, screen) for effect in s.effects))
    if s.conversion_by is not None:
        yield Line(BY[s.conversion_by], "dim")


def _conclusion(s: EffectSummary) -> Text:
    """Which measures rose and which fell."""
    moves = [effect for effect in s.effects if effect.delta is not None]
    if not moves:
        return Text("两段没有可以比的数", "there is nothing to compare in the two spans")
    up, down = (
        listed([str(SHORT[effect.measure]) for effect in moves if effect.delta and (effect.delta > 0) is rose])
        for rose in (True, False)
    )
    nothing = Text("没有", "none")
    return Text("上升的：{up}；下降的：{down}", "up: {up}; down: {down}").format(up=up or nothing, down=down or nothing)


def _measure(effect: Effect, screen: Screen) -> tuple[Content, ...]:
    style: Style = "" if not effect.delta else "good" if effect.delta > 0 else "bad"
    signed = "" if effect.delta is None or effect.delta <= 0 else "+"
    change = "" if effect.change is None or effect.change <= 0 else "+"
    return (
        MEASURES[effect.measure],
        _figure(effect.measure, effect.before, screen),
        _figure(effect.measure, effect.after, screen),
        Cell(signed + _figure(effect.measure, effect.delta, screen, points=True), style),
        Cell(change + percent(effect.change), style),
        f"{integer(effect.cases_before)} / {integer(effect.cases_after)}",
        NO_CHANGE.get(str(effect.reason), ""),
    )


def _figure(measure: str, value: Decimal | None, screen: Screen, *, points: bool = False) -> str:
    """Money in its unit, conversion in percent (its difference in points), counts as they are."""
    if measure == "order_amount":
        return whole_amount(value, screen.unit)
    if measure != "conversion":
        return decimal(value, 0)
    if points and value is not None:
        return str(Text("{n} 个点", "{n} pts").format(n=decimal(value * 100, 1)))
    return percent(value)


VIEW = View(
    title=TITLE,
    columns={
        "row": Text("行号", "Row"),
        "id": Text("客户编号", "Customer ID"),
        "name": Text("客户名称", "Customer name"),
        "owner": Text("负责人", "Owner"),
        "class": Text("客户分级", "Class"),
        "tier": Text("价值等级", "Tier"),
        "valuable": Text("重要客户", "Matters most"),
        "amount": Text("金额", "Amount"),
        "attention": Text("关注度", "Attention"),
        "attention_reason": Text("没有指数的原因", "Why no index"),
        "parts": Text("已知几项", "Parts known"),
        **{f"{part}_points": Text("{part}分", "{part} points").format(part=PART_WORDS[part]) for part in PARTS},
        "contacts": Text("近期联系次数", "Recent contacts"),
        "engaged": Text("有回应或主动的", "Answered or begun"),
        "last_interaction": Text("最近互动", "Last interaction"),
        "weakest": Text("最弱的一项", "Weakest part"),
        "measure": Text("指标", "Measure"),
        "before": Text("之前", "Before"),
        "after": Text("之后", "After"),
        "delta": Text("差额", "Difference"),
        "change": Text("增减", "Change"),
        "reason": Text("没有增减的原因", "Why no change"),
        "cases_before": Text("之前数量", "Cases before"),
        "cases_after": Text("之后数量", "Cases after"),
    },
    labels={
        "attention_reason": REASONS,
        "weakest": PART_WORDS,
        "measure": MEASURES,
        "reason": NO_CHANGE,
        "known_parts": PART_WORDS,
        "conversion_by": BY,
    },
    figures={
        "index": Text("关注度", "Attention"),
        "effect": Text("前后对比", "Before and after"),
        "customers": Text("客户数", "Customers"),
        "indexed": Text("有指数的", "With an index"),
        "average": Text("平均关注度", "Average"),
        "valuable": Text("重要客户", "Those who matter most"),
        "known_parts": Text("各项已知家数", "Customers by known part"),
        "by_class": Text("按分级", "By class"),
        "by_owner": Text("按负责人", "By owner"),
        "contacts": Text("跟进次数", "Contacts"),
        "later_contacts": Text("截止日期之后的跟进", "Contacts after the as-of"),
        "unknown_contacts": Text("不在名单里的跟进", "Contacts of unknown customers"),
        "before": Text("之前", "Before"),
        "after": Text("之后", "After"),
        "first": Text("从", "From"),
        "last": Text("到", "To"),
        "conversion_by": Text("转化效率怎么算", "Conversion is"),
        "first_order": Text("最早的订单", "First order"),
        "effects": Text("各项指标", "Measures"),
        "measure": Text("指标", "Measure"),
        "delta": Text("差额", "Difference"),
        "change": Text("增减", "Change"),
        "reason": Text("没有增减的原因", "Why no change"),
        "cases_before": Text("之前数量", "Cases before"),
        "cases_after": Text("之后数量", "Cases after"),
    },
    letters=frozenset(("class", "tier")),
    whole=True,
    blocks=blocks,
)
