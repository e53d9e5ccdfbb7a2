"""Where the year lands: what its finished periods brought and what the forecast adds, beside the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.forecasts.forecasting import Ahead
from salesplan.compute.forecasts.series import Course, Span
from salesplan.compute.rounding import half_up
from salesplan.model.period import FiscalYear


@dataclass(frozen=True)
class Landing:
    """The fiscal year under way: ``actual`` up to the last finished period, ``ahead`` the rest as it is foretold.

    ``landing`` is both together, ``low`` and ``high`` with the edges of every period still to come (which is wider than
    the year's own interval would be); None where the forecast has none. ``target`` is the plan's, ``gap`` the landing
    less it, ``share`` the landing over it: None without a target or for one of 0. ``needed`` is what the periods ahead
    would have to bring to reach it, over what is foretold; None where nothing is.
    """

    year: int
    first: str
    last: str
    actual: Decimal
    ahead: Decimal
    periods: int
    landing: Decimal
    low: Decimal | None
    high: Decimal | None
    target: Decimal | None
    gap: Decimal | None
    share: Decimal | None
    needed: Decimal | None


def periods_left(course: Course) -> int:
    """How many periods of the fiscal year follow the last finished one; those of the next year after its last day."""
    first = course.after(1)[0]
    year = course.year.holding(first.period.first)
    return sum(span.period.first <= year.period.last for span in course.after(course.length + 2))


def landing_of(
    course: Course, ahead: Ahead, spans: Sequence[Span], actual: Decimal, target: Decimal | None
) -> Landing | None:
    """The landing of the fiscal year in which the forecast begins; None where the forecast does not reach its end.

    ``spans`` are the periods of ``ahead``. ``actual`` are the sales of that year up to the last finished period. The
    period under way counts with what it has already where that is more than was foretold. Of a week that the next year
    shares the days of this one count.
    """
    year = course.year.holding(spans[0].period.first)
    rest = [at for at, span in enumerate(spans) if span.period.first <= year.period.last]
    if not rest or spans[rest[-1]].period.last < year.period.last:
        return None
    inside = [spans[at] for at in rest]
    sums = [
        actual + sum(_of_year(_more_than_so_far(edges[: len(rest)], course), inside, year), Decimal(0))
        for edges in (ahead.values, ahead.low, ahead.high)
        if edges
    ]
    landing = sums[0]
    together = landing - actual
    return Landing(
        year.number,
        spans[0].name,
        spans[rest[-1]].name,
        actual,
        together,
        len(rest),
        landing,
        sums[1] if ahead.low else None,
        sums[2] if ahead.high else None,
        target,
        None if target is None else landing - target,
        None if not target else half_up(Fraction(landing) / Fraction(target)),
        None if target is None or together <= 0 else half_up(Fraction(target - actual) / Fraction(together)),
    )


def _of_year(values: Sequence[Decimal], spans: Sequence[Span], year: FiscalYear) -> list[Decimal]:
    """The values with the last one in proportion to its days in the year."""
    last, days = values[-1], spans[-1].period.days
    over = max((spans[-1].period.last - year.period.last).days, 0)
    if not over:
        return [*values]
    places = max(-int(last.as_tuple().exponent), 0)
    return [*values[:-1], half_up(Fraction(last) * (days - over) / days, places)]


def _more_than_so_far(values: Sequence[Decimal], course: Course) -> list[Decimal]:
    so_far = course.total.so_far
    return [max(values[0], so_far), *values[1:]] if so_far is not None and so_far > 0 else [*values]


def year_under_way(course: Course) -> FiscalYear:
    """The fiscal year in which the first period ahead lies."""
    return course.year.holding(course.after(1)[0].period.first)
