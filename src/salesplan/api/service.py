"""What customers say: surveys and complaints."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from salesplan.api.customers import grade
from salesplan.api.plan_lists import list_given, need_column, need_list
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salesplan.compute.customers.classify import Graded
    from salesplan.compute.service.complaints import ComplaintSummary
    from salesplan.compute.service.survey import SurveySummary
    from salesplan.model.records import Records

LEFT = ("parameters.rfm",)
"""Of the parameters of grading those that tiers rest on."""
TOLD = ("READ-", "CUSTOMERS-", "ORDERS-", "ACTIVITIES-")
"""Findings of the grading that matter here."""


@dataclass(frozen=True)
class ServiceLists:
    """The answers or complaints, and the lists beside them; each is the plan's where it is not given."""

    files: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    reps: tuple[str, ...] = ()
    window: str = "365"


PLAN_LISTS = ServiceLists()


def service_survey(
    lists: ServiceLists = PLAN_LISTS, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[SurveySummary]:
    """Satisfaction and recommendation with their margins, by touchpoint, item, tier, rep, product; who is to be called.

    A row a low answer, the most urgent first. BadUsage without a survey.
    """
    from salesplan.compute.customers.links import CONTACT_FIELDS, linked_rows
    from salesplan.compute.service.survey import SurveyLists, SurveyRules, survey
    from salesplan.compute.team.staff import staff_of
    from salesplan.model.window import parse_window

    where = where or setting(lists=lists.files)
    window = parse_window(lists.window)
    needed = ("date", "score", "nps") if reading.on_error == "stop" else ()
    answers = need_list("survey", lists.files, where, reading, needed=needed, command="service survey")
    beside = ReadOptions(on_error=reading.on_error)
    need_column(answers, ("score", "nps"), by_option=True)
    reps = list_given("reps", lists.reps, where, beside, needed=("id", "name"))
    graded = _graded(lists, beside, where)
    activities = list_given("activities", lists.activities, where, beside, needed=CONTACT_FIELDS) if graded else None
    contacts = linked_rows(activities, graded.population, where.as_of) if graded and activities else None
    rules = SurveyRules(
        where.plan.parameters.survey,
        where.plan.service,
        where.calendar(range(where.as_of.year - 2, where.as_of.year + 2)),
    )
    population = graded.population if graded is not None else None
    given = SurveyLists(answers, population, contacts, staff_of(reps, where.plan.team))
    result = survey(given, rules, where.as_of, window)
    return with_plan(_beside(result, graded, [each for each in (reps, activities) if each is not None]), where)


def service_complaints(
    lists: ServiceLists = PLAN_LISTS, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[ComplaintSummary]:
    """Complaints: who waits past a limit, which promises are kept, how many, what about, and what came of them.

    A row a complaint, the longest past a limit first. A row whose times run backwards is left out and named. BadUsage
    without a list.
    """
    from salesplan.compute.service.cases import TIMES
    from salesplan.compute.service.complaints import ComplaintLists, ComplaintRules, complaints
    from salesplan.compute.team.staff import staff_of
    from salesplan.model.window import parse_window

    where = where or setting(lists=lists.files)
    window = parse_window(lists.window)
    needed = tuple(TIMES.values())
    records = need_list("complaints", lists.files, where, reading, needed=needed, command="service complaints")
    need_column(records, ("received_at",), by_option=True)
    graded = _graded(lists, ReadOptions(on_error=reading.on_error), where)
    years = _years(records.frame.get_column("received_at").to_list())
    calendar = where.calendar(range(min((*years, where.as_of.year)), where.as_of.year + 2))
    rules = ComplaintRules(where.plan.parameters.complaints, where.plan.service, calendar)
    population = graded.population if graded is not None else None
    reps = list_given("reps", lists.reps, where, ReadOptions(on_error=reading.on_error), needed=("id", "name"))
    orders = graded.result.summary.orders if graded is not None else None
    given = ComplaintLists(records, population, staff_of(reps, where.plan.team), orders)
    result = complaints(given, rules, where.as_of, window)
    return with_plan(_beside(result, graded, [reps] if reps is not None else []), where)


def _years(moments: list[str | None]) -> list[int]:
    """The years that complaints were received in; those long ago take no calendar of their own."""
    return [int(moment[:4]) for moment in moments if moment and int(moment[:4]) >= 2000]  # noqa: PLR2004 - a century


def _graded(lists: ServiceLists, reading: ReadOptions, where: Setting) -> Graded | None:
    """The customers graded; None without customers and orders."""
    if not (lists.customers or lists.orders or where.files("customers") or where.files("orders")):
        return None
    files = lists.customers or (lists.orders if not where.files("customers") else ())
    orders = lists.orders if files is not lists.orders else ()
    return grade(files, orders, lists.window, reading, where)


def _beside(result: Result[Any], graded: Graded | None, lists: Sequence[Records] = ()) -> Result[Any]:
    """The result with the lists beside it among its inputs, and what was found in them."""
    result = replace(
        result,
        findings=(*result.findings, *(problem for each in lists for problem in each.findings)),
        inputs=(*result.inputs, *(source for each in lists for source in each.inputs)),
    )
    if graded is None:
        return result
    told = graded.result
    return replace(
        result,
        parameters=(*result.parameters, *(each for each in told.parameters if each.name.startswith(LEFT))),
        findings=(*result.findings, *(each for each in told.findings if each.code.startswith(TOLD))),
        inputs=(*result.inputs, *(each for each in told.inputs if each.table != "plan")),
    )
