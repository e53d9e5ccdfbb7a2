"""How the sheets of a report look: fonts, colours, number formats, heights."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.model.table import Kind
from salesplan.present.numbers import SIGNS, Unit
from salesplan.present.report.palette import LIGHT
from salesplan.present.wrapping import wrapped
from salesplan.text import Text
from salesplan.write.new.live_cells import LiveSheet, sheet_reference
from salesplan.write.new.page import set_page
from salesplan.write.new.picture_sheet import FONT, GAP, LATIN, LINE, WIDE
from salesplan.write.patch.cell_xml import MAX_TEXT
from salesplan.write.patch.styles_patch import FORMATS

CONTENTS = Text("目录", "Contents")
INK, DIM, LINK = LIGHT["ink"].lstrip("#"), LIGHT["dim"].lstrip("#"), "0563C1"
RULE = "C9D0D8"
TITLE_FONT = Font(name=FONT, size=16, bold=True, color=INK)
PART_FONT = Font(name=FONT, size=13, bold=True, color=INK)
PLAIN_FONT = Font(name=FONT, size=11, color=INK)
STRONG_FONT = Font(name=FONT, size=11, bold=True, color=INK)
DIM_FONT = Font(name=FONT, size=10, color=DIM)
LINK_FONT = Font(name=FONT, size=11, color=LINK, underline="single")
UNDER = Border(bottom=Side(style="hair", color=RULE))
TOTAL = Border(top=Side(style="thin", color=INK))
PALE = PatternFill("solid", fgColor="F4F6F9")
TALLEST = 409
"""Points of the highest row that Excel has."""
CELL_FORMATS: Mapping[Kind, str] = {**FORMATS, "integer": "#,##0"}
"""Number formats of cells, by what they hold; every cell holds the exact value."""


def colour(role: str) -> str:
    """The colour of a role, as workbooks write it: ``0072B2``."""
    return LIGHT[role].lstrip("#").upper()


def text_height(text: str, width: float, line: float = LINE) -> float:
    """Points of a row that shows a whole text, wrapped to so many characters."""
    room = int(width * (LATIN if text.isascii() else WIDE))
    # Nobody reads more lines than the highest row has; wrapping all of a very long text takes long.
    shown = text[: int(TALLEST / line) * max(room, 2)]
    return min(line * sum(len(wrapped(part, room)) for part in shown.split("\n")), TALLEST)


def lead_to(cell: Cell, sheet: str, address: str = "A1") -> None:
    """Make the cell a link to a place in the workbook."""
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{sheet_reference(sheet)}!{address}")
    cell.font = LINK_FONT


def dress_page(sheet: Worksheet) -> None:
    """No grid lines; on paper A4 landscape, the sheet's name above and the page number below."""
    sheet.sheet_view.showGridLines = False
    set_page(sheet)
    if sheet.oddHeader is not None and sheet.oddFooter is not None:
        sheet.oddHeader.left.text = "&A"
        sheet.oddFooter.right.text = "&P / &N"


def put_heading(made: LiveSheet, row: int, text: str, font: Font) -> None:
    """A title that runs over the cells at its right."""
    cell = made.put(row, 1, text[:MAX_TEXT])
    cell.font, cell.alignment = font, Alignment(vertical="center")
    made.sheet.row_dimensions[row].height = LINE + GAP


def chart_format(kind: Kind, unit: Unit, *, axis: bool = False) -> str:
    """The number format of a chart's figures: amounts in the report's unit, which formats reach in thousands only.

    万 is a thousand with the point one digit further left.
    """
    if kind == "share":
        return "0%" if axis else "0.0%"
    if kind == "amount":
        code = _SCALED[unit.power].format(sign=SIGNS.get(unit.sign, unit.sign))
        return f"{code};-{code};0" if axis else code
    return "0.0" if kind == "score" else "#,##0"


_SCALED = {
    0: "#,##0",
    3: '#,##0,"{sign}"',
    4: r'0\.0,"{sign}"',
    6: '#,##0.0,,"{sign}"',
    8: r'0\.00,,"{sign}"',
}
"""By the power of ten of the unit."""
