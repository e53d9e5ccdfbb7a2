"""Which columns the user named for fields: by title or by letter, each checked against what is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.load.found import index_of, letter_of
from salesplan.load.names import key_of, normalise
from salesplan.load.titles import Title
from salesplan.model.tables import TABLES, table_fields
from salesplan.text import Text


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


def check_fields(wishes: Mapping[str, str], table: str) -> None:
    """Raise BadUsage when a column is named for a field that the list does not have."""
    valid = list(table_fields(table))
    if unknown := [field for field in wishes if field not in valid]:
        raise BadUsage([_no_field(field, table, valid) for field in unknown])


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
    near = get_close_matches(wish, headers, 1, 0.4)
    listed = "、".join(f"{title.header} ({letter_of(title.index)})" for title in titles if title.header)
    what = Text("没有列“{wish}”（{field}）", 'There is no column "{wish}" (for {field})').format(wish=wish, field=field)
    guess = Text("是不是“{near}”？", 'Did you mean "{near}"? ').format(near=near[0]) if near else Text("", "")
    fix = Text("{guess}请从这些列中选：{listed}", "{guess}Choose one of: {listed}").format(guess=guess, listed=listed)
    return Problem("READ-column", "error", what, fix, place, wish)


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
    near = get_close_matches(field, valid, 1, 0.5)
    what = Text("“{field}”不是{label}清单的字段", '"{field}" is no field of the list {label}').format(
        field=field, label=label
    )
    guess = Text("是不是 {near}？", "Did you mean {near}? ").format(near=near[0]) if near else Text("", "")
    fix = Text("{guess}可用的字段：{valid}", "{guess}Fields: {valid}").format(guess=guess, valid=", ".join(valid))
    return Problem("READ-unknown-field", "error", what, fix, Place(key=f"columns.{field}"), field)
