"""How customers moved between classes since an earlier grading: who went up, who went down, and what it is worth."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import narwhals as nw

from salesplan.compute.customers.classes import CLASSES, UNRATED
from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.exact import chosen
from salesplan.compute.customers.moves import MOVES, Flow, Migration, Moved
from salesplan.errors import Place, Problem
from salesplan.model.class_record import ClassRecord
from salesplan.model.result import Input
from salesplan.model.state import ReadFile
from salesplan.model.table import ColumnSpec, Table, scaled
from salesplan.text import Text

Frame = nw.DataFrame[Any]
_OF_A_ROW = "#"
"""Begins the key of a row without id and name: it says where the row stands, not who it is."""


def class_record(graded: Graded, list_name: str, window: str, plan_sha256: str) -> ClassRecord:
    """The classes as they are to be kept: each customer once, by key; rows without id and name are nobody's."""
    frame = graded.population.frame.filter(nw.col("counts"), ~nw.col("key").str.starts_with(_OF_A_ROW)).sort("key")
    frame = frame if "tier" in frame.columns else frame.with_columns(tier=nw.lit(None, dtype=nw.String()))
    read = (ReadFile(table=i.table, file=i.file, sha256=i.sha256) for i in graded.result.inputs)
    return ClassRecord(
        list_name=list_name,
        as_of=graded.as_of,
        window=window,
        by_name=graded.population.by_name,
        scale=graded.population.scale,
        plan_sha256=plan_sha256,
        inputs=tuple(dict.fromkeys(each for each in read if each.table not in ("plan", "record"))),
        keys=tuple(frame.get_column("key").to_list()),
        classes=tuple(frame.get_column("class").to_list()),
        tiers=tuple(frame.get_column("tier").to_list()),
        amounts=tuple(frame.get_column("amount").to_list()),
    )


def migrated(graded: Graded, earlier: ClassRecord, kept: Input, window: str) -> Graded:
    """The grading with ``class_before``, ``class_move`` and ``amount_before`` in its rows, and the moves summed up.

    A customer who stands in several rows counts once. Amounts are those of the window of either day; where the two
    windows differ, or customers were known by another column, that is a finding, and in the latter case all there is.
    """
    result = replace(graded.result, inputs=(*graded.result.inputs, kept))
    if earlier.by_name != graded.population.by_name:
        return replace(graded, result=replace(result, findings=(*result.findings, _other_keys(earlier, kept))))
    frame = _compared(graded.population.frame, earlier)
    gone = _gone(frame, earlier)
    migration = Migration(
        earlier.as_of,
        {move: _moved(frame.filter(nw.col("class_move") == move), graded, earlier) for move in MOVES},
        tuple(_flows(frame, graded, earlier)),
        gone,
    )
    notes = (_other_window(earlier, window, kept),) if earlier.window != window else ()
    result = replace(
        result,
        summary=replace(result.summary, migration=migration),
        rows=_with_moves(result.rows, frame, earlier.scale),
        findings=(*result.findings, *notes),
    )
    return replace(graded, result=result)


def _compared(frame: Frame, earlier: ClassRecord) -> Frame:
    """The rated rows, in their order, with class and amount of the earlier day and the move in between."""
    columns = {"key": earlier.keys, "class_before": earlier.classes, "amount_before": earlier.amounts}
    kinds = {"key": nw.String(), "class_before": nw.String(), "amount_before": nw.Int64()}
    before = nw.from_dict({k: list(v) for k, v in columns.items()}, schema=kinds, backend=frame.implementation)
    rated = frame.select("key", "class", "amount", "counts").with_row_index("place")
    joined = rated.join(before, on="key", how="left").sort("place")
    now, then = nw.col("class"), nw.col("class_before")
    move = chosen(
        (then.is_null(), "new"),
        (then == now, "same"),
        (then == UNRATED, "rated"),
        (now == UNRATED, "unrated"),
        (_rank(now) < _rank(then), "up"),
        default="down",
    )
    return joined.with_columns(class_move=move)


def _rank(column: nw.Expr) -> nw.Expr:
    """The place of a class, best first."""
    return column.replace_strict(list(CLASSES), list(range(len(CLASSES))), default=None, return_dtype=nw.Int64())


def _moved(rows: Frame, graded: Graded, earlier: ClassRecord) -> Moved:
    counted = rows.filter(nw.col("counts"))
    known = "amount" in graded.population.given
    now = int(counted.get_column("amount").sum()) if known else 0
    then = int(counted.get_column("amount_before").sum())
    return Moved(
        len(counted),
        scaled(now, graded.population.scale) if known else None,
        scaled(then, earlier.scale) if any(a is not None for a in earlier.amounts) else None,
    )


def _flows(frame: Frame, graded: Graded, earlier: ClassRecord) -> list[Flow]:
    """Each pair of classes that somebody moved between, from the best class then to the worst."""
    found = []
    for before in CLASSES:
        for now in CLASSES:
            pair = frame.filter(nw.col("class_before") == before, nw.col("class") == now)
            if before != now and len(pair):
                found.append(Flow(before, now, _moved(pair, graded, earlier)))
    return found


def _gone(frame: Frame, earlier: ClassRecord) -> Moved:
    """Customers of the earlier day who are in no row now."""
    there = frozenset(frame.get_column("key").to_list())
    amounts = [amount for key, amount in zip(earlier.keys, earlier.amounts, strict=True) if key not in there]
    known = [amount for amount in amounts if amount is not None]
    return Moved(len(amounts), None, scaled(sum(known), earlier.scale) if known else None)


def _with_moves(rows: Table, frame: Frame, scale: int) -> Table:
    """The rows with the three columns behind the class and its reason."""
    if rows.frame is None:
        return rows
    added = (
        ColumnSpec("class_before", "code"),
        ColumnSpec("class_move", "code"),
        ColumnSpec("amount_before", "amount", scale),
    )
    at = rows.keys.index("class_reason_value") + 1
    columns = (*rows.columns[:at], *added, *rows.columns[at:])
    moved = rows.frame.with_columns(*(frame.get_column(each.key) for each in added))
    return Table(columns, moved)


def _other_keys(earlier: ClassRecord, kept: Input) -> Problem:
    what = Text(
        "{day} 的记录按另一列认客户（编号或名称），没有比较",
        "the record of {day} knows customers by another column (id or name): not compared",
    ).format(day=earlier.as_of.isoformat())
    fix = Text("两次用同样有编号的名单", "grade lists that both have ids, or both have none")
    return Problem("CLASSIFY-other-keys", "note", what, fix, Place(file=kept.file))


def _other_window(earlier: ClassRecord, window: str, kept: Input) -> Problem:
    what = Text(
        "{day} 的记录看的是另一段订单（{then}），金额不能直接比",
        "the record of {day} looked at other days' orders ({then}): amounts do not compare",
    ).format(day=earlier.as_of.isoformat(), then=earlier.window)
    fix = Text("要比金额就加 --window {then}", "for amounts that compare add --window {then}").format(
        then=earlier.window
    )
    return Problem("CLASSIFY-other-window", "note", what, fix, Place(file=kept.file), window)
