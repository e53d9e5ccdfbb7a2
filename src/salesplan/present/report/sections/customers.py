"""The customers: how concentrated sales are, the class map, RFM, the life cycle, who is about to be lost, everyone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.rows import Row, only_row
from salesplan.compute.report.section import Section, SectionTable
from salesplan.model.period import Period
from salesplan.present.blocks import Line, Screen, Tone
from salesplan.present.numbers import as_count, as_decimal, day, integer, percent, whole_amount
from salesplan.present.report.customer_charts import (
    CLASSES,
    PARETO,
    TIERS,
    class_chart,
    pareto_chart,
    rfm_chart,
    rfm_words,
)
from salesplan.present.report.parts import Item, ReportTable, Said
from salesplan.present.report.table_parts import columns_of, table_shown
from salesplan.present.views import classify_words as words
from salesplan.present.views.customers_lifecycle import AT_RISK, CHANGED, LOST_YEAR
from salesplan.present.views.customers_lifecycle import VIEW as LIFECYCLE
from salesplan.present.views.value_words import ACTIONS, STATE_ACTIONS
from salesplan.text import Text

TITLE = Text("客户", "Customers")
SHOWN = 20
"""Of all customers those on the page; the workbook has everybody."""
_C = words.COLUMNS
_BY = {"customers": Text("客户数", "Customers"), "amount": _C["amount"], "share": _C["share"]}
_TODO = {"action": Text("怎么做", "What to do")}
_DUE = {
    "due_today": Text("该联系", "Due"),
    "due_this_week": Text("本周", "This week"),
    "overdue": Text("逾期", "Overdue"),
}
_STATES = {
    "lifecycle": Text("阶段", "Status"),
    "before": Text("期初", "At the start"),
    "customers": Text("现在", "Now"),
    "share": _C["share"],
    "amount": _C["amount"],
    "year_amount": LIFECYCLE.columns["year_amount"],
    **_TODO,
}
_LOSING = {
    **{key: _C[key] for key in ("id", "name", "owner", "region", "class")},
    **{key: LIFECYCLE.columns[key] for key in ("year_amount", "last_order", "recency_days", "gap_days")},
    **_TODO,
}
_EVERYONE = (
    *("id", "name", "owner", "region", "class", "pareto", "tier", "lifecycle", "amount", "share", "cumulative_share"),
    *("last_order", "next_contact"),
)
Labels = Mapping[str, Mapping[str, Text]]


def items(section: Section, summary: ReportSummary, screen: Screen) -> Iterator[Item]:  # noqa: ARG001 - each section is given the same
    """Concentration, classes, RFM, life cycle, then everyone, the largest first."""
    facts = only_row(section.table("customers_facts"))
    if not facts:
        return
    yield from _counted(facts)
    yield from _concentration(section, facts)
    yield from _classes(section, facts, screen)
    yield from _rfm(section, facts, screen)
    yield from _states(section, facts, screen)
    if (table := section.table("top_customers")) is not None:
        titles = {key: _C[key] for key in _EVERYONE}
        labels = {"pareto": words.PARETO, "lifecycle": words.LIFECYCLES}
        yield replace(_shown(table, Text("全部客户", "All customers"), titles, labels), shown=SHOWN)


def _counted(facts: Row) -> Iterator[Line]:
    """How many customers, and of which days their amounts are: not those of the period that is reported."""
    first, last = facts["first"], facts["last"]
    n = integer(as_count(facts["customers"]))
    if isinstance(first, date) and isinstance(last, date):
        told = Text("{n} 家客户；本节金额是 {days} 的订单", "{n} customers; amounts here are of the orders {days}")
        yield Line(told.format(n=n, days=Period(first, last)), "dim")
    else:
        yield Line(Text("{n} 家客户；金额按名单", "{n} customers; amounts as the list has them").format(n=n), "dim")


def _concentration(section: Section, facts: Row) -> Iterator[Item]:
    points, groups = section.table("pareto"), section.table("pareto_classes")
    if points is None or groups is None:
        return
    yield pareto_chart(points, facts)
    titles = {
        "customers": Text("客户数", "Customers"),
        "customer_share": Text("客户占比", "Share of customers"),
        "amount": Text("累计金额", "Amount together"),
        "reached": Text("占金额", "Share of the amount"),
        "mark": Text("说明", "Note"),
    }
    marks = {"top20": Text("前 20%", "top 20 %"), "most": Text("达到 80%", "reaches 80 %")}
    yield _shown(points, PARETO, titles, {"mark": marks}, folded=True)
    yield _shown(groups, _C["pareto"], {"pareto": _C["pareto"], **_BY}, {"pareto": words.PARETO}, bar="share")


def _classes(section: Section, facts: Row, screen: Screen) -> Iterator[Item]:
    if (chart := class_chart(section, facts, screen)) is not None:
        yield chart
    if (cross := section.table("class_map")) is not None:
        titles = {"class": _C["class"], **{f"tier_{code}": word for code, word in TIERS.items()}}
        titles["customers"] = _BY["customers"]
        yield _shown(cross, Text("分级 × 价值等级", "Class by value tier"), titles, words.LABELS, folded=True)
    if (table := section.table("classes")) is not None:
        yield _shown(table, CLASSES, {"class": _C["class"], **_BY, **_DUE}, words.LABELS, bar="share")


def _rfm(section: Section, facts: Row, screen: Screen) -> Iterator[Item]:
    if (cross := section.table("rfm")) is not None:
        yield rfm_chart(section, cross, facts, screen)
        yield _scores(section, cross)
    if (table := section.table("segments")) is not None:
        titles = {"rfm_type": _C["rfm_type"], **_BY, **_TODO}
        labels = {"rfm_type": words.RFM_TYPES, "action": ACTIONS}
        yield _shown(table, _C["rfm_type"], titles, labels, bar="share", folded=True)


def _scores(section: Section, cross: SectionTable) -> ReportTable:
    """Customers and amount of each pair of scores."""
    told = rfm_words(section)
    money = Text("{score} 金额", "{score}: amount")
    names = {key: Text("{name}", "{name}").format(name=name) for key, name in told["frequency"].items()}
    worth = {f"a{key[1:]}": money.format(score=key.upper()) for key in names}
    titles = {"recency_score": Text("最近一单", "Last order"), **names, **_BY, **worth}
    recency = {key: Text("{name}", "{name}").format(name=name) for key, name in told["recency"].items()}
    title = Text("最近 × 频率", "Recency by frequency")
    return _shown(cross, title, titles, {"recency_score": recency}, folded=True)


def _states(section: Section, facts: Row, screen: Screen) -> Iterator[Item]:
    table = section.table("states")
    if table is None:
        return
    yield from _lost(facts, screen)
    labels = {"lifecycle": words.LIFECYCLES, "action": STATE_ACTIONS}
    yield _shown(table, Text("生命周期", "Life cycle"), _STATES, labels)
    if (losing := section.table("losing")) is not None:
        told = Text("快要丢的客户，金额最大的 {n} 家", "About to be lost: the {n} largest").format(n=len(losing.rows))
        titles = _LOSING if "year_amount" in losing.rows.keys else {**_LOSING, "amount": _C["amount"]}
        yield _shown(losing, told, titles, labels)


def _lost(facts: Row, screen: Screen) -> Iterator[Said]:
    """What changed in the period; who is about to be lost, who is lost."""
    count = {key: as_count(value) for key, value in facts.items()}
    if count["started"] or count["ended"]:
        told = CHANGED.format(
            since=day(facts["since"]),  # type: ignore[arg-type] # a day, where there is a change
            churned=integer(count["lost"]),
            rate=percent(as_decimal(facts["churn_rate"])),
            new=integer(count["new"]),
            back=integer(count["won_back"]),
            start=integer(count["started"]),
            end=integer(count["ended"]),
        )
        yield Said(told, "amber" if count["lost"] else "green", "states")
    for key, worth, told in (("at_risk", "at_risk_amount", AT_RISK), ("churned", "churned_amount", LOST_YEAR)):
        if count[key]:
            money = whole_amount(as_decimal(facts[worth]), screen.unit)
            evidence = "losing" if key == "at_risk" else "states"
            tone: Tone = "amber" if key == "at_risk" else ""
            yield Said(told.format(n=integer(count[key]), amount=money, year=money), tone, evidence)


def _shown(
    table: SectionTable, title: Text, titles: Mapping[str, Text], labels: Labels, *, bar: str = "", folded: bool = False
) -> ReportTable:
    columns = columns_of(table.rows, titles, labels, bars=(bar,))
    return replace(table_shown(table, title, columns), folded=folded)
