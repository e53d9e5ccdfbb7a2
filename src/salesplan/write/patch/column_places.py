"""Which columns of a list are ours already and where the others go; the same for sheets and text lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.text import Lang, Text
from salesplan.write.columns import OUR_COLUMNS, our_column, recognised
from salesplan.write.patch.cell_xml import column_letters
from salesplan.write.update import NewColumn, PlacedColumn


def places_of(
    headers: Mapping[int, str], following: int, columns: Sequence[NewColumn], lang: Lang, at: Callable[[int], Place]
) -> list[PlacedColumn]:
    """The columns in our order with their places.

    One that is there under any of its names in any language stays there with that name. New ones stand side by side
    from the column ``following`` on, with headers in ``lang``. ``headers`` are the titles that are there by column from
    1, ``at`` gives the place of a column. CannotWrite (WRITE-two-columns): one of ours is there twice.
    """
    there = _ours(headers, at)
    wanted = {column.key: column for column in columns}
    places: list[PlacedColumn] = []
    for our in OUR_COLUMNS:
        new, column = wanted.get(our.key), there.get(our.key)
        if new is None:
            continue
        header = our.header(lang) if column is None else headers[column]
        places.append(PlacedColumn(our, column or following, header, column is None, new.values, new.choices))
        following += column is None
    return places


def _ours(headers: Mapping[int, str], at: Callable[[int], Place]) -> dict[str, int]:
    """Our columns that are there, by key."""
    there: dict[str, int] = {}
    problems = []
    for column, header in sorted(headers.items()):
        name = recognised(header)
        if name is None:
            continue
        if name[0] in there:
            problems.append(_twice(name[0], header, (there[name[0]], column), at(column)))
        there.setdefault(name[0], column)
    if problems:
        raise CannotWrite(problems)
    return there


def _twice(key: str, header: str, columns: tuple[int, int], place: Place) -> Problem:
    what = Text(
        "{title} 这一列在 {first} 和 {second} 各有一份，不知道该写哪一列",
        "there is a column for {title} at {first} and another at {second}; which one to write is unclear",
    )
    fix = Text("删掉其中一列再运行", "delete one of them and run again")
    first, second = map(column_letters, columns)
    filled = what.format(title=our_column(key).title, first=first, second=second)
    return Problem("WRITE-two-columns", "error", filled, fix, place, header)
