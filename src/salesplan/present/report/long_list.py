"""The report as one long list for CSV: a line for each figure and each sentence, to be filtered, pivoted, read on."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.present.blocks import Board, Line
from salesplan.present.csv_output import harmless
from salesplan.present.report.cells import FIGURES, list_text, rows_by_key, totals_of
from salesplan.present.report.parts import Item, Report, ReportTable, Said
from salesplan.text import Text

HEADS = (
    Text("期间", "Period"),
    Text("部分", "Section"),
    Text("表", "Table"),
    Text("第几行", "Row number"),
    Text("行", "Row"),
    Text("列", "Column"),
    Text("值", "Value"),
)
SENTENCE = Text("原话", "Sentence")

_Line = tuple[Text | str, str, Text | str, Text | str, str]
"""Table, row number, row, column and value of a line."""


def long_list(report: Report, period: str) -> Iterator[list[str]]:
    """The titles, then a line for each key figure, sentence and cell that is not empty; every digit, no unit.

    A text that a spreadsheet would run as a formula has an apostrophe before it; figures are never touched.
    """
    yield [str(head) for head in HEADS]
    for section, line in _lines(report):
        table, number, row, column, value = line
        yield [period, str(section), str(table), number, harmless(str(row)), harmless(str(column)), value]


def _lines(report: Report) -> Iterator[tuple[Text | str, _Line]]:
    cards = Text("关键数字", "Key figures")
    for at, card in enumerate(report.cards, start=1):
        yield cards, ("", str(at), card.title, "", harmless(card.exact))
    conclusion = Text("结论", "Conclusion")
    yield from ((conclusion, line) for line in _sentences(report.conclusion))
    for part in report.parts:
        yield from ((part.title, line) for line in _sentences(part.items))
        for item in part.items:
            yield from ((part.title, line) for line in _item(item))


def _sentences(items: tuple[Item, ...]) -> Iterator[_Line]:
    texts = [item.text for item in items if isinstance(item, Said | Line)]
    for at, text in enumerate(texts, start=1):
        yield "", str(at), "", SENTENCE, harmless(str(text))


def _item(item: Item) -> Iterator[_Line]:
    """The cells of a table, the fields of a board; charts are drawn from tables, sentences told before."""
    if isinstance(item, ReportTable):
        yield from _cells(item)
    elif isinstance(item, Board):
        yield from _fields(item)


def _fields(board: Board) -> Iterator[_Line]:
    for panel in (panel for row in board.rows for panel in row):
        for at, entry in enumerate(panel.entries, start=1):
            yield "", str(at), entry.mark, panel.title, harmless(str(entry.text))


def _cells(table: ReportTable) -> Iterator[_Line]:
    """Each cell with the name of its row, which is what stands in the first column; totals have no number."""
    numbered = ((str(at), row) for at, row in enumerate(rows_by_key(table), start=1))
    total = (("", totals_of(table)),) if table.totals else ()
    first, *others = table.columns
    for number, row in (*numbered, *total):
        name = list_text(row.get(first.key), first)
        for column in others:
            value = list_text(row.get(column.key), column)
            if value:
                yield table.title, number, name, column.title, value if column.kind in FIGURES else harmless(value)
