"""Meetings: the agenda filled with data, the actions that roll on, the minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from salesplan.api.meeting_blocks import points_of
from salesplan.api.meeting_data import Gathered
from salesplan.api.people_asked import no_person
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.api.shared_work import shared_work
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.period import Period
from salesplan.model.period_words import A_MONTH, begun_period
from salesplan.model.result import Input, Parameter
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.meetings.actions import Agreed
    from salesplan.compute.meetings.agenda import Block
    from salesplan.compute.meetings.meeting import MeetingSummary, Prepared
    from salesplan.compute.meetings.schedule import Kind
    from salesplan.compute.team.staff import Staff
    from salesplan.load.minutes import KeptMinutes
    from salesplan.model.calendar import WorkCalendar
    from salesplan.model.minutes import Minutes
    from salesplan.model.named_period import NamedPeriod
    from salesplan.model.result import Result

_WEEK = 7
_YEAR = 366


@dataclass(frozen=True)
class MeetingWish:
    """Which month a monthly meeting looks at (``2026-06``; default: see ``meeting``), with whom a talk is."""

    month: str | None = None
    person: str | None = None


def meeting(kind: Kind, wish: MeetingWish | None = None, where: Setting | None = None) -> Result[MeetingSummary]:
    """The agenda of the meeting held on the as-of, from the plan's lists.

    A morning looks back on the last working day, a weekly meeting on the last whole week, a monthly one and a talk on
    the newest month that is over (the as-of's own on its last day). Lists that the plan does not name leave their
    blocks empty. BadUsage without a plan, for a person nobody knows and a month that is none; BadInput for minutes and
    agendas that are wrong.
    """
    from salesplan.compute.meetings.meeting import meeting as result_of

    where = where or setting()
    if where.loaded is None:
        raise BadUsage(_no_plan(kind))
    with shared_work():
        gathered = Gathered(where, staff=_staff(where))
        made, kept = _prepared(kind, wish or MeetingWish(), gathered)
    parameters = [_minutes_of(kind, where), Parameter("parameters.meetings.minutes_due", _due_days(where), "plan")]
    inputs = (*gathered.inputs, *_inputs(kept))
    findings = (*gathered.left_out(), *gathered.findings)
    return with_plan(result_of(made, parameters, findings, inputs), where)


def next_minutes(result: Result[MeetingSummary], where: Setting) -> Minutes:
    """The minutes of this meeting, to be filled in: the actions that are open stand in them.

    BadInput where earlier minutes are wrong: their actions would be lost.
    """
    from salesplan.compute.meetings.actions import agreed_actions, open_actions, rolled_on
    from salesplan.model.minutes import Minutes

    told, staff = result.summary, _staff(where)
    kept, wrong = _kept(where)
    if wrong:
        raise BadInput(wrong)
    agreed = agreed_actions([_as_called(each.minutes, staff) for each in kept], told.day)
    actions = rolled_on(open_actions(agreed, told.person))
    return Minutes(meeting=told.meeting, day=told.day, person=told.person, actions=actions)


def minutes_folder(where: Setting) -> Path:
    """Where the minutes of this plan lie."""
    folder = where.loaded.folder if where.loaded else Path()
    return folder / where.plan.meetings.folder


def _prepared(kind: Kind, wish: MeetingWish, gathered: Gathered) -> tuple[Prepared, list[KeptMinutes]]:
    from salesplan.compute.meetings.actions import agreed_actions, open_actions
    from salesplan.compute.meetings.cadence import cadence, minutes_due
    from salesplan.compute.meetings.meeting import Prepared
    from salesplan.compute.meetings.schedule import slots
    from salesplan.compute.meetings.shared import actions

    where = gathered.where
    as_of, calendar = where.as_of, where.calendar([where.as_of.year - 1, where.as_of.year, where.as_of.year + 1])
    person = _person(wish, gathered) if kind == "one-to-one" else None
    kept, wrong = _kept(where)
    gathered.findings += _left_out(wrong)
    minutes = [_as_called(each.minutes, gathered.staff) for each in kept]
    own = [each for each in minutes if each.meeting == kind and person in (None, each.person)]
    carried = open_actions(agreed_actions(minutes, as_of), person)
    gathered.findings += _strangers(gathered.staff, carried)
    block = "actions" if kind == "one-to-one" else "carried"
    month = begun_period(wish.month, as_of, where.year(None), kinds=A_MONTH)
    days = _days(kind, month, as_of, calendar)
    blocks = _agenda(kind, where)
    points = [*actions(carried, as_of, block), *points_of(kind, gathered, (days, month), person, calendar)]
    counted = _kept_since(own, as_of) if own else None
    planned = slots(kind, counted, calendar) if counted else ()
    ahead = slots(kind, Period(as_of + timedelta(days=1), as_of + timedelta(days=_YEAR)), calendar)
    made = Prepared(
        *(kind, as_of, person, (days.first, days.last), blocks, points, carried),
        cadence(planned, own, as_of, calendar, _due_days(where)),
        counted.first if counted else None,
        ahead[0].day if ahead else None,
        minutes_due(as_of, calendar, _due_days(where)),
        gathered.lacking,
    )
    return made, kept


def actions_open(where: Setting, day: date) -> tuple[tuple[Agreed, ...], list[Problem], tuple[Input, ...]]:
    """The actions of all meetings up to a day that are still open, what is wrong with minutes, and those read."""
    from salesplan.compute.meetings.actions import agreed_actions, open_actions

    kept, wrong = _kept(where)
    staff = _staff(where) if kept else None
    minutes = [each.minutes if staff is None else _as_called(each.minutes, staff) for each in kept]
    carried = open_actions(agreed_actions(minutes, day))
    strangers = _strangers(staff, carried) if staff is not None else ()
    return carried, [*_left_out(wrong), *strangers], _inputs(kept)


def _staff(where: Setting) -> Staff:
    from salesplan.api.plan_lists import list_given
    from salesplan.compute.team.staff import staff_of

    return staff_of(list_given("reps", (), where), where.plan.team)


def _person(wish: MeetingWish, gathered: Gathered) -> str:
    """With whom a talk is, as the team calls him. BadUsage for nobody and for a stranger."""
    known = [one.name for one in gathered.staff.there(gathered.where.as_of)]
    found = gathered.staff.of(wish.person)
    if found is None:
        raise BadUsage(_nobody(known) if wish.person is None else no_person(wish.person, known))
    return found.name


def _nobody(known: Sequence[str]) -> Problem:
    from salesplan.compute.naming import names_of

    what = Text("没写和谁谈", "with whom is not said")
    fix = Text("在 plan.yaml 里写 sources: {{reps: team.xlsx}}", "put sources: {{reps: team.xlsx}} in plan.yaml")
    if known:
        fix = Text("加上 --person，可以是：{names}", "add --person with one of these: {names}")
    told = fix.format(names=names_of(known, None))
    return Problem("USAGE-person", "error", what, told, Place(key="--person"))


def _as_called(minutes: Minutes, staff: Staff) -> Minutes:
    """The minutes with people called as the team calls them, so that a number and a name are one person."""

    def called(word: str | None) -> str | None:
        found = staff.of(word)
        return word if found is None else found.name

    actions = tuple(each.model_copy(update={"owner": called(each.owner)}) for each in minutes.actions)
    return minutes.model_copy(update={"person": called(minutes.person), "actions": actions})


def invited(where: Setting) -> tuple[str, ...]:
    """Who is to come: those the plan names, else everybody who is there."""
    return where.plan.meetings.invited or tuple(one.name for one in _staff(where).there(where.as_of))


def _kept_since(own: Sequence[Minutes], as_of: date) -> Period:
    """The days of this year up to yesterday, from the first minutes on: before them nobody kept any."""
    first = max(min(*(each.day for each in own), as_of), date(as_of.year, 1, 1))
    return Period(first, max(as_of - timedelta(days=1), first))


def _kept(where: Setting) -> tuple[list[KeptMinutes], list[Problem]]:
    from salesplan.load.minutes import load_minutes

    return load_minutes(minutes_folder(where))


def _left_out(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Minutes that are wrong: the meeting goes on without them, and without the actions in them."""
    for problem in problems:
        what = Text("{what}；这份纪要和里面的行动没有算进来", "{what}; these minutes and their actions are left out")
        yield replace(problem, severity="warning", what=what.format(what=problem.what))


def _strangers(staff: Staff, carried: Sequence[Agreed]) -> Iterator[Problem]:
    """Owners of open actions who are nobody in the team, with whom they may mean."""
    owners = Counter(each.action.owner for each in carried if each.action.owner)
    for one in staff.unknown(owners):
        what = Text("行动的负责人“{name}”不在团队里", "{name}, who owns an action, is not in the team").format(
            name=one.name
        )
        near = Text("是“{near}”吗？在纪要里改过来", "is it {near}? Put it right in the minutes")
        fix = near.format(near=one.near) if one.near else Text("在纪要里改过来", "put it right in the minutes")
        yield Problem("MEETINGS-stranger", "warning", what.format(name=one.name), fix, value=one.name)


def _inputs(kept: Sequence[KeptMinutes]) -> tuple[Input, ...]:
    return tuple(Input("minutes", each.file, rows=1, used=1, format="yaml", encoding="utf-8") for each in kept)


def _agenda(kind: Kind, where: Setting) -> tuple[Block, ...]:
    """The blocks of the meeting by the plan. BadInput for a block that is none and blocks longer than the meeting."""
    from salesplan.compute.meetings.agenda import BLOCKS, agenda

    key = _key(kind)
    own = dict(getattr(where.plan.meetings.agenda, key))
    length = getattr(where.plan.parameters.meetings.minutes, key)
    known = [block.code for block in BLOCKS[kind]]
    wrong = [name for name in own if name not in known]
    if wrong:
        raise BadInput([_no_block(key, name, known) for name in wrong])
    try:
        return agenda(kind, length, own)
    except ValueError:
        raise BadInput(_too_long(key, sum(own.values()), length)) from None


def _no_block(key: str, name: str, known: Sequence[str]) -> Problem:
    what = Text("议程里没有“{name}”这一项", "the agenda has no block {name}").format(name=name)
    fix = Text("改成其中一个：{known}", "make it one of these: {known}").format(known=", ".join(known))
    return Problem("MEETINGS-no-block", "error", what, fix, Place(key=f"meetings.agenda.{key}.{name}"), name)


def _too_long(key: str, given: int, length: int) -> Problem:
    what = Text(
        "议程各项合计 {given} 分钟，会议是 {length} 分钟", "the blocks take {given} minutes, the meeting {length}"
    )
    fix = Text(
        "改议程，或把 parameters.meetings.minutes.{key} 改成 {given}",
        "change the agenda, or make parameters.meetings.minutes.{key} {given}",
    )
    told = what.format(given=given, length=length), fix.format(key=key, given=given)
    return Problem("MEETINGS-length", "error", *told, Place(key=f"meetings.agenda.{key}"), str(given))


def _days(kind: Kind, month: NamedPeriod, as_of: date, calendar: WorkCalendar) -> Period:
    """The days that a meeting looks back on."""
    if kind == "morning":
        day = as_of - timedelta(days=1)
        while not calendar.is_workday(day):
            day -= timedelta(days=1)
        return Period(day, day)
    if kind == "weekly":
        monday = as_of - timedelta(days=as_of.weekday() + _WEEK)
        return Period(monday, monday + timedelta(days=_WEEK - 1))
    return month.span


def _key(kind: Kind) -> str:
    """What the plan calls a kind of meeting."""
    return kind.replace("-", "_")


def _minutes_of(kind: Kind, where: Setting) -> Parameter:
    key = _key(kind)
    return Parameter(f"parameters.meetings.minutes.{key}", getattr(where.plan.parameters.meetings.minutes, key), "plan")


def _due_days(where: Setting) -> int:
    return where.plan.parameters.meetings.minutes_due


def _no_plan(kind: Kind) -> Problem:
    what = Text(
        "会议要用计划：名单、目标和纪要都在它旁边",
        "a meeting needs the plan: lists, targets and minutes stand beside it",
    )
    fix = Text(
        "写上计划：salesplan meeting {kind} --plan plan.yaml；还没有就先 salesplan init",
        "name it: salesplan meeting {kind} --plan plan.yaml; salesplan init makes one",
    )
    return Problem("USAGE-no-plan", "error", what, fix.format(kind=kind), Place(key="--plan"))
