"""A picture of fields on a sheet: coloured, wrapped, on one landscape page of A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.present.blocks import Board, Drawing, Entry, Heading, Line, Panel
from salesplan.present.wrapping import wrapped
from salesplan.text import Text
from salesplan.write.new.page import set_page
from salesplan.write.patch.cell_xml import MAX_TEXT, column_letters, without_controls

COLUMNS, WIDTH, BETWEEN, MIDDLE = 25, 6, 1.5, 13
"""The sheet is ruled in so many columns, each so many characters wide, the one in the middle narrow."""
FIGURE, SUM = 2, 4
"""Columns of the figure of an entry, and of that beside a title."""
LATIN, WIDE = 1.1, 0.95
"""How many of a text's own columns fit into one of the sheet, without and with Chinese characters."""
LINE, SMALL_LINE, PAD, GAP, SMALL = 16, 13, 4, 8, 1.2
"""Heights in points: a line, a small one, what is around it, an empty row; how much more fits in a small one."""
MATRIX_HEAD, MATRIX_SPAN = 3, 4
COLOURS = {
    "green": ("2E8B57", "F2FAF5"),
    "amber": ("C77F00", "FFF8EA"),
    "blue": ("2F6FB5", "F1F6FC"),
    "red": ("C0392B", "FDF3F2"),
    "grey": ("7B8794", "F7F8FA"),
    "": ("7B8794", "F7F8FA"),
}
"""Of each tone the colour of the title and that of the field."""
STYLES = {"": "1F2933", "strong": "1F2933", "good": "19693B", "warn": "8A5300", "bad": "A61B1B", "dim": "6B7480"}
FONT = "Calibri"
WHITE, DARK, PALE = "FFFFFF", "1F2933", "6B7480"


def fill_picture(sheet: Worksheet, drawings: Sequence[Drawing]) -> None:
    """Draw headings, lines and boards one below the other."""
    row = 1
    for drawing in drawings:
        if isinstance(drawing, Heading):
            row = _line(sheet, row, drawing.text, Font(name=FONT, size=16, bold=True, color=DARK), LINE + GAP)
        elif isinstance(drawing, Line):
            font = Font(name=FONT, size=11, bold=drawing.style == "strong", color=STYLES[drawing.style])
            row = _line(sheet, row, drawing.text, font, LINE)
        elif isinstance(drawing, Board):
            row = _board(sheet, row, drawing)
        else:
            sheet.row_dimensions[row].height = GAP
            row += 1
    for column in range(1, COLUMNS + 1):
        sheet.column_dimensions[column_letters(column)].width = BETWEEN if column == MIDDLE else WIDTH
    sheet.sheet_view.showGridLines = False
    set_page(sheet)
    sheet.page_setup.fitToHeight = 1
    sheet.print_options.horizontalCentered = True


def _line(sheet: Worksheet, row: int, text: Text | str, font: Font, height: float) -> int:
    put_across(sheet, row, (1, COLUMNS), text, font, Alignment(wrap_text=True, vertical="center"))
    sheet.row_dimensions[row].height = height * _lines(text, COLUMNS)
    return row + 1


def _board(sheet: Worksheet, row: int, board: Board) -> int:
    if not any(panel.entries for line in board.rows for panel in line):
        return _matrix(sheet, row, board)
    for panels in board.rows:
        row = _fields(sheet, row, panels)
        sheet.row_dimensions[row].height = GAP
        row += 1
    return row


def _fields(sheet: Worksheet, row: int, panels: Sequence[Panel]) -> int:
    """Fields beside each other: a title row, then a row for each entry and each note, as many as the longest needs."""
    span = (COLUMNS + 1) // len(panels) - 1
    bodies = [list(_rows(panel)) for panel in panels]
    height = max(map(len, bodies))
    for at, (panel, body) in enumerate(zip(panels, bodies, strict=True)):
        first = 1 + at * (span + 1)
        _title(sheet, row, first, span, panel)
        for down in range(height):
            entry, is_note = body[down] if down < len(body) else (Entry("", ""), False)
            _entry(sheet, row + 1 + down, first, span, entry, panel, is_note=is_note)
        _frame(sheet, (row, row + height), (first, first + span - 1), COLOURS[panel.tone][0])
    sheet.row_dimensions[row].height = LINE + PAD
    for down in range(height):
        sheet.row_dimensions[row + 1 + down].height = max(
            _height(body[down], span) for body in bodies if down < len(body)
        )
    return row + 1 + height


def _rows(panel: Panel) -> Iterator[tuple[Entry, bool]]:
    """The entries, and after each its note where it has one."""
    for entry in panel.entries:
        yield entry, False
        if str(entry.note):
            yield entry, True


