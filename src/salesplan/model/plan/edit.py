"""One change to the plan as it stands in its file: where, and what is to stand there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salesplan.model.plan.paths import Path


@dataclass(frozen=True)
class PlanEdit:
    """One value of the plan to be replaced, or added where its key is missing.

    ``path`` are keys and list positions from the top, keys as they stand in the file: ``("targets", 0, "total")``.
    ``value`` is a text as it is to be read again, or several for a list of texts.
    """

    path: Path
    value: str | tuple[str, ...]


@dataclass(frozen=True)
class PlanItem:
    """One item to be added behind the last one of a list, which is made where there is none.

    ``path`` leads to the list: ``("swot", "items")``. ``value`` is a text, or keys in their order with a text each, or
    several for a list of texts.
    """

    path: Path
    value: str | Mapping[str, str | tuple[str, ...]]
