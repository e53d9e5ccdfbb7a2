"""What a segment asks of a customer's field: ``35..55``, ``>10万``, a word, a day, yes or no (methods.md 6.4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic_core import PydanticCustomError

from salesplan.model.plan.market import Segment
from salesplan.model.plan.types import amount_of, day_of, flag_of, share_of
from salesplan.model.reading import ExtraColumn

Measure = Literal["number", "share", "date"]
Limit = Decimal | date
_COMPARE = re.compile(r"(>=|<=|≥|≤|>|<)(.*)")
_SIGNS = {"≥": ">=", "≤": "<="}
_NO_WORD = re.compile(r"!.*|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
"""What is no value: another sign of comparison, a day that does not exist."""
_FLAGS = frozenset(("是", "否", "yes", "no", "true", "false"))


@dataclass(frozen=True)
class Span:
    """From ``low`` to ``high``, an open end being None; both ends belong to it unless it says otherwise."""

    measure: Measure
    low: Limit | None = None
    high: Limit | None = None
    with_low: bool = True
    with_high: bool = True


@dataclass(frozen=True)
class Word:
    """A value as written, folded; ``same`` is the number or day it may be besides, ``flag`` its yes or no."""

    text: str
    same: Span | None = None
    flag: bool | None = None


Condition = Span | Word


def folded(text: str) -> str:
    """A text as it is compared: NFKC, trimmed, each run of blanks as one, lower case."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).lower()


def condition_of(written: str) -> Condition | None:
    """What a condition means; None where it begins like a comparison or a range and is none.

    ``=`` before a value takes it by the letter, for one that looks like a range.
    """
    text = " ".join(unicodedata.normalize("NFKC", written).split())
    if text.startswith("="):
        return Word(folded(text[1:])) if text[1:].strip("= ") else None
    if found := _COMPARE.fullmatch(text):
        return _compared(_SIGNS.get(found[1], found[1]), found[2])
    if ".." in text:
        return _range(*text.split("..", 1))
    limit = _limit(text)
    if not text or (limit is None and _NO_WORD.fullmatch(text)):
        return None
    same = None if limit is None else Span(limit[0], limit[1], limit[1])
    return Word(folded(text), same, flag_of(text) if text.lower() in _FLAGS else None)


def _compared(sign: str, written: str) -> Span | None:
    limit = _limit(written)
    if limit is None:
        return None
    measure, value = limit
    if sign[0] == ">":
        return Span(measure, low=value, with_low=sign == ">=")
    return Span(measure, high=value, with_high=sign == "<=")


def _range(first: str, last: str) -> Span | None:
    """Both ends of one kind and the lower one first."""
    low, high = _limit(first), _limit(last)
    if low is None or high is None or low[0] != high[0] or low[1] > high[1]:  # type: ignore[operator] # one kind
        return None
    return Span(low[0], low[1], high[1])


def _limit(written: str) -> tuple[Measure, Limit] | None:
    """A day, a share with %, or a number with 万 and 亿."""
    readers: tuple[tuple[Measure, Callable[[object], Limit]], ...] = (("date", day_of), ("number", amount_of))
    if written.rstrip().endswith("%"):
        readers = (("share", share_of),)
    for measure, read in readers:
        try:
            return measure, read(written)
        except PydanticCustomError:
            continue
    return None


@dataclass(frozen=True)
class Asked:
    """What one segment asks of one field: any of these conditions."""

    field: str
    conditions: tuple[Condition, ...]


def asked_by(segment: Segment) -> tuple[Asked, ...]:
    """What a segment asks, field by field; conditions that cannot be read are left out, and met by nobody."""
    return tuple(
        Asked(field, tuple(found for each in told if (found := condition_of(each)) is not None))
        for field, told in segment.when.items()
    )


def columns_wanted(segments: Sequence[Segment]) -> tuple[ExtraColumn, ...]:
    """The columns of the customer list that these segments look at, each as the kinds of values they ask for."""
    found: dict[tuple[str, str], ExtraColumn] = {}
    for segment in segments:
        for asked in asked_by(segment):
            for wish in _wanted(asked):
                known = found.get((wish.name, wish.kind))
                found[wish.name, wish.kind] = wish if known is None or wish.strict else known
    return tuple(found.values())


def _wanted(asked: Asked) -> Iterator[ExtraColumn]:
    yield ExtraColumn(asked.field, "text")
    for condition in asked.conditions:
        if isinstance(condition, Span):
            yield ExtraColumn(asked.field, condition.measure, strict=True)
            continue
        if condition.same is not None:
            yield ExtraColumn(asked.field, condition.same.measure)
        if condition.flag is not None:
            yield ExtraColumn(asked.field, "flag")
