"""How drivers look: what moved the result most, the waterfall of each set, or who has the gap to the target."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.sales.drivers import DriverEffect, DriverSet, DriversSummary
from salesplan.compute.sales.target_gap import CAUSES, TargetGap
from salesplan.model.result import Result
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import NOTHING, decimal, percent, whole_amount
from salesplan.present.sections import page_end, page_start
from salesplan.present.view import View
from salesplan.present.views.sales_parts import (
    AGAINST,
    SIDE_TITLES,
    SPAN_FIGURES,
    WHO,
    contributor_blocks,
    days_line,
    first_of,
    moved,
    span_name,
)
from salesplan.present.waterfall import Step, parts_of_whole, signed, waterfall
from salesplan.text import Text

WORDS = {
    "customers": Text("客户数", "customers"),
    "orders_per_customer": Text("每客户订单数", "orders a customer"),
    "average_order": Text("客单价", "average order"),
    "leads": Text("新商机", "leads"),
    "conversion": Text("转化率", "conversion"),
    "average_won": Text("平均赢单额", "average won"),
}
SETS = {
    "orders": Text("销售额 = 客户数 × 每客户订单数 × 客单价", "sales = customers × orders a customer × average order"),
    "deals": Text("赢单额 = 新商机 × 转化率 × 平均赢单额", "won = leads × conversion × average won"),
    "given": Text("结果 = 各因素的乘积", "the result is the product of the drivers"),
}
GROUPS = {
    "orders": Text("订单", "orders"),
    "deals": Text("商机", "deals"),
    "given": Text("自给", "given"),
    **SIDE_TITLES,
}
METHODS = {"lmdi": Text("对数均值法", "LMDI"), "sequential": Text("逐个代入", "one after the other")}
CAUSE_WORDS = {
    "demand": Text("需求", "demand"),
    "rival": Text("对手", "rival"),
    "price": Text("价格", "price"),
    "capacity": Text("产能", "capacity"),
    "activity": Text("活动不足", "activity too low"),
    "conversion": Text("转化不足", "conversion too low"),
}
COLUMNS = {
    "group": Text("维度", "Group"),
    "name": Text("名称", "Name"),
    "owner": Text("负责人", "Owner"),
    "base": Text("对比", "Base"),
    "now": Text("本期", "Now"),
    "effect": Text("影响", "Effect"),
    "share_of_change": Text("占变动", "Of change"),
    "cause": Text("原因", "Cause"),
}
FIGURES = {
    **SPAN_FIGURES,
    "sets": Text("驱动因素", "Drivers"),
    "target": Text("对照目标", "Against the target"),
    "method": Text("方法", "Method"),
}
_FEW = 1000
"""Drivers below this are shown with decimals."""


def blocks(result: Result[DriversSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    told = [amount for made in s.sets for amount in (made.base, made.now)]
    screen = screen.fitting(told if s.target is None else (s.target.expected, s.target.actual))
    yield from page_start(VIEW.title, result, screen)
    if s.target is not None:
        yield from _target(s.target, screen)
    for at, made in enumerate(s.sets):
        if at:
            yield Blank()
        yield from _set(s, made, screen)
    yield from contributor_blocks(s.contributors, screen, WHO if s.target is None else _unplanned(s.target))
    yield from page_end(result, screen)


def _unplanned(gap: TargetGap) -> Text:
    """What the sides that have no targets are compared with."""
    if gap.gap < 0:
        return Text(
            "没有分到目标的维度，看和去年同期比谁少了：", "Sides without targets: who sold less than a year ago:"
        )
    return Text("没有分到目标的维度，看和去年同期比谁多了：", "Sides without targets: who sold more than a year ago:")


def driver_name(name: str) -> Text | str:
    """The words of a driver of ours; a given one as it was given."""
    return WORDS.get(name, name)


def _set(s: DriversSummary, made: DriverSet, screen: Screen) -> Iterator[Block]:
    """One decomposition: its sentence, its waterfall, its figures."""
    against = AGAINST[s.spans.against] if s.spans else Text("以前", "then")
    result = {"orders": Text("销售额", "sales"), "deals": Text("赢单额", "won deals")}
    told = Text("{name}{subject}比{against}{moved}", "{name}{subject} {moved} on {against}").format(
        name=Text("{name}", "{name}: ").format(name=span_name(s.spans)) if s.spans else Text("", ""),
        subject=result.get(made.source, Text("结果", "results")),
        against=against,
        moved=moved(made.change, made.change_rate, screen),
    )
    best = max(made.drivers, key=lambda each: (abs(each.effect), each.name))
    if best.effect:
        told = Text(
            "{told}，最要紧的是{driver}：{then} → {now}（{effect}）",
            "{told}; above all {driver}: {then} → {now} ({effect})",
        ).format(told=told, driver=driver_name(best.name), effect=signed(best.effect, screen.unit), **_values(best))
    yield Line(told, "good" if made.change > 0 else "bad" if made.change < 0 else "strong", wrap=True)
    if made.source == "orders" and s.contributors:
        yield Line(Text("先看：{firsts}", "Look first at {firsts}").format(firsts=first_of(s.contributors)), wrap=True)
    if made.source == "orders" and s.spans:
        yield days_line(s.spans)
    yield Line(
        Text("{formula}（{method}）", "{formula} ({method})").format(
            formula=SETS[made.source], method=METHODS[made.method]
        ),
        "dim",
    )
    steps = [Step(driver_name(each.name), each.effect, share=each.share) for each in made.drivers]
    yield waterfall(
        [Step(against, made.base, level=True), *steps, Step(Text("本期", "now"), made.now, level=True)], screen
    )
    yield Blank()
    yield _figures(made)


def _values(each: DriverEffect) -> dict[str, str]:
    return {"then": _value(each.name, each.base), "now": _value(each.name, each.now)}


def _value(name: str, value: Decimal) -> str:
    """A driver as people read it: a rate in percent, few with decimals, many without."""
    if name == "conversion":
        return percent(value)
    whole = value == value.to_integral_value() or abs(value) >= _FEW
    return decimal(value, 0 if whole else 2)


def _figures(made: DriverSet) -> Grid:
    heads = (
        Head(Text("驱动因素", "Driver")),
        Head(Text("对比期", "Base"), "right"),
        Head(Text("本期", "Now"), "right"),
        Head(Text("变化", "Growth"), "right"),
    )
    return Grid(
        heads,
        tuple(
            (driver_name(each.name), *_values(each).values(), Cell(percent(each.growth), _style(each.growth)))
            for each in made.drivers
        ),
    )


def _style(growth: Decimal | None) -> Style:
    return "" if not growth else "good" if growth > 0 else "bad"


def _target(gap: TargetGap, screen: Screen) -> Iterator[Block]:
    """The gap, who has it, and the causes to choose from."""
    due = Text("目标", "target") if gap.expected == gap.target else Text("到今天该完成", "due by now")
    told = Text(
        "{period} 完成 {actual}，比{due} {expected} {moved}", "{period}: {actual} of {expected} {due}, {moved}"
    ).format(
        period=gap.period,
        actual=whole_amount(gap.actual, screen.unit),
        due=due,
        expected=whole_amount(gap.expected, screen.unit),
        moved=_short(gap, screen),
    )
    yield Line(told, "good" if gap.gap >= 0 else "bad", wrap=True)
    first = [each for each in gap.members if each.gap * gap.gap > 0][:1]
    behind = sorted((one for one in gap.members if one.gap < 0), key=lambda one: (one.side != "rep", one.gap, one.name))
    for each in behind[:1] or first:
        look = Text("先看：{side} {name}（{amount}{share}）", "Look first at {side} {name} ({amount}{share})")
        yield Line(
            look.format(
                side=SIDE_TITLES.get(each.side, each.side),
                name=each.name,
                amount=signed(each.gap, screen.unit),
                share=_of_gap(each.share, gap),
            )
        )
    steps = [
        Step(due, gap.expected, level=True),
        *_level_steps(gap),
        Step(Text("实际", "actual"), gap.actual, level=True),
    ]
    yield waterfall(steps, screen)
    yield Blank()
    parts = parts_of_whole(each.share for each in gap.members)
    yield Grid(_TARGET_HEADS, tuple(_member(gap, at, part, screen) for at, part in enumerate(parts)))
    if gap.gap < 0 and not any(each.cause for each in gap.members):
        listed = ", ".join(CAUSES)
        words = Text("、", ", ")
        said = str(words).join(str(CAUSE_WORDS[each]) for each in CAUSES)
        yield Line(
            Text(
                "给每个缺口定一个原因，下次会上追：--cause 名称=原因（{said}；写 {listed}）",
                "Settle a cause for each gap and follow it up: --cause NAME=CAUSE ({listed})",
            ).format(said=said, listed=listed),
            "dim",
            wrap=True,
        )


def _of_gap(share: Decimal | None, gap: TargetGap) -> Text | str:
    part = parts_of_whole([share, *(each.share for each in gap.members)], 0)[0]
    if share is None or share <= 0 or part == NOTHING:
        return ""
    return Text("，占 {share}", ", {share} of it").format(share=part)


def _short(gap: TargetGap, screen: Screen) -> Text:
    """How far from what was due."""
    told = (
        Text("多 {amount}（{share}）", "{amount} more ({share})")
        if gap.gap >= 0
        else Text("差 {amount}（{share}）", "{amount} short ({share})")
    )
    return told.format(amount=whole_amount(abs(gap.gap), screen.unit), share=percent(gap.attainment))


def _level_steps(gap: TargetGap) -> list[Step]:
    """The members of the first level as steps, the others together, so that the bars meet."""
    first = next((each.side for each in gap.members), None)
    shown = [each for each in gap.members if each.side == first]
    rest = gap.gap - sum((each.gap for each in shown), Decimal(0))
    steps = [Step(each.name, each.gap, share=each.share) for each in shown]
    return [
        *steps,
        *([Step(Text("其余", "the others"), rest, share=rest / gap.gap if gap.gap else None)] if rest else []),
    ]


_TARGET_HEADS = (
    Head(""),
    Head(Text("名称", "Name"), shrink=True),
    Head(Text("应完成", "Due"), "right"),
    Head(Text("实际", "Actual"), "right"),
    Head(Text("差额", "Gap"), "right"),
    Head(Text("占缺口", "Of gap"), "right"),
    Head(Text("原因", "Cause")),
)


def _member(gap: TargetGap, at: int, part: str, screen: Screen) -> tuple[Content, ...]:
    each = gap.members[at]
    title = SIDE_TITLES.get(each.side, each.side) if at == 0 or gap.members[at - 1].side != each.side else ""
    amounts = (whole_amount(each.expected, screen.unit), whole_amount(each.actual, screen.unit))
    cause = CAUSE_WORDS[each.cause] if each.cause else ""
    return (title, each.name, *amounts, signed(each.gap, screen.unit), part, cause)


VIEW = View(
    title=Text("业绩驱动", "Drivers of sales"),
    columns=COLUMNS,
    labels={"group": GROUPS, "cause": CAUSE_WORDS, "method": METHODS, "source": GROUPS, "side": SIDE_TITLES},
    figures=FIGURES,
    whole=True,
    blocks=blocks,
)
