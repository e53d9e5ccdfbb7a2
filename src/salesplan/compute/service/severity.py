"""How severe a complaint is, by the words that the list uses for it."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.model.near import plain_name
from salesplan.model.plan.service import Limits


def severities(limits: Mapping[str, Limits]) -> dict[str, str]:
    """The severity that each word means, by the word written plainly: the plan's names and its other words for them."""
    return {plain_name(word): code for code, each in limits.items() for word in (code, *each.words)}
