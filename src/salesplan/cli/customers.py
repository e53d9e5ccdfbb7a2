"""Commands about customers."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class ClassifyOptions:
    """Whose orders count, and whether the classes are kept."""

    orders: Orders = None
    window: WindowText = "365"
    record: Annotated[
        bool,
        option(
            "--record",
            text=Text(
                "把这次的分级记在计划旁的 .salesplan 里，以后分级就和它比（--write 时自动记）",
                "keep these classes in .salesplan beside the plan for later gradings to compare (--write does so, too)",
            ),
        ),
    ] = False
    split_by: SplitBy = None


@command(
    "classify",
    Text(
        "给客户分级：MAN、A-D、80/20、RFM、生命周期、下次联系",
        "grade customers: MAN, A-D, 80/20, RFM, life cycle, next contact",
    ),
)
def classify(
    options: ClassifyOptions,
    reading: Reading,
    planning: Planning,
    writing: Writing,
    output: Output,
    files: Files = None,
) -> None:
    """Grade the customers of a list; write the grades back, or a workbook for each person, where asked."""
    from salesplan.cli.classify_run import ClassifyRun
    from salesplan.cli.convert import read_options, setting_of

    where = setting_of(planning, files or [])
    told = read_options(reading, writing=writing.write or options.split_by is not None)
    ClassifyRun(tuple(files or ()), options, told, where, writing, output, reading.rejects).go()
