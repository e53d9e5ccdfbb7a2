"""The lists that commission is worked out from: orders, people, payments, targets, and the months recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from salesplan.api.orders import amount_column, no_orders, orders_of_targets
from salesplan.api.plan_lists import list_given, need_column, no_list
from salesplan.compute.naming import names_of
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.near import nearest
from salesplan.model.period import Period
from salesplan.model.result import Input
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.setting import Setting
    from salesplan.compute.pay.collected import Collected
    from salesplan.compute.pay.jobs import PaidMonth, PayInput
    from salesplan.compute.pay.payees import Credits
    from salesplan.compute.pay.sales import Sale
    from salesplan.compute.team.staff import Staff
    from salesplan.model.named_period import NamedPeriod
    from salesplan.model.plan.commission import CommissionRule, PayMeasure, PayPeriod
    from salesplan.model.records import Records

_EVERY_DAY = date(1900, 1, 1)
_NEEDED: Mapping[str, tuple[str, ...]] = {"units": ("qty",), "gross_profit": ("margin", "cost")}
"""Further fields of orders whose bad cells leave a row out, by measure."""


@dataclass(frozen=True)
class PayWish:
    """What the caller wants: the period (the last full month), one person, and lists if not the plan's."""

    period: str | None = None
    person: str | None = None
    orders: tuple[str, ...] = ()
    payments: tuple[str, ...] = ()
    reps: tuple[str, ...] = ()
    products: tuple[str, ...] = ()


@dataclass(frozen=True)
class PayLists:
    """What pay rests on, read and laid out; ``sales`` are all order lines in money, ``given`` what the ledger takes."""

    given: PayInput
    asked: NamedPeriod
    sales: tuple[Sale, ...]
    credits: Credits
    inputs: tuple[Input, ...]
    findings: tuple[Problem, ...]


def pay_lists(wish: PayWish, where: Setting, command: str, *, profit: bool = False) -> PayLists:
    """Everything that pay rests on: the plan's rules, orders, people, payments, targets and recorded months.

    ``profit``: the margins of sales are wanted whether a rule goes by them or not.
    """
    from salesplan.compute.pay.jobs import PayInput
    from salesplan.compute.pay.pay_findings import faults_of
    from salesplan.compute.pay.payees import Credits, Quotas
    from salesplan.compute.pay.sales import sales_of
    from salesplan.compute.pay.then import begins
    from salesplan.model.period_words import begun_period

    plan, year = where.plan.commission, where.year(None)
    if not plan.rules:
        raise BadUsage(no_rules())
    asked = begun_period(wish.period, where.as_of, year)
    reps = list_given("reps", wish.reps, where)
    orders, priced = _orders(wish, where, command, profit=profit)
    amount = amount_column(orders, where)
    whole = Period(min(_EVERY_DAY, where.as_of), where.as_of)
    sales = tuple(sales_of(priced, "revenue", amount, whole, year))
    staff = _staff(reps, sales, where)
    if faults := faults_of(plan, staff):
        raise BadInput(faults)
    recorded, kept = _recorded(where)
    rules = [*plan.rules, *(rule for month in recorded.values() for rule in month.rules)]
    collected, payments = _collected(wish, sales, where, command, rules)
    credits_ = Credits(staff, plan, where.plan.parameters.pace.shared)
    counting = _Counting(priced, amount, sales, collected, whole, where)
    counted = {
        measure: [each for sale in counting.sales_of(measure) for each in credits_.of(sale)]
        for measure in dict.fromkeys(rule.measure for rule in rules)
    }
    given = PayInput(
        plan=plan,
        staff=staff,
        credits=counted,
        quotas=Quotas(where.calendar(()), {}),
        year=year,
        as_of=where.as_of,
        collected=collected,
        recorded=recorded,
        files=tuple(f"{i.file} › {i.sheet}" if i.sheet else i.file for i in orders.inputs),
        first_sale=min((sale.date for sale in sales), default=None),
    )
    years = set(range(min(begins(given), asked.span.first).year - 1, asked.span.last.year + 2))
    given = replace(given, quotas=Quotas(where.calendar(years), _targets(asked, where, wish)))
    read = [each for each in (orders, reps, payments) if each is not None]
    return PayLists(
        given,
        asked,
        sales,
        credits_,
        (*(source for each in read for source in each.inputs), *kept),
        tuple(problem for each in read for problem in each.findings),
    )


def _orders(wish: PayWish, where: Setting, command: str, *, profit: bool) -> tuple[Records, Records]:
    """The orders, and the same with the costs of the price list where they are wanted or a rule goes by margin."""
    from salesplan.compute.pay.sales import with_cost

    files = list(wish.orders) or where.files("orders")
    if not files:
        raise BadUsage(no_orders(command))
    rules = where.plan.commission.rules
    by_margin = profit or any(rule.measure == "gross_profit" or any(r.by_margin for r in rule.rates) for rule in rules)
    needed = {"date", "amount", *(key for rule in rules for key in _NEEDED.get(rule.measure, ()))}
    orders = orders_of_targets(files, where, needed=tuple(sorted(needed)))
    products = list_given("products", wish.products, where) if by_margin else None
    return orders, with_cost(orders, products)


