"""What a user should know about a funnel: drivers that are missing, few cases, days that have passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from salesplan.compute.activity.driver_words import HOW, driver_name, typed
from salesplan.compute.activity.funnel import Chain, Driver, Drivers, Load
from salesplan.compute.activity.funnel_lag import Schedule
from salesplan.compute.naming import names_of
from salesplan.compute.rounding import half_up, percent_text
from salesplan.compute.team.staff import Staff
from salesplan.errors import Place, Problem
from salesplan.model.period import Period
from salesplan.model.plan.team import Team
from salesplan.model.result import Input
from salesplan.text import Text

NOWHERE = Place()
FAR_ABOVE = 2
"""A rate of the plan that is more than so many times the own one is a wish, and said to be."""


@dataclass(frozen=True)
class Told:
    """The lists that drivers came from: what was read, what was found in them, and contacts that were no case."""

    inputs: tuple[Input, ...] = ()
    findings: tuple[Problem, ...] = ()
    other: int = 0
    place: Place = NOWHERE


NOTHING_READ = Told()
"""Where no list was read."""


def funnel_findings(
    chain: Chain, load: Load, drivers: Drivers, told: Told, least: int, schedule: Schedule
) -> Iterator[Problem]:
    """Everything worth knowing about a funnel."""
    yield from driver_findings(drivers, chain.missing, told, least, covered=chain.covered)
    if chain.covered:
        return
    if drivers.cycle.value is None:
        yield _no_cycle()
    if not schedule.ahead:
        yield _late(schedule)
    elif load.means.capacity is None or not load.means.person_days:
        yield _no_capacity(nobody=not load.means.person_days)


def driver_findings(
    drivers: Drivers,
    missing: tuple[str, ...],
    told: Told,
    least: int,
    *,
    covered: bool = False,
    told_apart: bool = False,
) -> Iterator[Problem]:
    """Drivers that are missing or 0 (unless ``told_apart``), and those whose history is too short.

    Where repurchase has the target ``covered`` only its own drivers count.
    """
    by_key = {driver.key: driver for driver in drivers.all}
    if not told_apart:
        yield from _stopped([by_key[key] for key in missing])
    few = [each for each in drivers.all if each.source == "history" and each.cases is not None and each.cases < least]
    used = drivers.repeat if covered else drivers.all
    for driver in few:
        if driver in used and driver.key not in missing:
            yield _no_buyers(driver) if driver.key == "customers" and not driver.value else _few(driver, least)
    if told.other:
        yield _other(told)


def _stopped(missing: Sequence[Driver]) -> Iterator[Problem]:
    """What stops the chain: those that are not known in one sentence, each that is 0 by itself."""
    unknown = [driver for driver in missing if driver.value is None]
    for driver in missing:
        if driver.value is not None or len(unknown) == 1:
            yield _missing(driver)
        elif driver is unknown[0]:
            yield _unknown([each.key for each in unknown])


def _unknown(keys: Sequence[str]) -> Problem:
    what = Text("不知道{names}，前面要做多少算不出来", "not known: {names}; nothing before them can be worked out")
    fix = Text(
        "给订单、跟进和商机的名单就能自己算，或写出来：{typed}",
        "lists of orders, activities and deals tell them; or give them: {typed}",
    )
    names = names_of([driver_name(key) for key in keys], None)
    place = Place(key=f"funnel.{keys[0]}")
    return Problem("FUNNEL-missing", "warning", what.format(names=names), fix.format(typed=typed(keys)), place, keys[0])


def _missing(driver: Driver) -> Problem:
    name, how = driver_name(driver.key), HOW.get(driver.key, Text("", ""))
    if driver.value == 0:
        seen = Text("（{cases} 例里 0 例）", " (0 of {cases})").format(cases=f"{driver.cases or 0:,}")
        what = Text("{name}是 0{seen}，前面要做多少算不出来", "{name} is 0{seen}: nothing before it can be worked out")
        what = what.format(name=name, seen=seen if driver.cases else Text("", ""))
    else:
        what = Text("不知道{name}，前面要做多少算不出来", "{name} is not known: nothing before it can be worked out")
        what = what.format(name=name)
    return Problem("FUNNEL-missing", "warning", what, how, Place(key=f"funnel.{driver.key}"), driver.key)


def _few(driver: Driver, least: int) -> Problem:
    what = Text(
        "{name}只有 {n} 例，不到 {least} 例，不可靠", "{name} rests on {n} cases, fewer than {least}: not reliable"
    ).format(name=driver_name(driver.key), n=driver.cases, least=least)
    return Problem("FUNNEL-few-cases", "warning", what, HOW[driver.key], Place(key=f"funnel.{driver.key}"), driver.key)


def _no_buyers(driver: Driver) -> Problem:
    what = Text(
        "没有一家客户近一年的净额大于 0（没有订单，或退货、红冲多过销售）：老客户按 0 家算",
        "nobody's sales of the last year are above 0 (no orders, or more returned than bought): no existing customers",
    )
    fix = Text(
        "核对订单金额的正负号：只有退货、红冲写负数；或 --set customers=200",
        "look at the signs of the orders: only returns are below 0; or --set customers=200",
    )
    return Problem("FUNNEL-no-buyers", "warning", what, fix, Place(key="funnel.customers"), driver.key)


def wishes(drivers: Drivers, least: int) -> dict[str, Fraction]:
    """By how many times each rate of the plan is above that of enough own cases, where it is far above."""
    own = {each.key: (each.value, each.own) for each in drivers.rates}
    known = {
        key: value / of.value
        for key, (value, of) in own.items()
        if of is not None and of.value and value is not None and (of.cases or 0) >= least
    }
    return {key: times for key, times in known.items() if times > FAR_ABOVE}


def of_wishes(drivers: Drivers, daily: Fraction | None, least: int) -> Iterator[Problem]:
    """Rates of the plan that are more than twice those of enough own cases, with what it takes at the own rate."""
    far = wishes(drivers, least)
    for rate in drivers.rates:
        own = rate.own
        times = far.get(rate.key)
        if times is None or own is None or own.value is None or rate.value is None:
            continue
        what = Text(
            "计划的{name}是 {plan}，自己的历史只有 {own}（{hits}/{cases}）",
            "the plan's {name} is {plan}, the own history has {own} ({hits}/{cases})",
        )
        if daily:
            what = Text(
                "计划的{name}是 {plan}，自己的历史只有 {own}（{hits}/{cases}）：照历史每人每天要联系 {daily} 次",
                "the plan's {name} is {plan}, the own history has {own} ({hits}/{cases}): by it each person makes "
                "{daily} contacts a day",
            ).format(daily=half_up(daily * times, 1))
        shown = {"plan": percent_text(rate.value), "own": percent_text(own.value)}
        told = what.format(name=driver_name(rate.key), hits=f"{own.hits or 0:,}", cases=f"{own.cases:,}", **shown)
        fix = Text("照历史算一遍：--rate {key}={own}", "work it out by the history: --rate {key}={own}")
        fix = fix.format(key=rate.key, own=percent_text(own.value))
        yield Problem("FUNNEL-wish", "warning", told, fix, Place(key=f"funnel.{rate.key}"), rate.key)


def orders_end(last: date, as_of: date, place: Place) -> Problem:
    """That nothing is known of the days from the last order to the as-of."""
    what = Text(
        "订单只到 {last}，到截止日期 {as_of} 之间的没导到：已完成的偏低，要补的偏多",
        "the orders end on {last}: what was sent up to {as_of} is missing, so less is reached and more to do than true",
    ).format(last=last, as_of=as_of)
    fix = Text(
        "重新导出到 {as_of} 的订单，或用 --as-of {last}", "export the orders up to {as_of}, or give --as-of {last}"
    )
    return Problem("FUNNEL-list-ends", "warning", what, fix.format(last=last, as_of=as_of), place, str(last))


def of_vacancies(team: Team, staff: Staff, span: Period) -> Iterator[Problem]:
    """Seats of the plan that are to be filled by the end of the days and count for nothing here, unlike in targets."""
    seats = [one for one in team.members if one.vacancy and one.joined is not None and one.joined <= span.last]
    seats = [one for one in seats if staff.of(one.name) is None]
    if not seats:
        return
    what = Text(
        "待招的没有算进人数和能做的次数：{names}",
        "seats to be filled count neither as people nor as capacity: {names}",
    ).format(
        names=names_of(
            [Text("{name}（{day} 到岗）", "{name} ({day})").format(name=one.name, day=one.joined) for one in seats]
        )
    )
    fix = Text(
        "到岗后加进人员名单；要先算上，写 --set people=人数",
        "add them to the list of people when they come; to count them now give --set people=N",
    )
    yield Problem("FUNNEL-vacancies", "note", what, fix, Place(key="team.members"), seats[0].name)


def _other(told: Told) -> Problem:
    what = Text(
        "{n} 条跟进看不出是电话、拜访、会面还是报价，没有算进转化率",
        "{n} activities are neither call, visit, meeting nor quote and count in no rate",
    ).format(n=f"{told.other:,}")
    fix = Text("在“跟进方式”里写电话、拜访、会议、演示或报价", "write call, visit, meeting, demo or quote as the type")
    return Problem("FUNNEL-other-kinds", "note", what, fix, told.place)


def _no_cycle() -> Problem:
    what = Text(
        "不知道销售周期，当作当月联系当月成交", "the sales cycle is not known: taken as sold in the month of contact"
    )
    return Problem("FUNNEL-no-cycle", "note", what, HOW["cycle"], Place(key="funnel.cycle"))


def _late(schedule: Schedule) -> Problem:
    last = max(month.work.last for month in schedule.months)
    what = Text(
        "照销售周期，最晚 {last} 就要联系完：这个期间只能靠手上的商机了",
        "by the sales cycle the last contacts were due on {last}: only the deals at hand can bring this period",
    ).format(last=last)
    fix = Text(
        "跟紧能在期间内成交的商机：salesplan prospects value；要算的换成更晚的期间：--for",
        "close the deals of the period: salesplan prospects value; or ask for a later period with --for",
    )
    return Problem("FUNNEL-late", "warning", what, fix, Place(key="--for"))


def _no_capacity(*, nobody: bool) -> Problem:
    if nobody:
        what = Text("不知道有几个人，算不出每人每天多少", "nobody is known to sell: no figure for a person and day")
        return Problem("FUNNEL-no-people", "note", what, HOW["people"], Place(key="team"))
    what = Text("不知道每人每天能联系几次，判断不了做不做得到", "nobody says how many contacts a day fit: no verdict")
    return Problem("FUNNEL-no-capacity", "note", what, HOW["calls"], Place(key="team.selling"))
