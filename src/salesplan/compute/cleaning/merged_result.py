"""What a merge did, row by row, as a result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from salesplan.compute.cleaning.decisions import Decision
from salesplan.compute.cleaning.merge_findings import merge_findings
from salesplan.compute.cleaning.merge_sheets import MergedList
from salesplan.compute.cleaning.merging import row_number
from salesplan.compute.cleaning.review_columns import DIFFERENT
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table, Value

COLUMNS = (
    ColumnSpec("kept_row", "integer"),
    ColumnSpec("kept_id", "text"),
    ColumnSpec("kept_name", "text"),
    ColumnSpec("merged_row", "integer"),
    ColumnSpec("merged_id", "text"),
    ColumnSpec("merged_name", "text"),
    ColumnSpec("field", "text"),
    ColumnSpec("old", "text"),
    ColumnSpec("new", "text"),
    ColumnSpec("left", "text"),
    ColumnSpec("why", "code"),
)


@dataclass(frozen=True)
class MergeSummary:
    """How many rows the list had, how many went into how many others, what became of their values.

    ``changed`` fields took a value from a merged row; ``not_taken`` values differ and stand in the log only. ``ids``:
    old id to the one to use now. ``different``: decisions that two customers are not one.
    """

    before: int
    after: int
    merged: int
    kept: int
    changed: int
    not_taken: int
    different: int
    ids: Mapping[str, str]


def merged_result(made: MergedList, decisions: Sequence[Decision], records: Records) -> Result[MergeSummary]:
    """One row for each customer that went, followed by one for each value that differed."""
    gone = sum(len(merge.gone) for merge in made.merges)
    taken = sum(each.is_taken for each in made.changes)
    summary = MergeSummary(
        before=len(records),
        after=len(records) - gone,
        merged=gone,
        kept=len(made.merges),
        changed=taken,
        not_taken=len(made.changes) - taken,
        different=sum(each.decision == DIFFERENT for each in decisions),
        ids=made.id_map(),
    )
    rows = list(_rows(made))
    return Result(
        "customers duplicates",
        None,
        summary,
        Table(COLUMNS, tuples=rows),
        (),
        (*records.findings, *merge_findings(made, records)),
        records.inputs,
    )


def _rows(made: MergedList) -> Iterator[tuple[Value, ...]]:
    for merge, changes in made.steps():
        for at in merge.gone:
            yield (*_who(made, merge.kept), *_who(made, at), None, None, None, None, "merged")
        for each in changes:
            values = (made.shown(cell) if cell else None for cell in each.values)
            yield (*_who(made, each.kept), *_who(made, each.gone), made.titles[each.column], *values, each.why)


def _who(made: MergedList, at: int) -> tuple[Value, ...]:
    return (row_number(made.customers, at), made.customers.text("id", at), made.customers.text("name", at))
