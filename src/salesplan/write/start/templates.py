"""What a new user begins with: a commented plan, a checklist, and workbooks whose headers say what goes where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.model.field import FieldKind, FieldSpec
from salesplan.model.tables import TABLES, table_fields
from salesplan.text import Text
from salesplan.write.new.made_book import book_bytes, write_all
from salesplan.write.start.checklist import starter_checklist
from salesplan.write.start.example_data import EXAMPLE_DAY
from salesplan.write.start.starter_plan import starter_plan
from salesplan.write.start.template_guide import choices_of, guide_of
from salesplan.write.start.template_lists import TEMPLATES, Template
from salesplan.write.text_output import APPLICATION

NEXT_STEPS = Text(
    "接着：\n"
    "  1. 填 {folder}/templates 里的名单：带星号的必填，用不上的列可删，示例行不算在内\n"
    "  2. 看看读得对不对：salesplan inspect {folder}/templates/customers.xlsx\n"
    "  3. 给客户分级：salesplan classify {folder}/templates/customers.xlsx\n"
    "  4. 在 {folder}/plan.yaml 里写上自己的目标，再分解：salesplan targets split --plan {folder}/plan.yaml\n"
    "  5. 删改 {folder}/checklist.yaml，看准备得怎样：salesplan prepare --plan {folder}/plan.yaml\n"
    "  6. 随时检查计划：salesplan check --plan {folder}/plan.yaml",
    "Next:\n"
    "  1. Fill in the lists in {folder}/templates: a star must be filled, columns you lack can go, "
    "the example row never counts\n"
    "  2. See how it is read: salesplan inspect {folder}/templates/customers.xlsx\n"
    "  3. Grade the customers: salesplan classify {folder}/templates/customers.xlsx\n"
    "  4. Write your own target into {folder}/plan.yaml, then: salesplan targets split --plan {folder}/plan.yaml\n"
    "  5. Prune {folder}/checklist.yaml, then see how ready you are: salesplan prepare --plan {folder}/plan.yaml\n"
    "  6. Check the plan whenever you like: salesplan check --plan {folder}/plan.yaml",
)
EXAMPLE = Text("示例：{value}", "Example: {value}")
EXAMPLE_NOTE = Text(
    "这一行是示例，以“示例：”开头的行读取时不算在内。看完可以删掉。",
    "This row is an example. A row that begins with 'Example:' is never counted. Delete it when you like.",
)
STAR = "*"
LAST_ROW = 1_048_576
FORMATS: dict[FieldKind, str] = {
    "code": "@",
    "phone": "@",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "amount": "#,##0.00",
    "share": "0%",
    "count": "0",
}
"""Number formats of whole columns. Text columns keep the zeros that a code begins with."""
WIDTHS: dict[FieldKind, int] = {"text": 16, "code": 14, "phone": 16, "date": 13, "amount": 14}
NARROW = 11
_DARK, _STARRED, _LIGHT = (PatternFill("solid", fgColor=colour) for colour in ("5B7DB1", "305496", "FFF2CC"))
_LINE = Border(bottom=Side("thin", color="BFBFBF"))


def write_starter(folder: str, *, force: bool = False, before: Callable[[Path], object] | None = None) -> list[Path]:
    """Write plan.yaml, its checklist and the templates into a folder, in the language of now; returns the files.

    A folder that already holds one of the files is refused without ``force`` (CannotWrite): it may be filled in.
    ``before`` is told each file that is about to be replaced by another content.
    """
    contents = {"plan.yaml": starter_plan().encode(), "checklist.yaml": starter_checklist().encode()}
    for template in TEMPLATES:
        contents[f"templates/{template.table}.xlsx"] = book_bytes(template_book(template), EXAMPLE_DAY)
    return write_all(Path(folder), contents, force=force, before=before)


def template_book(template: Template) -> Workbook:
    """One list to fill in: a header with comments, drop-downs and formats below it, and one example row."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = str(TABLES[template.table].label)
    for at, spec in enumerate(_columns(template), 1):
        _head(sheet, at, spec, template)
        _format(sheet, at, spec, template.table)
    _example(sheet, template)
    sheet.freeze_panes = "C2"
    return book


def _columns(template: Template) -> list[FieldSpec]:
    """The template's fields, those that must be filled first."""
    fields = table_fields(template.table)
    return [fields[key] for key in (*template.starred, *(k for k in template.fields if k not in template.starred))]


def _head(sheet: Worksheet, at: int, spec: FieldSpec, template: Template) -> None:
    starred = spec.key in template.starred
    cell = sheet.cell(1, at, f"{spec.header.label}{STAR if starred else ''}")
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = _STARRED if starred else _DARK
    cell.alignment = Alignment(horizontal="center", vertical="center")
    cell.comment = _comment(guide_of(template, spec))


def _comment(text: str) -> Comment:
    lines = sum(1 + len(line) // 16 for line in text.splitlines())
    return Comment(text, APPLICATION, height=20 * lines + 16, width=240)


def _format(sheet: Worksheet, at: int, spec: FieldSpec, table: str) -> None:
    """The width, number format and drop-down of a whole column, so that rows added later have them too."""
    letter, kind = get_column_letter(at), spec.header.kind
    column = sheet.column_dimensions[letter]
    column.width = max(WIDTHS.get(kind, NARROW), 2 * len(spec.header.label.zh) + 4, len(spec.header.label.en) + 4)
    column.number_format = FORMATS.get(kind, "General")
    if choices := choices_of(table, spec):
        listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, errorStyle="warning")
        listed.error = str(Text("不在可选项里，确定要填吗？", "This is none of the choices. Keep it?"))
        listed.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(listed)


def _example(sheet: Worksheet, template: Template) -> None:
    """The row below the header; its first cell says 示例: so that reading leaves the row out."""
    for at, spec in enumerate(_columns(template), 1):
        value = template.example.get(spec.key)
        shown = str(value) if isinstance(value, Text) else value
        cell = sheet.cell(2, at, str(EXAMPLE.format(value=shown)) if at == 1 else shown)
        cell.number_format = FORMATS.get(spec.header.kind, "General")
        cell.fill, cell.border = _LIGHT, _LINE
    sheet["A2"].comment = _comment(str(EXAMPLE_NOTE))
