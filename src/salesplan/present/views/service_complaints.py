"""How complaints look: the late ones first, then promises kept, what is open, types, causes, people, channels."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.service.complaints import ComplaintSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import as_decimal, decimal, integer, percent
from salesplan.present.sections import more_lines, page_end, page_start
from salesplan.present.view import View
from salesplan.present.views.service_complaints_parts import (
    backlog_blocks,
    channel_blocks,
    improvement_blocks,
    kind_blocks,
    owner_blocks,
    question_blocks,
    sla_blocks,
)
from salesplan.present.views.service_complaints_words import COLUMNS, FIGURES, LABELS
from salesplan.text import Text

SHOWN = 12
"""Complaints that are shown unless all are asked for."""
MORE_COMPLAINTS = Text("件", "more")
_DAY, _IN_HOURS = 24, 48
COUNTED = Text(
    "{first} 到 {last} 投诉 {n} 件；没解决的 {open} 件，其中 {late} 件超时；时限算到 {day} 24:00",
    "{first} to {last}: {n} complaints; {open} not solved, {late} past a limit; limits count to {day} 24:00",
)
Row = dict[str, Value]


def blocks(result: Result[ComplaintSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(result)
    yield from _late(result, screen)
    yield from _open(result, screen)
    yield from sla_blocks(s)
    yield from backlog_blocks(s)
    yield from kind_blocks(s, screen)
    yield from improvement_blocks(s)
    yield from owner_blocks(s, screen)
    yield from channel_blocks(s)
    yield from question_blocks(s)
    yield from page_end(result, screen)


def _conclusion(result: Result[ComplaintSummary]) -> Iterator[Block]:
    """What waits too long, how many there were, and what the day of the as-of means."""
    s = result.summary
    rows = [row for row in result.rows.records() if row["state"] == "overdue"]
    calls = sum(row["late_step"] == "follow_up" for row in rows)
    overdue = len(rows) - calls
    if not s.complaints and not s.open:
        yield Line(Text("{period} 没有投诉", "no complaints in {period}").format(period=s.period), "good")
        yield from waiting_lines(None, calls)
    else:
        yield from waiting_lines(overdue, calls)
    told = COUNTED.format(
        first=s.period.first,
        last=s.period.last,
        n=integer(s.complaints),
        open=integer(s.open),
        late=integer(s.late_open),
        day=result.as_of,
    )
    yield Line(told)
    yield from _rates(s)


def waiting_lines(overdue: int | None, calls: int) -> Iterator[Line]:
    """How many wait past a limit, how many were not followed up in time; None where there are no complaints at all."""
    if overdue:
        told = Text("{n} 件投诉超时没处理，先处理下面这些", "{n} complaints wait past a limit: see to these first")
        yield Line(told.format(n=integer(overdue)), "bad")
    elif overdue is not None:
        yield Line(Text("没有超时没处理的投诉", "no complaint waits past a limit"), "good")
    if calls:
        told = Text(
            "{n} 件解决了没回访，过了回访的日子：打个电话，问满意不满意",
            "{n} are solved and were not followed up in time: call and ask whether they are content",
        )
        yield Line(told.format(n=integer(calls)), "warn")


def _rates(s: ComplaintSummary) -> Iterator[Block]:
    """Complaints per 100 orders, and how many came back."""
    parts: list[str] = []
    if s.per_100_orders is not None:
        told = Text("每百单 {rate} 件（{n} 单）", "{rate} per 100 orders ({n} orders)")
        parts.append(str(told.format(rate=decimal(s.per_100_orders, 2), n=integer(s.orders))))
    if s.reopened_share is not None:
        told = Text("重开 {n} 件，{share}", "{n} reopened, {share}")
        parts.append(str(told.format(n=integer(s.reopened), share=percent(s.reopened_share))))
    if s.rejected:
        told = Text("时间倒着的 {n} 件没有计入", "{n} with times in the wrong order are left out")
        parts.append(str(told.format(n=integer(s.rejected))))
    if parts:
        yield Line(str(Text("；", "; ")).join(parts))


def _late(result: Result[ComplaintSummary], screen: Screen) -> Iterator[Block]:
    """What is not done and past its limit, by the hours over."""
    rows = [row for row in result.rows.records() if row["state"] == "overdue"]
    if not rows:
        return
    shown = rows if screen.all_rows else rows[:SHOWN]
    yield Blank()
    heads = (
        Head(Text("编号", "ID")),
        Head(Text("客户", "Customer"), shrink=True),
        Head(Text("类型", "Type"), shrink=True),
        Head(Text("严重程度", "Severity")),
        Head(Text("处理人", "Handled by")),
        Head(Text("该做什么", "To do")),
        Head(Text("最晚", "Due")),
        Head(Text("超时", "Over"), "right"),
    )
    yield Grid(heads, tuple(_late_row(row) for row in shown))
    yield from more_lines(len(rows) - len(shown), MORE_COMPLAINTS)


def _late_row(row: Row) -> tuple[Content, ...]:
    return (*_who(row), _to_do(row), str(row["due"] or ""), Cell(_over(as_decimal(row["hours_over"])), "bad"))


def _over(hours: Decimal | None) -> Text | str:
    """How long: hours up to two days, then whole days."""
    if hours is None:
        return "–"
    if hours < _IN_HOURS:
        return Text("{n} 小时", "{n} h").format(n=decimal(hours, 1))
    return Text("{n} 天", "{n} days").format(n=integer(int(hours // _DAY)))


def _to_do(row: Row) -> Text | str:
    return LABELS["to_do"].get(str(row["to_do"]), "–")


def _who(row: Row) -> tuple[Content, ...]:
    severity = str(row["severity"] or "–")
    return (
        str(row.get("id") or "–"),
        str(row["customer"] or "–"),
        str(row.get("kind") or "–"),
        LABELS["severity"].get(severity, severity),
        str(row.get("owner") or "–"),
    )


def _open(result: Result[ComplaintSummary], screen: Screen) -> Iterator[Block]:
    """What is to be done within its limit, what is due next first: open complaints, and solved ones to be called."""
    rows = [row for row in result.rows.records() if row["state"] in ("open", "to_call")]
    if not rows:
        return
    shown = rows if screen.all_rows else rows[:SHOWN]
    yield Blank()
    yield Line(Text("还没到时限的，接下来该做什么、最晚什么时候：", "Still within their limits: what is due next:"))
    heads = (
        Head(Text("编号", "ID")),
        Head(Text("客户", "Customer"), shrink=True),
        Head(Text("类型", "Type"), shrink=True),
        Head(Text("严重程度", "Severity")),
        Head(Text("处理人", "Handled by")),
        Head(Text("该做什么", "To do")),
        Head(Text("最晚", "Due")),
    )
    yield Grid(heads, tuple((*_who(row), _to_do(row), str(row["due"] or "–")) for row in shown))
    yield from more_lines(len(rows) - len(shown), MORE_COMPLAINTS)


VIEW = View(
    title=Text("投诉", "Complaints"),
    columns=COLUMNS,
    labels=LABELS,
    figures=FIGURES,
    whole=True,
    blocks=blocks,
)
