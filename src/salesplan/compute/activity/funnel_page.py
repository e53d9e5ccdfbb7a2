"""The reverse funnel as a result: what it takes a person and day, whether it can be done, what would close a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from salesplan.compute.activity.daily_sheet import Sheet
from salesplan.compute.activity.funnel import Chain, Driver, Drivers, Lever, Load, Means, chain_of, levers_of
from salesplan.compute.activity.funnel_findings import NOTHING_READ, Told, funnel_findings, of_vacancies, of_wishes
from salesplan.compute.activity.funnel_lag import MonthWeight, MonthWork, Schedule, schedule_of
from salesplan.compute.activity.funnel_people import Able, able_people, means_of, means_told, person_days
from salesplan.compute.activity.own_repeat import OwnRepeat
from salesplan.compute.rounding import half_up, rounded
from salesplan.compute.team.staff import Staff
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period
from salesplan.model.plan.plan import Plan
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value

COLUMNS = (
    *(ColumnSpec("step", "code"), ColumnSpec("needed", "score"), ColumnSpec("needed_whole", "integer")),
    *(ColumnSpec("rate", "share"), ColumnSpec("rate_from", "code"), ColumnSpec("hits", "integer")),
    *(ColumnSpec("cases", "integer"), ColumnSpec("ahead", "score"), ColumnSpec("per_day", "score")),
    ColumnSpec("per_person_day", "score"),
)
MONEY = 2
"""Decimals of money that is worked out."""


@dataclass(frozen=True)
class Need:
    """What is to be reached in a period.

    ``amount`` is what is still to come: of the plan's target ``whole`` less what came in (``actual``), or a total that
    was told (``entry`` None). ``months`` weigh the months of the period. ``behind`` is actual less target of the part
    of the year that is over where the period does not make up for it; None where it does, or nobody tracks it.
    """

    period: Period
    amount: Decimal
    months: tuple[MonthWeight, ...]
    entry: str | None = None
    whole: Decimal | None = None
    actual: Decimal | None = None
    behind: Decimal | None = None
    rest_of_year: bool = False


@dataclass(frozen=True)
class DriverTold:
    """A driver as figures: ``value`` to six decimals, where it comes from, and on how many cases it rests.

    ``own`` is what the history says of a rate that the plan gives, with its cases.
    """

    key: str
    value: Decimal | None
    source: str
    cases: int | None
    hits: int | None
    few: bool
    own: Decimal | None = None
    own_cases: int | None = None
    own_hits: int | None = None


@dataclass(frozen=True)
class LeverTold:
    """What one driver must become to close the gap alone, rounded up; ``possible`` is False above 100 %."""

    key: str
    now: Decimal | None
    needed: Decimal | None
    possible: bool


@dataclass(frozen=True)
class MonthTold:
    """A month: its part of the new sales, when its contacts fall, how many, and how much of that lies ahead."""

    first: date
    last: date
    new: Decimal | None
    work_first: date
    work_last: date
    contacts: Decimal | None
    ahead: Decimal
    days: int
    per_person_day: Decimal | None


@dataclass(frozen=True)
class FunnelSummary:
    """The funnel. Money is to the cent, counts and shares to six decimals; None is not known.

    ``contacts`` are all it takes, ``contacts_ahead`` those whose days lie after the as-of (``ahead`` is the part);
    ``new_before`` is the part of the new sales that rests on what was done before. ``per_person_day`` is what each
    person makes a day from ``work_first`` to ``work_last`` (None: no day is left). ``load`` is need over capacity.
    ``days_per_order`` is given where less than one new order a day is needed: one order in so many working days.
    ``sheets`` are those of the ``day`` where daily sheets were asked for, ``unassigned`` the ranked prospects that are
    nobody's. ``calls_now`` are the contacts that each person does make a day, as the activities tell.
    ``listed`` is how many of the list the ``people`` are: these count by share of time and by the days they are there.
    """

    first: date
    last: date
    entry: str | None
    whole: Decimal | None
    actual: Decimal | None
    behind: Decimal | None
    rest_of_year: bool
    target: Decimal
    repeat: Decimal | None
    new: Decimal | None
    covered: bool
    contacts: Decimal | None
    ahead: Decimal
    contacts_ahead: Decimal | None
    new_before: Decimal | None
    work_first: date | None
    work_last: date | None
    days: int
    people: Decimal | None
    person_days: Decimal
    capacity: Decimal | None
    capacity_per_person_day: Decimal | None
    per_day: Decimal | None
    per_person_day: Decimal | None
    days_per_order: Decimal | None
    load: Decimal | None
    verdict: str
    limits: tuple[Decimal, Decimal]
    missing: tuple[str, ...]
    drivers: tuple[DriverTold, ...]
    levers: tuple[LeverTold, ...]
    months: tuple[MonthTold, ...]
    cohort_first: date | None
    cohort_last: date | None
    base_days: int
    days_told: bool
    day: date | None = None
    sheets: tuple[Sheet, ...] = ()
    unassigned: int = 0
    calls_now: Decimal | None = None
    listed: int | None = None


@dataclass(frozen=True)
class Asked:
    """All that a funnel is made of. ``people`` and ``days`` are told on the command line and replace the list's.

    ``pace`` are the contacts that each person makes a day now.
    """

    need: Need
    drivers: Drivers
    own: OwnRepeat
    staff: Staff
    people: Fraction | None = None
    days: int | None = None
    told: Told = NOTHING_READ
    pace: Fraction | None = None


@dataclass(frozen=True)
class Worked:
    """A funnel worked out, for whoever goes on with it."""

    asked: Asked
    chain: Chain
    schedule: Schedule
    load: Load
    able: tuple[Able, ...]


def worked(asked: Asked, plan: Plan, as_of: date, calendar: WorkCalendar) -> Worked:
    """The chain, the days it falls on, and who is there on them."""
    drivers = asked.drivers
    chain = chain_of(Fraction(asked.need.amount), drivers)
    cycle = ceil(drivers.cycle.value) if drivers.cycle.value is not None else 0
    schedule = schedule_of(asked.need.months, cycle, as_of, calendar)
    able = able_people(asked.staff, schedule.days, drivers.calls.value, calls_first=drivers.calls.source == "option")
    means = _means(asked, schedule, able)
    need = None if chain.contacts is None else chain.contacts * schedule.ahead
    low, high = plan.parameters.funnel.load
    return Worked(asked, chain, schedule, Load(need, means, (Fraction(low), Fraction(high))), able)


def _means(asked: Asked, schedule: Schedule, able: Sequence[Able]) -> Means:
    days = len(schedule.days) if asked.days is None or not schedule.ahead else asked.days
    calls = asked.drivers.calls.value
    if asked.people is not None:
        if calls is None and (average := means_of(able, len(schedule.days)).per_day) is not None:
            calls = average
        return means_told(asked.people, days, calls)
    found = means_of(able, len(schedule.days))
    if days == len(schedule.days) or not schedule.days:
        return found
    part = Fraction(days, len(schedule.days))
    return Means(days, found.person_days * part, None if found.capacity is None else found.capacity * part)


def funnel(found: Worked, plan: Plan, as_of: date) -> Result[FunnelSummary]:
    """The funnel of a need, step by step."""
    asked, least = found.asked, plan.parameters.funnel.min_cases
    findings = list(funnel_findings(found.chain, found.load, asked.drivers, asked.told, least, found.schedule))
    if not found.chain.covered:
        findings += of_wishes(asked.drivers, found.load.daily, least)
    if asked.people is None and found.schedule.span and not found.chain.covered:
        findings += of_vacancies(plan.team, asked.staff, found.schedule.span)
    return Result(
        "activity funnel",
        as_of,
        _summary(found, least),
        Table(COLUMNS, tuples=tuple(_rows(found))),
        tuple(parameters_of(plan)),
        (*asked.told.findings, *findings),
        asked.told.inputs,
    )


def parameters_of(plan: Plan) -> Iterator[Parameter]:
    """The numbers that decided."""
    told = plan.parameters.funnel
    yield Parameter("parameters.funnel.load", told.load, "plan")
    yield Parameter("parameters.funnel.min_cases", told.min_cases, "plan")
    yield Parameter("parameters.funnel.follow_days", told.follow_days, "plan")


def _rows(found: Worked) -> Iterator[tuple[Value, ...]]:
    rates: list[Driver | None] = [*found.asked.drivers.rates, found.asked.drivers.orders_per_customer, None]
    means, ahead = found.load.means, found.schedule.ahead
    for step, rate in zip(found.chain.steps, rates, strict=True):
        count = step.count
        share = rate if rate in found.asked.drivers.rates else None
        left = None if count is None else count * ahead
        yield (
            step.key,
            rounded(count),
            None if count is None else ceil(count),
            None if share is None else rounded(share.value),
            None if share is None else share.source,
            None if share is None else share.hits,
            None if share is None else share.cases,
            rounded(left),
            rounded(None if left is None or not means.days else left / means.days),
            rounded(None if left is None or not means.person_days else left / means.person_days),
        )


def _money(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value, MONEY)


def _summary(found: Worked, least: int) -> FunnelSummary:
    asked, chain, schedule, load = found.asked, found.chain, found.schedule, found.load
    need, means = asked.need, load.means
    orders = chain.steps[-1].count
    left = None if orders is None else orders * schedule.ahead
    return FunnelSummary(
        first=need.period.first,
        last=need.period.last,
        entry=need.entry,
        whole=need.whole,
        actual=need.actual,
        behind=need.behind,
        rest_of_year=need.rest_of_year,
        target=need.amount,
        repeat=_money(chain.repeat),
        new=_money(chain.new),
        covered=chain.covered,
        contacts=rounded(chain.contacts),
        ahead=half_up(schedule.ahead),
        contacts_ahead=rounded(load.need),
        new_before=None if chain.new is None else half_up(chain.new * (1 - schedule.ahead), MONEY),
        work_first=schedule.span.first if schedule.span else None,
        work_last=schedule.span.last if schedule.span else None,
        days=means.days,
        people=rounded(means.people),
        person_days=half_up(means.person_days),
        capacity=rounded(means.capacity),
        capacity_per_person_day=rounded(means.per_day),
        per_day=rounded(load.need / means.days if load.need is not None and means.days else None),
        per_person_day=rounded(load.daily),
        days_per_order=rounded(means.days / left) if left and left < means.days else None,
        load=rounded(load.load),
        verdict=load.verdict(chain, schedule.ahead),
        limits=(half_up(load.limits[0]), half_up(load.limits[1])),
        missing=chain.missing,
        drivers=tuple(driver_told(driver, least) for driver in asked.drivers.all),
        levers=tuple(_lever(lever) for lever in levers_of(chain, asked.drivers, load)),
        months=tuple(_month(month, chain, asked) for month in schedule.months),
        cohort_first=asked.own.cohort.first if asked.own.cohort else None,
        cohort_last=asked.own.cohort.last if asked.own.cohort else None,
        base_days=asked.own.base,
        days_told=asked.days is not None,
        calls_now=rounded(asked.pace),
        listed=len(found.able) if asked.people is None else None,
    )


def driver_told(driver: Driver, least: int) -> DriverTold:
    """A driver as figures; ``few`` where its own history has too few cases."""
    few = driver.source == "history" and driver.cases is not None and driver.cases < least
    told = DriverTold(driver.key, rounded(driver.value), driver.source, driver.cases, driver.hits, few)
    own = driver.own
    return told if own is None else replace(told, own=rounded(own.value), own_cases=own.cases, own_hits=own.hits)


def _lever(lever: Lever) -> LeverTold:
    return LeverTold(lever.key, rounded(lever.now), rounded(lever.needed), lever.possible)


def _month(month: MonthWork, chain: Chain, asked: Asked) -> MonthTold:
    """A month's part of the whole; a day takes what of it lies ahead over the days that those who are there have."""
    contacts = None if chain.contacts is None else chain.contacts * month.share
    days = person_days(asked.staff, month.left) if asked.people is None else asked.people * month.days
    daily = contacts * month.ahead / days if contacts is not None and days else None
    new = None if chain.new is None else chain.new * month.share
    return MonthTold(
        month.period.first, month.period.last, _money(new), month.work.first, month.work.last,
        rounded(contacts), half_up(month.ahead), month.days, rounded(daily),
    )  # fmt: skip
