"""How the customer bridge looks: what happened, whom to call first, the waterfall, each group's bridge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from salesplan.compute.sales.bridge import UNCOUNTED, Bridge, BridgeSummary, Mover, moves_of
from salesplan.model.result import Result
from salesplan.present.blocks import Blank, Block, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import day, integer, percent
from salesplan.present.sections import page_end, page_start
from salesplan.present.view import View
from salesplan.present.views.sales_parts import (
    AGAINST,
    SIDE_TITLES,
    SPAN_FIGURES,
    contributor_blocks,
    days_line,
    money,
    moved,
    name_of,
    span_name,
    tone_of,
)
from salesplan.present.waterfall import Step, signed, waterfall
from salesplan.text import Text

WORDS = {
    "new": Text("对比期后新来的", "new since the base"),
    "won_back": Text("挽回的客户", "won back"),
    "expansion": Text("老客户多买", "buying more"),
    "contraction": Text("老客户少买", "buying less"),
    "lost": Text("不再买的客户", "lost"),
    "returns": Text("退多于买", "returned more than bought"),
    "unnamed": Text("没写客户的订单", "lines without a customer"),
    "unchanged": Text("一样多", "unchanged"),
}
_DOWN, _UP = ("lost", "contraction"), ("new", "won_back", "expansion")
COLUMNS = {
    **SIDE_TITLES,
    "id": Text("客户编号", "Customer ID"),
    "owner": Text("负责人", "Owner"),
    "move": Text("去向", "Move"),
    "base": Text("对比期", "Base"),
    "now": Text("本期", "Now"),
    "change": Text("变动", "Change"),
    "share_of_change": Text("占变动", "Of change"),
    "last_order": Text("最近订单", "Last order"),
}
FIGURES = {
    **SPAN_FIGURES,
    **WORDS,
    "by": Text("分组", "By"),
    "total": Text("全部客户", "All customers"),
    "groups": Text("各组", "Groups"),
    "contracted": Text("少买的客户", "Customers buying less"),
    "expanded": Text("多买的客户", "Customers buying more"),
    "gained": Text("新来和挽回的客户", "Customers gained"),
}


def blocks(result: Result[BridgeSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    screen = screen.fitting((s.total.base, s.total.now))
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(s, screen)
    yield days_line(s.spans)
    yield waterfall(steps_of(s.total, AGAINST[s.spans.against]), screen)
    yield from _people(s.lost, Text("不再买的，先打电话问清原因：", "Lost: call them first and ask why:"), screen)
    yield from _people(s.contracted, Text("少买最多的：", "Buying less:"), screen)
    yield from _people(s.expanded, Text("多买最多的，看能不能复制：", "Buying more: can it be repeated?"), screen)
    yield from _people(s.gained, Text("新来和挽回的，跟紧第二单：", "New or won back: see to the next order:"), screen)
    yield from _groups(s, screen)
    yield from contributor_blocks(s.contributors, screen)
    yield from page_end(result, screen)


def steps_of(bridge: Bridge, then: Text) -> list[Step]:
    """Both totals with the moves between them, each with its customers; moves of nobody are left out."""
    steps = []
    for move, value in moves_of(bridge):
        count = None if move in UNCOUNTED else bridge.customers.get(move)
        share = value / bridge.change if bridge.change else None
        steps.append(Step(move_word(move, count), value, share=share))
    return [Step(then, bridge.base, level=True), *steps, Step(Text("本期", "now"), bridge.now, level=True)]


def move_word(move: str, count: int | None) -> Text:
    """A move with its customers, where they are counted: ``不再买的客户（41 家）``."""
    told = Text("{word}（{n} 家）", "{word} ({n})").format(word=WORDS[move], n=integer(count))
    return told if count else WORDS[move]


def ups_and_downs(moves: Mapping[str, Decimal], customers: Mapping[str, int], screen: Screen) -> Text:
    """What those who went and who buy less took away, and what the others brought."""
    told = Text(
        "走了 {lost} 家、少买 {less} 家，合计 {down}；新来、挽回、多买合计 {up}",
        "{lost} customers lost and {less} buying less, {down}; new, won back and buying more {up}",
    )
    down, up = (sum((moves.get(move, Decimal(0)) for move in each), Decimal(0)) for each in (_DOWN, _UP))
    return told.format(
        lost=integer(customers.get("lost", 0)),
        less=integer(customers.get("contraction", 0)),
        down=signed(down, screen.unit),
        up=signed(up, screen.unit),
    )


def _conclusion(s: BridgeSummary, screen: Screen) -> Iterator[Block]:
    """What happened, and the one or two customers whom it is most about."""
    t = s.total
    if not moves_of(t):
        same = Text("{name}销售额和{against}一样，没有变化", "{name}: sales are the same as {against}: nothing changed")
        yield Line(same.format(name=span_name(s.spans), against=AGAINST[s.spans.against]), "strong")
        return
    told = Text("{name}销售额比{against}{moved}：{told}", "{name}: sales {moved} on {against}; {told}").format(
        name=span_name(s.spans),
        against=AGAINST[s.spans.against],
        moved=moved(t.change, t.change_rate, screen),
        told=ups_and_downs(dict(moves_of(t)), t.customers, screen),
    )
    yield Line(told, tone_of(t.change), wrap=True)
    first = [*s.lost[:1], *s.contracted[:2]]
    if first:
        names = str(Text("；", "; ")).join(
            f"{each.name}{_of(each)} {signed(each.change, screen.unit)}" for each in first
        )
        yield Line(Text("先看：{names}", "Look first at {names}").format(names=names), wrap=True)


def _of(mover: Mover) -> str:
    return str(Text("（{owner}）", " ({owner})").format(owner=mover.owner)) if mover.owner else ""


def _people(movers: Sequence[Mover], title: Text, screen: Screen) -> Iterator[Block]:
    if not movers:
        return
    yield Blank()
    yield Line(title)
    heads = (
        Head(Text("客户", "Customer"), shrink=True),
        Head(Text("负责人", "Owner")),
        Head(Text("区域", "Region")),
        Head(Text("对比期", "Base"), "right"),
        Head(Text("本期", "Now"), "right"),
        Head(Text("变动", "Change"), "right"),
        Head(Text("最近订单", "Last order")),
    )
    yield Grid(heads, tuple(_mover(each, screen) for each in movers))


def _mover(each: Mover, screen: Screen) -> tuple[Content, ...]:
    amounts = (money(each.base, screen), money(each.now, screen))
    change = signed(each.change, screen.unit)
    return (each.name, each.owner or "", each.region or "", *amounts, change, day(each.last_order))


def _groups(s: BridgeSummary, screen: Screen) -> Iterator[Block]:
    """A line a group; its customers are counted where they are now, so that nobody is lost by changing hands."""
    if not s.groups or s.by is None:
        return
    yield Blank()
    yield Line(
        Text(
            "按{side}（每家客户算在现在的{side}名下）：", "By {title} (a customer counts with the one he has now):"
        ).format(side=SIDE_TITLES[s.by], title=s.by)
    )
    heads = (
        Head(SIDE_TITLES[s.by], shrink=True),
        Head(Text("对比期", "Base"), "right"),
        Head(Text("新+挽回", "Gained"), "right"),
        Head(Text("多买", "More"), "right"),
        Head(Text("少买", "Less"), "right"),
        Head(Text("流失", "Lost"), "right"),
        Head(Text("其他", "Other"), "right"),
        Head(Text("本期", "Now"), "right"),
        Head(Text("变动", "Change"), "right"),
        Head("%", "right"),
    )
    yield Grid(heads, tuple(_group(each, screen) for each in s.groups))


def _group(each: Bridge, screen: Screen) -> tuple[Content, ...]:
    gained = each.new + (each.won_back or 0)
    amounts = (gained, each.expansion, each.contraction, each.lost, each.returns + each.unnamed)
    return (
        name_of(each.group),
        money(each.base, screen),
        *(signed(amount, screen.unit) if amount else "" for amount in amounts),
        money(each.now, screen),
        signed(each.change, screen.unit),
        percent(each.change_rate),
    )


VIEW = View(
    title=Text("客户桥", "Customer bridge"),
    columns=COLUMNS,
    labels={"move": WORDS, "by": SIDE_TITLES, "customers": WORDS},
    letters=frozenset(("class", "tier")),
    figures=FIGURES,
    whole=True,
    blocks=blocks,
)
