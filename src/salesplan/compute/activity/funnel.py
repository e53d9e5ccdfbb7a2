"""The reverse funnel: from a target back to the contacts it takes (methods.md 7.1).

What existing customers will buy again is taken off the target; the rest must come from new customers, and each rate
backwards says how many of the step before that takes. Everything is exact; only a page rounds, and it rounds up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import Literal

Source = Literal["option", "plan", "history", "none"]
SOURCES: tuple[Source, ...] = ("option", "plan", "history", "none")
"""Where a driver comes from: the command line, the plan, the own history; none: nothing tells it."""
REPEAT_DRIVERS = ("customers", "repeat_rate", "repeat_orders", "repeat_order")
"""Existing customers, the share of them that buys again, orders of each who does, the average of such an order."""
RATES = ("meeting", "quote", "win")
"""The usual steps: meetings of contacts, quotes of meetings, new customers of quotes."""
STEPS = {"meeting": "contacts", "quote": "meetings", "win": "quotes"}
"""What stands before each of the usual rates."""


@dataclass(frozen=True)
class Driver:
    """One figure that the funnel goes by, exact; None is not known.

    Of one from the history ``cases`` says on how many it rests, ``hits`` how many of them took the step. ``own`` is
    what the history says of a rate that the plan gives.
    """

    key: str
    value: Fraction | None = None
    source: Source = "none"
    cases: int | None = None
    hits: int | None = None
    own: Driver | None = None


@dataclass(frozen=True)
class Drivers:
    """All of them: ``repeat`` as in REPEAT_DRIVERS, ``rates`` from the first contact to the order.

    ``order`` is the average order of a new customer, ``orders_per_customer`` how many he places in the period.
    ``repeat_revenue`` is what existing customers will buy where that is told as a sum; the four drivers are not needed
    then. ``cycle`` is the days from contact to order, ``calls`` the contacts of a person a day (None: by person).
    """

    repeat: tuple[Driver, ...]
    order: Driver
    orders_per_customer: Driver
    rates: tuple[Driver, ...]
    cycle: Driver
    calls: Driver = field(default_factory=lambda: Driver("calls"))
    repeat_revenue: Driver = field(default_factory=lambda: Driver("repeat"))

    @property
    def all(self) -> tuple[Driver, ...]:
        """Every driver, in the order of a page."""
        told = (self.repeat_revenue,) if self.repeat_revenue.value is not None else self.repeat
        return (*told, self.order, self.orders_per_customer, *self.rates, self.cycle)


@dataclass(frozen=True)
class Step:
    """How many of something it takes; ``count`` is exact, None where a driver after it is missing or 0."""

    key: str
    count: Fraction | None


@dataclass(frozen=True)
class Chain:
    """A target turned into steps, the first contacts first; ``missing`` are the drivers that stop it.

    ``repeat`` is what existing customers buy, ``new`` what is left for new ones: never below 0, and 0 is said to be
    ``covered`` by repurchase.
    """

    target: Fraction
    repeat: Fraction | None
    new: Fraction | None
    steps: tuple[Step, ...]
    missing: tuple[str, ...]

    @property
    def covered(self) -> bool:
        """Whether existing customers bring the target alone."""
        return self.new == 0

    @property
    def contacts(self) -> Fraction | None:
        """How many of the first step it takes."""
        return self.steps[0].count


def repeat_revenue(drivers: Drivers) -> Fraction | None:
    """What existing customers will buy in the period; None where one of the four drivers is not known."""
    if drivers.repeat_revenue.value is not None:
        return drivers.repeat_revenue.value
    product = Fraction(1)
    for driver in drivers.repeat:
        if driver.value is None:
            return None
        product *= driver.value
    return product


def chain_of(target: Fraction, drivers: Drivers) -> Chain:
    """The target as steps: new sales, orders, new customers, then back through the rates to the first contacts."""
    repeat = repeat_revenue(drivers)
    new = None if repeat is None else max(target - repeat, Fraction(0))
    counts = [over(new, drivers.order.value)]
    counts.append(over(counts[-1], drivers.orders_per_customer.value))
    for rate in reversed(drivers.rates):
        counts.append(over(counts[-1], rate.value))
    keys = ("orders", "new_customers", *reversed(steps_before(drivers.rates)))
    steps = tuple(Step(key, count) for key, count in zip(keys, counts, strict=True))
    missing = () if new == 0 else _missing(drivers, repeat)
    return Chain(target, repeat, new, tuple(reversed(steps)), missing)


def over(count: Fraction | None, rate: Fraction | None) -> Fraction | None:
    """How many it takes at a rate: nothing takes nothing; None where the rate is 0 or not known."""
    if count == 0:
        return Fraction(0)
    return None if count is None or not rate else count / rate


def steps_before(rates: Sequence[Driver]) -> tuple[str, ...]:
    """What each rate starts from, ``contacts`` first; ``step_2`` where the plan's steps have no names."""
    return tuple(STEPS.get(rate.key, "contacts" if at == 0 else f"step_{at + 1}") for at, rate in enumerate(rates))


