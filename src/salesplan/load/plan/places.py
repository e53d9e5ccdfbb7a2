"""A plan file as plain values, and where in the file each of them stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from salesplan.errors import Place, Problem
from salesplan.load.plan.sentences import SENTENCES
from salesplan.model.plan.paths import Path, dotted
from salesplan.text import Text


class Spot(NamedTuple):
    """A stretch of the file: line and column of its start, from 1, and its character positions.

    The end of a ``block`` (a list or mapping without brackets) is only roughly known.
    """

    line: int
    column: int
    start: int
    end: int
    block: bool = False


TOP = Spot(1, 1, 0, 0)


@dataclass
class PlanText:
    """One plan file: its text, values, the spot of each key and value by its path, and what is wrong with it."""

    file: str
    text: str = ""
    values: Any = None
    keys: dict[Path, Spot] = field(default_factory=dict)
    spots: dict[Path, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, spot: Spot, path: Path = (), fix: Text | None = None, **words: object) -> None:
        """Note a problem; ``words`` fill the sentence of its code, ``fix`` stands for its own where it says more."""
        sentence = SENTENCES[code]
        place = Place(file=self.file, line=spot.line, column=spot.column, key=dotted(path) or None)
        value = str(words["value"]) if "value" in words else None
        what, fix = sentence.what.format(**words), fix or sentence.fix.format(**words)
        self.problems.append(Problem(f"PLAN-{sentence.code}", "error", what, fix, place, value))

    def nearest(self, path: Path) -> Spot:
        """The spot of ``path``, else of the nearest part of the plan around it."""
        while path and path not in self.keys and path not in self.spots:
            path = path[:-1]
        return self.keys.get(path) or self.spots.get(path) or TOP
