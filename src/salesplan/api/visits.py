"""Visits planned, and who is due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from salesplan.api.customers import grade
from salesplan.api.grade_choice import Choice
from salesplan.api.plan_lists import list_given, no_list
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage, Place, Problem
from salesplan.model.near import nearest, plain_name
from salesplan.model.period import Period
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Parameter, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    import narwhals as nw

    from salesplan.compute.visits.crew import Crew
    from salesplan.compute.visits.due import DueSummary
    from salesplan.compute.visits.plan_figures import VisitsSummary
    from salesplan.model.calendar import WorkCalendar
    from salesplan.model.earlier_visit import EarlierVisit
    from salesplan.model.plan.plan import Parameters
    from salesplan.model.result import Input

WEEKS, WITHIN = 4, 7
"""How many weeks are planned, and how many days ahead the due list looks, unless told otherwise."""
MOST_DAYS = 400
"""The furthest day of a plan after the as-of."""
DECIDING = ("parameters.class", "parameters.man", "parameters.rfm", "parameters.lifecycle", "window", "tax")
"""Parameters of the grading that decide about visits too."""
TOLD = ("READ-", "CUSTOMERS-", "ORDERS-", "ACTIVITIES-", "CLASSIFY-", "RFM-", "PLAN-")
"""Findings of the grading that matter to visits."""


@dataclass(frozen=True)
class CareLists:
    """The lists if not the plan's, and whose orders count."""

    files: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    reps: tuple[str, ...] = ()
    window: str = "365"


PLAN_LISTS = CareLists()


@dataclass(frozen=True)
class VisitWish:
    """Which days are planned (``weeks`` from the first, where no last day is given), of whom, after which plan.

    ``keep`` are the calendar files of an earlier plan: its events are known again, and its days are kept where they can
    be, unless the visits are to be planned ``afresh``.
    """

    first: date | None = None
    last: date | None = None
    weeks: int | None = None
    reps: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    afresh: bool = False


FOUR_WEEKS = VisitWish()


@dataclass(frozen=True)
class Care:
    """The customers with their due days, the people who visit them, and all that a result tells besides."""

    people: nw.DataFrame[Any]
    crew: Crew
    calendar: WorkCalendar
    parameters: tuple[Parameter, ...]
    findings: tuple[Problem, ...]
    inputs: tuple[Input, ...]
    scale: int = 0
    """Decimals of ``people``'s ``amount``, as whole units of 10^-scale."""


def visits_plan(
    lists: CareLists = PLAN_LISTS,
    wish: VisitWish = FOUR_WEEKS,
    reading: ReadOptions = AS_IT_IS,
    where: Setting | None = None,
) -> Result[VisitsSummary]:
    """The visits of the coming weeks, a row each: when, who, whom, why, what about; then those that do not fit.

    The interval of a customer is the shorter one of his class and value tier. BadUsage without a list, where the days
    make no sense, and for a person whom nobody knows.
    """
    from salesplan.compute.visits.findings import of_plan
    from salesplan.compute.visits.plan_figures import PlanWish
    from salesplan.compute.visits.planning import Rules, visit_plan

    where = where or setting(lists=lists.files)
    first, last = _days(wish, where.as_of)
    earlier = _earlier(wish.keep)
    care = _of_some(care_of(lists, reading, where, last, "visits plan"), wish.reps)
    reps = tuple(member.name for member in care.crew.members) if wish.reps else ()
    told = where.plan.parameters
    rules = Rules(told.follow_up.A, told.visits, care.calendar)
    asked = PlanWish(where.as_of, first, last, where.plan.name, earlier, wish.afresh, reps)
    planned = visit_plan(care.people, care.crew, rules, asked)
    result = Result(
        "visits plan",
        where.as_of,
        planned.summary,
        planned.rows,
        (*_asked(wish), *care.parameters),
        (*care.findings, *of_plan(planned.summary, care.inputs), *_estimated(where.as_of, last, care.calendar)),
        care.inputs,
    )
    return with_plan(result, where)


