"""How `targets track` looks: the conclusion first, then each target with its light, then where every order went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from salesplan.compute.targets.actuals.actuals import Unassigned
from salesplan.compute.targets.track import TrackSummary
from salesplan.model.plan.levels import LEVELS, level_word
from salesplan.model.plan.metrics import COUNTS, metric_named
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Heading, Line, Screen, Style
from salesplan.present.lights import LIGHT_WORDS
from salesplan.present.numbers import amount, day, decimal, exact, integer, percent
from salesplan.present.sections import input_blocks, parameter_line, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.target_words import bases_shown, indented, origins_shown, target_name
from salesplan.present.words import listed
from salesplan.text import Text

Row = dict[str, Value]
REST = Text(
    "另有未归属 {amount}：{why}（{rows} 行），不在合计里", "besides {amount}: {why} (rows: {rows}), not in the total"
)
LIGHTS: dict[str, tuple[Text, Style]] = {
    "green": (Text("● 绿", "● green"), "good"),
    "amber": (Text("● 黄", "● amber"), "warn"),
    "red": (Text("● 红", "● red"), "bad"),
}
STATUS = {
    "closed": Text("已结束", "closed"),
    "open": Text("进行中", "open"),
    "future": Text("未开始", "to come"),
    "left": Text("已离职", "left"),
    "moved": Text("已调走", "moved"),
    "empty": Text("已没有人", "nobody left"),
}
REASONS: dict[str, Text] = {
    "no_date": Text("没有日期", "no date"),
    "future": Text("截止日之后", "after the as-of"),
    "other_year": Text("其他年份", "other years"),
    "no_amount": Text("数值空着", "cell left blank"),
    "currency": Text("外币没有汇率，金额不知道", "foreign currency without a rate, amount unknown"),
    "unread": Text("有读不出的格，整行没读进来", "a cell that cannot be read, row left out"),
    "blank": Text("没写{level}", "no {level} named"),
    "unknown": Text("{level}没有目标", "{level} without a target"),
    "elsewhere": Text("{level}的目标在别处", "{level} with the target elsewhere"),
    "shared": Text("几人合单没写比例", "shared without shares"),
    "shares": Text("合单比例不全", "shares not complete"),
}
_AMOUNT_UNKNOWN = ("currency", "unread")
"""Reasons of rows whose amount nobody knows, so that no amount is shown for them."""
ROWS = 60
"""So many rows stand on a page unless all are asked for."""
LARGE = 1_000_000
"""From this total on amounts are shown in the page's unit (万 in Chinese), below it in single yuan."""


