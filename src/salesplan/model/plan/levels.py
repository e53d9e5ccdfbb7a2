"""What people call the levels and bases of a split, in Chinese of both scripts and in English."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from salesplan.text import Text

TIME_LEVELS = ("year", "half", "quarter", "month", "week")
"""The levels of time, outermost first; any may be left out."""
LEVELS: dict[str, Text] = {
    "total": Text("合计", "Total"),
    "year": Text("年", "Year"),
    "half": Text("半年", "Half"),
    "quarter": Text("季度", "Quarter"),
    "month": Text("月份", "Month"),
    "week": Text("周", "Week"),
    "product": Text("产品", "Product"),
    "category": Text("品类", "Category"),
    "region": Text("区域", "Region"),
    "province": Text("省份", "Province"),
    "city": Text("城市", "City"),
    "channel": Text("渠道", "Channel"),
    "team": Text("团队", "Team"),
    "rep": Text("业务员", "Rep"),
}
"""What a level is called on a page."""
PERIOD = Text("期", "Period")
"""What the months of a year of whole weeks are called."""
BASES: dict[str, Text] = {
    "even": Text("平均", "even"),
    "weights": Text("权重", "weights"),
    "manual": Text("手工", "manual"),
    "history": Text("历史销售", "history"),
    "trailing": Text("滚动 12 个月", "trailing 12 months"),
    "growth": Text("自身增长", "own growth"),
    "potential": Text("市场潜力", "potential"),
    "capacity": Text("产能", "capacity"),
    "blend": Text("混合", "blend"),
    "workdays": Text("工作日", "working days"),
    "seasonal": Text("季节指数", "seasonal"),
}
"""What a basis is called on a page."""

_LEVEL_WORDS = {
    "year": "年 年度 全年",
    "half": "半年 半年度",
    "quarter": "季度 季",
    "month": "月份 月 月度 期 期间 期間 Period period",
    "week": "周 週 星期",
    "product": "产品 產品 商品",
    "category": "品类 品類 类别 類別 产品类别 產品類別",
    "region": "区域 區域 大区 大區 地区 地區",
    "province": "省份 省",
    "city": "城市 市",
    "channel": "渠道 通路",
    "team": "团队 團隊 小组 小組",
    "rep": "业务员 業務員 销售员 銷售員",
}
_BASIS_WORDS = {
    "even": "平均 均分 平均分",
    "weights": "权重 權重",
    "manual": "手工 手动 手動",
    "history": "历史 歷史 历史销售 歷史銷售",
    "trailing": "滚动12个月 滾動12個月 滚动12月 滾動12月 滚动十二个月 滾動十二個月 近12个月 近12個月 滚动 滾動 ttm TTM",
    "growth": "自身增长 自身增長 增长 增長",
    "potential": "潜力 潛力 市场潜力 市場潛力",
    "capacity": "产能 產能 人均产能 人均產能",
    "blend": "混合 综合 綜合",
    "workdays": "工作日",
    "seasonal": "季节 季節 季节指数 季節指數",
}
_LEVEL_OF = {word: level for level, words in _LEVEL_WORDS.items() for word in words.split()}
_BASIS_OF = {word: basis for basis, words in _BASIS_WORDS.items() for word in words.split()}


def level_named(word: str) -> str:
    """The level that a word means: ``季度``, ``Quarter`` and ``quarter`` are one; any other word stays as it is."""
    plain = unicodedata.normalize("NFKC", word).strip()
    return _LEVEL_OF.get(plain) or (plain.lower() if plain.lower() in LEVELS else plain)


def basis_named(word: str) -> str:
    """The basis that a word means: ``季节``, ``季節`` and ``seasonal`` are one; any other word stays as it is."""
    plain = "".join(unicodedata.normalize("NFKC", word).split())
    return _BASIS_OF.get(plain) or (plain.lower() if plain.lower() in BASES else plain)


def path_named(path: str) -> str:
    """A path with its levels by their own names: ``区域＝华东/季度=Q1`` is ``region=华东/quarter=Q1``."""
    pieces = [piece.partition("=") for piece in path.replace("\uff1d", "=").split("/")]
    return "/".join(f"{level_named(level)}={name}" if sign else level for level, sign, name in pieces)


def in_a_row(items: Sequence[Text | str], most: int | None = None) -> Text:
    """The first names in a row inside a sentence, and how many there are in all (in English: how many more)."""
    shown = items[:most]
    has_commas = any(", " in (each.in_("en") if isinstance(each, Text) else each) for each in shown)
    row = _row(shown, Text("{a}、{b}", "{a}; {b}") if has_commas else Text("{a}、{b}", "{a}, {b}"))
    if len(shown) == len(items):
        return row
    more = len(items) - len(shown)
    return Text("{row} 等 {n} 个", "{row} and {more} more").format(row=row, n=len(items), more=more)


def _row(items: Sequence[Text | str], pair: Text) -> Text:
    """The names in a row, each in the language it is read in; by halves, so that a long row is no tower."""
    if len(items) < 2:  # noqa: PLR2004 - two make a pair
        return Text("{only}", "{only}").format(only=items[0] if items else "")
    half = len(items) // 2
    return pair.format(a=_row(items[:half], pair), b=_row(items[half:], pair))


def path_shown(path: str) -> Text:
    """A path as people read it, by its names alone: ``华东 张三``, in English ``East, Ann``; ``""`` is the total."""
    names = _names_in(path)
    if not names:
        return Text("合计", "the total")
    return Text("{spaced}", "{listed}").format(spaced=" ".join(names), listed=", ".join(names))


def paths_shown(paths: Sequence[str], most: int = 10) -> Text:
    """Paths as people read them, in a row."""
    return in_a_row([path_shown(path) for path in paths], most)


def _names_in(path: str) -> list[str]:
    """The names of a path; a ``/`` belongs to the name before it unless a level and ``=`` follow."""
    names: list[str] = []
    has_levels = "=" in path_named(path)
    for piece in path_named(path).split("/"):
        level, sign, name = piece.partition("=")
        if names and has_levels and not sign:
            names[-1] += f"/{piece}"
        else:
            names.append((name if sign else level).strip())
    return [name for name in names if name]


def basis_word(basis: str) -> Text:
    """A basis inside a sentence: ``历史销售`` in Chinese, ``history``, as it is typed, in English."""
    return Text("{shown}", "{typed}").format(shown=BASES.get(basis, basis), typed=basis)


def level_word(level: str) -> Text:
    """A level inside a sentence: ``季度`` in Chinese, ``quarter``, as it is typed, in English."""
    return Text("{shown}", "{typed}").format(shown=LEVELS.get(level, level), typed=level)


def level_shown(level: str, *, weeks: bool = False) -> Text | str:
    """What a level is called on a page; ``weeks``: the year has periods of weeks for months. A field as it is."""
    return PERIOD if weeks and level == "month" else LEVELS.get(level, level)
