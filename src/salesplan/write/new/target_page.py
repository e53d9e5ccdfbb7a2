"""How the sheets of a target workbook look, and the words and formulas they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from salesplan.model.plan.metrics import metric_shown
from salesplan.model.target_sheets import TargetSheets
from salesplan.present.numbers import day, exact
from salesplan.text import Text, language
from salesplan.write.new.live_cells import Live, LiveSheet, address, sheet_reference
from salesplan.write.new.page import set_page
from salesplan.write.patch.cell_xml import column_letters, without_controls
from salesplan.write.patch.column_plan import shown_width

OVERVIEW = Text("总览", "Overview")
PERIOD = Text("期间", "Period")
TARGET = Text("目标", "Target")
TOTAL = Text("合计", "Total")
HANDED_OUT = Text("下达数", "Handed out")
ACTUAL = Text("实际（手填）", "Actual (fill in)")
ACTUAL_SHORT = Text("实际", "Actual")
ATTAINED = Text("达成率", "Attainment")
ATTAINED_OF_TARGET = Text("达成率（按目标）", "Attainment (of target)")
NOTE = Text("备注", "Note")
YEAR = Text("全年", "Whole year")
SUBTOTAL = Text("{name} 小计", "{name} total")
AGREED = Text("已认可：{names}", "Agreed: {names}")
AGREED_HERE = Text(
    "认可人：________________    日期：________________", "Agreed by: ________________    Date: ________________"
)
FIRST = 5
"""The first row of figures; the heads stand above it."""
PERCENT = "0.0%"
NARROWEST, WIDEST, HEADER = 10, 40, 200
_INPUT = PatternFill("solid", fgColor="FFF9DB")
_SUM = PatternFill("solid", fgColor="E8EEF7")
_HEAD = PatternFill("solid", fgColor="305496")
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(frozen=True)
class Columns:
    """Where a member's sheet has what: the period first, then inner members, the target, the actual."""

    inner: int

    @property
    def total(self) -> int:
        """The target of all inner members together."""
        return 2 + self.inner

    @property
    def actual(self) -> int:
        """What is filled in by hand."""
        return self.total + 1

    @property
    def attained(self) -> int:
        """The actual over the target."""
        return self.actual + 1


@dataclass(frozen=True)
class Looks:
    """Title and sub-title of a workbook."""

    title: Text
    about: str


def looks(sheets: TargetSheets) -> Looks:
    """What every sheet says of the split it belongs to."""
    title = Text("{year}{metric}目标", "{metric} targets {year}").format(
        year=sheets.year, metric=metric_shown(sheets.metric)
    )
    parts = [
        *([Text("计划：{plan}", "plan: {plan}").format(plan=sheets.plan)] if sheets.plan else []),
        Text("编号 {id}", "entry {id}").format(id=sheets.id),
        Text("金额单位 {currency}", "amounts in {currency}").format(currency=sheets.currency),
        Text("最小单位 {unit}", "smallest amount {unit}").format(unit=exact(sheets.unit)),
        Text("截至 {day}", "as of {day}").format(day=day(sheets.as_of)),
    ]
    return Looks(title, "   ".join(map(str, parts)))


def font(*, bold: bool = False, size: int = 11, color: str | None = None) -> Font:
    """A typeface that has the signs of the language."""
    name = "Calibri" if language() == "en" else "Microsoft YaHei"
    return Font(name=name, size=size, bold=bold, color=color)


