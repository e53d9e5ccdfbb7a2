"""Results against goals: what was reached of what was due, month by month, every goal, the tree of targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.section import Section, SectionTable
from salesplan.model.plan.levels import LEVELS
from salesplan.model.table import Value
from salesplan.present.blocks import Line, Screen
from salesplan.present.lights import LIGHT_WORDS, light_of, style_of
from salesplan.present.numbers import as_decimal, percent, whole_amount
from salesplan.present.report.chart import Chart, Hue, Series
from salesplan.present.report.parts import Item, ReportTable
from salesplan.present.report.result_words import CHANGE, SPANS, STEP_WORDS, STEPS, WHY
from salesplan.present.report.table_parts import Titles, columns_of, table_shown
from salesplan.present.report.two_targets import two_told
from salesplan.present.views.targets_track import STATUS
from salesplan.present.views.targets_track import VIEW as TRACK
from salesplan.present.waterfall import signed_percent
from salesplan.present.words import listed
from salesplan.text import Text

TITLE = Text("目标完成", "Results against goals")
FEW = 3
"""Rows of the year to date that stand open; more are behind their chart."""
SHOWN = 30
"""Rows in the chart; the table has all."""
Row = Mapping[str, Value]
_FIGURES = ("target", "actual", "attainment", "pace", "landing", "light")
_ATTAINMENT: Titles = {
    "name": Text("名称", "Name"),
    **{key: TRACK.columns[key] for key in _FIGURES},
    "gap": Text("比应完成", "Against due"),
    "before": Text("去年同期", "Year before"),
    "change_rate": CHANGE,
    "last_period": Text("上期", "Period before"),
    "last_rate": Text("比上期", "On the period before"),
    "span": Text("期间", "Span"),
    "level": TRACK.columns["level"],
}
"""Figures stand right behind the name, so that a phone shows them."""
_MONTHS: Titles = {
    "name": Text("期间", "Period"),
    **{key: TRACK.columns[key] for key in ("target", "actual", "attainment", "light")},
    "before": _ATTAINMENT["before"],
    "status": TRACK.columns["status"],
}
_GOALS: Titles = {
    "name": Text("目标", "Goal"),
    "target": Text("目标值", "Aim"),
    "actual": Text("到现在", "So far"),
    "unit": Text("单位", "Unit"),
    "attainment": TRACK.columns["attainment"],
    "expected": TRACK.columns["expected"],
    "pace": TRACK.columns["pace"],
    "light": TRACK.columns["light"],
    "owner": Text("负责人", "Owner"),
    "scope": Text("范围", "Scope"),
    "end": Text("到哪天", "By"),
    "why": Text("为什么没有数", "Why not measured"),
}
_TREE: Titles = {
    "name": Text("名称", "Name"),
    "metric": Text("指标", "Measure"),
    **{key: TRACK.columns[key] for key in ("target", "actual", "attainment", "expected")},
    **{key: TRACK.columns[key] for key in ("required_per_day", "landing", "light", "status", "level")},
}


def items(section: Section, summary: ReportSummary, screen: Screen) -> Iterator[Item]:
    """The period in a sentence, the charts with their tables, then goals and the tree."""
    if (table := section.table("attainment")) is not None:
        rows = list(table.rows.records())
        yield from _told(rows, summary, screen)
        yield from _attainment_chart(table, rows, summary.period)
        title = Text("{period} 完成情况", "Attainment {period}").format(period=summary.period)
        yield _shown(table, title, _ATTAINMENT, bars=("pace",))
    if (table := section.table("attainment_to_date")) is not None:
        yield from _attainment_chart(table, list(table.rows.records()), SPANS["to_date"])
        shown = _shown(table, Text("年累计完成情况", "Attainment, year to date"), _ATTAINMENT, bars=("pace",))
        yield replace(shown, folded=len(shown.rows) > FEW)
    for name in STEPS:
        if (table := section.table(name)) is not None:
            yield steps_chart(table)
            yield replace(_shown(table, STEPS[name], _MONTHS, bars=("attainment",)), folded=True)
    yield from _goals(section)
    if (table := section.table("two_targets")) is not None:
        yield from two_told(list(table.rows.records()), screen)
    for name, title in (("targets", Text("目标树", "Tree of targets")), ("targets_other", _OTHER_TREE)):
        if (table := section.table(name)) is not None:
            yield _tree(table, title)


_OTHER_TREE = Text("其他指标的目标", "Targets of other measures")


def _told(rows: Sequence[Row], summary: ReportSummary, screen: Screen) -> Iterator[Line]:
    """What the period brought of its target, and against the year before."""
    own = next((row for row in rows if row["span"] == "period" and row["level"] == "total"), None)
    if own is None or (sold := as_decimal(own["actual"])) is None:
        return
    parts = [Text("{period} 销售额 {sold}", "{period}: sales {sold}")]
    if (reached := as_decimal(own["attainment"])) is not None:
        told = Text("目标 {target}，完成 {reached}", "{reached} of the target, {target}")
        parts.append(told.format(target=whole_amount(as_decimal(own["target"]), screen.unit), reached=percent(reached)))
    if own["status"] == "open" and (pace := as_decimal(own["pace"])) is not None:
        parts.append(Text("进度 {pace}", "{pace} of what was due by now").format(pace=percent(pace)))
    if (change := as_decimal(own["change_rate"])) is not None:
        parts.append(Text("同比 {change}", "{change} on the year before").format(change=signed_percent(change)))
    elif (change := as_decimal(own["last_rate"])) is not None:
        parts.append(Text("比上期 {change}", "{change} on the period before").format(change=signed_percent(change)))
    parts[0] = parts[0].format(period=summary.period, sold=whole_amount(sold, screen.unit))
    yield Line(str(Text("，", ", ")).join(map(str, parts)), style_of(own["light"]) or "strong", wrap=True)


def _attainment_chart(table: SectionTable, rows: Sequence[Row], span: Text | str) -> Iterator[Chart]:
    """Actual over what was due, the light of each as its colour; the year itself, last in the table, left out."""
    drawn = [row for row in rows if row["span"] != "year"][:SHOWN]
    if sum(row["pace"] is not None for row in drawn) < 2:  # noqa: PLR2004 - nothing to compare
        return
    title = Text("{span}按进度的完成率", "{span}: reached of what was due").format(span=_spaced(span))
    yield Chart(
        *(table.name, "bars", title, table.name, "name"),
        tuple(_label(row) for row in drawn),
        (Series("pace", TRACK.columns["pace"], tuple(as_decimal(row["pace"]) for row in drawn), "share"),),
        told=_least_and_most(drawn, span),
        hues=tuple(hue_of(row) for row in drawn),
        limit=(Decimal(1), Text("应完成", "due")),
    )


def _spaced(span: Text | str) -> str:
    """A period before Chinese words: figures keep a blank."""
    return str(span) if isinstance(span, Text) else f"{span} "


def _label(row: Row) -> str:
    """Periods as they are called; members by their names."""
    if row["level"] != "total":
        return str(row["name"])
    return str(row["name"] if row["span"] == "period" else SPANS[str(row["span"])])


def _least_and_most(rows: Sequence[Row], span: Text | str) -> Text | str:
    """Who is furthest from what was due of the period, and who ahead of it most."""
    members = [row for row in rows if row["level"] != "total" and row["pace"] is not None] or list(rows)
    known = sorted(
        ((pace, str(_label(row))) for row in members if (pace := as_decimal(row["pace"])) is not None),
    )
    if len(known) < 2:  # noqa: PLR2004 - nothing to compare
        return ""
    (least, last), (most, first) = known[0], known[-1]
    told = Text(
        "{span}：{last}最低（{least}），{first}最高（{most}）",
        "{span}: lowest {last} ({least}), highest {first} ({most})",
    )
    return told.format(span=span, last=last, least=percent(least), first=first, most=percent(most))


def hue_of(row: Row) -> Hue:
    """The light of a row; the main colour where it has none."""
    return light_of(row["light"]) or "main"


def steps_chart(table: SectionTable) -> Chart:
    """Each month's actual as a column, its target, or where there is none the year before, as a line."""
    rows = list(table.rows.records())
    labels = tuple(str(row["name"]) for row in rows)
    actual = Series("actual", TRACK.columns["actual"], tuple(as_decimal(row["actual"]) for row in rows))
    key = "target" if any(row["target"] is not None for row in rows) else "before"
    beside = tuple(as_decimal(row[key]) for row in rows)
    line = Series(key, _MONTHS[key], beside, hue="quiet", line=True, dashed=True)
    return Chart(
        *("targets", "columns", STEPS[table.name], table.name, "name", labels),
        (actual, *((line,) if any(value is not None for value in beside) else ())),
        told=_steps_told(rows, STEP_WORDS[table.name]),
        hues=tuple(hue_of(row) for row in rows),
    )


