"""Amounts of rows that name their currency in a column of its own: converted by the plan's rate, or bad cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import polars as pl

from salesplan.load.found import FoundColumn
from salesplan.load.sheet_list import SheetList
from salesplan.load.values.cells import Note, ReadColumn, together
from salesplan.load.values.units import currency_in
from salesplan.model.reading import ReadOptions
from salesplan.text import Text

PLACES = 6
"""Decimals that a converted amount keeps; more are rounded half up."""
LARGEST = 2**63 - 1
"""Whole units of 10^-6 that an amount may have, as in every column of amounts."""
OWN_WORDS: Mapping[str, frozenset[str]] = {"CNY": frozenset({"RMB", "CNY", "CN¥", "¥", "￥", "人民币", "人民幣", "元"})}
"""How people write the plan's own currency, beside its code."""


def in_one_currency(sheet: SheetList, options: ReadOptions) -> SheetList:
    """The list with every amount in the plan's currency.

    A row without a currency is in the plan's. One in another is converted exactly by the plan's ``rates``; without a
    rate, or with a word that is no currency, its amounts are bad cells: amounts of two currencies are never added.
    """
    column = next((c for c in sheet.columns() if c.status == "used" and c.field == "currency"), None)
    if column is None:
        return sheet
    named = sheet.read[column.index].values
    codes = {text: _code(text, options.currency) for text in named.drop_nulls().unique().sort()}
    foreign = {text: code for text, code in codes.items() if code is not None}
    if not foreign:
        return sheet
    amounts = [c for c in sheet.columns() if c.status == "used" and sheet.kinds[c.index] == "amount"]
    read = {c.index: _converted(sheet, c, named, foreign, options) for c in amounts}
    return replace(sheet, read={**sheet.read, **read})


def _code(text: str, own: str) -> str | None:
    """The code of another currency, or the word itself where it names none; None for the plan's own."""
    word = text.strip().upper()
    if word == own or word in OWN_WORDS.get(own, ()):
        return None
    return currency_in(word, own) or word


def _converted(
    sheet: SheetList, column: FoundColumn, named: pl.Series, foreign: Mapping[str, str], options: ReadOptions
) -> ReadColumn:
    read = sheet.read[column.index]
    spots = [at for at, text in enumerate(named) if text in foreign and read.values[at] is not None]
    worth: dict[int, int] = {}
    lost: dict[int, str] = {}
    for at in spots:
        rate = options.rates.get(foreign[named[at]])
        amount = None if rate is None else _worth(read.values[at], read.scale, rate)
        if amount is None or abs(amount) > LARGEST:
            lost[at] = "currency" if amount is None else "too-large"
        else:
            worth[at] = amount
    scale = PLACES if worth else read.scale
    values = read.values.scatter(list(lost), None) * 10 ** (scale - read.scale)
    values = values.scatter(list(worth), list(worth.values()))
    texts = sheet.found.frame[f"t{column.index}"]
    shown = [f"{texts[at]} {foreign[named[at]]}" for at in lost]
    bad = pl.DataFrame({"at": list(lost), "text": shown, "reason": list(lost.values())}, schema=read.bad.schema)
    notes = (*read.notes, *_notes(list(worth)))
    return replace(read, values=values, scale=scale, bad=together(read.bad, bad), notes=notes)


def _worth(units: int, scale: int, rate: Decimal) -> int:
    """Whole units of 10^-6 of the plan's currency, half away from zero."""
    exact = Fraction(units, 10**scale) * Fraction(rate) * 10**PLACES
    return int(abs(exact) + Fraction(1, 2)) * (1 if exact >= 0 else -1)


def _notes(rated: list[int]) -> tuple[Note, ...]:
    text = Text("按计划的汇率换算了 {count} 个单元格", "{count} cells were converted by the plan's rates")
    return (Note("READ-converted", text.format(count=len(rated)), len(rated), tuple(rated[:50])),) if rated else ()
