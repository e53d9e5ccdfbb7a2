"""Commands about whom we sell to and where we stand: segments and position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from salesplan.cli.command import argument, command, option
from salesplan.cli.customers import Orders, WindowText
from salesplan.cli.options import Output, Planning, Reading
from salesplan.text import Text

PART_OF = "market"
ORDER = 4

Files = Annotated[
    list[str] | None,
    argument(
        "FILE...",
        Text(
            "客户名单，可给多个文件或通配符（不给则用计划里的）",
            "customers; several files or a pattern are one list (default: the plan's)",
        ),
    ),
]


@dataclass(frozen=True)
class SegmentOptions:
    """Whose orders count, and what the rows are."""

    orders: Orders = None
    window: WindowText = "365"
    customers: Annotated[
        bool,
        option(
            "--customers",
            text=Text(
                "每家客户一行：属于哪个细分市场，不属于的写明原因",
                "a row for each customer: his segment, or the reason why he has none",
            ),
        ),
    ] = False


@command(
    "market segments",
    Text(
        "客户名单按细分市场分：多少家、多少钱、重叠、漏掉的", "customers by segment: how many, how much, overlaps, gaps"
    ),
)
def segments(
    options: SegmentOptions, reading: Reading, planning: Planning, output: Output, files: Files = None
) -> None:
    """Sort the customers by the plan's segments."""
    from salesplan.api.market_segments import SegmentWish, market_segments
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    wish = SegmentWish(tuple(files or ()), tuple(options.orders or ()), options.window, options.customers)
    where = setting_of(planning, files or [])
    deliver(market_segments(wish, read_options(reading), where), output, reading.rejects)


@command(
    "market position",
    Text(
        "价格指数、定位、价值主张、特点优点好处", "price index and position, the value sentence, features and benefits"
    ),
)
def position(planning: Planning, output: Output) -> None:
    """Show where the price puts us, and what we promise."""
    from salesplan.api.market_segments import market_position
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(market_position(setting_of(planning, [])), output)
