"""Charts as PNG: pictures where a font has the characters, refused rather than drawn as boxes where none has."""

from __future__ import annotations

import re
import struct
import sys
from decimal import Decimal

import pytest

from made_report import made_report
from salesplan.errors import BadUsage, CannotWrite, ExitCode
from salesplan.present.numbers import UNITS
from salesplan.present.report import png
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.png import chart_png, has_chinese
from salesplan.present.report.svg import chart_svg, renderer
from salesplan.text import set_language

pytest.importorskip("vl_convert")
WAN = UNITS["万"]


def latin(name: str = "Acme") -> Chart:
    return Chart("one", "bars", "Sales", "table", "label", (name,), (Series("a", "Actual", (Decimal(5),)),))


def size(picture: bytes) -> tuple[int, int]:
    """Width and height, as the head of a PNG says."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.fixture
def no_chinese(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A machine whose fonts end with Latin: each other character is the same box."""
    asked: list[str] = []

    def drawn(character: str) -> bytes:
        asked.append(character)
        return character.encode() if character.isascii() else b"box"

    monkeypatch.setattr(png, "_drawn", drawn)
    return asked


def test_a_picture_is_its_drawing_so_many_times_as_large() -> None:
    set_language("en")
    found = re.search(r'width="(\d+)" height="(\d+)" viewBox', chart_svg(latin(), WAN, standalone=True))
    assert found
    width, height = int(found[1]), int(found[2])
    assert size(chart_png(latin(), WAN)) == (2 * width, 2 * height)
    assert size(chart_png(latin(), WAN, scale=1)) == (width, height)
    assert chart_png(latin(), WAN) == chart_png(latin(), WAN)


def test_no_font_is_needed_for_latin(no_chinese: list[str]) -> None:
    set_language("en")
    assert size(chart_png(latin(), WAN))
    assert no_chinese == []


def test_chinese_without_a_font_is_refused_and_told_which_to_install(no_chinese: list[str]) -> None:
    with pytest.raises(CannotWrite) as refused:
        chart_png(latin("恒达"), WAN)
    (problem,) = refused.value.problems
    assert problem.code == "REPORT-no-font"
    assert refused.value.exit_code is ExitCode.WRITE
    assert "apt install fonts-noto-cjk" in str(problem.fix)
    assert ".svg" in str(problem.fix)


def test_a_character_that_no_font_has_is_one_sign_and_no_longer_than_it(
    no_chinese: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The diamond of a red light becomes a square, which small fonts have too."""
    seen: list[str] = []

    class Renderer:
        def __init__(self, real: object) -> None:
            self.vegalite_to_svg = real.vegalite_to_svg  # type: ignore[attr-defined] # the library's own

        def svg_to_png(self, drawing: str, **_: float) -> bytes:
            seen.append(drawing)
            return b""

    made = Renderer(renderer())
    monkeypatch.setattr(png, "renderer", lambda: made)
    set_language("en")
    chart = latin("Acme \U0001f600")
    chart_png(Chart(**{**vars(chart), "hues": ("red",)}), WAN)
    assert "Acme ?" in seen[0]
    assert "■ 5" in seen[0]
    assert "\U0001f600" not in seen[0]


def test_without_the_library_people_are_told_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    for draw in (chart_svg, chart_png):
        with pytest.raises(BadUsage) as refused:
            draw(latin(), WAN)
        (problem,) = refused.value.problems
        assert problem.code == "REPORT-no-extra"
        assert 'pip install "salesplan[report]"' in str(problem.fix)


@pytest.mark.browser
def test_chinese_pictures_where_a_font_is_installed() -> None:
    assert has_chinese()
    for chart in made_report().charts():
        assert size(chart_png(chart, WAN, scale=1))[0] == 748
