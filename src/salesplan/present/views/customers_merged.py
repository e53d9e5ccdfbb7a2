"""How a merge of customers looks: how many rows went, which ids to use now, what was taken and what was not."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.cleaning.merge_sheets import WHY
from salesplan.compute.cleaning.merged_result import MergeSummary
from salesplan.model.result import Result
from salesplan.present.blocks import Blank, Block, Grid, Head, Line, Screen
from salesplan.present.numbers import integer
from salesplan.present.sections import page_start, problem_blocks
from salesplan.present.view import View
from salesplan.text import Text

SHOWN = 20
"""Lines of the log on the page unless all are asked for."""


def blocks(result: Result[MergeSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    told = Text(
        "{before} 家客户并掉 {merged} 行，剩 {after} 家；{changed} 处补上或取了新值，{left} 处不同未采用（见记录）",
        "{before} customers, {merged} rows merged, {after} left; {changed} filled or newer, {left} not taken (log)",
    )
    words = {"before": s.before, "merged": s.merged, "after": s.after, "changed": s.changed, "left": s.not_taken}
    yield Line(told.format(**{key: integer(n) for key, n in words.items()}), "strong")
    if s.ids:
        told = Text(
            "{n} 个编号不再用，订单照“编号对照”一张表改", "{n} ids are no longer in use: orders follow the sheet of ids"
        )
        yield Line(told.format(n=integer(len(s.ids))), "warn")
    yield from _log(result, screen)
    yield from problem_blocks(result.findings, screen)


def _log(result: Result[MergeSummary], screen: Screen) -> Iterator[Block]:
    if not len(result.rows):
        return
    keys = ("merged_id", "merged_name", "kept_id", "field", "old", "new", "left", "why")
    heads = tuple(Head(VIEW.columns[key], shrink=key not in ("why", "kept_id", "merged_id")) for key in keys)
    count = None if screen.all_rows else SHOWN
    rows = [
        tuple(str(VIEW.label("why", row[key])) if key == "why" else str(row[key] or "") for key in keys)
        for row in result.rows.records(0, count)
    ]
    yield Blank()
    yield Grid(heads, tuple(rows))
    if len(rows) < len(result.rows):
        more = Text("还有 {n} 行，全部在“合并记录”一张表里", "{n} more, all of them in the sheet of the log")
        yield Line(more.format(n=integer(len(result.rows) - len(rows))), "dim")


VIEW = View(
    title=Text("合并客户", "Merged customers"),
    columns={
        "kept_row": Text("保留的行", "Kept row"),
        "kept_id": Text("保留的编号", "Kept ID"),
        "kept_name": Text("保留的名称", "Kept name"),
        "merged_row": Text("并入的行", "Merged row"),
        "merged_id": Text("并入的编号", "Merged ID"),
        "merged_name": Text("并入的名称", "Merged name"),
        "field": Text("字段", "Field"),
        "old": Text("原值", "Old value"),
        "new": Text("现值", "Value now"),
        "left": Text("未采用的值", "Value not taken"),
        "why": Text("说明", "Why"),
    },
    labels={"why": WHY},
    figures={
        "before": Text("合并前", "Before"),
        "after": Text("合并后", "After"),
        "merged": Text("并掉的行", "Rows merged"),
        "kept": Text("并入几家", "Customers merged into"),
        "changed": Text("取了较新值的", "Values taken"),
        "not_taken": Text("值不同未采用的", "Values not taken"),
        "different": Text("核对为不同的", "Decided to be different"),
        "ids": Text("编号对照", "Ids"),
    },
    blocks=blocks,
)
