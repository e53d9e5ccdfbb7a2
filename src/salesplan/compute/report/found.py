"""What the sections of the report are made of: the results of other analyses, each computed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from salesplan.compute.meetings.actions import Agreed
from salesplan.model.calendar import WorkCalendar
from salesplan.model.named_period import NamedPeriod
from salesplan.model.plan.plan import Plan
from salesplan.model.result import Result

A_MONTH = 31
LONG_OVER = "long_over"
"""What a section lacks that tells how things stand now, for a period that ended more than a month ago."""


@dataclass(frozen=True)
class Found:
    """The results by the names that sections know them by; an analysis that lacked its list is not there.

    ``day`` is the last day that is looked at: that of the period, or the as-of where the period is under way.
    ``lacking`` are the kinds of lists that each section would need besides; ``calendar`` knows the working days of the
    years around. ``agreed`` are the actions of meetings that are still open. What a rule proposes is ``due`` after so
    many working days, what is late already ``soon``: on the next one. It is made ``today``. ``written`` is the file
    in which the plan's own part of the report stands. ``orders_end`` is the last day of the orders where they do not
    reach the end of what is looked at.
    """

    plan: Plan
    period: NamedPeriod
    day: date
    results: Mapping[str, Sequence[Result[Any]]] = field(default_factory=dict)
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    calendar: WorkCalendar | None = None
    agreed: tuple[Agreed, ...] = ()
    due: date | None = None
    soon: date | None = None
    today: date | None = None
    written: str | None = None
    orders_end: date | None = None
    kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What sections worked out of the results and others need, too."""

    @property
    def long_over(self) -> bool:
        """Whether the period ended more than a month ago: what was open then is decided, or another matter now."""
        return (self.asked - self.period.span.last).days > A_MONTH

    @property
    def asked(self) -> date:
        """The day from which on something is still to be done."""
        return self.today or self.day

    def all(self, name: str) -> Sequence[Result[Any]]:
        """The results of an analysis that gives several, such as one for each target."""
        return self.results.get(name, ())

    def result(self, name: str) -> Result[Any] | None:
        """The result of an analysis; None where it had no data."""
        return next(iter(self.all(name)), None)

    def summary(self, name: str) -> Any:  # noqa: ANN401 - each analysis has its own
        """Its figures, or None."""
        found = self.result(name)
        return None if found is None else found.summary

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Its rows by column, of all its results; for analyses of few rows, never of customers or orders."""
        return [dict(row) for found in self.all(name) for row in found.rows.records()]
