"""How the course of sales looks: what it says in a sentence, the periods as bars, the season, the turns, the parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from salesplan.compute.forecasts.sales_trend import TrendLine, TrendSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import NOTHING, as_decimal, decimal
from salesplan.present.sections import page_end, page_start
from salesplan.present.sparks import spark
from salesplan.present.view import View
from salesplan.present.views.series_words import (
    DIRECTIONS,
    EACH,
    PARTS,
    figure,
    part_name,
    scope,
    side_head,
    slope_figure,
)
from salesplan.present.views.target_words import change_shown
from salesplan.present.words import listed
from salesplan.text import Text

SHOWN = 24
"""Periods shown unless all are asked for."""
WIDE = 30
"""Characters of the longest bar."""
SPARK = 24
"""Periods drawn of each part."""
EXTREMES = 3
"""So many of the strongest and weakest periods of a year are named where there are too many to show."""
MOST_SEASONS = 12
_STYLES: Mapping[str, Style] = {"up": "good", "down": "bad", "flat": ""}


def blocks(result: Result[TrendSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    rows = [row for row in result.rows.records() if row["part"] == "total"]
    screen = screen.fitting(row["value"] for row in rows)
    yield from page_start(VIEW.title, result, screen)
    yield Line(_told(s, screen), _STYLES.get(s.total.direction or "flat", ""), wrap=True)
    yield from (Line(each, wrap=True) for each in _facts(s, screen))
    yield Blank()
    yield _periods(s, rows, screen)
    if len(rows) > SHOWN and not screen.all_rows:
        more = Text("还有更早的 {n} 期，加 --all 全部列出", "{n} earlier periods; --all shows them too")
        yield Line(more.format(n=len(rows) - SHOWN), "dim")
    yield from _season(s)
    yield from _turns(s)
    yield from _parts(result, screen)
    yield from page_end(result, screen)


def _told(s: TrendSummary, screen: Screen) -> Text:
    """``销售额 2024-01 到 2026-06：走势上升，每月平均多 1.2万（均值的 0.6%）``."""
    line = s.total
    told = Text("{what} {first} 到 {last}（{n} 期）：{course}", "{what}, {first} to {last} ({n} periods): {course}")
    return told.format(
        what=scope(s.metric, s.only), first=s.first, last=s.last, n=s.periods, course=_course(line, s, screen)
    )


def _course(line: TrendLine, s: TrendSummary, screen: Screen) -> Text:
    if line.direction is None or line.slope is None:
        return Text("期数太少，看不出走势", "too few to show a trend")
    slope = Text("平均每{each}{more} {slope}{share}", "{more} {slope} a {each} on average{share}").format(
        each=EACH[s.level],
        more=Text("多", "more by") if line.slope >= 0 else Text("少", "less by"),
        slope=slope_figure(abs(line.slope), s.metric, screen),
        share=""
        if line.slope_of_mean is None
        else Text("（均值的 {share}）", " ({share} of the mean)").format(
            share=change_shown(line.slope_of_mean) or "0.0%"
        ),
    )
    told = Text("走势{direction}，{slope}", "{direction}, {slope}")
    if line.direction == "flat":
        told = Text("没有明显走势；{slope}，在波动范围以内", "no clear trend; {slope}, within its ups and downs")
    return told.format(direction=DIRECTIONS[line.direction], slope=slope)


def _facts(s: TrendSummary, screen: Screen) -> Iterator[Text]:
    line = s.total
    if line.year is not None and line.year_change is not None:
        told = Text("最近一年 {year}，比前一年 {change}", "the last year brought {year}, {change} on the year before")
        yield told.format(year=figure(line.year, s.metric, screen), change=change_shown(line.year_change) or "0.0%")
    told = Text("最近一期 {last} {value}{change}{average}", "the last period, {last}: {value}{change}{average}")
    change = Text("，同比 {change}", ", {change} on a year ago").format(change=change_shown(line.last_change) or "0.0%")
    average = Text("，移动平均 {average}", ", moving average {average}").format(
        average=figure(line.average, s.metric, screen)
    )
    yield told.format(
        last=s.last,
        value=figure(line.last, s.metric, screen),
        change=change if line.last_change is not None else "",
        average=average if line.average is not None else "",
    )
    if s.spring is not None:
        told = Text("{year} 年一二月合计 {value}{change}", "January and February {year} together: {value}{change}")
        change = Text("，同比 {change}", ", {change} on a year ago").format(
            change=change_shown(s.spring.change) or "0.0%"
        )
        yield told.format(
            year=s.spring.year,
            value=figure(s.spring.value, s.metric, screen),
            change=change if s.spring.change is not None else "",
        )
    if line.best is not None and line.best != line.worst:
        yield Text("最高 {best}，最低 {worst}", "highest {best}, lowest {worst}").format(
            best=line.best, worst=line.worst
        )


def _periods(s: TrendSummary, rows: list[dict[str, Value]], screen: Screen) -> Grid:
    shown = rows if screen.all_rows else rows[-SHOWN:]
    highest = max((abs(value) for row in shown if (value := as_decimal(row["value"])) is not None), default=Decimal(0))
    with_year = any(row["year_change"] is not None for row in shown)
    heads = (
        Head(Text("期间", "Period")),
        Head(scope(s.metric), "right"),
        Head(""),
        Head(Text("环比", "On the last"), "right"),
        *((Head(Text("同比", "On a year ago"), "right"),) if with_year else ()),
        Head(Text("移动平均", "Moving average"), "right"),
    )
    return Grid(heads, tuple(_period(row, highest, s, screen, with_year=with_year) for row in shown))


def _period(
    row: Mapping[str, Value], highest: Decimal, s: TrendSummary, screen: Screen, *, with_year: bool
) -> tuple[Content, ...]:
    value = as_decimal(row["value"]) or Decimal(0)
    year = row["year_change"]
    style: Style = "" if not isinstance(year, Decimal) else "good" if year > 0 else "bad" if year < 0 else ""
    return (
        str(row["period"]),
        figure(value, s.metric, screen),
        Bar(value / highest if highest else None, WIDE),
        change_shown(row["change"]),
        *((Cell(change_shown(year), style),) if with_year else ()),
        "" if row["average"] is None else figure(row["average"], s.metric, screen),
    )


def _season(s: TrendSummary) -> Iterator[Block]:
    """The periods of a year beside an average one."""
    season = s.total.season
    if not season:
        return
    yield Blank()
    yield Line(Text("淡旺季（平均一期是 1）", "The season (an average period is 1)"), "strong")
    ordered = sorted(season, key=lambda each: _place(each.period))
    if len(ordered) <= MOST_SEASONS:
        heads = tuple(Head(_place(each.period), "right") for each in ordered)
        yield Grid(
            (*heads, Head("")), ((*(decimal(each.index, 2) for each in ordered), spark([e.index for e in ordered])),)
        )
        return
    ranked = sorted(season, key=lambda each: (-each.index, each.period))
    told = Text("旺：{best}；淡：{worst}", "strongest: {best}; weakest: {worst}")
    best, worst = (
        listed([f"{_place(each.period)} {decimal(each.index, 2)}" for each in part])
        for part in (ranked[:EXTREMES], ranked[: -EXTREMES - 1 : -1])
    )
    yield Line(told.format(best=best, worst=worst))


def _place(period: str) -> str:
    """The period without its year: ``03``, ``Q1``, ``W06``."""
    return period.partition("-")[2] or period


def _turns(s: TrendSummary) -> Iterator[Block]:
    turns = s.total.turns
    if not turns:
        return
    told = Text("{period} 之后转为{to}", "{to} after {period}")
    parts = [str(told.format(period=each.period, to=DIRECTIONS[each.to])) for each in turns]
    yield Blank()
    yield Line(Text("转折：{parts}", "Turns: {parts}").format(parts=listed(parts)), wrap=True)


def _parts(result: Result[TrendSummary], screen: Screen) -> Iterator[Block]:
    """A row for each part: its course, its last year, the change, the slope."""
    s = result.summary
    if s.side is None:
        return
    heads = (
        side_head(s.side),
        Head(Text("走势", "Course")),
        Head(Text("最近一年", "Last year") if s.total.year is not None else Text("合计", "In all"), "right"),
        Head(Text("同比", "On the year before"), "right"),
        Head(Text("每{each}增减", "A {each}").format(each=EACH[s.level]), "right"),
        Head(Text("方向", "Direction")),
    )
    courses: dict[tuple[str, str], list[Decimal | None]] = {}
    for row in result.rows.records():
        courses.setdefault((str(row["part"]), str(row["name"])), []).append(as_decimal(row["value"]))
    yield Blank()
    yield Grid(heads, tuple(_part(each, courses[each.part, each.name], s, screen) for each in s.lines))


def _part(line: TrendLine, values: list[Decimal | None], s: TrendSummary, screen: Screen) -> tuple[Content, ...]:
    direction = line.direction or "flat"
    return (
        part_name(line.part, line.name, line.parts, screen),
        spark(([None] * SPARK + values)[-min(SPARK, s.periods) :]),
        figure(line.year if s.total.year is not None else line.total, s.metric, screen),
        change_shown(line.year_change) if line.year_change is not None else NOTHING,
        NOTHING if line.slope is None else ("+" if line.slope > 0 else "") + slope_figure(line.slope, s.metric, screen),
        Cell(DIRECTIONS[direction] if line.direction else NOTHING, _STYLES[direction]),
    )


VIEW = View(
    title=Text("销售走势", "Sales trend"),
    columns={
        "part": Text("部分", "Part"),
        "name": Text("名称", "Name"),
        "period": Text("期间", "Period"),
        "first": Text("从", "From"),
        "last": Text("到", "To"),
        "value": Text("数值", "Value"),
        "change": Text("环比", "On the last period"),
        "year_change": Text("同比", "On a year ago"),
        "average": Text("移动平均", "Moving average"),
        "line": Text("趋势线", "Trend line"),
    },
    labels={"part": PARTS, "direction": DIRECTIONS, "to": DIRECTIONS, "level": EACH},
    figures={
        "metric": Text("看什么", "What is counted"),
        "level": Text("按", "By"),
        "side": Text("分开看", "In parts by"),
        "only": Text("只看", "Only"),
        "first": Text("第一期", "First period"),
        "last": Text("最后一期", "Last period"),
        "periods": Text("期数", "Periods"),
        "open_period": Text("没过完的一期", "Period under way"),
        "open_so_far": Text("到目前为止", "So far"),
        "spring": Text("一二月合计", "January and February together"),
        "value": Text("数值", "Value"),
        "change": Text("同比", "On a year ago"),
        "lines": Text("各条走势", "Series"),
        "part": Text("部分", "Part"),
        "name": Text("名称", "Name"),
        "parts": Text("包括几个", "Parts in it"),
        "total": Text("合计", "In all"),
        "slope": Text("每期增减", "Slope a period"),
        "intercept": Text("趋势线起点", "Line begins at"),
        "next": Text("趋势线下一期", "Next by the line"),
        "slope_of_mean": Text("增减占均值", "Slope over the mean"),
        "direction": Text("方向", "Direction"),
        "average": Text("移动平均", "Moving average"),
        "year": Text("最近一年", "Last year"),
        "year_change": Text("比前一年", "On the year before"),
        "last_change": Text("最近一期同比", "Last period on a year ago"),
        "best": Text("最高的一期", "Highest period"),
        "worst": Text("最低的一期", "Lowest period"),
        "season": Text("淡旺季", "Season"),
        "index": Text("季节指数", "Season index"),
        "turns": Text("转折", "Turns"),
        "period": Text("期间", "Period"),
        "to": Text("转为", "Turned to"),
    },
    whole=True,
    blocks=blocks,
)