def _steps_told(rows: Sequence[Row], word: Text) -> Text | str:
    """How many of the periods that are over reached their target."""
    over = [row for row in rows if row["status"] == "closed" and row["attainment"] is not None]
    done = sum((as_decimal(row["attainment"]) or 0) >= 1 for row in over)
    told = Text("已过 {n} 个{word}，{done} 个完成目标", "{done} of {n} {word} that are over reached the target")
    return told.format(n=len(over), done=done, word=word) if over else ""


def _goals(section: Section) -> Iterator[Item]:
    """The goals of money, then the others; which cannot be measured is told in words."""
    names = {"goals": Text("目标逐项", "Goals"), "goals_other": Text("其他目标", "Other goals")}
    tables = [(table, title) for name, title in names.items() if (table := section.table(name)) is not None]
    lights = [str(row["light"]) for table, _ in tables for row in table.rows.records()]
    if counts := [(light, lights.count(light)) for light in LIGHT_WORDS if light in lights]:
        told = listed([f"{LIGHT_WORDS[light]} {count}" for light, count in counts])
        if unlit := len(lights) - sum(count for _, count in counts):
            told = str(Text("{told}，{n} 个没有数", "{told}; {n} not measured").format(told=told, n=unlit))
        text = Text("目标 {n} 个：{told}", "{n} goals: {told}").format(n=len(lights), told=told)
        yield Line(text, "strong")
    for table, title in tables:
        titles = {key: word for key, word in _GOALS.items() if key != "unit" or table.name != "goals"}
        yield _shown(table, title, titles, bars=("attainment",))


def _tree(table: SectionTable, title: Text) -> ReportTable:
    """The whole is called so; without a choice of measures their column tells nothing."""
    metrics = {str(row["metric"]) for row in table.rows.records()}
    titles = {key: text for key, text in _TREE.items() if key != "metric" or len(metrics) > 1}
    found = _shown(table, title, titles, bars=("attainment",))
    return replace(found, totals={}, summed=frozenset(), level="depth", folded=True)


def _shown(table: SectionTable, title: Text, titles: Titles, bars: Iterable[str]) -> ReportTable:
    words = {"span": SPANS, "level": LEVELS, "light": LIGHT_WORDS, "status": STATUS, "why": WHY}
    return table_shown(table, title, columns_of(table.rows, titles, words, bars=tuple(bars)))
