"""The drivers of a funnel: told on the command line, in the plan, else worked out of the user's own lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from salesplan.api.orders import ORDER_FIELDS, amount_column, complete, read_orders
from salesplan.api.plan_lists import deals_in, list_given
from salesplan.api.setting import Setting
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.period import Period
from salesplan.model.reading import ReadOptions
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.activity.funnel import Driver, Drivers, Source
    from salesplan.compute.activity.funnel_findings import Told
    from salesplan.compute.activity.own_rates import ContactRows
    from salesplan.compute.activity.own_repeat import OwnRepeat
    from salesplan.compute.customers.lines import Lines
    from salesplan.compute.prospects.deal_rows import Deal
    from salesplan.compute.team.staff import Staff
    from salesplan.model.records import Records
    from salesplan.model.result import Input

WINDOW = 365
"""Days of the own history that rates come from."""
LONGEST = 3660
"""Days of the longest sales cycle that is believed."""
_RATES = ("meeting", "quote", "win")


@dataclass(frozen=True)
class FunnelLists:
    """The lists if not the plan's."""

    orders: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    deals: tuple[str, ...] = ()
    reps: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    prospects: tuple[str, ...] = ()


PLAN_LISTS = FunnelLists()


@dataclass(frozen=True)
class DriverWish:
    """What the caller says about drivers: rates by step, and others by key (compute/activity/driver_words.py)."""

    rates: Mapping[str, Decimal] = field(default_factory=dict)
    given: Mapping[str, Decimal] = field(default_factory=dict)


NO_WISH = DriverWish()


@dataclass(frozen=True)
class Lists:
    """The lists as they were read; those that nothing needs are None."""

    orders: Records | None
    activities: Records | None
    deals: Records | None
    reps: Records | None

    @property
    def told(self) -> tuple[tuple[Input, ...], tuple[Problem, ...]]:
        """What was read, and what was found in it."""
        there = [each for each in (self.orders, self.activities, self.deals, self.reps) if each is not None]
        inputs = tuple(source for each in there for source in each.inputs)
        return inputs, tuple(problem for each in there for problem in each.findings)


@dataclass(frozen=True)
class Found:
    """The drivers with what they come from."""

    drivers: Drivers
    own: OwnRepeat
    staff: Staff
    told: Told
    contacts: ContactRows | None
    window: Period


def checked(wish: DriverWish, where: Setting) -> None:
    """BadUsage for rates above 1, for what is below 0, all of them at once; BadInput for such rates of the plan."""
    from salesplan.compute.activity.driver_words import driver_name
    from salesplan.compute.activity.sensitivity import is_rate

    told = {**{f"--rate {k}": (k, v) for k, v in wish.rates.items()}}
    told |= {f"--set {k}": (k, v) for k, v in wish.given.items()}
    problems = []
    for option, (key, value) in told.items():
        if value < 0:
            problems.append(_below_0(option, driver_name(key), value))
        elif is_rate(key) and value > 1:
            problems.append(_above_1(Place(key=option), driver_name(key), value))
        elif key == "days" and value != int(value):
            problems.append(_no_whole(option, value))
        elif key == "cycle" and value > LONGEST:
            problems.append(_too_long(option, value))
    if problems:
        raise BadUsage(problems)
    selling = where.plan.team.selling
    rates = enumerate(selling.conversion if selling else ())
    bad = [(at, rate) for at, rate in rates if not 0 <= rate <= 1]
    if bad and where.loaded is not None:
        raise BadInput(
            [_above_1(where.loaded.place_of(("team", "selling", "conversion", at)), _step(at), r) for at, r in bad]
        )


def _step(at: int) -> Text:
    return Text("第 {n} 步转化率", "rate of step {n}").format(n=at + 1)


def _above_1(place: Place, name: Text, value: Decimal) -> Problem:
    from salesplan.compute.rounding import percent_text

    what = Text("{name}是 {value}，不能超过 100%", "{name} is {value}, it cannot be above 100%")
    fix = Text("写成比例，如 40% 或 0.4", "write a share such as 40% or 0.4")
    if value < 0:
        what = Text("{name}是 {value}，不能小于 0", "{name} is {value}, it cannot be below 0")
    told = what.format(name=name, value=percent_text(value))
    return Problem("FUNNEL-rate-above-1", "error", told, fix, place, str(value))


def _below_0(option: str, name: Text, value: Decimal) -> Problem:
    what = Text("{name}是 {value}，不能小于 0", "{name} is {value}, it cannot be below 0").format(
        name=name, value=value
    )
    fix = Text("写 0 或更大的数", "write 0 or more")
    return Problem("FUNNEL-below-0", "error", what, fix, Place(key=option), str(value))


