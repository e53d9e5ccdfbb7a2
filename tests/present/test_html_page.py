"""Pages as HTML: everything escaped, nothing loaded, every kind of block there."""

from __future__ import annotations

import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from program import Run
from salesplan.present.blocks import (
    Bar,
    Blank,
    Block,
    Board,
    Cell,
    Entry,
    Grid,
    Head,
    Heading,
    Line,
    Listing,
    Panel,
)
from salesplan.present.html import STYLE, html_page
from salesplan.text import Text, set_language
from salesplan.write.text_output import made_by_us

HOSTILE = '</td><script>alert("1")</script>&{x}'
VOID = {"meta", "br"}
"""Tags without an end."""


class Tags(HTMLParser):
    """The tags that are open, the words between them, the tags there were."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not {"src", "href", "onclick"} & {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data if "style" not in self.open else ""


def read(text: str) -> Tags:
    tags = Tags()
    tags.feed(text)
    tags.close()
    assert tags.open == []
    return tags


def page_of(words: str) -> str:
    """A page with the words in every place that can hold them."""
    grid = Grid(
        (Head(words), Head("n", "right")), ((Cell(words, "bad"), "1"), (Bar(Decimal("0.5"), 8), words)), total=True
    )
    entries = (Entry(words, words, words, words),)
    board = Board(((Panel(words, entries, words, "green"), Panel("b", (), "", "red")),))
    matrix = Board(((Panel(words, marked=True), Panel("b")),), (words, "y"), (words,), words)
    blocks: list[Block] = [
        Heading(words),
        Line(words, "warn"),
        Blank(),
        Listing(words),
        grid,
        board,
        matrix,
        Heading("二"),
    ]
    return "".join(html_page(words, [blocks]))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_no_words_become_mark_up(words: str) -> None:
    assert read(page_of(words + HOSTILE)).seen - {"br"} == read(page_of("甲")).seen


def test_the_words_are_there() -> None:
    tags = read(page_of(HOSTILE))
    assert "script" not in tags.seen
    assert tags.words.count(HOSTILE) == 17
    assert re.search(r"<h1>.*<h2>二</h2>", page_of("甲"), re.DOTALL)


def test_bars_and_indents() -> None:
    bars = (Bar(Decimal("0.25"), 8), Bar(Decimal(2), 8), Bar(None, 8), Bar(Decimal(0), 8, track=True))
    rows = tuple(("  月", bar) for bar in bars)
    page = "".join(html_page("页", [[Grid((Head("a"), Head("b")), rows)]]))
    assert re.findall(r'class="(bar|track)" style="width:(\d+)px', page) == [
        ("bar", "14"),
        ("bar", "56"),
        ("track", "56"),
    ]
    assert page.count("<td>&nbsp;&nbsp;月</td>") == 4


def test_the_language_of_the_page() -> None:
    for lang, said in (("zh", "zh-CN"), ("zh-Hant", "zh-TW"), ("en", "en")):
        set_language(lang)  # type: ignore[arg-type] # the three there are
        assert f'<html lang="{said}">' in "".join(html_page(Text("页", "page"), []))


def test_a_page_of_ours_may_be_written_anew_and_no_other(company: Path, run: Run) -> None:
    command = ("targets", "split", "--as-of", "2026-06-30", "-o", "split.html")
    assert run(*command).code == 0
    first = Path("split.html").read_bytes()
    assert made_by_us(Path("split.html"))
    assert first.count(b'<section class="page">') == 3
    read(first.decode())
    assert run(*command).code == 0
    assert Path("split.html").read_bytes() == first
    Path("split.html").write_text("<!doctype html>\n<html><head></head></html>")
    assert run(*command).code == 4


def test_a_track_is_seen_where_there_is_nothing_on_it() -> None:
    (track,) = [line for line in STYLE.splitlines() if line.startswith(".track")]
    assert "height: 10px" in track
    told = "".join(html_page("x", [[Grid((Head("x"),), ((Bar(Decimal(0), 10, track=True),),))]]))
    assert '<span class="track" style="width:70px"></span>' in told
