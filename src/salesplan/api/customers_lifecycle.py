"""Where the customers stand in their life cycle."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from salesplan.api.customers import grade
from salesplan.api.grade_choice import Choice
from salesplan.api.setting import Setting, setting
from salesplan.errors import BadUsage, Problem
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Parameter, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.customers.care.lifecycle import LifecycleSummary


@dataclass(frozen=True)
class LifecycleWish:
    """What the caller wants: the lists if not the plan's, the earlier day, and how the limits are found.

    ``since`` is the plan's number of days before the as-of where it is not given; ``limits`` is days, data or own.
    """

    files: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    window: str = "365"
    since: date | None = None
    limits: str | None = None


PLAN_LISTS = LifecycleWish()


def customers_lifecycle(
    wish: LifecycleWish = PLAN_LISTS, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[LifecycleSummary]:
    """The status of each customer now and on the earlier day, the rates between, and who is about to be lost.

    BadUsage where the earlier day is not before the as-of.
    """
    from salesplan.compute.customers.care.lifecycle import lifecycle

    where = where or setting(lists=wish.files)
    since = wish.since or where.as_of - timedelta(days=where.plan.parameters.lifecycle.since_days)
    if since >= where.as_of:
        raise BadUsage(_not_before(since, where.as_of))
    choice = Choice({"lifecycle": {"limits": wish.limits}} if wish.limits else {})
    result = lifecycle(grade(wish.files, wish.orders, wish.window, reading, where, choice), since)
    return result if result.summary.since is None else _with_since(result, wish, where)


def _with_since(result: Result[LifecycleSummary], wish: LifecycleWish, where: Setting) -> Result[LifecycleSummary]:
    """What decided the earlier day: the option, or the plan's number of days."""
    name = "parameters.lifecycle.since_days"
    days = where.plan.parameters.lifecycle.since_days
    told = (
        Parameter("since", wish.since, "option")
        if wish.since
        else Parameter(name, days, where.origins().get(name, "default"))
    )
    return replace(result, parameters=(*result.parameters, told))


def _not_before(since: date, as_of: date) -> Problem:
    return Problem(
        "USAGE-since",
        "error",
        Text("--since {since} 不早于截止日期 {as_of}", "--since {since} is not before the as-of, {as_of}").format(
            since=since, as_of=as_of
        ),
        Text("写更早的一天，如 --since {day}", "name an earlier day, such as --since {day}").format(
            day=as_of - timedelta(days=90)
        ),
        value=str(since),
    )
