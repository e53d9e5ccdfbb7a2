"""Problems that name a key of the plan get the file and the line it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from salesplan.errors import Problem, SalesplanError

if TYPE_CHECKING:
    from salesplan.api.setting import Setting
    from salesplan.load.plan.loader import LoadedPlan

P = ParamSpec("P")
R = TypeVar("R")


def with_places(function: Callable[P, R]) -> Callable[P, R]:
    """The same function, whose refusals say in which line of the plan each key stands.

    The plan is that of the Setting among the arguments, else the one that applies here.
    """

    @wraps(function)
    def placed(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except SalesplanError as refused:
            where = _setting_of((*args, *kwargs.values()))
            if where is None or where.loaded is None:
                raise
            problems = [in_plan(problem, where.loaded) for problem in refused.problems]
            raise type(refused)(problems) from refused.__cause__

    return placed


def _setting_of(arguments: Iterable[object]) -> Setting | None:
    """The setting of a call; None where finding one is what failed."""
    from salesplan.api.setting import Setting, setting

    given = next((each for each in arguments if isinstance(each, Setting)), None)
    try:
        return given or setting()
    except SalesplanError:
        return None


def in_plan(problem: Problem, loaded: LoadedPlan) -> Problem:
    """The problem with the file and line of its key; of a key that the plan does not have, those of the part around.

    A problem that has a file, or is about no key of the plan (an option, a parameter left at its default), stays.
    """
    place = problem.place
    if place.key is None or place.file is not None or place.sheet is not None:
        return problem
    key = place.key
    while key and key not in loaded.spots:
        key = key.rpartition(".")[0]
    if not key or (key != place.key and "." not in key):
        return problem
    spot = loaded.spots[key]
    return replace(problem, place=replace(place, file=spot.file, line=spot.line, column=spot.column))
