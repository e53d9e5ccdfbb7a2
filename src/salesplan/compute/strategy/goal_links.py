"""Which goals an indicator or an incentive serves, by id or by what it measures (methods.md 7.3, 9.5)."""

from __future__ import annotations

from collections.abc import Sequence

from salesplan.model.plan.goals import Goal
from salesplan.model.plan.strategy import Incentive, Indicator


def metrics_of(goals: Sequence[Goal]) -> dict[str, int]:
    """What the goals measure, in their order, each with the position of the first goal that does."""
    found: dict[str, int] = {}
    for at, goal in enumerate(goals):
        if goal.metric:
            found.setdefault(goal.measure, at)
    return found


def goals_served(indicator: Indicator, goals: Sequence[Goal]) -> tuple[str, ...]:
    """The ids of the goals that an indicator names, or, where it names none, of those with its metric."""
    if indicator.goals:
        known = {goal.id for goal in goals}
        return tuple(dict.fromkeys(name for name in indicator.goals if name in known))
    own = indicator.metric
    return tuple(goal.id for goal in goals if own and goal.metric and goal.measures.named(own) == goal.measure)


def unrewarded(incentives: Sequence[Incentive], goals: Sequence[Goal]) -> dict[str, int]:
    """The metrics of goals that no incentive rewards, each with the position of its first goal."""
    told = [each.metric for each in incentives if each.metric]
    rewarded = {goal.measures.named(word) for goal in goals[:1] for word in told}
    return {metric: at for metric, at in metrics_of(goals).items() if metric not in rewarded}
