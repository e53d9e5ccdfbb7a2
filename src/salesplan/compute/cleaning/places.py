"""Where a company is, by what stands in its name or in a column: province, city and district of China."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from salesplan.compute.cleaning.place_table import PLACES

_LONG = re.compile(
    r"(?:维吾尔|壮族|回族|[\u4e00-\u9fff]{1,8}族)?自治[区州县旗]$|特别行政区$|省$|市$|地区$|盟$|新区$|[区县旗州]$|林区$"
)
_PEOPLES = re.compile(
    r"(?:土家族|朝鲜族|哈尼族|彝族|壮族|苗族|傣族|白族|景颇族|傈僳族|藏族|羌族|布依族|侗族|回族|蒙古族|蒙古|哈萨克|柯尔克孜|"
    r"满族|瑶族|仫佬族|毛南族|畲族|黎族|各族)+自治[州县]$"
)
_AREA = re.compile(
    r"(?:(?:国家级?|省级)?(?:经济|高新|新技术|产业|综合|出口|加工|自由|现代)*(?:技术)?(?:产业)?(?:开发区|高新区|工业园区|产业园区|保税港?区|自贸区|"
    r"贸易试验区|新区|示范区|园区))"
)
"""A zone that may stand behind a city: 苏州工业园区, 青岛经济技术开发区."""
BRANDS = frozenset(
    (
        "东方",
        "瑞金",
        "永康",
        "泰兴",
        "永安",
        "福安",
        "瑞安",
        "兴化",
        "天长",
        "明光",
        "宁国",
        "万源",
        "吉首",
        "恩平",
        "高州",
        "乐平",
        "建德",
        "凤城",
        "新民",
        "金昌",
        "平安",
    )
)
"""Cities whose bare names are brands more often than places: taken for a place only with 市 behind them."""
_LONGEST = 12


class Place(NamedTuple):
    """A place as far as it is known; "" where it is not."""

    province: str = ""
    city: str = ""
    district: str = ""


NOWHERE = Place()


@dataclass(frozen=True)
class _Known:
    """A place with what it may be called: everywhere, and only behind the place that it lies in."""

    place: Place
    level: int


def unlike(one: Place, other: Place) -> bool:
    """Whether two places cannot be one: other provinces or, as far as known, other cities."""
    if one.province and other.province and one.province != other.province:
        return True
    return bool(one.city and other.city and one.city != other.city)


def same_place(one: Place, other: Place) -> bool:
    """Whether both are known and neither contradicts the other, districts left aside."""
    return bool(
        one.province and one.province == other.province and (not one.city or not other.city or one.city == other.city)
    )


def merged(one: Place, other: Place) -> Place:
    """The first place, filled up from the second where that lies in it; the first alone where they contradict."""
    if unlike(one, other):
        return one
    return Place(*(mine or its for mine, its in zip(one, other, strict=True)))


@lru_cache(maxsize=50_000)
def place_of(text: str) -> Place:
    """The place that a whole text is (苏州市, 江苏苏州, 吴中区); nowhere for anything else."""
    place, rest = leading_place("".join(text.split()))
    return NOWHERE if rest else place


def leading_place(text: str, more: frozenset[str] = frozenset()) -> tuple[Place, str]:
    """The place that a text begins with, as precise as it says, and the rest.

    ``more``: further names that count as places, without a province.
    """
    place, rest = NOWHERE, text
    for level in range(3):
        found = _first(rest, place, more)
        if found is None:
            continue
        known, length = found
        place, rest = merged(known, place) if level else known, rest[length:]
        if place.district:
            break
    if place != NOWHERE and (zone := _AREA.match(rest)):
        rest = rest[zone.end() :]
    return place, rest


def trailing_place(text: str) -> tuple[str, Place]:
    """What stands before the place that a text ends with, and the place; the longest name wins."""
    for length in range(min(_LONGEST, len(text)), 1, -1):
        place = place_of(text[-length:])
        if place != NOWHERE:
            return text[:-length], place
    return text, NOWHERE


def _first(text: str, within: Place, more: frozenset[str]) -> tuple[Place, int] | None:
    """The longest name of a place at the beginning that fits what is known, and its length."""
    for length in range(min(_LONGEST, len(text)), 1, -1):
        name = text[:length]
        if name in more and within == NOWHERE:
            return Place(district=name), length
        for known in _by_name().get(name, ()):
            if _fits(known, within, name):
                return _place_in(known, within, name), length
    return None


def _fits(known: _Known, within: Place, name: str) -> bool:
    if within == NOWHERE:
        return known.level < 2 or name not in _bare_districts()  # noqa: PLR2004 - levels: province, city, district
    if unlike(known.place, within):
        return False
    return known.level > (1 if within.city and known.place.province != known.place.city else 0)


def _place_in(known: _Known, within: Place, name: str) -> Place:
    """The place; a district of which several cities have one tells its city only behind it."""
    cities = {each.place.city for each in _by_name()[name] if each.level == known.level}
    several = known.level > 1 and len(cities) > 1
    return known.place if within != NOWHERE or not several else Place(district=known.place.district)


@cache
def _by_name() -> dict[str, tuple[_Known, ...]]:
    """Every name by which a place may be called."""
    found: dict[str, list[_Known]] = {}
    for known in _everything():
        for name in _names(known):
            found.setdefault(name, []).append(known)
    return {name: tuple(sorted(known, key=lambda each: each.level)) for name, known in found.items()}


@cache
def _bare_districts() -> frozenset[str]:
    """Names of districts and counties without 区 or 县, which are places only behind their city."""
    short: set[str] = set()
    usable: set[str] = set()
    for known in _everything():
        for name in _names(known):
            full = name == known.place[known.level] or name in _COUNTRY_WIDE
            county_city = known.place.district.endswith("市") and name not in BRANDS
            (usable if full or known.level < 2 or county_city else short).add(name)  # noqa: PLR2004 - as above
    return frozenset(short - usable)


_COUNTRY_WIDE = frozenset(("浦东", "前海", "义乌", "昆山"))


def _names(known: _Known) -> Iterable[str]:
    """The full name and the bare one of two signs or more."""
    full = known.place[known.level]
    bare = _PEOPLES.sub("", full)
    bare = bare if bare != full else _LONG.sub("", full)
    yield full
    if bare != full and len(bare) > 1 and not (known.level == 1 and bare in BRANDS):
        yield bare


def _everything() -> Iterable[_Known]:
    for line in PLACES:
        province, *cities = line.split("|")
        yield _Known(Place(province, province if province.endswith("市") else ""), 0)
        for text in cities:
            city, *districts = text.split()
            yield _Known(Place(province, city), 1)
            for district in districts:
                yield _Known(Place(province, city, district), 2)
