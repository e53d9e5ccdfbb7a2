"""The people of a team reviewed, and put into bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import narwhals as nw

from salesplan.api.people_asked import people_asked
from salesplan.api.plan_lists import deals_in, list_given, no_list
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage, Place, Problem
from salesplan.model.plan.types import PlanModel
from salesplan.model.reading import ReadOptions
from salesplan.model.result import Parameter, Result, place_of

if TYPE_CHECKING:
    from salesplan.compute.customers.classify import Graded
    from salesplan.compute.prospects.deal_rows import Deal
    from salesplan.compute.team.band_page import BandSummary
    from salesplan.compute.team.review import Reviewed, ReviewSummary
    from salesplan.compute.team.review_facts import ReviewLists, Tracked
    from salesplan.compute.team.staff import Staff
    from salesplan.model.named_period import NamedPeriod
    from salesplan.model.period import Period
    from salesplan.model.records import Records
    from salesplan.model.result import Input

S = TypeVar("S")
BESIDE = ("receivables", "payments", "survey", "activities")
"""The lists that are read as they are."""
TOLD = ("READ-", "CUSTOMERS-", "ORDERS-")
TRACKED = ("TRACK-", "STATE-")
"""Findings of the grading, and of the targets, that matter to a review."""
_TARGETS = ("revenue", "new_customers")
"""The metrics whose targets by rep count."""


REVIEW_PARAMETERS = (
    *("review.weights", "review.cap", "review.grades", "review.targets.collection", "review.targets.new_customers"),
    *("review.targets.conversion", "review.collection", "review.conversion", "review.min_deals", "review.csat"),
    *("survey.target", "survey.min_answers", "survey.margin_below"),
)
BAND_PARAMETERS = ("bands.share", "bands.min_people", "bands.out_after", "review.weights")
"""What decides a review and its bands; keys of ``parameters``."""


@dataclass(frozen=True)
class ReviewWish:
    """What the caller wants: the period, whom (everybody without), and the lists if not the plan's, by table."""

    period: str | None = None
    people: tuple[str, ...] = ()
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def files(self, table: str) -> tuple[str, ...]:
        """The files given for a list."""
        return tuple(self.lists.get(table, ()))


ALL_OF_IT = ReviewWish()


@dataclass(frozen=True)
class _Read:
    """All lists of a review, with what a result tells of them; ``lists`` are those of computing."""

    lists: ReviewLists
    records: tuple[Records, ...]
    graded: Graded
    tracked: tuple[Result[Any], ...]
    findings: tuple[Problem, ...]


def team_review(wish: ReviewWish = ALL_OF_IT, where: Setting | None = None) -> Result[ReviewSummary]:
    """The people of the team by score, a row each, with a feedback sheet for each.

    BadUsage without people or orders, for what is no period, and for a person whom nobody knows.
    """
    from salesplan.compute.team.review_findings import review_findings
    from salesplan.compute.team.review_rows import rows_of

    where = where or setting()
    period, read, done = _reviewed(wish, where, "team review")
    summary = done.summary
    findings = review_findings(done.current, where.plan.parameters, under_way=summary.under_way)
    done = _only(done, wish.people, read.lists.staff)
    result = Result(
        "team review",
        where.as_of,
        done.summary,
        rows_of(done),
        _parameters(where, wish, period, REVIEW_PARAMETERS),
        (*read.findings, *findings),
        _inputs(read),
    )
    return _told(result, where)


def team_bands(wish: ReviewWish = ALL_OF_IT, where: Setting | None = None) -> Result[BandSummary]:
    """The people of the team in bands by score, with what to do for each; proposals are never applied."""
    from salesplan.compute.team.band_page import band_findings, band_rows, band_summary
    from salesplan.compute.team.review_findings import review_findings

    where = where or setting()
    period, read, done = _reviewed(wish, where, "team bands")
    summary = band_summary(done, where.plan)
    found = review_findings(done.current, where.plan.parameters, under_way=done.summary.under_way)
    result = Result(
        "team bands",
        where.as_of,
        summary,
        band_rows(done, where.plan),
        _parameters(where, wish, period, BAND_PARAMETERS),
        (*read.findings, *band_findings(summary, where.plan), *found),
        _inputs(read),
    )
    return _told(result, where)


