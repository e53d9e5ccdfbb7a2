"""Pages of blocks as one HTML file: nothing is loaded from elsewhere, and it prints on A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from html import escape
from itertools import groupby

from salesplan.present.blocks import Bar, Blank, Block, Board, Cell, Content, Entry, Grid, Heading, Line, Listing, Panel
from salesplan.present.safe import shown
from salesplan.text import Text, language

LANGUAGES = {"zh": "zh-CN", "zh-Hant": "zh-TW", "en": "en"}
CHARACTER = 7
"""Pixels of a bar for each of its characters in the terminal."""
AXIS = "┃"
"""Bars to both sides meet at this line, which takes no room here."""
DRAWN = {" ": "off", "█": "level", "▓": "up", "░": "down", "│": "zero", AXIS: "zero"}
GENERATOR = "salesplan"
"""What the file says it was made by, so that it may be written anew."""
STYLE = """\
@page { size: A4 landscape; margin: 10mm }
* { box-sizing: border-box; -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { font: 14px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans CJK TC", sans-serif;
  color: #1f2933; max-width: 1180px; margin: 16px auto; padding: 0 16px }
h1 { font-size: 22px; margin: 0 0 8px; white-space: pre-wrap } h2 { font-size: 17px; margin: 18px 0 6px }
p { margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere }
pre { background: #f5f7fa; padding: 8px 12px; overflow-x: auto }
.gap { height: 12px }
.good { color: #19693b } .warn { color: #8a5300 } .bad { color: #a61b1b } .dim { color: #6b7480 }
.strong { font-weight: 700 }
table { border-collapse: collapse; margin: 6px 0 } th, td { padding: 3px 10px; border-bottom: 1px solid #dde2e8;
  vertical-align: top } th { text-align: left; background: #f0f3f7 } .right { text-align: right;
  font-variant-numeric: tabular-nums } tr.total td { font-weight: 700; border-top: 2px solid #9aa5b1 }
.bar { display: inline-block; height: 10px; background: #3d6fb4; vertical-align: middle }
.track { display: inline-block; height: 10px; background: #e4e8ee; line-height: 0; vertical-align: middle }
.drawn { white-space: nowrap; line-height: 0 } .drawn span { display: inline-block; height: 10px;
  vertical-align: middle } .drawn .level { background: #3d6fb4 } .drawn .up { background: #4c9f70 }
.drawn .down { background: #d9776f } .drawn .zero { border-left: 1px solid #1f2933 }
.board { display: grid; gap: 8px; margin: 8px 0 } .panel { border: 1px solid #c3cad3; border-top: 5px solid #9aa5b1;
  border-radius: 4px; padding: 8px 12px; background: #fff; break-inside: avoid; overflow-wrap: anywhere }
.panel h3 { margin: 0 0 4px; font-size: 15px; display: flex; justify-content: space-between; gap: 12px }
.panel h3 span { font-weight: 400; font-size: 12px; color: #6b7480; white-space: pre }
.entry { display: grid; grid-template-columns: auto 1fr auto; column-gap: 8px; padding: 3px 0;
  border-top: 1px solid #e4e8ee } .entry b { min-width: 2em }
.entry i { font-style: normal; font-variant-numeric: tabular-nums; color: #52606d; white-space: nowrap }
.entry small { grid-column: 2 / 4; color: #6b7480 }
.green { border-top-color: #2e8b57; background: #f2faf5 } .amber { border-top-color: #d08700; background: #fff8ea }
.blue { border-top-color: #2f6fb5; background: #f1f6fc } .red { border-top-color: #c0392b; background: #fdf3f2 }
.grey { border-top-color: #9aa5b1; background: #f7f8fa }
.matrix { width: max-content; align-items: center }
.matrix .panel { padding: 6px 14px; border-width: 1px; opacity: .55 }
.matrix .marked { opacity: 1; font-weight: 700; outline: 3px solid #1f2933 } .axis { color: #6b7480; font-size: 12px }
@media (max-width: 700px) { .board:not(.matrix) { grid-template-columns: 1fr !important } }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 11.5px; line-height: 1.35 }
  .gap { height: 4px } .board { gap: 6px; margin: 5px 0 } .panel { padding: 5px 10px } .entry { padding: 1px 0 }
  .panel h3 { margin: 0 0 2px; font-size: 13px } .matrix { gap: 4px } .matrix .panel { padding: 3px 10px }
  h1 { font-size: 18px; margin: 0 0 4px } p { margin: 2px 0 } .page + .page { break-before: page } }
"""


def html_page(title: Text | str, pages: Iterable[Iterable[Block]]) -> Iterator[str]:
    """The file in pieces. Everything that comes out of files is escaped: a name is a name, not mark-up."""
    yield f'<!doctype html>\n<html lang="{LANGUAGES[language()]}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta name="generator" content="{GENERATOR}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{said(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    for blocks in pages:
        yield '<section class="page">\n'
        first = True
        for block in blocks:
            yield _block(block, first=first) + "\n"
            first = False
        yield "</section>\n"
    yield "</body>\n</html>\n"


def said(content: Text | str) -> str:
    """A text as it may stand on a page: characters that steer are shown, mark-up is words."""
    return escape(shown(str(content)))


def _block(block: Block, *, first: bool) -> str:
    match block:
        case Heading():
            tag = "h1" if first else "h2"
            return f"<{tag}>{said(block.text)}</{tag}>"
        case Line():
            lines = "<br>".join(said(line) for line in str(block.text).split("\n"))
            return f"<p{class_of(block.style)}>{lines}</p>"
        case Listing():
            return "<pre>" + "\n".join(said(line) for line in block.text.split("\n")) + "</pre>"
        case Blank():
            return '<div class="gap"></div>'
        case Grid():
            return _table(block)
        case Board():
            return _board(block)


def class_of(*names: str) -> str:
    """The class attribute of these names; nothing where there is none."""
    known = " ".join(name for name in names if name)
    return f' class="{known}"' if known else ""


def _table(grid: Grid) -> str:
    sides = ["right" if head.align == "right" else "" for head in grid.heads]
    heads = "".join(f"<th{class_of(side)}>{said(head.text)}</th>" for head, side in zip(grid.heads, sides, strict=True))
    rows = []
    for at, row in enumerate(grid.rows):
        cells = "".join(
            f"<td{class_of(side, _style(cell))}>{_content(cell)}</td>" for cell, side in zip(row, sides, strict=True)
        )
        rows.append(f"<tr{class_of('total' if grid.total and at == len(grid.rows) - 1 else '')}>{cells}</tr>")
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"


def _style(content: Content) -> str:
    return content.style if isinstance(content, Cell) else ""


def _content(content: Content) -> str:
    if isinstance(content, Bar):
        share = min(max(content.share or Decimal(0), Decimal(0)), Decimal(1))
        width = content.width * CHARACTER
        filled = f'<span class="bar" style="width:{int(share * width)}px"></span>' if share else ""
        return f'<span class="track" style="width:{width}px">{filled}</span>' if content.track else filled
    if isinstance(content, Cell) and content.drawn:
        return _drawn(str(content.text))
    return said(content.text if isinstance(content, Cell) else content).replace("  ", "&nbsp;&nbsp;")


def _drawn(picture: str) -> str:
    """Bars where there are blocks, each as wide as its characters, so that bars of several lines meet."""
    parts = []
    for sign, run in groupby(picture):
        width = 1 if sign == AXIS else len(list(run)) * CHARACTER
        parts.append(f'<span class="{DRAWN.get(sign, "up")}" style="width:{width}px"></span>')
    return f'<span class="drawn">{"".join(parts)}</span>'


def _board(board: Board) -> str:
    """Fields in a grid; a matrix of fields without entries is as small as its titles."""
    small = is_matrix(board)
    columns = ("max-content " if board.down else "") + f"repeat({len(board.rows[0])}, {'9.5em' if small else '1fr'})"
    name = class_of("board", "matrix" if small else "")
    return f'<div{name} style="grid-template-columns: {columns}">\n{board_fields(board)}\n</div>'


def is_matrix(board: Board) -> bool:
    """Whether its fields have titles alone."""
    return not any(panel.entries for row in board.rows for panel in row)


def board_fields(board: Board) -> str:
    """The heads and fields of a board, row by row."""
    parts = [_axis(board.corner)] if board.down and board.across else []
    parts += [_axis(head) for head in board.across]
    for at, row in enumerate(board.rows):
        parts += [_axis(board.down[at])] if board.down else []
        parts += [_panel(panel) for panel in row]
    return "\n".join(parts)


def _axis(head: Text | str) -> str:
    return f'<div class="axis">{said(head)}</div>'


def _panel(panel: Panel) -> str:
    name = class_of("panel", panel.tone, "marked" if panel.marked else "")
    if not panel.entries:
        return f"<div{name}>{said(panel.title)}</div>"
    figure = f"<span>{said(panel.figure)}</span>" if str(panel.figure) else ""
    entries = "\n".join(map(_entry, panel.entries))
    return f"<div{name}>\n<h3>{said(panel.title)}{figure}</h3>\n{entries}\n</div>"


def _entry(entry: Entry) -> str:
    note = f"<small>{said(entry.note)}</small>" if str(entry.note) else ""
    words = f"<b>{said(entry.mark)}</b><span>{said(entry.text)}</span><i>{said(entry.figure)}</i>"
    return f'<div class="entry">{words}{note}</div>'
