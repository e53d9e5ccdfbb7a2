"""How much two company names are alike, what speaks for one company, and what keeps two companies apart."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from salesplan.compute.cleaning.company_name import CompanyName
from salesplan.compute.cleaning.name_words import COUNTING, GENERAL, OWNER_WORDS, SHOPS, SURNAMES
from salesplan.compute.cleaning.places import NOWHERE, place_of, same_place, unlike
from salesplan.compute.cleaning.sign_table import LOOKS, RARE, SYLLABLES

For = Literal[
    "name_equal",
    "name_sound",
    "name_look",
    "name_missing",
    "name_swapped",
    "name_wrong",
    "name_near",
    "trade_part",
    "trade_left_out",
    "region_equal",
    "region_one_sided",
]
Against = Literal["other_brand", "other_trade", "other_branch", "other_number", "other_region", "other_name"]
LIKENESS: dict[str, Decimal] = {
    "name_equal": Decimal("1.00"),
    "name_sound": Decimal("0.97"),
    "name_look": Decimal("0.96"),
    "name_missing": Decimal("0.95"),
    "name_swapped": Decimal("0.95"),
    "name_wrong": Decimal("0.95"),
    "trade_part": Decimal("0.96"),
    "trade_left_out": Decimal("0.93"),
    "region_one_sided": Decimal("0.99"),
    "district_unlike": Decimal("0.97"),
    "extra_unlike": Decimal("0.97"),
}
"""What a difference leaves of 1; several are multiplied."""
LONG = 5
"""Signs of a name from which one of them may be missing or wrong in its brand."""
SHORTEST_SLIP = 3
"""Signs of a name from which a slip is thought of: 王伟 and 王玮 are two people."""
_SMALL = Decimal("0.0001")


class Resemblance(NamedTuple):
    """What two names say about each other: a likeness of 0 to 1, what speaks for one company, and what against it."""

    likeness: Decimal
    speaks_for: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


NOTHING = Resemblance(Decimal(0), (), ("other_name",))


def resemblance(one: CompanyName, other: CompanyName) -> Resemblance:
    """How alike two names are once places, legal forms and remarks are left out. Either order gives the same.

    1 for equal names; less for each difference (``LIKENESS``), or the ratio of equal signs where a name differs more.
    Against one company speak another branch, number, place, brand, or another trade that does not contain the first.
    """
    if not one.core or not other.core or one.english != other.english:
        return NOTHING
    body = _english(one, other) if one.english else _chinese(one, other)
    against = (*_own_marks(one, other), *body.against)
    likeness = body.likeness * _of_places(one, other)
    return Resemblance(likeness.quantize(_SMALL), (*body.speaks_for, *_region(one, other)), against)


def _own_marks(one: CompanyName, other: CompanyName) -> tuple[str, ...]:
    """What tells two parts of one company, or two of a row, apart whatever else is equal."""
    found = []
    if one.branch != other.branch:
        found.append("other_branch")
    if one.numbers != other.numbers:
        found.append("other_number")
    if unlike(one.place, other.place):
        found.append("other_region")
    return tuple(found)


def _region(one: CompanyName, other: CompanyName) -> tuple[str, ...]:
    if (one.place == NOWHERE) != (other.place == NOWHERE):
        return ("region_one_sided",)
    return ("region_equal",) if same_place(one.place, other.place) else ()


def _of_places(one: CompanyName, other: CompanyName) -> Decimal:
    left = Decimal(1)
    if (one.place == NOWHERE) != (other.place == NOWHERE):
        left *= LIKENESS["region_one_sided"]
    if one.place.district and other.place.district and one.place.district != other.place.district:
        left *= LIKENESS["district_unlike"]
    if one.extra and other.extra and one.extra != other.extra:
        left *= LIKENESS["extra_unlike"]
    return left


def _english(one: CompanyName, other: CompanyName) -> Resemblance:
    """English names: equal words, or one letter off in one long word."""
    if one.core == other.core:
        return Resemblance(LIKENESS["name_equal"], ("name_equal",))
    if len(one.trades) != len(other.trades):
        return NOTHING
    differing = [(a, b) for a, b in zip(one.trades, other.trades, strict=True) if a != b]
    if len(differing) == 1 and min(map(len, differing[0])) >= LONG and _steps(*differing[0]) == 1:
        return Resemblance(LIKENESS["name_wrong"], ("name_wrong",))
    return NOTHING


def _chinese(one: CompanyName, other: CompanyName) -> Resemblance:
    if one.core == other.core:
        return Resemblance(LIKENESS["name_equal"], ("name_equal",))
    found = _one_slip(one, other)
    if found is not None:
        return found
    kind = _same_brand(one.brand, other.brand)
    if kind is None or (kind != "name_equal" and min(len(one.core), len(other.core)) < SHORTEST_SLIP):
        return _by_ratio(one, other)
    trade, against = _trades(one, other)
    reasons = tuple(dict.fromkeys(each for each in (kind, trade) if each != "name_equal"))
    likeness = LIKENESS[kind] * LIKENESS.get(trade, Decimal(1))
    return Resemblance(likeness, reasons, against)


def _same_brand(one: str, other: str) -> str | None:
    """How two brands may be the same: equal, or as long as each other and alike in sound or looks."""
    if one == other:
        return "name_equal"
    if len(one) != len(other):
        return None
    return _slip_of_signs(one, other)


def _slip_of_signs(one: str, other: str) -> str | None:
    """Whether the signs that differ sound or look the same: one of up to three, at most two of more."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(pairs) > (1 if len(one) <= 3 else 2) or len(one) < 2:  # noqa: PLR2004 - as the docstring says
        return None
    if _other_owner(one, other) or any(a in COUNTING and b in COUNTING for a, b in pairs):
        return None
    if all(sound(a) == sound(b) for a, b in pairs):
        return "name_sound"
    return "name_look" if all(sound(a) == sound(b) or _look_alike(a, b) for a, b in pairs) else None


