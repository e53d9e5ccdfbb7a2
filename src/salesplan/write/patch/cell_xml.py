"""One cell as a sheet stores it: its address, its value as XML, and whether it already holds that value."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from html import unescape
from math import isfinite

CellValue = str | int | float | Decimal | date | bool | None
Stored = str | int | float | Decimal | bool | None
"""What a cell can store: a day or a time is a number by now."""

MAX_TEXT = 32_767
"""Characters that a cell holds at most."""
LAST_DAY = 2_958_465
"""The number of 9999-12-31."""
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - cells know no time zone


@lru_cache(maxsize=512)
def column_number(letters: str) -> int:
    """A column's number from its letters: A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=512)
def column_letters(number: int) -> str:
    """A column's letters from its number: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def split_address(address: str) -> tuple[int, int]:
    """Row and column of an address such as ``L12`` or ``$L$12``. ValueError for anything else."""
    letters = address.rstrip("0123456789")
    digits = address[len(letters) :]
    column = _column_of(letters)
    row = int(digits) if 0 < len(digits) <= 7 and digits[0] != "0" else 0  # noqa: PLR2004 - the edge of a sheet
    if not column or not 0 < row <= 1_048_576:  # noqa: PLR2004 - the edge of a sheet
        raise ValueError(f"{address!r} is no cell address")
    return row, column


@lru_cache(maxsize=512)
def _column_of(letters: str) -> int:
    """The column of an address by what stands before its digits; 0 when it is none."""
    match = _LETTERS.fullmatch(letters)
    number = column_number(match[1]) if match else 0
    return number if number <= 16_384 else 0  # noqa: PLR2004 - the edge of a sheet


_LETTERS = re.compile(r"\$?([A-Z]{1,3})\$?")


def stored(value: CellValue, *, date1904: bool) -> Stored:
    """The value as a cell stores it; a day becomes its serial number in the workbook's date system.

    ValueError for what no cell can hold: not a number, infinity, a text of more than 32,767 characters. Kinds of
    numbers and texts of other libraries and of enumerations become plain ones, as theirs are written in other ways.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise ValueError(f"a cell cannot hold {len(value)} characters")
        return value[:] or None
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        return serial(moment, date1904=date1904)
    if not isinstance(value, float | Decimal) or not isfinite(value):
        raise ValueError(f"a cell cannot hold {value}")
    return value if isinstance(value, Decimal) else float(value)


def serial(moment: datetime, *, date1904: bool) -> int | Decimal:
    """Days since the workbook's first day; days before 1900-03-01 (1904-01-01) have no right number: ValueError."""
    past = moment.replace(tzinfo=None) - (EPOCH_1904 if date1904 else EPOCH)
    # Excel believes in a 29 February 1900, so that earlier days would be shown one off.
    if past.days < (0 if date1904 else 61):
        raise ValueError(f"a cell cannot hold the day {moment:%Y-%m-%d}")
    if not past.seconds:
        return past.days
    return past.days + (Decimal(past.seconds) / 86_400).quantize(Decimal("1e-9"))


def day_of(held: CellValue, *, date1904: bool) -> CellValue:
    """The day that a stored number means; anything else, and what is no day, as it is."""
    if isinstance(held, int | Decimal) and not isinstance(held, bool) and 0 < held < LAST_DAY:
        return ((EPOCH_1904 if date1904 else EPOCH) + timedelta(days=float(held))).date()
    return held


def cell_rest(prefix: bytes, value: Stored, style: int) -> bytes:
    """A cell's XML behind its address: ``" s="3"><v>1</v></c>``."""
    if isinstance(value, str):
        return _text_rest(prefix, value, style)
    if value is None or isinstance(value, bool):
        return _plain_rest(prefix, value, style)
    start, end = _around_number(prefix, style)
    if isinstance(value, Decimal):
        return start + number_text(value).encode() + end
    return b"%s%a%s" % (start, value, end)


@lru_cache(maxsize=512)
def _plain_rest(prefix: bytes, value: bool | None, style: int) -> bytes:  # noqa: FBT001 - a value of a cell
    styled = _styled(style)
    return (
        styled + b"/>" if value is None else b'%s t="b"><%sv>%d</%sv></%sc>' % (styled, prefix, value, prefix, prefix)
    )


@lru_cache(maxsize=8192)
def _text_rest(prefix: bytes, text: str, style: int) -> bytes:
    """Equal texts are rendered once: codes and words come again and again."""
    p = prefix.decode()
    xml = f' t="inlineStr"><{p}is><{p}t{_space(text)}>{escaped(text)}</{p}t></{p}is></{p}c>'
    return _styled(style) + xml.encode()


@lru_cache(maxsize=512)
def _around_number(prefix: bytes, style: int) -> tuple[bytes, bytes]:
    return b"%s><%sv>" % (_styled(style), prefix), b"</%sv></%sc>" % (prefix, prefix)


def _styled(style: int) -> bytes:
    """The end of the address, and the style unless it is the plain one."""
    return b'" s="%d"' % style if style else b'"'


def number_text(value: float | Decimal) -> str:
    """The digits of a number as a sheet writes them, without needless zeros."""
    if not isinstance(value, Decimal):
        return repr(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _space(text: str) -> str:
    if text.isalnum():
        return ""
    return ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff&<>_]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def without_controls(text: str) -> str:
    """A text with the characters that XML cannot hold written as Excel does, ``_x0007_``."""
    return _CONTROL.sub(lambda m: f"_x{ord(m[0]):04X}_", _LOOKS_ESCAPED.sub("_x005F_", text))


def escaped(text: str) -> str:
    """A text as XML."""
    if text.isalnum() or not _SPECIAL.search(text):
        return text
    return without_controls(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(xml: bytes) -> str:
    """A text of the file as people see it."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), unescape(xml.decode("utf-8", "replace")))


_TYPE = re.compile(rb"""\bt\s*=\s*["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<")
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*[^/])?>([^<]*)<")
_PHONETIC = re.compile(rb"<(\w+:)?rPh[\s>].*?</(?:\w+:)?rPh>", re.DOTALL)


def read_cell(attributes: bytes, inner: bytes, shared: Callable[[int], str]) -> Stored:
    """What a cell holds: a text, a number as an exact decimal, a truth value, None; an error value as its text."""
    kind = m[1] if (m := _TYPE.search(attributes)) else b"n"
    if kind == b"inlineStr":
        return "".join(unescaped(t) for t in _TEXT.findall(_PHONETIC.sub(b"", inner))) or None
    found = _VALUE.search(inner)
    if found is None or not found[1]:
        return None
    if kind == b"s":
        return shared(int(found[1])) or None
    if kind == b"b":
        return found[1] in (b"1", b"true")
    return _number(found[1]) if kind == b"n" else unescaped(found[1])


def _number(digits: bytes) -> Stored:
    try:
        return Decimal(digits.decode("ascii", "replace").strip())
    except InvalidOperation:
        return unescaped(digits)


def same(old: Stored, new: Stored) -> bool:
    """Whether a cell already holds a value: numbers by their 15 significant digits, as Excel keeps them."""
    if isinstance(old, bool) or isinstance(new, bool) or isinstance(old, str) or isinstance(new, str):
        return type(old) is type(new) and old == new
    if old is None or new is None:
        return old is new
    one, other = (Decimal(repr(v)) if isinstance(v, float) else Decimal(v) for v in (old, new))
    return one == other or f"{one:.14e}" == f"{other:.14e}"
