"""How `targets split` looks: a crossed table where two levels cross, else the levels one under the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from salesplan.compute.targets.grid.outcome import SplitSummary
from salesplan.model.period import WeekPattern, month_of, period_starts
from salesplan.model.plan.levels import BASES, LEVELS, level_shown
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Content, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import day, exact, integer, percent
from salesplan.present.sections import input_blocks, parameter_line, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.split_origins import FIGURES, FREEZES, basis_shown, bridge_blocks, moves_with_orders
from salesplan.present.views.target_words import indented, origins_shown, target_amount, target_name, width_needed
from salesplan.present.words import LIST_SEPARATOR, listed
from salesplan.text import Text

Row = dict[str, Value]
ESTIMATED = Text("估算", "estimated")
HANDED_OUT = Text("下达", "Handed out")
AVAILABILITY = Text("在岗", "Seat filled")
TOTAL_ID = "total"
"""The id of a split whose total was given on the command line."""
CROSSED = 2
"""Two levels are shown as a crossed table."""
LAYOUTS = ("tree", "cross")
"""How a split can be laid out; without a word for it, crossed where two levels cross and the page is wide enough."""
NOT_CROSSED = Text("正好两层交叉时才能排成交叉表", "only two levels that cross can be laid out as a crossed table")


def blocks(result: Result[SplitSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    rows = list(result.rows.records())
    by = tuple(s.basis)
    yield Heading(_title(s))
    yield Line(_how(s), "dim")
    yield from input_blocks(result.inputs, screen)
    yield Blank()
    crossed = None if screen.layout == "tree" else _crossed(rows, by, s, screen)
    fits = crossed is not None and (screen.layout == "cross" or width_needed(crossed) <= screen.width)
    yield crossed if crossed is not None and fits else _tree(rows, by, s, screen)
    if screen.layout == "cross" and crossed is None:
        yield Line(NOT_CROSSED, "dim")
    yield Line(_proof(s, screen), "good" if s.exact else "bad")
    if s.weeks:
        weeks = [f"{week} {target_amount(value, screen)}" for week, value in s.weeks.items()]
        yield Line(Text("跨月的周：{weeks}", "weeks over two months: {weeks}").format(weeks=listed(weeks, 60)))
    yield from bridge_blocks(s)
    yield from problem_blocks(result.findings, screen)
    frozen = screen.written or any(problem.code == "SPLIT-frozen" for problem in result.findings)
    if moves_with_orders(s) and not (frozen or screen.quiet):
        yield Blank()
        yield Line(FREEZES, "dim")
    if screen.verbose:
        yield parameter_line(result)


def _title(s: SplitSummary) -> Text:
    """The target's id, what it measures, its total, unit, year, and the scenario it rests on."""
    under = Text("   情景 {id}", "   scenario {id}").format(id=s.scenario) if s.scenario else ""
    return Text(
        "目标分解   {name} {total}   单位 {unit}   {year}{under}",
        "Target split   {name} {total}   unit {unit}   {year}{under}",
    ).format(name=_name(s), total=exact(s.total), unit=exact(s.unit), year=s.year.title, under=under)


def _word(level: str, s: SplitSummary) -> Text | str:
    """What a level is called."""
    return level_shown(level, weeks=s.year.weeks is not None)


def _name(s: SplitSummary) -> Text:
    """``销售额``, or ``regions 销售额`` where the id says more than the metric; ``总额`` for one without an entry."""
    if s.id == TOTAL_ID and not s.name:
        return Text("总额", "total")
    return target_name(s.id, s.name)


def _how(s: SplitSummary) -> str:
    """The days of the year, the basis of each level, the working days."""
    basis = [f"{_word(level, s)} {basis_shown(level, b, s)}" for level, b in s.basis.items()]
    parts = [f"{day(s.first)}..{day(s.last)}", str(Text("依据：{basis}", "basis: {basis}").format(basis=listed(basis)))]
    parts += origins_shown(s.season_years, s.history_years, s.year)
    if s.trailing is not None:
        months = f"{s.trailing.first:%Y-%m}..{s.trailing.last:%Y-%m}"
        parts.append(str(Text("滚动 12 个月：{months}", "twelve months: {months}").format(months=months)))
    if s.workdays is not None:
        told = Text("{n} 个工作日{mark}", "{n} working days{mark}")
        mark = Text("（估算）", " (estimated)") if s.estimated else Text("", "")
        parts.append(str(told.format(n=s.workdays, mark=mark)))
    return " · ".join(parts)


