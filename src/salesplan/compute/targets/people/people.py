"""Who carries the targets when: the seats of a team, what each is worth in a period, and where it belongs.

A person who is moved leaves one seat and takes another, at the day of the move; he does not start to ramp anew
(methods.md 2.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, pairwise
from math import lcm

from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.compute.targets.people.staffing import service_month
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.working_days import days_of
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period
from salesplan.model.plan.targets import SplitParameters
from salesplan.model.plan.team import Member, Team

PLACES = ("team", "region", "channel")
"""The levels that a person belongs to; with ``rep``, the levels that a team says something about."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Days on which a seat is worth the same: ``first`` to ``last``, both included, each worth ``worth`` of a day."""

    first: date
    last: date
    worth: Fraction


@dataclass(frozen=True)
class Seating:
    """A member at one place: the names of the levels he belongs to there, and what his days are worth.

    ``share`` is the part of full time; the stretches do not have it in them.
    """

    member: str
    places: Mapping[str, str]
    stretches: tuple[Stretch, ...]
    share: Fraction


class People:
    """The seats of a team in one year.

    A level is known when it is ``rep`` or some member belongs to a team, region or channel. Seats that are filled on no
    day of the year are left out, so that members who left before it, or come after it, carry nothing. ``parts`` cut the
    year and weigh it: a working day weighs its part's weight over the working days in it, all days alike without parts.
    """

    def __init__(
        self,
        team: Team,
        year: Period,
        calendar: WorkCalendar,
        settings: SplitParameters,
        parts: Sequence[tuple[Period, Fraction]] = (),
    ) -> None:
        self.team, self.year = team, year
        self._worked = [0, *accumulate(int(calendar.is_workday(day)) for day in days_of(year))]
        self._weighed = _weighed(parts, year, self._worked) or self._worked
        self.seats = tuple(seat for member in team.members for seat in _seats(member, year, settings))
        self._by_name: dict[tuple[str, str], list[Seating]] = {}
        for seat in self.seats:
            for level, name in seat.places.items():
                self._by_name.setdefault((level, key_of(name)), []).append(seat)
        told = {level for member in team.members for level, name in _all_places(member) if name is not None}
        self.levels = tuple(level for level in PLACES if level in told) + (("rep",) if team.members else ())

    def __bool__(self) -> bool:
        return bool(self.team.members)

    def members(self, level: str, outer: Mapping[str, str]) -> tuple[str, ...]:
        """The names of a level below outer ones, in the order of the team; outer levels not known are passed over."""
        return tuple(self._grouped(level, outer))

    def weights(self, level: str, outer: Mapping[str, str]) -> dict[str, Fraction] | None:
        """What the people of each member of a level can sell in the year; None for a level that is not known.

        Full working days, times calls a day, conversions and the average order where the plan says so; else the days.
        """
        if level not in self.levels:
            return None
        rate = self.rate
        return {
            name: sum(map(self.days, seats), Fraction(0)) * rate for name, seats in self._grouped(level, outer).items()
        }

    @property
    def rate(self) -> Fraction:
        """What a full working day sells; 1 where the plan does not say what one person can sell."""
        selling = self.team.selling
        if selling is None:
            return Fraction(1)
        rate = Fraction(selling.calls_per_day) * Fraction(selling.order)
        for conversion in selling.conversion:
            rate *= Fraction(conversion)
        return rate

    def days(self, seat: Seating, period: Period | None = None, *, part_time: bool = True) -> Fraction:
        """The full working days that a seat is worth in a period, the year without one.

        Where parts weigh the year, a day counts for more in a busy month; those of the whole year stay as many.
        """
        whole = self._weighed[-1]
        day = Fraction(self._worked[-1], whole) if whole else Fraction(0)
        return self._days(seat, period or self.year) * day * (seat.share if part_time else 1)

    def presence(self, names: Mapping[str, str], period: Period, *, part_time: bool = True) -> Fraction | None:
        """What the people of a node are worth in a period, over its working days: 1 is a full seat; 0 is nobody.

        ``names`` are the node's levels. Of several people it is the mean. Where parts weigh the year, so do the days of
        the period. In a period without weight calendar days count. None where the team says nothing about any of the
        levels.
        """
        known = self._known(names)
        if not known:
            return None
        seats = self._at(known)
        heads = len({seat.member for seat in seats})
        worked = _sum(self._weighed, period, self.year)
        if not seats:
            return Fraction(0)
        if not worked:
            there = sum((self._calendar_days(seat, period) for seat in seats), Fraction(0))
            return there / (period.days * heads)
        together = sum((self._days(seat, period) * (seat.share if part_time else 1) for seat in seats), Fraction(0))
        return together / (worked * heads)

    def seats_at(self, names: Mapping[str, str]) -> list[Seating]:
        """The seats below names of levels, in the order of the team; levels not known are passed over."""
        return self._at(self._known(names))

    def steady(self, names: Mapping[str, str]) -> bool:
        """Whether the people of a node are worth the same all year: nobody comes, goes, moves or ramps."""
        known = self._known(names)
        seats = self._at(known) if known else []
        return all(len(s.stretches) == 1 and s.stretches[0] == self._whole for s in seats) and bool(seats or not known)

    @cached_property
    def _whole(self) -> Stretch:
        return Stretch(self.year.first, self.year.last, Fraction(1))

    def availability(self, names: Mapping[str, str]) -> Fraction | None:
        """The share of the year's working days on which a seat is filled, whatever they are worth there."""
        known = self._known(names)
        worked = self._workdays(self.year)
        if not known or not worked:
            return None
        seats = self._at(known)
        filled = sum(self._workdays(Period(s.first, s.last)) for seat in seats for s in seat.stretches)
        return Fraction(filled, worked * max(len({seat.member for seat in seats}), 1))

    def _known(self, names: Mapping[str, str]) -> dict[str, str]:
        return {level: key_of(name) for level, name in names.items() if level in self.levels}

    def _at(self, known: Mapping[str, str]) -> list[Seating]:
        """The seats below all of these names."""
        if not known:
            return list(self.seats)
        fewest = min((self._by_name.get(pair, []) for pair in known.items()), key=len)
        return [seat for seat in fewest if all(key_of(seat.places.get(k, "")) == v for k, v in known.items())]

    def _grouped(self, level: str, outer: Mapping[str, str]) -> dict[str, list[Seating]]:
        found: dict[str, list[Seating]] = {}
        spelt: dict[str, str] = {}
        for seat in self._at(self._known(outer)):
            if (name := seat.places.get(level)) is not None:
                found.setdefault(spelt.setdefault(key_of(name), name), []).append(seat)
        return found

    def _days(self, seat: Seating, period: Period) -> Fraction:
        parts = ((period.common(Period(s.first, s.last)), s.worth) for s in seat.stretches)
        weighed, year = self._weighed, self.year
        return sum((_sum(weighed, common, year) * worth for common, worth in parts if common is not None), Fraction(0))

    def _calendar_days(self, seat: Seating, period: Period) -> Fraction:
        parts = ((period.common(Period(s.first, s.last)), s.worth) for s in seat.stretches)
        return sum((common.days * worth for common, worth in parts if common is not None), Fraction(0)) * seat.share

    def _workdays(self, period: Period) -> int:
        """Working days of a period of the year."""
        return _sum(self._worked, period, self.year)


