"""The command that values the open deals of next month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from salesplan.cli.command import command, option
from salesplan.cli.customers import Orders
from salesplan.cli.list_options import BesideProducts, BesideReps, Deals
from salesplan.cli.options import Output, Planning, Reading
from salesplan.text import Text

PART_OF = "prospects"
ORDER = 9


@dataclass(frozen=True)
class ValueOptions:
    """Which month, which other lists, and whether the estimate is kept."""

    month: Annotated[
        str | None,
        option("--month", metavar="YYYY-MM", text=Text("看哪个月（默认下个月）", "which month (default: the next)")),
    ] = None
    span: Annotated[
        str,
        option(
            "--for",
            metavar="month|quarter|2026-Q3",
            text=Text("下个月、下个季度或指定的期间", "the next month or quarter, or another"),
        ),
    ] = "month"
    window: Annotated[
        str,
        option(
            "--window",
            metavar="365|12m|all|FROM..TO",
            text=Text("看哪段时间结束的商机（默认最近 365 天）", "which days' closed deals (default: the last 365)"),
        ),
    ] = "365"
    products: BesideProducts = None
    reps: BesideReps = None
    orders: Orders = None
    record: Annotated[
        bool,
        option(
            "--record",
            text=Text(
                "把这次预估记在计划旁边，以后对照实际看偏差",
                "keep this estimate, to see its bias later",
            ),
        ),
    ] = False


@command(
    "prospects value",
    Text(
        "下月商机值多少：加权、最好、承诺、范围；赢单率、周期、预估偏差",
        "what next month's deals are worth: weighted, best, commit, range; win rate, cycle, bias",
    ),
)
def value(options: ValueOptions, reading: Reading, planning: Planning, output: Output, files: Deals = None) -> None:
    """Value the open deals of a month; keep the estimate where asked."""
    from salesplan.api.prospects_value import ValueWish, prospects_value
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    deals, products, reps, orders = (
        tuple(each or ()) for each in (files, options.products, options.reps, options.orders)
    )
    where = setting_of(planning, files or [])
    wish = ValueWish(deals, products, reps, orders, options.month, options.span, options.window)
    result = prospects_value(wish, read_options(reading), where)
    if options.record:
        from salesplan.cli.estimate_record import recorded

        result = recorded(result, where, output)
    deliver(result, output, reading.rejects)
