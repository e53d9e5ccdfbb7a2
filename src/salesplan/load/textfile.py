"""A text table (csv, tsv, txt) as a grid: encoding, separator and quoting are found from the content and said.

Records keep their own width; a quote that is never closed is refused with its line and never swallows rows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import polars as pl

from salesplan.errors import BadInput
from salesplan.load.cellframe import GENERAL, long_cells, row_cells
from salesplan.load.encoding import Decoded
from salesplan.load.grid import Grid
from salesplan.load.refusal import blank, refusal, too_large
from salesplan.ooxml import limits
from salesplan.text import Text

SEPARATORS = ",\t;|"
_SAMPLE = 1 << 16
_SAMPLE_RECORDS = 50
_BLOCK = 50_000
_SHOWN = 40


@dataclass(frozen=True)
class Layout:
    """How the lines are cut: the separator, whether quotes hold cells together, lines before the first record."""

    separator: str
    quoted: bool = True
    skipped: int = 0


def text_grid(decoded: Decoded, typed: str) -> Grid:
    """The records of a text file as a grid. Raises BadInput for a quote without a partner and a file of blanks."""
    layout = layout_of(decoded.text)
    cells, starts = _cells(decoded.text, layout, typed)
    if cells.is_empty():
        raise blank(typed)
    return Grid(
        file=typed,
        sheet=None,
        cells=cells,
        format="csv",
        formats=GENERAL,
        encoding=decoded.encoding,
        encoding_sure=decoded.sure,
        separator="tab" if layout.separator == "\t" else layout.separator,
        lines=None if starts == list(range(1, len(starts) + 1)) else tuple(starts[: cells.item(-1, "row")]),
    )


def layout_of(text: str) -> Layout:
    """The layout of a text: Excel's own ``sep=;`` line, else the separator that cuts the first records most evenly.

    Most evenly: the largest share of records that have the usual number of cells, two or more; then the most cells; a
    comma when none cuts anything. Quotes are plain characters only where no cell is held in a pair of them, reading
    them as pairs fails, and every line then has the same number of cells.
    """
    stated = re.match(r'"?sep=([^"\w\r\n])"?\r?\n', text, re.IGNORECASE)
    separator = stated[1] if stated else _separator(text[:_SAMPLE])
    return Layout(separator, not _quotes_are_text(text, separator), 1 if stated else 0)


def _separator(sample: str) -> str:
    whole = sample[: sample.rfind("\n") + 1] if len(sample) == _SAMPLE and "\n" in sample else sample
    ranks = {mark: _evenness(whole, mark) for mark in SEPARATORS}
    best = max(SEPARATORS, key=lambda mark: ranks[mark])
    return best if ranks[best] > (0.0, 0) else ","


def _evenness(sample: str, mark: str) -> tuple[float, int]:
    """Share of the records with the usual number of cells, and that number; nothing when the mark cuts nothing."""
    try:
        records = islice(csv.reader(io.StringIO(sample, newline=""), delimiter=mark), _SAMPLE_RECORDS)
        widths = [len(record) for record in records if any(cell.strip() for cell in record)]
    except csv.Error:
        return 0.0, 0
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    return (widths.count(usual) / len(widths), usual) if usual > 1 else (0.0, 0)


def _quotes_are_text(text: str, separator: str) -> bool:
    mark = re.escape(separator)
    if '"' not in text or re.search(rf'(?:^|{mark})"[^"\r\n]*"(?:{mark}|\r?$)', text, re.MULTILINE):
        return False
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        # a quote that is still open at the end, or past the longest cell, is never plain text
        widths = {line.count(separator) for line in text.splitlines() if line.strip()}
        return "expected after" in str(error) and len(widths) == 1 and widths != {0}
    return False


def _cells(text: str, layout: Layout, typed: str) -> tuple[pl.DataFrame, list[int]]:
    """Every cell that holds something, and the line on which each record starts."""
    starts: list[int] = []
    records = _records(text, layout, typed, starts)
    blocks, row = [long_cells([], [], [])], 1
    # a block at a time: a flood of blank records costs no memory
    while block := list(islice(records, _BLOCK)):
        blocks.append(row_cells(block, row))
        row += len(block)
        if sum(map(len, blocks)) > limits.CELLS:
            raise too_large(typed)
    return pl.concat(blocks), starts


def _records(text: str, layout: Layout, typed: str, starts: list[int]) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    for _ in range(layout.skipped):
        lines.readline()
    # no quote character at all where quotes are plain text
    reader = csv.reader(lines, delimiter=layout.separator, quotechar='"' if layout.quoted else None, strict=True)
    start = layout.skipped + 1
    try:
        for record in reader:
            starts.append(start)
            yield record
            start = reader.line_num + layout.skipped + 1
    except csv.Error as error:
        raise _unclosed(typed, start, text.splitlines()[start - 1]) from error


def _unclosed(typed: str, line: int, shown: str) -> BadInput:
    what = Text(
        "这一行的双引号没有成对，后面的内容无法分列",
        "A double quote on this line has no partner, so what follows cannot be cut",
    )
    fix = Text(
        '请补上缺的引号；引号是内容的一部分时写成两个（""），或用 Excel 另存为 .xlsx',
        'Add the missing quote; write a quote that is part of the text twice (""), or save the list as .xlsx',
    )
    return refusal("READ-damaged", typed, what, fix, line, shown[:_SHOWN])
