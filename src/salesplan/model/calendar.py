"""Which days are worked: the working week, holidays and make-up days of a country, the company's own days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True)
class WorkCalendar:
    """The working days of a country and a company.

    A day in ``special`` is worked or not as it says there (holidays, make-up days, the user's calendar file); any other
    is worked when its weekday (Monday 0) is in ``workweek``. Years outside ``official`` are estimates.
    """

    workweek: frozenset[int] = MONDAY_TO_FRIDAY
    special: Mapping[date, bool] = field(default_factory=lambda: MappingProxyType({}))
    official: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked."""
        worked = self.special.get(day)
        return day.weekday() in self.workweek if worked is None else worked

    def next_workday(self, day: date) -> date:
        """The day itself when it is worked, else the first worked day after it."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def is_estimated(self, year: int) -> bool:
        """Whether the year's official holidays are not known (yet), so that counts are estimates."""
        return year not in self.official