def amount_format(unit: Decimal) -> str:
    """Thousands separators, and as many decimals as the smallest amount has."""
    decimals = max(0, -int(unit.normalize().as_tuple().exponent))
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def heading(made: LiveSheet, sheets: TargetSheets, whose: str, heads: Sequence[str], back_to: str = "") -> None:
    """Title, what it belongs to, a link back, and the heads of the columns."""
    told = looks(sheets)
    made.put(1, 1, f"{whose}   {told.title}".strip()).font = font(bold=True, size=14)
    made.put(2, 1, told.about).font = font(size=9, color="595959")
    if back_to:
        link(made, 3, 1, f"← {OVERVIEW}", back_to)
    for column, head in enumerate(heads, 1):
        cell = made.put(FIRST - 1, column, head)
        cell.font, cell.fill, cell.border = font(bold=True, color="FFFFFF"), _HEAD, _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def link(made: LiveSheet, row: int, column: int, text: str, sheet: str) -> None:
    """A text that leads to another sheet of the workbook."""
    cell = made.put(row, column, text)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{sheet_reference(sheet)}!A1")
    cell.font = Font(name=font().name, size=11, color="0563C1", underline="single")


def attained(row: int, actual: int, target: int) -> Live:
    """The actual over the target; blank without an actual or with a target of 0."""
    done, asked = address(row, actual), address(row, target)
    return Live(f'IF(ISNUMBER({done}),IF({asked}=0,"",{done}/{asked}),"")', None)


def summed_if_any(cells: str) -> Live:
    """The sum of what was filled in; blank while nothing was."""
    return Live(f'IF(COUNT({cells})=0,"",SUM({cells}))', None)


def dress(made: LiveSheet, sheets: TargetSheets, row: int, columns: Columns, *, is_sum: bool, depth: int) -> None:
    """Formats of one line: sums bold on blue, the actual to be filled in on yellow."""
    for column in range(1, columns.attained + 2):
        cell = made.sheet.cell(row, column)
        cell.font, cell.border = font(bold=is_sum), _BORDER
        if is_sum:
            cell.fill = _SUM
        if column == 1:
            cell.alignment = Alignment(indent=max(depth - 1, 0))
        elif column == columns.attained:
            cell.number_format = PERCENT
        elif column <= columns.actual:
            cell.number_format = amount_format(sheets.unit)
    if not is_sum:
        cell = made.sheet.cell(row, columns.actual)
        cell.fill, cell.protection = _INPUT, Protection(locked=False)


def dress_row(made: LiveSheet, sheets: TargetSheets, row: int, columns: range, *, is_sum: bool, percent: int) -> None:
    """Formats of one line of the overview."""
    for column in columns:
        cell = made.sheet.cell(row, column)
        if cell.hyperlink is None:
            cell.font = font(bold=is_sum)
        cell.border = _BORDER
        if is_sum:
            cell.fill = _SUM
        cell.number_format = PERCENT if column == percent else amount_format(sheets.unit)


def finish(made: LiveSheet, sheets: TargetSheets, heads: Sequence[str], last: int, names: int = 1) -> None:
    """Widths, panes that stay, A4 with the heads on every page. ``names`` columns hold names."""
    sheet = made.sheet
    widest = len(f"{exact(sheets.total)}") + 2
    for column, head in enumerate(heads, 1):
        texts = [head]
        if column <= names or column == len(heads):
            texts += [str(sheet.cell(row, column).value or "") for row in range(FIRST, last + 1)]
        width = max(*map(shown_width, texts), NARROWEST) + 2
        is_figure = names < column < len(heads)
        sheet.column_dimensions[column_letters(column)].width = min(max(width, widest if is_figure else 0), WIDEST)
    sheet.row_dimensions[FIRST - 1].height = 30
    for row in range(FIRST, last + 1):
        sheet.row_dimensions[row].height = 18
    sheet.freeze_panes = address(FIRST, names + 1)
    sheet.print_title_rows = f"{FIRST - 1}:{FIRST - 1}"
    set_page(sheet)
    sheet.print_options.horizontalCentered = True
    if sheet.oddFooter is not None and sheet.oddHeader is not None:
        sheet.oddFooter.right.text = "&P / &N"
        # Excel takes a header of more than 255 characters for damage.
        sheet.oddFooter.left.text = without_controls(str(looks(sheets).title))[:HEADER].replace("&", "&&")
