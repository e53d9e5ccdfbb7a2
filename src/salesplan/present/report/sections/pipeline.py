"""The open deals: what will probably come and how sure that is, stage by stage, then one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.rows import Row, only_row
from salesplan.compute.report.section import Section, SectionTable
from salesplan.model.period import Period
from salesplan.model.table import Table
from salesplan.present.blocks import Line, Screen
from salesplan.present.numbers import as_count, as_decimal, figure_of, integer, percent, whole_amount
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.parts import Item, Said
from salesplan.present.report.table_parts import columns_of, table_shown, without_zeros
from salesplan.present.views.prospects_value import COMMIT, EXPECTED, NONE_EXPECTED, span_name
from salesplan.present.views.prospects_value_parts import CLOSED
from salesplan.present.views.prospects_value_words import COLUMNS, FIGURES
from salesplan.text import Text

TITLE = Text("商机", "Pipeline")
SHOWN = 15
"""Open deals on the page, those of most weight; the workbook has all."""
_STAGES = {
    "stage": COLUMNS["stage"],
    "deals": FIGURES["deals"],
    "amount": COLUMNS["amount"],
    "weighted": COLUMNS["weighted"],
    "probability": COLUMNS["probability"],
    "open_days": Text("已进行几天（中位）", "Days open, median"),
    "overdue": FIGURES["overdue"],
    "not_valued": FIGURES["not_valued"],
}
_DEALS = (
    *("id", "name", "customer", "owner", "stage", "product", "amount", "probability", "weighted", "close_date"),
    *("timing", "overdue_days", "open_days"),
)
_ASIDE = {
    "overdue": Text(
        "预计日期已过还没结束的 {n} 个（{amount}），先问负责人",
        "{n} overdue and still open ({amount}): ask their owners first",
    ),
    "undated": Text(
        "没有预计日期的 {n} 个（{amount}），补上才算得进去",
        "{n} without a date ({amount}): they count once they have one",
    ),
}
_NO_STAGE = Text("（没有阶段）", "(no stage)")


def items(section: Section, summary: ReportSummary, screen: Screen) -> Iterator[Item]:  # noqa: ARG001 - each section is given the same
    """The estimate with its range, what is not in it, the stages, every open deal."""
    facts = only_row(section.table("pipeline_facts"))
    stages, deals = section.table("pipeline"), section.table("deals")
    if stages is None or deals is None:
        return
    yield from _expected(facts, screen)
    yield from _aside(facts, screen)
    yield _chart(stages, screen)
    columns = columns_of(stages.rows, _STAGES, {})
    columns = without_zeros(columns, stages.rows, ("overdue", "not_valued"))
    yield replace(table_shown(stages, Text("各阶段商机", "Open deals by stage"), columns), folded=True)
    yield from _closed(facts, screen)
    titles = {key: COLUMNS[key] for key in _DEALS if key not in _in_names(deals.rows)}
    shown = columns_of(deals.rows, titles, {"timing": _timings(facts)})
    title = Text("进行中的商机", "Open deals")
    yield replace(table_shown(deals, title, shown), shown=SHOWN)


def _in_names(deals: Table) -> frozenset[str]:
    """The columns that the name of every deal says already, such as ``广州恒达化工 计量泵``."""
    found = frozenset(("customer", "product"))
    for row in deals.records():
        found -= {key for key in found if str(row.get(key) or "") not in str(row.get("name") or "")}
    return found


def _timings(facts: Row) -> dict[str, Text]:
    """When a deal is expected: the period of the estimate by its name."""
    told = {key: FIGURES[key] for key in ("overdue", "no_date", "before", "later")}
    return {**told, "in": Text("{name}", "{name}").format(name=_span(facts))}


def _span(facts: Row) -> str:
    first, last = facts["first"], facts["last"]
    return span_name(Period(first, last)) if isinstance(first, date) and isinstance(last, date) else ""


def _chart(table: SectionTable, screen: Screen) -> Chart:
    """Amount and weighted amount, in the order of the sales process; how many deals stands with the stage."""
    rows = list(table.rows.records())
    label = Text("{stage}（{n} 个）", "{stage} ({n})")
    labels = tuple(
        str(label.format(stage=row["stage"] or _NO_STAGE, n=integer(as_count(row["deals"])))) for row in rows
    )
    series = (
        Series("amount", COLUMNS["amount"], tuple(figure_of(row["amount"]) for row in rows), hue="quiet"),
        Series("weighted", COLUMNS["weighted"], tuple(figure_of(row["weighted"]) for row in rows)),
    )
    told = Text("{n} 个进行中，共 {amount}，加权 {weighted}", "{n} open deals of {amount}, weighted {weighted}").format(
        n=integer(as_count(table.totals["deals"])),
        amount=_money(table.totals, "amount", screen),
        weighted=_money(table.totals, "weighted", screen),
    )
    title = Text("销售漏斗：各阶段的商机", "Pipeline by stage")
    return Chart("pipeline", "bars", title, table.name, "stage", labels, series, told=told)


def _expected(facts: Row, screen: Screen) -> Iterator[Said]:
    """What the next period will probably bring."""
    name = _span(facts)
    if not facts["expected"]:
        yield Said(NONE_EXPECTED.format(name=name), "amber", "deals")
        return
    money = {key: _money(facts, key, screen) for key in ("weighted", "low", "high", "commit", "best")}
    yield Said(EXPECTED.format(name=name, n=integer(as_count(facts["expected"])), **money), evidence="deals")
    yield Said(COMMIT.format(**money))


def _aside(facts: Row, screen: Screen) -> Iterator[Said]:
    """Deals whose day is past or not known: they are in no estimate."""
    for key, told in _ASIDE.items():
        if facts[key]:
            money = _money(facts, f"{key}_amount", screen)
            yield Said(told.format(n=integer(as_count(facts[key])), amount=money), "amber", "deals")


def _closed(facts: Row, screen: Screen) -> Iterator[Line]:
    """What became of deals before."""
    first, last = facts["closed_first"], facts["closed_last"]
    if not facts["won"] and not facts["lost"]:
        return
    days = Period(first, last) if isinstance(first, date) and isinstance(last, date) else ""
    counts = {key: integer(as_count(facts[key])) for key in ("won", "lost")}
    rate = percent(as_decimal(facts["win_rate"]))
    yield Line(CLOSED.format(window=days, value=_money(facts, "won_value", screen), rate=rate, **counts))


def _money(row: Row, key: str, screen: Screen) -> str:
    return whole_amount(as_decimal(row[key]), screen.unit)
