"""What the command line tells about grading, over what the plan says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from salesplan.model.result import Origin

if TYPE_CHECKING:
    from salesplan.model.plan.customers import CustomerParameters


@dataclass(frozen=True)
class Choice:
    """Parameters told on the command line, by area and key (``rfm``: ``model``), over those of the plan.

    ``activities`` are the files of contacts, where they are not the plan's. ``beside``: class and next contact are
    wanted as ``classify`` has them, by the deals and contacts that the plan names, too; who shows neither leaves these
    lists unread.
    """

    told: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    activities: Sequence[str] = ()
    beside: bool = False

    def parameters(self, plan: CustomerParameters) -> CustomerParameters:
        """The plan's parameters with those told."""
        areas = {area: getattr(plan, area).model_copy(update=dict(keys)) for area, keys in self.told.items()}
        return plan.model_copy(update=areas)

    def origins(self) -> dict[str, Origin]:
        """Where the parameters told come from."""
        return {f"parameters.{area}.{key}": "option" for area, keys in self.told.items() for key in keys}


NO_CHOICE = Choice()
AS_CLASSIFIED = Choice(beside=True)
"""Class and next contact as ``classify`` has them."""
