"""Coverage: where the time goes against where the potential is, which hours to move, whose large accounts to move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.rows import Row, only_row
from salesplan.compute.report.section import Section, SectionTable
from salesplan.model.period import Period
from salesplan.model.table import Value
from salesplan.present.blocks import Line, Screen
from salesplan.present.numbers import as_count, as_decimal, decimal, figure_of, integer, percent
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.parts import Item, Said
from salesplan.present.report.table_parts import columns_of, table_shown
from salesplan.present.views.coverage import MISPLACED, MOVE, NOT_BEST, VIEW, tier_name
from salesplan.present.views.coverage_words import BASES, COLUMNS, FIGURES, GRADES, NO_TIER, VERDICTS
from salesplan.present.words import listed
from salesplan.text import Text

TITLE = VIEW.title
_TIERS = (
    *("tier", "customers", "potential", "revenue", "hours", "potential_share", "time_share", "ratio", "verdict"),
    "hours_to_shift",
)
SHOWN = 10
"""Large accounts to move on the page, those of most potential; the workbook has all."""
_SKILL = ("id", "name", "region", "tier", "worth", "owner", "skill", "better")


def items(section: Section, summary: ReportSummary, screen: Screen) -> Iterator[Item]:  # noqa: ARG001 - each section is given the same
    """How many hours lie in the wrong place and where they should go; the tiers; who should serve whom."""
    facts, table = only_row(section.table("coverage_facts")), section.table("coverage")
    if table is None:
        return
    grading = str(facts["grading"])
    yield _chart(table, facts)
    yield from _moves(section.table("hour_moves"), facts)
    titles = {**{key: COLUMNS[key] for key in _TIERS}, "tier": GRADES[grading]}
    columns = columns_of(table.rows, titles, {"tier": {"none": NO_TIER}, "verdict": VERDICTS})
    yield table_shown(table, Text("各级客户的时间和潜力", "Time and potential by tier"), columns)
    yield from _skill(section.table("skill"), facts)


def _chart(table: SectionTable, facts: Row) -> Chart:
    """Share of potential beside share of time; those without a tier only where their hours are known."""
    rows = [row for row in table.rows.records() if row["time_share"] is not None]
    labels = tuple(str(NO_TIER) if row["tier"] == "none" else str(row["tier"]) for row in rows)
    shares = {key: tuple(figure_of(row[key]) for row in rows) for key in ("potential_share", "time_share")}
    series = (
        Series("time_share", COLUMNS["time_share"], shares["time_share"], "share"),
        Series("potential_share", COLUMNS["potential_share"], shares["potential_share"], "share", "quiet"),
    )
    title = Text("时间花在哪，潜力在哪", "Where the time goes, where the potential is")
    return Chart("coverage", "columns", title, table.name, "tier", labels, series, told=_misplaced(facts))


def _misplaced(facts: Row) -> Text:
    first, last = facts["first"], facts["last"]
    days = Period(first, last) if isinstance(first, date) and isinstance(last, date) else ""
    return MISPLACED.format(
        share=percent(as_decimal(facts["misallocation"])),
        days=days,
        total=decimal(as_decimal(facts["hours"]), 1),
        hours=decimal(as_decimal(facts["hours_to_move"]), 1),
        basis=BASES[str(facts["basis"] or "time")],
    )


def _moves(table: SectionTable | None, facts: Row) -> Iterator[Line]:
    """Which hours should go from where to where."""
    for row in table.rows.records() if table else ():
        giver, taker = (_tier(row[key], facts) for key in ("from_tier", "to_tier"))
        yield Line(MOVE.format(giver=giver, taker=taker, hours=decimal(as_decimal(row["hours"]), 1)))


def _tier(code: Value, facts: Row) -> Text:
    return tier_name(None if code == "none" else str(code), str(facts["grading"]))


def _skill(table: SectionTable | None, facts: Row) -> Iterator[Item]:
    """The large accounts that are not in the best hands."""
    if table is None:
        return
    counts = [as_count(facts[key]) for key in ("high_customers", "mismatched")]
    top = facts["top"] if isinstance(facts["top"], tuple) else ()
    told = NOT_BEST.format(n=integer(counts[0]), wrong=integer(counts[1]), top=listed(top))
    yield Said(told, "amber", table.name)
    titles = {key: FIGURES.get(key, COLUMNS.get(key, FIGURES["name"])) for key in _SKILL}
    titles |= {key: COLUMNS[key] for key in ("name", "region", "skill", "tier")}
    title = Text("该换能手负责的大客户", "Large accounts that need one of the best")
    yield replace(table_shown(table, title, columns_of(table.rows, titles, {})), shown=SHOWN, folded=True)
