"""Boards on a terminal: every line as wide as the frame, nothing lost, in any language and on any width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.present.blocks import Board, Entry, Panel, Screen
from salesplan.present.board_lines import board_lines
from salesplan.present.markdown import render_markdown
from salesplan.present.numbers import UNITS
from salesplan.present.safe import width_of
from salesplan.present.terminal import render_terminal
from salesplan.present.wrapping import padded, wrapped

WORDS = st.text(st.sampled_from("ab 交货，。（“%=\x1b\n😀"), max_size=60)


def drawn(board: Board, width: int) -> list[str]:
    """The lines as text."""
    return ["".join(piece.text for piece in line) for line in board_lines(board, width)]


def fields(*texts: str) -> Board:
    """Four fields, the first with a point for each text."""
    entries = tuple(Entry(f"S{at}", text, "0.10×3=0.30", text) for at, text in enumerate(texts, 1))
    return Board(((Panel("优势", entries, "0.5"), Panel("W", ())), (Panel("O", ()), Panel("T", ()))))


@pytest.mark.parametrize(
    ("width", "frame", "below"),
    [
        (120, 119, False),
        (100, 99, False),
        (80, 79, False),
        (71, 71, False),
        (70, 70, True),
        (40, 40, True),
        (300, 147, False),
    ],
)
def test_fields_take_the_page_and_stand_below_each_other_where_it_is_narrow(
    width: int, frame: int, *, below: bool
) -> None:
    lines = drawn(fields("交货快，两天到货"), width)
    assert {width_of(line) for line in lines} == {frame}
    assert ("┬" not in lines[0]) == below
    assert sum("─" in line for line in lines) == (5 if below else 3)


@given(st.lists(WORDS, min_size=1, max_size=4), st.integers(20, 160))
def test_no_line_leaves_the_frame_and_no_word_is_lost(texts: list[str], width: int) -> None:
    lines = drawn(fields(*texts), width)
    assert len({width_of(line) for line in lines}) == 1
    assert all(line[0] in "┌├└│" and line[-1] in "┐┤┘│" for line in lines)
    assert max(map(width_of, lines)) <= width
    for text in texts:
        assert text.count("货") * 2 <= "".join(lines).count("货")


@given(WORDS, st.integers(2, 30))
def test_wrapping_keeps_every_sign_and_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("交货快，两天到", 8, ["交货快，", "两天到"]),
        ("交货快速，两天", 8, ["交货快", "速，两天"]),
        ("two days to East", 8, ["two days", "to East"]),
        ("“好”的服务", 6, ["“好”的", "服务"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("", 4, [""]),
        ("12家 ok", 20, ["12家 ok"]),
    ],
)
def test_where_a_line_breaks(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


def test_padding_counts_columns() -> None:
    assert padded("货", 4) == "货  "
    assert padded("货", 4, "right") == "  货"


def test_a_matrix_marks_its_field() -> None:
    rows = ((Panel("I 发展"), Panel("II")), (Panel("III"), Panel("IV", marked=True)))
    lines = drawn(Board(rows, ("强", "弱"), ("外强", "外弱"), "IE"), 100)
    assert len({width_of(line) for line in lines[1:]}) == 1
    assert [line for line in lines if "◆" in line] == ["外弱 │   III    │ ◆ IV     │"]
    assert lines[0].split() == ["IE", "强", "弱"]
    assert max(map(width_of, drawn(Board(rows, ("强", "弱"), ("外强", "外弱"), "IE"), 24))) <= 24


def test_a_board_with_colour_and_as_markdown() -> None:
    page = render_terminal([fields("交货快")], Screen(100, UNITS["1"], color=True))
    assert "\x1b[1m优势" in page
    table = "".join(render_markdown([fields("a|b <i>")]))
    assert table.count("\n| ") == 4
    assert "**优势 0.5**<br>S1 a&#124;b &#60;i&#62; (0.10×3=0.30)<br><sub>a&#124;b &#60;i&#62;</sub>" in table
