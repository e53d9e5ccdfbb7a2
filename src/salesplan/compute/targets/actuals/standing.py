"""How every target of a split stands on a day: what is over of each period, its pace, the closed months of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal, get_args

from salesplan.compute.allocation import Weight
from salesplan.compute.allocation import split as shared_out
from salesplan.compute.targets.actuals.actuals import Actuals
from salesplan.compute.targets.actuals.measure import once_a_year
from salesplan.compute.targets.actuals.pace import Pace, PlannedPeriod, Recent, pace_of
from salesplan.compute.targets.actuals.presence import Gone, stays_of
from salesplan.compute.targets.actuals.progress import status_on
from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.split import Decomposed
from salesplan.compute.targets.weights.season import Season
from salesplan.compute.working_days import workdays
from salesplan.model.period import Period
from salesplan.model.plan.targets import PaceParameters
from salesplan.model.table import scaled

Status = Literal["closed", "open", "future", Gone]

GONE = frozenset(get_args(Gone))
"""The statuses of targets that nobody works on any more."""


@dataclass(frozen=True)
class Over:
    """A period on the as-of: its working days, those that are over, and the share of its target due by now."""

    workdays: int
    elapsed: int
    share: Fraction


class Standing:
    """The targets of a split with their actuals on a day.

    Days up to the as-of are over, it included. A period is ``closed`` when its last day is over, ``future`` when its
    first is not. What is due by now goes by working days, in a period of several months by the season's weight of each
    month where there is a season. ``pipeline`` holds the weighted deals by item and period.
    """

    def __init__(
        self,
        made: Decomposed,
        actuals: Actuals,
        season: Season | None,
        settings: PaceParameters,
        pipeline: Actuals | None = None,
    ) -> None:
        self.made, self.actuals, self.season, self.settings = made, actuals, season, settings
        self.as_of, self.pipeline = actuals.as_of, pipeline
        self.targets, self.year = made.targets, made.request.year
        self.leaves = {time.index: _leaves(time) for time in self.targets.times}
        self.over = {time.index: self._over(self.span(time)) for time in self.leaves[0]}
        self.stays = stays_of(self.targets)
        self.recent = self._recent_days()
        self._brought = actuals.within(self.recent) if self.recent else []
        self.recent_workdays = workdays(self.recent, made.calendar) if self.recent else 0
        self._closing = self._deals_by_period()

    def span(self, time: Node) -> Period:
        """The days of a period."""
        return time.period or self.year.period

    def status(self, time: Node) -> Status:
        """Whether a period is over, under way or still to come."""
        return status_on(self.span(time), self.as_of)

    def status_of(self, item: Node, time: Node) -> Status:
        """The same for one member: nothing more can be asked of those who are gone, nothing yet of a seat not taken."""
        found, stay = self.status(time), self.stays.get(item.index)
        if found == "closed" or stay is None:
            return found
        if stay.last <= self.as_of and not self._asked_after(item, time, stay.last):
            return stay.gone
        return "future" if stay.first > self.as_of else found

    def _asked_after(self, item: Node, time: Node, day: date) -> bool:
        """Whether a target stands in a period that begins after a day, though nobody is there."""
        return any(
            self.span(leaf).first > day and self.targets.cells[item.index][leaf.index]
            for leaf in self.leaves[time.index]
        )

    def pace(self, item: Node, time: Node) -> Pace:
        """How one target stands; of those who are gone all of it was due."""
        gone = self.status_of(item, time) in GONE
        periods = []
        for leaf in self.leaves[time.index]:
            over = self.over[leaf.index]
            target = self.targets.amount((item.index, leaf.index))
            done = (over.workdays, Fraction(1)) if gone else (over.elapsed, over.share)
            due = self.targets.due_cells[item.index][leaf.index] * self.targets.sign
            periods.append(PlannedPeriod(target, over.workdays, *done, scaled(due, self.targets.scale)))
        recent = None
        if self.recent_workdays and not gone:
            recent = Recent(scaled(self._brought[item.index], self.actuals.scale), self.recent_workdays)
        found = pace_of(
            periods,
            self.actuals.amount(item, time),
            recent=recent,
            pipeline=None if gone else self._closing.get(time.index, {}).get(item.index),
            by_share=not once_a_year(self.made.request.name),
            lights=self.settings.lights,
        )
        return replace(found, light=None) if self._settled(time) else found

    def _settled(self, time: Node) -> bool:
        """Whether a period, not the whole year, was over when targets were planned anew: no light tells anything."""
        due = self.targets.due
        return due is not None and time.parent is not None and self.span(time).last <= due.until

    def to_date(self, *, include_open: bool) -> tuple[Period | None, list[int], list[int]]:
        """The closed part of the year, with target and actual by item in smallest amounts; no days when none is closed.

        It ends with the last closed month (or the month under way where ``include_open``), and with the last closed
        week where targets go by weeks that know no months. A longer period that is under way gives the targets of its
        months by their weights, to the unit.
        """
        last = self._last_counted(include_open=include_open)
        if last is None:
            return None, [], []
        span = Period(self.year.period.first, last)
        target = [self._target_until(item, last) if not item.children else 0 for item in self.targets.items]
        for item in reversed(self.targets.items):
            if item.parent is not None:
                target[item.parent.index] += target[item.index]
        return span, target, self.actuals.within(Period(span.first, min(last, self.as_of)))

    def _over(self, span: Period) -> Over:
        days, gone = self._counted(span)
        parts = self._months_of(span)
        if len(parts) < 2:  # noqa: PLR2004 - a month or less
            return Over(days, gone, self._share(span))
        weights = [Fraction(weight) for _, weight in parts]
        together = sum(weights)
        if not together:
            return Over(days, gone, Fraction(gone, days) if days else self._share(span))
        due = sum((weight * self._share(month) for (month, _), weight in zip(parts, weights, strict=True)), Fraction(0))
        return Over(days, gone, due / together)

    def _share(self, span: Period) -> Fraction:
        """The share of the working days that are over; all or nothing of a period without any."""
        days, gone = self._counted(span)
        return Fraction(gone, days) if days else Fraction(int(span.last <= self.as_of))

    def _counted(self, span: Period) -> tuple[int, int]:
        """Working days in all, and those that are over."""
        calendar = self.made.calendar
        gone = Period(span.first, min(span.last, self.as_of)) if span.first <= self.as_of else None
        return workdays(span, calendar), workdays(gone, calendar) if gone else 0

    def _months_of(self, span: Period) -> list[tuple[Period, Weight]]:
        """The whole months of a period with their weights: of the season, else their working days."""
        weights: Sequence[Weight] = self.season.weights if self.season else ()
        return [
            (month, weights[at] if weights else workdays(month, self.made.calendar))
            for at, month in enumerate(self.year.months)
            if span.common(month) == month
        ]

    def _recent_days(self) -> Period | None:
        """The last working days up to the as-of, no further back than the orders go."""
        days = self.actuals.days.get_column("date")
        first = days.min() if len(days) else None
        if first is None or first > self.as_of:
            return None
        day, left = self.as_of, self.settings.recent_days
        while True:
            left -= self.made.calendar.is_workday(day)
            if not left or day <= first:
                return Period(day, self.as_of)
            day -= timedelta(days=1)

    def _deals_by_period(self) -> dict[int, dict[int, Decimal]]:
        """Weighted deals that close in the rest of each period under way, by item; only where there are some."""
        found: dict[int, dict[int, Decimal]] = {}
        if self.pipeline is None:
            return found
        for time in self.targets.times:
            if self.status(time) == "open":
                rest = Period(self.as_of + timedelta(days=1), self.span(time).last)
                sums = self.pipeline.within(rest)
                found[time.index] = {item: scaled(v, self.pipeline.scale) for item, v in enumerate(sums) if v}
        return found

    def _last_counted(self, *, include_open: bool) -> date | None:
        """The last day of the part of the year that counts as closed; None when nothing is."""
        inner = self.leaves[0]
        weekly = inner[0].level == "week" and not any(time.level == "month" for time in self.targets.times)
        parts = [self.span(time) for time in inner] if weekly else self.year.months
        counted = [p.last for p in parts if (p.first if include_open else p.last) <= self.as_of]
        return max(counted, default=None)

    def _target_until(self, item: Node, last: date) -> int:
        """The target of an innermost member up to the end of a month, in smallest amounts."""
        unit = int(self.made.request.unit.scaleb(self.targets.scale)) or 1
        found = 0
        for leaf in self.leaves[0]:
            span, whole = self.span(leaf), self.targets.due_cells[item.index][leaf.index]
            if span.last <= last:
                found += whole
            elif span.first <= last:
                months = self._months_of(span)
                parts = shared_out(whole, [weight for _, weight in months], unit)
                found += sum(part for part, (month, _) in zip(parts, months, strict=True) if month.last <= last)
        return self.targets.sign * found


def _leaves(time: Node) -> list[Node]:
    """The innermost periods below a node, itself when there are none."""
    return [leaf for child in time.children for leaf in _leaves(child)] if time.children else [time]
