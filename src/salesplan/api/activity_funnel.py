"""The target turned into daily work: the reverse funnel, and what a change of one driver is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from salesplan.api.activity_drivers import (
    NO_WISH,
    PLAN_LISTS,
    DriverWish,
    Found,
    FunnelLists,
    Lists,
    checked,
    drivers_found,
    lists_for,
    own_calls,
)
from salesplan.api.activity_need import need_of_plan, need_told, span_asked
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage, Place, Problem
from salesplan.model.result import Parameter, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.activity_need import Span
    from salesplan.compute.activity.funnel import Driver
    from salesplan.compute.activity.funnel_page import FunnelSummary, Need
    from salesplan.compute.activity.sensitivity import SensitivitySummary
    from salesplan.model.calendar import WorkCalendar
    from salesplan.model.result import Input


@dataclass(frozen=True)
class FunnelWish:
    """What is asked: a ``total`` instead of the plan's target (or one ``entry`` of it), the period, the drivers."""

    total: Decimal | None = None
    entry: str | None = None
    span: str | None = None
    drivers: DriverWish = NO_WISH
    lists: FunnelLists = PLAN_LISTS


ALL_OF_IT = FunnelWish()


@dataclass(frozen=True)
class SensitivityWish:
    """What is asked besides: contacts a day ``of`` (else the present ones) and ``to``, other changes, a goal."""

    of: Decimal | None = None
    to: Decimal | None = None
    changes: Mapping[str, Decimal] = field(default_factory=dict)
    goal: Decimal | None = None


TABLE_ONLY = SensitivityWish()


@dataclass(frozen=True)
class _Base:
    """What both commands start from."""

    found: Found
    lists: Lists
    span: Span
    calendar: WorkCalendar


def activity_funnel(
    wish: FunnelWish = ALL_OF_IT, where: Setting | None = None, *, daily: bool = False
) -> Result[FunnelSummary]:
    """What the target takes a person and day, whether it can be done, and what would close a gap.

    With ``daily`` the rows are the contacts of the next working day, person by person. BadUsage without a target, for
    a period that is none or over, and for drivers that can be none.
    """
    from salesplan.compute.activity.funnel_page import Asked, funnel, worked

    where = where or setting()
    base = _base(wish, where, pace=False, of_plan=wish.total is None)
    need, inputs, problems = _need(wish, base, where)
    given = wish.drivers.given
    people = Fraction(given["people"]) if "people" in given else None
    days = int(given["days"]) if "days" in given else None
    found = base.found
    asked = Asked(
        need, found.drivers, found.own, found.staff, people, days, found.told, own_calls(found, where)[0].value
    )
    work = worked(asked, where.plan, where.as_of, base.calendar)
    result = funnel(work, where.plan, where.as_of)
    result = replace(result, inputs=(*result.inputs, *inputs), findings=(*result.findings, *problems))
    if daily:
        from salesplan.api.activity_daily import with_daily

        result = with_daily(result, work, wish.lists, base.calendar, where)
    return with_plan(_with_more(result, base, wish), where)


def activity_sensitivity(
    wish: FunnelWish = ALL_OF_IT, change: SensitivityWish = TABLE_ONLY, where: Setting | None = None
) -> Result[SensitivitySummary]:
    """What a change of each driver is worth, what one more contact a day brings, what else a goal asks for.

    The period, drivers and lists are those of the funnel; no target is needed.
    """
    from salesplan.compute.activity.funnel import Driver
    from salesplan.compute.activity.sensitivity import Base, Setup, Wish, sensitivity
    from salesplan.compute.working_days import workdays

    where = where or setting()
    _check_changes(change)
    base = _base(wish, where, pace=change.of is None and "calls" not in wish.drivers.given, of_plan=False)
    days = wish.drivers.given.get("days")
    count = int(days) if days is not None else workdays(base.span.period, base.calendar)
    pace = None
    calls = Driver("calls", Fraction(change.of), "option") if change.of is not None else base.found.drivers.calls
    if calls.source != "option":
        own, pace = own_calls(base.found, where)
        calls = own if own.value is not None else _able_calls(base) if calls.value is None else calls
    person_days = _person_days(base, count, wish)
    year = base.span.year
    result = sensitivity(
        Base(base.found.drivers, person_days, calls),
        Wish(
            None if change.to is None else Fraction(change.to),
            {key: Fraction(value) for key, value in change.changes.items()},
            None if change.goal is None else Fraction(change.goal),
        ),
        Setup(base.span.period, count, str(year.number), workdays(year.period, base.calendar), pace, _able(base)),
        base.found.told,
        where.plan,
        where.as_of,
    )
    return with_plan(_with_more(result, base, wish), where)


