"""Which columns the user named for fields: by title or by letter, each checked against what is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.load.found import index_of, letter_of
from salesplan.load.names import key_of, normalise
from salesplan.load.titles import Title
from salesplan.model.near import nearest
from salesplan.model.tables import TABLES, table_fields
from salesplan.text import Text

LISTED = 20
"""How many of a list's columns a message names."""


def asked_columns(wishes: Mapping[str, str], titles: Sequence[Title], place: Place) -> dict[str, int]:
    """The column index of each field in ``wishes`` (field -> title or letter).

    A title is compared as written, then normalised; a letter only when no title is the same. Raises BadInput with every
    wish that no column, or more than one, fulfils.
    """
    found = {field: _matches(wish, titles) for field, wish in wishes.items()}
    problems = [_not_there(field, wishes[field], titles, place) for field, at in found.items() if not at]
    problems += [_several(field, wishes[field], at, place) for field, at in found.items() if len(at) > 1]
    if problems:
        raise BadInput(problems)
    return {field: at[0] for field, at in found.items()}


def likely_fields(wishes: Iterable[str]) -> list[str]:
    """The fields meant by keys or labels before the kind of list is known: a label as in the first list with it."""
    found = (next((key for table in TABLES if (key := _key(wish, table))), None) for wish in wishes)
    return [key for key in found if key]


def by_field(asked: Mapping[str, int], table: str) -> dict[str, int]:
    """What ``asked_columns`` found, by the keys of the list's fields: a label (客户名称) means its field.

    Raises BadUsage when a column is named for a field that the list does not have.
    """
    keys = {wish: _key(wish, table) for wish in asked}
    if unknown := [wish for wish, key in keys.items() if key is None]:
        raise BadUsage([_no_field(wish, table, list(table_fields(table))) for wish in unknown])
    return {key: asked[wish] for wish, key in keys.items() if key is not None}


def _key(wish: str, table: str) -> str | None:
    """The field of a list with this key, or with this label as templates write it."""
    fields = table_fields(table)
    if wish in fields:
        return wish
    wanted = key_of(wish)
    labels = ((spec.header.label.zh, spec.header.label.en) for spec in fields.values())
    return next((key for key, pair in zip(fields, labels, strict=True) if wanted in map(key_of, pair)), None)


def _matches(wish: str, titles: Sequence[Title]) -> list[int]:
    exact = [title.index for title in titles if wish.strip() in (title.raw.strip(), title.header)]
    if len(exact) == 1:
        return exact
    wanted = key_of(normalise(wish).title)
    alike = exact or [title.index for title in titles if title.header and key_of(title.header) == wanted]
    letter = index_of(wish.strip())
    return alike or ([letter] if letter is not None and any(title.index == letter for title in titles) else [])


def _not_there(field: str, wish: str, titles: Sequence[Title], place: Place) -> Problem:
    headers = [title.header for title in titles if title.header]
    near = nearest(wish, headers, alike=0.4)
    named = [f"{title.header} ({letter_of(title.index)})" for title in titles if title.header]
    listed = _first(named)
    what = Text("没有列“{wish}”（{field}）", 'There is no column "{wish}" (for {field})').format(wish=wish, field=field)
    guess = Text("是不是“{near}”？", 'Did you mean "{near}"? ').format(near=near) if near else Text("", "")
    fix = Text("{guess}请从这些列中选：{listed}", "{guess}Choose one of: {listed}").format(guess=guess, listed=listed)
    return Problem("READ-column", "error", what, fix, place, wish)


def _first(items: Sequence[str]) -> Text:
    """The first items in a row, and how many there are when some are left off."""
    more = Text("{items} 等 {n} 列", "{items} and so on, {n} columns in all")
    whole = Text("{items}", "{items}")
    return (whole if len(items) <= LISTED else more).format(items="、".join(items[:LISTED]), n=len(items))


def _several(field: str, wish: str, at: Sequence[int], place: Place) -> Problem:
    letters = "、".join(letter_of(index) for index in at)
    what = Text("有几列都叫“{wish}”：{letters}", 'Several columns are called "{wish}": {letters}')
    fix = Text("请写列号，例如 --column {field}={first}", "Give the letter, for example --column {field}={first}")
    return Problem(
        "READ-column",
        "error",
        what.format(wish=wish, letters=letters),
        fix.format(field=field, first=letter_of(at[0])),
        place,
        wish,
    )


def _no_field(field: str, table: str, valid: list[str]) -> Problem:
    label = TABLES[table].label
    near = nearest(field, valid, alike=0.5)
    what = Text("“{field}”不是{label}清单的字段", '"{field}" is no field of the list {label}').format(
        field=field, label=label
    )
    guess = Text("是不是 {near}？", "Did you mean {near}? ").format(near=near) if near else Text("", "")
    fix = Text("{guess}可用的字段：{valid}", "{guess}Fields: {valid}").format(guess=guess, valid=", ".join(valid))
    return Problem("READ-unknown-field", "error", what, fix, Place(key=f"columns.{field}"), field)
