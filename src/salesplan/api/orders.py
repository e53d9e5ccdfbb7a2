"""Orders given as orders: read as such, unless they are plainly something else or lack what every order has."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import narwhals as nw

from salesplan.api.plan_remedies import told_in_plan
from salesplan.errors import BadInput, BadUsage, Place, Problem, SalesplanError
from salesplan.model.reading import ReadOptions
from salesplan.model.records import SOURCE
from salesplan.model.tables import table_fields
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.setting import Setting
    from salesplan.model.records import Records
    from salesplan.model.result import Input

EVERY_ORDER = (("customer_id", "customer_name"), ("date",), ("amount", "amount_net"))
"""What every order has: a customer, a date, an amount; of each group one field."""
ORDER_FIELDS = frozenset(("customer_id", "customer_name", "order_id", "date", "amount", "amount_net"))
"""What is read of the orders: a line with a bad cell in one of them does not count."""


def read_orders(files: Sequence[str], options: ReadOptions, *, needed: Collection[str]) -> Records:
    """The orders; BadInput where the titles speak of another list (customers, deals ...).

    What stands twice in them is among their findings, and counts as it stands.
    """
    from salesplan.load.lists import read_list

    return with_repeated(read_list(files, options, table="orders", needed=needed, strict=True))


def with_repeated(orders: Records) -> Records:
    """The orders with a warning for files and rows that stand twice."""
    from salesplan.compute.order_findings import repeated

    return replace(orders, findings=(*orders.findings, *repeated(orders)))


def orders_of_targets(
    files: Sequence[str], where: Setting, *, needed: Collection[str], options: ReadOptions | None = None
) -> Records:
    """The orders that targets are split by or tracked with, with a warning for rows that have no amount.

    What is wrong with them is mended in the plan: commands about targets have no options of reading.
    """
    from salesplan.compute.order_findings import without_amount

    try:
        orders = read_orders(files, where.reading(options or ReadOptions(), "orders"), needed=needed)
    except SalesplanError as refused:
        raise type(refused)([told_in_plan(problem, files) for problem in refused.problems]) from refused.__cause__
    told = [*orders.findings, *without_amount(orders, amount_column(orders, where))]
    found = replace(orders, findings=tuple(told_in_plan(problem, files) for problem in told))
    return _with_team_names(found, where)


def _with_team_names(orders: Records, where: Setting) -> Records:
    """The orders with their reps by the names they have in the team, as targets name them.

    A list of people that cannot be read is told of where targets need it: the orders stand as they are.
    """
    from salesplan.api.plan_lists import list_given
    from salesplan.compute.team.rep_cells import with_team_names
    from salesplan.compute.team.staff import staff_of

    try:
        reps = list_given("reps", (), where) if orders.has("rep") else None
    except SalesplanError:
        return orders
    return with_team_names(orders, "rep", staff_of(reps, where.plan.team))


def enough_for_targets(orders: Records, *, in_money: bool) -> None:
    """BadInput where a file of these orders has no date, or no amount where a target is ``in_money``.

    Without them nothing of it could weigh a target or count for one.
    """
    groups = EVERY_ORDER[1:] if in_money else EVERY_ORDER[1:2]
    missing = [(group, source) for group in groups for source in _lacking(orders, group)]
    if missing:
        raise BadInput([_missing(orders, group, by_option=False, source=source) for group, source in missing])


def _lacking(orders: Records, group: tuple[str, ...]) -> list[Input]:
    """The files and sheets without a column for any of these fields."""
    filled: set[int] = set()
    for key in (key for key in group if orders.has(key)):
        filled |= {*orders.frame.filter(~nw.col(key).is_null()).get_column(SOURCE).unique().to_list()}
    return [
        each
        for at, each in enumerate(orders.inputs)
        if at not in filled and not any(column.field in group for column in each.columns)
    ]


def no_orders(command: str) -> Problem:
    """What to do for a command that compares targets with orders where there are none."""
    what = Text("没有订单，不知道完成了多少", "there are no orders to tell what was reached")
    fix = Text(
        "写上文件：salesplan {command} --orders 订单.xlsx；或在 plan.yaml 里写 sources: {{orders: 订单.xlsx}}",
        "type salesplan {command} --orders orders.xlsx; or put sources: {{orders: orders.xlsx}} in plan.yaml",
    )
    return Problem("USAGE-no-orders", "error", what, fix.format(command=command))


def complete(orders: Records, *, by_option: bool, groups: tuple[tuple[str, ...], ...] = EVERY_ORDER) -> Records:
    """The orders, if they have a customer, a date and an amount; else BadInput with the columns that are there.

    ``by_option``: whether ``--column`` speaks of this file; for orders beside a list only the plan does. ``groups`` are
    other fields that they must have.
    """
    missing = [group for group in groups if not any(orders.has(key) for key in group)]
    if missing:
        raise BadInput([_missing(orders, group, by_option=by_option) for group in missing])
    return orders


def amount_column(orders: Records | None, where: Setting) -> str:
    """The column of amounts that counts: with or without tax as the plan's ``tax`` says.

    Where the plan does not say, the only one there is. BadInput where the plan asks for one and only the other is
    there: the two are never mixed.
    """
    wanted, other = ("amount", "amount_net") if where.plan.tax == "included" else ("amount_net", "amount")
    if orders is None or orders.has(wanted) or not orders.has(other):
        return wanted
    if where.loaded is not None and "tax" in where.loaded.given:
        raise BadInput(_wrong_tax(orders, wanted, other))
    return other


def _wrong_tax(orders: Records, wanted: str, other: str) -> Problem:
    source, labels = orders.inputs[0], table_fields("orders")
    what = Text(
        "计划里 tax 要的是“{wanted}”，订单里只有“{other}”",
        "the plan's tax asks for {wanted}, the orders have only {other}",
    ).format(wanted=labels[wanted].header.label, other=labels[other].header.label)
    fix = Text("改计划里的 tax，或用 columns 指明那一列", "change tax in the plan, or name that column under columns")
    return Problem("ORDERS-tax", "error", what, fix, Place(file=source.file, sheet=source.sheet), wanted)


def _missing(orders: Records, group: tuple[str, ...], *, by_option: bool, source: Input | None = None) -> Problem:
    from salesplan.load.command_words import yaml_list

    source, key = source or orders.inputs[0], group[-1] if "customer" in group[0] else group[0]
    headers = [f"{column.header} ({column.column})" for column in source.columns if column.header]
    what = Text(
        "订单里没有认出“{label}”这一列；有这些列：{headers}",
        "no column of these orders is recognised as {label}; the columns are: {headers}",
    ).format(label=table_fields("orders")[key].header.label, headers=", ".join(headers))
    pasted = Text("写明是哪一列：--column {key}=表头", "Say which column it is: --column {key}=TITLE").format(key=key)
    in_plan = Text(
        "在 plan.yaml 里写明是哪一列：sources: {{orders: {{file: {file}, columns: {{{key}: 表头}}}}}}",
        "Say in plan.yaml which column it is: sources: {{orders: {{file: {file}, columns: {{{key}: TITLE}}}}}}",
    ).format(key=key, file=yaml_list(list(dict.fromkeys(each.file for each in orders.inputs))))
    fix = pasted if by_option else in_plan
    return Problem("ORDERS-no-column", "error", what, fix, Place(file=source.file, sheet=source.sheet), key)


def two_orders(first: Records, beside: Sequence[str], options: ReadOptions) -> BadUsage:
    """What is wrong when FILE holds orders and ``--orders`` is given besides: swapped, or orders twice."""
    from salesplan.load.command_words import typed
    from salesplan.load.lists import read_list

    other = read_list(beside, options)
    file, second = first.inputs[0].file, other.inputs[0].file
    if other.table == "customers":
        what = Text(
            "{file} 是订单，--orders 给的 {second} 是客户名单：写反了",
            "{file} holds orders and {second}, given as --orders, holds customers: they are swapped",
        )
        fix = Text(
            "对调：salesplan classify {second} --orders {file}", "Type: salesplan classify {second} --orders {file}"
        )
    else:
        what = Text(
            "{file} 已经是订单，--orders 又给了 {second}",
            "{file} holds orders already, and {second} is given as --orders besides",
        )
        fix = Text(
            "订单都写在前面：salesplan classify {file} {second}；有客户名单就写在前面，订单写在 --orders 后面",
            "Name all orders first: salesplan classify {file} {second}; with a customer list, name that first",
        )
    words = {"file": typed(file), "second": typed(second)}
    return BadUsage(Problem("USAGE-two-orders", "error", what.format(**words), fix.format(**words)))
