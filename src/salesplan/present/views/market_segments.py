"""How the customers by segment look: sizes as bars, whom to go for, who fits several, who is left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.market.segments import SegmentFigures, SegmentsSummary, Unmatched
from salesplan.model.result import Result
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import amount, decimal, integer, percent, whole_amount
from salesplan.present.sections import list_blocks, more_lines, page_end, plan_heading
from salesplan.present.view import View
from salesplan.present.words import MORE_CUSTOMERS, called, listed
from salesplan.text import Text

SHOWN = 40
"""Customers that are shown unless all are asked for."""
MATRIX = 8
"""Segments whose overlaps still fit a matrix; of more the pairs are listed."""
NONE = Text("未分类", "unmatched")
REASONS: dict[str, Text] = {
    "no_rule": Text("哪一条都不符合", "no rule holds"),
    "missing": Text("缺数据", "data are missing"),
}


def blocks(result: Result[SegmentsSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    screen = screen.fitting((s.net_total,))
    yield plan_heading(VIEW.title, result)
    yield Line(_counted(s), "dim")
    yield from list_blocks(result, screen)
    yield Blank()
    yield from _conclusion(s)
    yield Blank()
    yield _segments(s, screen)
    yield from _overlaps(s)
    yield from _left_out(s)
    if "segment_name" in result.rows.keys:
        yield from _customers(result, screen)
    yield from page_end(result, screen)


def _counted(s: SegmentsSummary) -> Text:
    """How many customers, and of which days the orders are."""
    if not s.window:
        return Text("{n} 家客户", "{n} customers").format(n=integer(s.customers))
    told = Text("{n} 家客户，订单 {window}", "{n} customers, orders {window}")
    return told.format(n=integer(s.customers), window=s.window)


def _conclusion(s: SegmentsSummary) -> Iterator[Block]:
    """How many have a segment, and whom to go for."""
    if not s.customers:
        yield Line(Text("名单里没有客户", "there are no customers in the list"), "warn")
        return
    told = Text(
        "{matched} 家各归一个细分市场，{left} 家未分类（{share}）",
        "{matched} customers belong to a segment each, {left} to none ({share})",
    )
    words = {"matched": integer(s.matched), "left": integer(s.unmatched), "share": percent(s.unmatched_share)}
    yield Line(told.format(**words), "strong")
    if s.targets:
        names = listed([_name_of(s, segment) for segment in s.targets])
        yield Line(
            Text("★ 目标市场（按吸引力）：{names}", "★ To go for, by attractiveness: {names}").format(names=names),
            "good",
        )
    else:
        yield Line(Text("没有打分，选不出目标市场", "without scores no segment can be chosen"), "dim")


def _name_of(s: SegmentsSummary, segment: str) -> str:
    part = next(part for part in s.segments if part.segment == segment)
    return _name(part)


def _name(part: SegmentFigures) -> str:
    """``S1 水务环保``; the id alone where there is no name."""
    return f"{part.segment} {part.name}".strip() if part.segment is not None else str(NONE)


def _segments(s: SegmentsSummary, screen: Screen) -> Grid:
    """The segments in the plan's order with their sizes as bars, then those without one."""
    money, scored = s.net_total is not None, any(part.attractiveness is not None for part in s.segments)
    heads = (
        Head(Text("细分市场", "Segment"), shrink=True),
        Head(Text("客户数", "Customers"), "right"),
        Head(Text("占比", "Share"), "right"),
        Head(""),
        *((Head(Text("金额", "Amount"), "right"), Head(Text("占比", "Share"), "right")) if money else ()),
        *((Head(Text("户均", "Average"), "right"),) if money else ()),
        *((Head(Text("吸引力", "Appeal"), "right"), Head("")) if scored else ()),
    )
    parts = [*s.segments, *((s.without,) if s.unmatched else ())]
    average = screen.fitting(part.average for part in parts)
    rows = tuple(_row(part, screen, average, money=money, scored=scored) for part in parts)
    return Grid(heads, (*rows, _total(s, screen, money=money, scored=scored)), total=True)


def _row(part: SegmentFigures, screen: Screen, average: Screen, *, money: bool, scored: bool) -> tuple[Content, ...]:
    figures = (
        whole_amount(part.amount, screen.unit),
        percent(part.amount_share),
        whole_amount(part.average, average.unit),
    )
    score: tuple[Content, ...] = (
        decimal(part.attractiveness, 2) if part.segment is not None else "",
        Cell("★", "good") if part.target else "",
    )
    return (
        Cell(_name(part), "" if part.segment is not None else "warn"),
        integer(part.customers),
        percent(part.share),
        Bar(part.share, width=12),
        *(figures if money else ()),
        *(score if scored else ()),
    )


def _total(s: SegmentsSummary, screen: Screen, *, money: bool, scored: bool) -> tuple[Content, ...]:
    figures = (whole_amount(s.net_total, screen.unit), "", "")
    return (Text("合计", "Total"), integer(s.customers), "", "", *(figures if money else ()), *(("", "") * scored))


