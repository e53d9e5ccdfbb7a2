"""How fit for use a list is: completeness, validity, uniqueness, consistency, timeliness (methods.md 12.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Any

import narwhals as nw

from salesplan.compute.cleaning.cells import DOUBTFUL
from salesplan.compute.cleaning.same_keys import PEOPLE
from salesplan.compute.cleaning.sheets import CleanColumn, CleanSheet
from salesplan.compute.customers.care.freshness import AGE, TOUCHED, with_age
from salesplan.compute.rounding import half_up, share_of
from salesplan.model.records import Records

DATED: Mapping[str, str] = {"orders": "date", "payments": "date", "activities": "date", "time": "date"}
"""Lists of what happened, which are timely while something new comes in."""


@dataclass(frozen=True)
class Quality:
    """The five shares, None where there is nothing to tell by, and their mean.

    ``invalid_rows``, ``repeated_rows``, ``contradicting_rows`` of ``checked_rows`` and ``empty_cells`` of ``cells`` are
    what they are worked out from. ``gate``: whether enough rows are valid.
    """

    rows: int
    cells: int
    empty_cells: int
    invalid_rows: int
    repeated_rows: int
    checked_rows: int
    contradicting_rows: int
    completeness: Decimal | None
    validity: Decimal | None
    uniqueness: Decimal | None
    consistency: Decimal | None
    timeliness: Decimal | None
    score: Decimal | None
    gate: bool


@dataclass(frozen=True)
class Counts:
    """What was counted: rows that repeat an earlier one; rows checked for contradictions and with one."""

    repeated: int
    checked: int
    contradicting: int


def quality(sheets: Sequence[CleanSheet], counts: Counts, timeliness: Decimal | None, gate: Decimal) -> Quality:
    """The shares of a list.

    Completeness: cells of recognised columns that hold something (a placeholder holds nothing). Validity: rows without
    an unreadable, wrong or future cell. Uniqueness: rows that repeat no other. Consistency: rows without a
    contradiction among those that could be checked. The score is the mean of those that are known.
    """
    rows = sum(len(sheet.sheet.frame) for sheet in sheets)
    columns = [each for sheet in sheets for each in sheet.columns if each.column.field]
    cells = sum(len(each.new) for each in columns)
    empty = sum(int(each.new.is_null().sum()) for each in columns)
    invalid = sum(_invalid(sheet) for sheet in sheets)
    shares = (
        share_of(cells - empty, cells) if cells else None,
        share_of(rows - invalid, rows) if rows else None,
        share_of(rows - counts.repeated, rows) if rows else None,
        share_of(counts.checked - counts.contradicting, counts.checked) if counts.checked else None,
        timeliness,
    )
    known = [Fraction(share) for share in shares if share is not None]
    score = half_up(sum(known, Fraction(0)) / len(known)) if known else None
    passed = not rows or Fraction(rows - invalid, rows) >= Fraction(gate)
    return Quality(
        rows, cells, empty, invalid, counts.repeated, counts.checked, counts.contradicting, *shares, score, passed
    )


def _invalid(sheet: CleanSheet) -> int:
    """The rows with a cell that is wrong; one that only holds two numbers is not."""
    wrong = [_is_wrong(each) for each in sheet.columns if each.column.field]
    return int(reduce(or_, wrong).sum()) if wrong else 0


def _is_wrong(column: CleanColumn) -> nw.Series[Any]:
    return ~(column.fault.is_null() | column.fault.is_in(DOUBTFUL))


def timeliness(records: Records, as_of: date, fresh_days: int, stale_days: int) -> Decimal | None:
    """Customers: the share of files touched at most ``fresh_days`` ago (customers/care/freshness.py), of all rows.

    Orders and the like: 1 while the newest is at most ``stale_days`` old, else 0. None where the list has no dates.
    """
    if not len(records):
        return None
    if records.table in PEOPLE:
        if not any(records.has(day) for day in TOUCHED):
            return None
        ages = with_age(records.frame, as_of).get_column(AGE)
        return share_of(int((ages <= fresh_days).fill_null(value=False).sum()), len(records))
    column = DATED.get(records.table)
    if column is None or not records.has(column):
        return None
    past = records.frame.filter(nw.col(column) <= nw.lit(as_of)).get_column(column).max()
    return None if past is None else Decimal(int((as_of - past).days <= stale_days))
