"""How the preparation looks: READY or not, what is overdue and whose it is, the categories, what must still be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from salesplan.compute.plan.execution.readiness import CategoryReadiness, PrepareSummary, Readiness
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import integer, percent
from salesplan.present.sections import list_blocks, more_lines, plan_heading, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.preparation_words import CATEGORY_LABELS, OVERDUE, SHARE, STATUSES, called
from salesplan.text import Text

Row = dict[str, Value]
SHOWN = 20
"""Overdue and mandatory items that are shown unless all are asked for."""
CATEGORY, ITEM, OWNER = Text("类别", "Category"), Text("事项", "Item"), Text("负责人", "Owner")
DUE, STATUS, MANDATORY = Text("期限", "Due"), Text("状态", "Status"), Text("必须", "Mandatory")
DAYS, LEFT = Text("逾期天数", "Days overdue"), Text("必须未完", "Must do")
NOBODY = Text("没有负责人", "nobody")
LISTED_ABOVE = "PREP-W02"
"""What is overdue stands in a table of its own."""


def blocks(result: Result[PrepareSummary], screen: Screen) -> Iterator[Block]:
    """The page: whether we are ready, overdue items by owner, mandatory ones still open, the categories, the rest."""
    s = result.summary
    rows = list(result.rows.records())
    yield plan_heading(_title(s), result)
    yield from list_blocks(result, screen)
    yield Blank()
    if not rows and not s.categories:
        yield Line(Text("计划里没有 preparation：还没有清单", "the plan has no preparation: there is no checklist"))
        yield from problem_blocks(result.findings, screen)
        return
    yield _verdict(s.whole)
    yield Line(_counted(s.whole))
    yield Blank()
    yield _categories(s)
    yield from _overdue(s, rows, screen)
    yield from _must_do(rows, screen)
    if screen.all_rows:
        yield from _everything(rows)
    yield from problem_blocks([one for one in result.findings if one.code != LISTED_ABOVE], screen)


def _title(s: PrepareSummary) -> Text:
    told = VIEW.title
    for part in (s.owner, called(s.category, CATEGORY_LABELS) if s.category else None):
        if part:
            told = Text("{before}   {part}", "{before}   {part}").format(before=told, part=part)
    return told


def _verdict(r: Readiness) -> Line:
    if r.ready is None:
        return Line(
            Text(
                "这里没有标为必须的事项，说不上准备好没有",
                "nothing here is mandatory, so nothing says when we are ready",
            ),
            "warn",
        )
    if r.ready:
        return Line(
            Text("准备好了：{n} 项必须事项都已完成", "READY: mandatory items done: {n}").format(n=r.mandatory), "good"
        )
    told = Text("还没准备好：{all} 项必须事项还有 {n} 项没完成", "NOT READY: {n} of {all} mandatory items are open")
    return Line(told.format(n=r.mandatory_open, all=r.mandatory), "bad")


def _counted(r: Readiness) -> Text:
    """``完成 24/31 项（77.4%），不适用的 2 项不算，逾期 2 项``; what there is none of is not said."""
    told = Text("完成 {done}/{counted} 项（{share}）", "{done} of {counted} items done ({share})")
    told = told.format(done=r.done, counted=r.counted, share=percent(r.share))
    if r.items > r.counted:
        na = Text("{told}，不适用的 {n} 项不算", "{told}, {n} not applicable and not counted")
        told = na.format(told=told, n=r.items - r.counted)
    if r.overdue:
        told = Text("{told}，逾期 {n} 项", "{told}, {n} overdue").format(told=told, n=r.overdue)
    return told


def _categories(s: PrepareSummary) -> Grid:
    heads = (
        Head(CATEGORY, shrink=True),
        Head(Text("完成", "Done"), "right"),
        Head(SHARE, "right"),
        Head(""),
        Head(LEFT, "right"),
        Head(OVERDUE, "right"),
    )
    rows = [_category_row(one) for one in s.categories]
    if len(rows) > 1:
        rows.append((Text("合计", "Total"), *_figures(s.whole)))
    return Grid(heads, tuple(rows), total=len(rows) > 1)


def _category_row(one: CategoryReadiness) -> tuple[Content, ...]:
    name = called(one.category, CATEGORY_LABELS)
    if not one.readiness.items:
        return (Cell(name, "bad"), Cell(Text("没有事项", "no items"), "bad"), "", "", "", "")
    return (name, *_figures(one.readiness))


def _figures(r: Readiness) -> tuple[Content, ...]:
    return (
        f"{r.done}/{r.counted}",
        percent(r.share),
        Bar(r.share, track=True),
        Cell(_or_blank(r.mandatory_open), "warn"),
        Cell(_or_blank(r.overdue), "bad"),
    )


def _or_blank(count: int) -> str:
    return integer(count) if count else ""


def _overdue(s: PrepareSummary, rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """What is overdue, by owner, those with most of it first; within an owner the longest overdue first."""
    order = [one.owner for one in s.owners]
    late = [row for row in rows if row["overdue_days"] is not None]
    late.sort(key=lambda row: (order.index(_owner(row)), -_days(row)))
    if not late:
        return
    yield Blank()
    yield Line(Text("逾期（{n}）", "Overdue ({n})").format(n=len(late)), "bad")
    heads = (
        Head(OWNER),
        Head(ITEM, shrink=True),
        Head(CATEGORY, shrink=True),
        Head(DUE),
        Head(DAYS, "right"),
        Head(""),
    )
    shown = late if screen.all_rows else late[:SHOWN]
    yield Grid(heads, tuple(_late_row(row) for row in shown))
    yield from more_lines(len(late) - len(shown), Text("项", "more"))


def _owner(row: Row) -> str | None:
    return str(row["owner"]) if row["owner"] is not None else None


def _days(row: Row) -> int:
    days = row["overdue_days"]
    return days if isinstance(days, int) else 0


def _late_row(row: Row) -> tuple[Content, ...]:
    return (
        _owner(row) or NOBODY,
        str(row["item"]),
        called(str(row["category"]), CATEGORY_LABELS),
        _due(row),
        Cell(integer(_days(row)), "bad"),
        Cell(MANDATORY if row["mandatory"] else "", "bad"),
    )


def _due(row: Row) -> str:
    return row["due"].isoformat() if isinstance(row["due"], date) else ""


def _must_do(rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """Mandatory items that are open and not overdue, the next due first."""
    still = [r for r in rows if r["mandatory"] and r["status"] in ("todo", "doing") and r["overdue_days"] is None]
    if not still:
        return
    still.sort(key=lambda row: _due(row) or "9999")
    yield Blank()
    yield Line(Text("必须做、还没完成（{n}）", "Mandatory and still open ({n})").format(n=len(still)), "warn")
    shown = still if screen.all_rows else still[:SHOWN]
    yield _item_grid(shown)
    yield from more_lines(len(still) - len(shown), Text("项", "more"))


def _everything(rows: Sequence[Row]) -> Iterator[Block]:
    yield Blank()
    yield Line(Text("全部事项（{n}）", "Every item ({n})").format(n=len(rows)), "strong")
    yield _item_grid(rows)


def _item_grid(rows: Sequence[Row]) -> Grid:
    heads = (Head(DUE), Head(OWNER), Head(ITEM, shrink=True), Head(CATEGORY, shrink=True), Head(STATUS))
    return Grid(heads, tuple(_item_row(row) for row in rows))


def _item_row(row: Row) -> tuple[Content, ...]:
    style = {"done": "good", "na": "dim"}.get(str(row["status"]), "")
    return (
        _due(row),
        _owner(row) or "",
        str(row["item"]),
        called(str(row["category"]), CATEGORY_LABELS),
        Cell(STATUSES[str(row["status"])], "good" if style == "good" else "dim" if style == "dim" else ""),
    )


VIEW = View(
    title=Text("销售准备", "Preparation"),
    columns={
        "category": CATEGORY,
        "item": ITEM,
        "status": STATUS,
        "mandatory": MANDATORY,
        "owner": OWNER,
        "due": DUE,
        "overdue_days": DAYS,
        "key": Text("在计划里", "In the plan"),
    },
    labels={"category": CATEGORY_LABELS, "status": STATUSES},
    figures={
        "whole": Text("全部", "All"),
        "categories": CATEGORY,
        "owners": OWNER,
        "owner": OWNER,
        "category": CATEGORY,
        "items": Text("事项", "Items"),
        "counted": Text("计入的事项", "Items that count"),
        "done": Text("完成", "Done"),
        "share": SHARE,
        "mandatory": MANDATORY,
        "mandatory_open": LEFT,
        "overdue": OVERDUE,
        "ready": Text("准备好了", "Ready"),
        "readiness": Text("准备情况", "Readiness"),
        "open": Text("没完成", "Open"),
    },
    whole=True,
    blocks=blocks,
)
