"""Commands about performance: people reviewed, their bands, best practice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from salesplan.cli.command import command, option
from salesplan.cli.list_options import (
    BesideActivities,
    BesideCustomers,
    BesideDeals,
    BesideOrders,
    BesidePayments,
    BesideProspects,
    BesideReceivables,
    BesideReps,
    BesideSurvey,
    Customers,
)
from salesplan.cli.options import Output, Planning, Reading
from salesplan.cli.period_options import ForPeriod, Persons
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.team_review import ReviewWish

AREA = Text("业绩与激励", "Performance and pay")
ORDER = 12


@dataclass(frozen=True)
class ReviewLists:
    """The lists that tell how people did; each is the plan's where it is not given."""

    GROUP: ClassVar[Text] = Text("名单（不给则用计划里的）", "Lists (default: the plan's)")

    reps: BesideReps = None
    orders: BesideOrders = None
    customers: BesideCustomers = None
    receivables: BesideReceivables = None
    payments: BesidePayments = None
    survey: BesideSurvey = None
    deals: BesideDeals = None
    prospects: BesideProspects = None
    activities: BesideActivities = None


@dataclass(frozen=True)
class ReviewOptions:
    """Which period is reviewed, and of whom."""

    GROUP: ClassVar[Text] = Text("哪个期间、哪些人", "Period and people")

    period: ForPeriod = None
    person: Persons = None


@dataclass(frozen=True)
class BandOptions:
    """Which period is looked at."""

    period: ForPeriod = None


@command(
    "team review",
    Text(
        "考核：各人完成率、回款、新客户、满意度、转化率，得分和等级，一人一份反馈",
        "how people did: attainment, collection, new customers, satisfaction, conversion; a feedback sheet each",
    ),
)
def review(options: ReviewOptions, lists: ReviewLists, planning: Planning, output: Output) -> None:
    """Score the people of the team for a period, with feedback for each."""
    from salesplan.api.team_review import team_review
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(team_review(_wish(options, lists), setting_of(planning, [])), output)


@command(
    "team bands",
    Text(
        "前 25%、中间、后 25%：谁在哪一组，下一步怎么做",
        "top 25 %, middle, bottom 25 %: who is where, and what to do",
    ),
)
def bands(options: BandOptions, lists: ReviewLists, planning: Planning, output: Output) -> None:
    """Put the people into bands by their score, with what to do for each."""
    from salesplan.api.team_review import team_bands
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(team_bands(_wish(ReviewOptions(options.period), lists), setting_of(planning, [])), output)


@dataclass(frozen=True)
class PracticeOptions:
    """The lists beside the customers, which days, of whom, and how much of the gap is closed."""

    orders: BesideOrders = None
    activities: BesideActivities = None
    deals: BesideDeals = None
    reps: BesideReps = None
    window: Annotated[
        str,
        option(
            "--window",
            metavar="12m|365|all|FROM..TO",
            text=Text("看哪段时间（默认最近 12 个月）", "which days (default: the last 12 months)"),
        ),
    ] = "12m"
    role: Annotated[
        str | None, option("--role", metavar="NAME", text=Text("只比这个职位的人", "people of this role only"))
    ] = None
    close: Annotated[
        str,
        option(
            "--close",
            metavar="SHARE",
            text=Text("差距补上几成（默认 50%）", "the share of the gap to close (default: 50%)"),
        ),
    ] = "0.5"


@command(
    "team practice",
    Text(
        "做得最好的人好在哪：前 25% 比中间多多少，补上差距值多少，谁跟谁学，好做法登记",
        "what the best do: top 25 % against the middle, what closing the gap brings, who learns from whom",
    ),
)
def practice(
    options: PracticeOptions, reading: Reading, planning: Planning, output: Output, files: Customers = None
) -> None:
    """Compare the best with the middle, and say who should learn what from whom."""
    from salesplan.api.team_practice import TeamPracticeWish, team_practice
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    o = options
    customers, orders, activities, deals, reps = (
        tuple(each or ()) for each in (files, o.orders, o.activities, o.deals, o.reps)
    )
    wish = TeamPracticeWish(customers, orders, activities, deals, reps, o.window, o.close, o.role)
    deliver(team_practice(wish, read_options(reading), setting_of(planning, files or [])), output, reading.rejects)


def _wish(options: ReviewOptions, lists: ReviewLists) -> ReviewWish:
    """What was typed, as the program takes it."""
    from salesplan.api.team_review import ReviewWish

    given = {name: tuple(files) for name, files in vars(lists).items() if files}
    return ReviewWish(period=options.period, people=tuple(options.person or ()), lists=given)
