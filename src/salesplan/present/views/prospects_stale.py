"""How neglected prospects and deals look: what to do today, the worst first, then how much of it each owner has."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.prospects.stale_page import StaleSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import NOTHING, as_count, as_decimal, integer, whole_amount
from salesplan.present.sections import (
    more_lines,
    page_end,
    page_start,
)
from salesplan.present.view import View
from salesplan.present.views.prospect_words import COLUMNS
from salesplan.present.words import MORE_DEALS, called, listed
from salesplan.text import Text

SHOWN = 30
"""Rows that are shown unless all are asked for."""
NOBODY = Text("没有负责人", "nobody")
KINDS: dict[str, Text] = {"prospects": Text("潜在客户", "prospect"), "deals": Text("商机", "deal")}
REASONS: dict[str, Text] = {
    "first_contact": Text("首次联系超时", "not called yet"),
    "next_overdue": Text("下一步过期", "next step past"),
    "forgotten": Text("遗忘", "forgotten"),
    "stale": Text("停滞", "stale"),
}
ACTIONS: dict[str, Text] = {
    "assign": Text("先定负责人", "find an owner"),
    "call": Text("打第一个电话", "first call"),
    "keep_promise": Text("补做约定的事", "do what was agreed"),
    "set_next_step": Text("约好下一步和日期", "agree on a next step"),
    "follow_up": Text("跟进，或放掉", "follow up or let go"),
}
_TONES: dict[str, Style] = {"first_contact": "bad", "next_overdue": "bad", "forgotten": "warn", "stale": ""}


def blocks(result: Result[StaleSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    screen = screen.fitting((s.expected,))
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(s, screen)
    if s.listed:
        yield Blank()
        yield from _rows(result, screen)
        yield Blank()
        yield _owners(s, screen)
    yield from page_end(result, screen)


def _conclusion(s: StaleSummary, screen: Screen) -> Iterator[Block]:
    """How many wait, what they are worth, and why."""
    if not s.listed:
        told = Text("{n} 个进行中，没有被冷落的", "{n} open, none of them neglected")
        yield Line(told.format(n=integer(s.open)), "good")
        return
    told = Text(
        "{open} 个进行中，{n} 个今天要处理，期望价值 {worth}", "{open} open, {n} to be seen to today, expected {worth}"
    )
    yield Line(
        told.format(open=integer(s.open), n=integer(s.listed), worth=whole_amount(s.expected, screen.unit)), "strong"
    )
    why = [
        str(Text("{reason} {n} 个", "{reason} {n}").format(reason=REASONS[key], n=integer(n)))
        for key, n in s.reasons.items()
        if n
    ]
    yield Line(listed(why))


def _rows(result: Result[StaleSummary], screen: Screen) -> Iterator[Block]:
    count = None if screen.all_rows else SHOWN
    heads = (
        Head(Text("潜在客户或商机", "Prospect or deal"), shrink=True),
        Head(Text("负责人", "Owner"), shrink=True),
        Head(Text("期望价值", "Expected"), "right"),
        Head(Text("几天", "Days"), "right"),
        Head(Text("问题", "What is wrong")),
        Head(Text("今天做什么", "What to do today"), shrink=True),
    )
    rows = tuple(_line(row, screen) for row in result.rows.records(0, count))
    yield Grid(heads, rows)
    yield from more_lines(len(result.rows) - len(rows), MORE_DEALS)


def _line(row: dict[str, Value], screen: Screen) -> tuple[Content, ...]:
    reason, days = str(row["reason"]), row["days"]
    return (
        called(row["id"], row["name"]),
        str(row["owner"] or NOTHING),
        whole_amount(as_decimal(row["expected"]), screen.unit),
        integer(as_count(days)),
        Cell(REASONS[reason], _TONES[reason]),
        _action(row),
    )


def _action(row: dict[str, Value]) -> Text:
    """What to do today; what was agreed is named with its day."""
    action = ACTIONS[str(row["action"])]
    if row["action"] != "keep_promise" or not row["next_step"]:
        return action
    return Text("补做：{step}（{day}）", "{step} ({day})").format(step=row["next_step"], day=row["next_date"])


def _owners(s: StaleSummary, screen: Screen) -> Grid:
    heads = (
        Head(Text("负责人", "Owner"), shrink=True),
        Head(Text("进行中", "Open"), "right"),
        Head(Text("要处理", "To see to"), "right"),
        Head(Text("期望价值", "Expected"), "right"),
        Head(Text("最久几天", "Longest"), "right"),
        Head(Text("最该先做", "The worst"), shrink=True),
    )
    rows = tuple(
        (
            str(debt.owner or NOBODY),
            integer(debt.open),
            integer(debt.listed),
            whole_amount(debt.expected, screen.unit),
            integer(debt.longest),
            debt.worst,
        )
        for debt in s.owners
    )
    return Grid(heads, rows)


VIEW = View(
    title=Text("被冷落的潜在客户和商机", "Neglected prospects and deals"),
    columns={
        **COLUMNS,
        "kind": Text("类别", "Kind"),
        "action": Text("今天做什么", "What to do today"),
        "reason": Text("问题", "What is wrong"),
        "days": Text("几天", "Days"),
        "weight": Text("期望价值 × 天数", "Expected value x days"),
        "first_contact": Text("首次联系超时", "First contact overdue"),
        "next_overdue": Text("下一步过期", "Next step past"),
        "forgotten": Text("遗忘", "Forgotten"),
        "stale": Text("停滞", "Stale"),
    },
    labels={"kind": KINDS, "reason": REASONS, "reasons": REASONS, "action": ACTIONS},
    figures={
        "open": Text("进行中", "Open"),
        "listed": Text("要处理的", "To be seen to"),
        "expected": Text("期望价值", "Expected value"),
        "reasons": Text("问题", "What is wrong"),
        "owners": Text("各负责人", "Owners"),
        "owner": Text("负责人", "Owner"),
        "longest": Text("最久几天", "Longest wait"),
        "worst": Text("最该先做", "The worst"),
    },
    blocks=blocks,
)
