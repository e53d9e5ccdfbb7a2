"""Parts of the page of a survey: by touchpoint, item, tier, rep and product; drivers; months; themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.service.drivers import Driver
from salesplan.compute.service.survey import SurveySummary
from salesplan.compute.service.survey_figures import DIMENSIONS, Figures, GroupLine
from salesplan.compute.service.themes import ThemeLine
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import decimal, integer, percent
from salesplan.present.sections import more_lines
from salesplan.present.sparks import spark
from salesplan.present.views.service_survey_words import BY, THEME_STATES
from salesplan.text import Text

SHOWN = 8
"""Lines of a group that are shown unless all are asked for."""
MORE_LINES = Text("行", "more")
_UNKNOWN = Text("（不知道）", "(not known)")
_STATES: dict[str, Style] = {"open": "warn", "overdue": "bad", "done": "good"}


def points(value: Decimal | None) -> str:
    """NPS as people say it: +12 or -5."""
    return ("+" if value is not None and value > 0 else "") + decimal(None if value is None else value * 100, 0)


def margin_text(margin: Decimal | None) -> str:
    """`` ±8.5``, in percentage points; nothing where it is small."""
    return "" if margin is None else f" ±{decimal(margin * 100, 1)}"


def group_blocks(s: SurveySummary, screen: Screen) -> Iterator[Block]:
    """A table for each dimension, the least satisfied first; hidden figures with why."""
    for by in DIMENSIONS:
        lines = [line for line in s.groups if line.by == by]
        if not lines or (by == "item" and not s.itemised):
            continue
        shown = lines if screen.all_rows else lines[:SHOWN]
        yield Blank()
        yield Grid(_heads(BY[by], lines), tuple(_group_row(line, lines, s) for line in shown))
        yield from more_lines(len(lines) - len(shown), MORE_LINES)


def _heads(title: Text, lines: Sequence[GroupLine]) -> tuple[Head, ...]:
    sent, nps = any(line.sent is not None for line in lines), any(line.figures.nps_answers for line in lines)
    return (
        Head(title, shrink=True),
        Head(Text("答卷", "Answers"), "right"),
        Head(Text("满意度", "Satisfied"), "right"),
        Head(""),
        *((Head("NPS", "right"),) if nps else ()),
        *((Head(Text("回收率", "Response"), "right"),) if sent else ()),
    )


def _group_row(line: GroupLine, lines: Sequence[GroupLine], s: SurveySummary) -> tuple[Content, ...]:
    sent, nps = any(each.sent is not None for each in lines), any(each.figures.nps_answers for each in lines)
    f = line.figures
    back = Decimal(line.answered or 0) / line.sent if line.sent else None
    return (
        Cell(_UNKNOWN, "dim") if line.name is None else line.name,
        integer(f.answers),
        _satisfied(f, line.target, s.min_answers),
        Bar(f.csat, 15, track=f.csat is not None),
        *((f"{points(f.nps)}{margin_text(f.nps_margin)}" if f.nps is not None else "–",) if nps else ()),
        *((percent(back, 0),) if sent else ()),
    )


def _satisfied(f: Figures, target: Decimal, least: int) -> Cell:
    if f.csat is None:
        told = Text("不足 {n} 份", "below {n} answers").format(n=least)
        return Cell(told if f.answers else "–", "dim")
    return Cell(f"{percent(f.csat)}{margin_text(f.csat_margin)}", "" if f.csat >= target else "bad")


def driver_blocks(s: SurveySummary) -> Iterator[Block]:
    """What overall satisfaction goes with, the strongest first, and what to mend first."""
    if not s.itemised:
        return
    yield Blank()
    told = [driver for driver in s.drivers if driver.correlation is not None]
    if not told:
        yield Line(_no_drivers(s), "dim", wrap=True)
        return
    yield from _mend_first(told, s.target)
    heads = (
        Head(Text("评价项", "Item"), shrink=True),
        Head(Text("和总体的相关", "With overall"), "right"),
        Head(""),
        Head(Text("它的满意度", "Satisfied"), "right"),
        Head(Text("份数", "Answers"), "right"),
    )
    yield Grid(heads, tuple(_driver_row(driver, s.driver_answers) for driver in s.drivers))


def _no_drivers(s: SurveySummary) -> Text:
    if not s.has_overall:
        return Text(
            "看不出哪一项最影响总体：名单里没有“总体满意度”这一项",
            "what matters most is not known: no item asks about all together (such as overall satisfaction)",
        )
    most = max((driver.answers for driver in s.drivers), default=0)
    return Text(
        "看不出哪一项最影响总体：同时答了总体和单项的最多 {n} 份，要 {least} 份",
        "what matters most is not known: {n} at most answered both overall and an item; it takes {least}",
    ).format(n=integer(most), least=s.driver_answers)


def _mend_first(told: Sequence[Driver], target: Decimal) -> Iterator[Block]:
    """The item that goes with the overall score most among those below the target."""
    weak = [d for d in told if d.csat is not None and d.csat < target and d.correlation and d.correlation > 0]
    if not weak:
        yield Line(Text("和总体满意度走得最近的评价项：", "Items that go with overall satisfaction:"))
        return
    first = weak[0]
    what = Text(
        "先改“{item}”：和总体满意度关系大（相关 {r}），它自己只有 {csat} 满意",
        "mend {item} first: it goes with overall satisfaction ({r}), and only {csat} are satisfied with it",
    )
    yield Line(what.format(item=first.item, r=decimal(first.correlation, 2), csat=percent(first.csat)), "warn")


def _driver_row(driver: Driver, least: int) -> tuple[Content, ...]:
    if driver.correlation is None:
        few = Text("不足 {n} 份", "below {n}").format(n=least)
        why: Content = Cell(few if driver.few else Text("分数都一样", "all equal"), "dim")
    else:
        why = decimal(driver.correlation, 2)
    bar = Bar(max(driver.correlation or Decimal(0), Decimal(0)), 15)
    return driver.item, why, bar, percent(driver.csat), integer(driver.answers)


def month_blocks(s: SurveySummary) -> Iterator[Block]:
    """How satisfaction and NPS moved, as small bars, with the last month that can be shown."""
    if len(s.months) < 2:  # noqa: PLR2004 - one month does not move
        return
    if not any(each.figures.csat is not None or each.figures.nps is not None for each in s.months):
        return
    yield Blank()
    told = Text(
        "按月（{first} 到 {last}，点是不足 {n} 份的月份）：", "By month ({first} to {last}; a dot: below {n} answers):"
    )
    yield Line(told.format(first=s.months[0].month, last=s.months[-1].month, n=s.min_answers))
    rows = [
        (Text("满意度", "Satisfied"), [each.figures.csat for each in s.months], percent),
        (Text("NPS", "NPS"), [each.figures.nps for each in s.months], points),
    ]
    grid = tuple(
        (title, spark(values), say(known[0]), say(known[-1]))
        for title, values, say in rows
        if (known := [value for value in values if value is not None])
    )
    heads = (Head(""), Head(""), Head(Text("最早", "First"), "right"), Head(Text("最近", "Last"), "right"))
    yield Grid(heads, grid)


def theme_blocks(s: SurveySummary, screen: Screen) -> Iterator[Block]:
    """What customers keep saying, and what was decided."""
    if not s.themes:
        return
    shown = s.themes if screen.all_rows else s.themes[:SHOWN]
    yield Blank()
    yield Line(Text("客户说得最多的，和我们定了什么：", "What customers say most, and what was decided:"))
    heads = (
        Head(Text("主题", "Theme"), shrink=True),
        Head(Text("份数", "Answers"), "right"),
        Head(Text("其中低分", "Low"), "right"),
        Head(Text("决定", "Decision"), shrink=True),
        Head(Text("谁", "Who")),
        Head(Text("到", "Until")),
        Head(Text("情况", "State")),
    )
    yield Grid(heads, tuple(_theme_row(line) for line in shown))
    yield from more_lines(len(s.themes) - len(shown), MORE_LINES)
    if any(line.state == "open" and line.low for line in shown):
        hint = Text(
            "还没定的写进 plan.yaml：service: {themes: [{theme: 主题, decision: 做什么, owner: 谁, due: 2026-08-31}]}",
            "write decisions in plan.yaml: service: {themes: [{theme: X, decision: Y, owner: Ann, due: 2026-08-31}]}",
        )
        yield Line(hint, "dim")


def _theme_row(line: ThemeLine) -> tuple[Content, ...]:
    said = line.result or line.decision
    return (
        line.theme,
        integer(line.answers),
        integer(line.low),
        said or "",
        line.owner or "",
        str(line.due or ""),
        Cell(THEME_STATES[line.state], _STATES.get(line.state, "")),
    )
