"""Charts as PNG, for chats and slides: only where a font of this machine has the characters."""

from __future__ import annotations

import re

from salesplan.errors import CannotWrite, Problem
from salesplan.present.numbers import Unit
from salesplan.present.report.chart import Chart
from salesplan.present.report.svg import FONTS, chart_svg, renderer, text_of
from salesplan.text import Text, language

_CHINESE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
"""What the fonts of East Asia have: Chinese characters, their signs and full-width forms, kana, hangul."""
_COMMON = re.compile("[\t\n -~\u00a0-\u00ff\u2013\u2026]|" + _CHINESE.pattern)
_NOWHERE = "\u0378"
"""A character that does not exist: what it is drawn as, a font draws for each that it does not have."""
_BOX = "?"
"""What stands for a character that no font has: as wide as one, so that labels stay where they have room."""
_INSTEAD = {"◆": "■"}
"""Signs that small fonts have for those that they may not have."""


def chart_png(chart: Chart, unit: Unit, *, scale: float = 2, narrow: bool = False) -> bytes:
    """The picture of a chart with its title, so many times as large as in SVG.

    Its letters are those of the fonts of this machine, so that pictures of two machines may differ; on one machine the
    same chart gives the same bytes. Where no font has Chinese characters, it is refused rather than drawn as boxes; a
    rare character that no font has (in a name, say) is a question mark.
    """
    drawing = chart_svg(chart, unit, standalone=True, narrow=narrow)
    texts = set(text_of(drawing))
    if any(map(_CHINESE.match, texts)) and not has_chinese():
        raise CannotWrite(_no_font())
    missing = {ord(c): _INSTEAD.get(c, _BOX) for c in texts if not _COMMON.match(c) and not _has(c)}
    picture: bytes = renderer().svg_to_png(drawing.translate(missing), scale=scale)
    return picture


def has_chinese() -> bool:
    """Whether a font of this machine has Chinese characters: two of them do not look the same."""
    return _drawn("国") != _drawn("的")


def _has(character: str) -> bool:
    return _drawn(character) != _drawn(_NOWHERE)


def _drawn(character: str) -> bytes:
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" font-family="{FONTS[language()]}">'
        f'<text x="4" y="26" font-size="24" fill="#000">{character}</text></svg>'
    )
    picture: bytes = renderer().svg_to_png(drawing, scale=1)
    return picture


def _no_font() -> Problem:
    return Problem(
        "REPORT-no-font",
        "error",
        Text(
            "这台机器没有中文字体，画成 PNG 会是一排方块",
            "no font on this machine has Chinese characters: a PNG would show boxes",
        ),
        Text(
            "装上 Noto Sans CJK 或文泉驿（apt install fonts-noto-cjk；Windows、macOS 自带中文字体），"
            "或者输出 .svg，不需要字体",
            "install Noto Sans CJK (apt install fonts-noto-cjk; Windows and macOS have Chinese fonts), "
            "or write .svg, which needs none",
        ),
    )
