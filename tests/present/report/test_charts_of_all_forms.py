"""Charts of every form as SVG: every value is a mark that says its figures, and nothing else is in the drawing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from made_report import made_report
from salesplan.present.numbers import UNITS
from salesplan.present.report.chart import Chart, Form, Series
from salesplan.present.report.palette import HEAT_LIGHT, LIGHT
from salesplan.present.report.svg import chart_svg
from salesplan.text import set_language

pytest.importorskip("vl_convert")
WAN = UNITS["万"]
HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "]](function(){})()//\\",
    "\u202eevil مرحبا",
    "😀 表情\x1b[31m",
    "两行\n公司",
    "长" * 10_000,
    "\ufffe\ud800",
)


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    set_language("zh")
    yield
    set_language("zh")


def chart(form: Form, *values: str | None, labels: tuple[str, ...] = (), **more: object) -> Chart:
    """A chart of one series of amounts."""
    figures = tuple(None if v is None else Decimal(v) for v in values)
    names = labels or tuple(f"2026-{n:02d}" for n in range(1, len(values) + 1))
    series = (Series("actual", "实际", figures),)
    made = Chart("one", form, "标题", "table", "label", names, series, told="一句话")
    return replace(made, **more)  # type: ignore[arg-type] # fields of Chart by name


def marks(drawing: str) -> list[str]:
    """What the marks say, in the order in which they are drawn."""
    return [unescape(said) for said in re.findall(r'aria-label="([^"]*)" role="img"', drawing)]


def elements(drawing: str, tag: str) -> list[ET.Element]:
    found = ET.fromstring(drawing).iter()  # noqa: S314 - our own drawing
    return [each for each in found if each.tag.rpartition("}")[2] == tag]


def written(drawing: str) -> list[str]:
    """The texts that are drawn, a line each."""
    return [each.text for tag in ("text", "tspan") for each in elements(drawing, tag) if each.text]


@pytest.mark.parametrize("made", list(made_report().charts()), ids=lambda c: f"{c.name}-{c.form}")
@pytest.mark.parametrize("narrow", [False, True])
def test_every_value_is_a_mark_and_nothing_else_is(made: Chart, narrow: bool) -> None:  # noqa: FBT001 - two forms
    values = [v for s in made.series for v in s.values if v is not None or made.form == "heat"]
    assert len(marks(chart_svg(made, WAN, narrow=narrow))) == len(values)


@pytest.mark.parametrize("made", list(made_report(name=HOSTILE[0]).charts()), ids=lambda c: f"{c.name}-{c.form}")
@pytest.mark.parametrize("standalone", [False, True])
def test_a_drawing_holds_only_shapes_and_texts_in_colours_of_the_palette(made: Chart, standalone: bool) -> None:  # noqa: FBT001
    drawing = chart_svg(made, WAN, standalone=standalone)
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    tags = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert tags <= {"svg", "g", "path", "text", "tspan", "rect", "line", "title", "desc"}
    names = {name for each in root.iter() for name in each.attrib}
    assert not names & {"style", "id", "class", "href", "onload"} - {"class"}
    assert "url(" not in drawing
    assert "http" not in drawing.replace("http://www.w3.org/2000/svg", "")
    colours = {each.get(part) for each in root.iter() for part in ("fill", "stroke")} - {None, "none"}
    assert colours <= {*LIGHT.values(), *HEAT_LIGHT.values()}


def test_a_mark_says_its_figure_with_every_digit_its_neighbours_and_its_light() -> None:
    months = next(made_report().charts())
    assert marks(chart_svg(months, WAN)) == [
        "2026-04：实际 266.9万（2,669,000.50），目标 283.8万，黄灯",
        "2026-06：实际 283.4万（2,834,000），目标 267.3万，绿灯",
        "2026-04：目标 283.8万（2,838,000），实际 266.9万，黄灯",
        "2026-05：目标 232.3万（2,323,000）",
        "2026-06：目标 267.3万（2,673,000），实际 283.4万，绿灯",
    ]
    set_language("en")
    assert (
        marks(chart_svg(months, UNITS["1"]))[1]
        == "2026-06: Actual 2,834,000.00 (2,834,000), Target 2,673,000, green light"
    )


def test_lights_have_a_shape_beside_their_colour() -> None:
    drawing = chart_svg(next(made_report().charts()), WAN)
    assert {"▲ 266.9", "● 283.4", "黄", "绿"} <= set(written(drawing))


def test_a_gap_is_a_gap_in_lines() -> None:
    """Of five values the third is missing: two paths of two points each, and no mark between them."""
    drawing = chart_svg(chart("lines", "1", "2", None, "4", "5"), WAN)
    paths = [
        p.get("d", "") for p in elements(drawing, "path") if p.get("stroke") == LIGHT["main"] and not p.get("fill")
    ]
    assert sorted(path.count("L") for path in paths) == [1, 1]
    assert len(marks(drawing)) == 4


def test_targets_are_dashed_and_estimates_are_outlines() -> None:
    figures = (Decimal(1), Decimal(2))
    series = (Series("t", "目标", figures, line=True, dashed=True), Series("e", "预计", figures, dashed=True))
    drawing = chart_svg(replace(chart("columns", "1", "2"), series=series), WAN)
    bars = [p for p in elements(drawing, "path") if p.get("aria-label", "").startswith("2026-01：预计")]
    assert [(p.get("fill"), p.get("stroke-dasharray")) for p in bars] == [(LIGHT["paper"], "4,3")]
    lines = [p for p in elements(drawing, "path") if not p.get("fill") and p.get("stroke") == LIGHT["main"]]
    assert {p.get("stroke-dasharray") for p in lines} == {"5,4"}


def test_targets_of_people_are_strokes_for_a_line_between_two_people_means_nothing() -> None:
    figures = (Decimal(1), Decimal(2))
    series = (Series("t", "目标", figures, line=True), Series("a", "实际", figures))
    made = replace(chart("columns", "1", "2", labels=("林", "陈")), series=series)
    drawing = chart_svg(made, WAN)
    assert len(marks(drawing)) == 4
    assert not [p for p in elements(drawing, "path") if p.get("stroke") == LIGHT["main"] and not p.get("fill")]


def heights(drawing: str) -> list[tuple[float, float]]:
    """The top and the height of each upright mark."""
    shapes = (p.get("d", "") for p in elements(drawing, "path") if p.get("aria-label"))
    found = (re.match(r"M[\d.]+,([\d.]+)h[\d.]+v([\d.]+)", shape) for shape in shapes)
    return [(float(each[1]), float(each[2])) for each in found if each]


def test_columns_are_as_high_as_their_values_and_those_below_zero_hang() -> None:
    """300, 150, 0 and -150 over 0: twice as high, nothing, and below the foot of the others."""
    first, second, none, below = heights(chart_svg(chart("columns", "300", "150", "0", "-150"), WAN))
    assert first[1] == pytest.approx(2 * second[1])
    assert first[0] + first[1] == pytest.approx(second[0] + second[1]) == pytest.approx(below[0])
    assert none[1] == 0
    assert below[1] == pytest.approx(second[1])


def test_stacked_columns_stand_on_each_other_and_say_their_sum() -> None:
    series = tuple(Series(k, k, (Decimal(v), None)) for k, v in (("a", 100), ("b", 300), ("c", -50)))
    drawing = chart_svg(replace(chart("columns", "1", None), series=series, stacked=True), WAN)
    low, high, below = heights(drawing)
    assert high[1] == pytest.approx(3 * low[1])
    assert high[0] + high[1] == pytest.approx(low[0])
    assert below[0] == pytest.approx(low[0] + low[1])
    assert "350" in written(drawing)


def test_a_waterfall_goes_from_total_through_moves_to_total() -> None:
    """1000 - 500 + 250 = 750: the fall hangs from the first total, the rise stands on where it ended."""
    made = chart("waterfall", "1000", "-500", "250", "750", labels=("去年", "价", "量", "今年"), levels=(0, 3))
    drawing = chart_svg(made, WAN)
    total, fall, rise, end = heights(drawing)
    assert fall == pytest.approx((total[0], total[1] / 2))
    assert rise[0] + rise[1] == pytest.approx(fall[0] + fall[1])
    assert end[0] == pytest.approx(rise[0])
    assert {"1,000", "-500", "+250", "750"} <= set(written(drawing))
    assert not any("起" in text for text in written(drawing))


def test_a_waterfall_that_does_not_begin_at_zero_says_so() -> None:
    made = chart("waterfall", "1000", "20", "1020", labels=("去年", "量", "今年"), levels=(0, 2))
    assert any(re.fullmatch("总数从 9[0-9]+ 画起", text) for text in written(chart_svg(made, WAN)))


def test_lines_far_from_zero_say_where_their_axis_begins() -> None:
    said = [t for t in written(chart_svg(chart("lines", "1000", "1100"), WAN)) if "纵轴" in t]
    assert said == ["纵轴从 1,000 起"]
    assert not [t for t in written(chart_svg(chart("lines", "100", "1100"), WAN)) if "纵轴" in t]


def test_the_curve_says_where_it_passes_the_limit() -> None:
    pareto = next(c for c in made_report().charts() if c.form == "curve")
    assert "前 50.0% 占 80.0%" in written(chart_svg(pareto, WAN))


def test_an_empty_field_of_a_cross_table_is_no_zero() -> None:
    one, two = Series("a", "甲", (None, Decimal(0)), "integer"), Series("b", "乙", (Decimal(6), Decimal(3)), "integer")
    made = replace(chart("heat", "1", "2", labels=("上", "下")), series=(one, two), heads=("行", "列"))
    drawing = chart_svg(made, WAN)
    fields = {p.get("aria-label"): p.get("fill") for p in elements(drawing, "path") if p.get("aria-label")}
    assert fields == {
        "上：甲 –": LIGHT["paper"],
        "下：甲 0": HEAT_LIGHT["heat0"],
        "上：乙 6": HEAT_LIGHT["heat5"],
        "下：乙 3": HEAT_LIGHT["heat3"],
    }
    assert sorted(written(drawing)) == sorted(["上", "下", "甲", "乙", "行", "列", "0", "3", "6"])


@pytest.mark.parametrize("form", ["columns", "bars", "lines", "waterfall", "heat"])
def test_names_are_names_whatever_stands_in_them(form: Form) -> None:
    made = chart(form, *("1" for _ in HOSTILE), labels=HOSTILE, title=HOSTILE[1], levels=(0,))
    drawing = chart_svg(made, WAN, standalone=True)
    assert not elements(drawing, "script")
    assert not elements(drawing, "img")
    said = marks(drawing)
    assert len(said) == len(HOSTILE)
    assert said[0].startswith("<script>alert(1)</script>：实际 1")
    assert all(len(each) < 400 for each in said)
    assert not any(c in drawing for c in "\u202e\x1b\ufffe\ud800")


@pytest.mark.parametrize("form", ["columns", "bars", "lines", "waterfall", "heat"])
@pytest.mark.parametrize("values", [(), (None, None), ("0", "0"), ("5",), ("-1", "-1"), ("1e12", "1e-2"), ("7",) * 60])
def test_no_values_one_value_and_many_are_drawn_too(form: Form, values: tuple[str | None, ...]) -> None:
    labels = tuple(f"{2020 + n // 12}-{n % 12 + 1:02d}" for n in range(len(values)))
    for narrow in (False, True):
        drawing = chart_svg(chart(form, *values, labels=labels), WAN, narrow=narrow)
        known = [v for v in values if v is not None]
        assert len(marks(drawing)) == len(known)
        assert ("没有数据" in written(drawing)) is not bool(known)
        assert "NaN" not in drawing


def test_months_are_named_by_name_and_years_once() -> None:
    texts = written(chart_svg(chart("lines", "1", "2", "3", labels=("2025-12", "2026-01", "2026-02")), WAN))
    assert [t for t in texts if re.search("月|^20", t)] == ["2月", "12月", "2025", "1月", "2026"]


@pytest.mark.parametrize("standalone", [False, True])
def test_the_size_is_that_of_the_page_or_of_the_file(standalone: bool) -> None:  # noqa: FBT001 - two forms
    root = ET.fromstring(chart_svg(chart("bars", "1"), WAN, standalone=standalone))  # noqa: S314 - our own drawing
    assert root.get("viewBox", "").startswith("0 0 7")
    assert (root.get("width") is not None) is standalone
    assert root.get("role") == "group"


def test_a_file_has_its_title_what_there_is_to_see_and_tooltips_of_its_own() -> None:
    drawing = chart_svg(chart("bars", "1"), WAN, standalone=True)
    assert 'xml:lang="zh-CN"' in drawing
    assert [t.text for t in elements(drawing, "title")] == ["标题", "2026-01：实际 1"]
    assert [t.text for t in elements(drawing, "desc")] == ["一句话"]
    assert {"标题", "一句话"} <= set(written(drawing))
    assert not elements(chart_svg(chart("bars", "1"), WAN), "title")


_ALL = (
    "import hashlib, sys; sys.path.insert(0, 'tests'); from made_report import made_report;"
    "from salesplan.present.report.svg import chart_svg; r = made_report();"
    "print(hashlib.sha256(''.join(chart_svg(c, r.unit) for c in r.charts()).encode()).hexdigest())"
)


def test_the_same_chart_gives_the_same_bytes_under_any_hash_seed() -> None:
    root = Path(__file__).parents[3]
    seen = set()
    for seed in ("0", "1"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", _ALL], cwd=root, env=env, capture_output=True, check=True)
        seen.add(done.stdout)
    assert len(seen) == 1