def _no_whole(option: str, value: Decimal) -> Problem:
    what = Text("工作日是整天，不是 {value}", "working days are whole days, not {value}").format(value=value)
    return Problem("FUNNEL-days", "error", what, Text("如 --set days=20", "such as --set days=20"), Place(key=option))


def _too_long(option: str, value: Decimal) -> Problem:
    what = Text("销售周期最多 {most} 天，不是 {value}", "a sales cycle has {most} days at most, not {value}")
    fix = Text("写从联系到成交的天数，如 --set cycle=45", "give the days from contact to order: --set cycle=45")
    return Problem("FUNNEL-days", "error", what.format(most=LONGEST, value=value), fix, Place(key=option), str(value))


def lists_for(lists: FunnelLists, wish: DriverWish, where: Setting, *, orders: bool, pace: bool) -> Lists:
    """The lists that are needed: ``orders`` where a target asks for them, ``pace``: contacts of a person and day."""
    told, selling = {*wish.rates}, where.plan.team.selling
    other = bool(selling and len(selling.conversion) != len(_RATES)) and not _given_rates(wish, where)
    steps, quiet = other or {"meeting", "quote"} <= told, other or "win" in told
    cycle = "cycle" in wish.given or where.plan.parameters.funnel.cycle_days is not None
    beside = ReadOptions()
    need = ("customer_id", "customer_name", "date", "kind")
    return Lists(
        _orders(lists, where) if orders or not _all_money(wish, where) else None,
        list_given("activities", lists.activities, where, beside, needed=need) if pace or not steps else None,
        None if quiet and cycle else list_given("deals", lists.deals, where, beside),
        None if "people" in wish.given else list_given("reps", lists.reps, where, beside),
    )


def _all_money(wish: DriverWish, where: Setting) -> bool:
    """Whether everything that orders would tell is told."""
    repeat = "repeat" in wish.given or {"customers", "repeat_rate", "repeat_orders", "repeat_order"} <= {*wish.given}
    return repeat and "orders_per_customer" in wish.given and ("order" in wish.given or _plan_order(where) is not None)


def _plan_order(where: Setting) -> Decimal | None:
    selling = where.plan.team.selling
    return selling.order if selling else None


def _orders(lists: FunnelLists, where: Setting) -> Records | None:
    files = list(lists.orders) or where.files("orders")
    if not files:
        return None
    return complete(read_orders(files, where.reading(ReadOptions(), "orders"), needed=ORDER_FIELDS), by_option=False)


def drivers_found(lists: Lists, wish: DriverWish, period: Period, where: Setting) -> Found:
    """Every driver: the one told, else the plan's, else that of the lists, with how many cases it rests on."""
    from salesplan.compute.activity.funnel import REPEAT_DRIVERS, Driver, Drivers
    from salesplan.compute.activity.funnel_findings import Told
    from salesplan.compute.activity.own_rates import contact_rows
    from salesplan.compute.activity.own_repeat import NOTHING, own_repeat
    from salesplan.compute.team.staff import staff_findings, staff_of

    window = Period.ending(where.as_of, WINDOW)
    lines = None if lists.orders is None else _lines(lists.orders, where)
    own = NOTHING if lines is None else own_repeat(lines, period, where.as_of)
    contacts = None if lists.activities is None else contact_rows(lists.activities, window)
    deals = _deals(lists.deals, where)
    selling = where.plan.team.selling
    history = dict(zip(REPEAT_DRIVERS, own.repeat, strict=True))
    drivers = Drivers(
        repeat=tuple(_first(key, wish, None, history[key]) for key in REPEAT_DRIVERS),
        order=_first("order", wish, _plan_order(where), own.order),
        orders_per_customer=_first("orders_per_customer", wish, None, own.orders_per_customer),
        rates=_rates(wish, where, contacts, deals, window),
        cycle=_cycle(wish, where, deals, window),
        calls=_first("calls", wish, selling.calls_per_day if selling else None, Driver("calls")),
        repeat_revenue=_first("repeat", wish, None, Driver("repeat")),
    )
    inputs, findings = lists.told
    place = Place() if lists.activities is None else _place(lists.activities)
    staff = staff_of(lists.reps, where.plan.team)
    twice = tuple(staff_findings(staff, _place(lists.reps))) if lists.reps is not None else ()
    told = Told(
        inputs, (*findings, *twice, *_ending(lines, lists.orders, where)), contacts.other if contacts else 0, place
    )
    return Found(drivers, own, staff, told, contacts, window)


def _place(records: Records) -> Place:
    from salesplan.model.result import place_of

    return place_of(records.inputs)


