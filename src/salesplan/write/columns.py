"""Which columns of a user's list are ours, and how their headers read."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from salesplan.text import LANGUAGES, Lang, Text

if TYPE_CHECKING:
    from salesplan.model.table import Kind

SUFFIX = " (salesplan)"
"""Ends the header of every column that salesplan writes. Only a header with it is ever overwritten."""


@dataclass(frozen=True)
class OurColumn:
    """A column that ``--write`` may add to a list. ``others`` are further spellings that are recognised as ours."""

    key: str
    title: Text
    kind: Kind
    others: tuple[str, ...] = ()

    def header(self, lang: Lang) -> str:
        """The header as it is written, suffix included."""
        return self.title.in_(lang) + SUFFIX


OUR_COLUMNS: tuple[OurColumn, ...] = (
    OurColumn("class", Text("客户分级", "Class"), "code", ("客戶分級",)),
    OurColumn("man_score", Text("MAN 分", "MAN score"), "score"),
    OurColumn("man_cell", Text("MAN 组合", "MAN cell"), "code", ("MAN 組合",)),
    OurColumn("pareto", Text("二八分类", "Pareto class"), "code", ("二八分類",)),
    OurColumn("rfm_type", Text("RFM 类型", "RFM type"), "code", ("RFM 類型", "RFM 型別")),
    OurColumn("tier", Text("价值等级", "Value tier"), "code", ("價值等級",)),
    OurColumn("lifecycle", Text("生命周期", "Life cycle"), "code", ("生命週期",)),
    OurColumn("next_action", Text("下一步", "Next step"), "code"),
    OurColumn("next_contact", Text("下次联系", "Next contact"), "date", ("下次聯絡", "下次聯繫")),
    OurColumn("as_of", Text("截止日期", "As of"), "date"),
)
"""In the order in which new ones are added to a list."""


def our_column(key: str) -> OurColumn:
    """The column with this key. KeyError for any other."""
    return {column.key: column for column in OUR_COLUMNS}[key]


def headers_of(key: str) -> tuple[str, ...]:
    """Every header that the column with this key may have in a list: each language and further spelling once."""
    column = our_column(key)
    return tuple(dict.fromkeys([*map(column.header, LANGUAGES), *(f"{other}{SUFFIX}" for other in column.others)]))


def recognised(header: str) -> tuple[str, Lang] | None:
    """Key and language of a header of ours, or None for a column of the user.

    Compared without regard to width, case and blanks. Without the suffix, or with a name that is not one of ours, the
    column is the user's. A name that reads the same in both Chinese scripts counts as simplified.
    """
    return _names().get(normalised(header))


def named_column(name: str) -> str | None:
    """The key that a name typed by hand means: a key, or a header in any language with or without the suffix."""
    plain = normalised(name)
    found = _names().get(plain) or _names().get(plain + normalised(SUFFIX))
    keys = {normalised(column.key): column.key for column in OUR_COLUMNS}
    return keys.get(plain) or (found[0] if found else None)


def normalised(header: str) -> str:
    """A header without what people do not see or mean: width, case, blanks, line breaks."""
    return "".join(unicodedata.normalize("NFKC", header).casefold().split())


@cache
def _names() -> Mapping[str, tuple[str, Lang]]:
    names: dict[str, tuple[str, Lang]] = {}
    for column in OUR_COLUMNS:
        for lang in LANGUAGES:
            names.setdefault(normalised(column.header(lang)), (column.key, lang))
        for other in column.others:
            names.setdefault(normalised(other + SUFFIX), (column.key, "zh-Hant"))
    return names
