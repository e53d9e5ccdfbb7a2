"""Charts as SVG: inside a page, or as a file of its own that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

from salesplan.errors import BadUsage, Problem
from salesplan.present.html import LANGUAGES
from salesplan.present.numbers import Unit
from salesplan.present.report.chart import Chart
from salesplan.present.report.palette import LIGHT
from salesplan.present.report.vega import spec_of
from salesplan.present.report.vega.words import clean
from salesplan.present.wrapping import wrapped
from salesplan.text import Lang, Text, language

FONTS: Mapping[Lang, str] = {
    "zh": "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, sans-serif",
    "zh-Hant": "'PingFang TC', 'Microsoft JhengHei', 'Noto Sans CJK TC', 'Noto Sans TC', system-ui, sans-serif",
    "en": "system-ui, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'Noto Sans CJK SC', Arial, sans-serif",
}
"""The fonts of a file of its own; in a page a chart takes those of the page."""
_TAGS = frozenset(("g", "path", "text", "tspan", "rect", "line"))
_KEPT = (
    *("transform", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "width", "height", "d", "fill", "stroke"),
    *("stroke-width", "stroke-dasharray", "text-anchor", "font-size", "font-weight", "aria-label", "aria-hidden"),
)
"""What a drawing is made of. Anything else that the library writes is left out: no style, no script, no address."""
_TITLE, _TOLD, _LINE, _MARGIN = 18, 13, 20, 14


def chart_svg(chart: Chart, unit: Unit, *, standalone: bool = False, narrow: bool = False) -> str:
    """A chart as ``<svg>``. In a page it takes the width, the fonts and (palette.rules) the colours of the page.

    Every mark has an ``aria-label`` that says its figures. ``standalone``: a file with its title, what there is to see
    and a white ground. ``narrow``: drawn for phones. All places are reckoned here and not measured, so that the same
    chart gives the same bytes on every machine; only how wide its letters are drawn hangs on the fonts of the reader.
    """
    drawn = _root(renderer().vegalite_to_svg(spec_of(chart, unit, narrow=narrow), allowed_base_urls=[]))
    width, height = (int(float(drawn.get(key, "0"))) for key in ("width", "height"))
    body = "".join(_written(child, tips=standalone) for child in drawn)
    return _file(chart, width, height, body) if standalone else _inline(chart, width, height, body)


def renderer() -> Any:  # noqa: ANN401 - a library that may not be there
    """The library that draws; whoever has not installed it is told the line to type."""
    try:
        import vl_convert
    except ImportError as absent:
        raise BadUsage(
            Problem(
                "REPORT-no-extra",
                "error",
                Text("画图要用的库没有安装", "the library that draws charts is not installed"),
                Text(
                    '运行 pip install "salesplan[report]"；.md 和 .xlsx 不装也能出',
                    'type pip install "salesplan[report]"; .md and .xlsx work without it',
                ),
            )
        ) from absent
    module: ModuleType = vl_convert
    return module


def _root(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own drawing, made a moment ago


def _written(element: ET.Element, *, tips: bool) -> str:
    """An element and what stands in it, but only what a drawing needs."""
    tag = element.tag.rpartition("}")[2]
    if tag not in _TAGS or _unseen(tag, element):
        return ""
    inside = escape(element.text or "", quote=False)
    inside += "".join(_written(child, tips=tips) + escape(child.tail or "", quote=False) for child in element)
    if not inside and tag in ("g", "text", "tspan"):
        return ""
    said = element.get("aria-label", "")
    if said and tips:
        inside = f"<title>{escape(said, quote=False)}</title>{inside}"
    attributes = "".join(_attributes(element))
    if tag == "g" and not attributes:
        return inside
    return f"<{tag}{attributes}>{inside}</{tag}>" if inside else f"<{tag}{attributes}/>"


def _unseen(tag: str, element: ET.Element) -> bool:
    """Grounds and frames that are never painted."""
    return tag == "path" and not element.get("fill") and not element.get("stroke")


def _attributes(element: ET.Element) -> Iterator[str]:
    for name in _KEPT:
        value = element.get(name)
        if value is not None and not (name == "transform" and value == "translate(0,0)"):
            yield f' {name}="{escape(value)}"'
    if element.get("aria-label"):
        yield ' role="img"'


def _inline(chart: Chart, width: int, height: int, body: str) -> str:
    named = escape(clean(chart.title))
    return f'<svg class="chart" viewBox="0 0 {width} {height}" role="group" aria-label="{named}">{body}</svg>'


def _file(chart: Chart, width: int, height: int, body: str) -> str:
    """The drawing below its title and the sentence that says what there is to see."""
    heads = list(_heads(chart, width))
    width += 2 * _MARGIN
    top = 14 + sum(height for _, height in heads)
    whole = top + height + 10
    code = LANGUAGES[language()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{code}" lang="{code}" role="group" '
        f'width="{width}" height="{whole}" viewBox="0 0 {width} {whole}" font-family="{FONTS[language()]}">'
        f"<title>{escape(clean(chart.title), quote=False)}</title>"
        f"<desc>{escape(clean(chart.told), quote=False)}</desc>"
        f'<rect width="{width}" height="{whole}" fill="{LIGHT["paper"]}"/>'
        f"{_stacked(heads)}"
        f'<g transform="translate({_MARGIN},{top})">{body}</g></svg>\n'
    )


def _heads(chart: Chart, width: int) -> Iterator[tuple[str, int]]:
    """The lines above the drawing, and how much room each takes."""
    for line in wrapped(clean(chart.title, 120), int(width / (_TITLE * 0.55))):
        yield f'font-size="{_TITLE}" font-weight="bold" fill="{LIGHT["ink"]}">{escape(line, quote=False)}', _LINE + 6
    if told := clean(chart.told, 240):
        for line in wrapped(told, int(width / (_TOLD * 0.55))):
            yield f'font-size="{_TOLD}" fill="{LIGHT["dim"]}">{escape(line, quote=False)}', _LINE


def _stacked(heads: list[tuple[str, int]]) -> str:
    drawn, at = "", 4
    for line, height in heads:
        at += height
        drawn += f'<text x="{_MARGIN}" y="{at}" {line}</text>'
    return drawn


def text_of(drawing: str) -> str:
    """Every character that a drawing writes, titles and tooltips left out."""
    texts = (element for element in _root(drawing).iter() if element.tag.rpartition("}")[2] in ("text", "tspan"))
    return "".join(element.text or "" for element in texts)
