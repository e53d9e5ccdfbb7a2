"""The command about where the time goes and who has which customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from salesplan.cli.command import command, option
from salesplan.cli.customers import Orders, WindowText
from salesplan.cli.list_options import BesideActivities, BesideReps, BesideTime, Customers
from salesplan.cli.options import Output, Planning, Reading
from salesplan.text import Text

PART_OF = "customers"
ORDER = 2


@dataclass(frozen=True)
class CoverageOptions:
    """The other lists, the window, and what the rows are."""

    orders: Orders = None
    time: BesideTime = None
    activities: BesideActivities = None
    reps: BesideReps = None
    window: WindowText = "365"
    customers: Annotated[
        bool,
        option(
            "--customers",
            text=Text("每家客户一行：工时、由谁负责合不合适", "a row for each customer: hours, and whose he is"),
        ),
    ] = False
    balance: Annotated[
        bool,
        option(
            "--balance",
            text=Text("各人负担差多少，建议动哪几家客户", "how even territories are, and which few customers to move"),
        ),
    ] = False


@command(
    "coverage",
    Text(
        "时间花得值不值：各等级的时间占比对潜力占比、能手用在哪里、片区均衡",
        "where the time goes: time against potential by tier, who serves whom, even territories",
    ),
)
def coverage(
    options: CoverageOptions, reading: Reading, planning: Planning, output: Output, files: Customers = None
) -> None:
    """Compare time with potential, or even out territories."""
    from salesplan.api.coverage import CoverageWish
    from salesplan.api.coverage import coverage as coverage_of
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    customers, orders, time, activities, reps = (
        tuple(each or ()) for each in (files, options.orders, options.time, options.activities, options.reps)
    )
    wish = CoverageWish(customers, orders, time, activities, reps, options.window, options.customers, options.balance)
    deliver(coverage_of(wish, read_options(reading), setting_of(planning, files or [])), output, reading.rejects)
