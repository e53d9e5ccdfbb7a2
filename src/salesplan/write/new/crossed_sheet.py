"""The sheet of a split by two levels: the outer level down, the inner one across, both with their sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.model.result import Result
from salesplan.text import Text
from salesplan.write.new.page import BOLD, HEADER_FILL, HEADER_FONT, set_page
from salesplan.write.patch.cell_xml import column_letters, number_text
from salesplan.write.patch.column_plan import shown_width
from salesplan.write.patch.styles_patch import AMOUNT

CROSSED = Text("交叉表", "Crossed")
TOTAL = Text("合计", "Total")
LEVELS = 2
NARROWEST = 10

Line = tuple[str | Decimal, ...]


def crossed_table(result: Result[Any], titles: Mapping[str, str]) -> list[Line]:
    """The heads, a line for each part of the outer level, and the sums; nothing unless two levels cross everywhere."""
    by = tuple(getattr(result.summary, "basis", ()))
    if len(by) != LEVELS or "level" not in result.rows.keys:
        return []
    outer, inner = by
    rows = list(result.rows.records())
    cells = {(str(r[outer]), str(r[inner])): _money(r["target"]) for r in rows if r["level"] == inner}
    down = [str(r[outer]) for r in rows if r["level"] == outer]
    across = list(dict.fromkeys(name for _, name in cells))
    if len(cells) != len(down) * len(across):
        return []
    heads: Line = (titles.get(outer, outer), *across, str(TOTAL))
    sums = [sum((cells[one, other] for one in down), Decimal(0)) for other in across]
    body: list[Line] = [_summed(one, [cells[one, other] for other in across]) for one in down]
    return [heads, *body, _summed(str(TOTAL), sums)]


def fill_crossed(sheet: Worksheet, lines: Sequence[Line]) -> None:
    """Write the table with its heads and its sums marked."""
    for number, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            text = value if isinstance(value, str) else number_text(value)
            cell = sheet.cell(number, column, text)
            cell.data_type = "s" if isinstance(value, str) else "n"
            cell.alignment = Alignment(horizontal="left" if column == 1 else "right")
            if number == 1:
                cell.font, cell.fill = HEADER_FONT, HEADER_FILL
            elif number == len(lines) or column == len(line):
                cell.font = BOLD
            if not isinstance(value, str):
                cell.number_format = AMOUNT
    for column in range(1, len(lines[0]) + 1):
        shown = [f"{v:,.2f}" if isinstance(v, Decimal) else v for v in (line[column - 1] for line in lines)]
        sheet.column_dimensions[column_letters(column)].width = max(NARROWEST, *map(shown_width, shown)) + 2
    sheet.freeze_panes, sheet.print_title_rows = "B2", "1:1"
    set_page(sheet)


def _summed(name: str, values: Sequence[Decimal]) -> Line:
    return (name, *values, sum(values, Decimal(0)))


def _money(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)
