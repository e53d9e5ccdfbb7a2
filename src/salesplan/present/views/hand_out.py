"""How a hand-out looks: one line a file, and the total that is that of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.customers.classes import CLASSES
from salesplan.compute.customers.parts import HandOut, LeftOut
from salesplan.errors import Place
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Value
from salesplan.present.blocks import Blank, Block, Content, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import amount, as_count, day, exact, integer
from salesplan.present.sections import input_blocks, problem_blocks
from salesplan.present.view import View
from salesplan.present.words import listed
from salesplan.text import Text

NAMED = 50
"""Customers in no file who are named; of more, their number."""
COLUMNS: tuple[ColumnSpec, ...] = (
    ColumnSpec("name", "text"),
    ColumnSpec("file", "text"),
    ColumnSpec("rows", "integer"),
    ColumnSpec("customers", "integer"),
    ColumnSpec("amount", "amount"),
    *(ColumnSpec(f"class_{letter.lower()}", "integer") for letter in CLASSES),
    ColumnSpec("due_today", "integer"),
    ColumnSpec("overdue", "integer"),
)
"""The columns of the rows of a hand-out's result."""
TITLES: Mapping[str, Text] = {
    "name": Text("给谁", "For"),
    "file": Text("文件", "File"),
    "files": Text("份数", "Files"),
    "rows": Text("行数", "Rows"),
    "customers": Text("客户数", "Customers"),
    "amount": Text("金额", "Amount"),
    **{f"class_{letter.lower()}": Text("{c}", "{c}").format(c=letter) for letter in CLASSES},
    "due_today": Text("该联系", "Due"),
    "overdue": Text("逾期", "Overdue"),
    "split_by": Text("按哪一列", "Split by"),
    "title": Text("列名", "Column"),
    "folder": Text("文件夹", "Folder"),
    "classes": Text("各级客户数", "Customers by class"),
    "written": Text("已写", "Written"),
    "earlier": Text("以前留下的文件", "Files of an earlier run"),
    "left_out": Text("没有分的客户", "Customers left out"),
}


def blocks(result: Result[HandOut], screen: Screen) -> Iterator[Block]:
    """The page."""
    whole = result.summary
    screen = screen.fitting((whole.amount,))
    title = Text("按{title}分发   {n} 份   截至 {as_of}", "Handed out by {title}   {n} files   as of {as_of}")
    yield Heading(title.format(title=whole.title, n=integer(whole.files), as_of=day(result.as_of)))
    yield from input_blocks(result.inputs, screen)
    yield Blank()
    yield _grid(result, screen)
    yield Blank()
    yield Line(agreement(whole), "warn" if whole.left_out else "")
    if not whole.written:
        yield Line(Text("这是试运行，什么都没写。", "This was a dry run: nothing was written."), "warn")
    if whole.earlier:
        told = Text(
            "以前分发的、不在这次之内（没有删）：{files}",
            "from an earlier run, not part of this one (not removed): {files}",
        )
        yield Line(told.format(files=listed(whole.earlier)), "warn")
    yield from problem_blocks(result.findings, replace(screen, quiet=True))


def agreement(whole: HandOut) -> Text:
    """The sentence that the files together are the whole; said only after it has been compared.

    Where customers of the list could not be graded it names them: the whole is then not the list.
    """
    money = Text("", "")
    if whole.amount is not None:
        money = Text("，金额 {amount}", ", {amount}").format(amount=exact(whole.amount))
    if not whole.left_out:
        told = Text("各份相加与全部一致：{n} 家{money}。", "The files add up to the whole: {n} customers{money}.")
        return told.format(n=integer(whole.customers), money=money)
    told = Text(
        "各份相加与分级的 {n} 家一致{money}；名单里另有 {k} 家没有分：{who}。",
        "The files add up to the {n} customers graded{money}; {k} more of the list are in no file: {who}.",
    )
    left = {"k": integer(len(whole.left_out)), "who": left_out_names(whole.left_out)}
    return told.format(n=integer(whole.customers), money=money, **left)


def left_out_names(left_out: Sequence[LeftOut]) -> str:
    """Customers who are in no file: id, name, and the row of the list; the file, too, where there are several."""
    row, line = Text("{whose}（第 {row} 行）", "{whose} (row {row})"), Text("第 {row} 行", "row {row}")
    several = len({(each.file, each.sheet) for each in left_out}) > 1
    names = []
    for each in left_out:
        place = f"{Place(each.file, each.sheet)} " if several else ""
        whose = " ".join(text for text in (each.id, each.name) if text)
        told = row.format(whose=place + whose, row=each.row) if whose else line.format(row=each.row)
        names.append(str(told) if whose else f"{place}{told}")
    return listed(names, limit=NAMED)


def _grid(result: Result[HandOut], screen: Screen) -> Grid:
    whole = result.summary
    records = list(result.rows.records())
    shown = [letter for letter in CLASSES if whole.classes.get(letter) or letter in "ABCD"]
    heads = (
        Head(whole.title, shrink=True),
        Head(TITLES["file"]),
        Head(TITLES["customers"], "right"),
        *((Head(TITLES["amount"], "right"),) if whole.amount is not None else ()),
        *(Head(letter, "right") for letter in shown),
        Head(TITLES["due_today"], "right"),
        Head(TITLES["overdue"], "right"),
    )
    total: dict[str, Value] = {
        "name": str(Text("合计", "Total")),
        "file": "",
        "customers": whole.customers,
        "amount": whole.amount,
        **{f"class_{letter.lower()}": count for letter, count in whole.classes.items()},
        "due_today": whole.due_today,
        "overdue": whole.overdue,
    }
    rows = tuple(_row(record, shown, screen, known=whole.amount is not None) for record in (*records, total))
    return Grid(heads, rows, total=True)


def _row(record: Mapping[str, Value], letters: list[str], screen: Screen, *, known: bool) -> tuple[Content, ...]:
    money = record["amount"]
    return (
        str(record["name"]),
        str(record["file"]),
        _count(record["customers"]),
        *((amount(money if isinstance(money, Decimal) else None, screen.unit),) if known else ()),
        *(_count(record[f"class_{letter.lower()}"]) for letter in letters),
        _count(record["due_today"]),
        _count(record["overdue"]),
    )


def _count(value: Value) -> str:
    return integer(as_count(value))


VIEW = View(title=Text("客户分发", "Customers handed out"), columns=TITLES, figures=TITLES, blocks=blocks)
