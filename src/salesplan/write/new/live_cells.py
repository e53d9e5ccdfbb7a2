"""Formulas that carry their value: what a workbook shows on phones and in previews, which calculate nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.write.patch.cell_xml import column_letters, number_text, without_controls

_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*?)(?: t="[a-z]+")?><f>(.*?)</f><v\s*/?>(?:</v>)?</c>', re.DOTALL)


@dataclass(frozen=True)
class Live:
    """A formula with the value it has now; None is shown as blank."""

    formula: str
    value: Decimal | None


Shown = str | Decimal | Live | None
"""What a cell of a made sheet holds: a text as it is, an exact amount, a formula with its value, or nothing."""


@dataclass
class LiveSheet:
    """A sheet that is filled cell by cell and remembers the values of its formulas."""

    sheet: Worksheet
    values: dict[str, Decimal | None] = field(default_factory=dict)

    def put(self, row: int, column: int, shown: Shown) -> Cell:
        """Fill a cell. A text is a text whatever it begins with."""
        cell = cast("Cell", self.sheet.cell(row, column))
        if isinstance(shown, Live):
            cell.value = f"={shown.formula}"
            self.values[cell.coordinate] = shown.value
        elif isinstance(shown, str):
            cell.value = without_controls(shown)
            cell.data_type = "s"
        elif shown is not None:
            cell.value = number_text(shown)
            cell.data_type = "n"
        return cell


def address(row: int, column: int) -> str:
    """``B7``."""
    return f"{column_letters(column)}{row}"


def listed_cells(rows: Sequence[int], column: int) -> str:
    """Cells of one column as the arguments of a function: a range where they stand together."""
    if list(rows) == list(range(rows[0], rows[-1] + 1)) and len(rows) > 1:
        return f"{address(rows[0], column)}:{address(rows[-1], column)}"
    return ",".join(address(row, column) for row in rows)


def sheet_reference(name: str) -> str:
    """A sheet's name as formulas and links write it."""
    return "'" + name.replace("'", "''") + "'"


def with_values(sheets: Sequence[LiveSheet]) -> Callable[[str, bytes], bytes]:
    """Puts the values of formulas into the sheet parts of a saved workbook whose sheets are these, in order."""
    parts = {f"xl/worksheets/sheet{number}.xml": sheet.values for number, sheet in enumerate(sheets, 1)}

    def change(name: str, data: bytes) -> bytes:
        return _filled(data, parts[name]) if name in parts else data

    return change


def _filled(data: bytes, values: Mapping[str, Decimal | None]) -> bytes:
    def cell(match: re.Match[bytes]) -> bytes:
        value = values[match[1].decode()]
        kind, text = (b' t="str"', b"") if value is None else (b"", number_text(value).encode())
        return b'<c r="%s"%s%s><f>%s</f><v>%s</v></c>' % (match[1], match[2], kind, match[3], text)

    return _FORMULA.sub(cell, data)
