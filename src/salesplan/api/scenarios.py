"""Targets under the scenarios of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from salesplan.api.orders import amount_column
from salesplan.api.setting import Setting, with_plan
from salesplan.api.targets import SplitWish, decomposed_with, entries_of, past_orders
from salesplan.errors import SalesplanError
from salesplan.model.result import Result

if TYPE_CHECKING:
    from salesplan.compute.targets.scenarios import Assumed
    from salesplan.compute.targets.split import Decomposed


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


def assumptions(wish: SplitWish, where: Setting) -> list[Assumed]:
    """The plan under each scenario wished for."""
    from salesplan.compute.targets.scenarios import assumed

    file = where.loaded.file if where.loaded else None
    return assumed(where.plan, wish.scenarios, file=file, unit=wish.unit)


def under(where: Setting, assumption: Assumed) -> Setting:
    """The same setting with the plan as one scenario has it."""
    return replace(where, loaded=replace(where.loaded, plan=assumption.plan)) if where.loaded else where


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
