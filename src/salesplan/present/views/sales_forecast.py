"""How a forecast looks: what comes and how sure, where the year lands, the methods beside each other, the parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from salesplan.compute.forecasts.forecast_findings import UNSURE
from salesplan.compute.forecasts.landing import Landing
from salesplan.compute.forecasts.sales_forecast import ForecastSummary, MethodScore, SeriesForecast
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import NOTHING, as_decimal, integer, percent
from salesplan.present.sections import page_end, page_start
from salesplan.present.sparks import spark
from salesplan.present.view import View
from salesplan.present.views.forecast_words import METHODS, WHY
from salesplan.present.views.series_words import EACH, PARTS, figure, part_name, scope, side_head
from salesplan.present.views.target_words import change_shown
from salesplan.present.words import listed
from salesplan.text import Text

WIDE = 24
"""Characters of the longest bar."""
BEFORE = 24
"""Periods drawn before those ahead."""
Row = Mapping[str, Value]


def blocks(result: Result[ForecastSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    rows = list(result.rows.records())
    total = [row for row in rows if row["part"] == "total"]
    screen = screen.fitting(row["value"] for row in total)
    yield from page_start(VIEW.title, result, screen)
    yield Line(_told(s, total, screen), "strong", wrap=True)
    if s.landing is not None:
        yield Line(_landing(s.landing, s.metric, screen), _landing_style(s.landing), wrap=True)
    yield Line(_chosen(s), wrap=True)
    yield Blank()
    yield _ahead(s, [row for row in total if row["kind"] == "forecast"], screen)
    yield from _picture(total)
    yield from _parts(s, rows, screen)
    yield from _methods(s)
    yield from page_end(result, screen)


def _told(s: ForecastSummary, total: list[dict[str, Value]], screen: Screen) -> Text:
    """``销售额 2026-07 到 2026-12 预计 1,520.3万，比去年同期 +8.0%``."""
    span = Text("{first} 到 {last}", "{first} to {last}") if s.horizon > 1 else Text("{first}", "{first}")
    told = Text(
        "{what} {span} 预计 {sum}{edges}{change}{rough}", "{what}, {span}: {sum} expected{edges}{change}{rough}"
    )
    wape = s.total.blind_wape if s.total.blind_wape is not None else s.total.wape
    rough: Text | str = ""
    if not s.total.flat and (wape is None or wape >= Decimal(str(UNSURE))):
        rough = Text("；只能当个大概", "; a rough guess only")
    ahead = [row for row in total if row["kind"] == "forecast"]
    edges: Text | str = ""
    if s.horizon == 1 and ahead[0]["low"] is not None:
        edges = Text("（{low} 到 {high}）", " ({low} to {high})").format(
            low=figure(ahead[0]["low"], s.metric, screen), high=figure(ahead[0]["high"], s.metric, screen)
        )
    change = Text("，比去年同期 {change}", ", {change} on the same periods a year before").format(
        change=change_shown(s.total.change) or "0.0%"
    )
    return told.format(
        what=scope(s.metric, s.only),
        span=span.format(first=s.from_period, last=s.to_period),
        sum=figure(s.total.total, s.metric, screen),
        edges=edges,
        change=change if s.total.change is not None else "",
        rough=rough,
    )


def _landing(landing: Landing, metric: str, screen: Screen) -> Text:
    """``2026 年预计达成 2,740万：已有 1,300万 + 预测 1,440万；目标 2,884万，差 144万（95.0%），后面要多做 10%``."""
    told = Text(
        "{year} 年预计达成 {landing}（已有 {actual} + 预测 {ahead}）{target}",
        "{year} lands at {landing} ({actual} so far + {ahead} ahead){target}",
    )
    return told.format(
        year=landing.year,
        landing=figure(landing.landing, metric, screen),
        actual=figure(landing.actual, metric, screen),
        ahead=figure(landing.ahead, metric, screen),
        target=_against(landing, metric, screen) if landing.target is not None else "",
    )


def _against(landing: Landing, metric: str, screen: Screen) -> Text:
    gap = landing.gap or Decimal(0)
    told = Text("；目标 {target}，预计 {share}，超出 {gap}", "; target {target}: {share} of it, {gap} above")
    if gap < 0:
        told = Text(
            "；目标 {target}，预计 {share}，差 {gap}{needed}", "; target {target}: {share} of it, {gap} short{needed}"
        )
    needed = landing.needed
    more = Text("，后面每期要比预测多做 {more} 才够", ", the periods ahead must bring {more} more than expected")
    return told.format(
        target=figure(landing.target, metric, screen),
        share=percent(landing.share),
        gap=figure(abs(gap), metric, screen),
        needed=more.format(more=percent(needed - 1)) if needed is not None else "",
    )


def _landing_style(landing: Landing) -> Style:
    if landing.gap is None:
        return ""
    return "good" if landing.gap >= 0 else "warn"


def _chosen(s: ForecastSummary) -> Text:
    """``方法：Holt-Winters（乘法），留出最后 6 期试过，误差 8.1%；照搬去年同期 12.0%``."""
    one = s.total
    if one.wape is None and one.kept:
        told = Text(
            "方法：{method}（留出的 {kept} 期全是 0，误差算不出）", "method: {method} (all {kept} kept back are 0)"
        )
        return told.format(method=METHODS[one.method], kept=one.kept)
    if one.wape is None:
        return Text("方法：{method}（期数太少，没法比较）", "method: {method} (too few values to compare)").format(
            method=METHODS[one.method]
        )
    told = Text(
        "方法：{method}；留出最后 {kept} 期、从 {origins} 个时点试过，误差（WAPE）{wape}{naive}{held}",
        "method: {method}; tried on the last {kept} periods, {origins} times: error (WAPE) {wape}{naive}{held}",
    )
    naive = Text("，{name} {wape}", ", {name} {wape}").format(
        name=METHODS[one.naive or "last_value"], wape=percent(one.naive_wape)
    )
    held = Text(
        "；只凭当时已知的选方法、定区间再试一遍，误差 {blind}，{n} 个数里 {held} 个落在区间内",
        "; with method and interval settled by what was known then, the error is {blind} and {held} of {n} lay inside",
    ).format(n=one.tested, held=one.held, blind=percent(one.blind_wape))
    return told.format(
        method=METHODS[one.method],
        kept=one.kept,
        origins=one.origins,
        wape=percent(one.wape),
        naive=naive if one.naive != one.method and one.naive_wape is not None else "",
        held=held if one.coverage is not None else "",
    )


def _ahead(s: ForecastSummary, rows: list[dict[str, Value]], screen: Screen) -> Grid:
    """The periods ahead with their intervals and the same periods a year before."""
    highest = max((abs(value) for row in rows if (value := as_decimal(row["value"])) is not None), default=Decimal(0))
    with_edges = any(row["low"] is not None for row in rows)
    with_year = any(row["year_ago"] is not None for row in rows)
    heads = (
        Head(Text("期间", "Period")),
        Head(Text("预测", "Forecast"), "right"),
        Head(""),
        *((Head(Text("偏低", "Low"), "right"), Head(Text("偏高", "High"), "right")) if with_edges else ()),
        *((Head(Text("去年同期", "A year ago"), "right"), Head(Text("同比", "Change"), "right")) if with_year else ()),
    )
    return Grid(heads, tuple(_row(row, highest, s, screen, edges=with_edges, year=with_year) for row in rows))


def _row(
    row: Row, highest: Decimal, s: ForecastSummary, screen: Screen, *, edges: bool, year: bool
) -> tuple[Content, ...]:
    value, before = as_decimal(row["value"]) or Decimal(0), as_decimal(row["year_ago"])
    change = (value - before) / before if before is not None and before > 0 else None
    return (
        str(row["period"]),
        figure(value, s.metric, screen),
        Bar(value / highest if highest else None, WIDE),
        *((figure(row["low"], s.metric, screen), figure(row["high"], s.metric, screen)) if edges else ()),
        *((figure(before, s.metric, screen), change_shown(change)) if year else ()),
    )


def _picture(total: list[dict[str, Value]]) -> Iterator[Block]:
    """The last periods and those ahead in one line."""
    known = [as_decimal(row["value"]) for row in total if row["kind"] == "actual"][-BEFORE:]
    ahead = [as_decimal(row["value"]) for row in total if row["kind"] == "forecast"]
    if len(known) + len(ahead) > 2:  # noqa: PLR2004 - two bars show nothing
        drawn = spark([*known, *ahead])
        told = Text("走势 {known}│{ahead}（竖线以后是预测）", "course {known}│{ahead} (ahead of the line: forecast)")
        yield Line(told.format(known=drawn[: len(known)], ahead=drawn[len(known) :]), "dim")


def _parts(s: ForecastSummary, rows: list[dict[str, Value]], screen: Screen) -> Iterator[Block]:
    """A row for each part with its own method, and what they come to beside the whole."""
    if s.side is None or s.together is None:
        return
    scaled: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        if (share := as_decimal(row["scaled"])) is not None:
            key = str(row["part"]), str(row["name"])
            scaled[key] = scaled.get(key, Decimal(0)) + share
    heads = (
        side_head(s.side),
        Head(Text("预测合计", "Forecast"), "right"),
        Head(Text("同比", "Change"), "right"),
        *((Head(Text("按整体折算", "Scaled to the total"), "right"),) if s.together.scaled else ()),
        Head(Text("方法", "Method"), shrink=True),
        Head(Text("误差", "WAPE"), "right"),
        Head(Text("照搬的误差", "Naive WAPE"), "right"),
    )
    yield Blank()
    yield Grid(heads, tuple(_part(each, scaled, s, screen) for each in s.series))
    told = Text(
        "各部分分开估合计 {parts}，整体估 {whole}{difference}",
        "the parts sum to {parts}, the whole is told at {whole}{difference}",
    )
    difference = Text("，相差 {share}", ", {share} apart").format(share=change_shown(s.together.difference) or "0.0%")
    yield Line(
        told.format(
            parts=figure(s.together.parts, s.metric, screen),
            whole=figure(s.together.whole, s.metric, screen),
            difference=difference if s.together.difference is not None else "",
        ),
        "dim",
    )


def _part(
    one: SeriesForecast, scaled: Mapping[tuple[str, str], Decimal], s: ForecastSummary, screen: Screen
) -> tuple[Content, ...]:
    together = s.together is not None and s.together.scaled
    return (
        part_name(one.part, one.name, one.parts, screen),
        figure(one.total, s.metric, screen),
        change_shown(one.change) if one.change is not None else NOTHING,
        *((figure(scaled.get((one.part, one.name), one.total), s.metric, screen),) if together else ()),
        METHODS[one.method],
        percent(one.wape),
        percent(one.naive_wape),
    )


def _methods(s: ForecastSummary) -> Iterator[Block]:
    """Every method with its errors, the one chosen marked; those that were not tried with the reason."""
    heads = (
        Head(Text("方法", "Method")),
        Head(Text("误差 WAPE", "WAPE"), "right"),
        Head(""),
        Head("MAPE", "right"),
        Head(Text("偏高偏低", "Bias"), "right"),
        Head(Text("说明", "Note"), shrink=True),
    )
    known = [each.wape for each in s.total.scores if each.wape is not None]
    worst = max(known, default=Decimal(0))
    ranked = sorted(s.total.scores, key=lambda each: (each.wape is None, each.wape or Decimal(0)))
    yield Blank()
    title = Text("各种方法（整体，误差小的在前）", "The methods (the whole, the nearest first)")
    yield Line(title, "strong")
    yield Grid(heads, tuple(_method(each, worst) for each in ranked))


def _method(score: MethodScore, worst: Decimal) -> tuple[Content, ...]:
    style: Style = "good" if score.chosen else ""
    return (
        Cell(METHODS[score.method], style),
        percent(score.wape),
        Bar(score.wape / worst if score.wape is not None and worst else None, 16),
        percent(score.mape),
        change_shown(score.bias) if score.wape is not None else "",
        Cell(_note(score), style or "dim"),
    )


def _note(score: MethodScore) -> Text | str:
    if score.chosen:
        told = Text("← 用这个{members}", "← used{members}")
        return told.format(members=_members(score) if score.members else "")
    if score.why is not None:
        return WHY[score.why].format(n=integer(score.needs))
    return _members(score) if score.members else ""


def _members(score: MethodScore) -> Text:
    names = listed([str(METHODS[name]) for name in score.members])
    return Text("（{names} 的平均）", " (mean of {names})").format(names=names)


VIEW = View(
    title=Text("销售预测", "Sales forecast"),
    columns={
        "part": Text("部分", "Part"),
        "name": Text("名称", "Name"),
        "kind": Text("实际还是预测", "Actual or forecast"),
        "period": Text("期间", "Period"),
        "first": Text("从", "From"),
        "last": Text("到", "To"),
        "value": Text("数值", "Value"),
        "low": Text("偏低", "Low"),
        "high": Text("偏高", "High"),
        "scaled": Text("按整体折算", "Scaled to the total"),
        "year_ago": Text("去年同期", "A year ago"),
        "method": Text("方法", "Method"),
        "wape": Text("误差 WAPE", "WAPE"),
        "naive_wape": Text("照搬的误差", "WAPE of the naive forecast"),
    },
    labels={
        "part": PARTS,
        "kind": {"actual": Text("实际", "actual"), "forecast": Text("预测", "forecast")},
        "method": METHODS,
        "naive": METHODS,
        "members": METHODS,
        "level": EACH,
        "why": WHY,
    },
    figures={
        "metric": Text("看什么", "What is counted"),
        "level": Text("按", "By"),
        "side": Text("分开看", "In parts by"),
        "only": Text("只看", "Only"),
        "first": Text("第一期", "First period"),
        "last": Text("最后一期", "Last period"),
        "periods": Text("期数", "Periods"),
        "from_period": Text("从哪期估", "Forecast from"),
        "to_period": Text("估到哪期", "Forecast to"),
        "horizon": Text("估几期", "Periods ahead"),
        "spring": Text("一二月合起来估", "January and February together"),
        "series": Text("各条预测", "Series"),
        "part": Text("部分", "Part"),
        "name": Text("名称", "Name"),
        "parts": Text("包括几个", "Parts in it"),
        "points": Text("用了几期", "Values used"),
        "method": Text("方法", "Method"),
        "wape": Text("误差 WAPE", "WAPE"),
        "mape": Text("误差 MAPE", "MAPE"),
        "bias": Text("偏高偏低", "Bias"),
        "naive": Text("照搬的方法", "Naive method"),
        "naive_wape": Text("照搬的误差", "WAPE of the naive forecast"),
        "coverage": Text("区间装住的比例", "Share that intervals held"),
        "held": Text("区间装住几个", "Values that intervals held"),
        "tested": Text("试了几个数", "Values tried"),
        "blind_wape": Text("事先选定方法的误差", "WAPE with the method settled before"),
        "kept": Text("留出几期", "Periods kept back"),
        "origins": Text("从几个时点试", "Points in time tried from"),
        "flat": Text("每期一样", "All equal"),
        "total": Text("合计", "In all"),
        "year_ago": Text("去年同期", "A year ago"),
        "change": Text("比去年同期", "On a year ago"),
        "scores": Text("各种方法", "Methods"),
        "chosen": Text("用了", "Used"),
        "why": Text("没试的原因", "Why it was not tried"),
        "needs": Text("要几期", "Values needed"),
        "members": Text("由哪些平均", "Mean of"),
        "landing": Text("全年预计达成", "Landing of the year"),
        "year": Text("财年", "Fiscal year"),
        "actual": Text("已有", "So far"),
        "ahead": Text("预测", "Ahead"),
        "low": Text("偏低", "Low"),
        "high": Text("偏高", "High"),
        "target": Text("目标", "Target"),
        "gap": Text("差额", "Gap"),
        "share": Text("预计完成率", "Share of the target"),
        "needed": Text("要做到预测的几倍", "Needed over the forecast"),
        "together": Text("分开估和整体估", "Parts beside the whole"),
        "whole": Text("整体估", "The whole"),
        "difference": Text("相差", "Difference"),
        "scaled": Text("折算到整体", "Scaled to the whole"),
    },
    whole=True,
    blocks=blocks,
)
