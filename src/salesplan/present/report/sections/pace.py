"""The year's pace: the sums of target and actual as lines, the landing dashed, and the ways of reckoning it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.rows import only_row
from salesplan.compute.report.section import Section, SectionTable
from salesplan.model.table import Value
from salesplan.present.blocks import Line, Screen
from salesplan.present.lights import LIGHT_WORDS, style_of
from salesplan.present.numbers import as_count, as_decimal, integer, percent, whole_amount
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.parts import Item, ReportTable
from salesplan.present.report.table_parts import Titles, columns_of, table_shown
from salesplan.present.views.targets_track import VIEW as TRACK
from salesplan.present.words import listed
from salesplan.text import Text

TITLE = Text("全年进度", "Pace of the year")
Row = Mapping[str, Value]
WAYS: Mapping[str, Text] = {
    "pace": Text("按现在的进度", "at this pace"),
    "recent": Text("按近期速度", "by recent speed"),
    "deals": Text("只加已有商机", "by open deals alone"),
}
_PACE: Titles = {
    "name": Text("期间", "Period"),
    "target_sum": Text("累计目标", "Target, summed"),
    "actual_sum": Text("累计实际", "Actual, summed"),
    "landing_sum": Text("预计", "Expected"),
    "before_sum": Text("去年累计", "Year before, summed"),
}
_LANDINGS: Titles = {
    "way": Text("怎么推算", "Way of reckoning"),
    "landing": TRACK.columns["landing"],
    "target": Text("全年目标", "Target of the year"),
    "share": Text("占目标", "Of the target"),
    "gap": Text("差额", "Gap"),
    "light": TRACK.columns["light"],
}


def items(section: Section, summary: ReportSummary, screen: Screen) -> Iterator[Item]:  # noqa: ARG001 - each section is given the same
    """Where the year will land and what that asks of each day, the lines, the ways of reckoning with their spread."""
    landings = section.table("landings")
    told = list(landings.rows.records()) if landings is not None else []
    yield from _told(told, only_row(section.table("need")), screen)
    if (pace := section.table("pace")) is not None:
        yield _chart(pace, screen)
        shown = table_shown(pace, Text("逐期累计", "Summed by period"), columns_of(pace.rows, _PACE, {}))
        yield replace(shown, folded=True)
    if landings is not None:
        yield _landings(landings)


def _told(landings: Sequence[Row], need: Row, screen: Screen) -> Iterator[Line]:
    """The landing with its light, the spread of the ways, and what each working day must bring."""
    if landings:
        yield Line(_landing_told(landings[0], screen), style_of(landings[0]["light"]), wrap=True)
    if len(landings) > 1:
        yield Line(_others_told(landings[1:], screen), "dim", wrap=True)
    if need and as_decimal(need["per_day"]) is not None:
        text = Text(
            "还差 {left}，余下 {days} 个工作日每天要 {each}；到现在每天 {so_far}",
            "{left} to go, {each} on each of {days} working days left; {so_far} a day so far",
        )
        shown = {key: whole_amount(as_decimal(need[key]), screen.unit) for key in ("left", "per_day", "per_day_so_far")}
        yield Line(
            text.format(
                left=shown["left"],
                days=integer(as_count(need["workdays_left"])),
                each=shown["per_day"],
                so_far=shown["per_day_so_far"],
            ),
            wrap=True,
        )


def _others_told(landings: Sequence[Row], screen: Screen) -> str:
    """The other ways of reckoning, each with its landing."""
    told = Text("{way} {landing}", "{landing} {way}")
    shown = (whole_amount(as_decimal(row["landing"]), screen.unit) for row in landings)
    ways = (WAYS[str(row["way"])] for row in landings)
    return listed([str(told.format(way=way, landing=each)) for way, each in zip(ways, shown, strict=True)])


def _landing_told(row: Row, screen: Screen) -> Text:
    told = Text("{way}预计全年 {landing}，是目标的 {share}", "{way} the year lands at {landing}, {share} of its target")
    share = as_decimal(row["share"])
    landing = whole_amount(as_decimal(row["landing"]), screen.unit)
    return told.format(way=WAYS[str(row["way"])], landing=landing, share=percent(share))


def _chart(table: SectionTable, screen: Screen) -> Chart:
    rows = list(table.rows.records())
    series = (
        Series("target_sum", _PACE["target_sum"], _values(rows, "target_sum"), hue="quiet"),
        Series("actual_sum", _PACE["actual_sum"], _values(rows, "actual_sum")),
        Series("landing_sum", _PACE["landing_sum"], _values(rows, "landing_sum"), dashed=True),
    )
    known = tuple(each for each in series if any(value is not None for value in each.values))
    return Chart(
        *("pace", "lines", Text("累计实际和目标", "Actual and target, summed"), table.name, "name"),
        tuple(str(row["name"]) for row in rows),
        known,
        told=_ahead_told(rows, screen),
    )


def _ahead_told(rows: Sequence[Row], screen: Screen) -> Text | str:
    """How far the sum of what is over is ahead of its target, or behind it."""
    over = [row for row in rows if row["status"] == "closed"]
    if not over:
        return ""
    actual, target = as_decimal(over[-1]["actual_sum"]), as_decimal(over[-1]["target_sum"])
    if actual is None or target is None:
        return ""
    ahead = Text("到 {name} 为止，累计比目标多 {gap}", "{gap} ahead of the target by the end of {name}")
    behind = Text("到 {name} 为止，累计比目标少 {gap}", "{gap} behind the target by the end of {name}")
    told = ahead if actual >= target else behind
    return told.format(name=over[-1]["name"], gap=whole_amount(abs(actual - target), screen.unit))


def _values(rows: Sequence[Row], key: str) -> tuple[Decimal | None, ...]:
    return tuple(as_decimal(row[key]) for row in rows)


def _landings(table: SectionTable) -> ReportTable:
    columns = columns_of(table.rows, _LANDINGS, {"way": WAYS, "light": LIGHT_WORDS})
    return table_shown(table, Text("全年预计", "Landing of the year"), columns)
