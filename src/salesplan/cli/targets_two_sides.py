"""Commands that put targets beside something else: what was committed from below, another version of the plan."""

from __future__ import annotations

from typing import Annotated

from salesplan.cli.command import argument, command, option
from salesplan.cli.options import Output, Planning
from salesplan.cli.plan_writing import PlanWriting
from salesplan.cli.reconcile_options import AgreeingOptions, ReconcileOptions
from salesplan.text import Text

PART_OF = "targets"
ORDER = 3

Reconciling = Annotated[
    str | None,
    argument(
        "ENTRY",
        Text("计划里 targets 的编号（只有一条有承诺时可不写）", "a target's id (default: the one with commitments)"),
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


@command(
    "targets reconcile",
    Text("自上而下的目标和各人的承诺对齐", "bring top-down targets and commitments from below together"),
)
def reconcile(
    options: ReconcileOptions,
    agreeing: AgreeingOptions,
    writing: PlanWriting,
    planning: Planning,
    output: Output,
    entry: Reconciling = None,
) -> None:
    """Show both views and the agreed figures; put them, or who agreed, into the plan."""
    from salesplan.api.reconcile import reconciled
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver
    from salesplan.cli.reconcile_options import reconcile_wish, write_agreed

    found = reconciled(entry, reconcile_wish(options, agreeing, writing=writing.asked), setting_of(planning, []))
    if writing.asked:
        write_agreed(found, agreeing, writing, output)
    deliver(found.result, output, written=writing.write and not writing.dry_run)


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
