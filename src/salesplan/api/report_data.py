"""Which analyses the sections of the report rest on, each run once for the period that is reported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from salesplan.api.gathering import Gathering
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.period import Period
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.meetings.actions import Agreed
    from salesplan.compute.report.found import Found
    from salesplan.model.calendar import WorkCalendar
    from salesplan.model.named_period import NamedPeriod
    from salesplan.model.result import Result


_YEAR = 366


@dataclass
class ReportData(Gathering):
    """The analyses of a report as they were on its last day; ``where`` is the setting with that day for its as-of.

    ``today`` is the as-of itself: the day from which on something is to be done.
    """

    period: NamedPeriod = field(kw_only=True)
    today: date = field(kw_only=True)
    results: dict[str, tuple[Result[Any], ...]] = field(default_factory=dict)
    agreed: tuple[Agreed, ...] = ()

    def found(self) -> Found:
        """Everything that the sections are made of; BadInput where the orders end before the period begins."""
        from salesplan.compute.report.found import Found

        orders_end = _orders_end(self)

        # Causes first: they want most columns of the orders, so that the others need not read them again.
        for analyses in (_causes, _results, _customers, _work, _people, _agreed):
            analyses(self)
        around = range(self.period.span.first.year - 1, max(self.period.span.last, self.today).year + 2)
        calendar = self.where.calendar(around)
        due = self._workday(self.where.plan.parameters.report.due_days, calendar)
        told = (self.where.plan, self.period, self.where.as_of, self.results, self.lacking, calendar)
        return Found(
            *told,
            agreed=self.agreed,
            due=due,
            soon=self._workday(1, calendar),
            today=self.today,
            written=self._written(),
            orders_end=orders_end,
        )

    def _written(self) -> str | None:
        """The file in which the plan says what goes into the report; None where it says nothing."""
        part = self.where.loaded.owners.get("report") if self.where.loaded else None
        return None if part is None else part.file

    def _workday(self, number: int, calendar: WorkCalendar) -> date | None:
        """The so manieth working day after today."""
        from salesplan.compute.working_days import nth_workday

        tomorrow = self.today + timedelta(days=1)
        return nth_workday(Period(tomorrow, tomorrow + timedelta(days=_YEAR)), number, calendar)

    def run(
        self, name: str, section: str, analysis: Callable[[], Result[Any] | Sequence[Result[Any]]], alone: str = ""
    ) -> None:
        """Run an analysis for a section; where it lacks its list, or cannot use it, that is noted."""
        results = self.results_of(section, analysis, alone)
        if results is not None:
            self.results[name] = results


def _orders_end(data: ReportData) -> date | None:
    """The last day of the orders where they do not reach the days looked at, by what the analyses of sales go by.

    BadInput where they end before the period begins: nothing is known of it, which is no 0.
    """
    from salesplan.api.sales import PLAN_LISTS, read_sales
    from salesplan.compute.sales.reach import end_before
    from salesplan.model.reading import AS_IT_IS

    if not data.where.files("orders"):
        return None
    try:
        sold = read_sales("report", PLAN_LISTS, AS_IT_IS, data.where).sold
    except (BadInput, BadUsage):
        return None  # the analyses say so themselves
    end = end_before(sold.days, data.where.as_of, sold.slack) if sold.days else None
    if end is None or sold.last_day is None:
        return None
    if end < data.period.span.first:
        raise BadInput(_not_there_yet(data, end, sold.last_day))
    return sold.last_day


def _not_there_yet(data: ReportData, end: date, last: date) -> Problem:
    """That the orders do not reach the period; the newest one of its kind that they reach is the one to ask for."""
    from salesplan.model.named_period import holding

    told = holding(data.period.kind, end, data.period.year).name
    what = Text(
        "订单只到 {last}，{name} 还没导到：不能当 0 汇报",
        "the orders end on {last}: {name} is not in the list, which is no 0",
    ).format(last=last, name=data.period.name)
    fix = Text(
        "重新导出到 {day} 的订单，或汇报订单到得了的一期：salesplan report --for {told}",
        "export the orders up to {day}, or report the newest period they reach: salesplan report --for {told}",
    ).format(day=data.where.as_of, told=told)
    return Problem("REPORT-no-orders-yet", "error", what, fix, Place(key="sources.orders"), str(last))


def _results(data: ReportData) -> None:
    """The targets, tracked up to the day, and the year by months beside the year before."""
    from salesplan.api.sales import SalesWish, sales_pivot
    from salesplan.api.track import targets_track

    where, year = data.where, SalesWish(span=str(data.period.year.number))
    if where.plan.targets:
        data.run("track", "results", lambda: targets_track(where=where))
    else:
        data.lack("results", "targets")
    data.run("months", "results", lambda: sales_pivot(("month",), wish=year, where=where))
    _goals(data, {goal.measure for goal in where.plan.goals})


def _goals(data: ReportData, measures: AbstractSet[str]) -> None:
    """What the plan's goals measure beside sales: of the people in the year so far, of the customers asked in it."""
    from salesplan.api.service import ServiceLists, service_survey
    from salesplan.api.team_review import ReviewWish, team_review

    where, year = data.where, data.period.year
    of_people = measures & {"collection_rate", "collections", "conversion", "new_customers"}
    if of_people and data.period.kind != "year":  # a review of the year is made anyway
        data.run("review_year", "team", lambda: team_review(ReviewWish(period=str(year.number)), where))
    if measures & {"csat", "nps"} and where.files("survey"):
        days = ServiceLists(window=f"{year.period.first}..{where.as_of}")
        data.run("survey", "service", lambda: service_survey(days, where=where))