def _missing(drivers: Drivers, repeat: Fraction | None) -> tuple[str, ...]:
    told = [] if repeat is not None else [driver.key for driver in drivers.repeat if driver.value is None]
    needed = (drivers.order, drivers.orders_per_customer, *drivers.rates)
    return (*told, *(driver.key for driver in needed if not driver.value))


@dataclass(frozen=True)
class Means:
    """Who there is for it: ``person_days`` over the working ``days`` (each at his part of full time), and contacts.

    ``capacity`` is how many contacts they can make in all; None where nobody says how many a day.
    """

    days: int
    person_days: Fraction
    capacity: Fraction | None

    @property
    def people(self) -> Fraction | None:
        """How many there are on average of these days; None without a day."""
        return self.person_days / self.days if self.days else None

    @property
    def per_day(self) -> Fraction | None:
        """Contacts a person can make a day, on average; None where nobody is there."""
        return self.capacity / self.person_days if self.capacity is not None and self.person_days else None


Verdict = Literal["covered", "ok", "tight", "infeasible", "late", "unknown"]
VERDICTS: tuple[Verdict, ...] = ("covered", "ok", "tight", "infeasible", "late", "unknown")


@dataclass(frozen=True)
class Load:
    """The contacts still to be made against what the people can do; ``limits`` are ``parameters.funnel.load``.

    ``load`` is need over capacity; None where either is not known or nobody can make a contact.
    """

    need: Fraction | None
    means: Means
    limits: tuple[Fraction, Fraction]

    @property
    def load(self) -> Fraction | None:
        """Need over capacity."""
        return self.need / self.means.capacity if self.need is not None and self.means.capacity else None

    @property
    def daily(self) -> Fraction | None:
        """Contacts of each person and working day; None without people or days."""
        return self.need / self.means.person_days if self.need is not None and self.means.person_days else None

    def verdict(self, chain: Chain, ahead: Fraction) -> Verdict:
        """Whether it can be done. ``late``: the days on which it had to be done have passed."""
        if chain.covered:
            return "covered"
        if not ahead:
            return "late"
        if self.load is None:
            return "infeasible" if self.need and self.means.capacity == 0 else "unknown"
        fine, most = self.limits
        return "ok" if self.load <= fine else "tight" if self.load <= most else "infeasible"


@dataclass(frozen=True)
class Lever:
    """One driver that closes the gap alone: its value ``now`` and the least that it ``needs``, rounded up.

    ``possible`` is False where that is more than 100 %; ``needed`` is None where the driver is not known.
    """

    key: str
    now: Fraction | None
    needed: Fraction | None
    possible: bool


def levers_of(chain: Chain, drivers: Drivers, load: Load) -> tuple[Lever, ...]:
    """For each driver the value that brings the load down to the second limit, the others as they are.

    None where the need fits, or where need or capacity is not known.
    """
    times = None if load.load is None else load.load / load.limits[1]
    if times is None or times <= 1:
        return ()
    found = [_rate(rate.key, rate.value, times) for rate in drivers.rates]
    found.append(_plain("order", drivers.order.value, times, 0))
    found.append(_plain("orders_per_customer", drivers.orders_per_customer.value, times, 2))
    found += _repeat(chain, drivers, times)
    found.append(_plain("people", load.means.people, times, 0))
    found.append(_plain("calls", load.means.per_day, times, 1))
    return tuple(found)


def _rate(key: str, now: Fraction | None, times: Fraction) -> Lever:
    needed = None if now is None else up(now * times, 3)
    return Lever(key, now, needed, needed is not None and needed <= 1)


def _plain(key: str, now: Fraction | None, times: Fraction, places: int) -> Lever:
    needed = None if not now else up(now * times, places)
    return Lever(key, now, needed, needed is not None)


def _repeat(chain: Chain, drivers: Drivers, times: Fraction) -> list[Lever]:
    """The repeat rate that leaves so little for new customers; none where repurchase is told as a sum."""
    if drivers.repeat_revenue.value is not None or chain.new is None or chain.repeat is None:
        return []
    now = drivers.repeat[1].value
    if not now or not chain.repeat:
        return [Lever("repeat_rate", now, None, possible=False)]
    least = chain.target - chain.new / times
    return [_rate("repeat_rate", now, least / chain.repeat)]


def up(value: Fraction, places: int) -> Fraction:
    """The next figure with so many decimals that is not below."""
    return Fraction(ceil(value * 10**places), 10**places)