def _sum(running: Sequence[int], period: Period, year: Period) -> int:
    """What lies in a period of the year, from the running count."""
    first = max((period.first - year.first).days, 0)
    last = min((period.last - year.first).days + 1, len(running) - 1)
    return running[last] - running[first] if last > first else 0


def _weighed(parts: Sequence[tuple[Period, Fraction]], year: Period, worked: Sequence[int]) -> list[int]:
    """The running weight of the days, in whole numbers; empty without weights.

    In a part without working days all days weigh the same.
    """
    days = [Fraction(0)] * year.days
    for part, weight in parts:
        first, last = (part.first - year.first).days, (part.last - year.first).days + 1
        count = worked[last] - worked[first]
        each = weight / (count or part.days)
        for at in range(first, last):
            days[at] = each * (worked[at + 1] - worked[at] if count else 1)
    if not any(days):
        return []
    scale = lcm(*{day.denominator for day in days})
    return [0, *accumulate(int(day * scale) for day in days)]


def _all_places(member: Member) -> Iterator[tuple[str, str | None]]:
    yield from member.places
    for move in member.moves:
        yield from (("team", move.team), ("region", move.region), ("channel", move.channel))


def _seats(member: Member, year: Period, settings: SplitParameters) -> Iterator[Seating]:
    """One seat a place the member has in the year; none when he is not there in it."""
    first, last = max(member.joined or year.first, year.first), min(member.left or year.last, year.last)
    if first > last:
        return
    places = {level: name for level, name in member.places if name is not None}
    starts = [first, *(move.on for move in member.moves), last + _DAY]
    for at, (begun, end) in enumerate(pairwise(starts)):
        if at:
            move = member.moves[at - 1]
            told = (("team", move.team), ("region", move.region), ("channel", move.channel))
            places = places | {level: name for level, name in told if name is not None}
        there = Period(max(begun, first), min(end - _DAY, last)) if max(begun, first) <= min(end - _DAY, last) else None
        if there is not None:
            stretches = tuple(_stretches(member, there, settings))
            yield Seating(member.name, {**places, "rep": member.name}, stretches, Fraction(member.share))


