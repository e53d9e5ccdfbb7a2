"""The answers of a survey one by one, and the questionnaires that they belong to (methods.md 11.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from salesplan.compute.service.customers import NOBODY, Customer, Customers
from salesplan.compute.service.satisfaction import is_overall
from salesplan.compute.team.staff import NO_TEAM, Staff
from salesplan.model.near import plain_name
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.table import scaled

_TEXTS = ("touchpoint", "item", "comment", "theme", "rep", "product")
_BAD = ("score", "nps")


@dataclass(frozen=True)
class Answer:
    """One row of a survey. ``bad``: a cell of it holds something that is no score, so it was answered all the same."""

    source: int
    row: int
    customer: Customer = NOBODY
    date: date | None = None
    touchpoint: str | None = None
    item: str | None = None
    score: Decimal | None = None
    nps: Decimal | None = None
    comment: str | None = None
    theme: str | None = None
    rep: str | None = None
    product: str | None = None
    bad: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether it holds a score; a row without one was sent and not answered."""
        return self.score is not None or self.nps is not None or self.bad

    @property
    def served_by(self) -> str | None:
        """Whose answer it is: the rep's who served the customer, else the owner's of the customer."""
        return self.rep or self.customer.owner

    @property
    def is_overall(self) -> bool:
        """Whether it is about all together rather than one item."""
        return is_overall(self.item)


@dataclass(frozen=True)
class Questionnaire:
    """What one customer was asked at one time: the rows of one customer, day, touchpoint, rep and product.

    ``overall`` are its answers about all together, ``items`` those about one thing.
    """

    answers: tuple[Answer, ...]

    @property
    def first(self) -> Answer:
        """The row that says whose it is and when."""
        return self.answers[0]

    @property
    def is_answered(self) -> bool:
        """Whether any of its rows holds a score."""
        return any(answer.is_answered for answer in self.answers)

    @property
    def overall(self) -> tuple[Answer, ...]:
        """The answers about all together."""
        return tuple(answer for answer in self.answers if answer.is_overall)

    @property
    def items(self) -> tuple[Answer, ...]:
        """The answers about one thing."""
        return tuple(answer for answer in self.answers if not answer.is_overall)


def answers_of(records: Records, customers: Customers, staff: Staff = NO_TEAM) -> list[Answer]:
    """The rows of a survey, by source and row; reps by their names in the team."""
    length, keys = len(records), (SOURCE, ROW, "date", *_TEXTS)

    def column(key: str) -> Sequence[Any]:
        return records.frame.get_column(key).to_list() if key in records.frame.columns else [None] * length

    def scores(key: str) -> Sequence[Decimal | None]:
        scale = records.scales.get(key, 0)
        return [None if value is None else scaled(value, scale) for value in column(key)]

    bad = frozenset().union(*(records.bad.get(key, frozenset()) for key in _BAD))
    rows = zip(*(column(key) for key in keys), *(scores(key) for key in _BAD), strict=True)
    told = (dict(zip((*keys, *_BAD), row, strict=True)) for row in rows)
    found = [_answer(row, customers, staff, bad) for row in told]
    return sorted(found, key=lambda answer: (answer.source, answer.row))


def _answer(row: Mapping[str, Any], customers: Customers, staff: Staff, bad: frozenset[tuple[int, int]]) -> Answer:
    place = (row[SOURCE], row[ROW])
    texts = {key: row[key] for key in ("date", *_TEXTS, *_BAD)} | {"rep": staff.called(row["rep"])}
    return Answer(*place, customer=customers.of.get(place, NOBODY), bad=place in bad, **texts)


def questionnaires_of(answers: Iterable[Answer], *, itemised: bool) -> list[Questionnaire]:
    """The questionnaires in the order of their first rows. Without items, or without a customer, each row is one."""
    found: dict[tuple[Any, ...], list[Answer]] = {}
    for answer in answers:
        who = answer.customer.key or answer.customer.name
        own = (answer.source, answer.row)
        named = (
            who,
            answer.date,
            *(plain_name(word or "") for word in (answer.touchpoint, answer.rep, answer.product)),
        )
        found.setdefault(named if itemised and who else own, []).append(answer)
    return [Questionnaire(tuple(rows)) for rows in found.values()]
