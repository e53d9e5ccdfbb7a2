"""Commands about customers."""

from __future__ import annotations

from typing import Annotated

from salesplan.cli.command import argument, command, option
from salesplan.cli.options import Output, Planning, Reading, Writing
from salesplan.text import Text

AREA = Text("客户", "Customers")
ORDER = 2

Files = Annotated[
    list[str] | None,
    argument(
        "FILE...",
        Text(
            "客户名单或订单，可给多个文件或通配符（不给则用计划里的）",
            "customers or orders; several files or a pattern are one list (default: the plan's)",
        ),
    ),
]


Orders = Annotated[
    list[str] | None,
    option(
        "--orders", metavar="FILE", text=Text("订单文件（可重复、可用通配符）", "orders (repeatable, patterns allowed)")
    ),
]
WindowText = Annotated[
    str,
    option(
        "--window",
        metavar="365|12m|all|FROM..TO",
        text=Text("看哪段时间的订单（默认最近 365 天）", "which days' orders count (default: the last 365)"),
    ),
]


SplitBy = Annotated[
    str | None,
    option(
        "--split-by",
        metavar="COLUMN",
        text=Text(
            "按这一列分发：每个负责人（owner、region、class 或表头）一份新工作簿，写进 -o 文件夹",
            "hand out: a new workbook for each owner, region, class or any column, into the folder of -o",
        ),
    ),
]


@command(
    "classify",
    Text(
        "给客户分级：MAN、A-D、80/20、RFM、生命周期、下次联系",
        "grade customers: MAN, A-D, 80/20, RFM, life cycle, next contact",
    ),
)
def classify(
    reading: Reading,
    planning: Planning,
    writing: Writing,
    output: Output,
    files: Files = None,
    orders: Orders = None,
    window: WindowText = "365",
    split_by: SplitBy = None,
) -> None:
    """Grade the customers of a list; write the grades back, or a workbook for each person, where asked."""
    from functools import partial

    from salesplan.api.customers import grade
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    where = setting_of(planning, files or [])
    options = read_options(reading, writing=writing.write or split_by is not None)
    graded = partial(grade, files or (), orders or (), window, options, where)
    if writing.write or writing.dry_run or split_by is not None:
        from salesplan.cli.lists_held import lists_held, write_and_deliver

        held = lists_held(files or (), where, writing)
        write_and_deliver(graded, held, (writing, output, reading.rejects), split_by)
        return
    deliver(graded().result, output, reading.rejects)