def blocks(result: Result[TrackSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield Heading(_title(s, result.as_of, screen))
    yield from _conclusion(s, screen, [p.what for p in result.findings if p.code in _FIRST])
    yield Line(_rests_on(s), "dim")
    yield from input_blocks(result.inputs, screen)
    yield Blank()
    yield from _table(result, screen)
    if s.to_date is not None:
        yield Line(_year_to_date(s, screen))
    yield from _reconciled(s)
    yield from problem_blocks(result.findings, screen)
    if screen.verbose:
        yield parameter_line(result)


_FIRST = ("TRACK-no-orders-in-year", "TRACK-empty-period", "TRACK-old-orders")
"""Findings that change how the conclusion is read, so that they stand right below it."""


def _rests_on(s: TrackSummary) -> str:
    """What the targets go by, and of which years."""
    basis = str(bases_shown(s.basis, weeks=s.year.weeks is not None))
    return " · ".join([basis, *origins_shown(s.season_years, s.history_years, s.year)])


def _title(s: TrackSummary, as_of: date | None, screen: Screen) -> Text:
    """The target, its total, the days it is for."""
    return Text(
        "目标跟踪   {name} {total}   {first}..{last}   截至 {as_of}",
        "Target tracking   {name} {total}   {first}..{last}   as of {as_of}",
    ).format(
        name=target_name(s.id, s.name),
        total=_figure(s.target, s, screen),
        first=day(s.first),
        last=day(s.last),
        as_of=day(as_of),
    )


def _conclusion(s: TrackSummary, screen: Screen, doubts: Sequence[Text]) -> Iterator[Block]:
    """A few sentences: how far, whether on course, what makes that doubtful, where it will end, what a day must bring.

    ``doubts`` are findings that change how it is read.
    """
    if s.status == "future":
        yield Line(Text("这一年还没开始。", "The year has not begun."), "dim")
        return
    told = Text("完成 {actual}，完成率 {share}", "{actual} so far, {share} of the target").format(
        actual=_figure(s.actual, s, screen), share=percent(s.attainment)
    )
    if s.expected is not None and s.status == "open":
        ahead = s.actual - s.expected
        more = Text("；按进度应完成 {due}，超前 {gap}。", "; {due} were due by now: {gap} ahead.")
        less = Text("；按进度应完成 {due}，落后 {gap}。", "; {due} were due by now: {gap} behind.")
        due = (more if ahead >= 0 else less).format(
            due=_figure(s.expected, s, screen), gap=_figure(abs(ahead), s, screen)
        )
    else:
        due = Text("。", ".")
    yield Line(f"{told}{due}", LIGHTS[s.light][1] if s.light else "")
    if s.of_no_target:
        besides = Text("另有 {amount} 没有归到任何目标（见下）。", "Besides, {amount} went to no target (see below).")
        yield Line(besides.format(amount=_figure(s.of_no_target, s, screen)), "warn")
    yield from (Line(doubt, "warn") for doubt in doubts)
    if s.status == "open":
        yield from _landing(s, screen)


def _landing(s: TrackSummary, screen: Screen) -> Iterator[Block]:
    """Where it will end, with the range and the light, and what each day left must bring."""
    parts: list[str] = []
    if s.landing is not None:
        told = Text("按现在的进度预计 {landing}（{share}）", "At this pace it lands at {landing} ({share})")
        share = s.landing / s.target if s.target else None
        parts.append(str(told.format(landing=_figure(s.landing, s, screen), share=percent(share))))
    others = ((s.landing_recent, _RECENT), (s.landing_pipeline, _DEALS))
    parts += [str(t.format(landing=_figure(value, s, screen))) for value, t in others if value is not None]
    if parts:
        light = f"{LIGHTS[s.light][0]}  " if s.light else ""
        sentence = light + str(Text("；", "; ")).join(parts) + str(Text("。", "."))
        yield Line(sentence, LIGHTS[s.light][1] if s.light else "", wrap=True)
    if not s.by_share:
        yield Line(_ONCE, "dim")
    if s.required_per_day is not None:
        each = Text("余下 {days} 个工作日，每天要 {each}。", "{days} working days left: {each} needed on each.")
        yield Line(each.format(days=s.workdays - s.elapsed, each=_figure(s.required_per_day, s, screen)))


_ONCE = Text(
    "一个客户一年只算一次，没成交过的客户越来越少，所以不按进度推算全年。",
    "Each customer counts once a year and fewer are left each month: no landing by pace.",
)
_RECENT = Text("按近期速度 {landing}", "by recent speed {landing}")
_DEALS = Text("只加已有商机 {landing}", "by open deals alone {landing}")


def _figure(value: Value, s: TrackSummary, screen: Screen) -> str:
    """Money in the page's unit, of small targets in whole yuan; counts as they are, to one decimal."""
    if not isinstance(value, Decimal):
        return ""
    if not value:
        return "0"
    if metric_named(s.name) in COUNTS:
        return exact(value) if value == value.to_integral_value() else decimal(value, 1)
    in_unit = screen.unit.power and (screen.unit_given or abs(s.target) >= LARGE)
    return amount(value, screen.unit) if in_unit else decimal(value, 0)


def _table(result: Result[TrackSummary], screen: Screen) -> Iterator[Block]:
    """Every target, the total last; future periods show their target only."""
    s = result.summary
    rows = list(result.rows.records())
    body, left = rows[1:], 0
    if not screen.all_rows and len(body) > ROWS:
        body, left = body[:ROWS], len(body) - ROWS
    heads = (
        Head(Text("层级", "Level"), shrink=True),
        *(Head(text, "right") for text in (Text("目标", "Target"), Text("实际", "Actual"), Text("完成率", "Reached"))),
        Head(""),
        *(Head(text, "right") for text in (Text("应完成", "Due"), Text("差额", "Gap"), Text("每天要", "A day"))),
        Head(Text("预计", "Landing"), "right"),
        Head(Text("灯", "Light")),
    )
    flat = s.by if result_is_whole(rows, s) else ()
    lines = [_line(row, s, screen, flat) for row in (*body, rows[0])]
    yield Grid(heads, tuple(lines), total=True)
    yield from _besides(s, screen)
    if left:
        more = Text("还有 {n} 行，加 --all 全部列出", "{n} more rows: add --all")
        yield Line(more.format(n=left), "dim")


def _besides(s: TrackSummary, screen: Screen) -> Iterator[Block]:
    """What belongs to no target, one line a reason, below the total because it is not in it."""
    for (why, level), members in _grouped(s.unassigned).items():
        if level is not None:
            label = REASONS[why].format(level=level_word(level))
            figure, rows = _figure(_together(members), s, screen), integer(sum(each.rows for each in members))
            yield Line(REST.format(amount=figure, why=label, rows=rows), "dim")


def _grouped(unassigned: Sequence[Unassigned]) -> dict[tuple[str, str | None], list[Unassigned]]:
    """By reason and level, in order."""
    groups: dict[tuple[str, str | None], list[Unassigned]] = {}
    for each in unassigned:
        groups.setdefault((each.why, each.level), []).append(each)
    return groups


def _together(members: Sequence[Unassigned]) -> Decimal:
    return sum((each.amount for each in members), Decimal(0))


def result_is_whole(rows: Sequence[Row], s: TrackSummary) -> bool:
    """Whether the rows are of all levels, so that they are indented, or of one alone."""
    return len({row["level"] for row in rows}) > 2 or len(s.by) == 1  # noqa: PLR2004 - the total and one level


_WORDED = ("future", "left", "moved", "empty")
"""Statuses that need a word beside the light, or in its place."""


def _line(row: Row, s: TrackSummary, screen: Screen, by: Sequence[str]) -> tuple[Content, ...]:
    """One target. What is over needs no landing, what is to come has its target alone."""
    status = str(row["status"])
    running = status == "open"
    reached: Any = row["attainment"]
    light: Content = ""
    if row["light"]:
        shown, style = LIGHTS[str(row["light"])]
        light = Cell(f"{shown} {STATUS[status]}" if status in _WORDED else shown, style)
    elif status in _WORDED or (status == "closed" and row["target"]):
        light = Cell(STATUS[status], "dim")
    return (
        _named(row, s, by),
        _figure(row["target"], s, screen),
        _figure(row["actual"], s, screen),
        percent(reached) if reached is not None else "",
        Bar(reached, 8),
        _figure(row["expected"] if running else None, s, screen),
        _figure(row["gap"], s, screen),
        _figure(row["required_per_day"] if running else None, s, screen),
        _figure(row["landing"] if running else None, s, screen),
        light,
    )


def _named(row: Row, s: TrackSummary, by: Sequence[str]) -> str:
    """The row's name, indented by its level; all its names where one level stands alone."""
    level = str(row["level"])
    if by or level == "total":
        return indented(level, str(row.get(level) or ""), by)
    at = s.by.index(level) + 1
    return " ".join(str(row[each]) for each in s.by[:at] if row[each])


def _year_to_date(s: TrackSummary, screen: Screen) -> Text:
    """The closed months, or with the one under way."""
    until = s.to_date
    if until is None:
        return Text("", "")
    closed = Text("年累计（已结束的月份，到 {until}）", "year to date (closed months, up to {until})")
    opened = Text("年累计（含没过完的月份，到 {until}）", "year to date (with the month under way, up to {until})")
    told = Text(
        "{which}：实际 {actual} / 目标 {target} = {share}", "{which}: actual {actual} / target {target} = {share}"
    )
    return told.format(
        which=(opened if s.include_open else closed).format(until=day(until.until)),
        actual=_figure(until.actual, s, screen),
        target=_figure(until.target, s, screen),
        share=percent(until.attainment),
    )


def _reconciled(s: TrackSummary) -> Iterator[Block]:
    """That every order went somewhere, and why those outside the targets are there."""
    told = Text(
        "{mark} 订单合计 {total} = 计入 {assigned} + 不计入 {rest}",
        "{mark} orders total {total} = tracked {assigned} + not tracked {rest}",
    ).format(
        mark="✓" if s.exact else "✗",
        total=exact(s.orders_total),
        assigned=exact(s.assigned),
        rest=exact(s.not_assigned),
    )
    yield Line(told, "good" if s.exact else "bad")
    for (why, level), members in _grouped(s.unassigned).items():
        yield Line(_reason(why, level, members), "dim")


def _reason(why: str, level: str | None, members: Sequence[Unassigned]) -> Text:
    label = REASONS[why].format(level=level_word(level or ""))
    names = [each.name for each in members if each.name]
    shown = Text("：{names}", ": {names}").format(names=listed(names, 5)) if names else Text("", "")
    told = Text("    {label} {amount}（{rows} 行）{names}", "    {label} {amount} (rows: {rows}){names}")
    if why in _AMOUNT_UNKNOWN:
        told = Text("    {label}（{rows} 行）", "    {label} (rows: {rows})")
    return told.format(
        label=label,
        amount=exact(_together(members)),
        rows=integer(sum(each.rows for each in members)),
        names=shown,
    )


VIEW = View(
    title=Text("目标跟踪", "Target tracking"),
    columns={
        **LEVELS,
        "level": Text("层级", "Level"),
        "target": Text("目标", "Target"),
        "actual": Text("实际", "Actual"),
        "attainment": Text("完成率", "Attainment"),
        "expected": Text("到截止日应完成", "Due by now"),
        "pace": Text("进度", "Pace"),
        "gap": Text("差额（实际减目标）", "Gap (actual less target)"),
        "required_per_day": Text("余下每个工作日要", "Needed a working day"),
        "landing": Text("预计达成", "Landing"),
        "landing_low": Text("预计最低", "Landing, lowest"),
        "landing_high": Text("预计最高", "Landing, highest"),
        "light": Text("灯", "Light"),
        "status": Text("状态", "Status"),
        "ytd_target": Text("年累计目标", "Target to date"),
        "ytd_actual": Text("年累计实际", "Actual to date"),
        "ytd_attainment": Text("年累计完成率", "Attainment to date"),
    },
    labels={
        "level": LEVELS,
        "light": LIGHT_WORDS,
        "status": STATUS,
        "why": {
            **{why: text for why, text in REASONS.items() if "{level}" not in text.zh},
            "blank": Text("没写", "blank"),
            "unknown": Text("没有目标", "without a target"),
            "elsewhere": Text("目标在别处", "target elsewhere"),
        },
    },
    figures={
        "id": Text("编号", "ID"),
        "name": Text("指标", "Metric"),
        "year": Text("年度", "Year"),
        "first": Text("从", "From"),
        "last": Text("到", "To"),
        "status": Text("状态", "Status"),
        "by": Text("层级", "Levels"),
        "target": Text("目标", "Target"),
        "actual": Text("实际", "Actual"),
        "attainment": Text("完成率", "Attainment"),
        "expected": Text("到截止日应完成", "Due by now"),
        "pace": Text("进度", "Pace"),
        "gap": Text("差额（实际减目标）", "Gap (actual less target)"),
        "required_per_day": Text("余下每个工作日要", "Needed a working day"),
        "workdays": Text("工作日", "Working days"),
        "elapsed": Text("已过工作日", "Working days over"),
        "landing": Text("预计达成（按进度）", "Landing by pace"),
        "landing_recent": Text("预计达成（按近期速度）", "Landing by recent speed"),
        "landing_pipeline": Text("预计达成（加商机）", "Landing with the open deals"),
        "landing_low": Text("预计最低", "Landing, lowest"),
        "landing_high": Text("预计最高", "Landing, highest"),
        "light": Text("灯", "Light"),
        "to_date": Text("年累计", "Year to date"),
        "include_open": Text("年累计含没过完的月份", "Month under way in the year to date"),
        "orders_total": Text("订单合计", "Orders total"),
        "assigned": Text("计入", "Tracked"),
        "not_assigned": Text("不计入的订单", "Orders not tracked"),
        "of_no_target": Text("没有归到任何目标", "Of no target"),
        "unassigned": Text("不计入的原因", "Why not tracked"),
        "exact": Text("订单合计等于各部分之和", "The orders add up"),
        "basis": Text("依据", "Basis"),
        "season_years": Text("季节取自", "Season of"),
        "history_years": Text("历史取自", "History of"),
        "by_share": Text("按进度推算", "Landing by pace given"),
        "lights": Text("各灯个数", "Lights"),
        "level": Text("数灯的层级", "Level of the lights"),
    },
    blocks=blocks,
)
