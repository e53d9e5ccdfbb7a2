"""Commands about targets."""

from __future__ import annotations

from typing import Annotated

from salesplan.cli.command import argument, command, option
from salesplan.cli.options import Output, Planning
from salesplan.cli.split_options import SplitOptions
from salesplan.text import Text

AREA = Text("目标", "Targets")
ORDER = 3

Entry = Annotated[
    str | None,
    argument(
        "ENTRY", Text("计划里 targets 的编号（不给则全部）", "the id of an entry of the plan's targets (default: all)")
    ),
]

Old = Annotated[
    str,
    argument(
        "OLD",
        Text(
            "旧计划：文件、文件夹，或 git 版本，如 HEAD~1、v2、HEAD~1:路径/plan.yaml",
            "the old plan: a file, a folder, or a git revision such as HEAD~1, v2 or HEAD~1:path/plan.yaml",
        ),
    ),
]
New = Annotated[
    str | None,
    argument(
        "NEW", Text("新计划，写法相同（默认：正在用的计划）", "the new plan, likewise (default: the plan in use)")
    ),
]
ComparedOrders = Annotated[
    list[str] | None,
    option(
        "--orders",
        metavar="FILE",
        text=Text("两边都用的历史订单（默认：计划里的）", "past orders for both (default: those of the plan)"),
    ),
]


@command("targets split", Text("把目标逐层分解，层层精确到单位", "split a target level by level, exact to the unit"))
def split(options: SplitOptions, planning: Planning, output: Output, entry: Entry = None) -> None:
    """Split the total given here, or the plan's entries, and show one table each."""
    from salesplan import api
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver_all
    from salesplan.cli.split_options import split_wish

    where = setting_of(planning, options.orders or [])
    deliver_all(api.targets_split(entry, split_wish(options), where), output)


@command(
    "targets compare", Text("比较两版计划：改了什么，目标差多少", "compare two versions of the plan: keys and targets")
)
def compare(planning: Planning, output: Output, old: Old, new: New = None, orders: ComparedOrders = None) -> None:
    """Show what differs by meaning, then every target that differs."""
    from salesplan import api
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    where = setting_of(planning, orders or [])
    deliver(api.targets_compare(old, new, orders=orders or (), every=output.all_rows, where=where), output)
