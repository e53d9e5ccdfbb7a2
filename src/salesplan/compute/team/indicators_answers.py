"""What customers say about each person, and what became of the prospects he captured (methods.md 9.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from salesplan.compute.customers.links import linked_rows
from salesplan.compute.customers.population import Population
from salesplan.compute.prospects.deal_rows import Deal
from salesplan.compute.service.satisfaction import about_the_whole
from salesplan.compute.team.indicators_money import Owners
from salesplan.compute.team.staff import Staff
from salesplan.model.period import Period
from salesplan.model.records import Records
from salesplan.model.table import scaled

_UNHAPPY = 2
"""A score up to this one is a task to call back."""
_DETRACTS = 6
MOST_NAMED = 3
"""So many unhappy customers are named."""


@dataclass(frozen=True)
class Answers:
    """The answers about one person: scores of 1 to 5 and 0 to 10, what unhappy customers complain of, who they are."""

    scores: tuple[Decimal, ...] = ()
    nps: tuple[Decimal, ...] = ()
    theme: str | None = None
    unhappy: tuple[str, ...] = ()


@dataclass
class _Told:
    scores: list[Decimal] = field(default_factory=list)
    nps: list[Decimal] = field(default_factory=list)
    themes: Counter[str] = field(default_factory=Counter)
    unhappy: dict[str, None] = field(default_factory=dict)


def answers_by_owner(records: Records, population: Population, owners: Owners, span: Period) -> dict[str, Answers]:
    """The answers of the period, by the owner of the customer who answered."""
    rows = linked_rows(records, population, span.last).frame
    names = ("customer_key", "date", "item", "score", "nps", "theme", "told")
    none = [None] * len(rows)
    columns = [rows.get_column(name).to_list() if name in rows.columns else none for name in names]
    held = _people(owners)
    whole = about_the_whole(columns[names.index("item")])
    found: dict[str, _Told] = {}
    given = sorted(zip(*columns, whole, strict=True), key=repr)
    for key, day, _, score, nps, theme, told, counts in given:
        person, called = held.get(key, (None, None))
        if person is None or day not in span:
            continue
        one = found.setdefault(person, _Told())
        rated = _exact(score, records, "score") if counts else None
        _add(one, rated, _exact(nps, records, "nps"), theme, called or told)
    return {person: _closed(one) for person, one in found.items()}


def _people(owners: Owners) -> dict[str, tuple[str, str | None]]:
    """The person and the name of each customer, by key; only of customers whose owner is in the team."""
    rows = owners.frame.select("key", "name", "owner").iter_rows()
    named = ((key, name, owners.staff.of(owner)) for key, name, owner in rows)
    return {key: (person.keys[0], name) for key, name, person in named if person is not None}


def _exact(value: int | None, records: Records, key: str) -> Decimal | None:
    return None if value is None else scaled(value, records.scales.get(key, 0))


def _add(one: _Told, score: Decimal | None, nps: Decimal | None, theme: str | None, customer: str) -> None:
    if score is not None:
        one.scores.append(score)
    if nps is not None:
        one.nps.append(nps)
    if (score is not None and score <= _UNHAPPY) or (nps is not None and nps <= _DETRACTS):
        one.unhappy[customer] = None
        if theme:
            one.themes[theme] += 1


def _closed(one: _Told) -> Answers:
    theme = min(one.themes, key=lambda name: (-one.themes[name], name), default=None)
    return Answers(tuple(sorted(one.scores)), tuple(sorted(one.nps)), theme, tuple(one.unhappy)[:MOST_NAMED])


@dataclass(frozen=True)
class Captured:
    """Prospects captured in a period, what became of them by the as-of, and what was won in the period at all."""

    captured: int = 0
    bought: int = 0
    lost: int = 0
    wins: int = 0

    @property
    def open(self) -> int:
        """Those of which nobody knows yet."""
        return self.captured - self.bought - self.lost


def captured_by_person(deals: Iterable[Deal], staff: Staff, span: Period, as_of: date) -> dict[str, Captured]:
    """Deals or prospects created in the period, by owner; bought and lost are those decided up to the as-of."""
    found: dict[str, Captured] = {}
    for deal in deals:
        person = staff.of(deal.owner)
        if person is None:
            continue
        one, own = found.get(person.keys[0], Captured()), deal.created is not None and deal.created in span
        decided = deal.close_date is None or deal.close_date <= as_of
        found[person.keys[0]] = Captured(
            one.captured + own,
            one.bought + (own and deal.state == "won" and decided),
            one.lost + (own and deal.state == "lost" and decided),
            one.wins + (deal.state == "won" and deal.close_date is not None and deal.close_date in span),
        )
    return found


def contacts_by_person(activities: Records | None, staff: Staff, span: Period) -> Mapping[str, int]:
    """How many contacts each person had in the period; nothing without a list of them."""
    if activities is None or not (activities.has("rep") and activities.has("date")):
        return {}
    found: Counter[str] = Counter()
    days: list[Any] = activities.frame.get_column("date").to_list()
    for rep, day in zip(activities.frame.get_column("rep").to_list(), days, strict=True):
        person = staff.of(rep)
        if person is not None and day is not None and day in span:
            found[person.keys[0]] += 1
    return dict(found)
