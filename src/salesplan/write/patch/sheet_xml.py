"""A sheet part read as a stream: what stands before the rows, the rows, what stands behind them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.text import Text

DECLARATION = 256
"""Bytes that surely hold the XML declaration."""
MAX_PIECE = 64 << 20
"""Bytes that are held at once: the part before the rows, or one row."""


class RowXml(NamedTuple):
    """One row: its number, the blanks before it, its tag, its cells, and all of it as it stands.

    The tag comes in two pieces: ``start`` is as a rule ``<row r="2"``, ``attributes`` are the others, the same for most
    rows. One of them always says the number.
    """

    number: int
    lead: bytes
    start: bytes
    attributes: bytes
    body: bytes
    raw: bytes


class SheetXml:
    """One pass over a sheet: ``head`` (up to and with ``<sheetData>``), ``rows()``, then ``tail``.

    Bytes are handed on as they are. Refused (CannotWrite, WRITE-unsupported) is what cannot be cut safely: a document
    type, comments or CDATA between the rows, rows that do not ascend.
    """

    def __init__(self, pieces: Iterable[bytes], place: Place) -> None:
        self._pieces = utf8_pieces(pieces, place)
        self._place = place
        self._buffer = b""
        self.head, self.prefix, self.tail = self._read_head()

    def _more(self) -> bool:
        piece = next(self._pieces, None)
        if piece is None:
            return False
        if len(self._buffer) > MAX_PIECE:
            raise self.unsupported(Text("有一行大得不正常", "one row is larger than any real one"))
        self._buffer += piece
        return True

    def _read_head(self) -> tuple[bytes, bytes, bytes]:
        while (match := _SHEET_DATA.search(masked(self._buffer))) is None:
            if not self._more():
                raise self.unsupported(Text("工作表里没有行的部分", "the sheet has no place for rows"))
        head, prefix = self._buffer[: match.end()], match[1] or b""
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise self.unsupported(Text("带有文档类型声明", "it has a document type declaration"))
        self._buffer = self._buffer[match.end() :]
        if not match[2]:
            return head, prefix, b""
        # <sheetData/>: opened here and closed at the start of the tail, so that rows can be put between.
        return head.rstrip(b"/> \t\r\n") + b">", prefix, b"</%ssheetData>" % prefix

    def rows(self) -> Iterator[RowXml]:
        """The rows in order; afterwards ``tail`` holds the rest of the part."""
        if not self.tail:
            yield from self._rows()
        while self._more():
            pass
        self.tail += self._buffer
        self._buffer = b""

    def _rows(self) -> Iterator[RowXml]:
        opening = re.compile(rb'(<%srow(?=[\s/>])(?: r="(\d+)")?)([^>]*)>' % self.prefix)
        closing, end_mark = b"</%srow" % self.prefix, b"</%ssheetData" % self.prefix
        last = 0
        while True:
            stop = self._buffer.find(end_mark)
            self._refuse_hidden(stop)
            at = 0
            while match := opening.search(self._buffer, at, stop if stop >= 0 else len(self._buffer)):
                row = self._row(at, match, closing, last)
                if row is None:
                    if stop >= 0:
                        raise self.unsupported(Text("有一行没有结束", "one of its rows does not end"))
                    break
                self._refuse_unread(row.lead, row.attributes)
                if row.number <= last:
                    raise self.unsupported(Text("行的顺序不对", "its rows are out of order"))
                yield row
                last, at = row.number, match.start() + len(row.raw)
            if stop >= 0:
                self._refuse_unread(self._buffer[at:stop])
            self._buffer = self._buffer[at:]
            if stop >= 0:
                return
            if not self._more():
                raise self.unsupported(Text("工作表不完整", "the sheet is cut off"))

    def _row(self, at: int, match: re.Match[bytes], closing: bytes, last: int) -> RowXml | None:
        """The row that begins at ``match``, with what stands before it from ``at``; None while its end is missing."""
        buffer, (first, body), (start, digits, attributes) = self._buffer, match.span(), match.groups()
        lead = buffer[at:first] if at < first else b""
        if digits:
            number = int(digits)
        elif named := _NUMBER.search(attributes):
            number = int(named[1])
        else:
            number, start = last + 1, b'%s r="%d"' % (start, last + 1)
        if attributes.endswith(b"/"):
            return RowXml(number, lead, start, attributes[:-1], b"", match[0])
        inner = buffer.find(closing, body)
        # A blank may stand before the closing bracket.
        end = buffer.find(b">", inner) if inner >= 0 else -1
        if end < 0:
            return None
        return RowXml(number, lead, start, attributes, buffer[body:inner], buffer[first : end + 1])

    def _refuse_hidden(self, stop: int) -> None:
        """What can hide a tag from a search by bytes."""
        end = stop if stop >= 0 else len(self._buffer)
        # A single byte is found many times faster than two.
        if any(self._buffer.find(m[1:], 0, end) >= 0 and self._buffer.find(m, 0, end) >= 0 for m in (b"<!", b"<?")):
            raise self.unsupported(Text("行之间有注释或 CDATA", "there are comments or CDATA between its rows"))

    def _refuse_unread(self, between: bytes, attributes: bytes = b"") -> None:
        """Elements that are no rows (or rows of another prefix), and tags that do not end at their first ``>``."""
        if between and not between.isspace():
            raise self.unsupported(Text("行之间有别的内容", "something else stands between its rows"))
        if cut_short(attributes):
            raise self.unsupported(Text("属性里有 > 号", "there is a > in an attribute"))

    def unsupported(self, reason: Text) -> CannotWrite:
        """The refusal of a sheet that salesplan does not know how to change safely."""
        return unsupported(self._place, reason)


def unsupported(place: Place, reason: Text) -> CannotWrite:
    """The refusal of a workbook that salesplan does not know how to change safely."""
    what = Text("这个工作簿不能安全地改写：{reason}", "this workbook cannot be changed safely: {reason}")
    fix = Text(
        "在 Excel 里另存一次再运行，或用 -o 新文件.xlsx 写到新的工作簿",
        "save it once in Excel and run again, or write a new workbook with -o new.xlsx",
    )
    return CannotWrite(Problem("WRITE-unsupported", "error", what.format(reason=reason), fix, place))


_SHEET_DATA = re.compile(rb"""<(\w+:)?sheetData(?:\s[^<>"']*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")
_NUMBER = re.compile(rb"""(?:^|\s)r\s*=\s*["'](\d+)["']""")
_HIDING = re.compile(rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)


@lru_cache(maxsize=64)
def cut_short(attributes: bytes) -> bool:
    """Whether a tag was cut at a ``>`` within one of its values: a quotation mark is left over."""
    return bool(attributes.count(b'"') & 1 or attributes.count(b"'") & 1)


def masked(xml: bytes) -> bytes:
    """The same bytes with comments, CDATA and instructions blanked out, for searching only."""
    if b"<!" not in xml and b"<?" not in xml:
        return xml
    return _HIDING.sub(lambda m: b" " * len(m[0]), xml)


_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")


def encoding_of(head: bytes) -> str:
    """The encoding of an XML part by its first bytes: its mark, else its declaration, else UTF-8."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head.startswith((b"<\0", b"\0<")):
        return "utf-16-le" if head.startswith(b"<") else "utf-16-be"
    declared = _DECLARED.match(head)
    return declared[1].decode().lower() if declared else "utf-8"


def utf8_pieces(pieces: Iterable[bytes], place: Place) -> Iterator[bytes]:
    """An XML part as UTF-8, piece by piece; a part in another encoding is recoded and says so in its declaration."""
    stream = iter(pieces)
    first = b""
    while len(first) < DECLARATION and (piece := next(stream, None)) is not None:
        first += piece
    encoding = encoding_of(first)
    if encoding in ("utf-8", "utf8", "us-ascii", "ascii"):
        yield first
        yield from stream
        return
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        head = decoder.decode(first)
        yield re.sub(r"""(<\?xml[^>]*?encoding\s*=\s*["'])[\w.-]+""", r"\1UTF-8", head, count=1).encode()
        for piece in stream:
            yield decoder.decode(piece).encode()
        yield decoder.decode(b"", final=True).encode()
    except (LookupError, UnicodeError) as error:
        raise unsupported(
            place, Text("编码 {name} 读不了", "its encoding {name} is unknown").format(name=encoding)
        ) from error
