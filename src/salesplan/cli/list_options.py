"""The lists a command takes beside its main one: declared once, each is the plan's where it is not given."""

from __future__ import annotations

from typing import Annotated

from salesplan.cli.command import argument, option
from salesplan.text import Text

Customers = Annotated[
    list[str] | None,
    argument(
        "FILE...",
        Text(
            "客户名单，可给多个文件或通配符（不给则用计划里的）",
            "customers; several files or a pattern are one list (default: the plan's)",
        ),
    ),
]
Deals = Annotated[
    list[str] | None,
    argument(
        "FILE...",
        Text(
            "商机名单，可给多个文件或通配符（不给则用计划里的）",
            "deals; several files or a pattern are one list (default: the plan's)",
        ),
    ),
]
Prospects = Annotated[
    list[str] | None,
    argument(
        "FILE...",
        Text(
            "潜在客户名单，可给多个文件或通配符（不给则用计划里的）",
            "prospects; several files or a pattern are one list (default: the plan's)",
        ),
    ),
]
BesideCustomers = Annotated[
    list[str] | None,
    option("--customers", metavar="FILE", text=Text("客户名单（可重复）", "customers (repeatable)")),
]
BesideDeals = Annotated[
    list[str] | None, option("--deals", metavar="FILE", text=Text("商机文件（可重复）", "deals (repeatable)"))
]
BesideActivities = Annotated[
    list[str] | None,
    option("--activities", metavar="FILE", text=Text("跟进记录（可重复）", "activities (repeatable)")),
]
BesidePoints = Annotated[
    list[str] | None,
    option("--points", metavar="FILE", text=Text("积分兑换记录（可重复）", "points redeemed (repeatable)")),
]
BesideReps = Annotated[
    list[str] | None, option("--reps", metavar="FILE", text=Text("销售人员名单（可重复）", "sales people (repeatable)"))
]
BesideProducts = Annotated[
    list[str] | None, option("--products", metavar="FILE", text=Text("产品名单（可重复）", "products (repeatable)"))
]
BesideTime = Annotated[
    list[str] | None, option("--time", metavar="FILE", text=Text("工时表（可重复）", "hours (repeatable)"))
]
BesideOrders = Annotated[
    list[str] | None, option("--orders", metavar="FILE", text=Text("订单文件（可重复）", "orders (repeatable)"))
]
BesidePayments = Annotated[
    list[str] | None, option("--payments", metavar="FILE", text=Text("回款文件（可重复）", "payments (repeatable)"))
]
BesideReceivables = Annotated[
    list[str] | None,
    option("--receivables", metavar="FILE", text=Text("应收文件（可重复）", "receivables (repeatable)")),
]
BesideSurvey = Annotated[
    list[str] | None, option("--survey", metavar="FILE", text=Text("满意度调查（可重复）", "survey (repeatable)"))
]
BesideProspects = Annotated[
    list[str] | None,
    option("--prospects", metavar="FILE", text=Text("潜在客户名单（可重复）", "prospects (repeatable)")),
]
SalesOrders = Annotated[
    list[str] | None,
    argument(
        "FILE...",
        Text(
            "订单，可给多个文件或通配符（不给则用计划里的）",
            "orders; several files or a pattern are one list (default: the plan's)",
        ),
    ),
]
