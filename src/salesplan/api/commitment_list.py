"""A list of commitments (``targets reconcile --commitments``): what each row promises, and the cells it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salesplan.errors import BadInput, Place, Problem
from salesplan.model.plan.levels import LEVELS
from salesplan.model.reading import ReadOptions
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.setting import Setting
    from salesplan.compute.targets.agreeing.promises import Listing, Promise
    from salesplan.model.result import Input

_TIMES = {"Q": "quarter", "H": "half", "W": "week", "P": "month"}
_NAMES = re.compile(r"[,，、;；/]")


@dataclass(frozen=True)
class CommitmentList:
    """The rows of the list. A row without an amount commits to nothing: it is one of the listing's blanks."""

    records: Records
    files: tuple[str, ...]

    def fits(self, by: Sequence[str]) -> bool:
        """Whether a split by these levels has all members that the list names; who commits (rep) need not be one."""
        frame = self.records.frame
        named = {key for key in LEVELS if key in frame.columns and frame[key].null_count() < len(frame)}
        return named - {"rep"} <= set(by) and bool((named & set(by)) or self.records.has("period"))

    def promises(self, by: Sequence[str]) -> list[Promise]:
        """One commitment a row, for a split by these levels."""
        from salesplan.compute.targets.agreeing.promises import Promise
        from salesplan.model.table import scaled

        found: list[Promise] = []
        for row in self._rows(blank=False):
            scales = self.records.scales
            money = {k: scaled(row[k], scales[k]) for k in ("target", "ceiling") if row.get(k) is not None}
            path, spots = self._path(row, by)
            agreed_by = tuple(name.strip() for name in _NAMES.split(row.get("agreed_by") or "") if name.strip())
            who = row.get("by") or (row.get("rep") if "rep" not in by else None)
            place = self._cell(row, "target")
            found.append(
                Promise(
                    *(path, money["target"], money.get("ceiling"), who, agreed_by, row.get("agreed_on"), place),
                    spots=spots,
                )
            )
        return found

    def listing(self, by: Sequence[str]) -> Listing:
        """Where the list is, and its rows that name a member but no amount."""
        from salesplan.compute.targets.agreeing.promises import Blank, Listing

        first = self.records.inputs[0]
        sheet = None if first.format == "csv" else first.sheet
        rows = [(self._path(row, by), self._cell(row, "target")) for row in self._rows(blank=True)]
        blanks = tuple(Blank(path, place, spots) for (path, spots), place in rows if path)
        return Listing(Place(file=first.file, sheet=sheet), blanks)

    def _rows(self, *, blank: bool) -> Iterator[dict[str, Any]]:
        return (row for row in self.records.frame.iter_rows(named=True) if (row.get("target") is None) == blank)

    def _path(self, row: Mapping[str, Any], by: Sequence[str]) -> tuple[str, dict[str, Place]]:
        """The target that a row is about, by its period and its columns that are levels, and the cells of these."""
        period = str(row.get("period") or "")
        names = {level: str(row[level]) for level in by if row.get(level) is not None}
        spots = {key: self._cell(row, key) for key in (*names, "ceiling")}
        if level := _level_of(period, by):
            names[level] = period
            spots[level] = self._cell(row, "period")
        ordered = [*(level for level in by if level in names), *(level for level in names if level not in by)]
        return "/".join(f"{level}={names[level]}" for level in ordered), spots

    def _cell(self, row: Mapping[str, Any], field: str) -> Place:
        given = self.records.inputs[row[SOURCE]]
        if given.sheet is None or given.format == "csv":
            return Place(file=given.file, line=row[ROW])
        letter = next((column.column for column in given.columns if column.field == field), "A")
        return Place(file=given.file, sheet=given.sheet, cell=f"{letter}{row[ROW]}")


def commitment_list(files: Sequence[str], where: Setting) -> CommitmentList:
    """The lists as they are read. BadInput with every bad cell, and for one without a column of amounts."""
    from salesplan.load.lists import read_list

    options = where.reading(ReadOptions(on_error="stop"))
    records = read_list(files, options, table="targets", needed=("target", "ceiling"))
    if not records.has("target"):
        raise BadInput(_no_amounts(records.inputs[0]))
    return CommitmentList(records, tuple(files))


def _level_of(period: str, by: Sequence[str]) -> str | None:
    """The level of time that a period is of: 2026-Q1, H1, W05, 2026-01; a year only where the split has years."""
    if not period or (period.isdigit() and len(period) > 2):  # noqa: PLR2004 - months have two digits
        return "year" if period and "year" in by else None
    return _TIMES.get(period.rpartition("-")[2][:1], "month")


def _no_amounts(source: Input) -> Problem:
    what = Text("没有认出承诺的金额是哪一列", "no column of committed amounts is recognised")
    fix = Text("把那一列的表头写成“承诺额”或“目标”", "give that column the title Commitment or Target")
    return Problem("RECONCILE-no-column", "error", what, fix, Place(file=source.file, sheet=source.sheet))
