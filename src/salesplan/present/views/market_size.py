"""How the size of the market looks: the share, what of it can be reached, both ways of counting, the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.market.market_size import SizeSummary
from salesplan.compute.market.size_words import NAMES
from salesplan.model.figures import plain
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import as_decimal, day, decimal, exact, percent
from salesplan.present.problems import sentence
from salesplan.present.safe import cut
from salesplan.present.sections import input_blocks, parameter_line, plan_heading, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.target_words import change_shown, page_amount
from salesplan.present.words import listed
from salesplan.text import Text, language

Row = dict[str, Value]
WIDE, NARROW = 40, 24
"""Characters of the longest bar of the market and of the years."""
LONGEST = 30
"""Columns that the name of a segment may take."""
PARTS: dict[str, Text] = {
    "factor": Text("自上而下的假设", "assumption from above"),
    "segment": Text("自下而上的细分市场", "segment from below"),
    "way": Text("算法", "way of counting"),
    "level": Text("市场", "market"),
    "year": Text("年份", "year"),
}
ORIGINS = {"plan": Text("计划", "the plan"), "orders": Text("订单", "the orders")}
TRENDS = {"up": Text("上升", "rising"), "down": Text("下降", "falling"), "same": Text("没变", "unchanged")}
WRITE: dict[str, str] = {
    "top_down": "top_down: {population, need, purchases, price}",
    "bottom_up": "bottom_up: [{segment, customers, buying, spend}]",
    "tam": "tam:",
    "sam": "sam:",
    "som": "som:",
    "ours": "ours:",
    "years": "years: [{year, size, ours}]",
}
"""What to write in the plan for a part that it does not give."""
_ARROWS: dict[int, tuple[str, Style]] = {1: ("↑", "good"), 0: ("→", "dim"), -1: ("↓", "bad")}
_SHARE, _SOURCE = Text("我们占", "Our share"), Text("来源", "Source")
_SIZE, _OURS = Text("规模", "Size"), Text("我们", "Ours")
_GROWTH = Text("增长", "Growth")


def blocks(result: Result[SizeSummary], screen: Screen) -> Iterator[Block]:
    """The page: the share, TAM to ours as bars, both ways with their assumptions, the years, what is not given."""
    s = result.summary
    rows = list(result.rows.records())
    yield plan_heading(VIEW.title, result)
    lists = [source for source in result.inputs if source.table != "plan"]
    yield from input_blocks([source for source in lists if source.used or screen.verbose], screen)
    yield Blank()
    yield Line(_told(s, screen), "strong", wrap=True)
    yield from _bars([row for row in rows if row["kind"] == "level"], screen)
    yield from _ways(s, rows, screen)
    yield from _years(s, [row for row in rows if row["kind"] == "year"], screen)
    if s.missing:
        yield Blank()
        yield from (Line(told, "dim", wrap=True) for told in _missing(s))
    yield from problem_blocks(result.findings, screen)
    if screen.verbose:
        yield parameter_line(result)


def _named(key: object) -> str:
    """What a number is called at the beginning of a line."""
    return sentence(NAMES[str(key)], language())


def _told(s: SizeSummary, screen: Screen) -> Text:
    """``我们占 5.3%：一年卖 2,745.2万（订单），市场 52,000.0万（总市场 TAM）``."""
    if s.market is None or s.market_is is None:
        return Text("计划里没有市场规模，算不出份额", "The plan gives no size of the market: there is no share")
    market = Text("市场 {size}（{which}）", "a market of {size} ({which})").format(
        size=page_amount(s.market, screen), which=NAMES[s.market_is]
    )
    if s.ours is None:
        return Text("{market}；不知道我们卖多少", "There is {market}; our sales are not known").format(market=market)
    told = Text(
        "我们占 {share}：一年卖 {ours}（{origin}），{market}",
        "Our share is {share}: we sell {ours} ({origin}) of {market}",
    )
    if s.share is None:
        told = Text(
            "算不出份额：一年卖 {ours}（{origin}），{market}", "No share: we sell {ours} ({origin}) of {market}"
        )
    return told.format(market=market, ours=page_amount(s.ours, screen), origin=_origin(s), share=percent(s.share))


def _origin(s: SizeSummary) -> Text:
    if s.ours_from == "orders":
        told = Text("{first} 到 {last} 的订单", "orders of {first} to {last}")
        return told.format(first=day(s.ours_first), last=day(s.ours_last))
    return Text("计划里写的", "as the plan says")


def _bars(rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """TAM, SAM, SOM and ours, each as a bar within the largest."""
    if not rows:
        return
    heads = (Head(""), Head(_SIZE, "right"), Head(""), Head(_SHARE, "right"), Head(_SOURCE, shrink=True))
    yield Grid(
        heads,
        tuple(
            (
                _named(row["name"]),
                page_amount(row["size"], screen),
                Bar(as_decimal(row["part"]), WIDE),
                percent(as_decimal(row["share"])) if row["name"] != "ours" else "",
                Cell(str(row["source"] or ""), "dim"),
            )
            for row in rows
        ),
    )


def _ways(s: SizeSummary, rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """Both ways of counting with all that they assume, and how far they are apart."""
    factors = [row for row in rows if row["kind"] == "factor"]
    segments = [row for row in rows if row["kind"] == "segment"]
    if factors:
        yield Blank()
        told = Text("自上而下：{size}", "From above: {size}").format(size=page_amount(s.from_above, screen))
        yield Line(told, "strong")
        heads = (Head(Text("假设", "Assumption")), Head(Text("数", "Number"), "right"), Head(_SOURCE, shrink=True))
        yield Grid(heads, tuple((_named(row["name"]), _number(row), _source(row)) for row in factors))
    if segments:
        yield Blank()
        told = Text("自下而上：{size}", "From below: {size}").format(size=page_amount(s.from_below, screen))
        yield Line(told, "strong")
        yield from _segments(segments, screen)
    if s.gap is not None:
        yield Blank()
        yield Line(_gap(s), "good" if s.gap <= s.gap_allowed else "warn")


def _number(row: Row) -> str:
    """A factor as it is written: the share in percent."""
    value = as_decimal(row["value"])
    return percent(value) if row["name"] == "need" else exact(value)


def _source(row: Row) -> Cell:
    return Cell(str(row["source"] or Text("没写来源", "no source")), "dim" if row["source"] else "warn")


def _segments(rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """The segments; a source that they have in common stands once below them."""
    heads = (
        Head(Text("细分市场", "Segment")),
        Head(Text("客户数", "Customers"), "right"),
        Head(Text("会买", "Buying"), "right"),
        Head(Text("每家一年", "Spend a year"), "right"),
        Head(_SIZE, "right"),
        Head(Text("占", "Part"), "right"),
        Head(_SOURCE, shrink=True),
    )
    once = _one_source(rows)
    lines = tuple((*_segment(row, screen), "" if once else _source(row)) for row in rows)
    yield Grid(heads[:-1], tuple(line[:-1] for line in lines)) if once else Grid(heads, lines)
    yield from _source_line(once)


def _segment(row: Row, screen: Screen) -> tuple[Content, ...]:
    return (
        str(row["name"]) if screen.whole else cut(str(row["name"]), LONGEST),
        exact(as_decimal(row["customers"])),
        percent(as_decimal(row["buying"])),
        exact(as_decimal(row["spend"])),
        page_amount(row["size"], screen),
        percent(as_decimal(row["part"])),
    )


def _one_source(rows: Sequence[Row]) -> str:
    """The source of all rows, where they have the same; else nothing."""
    sources = {str(row["source"] or "") for row in rows}
    return sources.pop() if len(sources) == 1 else ""


def _source_line(source: str) -> Iterator[Line]:
    if source:
        yield Line(Text("来源：{source}", "Source: {source}").format(source=source), "dim")


def _gap(s: SizeSummary) -> Text:
    told = Text("两种算法相差 {gap}，在 {limit} 以内", "Both ways are {gap} apart, within {limit}")
    if s.gap is not None and s.gap > s.gap_allowed:
        told = Text("两种算法相差 {gap}，超过 {limit}", "Both ways are {gap} apart, more than {limit}")
    return told.format(gap=percent(s.gap), limit=f"{plain(s.gap_allowed * 100)}%")


def _years(s: SizeSummary, rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """The years as bars with growth and our share, and what came of them in words."""
    if not rows:
        return
    sizes = [size for row in rows if (size := as_decimal(row["size"])) is not None]
    heads = (
        Head(Text("年份", "Year")),
        Head(_SIZE, "right"),
        Head(""),
        Head(_GROWTH, "right"),
        Head(_OURS, "right"),
        Head(_GROWTH, "right"),
        Head(_SHARE, "right"),
        Head(Text("变化", "Change"), "right"),
    )
    yield Blank()
    yield Grid(heads, tuple(_year(row, max(sizes), screen) for row in rows))
    yield from _source_line(_one_source(rows))
    if s.market_growth is not None:
        style: Style = "bad" if s.trend == "down" else "good" if s.trend == "up" else ""
        yield Line(_growing(s), style, wrap=True)


def _year(row: Row, largest: Decimal, screen: Screen) -> tuple[Content, ...]:
    size = as_decimal(row["size"]) or Decimal(0)
    return (
        str(row["name"]),
        page_amount(row["size"], screen),
        Bar(size / largest if largest else None, NARROW),
        change_shown(row["growth"]),
        page_amount(row["ours"], screen),
        change_shown(row["our_growth"]),
        percent(as_decimal(row["share"])),
        _points(row["change"]),
    )


def _points(value: Value) -> Content:
    """A change of a share in points, with an arrow."""
    if not isinstance(value, Decimal):
        return ""
    arrow, style = _ARROWS[(value > 0) - (value < 0)]
    return Cell(f"{arrow} {decimal(abs(value) * 100, 1)}", style)


def _growing(s: SizeSummary) -> Text:
    """``2022-2025 年市场每年增长 5.1%，我们 13.3%；份额上升 1.1 个点``."""
    told = Text(
        "{first}-{last} 年市场平均每年 {market}{ours}{share}", "{first}-{last}: the market {market} a year{ours}{share}"
    )
    ours = Text("，我们 {growth}", ", we {growth}").format(growth=change_shown(s.our_growth))
    share = Text("；份额{trend}{points}", "; our share is {trend}{points}").format(
        trend=TRENDS[s.trend or "same"],
        points=Text(" {n} 个点", " by {n} points").format(n=decimal(abs(s.share_change or Decimal(0)) * 100, 1))
        if s.share_change
        else "",
    )
    return told.format(
        first=s.first_year,
        last=s.last_year,
        market=change_shown(s.market_growth) or "0.0%",
        ours=ours if s.our_growth is not None else "",
        share=share if s.trend is not None else "",
    )


def _missing(s: SizeSummary) -> Iterator[Text]:
    """The parts that the plan does not give, and what to write."""
    yield Text("没写：{names}", "Not given: {names}").format(names=listed([str(NAMES[name]) for name in s.missing]))
    keys = " · ".join(WRITE[name] for name in s.missing)
    yield Text("在 market.size 下写 {keys}", "Under market.size write {keys}").format(keys=keys)


VIEW = View(
    title=Text("市场规模", "Market size"),
    columns={
        "kind": Text("内容", "What"),
        "name": Text("名称", "Name"),
        "value": Text("假设的数", "Assumption"),
        "customers": Text("客户数", "Customers"),
        "buying": Text("购买的比例", "Share that buys"),
        "spend": Text("每家一年花费", "Spend a year"),
        "size": _SIZE,
        "part": Text("占整体", "Part of the whole"),
        "growth": Text("比上年", "Growth"),
        "ours": Text("我们的销售额", "Our sales"),
        "our_growth": Text("我们比上年", "Our growth"),
        "share": Text("我们的份额", "Our share"),
        "change": Text("份额变化", "Change of our share"),
        "source": _SOURCE,
    },
    labels={
        "kind": PARTS,
        "name": NAMES,
        "market_is": NAMES,
        "ours_from": ORIGINS,
        "trend": TRENDS,
        "missing": NAMES,
    },
    figures={
        "name": Text("计划", "Plan"),
        "market": Text("市场", "Market"),
        "market_is": Text("市场按哪个数", "The market is"),
        "ours": Text("我们的销售额", "Our sales"),
        "ours_from": Text("销售额取自", "Our sales from"),
        "ours_first": Text("销售额从", "Sales from"),
        "ours_last": Text("销售额到", "Sales to"),
        "share": Text("我们的份额", "Our share"),
        "from_above": NAMES["from_above"],
        "from_below": NAMES["from_below"],
        "gap": Text("两种算法相差", "Gap"),
        "gap_allowed": Text("允许相差", "Gap allowed"),
        "tam": NAMES["tam"],
        "sam": NAMES["sam"],
        "som": NAMES["som"],
        "first_year": Text("从哪年", "First year"),
        "last_year": Text("到哪年", "Last year"),
        "market_growth": Text("市场每年增长", "Growth of the market"),
        "our_growth": Text("我们每年增长", "Our growth"),
        "share_change": Text("份额变化", "Change of our share"),
        "trend": Text("份额走势", "Our share is"),
        "missing": Text("没写的部分", "Not given"),
    },
    whole=True,
    blocks=blocks,
)