def _reviewed(wish: ReviewWish, where: Setting, command: str) -> tuple[NamedPeriod, _Read, Reviewed]:
    from salesplan.compute.team.review import review
    from salesplan.model.period_words import begun_period

    period = begun_period(wish.period, where.as_of, where.year(None))
    read = _read(wish, where, period, command)
    return period, read, review(read.lists, period, where.plan, where.as_of)


def _read(wish: ReviewWish, where: Setting, period: NamedPeriod, command: str) -> _Read:
    """Every list of the review."""
    from salesplan.compute.team.review_facts import ReviewLists
    from salesplan.compute.team.staff import staff_findings, staff_of

    reps = list_given("reps", wish.files("reps"), where)
    staff = staff_of(reps, where.plan.team)
    if not staff:
        raise BadUsage(no_list("reps", f"{command} --reps"))
    graded = _graded(wish, where, command)
    if graded.lines is None:
        raise BadUsage(_no_orders(command))
    deals, dated, deal_list = _deals(wish, where)
    beside = {table: list_given(table, wish.files(table), where) for table in BESIDE}
    tracked = dict(_tracked(wish, where, period))
    years = {day.year for span in _spans(period, where) for day in (span.first, span.last)}
    lists = ReviewLists(
        staff,
        graded.population,
        graded.lines,
        where.year(None),
        where.calendar(years),
        {metric: made for metric, (made, _) in tracked.items()},
        **beside,
        deals=deals,
        dated=dated,
    )
    records = tuple(each for each in (reps, deal_list, *beside.values()) if each is not None)
    results = tuple(result for _, result in tracked.values())
    read = _Read(lists, records, graded, results, ())
    place = place_of(reps.inputs) if reps is not None else Place(key="team")
    return replace(read, findings=(*_list_findings(read), *staff_findings(staff, place), *_strangers(read, where)))


def _spans(period: NamedPeriod, where: Setting) -> Iterator[Period]:
    """The periods whose working days are counted: this one and those before it that are looked at."""
    for _ in range(max(where.plan.parameters.bands.out_after, 2)):
        yield period.span
        period = period.before


def _graded(wish: ReviewWish, where: Setting, command: str) -> Graded:
    """The customers with their owners, and the orders."""
    from salesplan.api.customers import grade

    customers, orders = wish.files("customers"), wish.files("orders")
    if not (orders or where.files("orders")):
        raise BadUsage(_no_orders(command))
    if not customers and not where.files("customers") and orders:
        return grade(orders, reading=ReadOptions(table="orders"), where=where)
    return grade(customers, orders, where=where)


def _no_orders(command: str) -> Problem:
    from salesplan.api.orders import no_orders

    return no_orders(command)


def _deals(wish: ReviewWish, where: Setting) -> tuple[tuple[Deal, ...] | None, bool, Records | None]:
    """The deals, else the prospects, each once; whether they say when they were created; and the list."""
    given = next((kind for kind in ("deals", "prospects") if wish.files(kind)), None)
    kinds = (given,) if given else ("deals", "prospects")
    found = next((each for kind in kinds if (each := list_given(kind, wish.files(kind), where)) is not None), None)
    if found is None:
        return None, False, None
    return deals_in(found, where), found.has("created"), found


