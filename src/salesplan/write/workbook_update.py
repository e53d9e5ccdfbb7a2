"""Changes cells of the user's own workbook in place and keeps everything else as it is, byte for byte."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from salesplan.errors import CannotWrite, Problem
from salesplan.text import Lang, Text
from salesplan.write.atomic import changed_meanwhile, sha256_of_open, write_atomic
from salesplan.write.backup import backed_up
from salesplan.write.lock import locked
from salesplan.write.open_marks import refuse_open, warn_open
from salesplan.write.patch.cell_xml import CellValue, split_address
from salesplan.write.patch.column_cells import ColumnCells, in_rows
from salesplan.write.patch.column_job import ColumnJob, Looks
from salesplan.write.patch.column_plan import last_row, placed
from salesplan.write.patch.list_extent import apart, extent_of
from salesplan.write.patch.patching import add_styles, packed_sheet, patched_sheet, prepare_formulas, to_stored
from salesplan.write.patch.row_match import RowMatch
from salesplan.write.patch.sheet_frame import Frame, frame_of
from salesplan.write.patch.sheet_patch import SheetPatch
from salesplan.write.patch.sheet_survey import Survey, survey
from salesplan.write.patch.styles_patch import DATE
from salesplan.write.patch.table_headers import refuse_table_headers, without_totals
from salesplan.write.patch.workbook_parts import COPY, OpenBook, open_book
from salesplan.write.patch.zip_copy import Packed
from salesplan.write.update import NewColumn, RowKeys, Update, UpdateOptions


def write_cells(path: str | Path, sheet: str, cells: Mapping[str, CellValue]) -> Update:
    """Write values into cells of one sheet of an xlsx or xlsm workbook, in place.

    ``cells`` are values by address (``{"L1": "等级", "L2": 12.5}``); None clears a cell. A text stays a text whatever
    it begins with. A cell keeps the style it has; a day in a cell without one is shown as yyyy-mm-dd. Refused with
    CannotWrite: formulas in the way, cells under a merged area, another text for a header of an Excel Table, a signed
    workbook, a file that is open elsewhere or changes meanwhile. Does not ask whether the sheet is protected and makes
    no backup. When every cell already holds its value the file is not touched.
    """
    target = Path(path)
    refuse_open(target)
    with locked(target):
        return _write_cells(target, sheet, cells)


def update_columns(
    path: Path,
    sheet: str,
    header_row: int,
    columns: Sequence[NewColumn],
    options: UpdateOptions,
    *,
    keys: RowKeys | None = None,
    lang: Lang = "zh",
) -> Update:
    """Write our columns into a list of the user's workbook, in place, with a backup of the file before.

    Our columns that are there are found by their headers in any language and written where they stand; new ones follow
    the last used column with headers in ``lang`` (the language of the list's own headers), look like their neighbours,
    and the list's filter, conditional formats and Excel Table grow with them. ``header_row`` is the last row of the
    list's header. ``keys`` say whose the rows are: values follow an id to the row where it stands now, a name must be
    where it was. A key that is missing, doubled or changed since is a refusal that names its row (WRITE-key-missing,
    WRITE-key-doubled, WRITE-changed). The totals row of an Excel Table gets no values. New columns that cannot stand
    beside the list's own last one are a warning (WRITE-apart). Further refusals: those of ``write_cells``, a protected
    sheet, a full sheet, a Table that a query fills. When every cell already holds its value nothing is written and no
    backup made.
    """
    if options.dry_run:
        told = warn_open(path, options.moment, ignore=options.ignore_open)
        update = _update(path, sheet, header_row, columns, options, keys, lang)
        return replace(update, warnings=(*told, *update.warnings))
    refuse_open(path, options.moment, ignore=options.ignore_open)
    with locked(path, options.lock_wait):
        return _update(path, sheet, header_row, columns, options, keys, lang)


def _write_cells(path: Path, sheet: str, cells: Mapping[str, CellValue]) -> Update:
    book = open_book(path, sheet)
    refuse_table_headers(book, cells)
    columns = _columns_of(book, cells)
    patch, new = packed_sheet(lambda: SheetPatch(columns, book.text_of), lambda patch: patched_sheet(book, patch))
    if new is None:
        return Update(0)
    prepare_formulas(book, patch)
    written = write_atomic(path, lambda file: book.write(file, new), expected_sha256=book.package.sha256)
    return Update(patch.changed, patch.first.told(), warnings=written.warnings)


def _update(
    path: Path,
    sheet: str,
    header_row: int,
    columns: Sequence[NewColumn],
    options: UpdateOptions,
    keys: RowKeys | None,
    lang: Lang,
) -> Update:
    book = open_book(path, sheet)
    if options.expected_sha256 not in (None, book.package.sha256):
        raise changed_meanwhile(path)
    if keys is not None and options.expected_sha256 is not None:
        keys = keys.where_they_were()
    found = survey(book, header_row, keys)
    frame = frame_of(found.tail)
    columns = _by_rows_now(book, found, frame, columns, options, keys)
    extent = extent_of(book, found, frame, last_row((c.values for c in columns), found.header_row))
    columns = without_totals(columns, extent)
    places = placed(book, found, frame, extent, columns, lang)
    job = ColumnJob(book, found, extent, tuple(places), Looks(lang, options.color_rows))
    patch, new = _previewed(job) if options.dry_run else packed_sheet(job.patch, job.sheet, always=bool(job.colors))
    first = tuple(job.shown(change) for change in patch.first.told(places))
    update = Update(patch.changed, first, tuple(places), sha256=book.package.sha256, colored=bool(job.colors))
    told = apart(book, found, frame, extent, [place.column for place in job.new])
    update = replace(update, warnings=(told,) if told else ())
    if new is None:
        return update
    prepare_formulas(book, patch)
    return _write(path, job, new, update, options)


def _previewed(job: ColumnJob) -> tuple[SheetPatch, None]:
    """The patch once it is applied: what would change, and whether something stands in the way."""
    patch = job.patch()
    for _ in job.sheet(patch):
        pass
    return patch, None


def _write(path: Path, job: ColumnJob, sheet: Packed, update: Update, options: UpdateOptions) -> Update:
    """Write the file with its new sheet, and back up just before it takes its place."""
    done = update

    def produce(file: BinaryIO) -> None:
        nonlocal done
        job.book.write(file, sheet)
        done = replace(done, sha256=sha256_of_open(file))

    written = write_atomic(
        path,
        produce,
        expected_sha256=job.book.package.sha256,
        backup=backed_up(path, options.moment, options.keep) if options.backup else None,
        ignore_open=options.ignore_open,
        moment=options.moment,
    )
    return replace(done, backup=written.backup, warnings=(*written.warnings, *done.warnings))


def _by_rows_now(
    book: OpenBook,
    found: Survey,
    frame: Frame,
    columns: Sequence[NewColumn],
    options: UpdateOptions,
    keys: RowKeys | None,
) -> Sequence[NewColumn]:
    """The columns with their values by the rows as they are now; CannotWrite names those that are not found."""
    problems: list[Problem] = []
    moved: Mapping[int, int] = {}
    if keys is not None:
        rows = {row for column in columns for row in column.values}
        match = RowMatch(book, found, frame, keys, rows, as_read=options.expected_sha256 is not None)
        problems, moved = match.compared()
    if frame.is_protected and not options.allow_protected:
        problems.append(_protected(book))
    if problems:
        raise CannotWrite(problems)
    if not moved:
        return columns
    return [replace(c, values={moved.get(row, row): value for row, value in c.values.items()}) for c in columns]


def _columns_of(book: OpenBook, cells: Mapping[str, CellValue]) -> list[ColumnCells]:
    rows: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
    values: defaultdict[int, list[CellValue]] = defaultdict(list)
    for address, value in cells.items():
        row, column = split_address(address)
        rows[column].append(row)
        values[column].append(value)
    has_days = any(issubclass(kind, date) for kind in set(map(type, cells.values())))
    style = add_styles(book, [DATE] if has_days else []).get(DATE, 0)
    # Taken out one by one, so that they are not all there twice.
    return [_column(book, column, rows.pop(column), values.pop(column), style) for column in tuple(rows)]


def _column(book: OpenBook, column: int, rows: Sequence[int], values: list[CellValue], day_style: int) -> ColumnCells:
    ascending, ordered = in_rows(rows, values)
    days = (row for row, value in zip(ascending, ordered, strict=True) if isinstance(value, date)) if day_style else ()
    styles = dict.fromkeys(days, day_style)
    return ColumnCells(column, ascending, to_stored(book, column, ascending, ordered), styles=styles)


def _protected(book: OpenBook) -> Problem:
    what = Text("工作表受保护", "the sheet is protected")
    fix = Text(
        "在 Excel 里撤销保护，或加 --allow-protected，或{copy}",
        "unprotect it in Excel, or add --allow-protected, or {copy}",
    )
    return Problem("WRITE-protected", "error", what, fix.format(copy=COPY), book.place)
