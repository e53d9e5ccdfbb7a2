"""``--split-by COLUMN``: the column that a key, a title of the page or a header of the list means, and its title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.parts import Part, column_of, columns_to_split_by
from salesplan.errors import BadUsage, Place, Problem
from salesplan.load.names import key_of, normalise
from salesplan.model.figures import plain
from salesplan.model.table import Value
from salesplan.model.tables import table_fields
from salesplan.present.numbers import yes_no
from salesplan.present.view import view_of
from salesplan.present.words import listed
from salesplan.text import LANGUAGES, Text, language, language_named
from salesplan.write.columns import named_column

OF_ORDERS: Mapping[str, str] = {"rep": "owner", "region": "region", "customer_id": "id", "customer_name": "name"}
"""Fields of orders and the columns of the result that they become."""
HEADS: Mapping[str, Text] = {"class": Text("等级", "Class")}
"""Columns that have a shorter title on the page than in a workbook."""
OFFERED: tuple[str, ...] = (
    *("owner", "region", "province", "city", "country", "industry", "segment", "channel", "source_stated", "grade"),
    *("class", "man_cell", "pareto", "rfm_type", "tier", "lifecycle", "next_action"),
)
"""The columns that people hand out by. Any other one is taken, too, when it is typed."""


def split_column(graded: Graded, typed: str) -> tuple[str, str]:
    """The column that a key or a title means, and its title. BadUsage, with the columns there are, for any other.

    What the page shows wins over a header of the list that reads the same.
    """
    keys = columns_to_split_by(graded)
    titles = titles_of(graded, keys)
    if typed in keys:
        return typed, titles[typed]
    wanted = normalise(typed).key
    for name, key in (*_of_the_page(graded), *_of_the_lists(graded)):
        if normalise(name).key == wanted and key in keys:
            return key, titles[key]
    ours = named_column(typed)
    if ours is not None and ours in keys:
        return ours, titles[ours]
    raise BadUsage(_no_such_column(graded, typed, wanted, titles))


def other_column(graded: Graded, typed: str, key: str) -> tuple[Problem, ...]:
    """Which column was used, said where the list has a column of its own under the title that was typed."""
    if typed == key or normalise(typed).key not in {normalise(name).key for name, _ in _of_the_page(graded)}:
        return ()
    for source in graded.result.inputs:
        for column in source.columns:
            own, header = column_of(graded, column.field or ""), normalise(column.header)
            is_other = source.table == "customers" and own != key and not header.ours
            if is_other and header.key == key_of(typed):
                return (_two_columns(typed, key, own, Place(source.file, source.sheet)),)
    return ()


def _two_columns(typed: str, key: str, own: str | None, place: Place) -> Problem:
    what = Text(
        "“{typed}”指结果里的 {key}，不是名单自己的那一列", "“{typed}” is the result's {key}, not the list's own column"
    )
    fix = Text("要按名单那一列分：--split-by {own}", "to split by the list's column: --split-by {own}")
    if own is None:
        fix = Text(
            "要按名单那一列分，先写明它是哪个字段，如 --column segment={typed} --split-by segment",
            "to split by the list's column, say which field it is: --column segment={typed} --split-by segment",
        )
    return Problem(
        "CUSTOMERS-split-by", "warning", what.format(typed=typed, key=key), fix.format(own=own, typed=typed), place
    )


def part_name(part: Part, key: str, title: str) -> str:
    """What a part is called: the value as people read it; a blank by what it means; a bare figure after its column."""
    value, view = part.value, view_of(part.result.command)
    if value is None:
        return str(
            Text("未分配", "unassigned") if key in ("owner", "region") else Text("{t}未填", "{t} blank").format(t=title)
        )
    if isinstance(value, str):
        return str(view.label(key, value))
    shown = _figure(value)
    return shown if isinstance(value, date) else f"{title} {shown}"


def _figure(value: Value) -> str:
    if isinstance(value, bool):
        return yes_no(value)
    return plain(value) if isinstance(value, Decimal) else str(value)


def _of_the_page(graded: Graded) -> Iterator[tuple[str, str]]:
    """The titles of the result's columns in every language."""
    view = view_of(graded.result.command)
    for key in graded.result.rows.keys:
        texts = [text for text in (HEADS.get(key), view.columns.get(key)) if text is not None]
        yield from ((text.in_(lang), key) for text in texts for lang in LANGUAGES)


def _of_the_lists(graded: Graded) -> Iterator[tuple[str, str]]:
    """The headers of the lists, then the labels of their fields."""
    for source in graded.result.inputs:
        for column in source.columns:
            field = column.field or ""
            if source.table == "customers":
                yield column.header, column_of(graded, field) or ""
            elif source.table == "orders":
                yield column.header, OF_ORDERS.get(field, "")
    for field, spec in table_fields("customers").items():
        yield from ((spec.header.label.in_(lang), column_of(graded, field) or "") for lang in LANGUAGES)
        yield field, column_of(graded, field) or ""


def titles_of(graded: Graded, keys: Sequence[str]) -> dict[str, str]:
    """The title of each column: ours, else the list's own header where it speaks our language, else the field's."""
    view = view_of(graded.result.command)
    found = {key: str(text) for key, text in view.columns.items()}
    for field, spec in table_fields("customers").items():
        key = column_of(graded, field)
        if key and key not in found:
            found[key] = _own_header(graded, field) or str(spec.header.label)
    return {key: found.get(key, key) for key in keys}


def _own_header(graded: Graded, field: str) -> str | None:
    sources = [i for i in graded.result.inputs if i.table == "customers" and _speaks(i.language)]
    return next((c.header for source in sources for c in source.columns if c.field == field and c.header), None)


def _speaks(header: str | None) -> bool:
    return language_named(header or "") == language()


def _no_such_column(graded: Graded, typed: str, wanted: str, titles: Mapping[str, str]) -> Problem:
    what = Text("没有“{typed}”这一列可分", "there is no column “{typed}” to split by").format(typed=typed)
    extra = [
        c.header
        for i in graded.result.inputs
        for c in i.columns
        if c.field is None and c.header and key_of(c.header) == wanted
    ]
    if extra:
        fix = Text(
            "名单里的“{header}”没有认作字段；加 --column owner={header} 当负责人用，再 --split-by owner",
            "the list's “{header}” was not recognised; add --column owner={header} and use --split-by owner",
        )
        return Problem("USAGE-split-by", "error", what, fix.format(header=extra[0]), value=typed)
    fix = Text("可选：{choices}", "choose one of {choices}")
    offered = [(key, titles[key]) for key in OFFERED if key in titles]
    choices = listed([f"{key} {title}" if key != title else key for key, title in offered], limit=len(OFFERED))
    return Problem("USAGE-split-by", "error", what, fix.format(choices=choices), value=typed)
