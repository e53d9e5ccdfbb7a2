"""Adds number formats and row colours to a workbook's styles; all that is there stays as it is, index for index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from salesplan.write.patch.row_colors import color_format
from salesplan.write.patch.xml_text import (
    Element,
    appended,
    attribute,
    end_of,
    first_tag,
    in_quotes,
    searchable,
    side_by_side,
    tags,
    with_attribute,
)

if TYPE_CHECKING:
    from salesplan.model.table import Kind

DATE, SHARE, AMOUNT, SCORE = "yyyy-mm-dd", "0.0%", "#,##0.00", "0.00"
FORMATS: dict[Kind, str] = {"date": DATE, "share": SHARE, "amount": AMOUNT, "score": SCORE}
"""The number format of each kind of column; the other kinds need none."""
BUILT_IN = {SCORE: 2, AMOUNT: 4}
BEFORE_FORMATS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles")
"""Elements that the schema wants before the formats of conditional formats."""
FIRST_OWN = 164
"""Numbers below belong to Excel's own formats."""


def with_formats(xml: str, codes: Sequence[str]) -> tuple[str, list[int]]:
    """The styles part with a cell style for each number format code, and the index of each.

    A style that fits is used again, so that a second run adds nothing. The font is that of the workbook's first cell
    style. ValueError when the part has no cell styles.
    """
    indices = []
    for code in codes:
        xml, number = _with_number_format(xml, code)
        xml, index = _with_cell_style(xml, number)
        indices.append(index)
    return xml, indices


def with_restyled(xml: str, old: int, new: int) -> tuple[str, int]:
    """The styles part with a cell style like ``old`` that has the number format of ``new``, and its index."""
    styles = cell_styles(xml)
    return _with_style(xml, styles, _renumbered(styles[old], styles[new]))


def with_looks_of(xml: str, pairs: Iterable[tuple[int, int]]) -> tuple[str, dict[tuple[int, int], int]]:
    """The styles part with a cell style for each pair: the looks of the first, the number format of the second.

    It is the second itself where the first has no border, fill, font or alignment but those of the first cell style. An
    underlined font, as links have it, is not taken over.
    """
    styles = cell_styles(xml)
    indices = {style: index for index, style in reversed(list(enumerate(styles)))}
    links = _underlined_fonts(xml)
    found: dict[tuple[int, int], int] = {}
    new: list[str] = []
    for near, own in pairs:
        plain = _unlinked(styles[near], styles[0], links) if max(near, own) < len(styles) else ""
        if not plain or not _shows(plain, styles[0]):
            found[near, own] = own
            continue
        made = _renumbered(plain, styles[own])
        if made not in indices:
            indices[made] = len(styles) + len(new)
            new.append(made)
        found[near, own] = indices[made]
    return appended(xml, "cellXfs", "".join(new), len(styles) + len(new)) if new else xml, found


def _opening(style: str) -> str:
    """A style's start tag."""
    return style[: style.index(">") + 1]


def _renumbered(style: str, other: str) -> str:
    """A style with the number format of another one, and without the mark of texts that were typed with a quote."""
    tag = _opening(style)
    made = with_attribute(tag, "numFmtId", attribute(_opening(other), "numFmtId") or "0")
    made = re.sub(r"""\squotePrefix\s*=\s*["'][^"']*["']""", "", with_attribute(made, "applyNumberFormat", "1"))
    return made + style[len(tag) :]


def _shows(style: str, first: str) -> bool:
    looks = ("borderId", "fillId", "fontId")
    differs = any((attribute(_opening(style), n) or "0") != (attribute(_opening(first), n) or "0") for n in looks)
    return differs or ":alignment" in style or "<alignment" in style


def _underlined_fonts(xml: str) -> set[str]:
    fonts = first_tag(xml, "fonts")
    parts = enumerate(side_by_side(xml, fonts.end())) if fonts else ()
    return {str(number) for number, font in parts if first_tag(xml[font.start : font.end], "u") is not None}


def _unlinked(style: str, first: str, links: set[str]) -> str:
    """A style with the first one's font in place of an underlined one."""
    tag = _opening(style)
    if attribute(tag, "fontId") not in links:
        return style
    plain = with_attribute(tag, "fontId", attribute(_opening(first), "fontId") or "0")
    return with_attribute(plain, "xfId", "0") + style[len(tag) :]


