"""A page of blocks on a terminal, or as plain text of a fixed width where there is none."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text as RichText

from salesplan.present.blocks import Bar, Blank, Block, Board, Cell, Content, Grid, Heading, Line, Listing, Screen
from salesplan.present.board_lines import board_lines
from salesplan.present.numbers import bar
from salesplan.present.safe import cut, shown, width_of
from salesplan.present.wrapping import hanging

GAP = 2
"""Blanks between columns."""
LEAST_BAR, LEAST_NAME = 8, 12
"""Bars and names are not made narrower than this."""
TONES = {"green": "bold green", "amber": "bold yellow", "blue": "bold blue", "red": "bold red", "grey": "dim"}
MARKED = "bold reverse"
STYLES = {"": "", "good": "green", "warn": "yellow", "bad": "red", "dim": "dim", "strong": "bold"}


def render_terminal(blocks: Iterable[Block], screen: Screen) -> str:
    """The blocks as text. Nothing in them is taken as mark-up, and no line ends in blanks."""
    console = Console(
        file=io.StringIO(),
        width=screen.width,
        color_system="standard" if screen.color else None,
        force_terminal=screen.color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for block in blocks:
        if isinstance(block, Grid):
            console.print(_table(block, screen.width), soft_wrap=True)
        elif isinstance(block, Board):
            console.print(_board(block, screen.width), soft_wrap=True)
        else:
            console.print(_renderable(block, screen.width), soft_wrap=True)
    file = console.file
    assert isinstance(file, io.StringIO)  # noqa: S101 - given three lines above; tells mypy
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def _renderable(block: Heading | Line | Listing | Blank, width: int) -> RenderableType:
    match block:
        case Heading():
            return RichText(shown(str(block.text)), style="bold")
        case Line():
            lines = [shown(line) for line in str(block.text).split("\n")]
            wrapped_lines = [piece for line in lines for piece in hanging(line, width)] if block.wrap else lines
            return RichText("\n").join(RichText(line, style=STYLES[block.style]) for line in wrapped_lines)
        case Listing():
            return RichText("\n".join(f"  {shown(line)}" for line in block.text.split("\n")))
        case Blank():
            return ""


def _board(board: Board, page: int) -> RichText:
    styles = {**STYLES, **TONES, "marked": MARKED}
    lines = board_lines(board, page)
    return RichText("\n").join(
        RichText("").join(RichText(piece.text, style=styles[piece.style]) for piece in line) for line in lines
    )


def _table(grid: Grid, page: int) -> Table:
    """The table, each column as wide as its longest cell; names are cut and bars shortened on a narrow page."""
    widths = _widths(grid, page)
    table = Table(box=None, pad_edge=True, show_edge=False, header_style="bold", padding=(0, GAP, 0, 0))
    for head, width in zip(grid.heads, widths, strict=True):
        table.add_column(RichText(shown(str(head.text))), justify=head.align, no_wrap=True, width=width)
    for at, row in enumerate(grid.rows):
        cells = (_content(c, w) for c, w in zip(row, widths, strict=True))
        table.add_row(*cells, style="bold" if grid.total and at == len(grid.rows) - 1 else "")
    table.width = sum(widths) + GAP * len(widths)
    return table


def _widths(grid: Grid, page: int) -> list[int]:
    """The columns' widths. What is too much for the page is taken from bars, then from columns that may shrink."""
    lines = [tuple(h.text for h in grid.heads), *grid.rows]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(grid.heads))]
    bars = [i for i in range(len(widths)) if any(isinstance(row[i], Bar) for row in grid.rows)]
    names = [i for i, head in enumerate(grid.heads) if head.shrink]
    for columns, least in ((bars, LEAST_BAR), (names, LEAST_NAME)):
        for i in columns:
            over = sum(widths) + GAP * len(widths) - page
            widths[i] -= max(0, min(over, widths[i] - least))
    return widths


def _width(content: Content) -> int:
    if isinstance(content, Bar):
        return content.width if content.share or content.track else 0
    return width_of(shown(str(content.text if isinstance(content, Cell) else content)))


def _content(content: Content, width: int) -> RichText:
    if isinstance(content, Bar):
        return RichText(bar(content.share, min(content.width, width), track=content.track), style="cyan")
    text, style = (content.text, STYLES[content.style]) if isinstance(content, Cell) else (content, "")
    return RichText(cut(shown(str(text)), width), style=style)
