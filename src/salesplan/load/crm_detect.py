"""Which system's file this is, by its titles: the share of them that the system knows, where its stars stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from salesplan.load.found import letter_of
from salesplan.load.header_rows import top_of
from salesplan.load.headers import meanings
from salesplan.load.names import key_of, normalise
from salesplan.load.opening import open_file
from salesplan.load.table_finder import assume_table
from salesplan.model.crm_profile import CrmColumn, CrmProfile
from salesplan.model.reading import ReadOptions

CERTAIN, AHEAD, STAR = Fraction(6, 10), Fraction(1, 10), Fraction(1, 2)
"""The least share of titles that must be known, by how much the best must lead, what stars in the right place add."""


@dataclass(frozen=True)
class Fit:
    """How well titles fit one kind of record of a system: ``share`` of them are known, ``score`` with stars."""

    profile: str
    crm_object: str
    share: Fraction = Fraction(1)
    score: Fraction = Fraction(1)

    @property
    def same(self) -> tuple[str, str]:
        """What two files must have alike to be one list."""
        return self.profile, self.crm_object


@dataclass(frozen=True)
class Titles:
    """The titles of a file as written, from left to right with their positions, and the row they stand in."""

    names: tuple[str, ...] = ()
    at: tuple[int, ...] = ()
    row: int | None = None


def known_titles(profiles: Iterable[CrmProfile]) -> frozenset[str]:
    """Every title that these systems know, as they are compared."""
    records = (records for profile in profiles for records in profile.objects.given().values())
    return frozenset(title_key(title) for each in records for column in each.columns for title in column.titles)


def titles_of_file(file: str, options: ReadOptions, known: Collection[str]) -> Titles:
    """The titles of the sheet that would be read: the row that holds most ``known`` ones, the first of such rows.

    Where no row holds any, the row that our own reading takes for the header. BadInput where the file cannot be read.
    """
    sheet = open_file(file, replace(options, columns={})).sheets[0]
    rows = top_of(sheet.grid).rows
    if options.header_row is None:
        counts = {row: sum(title_key(text) in known for _, text in cells.values()) for row, cells in rows.items()}
        best = max(counts, key=lambda row: (counts[row], -row), default=0)
        if counts.get(best):
            cells = sorted(rows[best].items())
            return Titles(tuple(text for _, (_, text) in cells), tuple(at for at, _ in cells), best)
    found = sheet.picked.table or assume_table(sheet.grid)
    columns = [column for column in found.columns if column.raw] if found else []
    return Titles(tuple(c.raw for c in columns), tuple(c.index for c in columns), options.header_row)


def matched_columns(titles: Titles, columns: Sequence[CrmColumn]) -> dict[str, str]:
    """Our field of each title that a column of the system has: the title, or its letter where it stands twice.

    Of two columns of one field it is the one that the profile has first.
    """
    known = columns_by_title(columns)
    keys = [title_key(title) for title in titles.names]
    order = {id(column): place for place, column in enumerate(columns)}
    found: dict[str, tuple[int, str]] = {}
    for at, key, title in zip(titles.at, keys, titles.names, strict=True):
        column = known.get(key)
        if column is not None and column.field and key:
            place = order[id(column)]
            if column.field not in found or place < found[column.field][0]:
                found[column.field] = place, title if keys.count(key) == 1 else letter_of(at)
    return {field: title for field, (_, title) in found.items()}


def field_clashes(titles: Sequence[str], table: str) -> dict[str, tuple[str, int]]:
    """The titles that our own reading would take for a field of the list, with the field and the rank of the name."""
    known = meanings(table)
    found = {title: known.get(normalise(title).key) for title in titles}
    return {title: (meaning.field, meaning.rank) for title, meaning in found.items() if meaning}


def title_key(title: str) -> str:
    """A title as it is compared: stars, (必填), units, case and blanks off."""
    return key_of(normalise(title).title)


def columns_by_title(columns: Sequence[CrmColumn]) -> dict[str, CrmColumn]:
    """The columns by every title they are known by; the first one has a title that two claim."""
    found: dict[str, CrmColumn] = {}
    for own in (True, False):  # a column's own title comes before another name of a column before it
        for column in columns:
            for title in (column.header, *((column.zh,) if column.zh else ())) if own else column.also:
                found.setdefault(title_key(title), column)
    return found


def fits(titles: Sequence[str], profiles: Mapping[str, CrmProfile]) -> list[Fit]:
    """Every kind of record of every system that knows any of the titles, the best first."""
    keys = [key for key in map(title_key, titles) if key]
    found = [
        _fit(name, profile, crm_object, keys, titles)
        for name, profile in profiles.items()
        for crm_object in profile.objects.given()
    ]
    return sorted((fit for fit in found if fit.share), key=lambda fit: (-fit.score, fit.profile, fit.crm_object))


def _fit(name: str, profile: CrmProfile, crm_object: str, keys: Sequence[str], titles: Sequence[str]) -> Fit:
    records = profile.objects.given()[crm_object]
    known = columns_by_title(records.columns)
    if profile.refused:
        known[title_key(profile.refused)] = records.columns[0]
    share = Fraction(sum(key in known for key in keys), len(keys) or 1)
    required = {title_key(title) for column in records.columns if column.required for title in column.titles}
    share = share if not required or required & {*keys} else Fraction(0)
    exact = {title.strip() for column in records.columns for title in column.titles}
    alike = Fraction(sum(title.strip(" *") in exact for title in titles), 10 * len(keys) or 1)
    return Fit(name, crm_object, share, share + alike + (STAR if share and _starred(titles, profile.stars) else 0))


def _starred(titles: Sequence[str], stars: str) -> bool:
    before = any(title.strip().startswith(("*", "＊")) for title in titles)
    after = any(title.strip().endswith(("*", "＊")) for title in titles)
    return (stars == "before" and before) or (stars == "after" and after and not before)


def certain(found: Sequence[Fit]) -> Fit | None:
    """The one that the file is of; None where no system knows most titles, or two know about as many."""
    if not found or found[0].share < CERTAIN:
        return None
    rivals = [fit for fit in found[1:] if found[0].score - fit.score < AHEAD]
    return None if rivals else found[0]
