"""The team: the ranking as bars and as a table, whom to talk to, who is an example; penalties are proposals only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.team.review_score import GRADES
from salesplan.model.table import Value
from salesplan.present.blocks import Line, Screen
from salesplan.present.numbers import NOTHING, as_decimal, percent
from salesplan.present.report.cells import score_text
from salesplan.present.report.chart import Chart, Hue, Series
from salesplan.present.report.parts import Item, ReportTable
from salesplan.present.report.table_parts import columns_of, table_shown
from salesplan.present.views import review_words as words
from salesplan.present.views.team_review import VIEW, talk_lines
from salesplan.present.words import listed
from salesplan.text import Text

TITLE = Text("团队业绩", "Team")
MEAN = Text("平均", "Mean")
SHOWN = 30
"""People in the chart; the table has everybody."""
_HUES: Mapping[str, Hue] = {"C": "other", "D": "other"}
_COLUMNS = (
    *("rank", "person", "team", "score", "grade", "band", "last_score"),
    *("sales_target", "sales_actual", "sales_attainment", "collection_rate", "new_customers", "csat", "conversion"),
)
RATES: Mapping[str, str] = {"sales": "sales_attainment", "collection": "collection_rate", "conversion": "conversion"}
"""The column of each indicator that is a rate."""
_FEEDBACK = ("person", "grade", "gap", "lost_points", "cause", "next_step")
_LABELS = {"band": words.BAND_WORDS, "gap": words.INDICATOR_WORDS}
Row = Mapping[str, Value]


def items(section: Section, summary: ReportSummary, screen: Screen) -> Iterator[Item]:  # noqa: ARG001 - each section is given the same
    """What came of the review, the ranking, and that nobody is punished by it."""
    table = section.table("ranking")
    if table is None:
        return
    rows = list(table.rows.records())
    yield from _told(rows, table, summary.period)
    if any(row["score"] is not None for row in rows):
        yield _chart(rows, table)
    yield _table(table)
    if (feedback := section.table("feedback")) is not None:
        columns = columns_of(feedback.rows, {key: VIEW.columns[key] for key in _FEEDBACK}, _LABELS)
        yield replace(table_shown(feedback, Text("差距和下一步", "Gaps, and what is next"), columns), folded=True)
    yield from _proposals(rows)


def _told(rows: Sequence[Row], table: SectionTable, period: str) -> Iterator[Line]:
    """Grades and mean, whom to talk to first, who is proposed as exemplar."""
    grades = Counter(row["grade"] for row in rows)
    if not any(grade for grade in grades):
        told = Text("{period} 没有人有得分：缺目标或名单", "{period}: nobody has a score, targets or lists are missing")
        yield Line(told.format(period=period), "warn")
        return
    parts = [
        str(Text("{grade} 级 {n} 人", "{grade} {n}").format(grade=grade, n=grades[grade]))
        for grade in GRADES
        if grades[grade]
    ]
    mean = as_decimal(table.totals.get("score")) if len(rows) > 1 else as_decimal(rows[0]["score"])
    told = words.REVIEWED.format(period=period, n=len(rows), grades=listed(parts), mean=score_text(mean))
    yield Line(told, "strong")
    yield from talk_lines(map(_talk, rows))
    if best := [str(row["person"]) for row in rows if row["exemplar"]]:
        told = Text("优秀员工建议：{names}", "proposed as exemplars: {names}")
        yield Line(told.format(names=listed(best)), "good")
    yield from _weak_sides(rows)


def _weak_sides(rows: Sequence[Row]) -> Iterator[Line]:
    """Where those who are proposed fall short themselves: an example is one for what he does well."""
    for row in rows:
        if not row["exemplar"] or row["gap"] is None:
            continue
        gap, rate = words.INDICATOR_WORDS[str(row["gap"])], as_decimal(row.get(RATES.get(str(row["gap"]), "")))
        told = Text("{gap}是{name}的短板，要一起改", "{name} falls short in {gap}: to be mended, too")
        if rate is not None:
            gap = Text("{gap} {rate}", "{gap} ({rate})").format(gap=gap, rate=percent(rate))
            told = Text("{gap} 是{name}的短板，要一起改", "{name} falls short in {gap}: to be mended, too")
        yield Line(told.format(gap=gap, name=row["person"]), "warn")


def _talk(row: Row) -> tuple[str, str | None, str | None, Decimal | None]:
    grade, gap = (None if row[key] is None else str(row[key]) for key in ("grade", "gap"))
    return str(row["person"]), grade, gap, as_decimal(row["lost_points"])


def _chart(rows: Sequence[Row], table: SectionTable) -> Chart:
    """Everybody's score, the grade beside the name; those to talk to stand out."""
    shown = rows[:SHOWN]
    mean = as_decimal(table.totals.get("score"))
    scores = tuple(as_decimal(row["score"]) for row in shown)
    return Chart(
        "ranking",
        "bars",
        Text("考核得分", "Scores of the review"),
        table.name,
        "person",
        tuple(f"{row['person']} · {row['grade'] or NOTHING}" for row in shown),
        (Series("score", words.SCORE, scores, "score"),),
        _seen(rows),
        tuple(_HUES.get(str(row["grade"]), "main") for row in shown),
        limit=None if mean is None else (mean, Text("平均 {mean}", "mean {mean}").format(mean=score_text(mean))),
    )


def _seen(rows: Sequence[Row]) -> Text:
    """Who is first and who is last, of those with a score."""
    scored = [row for row in rows if row["score"] is not None]
    first, last = scored[0], scored[-1]
    told = Text(
        "{first} {most} 分最高，{last} {least} 分最低", "{first} is first with {most}, {last} last with {least}"
    )
    if first is last:
        told = Text("{first} {most} 分", "{first}: {most} points")
    most, least = (score_text(as_decimal(row["score"])) for row in (first, last))
    return told.format(first=first["person"], most=most, last=last["person"], least=least)


def _table(table: SectionTable) -> ReportTable:
    columns = columns_of(table.rows, {key: VIEW.columns[key] for key in _COLUMNS}, _LABELS)
    return table_shown(table, Text("业绩排名", "Ranking"), columns, total=MEAN)


def _proposals(rows: Sequence[Row]) -> Iterator[Line]:
    """Who was at the bottom before too, and that all of this is a proposal."""
    again = [row for row in rows if isinstance(row["bottom"], int) and row["bottom"] > 1]
    told = Text("{name}（连续 {n} 期）", "{name} ({n} periods)")
    if names := [str(told.format(name=row["person"], n=row["bottom"])) for row in again]:
        told = Text(
            "一直在后段：{names}，先定改进计划", "at the bottom again: {names}; agree on a plan to improve first"
        )
        yield Line(told.format(names=listed(names)), "warn", wrap=True)
    if any(row["score"] is not None for row in rows):
        told = Text(
            "排名只作建议：奖金、调岗、降级由人决定，处分前先核对劳动法",
            "A ranking only proposes: people decide on bonus, transfer and demotion; check labour law first",
        )
        yield Line(told, "dim", wrap=True)
