"""The change log: which re-plans were recorded, when, by whom, why, and what they changed in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from salesplan.model.result import Result
from salesplan.model.state import Record
from salesplan.model.table import ColumnSpec, Table

COLUMNS = (
    ColumnSpec("entry", "text"),
    ColumnSpec("as_of", "date"),
    ColumnSpec("decided_by", "text"),
    ColumnSpec("rule", "code"),
    ColumnSpec("base", "code"),
    ColumnSpec("total", "amount"),
    ColumnSpec("actual", "amount"),
    ColumnSpec("revised", "amount"),
    ColumnSpec("gap", "amount"),
    ColumnSpec("later_change", "amount"),
    ColumnSpec("reason", "text"),
)


@dataclass(frozen=True)
class ReplanLog:
    """How many re-plans were recorded, and of how many targets."""

    records: int
    entries: int


def replan_log(records: Sequence[Record], as_of: date) -> Result[ReplanLog]:
    """One row a record, newest first, then by entry."""
    ordered = sorted(sorted(records, key=lambda r: r.entry), key=lambda r: r.as_of, reverse=True)
    rows = tuple(
        (r.entry, r.as_of, r.decided_by, r.rule, r.base, r.total, r.actual, r.revised, r.gap, r.later_change, r.reason)
        for r in ordered
    )
    summary = ReplanLog(len(rows), len({r.entry for r in records}))
    return Result("targets replan", as_of, summary, Table(COLUMNS, tuples=rows))
