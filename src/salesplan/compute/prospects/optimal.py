"""The assignment of most value: expected value x skill fit as large as can be, by scipy (``--optimal``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from typing import Any

from salesplan.compute.prospects.assigning import Loads, Placement, Waiting, fit_share, handed_out, total_worth
from salesplan.compute.prospects.people import Person
from salesplan.errors import BadUsage, Problem
from salesplan.model.plan.prospects import FitParameters
from salesplan.text import Text

MOST_CELLS = 30_000_000
"""Prospects x open places that are weighed against each other; more takes too much memory."""
_FINE, _FIT, _EVEN = 2**30, 2**10, 2**10
"""Steps in which values, then fits, then loads are told apart: together whole numbers that floats hold exactly."""


@dataclass(frozen=True)
class Place:
    """A place that a person has left; ``load`` is how many he has before it is taken."""

    person: Person
    load: int


def best_handed_out(
    waiting: Sequence[Waiting], people: Sequence[Person], loads: Loads, fit: FitParameters, *, region: bool
) -> tuple[Placement, ...]:
    """As many prospects as there is room for, so that expected value x skill fit is largest; among equals loads even.

    Money stays exact: scipy only chooses, on values in whole steps of 2^-30 of the largest; the greedy assignment is
    kept where it is worth more than what these steps can tell. ``loads`` grow as prospects are given. BadUsage without
    scipy, or for more than it can weigh.
    """
    if not waiting or not people:
        return tuple(Placement(each, None) for each in waiting)
    chosen = _chosen(waiting, _places(waiting, people, loads), fit, region=region)
    tried = dict(loads)
    rule = handed_out(waiting, people, tried, region=region)
    same = sum(one.to is not None for one in chosen) <= sum(one.to is not None for one in rule)
    if same and total_worth(chosen, fit, region=region) < total_worth(rule, fit, region=region):
        chosen = rule
    for each in chosen:
        if each.to is not None:
            loads[each.to.key] = loads.get(each.to.key, 0) + 1
    return chosen


def _places(waiting: Sequence[Waiting], people: Sequence[Person], loads: Mapping[str, int]) -> list[Place]:
    """The places left, no more of a person than there are prospects."""
    found = []
    for person in people:
        load = loads.get(person.key, 0)
        room = min(person.capacity - load, len(waiting)) if person.takes else 0
        found += [Place(person, load + at) for at in range(max(room, 0))]
    if len(found) * len(waiting) > MOST_CELLS:
        raise BadUsage(_too_many(len(waiting), len(found)))
    return found


def _chosen(
    waiting: Sequence[Waiting], places: Sequence[Place], fit: FitParameters, *, region: bool
) -> tuple[Placement, ...]:
    """The pairs that scipy finds; one that may not be is taken by it only where nothing else is left, and dropped."""
    solver, numpy = _solver()
    if not places:
        return tuple(Placement(each, None) for each in waiting)
    table = _table(numpy, waiting, places, fit, region=region)
    rows, columns = solver.linear_sum_assignment(table, maximize=True)
    taken = {int(row): places[int(column)].person for row, column in zip(rows, columns, strict=True)}
    return tuple(Placement(each, _allowed(each, taken.get(row))) for row, each in enumerate(waiting))


def _allowed(waiting: Waiting, person: Person | None) -> Person | None:
    return None if person is None or person.key in waiting.barred else person


def _table(
    numpy: Any,  # noqa: ANN401 - the module, read only where it is asked for
    waiting: Sequence[Waiting],
    places: Sequence[Place],
    fit: FitParameters,
    *,
    region: bool,
) -> Any:  # noqa: ANN401 - one of its arrays
    """The weight of each prospect in each place: value x fit, then fit alone, then a small load.

    What may not be weighs so little that every other way to give one more prospect to somebody is taken first.
    """
    people = list({place.person.key: place.person for place in places}.values())
    at = {person.key: column for column, person in enumerate(people)}
    largest = max((each.row.prospect.expected or Fraction(0) for each in waiting), default=Fraction(0)) or Fraction(1)
    most = max(place.load for place in places) + 1
    never = -float(_FINE * _FIT * _EVEN) * (len(waiting) + 1)

    def weight(each: Waiting, person: Person) -> float:
        if person.key in each.barred:
            return never
        share = fit_share(each, person, fit, region=region)
        value = (each.row.prospect.expected or Fraction(0)) * share / largest
        return float((int(value * _FINE) * _FIT + int(share * (_FIT - 1))) * _EVEN)

    weights = numpy.array([[weight(each, person) for person in people] for each in waiting], dtype=float)
    even = numpy.array([(most - place.load) * (_EVEN - 1) // most for place in places], dtype=float)
    return weights[:, [at[place.person.key] for place in places]] + even[None, :]


def _solver() -> tuple[Any, Any]:
    """Scipy's solver and numpy, read only when they are asked for; BadUsage without them."""
    try:
        return import_module("scipy.optimize"), import_module("numpy")
    except ImportError:
        what = Text("--optimal 要用 scipy，没有安装", "--optimal needs scipy, which is not installed")
        fix = Text(
            '运行 pip install "salesplan[assign]"；或不加 --optimal，按规则分配',
            'type pip install "salesplan[assign]"; or leave --optimal out: assigned by rule',
        )
        raise BadUsage(Problem("PROSPECTS-needs-scipy", "error", what, fix, value="scipy")) from None


def _too_many(prospects: int, places: int) -> Problem:
    what = Text(
        "{prospects} 个潜在客户、{places} 个空位，--optimal 算不动",
        "{prospects} prospects and {places} places are too many for --optimal",
    ).format(prospects=f"{prospects:,}", places=f"{places:,}")
    fix = Text("分区域或分批给名单；或不加 --optimal", "give the list in parts, or leave --optimal out")
    return Problem("PROSPECTS-too-many", "error", what, fix, value=str(prospects * places))
