"""A column title as a name that can be compared: script, width, case, stars, blanks and the unit taken off."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from salesplan.load.script import TO_SIMPLIFIED

_POWERS = {
    "": 0,
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "k": 3,
    "w": 4,
    "m": 6,
    "mn": 6,
}
_ENGLISH = {"thousand": 3, "million": 6, "billion": 9, "k": 3, "m": 6, "mn": 6, "w": 4}
_MONEY = re.compile(r"(十万?|百万?|千万?|万|亿|k|w|mn?)?(?:(?:人民币)?元|人民币|rmb|cny|yuan|[¥￥])")
_BEFORE = re.compile(r"(?:rmb|cny|[¥￥])(十万?|百万?|千万?|万|亿|k|w|mn?|thousand|million|billion)?")
_OTHER_UNIT = re.compile(
    r"[%‰]|百分比|[台件个只箱吨套米次天日月年人家单笔条瓶盒包辆支]|公斤|千克|小时|分钟|周|kg|t|pcs|h|hrs?|hours?|min|minutes?|days?|months?|"
    r"(?:千|万|百万|亿|k|m)?(?:美元|美金|港元|港币|台币|新台币|欧元|日元|英镑|usd|us\$|hkd|hk\$|ntd?|nt\$|twd|eur|€|jpy|gbp|£|\$)|"
    r"\d+(?:分)?[-~至]\d+分?"
)
_IN_BRACKETS = re.compile(r"\s*[(\[【{](?:单位\s*[::]?)?\s*([^()\[\]【】{}]{1,12}?)\s*[)\]】}]\s*$")
_BEHIND = re.compile(r"\s*[/:]\s*(?:单位\s*:?)?\s*([^/:\s()]{1,6})$|\s+([^\s()]{0,2}元)$")
_STARS = re.compile(r"^[\s*★☆※●]+|[\s*★☆※]+$")
_WISHES = re.compile(
    r"\s*[(\[【](?:必填项?|必录|必须|选填项?|可选|可不填|非必填|required|optional|mandatory)[)\]】]\s*", re.IGNORECASE
)
_MUST = re.compile(r"(?<!非)必[填录须]|required|mandatory", re.IGNORECASE)
_OURS = re.compile(r"\s*\(salesplan\)$", re.IGNORECASE)
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff]"
_BETWEEN_WIDE = re.compile(rf"(?<={_WIDE})\s+(?={_WIDE})")


@dataclass(frozen=True)
class Name:
    """A title taken apart.

    ``title`` is what people see, cleaned ("联系电话"); ``key`` is what is compared, in simplified script, lower case,
    letters and digits only; ``unit`` is as written ("k RMB"). ``starred``: marked as one that must be filled.
    ``ours``: salesplan wrote the column.
    """

    title: str
    key: str
    unit: str | None = None
    starred: bool = False
    ours: bool = False


@lru_cache(maxsize=4096)
def normalise(title: str) -> Name:
    """A title as a Name: NFKC, stars and (必填) off, the unit in brackets or behind / : taken off and kept."""
    text = unicodedata.normalize("NFKC", title).translate(_INVISIBLE).strip()
    if text.isalnum():  # most are: nothing to take off
        return Name(text, key_of(text), starred=bool(_MUST.search(text)))
    ours = bool(_OURS.search(text))
    plain = _STARS.sub("", _WISHES.sub("", _STARS.sub("", _OURS.sub("", text)))).strip()
    starred = "*" in text or "★" in text or bool(_MUST.search(text))
    bare, unit = _without_unit(plain)
    shown = " ".join(_BETWEEN_WIDE.sub("", bare).split())
    return Name(shown, key_of(bare), unit, starred, ours)


def key_of(text: str) -> str:
    """What is compared of a text: simplified script, lower case, letters and digits only ("客户 ID" = "客户id")."""
    folded = simplified(unicodedata.normalize("NFKC", text)).lower().replace("#", "no")
    return "".join(letter for letter in folded if letter.isalnum())


def simplified(text: str) -> str:
    """Traditional characters that occur in column titles turned simplified; all others as they are."""
    return text.translate(TO_SIMPLIFIED)


def unit_power(unit: str) -> int | None:
    """The power of ten by which figures in ``unit`` become yuan: 万元 and 万 4, k RMB 3, 元 0; else None."""
    plain = re.sub(r"/.{1,3}$", "", re.sub(r"\s", "", simplified(unicodedata.normalize("NFKC", unit)).lower()))
    if found := _MONEY.fullmatch(plain):
        return _POWERS[found[1] or ""]
    if found := _BEFORE.fullmatch(plain):
        return {**_POWERS, **_ENGLISH}[found[1] or ""]
    return _ENGLISH.get(plain, _POWERS.get(plain)) if plain else None


def is_unit(text: str) -> bool:
    """Whether a text in brackets is a unit (万元, %, 台, USD, 1-5) and no part of the name."""
    plain = re.sub(r"\s", "", simplified(text).lower())
    return unit_power(text) is not None or bool(_OTHER_UNIT.fullmatch(plain))


def _without_unit(text: str) -> tuple[str, str | None]:
    for pattern in (_IN_BRACKETS, _BEHIND):
        found = pattern.search(text)
        unit = next((part for part in found.groups() if part), None) if found else None
        if found and unit and found.start() > 0 and is_unit(unit):
            return text[: found.start()], unit
    return text, None
