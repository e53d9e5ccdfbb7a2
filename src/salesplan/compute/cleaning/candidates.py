"""The customers of a list as they are compared: names taken apart, numbers and addresses as keys, how full, how new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.cleaning.company_name import company_name, is_full_name
from salesplan.compute.cleaning.credit_codes import credit_code, is_credit_code
from salesplan.compute.cleaning.emails import email_key
from salesplan.compute.cleaning.matching import Candidate
from salesplan.compute.cleaning.phones import phone_keys
from salesplan.compute.cleaning.places import NOWHERE, Place, merged, place_of
from salesplan.model.reading import CELLS
from salesplan.model.records import ROW, SOURCE, Records

DATES = ("updated", "last_contact", "created")
"""How new a record is: the first of these that it has."""


@dataclass(frozen=True)
class Customers:
    """The customers of a list, by position: what is compared of them, how full and how new each is, and its mark."""

    candidates: tuple[Candidate, ...]
    columns: Mapping[str, Sequence[Any]]
    filled: Sequence[int]
    newest: Sequence[date | None]
    files: tuple[str, ...]
    _marks: dict[int, str] = field(default_factory=dict)

    def text(self, key: str, at: int) -> str | None:
        """A field of a customer as text; None where it is empty or the list has no such column."""
        values = self.columns.get(key)
        value = None if values is None else values[at]
        return None if value is None else str(value)

    def mark(self, at: int) -> str:
        """What changes whenever a cell of the customer's row does: a decision about it holds for just this row."""
        if at not in self._marks:
            told = "\x1f".join(f"{key}={values[at]}" for key, values in sorted(self.columns.items()) if key != ROW)
            self._marks[at] = hashlib.sha256(told.encode()).hexdigest()[:12]
        return self._marks[at]

    def rank(self, at: int) -> tuple[object, ...]:
        """The order of proposal within a group: full names first, fullest, newest; then by id, name and row."""
        day = self.newest[at]
        day_rank = -day.toordinal() if day else 0
        id_ = self.candidates[at].id
        name = self.text("name", at) or ""
        legal, placed = is_full_name(name), self.candidates[at].name.place != NOWHERE
        return (
            not (legal and placed),
            not legal,
            -self.filled[at],
            day_rank,
            id_ is None,
            id_ or "",
            name,
            self.mark(at),
            at,
        )


def customers_of(records: Records, regions: Iterable[str] = ()) -> Customers:
    """The customers of a list with their names taken apart and their numbers and addresses as keys."""
    frame = records.frame
    columns = {key: frame[key].to_list() for key in frame.columns if key != SOURCE}
    fields = [key for key in frame.columns if key not in (ROW, SOURCE) and not key.startswith(CELLS)]
    full = frame.select(n=nw.sum_horizontal(*((~nw.col(key).is_null()).cast(nw.Int64()) for key in fields)))[
        "n"
    ].to_list()
    days = [nw.col(key) for key in DATES if key in frame.columns]
    newest = frame.select(d=nw.coalesce(*days))["d"].to_list() if days else [None] * len(frame)
    names = frozenset(regions)
    candidates = tuple(_candidate(at, columns, names) for at in range(len(frame)))
    sources = frame[SOURCE].to_list()
    files = tuple(records.inputs[at].file for at in sources)
    return Customers(candidates, columns, full, newest, files)


def _candidate(at: int, columns: Mapping[str, Sequence[Any]], regions: frozenset[str]) -> Candidate:
    def text(key: str) -> str:
        return (columns[key][at] or "") if key in columns else ""

    name = company_name(text("name"), regions)
    phones = (*phone_keys(text("phone")), *phone_keys(text("mobile")))
    code = credit_code(text("credit_code"))
    return Candidate(
        at,
        text("id").strip() or None,
        name,
        merged(name.place, _place(text("province"), text("city"))),
        tuple(dict.fromkeys(phones)),
        email_key(text("email")),
        code if is_credit_code(code) else None,
    )


def _place(province: str, city: str) -> Place:
    """Where the columns say that a customer is."""
    found = place_of(city) if city else NOWHERE
    return merged(found, place_of(province)) if province else found
