"""Commands about prospects: ranked, handed out, followed up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from salesplan.cli.command import argument, command, option
from salesplan.cli.list_options import BesideActivities, BesideCustomers, BesideReps
from salesplan.cli.options import Output, Planning, Reading
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.prospects import ProspectLists

AREA = Text("潜在客户", "Prospects")
ORDER = 9

ProspectsOrDeals = Annotated[
    list[str] | None,
    argument(
        "FILE...",
        Text(
            "潜在客户或商机名单，可给多个文件或通配符（不给则用计划里的）",
            "prospects or deals; several files or a pattern are one list (default: the plan's)",
        ),
    ),
]


@dataclass(frozen=True)
class BesideLists:
    """The lists beside the prospects."""

    activities: BesideActivities = None
    customers: BesideCustomers = None
    reps: BesideReps = None


def _given(files: list[str] | None, lists: BesideLists) -> ProspectLists:
    """The lists given, as the API takes them."""
    from salesplan.api.prospects import ProspectLists

    beside = (tuple(each or ()) for each in (lists.activities, lists.customers, lists.reps))
    return ProspectLists(tuple(files or ()), *beside)


@command(
    "prospects rank",
    Text(
        "潜在客户排名：先跟谁、缺什么、撞单、首次联系超时",
        "prospects ranked: whom first, what is missing, double claims",
    ),
)
def rank(
    lists: BesideLists, reading: Reading, planning: Planning, output: Output, files: ProspectsOrDeals = None
) -> None:
    """Rank the open prospects by expected value."""
    from salesplan.api.prospects import prospects_rank
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    where = setting_of(planning, files or [])
    deliver(prospects_rank(_given(files, lists), read_options(reading), where), output, reading.rejects)


@dataclass(frozen=True)
class AssignOptions:
    """What is given out, and how."""

    rebalance: Annotated[
        bool,
        option(
            "--rebalance",
            text=Text("超上限的人也放掉一些转给别人，动得最少", "also relieve people with too many, by few moves"),
        ),
    ] = False
    reclaim: Annotated[
        bool,
        option("--reclaim", text=Text("太久没跟进的收回来重分", "also take back those not seen to for long")),
    ] = False
    optimal: Annotated[
        bool,
        option(
            "--optimal",
            text=Text("期望价值 × 对口程度最大（要装 scipy）", "largest expected value x skill fit (needs scipy)"),
        ),
    ] = False
    same_region: Annotated[
        bool, option("--same-region", text=Text("优先分给同一区域的人", "people of the same region first"))
    ] = False


@command(
    "prospects assign",
    Text("潜在客户分给谁：按等级、能力和上限；收回公海", "hand prospects out by tier, skill and capacity; the pool"),
)
def assign(
    options: AssignOptions,
    lists: BesideLists,
    reading: Reading,
    planning: Planning,
    output: Output,
    files: ProspectsOrDeals = None,
) -> None:
    """Hand the prospects out to the people of the team."""
    from salesplan.api.prospects import prospects_assign
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver
    from salesplan.compute.prospects.assign import AssignChoice

    choice = AssignChoice(options.rebalance, options.reclaim, options.optimal, options.same_region)
    where = setting_of(planning, files or [])
    deliver(prospects_assign(_given(files, lists), choice, read_options(reading), where), output, reading.rejects)


@command(
    "prospects stale",
    Text("没人跟进的潜在客户和商机：停滞、遗忘、超时，今天做什么", "what nobody sees to: stale, forgotten, overdue"),
)
def stale(
    lists: BesideLists, reading: Reading, planning: Planning, output: Output, files: ProspectsOrDeals = None
) -> None:
    """List the open prospects and deals that nobody sees to."""
    from salesplan.api.prospects import prospects_stale
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    where = setting_of(planning, files or [])
    deliver(prospects_stale(_given(files, lists), read_options(reading), where), output, reading.rejects)
