"""A company name taken apart: where it is, its brand, what it does, which branch; legal form and remarks left out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from salesplan.compute.cleaning.name_words import (
    AREAS,
    BRANCHES,
    COUNTRIES,
    ENGLISH_FORMS,
    FORMS,
    LABELS,
    LONG_BRANCHES,
    LONGEST_TRADE,
    NAMED_BODIES,
    NO_NAMES,
    NOTES,
    SHORT_BRANCHES,
    SURNAMES,
    TRADES,
)
from salesplan.compute.cleaning.placeholders import is_placeholder
from salesplan.compute.cleaning.places import NOWHERE, Place, leading_place, merged, place_of, trailing_place, unlike
from salesplan.compute.cleaning.sign_table import SIMPLIFIED, TRADITIONAL

_TO_SIMPLIFIED = str.maketrans(TRADITIONAL, SIMPLIFIED)
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_BRACKETS = re.compile(r"[(\[{【〔〈<《]([^()\[\]{}【】〔〕〈〉<>《》]*)[)\]}】〕〉>》]")
_DASHED = re.compile(r"(.{2,}?)\s*[-_/\\|—–~,，、;；:：\s]\s*([^-_/\\|—–~,，、;；:：\s]+)$")
_DIGITS = dict(zip("零〇一二三四五六七八九两", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
_NUMBER = re.compile(
    r"第([零〇一二三四五六七八九十百两\d]+)|([一二三四五六七八九十百两\d][零〇一二三四五六七八九十百\d]*)(?=[号店厂期仓院分队局处]|部(?!件))"
)
_BRANCH_NUMBER = re.compile(r"第?[一二三四五六七八九十\d]{1,3}$")
_FIGURES = re.compile(r"\d+")
_CODE = re.compile(
    r"[*★☆#◆●○■□▲△]+\s*|(?:[a-z0-9]{1,3}|[a-z]{0,2}\d{4,8})[-.、_:：]+\s*(?=[\u4e00-\u9fff])|(?:0|no\.?\s*)\d+\s+(?=[\u4e00-\u9fff])"
)
_BEHIND = re.compile(
    r"\s*#\s*\d+$|[-\s/,、;:]*(?<!\d)(?:\+?86[- ]?)?(?:1\d{2}[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8})$"
)
_LETTER = re.compile(r"[a-z](?=[\u4e00-\u9fff])")
_LEGAL = re.compile(r"公司|合伙|合作社|\b(?:ltd|limited|inc|corp|llc|gmbh)\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
SHORTEST = 2
"""Signs of a name below which it says nothing."""


@dataclass(frozen=True)
class CompanyName:
    """A name in the parts that are compared, all in small letters, half width and simplified characters.

    ``core`` is the name without place, legal form, branch and remarks; ``brand`` and ``trades`` are its two halves.
    ``branch`` is "" for the company itself; ``numbers`` are those in the core. ``extra`` stood in brackets and is
    neither place nor branch nor remark. A name that says nothing has an empty core. ``english``: no Chinese sign in it.
    """

    core: str = ""
    brand: str = ""
    trades: tuple[str, ...] = ()
    place: Place = NOWHERE
    branch: str = ""
    numbers: tuple[str, ...] = ()
    extra: str = ""
    english: bool = False

    @property
    def trade(self) -> str:
        """What the company does, as one text."""
        return "".join(self.trades)


@lru_cache(maxsize=50_000)
def company_name(text: str, regions: frozenset[str] = frozenset()) -> CompanyName:
    """A name taken apart. ``regions``: names that count as places besides those of China.

    A place in front is left out only where it is one that is known, and something is left that names a company:
    北京大学 stays 北京大学.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_TO_SIMPLIFIED).lower().strip()
    if is_placeholder(plain) or "".join(_WORDS.findall(plain)) in NO_NAMES:
        return CompanyName()
    bare = _without_code(_without_note(_BRACKETS.sub(_without_remark, plain).strip()))
    return _chinese(bare, regions) if _CHINESE.search(bare) else _english(bare)


def is_full_name(text: str) -> bool:
    """Whether a name has its legal form, as it stands on contracts and invoices: 甲乙科技有限公司, not 甲乙科技."""
    return _LEGAL.search(unicodedata.normalize("NFKC", text)) is not None


def _without_code(plain: str) -> str:
    """The name without what sorts it in somebody's list: stars, ``A-``, ``01.``, ``客户:``, a letter before a place."""
    plain = LABELS.sub("", plain, count=1) if LABELS.match(plain) else plain
    rest = plain[found.end() :] if (found := _CODE.match(plain)) else plain
    if _LETTER.match(rest) and leading_place(rest[1:])[0] != NOWHERE:
        return rest[1:]
    return rest


def _without_remark(bracket: re.Match[str]) -> str:
    inner = "".join(_WORDS.findall(bracket[1]))
    return "" if NOTES.fullmatch(inner) or inner in COUNTRIES else bracket[0]


def _english(plain: str) -> CompanyName:
    words = _WORDS.findall(plain.replace("&", " ").replace("'", "").replace(".", " ").replace("p r c", "prc"))
    kept = tuple(word for word in words if word not in ENGLISH_FORMS) or tuple(words)
    core = "".join(kept)
    numbers = tuple(_FIGURES.findall(core))
    return CompanyName(core if len(core) >= SHORTEST else "", core, kept, numbers=numbers, english=True)


