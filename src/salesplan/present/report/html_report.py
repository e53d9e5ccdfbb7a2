"""The report as one HTML file: nothing is loaded from elsewhere, it works on a phone, on paper and without a script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.resources import files
from itertools import takewhile
from typing import Protocol

from salesplan.present.blocks import Board, Line
from salesplan.present.html import GENERATOR, LANGUAGES, board_fields, class_of, is_matrix, said
from salesplan.present.lights import LIGHT_SIGNS, LIGHT_WORDS
from salesplan.present.report.chart import Chart
from salesplan.present.report.html_table import FEW_COLUMNS, table_html
from salesplan.present.report.palette import rules, variables
from salesplan.present.report.parts import Card, Item, Report, ReportPart, ReportTable, Said
from salesplan.present.safe import width_of
from salesplan.text import Text, language


class Drawer(Protocol):
    """What draws a chart as SVG, for half a page and phones (``narrow``) or for the whole width."""

    def __call__(self, chart: Chart, *, narrow: bool) -> str:
        """The drawing."""
        ...


LIGHT_PAGE = "--ground:#f3f5f8;--band:#f0f5fa;--link:#005f96;--good-ink:#00664a;--warn-ink:#7a5200;--bad-ink:#a3221a;"
DARK_PAGE = "--ground:#0d1117;--band:#1d2530;--link:#79c0ff;--good-ink:#4fd6a8;--warn-ink:#eec04a;--bad-ink:#ff8a80;"
"""What the page has besides the colours of charts: behind its sections, under the mouse, links, words of lights."""
MOST_CARDS = 6
"""Cards in a row; more stand in two."""
WIDEST = 10
"""Characters of a key figure that are set large."""
SHORT = 14
"""Rows of a table that stands beside its chart rather than below it, if it has few columns."""


def html_report(report: Report, svg_of: Drawer | None) -> Iterator[str]:
    """The file in pieces. Everything out of lists is escaped; the browser may run only this style and this script.

    Without ``svg_of`` charts are left out; their tables say the same.
    """
    style, script = f"{_colours()}{_resource('page.css')}", _resource("page.js")
    yield f'<!doctype html>\n<html lang="{LANGUAGES[language()]}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta name="generator" content="{GENERATOR}">\n{_policy(style, script)}'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="color-scheme" content="light dark">\n'
    yield f"<title>{said(report.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    yield f'<a class="skip" href="#main">{said(Text("跳到正文", "Skip to the report"))}</a>\n'
    yield f'<div class="page">\n{_contents(report.parts)}<main id="main" tabindex="-1">\n'
    yield from _top(report)
    for part in report.parts:
        yield from _part(part, report, svg_of)
    yield f"<footer>\n{''.join(map(_line, report.ends))}</footer>\n</main>\n</div>\n"
    yield f'<div id="tip" role="status" aria-live="polite" hidden></div>\n<script>{script}</script>\n</body>\n</html>\n'


def _resource(name: str) -> str:
    return files("salesplan.present.report").joinpath(name).read_text("utf-8")


def _colours() -> str:
    """The colours of white and of dark paper: dark where the reader's device or the button says so, never in print."""
    light, dark = variables(dark=False) + LIGHT_PAGE, variables(dark=True) + DARK_PAGE
    return (
        f"\n:root{{color-scheme:light;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}\n{rules()}"
    )


