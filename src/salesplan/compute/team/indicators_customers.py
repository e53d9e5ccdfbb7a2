"""New customers and customers won back, by the person who sold to them first (methods.md 9.1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import narwhals as nw

from salesplan.compute.customers.facts import orders_in
from salesplan.compute.customers.first_orders import first_orders, sellers_on, tells_new, with_taker
from salesplan.compute.customers.lines import Lines
from salesplan.compute.sums import roomy
from salesplan.compute.targets.actuals.credit import Shared
from salesplan.compute.team.indicators_money import Owners
from salesplan.compute.team.rep_cells import split_among
from salesplan.model.period import Period
from salesplan.model.table import scaled


@dataclass(frozen=True)
class Gained:
    """How many customers a person gained in a period: with their very first order, and back after a long silence."""

    new: int = 0
    won_back: int = 0


def gained_by_person(
    lines: Lines, owners: Owners, span: Period, silence: int, shared: Shared = "refuse"
) -> dict[str, Gained] | None:
    """Customers whose first order ever lies in the period, and those who ordered after more than ``silence`` days.

    They count for the rep of that order, else for the owner of the customer. None where the orders do not reach back
    before the period: nobody can be told to be new.
    """
    if not tells_new(lines.first_day, span):
        return None
    days = orders_in(lines.frame).filter(nw.col("orders") > 0).select("key", date=nw.col("first"))
    within = days.filter(nw.col("date").is_between(span.first, span.last)).group_by("key").agg(nw.col("date").min())
    earlier = days.filter(nw.col("date") < span.first).group_by("key").agg(last=nw.col("date").max())
    rows = within.join(earlier, on="key", how="inner")
    back = rows.filter((nw.col("date") - nw.col("last")).dt.total_minutes() // (24 * 60) > silence)
    new = first_orders(lines).filter(nw.col("date").is_between(span.first, span.last))
    found: dict[str, Gained] = {}
    for firsts, is_new in ((new, 1), (sellers_on(lines, back), 0)):
        for person in with_taker(firsts, owners.frame, owners.staff, shared).get_column("person").to_list():
            one = owners.staff.of(person)
            if one is not None:
                before = found.get(one.keys[0], Gained())
                found[one.keys[0]] = Gained(before.new + is_new, before.won_back + 1 - is_new)
    return found


@dataclass(frozen=True)
class Deliveries:
    """What a person sold in a period by his own orders: how many orders, to how many customers, for how much."""

    orders: int = 0
    customers: int = 0
    amount: Decimal = Decimal(0)


def orders_by_rep(lines: Lines, owners: Owners, span: Period, shared: Shared = "refuse") -> dict[str, Deliveries]:
    """The orders of the period by rep, each once; a customer counts for every rep that he bought from.

    Of an order of several people each has his part, and counts it as an order.
    """
    frame = lines.frame.filter(nw.col("date").is_between(span.first, span.last), ~nw.col("owner").is_null())
    frame = split_among(frame, "owner", ("amount",), owners.staff, shared)
    nets = frame.group_by("owner", "key", "order", "day").agg(net=roomy(frame, "amount").sum())
    sold = nets.filter(nw.col("net") > 0)
    counts = sold.group_by("owner").agg(orders=nw.len(), customers=nw.col("key").n_unique())
    amounts = frame.group_by("owner").agg(amount=roomy(frame, "amount").sum())
    rows = amounts.join(counts, on="owner", how="left").select("owner", "orders", "customers", "amount").iter_rows()
    found: dict[str, Deliveries] = {}
    for owner, orders, customers, amount in rows:
        person = owners.staff.of(owner)
        if person is not None:
            one, worth = found.get(person.keys[0], Deliveries()), scaled(int(amount or 0), lines.scale)
            found[person.keys[0]] = Deliveries(
                one.orders + (orders or 0), one.customers + (customers or 0), one.amount + worth
            )
    return found
