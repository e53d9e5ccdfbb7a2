"""What pins take from the targets beside them, and totals that are unusual (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.targets.grid.outcome import Targets
from salesplan.compute.targets.grid.pins import Fixed, Spot
from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.compute.targets.request import SplitRequest
from salesplan.errors import Problem, SalesplanError
from salesplan.text import Text

SQUEEZED = Fraction(1, 2)
"""A target is squeezed when pins leave it less than this part of what it would have without them."""
MOST_CELLS = 20_000
"""Splits with more targets are not made a second time to be compared."""
_ROUNDING = 2
"""Rounding alone moves a target by up to so many units."""
Again = Callable[[SplitRequest, Targets], Sequence[Sequence[int]]]


def pin_squeeze(request: SplitRequest, found: Targets, fixed: Fixed, without_pins: Again) -> list[Problem]:
    """One warning that names the free target which pins squeeze most, and counts the others.

    What lies below a pinned target is not free; of a squeezed target and its parts only the target itself counts.
    ``without_pins`` makes the split again.
    """
    if not request.pins or len(found.items) * len(found.times) > MOST_CELLS:
        return []
    try:
        before = without_pins(request, found)
    except SalesplanError:
        return []
    unit = int(request.unit.scaleb(found.scale))
    squeezed = _squeezed(found, fixed, before, unit)
    if not squeezed:
        return []
    drop, name = max(squeezed, key=lambda one: one[0])
    others = Text("，另有 {n} 个也少了一半以上", "; so are {n} more, by more than half").format(n=len(squeezed) - 1)
    what = Text("定死后，{name} 比不定时少 {drop}{others}", "with the pins {name} is {drop} less than without{others}")
    filled = what.format(name=name, drop=f"{Decimal(drop.numerator) / drop.denominator:.0%}", others=others)
    if len(squeezed) == 1:
        filled = filled.format(others="")
    fix = Text("确认一下，或改小定死的数", "make sure this is meant, or make the pins smaller")
    return [Problem("SPLIT-pin-squeeze", "warning", filled, fix, request.place("pins"), name)]


def _squeezed(found: Targets, fixed: Fixed, before: Sequence[Sequence[int]], unit: int) -> list[tuple[Fraction, str]]:
    """How much less the squeezed targets have, with their names, in the order of the table."""
    lost: list[tuple[Fraction, str]] = []
    passed = 0
    for item, time, depth in found.nodes():
        if passed and depth > passed:
            continue
        passed = 0
        had, has = before[item.index][time.index], found.cells[item.index][time.index]
        if has < had * SQUEEZED and had - has > _ROUNDING * unit and _is_free(item, time, found, fixed):
            lost.append((1 - Fraction(has, had), _name(item, time)))
            passed = depth
    return lost


def _is_free(item: Node, time: Node, found: Targets, fixed: Fixed) -> bool:
    """Whether neither the target nor one that holds it is pinned."""
    spots: set[Spot] = {(above.index, at.index) for above in item.line() for at in time.line()}
    sums = {(above.level, key_of(above.name)) for above in item.line()}
    return found.pinned.isdisjoint(spots) and fixed.sums.keys().isdisjoint(sums)


def _name(item: Node, time: Node) -> str:
    """``华北 2026-Q1``."""
    members = [above.name for above in item.line() if above.parent is not None]
    return " ".join([*reversed(members), time.name]).strip()


def unusual_total(request: SplitRequest) -> list[Problem]:
    """A note on a total of 0 or below: it is split, and may be a slip."""
    if request.total > 0:
        return []
    what = Text("总额是 0，每一项都是 0", "the total is 0, and so is every target")
    if request.total < 0:
        what = Text("总额是负数，每一项都按负数分", "the total is below 0, and so is every target")
    fix = Text("不是有意的就改 total", "correct the total unless this is meant")
    return [Problem("SPLIT-total-sign", "note", what, fix, request.place("total"), f"{request.total:f}")]
