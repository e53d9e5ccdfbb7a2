"""The texts of charts: names, months, figures, each in its room."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from salesplan.model.table import Kind
from salesplan.present.numbers import UNITS, Unit
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.vega.base import Key, Sheet, legend_rows, tick_text, ticks
from salesplan.present.report.vega.lines import apart, curve, passing
from salesplan.present.report.vega.words import axis_names, bare_text, clean, exactly, fitting, periods, two_lines
from salesplan.text import set_language

WAN = UNITS["万"]
PAGE = Sheet(WAN)


def months(first: int, count: int) -> list[str]:
    """So many months from one of 2025 on."""
    places = (first - 1 + n for n in range(count))
    return [f"{2025 + place // 12}-{place % 12 + 1:02d}" for place in places]


@pytest.mark.parametrize(
    ("labels", "room", "shown"),
    [
        (months(11, 3), 60, [["11月", "2025"], "12月", ["1月", "2026"]]),
        (months(6, 4), 20, ["", ["7月", "2025"], "", "9月"]),
        (months(1, 4), 13, [["1月", "2025"], "", "", "4月"]),
        (months(1, 13), 2, ["", *[""] * 11, "2026"]),
        (months(1, 13), 4, ["2025", *[""] * 11, "2026"]),
        (["2025", "2026"], 60, ["2025", "2026"]),
        (["2026-Q1", "2026-Q2", "2026-Q3"], 40, ["2026-Q1", "", "2026-Q3"]),
        (["华东", "林晓燕 · A"], 60, ["华东", ["林晓燕", "A"]]),
    ],
)
def test_labels_have_room_each(labels: list[str], room: float, shown: list[str | list[str]]) -> None:
    """A month and a year take 38 pixels: every second month fits in rooms of 20, each year in 4, every other in 2."""
    assert axis_names(labels, room, PAGE) == shown


@pytest.mark.parametrize(
    ("label", "is_time"),
    [("2026", True), ("2026-05", True), ("2026-Q2", True), ("2026-W07", True), ("2026-05-31", True), ("华东", False)],
)
def test_between_times_lines_may_run(label: str, is_time: bool) -> None:  # noqa: FBT001 - a column of the table
    assert periods([label]) is is_time
    assert periods([label, "林晓燕"]) is False
    assert periods([]) is False


@pytest.mark.parametrize(
    ("name", "columns", "lines"),
    [
        ("短", 4, "短"),
        ("A 高价值", 6, ["A", "高价值"]),
        ("没有等级", 6, ["没有", "等级"]),
        ("林晓燕 · A", 8, ["林晓燕", "A"]),
        ("长" * 20, 10, ["长" * 5, "长" * 4 + "…"]),
    ],
)
def test_names_break_at_blanks_or_in_the_middle(name: str, columns: int, lines: str | list[str]) -> None:
    assert two_lines(name, columns) == lines


def test_a_name_is_shown_not_obeyed_and_cut() -> None:
    assert clean("a\nb\u202ec\ufffed\ud800") == "a⏎b\\u202ec\ufffdd\ufffd"
    assert clean("长" * 10, 7) == "长长长…"


def amounts(*values: str) -> Chart:
    series = Series("a", "a", tuple(map(Decimal, values)))
    return Chart("a", "bars", "a", "a", "a", values, (series,))


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        (("100000", "5"), WAN),
        (("-100000",), WAN),
        (("99999",), Unit(0, "", 0)),
        (("99999.5",), Unit(0, "", 2)),
    ],
)
def test_amounts_too_small_for_the_unit_are_shown_in_single_ones(values: tuple[str, ...], unit: Unit) -> None:
    assert fitting(amounts(*values), WAN) == unit
    assert fitting(amounts(*values), UNITS["1"]) == UNITS["1"]


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ("2089000", "amount", "208.9"),
        ("0", "amount", "0"),
        ("342.6", "amount", "0.034"),
        ("-342.6", "amount", "-0.034"),
        ("0.1234", "share", "12.3%"),
        ("7", "integer", "7"),
        ("80", "score", "80"),
        ("3.25", "score", "3.25"),
        ("10.25", "score", "10.3"),
    ],
)
def test_figures_below_a_caption_with_the_unit_leave_it_out(value: str, kind: Kind, text: str) -> None:
    assert bare_text(kind, Decimal(value), WAN) == text


def test_a_figure_that_was_rounded_is_told_with_every_digit() -> None:
    assert exactly(Decimal("2089000.50"), "amount", WAN) == "208.9万（2,089,000.50）"
    assert exactly(Decimal("1.005"), "amount", UNITS["1"]) == "1.01（1.005）"
    assert exactly(Decimal("1.50"), "amount", UNITS["1"]) == "1.50"
    assert exactly(Decimal("0.12345"), "share", WAN) == "12.3%"
    set_language("en")
    assert exactly(Decimal(2000), "amount", UNITS["k"]) == "2.0k (2,000)"


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        ("0", "9", ["0", "2", "4", "6", "8", "10"]),
        ("-3", "9", ["-2.5", "0"]),
        ("0", "0", ["0", "1"]),
        ("95", "101", ["94", "96", "98", "100", "102"]),
        ("0", "1000000", ["0", "200000", "400000", "600000", "800000", "1000000"]),
    ],
)
def test_an_axis_has_round_figures_and_holds_both_ends(low: str, high: str, found: list[str]) -> None:
    marks = ticks(Decimal(low), Decimal(high))
    assert marks[0] <= Decimal(low) <= Decimal(high) <= marks[-1]
    assert set(map(Decimal, found)) <= set(marks)
    assert len(marks) <= 7


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [("2000000", "amount", "200"), ("5000", "amount", "0.5"), ("0.25", "share", "25%"), ("1200", "integer", "1,200")],
)
def test_an_axis_leaves_the_unit_to_its_caption(value: str, kind: str, text: str) -> None:
    assert tick_text(Decimal(value), kind, WAN) == text


@pytest.mark.parametrize(
    ("places", "moved"),
    [
        ([10.0, 50.0], [10.0, 50.0]),
        ([10.0, 12.0, 14.0], [10.0, 26.0, 42.0]),
        ([95.0, 99.0], [84.0, 100.0]),
        ([], []),
    ],
)
def test_names_at_the_ends_of_lines_do_not_lie_on_each_other(places: list[float], moved: list[float]) -> None:
    assert apart(places, 16, 100) == moved


def test_a_legend_begins_a_new_line_where_the_width_ends() -> None:
    keys = [Key("main", "名" * 10) for _ in range(5)]
    assert [len(row) for row in legend_rows(keys, PAGE)] == [3, 2]
    assert [len(row) for row in legend_rows(keys, Sheet(WAN, narrow=True))] == [2, 2, 1]
    assert legend_rows([], PAGE) == []


@pytest.mark.parametrize(("limit", "at"), [("0.8", "0.2"), ("0.81", "0.5"), ("0.99", None)])
def test_the_curve_passes_its_limit_where_it_first_reaches_it(limit: str, at: str | None) -> None:
    figures = (None, Decimal("0.8"), Decimal("0.98"))
    places = tuple(map(Decimal, ("0.1", "0.2", "0.5")))
    chart = Chart("a", "curve", "a", "a", "a", ("1", "2", "3"), (Series("a", "a", figures, "share"),), at=places)
    found = passing(Chart(**{**vars(chart), "limit": (Decimal(limit), "x")}))
    assert (found and found[0]) == (Decimal(at) if at else None)
    assert passing(chart) is None


@pytest.mark.parametrize(("at", "side", "lines"), [("0.3", "left", 1), ("0.5", "left", 2), ("0.9", "right", 1)])
def test_what_a_curve_says_has_room_at_the_foot_of_a_phone(at: str, side: str, lines: int) -> None:
    set_language("en")
    places, figures = (Decimal(0), Decimal(at), Decimal(1)), (Decimal(0), Decimal("0.845"), Decimal(1))
    made = Chart("a", "curve", "a", "a", "a", ("1", "2", "3"), (Series("a", "a", figures, "share"),), at=places)
    phone = Sheet(WAN, narrow=True)
    plot = curve(replace(made, limit=(Decimal("0.8"), "80%")), phone)
    text = next(each for each in plot.layers if each["mark"].get("fontWeight") == "bold")
    ((row,), mark) = (text["data"]["values"], text["mark"])
    told = [row["text"]] if isinstance(row["text"], str) else row["text"]
    assert (mark["align"], len(told), row["v"], mark["baseline"]) == (side, lines, 0, "bottom")
    inner = phone.width - plot.left - plot.right
    room = inner * row["x"] if side == "right" else inner * (1 - row["x"])
    assert max(map(phone.wide, told)) + abs(mark["dx"]) <= room
