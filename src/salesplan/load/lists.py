"""Reads lists: several files and sheets as one list of records, with every problem of all of them in one run."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

import narwhals as nw

from salesplan.errors import BadInput, BadUsage, Problem, SalesplanError
from salesplan.load.ambiguity import CODE as AMBIGUOUS
from salesplan.load.ambiguity import ambiguities, another_kind, no_header, no_rows
from salesplan.load.currencies import in_one_currency
from salesplan.load.found import FoundColumn, FoundTable, index_of
from salesplan.load.grid import Grid
from salesplan.load.inputs import input_of
from salesplan.load.mixed_kinds import KindOfSheet, one_kind
from salesplan.load.notes import file_notes, sheet_notes
from salesplan.load.opening import OpenedFile, OpenedSheet, open_file
from salesplan.load.other_sheets import beside_customers, of_orders
from salesplan.load.places import Places
from salesplan.load.rows import rows_of
from salesplan.load.sheet_list import read_sheet
from salesplan.load.source import expand
from salesplan.load.stack import Part, long, stack
from salesplan.load.table_finder import assume_table
from salesplan.model.reading import ExtraColumn, ReadOptions
from salesplan.model.records import Records
from salesplan.model.result import Input

_CELL = re.compile(r"([A-Z]+)(\d+)")
_KEPT: ContextVar[dict[str, list[_Kept]] | None] = ContextVar("lists kept", default=None)
"""The lists that were read inside ``lists_kept``."""


def read_list(
    typed: Sequence[str],
    options: ReadOptions,
    *,
    table: str | None = None,
    needed: Collection[str] = (),
    strict: bool = False,
) -> Records:
    """The records of all files and sheets, stacked field by field. All rows come, also those of the same customer.

    ``typed``: files and patterns. ``table``: what the lists are; without it the first header decides. ``needed``: the
    fields that the command uses: a bad cell there leaves its row out, or with on_error "stop" refuses the list. Any
    other bad cell counts as missing. ``strict``: a list whose titles speak of another kind than ``table`` is refused.

    Raises BadInput with every problem of all files where one cannot be read, has no known header, no rows, or two
    columns that could be the same needed field; BadUsage where only the options are wrong, and where nobody said what
    the lists are and they are of different kinds: those are never stacked.
    """
    kept = _KEPT.get()
    if kept is None:
        return _read(typed, options, table, needed, strict=strict).records()
    also = frozenset(options.also)
    before = kept.setdefault(repr((list(typed), replace(options, also=()), table, strict)), [])
    asked = frozenset(needed)
    for each in before:
        if (each.needed, each.also) == (asked, also) or (also <= each.also and _is_sound(each.records)):
            return each.records
    before.append(_Kept(asked, also, _read(typed, options, table, needed, strict=strict).records()))
    return before[-1].records


@dataclass(frozen=True)
class _Kept:
    """A list that was read, with the fields that were needed of it and the columns wanted besides."""

    needed: frozenset[str]
    also: frozenset[ExtraColumn]
    records: Records


def _is_sound(records: Records) -> bool:
    """Whether a list is the same whichever of its columns are needed: no cell is bad, and each field has one column."""
    told = (p for p in records.findings if p.code == AMBIGUOUS or (p.code.startswith("READ-") and p.severity != "note"))
    return not records.bad and not any(told)


@contextmanager
def lists_kept() -> Iterator[None]:
    """Inside, a list asked for in the same words and with the same options is read once.

    It is read again for columns besides its fields that were not wanted before, and where bad cells stand in it and
    others of its fields are needed.

    For a command that puts several analyses together: they see the same rows, and most of their time is reading.
    """
    before = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(before)


def read_sheets(
    typed: Sequence[str], options: ReadOptions, *, table: str | None = None, strict: bool = False
) -> tuple[Records, list[tuple[Grid, FoundTable]]]:
    """The same with every row, and the list as it was found in each sheet, in the order of ``Records.inputs``."""
    kept: list[tuple[Grid, FoundTable]] = []
    return _read(typed, options, table, (), strict=strict, kept=kept).records(), kept


def _read(
    typed: Sequence[str],
    options: ReadOptions,
    table: str | None,
    needed: Collection[str],
    *,
    strict: bool,
    kept: list[tuple[Grid, FoundTable]] | None = None,
) -> _Reading:
    told = table or options.table
    files = expand(typed)
    reading = _Reading(options, frozenset(needed), told, decided=not told, strict=strict, kept=kept).of(files)
    if not told:
        kind = one_kind(reading.kinds, sheets_asked=bool(options.sheets))
        if any(each.table != kind for each in reading.inputs):
            if kept is not None:
                kept.clear()
            reading = _Reading(options, frozenset(needed), kind, decided=True, kept=kept).of(files)
    return reading


@dataclass
class _Reading:
    """What has been read so far, file by file."""

    options: ReadOptions
    needed: frozenset[str]
    table: str | None
    decided: bool
    strict: bool = False
    left_out: list[tuple[str | None, str | None]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    lost: list[Part] = field(default_factory=list)
    bad: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    inputs: list[Input] = field(default_factory=list)
    findings: list[Problem] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    kinds: list[KindOfSheet] = field(default_factory=list)
    refused: list[SalesplanError] = field(default_factory=list)
    kept: list[tuple[Grid, FoundTable]] | None = None

    def of(self, files: Sequence[str]) -> _Reading:
        """Read every file; one that cannot be read is remembered with what is wrong."""
        for file in files:
            try:
                self.add(open_file(file, self.options, self.table))
            except SalesplanError as bad:
                self.refused.append(bad)
        return self

    def add(self, file: OpenedFile) -> None:
        """Read the chosen sheets of a file; the first list found says what all of them are."""
        self.findings += file_notes(file, of_orders if self.strict else beside_customers)
        for sheet in file.sheets:
            found, places = sheet.picked.table, Places(sheet.grid)
            if found is None:
                self.faults.append(no_header(assume_table(sheet.grid), places, self.table))
            elif found.frame.is_empty():
                self.faults.append(no_rows(found, places))
            elif self.strict and found.seems != found.table:
                self.faults.append(another_kind(found, places))
            else:
                self._add_list(sheet, found, places)

    def _add_list(self, opened: OpenedSheet, found: FoundTable, places: Places) -> None:
        unclear = ambiguities(found, places, self.needed)
        self.faults += [problem for problem in unclear if problem.severity == "error"]
        sheet = in_one_currency(read_sheet(opened.grid, found, self.options, _is_used), self.options)
        rows = rows_of(sheet, self.options, self.needed)
        notes = sheet_notes(sheet, self.options.today, decided=self.decided and not self.parts)
        mild = [problem for problem in unclear if problem.severity != "error"]
        self.findings += sorted([*mild, *notes, *rows.problems], key=by_place)
        for key, numbers in rows.bad.items():
            self.bad.setdefault(key, set()).update((len(self.parts), number) for number in numbers)
        self.parts.append(long(rows.part))
        if self.kept is not None:  # grids are large: other commands let them go
            self.kept.append((opened.grid, found))
        self.inputs.append(input_of(sheet, rows.bad_rows))
        self.kinds.append(KindOfSheet(opened.grid.file, opened.picked.name, found.kinds))
        self.left_out += rows.left_out
        self.lost += [] if rows.lost is None else [rows.lost]
        self.table = self.table or found.table

    def records(self) -> Records:
        """The list, unless something forbids it: then every problem is raised at once."""
        faults = [*(problem for each in self.refused for problem in each.problems), *self.faults]
        if self.options.on_error == "stop":
            faults += [problem for problem in self.findings if problem.severity == "error"]
        if faults:
            usage = bool(self.refused) and not self.faults and all(isinstance(each, BadUsage) for each in self.refused)
            raise (BadUsage if usage else BadInput)(faults)
        frame, scales = stack(self.parts)
        return Records(
            table=self.table or "",
            frame=nw.from_native(frame, eager_only=True),
            scales=scales,
            inputs=tuple(self.inputs),
            findings=tuple(self.findings),
            left_out=tuple(self.left_out),
            lost=nw.from_native(stack(self.lost)[0], eager_only=True) if self.left_out else None,
            bad={key: frozenset(rows) for key, rows in self.bad.items()},
        )


def _is_used(column: FoundColumn) -> bool:
    return column.status == "used"


def by_place(problem: Problem) -> tuple[int, int]:
    """The order of problems in one sheet: about the sheet first, then by row and column."""
    place = problem.place
    cell = _CELL.fullmatch(place.cell or "")
    if cell:
        return int(cell[2]), index_of(cell[1]) or 0
    return place.line or 0, 0
