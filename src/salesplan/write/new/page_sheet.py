"""A page on a sheet: its lines and tables one below the other, as on the screen, with bars, to be read and printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise

from openpyxl.formatting.rule import DataBar, FormatObject, Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.present.blocks import Bar, Blank, Block, Board, Cell, Content, Grid, Heading, Line, Listing
from salesplan.present.safe import width_of
from salesplan.present.wrapping import wrapped
from salesplan.write.new.page import HEADER_FILL, HEADER_FONT, set_page
from salesplan.write.new.picture_sheet import FONT, GAP, LATIN, LINE, STYLES, WIDE, put_across
from salesplan.write.patch.cell_xml import column_letters

UNIT, PAGE, NARROW, LEAST = 3, 46, 32, 4
"""Characters of a unit that columns are made of; units of the widest page and of the narrowest, and of a column."""
PAD, TOP = 2, 12
"""Characters around a text in its column; the last row that the head of a table stays in view at."""
FULL = 1.08
"""How much wider than its characters a text may come out in the font that a machine has."""
SIZES = (16, 13)
"""Of the first heading and of the others."""
TRACK, BAR, RULE = "E4E8EE", "3D6FB4", "C9D0D8"
"""Colours of what is left of a bar, of the bar, and of the lines between rows."""
_NUMBER = re.compile(r"[+-]?(?:0|[1-9]\d{0,2}(?:,\d{3})*|[1-9]\d*)(?:\.\d{1,6})?%?")
_DIGITS = 15


@dataclass(frozen=True)
class _Ruled:
    """The sheet's columns by where they begin, in units, and the page's end."""

    edges: tuple[int, ...]

    def columns(self, first: int, last: int) -> tuple[int, int]:
        """The sheet's columns between two edges."""
        return self.edges.index(first) + 1, self.edges.index(last)

    @property
    def end(self) -> int:
        """The last column."""
        return len(self.edges) - 1

    @property
    def width(self) -> int:
        """Characters of a line across the page."""
        return self.edges[-1] * UNIT


def fill_page(sheet: Worksheet, blocks: Sequence[Block]) -> None:
    """Write the blocks below each other. A page with one table keeps its head in view and on every printed page."""
    grids = [(block, _spans(block)) for block in blocks if isinstance(block, Grid)]
    spans = {id(grid): ends for grid, ends in grids}
    ruled = _Ruled(tuple(sorted({0, NARROW, *(end for ends in spans.values() for end in ends)})))
    row, sizes = 1, iter(SIZES)
    for block in blocks:
        if isinstance(block, Grid):
            if len(grids) == 1 and row <= TOP:
                sheet.freeze_panes = f"A{row + 1}"
                sheet.print_title_rows = f"{row}:{row}"
            row = _grid(sheet, row, block, spans[id(block)], ruled)
        elif isinstance(block, Heading):
            font = Font(name=FONT, size=next(sizes, SIZES[-1]), bold=True, color=STYLES[""])
            row = _text(sheet, row, str(block.text), font, ruled)
        else:
            for line in _lines(block):
                font = Font(name=FONT, size=11, bold=line.style == "strong", color=STYLES[line.style])
                row = _text(sheet, row, str(line.text), font, ruled)
    for at, (first, last) in enumerate(pairwise(ruled.edges), 1):
        sheet.column_dimensions[column_letters(at)].width = (last - first) * UNIT
    sheet.sheet_view.showGridLines = False
    set_page(sheet)
    if sheet.oddFooter is not None:
        sheet.oddFooter.right.text = "&P / &N"


def _lines(block: Block) -> Iterator[Line]:
    """A block that is no table as lines."""
    match block:
        case Line():
            yield from (Line(part, block.style) for part in str(block.text).split("\n"))
        case Listing():
            yield from (Line(f"  {part}", "dim") for part in block.text.split("\n"))
        case Board():
            for panel in (panel for line in block.rows for panel in line):
                yield Line(panel.title, "strong")
                yield from (Line(f"{one.mark} {one.text}  {one.figure}".strip()) for one in panel.entries)
        case Blank():
            yield Line("")


def _text(sheet: Worksheet, row: int, text: str, font: Font, ruled: _Ruled) -> int:
    """A line across the page; an empty one is a gap."""
    if not text:
        sheet.row_dimensions[row].height = GAP
        return row + 1
    put_across(sheet, row, (1, ruled.end), text, font, Alignment(wrap_text=True, vertical="center"))
    scale = float(font.size) / SIZES[-1] if font.size > SIZES[-1] else 1
    sheet.row_dimensions[row].height = LINE * scale * _height(text, ruled.width / scale) + (GAP if scale > 1 else 0)
    return row + 1


def _height(text: str, width: float) -> int:
    """How many lines a text takes, for rows do not grow by themselves under merged cells."""
    return len(wrapped(text, int(width * (LATIN if text.isascii() else WIDE))))


