"""Small parts of a workbook edited as text: only the tags that must change, everything else as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from salesplan.errors import Place
from salesplan.text import Text
from salesplan.write.patch.sheet_xml import encoding_of, unsupported

_HIDING = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)


def edited(data: bytes, edit: Callable[[str], str], place: Place) -> bytes:
    """An XML part after ``edit``, in the encoding it had."""
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
        return edit(text).encode(encoding)
    except (LookupError, UnicodeError) as error:
        raise unsupported(
            place, Text("编码 {name} 读不了", "its encoding {name} is unknown").format(name=encoding)
        ) from error


def searchable(xml: str) -> str:
    """The same text, same positions, with comments, CDATA and instructions blanked out."""
    return _HIDING.sub(lambda m: " " * len(m[0]), xml) if "<!" in xml or "<?" in xml else xml


def tags(xml: str, name: str) -> Iterator[re.Match[str]]:
    """The start tags of elements with this local name. Groups: prefix, attributes, ``/`` when empty."""
    pattern = rf"""<((?:[\w.-]+:)?){name}((?:\s[^<>"']*(?:"[^"]*"|'[^']*'))*)\s*(/?)>"""
    return re.finditer(pattern, searchable(xml))


def first_tag(xml: str, name: str) -> re.Match[str] | None:
    """The first start tag with this local name."""
    return next(tags(xml, name), None)


def attribute(tag: re.Match[str] | str, name: str) -> str | None:
    """An attribute of a start tag as it stands in the file, None when it has none."""
    text = tag if isinstance(tag, str) else tag[2]
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", text)
    return None if found is None else found[1] if found[1] is not None else found[2]


def with_attribute(tag: str, name: str, value: str) -> str:
    """A start tag with an attribute set; ``value`` holds no quotes."""
    pattern = rf"""(\s{name}\s*=\s*)(?:"[^"]*"|'[^']*')"""
    if re.search(pattern, tag):
        return re.sub(pattern, lambda m: f'{m[1]}"{value}"', tag, count=1)
    return re.sub(r"\s*(/?)>\Z", lambda m: f' {name}="{value}"{m[1]}>', tag)


def in_quotes(value: str) -> str:
    """A text as the value of an attribute, with its quotation marks."""
    # xml.sax.saxutils knows this too, and brings the whole of urllib, http and email with it.
    return f'"{value.translate(_IN_ATTRIBUTE)}"'


_IN_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def end_of(xml: str, tag: re.Match[str], name: str) -> tuple[int, int]:
    """Where an element's content ends and where the element ends, for elements that do not nest in themselves."""
    if tag[3]:
        return tag.end(), tag.end()
    closing = re.compile(rf"</{re.escape(tag[1])}{name}\s*>").search(searchable(xml), tag.end())
    if closing is None:
        raise ValueError(f"<{name}> does not end")
    return closing.start(), closing.end()


class Element(NamedTuple):
    """An element by its name without prefix, and where it starts and ends."""

    name: str
    start: int
    end: int


def side_by_side(xml: str, start: int = 0) -> Iterator[Element]:
    """The elements that stand beside each other from ``start`` on, up to where the one around them ends."""
    depth, opened = 0, start
    for tag in _TAG.finditer(searchable(xml), start):
        if depth == 0:
            opened = tag.start()
        depth += -1 if tag[1] else 0 if tag[3] else 1
        if depth < 0:
            return
        if depth == 0:
            yield Element(tag[2], opened, tag.end())


_TAG = re.compile(r"""<(/?)(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>"']*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")


def appended(xml: str, name: str, children: str, count: int) -> str:
    """The XML with ``children`` put last into the first element ``name``, and its ``count`` attribute set."""
    tag = first_tag(xml, name)
    if tag is None:
        raise ValueError(f"there is no <{name}>")
    inner, _ = end_of(xml, tag, name)
    opening = with_attribute(tag[0], "count", str(count))
    if tag[3]:
        opening = re.sub(r"\s*/>\Z", ">", opening)
        return f"{xml[: tag.start()]}{opening}{children}</{tag[1]}{name}>{xml[tag.end() :]}"
    return xml[: tag.start()] + opening + xml[tag.end() : inner] + children + xml[inner:]
