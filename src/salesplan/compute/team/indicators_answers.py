"""What customers say about each person (methods.md 9.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from salesplan.compute.customers.population import Population
from salesplan.compute.service.answers import Answer, Questionnaire, answers_of, questionnaires_of
from salesplan.compute.service.customers import customers_of
from salesplan.compute.service.low_answers import is_low
from salesplan.compute.service.satisfaction import counted_of
from salesplan.compute.service.themes import themes_in
from salesplan.compute.team.indicators_money import Owners
from salesplan.compute.team.staff import Staff
from salesplan.model.period import Period
from salesplan.model.records import Records

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
    """The answers of the period by the person who served the customer, else by the customer's owner.

    What a survey counts counts here: the answers about the whole, where there are any; who is low on anything is
    unhappy. Answers of nobody in the team are left out.
    """
    customers = customers_of(records, population, owners.staff)
    answers = answers_of(records, customers, owners.staff)
    itemised = any(answer.item is not None for answer in answers)
    inside = [answer for answer in answers if answer.date is not None and answer.date in span]
    found: dict[str, _Told] = {}
    for answer, person in _of_people(inside, owners.staff):
        one = found.setdefault(person, _Told())
        one.nps += [] if answer.nps is None else [answer.nps]
    for answer, person in _of_people(counted_of(inside), owners.staff):
        found[person].scores += [] if answer.score is None else [answer.score]
    names = {key: name for key, name in owners.frame.select("key", "name").iter_rows() if name}
    low = [each for each in questionnaires_of(inside, itemised=itemised) if is_low(each)]
    for each in sorted(low, key=lambda each: repr(each.first.customer)):
        _complains(each, names, found, owners.staff)
    return {person: _closed(one) for person, one in found.items()}


def _of_people(answers: Iterable[Answer], staff: Staff) -> Iterator[tuple[Answer, str]]:
    """The answers with the key of the person whose they are."""
    for answer in answers:
        person = staff.of(answer.served_by)
        if person is not None:
            yield answer, person.keys[0]


def _complains(each: Questionnaire, names: Mapping[str, str], found: Mapping[str, _Told], staff: Staff) -> None:
    """Adds an unhappy customer, and what he complains of, to the person whose answer it is."""
    person, customer = staff.of(each.first.served_by), each.first.customer
    if person is None:
        return
    one = found[person.keys[0]]
    one.themes.update(themes_in(each))
    if called := names.get(customer.key or "") or customer.name:
        one.unhappy[called] = None


def _closed(one: _Told) -> Answers:
    theme = min(one.themes, key=lambda name: (-one.themes[name], name), default=None)
    return Answers(tuple(sorted(one.scores)), tuple(sorted(one.nps)), theme, tuple(one.unhappy)[:MOST_NAMED])
