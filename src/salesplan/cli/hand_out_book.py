"""The workbook that one person gets from a hand-out: his customers in the order to contact them, and their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from salesplan.cli.files import wording_of
from salesplan.cli.split_column import titles_of
from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.parts import LeftOut, Part, in_contact_order
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.model.result import Result
from salesplan.model.table import Table
from salesplan.present.numbers import day, integer
from salesplan.present.views.hand_out import left_out_names
from salesplan.text import Text
from salesplan.write.new.hand_out import CATEGORY, Book
from salesplan.write.new.workbook_new import Look

FIRST: tuple[str, ...] = (
    *("id", "name", "contact", "phone", "mobile", "email", "city", "owner", "region", "class", "pareto", "lifecycle"),
    *("next_action", "next_contact", "next_contact_stated", "overdue_days", "last_contact", "last_order", "amount"),
)
"""What somebody who visits customers looks at: these columns stand first and go on paper, the others follow."""
NAMED = ("id", "name")
"""The columns that stay in view."""
FIGURES: tuple[str, ...] = (
    *("customers", "customers_with_order", "customers_without_order", "net_total", "orders"),
    *("due_today", "due_this_week", "overdue", "by_class"),
)
"""The figures of a person's customers: how concentrated his list is, and where cuts lie, is not his business."""


def book_of(
    graded: Graded, part: Part, file: str, column: tuple[str, str], name: str, left_out: Sequence[LeftOut]
) -> Book:
    """The workbook of one part: what a visitor needs first, and whose list it is and what it was graded among.

    ``column``: key and title of the one that is split by. Of ``left_out`` those are told whose part this would be.
    """
    key, title = column
    rows = in_contact_order(_visitors_first(part.result.rows, key))
    wording = replace(wording_of(graded.result), heads=titles_of(graded, rows.keys))
    shown = [k for k in FIRST if k in rows.keys and k != key]
    frozen = len([k for k in NAMED if k in shown])
    own = [each for each in left_out if each.known and each.value == part.value]
    look = Look(_notes(graded, part, title, name, own), printed=len(shown), frozen=frozen, category=CATEGORY)
    return Book(file, replace(_with_own_figures(part.result), rows=rows), wording, look)


def _with_own_figures(result: Result[ClassifySummary]) -> Result[Any]:
    figures = {name: getattr(result.summary, name) for name in FIGURES}
    return replace(cast("Result[Any]", result), summary=figures)


def _visitors_first(rows: Table, key: str) -> Table:
    """The rows with the columns of FIRST in front; the one they all have the same value in stands with the others."""
    first = [k for k in FIRST if k in rows.keys and k != key]
    specs = {column.key: column for column in rows.columns}
    order = [*first, *(k for k in rows.keys if k not in first)]
    return replace(rows, columns=tuple(specs[k] for k in order))


def _notes(graded: Graded, part: Part, title: str, name: str, left_out: Sequence[LeftOut]) -> tuple[str, ...]:
    mine, whole = part.result.summary.customers, graded.result.summary.customers
    whose = Text("{title}：{name}   {n} 家   截至 {as_of}", "{title}: {name}   {n} customers   as of {as_of}")
    among = Text(
        "从全部 {whole} 家客户里分出。等级、二八分类、RFM 和占比都是在全部 {whole} 家里排的，不在这份名单里重排。",
        "Taken from all {whole} customers. Classes, 80/20, RFM and shares of the rows are those among all {whole}, "
        "not within this list.",
    )
    lines = [
        whose.format(title=title, name=name, n=integer(mine), as_of=day(graded.as_of)),
        among.format(whole=integer(whole)),
        Text(
            "按该联系的日子排，逾期的在前（自己填了下次联系的按自己填的）；没有日子的在最后，同一天的按等级。",
            "In the order of the next contact, overdue ones first (by your own date where you filled one in); those "
            "without one last, those of one day by class.",
        ),
        Text("下面的指标只算这份名单里的客户。", "The figures below are those of the customers of this list."),
    ]
    if again := len(part.result.rows) - mine:
        lines.append(
            Text(
                "有 {n} 行的客户在名单里不止一次，只在一处计数。",
                "{n} rows are of customers who stand in the list more than once; each is counted in one place.",
            ).format(n=integer(again))
        )
    if left_out:
        lines.append(
            Text(
                "客户名单里另有 {n} 家因为有坏单元格没有分级，不在这份里：{who}。",
                "Not in here are {n} more of the customer list who could not be graded because of bad cells: {who}.",
            ).format(n=integer(len(left_out)), who=left_out_names(left_out))
        )
    return tuple(map(str, lines))
