"""Leaves out of a plan what the model refuses, so that the rest can be checked, and remembers where the rest stood."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from salesplan.load.plan.places import PlanText
from salesplan.model.plan.paths import Path, dotted

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Kept:
    """What was left out of a plan, and the positions in the file of the items that its shortened lists kept.

    ``names`` are the ids and names of what was left out, ``meanings`` what left-out keys are called in Chinese.
    """

    left_out: frozenset[Path] = frozenset()
    positions: Mapping[Path, tuple[int, ...]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    meanings: Mapping[Path, str] = field(default_factory=dict)

    def in_file(self, path: Path) -> Path:
        """The path, as the file has it, of a part of the plan that was kept."""
        found: Path = ()
        for part in path if self.positions else ():
            found = self.step(found, part)
        return found or path

    def step(self, path: Path, part: str | int) -> Path:
        """One step on from a path of the file: a key, or a position among the items that were kept."""
        there = self.positions.get(path, ()) if isinstance(part, int) else ()
        return (*path, there[part] if isinstance(part, int) and part < len(there) else part)

    def hides(self, path: Path, value: str | None = None, words: str = "") -> bool:
        """Whether what a rule finds at a path of the file may come from what was left out.

        That is where the part itself, one around it, or any inside a key is left out: what a whole list or mapping
        lacks or sums to rests on all that stands in it. It is also where ``value`` names what was left out (a goal's
        parent), and where the finding is about an item and its ``words`` name a key of it that was left out, by the key
        itself or by what it means.
        """
        if value in self.names or any(path[:length] in self.left_out for length in range(1, len(path) + 1)):
            return True
        if path and isinstance(path[-1], str):
            return path in self._around
        told = _WORD.findall(words) if path in self._around else ()
        if any((*path, word) in self.left_out for word in told):
            return True
        return any(called in words for one, called in self.meanings.items() if one[:-1] == path)

    @cached_property
    def _around(self) -> frozenset[Path]:
        return frozenset(path[:length] for path in self.left_out for length in range(1, len(path)))


def without(plan: PlanText, left_out: Collection[Path]) -> tuple[Any, Kept]:
    """The values of a plan but those left out (paths as in the file), and what was kept."""
    positions: dict[Path, tuple[int, ...]] = {}
    dropped = frozenset(left_out)
    stems = {path[:-1] for path in dropped}

    def copied(value: Any, path: Path) -> Any:  # noqa: ANN401 - whatever stands in the plan
        if isinstance(value, dict):
            return {key: copied(one, (*path, key)) for key, one in value.items() if (*path, key) not in dropped}
        if not isinstance(value, list):
            return value
        if path not in stems:
            return [copied(one, (*path, at)) for at, one in enumerate(value)]
        positions[path] = tuple(at for at in range(len(value)) if (*path, at) not in dropped)
        return [copied(value[at], (*path, at)) for at in positions[path]]

    names = frozenset(name for path in dropped for name in _names(value_at(plan, path)))
    return copied(plan.values, ()), Kept(dropped, positions, names)


def _names(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever stands in the plan
    """The ids and names of a part, or of the parts of a list."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            yield from (part[key] for key in ("id", "name") if isinstance(part.get(key), str))


def droppable(plan: PlanText, path: Path) -> Path:
    """The smallest part at or around a path that can go without changing what its neighbours mean.

    A key, or an item of a list of parts; a word or number in a list goes with the whole list.
    """
    while path and not isinstance(path[-1], str):
        around = value_at(plan, path[:-1])
        if isinstance(around, list) and any(isinstance(one, dict) for one in around):
            break
        path = path[:-1]
    return path


def value_at(plan: PlanText, path: Path, absent: object = None) -> Any:  # noqa: ANN401 - whatever stands in the plan
    """What stands at a path; ``absent`` where nothing does."""
    value = plan.values
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return absent
    return value


def empty_keys(plan: PlanText) -> Iterator[Path]:
    """The keys of a file after which nothing stands."""
    left: list[tuple[Path, Any]] = [((), plan.values)]
    while left:
        path, value = left.pop()
        inner = list(value.items() if isinstance(value, dict) else enumerate(value))
        left += [((*path, key), one) for key, one in inner if isinstance(one, dict | list)]
        yield from ((*path, key) for key, one in inner if one is None and isinstance(key, str))


def forget_replaced(plan: PlanText) -> None:
    """Forget the places of what stood in parts that stand twice: the later part has replaced the earlier."""
    nowhere = object()
    if any(problem.code == "PLAN-duplicate-key" for problem in plan.problems):
        plan.keys = {path: spot for path, spot in plan.keys.items() if value_at(plan, path, nowhere) is not nowhere}
        plan.spots = {path: spot for path, spot in plan.spots.items() if value_at(plan, path, nowhere) is not nowhere}


def doubtful(plan: PlanText) -> frozenset[Path]:
    """What a file that could be read leaves in doubt.

    Amounts that their own commas cut in pieces, with the keys that YAML made of the pieces; parts that stand twice.
    """
    pieces = {path for path in plan.spots if path and isinstance(path[-1], str) and path not in plan.keys}
    cut = {problem.place.key for problem in plan.problems if problem.code == "PLAN-comma"}
    twice = {problem.place.key for problem in plan.problems if problem.code == "PLAN-duplicate-key"}
    named = {path: dotted(path) for path in plan.keys} if cut or twice else {}
    return frozenset(
        [
            *pieces,
            *(path for path, name in named.items() if name in cut),
            *(path for path, name in named.items() if name in twice and isinstance(value_at(plan, path), dict | list)),
        ]
    )
