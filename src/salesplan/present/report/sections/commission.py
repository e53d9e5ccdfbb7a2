"""Commission: what is paid and what waits for its collection, a bar and a line a person, the budget used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from salesplan.compute.report.commission import PARTS
from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.rows import only_row
from salesplan.compute.report.section import Section, SectionTable
from salesplan.model.table import Value
from salesplan.present.blocks import Line, Screen
from salesplan.present.numbers import Unit, as_decimal, decimal, integer
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.parts import Item, ReportTable
from salesplan.present.report.table_parts import columns_of, small_unit, table_shown, without_zeros
from salesplan.present.views.commission_compute import PAID_OUT, WAITING, budget_line
from salesplan.present.views.commission_compute_words import COLUMNS, FIGURES
from salesplan.text import Text

TITLE = Text("提成", "Commission")
FEW = 3
"""People whose table stands open beside the chart."""
SHOWN = 30
"""People in the chart; the table has everybody."""
_TITLES = {
    **{key: COLUMNS[key] for key in ("person", "team")},
    **{key: FIGURES[key] for key in (*PARTS, "pay", "open_deferred", "open_advance")},
}
_IDLE = (*PARTS[1:], "open_deferred", "open_advance")
"""The columns that are left out where nobody has anything in them."""
Row = Mapping[str, Value]


def items(section: Section, summary: ReportSummary, screen: Screen) -> Iterator[Item]:
    """What is paid out, what waits, how much of the budget is gone; then everybody."""
    table = section.table("commission")
    if table is None:
        return
    rows = list(table.rows.records())
    yield from _told(rows, table, summary)
    yield from _budget(only_row(section.table("budget")))
    if any(row["pay"] or row["open_deferred"] for row in rows):
        yield _chart(rows, table, screen)
    yield replace(_table(table, screen), folded=len(table.rows) > FEW)
    if summary.kind != "month":
        told = Text("本期是各月实发的合计", "The sum of what was paid in the months of {period}")
        yield Line(told.format(period=summary.period), "dim")


def _told(rows: Sequence[Row], table: SectionTable, summary: ReportSummary) -> Iterator[Line]:
    paid = sum((as_decimal(row["pay"]) or 0) > 0 for row in rows)
    total, waits = (as_decimal(table.totals[key]) for key in ("pay", "open_deferred"))
    words = {"period": summary.period, "n": integer(paid), "pay": decimal(total, 2)}
    yield Line(PAID_OUT.format(**words), "strong")
    if summary.under_way:
        yield Line(Text("期间没有结束，这是暂算", "the period is not over: provisional"), "warn")
    if waits:
        yield Line(WAITING.format(open=decimal(waits, 2)))


def _budget(row: Row) -> Iterator[Line]:
    """How much of the year's budget is gone, where the plan has one."""
    paid, budget, used = (as_decimal(row.get(key)) for key in ("paid_this_year", "budget", "used"))
    if paid is not None and budget is not None and used is not None:
        yield budget_line(paid, budget, used)


def _chart(rows: Sequence[Row], table: SectionTable, screen: Screen) -> Chart:
    """Pay, and behind it what comes once customers have paid."""
    shown = rows[:SHOWN]
    series = (
        Series("pay", FIGURES["pay"], tuple(as_decimal(row["pay"]) for row in shown)),
        Series(
            "open_deferred", FIGURES["open_deferred"], tuple(as_decimal(row["open_deferred"]) for row in shown),
            hue="quiet", dashed=True,
        ),
    )  # fmt: skip
    waiting = any(row["open_deferred"] for row in shown)
    return Chart(
        "commission",
        "bars",
        Text("实发，和等回款才发的", "Paid, and waiting for its collection")
        if waiting
        else Text("实发提成", "Commission paid"),
        table.name,
        "person",
        tuple(str(row["person"]) for row in shown),
        series if waiting else series[:1],
        _seen(shown, table),
        stacked=waiting,
        unit=_unit(table, screen),
    )


def _seen(rows: Sequence[Row], table: SectionTable) -> Text:
    """Who gets most."""
    first = rows[0]
    told = Text("{person} 拿得最多，{pay}；合计 {total}", "{person} is paid most, {pay}; {total} in all")
    total = decimal(as_decimal(table.totals["pay"]), 2)
    return told.format(person=first["person"], pay=decimal(as_decimal(first["pay"]), 2), total=total)


def _table(table: SectionTable, screen: Screen) -> ReportTable:
    columns = without_zeros(columns_of(table.rows, _TITLES, {}), table.rows, _IDLE)
    return table_shown(table, Text("各人提成", "Commission by person"), columns, _unit(table, screen))


def _unit(table: SectionTable, screen: Screen) -> Unit | None:
    """Single units where nobody's pay is large, whatever the sum."""
    amounts = (value for row in table.rows.rows() for value in row)
    return small_unit(screen, amounts)
