"""How long a deal may stay in a stage, and how many reply on a route (methods.md 6.9, 7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from salesplan.model.plan.strategy import Route, Stage


def max_days(stage: Stage, at: int, defaults: Sequence[int]) -> int | None:
    """The days a stage may last: its own, else those of its position; None beyond them."""
    if stage.max_days is not None:
        return stage.max_days
    return defaults[at] if at < len(defaults) else None


def response_rate(route: Route) -> Fraction | None:
    """Replies over contacts; None where one is not known or there were no contacts."""
    if not route.contacts or route.replies is None:
        return None
    return Fraction(route.replies) / Fraction(route.contacts)
