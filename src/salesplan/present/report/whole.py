"""The report as a whole: its heading, key figures, conclusion, sections and ends, made of a result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module

from salesplan.compute.report.report import SECTIONS, ReportSummary
from salesplan.compute.report.section import Section
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Line, Screen
from salesplan.present.numbers import day
from salesplan.present.report.parts import Item, Report, ReportPart, Said
from salesplan.present.report.statement_words import conclusion_of, statement_parts
from salesplan.present.sections import parameter_line
from salesplan.text import Text

TITLE = Text("销售汇报", "Sales report")
_FIRST = 20
BRIEF = "brief"
"""The layout of one page."""


def report_of(result: Result[ReportSummary], screen: Screen) -> Report:
    """The report that all forms show: page, workbook, Markdown, terminal.

    With the layout "brief" it is one page: key figures, conclusion, problems, proposals, decisions.
    """
    from salesplan.present.report.cards import cards_of

    summary = result.summary
    screen = screen.fitting(_amounts(summary))
    return Report(
        Text("{title} {period}", "{title} {period}").format(title=TITLE, period=summary.period),
        tuple(_about(result)),
        cards_of(summary, screen),
        conclusion_of(result, screen),
        _brief(result, screen) if screen.layout == BRIEF else _whole(result, screen),
        tuple(_ends(result)),
        screen.unit,
    )


def _whole(result: Result[ReportSummary], screen: Screen) -> tuple[ReportPart, ...]:
    """Every section: figures, then what is said of them, then the next period."""
    parts = [_part(section, result.summary, screen) for section in result.summary.sections]
    figures, coming = [p for p in parts if p.code != "next"], [p for p in parts if p.code == "next"]
    return (*figures, *statement_parts(result, screen), *coming)


def _brief(result: Result[ReportSummary], screen: Screen) -> tuple[ReportPart, ...]:
    """What is said of the figures, and of the next period the sentences."""
    coming = (_part(section, result.summary, screen) for section in result.summary.sections if section.code == "next")
    said = (replace(p, items=tuple(item for item in p.items if isinstance(item, Line | Said))) for p in coming)
    return (*statement_parts(result, screen), *(part for part in said if part.items))


def _amounts(summary: ReportSummary) -> Iterator[Value]:
    """The amounts of the first rows of every table: so few tell whether the company is a small one."""
    for table in (table for section in summary.sections for table in section.tables):
        places = [at for at, column in enumerate(table.rows.columns) if column.kind == "amount"]
        yield from (row[at] for row in table.rows.rows(0, _FIRST) for at in places)


def _part(section: Section, summary: ReportSummary, screen: Screen) -> ReportPart:
    """A section as shown: ``TITLE`` and ``items`` of its module in present/report/sections."""
    module = import_module(f"salesplan.present.report.sections.{SECTIONS[section.code]}")
    items: Iterable[Item] = module.items(section, summary, screen)
    return ReportPart(section.code, module.TITLE, tuple(items))


def _about(result: Result[ReportSummary]) -> Iterator[Text | str]:
    """Of which plan, of which days, from whom to whom."""
    summary = result.summary
    if result.plan:
        yield result.plan
    days = Text("{first} 到 {last}", "{first} to {last}").format(first=day(summary.first), last=day(summary.last))
    yield Text("{days}（还没结束）", "{days} (not over yet)").format(days=days) if summary.under_way else days
    if summary.orders_end is not None:
        yield Text("订单只到 {day}，后面的没有导出", "the orders end on {day}: what follows is not in the list").format(
            day=day(summary.orders_end)
        )
    if summary.author:
        yield Text("汇报人：{name}", "from {name}").format(name=summary.author)
    if summary.reader:
        yield Text("呈：{name}", "to {name}").format(name=summary.reader)


def _ends(result: Result[ReportSummary]) -> Iterator[Line]:
    """What is missing, in one line, and the numbers that decided."""
    from salesplan.present.report.lacking import lacking_line

    if (lacking := lacking_line(result.summary)) is not None:
        yield lacking
    yield parameter_line(result)


def words(table: Mapping[str, Text], code: str | None) -> Text | str:
    """The words for a code; the code itself where it has none, nothing for none."""
    return "" if code is None else table.get(code, code)
