"""An amount over siblings, looked at again: who was held at a limit, what was fair, who got the units left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from salesplan.compute.allocation import Weight, equal_when_zero, held_at_bounds, ranked, whole
from salesplan.compute.targets.grid.pins import Range


@dataclass(frozen=True)
class Sharing:
    """How ``split_between`` shares an amount out, without doing it again: the figures that decide.

    ``ranges`` are the siblings' limits; positions are those of ``weights``.
    """

    amount: int
    weights: Sequence[Weight]
    ranges: Sequence[Range]
    unit: int

    @cached_property
    def held(self) -> dict[int, int]:
        """The siblings held at a limit, with that limit."""
        low, high = [low for low, _ in self.ranges], [high for _, high in self.ranges]
        return held_at_bounds(self.amount, self.weights, low, high) if sum(low) <= self.amount <= sum(high) else {}

    @cached_property
    def rest(self) -> int:
        """What is left for the others."""
        return self.amount - sum(self.held.values())

    @cached_property
    def _shared(self) -> dict[int, int]:
        exact = whole(self.weights)
        free = [i for i in range(len(exact)) if i not in self.held]
        return dict(zip(free, equal_when_zero([exact[i] for i in free]), strict=True))

    @cached_property
    def together(self) -> Fraction:
        """The weights of those that share the rest."""
        return sum((Fraction(self.weights[i]) for i in self._shared), Fraction(0))

    def fair(self, at: int) -> Fraction | None:
        """The unrounded share of one sibling; None for one that is held."""
        if at not in self._shared:
            return None
        return Fraction(self.rest * self._shared[at], sum(self._shared.values()))

    @cached_property
    def _fractions(self) -> dict[int, int]:
        """What each has beyond whole units, as a part of all weights together."""
        units, together = self.rest // self.unit, sum(self._shared.values())
        return {i: units * weight % together for i, weight in self._shared.items()}

    @cached_property
    def units_left(self) -> int:
        """The whole units that rounding every share down leaves over."""
        return sum(self._fractions.values()) // sum(self._shared.values()) if self._shared else 0

    @cached_property
    def order(self) -> list[int]:
        """The siblings in the order in which units left over are handed out."""
        free = list(self._shared)
        return [free[n] for n in ranked(list(self._shared.values()), list(self._fractions.values()))]

    def rank(self, at: int) -> int | None:
        """A sibling's place in that order, from 1; None for one that is held."""
        return self.order.index(at) + 1 if at in self._shared else None

    def part(self, at: int) -> int:
        """What a sibling gets by these figures where no limit stands in the way of rounding."""
        if at in self.held:
            return self.held[at]
        floor = (self.rest // self.unit * self._shared[at] // sum(self._shared.values())) * self.unit
        rank = self.order.index(at)
        return floor + (self.unit if rank < self.units_left else 0) + (self.rest % self.unit if not rank else 0)

    def is_tied(self, at: int) -> bool:
        """Whether a sibling has the same fraction as one that fared otherwise, so that weight or order decided."""
        got = set(self.order[: self.units_left])
        return any(
            self._fractions[other] == self._fractions[at] and (other in got) != (at in got) for other in self._shared
        )
