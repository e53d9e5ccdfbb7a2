"""What comes next: the target of the period after and who has how much of it, and the deals that are to close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.section import Section, SectionTable
from salesplan.model.plan.levels import LEVELS
from salesplan.model.table import Value
from salesplan.present.blocks import Line, Screen
from salesplan.present.numbers import as_decimal, integer, whole_amount
from salesplan.present.report.parts import Item, ReportTable
from salesplan.present.report.table_parts import Titles, columns_of, table_shown
from salesplan.text import Text

TITLE = Text("下期计划", "Next period")
Row = Mapping[str, Value]
_NEXT: Titles = {
    "name": Text("名称", "Name"),
    "period": Text("期间", "Period"),
    "target": Text("目标", "Target"),
    "workdays": Text("工作日", "Working days"),
    "per_day": Text("每个工作日要", "A working day"),
    "carried": Text("补上年累计的差额", "Short so far"),
    "needed": Text("合计要", "In all"),
    "needed_per_day": Text("补上后每个工作日要", "A working day with it"),
    "deals": Text("商机加权值", "Deals, weighted"),
    "level": Text("层级", "Level"),
}
_DEALS: Titles = {
    "name": Text("商机", "Deal"),
    "customer": Text("客户", "Customer"),
    "owner": Text("负责人", "Owner"),
    "stage": Text("阶段", "Stage"),
    "close_date": Text("预计成交", "To close"),
    "amount": Text("金额", "Amount"),
    "probability": Text("赢率", "Probability"),
    "weighted": Text("加权值", "Weighted"),
}
"""An id stands in the rows for those who look a deal up; people go by its name."""


def items(section: Section, summary: ReportSummary, screen: Screen) -> Iterator[Item]:  # noqa: ARG001 - each section is given the same
    """What the period and each of its days must bring, what is in the pipeline for it, the tables."""
    targets, deals = section.table("next"), section.table("next_deals")
    if targets is not None:
        yield from _told(next(targets.rows.records()), screen)
        yield _targets(targets, Text("下期目标", "Targets of the next period"))
    if (members := section.table("next_members")) is not None:
        told = Text("{period} 目标，按区域、人员", "Targets {period}, by region and person")
        shown = _targets(members, told.format(period=next(members.rows.records())["period"]))
        yield replace(shown, folded=True)
    if deals is not None:
        yield _deals_told(deals, screen)
        title = Text("下期要成交的商机", "Deals to close in it")
        yield replace(table_shown(deals, title, columns_of(deals.rows, _DEALS, {})), folded=True)


def _told(row: Row, screen: Screen) -> Iterator[Line]:
    """The target, what a working day must bring, and what has to be made up for."""
    told = Text(
        "{period} 目标 {target}，{days} 个工作日，每天 {each}",
        "{period}: target {target}, {each} on each of {days} working days",
    )
    target, each = (whole_amount(as_decimal(row[key]), screen.unit) for key in ("target", "per_day"))
    days = row["workdays"]
    if isinstance(days, int) and days:
        yield Line(told.format(period=row["period"], target=target, days=integer(days), each=each), "strong", wrap=True)
    if as_decimal(row["carried"]):
        short = Text(
            "年累计还差 {carried}，一起补上每天要 {each}",
            "the year is {carried} short so far; to make up for it {each} a day",
        )
        carried, each = (whole_amount(as_decimal(row[key]), screen.unit) for key in ("carried", "needed_per_day"))
        yield Line(short.format(carried=carried, each=each), "warn", wrap=True)


def _targets(table: SectionTable, title: Text) -> ReportTable:
    columns = columns_of(table.rows, _NEXT, {"level": LEVELS})
    found = table_shown(table, title, columns)
    return ReportTable(found.name, found.title, found.columns, found.rows, level="depth")


def _deals_told(deals: SectionTable, screen: Screen) -> Line:
    told = Text(
        "要成交的商机 {n} 个，共 {amount}，加权 {weighted}", "{n} deals to close, {amount}, weighted {weighted}"
    )
    whole, weighted = (whole_amount(as_decimal(deals.totals.get(key)), screen.unit) for key in ("amount", "weighted"))
    return Line(told.format(n=integer(len(deals.rows)), amount=whole, weighted=weighted))