def _first(key: str, wish: DriverWish, plan: Decimal | None, history: Driver) -> Driver:
    from salesplan.compute.activity.funnel import Driver

    if key in wish.given:
        return Driver(key, Fraction(wish.given[key]), "option")
    return history if plan is None else Driver(key, Fraction(plan), "plan")


def _lines(orders: Records, where: Setting) -> Lines:
    from salesplan.compute.customers.lines import lines_of
    from salesplan.compute.customers.population import keys_by

    return lines_of(orders, where.as_of, amount_column(orders, where), keys_by(None, orders)[1])


def _ending(lines: Lines | None, orders: Records | None, where: Setting) -> Iterator[Problem]:
    """That the orders end before the as-of, where they do."""
    from salesplan.compute.activity.funnel_findings import orders_end
    from salesplan.compute.sales.reach import end_before

    if lines is None or orders is None:
        return
    days = sorted(lines.frame.get_column("date").unique().to_list())
    if days and end_before(days, where.as_of, where.plan.parameters.forecast.late_start) is not None:
        yield orders_end(days[-1], where.as_of, _place(orders))


def _deals(deals: Records | None, where: Setting) -> Sequence[Deal]:
    return () if deals is None else deals_in(deals, where)


def _given_rates(wish: DriverWish, where: Setting) -> dict[str, tuple[Decimal, Source]]:
    """The rates that are told: on the command line, as rates of the plan, or as the three of the plan's selling."""
    told, selling = where.plan.parameters.funnel.rates, where.plan.team.selling
    usual = selling is not None and len(selling.conversion) == len(_RATES)
    of_team = dict(zip(_RATES, selling.conversion, strict=True)) if selling and usual else {}
    planned = {**of_team, **{key: rate for key in _RATES if (rate := getattr(told, key)) is not None}}
    given: dict[str, tuple[Decimal, Source]] = {key: (rate, "plan") for key, rate in planned.items()}
    return {**given, **{key: (rate, "option") for key, rate in wish.rates.items()}}


def _rates(
    wish: DriverWish, where: Setting, contacts: ContactRows | None, deals: Sequence[Deal], window: Period
) -> tuple[Driver, ...]:
    """The rates from contact to order; of one that the plan gives what the history says stands beside it."""
    from salesplan.compute.activity.funnel import Driver

    given, selling = _given_rates(wish, where), where.plan.team.selling
    if selling and len(selling.conversion) != len(_RATES) and not given:
        steps = enumerate(selling.conversion, start=1)
        return tuple(Driver(f"rate_{at}", Fraction(rate), "plan") for at, rate in steps)
    found = []
    for key in _RATES:
        own = _own_rate(key, contacts, deals, window, where)
        if key in given:
            value, source = given[key]
            beside = own if source == "plan" and own.cases else None
            own = Driver(key, Fraction(value), source, own=beside)
        found.append(own)
    return tuple(found)


def _own_rate(key: str, contacts: ContactRows | None, deals: Sequence[Deal], window: Period, where: Setting) -> Driver:
    from salesplan.compute.activity.funnel import Driver
    from salesplan.compute.activity.own_rates import step_rate, win_rate

    if key == "win":
        return win_rate(deals, window)
    if contacts is None:
        return Driver(key)
    return step_rate(key, contacts, _RATES.index(key), where.as_of, where.plan.parameters.funnel.follow_days)


def _cycle(wish: DriverWish, where: Setting, deals: Sequence[Deal], window: Period) -> Driver:
    from salesplan.compute.activity.own_rates import cycle_days

    told = where.plan.parameters.funnel.cycle_days
    return _first("cycle", wish, None if told is None else Decimal(told), cycle_days(deals, window))


def own_calls(found: Found, where: Setting) -> tuple[Driver, Period | None]:
    """Calls and visits of each person and working day lately, and the days that this is of."""
    from salesplan.compute.activity.funnel import Driver
    from salesplan.compute.activity.funnel_people import able_people, means_of
    from salesplan.compute.activity.own_rates import first_contact, own_pace

    first = first_contact(found.contacts) if found.contacts else None
    if first is None or found.contacts is None:
        return Driver("calls"), None
    window = Period(max(first, found.window.first), where.as_of)
    days = _worked(window, where)
    means = means_of(able_people(found.staff, days, None), len(days))
    pace = own_pace(found.contacts, means.person_days, window)
    return pace, window if pace.value is not None else None


def _worked(window: Period, where: Setting) -> list[date]:
    from salesplan.compute.working_days import days_of

    calendar = where.calendar(range(window.first.year, window.last.year + 1))
    return [day for day in days_of(window) if calendar.is_workday(day)]


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)
