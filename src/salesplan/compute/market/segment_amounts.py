"""What the customers that are put into segments buy: as their orders say, else as the list does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import narwhals as nw

from salesplan.compute.customers.lines import Lines, lines_of
from salesplan.compute.customers.population import Population, keys_by, of_list, of_orders
from salesplan.errors import Place, Problem
from salesplan.model.period import Period
from salesplan.model.records import ROW, Records
from salesplan.model.window import Window
from salesplan.text import Text


@dataclass(frozen=True)
class Buying:
    """The customers with their amounts; ``scale`` is None where neither list nor orders have any.

    ``strangers`` are customers of the orders whom the list does not have: they are in no segment and in no total.
    """

    population: Population
    scale: int | None
    lines: Lines | None = None
    window: Period | None = None
    strangers: int = 0
    findings: tuple[Problem, ...] = ()


def buying(
    customers: Records, orders: Records | None, *, as_of: date, window: Window, a_days: int, amount: str
) -> Buying:
    """The amounts of the orders in the window, as ``classify`` counts them; without orders those of the list."""
    if orders is None:
        population = of_list(customers, as_of, a_days)
        return Buying(population, population.scale if "amount" in population.given else None)
    by = keys_by(customers, orders)
    lines = lines_of(orders, as_of, amount, by[1])
    period = window.period(as_of, lines.first_day)
    population = of_orders(customers, lines, as_of, period, a_days, by[0])
    unlisted = population.frame.filter(nw.col("counts") & nw.col(ROW).is_null())
    strangers = len(unlisted.filter(nw.col("source") == "orders"))
    findings = (_strangers(strangers, lines),) if strangers else ()
    return Buying(population, population.scale, lines, period, strangers, findings)


def _strangers(count: int, lines: Lines) -> Problem:
    what = Text(
        "有 {count} 家客户只在订单里，名单里没有：分不进细分市场，金额也没计入",
        "{count} customers are in the orders only: they are in no segment, and their amounts are not counted",
    )
    fix = Text("把他们补进客户名单", "add them to the customer list")
    source = lines.inputs[0] if lines.inputs else None
    place = Place(file=source.file, sheet=source.sheet) if source else Place()
    return Problem("SEGMENTS-strangers", "warning", what.format(count=f"{count:,}"), fix, place, str(count))
