"""Where each key of a plan stands, by the way in which commands name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from salesplan.errors import Place
from salesplan.load.plan.places import PlanText, Spot
from salesplan.model.plan.paths import Path, dotted
from salesplan.model.plan.targets import path_or_level


def spots_of(parts: Sequence[PlanText]) -> dict[str, Place]:
    """The place of each key of the plan and the files it includes.

    A key is named by its dotted path, ``targets[0].by``, and, inside a list, by the id or name of the element as well:
    ``targets.revenue.by``, ``team.members.张三.joined``. Levels and paths inside a target have their own names:
    ``targets.revenue.pins.region=华东``, whatever the file calls the level.
    """
    found: dict[str, Place] = {}
    for part in parts:
        for path, spot in sorted({**part.spots, **part.keys}.items(), key=lambda one: len(one[0])):
            for name in _names(path, part.values):
                found.setdefault(name, _place(part, spot, name))
    return found


def _place(part: PlanText, spot: Spot, name: str) -> Place:
    return Place(file=part.file, line=spot.line, column=spot.column, key=name)


def _names(path: Path, values: Any) -> Iterator[str]:  # noqa: ANN401 - whatever stands in the plan
    """How a key is named: by positions, by ids, by ids and the own names of levels."""
    if not path:
        return
    yield dotted(path)
    steps: list[str] = []
    value = values
    for step in path:
        value = value[step]
        label = (value.get("id") or value.get("name")) if isinstance(step, int) and isinstance(value, dict) else None
        steps.append(str(label or step))
    yield ".".join(steps)
    if steps[0] == "targets":
        yield ".".join([*steps[:3], *(path_or_level(step) for step in steps[3:])])
