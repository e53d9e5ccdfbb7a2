"""What a column title means: the header names of model/tables, compared normalised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from salesplan.load.names import key_of, normalise
from salesplan.model.field import Header
from salesplan.model.tables import TABLES, other_names, table_fields
from salesplan.text import LANGUAGES

NoField = Literal["row-number", "derived", "other"]
_MAIN = ("customers", "orders", "deals", "targets", "activities")
"""Lists that a column of another list is looked for in first; then in those of _OTHERS, and in no more."""
_OTHERS = ("payments", "receivables", "products", "reps")
_BARE_TITLES = (
    "编号|编码|代码|代号|ID|Code|名称|Name|姓名|类型|Type|状态|Status|日期|Date|时间|备注|附注|备注信息|Note|Notes|"
    "Remark|Remarks|Comment|Comments|说明|描述|Description|内容|标题|Title|主题|Subject|方式|来源|Source|分类|类别|"
    "计划|Record ID|原因|意见|建议|标签|Tag|年度|年|Plan|Sales|Result|Start Date|End Date|M|A|N|价格|Price|Rate|Total|"
    "Group|Area"
)
_BARE = frozenset(key_of(title) for title in _BARE_TITLES.split("|"))
"""Names that mean something only inside the list they belong to: in any other list such a column is an extra."""


@dataclass(frozen=True)
class Meaning:
    """The field a title stands for, and whether under its own name (rank 1) or as a stand-in (rank 2)."""

    table: str
    field: str
    rank: int


def titles_of(header: Header) -> Iterator[tuple[str, int]]:
    """Every title a field is recognised by, with its rank; its label in each language, as our templates show it."""
    for title in (*map(header.label.in_, LANGUAGES), *filter(None, header.names.split("|"))):
        yield title, 1
    for title in filter(None, header.stand_ins.split("|")):
        yield title, 2


@cache
def meanings(table: str) -> dict[str, Meaning]:
    """The fields of a list by the keys of their titles; a field's own name comes before a stand-in of another.

    A list that is none of ours (an assumed header) has no fields.
    """
    found: dict[str, Meaning] = {}
    for spec in (table_fields(table) if table in TABLES else {}).values():
        for title, rank in titles_of(spec.header):
            key = normalise(title).key
            if key not in found or rank < found[key].rank:
                found[key] = Meaning(table, spec.key, rank)
    return found


@cache
def _abroad() -> dict[str, Meaning]:
    """For each key the best meaning over the lists that are looked in: the main ones first, then rank, then order."""
    ranked = sorted(
        (
            (table not in _MAIN, meaning.rank, at, key, meaning)
            for at, table in enumerate((*_MAIN, *_OTHERS))
            for key, meaning in meanings(table).items()
        ),
        key=lambda entry: entry[:3],
    )
    found: dict[str, Meaning] = {}
    for *_, key, meaning in ranked:
        if key not in _BARE:
            found.setdefault(key, meaning)
    return found


def is_bare(key: str) -> bool:
    """Whether a title says nothing about the list it stands in: 编号, 名称, 备注."""
    return key in _BARE


def meaning_of(key: str, table: str) -> Meaning | None:
    """What a title means in a list: a field of its own, else a field of another list (a bare name only its own)."""
    return meanings(table).get(key) or _abroad().get(key)


@cache
def _no_fields() -> dict[str, NoField]:
    groups: tuple[tuple[NoField, str], ...] = (
        ("other", other_names.EXTRA),
        ("derived", other_names.DERIVED),
        ("row-number", other_names.ROW_NUMBER),
    )
    return {
        normalise(title).key: kind for kind, titles in groups for title in titles.split("|") if normalise(title).key
    }


def no_field(key: str) -> NoField | None:
    """Whether a title is known to be no field: a row number, derived from other columns, or a mere extra."""
    return _no_fields().get(key)


@cache
def known_keys() -> frozenset[str]:
    """The keys of all titles known: those of every list and those known to be no field."""
    return frozenset(_no_fields()).union(*(meanings(table) for table in TABLES))


@cache
def field_keys() -> frozenset[str]:
    """The keys of all titles that name a field of some list."""
    return frozenset[str]().union(*(meanings(table) for table in TABLES))
