"""A board drawn with box characters: a frame of fields, as wide as the page, or a small matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from salesplan.present.blocks import Board, Entry, Panel
from salesplan.present.safe import cut, shown, width_of
from salesplan.present.wrapping import padded, wrapped

LEAST, MOST = 34, 72
"""A field with entries is at least so wide, else fields stand below each other; and not wider than is easily read."""
HERE = "◆"
"""Marks the field that a board is about."""
GAP, FEWEST = 2, 12
"""Blanks before a figure, and the columns that words must have beside it."""


class Piece(NamedTuple):
    """A stretch of a line and its style: a tone of its panel, ``strong``, ``dim`` or nothing."""

    text: str
    style: str = ""


Drawn = list[Piece]


def board_lines(board: Board, width: int) -> Iterator[Drawn]:
    """The lines of a board for a page of this width, its heads above and beside it."""
    if any(panel.entries for row in board.rows for panel in row):
        yield from _fields(board.rows, width)
    else:
        yield from _matrix(board, width)


def _fields(rows: Sequence[Sequence[Panel]], width: int) -> Iterator[Drawn]:
    """Fields side by side, all of one width; below each other on a narrow page."""
    across = len(rows[0])
    inner = min((width - across - 1) // across, MOST)
    if inner < LEAST and across > 1:
        rows = [[panel] for row in rows for panel in row]
        inner, across = min(width - 2, MOST), 1
    for at, row in enumerate(rows):
        yield [Piece(_rule("┌┬┐" if not at else "├┼┤", [inner] * across))]
        yield from _side_by_side([list(_panel(panel, inner)) for panel in row], inner)
    yield [Piece(_rule("└┴┘", [inner] * across))]


def _rule(signs: str, widths: Sequence[int]) -> str:
    """A line of the frame: ``signs`` are its left end, its crossings and its right end."""
    return signs[0] + signs[1].join("─" * width for width in widths) + signs[2]


def _side_by_side(panels: Sequence[list[Drawn]], inner: int) -> Iterator[Drawn]:
    height = max(map(len, panels))
    for at in range(height):
        line = [Piece("│")]
        for panel in panels:
            line += panel[at] if at < len(panel) else [Piece(" " * inner)]
            line.append(Piece("│"))
        yield line


def _panel(panel: Panel, inner: int) -> Iterator[Drawn]:
    """The lines of one field, each exactly ``inner`` wide."""
    room = inner - 2
    figure = cut(shown(str(panel.figure)), room)
    title = cut(shown(str(panel.title)), max(room - width_of(figure) - 1, 1))
    blanks = " " * max(room - width_of(title) - width_of(figure), 0)
    yield [Piece(" "), Piece(title, panel.tone or "strong"), Piece(f"{blanks}{figure} ")]
    marks = max((width_of(shown(entry.mark)) for entry in panel.entries), default=0)
    marks = min(marks, room // 3)
    figures = max((width_of(entry.figure) for entry in panel.entries), default=0)
    figures = figures if room - marks - figures > FEWEST else 0
    for entry in panel.entries:
        yield from _entry(entry, room, marks, figures, panel.tone)


def _entry(entry: Entry, room: int, marks: int, figures: int, tone: str) -> Iterator[Drawn]:
    """A point: mark, words that run on under themselves, figure on the first line; its note in lines of its own.

    Without room for ``figures`` the figure follows the words.
    """
    words = room - marks - 1 - (figures + GAP if figures else 0)
    told = entry.text if figures or not entry.figure else f"{entry.text} {entry.figure}"
    lines = wrapped(shown(str(told)), words)
    for at, line in enumerate(lines):
        mark = padded(cut(shown(entry.mark), marks), marks) if not at else " " * marks
        figure = padded("" if at else entry.figure, figures + GAP, "right") if figures else ""
        yield [Piece(" "), Piece(mark, tone), Piece(f" {padded(line, words)}{figure} ")]
    if entry.note:
        for line in wrapped(shown(str(entry.note)), room - marks - 1):
            yield [Piece(" " * (marks + 2)), Piece(padded(line, room - marks - 1), "dim"), Piece(" ")]


def _matrix(board: Board, width: int) -> Iterator[Drawn]:
    """Fields as wide as the widest title, with heads; the marked one is filled."""
    left = max((width_of(str(head)) for head in (*board.down, board.corner)), default=0)
    most = (width - left - 2) // len(board.rows[0]) - 1
    titles = [_marked(panel) for row in board.rows for panel in row]
    inner = max(min(max(map(width_of, (*titles, *map(str, board.across)))) + 2, most), 4)
    lead = " " * (left + 1)
    heads = "".join(f" {padded(cut(str(head), inner), inner)}" for head in board.across)
    yield [Piece(padded(str(board.corner), left + 1), "dim"), Piece(heads, "dim")]
    for at, row in enumerate(board.rows):
        yield [Piece(lead + _rule("┌┬┐" if not at else "├┼┤", [inner] * len(row)))]
        line = [Piece(padded(str(board.down[at]) if board.down else "", left) + " ", "dim")]
        for panel in row:
            text = padded(f" {cut(_marked(panel), inner - 1)}", inner)
            line += [Piece("│"), Piece(text, "marked" if panel.marked else "dim")]
        yield [*line, Piece("│")]
    yield [Piece(lead + _rule("└┴┘", [inner] * len(board.rows[0])))]


def _marked(panel: Panel) -> str:
    title = shown(str(panel.title))
    return f"{HERE} {title}" if panel.marked else f"  {title}"
