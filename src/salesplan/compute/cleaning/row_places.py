"""Where a row of a list stands and whose it is: ``[客户.xlsx]客户!B7``, ``C0007 某某公司``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from salesplan.errors import Place
from salesplan.model.records import ROW
from salesplan.model.whole_list import WholeList, WholeSheet

_NAMES = (("id", "order_id"), ("name", "customer_name"))


class RowPlaces:
    """The places of the rows of a list, by their position in it."""

    def __init__(self, whole: WholeList) -> None:
        self._whole = whole
        self._starts = [0, *accumulate(len(sheet.frame) for sheet in whole.sheets)]
        self._rows: list[Sequence[int]] = [sheet.frame.get_column(ROW).to_list() for sheet in whole.sheets]
        records = whole.records
        picked = [next((key for key in keys if records.has(key)), None) for keys in _NAMES]
        self._names = [records.frame.get_column(key).to_list() for key in picked if key]

    def row(self, at: int) -> tuple[WholeSheet, int]:
        """The sheet of a row and its number in it, as people see it."""
        source = bisect_right(self._starts, at) - 1
        return self._whole.sheets[source], self._rows[source][at - self._starts[source]]

    def place(self, at: int, field: str | None = None) -> Place:
        """The cell of a field in a row; the row where the sheet has no such column."""
        sheet, row = self.row(at)
        column = next((each for each in sheet.columns if field and each.field == field), None)
        if sheet.is_text:
            return Place(file=sheet.file, line=row, key=column.title if column else None)
        cell = f"{column.letter}{row}" if column else f"{row}:{row}"
        return Place(file=sheet.file, sheet=sheet.name, cell=cell)

    def short(self, at: int) -> str:
        """The row's number, with its sheet or file where there are several."""
        sheet, row = self.row(at)
        return str(row) if len(self._whole.sheets) == 1 else f"{sheet.name or sheet.file}!{row}"

    def who(self, at: int) -> str:
        """Id and name of the record in a row; its number where it has neither."""
        said = " ".join(str(names[at]) for names in self._names if at < len(names) and names[at] is not None)
        return said or self.short(at)

    def value(self, at: int, which: int) -> str | None:
        """The id (0) or the name (1) of the record in a row; None where the list has none."""
        names = self._names[which] if which < len(self._names) else ()
        return names[at] if at < len(names) else None
