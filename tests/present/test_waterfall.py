"""Waterfalls in block characters: each bar begins where the last one ended."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from salesplan.present.blocks import Cell, Grid, Head, Screen
from salesplan.present.html import html_page
from salesplan.present.numbers import UNITS
from salesplan.present.safe import width_of
from salesplan.present.terminal import render_terminal
from salesplan.present.waterfall import DOWN, UP, Step, bars_of, parts_of_whole, signed, signed_percent, waterfall


def steps(base: int, *moves: int) -> list[Step]:
    middle = [Step("m", Decimal(each)) for each in moves]
    return [Step("then", Decimal(base), level=True), *middle, Step("now", Decimal(base + sum(moves)), level=True)]


def test_bars_meet() -> None:
    """100 up 100, down 50: each begins at the end of the one before."""
    assert bars_of(steps(100, 100, -50), 20) == [
        "██████████",
        "          ▓▓▓▓▓▓▓▓▓▓",
        "               ░░░░░",
        "███████████████",
    ]


def test_bars_below_zero_lie_left_of_the_line() -> None:
    assert bars_of(steps(50, -100), 20) == [
        "          ██████████",
        "░░░░░░░░░░░░░░░░░░░░",
        "██████████│",
    ]


def test_a_move_of_nothing_is_empty_and_a_small_one_is_seen() -> None:
    assert bars_of(steps(100, 0, -60), 20)[1] == ""
    assert "▓" in bars_of(steps(1000, 1, -600), 20)[1]


def test_close_totals_are_cut_at_the_left() -> None:
    """From 1000 to 1010 moves of 20 and 10 can be told apart."""
    bars = bars_of(steps(1000, 20, -10), 40)
    assert bars[1].count(UP) == 2 * bars[2].count(DOWN)


def test_nothing_at_all() -> None:
    assert bars_of(steps(0), 20) == ["", ""]
    assert bars_of([], 20) == []


@given(st.integers(-1000, 1000), st.lists(st.integers(-500, 500), max_size=6))
def test_bars_stay_in_their_room(base: int, moves: list[int]) -> None:
    for bar, step in zip(bars_of(steps(base, *moves), 30), steps(base, *moves), strict=True):
        assert len(bar) <= 31
        assert not step.value or bar.strip(" │")


def test_the_page_holds_wide_labels() -> None:
    """Chinese labels of any length leave the page within its width, with shares behind."""
    screen = Screen(width=100, unit=UNITS["万"])
    long = [Step("客" * 60, Decimal(10**9), level=True), Step("变" * 60, Decimal(-(10**8)), share=Decimal("0.5"))]
    lines = render_terminal([waterfall(long, screen)], screen).splitlines()
    assert len(lines) == 3
    assert all(width_of(line) <= 100 for line in lines)


def test_signs() -> None:
    unit = UNITS["1"]
    assert [signed(Decimal(each), unit) for each in (5, 0, -5)] == ["+5", "0", "-5"]
    assert [signed_percent(each) for each in (Decimal("0.5"), Decimal(0), Decimal("-0.5"), None)] == [
        "+50.0%",
        "0.0%",
        "-50.0%",
        "–",
    ]


def test_bars_that_do_not_begin_at_0_say_so() -> None:
    """Close totals are cut at the left; the head tells where, on each kind of page."""
    screen = Screen(width=100, unit=UNITS["1"])
    cut, whole = waterfall(steps(1000, 20, -8), screen), waterfall(steps(1000, -600), screen)
    assert [str(head.text) for head in cut.heads] == ["", "长条从 993 画起，不是 0", ""]
    assert "长条从 993 画起" in render_terminal([cut], screen)
    assert "长条从 993 画起" in "".join(html_page("w", [[cut]]))
    assert [str(head.text) for head in whole.heads] == ["", "", ""]
    assert "画起" not in render_terminal([waterfall(steps(100, -150), screen)], screen)


def test_bars_meet_on_an_html_page() -> None:
    """Each bar begins as many pixels from the left as the one before ended; nothing depends on a font."""
    screen = Screen(width=100, unit=UNITS["1"])
    page = "".join(html_page("w", [[waterfall(steps(100, 100, -50), screen)]]))
    bars = re.findall(r'<td[^>]*><span class="drawn">(.*?)</span></td>', page)
    ends = []
    for bar in bars:
        widths = [(name, int(width)) for name, width in re.findall(r'class="(\w+)" style="width:(\d+)px"', bar)]
        first = sum(width for name, width in widths if name == "off")
        ends.append((first, sum(width for _, width in widths)))
    assert ends == [(0, 154), (154, 308), (231, 308), (0, 231)]
    assert not set("█▓░") & set(page)


def test_bars_to_both_sides_meet_at_their_line() -> None:
    page = "".join(html_page("w", [[Grid((Head(""),), ((Cell(" ██┃█", drawn=True),),))]]))
    assert re.findall(r'class="(\w+)" style="width:(\d+)px"', page) == [
        ("off", "7"),
        ("level", "14"),
        ("zero", "1"),
        ("level", "7"),
    ]


def test_parts_of_a_whole_that_is_near_0_are_not_told() -> None:
    """From ten times the whole on ups and downs cancel: then no part of it means anything, small ones neither."""
    near, far = [Decimal("9.99"), None, Decimal(-2)], [Decimal(-10), None, Decimal("0.5")]
    assert parts_of_whole(near) == ["999.0%", "–", "-200.0%"]
    assert parts_of_whole(far) == ["–", "–", "–"]
    screen = Screen(width=100, unit=UNITS["1"])
    moves = [Step("up", Decimal(5000), share=Decimal(50)), Step("down", Decimal(-100), share=Decimal(-1))]
    page = render_terminal([waterfall([Step("then", Decimal(9000), level=True), *moves], screen)], screen)
    assert "%" not in page
