"""The key figures on top of the report: the period, the year so far, its landing, what is coming, one goal more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from salesplan.compute.report.report import ReportSummary
from salesplan.model.table import Value
from salesplan.present.blocks import Screen
from salesplan.present.lights import light_of
from salesplan.present.numbers import as_decimal, exact, integer, percent, whole_amount
from salesplan.present.report.cells import score_text
from salesplan.present.report.parts import Card
from salesplan.present.waterfall import signed_percent
from salesplan.text import Text

Row = Mapping[str, Value]
_MOST = 6
_GOALS = ("collection_rate", "csat", "new_customers", "nps", "conversion")
"""Goals besides money that a card may show, the first that is measured."""
_TO_DATE = ("review", "survey")
"""What is measured in the year so far."""


def cards_of(summary: ReportSummary, screen: Screen) -> tuple[Card, ...]:
    """At most six, those first that are looked at first; what is not known has none."""
    found = [*_sales(summary, screen), *_landing(summary, screen), *_coming(summary, screen), *_goal(summary)]
    return tuple(found[:_MOST])


def _rows(summary: ReportSummary, section: str, table: str) -> list[Row]:
    found = summary.section(section)
    held = None if found is None else found.table(table)
    return [] if held is None else list(held.rows.records())


def _sales(summary: ReportSummary, screen: Screen) -> Iterator[Card]:
    """The period with its change on the year before, and the year to date."""
    rows = (row for name in ("attainment", "attainment_to_date") for row in _rows(summary, "results", name))
    whole = {row["span"]: row for row in rows if row["level"] == "total"}
    own, year = whole.get("period"), whole.get("to_date")
    if own is not None and as_decimal(own["actual"]) is not None:
        title = Text("{period} 销售额", "Sales {period}").format(period=summary.period)
        yield _money(title, own, _reached(own, screen), screen)
        yield from _change(own, screen)
    if year is not None and summary.kind != "year" and as_decimal(year["actual"]) is not None:
        yield _money(Text("年累计", "Year to date"), year, _due(year, screen), screen)


def _money(title: Text, row: Row, note: Text | str, screen: Screen) -> Card:
    sold = as_decimal(row["actual"])
    return Card(title, whole_amount(sold, screen.unit), exact(sold), note, light_of(row["light"]) or "")


def _reached(row: Row, screen: Screen) -> Text | str:
    """What it is of its target; of a period under way also of what was due by now."""
    reached = as_decimal(row["attainment"])
    if reached is None:
        return ""
    told = Text("目标 {target}，完成 {reached}", "{reached} of the target, {target}")
    if row["status"] == "open":
        told = Text(
            "目标 {target}，完成 {reached}，进度 {pace}",
            "{reached} of the target, {target}; {pace} of what was due by now",
        )
    target = whole_amount(as_decimal(row["target"]), screen.unit)
    return told.format(target=target, reached=percent(reached), pace=percent(as_decimal(row["pace"])))


def _due(row: Row, screen: Screen) -> Text | str:
    pace = as_decimal(row["pace"])
    if pace is None:
        rate = as_decimal(row["change_rate"])
        return "" if rate is None else Text("同比 {change}", "{change} on year").format(change=signed_percent(rate))
    told = Text("应完成 {due}，完成 {pace}", "{pace} of what was due, {due}")
    return told.format(due=whole_amount(as_decimal(row["expected"]), screen.unit), pace=percent(pace))


def _change(row: Row, screen: Screen) -> Iterator[Card]:
    """The change on the same days of the year before; without them on the period before."""
    rate, change, before = (as_decimal(row[key]) for key in ("change_rate", "change", "before"))
    if rate is not None:
        note = Text("去年同期 {before}", "{before} the year before").format(before=whole_amount(before, screen.unit))
        yield Card(Text("同比", "On the year before"), signed_percent(rate), _signed(change), note)
        return
    rate, before, actual = (as_decimal(row[key]) for key in ("last_rate", "last_period", "actual"))
    if rate is not None and before is not None and actual is not None:
        note = Text("上期 {before}", "{before} in the period before").format(before=whole_amount(before, screen.unit))
        yield Card(Text("比上期", "On the period before"), signed_percent(rate), _signed(actual - before), note)


def _landing(summary: ReportSummary, screen: Screen) -> Iterator[Card]:
    """Where the year will land by its pace."""
    landings = _rows(summary, "pace", "landings")
    if not landings:
        return
    row = landings[0]
    told = Text("目标 {target}，占 {share}", "{share} of the target, {target}")
    target = whole_amount(as_decimal(row["target"]), screen.unit)
    note = told.format(target=target, share=percent(as_decimal(row["share"])))
    landing = as_decimal(row["landing"])
    title = Text("全年预计", "Landing of the year")
    yield Card(title, whole_amount(landing, screen.unit), exact(landing), note, light_of(row["light"]) or "")


def _coming(summary: ReportSummary, screen: Screen) -> Iterator[Card]:
    """The weighted deals that are to close in the next period."""
    found = summary.section("next")
    deals = None if found is None else found.table("next_deals")
    weighted = None if deals is None else as_decimal(deals.totals.get("weighted"))
    if deals is None or weighted is None:
        return
    note = Text("{n} 个商机", "{n} deals").format(n=integer(len(deals.rows)))
    targets = _rows(summary, "next", "next")
    if targets:
        told = Text("{deals}；{period} 目标 {target}", "{deals}; target {period} {target}")
        target = whole_amount(as_decimal(targets[0]["target"]), screen.unit)
        note = told.format(deals=note, period=targets[0]["period"], target=target)
    yield Card(
        Text("下期商机加权值", "Deals next, weighted"), whole_amount(weighted, screen.unit), exact(weighted), note
    )


def _goal(summary: ReportSummary) -> Iterator[Card]:
    """One goal besides money: collection, satisfaction, new customers."""
    rows = [row for row in _rows(summary, "results", "goals_other") if as_decimal(row["actual"]) is not None]
    rows = sorted(
        (row for row in rows if row["measure"] in _GOALS),
        key=lambda row: (_GOALS.index(str(row["measure"])), str(row["id"])),
    )
    for row in rows[:1]:
        told = Text("目标 {target}", "target {target}").format(target=_counted(as_decimal(row["target"]), row))
        actual, name = as_decimal(row["actual"]), row["metric"] or row["name"]
        title = Text("年累计{name}", "Year to date: {name}") if row["source"] in _TO_DATE else Text("{name}", "{name}")
        yield Card(title.format(name=name), _counted(actual, row), exact(actual), told, light_of(row["light"]) or "")


def _counted(value: Decimal | None, row: Row) -> str:
    """A figure with its unit: 89.6%, 4.3 分."""
    shown, unit = score_text(value), str(row["unit"] or "")
    return f"{shown}{unit}" if unit in ("%", "％", "") else f"{shown} {unit}"


def _signed(value: Decimal | None) -> str:
    return f"+{exact(value)}" if value is not None and value > 0 else exact(value)