def _tracked(
    wish: ReviewWish, where: Setting, period: NamedPeriod
) -> Iterator[tuple[str, tuple[Tracked, Result[Any]]]]:
    """The first target by rep of each metric, tracked by the period; none of another year than the plan's."""
    from salesplan.api.track import TrackRequest, targets_track
    from salesplan.compute.team.indicators_targets import levels_for
    from salesplan.compute.team.review_facts import Tracked
    from salesplan.model.plan.metrics import metric_named

    if period.year.number != where.year(None).number:
        return
    for metric in _TARGETS:
        entry = next((e for e in where.plan.targets if metric_named(e.metric) == metric and "rep" in e.by), None)
        if entry is None:
            continue
        by = levels_for(entry.by, period)
        request = TrackRequest(by=by if by != entry.by else (), orders=wish.files("orders"), sort="plan")
        result = targets_track(entry.id, request, where)[0]
        yield metric, (Tracked(result.rows, by), result)


def _only(done: Reviewed, people: Sequence[str], staff: Staff) -> Reviewed:
    """The review with the sheets of some people alone; BadUsage for one whom nobody knows."""
    if not people:
        return done
    asked = people_asked(people, staff, {one.key: one.person for one in done.summary.sheets})
    keys = {one.keys[0] for one in asked}
    sheets = tuple(each for each in done.summary.sheets if each.key in keys)
    return replace(done, summary=replace(done.summary, sheets=sheets))


def _list_findings(read: _Read) -> Iterator[Problem]:
    """What was found in the lists, each once."""
    graded = [each for each in read.graded.result.findings if each.code.startswith(TOLD)]
    tracked = [p for each in read.tracked for p in each.findings if p.severity != "note" and p.code.startswith(TRACKED)]
    lists = [p for each in read.records for p in each.findings]
    yield from dict.fromkeys([*graded, *tracked, *lists])


def _strangers(read: _Read, where: Setting) -> Iterator[Problem]:
    """Reps of orders and owners of customers and deals who are nobody in the team."""
    from salesplan.compute.team.rep_cells import rep_findings

    used: dict[str, Mapping[str, int]] = {}
    for table, records in (("orders", read.graded.orders), ("customers", read.graded.customers)):
        column = "rep" if table == "orders" else "owner"
        if records is not None and records.has(column):
            counts = records.frame.group_by(column).agg(rows=nw.len()).select(column, "rows").iter_rows()
            used[table] = {name: rows for name, rows in counts if name}
    used["deals"] = Counter(deal.owner for deal in read.lists.deals or () if deal.owner)
    records_of = {each.table: each for each in read.records}
    if "deals" not in records_of and "prospects" in records_of:
        used["prospects"] = used.pop("deals")
    shared = {"orders": used.pop("orders", {})}
    yield from rep_findings(read.lists.staff, shared, _inputs(read), where.plan.parameters.pace.shared)
    yield from rep_findings(read.lists.staff, used, _inputs(read))


def _inputs(read: _Read) -> tuple[Input, ...]:
    """Every list that was read, once."""
    graded = [each for each in read.graded.result.inputs if each.table != "plan"]
    records = [each for one in read.tracked for each in one.inputs if each.table == "record"]
    found: list[Input] = []
    for each in (*graded, *(each for one in read.records for each in one.inputs), *records):
        if each not in found:
            found.append(each)
    return tuple(found)


def _parameters(where: Setting, wish: ReviewWish, period: NamedPeriod, names: Sequence[str]) -> tuple[Parameter, ...]:
    """The numbers that decided; what is not set is left out."""
    told = [Parameter("for", period.name, "option" if wish.period else "default")]
    for name in names:
        value: object = where.plan.parameters
        for part in name.split("."):
            value = getattr(value, part)
        shown = (
            {key: getattr(value, key) for key in type(value).model_fields} if isinstance(value, PlanModel) else value
        )
        if shown is not None:
            told.append(Parameter(f"parameters.{name}", shown, "plan"))
    return tuple(told)


def _told(result: Result[S], where: Setting) -> Result[S]:
    """The result with its plan; a group of numbers comes from the plan where one of them does."""
    done, given = with_plan(result, where), where.origins()
    parameters = [
        replace(each, source="plan") if any(key.startswith(f"{each.name}.") for key in given) else each
        for each in done.parameters
    ]
    return replace(done, parameters=tuple(parameters))