def _other_owner(one: str, other: str) -> bool:
    """Whether two shops bear the names of two people: 王伟五金店, 王玮五金店; 张记, 章记."""
    at = next(n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    if one[at + 1 : at + 2] and one[at + 1] in OWNER_WORDS:
        return True
    people = all(each[0] in SURNAMES and each.endswith(SHOPS) for each in (one, other))
    return people and at < SHORTEST_SLIP


def _one_slip(one: CompanyName, other: CompanyName) -> Resemblance | None:
    """One slip in the whole name: a sign of the same sound or looks, one missing, two that changed places."""
    a, b = one.core, other.core
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < SHORTEST_SLIP:
        return None
    if len(a) == len(b):
        kind = _slip_of_signs(a, b)
        if kind:
            return None if _both_words(one, other) else Resemblance(LIKENESS[kind], (kind,))
    if _steps(a, b) != 1:
        return None
    at = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return _slip_at(one, other, at)


def _slip_at(one: CompanyName, other: CompanyName, at: int) -> Resemblance | None:
    """What one step between two names means by where it is: a sign that is lost or swapped, never one replaced.

    Who types a wrong sign types one of the same sound or looks: any other makes another word (软件, 硬件).
    """
    in_trade = (
        at >= max(len(each.brand) for each in (one, other) if each.trades) if one.trades or other.trades else False
    )
    if in_trade and one.brand == other.brand and one.trades and other.trades:
        return None
    if len(one.core) != len(other.core):
        return _one_more(one, other, at)
    if sorted(one.core) != sorted(other.core):
        return Resemblance(_ratio(one.core, other.core), (), ("other_trade" if in_trade else "other_brand",))
    if not in_trade and len(one.core) < LONG - 1:
        return None
    return Resemblance(LIKENESS["name_swapped"], ("name_swapped",))


def _one_more(one: CompanyName, other: CompanyName, at: int) -> Resemblance:
    """One sign more makes another brand (金龙, 新金龙), not another trade or shop.

    It does not where it is typed twice or within a brand of four signs. Where no trade is known, the first
    ``SHORTEST_SLIP`` signs count as the brand.
    """
    long, short = (one, other) if len(one.core) > len(other.core) else (other, one)
    twice = long.core[at] in long.core[max(at - 1, 0) : at] + long.core[at + 1 : at + 2]
    end = len(long.brand) if long.trades else len(short.brand) + 1 if short.trades else SHORTEST_SLIP
    within = end >= LONG - 1 and 0 < at < min(end - 1, SHORTEST_SLIP)
    shop = at == len(short.core) and long.core.endswith((*SHOPS, "厂"))
    if shop or at >= min(end, LONG - 1) or within or (twice and len(short.core) >= SHORTEST_SLIP):
        return Resemblance(LIKENESS["name_missing"], ("name_missing",))
    return Resemblance(_ratio(one.core, other.core), (), ("other_brand",))


def _both_words(one: CompanyName, other: CompanyName) -> bool:
    """Whether both say in known words what they do, and not the same: 机械 and 机电 are no slip."""
    return bool(one.brand == other.brand and one.trades and other.trades)


def _trades(one: CompanyName, other: CompanyName) -> tuple[str, tuple[str, ...]]:
    """What the trades of two companies of one brand say: left out, one a part of the other, or another one."""
    if one.trades == other.trades:
        return "name_equal", ()
    if not one.trades or not other.trades:
        return "trade_left_out", ()
    if place_of(one.brand) != NOWHERE:
        return "trade_part", ("other_trade",)  # 北京大学, 北京工业大学: of the place there is more than one
    short, long = sorted((one, other), key=lambda name: (len(name.trade), name.trade))
    return "trade_part", () if _shortened(short, long) else ("other_trade",)


def _shortened(short: CompanyName, long: CompanyName) -> bool:
    """Whether what is left out says little: words in front (食品机械, 机械), or general ones behind (机械设备, 机械).

    What is made for a trade is another one: 食品, 食品机械.
    """
    if long.trade.endswith(short.trade):
        return True
    if long.trade.startswith(short.trade):
        rest = long.trade[len(short.trade) :]
        return len(rest) == 1 or all(word in GENERAL or word in short.trades for word in _words_of(rest, long))
    return set(short.trades) <= set(long.trades) and (long.trades[-1] in short.trades or long.trades[-1] in GENERAL)


def _words_of(rest: str, long: CompanyName) -> tuple[str, ...]:
    """The words at the end of a trade that make up this rest of it; the rest as one where they do not fit."""
    for count in range(1, len(long.trades) + 1):
        if "".join(long.trades[-count:]) == rest:
            return long.trades[-count:]
    return (rest,)


def _by_ratio(one: CompanyName, other: CompanyName) -> Resemblance:
    """Brands that differ: alike by the ratio of their signs where the brand is not the difference."""
    if one.trades and other.trades:
        return Resemblance(_ratio(one.core, other.core), (), ("other_brand",))
    return Resemblance(_ratio(one.core, other.core), ("name_near",))


def _ratio(one: str, other: str) -> Decimal:
    from rapidfuzz import fuzz

    return (Decimal(round(fuzz.ratio(one, other) * 100)) / 10_000).quantize(_SMALL)


def _steps(one: str, other: str) -> int:
    """Signs to add, drop, replace or swap with their neighbour; 2 stands for more than one."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=1)


def _look_alike(one: str, other: str) -> bool:
    return not _looks().get(one, frozenset()).isdisjoint(_looks().get(other, frozenset()))


def sound(text: str) -> str:
    """A text with each usual Chinese sign replaced by the one that stands for its syllable, tones aside."""
    return text.translate(_sounds())


@cache
def _sounds() -> dict[int, str]:
    firsts = [sign.encode("gb2312") for sign in SYLLABLES]
    found, at = {}, 0
    for code in range(0xB0A1, 0xD7FA):
        if code & 0xFF < 0xA1 or code & 0xFF == 0xFF:  # noqa: PLR2004 - the cells of GB 2312
            continue
        raw = code.to_bytes(2, "big")
        while at + 1 < len(firsts) and firsts[at + 1] <= raw:
            at += 1
        found[ord(raw.decode("gb2312"))] = SYLLABLES[at]
    for word in RARE.split(" "):
        found |= {ord(sign): found[ord(word[0])] for sign in word[1:] if ord(sign) not in found}
    return found


@cache
def _looks() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, word in enumerate(LOOKS.split(" ")):
        for sign in word:
            found.setdefault(sign, set()).add(number)
    return {sign: frozenset(groups) for sign, groups in found.items()}
