"""Commands about prospects: ranked, handed out, followed up."""

from __future__ import annotations

from dataclasses import dataclass

from salesplan.cli.command import command
from salesplan.cli.list_options import BesideActivities, BesideCustomers, BesideReps, Prospects
from salesplan.cli.options import Output, Planning, Reading
from salesplan.text import Text

AREA = Text("潜在客户", "Prospects")
ORDER = 9


@dataclass(frozen=True)
class BesideLists:
    """The lists beside the prospects."""

    activities: BesideActivities = None
    customers: BesideCustomers = None
    reps: BesideReps = None


@command(
    "prospects rank",
    Text(
        "潜在客户排名：先跟谁、缺什么、撞单、首次联系超时",
        "prospects ranked: whom first, what is missing, double claims",
    ),
)
def rank(lists: BesideLists, reading: Reading, planning: Planning, output: Output, files: Prospects = None) -> None:
    """Rank the open prospects by expected value."""
    from salesplan.api.prospects import ProspectLists
    from salesplan.api.prospects import rank as ranked
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    given = ProspectLists(
        tuple(files or ()), tuple(lists.activities or ()), tuple(lists.customers or ()), tuple(lists.reps or ())
    )
    deliver(ranked(given, read_options(reading), setting_of(planning, files or [])), output, reading.rejects)
