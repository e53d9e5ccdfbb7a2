"""XML read element by element, for parts of any form: no document types, no tree, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Never
from xml.parsers import expat

from salesplan.ooxml import faults
from salesplan.ooxml.limits import NESTING

Attributes = dict[str, str]


@dataclass(frozen=True)
class Source:
    """Which part is being read, for whatever has to be said about it."""

    file: str
    part: str
    sheet: str | None = None


class Handler:
    """Takes the elements of a part in order, by their names without prefix."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters between two tags."""


def read(pieces: Iterable[bytes], handler: Handler, source: Source) -> None:
    """Hand a part to ``handler``. Refused: a document type, absurd nesting, anything that is no XML."""
    parser = _parser(handler, source)
    try:
        for piece in pieces:
            parser.Parse(piece)
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by position only
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise faults.broken_part(source.file, source.part, source.sheet) from error


def _parser(handler: Handler, source: Source) -> expat.XMLParserType:
    depth = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > NESTING:
            raise faults.too_deep(source.file, source.part, source.sheet)
        handler.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name.rpartition(":")[2])

    def refuse(*_: object) -> Never:
        raise faults.document_type(source.file, source.part, source.sheet)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = handler.text, refuse
    return parser


@dataclass
class Found(Handler):
    """Collects the elements of the wanted names: (name of the parent, own name, attributes)."""

    wanted: frozenset[str]
    path: list[str] = field(default_factory=lambda: [""])
    elements: list[tuple[str, str, Attributes]] = field(default_factory=list)

    def start(self, name: str, attributes: Attributes) -> None:
        """Keep the element if it is wanted."""
        if name in self.wanted:
            self.elements.append((self.path[-1], name, attributes))
        self.path.append(name)

    def end(self, name: str) -> None:  # noqa: ARG002 - elements end in the order they began
        """Go back to the parent."""
        self.path.pop()


def find(pieces: Iterable[bytes], source: Source, *wanted: str) -> Iterator[tuple[str, str, Attributes]]:
    """The elements of the wanted names, anywhere in the part: (name of the parent, own name, attributes)."""
    handler = Found(frozenset(wanted))
    read(pieces, handler, source)
    return iter(handler.elements)


def local(attributes: Attributes, name: str) -> str:
    """The value of a prefixed attribute such as ``r:id``, whatever its prefix; empty when there is none."""
    return next((value for key, value in attributes.items() if key.endswith(":" + name)), "")


def whole(text: str | None) -> int | None:
    """The whole number an attribute holds, None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 9 else None  # noqa: PLR2004 - fits Int32


_DECLARATION = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


def plain(head: bytes) -> bool:
    """Whether a part that begins so can be cut by bytes: UTF-8, nothing but the XML declaration and elements."""
    declared = _DECLARATION.match(head)
    encoding = declared[1].lower() if declared else b"utf-8"
    after = head.find(b"?>") + 2 if head.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml") else 0
    return encoding in (b"utf-8", b"utf8", b"us-ascii") and only_elements(head[after:])


def only_elements(xml: bytes) -> bool:
    """Whether there is no comment, processing instruction, CDATA or document type: they begin with ``<!`` or ``<?``."""
    # One byte is found ten times as fast as two, and most lists have few of these.
    return not (b"!" in xml and b"<!" in xml) and not (b"?" in xml and b"<?" in xml)
