"""Why sales changed: the waterfalls of price, volume and mix and of customers, who did it, whom to call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import cast

from salesplan.compute.report.causes import CAME, STAYED_AWAY, is_a_year
from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.sales.spans import Against, Kind, Spans
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
from salesplan.present.waterfall import signed, tells_parts
from salesplan.text import Text

SHOWN = 10
"""Who moved the total, on the page; the workbook has all."""
CHANGE = Text("合计变动", "Change in all")
NOW = Text("本期", "Now")
TITLE = Text("变动原因", "Why sales changed")
TITLES = {
    "causes": Text("价格、数量、结构各影响多少", "What price, volume and mix did"),
    "bridge": Text("客户带来的变动", "What customers did"),
}
_MOVES = {
    **sales_bridge.WORDS,
    CAME: Text("去年同期没买、本期买了", "bought now, not a year ago"),
    STAYED_AWAY: Text("去年同期买、本期没买", "bought a year ago, not now"),
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
    CAME: Text("同期没买", "not a year ago"),
    STAYED_AWAY: Text("本期没买", "not now"),
}
"""The moves of customers as they stand beside bars."""
Row = Mapping[str, Value]


@dataclass(frozen=True)
class _Part:
    """A waterfall of the section: the days it compares, how sales changed in them, the unit of its amounts."""

    table: SectionTable | None
    row: Row
    spans: Spans
    screen: Screen
    unit: Unit | None

    @property
    def change(self) -> Decimal:
        """By how much sales changed."""
        return as_decimal(self.row["change"]) or Decimal(0)


def items(section: Section, summary: ReportSummary, screen: Screen) -> Iterator[Item]:
    """What changed and what did most of it, and who did it; then what customers did, and whom to call.

    Each waterfall with its own days: what customers did is looked at over a year where the orders reach back so far.
    """
    parts = {name: part for name in TITLES if (part := _part(section, name, summary, screen)) is not None}
    priced, bridged = parts.get("causes"), parts.get("bridge")
    first = priced or bridged
    if first is None:
        return
    if first.table is None or priced is None:  # else its chart says so
        yield Line(_most(first), tone_of(first.change), wrap=True)
    yield days_line(first.spans)
    for note in _rows(section.table("causes_notes")):
        yield Line(str(note["text"]), "warn", wrap=True)
    if priced is not None and priced.table is not None:
        yield from (_chart(priced.table, priced, _most(priced)), _steps(priced.table, priced))
    yield from _who(section, first.unit)
    if bridged is not None:
        yield from _customers(section, bridged, with_days=priced is not None)


def _customers(section: Section, bridged: _Part, *, with_days: bool) -> Iterator[Item]:
    """What customers did, and the ones to call."""
    if with_days:
        yield days_line(bridged.spans)
    moves = _moves(bridged.table)
    if bridged.table is not None and moves:
        yield from (_chart(bridged.table, bridged, _told(bridged, dict(moves))), _steps(bridged.table, bridged))
    elif bridged.table is not None:
        nobody = Text("{days} 没有客户多买或少买", "{days}: no customer bought more or less")
        yield Line(nobody.format(days=bridged.spans.now))
    yield from _losses(section, bridged)


def _part(section: Section, name: str, summary: ReportSummary, screen: Screen) -> _Part | None:
    row = next((row for row in _rows(section.table("compared")) if row["table"] == name), None)
    if row is None:
        return None
    unit = small_unit(screen, (row["base"], row["now"]))
    fitting = screen if unit is None else replace(screen, unit=unit)
    return _Part(section.table(name), row, _spans(row, summary), fitting, unit)


def _rows(table: SectionTable | None) -> list[Row]:
    return [] if table is None else list(table.rows.records())


def _spans(row: Row, summary: ReportSummary) -> Spans:
    """The days of both, as pages name them."""
    first, last, base_first, base_last = (
        cast("date", row[key]) for key in ("first", "last", "base_first", "base_last")
    )
    now, base = Period(first, last), Period(base_first, base_last)
    against = cast("Against", row["against"])
    kind = summary.kind if row["name"] == summary.period else cast("Kind", row["kind"])
    return Spans(str(row["name"]), kind, now, now, base, against, None, cut=bool(row["cut"]))


def _moves(table: SectionTable | None) -> list[tuple[str, Decimal]]:
    """The steps of a waterfall between its totals."""
    return [(str(row["step"]), as_decimal(row["amount"]) or Decimal(0)) for row in _rows(table) if not row["level"]]


def _most(part: _Part) -> Text:
    """How sales changed, and what did most of it."""
    moves = _moves(part.table) if part.row["table"] == "causes" else []
    return most_told(part.spans, (part.change, as_decimal(part.row["change_rate"])), moves, part.screen)


def _told(part: _Part, moves: Mapping[str, Decimal]) -> Text:
    """What the waterfall of customers shows, with its days: nobody is called lost for one month without an order."""
    counts = {str(row["step"]): row["customers"] for row in _rows(part.table)}
    known = {step: count for step, count in counts.items() if isinstance(count, int)}
    if is_a_year(part.spans):
        told = ups_and_downs(moves, known, part.screen)
    else:
        told = Text(
            "去年同期买、本期没买的 {stayed} 家，少买的 {less} 家，合计 {down}；"
            "去年同期没买、本期买了和多买的合计 {up}",
            "{stayed} customers who bought a year ago and not now, {less} buying less, {down}; "
            "those who bought now and not a year ago, and buying more {up}",
        ).format(
            stayed=integer(known.get(STAYED_AWAY, 0)),
            less=integer(known.get("contraction", 0)),
            down=signed(_sum(moves, STAYED_AWAY, "contraction"), part.screen.unit),
            up=signed(_sum(moves, CAME, "expansion"), part.screen.unit),
        )
    return Text("{days}：{told}", "{days}: {told}").format(days=part.spans.now, told=told)


def _sum(moves: Mapping[str, Decimal], *keys: str) -> Decimal:
    return sum((moves.get(key, Decimal(0)) for key in keys), Decimal(0))


def _title(part: _Part, title: Text) -> Text:
    """A heading with the days that it is about: those of both waterfalls may differ."""
    days = part.spans.now if part.spans.kind == "days" or part.spans.cut else part.spans.name
    return Text("{title}（{days}）", "{title} ({days})").format(title=title, days=days)


def _words(table: SectionTable, spans: Spans) -> dict[str, Text]:
    """The words for the steps of a waterfall."""
    steps = _MOVES if table.name == "bridge" else STEP_WORDS
    return {**steps, "base": AGAINST[spans.against], "now": NOW}


def _chart(table: SectionTable, part: _Part, told: Text) -> Chart:
    """The waterfall from the base to now; a bar of customers says how many they are."""
    rows, words = _rows(table), _words(table, part.spans)
    amounts = tuple(as_decimal(row["amount"]) for row in rows)
    return Chart(
        table.name,
        "waterfall",
        _title(part, TITLES[table.name]),
        table.name,
        "step",
        tuple(_label(row, words) for row in rows),
        (Series("amount", _STEPS["amount"], amounts),),
        told,
        tuple(_hue(row) for row in rows),
        tuple(at for at, row in enumerate(rows) if row["level"]),
        unit=part.unit,
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


def _steps(table: SectionTable, part: _Part) -> ReportTable:
    columns = columns_of(table.rows, _titles(table, _STEPS), {"step": _words(table, part.spans)})
    return table_shown(table, _title(part, TITLES[table.name]), columns, part.unit, total=CHANGE)


def _titles(table: SectionTable, titles: Mapping[str, Text]) -> Mapping[str, Text]:
    """The titles; without shares of the change where ups and downs nearly cancel."""
    told = tells_parts(as_decimal(row["share_of_change"]) for row in _rows(table))
    return titles if told else {key: title for key, title in titles.items() if key not in _SHARE}


def _who(section: Section, unit: Unit | None) -> Iterator[ReportTable]:
    """Who moved the total most on each side."""
    if (who := section.table("contributors")) is not None:
        columns = columns_of(who.rows, _titles(who, _WHO), {"side": SIDE_TITLES})
        named = replace(who, rows=with_blanks(who.rows, "name", NOBODY))
        yield replace(table_shown(named, Text("谁带来的变动", "Who moved it"), columns, unit), shown=SHOWN)


def _losses(section: Section, part: _Part) -> Iterator[ReportTable]:
    """Which customers went or buy less, each with his owner."""
    if (losses := section.table("losses")) is None:
        return
    title = Text("先联系这些客户：走了和少买最多的", "Call these first: lost and buying less")
    if not is_a_year(part.spans):
        title = Text("先联系这些客户：本期没买和少买最多的", "Call these first: not buying, and buying less")
    columns = columns_of(losses.rows, _LOSSES, {"move": _MOVES})
    yield table_shown(losses, _title(part, title), columns, part.unit)
