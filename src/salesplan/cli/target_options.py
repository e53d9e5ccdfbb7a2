"""Options that several commands about targets have alike."""

from __future__ import annotations

from typing import Annotated

from salesplan.cli.command import option
from salesplan.text import Text

Orders = Annotated[
    list[str] | None,
    option(
        "--orders",
        metavar="FILE",
        text=Text("订单文件（可重复；默认用计划里的）", "orders (repeatable; default: the plan's)"),
    ),
]
"""The orders that are tracked."""
PastOrders = Annotated[
    list[str] | None,
    option(
        "--orders",
        metavar="FILE",
        text=Text(
            "历史订单，季节和历史依据用（可重复；默认用计划里的）",
            "past orders, for season and history (repeatable; default: the plan's)",
        ),
    ),
]
"""The orders that weights and season come from."""
Year = Annotated[
    int | None,
    option(
        "--year",
        metavar="YEAR",
        text=Text(
            "哪一年（默认照计划；财年按结束年命名）", "which year (default: the plan's; a fiscal year by its end)"
        ),
    ),
]
DecidedBy = Annotated[str | None, option("--decided-by", metavar="NAME", text=Text("谁决定的", "who decided"))]
