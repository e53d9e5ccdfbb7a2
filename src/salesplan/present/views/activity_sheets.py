"""How daily sheets look: a list of contacts for each person, and what does not fit on it."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.activity.daily_sheet import Sheet
from salesplan.compute.activity.funnel_page import FunnelSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import NOTHING, as_decimal, integer, whole_amount
from salesplan.present.views import visit_words
from salesplan.present.views.activity_funnel_words import GROUPS
from salesplan.present.words import called
from salesplan.text import Text

Row = dict[str, Value]


def sheet_blocks(result: Result[FunnelSummary], screen: Screen) -> Iterator[Block]:
    """The sheet of each person."""
    s = result.summary
    rows: dict[str, list[Row]] = {}
    for row in result.rows.records():
        rows.setdefault(str(row["rep"]), []).append(row)
    for sheet in s.sheets:
        yield Blank()
        yield Line(_sheet_line(sheet, s), "strong")
        if found := rows.get(sheet.rep):
            yield Grid(_SHEET_HEADS, tuple(_sheet_row(row, screen) for row in found))
        yield from _left(sheet)
    if s.unassigned:
        told = Text(
            "还有 {n} 个排好名的潜在客户没人跟：salesplan prospects assign",
            "{n} ranked prospects are nobody's: salesplan prospects assign",
        )
        yield Blank()
        yield Line(told.format(n=s.unassigned), "warn")


_SHEET_HEADS = (
    Head("", "right"),
    Head(Text("客户", "Customer"), shrink=True),
    Head(""),
    Head(Text("等级/价值", "Class/tier")),
    Head(Text("该联系", "Due")),
    Head(Text("逾期天", "Days late"), "right"),
    Head(Text("一年金额", "Year's sales"), "right"),
    Head(Text("做什么", "What about"), shrink=True),
)


def _sheet_line(sheet: Sheet, s: FunnelSummary) -> Text:
    told = Text("{rep}  {day}  联系 {n} 家", "{rep}  {day}  {n} contacts")
    return told.format(rep=sheet.rep, day=s.day, n=sheet.overdue + sheet.due + sheet.prospects)


def _left(sheet: Sheet) -> Iterator[Block]:
    """What does not fit on a sheet, and what is missing on it."""
    if sheet.waiting:
        told = Text("还有 {n} 家到期的排不下", "{n} more are due and do not fit")
        more = Text("，新客户也排不进", ", nor do new customers")
        told = Text("{told}{more}", "{told}{more}").format(
            told=told.format(n=sheet.waiting), more=more if sheet.crowded else Text("", "")
        )
        yield Line(told, "warn")
    if sheet.free:
        told = Text("还缺 {n} 个新客户：去找线索", "{n} new prospects short: find leads")
        yield Line(told.format(n=sheet.free), "warn")


def _sheet_row(row: Row, screen: Screen) -> tuple[Content, ...]:
    group, purpose = str(row["group"]), visit_words.PURPOSES.get(str(row["purpose"]), Text("", ""))
    if group == "prospect":
        purpose = Text("新客户，排名 {n}", "new, rank {n}").format(n=row["rank"] or NOTHING)
    marks = [str(row[key]) for key in ("class", "tier") if row[key]]
    late = row["overdue_days"]
    return (
        str(row["place"]),
        called(row["id"], row["name"]),
        Cell(GROUPS[group], "bad" if group == "overdue" else ""),
        "/".join(marks),
        "" if row["due"] is None else str(row["due"]),
        integer(late) if isinstance(late, int) and late else "",
        whole_amount(as_decimal(row["value"]), screen.unit),
        purpose,
    )
