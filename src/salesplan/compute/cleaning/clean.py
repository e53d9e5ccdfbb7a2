"""A list cleaned: what was brought to one form, what was left, and how good the list is (methods.md 12.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import narwhals as nw

from salesplan.compute.cleaning.change_log import RuleCount, change_log, counted
from salesplan.compute.cleaning.clean_findings import findings_of
from salesplan.compute.cleaning.consistency import consistency
from salesplan.compute.cleaning.outliers import outliers
from salesplan.compute.cleaning.quality import Counts, Quality, quality, timeliness
from salesplan.compute.cleaning.row_places import RowPlaces
from salesplan.compute.cleaning.same_keys import SameKey, same_records
from salesplan.compute.cleaning.sheets import Cleaning, CleanSheet, clean_sheet
from salesplan.model.figures import figure
from salesplan.model.plan.plan import Parameters
from salesplan.model.result import Parameter, Result
from salesplan.model.table import Table, scaled
from salesplan.model.tables import table_fields
from salesplan.model.whole_list import WholeList

_FIGURES = ("amount", "number")
_FURTHEST = 5
_TOLD = 20
"""Groups of the same record that the summary holds; the count is of all."""


@dataclass(frozen=True)
class FarFigures:
    """A column with outliers: how many, its median, the furthest figures with their rows."""

    field: str
    cells: int
    median: str
    furthest: tuple[str, ...]


@dataclass(frozen=True)
class SameRows:
    """Rows that are one record by an exact key: where they stand, who they are, what they share."""

    rows: tuple[str, ...]
    names: tuple[str, ...]
    by: tuple[str, ...]


@dataclass(frozen=True)
class CleanSummary:
    """What cleaning did and found.

    ``changed_cells`` in ``changed_rows``, of which ``emptied`` held a placeholder; ``left_cells`` stay as they are.
    ``same`` are the first groups of rows that are one record; ``repeated`` counts the rows beyond the first of each.
    """

    table: str
    rows: int
    changed_cells: int
    changed_rows: int
    emptied: int
    left_cells: int
    rules: tuple[RuleCount, ...]
    left: tuple[RuleCount, ...]
    quality: Quality
    groups: int
    repeated: int
    same: tuple[SameRows, ...]
    far: tuple[FarFigures, ...]


@dataclass(frozen=True)
class Cleaned:
    """The result, and the sheets with their clean cells to be written."""

    result: Result[CleanSummary]
    sheets: tuple[CleanSheet, ...]


def clean(whole: WholeList, parameters: Parameters, cleaning: Cleaning, as_of: date) -> Cleaned:
    """Bring every cell that can only be meant one way to its one form; count and list the rest.

    ``cleaning.today`` is the day after which a date lies in the future; ages are counted to ``as_of``.
    """
    sheets = tuple(clean_sheet(sheet, cleaning) for sheet in whole.sheets)
    log = change_log(sheets)
    same = same_records(whole.records, sheets)
    agreeing = consistency(whole.records, whole.sheets)
    told = parameters.clean
    counts = Counts(sum(len(each.rows) - 1 for each in same), agreeing.checked, agreeing.rows)
    fresh = timeliness(whole.records, as_of, parameters.profile.fresh_days, parameters.orders.stale_days)
    measured = quality(sheets, counts, fresh, told.valid_rows)
    far = _far(whole, parameters)
    summary = _summary(whole, log, measured, same, far)
    found = findings_of(whole, summary, same, agreeing)
    result = Result(
        "customers clean",
        as_of,
        summary,
        log,
        (
            Parameter("calendar.country", cleaning.region),
            Parameter("parameters.clean.valid_rows", told.valid_rows, "plan"),
            Parameter("parameters.clean.outlier", told.outlier, "plan"),
            Parameter("parameters.profile.fresh_days", parameters.profile.fresh_days, "plan"),
        ),
        (*whole.findings, *found),
        whole.records.inputs,
    )
    return Cleaned(result, sheets)


def _summary(
    whole: WholeList, log: Table, measured: Quality, same: Sequence[SameKey], far: tuple[FarFigures, ...]
) -> CleanSummary:
    rules, left = counted(log, "changed"), counted(log, "left")
    places = RowPlaces(whole)
    changed_rows = 0
    if log.frame is not None:
        changed = log.frame.filter(nw.col("state") == "changed")
        changed_rows = len(changed.select("file", "sheet", "row").unique())
    return CleanSummary(
        table=whole.records.table,
        rows=measured.rows,
        changed_cells=sum(each.cells for each in rules),
        changed_rows=changed_rows,
        emptied=sum(each.cells for each in rules if each.rule == "placeholder"),
        left_cells=sum(each.cells for each in left),
        rules=rules,
        left=left,
        quality=measured,
        groups=len(same),
        repeated=measured.repeated_rows,
        same=tuple(_same_rows(each, places) for each in same[:_TOLD]),
        far=far,
    )


def _same_rows(group: SameKey, places: RowPlaces) -> SameRows:
    return SameRows(tuple(places.short(at) for at in group.rows), tuple(places.who(at) for at in group.rows), group.by)


def _far(whole: WholeList, parameters: Parameters) -> tuple[FarFigures, ...]:
    """The outliers of each column of amounts and numbers, in the order of the columns."""
    records = whole.records
    places: RowPlaces | None = None
    found: list[FarFigures] = []
    for key, spec in table_fields(records.table).items():
        if spec.header.kind not in _FIGURES or not records.has(key):
            continue
        scale = records.scales[key]
        far = outliers(records.frame.get_column(key), scale, parameters.clean.outlier)
        if far is not None and far.rows:
            places = places or RowPlaces(whole)
            values = records.frame.get_column(key)
            shown = tuple(f"{figure(scaled(values[at], scale))} ({places.short(at)})" for at in far.rows[:_FURTHEST])
            found.append(FarFigures(key, len(far.rows), figure(far.median), shown))
    return tuple(found)
