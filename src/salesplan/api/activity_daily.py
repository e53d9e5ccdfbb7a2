"""The contacts of the next working day, person by person: customers who are due, then new prospects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from salesplan.api.activity_drivers import FunnelLists, next_day
from salesplan.api.plan_lists import list_given
from salesplan.api.setting import Setting
from salesplan.errors import BadUsage, Problem
from salesplan.model.reading import AS_IT_IS
from salesplan.model.result import Result
from salesplan.model.table import scaled
from salesplan.text import Text

if TYPE_CHECKING:
    import narwhals as nw

    from salesplan.compute.activity.daily_sheet import Contact, Day
    from salesplan.compute.activity.funnel_page import FunnelSummary, Worked
    from salesplan.compute.prospects.ranking import Ranked
    from salesplan.model.calendar import WorkCalendar
    from salesplan.model.result import Input


def with_daily(
    result: Result[FunnelSummary], found: Worked, lists: FunnelLists, calendar: WorkCalendar, where: Setting
) -> Result[FunnelSummary]:
    """The result with the contacts of the next working day as its rows."""
    from salesplan.compute.activity.daily_sheet import daily_sheets
    from salesplan.compute.activity.funnel_people import able_people

    day = calendar.next_workday(next_day(where.as_of))
    people = able_people(
        found.asked.staff,
        [day],
        found.asked.drivers.calls.value,
        calls_first=found.asked.drivers.calls.source == "option",
    )
    if not people:
        what = Text("没有销售人员，写不了每日表", "there are no sales people to write sheets for")
        fix = Text("加 --reps 人员名单.xlsx，或写进计划的 sources", "add --reps team.xlsx, or put it under sources")
        raise BadUsage(Problem("USAGE-no-list", "error", what, fix, value="reps"))
    contacts, inputs, findings = _due(day, lists, where)
    ranked, more, notes = _ranked(lists, where)
    sheets = daily_sheets(day, people, contacts, ranked, found.load.daily, found.asked.staff)
    return _daily(result, sheets, (*inputs, *more), (*findings, *notes))


def _daily(
    result: Result[FunnelSummary], day: Day, inputs: Sequence[Input], findings: Sequence[Problem]
) -> Result[FunnelSummary]:
    known = {source.file for source in result.inputs}
    return replace(
        result,
        summary=replace(result.summary, day=day.day, sheets=day.sheets, unassigned=day.unassigned),
        rows=day.rows,
        inputs=(*result.inputs, *(source for source in inputs if source.file not in known)),
        findings=(*result.findings, *(problem for problem in findings if problem not in result.findings)),
    )


def _due(day: date, lists: FunnelLists, where: Setting) -> tuple[list[Contact], Sequence[Input], Sequence[Problem]]:
    """The customers who are due by a day; nobody without a list of customers."""
    from salesplan.api.visits import CareLists, care_of
    from salesplan.compute.visits.due import due_list

    if not (lists.customers or where.files("customers")):
        return [], (), ()
    asked = CareLists(lists.customers, lists.orders, lists.activities, lists.reps)
    care = care_of(asked, AS_IT_IS, where, day, "activity funnel")
    within = (day - where.as_of).days
    listed = due_list(care.people, care.crew, where.plan.parameters.visits, where.as_of, within).listed
    found = [_contact(row, care.scale, day) for row in _rows(listed) if row["rep"] is not None]
    notes = [problem for problem in care.findings if problem.severity != "note"]
    return found, care.inputs, notes


def _rows(frame: nw.DataFrame[Any]) -> list[dict[str, Any]]:
    return list(frame.iter_rows(named=True))


def _contact(row: Mapping[str, Any], scale: int, day: date) -> Contact:
    from salesplan.compute.activity.daily_sheet import Contact

    late = max((day - row["due"]).days, 0)
    value = None if row.get("amount") is None else scaled(row["amount"], scale)
    grade, tier = row.get("class"), row.get("tier")
    return Contact(row["rep"], row["id"], row["name"], row["due"], late, row["why"], row["purpose"], grade, tier, value)


def _ranked(lists: FunnelLists, where: Setting) -> tuple[Sequence[Ranked], Sequence[Input], Sequence[Problem]]:
    """The open prospects in their rank (methods.md 8.1); nobody without a list of prospects."""
    from salesplan.compute.prospects.deal_state import deal_words
    from salesplan.compute.prospects.prospect_rows import with_names
    from salesplan.compute.prospects.ranking import ranking_of

    records = list_given("prospects", lists.prospects, where)
    if records is None:
        return (), (), ()
    plan = where.plan
    activities, customers = (
        list_given(table, files, where)
        for table, files in (("activities", lists.activities), ("customers", lists.customers))
    )
    words = deal_words(plan.parameters.value, plan.strategy.process)
    ranking = ranking_of(with_names(records), words, plan.parameters, where.as_of, activities, customers)
    return ranking.rows, records.inputs, [p for p in records.findings if p.severity != "note"]
