"""Texts in one form: names, codes and everything else that people type, with what was mended in them."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

TextRule = Literal["width", "brackets", "blanks"]
_HALF = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
"""Full-width digits and letters."""
_SIGNS = {ord(sign): ord(half) for sign, half in zip("＠＋＃＆％＿＝＊／．－＇", "@+#&%_=*/.-'", strict=True)}
_BLANKS = dict.fromkeys((0x09, 0x00A0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000), " ")
_NOTHING = dict.fromkeys((0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF), None)
_COMPATIBLE = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")
"""Characters that look like common ones and are not equal to them: radicals, compatibility ideographs."""
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff（）]) +(?=[\u3400-\u9fff（）])")
_RUNS = re.compile(r" {2,}")
_SIGNS_OF_FORMULAS = ("=", "+", "-", "@")
_OPENING, _CLOSING = re.compile(r" *[(（\[［【〔] *"), re.compile(r" *[)）\]］】〕]")


def name_text(text: str) -> str:
    """The name of a company or a person: half-width letters and digits, brackets of one kind, no needless blanks.

    Brackets are （） in a name with Chinese characters, as registers write them, else (); where they do not pair they
    stay, and so they do in what looks like a formula. Blanks between Chinese characters go, others are one.
    """
    plain = prose(text).replace("\n", " ")
    if _paired(plain) and not plain.startswith(_SIGNS_OF_FORMULAS):
        pair = "（）" if _CHINESE.search(plain) else ("(", ")")
        gap = "" if _CHINESE.search(plain) else " "
        plain = _CLOSING.sub(pair[1], _OPENING.sub(gap + pair[0], plain)).strip()
    return _RUNS.sub(" ", _BETWEEN.sub("", plain))


def code_text(text: str) -> str:
    """A number or code: half width throughout, no blanks around it, single ones inside. Capitals stay as they are."""
    plain = " ".join(unicodedata.normalize("NFKC", text.translate(_NOTHING)).split())
    return unicodedata.normalize("NFKC", plain)  # a sign that lost its blank joins the one before


def prose(text: str) -> str:
    """Any other text: half-width letters and digits, single blanks, lines and Chinese punctuation as they are."""
    plain = unicodedata.normalize("NFC", text.translate(_NOTHING).translate(_BLANKS))
    plain = _COMPATIBLE.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), plain.translate(_HALF))
    plain = _word_signs(plain)
    return "\n".join(_RUNS.sub(" ", line).strip() for line in plain.replace("\r\n", "\n").split("\n")).strip()


def _word_signs(text: str) -> str:
    """Full-width signs between letters and digits belong to them (Ａ＆Ｂ); elsewhere they are punctuation."""
    return _BETWEEN_WORDS.sub(lambda sign: sign[0].translate(_SIGNS), text)


_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z0-9])[＠＋＃＆％＿＝＊／．－＇]+(?=[A-Za-z0-9]|$)")


def _paired(text: str) -> bool:
    """Whether every bracket that opens is closed behind it."""
    depth = 0
    for sign in text:
        depth += (sign in "(（[［【〔") - (sign in ")）]］】〕")
        if depth < 0:
            return False
    return depth == 0


def rule_of(before: str, after: str) -> TextRule:
    """What was mended, the weightiest: full width, then brackets, then blanks."""
    if _bare(before).translate(_HALF) != _bare(before) or _changed_signs(before, after):
        return "width"
    return "brackets" if _brackets(before) != _brackets(after) else "blanks"


def _bare(text: str) -> str:
    return "".join(text.translate(_BLANKS).translate(_NOTHING).split())


def _brackets(text: str) -> str:
    return "".join(sign for sign in text if sign in "()（）[]［］【】〔〕")


def _changed_signs(before: str, after: str) -> bool:
    """Whether anything but brackets and blanks differs."""
    strip = str.maketrans(dict.fromkeys("()（）[]［］【】〔〕"))
    return _bare(before).translate(strip) != _bare(after).translate(strip)
