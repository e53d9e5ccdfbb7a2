"""A column of cells read as the kind of value its field declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from salesplan.load.values.amounts import read_amounts, read_counts
from salesplan.load.values.cells import CellColumn, Context, Note, ReadColumn
from salesplan.load.values.codes import read_codes, read_phones, read_texts
from salesplan.load.values.days import read_days
from salesplan.load.values.marks import read_flags, read_grades
from salesplan.load.values.moments import read_moments
from salesplan.load.values.periods import read_periods
from salesplan.load.values.scores import read_scores
from salesplan.load.values.shares import read_shares
from salesplan.model.field import FieldKind

__all__ = ["CellColumn", "Context", "Note", "ReadColumn", "read_column"]

_READERS: Mapping[FieldKind, Callable[[CellColumn, Context], ReadColumn]] = {
    "text": read_texts,
    "code": read_codes,
    "phone": read_phones,
    "amount": read_amounts,
    "number": read_amounts,
    "count": read_counts,
    "share": read_shares,
    "date": read_days,
    "moment": read_moments,
    "flag": read_flags,
    "score": read_scores,
    "grade": read_grades,
    "period": read_periods,
}


def read_column(kind: FieldKind, cells: CellColumn, context: Context) -> ReadColumn:
    """The cells of one column as exact values of this kind; every cell that is none is in ``bad`` with its reason."""
    return _READERS[kind](cells, context)
