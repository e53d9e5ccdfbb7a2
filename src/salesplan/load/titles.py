"""The titles of a list's columns, taken from its header rows: name, unit, and the month above a target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from salesplan.load.grid import Grid
from salesplan.load.header_rows import Row
from salesplan.load.headers import known_keys, no_field
from salesplan.load.months import Month, month_of, year_in
from salesplan.load.names import Name, normalise

_DECEMBER = 12


@dataclass(frozen=True)
class Title:
    """A column's title: ``raw`` as written ("2026年1月 / 目标"), ``header`` cleaned, ``key`` of what the column holds.

    ``key`` is empty for a month without 目标 or 实际; ``derived``: under a group that is a sum of others (累计).
    """

    index: int
    raw: str
    header: str
    key: str
    unit: str | None = None
    starred: bool = False
    ours: bool = False
    period: str | None = None
    derived: bool = False


def titles_of_rows(grid: Grid, header: tuple[int, ...], rows: Mapping[int, Row], about: str) -> list[Title]:
    """The titles of a header of one or two rows, by column. ``about``: the text above the list, for the year."""
    last = rows.get(header[-1], {})
    if len(header) == 1:
        drafts = [_single(index, text) for index, (_, text) in sorted(last.items())]
    else:
        groups = _spread(grid, header[0], rows.get(header[0], {}), last)
        drafts = [
            _double(index, groups.get(index, ""), last.get(index, (0, ""))[1])
            for index in sorted(groups.keys() | last.keys())
        ]
    return _with_periods(drafts, year_in(about))


@dataclass(frozen=True)
class _Draft:
    title: Title
    month: Month | None = None
    beside: str = ""


def _single(index: int, raw: str) -> _Draft:
    name = normalise(raw)
    title = _title(index, raw, name.title, name)
    month = month_of(name.key)
    if month is None or name.key in known_keys() or (month.rest and month.rest not in known_keys()):
        return _Draft(title)
    return _Draft(replace(title, key=month.rest, derived=no_field(month.rest) == "derived"), month, month.rest)


def _double(index: int, group: str, under: str) -> _Draft:
    """A title under a group; without one, the group is the title (merged downward)."""
    if not group or not under:
        return _single(index, under or group)
    above, below = normalise(group), normalise(under)
    month, key, beside = month_of(above.key), below.key, ""
    if month is None and (month := month_of(below.key)) is not None:
        key, beside = month.rest or above.key, above.key
    name = replace(below, key=_best_key(above.key, key), unit=below.unit or above.unit)
    title = _title(index, f"{group} / {under}", f"{above.title} {below.title}", name)
    return _Draft(replace(title, derived=no_field(above.key) == "derived"), month, beside)


def _best_key(above: str, key: str) -> str:
    """The name below when it is known, else both together, else the name above: 销售额 over 含税."""
    return next((each for each in (key, above + key, above) if each in known_keys()), key)


def _title(index: int, raw: str, header: str, name: Name) -> Title:
    return Title(index, raw, header, name.key, name.unit, name.starred, name.ours)


def _spread(grid: Grid, row: int, groups: Row, last: Row) -> dict[int, str]:
    """The group above each column: a merged one over its columns, any other up to the next group."""
    ends = {first: until for top, first, _, until in grid.merged if top == row}
    spread: dict[int, str] = {}
    current: tuple[str, int] = ("", -1)
    for index in sorted(groups.keys() | last.keys()):
        if index in groups:
            current = groups[index][1], ends.get(index, index if grid.merged else 1 << 30)
        if index <= current[1]:
            spread[index] = current[0]
    return spread


def _with_periods(drafts: list[_Draft], year: int | None) -> list[Title]:
    """The months as periods: a year runs on to the right, and on to the next when January follows December."""
    titles: list[Title] = []
    before = _Draft(Title(-1, "", "", ""))
    for draft in drafts:
        month = draft.month
        if month is None:
            titles.append(draft.title)
            continue
        follows = before.month is not None and before.month.number == _DECEMBER and month.number == 1
        turned = follows and before.beside == draft.beside and year is not None
        year = month.year or (year + 1 if turned and year is not None else year)
        titles.append(replace(draft.title, period=month.period(year)))
        before = draft
    return titles
