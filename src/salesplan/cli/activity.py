"""Commands about daily work: what the target asks for, what one more call is worth, and how it is going."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from salesplan.cli.activity_options import ChangeOptions, FunnelListOptions, FunnelOptions, SheetOptions
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
    "activity funnel",
    Text(
        "倒推漏斗：目标要每人每天联系几次，做不做得到，差在哪；每日联系表",
        "the target as daily work: contacts a person a day, whether they fit, what closes a gap; daily sheets",
    ),
)
def funnel(
    options: FunnelOptions, beside: FunnelListOptions, sheets: SheetOptions, planning: Planning, output: Output
) -> None:
    """Turn the target into contacts of each person and day."""
    from salesplan.api.activity_funnel import activity_funnel
    from salesplan.cli.activity_options import funnel_wish
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    wish = funnel_wish(options, beside.lists(sheets.customers, sheets.prospects))
    deliver(activity_funnel(wish, setting_of(planning, []), daily=sheets.daily), output)


@command(
    "activity sensitivity",
    Text(
        "多打一个电话值多少：各项变动对业绩的影响，还差的要靠什么",
        "what one more call is worth: the effect of each change, and what else a goal asks for",
    ),
)
def sensitivity(
    options: FunnelOptions, changes: ChangeOptions, beside: FunnelListOptions, planning: Planning, output: Output
) -> None:
    """Show what a change of each figure does to the result."""
    from salesplan.api.activity_funnel import activity_sensitivity
    from salesplan.cli.activity_options import funnel_wish
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    wish = funnel_wish(options, beside.lists())
    deliver(activity_sensitivity(wish, changes.wish(), setting_of(planning, [])), output)


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