def _stretches(member: Member, there: Period, settings: SplitParameters) -> Iterator[Stretch]:
    """The days of a seat cut where a service month begins or probation ends."""
    cuts = {there.first, there.last + _DAY}
    if member.joined is not None and member.ramp:
        cuts |= {_service_start(member.joined, month) for month in range(1, len(settings.ramp))}
    if member.probation_until is not None:
        cuts.add(member.probation_until + _DAY)
    within = sorted(cut for cut in cuts if there.first <= cut <= there.last + _DAY)
    for first, after in pairwise(within):
        yield Stretch(first, after - _DAY, _worth(member, first, settings))


def _worth(member: Member, day: date, settings: SplitParameters) -> Fraction:
    """What a full-time day is worth: by the ramp, and on probation no more than the share for that."""
    worth = Fraction(1)
    if member.joined is not None and member.ramp and settings.ramp:
        worth = Fraction(settings.ramp[min(service_month(member.joined, day), len(settings.ramp) - 1)])
    if member.probation_until is not None and day <= member.probation_until:
        worth = min(worth, Fraction(settings.probation))
    return worth


def _service_start(joined: date, month: int) -> date:
    """The first day of a service month: the day of joining months later, else the first of the month after."""
    year, number = joined.year + (joined.month - 1 + month) // 12, (joined.month - 1 + month) % 12 + 1
    try:
        return joined.replace(year=year, month=number)
    except ValueError:
        return date(year + number // 12, number % 12 + 1, 1)


def people_of(
    request: SplitRequest, calendar: WorkCalendar, parts: Sequence[tuple[Period, Fraction]] = ()
) -> People | None:
    """The people of a request in its year, weighed by its parts; None where the plan has no members."""
    if not request.team.members:
        return None
    return People(request.team, request.year.period, calendar, request.split, parts)


def deciding(request: SplitRequest, people: People | None) -> People | None:
    """The people where they say who has targets when: in a split by person or by team."""
    return people if people and {"rep", "team"}.intersection(request.by, people.levels) else None


def worth_of(people: People, members: Sequence[Node], periods: Sequence[Node]) -> list[list[Fraction]] | None:
    """What the people of each member are worth in each period; None when it is the same in all periods for all."""
    lines: list[list[Fraction]] = []
    for member in members:
        names = {node.level: node.name for node in member.line()}
        if people.steady(names):
            lines.append([Fraction(1)] * len(periods))
            continue
        told = [people.presence(names, period.period or people.year) for period in periods]
        lines.append([Fraction(1) if worth is None else worth for worth in told])
    return lines if any(worth != line[0] for line in lines for worth in line) else None
