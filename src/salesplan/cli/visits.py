"""Commands about visits: who is visited when, and who is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from salesplan.cli.command import command, option
from salesplan.cli.customers import Orders, WindowText
from salesplan.cli.list_options import BesideActivities, BesideReps, Customers
from salesplan.cli.options import Output, Planning, Reading
from salesplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salesplan.api.visits import CareLists, VisitWish

AREA = Text("活动", "Activity")
ORDER = 10


@dataclass(frozen=True)
class BesideLists:
    """The lists beside the customers."""

    GROUP: ClassVar[Text] = Text("其他名单", "The other lists")

    orders: Orders = None
    activities: BesideActivities = None
    reps: BesideReps = None
    window: WindowText = "365"

    def with_customers(self, files: list[str] | None) -> CareLists:
        """All lists, as the program takes them."""
        from salesplan.api.visits import CareLists

        orders, activities, reps = (tuple(each or ()) for each in (self.orders, self.activities, self.reps))
        return CareLists(tuple(files or ()), orders, activities, reps, self.window)


@dataclass(frozen=True)
class VisitDays:
    """Which days are planned, for whom, after which plan."""

    GROUP: ClassVar[Text] = Text("计划哪些天、哪些人", "Days and people")

    first: Annotated[
        str | None,
        option("--from", metavar="DATE", text=Text("从哪天起（默认截止日期）", "first day (default: as-of)")),
    ] = None
    last: Annotated[
        str | None, option("--to", metavar="DATE", text=Text("到哪天为止（含当天）", "last day, included"))
    ] = None
    weeks: Annotated[
        int | None, option("--weeks", metavar="N", text=Text("排几周（默认 4）", "how many weeks (default: 4)"))
    ] = None
    rep: Annotated[
        list[str] | None,
        option("--rep", metavar="NAME", text=Text("只排这个人（可重复）", "only this person (repeatable)")),
    ] = None
    keep: Annotated[
        list[str] | None,
        option(
            "--keep",
            metavar="FILE.ics",
            text=Text(
                "上次写出的日历：到期日没变的拜访留在原来那天（默认：要写的那份，如果已经有了；可重复）",
                "the calendar written last time: visits that are due as before stay where they are (default: the one "
                "that is to be written, if it is there; repeatable)",
            ),
        ),
    ] = None
    afresh: Annotated[
        bool,
        option(
            "--afresh",
            text=Text(
                "重新排，不留在上次的日子；日历编号照旧",
                "plan afresh, not by the days of the last calendar; events keep their names",
            ),
        ),
    ] = False

    def wish(self, there: Sequence[str]) -> VisitWish:
        """What is asked for, as the program takes it; ``there``: the calendars that are to be replaced."""
        from salesplan.api.visits import VisitWish
        from salesplan.cli.convert import at_least_one, day

        weeks = None if self.weeks is None else at_least_one("--weeks", self.weeks)
        keep = tuple(self.keep or there)
        return VisitWish(
            day("--from", self.first), day("--to", self.last), weeks, tuple(self.rep or ()), keep, self.afresh
        )


@dataclass(frozen=True)
class CalendarOutput(Output):
    """The same for a command whose result can be put into a calendar."""

    output: Annotated[
        str | None,
        option(
            "--output",
            "-o",
            metavar="FILE",
            text=Text(
                "写到新文件，按扩展名定格式：.ics（日历）.xlsx .html .csv .json .jsonl .md .txt",
                "write to a new file; its ending decides: .ics (a calendar) .xlsx .html .csv .json .jsonl .md .txt",
            ),
        ),
    ] = None


PerRep = Annotated[
    str | None,
    option(
        "--per-rep",
        metavar="FOLDER",
        text=Text("每人一份 .ics，写进这个文件夹", "one .ics for each person, into this folder"),
    ),
]
Within = Annotated[
    int | None, option("--within", metavar="N", text=Text("往后看几天（默认 7）", "how many days ahead (default: 7)"))
]


@command(
    "visits plan",
    Text(
        "排拜访：谁、哪天、为什么，排不下的；可写成日历",
        "plan visits: who, when, why, what does not fit; as a calendar",
    ),
)
def plan(
    beside: BesideLists,
    days: VisitDays,
    reading: Reading,
    planning: Planning,
    output: CalendarOutput,
    files: Customers = None,
    per_rep: PerRep = None,
) -> None:
    """Plan the visits of the coming weeks, person by person."""
    from salesplan.api.visits import visits_plan
    from salesplan.cli.calendars import calendars_there, say_kept, say_next, write_calendars
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    where = setting_of(planning, files or [])
    wish = days.wish(calendars_there(output.output, per_rep))
    result = visits_plan(beside.with_customers(files), wish, read_options(reading), where)
    if not days.keep:
        say_kept(result, wish, output)
    if per_rep is not None:
        write_calendars(result, per_rep, output)
    deliver(result, output, reading.rejects)
    if not wish.keep:
        say_next(output, per_rep)


@command(
    "visits due", Text("谁到期、谁逾期、联系计划守住了没有", "who is due, who is overdue, how well the plan is kept")
)
def due(
    beside: BesideLists,
    reading: Reading,
    planning: Planning,
    output: Output,
    files: Customers = None,
    within: Within = None,
) -> None:
    """Show who is due, the longest overdue first, and how well contacts are kept."""
    from salesplan.api.visits import WITHIN, visits_due
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    where = setting_of(planning, files or [])
    ahead = WITHIN if within is None else within
    deliver(visits_due(beside.with_customers(files), ahead, read_options(reading), where), output, reading.rejects)
