"""The blocks of each meeting: which analyses they rest on, and the points these give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from salesplan.model.period import Period

if TYPE_CHECKING:
    from salesplan.api.meeting_data import Gathered
    from salesplan.api.setting import Setting
    from salesplan.compute.meetings.daily import Team
    from salesplan.compute.meetings.points import Point, Row
    from salesplan.compute.meetings.schedule import Kind
    from salesplan.model.calendar import WorkCalendar
    from salesplan.model.named_period import NamedPeriod
    from salesplan.model.plan.targets import TargetEntry

_WEEK = 7


def points_of(
    kind: Kind, gathered: Gathered, when: tuple[Period, NamedPeriod], person: str | None, calendar: WorkCalendar
) -> Iterator[Point]:
    """The points of the agenda, after the analyses behind them have run; ``when``: the days looked at, and a month."""
    from salesplan.compute.meetings import daily, monthly

    days, month = when
    if kind == "morning":
        _for_morning(gathered, days)
        yield from daily.morning(gathered.known, _team(gathered, days, calendar), gathered.where.as_of)
    elif kind == "weekly":
        _for_week(gathered, days, month)
        yield from daily.weekly(gathered.known, _team(gathered, days, calendar))
    elif kind == "monthly":
        _for_month(gathered, month)
        yield from monthly.monthly(gathered.known)
    else:
        _for_talk(gathered, month)
        yield from monthly.talk(gathered.known, person or "")


def _for_morning(gathered: Gathered, days: Period) -> None:
    from salesplan.api.prospects import prospects_stale
    from salesplan.api.visits import visits_due

    where = gathered.where
    gathered.run("due", "today", lambda: visits_due(within=0, where=where))
    gathered.run("stale", "help", lambda: prospects_stale(where=where))
    _sales(gathered, days, "yesterday")
    _won(gathered, Period(where.as_of - timedelta(days=_WEEK), where.as_of), "tip")


def _for_week(gathered: Gathered, days: Period, month: NamedPeriod) -> None:
    from salesplan.api.prospects import prospects_stale
    from salesplan.api.prospects_value import prospects_value
    from salesplan.api.team_review import ReviewWish, team_review
    from salesplan.api.visits import VisitWish, visits_plan

    where = gathered.where
    coming = VisitWish(first=where.as_of, last=where.as_of + timedelta(days=_WEEK - 1))
    _sales(gathered, days, "result")
    _tracked(gathered, "result")
    gathered.run("review", "gaps", lambda: team_review(ReviewWish(period=month.name), where))
    gathered.run("deals", "deals", lambda: prospects_value(where=where))
    gathered.run("stale", "deals", lambda: prospects_stale(where=where))
    gathered.run("visits", "tasks", lambda: visits_plan(wish=coming, where=where))
    _won(gathered, days, "success")


def _for_month(gathered: Gathered, period: NamedPeriod) -> None:
    from salesplan.api.commission import commission_compute
    from salesplan.api.customers_lifecycle import LifecycleWish, customers_lifecycle
    from salesplan.api.pay_lists import PayWish
    from salesplan.api.sales import SalesWish, sales_pvm
    from salesplan.api.service import service_complaints
    from salesplan.api.team_practice import team_practice
    from salesplan.api.team_review import ReviewWish, team_bands, team_review

    gathered = gathered.as_seen_on(period.span.last)
    where, month = gathered.where, period.name
    _tracked(gathered, "attainment")
    _of_month(gathered, month)
    gathered.run("pvm", "attainment", lambda: sales_pvm(wish=SalesWish(span=month), where=where))
    gathered.run("review", "ranking", lambda: team_review(ReviewWish(period=month), where))
    gathered.run("bands", "rewards", lambda: team_bands(ReviewWish(period=month), where))
    since = LifecycleWish(since=period.span.first - timedelta(days=1))
    gathered.run("states", "customers", lambda: customers_lifecycle(since, where=where))
    gathered.run("complaints", "customers", lambda: service_complaints(where=where))
    gathered.run("practice", "practice", lambda: team_practice(where=where))
    if where.plan.commission.rules:
        gathered.run("pay", "rewards", lambda: commission_compute(PayWish(period=month), where))


def _for_talk(gathered: Gathered, month: NamedPeriod) -> None:
    from salesplan.api.prospects import prospects_stale
    from salesplan.api.prospects_value import prospects_value
    from salesplan.api.team_review import ReviewWish, team_review
    from salesplan.api.visits import visits_due

    where = gathered.where
    gathered.run("review", "figures", lambda: team_review(ReviewWish(period=month.name), where))
    gathered.run("deals", "deals", lambda: prospects_value(where=where))
    gathered.run("stale", "blockers", lambda: prospects_stale(where=where))
    gathered.run("due", "blockers", lambda: visits_due(within=0, where=where))


def _sales(gathered: Gathered, days: Period, block: str) -> None:
    """What was sold in the days, in all and by person."""
    from salesplan.api.sales import SalesWish, sales_pivot

    wish = SalesWish(span=str(days))
    gathered.run("sold_by", block, lambda: sales_pivot(("rep",), wish=wish, where=gathered.where))
    if "sold_by" in gathered.summaries:
        gathered.summaries["sold"] = gathered.summaries["sold_by"]


def _won(gathered: Gathered, days: Period, block: str) -> None:
    """Deals won in the days; where none was, what was sold to each customer."""
    from salesplan.api.sales import SalesWish, sales_pivot

    gathered.rows["won"] = _deals_won(gathered, days, block)
    if not gathered.rows["won"]:
        wish = SalesWish(span=str(days))
        gathered.run("sold_to", block, lambda: sales_pivot(("customer", "rep"), wish=wish, where=gathered.where))


def _deals_won(gathered: Gathered, days: Period, block: str) -> list[Row]:
    from salesplan.api.plan_lists import deals_in
    from salesplan.compute.prospects.closed import closed_in

    deals = gathered.list("deals", block, needed=False)
    if deals is None:
        return []
    return [
        {
            "owner": gathered.called(deal.owner),
            "name": deal.name or deal.id,
            "amount": deal.amount,
            "on": deal.close_date,
        }
        for deal in closed_in(deals_in(deals, gathered.where), days)
        if deal.state == "won"
    ]


def _tracked(gathered: Gathered, block: str) -> None:
    """The targets by person where the plan has such, else those of revenue, tracked up to the as-of."""
    from salesplan.api.track import targets_track

    where = gathered.where
    money = _money(where)
    entry = next((each.id for each in money if "rep" in each.by), money[0].id if money else None)
    if entry is None:
        gathered.lack(block, "targets")
        return
    gathered.run("track", block, lambda: targets_track(entry, where=where))


def _of_month(gathered: Gathered, month: str) -> None:
    """The month of the target that is split by months, where the plan has one."""
    from salesplan.api.track import targets_track

    where = gathered.where
    entry = next((each.id for each in _money(where) if "month" in each.by), None)
    if entry is not None:
        gathered.run("months", "attainment", lambda: targets_track(entry, where=where))
        rows = gathered.rows.get("months", ())
        gathered.rows["month"] = [row for row in rows if row["level"] == "month" and row["month"] == month]


def _money(where: Setting) -> list[TargetEntry]:
    """The plan's targets of revenue."""
    from salesplan.model.plan.metrics import metric_named

    return [each for each in where.plan.targets if each.of or metric_named(each.metric or "revenue") == "revenue"]


def _team(gathered: Gathered, days: Period, calendar: WorkCalendar) -> Team:
    """Who is there, the contacts each had in the days, and the need of a day by the reverse funnel."""
    from salesplan.api.activity_funnel import activity_funnel
    from salesplan.compute.activity.contacts_made import contacts_made
    from salesplan.compute.meetings.daily import Member, Team
    from salesplan.compute.working_days import workdays

    where = gathered.where
    block = "yesterday" if days.days < _WEEK else "gaps"
    gathered.run("funnel", block, lambda: activity_funnel(where=where))
    funnel = gathered.summaries.get("funnel")
    held = gathered.list("activities", block)
    return Team(
        tuple(Member(one.name, one.share, one.contacts_per_day) for one in gathered.staff.there(where.as_of)),
        None if held is None else contacts_made(held, gathered.staff, days),
        None if funnel is None else funnel.per_person_day,
        workdays(days, calendar),
        where.plan.parameters.pace.lights,
    )
