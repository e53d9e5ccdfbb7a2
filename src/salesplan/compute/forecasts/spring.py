"""January and February as a pair: Spring Festival moves between them, so that either alone tells little."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from salesplan.compute.allocation import split
from salesplan.compute.forecasts.series import Span
from salesplan.compute.working_days import workdays
from salesplan.model.calendar import WorkCalendar

_JANUARY, _FEBRUARY = 1, 2


def pairs_of(spans: Sequence[Span]) -> list[int]:
    """The positions of each January that its February follows."""
    months = [(span.period.first.month, span.period.last.month) for span in spans]
    both = ((_JANUARY, _JANUARY), (_FEBRUARY, _FEBRUARY))
    return [at for at in range(len(spans) - 1) if (months[at], months[at + 1]) == both]


def evened(values: Sequence[float], spans: Sequence[Span]) -> list[float]:
    """The values with each January and February at their mean; one that stands alone stays as it is."""
    found = list(values)
    for at in pairs_of(spans):
        found[at] = found[at + 1] = (found[at] + found[at + 1]) / 2
    return found


def by_working_days(values: Sequence[Decimal], spans: Sequence[Span], calendar: WorkCalendar) -> list[Decimal]:
    """The forecast with each pair parted by its working days, its sum kept to the smallest unit."""
    found = list(values)
    for at in pairs_of(spans):
        together = found[at] + found[at + 1]
        places = -min(int(found[at].as_tuple().exponent), int(found[at + 1].as_tuple().exponent), 0)
        days = [workdays(spans[at + step].period, calendar) for step in (0, 1)]
        parts = split(int(together.scaleb(places)), days)
        found[at], found[at + 1] = (Decimal(part).scaleb(-places) for part in parts)
    return found
