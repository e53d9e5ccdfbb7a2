"""Whole numbers in Chinese numerals (一千二百万, 叁佰元整) as what they mean."""

from __future__ import annotations

import re
import unicodedata

_ROW = ("零〇", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
_DIGITS = {
    digit: value
    for value, digits in enumerate(
        ("零〇", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for digit in digits
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_AROUND = re.compile(r"^人民[币幣]|[元圆圓]?[整正]?$")
_PART = re.compile(rf"([{''.join(_DIGITS)}]?)([{''.join(_SMALL)}]?)")
_SHORT = re.compile(rf"[百佰千仟万亿][{''.join(_DIGITS)}]$")
"""一万二 is 12,000 in speech and 10,002 by the letter: not guessed."""


def number_in_words(text: str) -> int | None:
    """The whole number that a text in Chinese numerals means; None for any other, parts (角, 分) and signs included."""
    bare = _AROUND.sub("", unicodedata.normalize("NFKC", text).strip()).replace("萬", "万").replace("億", "亿")
    if _SHORT.search(bare):
        return None
    millions, _, rest = bare.replace("零", "").replace("〇", "").rpartition("亿")
    thousands, _, ones = rest.rpartition("万")
    if not (millions or thousands or ones) or bare.startswith(("万", "亿")):
        return None
    parts = [_below_big(part) for part in (millions, thousands, ones)]
    if any(part is None for part in parts):
        return None
    return sum((part or 0) * worth for part, worth in zip(parts, (10**8, 10**4, 1), strict=True))


def _below_big(text: str) -> int | None:
    """A number without 万 and 亿, as 一千二百; None where its steps do not go down (三五, 百千)."""
    total, last, at = 0, 10**4, 0
    while at < len(text):
        found = _PART.match(text, at)
        if found is None or not found[0]:
            return None
        step = _SMALL.get(found[2], 1)
        if step >= last:
            return None
        total, last, at = total + _DIGITS.get(found[1], 1) * step, step, found.end()
    return total
