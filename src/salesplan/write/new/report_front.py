"""The first sheet of a report: title, key figures, conclusion, links to what follows, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from openpyxl.styles import Alignment, Border, Font, Side

from salesplan.present.blocks import Tone
from salesplan.present.lights import LIGHT_SIGNS
from salesplan.present.report.parts import Card, Report, Said
from salesplan.text import Text
from salesplan.write.new.live_cells import LiveSheet
from salesplan.write.new.picture_sheet import COLOURS, FONT, GAP, put_across
from salesplan.write.new.report_look import (
    DIM,
    DIM_FONT,
    INK,
    PALE,
    PART_FONT,
    PLAIN_FONT,
    TITLE_FONT,
    dress_page,
    lead_to,
    put_heading,
    text_height,
)
from salesplan.write.new.report_table import Placed
from salesplan.write.patch.cell_xml import MAX_TEXT, column_letters

CARDS, CARD, BETWEEN = 4, 25, 2
"""Key figures side by side, the characters of one, and of the gap between two."""
COLUMNS = 2 * CARDS - 1
WIDTH = CARDS * (CARD + BETWEEN) - BETWEEN
CONCLUSION, SHEETS, ENDS = Text("结论", "Conclusion"), Text("内容", "What is in it"), Text("说明", "Notes")
FIGURE_FONT = Font(name=FONT, size=20, bold=True, color=INK)
FIGURE_LINE = 30


@dataclass(frozen=True)
class Leaf:
    """A sheet that the contents lead to: its name, its title, what stands on it."""

    sheet: str
    title: str
    holds: tuple[str, ...] = ()


def fill_front(made: LiveSheet, report: Report, leaves: Sequence[Leaf], placed: Mapping[str, Sequence[Placed]]) -> None:
    """Write the contents; the lines of the conclusion lead to the tables that show them."""
    sheet = made.sheet
    for at in range(1, COLUMNS + 1):
        sheet.column_dimensions[column_letters(at)].width = CARD if at % 2 else BETWEEN
    put_heading(made, 1, str(report.title), TITLE_FONT)
    row = _line(made, 2, " · ".join(map(str, report.about)), DIM_FONT) if report.about else 2
    row = _cards(made, row + 1, report.cards)
    if report.conclusion:
        row = _part(made, row, CONCLUSION)
        for said in report.conclusion:
            row = _said(made, row, said, placed)
    row = _part(made, row + 1, SHEETS)
    for leaf in leaves:
        row = _leaf(made, row, leaf)
    if report.ends:
        row = _part(made, row + 1, ENDS)
        for end in report.ends:
            row = _line(made, row, str(end.text), DIM_FONT)
    dress_page(sheet)
    sheet.page_setup.fitToHeight, sheet.page_setup.orientation = 1, "portrait"
    sheet.print_area = f"A1:{column_letters(COLUMNS)}{row - 1}"


def _part(made: LiveSheet, row: int, title: Text) -> int:
    put_heading(made, row, str(title), PART_FONT)
    return row + 1


def _line(made: LiveSheet, row: int, text: str, font: Font) -> int:
    put_across(made.sheet, row, (1, COLUMNS), text, font, Alignment(wrap_text=True, vertical="center"))
    made.sheet.row_dimensions[row].height = text_height(text, WIDTH) + BETWEEN
    return row + 1


def _said(made: LiveSheet, row: int, said: Said, placed: Mapping[str, Sequence[Placed]]) -> int:
    """A line of the conclusion with the sign of its light; it leads to its evidence."""
    sign = LIGHT_SIGNS.get(said.tone, "")
    end = _line(made, row, f"{sign} {said.text}".strip(), PLAIN_FONT)
    tables = placed.get(said.evidence, ())
    if tables:
        cell = made.sheet[f"A{row}"]
        lead_to(cell, tables[0].sheet, f"A{tables[0].head}")
        cell.font = PLAIN_FONT
    return end


def _leaf(made: LiveSheet, row: int, leaf: Leaf) -> int:
    """A link to a sheet, and the tables that stand on it."""
    cell = made.put(row, 1, leaf.title[:MAX_TEXT])
    lead_to(cell, leaf.sheet)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    text = " · ".join(dict.fromkeys(name for name in leaf.holds if name and name != leaf.title))
    put_across(made.sheet, row, (3, COLUMNS), text, DIM_FONT, Alignment(wrap_text=True, vertical="center"))
    rest = WIDTH - CARD - BETWEEN
    made.sheet.row_dimensions[row].height = max(text_height(text, rest), text_height(leaf.title, CARD)) + BETWEEN
    return row + 1


def _cards(made: LiveSheet, row: int, cards: Sequence[Card]) -> int:
    """The key figures, four side by side: title, figure, the note with the sign of the light, every digit."""
    for line in _by(cards, CARDS):
        notes = [_note(card) for card in line]
        for at, card in enumerate(line):
            column = 1 + 2 * at
            edge = Border(left=Side(style="thick", color=_edge(card.tone)))
            look = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=True)
            small = Font(name=FONT, size=10, color=DIM)
            texts = ((str(card.title), small), (card.figure, FIGURE_FONT), (notes[at], small))
            for down, (text, font) in enumerate(texts):
                cell = made.put(row + down, column, text[:MAX_TEXT])
                cell.font, cell.alignment, cell.fill, cell.border = font, look, PALE, edge
        sheet = made.sheet
        sheet.row_dimensions[row].height = max(text_height(str(card.title), CARD - BETWEEN) for card in line) + BETWEEN
        sheet.row_dimensions[row + 1].height = FIGURE_LINE
        sheet.row_dimensions[row + 2].height = max(text_height(note, CARD - BETWEEN) for note in notes) + BETWEEN
        sheet.row_dimensions[row + 3].height = GAP
        row += 4
    return row


def _note(card: Card) -> str:
    """The sign of the light with the note, and below it the exact figure where the one shown is rounded."""
    first = " ".join(part for part in (LIGHT_SIGNS.get(card.tone, ""), str(card.note)) if part)
    return "\n".join(part for part in (first, card.exact if card.exact != card.figure else "") if part)


def _edge(tone: Tone) -> str:
    return COLOURS[tone][0]


def _by(cards: Sequence[Card], count: int) -> Iterator[list[Card]]:
    rest = iter(cards)
    while line := list(islice(rest, count)):
        yield line
