"""What a user should know about a rating: what was left out, what cannot be told, what hangs on few customers."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import narwhals as nw

from salesplan.compute.customers.concentration import Concentration
from salesplan.compute.customers.lines import Lines
from salesplan.compute.customers.link_findings import perhaps_meant
from salesplan.compute.customers.man import FACTORS
from salesplan.compute.customers.population import Population
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.compute.fixes import LATER_AS_OF
from salesplan.compute.naming import SHOWN, names_of
from salesplan.compute.near_keys import UnknownName, meant
from salesplan.errors import Place, Problem
from salesplan.model.period import Period
from salesplan.model.plan.customers import Dependence
from salesplan.model.records import ROW, SOURCE
from salesplan.model.result import Input, place_of
from salesplan.text import Text

Frame = nw.DataFrame[Any]
_LEFT_OUT: Mapping[str, tuple[str, Text, Text]] = {
    "no_customer": (
        "ORDERS-no-customer",
        Text("{count} 行订单没有客户，未计入", "{count} order rows name no customer and are left out"),
        Text("补上客户编号或客户名称", "Fill in the customer's id or name"),
    ),
    "no_date": (
        "ORDERS-no-date",
        Text("{count} 行订单没有日期，未计入", "{count} order rows have no date and are left out"),
        Text("补上订单日期", "Fill in the order date"),
    ),
    "no_amount": (
        "ORDERS-no-amount",
        Text("{count} 行订单没有金额，未计入", "{count} order rows have no amount and are left out"),
        Text("补上金额；确实是 0 就填 0", "Fill in the amount; write 0 where it is 0"),
    ),
}


def of_orders(lines: Lines, as_of: date, summary: ClassifySummary, stale_days: int) -> Iterator[Problem]:
    """Order rows left out, orders after the as-of, order numbers of several customers, old orders or none."""
    place = place_of(lines.inputs)
    for reason, (code, what, fix) in _LEFT_OUT.items():
        if count := lines.left_out.get(reason):
            yield Problem(code, "warning", what.format(count=count), fix, place)
    if lines.later_orders:
        yield Problem(
            "ORDERS-after-as-of",
            "note",
            Text("{as_of} 之后的 {count} 个订单未计入", "{count} orders after {as_of} left out").format(
                count=lines.later_orders, as_of=as_of
            ),
            LATER_AS_OF,
            place,
        )
    if summary.shared_order_numbers:
        yield Problem(
            "ORDERS-shared-number",
            "note",
            Text(
                "{count} 个订单号被几个客户共用；按“客户 + 订单号”算一个订单",
                "{count} order numbers are shared by several customers; an order is a customer and an order number",
            ).format(count=summary.shared_order_numbers),
            Text(
                "订单号应当只属于一个客户时，检查客户列",
                "If a number should belong to one customer, check the customer column",
            ),
            place,
        )
    if not summary.customers_with_order:
        yield from _nothing_in_window(lines, as_of, summary.window, place)
    elif lines.newest_day and summary.window and summary.window.last == as_of:
        days = (as_of - lines.newest_day).days
        if days > stale_days:
            yield _stale(lines.newest_day, as_of, days, place)


def _stale(newest: date, as_of: date, days: int, place: Place) -> Problem:
    """Orders that end long before the as-of: who bought since is taken for one who did not."""
    return Problem(
        "CLASSIFY-stale",
        "warning",
        Text(
            "最新的订单是 {newest}，比截止日期 {as_of} 早 {days} 天：这期间的订单不在内，等级会偏低",
            "The newest order is {newest}, {days} days before the as-of, {as_of}: later orders are missing and classes "
            "come out too low",
        ).format(newest=newest, as_of=as_of, days=days),
        Text(
            "加上更新的订单；没有更新的，就在这条命令后面加上 --as-of {day}",
            "Add the newer orders; if there are none, add to the command: --as-of {day}",
        ).format(day=newest),
        place,
        str(newest),
    )


def _nothing_in_window(lines: Lines, as_of: date, window: Period | None, place: Place) -> Iterator[Problem]:
    newest = lines.newest_day
    if newest is not None and window is not None and window.first <= newest <= window.last:
        yield Problem(
            "CLASSIFY-no-orders",
            "warning",
            Text(
                "{window} 的订单，每个合起来都不大于 0（全退了，或金额是 0），没有一家算下过单",
                "every order of {window} nets to 0 or less (returned, or without an amount above 0): nobody counts as "
                "having ordered",
            ).format(window=window),
            Text("核对金额列和退货", "check the column of amounts and the returns"),
            place,
        )
        return
    if newest is None:
        yield Problem(
            "CLASSIFY-no-orders",
            "warning",
            Text("截至 {as_of} 没有一个可用的订单", "There is no usable order up to {as_of}").format(as_of=as_of),
            Text("检查 --as-of，以及日期、客户、金额列", "Check --as-of and the columns of date, customer and amount"),
            place,
        )
        return
    month_end = newest.replace(day=monthrange(newest.year, newest.month)[1])
    yield Problem(
        "CLASSIFY-stale",
        "warning",
        Text(
            "统计窗口内没有订单：最近的订单在 {newest}，截止日期是 {as_of}",
            "No order lies in the window: the newest order is {newest}, the as-of is {as_of}",
        ).format(newest=newest, as_of=as_of),
        Text("在这条命令后面加上 --as-of {day}", "Add to the command: --as-of {day}").format(day=min(month_end, as_of)),
        place,
        str(newest),
    )


def of_list(population: Population, inputs: tuple[Input, ...], as_of: date) -> Iterator[Problem]:
    """Customers that stand in the list twice, names used as keys, last orders after the as-of, unknown customers."""
    place = place_of(inputs)
    frame = population.frame
    again = frame.filter(~nw.col("counts"))
    if len(again):
        shown = sorted(again.get_column("key").unique().to_list())
        yield Problem(
            "CUSTOMERS-duplicate",
            "warning",
            Text(
                "{count} 行客户重复（如 {keys}）：各行都显示数字，合计只算金额最大的那一行",
                "{count} rows repeat a customer ({keys}): each shows his figures, totals count the highest amount",
            ).format(count=len(again), keys=names_of(shown)),
            Text("合并重复的行", "Merge the repeated rows"),
            place,
            shown[0],
        )
    if population.by_name:
        yield Problem(
            "CUSTOMERS-by-name",
            "note",
            Text("没有客户编号，按客户名称区分客户", "Without customer ids, customers are told apart by name"),
            Text("同名客户多的话，加一列客户编号", "Add a customer id column if names repeat"),
            place,
        )
    if population.later_dates:
        yield Problem(
            "CUSTOMERS-after-as-of",
            "note",
            Text(
                "{count} 个客户的最近下单日期在 {as_of} 之后，当作未知",
                "{count} customers have a last order after {as_of}; it counts as missing",
            ).format(count=population.later_dates, as_of=as_of),
            LATER_AS_OF,
            place,
        )


def of_strangers(
    population: Population, summary: ClassifySummary, listed: tuple[Input, ...], inputs: tuple[Input, ...]
) -> Iterator[Problem]:
    """Customers whose rows of the list were left out, and those whom only the orders know."""
    lost = population.frame.filter(nw.col("source") == "list_left_out")
    if len(lost):
        yield Problem(
            "CUSTOMERS-left-out",
            "warning",
            Text(
                "{count} 个客户（{keys}）的行有坏单元格，只按订单算",
                "the rows of {count} customers ({keys}) have bad cells: they are rated from their orders alone",
            ).format(count=len(lost), keys=_first(lost)),
            Text("改好再运行", "Correct the cells and run it again"),
            place_of(listed),
        )
    if summary.unknown_customers:
        yield Problem(
            "ORDERS-unknown-customer",
            "warning",
            Text(
                "订单里有 {customers} 个客户（{keys}）不在客户表里（{orders} 个订单），列在最后",
                "{customers} customers of the orders ({keys}) are not in the list ({orders} orders); they stand last",
            ).format(
                customers=summary.unknown_customers,
                keys=_first(population.frame.filter(nw.col("source") == "orders")),
                orders=summary.unknown_customer_orders,
            ),
            perhaps_meant(
                _strangers(population),
                Text("把他们加进客户表，或核对客户编号", "add them to the customer list, or check their ids"),
            ),
            place_of(inputs),
        )


def _strangers(population: Population) -> tuple[UnknownName, ...]:
    """The customers whom only the orders know, with the listed id or name that each may mean."""
    frame = population.frame
    listed = frame.filter(nw.col("source") == "list")
    known = {word for column in ("key", "name") for word in listed.get_column(column).unique().to_list()}
    strangers = frame.filter(nw.col("source") == "orders").get_column("key").to_list()
    return meant(dict.fromkeys(strangers, 1), sorted(word for word in known if word))


def of_absent(lost: Frame | None, inputs: tuple[Input, ...]) -> Iterator[Problem]:
    """Customers who are in no row of the result, as their rows have bad cells and no order tells of them."""
    if lost is None or not len(lost):
        return
    shown = list(lost.head(SHOWN + 1).iter_rows(named=True))
    several = len(inputs) > 1
    who = names_of(_whose(row, inputs[row[SOURCE]] if several else None) for row in shown)
    source = inputs[shown[0][SOURCE]]
    yield Problem(
        "CUSTOMERS-absent",
        "warning",
        Text(
            "{count} 行有坏单元格，结果里没有这些客户：{who}",
            "{count} rows have bad cells; these customers are not in the result: {who}",
        ).format(count=len(lost), who=who),
        Text("改好这些行再运行", "Correct these rows and run it again"),
        Place(file=source.file, sheet=source.sheet),
    )


def _whose(row: Mapping[str, Any], source: Input | None) -> Text:
    """Id and name of a customer with the row he stands in, and its sheet where the list has several."""
    who = " ".join(filter(None, (row["id"], row["name"])))
    where = f"{source.sheet or source.file} " if source else ""
    if not who:
        return Text("{where}第 {row} 行", "{where}row {row}").format(where=where, row=row[ROW])
    return Text("{who}（{where}第 {row} 行）", "{who} ({where}row {row})").format(who=who, where=where, row=row[ROW])


def _first(frame: Frame) -> Text:
    """The first customers by their keys, and a sign that there are more."""
    return names_of(sorted(frame.get_column("key").unique().to_list()))


def of_gaps(population: Population, *, with_orders: bool, inputs: tuple[Input, ...]) -> Iterator[Problem]:
    """What a list lacks that decides classes and days: the last order, MAN, the last contact."""
    place = place_of(inputs)
    if not with_orders and "last_order" not in population.given:
        rated = bool(population.given & set(FACTORS))
        only = Text(
            "没有最近下单日期，也没有订单，分不出 A 级",
            "there is no day of the last order and there are no orders, so nobody can be A",
        )
        nothing = Text(
            "没有最近下单日期、订单，也没有 MAN 三项，只能都算 U 级",
            "there is no day of the last order, there are no orders and no MAN factors, so everybody is U",
        )
        yield Problem(
            "CLASSIFY-no-last-order",
            "warning",
            only if rated else nothing,
            Text(
                "给订单：--orders 订单.xlsx；表里有这一列就写明：--column last_order=表头",
                "Give the orders: --orders orders.xlsx; or name the column, if there is one: --column last_order=TITLE",
            ),
            place,
        )
    if not population.given & {"last_contact", "last_activity"}:
        yield Problem(
            "CLASSIFY-no-last-contact",
            "note",
            Text(
                "没有最近跟进日期：A 级的下次联系从订单算起，其余当作从未联系过",
                "there is no day of the last contact: class A is due by its orders, all others as never contacted",
            ),
            Text(
                "加一列最近跟进；表里有就写明：--column last_contact=表头",
                "Add a column with it, or name the one there is: --column last_contact=TITLE",
            ),
            place,
        )


def of_man(population: Population, evidence_days: int, inputs: tuple[Input, ...], as_of: date) -> Iterator[Problem]:
    """MAN judgements that are incomplete or too old."""
    frame = population.frame
    provisional = int(frame.get_column("man_provisional").sum()) if population.given & set(FACTORS) else 0
    if provisional:
        yield Problem(
            "MAN-provisional",
            "note",
            Text(
                "{count} 个客户的 MAN 缺一项或两项，得分暂定",
                "{count} customers lack one or two MAN factors; their scores are provisional",
            ).format(count=provisional),
            Text("问清缺的那项再填", "Ask for what is missing and fill it in"),
            place_of(inputs),
        )
    old = frame.filter(nw.col("man_date") < nw.lit(as_of - timedelta(days=evidence_days)))
    if len(old):
        yield Problem(
            "MAN-evidence",
            "warning",
            Text(
                "{count} 个客户的 MAN 评估超过 {days} 天",
                "The MAN judgement of {count} customers is older than {days} days",
            ).format(count=len(old), days=evidence_days),
            Text("重新核实后更新评估日期", "Check it again and update its date"),
            place_of(inputs),
        )


def of_concentration(figures: Concentration, limits: Dependence, inputs: tuple[Input, ...]) -> Iterator[Problem]:
    """Dependence on few customers; why no 80/20 class can be given."""
    place = place_of(inputs)
    if not figures.base or figures.cr1 is None or figures.cr5 is None:
        yield Problem(
            "PARETO-no-amount",
            "note",
            Text("没有一个客户的金额大于 0，算不出二八分类", "No customer has an amount above 0, so there is no 80/20"),
            Text("检查金额列和统计窗口", "Check the amount column and the window"),
            place,
        )
    elif figures.customers == 1:
        yield Problem(
            "PARETO-one-customer",
            "note",
            Text("只有一个客户，占比不说明问题", "There is one customer, so shares say nothing"),
            Text("客户多了再看二八", "Look at 80/20 when there are more customers"),
            place,
        )
    elif figures.cr1 >= limits.largest or figures.cr5 >= limits.top_five:
        yield Problem(
            "PARETO-dependence",
            "warning",
            Text(
                "销售依赖少数客户：最大客户占 {cr1:.1%}，前五大占 {cr5:.1%}",
                "Sales depend on few customers: the largest holds {cr1:.1%}, the five largest {cr5:.1%}",
            ).format(cr1=figures.cr1, cr5=figures.cr5),
            Text("开发其他客户，分散风险", "Win other customers to spread the risk"),
            place,
        )


def of_lifecycle(*, days: int | None, created: bool, inputs: tuple[Input, ...]) -> Iterator[Problem]:
    """New and old customers that cannot be told apart: orders of under ``days`` days, or (None) a list alone."""
    place = place_of(inputs)
    if days is not None:
        yield Problem(
            "LIFECYCLE-short-history",
            "warning",
            Text(
                "订单不足 {days} 天，分不清新老客户：建档日期不能证明是新客的，都算“现有”",
                "The orders reach back less than {days} days, so new customers cannot be told from old ones: "
                "they count as active unless their created date says otherwise",
            ).format(days=days),
            Text("给更早的订单，或加一列建档日期", "Give older orders, or a column with the day of creation"),
            place,
        )
    elif not created:
        yield Problem(
            "LIFECYCLE-no-first-day",
            "note",
            Text("没有建档日期，新客也算“现有”", "Without a created date, new customers count as active"),
            Text("加一列建档日期，或给订单", "Add a column with the day of creation, or give the orders"),
            place,
        )
