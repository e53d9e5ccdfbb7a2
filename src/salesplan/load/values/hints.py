"""What can be suggested for a bad cell from its own text and from the rest of its column."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

import polars as pl

from salesplan.load.values.clock import clock_of
from salesplan.load.values.figures import PLACES, Rules, figure
from salesplan.load.values.units import CURRENCIES, currency_in
from salesplan.load.values.words import plain
from salesplan.model.han_numbers import number_in_words
from salesplan.model.reading import ReadOptions

_MONTH_DAY = re.compile(r"([0-9]{1,2})月([0-9]{1,2})(?:[日号號].*)?")
_LEAP = 2024
"""A year in which every day of the calendar exists."""
_POINTS = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_FIVE, _TEN = 5, 10
_ENDS = (_FIVE, _TEN, 100, 1000)
"""Where scales end."""

Hint = tuple[str, dict[str, str]]
"""The key of the reason whose sentences say it best, and what they name beside the cell."""


@dataclass(frozen=True)
class About:
    """A column as its bad cells see it: its unit as written and what that is worth, its texts, how it is read."""

    options: ReadOptions
    texts: pl.Series
    unit: str = ""
    power: int = 0
    comma: bool = False

    @cached_property
    def ends(self) -> str:
        """The scale that the column's numbers speak of, by the largest: [0, 5], [1, 10], [0, 10], [0, 100] ..."""
        numbers = [_POINTS.match(plain(text)) for text in self.texts.drop_nulls().unique()]
        found = [Decimal(number[0]) for number in numbers if number]
        top = max(found, default=Decimal(0))
        if _FIVE < top <= _TEN and min(found) >= 1:
            return "[1, 10]"
        return f"[0, {next((end for end in _ENDS if top <= end), top)}]"


def hint(reason: str, value: str, about: About) -> Hint:
    """The reason to give for a cell, and the suggestion that goes with it, where there is one."""
    match reason:
        case "which-unit":
            return reason, _which(value, about)
        case "words" if (number := number_in_words(value)) is not None:
            # where the column scales, only 元 behind the number says that it is not in the column's unit
            return "words-number", {"number": f"{number:,}", "guess": f"{number}{'元' if about.power > 0 else ''}"}
        case "no-year":
            return _without_year(value, about.options.today)
        case "scale":
            return reason, {"word": yaml_key(value)}
        case "scale-number":
            return reason, {"ends": about.ends}
        case _:
            return reason, {}


def yaml_key(word: str) -> str:
    """A word as a key of a YAML file: quoted where it could be anything else than that word."""
    plain_word = word.isalpha() and not word.isascii()
    return word if plain_word else json.dumps(word, ensure_ascii=False)


def _which(value: str, about: About) -> dict[str, str]:
    """The two readings of ¥1,200,000 in a column of 万元: the number as it stands, and as yuan in that unit."""
    code = currency_in(value, about.options.currency)
    found = figure(value, Rules(own=code or about.options.currency, comma=about.comma))
    number = Decimal(found.value or 0).scaleb(-PLACES)
    small = number.scaleb(-about.power)
    return {
        "unit": about.unit,
        "number": f"{_tidy(number):,f}",
        "small": f"{_tidy(small):f}",
        "whole": f"{_tidy(number):f}{_name_of(code)}",
    }


def _tidy(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _name_of(code: str | None) -> str:
    """A currency's name that says one unit of it: 元 for the plan's own, 美元 for USD."""
    names = CURRENCIES.get(code or "", "元").split()
    return next((name for name in names if name.endswith("元")), code or "元")


def _without_year(value: str, today: date | None) -> Hint:
    """6月12日 in the year of today, 6月12日 14:00 with its time; 6月31日 is no day in any year."""
    found = _MONTH_DAY.fullmatch(plain(value).replace(" ", ""))
    if found is None:
        return "no-year", {}
    month, day = int(found[1]), int(found[2])
    if not _exists(_LEAP, month, day):
        return "no-day" if 1 <= month <= 12 else "no-month", {}  # noqa: PLR2004 - the months of a year
    if today is None or not _exists(today.year, month, day):
        return "no-year", {}
    seconds = clock_of(value).value
    time = "" if seconds is None else f" {seconds // 3600:02}:{seconds // 60 % 60:02}"
    return "no-year-guess", {"year": str(today.year), "guess": date(today.year, month, day).isoformat() + time}


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