def _marked(row: Row, screen: Screen) -> str:
    """The target, with a star before it when it is pinned, so that the digits stay in line."""
    return ("*" if row["pinned"] else "") + target_amount(row["target"], screen)


def _crossed(rows: Sequence[Row], by: tuple[str, ...], s: SplitSummary, screen: Screen) -> Grid | None:
    """Outer level down, inner level across, both with their sums; None unless all rows have the same columns."""
    if len(by) != CROSSED:
        return None
    outer, inner = by
    inner_names = list(dict.fromkeys(str(r[inner]) for r in rows if r["level"] == inner))
    cells = {(str(r[outer]), str(r[inner])): r for r in rows if r["level"] == inner}
    outer_rows = [r for r in rows if r["level"] == outer]
    if len(cells) != len(inner_names) * len(outer_rows):
        return None
    body: list[tuple[Content, ...]] = []
    for r in outer_rows:
        name = str(r[outer])
        line = [_marked(cells[name, i], screen) for i in inner_names]
        body.append((_named(r, outer, s), *line, _marked(r, screen), *_beside(r, screen)))
    sums = [sum((_money(cells[str(r[outer]), i]) for r in outer_rows), Decimal(0)) for i in inner_names]
    whole = next(r for r in rows if r["level"] == "total")
    nothing = [""] * len(_beside(whole, screen))
    body.append(
        (LEVELS["total"], *(target_amount(v, screen) for v in sums), target_amount(whole["target"], screen), *nothing)
    )
    heads = (Head(_word(outer, s)), *(Head(i, "right") for i in inner_names), Head(LEVELS["total"], "right"))
    heads = (*heads, *_beside_heads(whole))
    return Grid(heads, tuple(body), total=True)


def _beside_heads(row: Row) -> tuple[Head, ...]:
    """Of the columns that only some splits have."""
    margin = (Head(HANDED_OUT, "right"), Head(Text("余量", "Margin"), "right")) if "handed_out" in row else ()
    return (*margin, Head(AVAILABILITY, "right")) if "availability" in row else margin


def _beside(row: Row, screen: Screen) -> tuple[Content, ...]:
    """What is handed out, how much of it is margin, for how much of the year the seat is filled."""
    found: list[Content] = []
    if "handed_out" in row:
        handed, filled = row["handed_out"], row["level"] != "total"
        margin = handed - _money(row) if isinstance(handed, Decimal) else None
        found += [target_amount(handed, screen), target_amount(margin, screen)] if filled else ["", ""]
    if "availability" in row:
        there = row["availability"]
        found.append(percent(there) if isinstance(there, Decimal) else "")
    return tuple(found)


def _money(row: Row) -> Decimal:
    value = row["target"]
    return value if isinstance(value, Decimal) else Decimal(0)


def _named(row: Row, level: str, s: SplitSummary, *, months: bool = True) -> str:
    """The row's name; ``2027-Q1（2026-04..2026-06）`` for a quarter of a fiscal year, ``（估算）`` when estimated."""
    notes = [str(ESTIMATED)] if row.get("estimated") else []
    if s.year_weeks is not None:
        notes[:0] = _days_of_weeks(str(row[level]), level, s, s.year_weeks)
    elif months and level == "quarter" and not s.year.is_calendar:
        begun = s.first.month + 3 * (int(str(row[level])[-1]) - 1)
        first, last = month_of(s.first.year, begun).first, month_of(s.first.year, begun + 2).first
        notes.insert(0, f"{first:%Y-%m}..{last:%Y-%m}")
    if not notes:
        return str(row[level])
    told = Text("{name}（{notes}）", "{name} ({notes})")
    return str(told.format(name=row[level], notes=str(LIST_SEPARATOR).join(notes)))


def _days_of_weeks(name: str, level: str, s: SplitSummary, pattern: WeekPattern) -> list[str]:
    """``01-05..02-01``: the days of a period or week of a year of weeks, whose name does not tell them."""
    if level not in ("half", "quarter", "month", "week"):
        return []
    starts = period_starts(s.first, pattern)
    starts = [s.first + timedelta(weeks=i) for i in range(53)] if level == "week" else starts
    step = {"half": 6, "quarter": 3}.get(level, 1)
    at = (int(name[-2:].lstrip("HQ")) - 1) * step
    last = min(starts[at + step] - timedelta(days=1), s.last) if at + step < len(starts) else s.last
    return [f"{starts[at]:%m-%d}..{last:%m-%d}"]


