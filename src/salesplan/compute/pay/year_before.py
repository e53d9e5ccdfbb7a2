"""The commission plan moved back a year, to pay last year's orders by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from salesplan.compute.pay.jobs import PayInput
from salesplan.compute.pay.seats import Seat, seats_of
from salesplan.model.plan.commission import CommissionRule

_DIGITS = 4


def seats_of_year_before(given: PayInput) -> tuple[Seat, ...]:
    """What the year before the as-of's would have been paid by these rules and quotas; a period has its own of now.

    Rules begin and end a year earlier, so that what changes during this year changes then, too.
    """
    year = given.year.holding(given.as_of).before()
    plan = given.plan.model_copy(update={"rules": tuple(map(_moved, given.plan.rules))})
    targets = {name: _renamed(told) for name, told in given.quotas.targets.items()}
    earlier = replace(given, plan=plan, quotas=replace(given.quotas, targets=targets), recorded={})
    return seats_of(replace(earlier, as_of=min(year.period.last, given.as_of)), year)


def _moved(rule: CommissionRule) -> CommissionRule:
    ends = {"from_": _back(rule.from_), "to": None if rule.to is None else _back(rule.to)}
    return rule.model_copy(update=ends)


def _back(day: date) -> date:
    """The same day a year earlier; of 29 February the 28th; of the first year of all its first day."""
    if day.year == 1:
        return date.min
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _renamed(told: Mapping[tuple[str, str], Decimal]) -> dict[tuple[str, str], Decimal]:
    """Targets of periods under the names of a year earlier: ``2026-Q2`` is ``2025-Q2``."""
    return {(who, f"{int(name[:_DIGITS]) - 1}{name[_DIGITS:]}"): amount for (who, name), amount in told.items()}
