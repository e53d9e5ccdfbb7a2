"""Commands that look at what was sold: by what it can be seen, who moved it, why it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from salesplan.cli.command import command, option
from salesplan.cli.list_options import BesideCustomers, BesideDeals, BesideProducts, BesideReps, SalesOrders
from salesplan.cli.options import Output, Planning, Reading
from salesplan.cli.period_options import ForDays
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.sales import SalesWish
    from salesplan.api.sales_drivers import DriversWish

AREA = Text("销售分析", "Sales analysis")
ORDER = 14

Base = Annotated[
    str,
    option(
        "--base",
        metavar="last-year|before|PERIOD",
        text=Text(
            "和什么比：去年同期（默认）、上期、指定的一段", "compared with: a year ago (default), the period before"
        ),
    ),
]


@dataclass(frozen=True)
class SalesOptions:
    """Which days, what they are compared with, and the lists beside the orders."""

    GROUP: ClassVar[Text] = Text("期间与其他名单", "Days and other lists")

    span: ForDays = None
    base: Base = "last-year"
    customers: BesideCustomers = None
    products: BesideProducts = None
    reps: BesideReps = None

    def wish(self, files: list[str] | None) -> SalesWish:
        """The same, as the program takes it."""
        from salesplan.api.sales import SalesWish

        orders, customers, products, reps = (
            tuple(each or ()) for each in (files, self.customers, self.products, self.reps)
        )
        return SalesWish(orders, customers, products, reps, self.span, self.base)


Sides = Annotated[
    list[str] | None,
    option(
        "--by",
        metavar="A,B",
        text=Text(
            "按什么看，一个或两个：产品、类别、区域、省份、城市、渠道、业务员、团队、客户、分级、价值等级、细分市场、周、月、季度、年",
            "one or two of product, category, region, province, city, channel, rep, team, customer, class, tier, "
            "segment, week, month, quarter, year",
        ),
    ),
]
MeasureName = Annotated[
    str,
    option(
        "--measure",
        metavar="NAME",
        text=Text(
            "看什么数：金额（默认）、数量、订单、客户、毛利、客单价、均价、折扣",
            "amount (default), qty, orders, customers, margin, average_order, price, discount",
        ),
    ),
]
Group = Annotated[
    list[str] | None,
    option(
        "--by",
        metavar="rep|region|class|tier|segment",
        text=Text("再分组各画一座桥：业务员、区域、分级 …", "a bridge for each rep, region, class ... too"),
    ),
]


@dataclass(frozen=True)
class PvmOptions:
    """What is split, and how."""

    GROUP: ClassVar[Text] = Text("怎样拆", "How it is split")

    by: Annotated[
        list[str] | None,
        option(
            "--by",
            metavar="product|category|...",
            text=Text("按什么拆（默认产品）", "split by what (default: product)"),
        ),
    ] = None
    fold_mix: Annotated[
        bool, option("--fold-mix", text=Text("结构并入数量，不单列", "mix within volume instead of apart"))
    ] = False


@dataclass(frozen=True)
class DriverOptions:
    """Which drivers, and whether against the plan's targets."""

    GROUP: ClassVar[Text] = Text("驱动因素与目标", "Drivers and targets")

    deals: BesideDeals = None
    driver: Annotated[
        list[str] | None,
        option(
            "--driver",
            metavar="NAME=THEN,NOW",
            text=Text(
                "自己给驱动因素：线索=100,90（可重复；结果是它们的乘积）",
                "a driver of your own, leads=100,90 (repeatable; the result is their product)",
            ),
        ),
    ] = None
    against: Annotated[
        str | None,
        option(
            "--against",
            metavar="target",
            text=Text("和计划的目标比：缺口在谁", "compare with the plan's targets: who has the gap"),
        ),
    ] = None
    cause: Annotated[
        list[str] | None,
        option(
            "--cause",
            metavar="NAME=CAUSE",
            text=Text(
                "给缺口写原因：华东=price（demand、rival、price、capacity、activity、conversion；可重复）",
                "the cause of a gap: East=price (demand, rival, price, capacity, activity, conversion; repeatable)",
            ),
        ),
    ] = None

    def wish(self, sales: SalesWish) -> DriversWish:
        """The same, as the program takes it."""
        from salesplan.api.sales_drivers import DriversWish
        from salesplan.cli.convert import choice, pairs

        choice("--against", self.against, ("target",))
        causes = pairs("--cause", self.cause or [])
        return DriversWish(sales, tuple(self.deals or ()), tuple(self.driver or ()), self.against is not None, causes)


@command(
    "sales pivot",
    Text(
        "按产品、区域、人、客户、时间看销售：占比、同比、环比、贡献", "sales by product, region, rep, customer, month"
    ),
)
def pivot(
    options: SalesOptions,
    reading: Reading,
    planning: Planning,
    output: Output,
    files: SalesOrders = None,
    by: Sides = None,
    measure: MeasureName = "amount",
) -> None:
    """Show sales by one or two sides beside last year and the period before."""
    from salesplan.api.sales import sales_pivot
    from salesplan.cli.convert import read_options, setting_of, words
    from salesplan.cli.deliver import deliver

    where = setting_of(planning, files or [])
    sides = words(by or [])
    result = sales_pivot(sides, measure, options.wish(files), read_options(reading), where)
    deliver(result, output, reading.rejects)


@command(
    "sales bridge",
    Text(
        "客户桥：新增、流失、多买、少买、挽回各多少，是谁",
        "customers new, lost, buying more or less: how much, and who",
    ),
)
def bridge(
    options: SalesOptions,
    reading: Reading,
    planning: Planning,
    output: Output,
    files: SalesOrders = None,
    by: Group = None,
) -> None:
    """Show how sales went from then to now, customer by customer."""
    from salesplan.api.sales import sales_bridge
    from salesplan.cli.convert import once, read_options, setting_of
    from salesplan.cli.deliver import deliver

    where, by_one = setting_of(planning, files or []), once("--by", by)
    deliver(sales_bridge(by_one, options.wish(files), read_options(reading), where), output, reading.rejects)


@command(
    "sales pvm",
    Text("量价拆解：涨价、销量、结构、新品、停卖各带来多少", "what price, volume, mix, new and lost products did"),
)
def pvm(
    wish: PvmOptions,
    options: SalesOptions,
    reading: Reading,
    planning: Planning,
    output: Output,
    files: SalesOrders = None,
) -> None:
    """Split the change of sales into price, volume and mix."""
    from salesplan.api.sales import sales_pvm
    from salesplan.cli.convert import once, read_options, setting_of
    from salesplan.cli.deliver import deliver

    where, by = setting_of(planning, files or []), once("--by", wish.by) or "product"
    result = sales_pvm(by, options.wish(files), read_options(reading), where, fold_mix=wish.fold_mix)
    deliver(result, output, reading.rejects)


@command(
    "sales drivers",
    Text("业绩驱动：客户数、频次、客单价各影响多少；和目标的缺口在谁", "what customers, orders and their size did"),
)
def drivers(
    wish: DriverOptions,
    options: SalesOptions,
    reading: Reading,
    planning: Planning,
    output: Output,
    files: SalesOrders = None,
) -> None:
    """Split the change of sales by its drivers, or show who has the gap to the target."""
    from salesplan.api.sales_drivers import sales_drivers
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    where = setting_of(planning, files or [])
    deliver(sales_drivers(wish.wish(options.wish(files)), read_options(reading), where), output, reading.rejects)