def _overlaps(s: SegmentsSummary) -> Iterator[Block]:
    """Who fits several segments: a matrix, or the pairs where there are many."""
    if not s.overlap:
        return
    told = Text(
        "{n} 家同时符合几个细分市场，归入写在前面的：",
        "{n} customers fit several segments and belong to the first of them:",
    )
    yield Blank()
    yield Line(told.format(n=integer(s.several)))
    ids = [i for i in (p.segment for p in s.segments) if any(i in (o.earlier, o.later) for o in s.overlap)]
    names = {part.segment: _name(part) for part in s.segments}
    if len(ids) > MATRIX:
        first, then = Head(Text("先", "First"), shrink=True), Head(Text("后", "Then"), shrink=True)
        pairs = ((names[o.earlier], names[o.later], integer(o.customers)) for o in s.overlap)
        yield Grid((first, then, Head(Text("客户数", "Customers"), "right")), tuple(pairs))
        return
    both = {(o.earlier, o.later): o.customers for o in s.overlap}
    heads = (Head("", shrink=True), *(Head(str(other), "right", shrink=True) for other in ids))
    yield Grid(heads, tuple((names[one], *(_shared(both, one, other) for other in ids)) for one in ids))


def _shared(both: dict[tuple[str, str], int], one: str | None, other: str | None) -> str:
    if one == other:
        return "·"
    n = both.get((str(one), str(other)), both.get((str(other), str(one)), 0))
    return integer(n) if n else ""


def _left_out(s: SegmentsSummary) -> Iterator[Block]:
    """Why customers have no segment."""
    if not s.unmatched:
        return
    yield Blank()
    yield Line(Text("未分类的 {n} 家：", "The {n} without a segment:").format(n=integer(s.unmatched)))
    heads = (Head(Text("原因", "Reason"), shrink=True), Head(Text("客户数", "Customers"), "right"))
    yield Grid(heads, tuple((_reason(one), integer(one.customers)) for one in s.reasons))


def _reason(one: Unmatched) -> str:
    if not one.fields:
        return str(REASONS[one.reason])
    return str(Text("没填或读不懂：{fields}", "empty or unreadable: {fields}").format(fields=listed(list(one.fields))))


def _customers(result: Result[SegmentsSummary], screen: Screen) -> Iterator[Block]:
    """Each customer with his segment, or why he has none."""
    count = None if screen.all_rows else SHOWN
    heads = (
        Head(Text("客户", "Customer"), shrink=True),
        Head(Text("细分市场", "Segment"), shrink=True),
        Head(Text("原因", "Reason"), shrink=True),
        *((Head(Text("金额", "Amount"), "right"),) if "amount" in result.rows.keys else ()),
    )
    rows = []
    for row in result.rows.records(0, count):
        name = called(row.get("id"), row.get("name"))
        segment = " ".join(str(row[key]) for key in ("segment", "segment_name") if row[key])
        fields = tuple(str(row["missing"]).split("、")) if row["missing"] else ()
        why = _reason(Unmatched(str(row["reason"]), fields, 1)) if row["reason"] else ""
        worth = row.get("amount")
        figure = amount(worth, screen.unit) if isinstance(worth, Decimal) else ""
        rows.append((name, segment or Cell(NONE, "warn"), why, *((figure,) if "amount" in row else ())))
    yield Blank()
    yield Grid(heads, tuple(rows))
    yield from more_lines(len(result.rows) - len(rows), MORE_CUSTOMERS)


VIEW = View(
    title=Text("细分市场", "Segments"),
    columns={
        "kind": Text("类别", "Kind"),
        "id": Text("客户编号", "Customer ID"),
        "segment": Text("细分市场", "Segment"),
        "segment_name": Text("细分市场名称", "Segment name"),
        "name": Text("名称", "Name"),
        "owner": Text("负责人", "Owner"),
        "region": Text("区域", "Region"),
        "customers": Text("客户数", "Customers"),
        "share": Text("客户占比", "Share of customers"),
        "amount": Text("金额", "Amount"),
        "amount_share": Text("金额占比", "Share of the amount"),
        "average": Text("户均金额", "Amount per customer"),
        "fits": Text("符合条件的客户", "Customers who fit"),
        "attractiveness": Text("吸引力", "Attractiveness"),
        "rank": Text("名次", "Rank"),
        "target": Text("目标市场", "To go for"),
        "reason": Text("未分类的原因", "Why unmatched"),
        "missing": Text("缺的字段", "Missing fields"),
        "segments_fit": Text("符合几个", "Segments that fit"),
        "row": Text("行号", "Row"),
    },
    labels={"kind": {"segment": Text("细分市场", "segment"), "unmatched": NONE}, "reason": REASONS},
    figures={
        "customers": Text("客户数", "Customers"),
        "matched": Text("有细分市场的", "With a segment"),
        "unmatched": Text("未分类的", "Without a segment"),
        "unmatched_share": Text("未分类占比", "Share without a segment"),
        "several": Text("符合几个细分市场的", "Fitting several segments"),
        "net_total": Text("净额合计", "Net total"),
        "segments": Text("细分市场", "Segments"),
        "without": Text("未分类", "Unmatched"),
        "reasons": Text("未分类的原因", "Why unmatched"),
        "fields": Text("缺的字段", "Missing fields"),
        "overlap": Text("重叠", "Overlap"),
        "earlier": Text("写在前面的", "Earlier"),
        "later": Text("写在后面的", "Later"),
        "targets": Text("目标市场", "To go for"),
        "window": Text("期间", "Window"),
        "first": Text("从", "From"),
        "last": Text("到", "To"),
        "strangers": Text("只在订单里的客户", "Customers known from orders only"),
    },
    whole=True,
    blocks=blocks,
)
