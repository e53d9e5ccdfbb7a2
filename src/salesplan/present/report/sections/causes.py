"""Why sales changed: the waterfalls of price, volume and mix and of customers, who did it, whom to call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import cast

from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.rows import only_row
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.sales.spans import Against, Spans
from salesplan.model.period import Period
from salesplan.model.table import Value
from salesplan.present.blocks import Line, Screen
from salesplan.present.numbers import Unit, as_decimal, integer
from salesplan.present.report.chart import Chart, Hue, Series
from salesplan.present.report.parts import Item, ReportTable
from salesplan.present.report.table_parts import columns_of, small_unit, table_shown, with_blanks
from salesplan.present.views import sales_bridge
from salesplan.present.views.sales_bridge import ups_and_downs
from salesplan.present.views.sales_parts import AGAINST, NOBODY, SIDE_TITLES, days_line, tone_of
from salesplan.present.views.sales_pvm import STEP_WORDS, most_told
from salesplan.present.waterfall import tells_parts
from salesplan.text import Text

NOW = Text("本期", "Now")
TITLE = Text("变动原因", "Why sales changed")
TITLES = {
    "causes": Text("价格、数量、结构各影响多少", "What price, volume and mix did"),
    "bridge": Text("客户带来的变动", "What customers did"),
}
_AMOUNTS = {key: sales_bridge.COLUMNS[key] for key in ("base", "now", "change")}
_SHARE = {"share_of_change": Text("占变动", "Of change")}
_STEPS = {
    "step": Text("项目", "Step"),
    "amount": Text("金额", "Amount"),
    **_SHARE,
    "customers": Text("客户数", "Customers"),
}
_WHO = {
    "side": Text("维度", "Side"),
    "name": Text("名称", "Name"),
    "owner": sales_bridge.COLUMNS["owner"],
    **_AMOUNTS,
    **_SHARE,
}
_LOSSES = {
    **{key: sales_bridge.COLUMNS[key] for key in ("move",)},
    "customer": SIDE_TITLES["customer"],
    "owner": sales_bridge.COLUMNS["owner"],
    "region": SIDE_TITLES["region"],
    **_AMOUNTS,
    "last_order": sales_bridge.COLUMNS["last_order"],
}
_SHORT = {
    "new": Text("新来", "new"),
    "won_back": Text("挽回", "won back"),
    "expansion": Text("多买", "more"),
    "contraction": Text("少买", "less"),
    "lost": Text("流失", "lost"),
}
"""The moves of customers as they stand beside bars."""
Row = Mapping[str, Value]


def items(section: Section, summary: ReportSummary, screen: Screen) -> Iterator[Item]:
    """What changed and what did most of it; both waterfalls; who did it; the customers to call."""
    compared = only_row(section.table("compared"))
    if not compared:
        return
    unit = small_unit(screen, (compared["base"], compared["now"]))
    screen = screen if unit is None else replace(screen, unit=unit)
    spans = _spans(compared, summary)
    told = _told(section, compared, spans, screen)
    if section.table("causes") is None:  # else its chart says so
        yield Line(told["causes"], tone_of(as_decimal(compared["change"]) or Decimal(0)), wrap=True)
    yield days_line(spans)
    for note in _rows(section.table("causes_notes")):
        yield Line(str(note["text"]), "warn", wrap=True)
    for name in TITLES:
        if (table := section.table(name)) is not None:
            yield _chart(table, told[name], spans, unit)
            yield _steps(table, spans, unit)
    yield from _people(section, unit)


def _rows(table: SectionTable | None) -> list[Row]:
    return [] if table is None else list(table.rows.records())


def _spans(row: Row, summary: ReportSummary) -> Spans:
    """The days of both, as pages name them."""
    first, last, base_first, base_last = (
        cast("date", row[key]) for key in ("first", "last", "base_first", "base_last")
    )
    now, base = Period(first, last), Period(base_first, base_last)
    against = cast("Against", row["against"])
    return Spans(str(row["name"]), summary.kind, now, now, base, against, None, cut=bool(row["cut"]))


def _moves(table: SectionTable | None) -> list[tuple[str, Decimal]]:
    """The steps of a waterfall between its totals."""
    return [(str(row["step"]), as_decimal(row["amount"]) or Decimal(0)) for row in _rows(table) if not row["level"]]


def _told(section: Section, compared: Row, spans: Spans, screen: Screen) -> dict[str, Text]:
    """What each waterfall shows, in a sentence; the first says how sales changed."""
    change = as_decimal(compared["change"]) or Decimal(0), as_decimal(compared["change_rate"])
    told = {"causes": most_told(spans, change, _moves(section.table("causes")), screen)}
    bridge = section.table("bridge")
    if moves := _moves(bridge):
        counts = {str(row["step"]): row["customers"] for row in _rows(bridge)}
        known = {step: count for step, count in counts.items() if isinstance(count, int)}
        told["bridge"] = ups_and_downs(dict(moves), known, screen)
    return told


def _words(table: SectionTable, spans: Spans) -> dict[str, Text]:
    """The words for the steps of a waterfall."""
    steps = sales_bridge.WORDS if table.name == "bridge" else STEP_WORDS
    return {**steps, "base": AGAINST[spans.against], "now": NOW}


def _chart(table: SectionTable, told: Text | str, spans: Spans, unit: Unit | None) -> Chart:
    """The waterfall from the base to now; a bar of customers says how many they are."""
    rows, words = _rows(table), _words(table, spans)
    amounts = tuple(as_decimal(row["amount"]) for row in rows)
    return Chart(
        table.name,
        "waterfall",
        TITLES[table.name],
        table.name,
        "step",
        tuple(_label(row, words) for row in rows),
        (Series("amount", _STEPS["amount"], amounts),),
        told,
        tuple(_hue(row) for row in rows),
        tuple(at for at, row in enumerate(rows) if row["level"]),
        unit=unit,
    )


def _label(row: Row, words: Mapping[str, Text]) -> str:
    """The word beside a bar, with the number of customers where they are counted."""
    step, count = str(row["step"]), row.get("customers")
    if not isinstance(count, int):
        return str(words[step])
    return str(Text("{word} {n} 家", "{word} ({n})").format(word=_SHORT[step], n=integer(count)))


def _hue(row: Row) -> Hue:
    """Totals are quiet; what brought sales and what took them away."""
    if row["level"]:
        return "main" if row["step"] == "now" else "quiet"
    return "up" if (as_decimal(row["amount"]) or 0) >= 0 else "down"


def _steps(table: SectionTable, spans: Spans, unit: Unit | None) -> ReportTable:
    columns = columns_of(table.rows, _titles(table, _STEPS), {"step": _words(table, spans)})
    return table_shown(table, TITLES[table.name], columns, unit)


def _titles(table: SectionTable, titles: Mapping[str, Text]) -> Mapping[str, Text]:
    """The titles; without shares of the change where ups and downs nearly cancel."""
    told = tells_parts(as_decimal(row["share_of_change"]) for row in _rows(table))
    return titles if told else {key: title for key, title in titles.items() if key not in _SHARE}


def _people(section: Section, unit: Unit | None) -> Iterator[ReportTable]:
    """Who moved the total most on each side; which customers went or buy less, each with his owner."""
    if (who := section.table("contributors")) is not None:
        columns = columns_of(who.rows, _titles(who, _WHO), {"side": SIDE_TITLES})
        named = replace(who, rows=with_blanks(who.rows, "name", NOBODY))
        yield table_shown(named, Text("谁带来的变动", "Who moved it"), columns, unit)
    if (losses := section.table("losses")) is not None:
        columns = columns_of(losses.rows, _LOSSES, {"move": sales_bridge.WORDS})
        yield table_shown(
            losses, Text("先联系这些客户：走了和少买最多的", "Call these first: lost and buying less"), columns, unit
        )