def _chinese(plain: str, regions: frozenset[str]) -> CompanyName:
    body, place, extra = _without_brackets(plain, regions) if _BRACKETS.search(plain) else (plain, NOWHERE, "")
    body, branch = _without_branch("".join(_WORDS.findall(body)))
    bare = FORMS.sub("", body)
    front, rest = leading_place(bare, regions)
    if front != NOWHERE and (not _names_somebody(rest) or unlike(front, place)):
        front, rest = NOWHERE, bare
    core = _with_digits(rest)
    if len(core) < SHORTEST:
        return CompanyName()
    brand, trades = _halves(core)
    numbers = tuple(sorted(_FIGURES.findall(core)))
    return CompanyName(core, brand, trades, merged(front, place), branch, numbers, extra)


def _names_somebody(rest: str) -> bool:
    """Whether more is left than what companies do in general."""
    brand, trades = _halves(rest)
    return len(brand) >= SHORTEST and (bool(trades) or not _only_trades(rest))


def _only_trades(rest: str) -> bool:
    """Whether a text consists of words for what companies do: 医疗器械, 大学."""
    end = len(rest)
    while length := next((n for n in range(min(LONGEST_TRADE, end), 0, -1) if rest[end - n : end] in TRADES), 0):
        end -= length
    return end == 0


def _halves(core: str) -> tuple[str, tuple[str, ...]]:
    """The brand in front and the words for what the company does behind it, which never are all of the name."""
    end, words = len(core), list[str]()
    while True:
        most = min(LONGEST_TRADE, end - (1 if not words else SHORTEST))
        length = next((n for n in range(most, 0, -1) if core[end - n : end] in TRADES), 0)
        if not length:
            break
        words.append(core[end - length : end])
        end -= length
    return (core[:end], tuple(reversed(words))) if end and core[:end] not in TRADES else (core, ())


def _with_digits(core: str) -> str:
    """第四 as 第4, 二店 as 2店."""
    return _NUMBER.sub(lambda found: ("第" if found[1] else "") + _figure(found[1] or found[2]), core)


def _figure(text: str) -> str:
    """Chinese numerals up to 999 as digits."""
    if text.isdigit():
        return str(int(text))
    total, last = 0, 0
    for sign in text:
        if sign in "十百":
            total += (last or 1) * (10 if sign == "十" else 100)
            last = 0
        else:
            last = last * 10 + (_DIGITS[sign] if sign in _DIGITS else int(sign))
    return str(total + last)


def _without_note(plain: str) -> str:
    """The name without remarks behind it, in brackets or behind a dash or a blank: a contact, a phone, a number."""
    while True:
        found = _DASHED.fullmatch(plain)
        if found and (NOTES.fullmatch(found[2]) or (found[1].endswith(NAMED_BODIES) and _is_person(found[2]))):
            plain = found[1]
        elif (bare := _BEHIND.sub("", plain)) != plain and len(bare) >= SHORTEST:
            plain = bare
        else:
            return plain


def _is_person(text: str) -> bool:
    """Whether a text is the name of a person, for all that is known: a surname and one or two signs, no place."""
    fits = SHORTEST <= len(text) <= SHORTEST + 1 and text[0] in SURNAMES and all(map(_CHINESE.match, text))
    return fits and place_of(text) == NOWHERE and _branch_word(text) == "" and text not in TRADES


def _without_brackets(plain: str, regions: frozenset[str]) -> tuple[str, Place, str]:
    """The name without what stands in brackets, the place there, and what else; a legal form or a trade stays."""
    found, extra = NOWHERE, ""
    while match := _BRACKETS.search(plain):
        inner = "".join(_WORDS.findall(match[1]))
        place = Place(district=inner) if inner in regions else place_of(inner)
        behind, stays = plain[match.end() :], ""
        if inner in AREAS or (place != NOWHERE and (found != NOWHERE or behind.startswith(LONG_BRANCHES))):
            stays = inner
        elif place != NOWHERE:
            found = place
        elif FORMS.fullmatch(inner) or inner in TRADES or _branch_word(inner):
            stays = inner
        else:
            extra += inner
        plain = plain[: match.start()] + stays + behind
    return _without_note(plain.strip()), found, extra


def _branch_word(text: str) -> str:
    """The word for a part of a company that a text ends with."""
    return next((word for word in BRANCHES if text.endswith(word)), "")


def _without_branch(body: str) -> tuple[str, str]:
    """The name without its branch, and the branch: where or which number, and what it is called."""
    word = _branch_word(body)
    before = body[: -len(word)] if word else ""
    cut = _branch_start(before, word) if word else None
    return (body, "") if cut is None else (before[:cut], _branch_label(before[cut:], word))


def _branch_start(before: str, word: str) -> int | None:
    """Where in what stands before the word the branch begins; None where the word is part of the name."""
    forms = [match.end() for match in FORMS.finditer(before)]
    if forms and word != "部" and (forms[-1] < len(before) or word not in SHORT_BRANCHES):
        return forms[-1]
    if area := next((area for area in AREAS if before.endswith(area)), ""):
        return len(before) - len(area)
    if number := _BRANCH_NUMBER.search(before):
        return number.start()
    head, place = trailing_place(before) if word not in SHORT_BRANCHES or word.endswith("店") else (before, NOWHERE)
    return len(head) if place != NOWHERE and len(head) >= SHORTEST else None


def _branch_label(which: str, word: str) -> str:
    """``苏州市`` and ``苏州`` are one branch, and so are ``第一`` and ``1``."""
    place = place_of(which)
    label = "/".join(part for part in place if part) if place != NOWHERE else which.removeprefix("第")
    if place == NOWHERE and label and all(sign in _DIGITS or sign in "十百" or sign.isdigit() for sign in label):
        label = _figure(label)
    return f"{label} {'店' if word.endswith('店') else word}"


__all__ = ["SHORTEST", "CompanyName", "company_name", "is_full_name"]
