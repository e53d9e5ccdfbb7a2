"""Columns of amounts, quantities and counts as exact whole numbers of 10^-scale."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

import polars as pl

from salesplan.load.grid import DATE, ISO, NUMBER, TEXT, TRUTH
from salesplan.load.values.cells import (
    CellColumn,
    Context,
    Note,
    ReadColumn,
    bad_frame,
    note_at,
    read_odd,
    sift,
    together,
)
from salesplan.load.values.figures import PLACES, Rules, figure, number_in_file
from salesplan.load.values.units import Unit, currency_in, unit_of
from salesplan.load.values.wording import (
    COLUMN_IN_CURRENCY,
    CONVERTED,
    DECIMAL_COMMA,
    ROUNDED,
    SHOWN_CURRENCY,
)

_WHOLE_DIGITS = 12
"""Longer numbers go the careful way, which looks at every limit."""
_SIGNIFICANT = 15


def _only_with(decimal: str, group: str) -> str:
    """Numbers that can be read only with this decimal sign: 99,95 or 1.234,5 or 0,125 or 1.234.567 for the comma."""
    grouped = rf"[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+"
    fraction = rf"(?:{grouped}|[0-9]*){decimal}(?:[0-9]{{1,2}}|[0-9]{{4,}})"
    no_thousands = rf"(?:{grouped}|0[0-9]*|[0-9]{{4,}}){decimal}[0-9]+"
    return rf"^[^0-9]*(?:{fraction}|{no_thousands}|[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}}){{2,}})[^0-9,.]*$"


_COMMA_ONLY, _POINT_ONLY = _only_with(",", "[.]"), _only_with("[.]", ",")
_GROUPED = r"^-?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:[.][0-9]+)?$"
_GROUPED_YUAN = _GROUPED.replace("^", "^[¥￥]?", 1)
_MAY_BE_COMMA = r"[,，]|[.].*[.]"


def read_amounts(cells: CellColumn, context: Context) -> ReadColumn:
    """Amounts in the plan's currency. A cell with a unit of its own (25万, 3,600元) does not take the header's.

    A bare sign (¥3,600) is no unit: where the header scales (万元), such a cell could mean either and is bad.
    """
    column = figures(cells, context, percent=False)
    return replace(column, notes=(*column.notes, *_shown_currency(cells, context)))


def read_counts(cells: CellColumn, context: Context) -> ReadColumn:
    """Whole numbers; 3.0 is 3, and 2.5 is no count."""
    column = figures(cells, context, percent=False)
    if column.scale == 0:
        return column
    broken = (column.values % 10**column.scale != 0).fill_null(value=False)
    whole = column.values.zip_with(~broken, pl.repeat(None, len(broken), dtype=pl.Int64, eager=True))
    at = broken.arg_true()
    reasons = pl.repeat("not-whole", len(at), dtype=pl.String, eager=True)
    bad = bad_frame(at, cells.texts.gather(at), reasons)
    return replace(column, values=whole // 10**column.scale, scale=0, bad=together(column.bad, bad))


def figures(cells: CellColumn, context: Context, *, percent: bool) -> ReadColumn:
    """Numbers of any kind. Plain ones go through one decimal cast, each distinct other text through ``figure``."""
    rules, unit_notes = _rules(context, percent=percent)
    sifted = sift(cells, {TRUTH: "truth", DATE: "day", ISO: "day"})
    typed = cells.kinds == TEXT
    texts = sifted.texts
    is_plain = texts.str.contains(_plain_form(rules.unit))
    comma, comma_notes = _decimal_comma(texts, typed, is_plain, context.options.decimal)
    rules = replace(rules, comma=comma)
    tidy = texts if comma or is_plain.all() else _tidied(texts, typed, rules)
    is_plain = tidy.str.contains(_plain_form(rules.unit)) & _easy(texts, typed, rules)
    values = _millionths(tidy, is_plain, rules.unit.power)
    odd = ~is_plain & texts.is_not_null()
    stored = read_odd(values, texts, odd & ~typed, partial(number_in_file, rules=rules), kind=NUMBER)
    written = read_odd(stored.values, texts, odd & typed, partial(figure, rules=rules))
    scale = decimals(written.values)
    bad = together(sifted.bad, stored.bad, written.bad)
    marks = replace(written, marks=pl.concat([stored.marks, written.marks]).sort("at"))
    notes = (*unit_notes, *comma_notes, *marks.notes({"rounded": ROUNDED, "converted": CONVERTED}))
    return ReadColumn(written.values // 10 ** (PLACES - scale), scale, bad, notes, rules.unit.power)


def decimals(millionths: pl.Series) -> int:
    """How many decimals the values of a column need, 0 to 6."""
    return next((s for s in range(PLACES) if not (millionths % 10 ** (PLACES - s) != 0).any()), PLACES)


def _rules(context: Context, *, percent: bool) -> tuple[Rules, tuple[Note, ...]]:
    """How to read the column. A unit that we do not know (台, kg) scales nothing."""
    own = context.options.currency
    unit = unit_of(context.stated_unit, own) if context.stated_unit else Unit()
    if unit is None or (unit.share and not percent):
        unit = Unit()
    notes: tuple[Note, ...] = ()
    if unit.currency and unit.currency in context.options.rates:
        code, text = COLUMN_IN_CURRENCY
        notes = (
            Note(code, text.format(code=unit.currency, currency=own, rate=context.options.rates[unit.currency]), 0),
        )
    return Rules(unit, own, context.options.rates, percent=percent), notes


def _plain_form(unit: Unit) -> str:
    """The numbers that one cast to a decimal reads exactly in this unit; none where a currency must be converted."""
    if unit.currency is not None:
        return r"$^x"
    return rf"^-?[0-9]{{1,{_WHOLE_DIGITS - max(unit.power, 0)}}}(?:\.[0-9]{{1,{PLACES + min(unit.power, 0)}}})?$"


def _tidied(texts: pl.Series, typed: pl.Series, rules: Rules) -> pl.Series:
    """1,234.50 and ¥1,234.50 as 1234.50; every other text as it is. The commonest odd forms need no look at each."""
    form = _GROUPED_YUAN if rules.own == "CNY" and rules.unit.power <= 0 else _GROUPED
    fits = (typed & texts.str.contains(form)).fill_null(value=False)
    bare = texts.str.replace("^[¥￥]", "").str.replace_all(",", "", literal=True)
    return texts.zip_with(~fits, bare) if fits.any() else texts


def _easy(texts: pl.Series, typed: pl.Series, rules: Rules) -> pl.Series:
    """Whether a plain text needs no more care: a number cell of 15 digits, no point where points part thousands."""
    short = texts.str.len_bytes() <= _SIGNIFICANT
    if not rules.comma:
        return typed | short
    return (typed & ~texts.str.contains(".", literal=True)) | (~typed & short)


def _millionths(texts: pl.Series, plain: pl.Series, power: int) -> pl.Series:
    """Int64 without any float: a decimal of so many places that its digits are millionths of the base unit."""
    chosen = texts.zip_with(plain, pl.repeat(None, len(texts), dtype=pl.String, eager=True))
    return chosen.cast(pl.Decimal(38, PLACES + power)).to_physical().cast(pl.Int64)


def _decimal_comma(
    texts: pl.Series, typed: pl.Series, plain: pl.Series, wish: str | None
) -> tuple[bool, tuple[Note, ...]]:
    """Whether the text cells write decimals with a comma: the user's word, else what the column itself says.

    Decided when some cell can be read only so (1.234,50; -99,95) and none only with a point. Cells that fit both ways
    (2.000) follow the others, and a note says so.
    """
    if wish is not None:
        return wish == ",", ()
    commas = texts.filter(typed & ~plain & texts.str.contains(_MAY_BE_COMMA)).unique()
    if not _fits(commas, _COMMA_ONLY).any():
        return False, ()
    if _fits(texts.filter(typed).unique(), _POINT_ONLY).any():
        return False, ()
    code, text = DECIMAL_COMMA
    return True, (note_at(code, text, (typed & texts.str.contains("[,.]")).arg_true()),)


def _fits(texts: pl.Series, form: str) -> pl.Series:
    return texts.str.normalize("NFKC").str.strip_chars().str.contains(form).fill_null(value=False)


def _shown_currency(cells: CellColumn, context: Context) -> tuple[Note, ...]:
    """A note where the number format shows another currency's sign: the number alone does not say what it is."""
    own = context.options.currency
    codes = {i: c for i, f in enumerate(context.formats) if (c := _format_currency(f, own))}
    if not codes:
        return ()
    shown = (cells.styles.is_in(list(codes)) & (cells.kinds != TEXT) & cells.texts.is_not_null()).arg_true()
    if shown.is_empty():
        return ()
    code, text = SHOWN_CURRENCY
    return (note_at(code, text.format(currency=own, code=codes[cells.styles[shown[0]]]), shown),)


_FORMAT_SIGN = re.compile(r'\[\$([^\]-]+)[^\]]*\]|"([^"]+)"')


def _format_currency(code: str, own: str) -> str | None:
    """The currency that a number format puts beside the number, as in [$€-407] or "US$"; a bare $ is only a layout."""
    signs = " ".join(found[1] or found[2] for found in _FORMAT_SIGN.finditer(code))
    return currency_in(signs, own) if signs else None
