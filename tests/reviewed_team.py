"""A small team written down by hand, as a review takes it: four people, their customers, orders and targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from made_lists import made_list
from made_people import CHINA, made_population
from salesplan.compute.customers.lines import Lines, lines_of
from salesplan.compute.customers.population import BY_ID, Population
from salesplan.compute.team.review_facts import PeriodReview, ReviewLists, Tracked, reviewed
from salesplan.compute.team.staff import Staff, staff_of
from salesplan.model.named_period import NamedPeriod
from salesplan.model.period import FiscalYear
from salesplan.model.plan.plan import Parameters
from salesplan.model.records import Records
from salesplan.model.table import ColumnSpec, Table

AS_OF = date(2026, 6, 30)
YEAR = FiscalYear(2026)
JUNE = NamedPeriod("month", YEAR, 5)
MAY = NamedPeriod("month", YEAR, 4)
SECOND = NamedPeriod("quarter", YEAR, 1)
TRACK = (
    *(ColumnSpec(key, "text") for key in ("rep", "month")),
    ColumnSpec("level", "code"),
    *(ColumnSpec(key, "amount") for key in ("target", "actual", "expected")),
)


def staff(*names: str, **columns: Sequence[Any]) -> Staff:
    """The people of these names."""
    return staff_of(made_list("reps", name=list(names), **columns))


def population(**owners: str) -> Population:
    """Customers by id with their owner."""
    return made_population(*({"id": key, "owner": owner} for key, owner in owners.items()))


def orders(*rows: tuple[str, str, object, str | None]) -> Records:
    """Orders of (customer, day, amount, rep), each with a number of its own."""
    ids, days, amounts, reps = (list(column) for column in zip(*rows, strict=True))
    numbers = [f"SO{at}" for at in range(len(rows))]
    days = [date.fromisoformat(str(day)) for day in days]
    return made_list("orders", order_id=numbers, customer_id=ids, date=days, amount=amounts, rep=reps)


def lines(*rows: tuple[str, str, object, str | None], as_of: date = AS_OF) -> Lines:
    """The same as the lines that count."""
    return lines_of(orders(*rows), as_of, "amount", BY_ID[1])


def tracked(*rows: tuple[Any, ...]) -> Tracked:
    """Monthly targets by rep: (rep, month, target, actual, expected)."""
    tuples = [(rep, month, "month", target, actual, expected) for rep, month, target, actual, expected in rows]
    return Tracked(Table(TRACK, tuples=tuples), ("rep", "month"))


def lists(team: Staff, people: Population, sold: Lines, **more: Any) -> ReviewLists:  # noqa: ANN401 - any of its fields
    """What a review rests on."""
    return replace(ReviewLists(team, people, sold, YEAR, CHINA), **more)


def review_of(given: ReviewLists, period: NamedPeriod = JUNE, as_of: date = AS_OF, **parameters: Any) -> PeriodReview:  # noqa: ANN401 - the plan's values
    """The people of a period, with parameters as a plan has them."""
    return reviewed(given, period, Parameters.model_validate(parameters), as_of)
