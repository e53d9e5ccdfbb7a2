"""Where the time goes against where the potential is; territories made even."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salesplan.api.customers import grade
from salesplan.api.grade_choice import AS_CLASSIFIED, NO_CHOICE
from salesplan.api.plan_lists import list_given, need_customers_or_orders
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import Place, Problem
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Parameter, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.coverage.coverage import CoverageSummary, OffTarget
    from salesplan.compute.coverage.customers import CoveredCustomers
    from salesplan.compute.coverage.hours import Spent
    from salesplan.compute.customers.classify import Graded
    from salesplan.compute.prospects.people import People
    from salesplan.model.period import Period
    from salesplan.model.records import Records
    from salesplan.model.table import Table

LEFT = ("parameters.rfm", "window")
"""Of the parameters of grading those that tiers rest on."""


@dataclass(frozen=True)
class CoverageWish:
    """What the caller wants: the lists if not the plan's, whose orders count, and which rows."""

    files: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    reps: tuple[str, ...] = ()
    window: str = "365"
    customers: bool = False
    balance: bool = False


@dataclass(frozen=True)
class _Lists:
    """The lists beside the customers."""

    time: Records | None
    activities: Records | None
    reps: Records | None

    @property
    def all(self) -> list[Records]:
        """Those that are there."""
        return [each for each in (self.time, self.activities, self.reps) if each is not None]


