"""Commands about meetings: the agenda filled with data, minutes, actions that roll on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from salesplan.cli.command import command, option
from salesplan.cli.options import Output, Planning
from salesplan.cli.period_options import ForMonth, PersonMet
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.meetings import MeetingWish
    from salesplan.compute.meetings.schedule import Kind

PART_OF = "visits"
ORDER = 10

WithMinutes = Annotated[
    bool,
    option(
        "--minutes",
        text=Text(
            "写一份待填的会议纪要（yaml，没做完的行动在里面；已有的不动）",
            "write minutes to be filled in (yaml, with the open actions; never over those that are there)",
        ),
    ),
]


@command(
    "meeting morning",
    Text("晨会：昨天做到没有、今天找谁、要谁帮忙", "morning meeting: yesterday, whom to see today, help needed"),
)
def morning(planning: Planning, output: Output, *, minutes: WithMinutes = False) -> None:
    """Fill the agenda of the morning meeting."""
    _meeting("morning", planning, output, minutes=minutes)


@command(
    "meeting weekly",
    Text(
        "周会：上周业绩、谁落后为什么、重点商机、接下来的任务",
        "weekly meeting: results, who is behind and why, key deals, tasks",
    ),
)
def weekly(planning: Planning, output: Output, *, minutes: WithMinutes = False) -> None:
    """Fill the agenda of the weekly meeting."""
    _meeting("weekly", planning, output, minutes=minutes)


@command(
    "meeting monthly",
    Text(
        "月会：完成和原因、排名、客户、最佳实践、余下怎么调、要定的事",
        "monthly meeting: attainment and causes, ranking, customers, best practice, the rest, decisions",
    ),
)
def monthly(planning: Planning, output: Output, month: ForMonth = None, *, minutes: WithMinutes = False) -> None:
    """Fill the agenda of the monthly meeting."""
    from salesplan.api.meetings import MeetingWish

    _meeting("monthly", planning, output, MeetingWish(month), minutes=minutes)


@command(
    "meeting one-to-one",
    Text("一对一：本人的数字、大商机、卡在哪里、约定的行动", "one-to-one: own figures, big deals, blockers, actions"),
)
def one_to_one(
    planning: Planning,
    output: Output,
    person: PersonMet = None,
    month: ForMonth = None,
    *,
    minutes: WithMinutes = False,
) -> None:
    """Fill the agenda of a talk with one person."""
    from salesplan.api.meetings import MeetingWish

    _meeting("one-to-one", planning, output, MeetingWish(month, person), minutes=minutes)


def _meeting(kind: Kind, planning: Planning, output: Output, wish: MeetingWish | None = None, *, minutes: bool) -> None:
    from salesplan.api.meetings import meeting
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver
    from salesplan.cli.meeting_minutes import recorded

    where = setting_of(planning, [])
    result = meeting(kind, wish, where)
    deliver(recorded(result, where, output) if minutes else result, output)
