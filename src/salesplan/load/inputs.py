"""What was read from a sheet, for the record: every result names its inputs so that its figures can be traced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from salesplan.load.found import FoundColumn
from salesplan.load.script import is_traditional
from salesplan.load.sheet_list import SheetList, unit_of_column
from salesplan.model.result import Input, InputColumn
from salesplan.text import Lang

TOTALS = frozenset(("total", "subtotal", "page-total", "total-unlabelled", "header-repeated"))
"""Rows that look like records and are none: counted among the rows, and as left out."""
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def input_of(sheet: SheetList, bad_rows: int = 0) -> Input:
    """The record of one sheet. ``rows`` = ``used`` + all of ``left_out``, so that no row goes unaccounted."""
    found, grid = sheet.found, sheet.grid
    left_out = Counter(reason for reason in found.skipped.values() if reason in TOTALS)
    if bad_rows:
        left_out["bad"] = bad_rows
    used = len(found.frame) - bad_rows
    hidden = grid.hidden_rows
    return Input(
        table=found.table,
        file=grid.file,
        sheet=grid.sheet,
        header_rows=found.header_rows,
        rows=used + left_out.total(),
        used=used,
        left_out=dict(sorted(left_out.items())),
        columns=tuple(_column(sheet, column) for column in found.columns),
        hidden_rows=sum(row in hidden for row in sheet.rows) if hidden else 0,
        format=grid.format,
        encoding=grid.encoding,
        language=list_language(
            [column.header for column in found.columns if column.status == "ours"],
            [column.header for column in found.columns if column.status != "ours"],
        ),
        sha256=grid.sha256,
    )


def _column(sheet: SheetList, column: FoundColumn) -> InputColumn:
    kind = sheet.kinds.get(column.index)
    unit = unit_of_column(column, sheet.found, kind) if kind else column.unit
    return InputColumn(column.letter, column.header, column.field if column.status == "used" else None, unit)


def list_language(ours: Sequence[str], others: Sequence[str]) -> Lang:
    """The language of a list: the one that most of our columns in it stand in, so that their words stay; else its own.

    Someone may have translated one of ours, or of the list's, by hand: neither turns the words of a whole list.
    """
    chinese = [header for header in ours if _CHINESE.search(header)]
    if 2 * len(chinese) == len(ours):
        return language_of(others)
    if 2 * len(chinese) < len(ours):
        return "en"
    return language_of([*chinese, *others])


def language_of(headers: Iterable[str]) -> Lang:
    """The language of a header row: Chinese where any title has Chinese characters, traditional where most are."""
    chinese = [header for header in headers if _CHINESE.search(header)]
    if not chinese:
        return "en"
    return "zh-Hant" if is_traditional(chinese) else "zh"
