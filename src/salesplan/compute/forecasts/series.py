"""Sales as series: one figure for each finished week, month, quarter or year, of everything and of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

import narwhals as nw

from salesplan.compute.sales.dimensions import names_of_side
from salesplan.compute.sales.reach import ends_early
from salesplan.compute.sales.sold import Sold
from salesplan.compute.sums import roomy
from salesplan.compute.targets.grid.time_levels import time_parts
from salesplan.model.period import FiscalYear, Period
from salesplan.model.table import scaled

Frame = nw.DataFrame[Any]
Level = Literal["week", "month", "quarter", "year"]
Part = Literal["total", "member", "blank", "others"]
LENGTHS: dict[Level, int] = {"week": 52, "month": 12, "quarter": 4, "year": 1}
"""How many periods a year has: what a season goes round in."""
_WEEKEND = 2
_AT, _KEY, _WEEK = "_at", "_key", timedelta(days=7)


@dataclass(frozen=True)
class Span:
    """One period with its name: ``2026-06``, ``2026-Q2``, ``2026-W06``, ``2026``."""

    name: str
    period: Period


@dataclass(frozen=True)
class Series:
    """The figures of one part in the finished periods from ``start`` on; ``so_far`` is that of the one under way.

    A part begins with its own first sale. ``empty`` are the positions of the periods in which nothing was sold at all.
    """

    part: Part
    name: str
    start: int
    values: tuple[Decimal, ...]
    so_far: Decimal | None = None
    empty: tuple[int, ...] = ()
    parts: int = 1


@dataclass(frozen=True)
class Course:
    """All series over the same finished periods, the total first; ``open`` is the period under way on the as-of.

    ``late`` is the first period, left out because its orders begin on ``first_day``, too late for a whole one.
    ``uncovered`` are finished periods at the end that the list does not reach: no order lies in them, or the orders end
    sooner in the first of them than they usually do, so that it is no whole one.
    """

    level: Level
    spans: tuple[Span, ...]
    series: tuple[Series, ...]
    year: FiscalYear
    open: Span | None = None
    late: Span | None = None
    uncovered: tuple[Span, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    left_by_gap: tuple[Span, ...] = ()
    scale: int = 0

    @property
    def length(self) -> int:
        """How many periods a year has."""
        return LENGTHS[self.level]

    @property
    def total(self) -> Series:
        """The series of everything."""
        return self.series[0]

    def after(self, count: int) -> list[Span]:
        """The periods that follow the last finished one."""
        if not self.spans:
            return []
        last = self.spans[-1].period.last
        found: list[Span] = []
        for span in _onward(self.level, last + timedelta(days=1), self.year):
            found.append(span)
            if len(found) >= count:
                break
        return found[:count]


@dataclass(frozen=True)
class Wanted:
    """What is to be seen: the level, the side of the parts if any, how many parts, what gaps do, a late first period.

    ``gaps`` is ``zero`` (a period without any order counts 0) or ``after`` (the series begin after the last such one).
    """

    level: Level = "month"
    side: str | None = None
    members: int = 12
    gaps: Literal["zero", "after"] = "zero"
    late_start: int = 10


def course_of(sold: Sold, as_of: date, year: FiscalYear, wanted: Wanted) -> Course:
    """The series up to the last period that is over on the as-of and that the orders reach.

    The period under way is in none of them, its sales so far stand apart. The first period is left out where its
    orders begin more than ``late_start`` days into it, the last one where they end so many days sooner in it than they
    do in others (weeks: more than 2). ``year`` is any fiscal year of the company's kind.
    """
    first, last = sold.first_day or as_of, sold.last_day or as_of
    spans = list(_between(wanted.level, first, as_of, year))
    unfinished = spans.pop() if spans and spans[-1].period.last > as_of else None
    uncovered = tuple(span for span in spans if span.period.first > last)
    spans = [span for span in spans if span.period.first <= last]
    late = None
    if len(spans) > 1 and wanted.level != "week" and (first - spans[0].period.first).days > wanted.late_start:
        late = spans.pop(0)
    slack = _WEEKEND if wanted.level == "week" else wanted.late_start
    if len(spans) > 1 and ends_early(sold.days, [span.period for span in spans], slack):
        uncovered = (spans.pop(), *uncovered)
    sums = _sums(sold, [*spans, *([unfinished] if unfinished else [])], wanted.side)
    course = Course(wanted.level, tuple(spans), (), year, unfinished, late, uncovered, first, last, scale=sold.scale)
    return _without_gaps(replace(course, series=tuple(_series(sums, course, sold, wanted))), wanted)


def _between(level: Level, first: date, last: date, year: FiscalYear) -> Iterator[Span]:
    for span in _onward(level, first, year):
        if span.period.first > last:
            return
        yield span


def _onward(level: Level, first: date, year: FiscalYear) -> Iterator[Span]:
    """The periods from the one that holds ``first`` on, without end; weeks are whole, from Monday to Sunday."""
    if level == "week" and year.weeks is None:
        monday = first - timedelta(days=first.weekday())
        while True:
            number, week, _ = monday.isocalendar()
            yield Span(f"{number}-W{week:02}", Period(monday, monday + _WEEK - timedelta(days=1)))
            monday += _WEEK
    holding = year.holding(first)
    while True:
        for name, period in time_parts(level, holding.period, holding):
            if period.last >= first:
                yield Span(name, period)
        holding = replace(holding, number=holding.number + 1)


Sums = Mapping[str | None, Mapping[int, tuple[int, int]]]
"""By part (None for lines that do not tell it) and position of a period: the sum and the lines."""


def _sums(sold: Sold, spans: Sequence[Span], side: str | None) -> Sums:
    frame, days = sold.frame, {}
    for at, span in enumerate(spans):
        for step in range(span.period.days):
            days[span.period.first + timedelta(days=step)] = at
    dates = frame.get_column("date").unique().to_list()
    known = [day for day in dates if day in days]
    if not known:
        return {}
    inside = frame.filter(nw.col("date").is_in(known))
    column = nw.lit("", dtype=nw.String()) if side is None else nw.col("key" if side == "customer" else side)
    inside = inside.with_columns(
        column.alias(_KEY),
        nw.col("date").replace_strict(known, [days[day] for day in known], return_dtype=nw.Int64()).alias(_AT),
    )
    found: dict[str | None, dict[int, tuple[int, int]]] = {}
    grouped = inside.group_by(_KEY, _AT).agg(roomy(inside, "amount").sum().alias("sum"), nw.len().alias("lines"))
    for key, at, amount, lines in grouped.select(_KEY, _AT, "sum", "lines").iter_rows():
        found.setdefault(key, {})[at] = (int(amount), int(lines))
    return found


def _series(sums: Sums, course: Course, sold: Sold, wanted: Wanted) -> Iterator[Series]:
    together = _together(sums.values())
    yield _one("total", "", together, course, whole=True)
    if wanted.side is None:
        return
    labels = _labels(wanted.side, sold)
    recent = range(max(len(course.spans) - max(course.length, 1), 0), len(course.spans))
    named = sorted(
        (key for key in sums if key is not None),
        key=lambda key: (-sum(abs(sums[key].get(at, (0, 0))[0]) for at in recent), labels.get(key, key), key),
    )
    for key in named[: wanted.members]:
        yield _one("member", labels.get(key, key), sums[key], course)
    rest = named[wanted.members :]
    if rest:
        yield replace(_one("others", "", _together(sums[key] for key in rest), course), parts=len(rest))
    if None in sums:
        yield _one("blank", "", sums[None], course)


def _labels(side: str, sold: Sold) -> dict[str, str]:
    named = names_of_side(side, sold)
    return {} if named is None else dict(named.select("key", "label").iter_rows())


def _together(several: Any) -> dict[int, tuple[int, int]]:  # noqa: ANN401 - any iterable of sums
    found: dict[int, tuple[int, int]] = {}
    for sums in several:
        for at, (amount, lines) in sums.items():
            before = found.get(at, (0, 0))
            found[at] = (before[0] + amount, before[1] + lines)
    return found


def _one(part: Part, name: str, sums: Mapping[int, tuple[int, int]], course: Course, *, whole: bool = False) -> Series:
    count = len(course.spans)
    start = 0 if whole else min((at for at in sums if at < count), default=count)
    values = tuple(scaled(sums.get(at, (0, 0))[0], course.scale) for at in range(start, count))
    so_far = scaled(sums.get(count, (0, 0))[0], course.scale) if course.open else None
    return Series(part, name, start, values, so_far, tuple(at for at in range(start, count) if at not in sums))


def _without_gaps(course: Course, wanted: Wanted) -> Course:
    """All series from the period on that follows the last one without any order, where that is asked for."""
    gaps = course.total.empty
    if wanted.gaps == "zero" or not gaps:
        return course
    cut = gaps[-1] + 1
    return replace(
        course,
        spans=course.spans[cut:],
        series=tuple(_cut(each, cut) for each in course.series),
        left_by_gap=course.spans[:cut],
    )


def _cut(series: Series, cut: int) -> Series:
    start = max(series.start - cut, 0)
    values = series.values[max(cut - series.start, 0) :]
    return replace(series, start=start, values=values, empty=tuple(at - cut for at in series.empty if at >= cut))
