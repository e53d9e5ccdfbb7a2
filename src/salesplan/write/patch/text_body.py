"""A text list opened to be changed: its bytes, how they are cut into records and fields, and the way back to bytes.

Everything happens on bytes. UTF-8 and the Windows code pages are cut as they stand, so that what is not touched cannot
change. Where a separator could be half of a character (UTF-16; a bar in GB18030) the text is cut as UTF-8, which is
allowed only when turning it back gives the very bytes of the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.load.encoding import CODECS, MARKS, decode, encoding_named
from salesplan.load.sniff import read_bytes
from salesplan.load.textfile import Layout, layout_of
from salesplan.text import Text

SINGLE_BYTES = ("utf-8", "cp1252")
"""Codecs in which the byte of an ASCII character is never part of another one."""
SAFE_BELOW = 0x30
"""ASCII characters below this one are never the second byte of a Chinese, Japanese or Korean character."""
QUOTE = b'"'
PIECE = 1 << 18
"""Bytes that are cut into lines, or handed on, at a time."""
SAMPLE = 1 << 18
"""Bytes from the beginning that show how a file will be cut when it is read again."""


class Record(NamedTuple):
    """One record: the line on which it starts, counted from 1, its bytes, and its line end (none at the very end)."""

    line: int
    raw: bytes
    end: bytes


@dataclass(frozen=True)
class TextBody:
    """A text list in memory. ``body`` are its bytes without the byte order mark, in the encoding ``carrier``.

    ``start`` is where the first record begins (behind a ``sep=`` line). ``layout`` is how the reader cut the file.
    """

    path: Path
    sha256: str
    mark: bytes
    body: bytes
    codec: str
    carrier: str
    layout: Layout
    start: int = 0

    @cached_property
    def separator(self) -> bytes:
        """The separator as it stands in the body."""
        return self.layout.separator.encode(self.carrier)

    def at(self, line: int, title: str | None = None) -> Place:
        """A line of the file, and a column by its title, for problems."""
        return Place(str(self.path), line=line, key=title)

    def records(self) -> Iterator[Record]:
        """The records in order; a blank line is one without fields."""
        quoted, start, done = self.layout.quoted, self.start, self.start
        for number, each in enumerate(_lines(self.body, start), self.layout.skipped + 1):
            line, end = each, start + len(each)
            # a line that begins before `done` is a further one of a quoted cell
            if start >= done:
                if quoted and QUOTE in line:
                    done = self._record_end(start, number)
                    line = self.body[start:done]
                raw = line.rstrip(b"\r\n")
                yield Record(number, raw, line[len(raw) :])
            start = end

    def fields(self, record: Record) -> list[bytes]:
        """The fields of a record as they stand, quotes included; none for a blank line."""
        raw = record.raw
        if not raw:
            return []
        if not self.layout.quoted or QUOTE not in raw:
            return raw.split(self.separator)
        fields: list[bytes] = self._field.findall(raw)
        if self.separator.join(fields) != raw:
            raise self.uncut(record.line)
        return fields

    def text(self, field: bytes) -> str:
        """What a field says."""
        if self.layout.quoted and field.startswith(QUOTE):
            field = field[1:-1].replace(b'""', QUOTE)
        return field.decode(self.carrier)

    def write(self, file: BinaryIO, pieces: Iterable[bytes]) -> None:
        """The file with these pieces in place of its records; a piece never ends within a character."""
        file.writelines((self.mark, self._coded(self.body[: self.start])))
        file.writelines(map(self._coded, pieces))

    def reads_alike(self, pieces: Iterable[bytes]) -> bool:
        """Whether the file with these pieces would be cut by the same separator as it is now."""
        head, size = [self.body[: self.start]], 0
        for piece in pieces:
            head.append(piece)
            size += len(piece)
            if size > SAMPLE:
                break
        return layout_of(b"".join(head).decode(self.carrier)).separator == self.layout.separator

    def uncut(self, line: int) -> CannotWrite:
        """The refusal of a record that cannot be cut into fields."""
        what = Text("这一行的双引号没有成对", "a double quote on this line has no partner")
        return unsupported(self.at(line), what)

    def _coded(self, piece: bytes) -> bytes:
        return piece if self.carrier == self.codec else piece.decode(self.carrier).encode(self.codec)

    @cached_property
    def _field(self) -> re.Pattern[bytes]:
        return re.compile(rb"(?:\A|%s)(%s)" % (re.escape(self.separator), _field(self.separator)))

    @cached_property
    def _record(self) -> re.Pattern[bytes]:
        field = _field(self.separator)
        return re.compile(rb"%s(?:%s%s)*+(?:\r\n?|\n|\Z)" % (field, re.escape(self.separator), field))

    def _record_end(self, start: int, line: int) -> int:
        match = self._record.match(self.body, start)
        if match is None:
            raise self.uncut(line)
        return match.end()


def open_text(path: Path, encoding: str) -> TextBody:
    """A text list as the reader found it. ``encoding`` is the name that the reader reported.

    BadInput for what cannot be read in that encoding; CannotWrite (WRITE-unsupported) where turning the text back would
    not give the same bytes.
    """
    data = read_bytes(path, str(path))
    name = "utf-8" if encoding == "ascii" else encoding_named(encoding)
    decoded = decode(data, str(path), name)
    mark = _mark(data, decoded.encoding)
    body, layout = data.removeprefix(mark), layout_of(decoded.text)
    codec = next(codec for codec in CODECS[name_of(decoded.encoding)] if _reads(body, codec))
    carrier = codec if _is_cut_as_it_stands(codec, layout.separator) else "utf-8"
    if carrier != codec:
        if decoded.text.encode(codec) != body:
            raise unsupported(
                Place(str(path)),
                Text("{name} 里有的字符无法原样写回", "some characters do not come out of {name} as they are").format(
                    name=name
                ),
            )
        body = decoded.text.encode(carrier)
    start = sum(map(len, islice(_lines(body, 0), layout.skipped)))
    return TextBody(path, hashlib.sha256(data).hexdigest(), mark, body, codec, carrier, layout, start)


def name_of(encoding: str) -> str:
    """The bare name of an encoding as the reader reports it."""
    return encoding.removesuffix(_MARKED)


def unsupported(place: Place, reason: Text) -> CannotWrite:
    """The refusal of a text list that cannot be changed without changing what is to stay."""
    what = Text("这个文件不能安全地改动：{reason}", "the file cannot be changed safely: {reason}").format(reason=reason)
    fix = Text(
        "用 -o 新文件.xlsx 写到新的工作簿，或先另存为 UTF-8",
        "write a new workbook with -o new.xlsx, or save the list as UTF-8 first",
    )
    return CannotWrite(Problem("WRITE-unsupported", "error", what, fix, place))


_MARKED = " with byte order mark"


def _lines(body: bytes, start: int) -> Iterator[bytes]:
    """Lines with their ends as the reader counts them: CR LF, LF and CR end one. A piece at a time is in memory."""
    while start < len(body):
        end = body.find(b"\n", start + PIECE) + 1 or len(body)
        yield from body[start:end].splitlines(keepends=True)
        start = end


def _field(separator: bytes) -> bytes:
    """A field as a pattern: held in a pair of quotes, or up to the separator with any quotes as plain characters."""
    mark = re.escape(separator)
    plain = rb"[^%s\r\n]*+" % mark if len(separator) == 1 else rb"(?:(?!%s)[^\r\n])*+" % mark
    return rb'(?:"[^"]*+(?:""[^"]*+)*+"|(?!")%s)' % plain


def _mark(data: bytes, encoding: str) -> bytes:
    if not encoding.endswith(_MARKED):
        return b""
    return next(mark for mark, name in MARKS if name == name_of(encoding) and data.startswith(mark))


def _reads(body: bytes, codec: str) -> bool:
    try:
        body.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _is_cut_as_it_stands(codec: str, separator: str) -> bool:
    """Whether the bytes of separators, quotes and line ends stand for nothing else in this encoding."""
    return codec in SINGLE_BYTES or (not codec.startswith("utf") and ord(separator) < SAFE_BELOW)
