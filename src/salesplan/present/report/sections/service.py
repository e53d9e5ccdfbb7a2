"""Service: complaints by type, whether promises are kept, who waits, how satisfied customers are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.rows import only_row
from salesplan.compute.report.section import Section, SectionTable
from salesplan.model.table import Value
from salesplan.present.blocks import Line, Screen
from salesplan.present.numbers import as_decimal, figure_of, integer, percent
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.parts import Item, ReportTable
from salesplan.present.report.table_parts import columns_of, table_shown, with_blanks
from salesplan.present.views.service_complaints import COUNTED, waiting_lines
from salesplan.present.views.service_complaints_parts import vital_told
from salesplan.present.views.service_complaints_words import COLUMNS, FIGURES, LABELS
from salesplan.present.views.service_survey import satisfied_told
from salesplan.present.words import listed
from salesplan.text import Text

TITLE = Text("售后和投诉", "Service and complaints")
_TWO_SCORES = Text(
    "满意率是打 4–5 分的份数占比；目标里按分写的满意度是平均分，两个数不能比",
    "the percentage is the share of answers of 4 or 5; a goal in points is the mean score: not the same figure",
)
NO_TYPE = Text("（没写）", "(not given)")
_TYPES = {
    "kind": FIGURES["kind"],
    "complaints": FIGURES["complaints"],
    "share": FIGURES["share"],
    "cumulative": FIGURES["cumulative"],
}
_PROMISES = {key: FIGURES[key] for key in ("step", "judged", "on_time", "late", "overdue", "share", "median_hours")}
_WAITING = {
    key: COLUMNS[key]
    for key in ("id", "customer", "kind", "severity", "state", "to_do", "due", "hours_over", "owner", "customer_owner")
}
WAITING = 10
"""Complaints to see to on the page, the most urgent; the workbook has all."""
SHOWN = 15
"""Types in the chart; the table has all."""
Row = Mapping[str, Value]


def items(section: Section, summary: ReportSummary, screen: Screen) -> Iterator[Item]:  # noqa: ARG001 - each section is given the same
    """Who waits, what complaints are about, which promises are kept; how satisfied customers are."""
    facts = only_row(section.table("service"))
    yield from _told(facts, summary)
    yield from _satisfied(facts, by_score=_is_by_score(summary))
    if (types := section.table("complaint_types")) is not None:
        yield _chart(types)
        named = replace(types, rows=with_blanks(types.rows, "kind", NO_TYPE))
        yield table_shown(named, Text("投诉类型", "Complaints by type"), columns_of(types.rows, _TYPES, {}))
    if (promises := section.table("promises")) is not None:
        yield from _promises(promises)
    if (waiting := section.table("complaints")) is not None:
        columns = columns_of(waiting.rows, _WAITING, LABELS)
        shown = table_shown(waiting, Text("没处理完的投诉", "Complaints to see to"), columns)
        yield replace(shown, shown=WAITING)


def _told(facts: Row, summary: ReportSummary) -> Iterator[Line]:
    """How many complaints there were, and how many wait too long."""
    if facts.get("complaints") is None:
        return
    overdue, calls = (int(figure_of(facts[key]) or 0) for key in ("overdue", "calls"))
    yield from waiting_lines(overdue, calls)
    counts = {"n": "complaints", "open": "open", "late": "late_open"}
    words = {word: integer(int(figure_of(facts[key]) or 0)) for word, key in counts.items()}
    yield Line(COUNTED.format(first=facts["first"], last=facts["last"], day=summary.last, **words), wrap=True)


def _satisfied(facts: Row, *, by_score: bool) -> Iterator[Line]:
    """The share of satisfied customers beside its target, where enough answered."""
    csat, target, margin, mean = (as_decimal(facts.get(key)) for key in ("csat", "csat_target", "csat_margin", "mean"))
    if csat is not None and target is not None:
        told = satisfied_told(csat, margin, target, int(figure_of(facts["answers"]) or 0), mean)
        yield Line(told, "good" if csat >= target else "bad", wrap=True)
    if csat is not None and by_score:
        yield Line(_TWO_SCORES, "dim", wrap=True)


def _is_by_score(summary: ReportSummary) -> bool:
    """Whether a goal of the plan is about the mean score, so that two figures of satisfaction stand in the report."""
    results = summary.section("results")
    goals = None if results is None else results.table("goals_other")
    rows = () if goals is None else goals.rows.records()
    return any(row["measure"] == "csat" and row["unit"] not in ("%", "％") for row in rows)


def _chart(table: SectionTable) -> Chart:
    """The types, most first; those that are 80 % of all stand out."""
    rows = list(table.rows.records())[:SHOWN]
    kinds = [(None if row["kind"] is None else str(row["kind"]), row["pareto"], row["cumulative"]) for row in rows]
    vital = vital_told([(kind, None if mark is None else str(mark), as_decimal(up_to)) for kind, mark, up_to in kinds])
    most = Text("最多的是{kind}，{n} 件", "most are of {kind}: {n}")
    return Chart(
        "complaints",
        "bars",
        Text("投诉都是什么类型", "What complaints are about"),
        table.name,
        "kind",
        tuple(kind or str(NO_TYPE) for kind, _, _ in kinds),
        (Series("complaints", FIGURES["complaints"], tuple(figure_of(row["complaints"]) for row in rows), "integer"),),
        vital or most.format(kind=kinds[0][0] or NO_TYPE, n=rows[0]["complaints"]),
        tuple("main" if row["pareto"] == "A" else "quiet" for row in rows),
    )


def _promises(table: SectionTable) -> Iterator[Line | ReportTable]:
    """What was promised and how often it was kept in time; the steps below their target by name."""
    rows = list(table.rows.records())
    below = [row for row in rows if _is_below(row)]
    target = percent(as_decimal(rows[0]["target"]), 0)
    if below:
        names = [
            str(
                Text("{step} {share}", "{step} {share}").format(
                    step=LABELS["step"][str(row["step"])], share=percent(as_decimal(row["share"]))
                )
            )
            for row in below
        ]
        told = Text("按时率没到 {target} 的：{names}", "in time less than {target}: {names}")
        yield Line(told.format(target=target, names=listed(names)), "warn", wrap=True)
    titles = {**_PROMISES, "share": Text("按时率", "In time")}
    title = Text("承诺的时限做到了多少（目标 {target}）", "Promises kept in time (target {target})").format(
        target=target
    )
    yield table_shown(table, title, columns_of(table.rows, titles, LABELS, bars=("share",)))


def _is_below(row: Row) -> bool:
    share, target = as_decimal(row["share"]), as_decimal(row["target"])
    return share is not None and target is not None and share < target
