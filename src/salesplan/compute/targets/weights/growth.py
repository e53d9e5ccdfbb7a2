"""Targets that grow or fall much against the last full year (methods.md 0.3, 2.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.history import History
from salesplan.errors import Problem
from salesplan.model.plan.levels import in_a_row, path_shown
from salesplan.text import Text

_NAMED = 10


def growth_outliers(
    request: SplitRequest, history: History, items: Sequence[Node], target: Callable[[Node], Decimal]
) -> list[Problem]:
    """One warning for the members whose yearly target differs from last year's sales by more than the limit.

    Only where one year counts as history. Members without sales above 0 in it are new and are not compared.
    """
    if len(history.years) != 1:
        return []
    limit = request.split.growth_outlier
    found: list[tuple[Node, Decimal]] = []
    for parent in items:
        sold = sold_below(parent, history)
        for node in parent.children:
            before = sold.get(key_of(node.name), Decimal(0))
            if before > 0 and abs(change := target(node) / before - 1) > limit:
                found.append((node, change))
    if not found:
        return []
    what = Text("这些目标比 {year}增减很大：{names}", "these targets differ much from {year}: {names}")
    fix = Text("确认一下，或用 pins、min、max 调整", "make sure they are meant, or adjust them with pins, min or max")
    shown = Text("{member} {change}", "{member} {change}")
    names = [shown.format(member=path_shown(node.path), change=f"{change:+.0%}") for node, change in found]
    last = replace(request.year, number=history.years[0])
    filled = what.format(year=last.title, names=in_a_row(names, _NAMED))
    return [Problem("SPLIT-growth", "warning", filled, fix, request.place("total"), str(len(found)))]


def sold_below(parent: Node, history: History) -> dict[str, Decimal]:
    """Last year's sales of the members below one; empty where the orders do not know a level."""
    outer = {above.level: above.name for above in parent.line() if above.parent is not None}
    levels = {*outer, *(child.level for child in parent.children[:1])}
    if not parent.children or not levels <= set(history.levels):
        return {}
    return history.below(parent.children[0].level, outer)
