"""Commands about daily work: what the target asks for, what one more call is worth, and how it is going."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from salesplan.cli.command import command, option
from salesplan.cli.customers import Orders
from salesplan.cli.list_options import BesideActivities, BesideDeals, BesideReps, Customers
from salesplan.cli.options import Output, Planning, Reading
from salesplan.text import Text

PART_OF = "visits"
ORDER = 10


KpiWindow = Annotated[
    str,
    option(
        "--window",
        metavar="3m|90|all|FROM..TO",
        text=Text("看哪段时间（默认最近 3 个月）", "which days (default: the last 3 months)"),
    ),
]


@dataclass(frozen=True)
class KpiOptions:
    """The lists beside the customers, which days, who the target group is, which product."""

    orders: Orders = None
    activities: BesideActivities = None
    deals: BesideDeals = None
    reps: BesideReps = None
    window: KpiWindow = "3m"
    group: Annotated[
        str | None,
        option(
            "--group",
            metavar="A,B|tier=A|S1|all",
            text=Text(
                "目标客户：分级、价值等级、细分市场编号或 all（默认计划选的细分市场，没有就是 A、B 级）",
                "target group: classes, value tiers, ids of segments, all (default: the plan's, else A and B)",
            ),
        ),
    ] = None
    product: Annotated[
        str | None,
        option(
            "--product",
            metavar="NAME",
            text=Text("只看这个产品（或类别）的渗透率", "penetration of this product or category"),
        ),
    ] = None


@command(
    "activity kpi",
    Text(
        "过程和结果指标：联系质量、频率、渗透率、交叉销售、销售流程，每人一行，对上期、对目标",
        "activity and outcome: quality, frequency, penetration, cross-sell, sales process; by person, beside goals",
    ),
)
def kpi(options: KpiOptions, reading: Reading, planning: Planning, output: Output, files: Customers = None) -> None:
    """Show what was done and what came of it, by person."""
    from salesplan.api.activity_kpi import KpiWish, activity_kpi
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    o = options
    customers, orders, activities, deals, reps = (
        tuple(each or ()) for each in (files, o.orders, o.activities, o.deals, o.reps)
    )
    wish = KpiWish(customers, orders, activities, deals, reps, o.window, o.group, o.product)
    deliver(activity_kpi(wish, read_options(reading), setting_of(planning, files or [])), output, reading.rejects)
