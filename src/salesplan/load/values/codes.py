"""Columns of texts, codes and phone numbers as people see them: leading zeros kept, damaged numbers refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

import polars as pl

from salesplan.load.grid import DATE, ISO, NUMBER, TEXT, TRUTH
from salesplan.load.values.cells import (
    MISSING,
    Answer,
    CellColumn,
    Context,
    ReadColumn,
    read_odd,
    shown,
    sift,
    together,
)
from salesplan.load.values.days import serial_day
from salesplan.load.values.words import is_missing, plain, trimmed

LONGEST_EXACT = 15
"""A number cell keeps 15 digits; the later ones of a longer code were lost when it was typed."""
_HIDDEN = r"\s\x{200b}\x{feff}\x{200e}\x{200f}"
_EASY = rf"^(?:[0-9][0-9A-Za-z_-]*|[^{_HIDDEN}0-9=#/\\_.*(\-—+无無暂暫空未不待nN](?:.*[^{_HIDDEN}])?)$"
"""Texts that cannot be a mark for "nothing", lost digits or anything but themselves: no look at each is needed."""
_SCIENTIFIC = re.compile(r"[-+]?[0-9](?:\.[0-9]+)?[eE]\+[0-9]{2,}")
"""As Excel shows long numbers, 1.38E+10. A code such as 3E10 has no plus sign and stays."""
_FLOAT_PHONE = re.compile(r"(\+?[0-9]{5,})\.0")
_ZEROS = re.compile(r'(?:\[[^\]]*\])?(?:"([^"]*)"|((?:\\.|[-A-Za-z_ ])*))(0+)(?:"([^"]*)")?')


def read_texts(cells: CellColumn, context: Context) -> ReadColumn:
    """Texts without blanks around them; numbers and days as people see them. Inside, a text stays as it is."""
    return _read(cells, context, {}, partial(_text, scientific=None))


def read_codes(cells: CellColumn, context: Context) -> ReadColumn:
    """Codes as people see them: 42 formatted 00000 is 00042, the text 7 stays 7. Lost digits are refused."""
    return _read(cells, context, {DATE: "code-day"}, partial(_text, scientific="code-scientific"))


def read_phones(cells: CellColumn, context: Context) -> ReadColumn:
    """Phone numbers as written. 1.38E+10 has lost its digits; 13800138000.0 of a program's export is 13800138000."""
    return _read(cells, context, {DATE: "code-day"}, _phone)


def _read(
    cells: CellColumn, context: Context, misfits: Mapping[int, str], written: Callable[[str], Answer]
) -> ReadColumn:
    sifted = sift(cells, misfits)
    texts, kinds = sifted.texts, cells.kinds
    typed = (kinds.is_in([TEXT, ISO])).fill_null(value=False)
    easy = typed & texts.str.contains(_EASY).fill_null(value=False)
    values = texts.zip_with(easy, pl.repeat(None, len(texts), dtype=pl.String, eager=True))
    found = read_odd(values, texts, typed & ~easy, written)
    bad = [sifted.bad, found.bad]
    for kind, styles in _number_styles(cells):
        at = (kinds == kind) & (cells.styles == styles) & texts.is_not_null()
        found = read_odd(
            found.values,
            texts,
            at,
            partial(_stored, kind=kind, style=styles, context=context, strict=bool(misfits)),
            kind=kind,
        )
        bad.append(found.bad)
    return ReadColumn(found.values, 0, together(*bad))


def _number_styles(cells: CellColumn) -> list[tuple[int, int]]:
    """The kinds and formats that occur among the cells that are no texts."""
    frame = pl.DataFrame({"kind": cells.kinds, "style": cells.styles})
    pairs = frame.filter(pl.col("kind").is_in([NUMBER, DATE, TRUTH])).unique().sort("kind", "style")
    return [(kind, style) for kind, style in pairs.iter_rows()]


def _text(text: str, scientific: str | None) -> Answer:
    bare = trimmed(text)
    flat = plain(bare)
    if is_missing(flat, names=True):
        return MISSING
    if scientific and _SCIENTIFIC.fullmatch(flat):
        return Answer(reason=scientific)
    return Answer(bare)


def _phone(text: str) -> Answer:
    answer = _text(text, "phone-scientific")
    whole = _FLOAT_PHONE.fullmatch(answer.value or "")
    return Answer(whole[1]) if whole else answer


def _stored(text: str, kind: int, style: int, context: Context, *, strict: bool) -> Answer:
    """A number, day or truth value as people see it. ``strict``: a code, of which no digit may be lost."""
    if kind == TRUTH:
        return Answer(shown(text, TRUTH))
    try:
        number = float(text)
    except ValueError:
        return Answer(reason="damaged-number")
    if kind == DATE:
        return _day_text(number, context)
    if strict and abs(number) >= float(10**LONGEST_EXACT):
        return Answer(reason="code-digits")
    digits = _digits(number)
    code = context.formats[style] if 0 <= style < len(context.formats) else ""
    return Answer(_formatted(digits, code))


def _digits(number: float) -> str:
    """A number as its digits: 42 for 42.0, no exponent, at most 15 significant."""
    plain_digits = format(Decimal(f"{number:.15g}"), "f") if abs(number) < float(10**21) else repr(number)
    return plain_digits.rstrip("0").rstrip(".") if "." in plain_digits else plain_digits


def _formatted(digits: str, code: str) -> str:
    """The digits as a format such as 00000 or "C"000 shows them; other formats change nothing that matters to a code."""
    found = _ZEROS.fullmatch(code.split(";", 1)[0])
    if found is None or not digits.isdigit():
        return digits
    before = found[1] or (found[2] or "").replace("\\", "")
    return f"{before}{digits.zfill(len(found[3]))}{found[4] or ''}"


def _day_text(number: float, context: Context) -> Answer:
    day = serial_day(int(number // 1), date1904=context.date1904)
    return Answer(day.value.isoformat() if day.value else _digits(number))