def _said(content: Content) -> str:
    return "" if isinstance(content, Bar) else str(content.text if isinstance(content, Cell) else content)


def _spans(grid: Grid) -> tuple[int, ...]:
    """Where the table's columns end, in units. What is too much for the page is taken from its widest columns."""
    lines = [tuple(head.text for head in grid.heads), *grid.rows]
    widths = [-(-max(_needed(line[at]) for line in lines) // UNIT) for at in range(len(grid.heads))]
    while sum(widths) > PAGE and max(widths) > LEAST:
        widths[widths.index(max(widths))] -= 1
    return (0, *accumulate(widths))


def _needed(content: Content) -> int:
    """Characters of a column that a cell needs."""
    if isinstance(content, Bar):
        return max(content.width, PAD)
    text = _said(content)
    return int(width_of(text) * FULL) + 1 + PAD


def _grid(sheet: Worksheet, row: int, grid: Grid, ends: Sequence[int], ruled: _Ruled) -> int:
    """The table: its head, its rows, bars as bars."""
    places = [ruled.columns(*pair) for pair in pairwise(ends)]
    tall = 1
    sides = _sides(grid)
    for at, (head, place, (first, last)) in enumerate(zip(grid.heads, places, pairwise(ends), strict=True)):
        text = str(head.text).strip()
        put_across(sheet, row, place, text, HEADER_FONT, sides[at], HEADER_FILL)
        tall = max(tall, _height(text, (last - first) * UNIT - PAD))
    sheet.row_dimensions[row].height = LINE * tall + 2
    for at, line in enumerate(grid.rows, row + 1):
        total = grid.total and at == row + len(grid.rows)
        for content, side, place in zip(line, sides, places, strict=True):
            _cell(sheet, at, place, content, side, total=total)
        widths = ((last - first) * UNIT - 1 for first, last in pairwise(ends))
        tall = max(_height(_said(content), width) for content, width in zip(line, widths, strict=True))
        sheet.row_dimensions[at].height = LINE * tall + 2
    for column, (first, last) in enumerate(places):
        if any(isinstance(line[column], Bar) for line in grid.rows):
            letters = column_letters(first), column_letters(last)
            sheet.conditional_formatting.add(f"{letters[0]}{row + 1}:{letters[1]}{row + len(grid.rows)}", _drawn())
    return row + 1 + len(grid.rows)


def _sides(grid: Grid) -> list[Alignment]:
    """How the columns stand; a text behind figures or a bar keeps away from them."""
    found, close = [], False
    for at, head in enumerate(grid.heads):
        right = head.align == "right"
        found.append(
            Alignment(horizontal=head.align, vertical="center", wrap_text=not right, indent=1 if right or close else 0)
        )
        close = right or any(isinstance(line[at], Bar) for line in grid.rows)
    return found


def _drawn() -> Rule:
    """Shares of 1 as bars that fill the cell at 1, without the figure."""
    ends = [FormatObject(type="num", val=0), FormatObject(type="num", val=1)]
    return Rule(type="dataBar", dataBar=DataBar(minLength=0, maxLength=100, showValue=False, cfvo=ends, color=BAR))


def _cell(
    sheet: Worksheet, row: int, place: tuple[int, int], content: Content, alignment: Alignment, *, total: bool
) -> None:
    style = content.style if isinstance(content, Cell) else ""
    font = Font(name=FONT, size=11, bold=total or style == "strong", color=STYLES[style])
    if isinstance(content, Bar):
        share = min(max(content.share or Decimal(0), Decimal(0)), Decimal(1))
        fill = PatternFill("solid", fgColor=TRACK) if content.track else None
        put_across(sheet, row, place, "", font, alignment, fill)
        if share:
            sheet.cell(row, place[0]).value = round(share, 4)
            sheet.cell(row, place[0]).number_format = ";;;"
    else:
        put_across(sheet, row, place, _said(content), font, alignment)
        if alignment.horizontal == "right":
            _as_number(sheet, row, place[0], _said(content))
    line = Side(style="medium" if total else "hair", color=RULE)
    for column in range(place[0], place[1] + 1):
        sheet.cell(row, column).border = Border(top=line if total else None, bottom=None if total else line)


def _as_number(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A figure without a unit as a number that looks the same, so that people can go on with it."""
    if not _NUMBER.fullmatch(text) or sum(map(str.isdigit, text)) > _DIGITS:
        return
    cell = sheet.cell(row, column)
    bare = Decimal(text.rstrip("%").replace(",", ""))
    cell.value = bare / 100 if text.endswith("%") else bare
    _, _, decimals = text.rstrip("%").partition(".")
    shape = ("#,##0" if "," in text else "0") + ("." + "0" * len(decimals) if decimals else "")
    shape += "%" if text.endswith("%") else ""
    cell.number_format = f"+{shape};-{shape};{shape}" if text.startswith("+") else shape