def _tree(rows: Sequence[Row], by: tuple[str, ...], s: SplitSummary, screen: Screen) -> Grid:
    """Every node under its parent, indented by level, with its share of the whole."""
    timed = any(r.get("workdays") is not None for r in rows)
    heads = (
        Head(Text("层级", "Level")),
        Head(Text("目标", "Target"), "right"),
        Head(Text("占总额", "Share"), "right"),
        Head(""),
        Head(Text("依据", "Basis")),
        *((Head(Text("工作日", "Working days"), "right"),) if timed else ()),
        *_beside_heads(rows[0]),
    )
    largest = max((_money(r) for r in rows if r["level"] == by[-1]), default=Decimal(0))
    seen: set[Value] = set()
    lines: list[tuple[Content, ...]] = []
    for r in (*rows[1:], rows[0]):
        first = r.get("quarter") not in seen
        lines.append(_tree_row(r, by, s, screen, largest, timed=timed, first=first))
        seen.add(r.get("quarter"))
    return Grid(heads, tuple(lines), total=True)


def _tree_row(
    r: Row, by: tuple[str, ...], s: SplitSummary, screen: Screen, largest: Decimal, *, timed: bool, first: bool
) -> tuple[Content, ...]:
    """One node, a quarter's first with its months. Leaves have a bar, as long as their part of the largest leaf."""
    level: Any = r["level"]
    name = "" if level == "total" else _named(r, level, s, months=first)
    share = _money(r) / s.total if s.total else None
    worked: Any = r.get("workdays")
    days = (integer(worked) if worked is not None else "",) if timed else ()
    basis: Content = BASES.get(str(r["basis"]), str(r["basis"])) if r["basis"] else ""
    pinned = Text("定死", "pinned")
    return (
        indented(level, name, by),
        _marked(r, screen),
        percent(share),
        Bar(_money(r) / largest if level == by[-1] and largest > 0 else None, 12),
        pinned if r["pinned"] else basis,
        *days,
        *_beside(r, screen),
    )


def _proof(s: SplitSummary, screen: Screen) -> Text:
    """That every level adds up again."""
    if not s.exact:
        return Text("✗ 有一层加总不等于上级，请报告此错误", "✗ a level does not add up: please report this")
    levels = [f"{_word(level, s)} {exact(total)}" for level, total in s.sums.items()]
    pins = Text("；* 为定死的数", "; * is pinned") if s.pins else Text("", "")
    rounded = Text("（显示时四舍五入）", " (shown rounded)") if screen.unit_given else Text("", "")
    return Text(
        "✓ 逐层加总都等于总额：{levels}{pins}{rounded}", "✓ every level adds up: {levels}{pins}{rounded}"
    ).format(levels=listed(levels), pins=pins, rounded=rounded)


VIEW = View(
    title=Text("目标分解", "Target split"),
    columns={
        **LEVELS,
        "level": Text("层级", "Level"),
        "target": Text("目标", "Target"),
        "weight": Text("权重", "Weight"),
        "basis": Text("依据", "Basis"),
        "pinned": Text("定死", "Pinned"),
        "workdays": Text("工作日", "Working days"),
        "estimated": ESTIMATED,
        "handed_out": HANDED_OUT,
        "availability": AVAILABILITY,
    },
    labels={"level": LEVELS, "basis": BASES},
    figures={
        "id": Text("编号", "ID"),
        "name": Text("指标", "Metric"),
        "total": Text("总额", "Total"),
        "unit": Text("最小单位", "Smallest amount"),
        "exact": Text("逐层加总等于总额", "Every level adds up"),
        "sums": Text("各层合计", "Sums of the levels"),
        "basis": Text("依据", "Basis"),
        "year": Text("年度", "Year"),
        "first": Text("从", "From"),
        "last": Text("到", "To"),
        "workdays": Text("工作日", "Working days"),
        "estimated": Text("工作日为估算", "Working days are estimated"),
        "pins": Text("定死的数", "Pinned amounts"),
        "weeks": Text("跨月的周", "Weeks over two months"),
        "season": Text("季节指数（各月）", "Season index (months)"),
        "season_years": Text("季节取自", "Years of the season"),
        "history_years": Text("历史取自", "Years of the history"),
        **FIGURES,
        "apart": Text("与应占份额的最大差", "Largest distance from the fair share"),
        "scenario": Text("情景", "Scenario"),
        "year_weeks": Text("一季各期的周数", "Weeks in the periods of a quarter"),
    },
    blocks=blocks,
)