def _able(base: _Base) -> Fraction | None:
    """The contacts a day that a person can make in the period, as the funnel has them."""
    from salesplan.compute.activity.funnel_people import able_people, means_of
    from salesplan.compute.working_days import days_of

    days = [day for day in days_of(base.span.period) if base.calendar.is_workday(day)]
    calls = base.found.drivers.calls
    return means_of(
        able_people(base.found.staff, days, calls.value, calls_first=calls.source == "option"), len(days)
    ).per_day


def _able_calls(base: _Base) -> Driver:
    """The contacts a day that the people can make, where nobody knows how many they do make."""
    from salesplan.compute.activity.funnel import Driver
    from salesplan.compute.activity.funnel_people import able_people, means_of

    days = [base.span.period.first]
    able = means_of(able_people(base.found.staff, days, None), 1).per_day
    return Driver("calls") if able is None else Driver("calls", able, "plan")


def _person_days(base: _Base, count: int, wish: FunnelWish) -> Fraction:
    from salesplan.compute.activity.funnel_people import able_people, means_of
    from salesplan.compute.working_days import days_of

    if "people" in wish.drivers.given:
        return Fraction(wish.drivers.given["people"]) * count
    days = [day for day in days_of(base.span.period) if base.calendar.is_workday(day)]
    found = means_of(able_people(base.found.staff, days, None), len(days)).person_days
    return found * Fraction(count, len(days)) if days else Fraction(0)


def _base(wish: FunnelWish, where: Setting, *, pace: bool, of_plan: bool) -> _Base:
    """The period, the lists that are needed, the drivers; ``of_plan``: the plan's target is asked for."""
    checked(wish.drivers, where)
    span = span_asked(wish.span, where)
    lists = lists_for(wish.lists, wish.drivers, where, orders=of_plan, pace=pace)
    calendar = where.calendar(range(where.as_of.year - 1, span.year.period.last.year + 1))
    return _Base(drivers_found(lists, wish.drivers, span.period, where), lists, span, calendar)


def _need(wish: FunnelWish, base: _Base, where: Setting) -> tuple[Need, Sequence[Input], Sequence[Problem]]:
    """What is to be reached, with the record that a frozen target comes from."""
    if wish.total is not None:
        return need_told(wish.total, base.span, where), (), ()
    return need_of_plan(wish.entry, base.lists.orders, base.span, where)


def _asked(wish: FunnelWish) -> tuple[Parameter, ...]:
    """What the command line decided."""
    told: dict[str, object] = {"funnel.total": wish.total, "for": wish.span}
    told |= {f"funnel.{key}": value for key, value in {**wish.drivers.rates, **wish.drivers.given}.items()}
    return tuple(Parameter(name, value, "option") for name, value in told.items() if value is not None)


def _with_more(result: Result[Any], base: _Base, wish: FunnelWish) -> Result[Any]:
    """The result with what was asked for among its parameters, and a note on days off that are not known yet."""
    from salesplan.compute.working_days import is_estimated, of_estimate

    period = base.span.period
    if is_estimated([period], base.calendar):
        note = of_estimate(period, base.calendar, Place(key="calendar"))
        result = replace(result, findings=(*result.findings, note))
    return replace(result, parameters=(*_asked(wish), *result.parameters))


def _check_changes(change: SensitivityWish) -> None:
    """BadUsage for contacts below 0 and for changes of -100 % and below."""
    from salesplan.compute.activity.driver_words import driver_name

    problems = []
    for option, value in (("--calls", change.of), ("--calls", change.to)):
        if value is not None and value < 0:
            what = Text("{option} 不能小于 0：{value}", "{option} cannot be below 0: {value}")
            fix = Text("写成 --calls 5.5=6", "type it as --calls 5.5=6")
            problems.append(_problem(what.format(option=option, value=value), fix, str(value)))
    for key, value in (*change.changes.items(), *((("goal", change.goal),) if change.goal is not None else ())):
        if value <= -1:
            name = Text("目标", "the goal") if key == "goal" else driver_name(key)
            what = Text("{name}不能减少 {value} 以上", "{name} cannot fall by {value} or more")
            fix = Text("写成 +10% 或 -20% 这样", "type it as +10% or -20%")
            problems.append(_problem(what.format(name=name, value="100%"), fix, str(value)))
    if problems:
        raise BadUsage(problems)


def _problem(what: Text, fix: Text, value: str) -> Problem:
    return Problem("USAGE-change", "error", what, fix, value=value)
