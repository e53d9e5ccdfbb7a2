"""Records that are the same by an exact key: credit code, phone, e-mail; order number and line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from salesplan.compute.cleaning.sheets import CleanSheet
from salesplan.model.records import ROW, SOURCE, Records

Frame = nw.DataFrame[Any]
KEYED = ("credit_code", "phone", "mobile", "email")
PEOPLE = ("customers", "prospects")
"""Lists whose records are companies or people: known by a code, a phone, an address."""


@dataclass(frozen=True)
class SameKey:
    """Rows (positions in the list) that are one record, ascending, and the kinds of keys that they share."""

    rows: tuple[int, ...]
    by: tuple[str, ...]


def same_records(records: Records, sheets: Sequence[CleanSheet]) -> tuple[SameKey, ...]:
    """The groups of rows that an exact key makes one record, in the order of their first rows.

    Customers and prospects: the same credit code, phone (or mobile) or e-mail, also over a third row. Orders: order
    number and line; without a line number, and in every other list, rows of which every recognised field is the same.
    """
    if records.table in PEOPLE:
        return _joined(_keys(sheets))
    fields = ("order_id", "line") if records.has("order_id") and records.has("line") else _fields(records)
    return _equal(records.frame, fields)


def _fields(records: Records) -> tuple[str, ...]:
    return tuple(name for name in records.frame.columns if name not in (ROW, SOURCE) and ":" not in name)


def _equal(frame: Frame, fields: Sequence[str]) -> tuple[SameKey, ...]:
    """Rows that are equal in these fields; a row that lacks one of two key fields is equal to none."""
    rows = frame.with_row_index("at").with_columns(nw.col("at").cast(nw.Int64()))
    if tuple(fields) == ("order_id", "line"):
        rows = rows.filter(~nw.col("order_id").is_null(), ~nw.col("line").is_null())
    if not fields or not len(rows):
        return ()
    again = rows.filter(rows.select(*fields).is_duplicated()).with_columns(first=nw.col("at").min().over(*fields))
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for first, at in again.sort("at").select("first", "at").iter_rows():
        groups[first].append(at)
    by = tuple(fields) if len(fields) < 3 else ("row",)  # noqa: PLR2004 - two fields are a key, more are the whole row
    return tuple(SameKey(tuple(at), by) for _, at in sorted(groups.items()))


def _keys(sheets: Sequence[CleanSheet]) -> list[tuple[str, str, int]]:
    """Kind, key and row of each key that stands in several rows."""
    frames: list[Frame] = []
    start = 0
    for sheet in sheets:
        rows = len(sheet.sheet.frame)
        for column in sheet.columns:
            if column.key is not None and column.column.field in KEYED:
                kind = "phone" if column.column.field == "mobile" else column.column.field
                keys = column.key.alias("key").to_frame().with_row_index("at")
                frames.append(keys.select(nw.lit(kind).alias("kind"), "key", at=nw.col("at").cast(nw.Int64()) + start))
        start += rows
    if not frames:
        return []
    every = nw.concat(frames).filter(~nw.col("key").is_null()).unique(["kind", "key", "at"])
    again = every.filter(every.select("kind", "key").is_duplicated())
    return [(kind, key, at) for kind, key, at in again.sort("kind", "key", "at").iter_rows()]


def _joined(keys: Iterable[tuple[str, str, int]]) -> tuple[SameKey, ...]:
    """Rows that share a key, and rows that share one with these."""
    parent: dict[int, int] = {}
    first: dict[tuple[str, str], int] = {}

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    found = list(keys)
    for kind, key, at in found:
        parent.setdefault(at, at)
        one, other = sorted((root(first.setdefault((kind, key), at)), root(at)))
        parent[other] = one
    rows: defaultdict[int, set[int]] = defaultdict(set)
    kinds: defaultdict[int, set[str]] = defaultdict(set)
    for kind, _, at in found:
        rows[root(at)].add(at)
        kinds[root(at)].add(kind)
    return tuple(
        SameKey(tuple(sorted(group)), tuple(kind for kind in KEYED if kind in kinds[one]))
        for one, group in sorted(rows.items())
    )
