"""What makes charts readable: marks beside each other, figures where nothing crosses them, names, legends, phones."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from salesplan.present.numbers import UNITS
from salesplan.present.report.chart import Chart, Form, Series
from salesplan.present.report.palette import LIGHT
from salesplan.present.report.svg import chart_svg

pytest.importorskip("vl_convert")
WAN = UNITS["万"]
MONTHS = ("2026-01", "2026-02", "2026-03")


def series(key: str, *values: str | None, **more: Any) -> Series:  # noqa: ANN401 - fields of Series by name
    return Series(key, key, tuple(None if v is None else Decimal(v) for v in values), **more)


def chart(form: Form, labels: tuple[str, ...], *rows: Series, **more: Any) -> Chart:  # noqa: ANN401 - fields of Chart
    return replace(Chart("one", form, "标题", "table", "label", labels, rows), **more)


def drawn(made: Chart, *, narrow: bool = False) -> list[ET.Element]:
    return list(ET.fromstring(chart_svg(made, WAN, narrow=narrow)).iter())  # noqa: S314 - our own drawing


def shapes(made: Chart, *, narrow: bool = False) -> dict[str, ET.Element]:
    """The marks by what they say first: label and series."""
    found = (each for each in drawn(made, narrow=narrow) if each.get("aria-label") and each.tag == "path")
    return {re.split(r" [-+\d–]", each.get("aria-label", ""))[0]: each for each in found}


def box(mark: ET.Element) -> list[float]:
    """Left, top, width and height of a mark."""
    found = re.match(r"M([-\d.]+),([-\d.]+)h([-\d.]+)v([-\d.]+)", mark.get("d", ""))
    assert found
    return [float(part) for part in found.groups()]


def texts(made: Chart, *, narrow: bool = False) -> dict[str, tuple[float, float]]:
    """Every line that is written, and where: for those of several lines, where the first begins."""
    found = {}
    for each in drawn(made, narrow=narrow):
        if each.tag == "text":
            place = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", each.get("transform", ""))
            assert place
            for part in each.iter():
                found[part.text or ""] = (float(place[1]), float(place[2]))
    return found


def test_marks_of_two_series_stand_beside_each_other() -> None:
    made = shapes(chart("columns", MONTHS, series("a", "1", "2", "3"), series("b", "1", "2", "3")))
    first, second = box(made["2026-01：a"]), box(made["2026-01：b"])
    assert first[0] + first[2] < second[0]


def test_an_estimate_after_what_is_there_takes_the_same_place() -> None:
    """No month has both: its column is as wide as if it were alone."""
    actual, estimate = series("a", "1", "2", None), series("e", None, None, "3", dashed=True)
    both, alone = shapes(chart("columns", MONTHS, actual, estimate)), shapes(chart("columns", MONTHS, actual))
    widths = [box(made)[2] for made in (both["2026-01：a"], alone["2026-01：a"], both["2026-03：e"])]
    assert max(widths) == pytest.approx(min(widths), abs=0.1)


def test_lights_colour_what_is_there_and_not_what_was_or_will_be() -> None:
    was, now = series("w", "1", "1", "1", hue="quiet", dashed=True), series("n", "2", "2", "2")
    made = shapes(chart("columns", MONTHS, was, now, hues=("green", "amber", "red")))
    assert [made[f"{m}：n"].get("fill") for m in MONTHS] == [LIGHT[hue] for hue in ("green", "amber", "red")]
    assert {made[f"{m}：w"].get("stroke") for m in MONTHS} == {LIGHT["quiet"]}


def test_figures_stand_above_columns_below_hanging_ones_and_in_a_row_where_a_line_runs() -> None:
    actual, target = series("a", "300", "100", "-200"), series("t", "200", "200", "200", line=True)
    alone, crossed = (texts(chart("columns", MONTHS, *rows)) for rows in ((actual,), (actual, target)))
    assert alone["300"][1] < alone["100"][1] < alone["-200"][1]
    assert crossed["300"][1] == crossed["100"][1] == crossed["-200"][1] < 0


def test_figures_of_bars_stand_in_a_column_where_a_limit_or_targets_would_cross_them() -> None:
    actual, target = series("a", "300", "100"), series("t", "200", "200", line=True)
    names = ("林", "陈")
    plain, crossed = chart("bars", names, actual), chart("bars", names, actual, target)
    limited = replace(plain, limit=(Decimal(200), "及格"))
    assert texts(plain)["300"][0] > texts(plain)["100"][0]
    for made in (crossed, limited):
        assert texts(made)["300"][0] == texts(made)["100"][0]


def test_a_share_beside_amounts_is_written_behind_them() -> None:
    made = chart("bars", ("林", "陈"), series("a", "300", "100"), series("r", "0.5", None, kind="share"))
    assert {"300 · 50.0%", "100"} <= set(texts(made))
    assert set(shapes(made)) == {"林：a", "陈：a"}


def test_one_series_needs_no_legend_and_two_do() -> None:
    actual, target = series("a", "1", "2", "3"), series("t", "1", "2", "3", line=True)
    assert "a" not in texts(chart("columns", MONTHS, actual))
    assert {"a", "t"} <= set(texts(chart("columns", MONTHS, actual, target)))


def test_the_legend_shows_no_colour_that_lights_took_from_all_marks() -> None:
    was, now = series("w", "1", "1", "1", hue="quiet"), series("n", "2", "2", "2")
    for hues, there in ((("green", "amber", "red"), False), (("green", "amber", "main"), True)):
        made = drawn(chart("columns", MONTHS, replace(was, dashed=True), now, hues=hues))
        keys = {each.get("fill") for each in made if each.tag == "path" and not each.get("aria-label")}
        assert (LIGHT["main"] in keys) is there


def test_columns_over_names_without_room_lie_down() -> None:
    long = tuple(f"{city}恒达精密电子科技股份有限公司华南分公司" for city in ("深圳", "广州", "东莞", "佛山"))
    made = shapes(chart("columns", long, series("a", "4", "2", "1", "1")))
    first, second = (box(made[f"{name}：a"]) for name in long[:2])
    assert first[0] == second[0]
    assert first[2] == pytest.approx(2 * second[2])
    assert any(text.endswith("…") for text in texts(chart("bars", ("长" * 99,), series("a", "1"))))


def test_lines_begin_at_zero_unless_all_lies_above_half() -> None:
    """1.9 lies below half of 4, 2.1 above; equal values begin at 0."""
    for low, cut in (("1.9", False), ("2.0", False), ("2.1", True), ("4", False), ("-1", False)):
        said = texts(chart("lines", MONTHS, series("a", low, "4", "4")))
        assert any("纵轴从" in text for text in said) is cut


def test_lines_of_targets_are_dashed_and_named_at_their_ends() -> None:
    made = chart("lines", MONTHS, series("a", "1", "2", None), series("t", "1", "2", "3", dashed=True, hue="quiet"))
    dashes = {each.get("stroke"): each.get("stroke-dasharray") for each in drawn(made) if "L" in each.get("d", "")}
    assert dashes[LIGHT["quiet"]] == "5,4"
    assert dashes[LIGHT["main"]] in (None, "")
    ends = texts(made)
    assert ends["a 2"][0] == ends["t 3"][0] > 400
    assert ends["t 3"][1] < ends["a 2"][1]


def test_a_limit_is_named_where_lines_end_and_beside_columns() -> None:
    for form in ("columns", "lines"):
        made = chart(form, MONTHS, series("a", "1", "2", "3"), limit=(Decimal(2), "及格"))
        assert texts(made)["及格"][0] > 400


FALL = ("去年", "价", "量", "今年")


def test_moves_of_a_waterfall_are_told_apart_from_each_other_and_from_totals() -> None:
    made = shapes(chart("waterfall", FALL, series("a", "100", "-80", "20", "40"), levels=(0, 3)))
    assert [mark.get("fill") for mark in made.values()] == [LIGHT[hue] for hue in ("main", "down", "up", "main")]


def test_thin_lines_of_a_waterfall_run_where_marks_end() -> None:
    made = chart("waterfall", FALL, series("a", "100", "-80", "20", "40"), levels=(0, 3))
    boxes = [box(mark) for mark in shapes(made).values()]
    ends = [boxes[0][1], boxes[1][1] + boxes[1][3], boxes[2][1]]
    links = [each.get("transform", "") for each in drawn(made) if each.tag == "line" and each.get("x2") != "0"]
    heights = [float(found[1]) for each in links if (found := re.search(r",([\d.]+)\)", each))]
    assert set(ends) <= set(heights)


def test_totals_of_a_waterfall_that_is_cut_begin_at_its_foot() -> None:
    made = shapes(chart("waterfall", FALL, series("a", "1000", "-80", "20", "940"), levels=(0, 3)))
    feet = {round(top + height, 3) for _, top, _, height in (box(made[f"{name}：a"]) for name in ("去年", "今年"))}
    assert feet == {260.0}


def test_what_has_no_value_moves_nothing() -> None:
    made = shapes(chart("waterfall", FALL, series("a", "100", None, "20", "120"), levels=(0, 3)))
    assert set(made) == {"去年：a", "量：a", "今年：a"}
    assert box(made["量：a"])[1] == pytest.approx(box(made["今年：a"])[1])


def test_a_cross_table_with_many_columns_turns_on_a_phone() -> None:
    columns = tuple(series(f"c{n}", "1", "2") for n in range(12))
    made = chart("heat", ("上", "下"), *columns, heads=("行", "列"))
    page, phone = shapes(made), shapes(made, narrow=True)
    assert box(page["上：c0"])[1] == box(page["上：c11"])[1]
    assert box(phone["上：c0"])[0] == box(phone["上：c11"])[0]
    few = chart("heat", ("上", "下"), *columns[:3])
    assert box(shapes(few, narrow=True)["上：c0"])[1] == box(shapes(few, narrow=True)["上：c2"])[1]


def test_figures_too_small_to_read_are_left_to_the_table() -> None:
    rows = tuple(str(n) for n in range(14))
    wide = chart("heat", rows, *(series(f"c{n}", *["123456"] * 14, kind="integer") for n in range(14)))
    assert "123,456" not in texts(wide, narrow=True)
    assert "123,456" in texts(chart("heat", rows, series("c", *["123456"] * 14, kind="integer")), narrow=True)


def test_letters_are_as_large_on_a_phone_as_they_are_written() -> None:
    made = chart("columns", MONTHS, series("a", "1", "2", "3"))
    assert chart_svg(made, WAN, narrow=True).startswith('<svg class="chart" viewBox="0 0 360 ')
    assert {each.get("font-size") for each in drawn(made, narrow=True) if each.tag == "text"} == {"12px"}


def test_the_unit_stands_at_the_axis() -> None:
    assert "单位：万" in texts(chart("columns", MONTHS, series("a", "1000000", "2000000", "3000000")))
    assert "单位：万" not in texts(chart("columns", MONTHS, series("a", "10", "20", "30")))
    own = chart("columns", MONTHS, series("a", "1000000", "2000000", "3000000"), unit=UNITS["1"])
    assert "单位：万" not in texts(own)
