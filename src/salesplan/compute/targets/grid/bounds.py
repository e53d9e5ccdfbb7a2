"""Pins and limits carried up to every target that holds them, so that nothing fails half-way down (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from salesplan.compute.allocation import UNBOUNDED
from salesplan.compute.targets.grid.pins import Range, Spot
from salesplan.compute.targets.grid.tree import Node


@dataclass(frozen=True)
class Contradiction:
    """A target whose parts cannot sum to it: they need at least, or take at most, ``parts``; ``own`` is allowed."""

    spot: Spot
    parts: int
    own: int

    @property
    def too_much(self) -> bool:
        """Whether the parts need more than allowed; else they cannot take enough."""
        return self.parts > self.own


@dataclass
class Bounds:
    """Lowest and highest amounts of the targets that pins bear on; any other may be 0 or more."""

    ranges: dict[Spot, Range] = field(default_factory=dict)
    contradictions: list[Contradiction] = field(default_factory=list)

    def of(self, spot: Spot) -> Range:
        """The limits of one target."""
        return self.ranges.get(spot, (0, UNBOUNDED))


def carry_up(items: Sequence[Node], times: Sequence[Node], fixed: Mapping[Spot, Range]) -> Bounds:
    """The limits of every target above a fixed one, over members and over periods.

    A target needs at least the sum of what its parts need; it takes at most the sum of what they take when each of
    them has a highest amount. Every contradiction is found in one go.
    """
    bounds = Bounds()
    above = {(item.index, time.index) for d, t in fixed for item in items[d].line() for time in times[t].line()}
    for spot in sorted(above, key=lambda s: (-items[s[0]].depth - times[s[1]].depth, s)):
        bounds.ranges[spot] = _range(spot, items, times, fixed, bounds)
    return bounds


def _range(
    spot: Spot, items: Sequence[Node], times: Sequence[Node], fixed: Mapping[Spot, Range], bounds: Bounds
) -> Range:
    low, high = own = fixed.get(spot, (0, UNBOUNDED))
    clashes = [Contradiction(spot, low, high)] if low > high else []
    for parts in _parts(spot, items, times):
        ranges = [bounds.of(part) for part in parts]
        least = sum(bottom for bottom, _ in ranges)
        most = sum(top for _, top in ranges) if all(top < UNBOUNDED for _, top in ranges) else UNBOUNDED
        if least > own[1]:
            clashes.append(Contradiction(spot, least, own[1]))
        elif most < own[0]:
            clashes.append(Contradiction(spot, most, own[0]))
        else:
            low, high = max(low, least), min(high, most)
    if low > high and not clashes:
        clashes.append(Contradiction(spot, low, high))
    if clashes:
        bounds.contradictions.append(max(clashes, key=lambda clash: abs(clash.parts - clash.own)))
        return own[0], max(own)
    return low, high


def _parts(spot: Spot, items: Sequence[Node], times: Sequence[Node]) -> Iterator[list[Spot]]:
    """The ways in which a target falls into parts: over the members below it, over the periods below it."""
    d, t = spot
    if items[d].children:
        yield [(child.index, t) for child in items[d].children]
    if times[t].children:
        yield [(d, child.index) for child in times[t].children]
