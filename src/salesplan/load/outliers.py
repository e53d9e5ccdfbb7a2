"""Figures in a column of 万元 or 千元 that look as if they were written in yuan."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from salesplan.errors import Problem
from salesplan.load.cell_problems import titled
from salesplan.load.found import FoundColumn
from salesplan.load.grid import NUMBER, TEXT
from salesplan.load.sheet_list import SheetList, unit_of_column
from salesplan.text import Text

CODE = "READ-scale-outlier"
_TIMES = 1000
_FEWEST = 3
_SHOWN = 5
_BARE = r"^[\s(（]*[-+−]?[0-9][0-9,，. ]*[)）\s]*$"


def outliers(sheet: SheetList) -> Iterator[Problem]:
    """A warning for each column whose unit scales and that has a bare number 1,000 times its median or more.

    The median is that of the column's figures other than 0, sign aside; fewer than three say nothing. A cell with a
    unit of its own (1,200,000元) says what it is.
    """
    for column in sheet.columns():
        read = sheet.read[column.index]
        if column.status == "used" and sheet.kinds[column.index] == "amount" and read.power > 0:
            at = _far(read.values, _bare(sheet, column))
            if len(at):
                yield _problem(sheet, column, at)


def _bare(sheet: SheetList, column: FoundColumn) -> pl.Series:
    """Which cells hold a number and nothing else."""
    texts, kinds = sheet.found.frame[f"t{column.index}"], sheet.found.frame[f"k{column.index}"]
    return ((kinds == NUMBER) | ((kinds == TEXT) & texts.str.contains(_BARE))).fill_null(value=False)


def _far(values: pl.Series, bare: pl.Series) -> pl.Series:
    """The positions of the bare numbers that are 1,000 times the median or more."""
    sizes = values.abs()
    sorted_sizes = sizes.filter(sizes > 0).sort()
    count = len(sorted_sizes)
    if count < _FEWEST:
        return sorted_sizes.clear()
    # twice the median, so that the middle of two figures stays a whole number
    twice = sorted_sizes[(count - 1) // 2] + sorted_sizes[count // 2]
    limit: int = -(-_TIMES * twice // 2)
    if limit > sorted_sizes[-1]:
        return sorted_sizes.clear()
    far: pl.Series = (sizes >= limit).fill_null(value=False) & bare
    return far.arg_true()


def _problem(sheet: SheetList, column: FoundColumn, at: pl.Series) -> Problem:
    cells = [sheet.places.address(column.letter, row) for row in sheet.rows.gather(at.head(_SHOWN))]
    value = str(sheet.found.frame[f"t{column.index}"][at[0]])
    what = Text(
        "{count} 个数是这一列中位数的 1,000 倍以上（{cells}），如“{value}”：是不是按元填的？",
        "{count} figures are 1,000 times the median of the column or more ({cells}), such as “{value}”: "
        "were they entered in yuan?",
    ).format(count=len(at), cells=", ".join(cells) + (" ..." if len(at) > _SHOWN else ""), value=value)
    fix = Text(
        "按元填的改成{unit}，或在数字后写明“元”；没填错就不用管",
        "Change figures in yuan to {unit}, or write 元 behind the number; leave them where they are right",
    ).format(unit=unit_of_column(column, sheet.found, "amount") or "")
    place = sheet.places.cell(column.letter, sheet.rows[at[0]], column.header)
    return Problem(CODE, "warning", titled(sheet, column, what), fix, place, value)
