"""A page of blocks as Markdown, for chat and git."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Heading, Line
from salesplan.present.numbers import bar
from salesplan.present.safe import shown


def render_markdown(blocks: Iterable[Block]) -> Iterator[str]:
    """The blocks as GitHub Markdown. What comes out of files is escaped: a name is a name, not mark-up."""
    first = True
    for block in blocks:
        match block:
            case Heading():
                yield f"{'' if first else chr(10)}{'#' if first else '##'} {escaped(str(block.text))}\n"
            case Line():
                yield f"\n{escaped(str(block.text))}\n"
            case Blank():
                yield ""
            case Grid():
                yield "\n" + _table(block)
        first = False


def _table(grid: Grid) -> str:
    lines = [
        "| " + " | ".join(escaped(str(h.text)) for h in grid.heads) + " |",
        "|" + "|".join(" ---: " if h.align == "right" else " --- " for h in grid.heads) + "|",
    ]
    lines += ["| " + " | ".join(_content(c) for c in row) + " |" for row in grid.rows]
    return "\n".join(lines) + "\n"


def _content(content: Content) -> str:
    if isinstance(content, Bar):
        return bar(content.share, content.width, track=content.track)
    return escaped(str(content.text if isinstance(content, Cell) else content))


_ESCAPED = {sign: f"\\{sign}" for sign in "\\`*_[]#"} | {sign: f"&#{ord(sign)};" for sign in "<>|&"}


def escaped(text: str) -> str:
    """The text with everything Markdown or HTML would act on made plain."""
    return shown("".join(_ESCAPED.get(sign, sign) for sign in text))
