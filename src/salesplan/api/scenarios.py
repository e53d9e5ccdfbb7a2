"""Targets under the scenarios of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from salesplan.api.orders import amount_column
from salesplan.api.plan_places import with_places
from salesplan.api.setting import Setting, with_plan
from salesplan.api.targets import SplitWish, decomposed_with, entries_of, past_orders
from salesplan.errors import BadUsage, Problem, SalesplanError
from salesplan.model.result import Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.targets.scenarios import Assumed
    from salesplan.compute.targets.split import Decomposed
    from salesplan.load.plan.places import PlanText
    from salesplan.model.plan.edit import PlanEdit


def split_under(entry: str | None, wish: SplitWish, where: Setting) -> tuple[Result[Any], ...]:
    """The plan's entries (or one) under the scenarios wished for: side by side, or an ordinary split under one.

    What forbids a split under any of them is one error, with the scenario named.
    """
    from salesplan.compute.targets.scenarios import side_by_side, under_one

    entries_of(entry, where)
    chosen = assumptions(wish, where)
    made = _made(entry, wish, where, chosen)
    if len(chosen) == 1:
        return tuple(with_plan(under_one(chosen[0], each, where.as_of), where) for each in made[0])
    pairs = [list(zip(chosen, each, strict=True)) for each in zip(*made, strict=True)]
    return tuple(with_plan(side_by_side(pair, where.as_of), where) for pair in pairs)


@with_places
def assumptions(wish: SplitWish, where: Setting) -> list[Assumed]:
    """The plan under each scenario wished for."""
    from salesplan.compute.targets.scenarios import assumed

    return assumed(where.plan, wish.scenarios, unit=wish.unit)


def under(where: Setting, assumption: Assumed) -> Setting:
    """The same setting with the plan as one scenario has it."""
    return replace(where, loaded=replace(where.loaded, plan=assumption.plan)) if where.loaded else where


def the_one(wish: SplitWish, where: Setting) -> Setting:
    """The setting under the one scenario wished for, or as it is without one. BadUsage for several."""
    if not wish.scenarios:
        return where
    if len(wish.scenarios) > 1:
        what = Text("这里一次只看一个情景", "only one scenario at a time here")
        fix = Text("例如 --scenario {id}", "for example --scenario {id}").format(id=wish.scenarios[0])
        raise BadUsage(Problem("USAGE-one-scenario", "error", what, fix, value=",".join(wish.scenarios)))
    return under(where, assumptions(wish, where)[0])


def _made(entry: str | None, wish: SplitWish, where: Setting, chosen: Sequence[Assumed]) -> list[list[Decomposed]]:
    """The grids of each scenario, from orders that are read once."""
    from salesplan.compute.targets.scenarios import refused

    history = past_orders(wish, where)
    amount_column(history, where)  # a fault of the orders is none of a scenario
    made: list[list[Decomposed]] = []
    failures: dict[str, SalesplanError] = {}
    for assumption in chosen:
        try:
            made.append(decomposed_with(history, entry, wish, under(where, assumption)))
        except SalesplanError as failed:
            failures[assumption.scenario.id] = failed
    if failures:
        raise refused(failures, len(chosen))
    return made


def scenario_copy(entry: str | None, wish: SplitWish, where: Setting) -> tuple[Sequence[PlanEdit], tuple[Problem, ...]]:
    """What one scenario changes in the plan, as edits of its file, and what is worth knowing once they are made.

    BadUsage unless exactly one scenario is wished for and there is a plan to put it into.
    """
    from salesplan.compute.targets.versions.scenario_copy import copied, still_relative
    from salesplan.load.plan.loader import plan_texts

    if len(wish.scenarios) != 1 or where.loaded is None:
        raise BadUsage(_one_scenario())
    texts = plan_texts(where.loaded.file)
    edits = copied(where.plan, assumptions(wish, where)[0], entry, lambda path: _as_written(texts, path))
    spot = where.loaded.spots.get("scenarios")
    told = still_relative(where.plan, edits)
    return edits, tuple(replace(problem, place=spot or problem.place) for problem in told)


def _as_written(texts: Sequence[PlanText], path: tuple[str | int, ...]) -> str | None:
    """The text that stands at a path of the plan, in whichever of its files."""
    found = next((text for text in texts if path in text.spots), None)
    if found is None:
        return None
    value = found.values
    for step in path:
        value = value[step]
    return value if isinstance(value, str) else None


def _one_scenario() -> Problem:
    what = Text("--write 只写一个情景", "--write takes exactly one scenario")
    fix = Text(
        "例如 salesplan targets split --scenario high --write",
        "for example salesplan targets split --scenario high --write",
    )
    return Problem("USAGE-one-scenario", "error", what, fix)