def _policy(style: str, script: str) -> str:
    """What the browser may do with the page: this style, this script, nothing else and nobody else's."""
    rules = (
        *("default-src 'none'", f"style-src {_digest(style)}", f"script-src {_digest(script)}"),
        *("base-uri 'none'", "form-action 'none'"),
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">\n'


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _contents(parts: Iterable[ReportPart]) -> str:
    """The table of contents, and the button that turns the page dark."""
    links = "".join(f'<li><a href="#{said(part.code)}">{said(part.title)}</a></li>\n' for part in parts)
    label, dark = said(Text("目录", "Contents")), said(Text("深色 / 浅色", "Dark / light"))
    return (
        f'<nav aria-label="{label}">\n<details open><summary>{label}</summary>\n<ol>\n{links}</ol></details>\n'
        f'<button type="button" id="theme" hidden>{dark}</button>\n</nav>\n'
    )


def _titles(report: Report) -> dict[str, Text | str]:
    """The titles of the tables by name."""
    return {table.name: table.title for table in report.tables()}


def _top(report: Report) -> Iterator[str]:
    about = "".join(f"<span>{said(line)}</span>\n" for line in report.about)
    yield f'<header>\n<h1>{said(report.title)}</h1>\n<p class="about">{about}</p>\n'
    if report.cards:
        across = len(report.cards) if len(report.cards) <= MOST_CARDS else -(-len(report.cards) // 2)
        yield f'<div class="cards across-{across}">\n{"".join(map(_card, report.cards))}</div>\n'
    yield "</header>\n"
    if report.conclusion:
        title = said(Text("结论", "In short"))
        items = _said_list(report.conclusion, _titles(report))
        yield '<section class="conclusion" aria-labelledby="in-short">\n'
        yield f'<h2 id="in-short">{title}</h2>\n{items}</section>\n'


def _card(card: Card) -> str:
    note = f'<p class="note">{said(card.note)}</p>' if str(card.note) else ""
    light = f'<span class="light {card.tone}">{_sign(card.tone)}</span>' if card.tone else ""
    size = class_of("figure", "long" if width_of(card.figure) > WIDEST else "")
    return (
        f"<div{class_of('card', card.tone)}><h2>{said(card.title)}</h2>"
        f'<p{size} title="{said(card.exact)}">{said(card.figure)}</p>{light}{note}</div>\n'
    )


def _sign(tone: str) -> str:
    """The shape of a light and its word."""
    word = f" {said(LIGHT_WORDS[tone])}" if tone in LIGHT_WORDS else ""
    return f'<i aria-hidden="true">{LIGHT_SIGNS.get(tone, "")}</i>{word}'


def _said_list(sentences: Iterable[Said], titles: dict[str, Text | str]) -> str:
    """Sentences below each other, each with the way to the table that shows it."""
    return f'<ul class="said">\n{"".join(_sentence(each, titles) for each in sentences)}</ul>\n'


def _sentence(sentence: Said, titles: dict[str, Text | str]) -> str:
    sign = LIGHT_SIGNS.get(sentence.tone, "·")
    word = f'<span class="unseen">{said(LIGHT_WORDS[sentence.tone])} </span>' if sentence.tone in LIGHT_WORDS else ""
    link = ""
    if sentence.evidence in titles:
        link = f' <a href="#t-{said(sentence.evidence)}">{said(titles[sentence.evidence])}</a>'
    mark = f'<i aria-hidden="true"{class_of("sign", sentence.tone)}>{sign}</i>'
    return f"<li>{mark}<span>{word}{_lines(sentence.text)}{link}</span></li>\n"


def _lines(text: Text | str) -> str:
    return "<br>".join(said(line) for line in str(text).split("\n"))


def _part(part: ReportPart, report: Report, svg_of: Drawer | None) -> Iterator[str]:
    code = said(part.code)
    yield f'<section class="part" id="{code}" aria-labelledby="h-{code}">\n<h2 id="h-{code}">{said(part.title)}</h2>\n'
    at = 0
    while at < len(part.items):
        run = _together(part.items[at:])
        yield from _items(run, report, svg_of)
        at += len(run)
    yield "</section>\n"


def _together(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The first items that stand together: sentences as one list, two charts, or a chart and its small table."""
    first = items[0]
    if isinstance(first, Said):
        return tuple(takewhile(lambda item: isinstance(item, Said), items))
    if not isinstance(first, Chart) or len(items) == 1:
        return items[:1]
    second = items[1]
    is_small = isinstance(second, ReportTable) and len(second.columns) <= FEW_COLUMNS and len(second.rows) <= SHORT
    return items[: 2 if isinstance(second, Chart) or is_small else 1]


def _items(run: tuple[Item, ...], report: Report, svg_of: Drawer | None) -> Iterator[str]:
    half = len(run) > 1 and svg_of is not None
    if isinstance(run[0], Said):
        yield _said_list((item for item in run if isinstance(item, Said)), _titles(report))
        return
    for item in run:
        match item:
            case Line():
                yield _line(item)
            case Chart() if svg_of is not None:
                yield _figure(item, svg_of, half=half)
            case ReportTable():
                yield from table_html(item, report.unit, half=half)
            case Board():
                yield _board(item)


def _line(line: Line) -> str:
    return f"<p{class_of(line.style)}>{_lines(line.text)}</p>\n"


def _figure(chart: Chart, svg_of: Drawer, *, half: bool) -> str:
    told = f"<span>{said(chart.told)}</span>" if str(chart.told) else ""
    keys = Text("{title}：按左右方向键逐个看数", "{title}: arrow keys go through the figures")
    label = said(keys.format(title=chart.title))
    drawing = svg_of(chart, narrow=True)
    if not half:
        drawing = f'<div class="broad">{svg_of(chart, narrow=False)}</div><div class="slim">{drawing}</div>'
    return (
        f'<figure id="c-{said(chart.name)}"{class_of("half" if half else "")}>'
        f"<figcaption><b>{said(chart.title)}</b>{told}</figcaption>"
        f'<div class="plot" tabindex="0" role="group" aria-label="{label}">{drawing}</div></figure>\n'
    )


def _board(board: Board) -> str:
    """Fields in a grid, whose columns are classes: a style of its own would be against the policy of the page."""
    names = ("board", f"across-{len(board.rows[0])}", "down" if board.down else "")
    return f"<div{class_of(*names, 'matrix' if is_matrix(board) else '')}>\n{board_fields(board)}\n</div>\n"