def visits_due(
    lists: CareLists = PLAN_LISTS, within: int = WITHIN, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[DueSummary]:
    """Who is due up to ``within`` days after the as-of, the longest overdue first, and how well the plan is kept."""
    from salesplan.compute.visits.due import due_list
    from salesplan.compute.visits.findings import of_over_contact

    where = where or setting(lists=lists.files)
    if not 0 <= within <= MOST_DAYS:
        raise BadUsage(_within(within))
    until = where.as_of + timedelta(days=within)
    care = care_of(lists, reading, where, until, "visits due")
    visits = where.plan.parameters.visits
    due = due_list(care.people, care.crew, visits, where.as_of, within)
    many = of_over_contact(due.over_contacted, visits.over_contact, care.inputs)
    result = Result(
        "visits due",
        where.as_of,
        due.summary,
        due.rows,
        (Parameter("within", within, "option" if within != WITHIN else "default"), *care.parameters),
        (*care.findings, *many, *_estimated(where.as_of, until, care.calendar)),
        care.inputs,
    )
    return with_plan(result, where)


def care_of(lists: CareLists, reading: ReadOptions, where: Setting, last: date, command: str) -> Care:
    """The customers graded, with their contacts and due days, and the people who visit them."""
    from salesplan.compute.customers.contacts import contacts_of
    from salesplan.compute.visits.crew import crew_of
    from salesplan.compute.visits.findings import of_customers
    from salesplan.compute.visits.intervals import customers_of, with_details, with_due

    if not lists.files and not where.files("customers") and not where.files("orders"):
        raise BadUsage(no_list("customers", command))
    choice = Choice(activities=lists.activities, beside=True)
    graded = grade(lists.files, lists.orders, lists.window, reading, where, choice)
    beside = ReadOptions(on_error=reading.on_error)
    reps = list_given("reps", lists.reps, where, beside, needed=("id", "name", "left", "hired", "contacts_per_day"))
    told = where.plan.parameters
    contacts = None
    if graded.contacts is not None:
        contacts = contacts_of(graded.contacts, where.as_of, told.visits.contact_days)
    calendar = where.calendar(range(where.as_of.year - 1, last.year + 2))
    people = with_due(customers_of(graded.population, contacts), told.follow_up, told.visits, where.as_of, calendar)
    people = with_details(people, graded.customers)
    leaving = {member.name: member.left for member in where.plan.team.members if member.left}
    crew = crew_of(reps, _owners(people), Fraction(told.visits.per_day), where.as_of, leaving)
    listed = [each for each in graded.result.inputs if each.table != "plan"]
    first = tuple(each for each in listed if each.table == "customers") or tuple(listed)
    findings = [problem for problem in graded.result.findings if problem.code.startswith(TOLD)]
    findings += [] if reps is None else reps.findings
    listed += [] if reps is None else reps.inputs
    findings += of_customers(people, crew, where.as_of, first)
    parameters = _parameters(graded.result.parameters, told)
    return Care(people, crew, calendar, parameters, tuple(findings), tuple(listed), graded.population.scale)


def _owners(people: nw.DataFrame[Any]) -> dict[str | None, int]:
    """How many customers each owner has."""
    owners = people.get_column("owner")
    return dict(owners.value_counts().sort("owner").iter_rows())


def _parameters(graded: Iterable[Parameter], told: Parameters) -> tuple[Parameter, ...]:
    """The numbers that decided: those of visits and follow-up, then those of the grading that matter here."""
    visits = told.visits
    return (
        Parameter("parameters.visits.interval_days", visits.interval_days.model_dump(), "plan"),
        Parameter("parameters.follow_up", told.follow_up.model_dump(), "plan"),
        *(
            Parameter(f"parameters.visits.{name}", getattr(visits, name), "plan")
            for name in ("per_day", "apart", "full_at", "contact_days", "over_contact")
        ),
        *(each for each in graded if each.name.startswith(DECIDING)),
    )


def _asked(wish: VisitWish) -> tuple[Parameter, ...]:
    """What the command line decided."""
    told = {"from": wish.first, "to": wish.last, "weeks": wish.weeks, "rep": wish.reps or None}
    told |= {"keep": wish.keep or None, "afresh": wish.afresh or None}
    given = tuple(Parameter(name, value, "option") for name, value in told.items() if value is not None)
    return given if wish.weeks is not None or wish.last is not None else (*given, Parameter("weeks", WEEKS))


def _days(wish: VisitWish, as_of: date) -> tuple[date, date]:
    """The first and the last day of the plan."""
    first = wish.first or as_of
    if wish.last is not None and wish.weeks is not None:
        what = Text("--to 和 --weeks 只能给一个", "--to and --weeks cannot both be given")
        raise BadUsage(Problem("USAGE-visits-days", "error", what, Text("去掉其中一个", "leave one of them out")))
    if first < as_of:
        what = Text(
            "计划从 {first} 开始，早于截止日期 {as_of}", "the plan begins on {first}, before the as-of, {as_of}"
        )
        fix = Text(
            "改成 --from {as_of} 或更晚，或加 --as-of {first}", "give --from {as_of} or later, or --as-of {first}"
        )
        told = {"first": first, "as_of": as_of}
        raise BadUsage(Problem("USAGE-visits-days", "error", what.format(**told), fix.format(**told)))
    weeks = WEEKS if wish.weeks is None else wish.weeks
    most = as_of + timedelta(days=MOST_DAYS)
    if first > most:
        what = Text("计划不能从 {first} 开始", "no plan can begin on {first}").format(first=first)
        raise BadUsage(Problem("USAGE-visits-days", "error", what, _from_to(as_of, most)))
    if wish.last is None and not 0 < weeks <= MOST_DAYS // 7 + 1:
        what = Text("排不了 {n} 周", "no plan can have {n} weeks").format(n=weeks)
        raise BadUsage(Problem("USAGE-visits-days", "error", what, _from_to(first, most)))
    last = wish.last or first + timedelta(days=7 * weeks - 1)
    if not first <= last <= most:
        what = Text("计划不能排到 {last}", "no plan can end on {last}").format(last=last)
        raise BadUsage(Problem("USAGE-visits-days", "error", what, _from_to(first, most)))
    return first, last


def _from_to(first: date, most: date) -> Text:
    """Which days can be asked for: four weeks, or fewer where no more can be."""
    fix = Text(
        "写 {first} 到 {most} 之间的日子：--from {first} --to {month}",
        "give days from {first} to {most}: --from {first} --to {month}",
    )
    return fix.format(first=first, most=most, month=min(first + timedelta(days=7 * WEEKS - 1), most))


def _earlier(files: tuple[str, ...]) -> tuple[EarlierVisit, ...] | None:
    """The visits of the earlier plan, of each its latest revision; None without a plan."""
    from salesplan.load.earlier_visits import load_earlier_visits

    found: dict[str, EarlierVisit] = {}
    for visit in (visit for file in files for visit in load_earlier_visits(file)):
        if visit.uid not in found or visit.sequence > found[visit.uid].sequence:
            found[visit.uid] = visit
    return tuple(found.values()) if files else None


def _of_some(care: Care, names: tuple[str, ...]) -> Care:
    """The customers and people of some names alone; everybody without names. BadUsage for a name nobody has."""
    if not names:
        return care
    members = {plain_name(member.name): member for member in care.crew.members}
    unknown = [name for name in names if plain_name(name) not in members]
    if unknown:
        raise BadUsage([_nobody(name, [member.name for member in members.values()]) for name in unknown])
    chosen = tuple(members[name] for name in dict.fromkeys(map(plain_name, names)))
    kept = {member.name for member in chosen}
    of = {owner: name for owner, name in care.crew.of.items() if name in kept}
    people = care.people.filter(care.people.get_column("owner").fill_null("").is_in(list(of)))
    crew = replace(care.crew, members=chosen, of=of, absent={}, unknown=())
    return replace(care, people=people, crew=crew)


def _estimated(first: date, last: date, calendar: WorkCalendar) -> tuple[Problem, ...]:
    """That days off of a year are not known yet."""
    from salesplan.compute.working_days import is_estimated, of_estimate

    period = Period(first, last)
    return (of_estimate(period, calendar, Place(key="calendar")),) if is_estimated([period], calendar) else ()


def _nobody(name: str, known: list[str]) -> Problem:
    what = Text("没有叫“{name}”的销售人员", "there is no sales person named “{name}”").format(name=name)
    near = nearest(name, known)
    meant = Text("是 {near} 吗？有：{names}", "{near} perhaps? There are: {names}").format(
        near=near, names=", ".join(known)
    )
    fix = meant if near else Text("有：{names}", "there are: {names}").format(names=", ".join(known))
    return Problem("VISITS-no-such-rep", "error", what, fix, value=name)


def _within(days: int) -> Problem:
    what = Text("--within 是往后看几天，不能是 {n}", "--within is a number of days ahead, not {n}").format(n=days)
    fix = Text("写 0 到 {most}，例如 --within 7", "give 0 to {most}, for example --within 7").format(most=MOST_DAYS)
    return Problem("USAGE-visits-days", "error", what, fix)
