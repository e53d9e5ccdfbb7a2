"""What to know about a list of orders before it is counted: files and rows that stand twice, rows without an amount."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

import narwhals as nw

from salesplan.compute.sums import total_of
from salesplan.errors import Place, Problem
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.result import Input
from salesplan.model.table import scaled
from salesplan.text import Text

Frame = nw.DataFrame[Any]
FEW = 10
"""Lists without order numbers are the same only from so many rows on: fewer may be alike by chance."""
_SHOWN = 5
"""So many rows are named; the count is of all."""
_TELLING = ("order_id", "line", "date", "amount")
_AT, _FIRST, _OF = "_at", "_first", "_of"


def repeated(orders: Records) -> list[Problem]:
    """Warnings about orders that stand twice: whole lists with the same orders, and rows that equal an earlier one.

    Rows are equal where every recognised field is, an order number among them: without one, two sales may well be
    alike. Lists are the same where their files are byte for byte, or where they have as many rows and each equals one
    of the other. Everything counts as it stands: nobody but the user knows which copy is the right one.
    """
    copies = _same_files(orders.inputs)
    numbered = orders.has("order_id")
    if not (numbered or orders.inputs[1:]):
        return []
    rows = _alike(orders.frame)
    copies |= {later: first for later, first in _same_records(orders, rows).items() if later not in copies}
    found = [_same(orders, first, later) for later, first in sorted(copies.items())]
    if not numbered:
        return found
    again = rows.filter(nw.col(_AT) > nw.col(_FIRST), ~nw.col("order_id").is_null(), ~nw.col(SOURCE).is_in([*copies]))
    return [*found, *([_rows_again(orders, again)] if len(again) else [])]


def without_amount(orders: Records, amount: str) -> list[Problem]:
    """A warning about rows whose ``amount`` is blank; a blank is no 0, and no target gets it."""
    if not orders.has(amount):
        return []
    blank = orders.frame.filter(nw.col(amount).is_null())
    if not len(blank):
        return []
    what = Text(
        "{count} 行订单没有金额，未计入；空着不等于 0（{places}）",
        "{count} order rows have no amount and are left out; a blank is not 0 ({places})",
    ).format(count=len(blank), places=_places(orders, blank))
    fix = Text("补上金额；确实是 0 就填 0", "Fill in the amount; write 0 where it is 0")
    return [Problem("ORDERS-no-amount", "warning", what, fix, _first_place(orders, blank, amount))]


# Rows and lists that are alike


def _alike(frame: Frame) -> Frame:
    """The rows that equal another one, with their own position, that of the first such row, and the list it is in."""
    fields = [name for name in frame.columns if name not in (ROW, SOURCE)]
    rows = frame.with_row_index(_AT).with_columns(nw.col(_AT).cast(nw.Int64()))
    # nearly all rows differ in what tells order lines apart, so that the other fields are compared for a few only
    for names in ([name for name in _TELLING if name in fields], fields):
        rows = rows.filter(rows.select(names).is_duplicated()) if names else rows
    rows = rows.with_columns(nw.col(_AT).min().over(*fields).alias(_FIRST))
    firsts = rows.filter(nw.col(_AT) == nw.col(_FIRST)).select(nw.col(_AT).alias(_FIRST), nw.col(SOURCE).alias(_OF))
    return rows.join(firsts, on=_FIRST, how="inner").sort(_AT)


def _same_files(inputs: Sequence[Input]) -> dict[int, int]:
    """Lists of files that are byte for byte an earlier one, with that one; sheets of one file are none."""
    first: dict[tuple[str, str | None], int] = {}
    found = {}
    for at, each in enumerate(inputs):
        if each.sha256:
            earlier = first.setdefault((each.sha256, each.sheet), at)
            if inputs[earlier].file != each.file:
                found[at] = earlier
    return found


def _same_records(orders: Records, rows: Frame) -> Mapping[int, int]:
    """Lists whose rows all equal rows of an earlier list that has as many, with that one."""
    counts: dict[int, int] = dict(
        orders.frame.group_by(SOURCE).agg(nw.len().alias(_AT)).select(SOURCE, _AT).iter_rows()
    )
    least = 1 if orders.has("order_id") else FEW
    pairs = rows.filter(nw.col(SOURCE) > nw.col(_OF)).group_by(_OF, SOURCE).agg(nw.len().alias(_AT))
    return {
        later: first
        for first, later, alike in pairs.select(_OF, SOURCE, _AT).sort(_OF, SOURCE).iter_rows()
        if least <= alike == counts[later] == counts[first]
    }


# What is said


def _same(orders: Records, first: int, later: int) -> Problem:
    rows = orders.frame.filter(nw.col(SOURCE) == later)
    one, other = (orders.inputs[at] for at in (first, later))
    names = (one.file, other.file) if one.file != other.file else (one.sheet, other.sheet)
    what = Text(
        "“{one}”和“{other}”的订单一模一样，算了两遍：{count} 行{amount}",
        "“{one}” and “{other}” hold the same orders, which count twice: {count} rows{amount}",
    ).format(one=names[0], other=names[1], count=f"{len(rows):,}", amount=_carried(orders, rows))
    fix = Text(
        "只留一份：把副本移出文件夹，或在 sources.orders、--orders 里不写它",
        "Keep one: move the copy out of the folder, or leave it out of sources.orders or --orders",
    )
    return Problem("ORDERS-same-file", "warning", what, fix, Place(file=other.file, sheet=other.sheet), names[0])


def _rows_again(orders: Records, again: Frame) -> Problem:
    what = Text(
        "{count} 行订单和前面的行完全一样，都计入了{amount}（{places}）",
        "{count} order rows are exact copies of earlier ones, and all count{amount} ({places})",
    ).format(count=f"{len(again):,}", amount=_carried(orders, again), places=_places(orders, again))
    fix = Text(
        "重复的就删去；确实是两笔，就给各自的行号", "Delete the copies; give two real sales their own order line"
    )
    return Problem("ORDERS-repeated", "warning", what, fix, _first_place(orders, again), str(len(again)))


def _carried(orders: Records, rows: Frame) -> Text:
    """The amount of some rows, where the orders have amounts."""
    key = next((key for key in ("amount", "amount_net") if orders.has(key)), None)
    if key is None:
        return Text("", "")
    total = scaled(total_of(rows, key), orders.scales.get(key, 0))
    return Text("，金额 {amount}", ", amount {amount}").format(amount=f"{total:,f}")


def _first_place(orders: Records, rows: Frame, field: str = "order_id") -> Place:
    source, row = next(rows.select(SOURCE, ROW).sort(SOURCE, ROW).iter_rows())
    if not 0 <= source < len(orders.inputs):
        return Place(line=row)
    given = orders.inputs[source]
    if given.sheet is None:
        return Place(file=given.file, line=row)
    letter = next((column.column for column in given.columns if column.field == field), "A")
    return Place(file=given.file, sheet=given.sheet, cell=f"{letter}{row}")


def _places(orders: Records, rows: Frame) -> Text:
    """The first rows, by file: ``2017.xlsx 第 5、9 行``."""
    first = list(rows.select(SOURCE, ROW).sort(SOURCE, ROW).head(_SHOWN).iter_rows())
    by_source: dict[int, list[int]] = {}
    for source, row in first:
        by_source.setdefault(source, []).append(row)
    return _joined([_rows_of(orders, source, found) for source, found in by_source.items()], more=len(rows) > _SHOWN)


def _rows_of(orders: Records, source: int, rows: Sequence[int]) -> Text:
    return Text("{file} 第 {zh} 行", "{file} rows {en}").format(
        file=orders.inputs[source].file, zh="、".join(map(str, rows)), en=", ".join(map(str, rows))
    )


def _joined(texts: Iterable[Text], *, more: bool) -> Text:
    found = reduce(lambda one, two: Text("{one}；{two}", "{one}; {two}").format(one=one, two=two), texts)
    return Text("{found} ...", "{found} ...").format(found=found) if more else found
