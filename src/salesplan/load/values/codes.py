"""Columns of texts, codes and phone numbers as people see them: leading zeros kept, damaged numbers refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

import polars as pl

from salesplan.load.grid import DATE, ISO, NUMBER, TEXT, TRUTH
from salesplan.load.values.cells import (
    MISSING,
    Answer,
    CellColumn,
    Context,
    Odd,
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
_WHOLE = r"^(?:0|[1-9][0-9]{0,14})$"
_GUARDED = re.compile(r"[\t\r][=+\-@]")
"""A tab before = keeps spreadsheets from running a name as a formula: it is part of the name, not a blank around it."""
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
    typed = kinds.is_in([TEXT, ISO]).fill_null(value=False) & texts.is_not_null()
    easy = typed & texts.str.contains(_EASY).fill_null(value=False)
    values = texts.zip_with(easy, pl.repeat(None, len(texts), dtype=pl.String, eager=True))
    found = read_odd(values, texts, typed & ~easy, written)
    bad = [sifted.bad, found.bad]
    styles = cells.styles.fill_null(-1)
    for kind, style in _number_styles(kinds, styles):
        at = ((kinds == kind) & (styles == style) & texts.is_not_null()).fill_null(value=False)
        found = _numbers(found, texts, at, _Shown(kind, _format_code(context, style), context, strict=bool(misfits)))
        bad.append(found.bad)
    return ReadColumn(found.values, 0, together(*bad))


def _number_styles(kinds: pl.Series, styles: pl.Series) -> list[tuple[int, int]]:
    """The kinds and formats that occur among the cells that are no texts."""
    frame = pl.DataFrame({"kind": kinds, "style": styles})
    pairs = frame.filter(pl.col("kind").is_in([NUMBER, DATE, TRUTH])).unique().sort("kind", "style")
    return [(kind, style) for kind, style in pairs.iter_rows()]


def _format_code(context: Context, style: int) -> str:
    """The format of a style index; General where the sheet does not say."""
    return context.formats[style].split(";", 1)[0] if 0 <= style < len(context.formats) else ""


@dataclass(frozen=True)
class _Shown:
    """How the stored cells of one kind and format are shown. ``strict``: as codes, of which no digit may be lost."""

    kind: int
    code: str
    context: Context
    strict: bool

    @property
    def frame(self) -> tuple[str, int, str]:
        """What a format such as 00000 or "C"000 puts before a number, its least digits, and what it puts behind."""
        found = _ZEROS.fullmatch(self.code)
        if found is None:
            return "", 0, ""
        return found[1] or (found[2] or "").replace("\\", ""), len(found[3]), found[4] or ""


def _numbers(found: Odd, texts: pl.Series, at: pl.Series, shown_as: _Shown) -> Odd:
    """The cells at these places; whole numbers short enough to be exact in one go, the others one by one."""
    easy = at & texts.str.contains(_WHOLE).fill_null(value=False) & (shown_as.kind == NUMBER)
    before, width, after = shown_as.frame
    values = found.values.zip_with(~easy, before + texts.str.zfill(width) + after) if easy.any() else found.values
    return read_odd(values, texts, at & ~easy, partial(_stored, shown_as=shown_as), kind=shown_as.kind)


def _text(text: str, scientific: str | None) -> Answer:
    if _GUARDED.match(text):
        return Answer(text.rstrip())
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


def _stored(text: str, shown_as: _Shown) -> Answer:
    """A number, day or truth value as people see it."""
    if shown_as.kind == TRUTH:
        return Answer(shown(text, TRUTH))
    try:
        number = float(text)
    except ValueError:
        return Answer(reason="damaged-number")
    if shown_as.kind == DATE:
        return _day_text(number, shown_as.context)
    if shown_as.strict and abs(number) >= float(10**LONGEST_EXACT):
        return Answer(reason="code-digits")
    digits = _digits(number)
    before, width, after = shown_as.frame if digits.isdigit() else ("", 0, "")
    return Answer(f"{before}{digits.zfill(width)}{after}")


def _digits(number: float) -> str:
    """A number as its digits: 42 for 42.0, no exponent, at most 15 significant."""
    plain_digits = format(Decimal(f"{number:.15g}"), "f") if abs(number) < float(10**21) else repr(number)
    return plain_digits.rstrip("0").rstrip(".") if "." in plain_digits else plain_digits


def _day_text(number: float, context: Context) -> Answer:
    day = serial_day(int(number // 1), date1904=context.date1904)
    return Answer(day.value.isoformat() if day.value else _digits(number))
