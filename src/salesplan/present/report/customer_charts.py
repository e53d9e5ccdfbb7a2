"""The charts of the customers: the Pareto curve, classes by value tier, recency by frequency."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from salesplan.compute.report.rows import Row
from salesplan.compute.report.section import Section, SectionTable
from salesplan.present.blocks import Screen
from salesplan.present.numbers import as_count, as_decimal, figure_of, integer, percent, whole_amount
from salesplan.present.report.chart import Chart, Series
from salesplan.present.views import classify_words as words
from salesplan.present.views.classify import concentrated
from salesplan.present.views.coverage_words import NO_TIER
from salesplan.present.views.value_heat import frequency_label, recency_label
from salesplan.text import Text

PARETO = Text("客户集中度（二八曲线）", "Concentration: the 80/20 curve")
CLASS_MAP = Text("客户分布：分级 × 价值等级（家数）", "Customers by class and value tier")
CLASSES = Text("客户分级", "Customers by class")
RFM = Text("最近 × 频率（家数）", "Recency by frequency: customers")
TIERS: Mapping[str, Text] = {**words.TIERS, "none": NO_TIER}
REFERENCE = Text("80%（“80/20”的参照）", "80 %, as in 80/20")


def pareto_chart(table: SectionTable, facts: Row) -> Chart:
    """Which share of the customers holds which share of sales."""
    rows = list(table.rows.records())
    at = tuple(as_decimal(row["customer_share"]) or Decimal(0) for row in rows)
    label = Text("{n} 家（{share}）", "{n} customers ({share})")
    labels = tuple(
        str(label.format(n=integer(as_count(row["customers"])), share=percent(share)))
        for row, share in zip(rows, at, strict=True)
    )
    reached = tuple(figure_of(row["reached"]) for row in rows)
    fifth = as_count(facts["top20_customers"]), as_decimal(facts["top20_share"])
    most = as_count(facts["needed"]), as_decimal(facts["needed_share"])
    return Chart(
        *("pareto", "curve", PARETO, table.name, "customer_share", labels),
        (Series("reached", Text("占金额", "Share of the amount"), reached, "share"),),
        told=concentrated(as_count(facts["pareto_customers"]), fifth, most),
        at=at,
        heads=(Text("客户占比", "Share of customers"), Text("占金额", "Share of the amount")),
        limit=(words.REFERENCE, REFERENCE),
    )


def class_chart(section: Section, facts: Row, screen: Screen) -> Chart | None:
    """Classes by value tier, so that people see who is worth much and has gone quiet; without tiers the classes."""
    table = section.table("class_map")
    if table is None:
        return _class_bars(section.table("classes"))
    return Chart(
        *("classes", "heat", CLASS_MAP, table.name, "class", _labels(table, "class", words.CLASSES)),
        _across(table, {f"tier_{code}": word for code, word in TIERS.items()}),
        told=_idle(facts, screen),
        heads=(Text("客户分级", "Class"), Text("价值等级", "Value tier")),
    )


def _idle(facts: Row, screen: Screen) -> Text:
    """How many of those worth most effort have not ordered lately."""
    valuable, idle = as_count(facts["valuable"]), as_count(facts["valuable_idle"])
    if not valuable:
        return Text("", "")
    if not idle:
        told = Text("价值等级 A、B 的 {n} 家最近都有成交", "all {n} customers of tier A or B have ordered lately")
        return told.format(n=integer(valuable))
    told = Text(
        "价值等级 A、B 的 {n} 家里，{idle} 家最近没有成交（{amount}），先联系",
        "{idle} of the {n} customers of tier A or B have not ordered lately ({amount}): contact them first",
    )
    money = whole_amount(as_decimal(facts["valuable_idle_amount"]), screen.unit)
    return told.format(n=integer(valuable), idle=integer(idle), amount=money)


def _class_bars(table: SectionTable | None) -> Chart | None:
    if table is None:
        return None
    counts = tuple(figure_of(row["customers"]) for row in table.rows.records())
    series = Series("customers", Text("客户数", "Customers"), counts, "integer")
    return Chart("classes", "bars", CLASSES, table.name, "class", _labels(table, "class", words.CLASSES), (series,))


def rfm_words(section: Section) -> dict[str, dict[str, str]]:
    """The scores of recency and frequency with the days and orders they stand for: ``R5 ≤10 天``."""
    limits: dict[str, list[Decimal]] = {"recency": [], "frequency": []}
    table = section.table("rfm_limits")
    for row in table.rows.records() if table else ():
        limits[str(row["measure"])].append(as_decimal(row["limit"]) or Decimal(0))
    scores = range(1, 2 + max(map(len, limits.values())))
    return {
        "recency": {f"R{score}": _limited(recency_label, limits["recency"], score) for score in scores},
        "frequency": {f"f{score}": _limited(frequency_label, limits["frequency"], score) for score in scores},
    }


def rfm_chart(section: Section, table: SectionTable, facts: Row, screen: Screen) -> Chart:
    """How many customers ordered how lately and how often."""
    told = rfm_words(section)
    across = {key: told["frequency"].get(key, key.upper()) for key in table.rows.keys if _is_score(key)}
    return Chart(
        *("rfm", "heat", RFM, table.name, "recency_score", _labels(table, "recency_score", told["recency"])),
        _across(table, across),
        told=_quiet(facts, screen),
        heads=(Text("最近一单", "Last order"), Text("订单数", "Orders")),
    )


def _quiet(facts: Row, screen: Screen) -> Text:
    """Who bought much and went quiet."""
    if facts["quiet"] is None:
        return Text("", "")
    if not (quiet := as_count(facts["quiet"])):
        return Text("买得多的客户都还在下单", "everybody who bought much still orders")
    told = Text(
        "买得多、最近没下单的有 {n} 家（{amount}），现在就联系",
        "{n} customers bought much and went quiet ({amount}): contact them now",
    )
    return told.format(n=integer(quiet), amount=whole_amount(as_decimal(facts["quiet_amount"]), screen.unit))


def _is_score(key: str) -> bool:
    return key[0] == "f" and key[1:].isdigit()


def _across(table: SectionTable, names: Mapping[str, Text | str]) -> tuple[Series, ...]:
    """The columns of a cross table as the series of a heat map."""
    rows = list(table.rows.records())
    return tuple(
        Series(key, name, tuple(figure_of(row[key]) for row in rows), "integer")
        for key, name in names.items()
        if key in table.rows.keys
    )


def _labels(table: SectionTable, key: str, said: Mapping[str, Text | str]) -> tuple[str, ...]:
    return tuple(str(said.get(str(row[key]), row[key])) for row in table.rows.records())


def _limited(label: Callable[[Sequence[Decimal], int], str], limits: Sequence[Decimal], score: int) -> str:
    return label(limits if score <= len(limits) + 1 else (), score)
