"""What people carry of each period: a gap falls on the colleagues who are there while it lasts (methods.md 2.4).

The year of a person is the sum of his periods: each is shared among those who are there in it, by their weights. So the
years and the periods of a team agree, and nobody's own absence is made up for by himself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import fsum

from salesplan.compute.allocation import Weight
from salesplan.compute.targets.grid.settling import Worth
from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.people.people import People, worth_of


def carried(
    weights: Sequence[Weight], worth: Worth, shares: Sequence[Fraction], whole: Sequence[float]
) -> list[list[float]]:
    """What each of several people carries in each period, in the sum of the weights.

    ``weights`` are those of the year, pro-rated by ``worth`` of the periods and their ``shares`` of the year; ``whole``
    is what all of them together have in each period. A period goes by the weights that full seats would have, times
    what the seats are worth in it; where nobody there weighs anything, by what they are worth. All 0 when nobody is
    there at all.
    """
    years = [sum((share * w for share, w in zip(shares, line, strict=True)), Fraction(0)) for line in worth]
    full = [float(Fraction(weight) / year) if year else 0.0 for weight, year in zip(weights, years, strict=True)]
    columns: list[list[float]] = []
    for j, amount in enumerate(whole):
        there = [float(line[j]) for line in worth]
        wanted = [weight * part for weight, part in zip(full, there, strict=True)]
        wanted = wanted if any(wanted) else there
        together = fsum(wanted)
        columns.append([amount * part / together if together else 0.0 for part in wanted])
    together = fsum(cell for column in columns for cell in column)
    scale = fsum(map(float, weights)) / together if together else 0.0
    return [[cell * scale for cell in line] for line in zip(*columns, strict=True)]


@dataclass(frozen=True)
class Carrying:
    """Weighs people by what they carry of ``periods``, the innermost ones of a split with their shares of the year.

    Does nothing in a split without periods: there a year goes by the days in it alone.
    """

    people: People | None
    periods: Sequence[tuple[Node, Fraction]]
    profiles: dict[Node, list[float]] = field(default_factory=dict)

    def carry(self, node: Node) -> None:
        """Set the weights of the people below a node, and note how the year of each member below it runs."""
        if self.people is None or not self.periods or not any(c.weight for c in node.children):
            return
        shares = [share for _, share in self.periods]
        whole = self.profiles.get(node, [float(share) for share in shares])
        worth = worth_of(self.people, node.children, [period for period, _ in self.periods])
        if worth is None:
            self.profiles.update(dict.fromkeys(node.children, whole))
            return
        lines = carried([child.weight for child in node.children], worth, shares, whole)
        for child, line in zip(node.children, lines, strict=True):
            self.profiles[child] = line
            if child.level == "rep":
                child.weight = Fraction(fsum(line))
