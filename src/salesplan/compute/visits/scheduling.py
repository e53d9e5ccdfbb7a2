"""Which visit is made on which day: due days first, the daily capacity kept, the more important customer before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from heapq import heappop, heappush
from typing import TypeAlias

Rank: TypeAlias = tuple[int, int, int]
"""Class, value tier, value: the smaller is visited first."""
Order: TypeAlias = tuple[Rank, date, str, str]
"""Rank, due, city, key."""
NextDue: TypeAlias = "Callable[[Client, date], date]"
"""When a customer is due again after a visit on a day."""


@dataclass(frozen=True, slots=True)
class Client:
    """A customer to be visited. ``fixed``: on his due day and no other, as the user wrote it.

    A step after the order (``steps``) that comes less than ``apart`` days after a visit was done by that visit.
    """

    key: str
    rank: Rank
    due: date
    fixed: bool = False
    class_days: int | None = None
    tier_days: int | None = None
    steps: tuple[date, ...] = ()
    never: bool = False
    city: str = ""
    apart: int = 1

    def again(self, day: date) -> date:
        """The day on which he is due after a visit on ``day``, before it is moved to a working day.

        The earlier of the class's (the next step after the order, else its interval) and the tier's interval.
        """
        step = self._step(day)
        days = [day + timedelta(days=n) for n in (None if step else self.class_days, self.tier_days) if n is not None]
        return min((*days, step) if step else days)

    def by_order(self, day: date) -> bool:
        """Whether it is a step after the order that makes him due after a visit on ``day``."""
        return self._step(day) == self.again(day)

    def _step(self, day: date) -> date | None:
        return next((step for step in self.steps if step >= day + timedelta(days=self.apart)), None)


@dataclass(frozen=True, slots=True)
class Held:
    """The day that an earlier plan gave a visit, and when that visit was due then."""

    day: date
    due: date


@dataclass(frozen=True, slots=True)
class Visit:
    """A customer's first, second ... visit: due when, on which day (None: no room), and whether an earlier plan's.

    ``by_order``: due as a step after the order, after a visit planned before.
    """

    client: Client
    number: int
    due: date
    day: date | None = None
    held: bool = False
    by_order: bool = False

    @property
    def order(self) -> Order:
        """Who goes first: class, tier, value, the longer overdue, then those of one city together, the key."""
        return (self.client.rank, self.due, self.client.city, self.client.key)


def rooms(days: Iterable[date], per_day: Fraction, before: int = 0) -> dict[date, int]:
    """How many visits fit each worked day; of 2.5 a day 2 and 3 in turn, never more in all than the days allow.

    ``before`` are the days worked earlier in the year, so that the turn does not hang on the first day planned.
    """
    return {day: int((n + 1) * per_day) - int(n * per_day) for n, day in enumerate(days, start=before)}


@dataclass
class _Diary:
    """One person's days as they fill up."""

    room: Mapping[date, int]
    last: date
    next_due: NextDue
    held: Mapping[str, Sequence[Held]]
    booked: dict[date, list[Visit]] = field(default_factory=lambda: defaultdict(list))
    coming: list[tuple[date, Order, Visit]] = field(default_factory=list)
    waiting: list[tuple[Order, Visit]] = field(default_factory=list)
    made: list[Visit] = field(default_factory=list)

    def ask(self, visit: Visit, after: date | None) -> None:
        """Take a visit in: on its own or its earlier day, else when it is due. ``after`` is the visit before."""
        if visit.due > self.last:
            return
        if visit.number == 1 and visit.client.fixed:
            self.booked[visit.due].append(visit)
        elif (day := self._held_day(visit, after)) is not None:
            self.booked[day].append(replace(visit, held=True))
        else:
            heappush(self.coming, (visit.due, visit.order, visit))

    def _held_day(self, visit: Visit, after: date | None) -> date | None:
        """The earlier plan's day, if the visit is due as it was then and that day still lies ahead and is worked."""
        earlier = self.held.get(visit.client.key, ())
        if len(earlier) < visit.number:
            return None
        told = earlier[visit.number - 1]
        same = told.due == visit.due or (visit.client.never and visit.number == 1)
        ahead = told.day >= visit.due and told.day in self.room and (after is None or told.day > after)
        return told.day if same and ahead else None

    def fill(self, day: date) -> None:
        """The day's visits: fixed ones, those of the earlier plan, then whoever waits, as far as there is room."""
        while self.coming and self.coming[0][0] <= day:
            _, order, visit = heappop(self.coming)
            heappush(self.waiting, (order, visit))
        left = self.room.get(day, 0)
        for visit in sorted(self.booked.pop(day, ()), key=lambda visit: (visit.held, visit.order)):
            if visit.held and left <= 0:
                heappush(self.waiting, (visit.order, replace(visit, held=False)))
                continue
            left -= 1
            self.make(visit, day)
        while left > 0 and self.waiting:
            left -= 1
            self.make(heappop(self.waiting)[1], day)

    def make(self, visit: Visit, day: date) -> None:
        """Put the visit down for the day, and ask for the next."""
        client = visit.client
        self.made.append(replace(visit, day=day))
        following = self.next_due(client, day)
        self.ask(Visit(client, visit.number + 1, following, by_order=client.by_order(day)), day)


def schedule(
    clients: Iterable[Client],
    room: Mapping[date, int],
    last: date,
    next_due: NextDue,
    held: Mapping[str, Sequence[Held]],
) -> tuple[list[Visit], list[Visit]]:
    """The visits of one person by day, and those for which there was no room, the most important first.

    ``room`` gives the worked days and how many visits fit each. A visit that finds its day full waits for the next,
    ranked by class, value tier, value, days overdue, city, key; a customer has one open visit at a time, and the next
    is due an interval after the day of the one before. A fixed visit stays on its day, room or not. ``held`` are the
    days of an earlier plan: such a visit stays where it was as long as it is due as it was then and the day has room.
    """
    diary = _Diary(room, last, next_due, held)
    for client in clients:
        diary.ask(Visit(client, 1, client.due), None)
    days = sorted({*room, *(day for day in diary.booked)})
    for day in days:
        diary.fill(day)
    left = [visit for _, visit in diary.waiting] + [visit for *_, visit in diary.coming]
    return diary.made, sorted(left, key=lambda visit: visit.order)