def _staff(reps: Records | None, sales: Sequence[Sale], where: Setting) -> Staff:
    """The people of the list or the plan; without either everybody whom an order names alone."""
    from salesplan.compute.team.staff import Colleague, Staff, owner_key, staff_of

    staff = staff_of(reps, where.plan.team)
    rules = where.plan.commission.rules
    if staff or any(rule.who.roles or rule.who.teams or rule.who.regions for rule in rules):
        return staff
    names: dict[str, str] = {}
    for sale in sales:
        if sale.rep:
            names.setdefault(owner_key(sale.rep), sale.rep)
    return Staff(tuple(Colleague(names[key]) for key in sorted(names)))


def _collected(
    wish: PayWish, sales: Sequence[Sale], where: Setting, command: str, rules: Sequence[CommissionRule]
) -> tuple[Collected | None, Records | None]:
    """What came in, where a rule (of now or recorded) pays for it or waits for it; BadUsage without payments then."""
    from salesplan.compute.pay.collected import collected_of

    if not any(rule.gate == "collected" or rule.measure == "collections" for rule in rules):
        return None, None
    payments = list_given("payments", wish.payments, where, needed=("date", "amount"))
    if payments is None:
        raise BadUsage(no_list("payments", f"{command} --payments"))
    for keys in (("date",), ("amount",), ("order_id", "customer_id", "customer_name")):
        need_column(payments, keys)
    return collected_of(sales, payments, where.as_of), payments


@dataclass(frozen=True)
class _Counting:
    """What the measures are counted in, and on which days."""

    orders: Records
    amount: str
    sales: Sequence[Sale]
    collected: Collected | None
    days: Period
    where: Setting

    def sales_of(self, measure: PayMeasure) -> list[Sale]:
        """The sales of a measure on these days, by date."""
        from salesplan.compute.pay.collected import receipts_of
        from salesplan.compute.pay.sales import sales_of

        if measure == "collections" and self.collected is not None:
            return receipts_of(self.sales, self.collected, self.days)
        if measure == "revenue":
            return [sale for sale in self.sales if sale.date in self.days]
        return sales_of(self.orders, measure, self.amount, self.days, self.where.year(None))


def _targets(asked: NamedPeriod, where: Setting, wish: PayWish) -> dict[str, dict[tuple[str, str], Decimal]]:
    """The targets that quotas are, by who has them and the period: those that ``targets track`` shows."""
    found: dict[str, dict[tuple[str, str], Decimal]] = {}
    asked_for = {
        (rule.quota.targets, rule.period) for rule in where.plan.commission.rules if rule.quota and rule.quota.targets
    }
    known = {entry.id: entry for entry in where.plan.targets}
    for entry, kind in sorted((entry, kind) for entry, kind in asked_for if entry is not None):
        if entry not in known:
            raise BadInput(_no_target(entry, list(known)))
        found.setdefault(entry, {}).update(_tracked(entry, kind, known[entry].by, asked, where, wish))
    return found


def _tracked(
    entry: str, kind: PayPeriod, by: Sequence[str], asked: NamedPeriod, where: Setting, wish: PayWish
) -> dict[tuple[str, str], Decimal]:
    """One target as it is tracked, by who has it and the period of this kind."""
    from salesplan.api.track import TrackRequest, targets_track
    from salesplan.compute.pay.quota_targets import quota_targets
    from salesplan.compute.team.indicators_targets import levels_for
    from salesplan.model.named_period import NamedPeriod

    levels = levels_for(by, NamedPeriod(kind, asked.year))
    request = TrackRequest(
        by=levels if levels != tuple(by) else (), year=asked.year.number, orders=wish.orders, sort="plan"
    )
    return quota_targets(targets_track(entry, request, where)[0].rows, levels, kind, asked.year.number)


def _recorded(where: Setting) -> tuple[dict[str, PaidMonth], tuple[Input, ...]]:
    """The months that were recorded beside the plan and are over on the as-of, and their files."""
    from salesplan.compute.pay.commission import recorded_month
    from salesplan.load.pay_records import pay_records_of

    if where.loaded is None:
        return {}, ()
    kept = [
        each
        for each in pay_records_of(where.loaded.folder, Path(where.loaded.file).name)
        if each.record.last <= where.as_of
    ]
    return {each.record.month: recorded_month(each.record) for each in kept}, tuple(each.input for each in kept)


def no_rules() -> Problem:
    """What to do where the plan has no commission rules."""
    what = Text("计划里没有提成规则", "the plan has no commission rules")
    fix = Text(
        "在 plan.yaml 里写 commission: {rules: [{id: 业务员, from: 2026-01-01, quota: 10万, "
        "tiers: [{from: 0, to: 100%, rate: 5%}, {from: 100%, rate: 8%}]}]}",
        "put commission: {rules: [{id: sales, from: 2026-01-01, quota: 100000, "
        "tiers: [{from: 0, to: 100%, rate: 5%}, {from: 100%, rate: 8%}]}]} in plan.yaml",
    )
    return Problem("USAGE-no-rules", "error", what, fix, value="commission")


def _no_target(entry: str, known: Sequence[str]) -> Problem:
    near = nearest(entry, known)
    what = Text("计划里没有编号为“{entry}”的目标", "the plan has no target with the id {entry}").format(entry=entry)
    fix = Text("quota 的 targets 写其中一个：{known}", "set targets of the quota to one of: {known}")
    told = fix.format(known=near or names_of(known, shown=None))
    return Problem("PAY-no-target", "error", what, told, Place(key="commission.rules"), entry)
