"""Phone numbers in one form: mobiles as digits, landlines with area code and extension, others with +country."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from salesplan.compute.cleaning.placeholders import is_placeholder

Fault = Literal["phone", "phone_several", "phone_area"]
"""Why a number is left as it is: it is none, there are several in the cell, a landline lacks its area code."""
HOME = "CN"
_EXTENSION = re.compile(
    r"\s*(?:转|轉|分机号?|分機號?|内线|內線|ext(?:ension|n)?\.?|x|#|\*)[\s:：.]*(\d{1,6})$", re.IGNORECASE
)
_DASHED = re.compile(r"^(.*\d{7,8})\s*-\s*(\d{1,6})$")
"""A short group behind a landline number, as in 021-62345678-801."""
_SEPARATORS = re.compile(r"[/、,;|\n]|\bor\b|或")
_LEAST_DIGITS = 5
"""A part of a cell with fewer digits is no number of its own."""
_WORDS = re.compile(
    r"^(?:电话|電話|手机|手機|座机|座機|传真|tel|phone|mobile|mob|t|m)[.:：\s]+(?=[+(\d])", re.IGNORECASE
)
_ABROAD = re.compile(r"^\s*00(?=[1-9])")
"""What most countries dial before a country code."""
_DASHES = str.maketrans("‐‑‒–—―−﹣－", "---------")
_SIGNS = re.compile(r"[+()\d\s.\-]+")
_MOBILE = re.compile(r"1[3-9]\d{9}")
"""A mobile number of mainland China by its form: new ranges are given out faster than they are published."""
_QUICK = re.compile(r"(?:\+86|0086|86)?(1[3-9]\d{9})")
_SERVICE = re.compile(r"1\d{4}|9[56]\d{3,6}")
"""Short numbers of mainland China, such as 95588 of a bank."""
_LOCAL = re.compile(r"[2-8]\d{6,7}")


@dataclass(frozen=True)
class Phone:
    """A phone cell as it was understood.

    ``written``: the number in its one form, None where there is none or it is doubtful. ``key``: what is the same for
    the same number however and wherever it is written. ``fault``: why a cell that holds something has no number.
    """

    written: str | None = None
    key: str | None = None
    fault: Fault | None = None


EMPTY = Phone()


def phone_keys(text: str | None, region: str = HOME) -> tuple[str, ...]:
    """The keys of all numbers in a cell, in their order, each once; what is no number has none."""
    found = (phone(part, region).key for part in _parts(_plain(text or "")))
    return tuple(dict.fromkeys(key for key in found if key))


@lru_cache(maxsize=200_000)
def phone(text: str, region: str = HOME) -> Phone:
    """A phone cell understood: its number in one form, or why it stays as it is.

    A number of ``region`` is written as dialled there, in digits: mobiles whole, landlines with a dash behind the area
    code, an extension behind a dash (``#`` outside the mainland); all others as +country and digits.
    """
    plain = _plain(text)
    if not plain or is_placeholder(plain, "phone"):
        return EMPTY
    if (region == HOME or plain.startswith(("+86", "0086"))) and (
        mobile := _QUICK.fullmatch(re.sub(r"[\s-]", "", plain))
    ):
        return Phone(mobile[1], mobile[1]) if region == HOME else Phone(f"+86{mobile[1]}", mobile[1])
    if len(_parts(plain)) > 1:
        return Phone(fault="phone_several")
    main, extension = _with_extension(plain)
    if not _SIGNS.fullmatch(main):
        return Phone(fault="phone")
    digits = re.sub(r"\D", "", main)
    if region == HOME and _SERVICE.fullmatch(digits) and not extension:
        return Phone(digits, digits)
    return _number(main, digits, extension, region)


def _plain(text: str) -> str:
    """Half width, one kind of dash, no word such as 电话 before the number."""
    bare = unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES)
    bare = "".join(sign for sign in bare if unicodedata.category(sign) != "Cf").strip()
    return _WORDS.sub("", bare).strip(" .,;'")


def _parts(plain: str) -> list[str]:
    """The numbers of a cell, one or several."""
    parts = [part for part in _SEPARATORS.split(plain) if sum(sign.isdigit() for sign in part) >= _LEAST_DIGITS]
    if len(parts) < 2:  # noqa: PLR2004 - several begin with two
        mobiles = _mobiles(plain)
        return mobiles if len(mobiles) > 1 else [plain] if plain else []
    return parts


def _mobiles(plain: str) -> list[str]:
    """Mobile numbers with nothing but blanks between them."""
    words = plain.split()
    return words if words and all(_MOBILE.fullmatch(word) for word in words) else []


def _with_extension(plain: str) -> tuple[str, str]:
    """The number and its extension, "" without one."""
    if found := _EXTENSION.search(plain):
        return plain[: found.start()].strip(), found[1]
    dashed = _DASHED.match(plain)
    if dashed and _is_landline(dashed[1]):
        return dashed[1].strip(), dashed[2]
    return plain, ""


def _is_landline(text: str) -> bool:
    """Whether a text is a landline number with its area code by itself, so that more behind it is an extension."""
    digits = re.sub(r"\D", "", text)
    return bool(re.fullmatch(r"(?:0086|86|0)?0?[1-9]\d{8,10}", digits)) and not _MOBILE.fullmatch(digits)


def _number(main: str, digits: str, extension: str, region: str) -> Phone:
    import phonenumbers

    try:
        number = phonenumbers.parse(_ABROAD.sub("+", main), region)
    except phonenumbers.NumberParseException:
        return Phone(fault="phone")
    if not phonenumbers.is_valid_number(number):
        if _MOBILE.fullmatch(digits) and not extension:  # also where the customer is abroad
            return Phone(digits if region == HOME else f"+86{digits}", digits)
        return Phone(fault="phone_area" if region == HOME and _LOCAL.fullmatch(digits) else "phone")
    home = phonenumbers.region_code_for_number(number)
    dialled = re.sub(r"\D", "", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))
    area = phonenumbers.length_of_geographical_area_code(number)
    if area:
        split = len(dialled) - len(phonenumbers.national_significant_number(number)) + area
        dialled = f"{dialled[:split]}-{dialled[split:]}"
    abroad = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    behind = f"-{extension}" if extension and home == HOME else f"#{extension}" if extension else ""
    return Phone(
        (dialled if home == region else abroad) + (behind if home == region or not extension else f"#{extension}"),
        (dialled if home == HOME else abroad) + behind,
    )
