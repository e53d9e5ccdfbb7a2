"""A page of blocks as Markdown, for chat and git."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from salesplan.present.blocks import Bar, Blank, Block, Board, Cell, Content, Grid, Heading, Line, Listing, Panel
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
            case Listing():
                yield "\n```yaml\n" + "".join(f"{shown(line)}\n" for line in block.text.split("\n")) + "```\n"
            case Blank():
                yield ""
            case Grid():
                yield "\n" + _table(block)
            case Board():
                yield "\n" + _board(block)
        first = False


def _table(grid: Grid) -> str:
    lines = [
        "| " + " | ".join(escaped(str(h.text)) for h in grid.heads) + " |",
        "|" + "|".join(" ---: " if h.align == "right" else " --- " for h in grid.heads) + "|",
    ]
    lines += ["| " + " | ".join(_content(c) for c in row) + " |" for row in grid.rows]
    return "\n".join(lines) + "\n"


def _board(board: Board) -> str:
    """A table whose cells are the fields; Markdown wants a head, which is of blanks where the board has none."""
    heads = [escaped(str(head)) for head in board.across] or [" "] * len(board.rows[0])
    lead = [[escaped(str(board.corner))], *([escaped(str(head))] for head in board.down)] if board.down else []
    lines = [heads, *([_panel(panel) for panel in row] for row in board.rows)]
    lines = [[*one, *line] for one, line in zip(lead, lines, strict=True)] if lead else lines
    rows = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([rows[0], "|" + " --- |" * len(lines[0]), *rows[1:]]) + "\n"


def _panel(panel: Panel) -> str:
    title = " ".join(escaped(str(part)) for part in (panel.title, panel.figure) if str(part))
    parts = [f"**{title}**" if panel.entries or panel.marked else title]
    for entry in panel.entries:
        figure = f" ({escaped(entry.figure)})" if entry.figure else ""
        parts.append(f"{escaped(entry.mark)} {escaped(str(entry.text))}{figure}")
        parts += [f"<sub>{escaped(str(entry.note))}</sub>"] if str(entry.note) else []
    return "<br>".join(parts)


def _content(content: Content) -> str:
    if isinstance(content, Bar):
        return bar(content.share, content.width, track=content.track)
    return escaped(str(content.text if isinstance(content, Cell) else content))


_ESCAPED = {sign: f"\\{sign}" for sign in "\\`*_[]#"} | {sign: f"&#{ord(sign)};" for sign in "<>|&"}


def escaped(text: str) -> str:
    """The text with everything Markdown or HTML would act on made plain."""
    return shown("".join(_ESCAPED.get(sign, sign) for sign in text))
