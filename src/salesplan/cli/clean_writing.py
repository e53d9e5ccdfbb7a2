"""``customers clean -o``: the clean list in a new workbook or CSV, and the log of what was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from re import compile as pattern

from salesplan.cli.convert import choice
from salesplan.cli.deliver import SEVERITIES, screen_for, speak
from salesplan.cli.files import kept_files, wording_of, write_file
from salesplan.cli.options import Output
from salesplan.cli.say import say
from salesplan.compute.cleaning.clean import Cleaned
from salesplan.compute.cleaning.sheets import Cell, CleanSheet
from salesplan.errors import BadUsage, Problem
from salesplan.model.figures import plain
from salesplan.model.table import ColumnSpec, Kind, Table
from salesplan.model.whole_list import WholeColumn
from salesplan.present.csv_output import csv_lines, guarded
from salesplan.text import Text
from salesplan.write.atomic import os_errors
from salesplan.write.new.list_book import ListSheet, write_list
from salesplan.write.new.workbook_new import Wording
from salesplan.write.text_output import guard_output, write_csv_file

LOG = Text("修改记录", "Changes")
SHEET = Text("名单", "List")
_FORMS = (".xlsx", ".csv")
_NUMBER = pattern(r"[+-][0-9 .()#-]*")
"""A text that spreadsheets take for a number: a phone with its country code."""
_BATCH = 5_000


def write_clean(done: Cleaned, output: Output, log: str | None) -> Output:
    """Write the clean list where ``-o`` names a workbook or CSV, and the log where asked; what is left to deliver.

    ``--format`` is then the form of what is printed. Any other ending of ``-o`` is a form of the page. Refused before
    anything is written: a file that was read or is in the way, a CSV of several sheets, the same file for both.
    """
    path = Path(output.output) if output.output else None
    is_list = path is not None and path.suffix.lower() in _FORMS
    if not is_list and log is None:
        return output
    speak(done.result, output)
    choice("--fail-on", output.fail_on, SEVERITIES)
    if is_list and path is not None:
        _refuse(done, path, output, log)
    if log is not None:
        write_file((done.result,), replace(output, output=log, format=None), screen_for(output))
    if not is_list or path is None:
        return output
    if path.suffix.lower() == ".csv":
        write_csv_file(path, _csv(done.sheets[0]))
    else:
        write_list(path, str(wording_of(done.result).title), [*_sheets(done.sheets), _log(done)], done.result.as_of)
    if not output.quiet:
        say(Text("干净的名单已写到 {path}", "the clean list is written to {path}").format(path=path))
    return replace(output, output=None, format=None if output.format == path.suffix.lower()[1:] else output.format)


def _refuse(done: Cleaned, path: Path, output: Output, log: str | None) -> None:
    """Raise before anything is written."""
    with os_errors(path):
        guard_output(path, kept_files((done.result,)), force=output.force, may_write=False)
    if log is not None and Path(log).resolve() == path.resolve():
        what = Text("-o 和 --log 是同一个文件", "-o and --log name the same file")
        fix = Text("换一个文件名", "name another file")
        raise BadUsage(Problem("USAGE-same-file", "error", what, fix, value=log))
    if path.suffix.lower() == ".csv" and len(done.sheets) > 1:
        what = Text("{n} 张表放不进一个 CSV", "{n} sheets do not fit into a CSV").format(n=len(done.sheets))
        fix = Text("写成 .xlsx，或用 --sheet 一次一张", "write .xlsx, or one at a time with --sheet")
        raise BadUsage(Problem("USAGE-one-sheet", "error", what, fix, value=str(path)))


def _sheets(sheets: Sequence[CleanSheet]) -> Iterator[ListSheet]:
    """The user's sheets under their own names; text files under theirs."""
    for sheet in sheets:
        columns = [each.column for each in sheet.columns]
        specs = tuple(ColumnSpec(f"{at}", _kind(column)) for at, column in enumerate(columns))
        heads = {f"{at}": column.title for at, column in enumerate(columns)}
        name = sheet.sheet.name or Path(sheet.sheet.file).stem or str(SHEET)
        yield ListSheet(name, Table(specs, tuples=list(sheet.cells(as_values=True))), Wording(name, heads=heads))


def _kind(column: WholeColumn) -> Kind:
    """How the numbers of a column are shown."""
    if column.kind == "date":
        return "date"
    if column.percent:
        return "share"
    return "amount" if column.kind == "amount" else "text"


def _log(done: Cleaned) -> ListSheet:
    return ListSheet(str(LOG), done.result.rows, wording_of(done.result))


def _csv(sheet: CleanSheet) -> Iterator[str]:
    """The header line, then the rows; phones with a country code stay as they are."""
    yield csv_lines([[guarded(each.column.title) for each in sheet.columns]], "\r\n")
    batch: list[list[str]] = []
    for row in sheet.cells(as_values=False):
        batch.append([_text(cell) for cell in row])
        if len(batch) == _BATCH:
            yield csv_lines(batch, "\r\n")
            batch = []
    yield csv_lines(batch, "\r\n")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return plain(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if _NUMBER.fullmatch(cell) else guarded(cell)
