"""The kinds of values a plan holds, read from their text: YAML types nothing, so an id keeps its zeros."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, LiteralString

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic_core import InitErrorDetails, PydanticCustomError

from salesplan.text import Text

_PLAIN = str.maketrans("０１２３４５６７８９．，－＋％：", "0123456789.,-+%:")
_AMOUNT = re.compile(r"([-+]?(?:\d{1,3}(?:[,_]\d{3})+|\d+)?(?:\.\d+)?)\s*(万|萬|亿|億)?(?:元|圆)?")
_SHARE = re.compile(r"([-+]?(?:\d+(?:\.\d*)?|\.\d+))\s*(%?)")
_OFF = re.compile(r"([\d一二三四五六七八九]{1,2}|\d\.\d+)\s*折")
_CHINESE_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_MOST_BARE = 3
"""The largest number without % that is taken for a share: more is a forgotten sign."""
_DAY = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")
_TIMES = {"": 1, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_DIGITS = 24
_YES = {"yes", "true", "on", "是", "1"}
_NO = {"no", "false", "off", "否", "0"}


class PlanModel(BaseModel):
    """A part of the plan: frozen, and every key known."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


def amount_of(value: object) -> Decimal:
    """``1,200,000``, ``120万``, ``1.2亿`` and ``１２００`` as the exact amounts they are."""
    found = _AMOUNT.fullmatch(str(value).translate(_PLAIN).strip())
    if not found or not any(c.isdigit() for c in found[1]) or len(found[1]) > _DIGITS:
        raise PydanticCustomError("money", "not an amount")
    return Decimal(re.sub("[,_]", "", found[1])) * _TIMES[found[2] or ""]


def share_of(value: object) -> Decimal:
    """``0.08``, ``8%`` and ``+8%`` as the same share, 0.08."""
    found = _SHARE.fullmatch(str(value).translate(_PLAIN).strip())
    if not found or len(found[1]) > _DIGITS:
        raise PydanticCustomError("share", "not a share")
    return Decimal(found[1]) / (100 if found[2] else 1)


def count_of(value: object) -> Decimal:
    """How many, written like an amount."""
    try:
        return amount_of(value)
    except PydanticCustomError:
        raise PydanticCustomError("count", "not a count") from None


def sure_share_of(value: object) -> Decimal:
    """A share of which the sign is sure: a bare number above 3 (300%) is refused, and so is a price such as ``9折``."""
    text = str(value).translate(_PLAIN).strip()
    if off := _OFF.fullmatch(text):
        raise PydanticCustomError("price_part", "a part of the price", {"percent": _percent(_off(off[1]))})
    share = share_of(text)
    if isinstance(value, str) and abs(share) > _MOST_BARE and not text.endswith("%"):
        raise PydanticCustomError(
            "bare",
            "no sign",
            {"percent": _percent(share), "small": f"{text}%", "plain": f"{(share / 100).normalize():f}"},
        )
    return share


def portion_of(value: object) -> Decimal:
    """A share of a whole, 100% at most."""
    try:
        share = sure_share_of(value)
    except PydanticCustomError as refused:
        if refused.type == "bare" and share_of(value) <= 100:  # noqa: PLR2004 - percent
            raise PydanticCustomError("bare_portion", "no sign", refused.context) from None
        if refused.type != "bare":
            raise
        share = share_of(value)
    if share > 1:
        raise PydanticCustomError("portion", "more than the whole", {"percent": _percent(share)})
    return share


def _off(price: str) -> Decimal:
    """How much ``9`` or ``八五`` of 折 takes off: they are tenths and hundredths of the price that stay."""
    plain = price.translate(_CHINESE_DIGITS)
    return 1 - Decimal(plain) / (10 if "." in plain or len(plain) == 1 else 100)


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