def _height(row: tuple[Entry, bool], span: int) -> float:
    entry, is_note = row
    if is_note:
        return SMALL_LINE * _lines(entry.note, span - 1, SMALL) + PAD
    return LINE * _lines(entry.text, span - 1 - (FIGURE if entry.figure else 0)) + PAD


def _lines(text: Text | str, columns: int, room: float = 1.0) -> int:
    """How many lines a text takes in so many columns, for rows do not grow by themselves under merged cells."""
    said = str(text)
    return len(wrapped(said, int(columns * WIDTH * room * (LATIN if said.isascii() else WIDE))))


def _title(sheet: Worksheet, row: int, first: int, span: int, panel: Panel) -> None:
    fill = PatternFill("solid", fgColor=COLOURS[panel.tone][0])
    figures = SUM if str(panel.figure) else 0
    bold, plain = Font(name=FONT, size=12, bold=True, color=WHITE), Font(name=FONT, size=10, color=WHITE)
    middle = Alignment(vertical="center", indent=1)
    put_across(sheet, row, (first, first + span - 1 - figures), panel.title, bold, middle, fill)
    if figures:
        right = Alignment(horizontal="right", vertical="center")
        put_across(sheet, row, (first + span - figures, first + span - 1), panel.figure, plain, right, fill)


def _entry(sheet: Worksheet, row: int, first: int, span: int, entry: Entry, panel: Panel, *, is_note: bool) -> None:
    strong, pale = COLOURS[panel.tone]
    fill = PatternFill("solid", fgColor=pale)
    last = first + span - 1
    top, right = Alignment(vertical="top", wrap_text=True), Alignment(horizontal="right", vertical="top")
    mark, bold = "" if is_note else entry.mark, Font(name=FONT, size=11, bold=True, color=strong)
    put_across(sheet, row, (first, first), mark, bold, Alignment(vertical="top"), fill)
    if is_note:
        put_across(sheet, row, (first + 1, last), entry.note, Font(name=FONT, size=9, color=PALE), top, fill)
        return
    end = last - FIGURE if entry.figure else last
    put_across(sheet, row, (first + 1, end), entry.text, Font(name=FONT, size=11, color=DARK), top, fill)
    if entry.figure:
        put_across(sheet, row, (end + 1, last), entry.figure, Font(name=FONT, size=11, color=PALE), right, fill)


def _matrix(sheet: Worksheet, row: int, board: Board) -> int:
    """Small fields with their heads; the marked one stands out."""
    heads = Font(name=FONT, size=10, color=PALE)
    middle, left = Alignment(vertical="center", horizontal="center"), Alignment(vertical="center")
    lead = MATRIX_HEAD if board.down else 0
    places = [(lead + 1 + at * MATRIX_SPAN, lead + (at + 1) * MATRIX_SPAN) for at in range(len(board.rows[0]))]
    for down, name in enumerate((board.corner, *board.down) if lead else ()):
        put_across(sheet, row + down, (1, lead), name, heads, left)
    for columns, name in zip(places, board.across, strict=False):
        put_across(sheet, row, columns, name, heads, middle)
    for down, panels in enumerate(board.rows, 1):
        sheet.row_dimensions[row + down].height = LINE + PAD
        for columns, panel in zip(places, panels, strict=True):
            strong, pale = COLOURS[panel.tone]
            fill = PatternFill("solid", fgColor=strong if panel.marked else pale)
            font = Font(name=FONT, size=11, bold=panel.marked, color=WHITE if panel.marked else PALE)
            put_across(sheet, row + down, columns, panel.title, font, middle, fill)
            _frame(sheet, (row + down, row + down), columns, strong)
    return row + 1 + len(board.rows)


def put_across(
    sheet: Worksheet,
    row: int,
    columns: tuple[int, int],
    text: Text | str,
    font: Font,
    alignment: Alignment,
    fill: PatternFill | None = None,
) -> None:
    """A text in cells that are merged to one; it is a text whatever it begins with."""
    first, last = columns
    for column in range(first, last + 1):
        cell = sheet.cell(row, column)
        if fill is not None:
            cell.fill = fill
    cell = sheet.cell(row, first)
    if said := without_controls(str(text))[:MAX_TEXT]:
        cell.value = said
        cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
    cell.font, cell.alignment = font, alignment
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _frame(sheet: Worksheet, rows: tuple[int, int], columns: tuple[int, int], colour: str) -> None:
    """A thin line around a field, in its colour."""
    side = Side(style="thin", color=colour)
    for row in range(rows[0], rows[1] + 1):
        for column in range(columns[0], columns[1] + 1):
            cell = sheet.cell(row, column)
            cell.border = Border(
                left=side if column == columns[0] else None,
                right=side if column == columns[1] else None,
                top=side if row == rows[0] else None,
                bottom=side if row == rows[1] else None,
            )
