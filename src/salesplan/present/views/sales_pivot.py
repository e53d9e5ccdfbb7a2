"""How a pivot looks: what happened and who did it, the groups with bars or the crossed table, January and February."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.sales.dimensions import TIMES
from salesplan.compute.sales.measures import MEASURES
from salesplan.compute.sales.pivot import Group, PivotSummary
from salesplan.model.result import Result
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import as_decimal, decimal, integer, percent
from salesplan.present.sections import more_lines, page_end, page_start
from salesplan.present.view import View
from salesplan.present.views.sales_crossed import crossed
from salesplan.present.views.sales_parts import AGAINST, SIDE_TITLES, days_line, name_of, span_name
from salesplan.present.views.sales_pivot_words import (
    COLUMNS,
    FIGURES,
    MEASURE_TITLES,
    REASONS,
    SHOWN,
    Row,
    tone_of,
    value_of,
)
from salesplan.present.waterfall import signed, signed_percent
from salesplan.text import Text


def blocks(result: Result[PivotSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    if s.measure in ("amount", "margin", "average_order"):
        screen = screen.fitting((s.total, s.base_total))
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(s, screen)
    yield days_line(s.spans)
    yield Blank()
    if len(s.by) == 1:
        yield from _groups(result, screen)
    else:
        yield from crossed(result, screen)
    yield from _together(s, screen)
    if not s.adds_up:
        told = Text(
            "各组的{measure}加起来不等于合计：{why}",
            "the groups do not sum to the total: {why}",
        )
        why = Text("它们是平均数", "they are averages")
        if s.measure in ("orders", "customers"):
            why = Text("同一家（单）会出现在几个组里", "one may be in several groups")
        yield Line(told.format(measure=MEASURES[s.measure].label, why=why), "dim")
    yield from page_end(result, screen)


def _conclusion(s: PivotSummary, screen: Screen) -> Iterator[Block]:
    """The total with its changes, who moved it up and who down."""
    told = Text("{name}{measure} {total}{yoy}{mom}", "{name}: {measure} {total}{yoy}{mom}").format(
        name=span_name(s.spans),
        measure=MEASURES[s.measure].label,
        total=value_of(s.total, s.measure, screen),
        yoy=_rate(s.yoy, AGAINST[s.spans.against]),
        mom=_rate(s.mom, AGAINST["before"]) if s.spans.against != "before" else "",
    )
    change = s.yoy or Decimal(0)
    yield Line(told, "good" if change > 0 else "bad" if change < 0 else "strong", wrap=True)
    if s.down:
        yield Line(
            Text("拖累最多，先看：{groups}", "Look first at what pulled it down: {groups}").format(
                groups=_named(s, s.down, screen)
            ),
            wrap=True,
        )
    if s.up:
        yield Line(
            Text("拉动最多：{groups}", "Moved it up most: {groups}").format(groups=_named(s, s.up, screen)), wrap=True
        )


def _rate(rate: Decimal | None, against: Text) -> Text:
    if rate is None:
        return Text("", "")
    return Text("，比{against} {rate}", ", {rate} on {against}").format(against=against, rate=signed_percent(rate))


def _named(s: PivotSummary, groups: Sequence[Group], screen: Screen) -> str:
    """The first three with their change and contribution."""
    told = []
    for each in groups[:3]:
        change = signed(each.change, screen.unit) if s.measure in ("amount", "margin") else _plain(each.change)
        part = Text("（{points} 个百分点）", " ({points} points)") if each.contribution is not None else Text("", "")
        points = "" if each.contribution is None else _points(each.contribution)
        told.append(f"{name_of(each.name)} {change}{part.format(points=points)}")
    return str(Text("、", ", ")).join(told)


def _plain(change: Decimal | None) -> str:
    told = decimal(change, 0)
    return f"+{told}" if change is not None and change > 0 else told


def _points(part: Decimal | None) -> str:
    """A contribution in percentage points: 0.3 is +30.0."""
    return signed_percent(part).removesuffix("%")


def _groups(result: Result[PivotSummary], screen: Screen) -> Iterator[Block]:
    """A line a group, the rest of many in one, the total."""
    s = result.summary
    side, measure = s.by[0], s.measure
    count = len(result.rows)
    all_shown = screen.all_rows or side in TIMES or count <= SHOWN + 1
    shown = list(result.rows.records(0, None if all_shown else SHOWN))
    rest = [] if all_shown else list(result.rows.records(SHOWN))
    largest = max((abs(share) for row in shown if (share := as_decimal(row["share"]))), default=Decimal(0))
    with_mom = any(row["before"] is not None for row in shown)
    lines = [_line(row, s, screen, largest, with_mom=with_mom) for row in shown]
    if rest and s.adds_up:
        lines.append(_rest(rest, s, screen, bars=bool(largest), with_mom=with_mom))
    lines.append(_total(s, screen, bars=bool(largest), with_mom=with_mom))
    heads = (
        Head(SIDE_TITLES[side], shrink=True),
        Head(MEASURE_TITLES[measure], "right"),
        *([Head(""), Head(Text("占比", "Share"), "right")] if largest else []),
        Head(AGAINST[s.spans.against], "right"),
        Head(Text("同比", "Change") if s.spans.against == "year_ago" else Text("增减", "Change"), "right"),
        *([Head(Text("增长贡献", "Points"), "right")] if largest else []),
        *([Head(Text("环比", "On before"), "right")] if with_mom else []),
    )
    yield Grid(heads, tuple(lines), total=True)
    yield from more_lines(len(rest), Text("组", "more"))


def _line(row: Row, s: PivotSummary, screen: Screen, largest: Decimal, *, with_mom: bool) -> tuple[Content, ...]:
    name, share = row[s.by[0]], as_decimal(row["share"])
    bar = Bar(share / largest if share is not None and largest and share > 0 else None, 14)
    yoy = as_decimal(row["yoy"])
    reason = REASONS.get(str(row["yoy_reason"]))
    return (
        name_of(str(name) if name is not None else None),
        value_of(row[s.measure], s.measure, screen),
        *((bar, percent(share)) if largest else ()),
        value_of(row["base"], s.measure, screen),
        Cell(signed_percent(yoy), tone_of(yoy)) if reason is None else Cell(reason, "dim"),
        *((_points(as_decimal(row["contribution"])),) if largest else ()),
        *((signed_percent(as_decimal(row["mom"])),) if with_mom else ()),
    )


def _rest(rows: Sequence[Row], s: PivotSummary, screen: Screen, *, bars: bool, with_mom: bool) -> tuple[Content, ...]:
    """All other groups in one line."""

    def total(key: str) -> Decimal | None:
        values = [as_decimal(row[key]) for row in rows]
        return None if any(value is None for value in values) else sum((v for v in values if v), Decimal(0))

    value, base = total(s.measure), total("base")
    share = sum((as_decimal(row["share"]) or Decimal(0) for row in rows), Decimal(0))
    rate = (value - base) / base if value is not None and base is not None and base > 0 else None
    before = total("before")
    mom = (value - before) / before if value is not None and before is not None and before > 0 else None
    return (
        Text("其余 {n} 组", "{n} others").format(n=integer(len(rows))),
        value_of(value, s.measure, screen),
        *(("", percent(share)) if bars else ()),
        value_of(base, s.measure, screen),
        Cell(signed_percent(rate), tone_of(rate)),
        *((_points(total("contribution")),) if bars else ()),
        *((signed_percent(mom),) if with_mom else ()),
    )


def _total(s: PivotSummary, screen: Screen, *, bars: bool, with_mom: bool) -> tuple[Content, ...]:
    return (
        Text("合计", "Total"),
        value_of(s.total, s.measure, screen),
        *(("", percent(Decimal(1)) if s.adds_up else "") if bars else ()),
        value_of(s.base_total, s.measure, screen),
        Cell(signed_percent(s.yoy), tone_of(s.yoy)) if s.reason is None else Cell(REASONS[s.reason], "dim"),
        *((_points(s.yoy) if s.adds_up else "",) if bars else ()),
        *((signed_percent(s.mom),) if with_mom else ()),
    )


def _together(s: PivotSummary, screen: Screen) -> Iterator[Block]:
    """January and February together."""
    t = s.together
    if t is None:
        return
    told = Text(
        "春节有时在 1 月、有时在 2 月，合起来看：{now} {value}，去年同期 {base}，同比 {rate}",
        "Chinese New Year falls into January or February; together {now}: {value}, a year ago {base}, {rate}",
    )
    yield Line(
        told.format(
            now=t.now,
            value=value_of(t.value, s.measure, screen),
            base=value_of(t.base_value, s.measure, screen),
            rate=signed_percent(t.yoy),
        ),
        wrap=True,
    )


VIEW = View(
    title=Text("销售透视", "Sales by its sides"),
    columns=COLUMNS,
    labels={
        "measure": MEASURE_TITLES,
        "by": SIDE_TITLES,
        "yoy_reason": REASONS,
        "reason": REASONS,
        "level": {"group": Text("小计", "group"), "cell": Text("明细", "cell")},
    },
    letters=frozenset(("class", "tier")),
    figures=FIGURES,
    whole=True,
    blocks=blocks,
)
