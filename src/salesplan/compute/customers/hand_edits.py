"""Classes that somebody changed by hand in the column that salesplan writes: they are about to be overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from salesplan.errors import Place, Problem
from salesplan.model.class_record import ClassRecord
from salesplan.model.records import ROW, SOURCE
from salesplan.model.result import Input
from salesplan.text import Text

Frame = nw.DataFrame[Any]
SHOWN = 5


@dataclass(frozen=True)
class HandEdit:
    """A class that is not the one that was written: whose, what was written, what stands there now."""

    key: str
    written: str
    found: str
    source: int
    row: int


def hand_edits(rated: Frame, cells: Frame, records: Mapping[date, ClassRecord]) -> tuple[HandEdit, ...]:
    """The cells of the class column that differ from what was recorded when they were written, in the list's order.

    ``rated`` has ``key`` by row; ``cells`` has ``found``, what stands in the class column, and ``written_on``, the day
    in the column beside it. Of a row without a record of its day, or with a blank cell, nothing is known.
    """
    written = {(day, key): kept for day, r in records.items() for key, kept in zip(r.keys, r.classes, strict=True)}
    rows = rated.filter(~nw.col(ROW).is_null()).select(SOURCE, ROW, "key")
    joined = rows.join(cells.select(SOURCE, ROW, "found", "written_on"), on=[SOURCE, ROW]).sort(SOURCE, ROW)
    edits = []
    for source, row, key, found, day in joined.filter(~nw.col("found").is_null()).iter_rows():
        kept = written.get((day, key))
        if kept is not None and kept != found.strip():
            edits.append(HandEdit(key, kept, found.strip(), source, row))
    return tuple(edits)


def told(edits: tuple[HandEdit, ...], inputs: tuple[Input, ...]) -> Problem:
    """The warning about cells changed by hand: how many, the first of them, and how to keep one's own class."""
    first = ", ".join(f"{edit.key} {edit.written}→{edit.found}" for edit in edits[:SHOWN])
    what = Text(
        "我们写的“客户分级”有 {n} 格被手工改过（{first}），会按这次的结果重写",
        "{n} cells of our class column were changed by hand ({first}) and are written anew",
    ).format(n=len(edits), first=first)
    fix = Text(
        "自己定的级别另起一列，如“客户级别”，我们只显示不改；改过的还在备份里",
        "keep your own grade in a column of yours, such as Grade: it is never touched; the backup has what was changed",
    )
    source = inputs[edits[0].source]
    return Problem("CLASSIFY-changed-by-hand", "warning", what, fix, Place(source.file, source.sheet), edits[0].found)
