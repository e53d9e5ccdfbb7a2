"""A page of blocks on a terminal, or as plain text of a fixed width where there is none."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text as RichText

from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Heading, Line, Screen
from salesplan.present.numbers import bar
from salesplan.present.safe import shown

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
        console.print(_renderable(block))
    file = console.file
    assert isinstance(file, io.StringIO)  # noqa: S101 - given three lines above; tells mypy
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def _renderable(block: Block) -> RenderableType:
    match block:
        case Heading():
            return RichText(shown(str(block.text)), style="bold")
        case Line():
            return RichText("\n").join(
                RichText(shown(t), style=STYLES[block.style]) for t in str(block.text).split("\n")
            )
        case Blank():
            return ""
        case Grid():
            return _table(block)


def _table(grid: Grid) -> Table:
    table = Table(box=None, pad_edge=True, show_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for head in grid.heads:
        table.add_column(
            RichText(shown(str(head.text))),
            justify=head.align,
            no_wrap=True,
            overflow="ellipsis" if head.shrink else "fold",
            min_width=6 if head.shrink else None,
        )
    for at, row in enumerate(grid.rows):
        table.add_row(*map(_content, row), style="bold" if grid.total and at == len(grid.rows) - 1 else "")
    return table


def _content(content: Content) -> RichText:
    if isinstance(content, Bar):
        return RichText(bar(content.share, content.width), style="cyan")
    if isinstance(content, Cell):
        return RichText(shown(str(content.text)), style=STYLES[content.style])
    return RichText(shown(str(content)))
