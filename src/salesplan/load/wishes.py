"""Whether what the user said about reading can be meant at all: a list, fields and units that exist."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.errors import BadUsage, Place, Problem
from salesplan.load.values.units import unit_of
from salesplan.model.near import nearest
from salesplan.model.reading import ReadOptions
from salesplan.model.tables import TABLES, table_fields
from salesplan.text import Text


def check_wishes(options: ReadOptions, table: str | None) -> None:
    """Raise BadUsage for a kind of list that there is not, and for units of unknown fields or unknown units.

    A field of any list will do: one command may read several lists with the same options.
    """
    if problems := [*_tables(options, table), *_units(options)]:
        raise BadUsage(problems)


def _tables(options: ReadOptions, table: str | None) -> Iterator[Problem]:
    for wish in dict.fromkeys((options.table, table)):
        if wish is not None and wish not in TABLES:
            what = Text("没有“{wish}”这类名单", "there is no kind of list “{wish}”").format(wish=wish)
            yield Problem("READ-unknown-table", "error", what, _one_of(wish, list(TABLES)), Place(key="table"), wish)


def _units(options: ReadOptions) -> Iterator[Problem]:
    fields = list(dict.fromkeys(field for key in TABLES for field in table_fields(key)))
    for field, unit in options.units.items():
        place = Place(key=f"units.{field}")
        if field not in fields:
            what = Text("没有字段“{field}”", "there is no field “{field}”").format(field=field)
            yield Problem("READ-unknown-field", "error", what, _one_of(field, fields), place, field)
        elif unit_of(unit, options.currency) is None:
            what = Text("不认识单位“{unit}”", "the unit “{unit}” is not known").format(unit=unit)
            fix = Text("写 元、千元、万元、百万元、亿元、%，或 k、M", "Write 元, 千元, 万元, 百万元, 亿元, %, k or M")
            yield Problem("READ-unknown-unit", "error", what, fix, place, unit)


def _one_of(wish: str, valid: list[str]) -> Text:
    """The nearest of the valid words first, then all of them."""
    near = nearest(wish, valid, alike=0.5)
    listed = ", ".join(valid)
    if not near:
        return Text("可用的有：{listed}", "Choose one of: {listed}").format(listed=listed)
    fix = Text("是不是 {near}？可用的有：{listed}", "Did you mean {near}? Choose one of: {listed}")
    return fix.format(near=near, listed=listed)
