"""January and February as a pair: Spring Festival moves between them, so that either alone tells little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from salesplan.compute.forecasts.methods import Method
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


def by_pairs(method: Method, spans: Sequence[Span], calendar: WorkCalendar | None) -> Method:
    """The method as it goes on from evened pairs that are over, telling each pair ahead by its working days.

    It takes the values as they are and sees of them only those before its point in time: a January whose February is
    still ahead is no half of a pair. Then the pair is told together, and February is what is left of it after January.
    ``spans`` are those of the values and of the periods ahead, one more than are told. Without a calendar halves are
    told.
    """

    def ahead(values: Sequence[float], length: int, horizon: int) -> list[float] | None:
        count = len(values)
        alone = count - 1 in pairs_of(spans[: count + 1]) and count > method.needs(length)
        begin = count - 1 if alone else count
        cut = count + horizon - 1 in pairs_of(spans[: count + horizon + 1])
        told = spans[begin : count + horizon + cut]
        found = method.ahead(evened(values[:begin], spans[:begin]), length, len(told))
        if found is None:
            return None
        parted = _parted(found, told, calendar)
        if alone:
            parted[1] = found[0] + found[1] - values[-1]
        return parted[count - begin :][:horizon]

    return replace(method, ahead=ahead)


def _parted(values: Sequence[float], spans: Sequence[Span], calendar: WorkCalendar | None) -> list[float]:
    """The values with each pair parted by its working days; as they are without a calendar."""
    found = list(values)
    if calendar is None:
        return found
    for at in pairs_of(spans):
        together = found[at] + found[at + 1]
        days = [workdays(spans[at + step].period, calendar) for step in (0, 1)]
        found[at] = together * days[0] / (sum(days) or 1)
        found[at + 1] = together - found[at]
    return found
