"""How a sheet of a workbook that was not read is read: what to type depends on what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesplan.errors import Place, Problem
from salesplan.load.command_words import typed, yaml_list
from salesplan.load.opening import OpenedFile
from salesplan.text import Text

_RETURNS = re.compile(r"退[货貨款换換回]|returns?\b|refund", re.IGNORECASE)
"""Names of sheets that speak of goods or money that went back."""


def of_returns(file: OpenedFile, names: Sequence[str]) -> list[str]:
    """The sheets beside orders whose names speak of returns."""
    return [name for name in names if _kind_read(file) == "orders" and _RETURNS.search(name)]


def returns_left(file: OpenedFile, names: Sequence[str]) -> Problem:
    """The warning that nothing of these sheets was taken off the orders, as one might well believe."""
    what = Text(
        "工作表“{names}”没有读：退货没有从订单里扣掉",
        "the sheet “{names}” was not read: returns were not deducted from the orders",
    ).format(names=", ".join(names))
    fix = Text(
        "要扣掉，就在“{read}”里给退货加上金额为负数的行；订单里已经扣过就不用管",
        "To deduct them, add rows with amounts below 0 to “{read}”; leave it if the orders have them already",
    ).format(read=file.sheets[0].picked.name)
    return Problem("READ-returns", "warning", what, fix, Place(file=file.source.typed))


def by_sheet(file: OpenedFile) -> Text | None:
    """Name the next sheet with a list; None where there is none."""
    for name in file.other_lists():
        return Text("要读别的表：--sheet {name}", "To read another: --sheet {name}").format(name=typed(name))
    return None


def beside_customers(file: OpenedFile) -> Text | None:
    """For a FILE of a command: orders and customers of one workbook are never one list, they stand side by side."""
    others, read = file.other_lists(), _kind_read(file)
    words = {"file": typed(file.source.typed)}
    if read == "customers" and "orders" in others.values():
        fix = Text("里面有订单：加上 --orders {file}", "It holds orders too: add --orders {file}")
        return fix.format(**words)
    sheets = [name for name, kind in others.items() if kind == "customers"]
    if read == "orders" and sheets:
        fix = Text(
            "里面有客户名单：加上 --sheet {sheet} --orders {file}",
            "It holds customers too: add --sheet {sheet} --orders {file}",
        )
        return fix.format(sheet=typed(sheets[0]), **words)
    return by_sheet(file)


def of_orders(file: OpenedFile) -> Text | None:
    """For a file given as orders, of which --sheet does not speak: further sheets of orders are named in the plan."""
    lists = file.other_lists()
    returns = of_returns(file, list(lists))
    more = [name for name, kind in lists.items() if kind == "orders" and name not in returns]
    if not more:
        return None
    fix = Text(
        "还有订单在别的表里；要一起读，在 plan.yaml 里写：sources: {{orders: {{file: {file}, sheet: {sheets}}}}}",
        "Other sheets hold orders too; to read them all, put in plan.yaml: "
        "sources: {{orders: {{file: {file}, sheet: {sheets}}}}}",
    )
    sheets = [str(file.sheets[0].picked.name), *more]
    return fix.format(file=yaml_list([file.source.typed]), sheets=yaml_list(sheets))


def _kind_read(file: OpenedFile) -> str | None:
    table = file.sheets[0].picked.table
    return table.table if table else None
