"""What the pages about sales share: words, the days compared, who moved the total most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from salesplan.compute.sales.contributors import Contributor
from salesplan.compute.sales.dimensions import LABELS
from salesplan.compute.sales.spans import Spans
from salesplan.present.blocks import Blank, Block, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import percent, whole_amount
from salesplan.present.waterfall import parts_of_whole, signed
from salesplan.text import Text

NOBODY = Text("（空白）", "(blank)")
SIDE_TITLES = {
    "product": Text("产品", "Product"),
    "category": Text("类别", "Category"),
    "region": Text("区域", "Region"),
    "province": Text("省份", "Province"),
    "city": Text("城市", "City"),
    "channel": Text("渠道", "Channel"),
    "rep": Text("业务员", "Rep"),
    "team": Text("团队", "Team"),
    "customer": Text("客户", "Customer"),
    "class": Text("客户分级", "Class"),
    "tier": Text("价值等级", "Tier"),
    "segment": Text("细分市场", "Segment"),
    "week": Text("周", "Week"),
    "month": Text("月份", "Month"),
    "quarter": Text("季度", "Quarter"),
    "year": Text("年份", "Year"),
}
AGAINST = {
    "year_ago": Text("去年同期", "a year ago"),
    "before": Text("上期", "the period before"),
    "given": Text("对比期", "the base"),
}
SPAN_FIGURES = {
    "spans": Text("期间", "Days"),
    "base": Text("对比期", "Base"),
    "now": Text("本期", "Now"),
    "change": Text("变动", "Change"),
    "change_rate": Text("变动率", "Change in %"),
    "contributors": Text("谁带来的", "Who moved it"),
}


def span_name(spans: Spans) -> Text:
    """A period as a sentence names it; one that is not over with the day that it counts up to."""
    if not spans.cut:
        return Text("{name} ", "{name}").format(name=spans.name)
    if spans.kind == "year":
        return Text("{name} 年累计", "{name} so far").format(name=spans.name)
    return Text("{name}（到 {last}）", "{name} (up to {last})").format(name=spans.name, last=spans.now.last)


def money(value: Decimal | None, screen: Screen) -> str:
    """An amount; nothing sold is a plain 0."""
    return "0" if value is not None and not value else whole_amount(value, screen.unit)


def days_line(spans: Spans) -> Line:
    """Which days are compared with which, and why."""
    told = Text("{now} 对比 {against} {base}{same}", "{now} against {against}, {base}{same}")
    same = Text("（没过完，取同样的天数）", " (not over: the same days)") if spans.cut else Text("", "")
    if spans.cut and spans.kind == "year" and spans.against == "before":
        same = Text("（没过完，取紧挨着前面同样长的一段）", " (not over: as long a time, just before)")
    return Line(told.format(now=spans.now, against=AGAINST[spans.against], base=spans.base, same=same), "dim")


def moved(change: Decimal, rate: Decimal | None, screen: Screen) -> Text:
    """``少了 12.3万（-8.1%）``: how much more or less."""
    if not change:
        return Text("持平", "are the same")
    told = Text("多了 {amount}{rate}", "are up by {amount}{rate}")
    if change < 0:
        told = Text("少了 {amount}{rate}", "are down by {amount}{rate}")
    shown = Text("（{rate}）", " ({rate})").format(rate=percent(abs(rate))) if rate is not None else Text("", "")
    return told.format(amount=whole_amount(abs(change), screen.unit), rate=shown)


def tone_of(change: Decimal) -> Style:
    """Good where sales rose, bad where they fell."""
    return "good" if change > 0 else "bad" if change < 0 else "strong"


def name_of(name: str | None) -> Text | str:
    """A name; lines that tell none are blank."""
    return NOBODY if name is None else name


WHO = Text("谁带来的变动（每个维度变动最大的五个）：", "Who moved it (the five largest changes of each side):")


def contributor_blocks(found: Sequence[Contributor], screen: Screen, title: Text = WHO) -> Iterator[Block]:
    """The five of each side that moved the total most, under their titles."""
    if not found:
        return
    yield Blank()
    yield Line(title)
    heads = (
        Head(""),
        Head(Text("名称", "Name"), shrink=True),
        Head(Text("对比期", "Base"), "right"),
        Head(Text("本期", "Now"), "right"),
        Head(Text("变动", "Change"), "right"),
        Head(Text("占变动", "Of change"), "right"),
    )
    rows: list[tuple[Content, ...]] = []
    parts = iter(parts_of_whole(each.share for each in found))
    for side, group in groupby(found, key=lambda each: each.side):
        for at, each in enumerate(group):
            head = SIDE_TITLES[side] if at == 0 else ""
            name = f"{name_of(each.name)} · {each.owner}" if each.owner else name_of(each.name)
            amounts = (money(each.base, screen), money(each.now, screen))
            rows.append((head, name, *amounts, signed(each.change, screen.unit), next(parts)))
    yield Grid(heads, tuple(rows))


def first_of(found: Sequence[Contributor], sides: Sequence[str] = ("customer", "rep", "product", "region")) -> str:
    """The first of each side in a row, as ``产品 离心泵、客户 甲公司``."""
    firsts = {each.side: each for each in reversed(found)}
    told = [f"{LABELS[side]} {name_of(firsts[side].name)}" for side in sides if side in firsts]
    return str(Text("、", ", ")).join(told)