def day_of(value: object) -> date:
    """``2026-1-5``, ``2026/01/05`` and ``2026年1月5日``; never a number of seconds."""
    found = _DAY.fullmatch(str(value).translate(_PLAIN).strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else date.min.replace(day=0)
    except ValueError:
        raise PydanticCustomError("day", "not a date") from None


def flag_of(value: object) -> bool:
    """``yes/no``, ``是/否`` and ``true/false``, only where a yes or no is asked for."""
    word = str(value).strip().lower()
    if word not in _YES | _NO:
        raise PydanticCustomError("flag", "not yes or no")
    return word in _YES


def doc(zh: str, en: str, **limits: Any) -> Any:  # noqa: ANN401 - pydantic's own signature
    """A key's meaning in both languages, for docs and the editor schema, with its bounds."""
    return Field(description=en, json_schema_extra={"x-zh": zh}, **limits)


def one_of(**words: str) -> BeforeValidator:
    """Reads a choice from its name in any case or from the other words for it, such as ``优势`` for ``S``.

    A word that is none is refused with the choices, in Chinese each with its first other word.
    """
    choices = {word.lower(): name for name, more in words.items() for word in (name, *more.split())}
    listed = "、".join(f"{name}（{more.split()[0]}）" for name, more in words.items())
    expected = Text("{zh}", "{en}").format(zh=listed, en=", ".join(words))

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        word = unicodedata.normalize("NFKC", value).strip().lower()
        if word not in choices:
            raise PydanticCustomError("choice", "not one of the choices", {"expected": expected})
        return choices[word]

    return BeforeValidator(read)


def each_once(key: Literal["id", "name"], sentence: LiteralString) -> AfterValidator:
    """Refuses each entry whose ``key`` stands in an earlier entry already, at its own line.

    The command line and other parts of the plan name entries by it. ``sentence`` is the kind of the problem.
    """

    def once(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        seen: set[str] = set()
        refused: list[InitErrorDetails] = []
        for at, entry in enumerate(entries):
            value = getattr(entry, key)
            if value in seen:
                error = PydanticCustomError(sentence, "it stands there already", {key: value})
                refused.append(InitErrorDetails(type=error, loc=(at, key), input=value))
            seen.add(value)
        if refused:
            raise ValidationError.from_exception_data("plan", refused)
        return entries

    return AfterValidator(once)


_AMOUNT_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[-+]?[\d,_]*(\.\d+)?\s*[万亿]?元?$"}]}
_SHARE_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[-+]?\d*(\.\d*)?\s*%?$"}]}

Money = Annotated[Decimal, BeforeValidator(amount_of), WithJsonSchema(_AMOUNT_SCHEMA)]
Share = Annotated[Decimal, BeforeValidator(sure_share_of), WithJsonSchema(_SHARE_SCHEMA)]
AtMostAll = Annotated[Decimal, BeforeValidator(portion_of), Field(le=1), WithJsonSchema(_SHARE_SCHEMA)]
"""A share of a whole, which may be below 0 (a margin)."""
Portion = Annotated[AtMostAll, Field(ge=0)]
"""A part of a whole."""
Weight = Annotated[Decimal, BeforeValidator(share_of), WithJsonSchema(_SHARE_SCHEMA)]
"""What counts beside other weights: 3 and 2 are the same as 60% and 40%."""
Figure = Annotated[Decimal, BeforeValidator(share_of), WithJsonSchema(_SHARE_SCHEMA)]
"""What an indicator shows: a rate such as 35%, or a figure of any size."""
Count = Annotated[Decimal, BeforeValidator(count_of), Field(ge=0, max_digits=18), WithJsonSchema(_AMOUNT_SCHEMA)]
Day = Annotated[date, BeforeValidator(day_of), WithJsonSchema({"type": "string", "format": "date"})]
Flag = Annotated[bool, BeforeValidator(flag_of), WithJsonSchema({"enum": [True, False, "yes", "no", "是", "否"]})]
Names = Annotated[tuple[str, ...], BeforeValidator(lambda v: (v,) if isinstance(v, str) else v)]
