"""The shared strings of a workbook, in order, without furigana, entities or escapes."""

from __future__ import annotations

import re

import polars as pl

from salesplan.errors import BadInput
from salesplan.ooxml import faults, limits, markup
from salesplan.ooxml.package import Package, inflate


class UnusualForm(Exception):  # noqa: N818 - no error: it sends a part the slow way
    """XML that is not written the usual way and has to be read element by element."""


def read_strings(package: Package) -> pl.Series:
    """The shared strings, in order; a text of blanks only is empty. Empty where the workbook has none."""
    if package.strings is None:
        return pl.Series([], dtype=pl.String)
    entry = package.parts[package.strings]
    if entry.file_size > limits.STRINGS_BYTES:
        raise faults.too_large(package.file, entry.file_size, limits.STRINGS_BYTES)
    data = b"".join(inflate(package, package.strings, limits.STRINGS_BYTES))
    try:
        texts = strings_by_cutting(data)
    except UnusualForm:
        texts = strings_by_element(data, markup.Source(package.file, entry.filename))
    return clean(texts)


_OPENING = re.compile(rb"<(?:(\w+):)?sst[\s/>]")


def strings_by_cutting(data: bytes) -> pl.Series:
    """The texts cut out of the XML at ``<si>``. Raises UnusualForm for XML of another form."""
    opening = _OPENING.search(data)
    if opening is None or not markup.plain(data[: opening.start()]):
        raise UnusualForm
    prefix = (opening[1] + b":" if opening[1] else b"").decode()
    usual = f"<{prefix}si>"
    items = as_text(data).str.split(usual).explode().slice(1)
    if not markup.only_elements(data[opening.start() :]) or data.count(usual[:-1].encode()) != len(items):
        raise UnusualForm
    texts = items.str.extract(rf"^<{prefix}t(?: [^<>]*)?>([^<]*)</{prefix}t></{prefix}si>\s*(?:</{prefix}sst>\s*)?$")
    odd = texts.is_null().arg_true()
    texts = unescape(texts) if b"&" in data else texts
    return texts.scatter(odd, _by_parser(items.gather(odd), prefix)) if len(odd) else texts


def _by_parser(items: pl.Series, prefix: str) -> pl.Series:
    """The few that are not one plain text (runs of rich text, furigana) go through the parser."""
    inner, ends, after = zip(*(item.rpartition(f"</{prefix}si>") for item in items), strict=True)
    if not all(ends) or any(text.strip() not in ("", f"</{prefix}sst>") for text in after):
        raise UnusualForm
    data = "<sst>" + "".join(f"<si>{text}</si>" for text in inner) + "</sst>"
    try:
        texts = strings_by_element(data.encode(), markup.Source("", ""))
    except BadInput:
        raise UnusualForm from None
    if len(texts) != len(items):
        raise UnusualForm
    return texts


class _Strings(markup.Handler):
    """Collects the text of each ``si``, leaving ``rPh`` out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.taken: list[str] = []
        self.phonetic = 0
        self.inside = False

    def start(self, name: str, attributes: markup.Attributes) -> None:  # noqa: ARG002 - a string has no attributes
        """A string, a run of furigana or a text begins."""
        match name:
            case "si":
                self.taken = []
            case "rPh":
                self.phonetic += 1
            case "t":
                self.inside = not self.phonetic

    def end(self, name: str) -> None:
        """A string is complete at its end."""
        match name:
            case "si":
                self.texts.append("".join(self.taken))
            case "rPh":
                self.phonetic -= 1
            case "t":
                self.inside = False

    def text(self, text: str) -> None:
        """Part of a text."""
        if self.inside:
            self.taken.append(text)


def strings_by_element(data: bytes, source: markup.Source) -> pl.Series:
    """The same by reading element by element, for XML of any form."""
    handler = _Strings()
    markup.read([data], handler, source)
    return pl.Series(handler.texts, dtype=pl.String)


def as_text(data: bytes) -> pl.Series:
    """One text of the bytes, line ends as XML wants them. Raises UnusualForm for what is not UTF-8."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return pl.Series([data], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError:
        raise UnusualForm from None


_ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));|&")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def _character(found: re.Match[str]) -> str:
    name, decimal, hexadecimal = found.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
    # What is no character of XML 1.0 is left to the parser, which refuses it.
    if not (code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000):  # noqa: PLR2004 - XML 1.0, Char
        raise UnusualForm
    return chr(code)


def unescape(texts: pl.Series) -> pl.Series:
    """Entities and character references as the characters they stand for; null stays null."""
    odd = texts.str.contains("&", literal=True).fill_null(value=False).arg_true()
    if not len(odd):
        return texts
    return texts.scatter(odd, [_ENTITY.sub(_character, text) for text in texts.gather(odd)])


_ESCAPE = re.compile("_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")


def clean(texts: pl.Series) -> pl.Series:
    """``_xHHHH_`` escapes as the characters they stand for; a text of blanks only becomes an empty one."""
    odd = texts.str.contains(r"_x[0-9A-Fa-f]{4}_").fill_null(value=False).arg_true()
    if len(odd):
        plain = [_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) for text in texts.gather(odd)]
        texts = texts.scatter(odd, plain)
    blank = texts.str.contains(r"^\s+$").fill_null(value=False).arg_true()
    return texts.scatter(blank, "") if len(blank) else texts
