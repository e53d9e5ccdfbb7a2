"""Our values as a text list holds them: quoted only where needed, in the file's encoding, and compared with the old."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from math import isfinite

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.load.encoding import CODECS
from salesplan.model.figures import plain
from salesplan.present.csv_output import harmless
from salesplan.text import Text
from salesplan.write.patch.cell_xml import MAX_TEXT, CellValue
from salesplan.write.patch.text_body import TextBody, unsupported

ENOUGH = 1_000
"""Records that show how a file quotes."""
NUMBER = re.compile(rb"[-+]?[\d.,]+%?")


def text_of(value: CellValue, decimal: str = ".") -> str:
    """A value as plain text: days as 2026-12-31, numbers in plain digits with this decimal mark, nothing for None.

    A text that a spreadsheet would run as a formula gets an apostrophe. ValueError for what no cell can hold.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        if not isfinite(value):
            raise ValueError(f"a cell cannot hold {value}")
        return plain(Decimal(str(value))).replace(".", decimal)
    if len(value) > MAX_TEXT:
        raise ValueError(f"a cell cannot hold {len(value)} characters")
    return harmless(value)


def same(held: str, value: CellValue, decimal: str = ".") -> bool:
    """Whether a cell already says this value: texts as they are, numbers and days by what they mean.

    Excel writes a day back as 2026/1/5, and 0.50 as 0.5.
    """
    if held == text_of(value, decimal):
        return True
    if isinstance(value, bool | str) or value is None:
        return False
    if isinstance(value, date):
        return not isinstance(value, datetime) and _day(held) == value
    try:
        return Decimal(held.replace(decimal, ".")) == Decimal(str(value))
    except InvalidOperation:
        return False


def _day(text: str) -> date | None:
    match = _YEAR_FIRST.fullmatch(text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)


class Quoting:
    """Which fields a file holds in quotes, learnt from its records: only where needed, every text, or every field."""

    def __init__(self) -> None:
        self.every = self.texts = True
        self._seen = 0

    def learn(self, fields: list[bytes]) -> None:
        """Take one more record into account."""
        self._seen += 1
        for field in fields:
            if not field.startswith(b'"'):
                self.every = False
                if field and not NUMBER.fullmatch(field):
                    self.texts = False

    @property
    def undecided(self) -> bool:
        """Whether another record could still change what is known; the first 1,000 settle it."""
        return self.texts and self._seen < ENOUGH

    def wants(self, value: CellValue) -> bool:
        """Whether a value gets quotes because its neighbours have them."""
        is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        return self.every or (self.texts and value is not None and not is_number)


def field_of(body: TextBody, text: str, place: Place, *, quoted: bool) -> bytes:
    """A text as a field of the file; ``quoted`` when it stands in quotes though nothing in it needs them.

    CannotWrite: a word that the encoding does not have (WRITE-encoding), or one that needs quotes in a file where they
    are plain characters (WRITE-unsupported).
    """
    try:
        if text.encode(body.codec).decode(body.codec) != text:
            raise CannotWrite(_no_such_word(body, text, place))
    except UnicodeEncodeError as error:
        raise CannotWrite(_no_such_word(body, text, place)) from error
    needed = text != text.strip() or any(mark in text for mark in (body.layout.separator, '"', "\r", "\n"))
    if not body.layout.quoted:
        if needed:
            what = Text("“{text}”里有分隔符", '"{text}" holds a separator').format(text=text)
            raise unsupported(place, what)
        return text.encode(body.carrier)
    if needed or quoted:
        text = '"{}"'.format(text.replace('"', '""'))
    return text.encode(body.carrier)


def _no_such_word(body: TextBody, text: str, place: Place) -> Problem:
    what = Text("编码 {name} 里没有“{word}”这样的字", 'the encoding {name} cannot hold "{word}"')
    fix = Text(
        "把名单另存为“CSV UTF-8”再运行，或用 -o 新文件.xlsx，或用 --columns 不写这一列",
        'save the list as "CSV UTF-8" and run again, or write a new workbook with -o new.xlsx, '
        "or leave this column out with --columns",
    )
    name = next(name for name, codecs in CODECS.items() if body.codec in codecs)
    return Problem("WRITE-encoding", "error", what.format(name=name, word=text), fix, place, text)
