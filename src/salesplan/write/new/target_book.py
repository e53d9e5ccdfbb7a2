"""The target workbook to hand out: an overview, then a sheet a member with its periods, to be filled in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook

from salesplan.model.target_sheets import MemberTargets, TargetSheets
from salesplan.write.atomic import write_atomic
from salesplan.write.new.hand_out import CATEGORY
from salesplan.write.new.live_cells import Live, LiveSheet, listed_cells, with_values
from salesplan.write.new.made_book import book_bytes
from salesplan.write.new.sheet_names import sheet_names
from salesplan.write.new.target_overview import fill_overview
from salesplan.write.new.target_page import (
    ACTUAL,
    AGREED,
    AGREED_HERE,
    ATTAINED,
    FIRST,
    NOTE,
    OVERVIEW,
    PERIOD,
    SUBTOTAL,
    TARGET,
    YEAR,
    Columns,
    attained,
    dress,
    finish,
    heading,
    looks,
    summed_if_any,
)
from salesplan.write.text_output import APPLICATION


@dataclass(frozen=True)
class TargetFile:
    """One workbook of a hand-out: its file's name, the split, and whose targets it holds (all with an overview)."""

    file: str
    sheets: TargetSheets
    member: MemberTargets | None = None

    def write(self, path: Path) -> None:
        """Write the workbook, whole or not at all. Equal targets give equal bytes."""
        data = target_book(self.sheets, self.member)

        def produce(file: BinaryIO) -> None:
            file.write(data)

        write_atomic(path, produce)


def target_book(sheets: TargetSheets, only: MemberTargets | None = None) -> bytes:
    """The workbook: an overview and a sheet a member, or one member's sheet alone.

    Sums are formulas that hold their value, so that they are right in programs that do not calculate. What was achieved
    is filled in by hand; as long as it is blank so is the attainment, and 0 is not blank. Names are texts whatever they
    begin with.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = APPLICATION
    book.properties.title = str(looks(sheets).title)
    book.properties.category = CATEGORY if only else None
    members = [only] if only else list(sheets.members)
    overview = str(OVERVIEW)
    names = sheet_names([overview, *([only.name] if only else sheets.titles())])
    made: list[LiveSheet] = []
    if only is None:
        made.append(LiveSheet(book.create_sheet(names[0])))
    for name, member in zip(names[1:], members, strict=True):
        made.append(LiveSheet(book.create_sheet(name)))
        _fill_member(made[-1], sheets, member, back_to="" if only else names[0])
    if only is None:
        fill_overview(made[0], sheets, names[1:])
    return book_bytes(book, sheets.as_of, with_values(made))


def _fill_member(made: LiveSheet, sheets: TargetSheets, member: MemberTargets, back_to: str) -> None:
    """A member's sheet: heading, a line a period, sums, and room for the actual figures and a signature.

    Where targets are handed out with a margin, that is the target here: the one without it stands in the overview only.
    """
    if member.handed_out:
        member = replace(member, totals=member.handed_out, cells=member.handed_cells)
    columns = Columns(len(member.columns))
    heads = [str(PERIOD), *member.columns, str(TARGET), str(ACTUAL), str(ATTAINED), str(NOTE)]
    heading(made, sheets, member.title, heads, back_to)
    for position in range(len(sheets.periods)):
        _fill_line(made, sheets, member, columns, position)
    last = FIRST + len(sheets.periods) - 1
    signed = AGREED_HERE
    if member.agreed:
        signed = AGREED.format(names=" ".join(member.agreed))
    made.put(last + 2, 1, str(signed))
    finish(made, sheets, heads, last)


def _fill_line(made: LiveSheet, sheets: TargetSheets, member: MemberTargets, columns: Columns, position: int) -> None:
    """One period: constants where it has no parts, else sums of its parts."""
    line, row = sheets.periods[position], FIRST + position
    rows = [FIRST + part for part in line.parts]
    summed = partial(_sum_of, rows)
    name = str(YEAR) if line.depth == 0 else str(SUBTOTAL.format(name=line.name)) if rows else line.name
    made.put(row, 1, name)
    for at in range(columns.inner):
        amount = member.cells[position][at]
        made.put(row, 2 + at, summed(2 + at, amount) if rows else amount)
    total = member.totals[position]
    if rows:
        made.put(row, columns.total, summed(columns.total, total))
    elif columns.inner:
        across = f"SUM({listed_cells([row], 2)}:{listed_cells([row], columns.total - 1)})"
        made.put(row, columns.total, Live(across, total))
    else:
        made.put(row, columns.total, total)
    if rows:
        made.put(row, columns.actual, summed_if_any(listed_cells(rows, columns.actual)))
    made.put(row, columns.attained, attained(row, columns.actual, columns.total))
    dress(made, sheets, row, columns, is_sum=bool(rows), depth=line.depth)


def _sum_of(rows: Sequence[int], column: int, amount: Decimal) -> Live:
    return Live(f"SUM({listed_cells(rows, column)})", amount)