def with_color_formats(xml: str, codes: Sequence[str]) -> tuple[str, dict[str, int]]:
    """The styles part with a format for the rows of each class, and its index; one that is there is used again.

    ValueError when it is no styles part.
    """
    root = first_tag(xml, "styleSheet")
    if root is None:
        raise ValueError("no style sheet")
    formats = conditional_formats(xml)
    indices, new = {}, []
    for code in codes:
        wanted = color_format(root[1], code)
        if wanted not in formats:
            formats.append(wanted)
            new.append(wanted)
        indices[code] = formats.index(wanted)
    return (_with_conditional_formats(xml, root, new, len(formats)) if new else xml), indices


def conditional_formats(xml: str) -> list[str]:
    """The formats that conditional formats, Tables and filters refer to, each as it stands in the part."""
    own = _own_formats(xml)
    if own is None:
        return []
    opening = first_tag(xml[own.start : own.end], "dxfs")
    start = own.start + (opening.end() if opening else 0)
    return [xml[part.start : part.end] for part in side_by_side(xml[: own.end], start)]


def _with_conditional_formats(xml: str, root: re.Match[str], new: list[str], count: int) -> str:
    own = _own_formats(xml)
    if own is not None:
        return xml[: own.start] + appended(xml[own.start : own.end], "dxfs", "".join(new), count) + xml[own.end :]
    # The schema wants them behind these.
    parts = side_by_side(xml, root.end())
    at = max((part.end for part in parts if part.name in BEFORE_FORMATS), default=root.end())
    name = f"{root[1]}dxfs"
    return f'{xml[:at]}<{name} count="{count}">{"".join(new)}</{name}>{xml[at:]}'


def _own_formats(xml: str) -> Element | None:
    """The workbook's own ``dxfs``; extensions hold others further behind."""
    root = first_tag(xml, "styleSheet")
    parts = side_by_side(xml, root.end()) if root else ()
    return next((part for part in parts if part.name == "dxfs"), None)


def cell_styles(xml: str) -> list[str]:
    """The cell styles, each as it stands in the part. ValueError when there are none."""
    tag = first_tag(xml, "cellXfs")
    if tag is None:
        raise ValueError("no cell styles")
    inner, _ = end_of(xml, tag, "cellXfs")
    prefix = re.escape(tag[1])
    style = re.compile(rf"<{prefix}xf(?:\s[^>]*?)?(?:/>|>.*?</{prefix}xf\s*>)", re.DOTALL)
    return style.findall(searchable(xml)[tag.end() : inner])


def _with_number_format(xml: str, code: str) -> tuple[str, int]:
    if code in BUILT_IN:
        return xml, BUILT_IN[code]
    known = [(attribute(tag, "formatCode"), int(attribute(tag, "numFmtId") or 0)) for tag in _number_formats(xml)]
    for text, number in known:
        if text == code:
            return xml, number
    number = max([FIRST_OWN - 1, *(number for _, number in known)]) + 1
    root = first_tag(xml, "styleSheet")
    if root is None:
        raise ValueError("no style sheet")
    new = f'<{root[1]}numFmt numFmtId="{number}" formatCode={in_quotes(code)}/>'
    if first_tag(xml, "numFmts") is not None:
        return appended(xml, "numFmts", new, len(known) + 1), number
    # The schema wants them first.
    return f'{xml[: root.end()]}<{root[1]}numFmts count="1">{new}</{root[1]}numFmts>{xml[root.end() :]}', number


def _number_formats(xml: str) -> list[re.Match[str]]:
    """The number formats of cells; those of conditional formats stand elsewhere and have numbers of their own."""
    tag = first_tag(xml, "numFmts")
    if tag is None:
        return []
    inner, _ = end_of(xml, tag, "numFmts")
    return [found for found in tags(xml, "numFmt") if tag.end() <= found.start() < inner]


def _with_cell_style(xml: str, number: int) -> tuple[str, int]:
    styles = cell_styles(xml)
    tag = first_tag(xml, "cellXfs")
    prefix = tag[1] if tag else ""
    font = (attribute(styles[0], "fontId") or "0") if styles else "0"
    new = f'<{prefix}xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    return _with_style(xml, styles, new)


def _with_style(xml: str, styles: list[str], new: str) -> tuple[str, int]:
    if new in styles:
        return xml, styles.index(new)
    return appended(xml, "cellXfs", new, len(styles) + 1), len(styles)