def _customers(data: ReportData) -> None:
    """The customers graded, and where they stand in their life cycle since the day before the period."""
    from salesplan.api.customers import classify
    from salesplan.api.customers_lifecycle import LifecycleWish, customers_lifecycle

    where = data.where
    since = LifecycleWish(since=data.period.span.first - timedelta(days=1))
    data.run("customers", "customers", lambda: classify(where=where))
    data.run("states", "customers", lambda: customers_lifecycle(since, where=where))


def _work(data: ReportData) -> None:
    """The deals, who is visited how much, complaints, the SWOT."""
    from salesplan.api.coverage import coverage
    from salesplan.api.prospects_value import ValueWish, prospects_value
    from salesplan.api.service import service_complaints
    from salesplan.api.swot import swot_show
    from salesplan.compute.report.found import A_MONTH, LONG_OVER

    where = data.where
    # The deals of the next quarter where a quarter is reported; those of the next month for a year, too.
    coming = ValueWish(span="quarter" if data.period.kind == "quarter" else "month")
    if (data.today - data.period.span.last).days > A_MONTH:
        data.lack("pipeline", LONG_OVER)
    else:
        data.run("deals", "pipeline", lambda: prospects_value(coming, where=where))
    data.run("coverage", "coverage", lambda: coverage(where=where))
    data.run("complaints", "service", lambda: service_complaints(where=where))
    if where.plan.swot.items:
        data.run("swot", "swot", lambda: swot_show(where))
    else:
        data.lack("swot", "swot")


def _people(data: ReportData) -> None:
    """The people reviewed, and what they are paid."""
    from salesplan.api.commission import commission_compute
    from salesplan.api.pay_lists import PayWish
    from salesplan.api.team_review import ReviewWish, team_review

    where, period = data.where, data.period.name
    data.run("review", "team", lambda: team_review(ReviewWish(period=period), where))
    if where.plan.commission.rules:
        data.run("pay", "commission", lambda: commission_compute(PayWish(period=period), where))
    else:
        data.lack("commission", "commission")


def _causes(data: ReportData) -> None:
    """What the change of sales against the year before is made of."""
    from salesplan.api.sales import SalesWish, sales_pvm

    where, wish = data.where, SalesWish(span=data.period.name)
    days = f"--for {data.period.name}"
    data.run("pvm", "causes", lambda: sales_pvm(wish=wish, where=where), f"salesplan sales pvm {days}")
    data.run("bridge", "causes", lambda: _bridge(data), f"salesplan sales bridge {days}")


def _bridge(data: ReportData) -> Result[Any]:
    """What customers did over a year: between two orders of one month nobody is lost.

    The twelve months to the day; where the orders know no twelve months before them the year to date, else the period.
    """
    from salesplan.api.sales import SalesWish, sales_bridge

    year = str(data.period.year.number)
    spans = [year] if data.period.kind == "year" else [str(_twelve_months(data.where.as_of)), year, data.period.name]
    for span in spans[:-1]:
        try:
            found = sales_bridge(wish=SalesWish(span=span), where=data.where)
        except BadInput as refused:
            if all(problem.code != "SALES-one-period" for problem in refused.problems):
                raise
        else:
            if all(problem.code != "SALES-short-base" for problem in found.findings):
                return found
    return sales_bridge(wish=SalesWish(span=spans[-1]), where=data.where)


def _twelve_months(last: date) -> Period:
    """The twelve months that end with a day."""
    after = last + timedelta(days=1)
    leap = (after.month, after.day) == (2, 29)
    return Period(date(after.year - 1, 3, 1) if leap else after.replace(year=after.year - 1), last)


def _agreed(data: ReportData) -> None:
    """The actions agreed in meetings that are still open today."""
    from salesplan.api.meetings import actions_open

    data.agreed, problems, read = actions_open(data.where, data.today)
    data.findings += problems
    data.inputs += read