def coverage(
    wish: CoverageWish | None = None, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[CoverageSummary]:
    """Time, potential and skill by value tier; a row a tier, with ``customers`` one a customer.

    With ``balance`` the loads of the people and one row for each customer that should change hands.
    """
    from salesplan.compute.coverage.coverage import coverage_summary, rows_of
    from salesplan.compute.coverage.customer_rows import customer_rows

    wish = wish or CoverageWish()
    where = where or setting(lists=wish.files)
    parameters = where.plan.parameters.coverage
    graded = _graded(wish, reading, where)
    beside = ReadOptions(on_error=reading.on_error)
    lists = _Lists(
        list_given("time", wish.time, where, beside, needed=("date", "hours")),
        list_given("activities", wish.activities, where, beside, needed=("date",)),
        list_given("reps", wish.reps, where, beside),
    )
    window = _window(wish, graded)
    spent, named = _spent(lists, graded, window, where)
    team = _team(lists, where)
    people, off_target, notes = _people(graded, named, where)
    summary = coverage_summary(people, spent, window, team, off_target, parameters)
    rows = customer_rows(people, team, parameters) if wish.customers else rows_of(summary)
    if wish.balance:
        summary, rows = _with_balance(summary, people, graded, team, where)
    result = Result(
        "coverage",
        where.as_of,
        summary,
        rows,
        _parameters(where, wish, graded),
        (*_list_findings(graded, lists), *notes, *_findings(summary, spent, people, team, lists, wish)),
        (*graded.result.inputs, *(source for each in lists.all for source in each.inputs)),
    )
    return with_plan(replace(result, inputs=tuple(i for i in result.inputs if i.table != "plan")), where)


def _graded(wish: CoverageWish, reading: ReadOptions, where: Setting) -> Graded:
    """The customers graded, with the grade that the plan chooses as their tier."""
    from salesplan.compute.coverage.hours import graded_by

    parameters = where.plan.parameters.coverage
    need_customers_or_orders(wish.files, where, "coverage")
    choice = NO_CHOICE if parameters.grading == "tier" else AS_CLASSIFIED
    graded = grade(wish.files, wish.orders, wish.window, _reading(reading, where), where, choice)
    return replace(graded, population=graded_by(graded.population, parameters))


def _reading(reading: ReadOptions, where: Setting) -> ReadOptions:
    """The customers with the columns that the plan's segments ask for."""
    from salesplan.compute.market.segment_rules import columns_wanted

    segments = where.plan.market.segments
    return replace(reading, also=columns_wanted(segments)) if segments else reading


def _window(wish: CoverageWish, graded: Graded) -> Period:
    """The days whose hours count: those of the orders, else the window up to the as-of."""
    from salesplan.model.period import Period
    from salesplan.model.window import parse_window

    return graded.period or parse_window(wish.window).period(graded.as_of) or Period(graded.as_of, graded.as_of)


def _spent(lists: _Lists, graded: Graded, window: Period, where: Setting) -> tuple[Spent | None, Spent | None]:
    """The hours that count, and those that name customers: the time list where it does, else the contacts."""
    from salesplan.compute.coverage.hours import of_contacts, of_time

    parameters, population = where.plan.parameters.coverage, graded.population
    time = contacts = None
    if lists.time is not None:
        time = of_time(lists.time, population, where.as_of, window, parameters)
    if lists.activities is not None:
        contacts = of_contacts(lists.activities, population, where.as_of, window, parameters)
    counts = time if time is not None and (time.by_tier or len(time.by_customer)) else contacts or time
    named = time if time is not None and len(time.by_customer) else contacts
    return counts, named


def _team(lists: _Lists, where: Setting) -> People | None:
    from salesplan.compute.prospects.people import people_of

    if lists.reps is None:
        return None
    plan = where.plan
    return people_of(lists.reps, plan.parameters.prospects.capacity, where.as_of, plan.team.members)


def _people(
    graded: Graded, named: Spent | None, where: Setting
) -> tuple[CoveredCustomers, OffTarget | None, Sequence[Problem]]:
    """The customers with their time, and how much of it goes beside the target segments where the plan has any."""
    from salesplan.compute.coverage.coverage import off_target_of
    from salesplan.compute.coverage.customers import covered
    from salesplan.compute.market.segment_places import with_segments

    people = covered(graded.population, graded.customers, named)
    segments, customers = where.plan.market.segments, graded.customers
    if not segments or customers is None or named is None or not len(named.by_customer):
        return people, None, ()
    targets, refused = target_segments(customers, where)
    if refused or not targets:
        return people, None, refused
    names = [f"{segments[at].id} {segments[at].name}".strip() for at in targets]
    return people, off_target_of(people, with_segments(customers, segments), targets, names, named.basis), ()


def target_segments(customers: Records, where: Setting) -> tuple[list[int], Sequence[Problem]]:
    """The positions of the segments to go for; a note where the plan's segments cannot be used."""
    from salesplan.api.market_segments import FORBIDDING
    from salesplan.api.plan_rules import rule_run
    from salesplan.compute.market.attractiveness import attractiveness, chosen
    from salesplan.compute.market.segments import scores_of

    segments, weights = where.plan.market.segments, where.plan.parameters.segments.weights.model_dump()
    checked = rule_run(where, ("SEG",), lists={"customers": customers})
    if any(problem.code in FORBIDDING for problem in checked.findings):
        what = Text("计划里的细分市场有错，没有算非目标客户占比", "the plan's segments are faulty: no off-target share")
        fix = Text("运行 salesplan market segments 看哪里错", "run salesplan market segments to see what is wrong")
        return [], (Problem("COVERAGE-segments", "note", what, fix, Place(key="market.segments")),)
    order = chosen({each.id: attractiveness(scores_of(each), weights) for each in segments}, len(segments))
    wanted = order[: where.plan.market.targets]
    return [at for at, each in enumerate(segments) if each.id in wanted], ()


def _with_balance(
    summary: CoverageSummary, people: CoveredCustomers, graded: Graded, team: People | None, where: Setting
) -> tuple[CoverageSummary, Table]:
    from salesplan.compute.coverage.balance_page import balance
    from salesplan.compute.prospects.people import people_of_plan
    from salesplan.compute.visits.intervals import customers_of, with_due

    plan, as_of = where.plan.parameters, where.as_of
    calendar = where.calendar({as_of.year - 1, as_of.year, as_of.year + 1})
    due = with_due(customers_of(graded.population, None), plan.follow_up, plan.visits, as_of, calendar)
    intervals = dict(due.select("key", "interval").iter_rows())
    team = team or people_of_plan(where.plan.team.members, as_of)
    found, rows = balance(people, intervals, team, plan.coverage, plan.prospects.protected)
    return replace(summary, balance=found), rows


def _parameters(where: Setting, wish: CoverageWish, graded: Graded) -> tuple[Parameter, ...]:
    """The numbers that decided; ``with_plan`` says which of them the plan gives."""
    told = where.plan.parameters.coverage
    kept = tuple(each for each in graded.result.parameters if each.name.startswith(LEFT))
    names = ["balance", "load", "across_regions", "high"] if wish.balance else ["limits", "high", "low", "minutes"]
    names += [] if told.grading == "tier" else ["grading"]
    values = {name: getattr(told, name) for name in (*names, *(("tiers",) if told.tiers else ()))}
    values = {name: v.model_dump() if hasattr(v, "model_dump") else v for name, v in values.items()}
    return (*kept, *(Parameter(f"parameters.coverage.{name}", value, "plan") for name, value in values.items()))


def _list_findings(graded: Graded, lists: _Lists) -> list[Problem]:
    """What reading found; of the findings of grading only those about the lists themselves."""
    reading = [p for p in graded.result.findings if p.code.startswith(("READ", "ORDERS"))]
    return [*reading, *(problem for each in lists.all for problem in each.findings)]


def _findings(
    summary: CoverageSummary,
    spent: Spent | None,
    people: CoveredCustomers,
    team: People | None,
    lists: _Lists,
    wish: CoverageWish,
) -> list[Problem]:
    from salesplan.compute.coverage import findings as found

    source = lists.time if spent is not None and spent.basis == "time" else lists.activities
    first = source.inputs[0] if source is not None and source.inputs else None
    place = Place(file=first.file, sheet=first.sheet) if first else Place()
    told = (
        [] if wish.balance else [*found.of_tiers(summary), *found.of_skill(summary.skill, with_team=team is not None)]
    )
    told += [] if wish.balance else list(found.of_time(spent, place))
    if team is not None:
        told += found.of_owners(team, Counter(o for o in people.frame.get_column("owner").to_list() if o))
    return told
