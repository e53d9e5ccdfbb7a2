"""The commission of a period: what everybody is paid, why, and what is open (methods.md 9.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from salesplan.compute.naming import names_of
from salesplan.compute.pay.jobs import PaidMonth, PayInput
from salesplan.compute.pay.ledger import Ledger, ledger
from salesplan.compute.pay.pay_findings import (
    Unpaid,
    missing_before,
    missing_quotas,
    pay_findings,
    unmatched,
    unpaid_of,
)
from salesplan.compute.pay.pay_lines import PayLine
from salesplan.compute.pay.payees import Credits
from salesplan.compute.pay.people_paid import PersonPay, lines_within, people_paid, statement_rows
from salesplan.compute.pay.sales import Sale
from salesplan.compute.pay.standing import Accrual
from salesplan.compute.pay.then import paid_month
from salesplan.compute.team.rep_cells import rep_findings
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.named_period import NamedPeriod
from salesplan.model.pay_record import PaidLine, PayRecord, Standing
from salesplan.model.result import Input, Parameter, Result
from salesplan.model.state import ReadFile
from salesplan.text import Text


@dataclass(frozen=True)
class PaySummary:
    """The pay of a period. ``final`` tells whether the period was over; ``pay`` is the sum of all people's.

    ``unpaid`` are order lines that nobody is paid for. ``recorded_months`` were taken as recorded, ``earlier_months``
    were not recorded and are worked out as orders and rules are now. ``recorded`` names the files written.
    """

    period: str
    first: date
    last: date
    final: bool
    budget: Decimal | None
    paid_this_year: Decimal
    pay: Decimal = Decimal(0)
    earned: Decimal = Decimal(0)
    clawback: Decimal = Decimal(0)
    adjusted: Decimal = Decimal(0)
    deferred: Decimal = Decimal(0)
    released: Decimal = Decimal(0)
    open_deferred: Decimal = Decimal(0)
    open_advance: Decimal = Decimal(0)
    people: tuple[PersonPay, ...] = ()
    unpaid: tuple[Unpaid, ...] = ()
    recorded_months: tuple[str, ...] = ()
    earlier_months: tuple[str, ...] = ()
    only: str | None = None
    recorded: tuple[str, ...] = ()


def commission(
    given: PayInput,
    asked: NamedPeriod,
    sales: Sequence[Sale],
    credits_: Credits,
    *,
    parameters: tuple[Parameter, ...] = (),
    inputs: tuple[Input, ...] = (),
    findings: tuple[Problem, ...] = (),
) -> tuple[Result[PaySummary], Ledger]:
    """Everybody's pay of a period, a row a line; and the ledger it comes from.

    ``sales`` are the order lines in money, of whom those of the period that are nobody's are told. BadInput where
    somebody sold and a rule has no quota for him.
    """
    done = ledger(given, asked)
    if faults := missing_quotas(done, asked):
        raise BadInput(faults)
    span = asked.span
    within = [sale for sale in sales if sale.date in span]
    unpaid, strangers = unpaid_of(within, credits_)
    place = Place(file=given.files[0]) if given.files else Place()
    told = (
        *findings,
        *pay_findings(given.plan, _of_period(done, asked), given.staff, unpaid, place),
        *unmatched(given.plan, sales),
        *rep_findings(given.staff, {"orders": strangers}, inputs),
        *_about(given, done, asked, within),
    )
    rows = statement_rows(lines_within(done, asked), given.staff)
    summary = _summary(given, done, asked, unpaid)
    return Result("commission compute", given.as_of, summary, rows, parameters, told, inputs), done


def _summary(given: PayInput, done: Ledger, asked: NamedPeriod, unpaid: tuple[Unpaid, ...]) -> PaySummary:
    people = people_paid(done, asked, given.staff)
    year = [line for m in done.months if m.span.first in asked.year.period for line in done.lines[m.name]]
    before = [m.name for m in done.months if m.span.first < asked.span.first]

    told = PaySummary(
        period=asked.name,
        first=asked.span.first,
        last=asked.span.last,
        final=asked.span.last <= given.as_of,
        budget=given.plan.budget,
        paid_this_year=sum((line.pay for line in year), Decimal(0)),
        unpaid=unpaid,
        recorded_months=done.recorded,
        earlier_months=tuple(name for name in before if name not in done.recorded),
    )
    return _of_people(told, people)


def _of_people(told: PaySummary, people: tuple[PersonPay, ...]) -> PaySummary:
    """The summary with these people and their sums."""

    def together(key: str) -> Decimal:
        return sum((getattr(one, key) for one in people), Decimal(0))

    return replace(
        told,
        people=people,
        earned=together("earned"),
        clawback=together("clawback"),
        adjusted=together("adjusted"),
        deferred=together("deferred"),
        released=together("released"),
        pay=together("pay"),
        open_deferred=together("open_deferred"),
        open_advance=together("open_advance"),
    )


def _of_period(done: Ledger, asked: NamedPeriod) -> list[Accrual]:
    """How the rules stand in the period asked for."""
    within = {month.name for month in done.months if month.span.first in asked.span}
    return [each for each in done.accruals if each.month in within]


def _about(given: PayInput, done: Ledger, asked: NamedPeriod, sales: Sequence[Sale]) -> list[Problem]:
    """That the period is not over, has no orders, or rests on months that were not recorded; who has no rule."""
    found: list[Problem] = []
    if not sales:
        what = Text("{period} 没有订单", "there are no orders in {period}").format(period=asked.name)
        fix = Text(
            "换一个期间：--for 2026-06 这样；或检查订单日期", "name another period with --for, or look at the dates"
        )
        found.append(Problem("PAY-no-orders", "warning", what, fix, value=asked.name))
    if asked.span.last > given.as_of:
        what = Text(
            "{period} 还没结束：按到 {day} 的订单和回款暂算",
            "{period} is not over: provisional, with what came in by {day}",
        ).format(period=asked.name, day=given.as_of)
        fix = Text("期间结束后再发", "pay once it is over")
        found.append(Problem("PAY-provisional", "note", what, fix, value=asked.name))
    found += _without_rule(given, done, asked)
    found += _loose(given)
    found += missing_before(done, asked)
    before = [m.name for m in done.months if m.span.first < asked.span.first and m.name not in done.recorded]
    if before:
        what = Text(
            "前面 {n} 个月（{first} 起）没有记录，按现在的订单和规则重算",
            "{n} earlier months (from {first}) were not recorded: worked out with orders and rules as they are now",
        ).format(n=len(before), first=before[0])
        fix = Text(
            "每月发放时加 --record，以后改规则、改订单都不动已发的",
            "add --record when you pay: later changes leave it alone",
        )
        found.append(Problem("PAY-not-recorded", "note", what, fix, value=before[0]))
    return found


def _loose(given: PayInput) -> list[Problem]:
    """Payments, or what is left of them, that fit no order."""
    if given.collected is None or not given.collected.loose_rows:
        return []
    what = Text(
        "{n} 笔回款里有 {amount} 对不上订单：多付、预付，或客户没有订单",
        "{amount} of {n} payments fit no order: paid too much or ahead, or by customers without orders",
    ).format(n=given.collected.loose_rows, amount=f"{given.collected.loose:,}")
    fix = Text(
        "在回款里填订单编号，客户写成和订单里一样；预付的等有了订单自动算上",
        "fill in the order number, name customers as the orders do; what is paid ahead goes to the next order",
    )
    return [Problem("PAY-loose", "note", what, fix, value=f"{given.collected.loose}")]


def _without_rule(given: PayInput, done: Ledger, asked: NamedPeriod) -> list[Problem]:
    """People who sold in the period and are under no rule."""
    known = {line.person for lines in done.lines.values() for line in lines}
    known |= {each.person for each in done.accruals}
    sold: dict[str, Decimal] = {}
    span = asked.span
    for credited in given.credits.values():
        for each in credited:
            if each.sale.date in span and each.person not in known:
                sold[each.person] = sold.get(each.person, Decimal(0)) + (each.sale.amount or Decimal(0))
    if not sold:
        return []
    names = names_of(sorted(sold))
    what = Text("{names} 有订单，没有适用的提成规则", "{names}: orders, but no rule for them").format(names=names)
    fix = Text("不提成就不用管；要提成就加一条规则", "nothing to do if they earn no commission; else add a rule")
    return [Problem("PAY-no-rule", "note", what, fix, Place(key="commission.rules"))]


def only_of(result: Result[PaySummary], person: str) -> Result[PaySummary]:
    """The statement of one person: his figures and his lines."""
    people = tuple(one for one in result.summary.people if one.person == person)
    at = result.rows.keys.index("person")
    rows = replace(result.rows, tuples=tuple(row for row in result.rows.tuples if row[at] == person))
    return replace(result, summary=replace(_of_people(result.summary, people), only=person), rows=rows)


# What is kept


def record_of(done: Ledger, month: NamedPeriod, given: PayInput, plan: str, inputs: Sequence[Input]) -> PayRecord:
    """A month's pay as it is kept beside the plan."""
    settled = [each for each in done.accruals if each.month == month.name and each.settled]
    kept = paid_month(given, month, done.lines[month.name], settled)
    read = [source for source in inputs if source.table != "record"]
    orders: dict[str, dict[str, dict[str, Decimal]]] = {}
    for (rule, period, ref), amount in kept.orders.items():
        orders.setdefault(rule, {}).setdefault(period, {})[ref] = amount
    return PayRecord(
        plan=plan,
        month=month.name,
        first=month.span.first,
        last=month.span.last,
        as_of=given.as_of,
        total=sum((line.pay for line in kept.lines), Decimal(0)),
        inputs=tuple(ReadFile(table=i.table, file=i.file, sha256=i.sha256) for i in read),
        first_sale=kept.first_sale,
        rules=kept.rules,
        orders=orders,
        standings=tuple(_standing(each) for each in kept.accruals),
        lines=tuple(PaidLine(**_values(line, PaidLine)) for line in kept.lines),
    )


def _standing(each: Accrual) -> Standing:
    return Standing(**_values(each, Standing))


def _values(of: Any, model: type[Any]) -> dict[str, Any]:  # noqa: ANN401 - a dataclass and the model with its fields
    return {key: getattr(of, key) for key in model.model_fields}


def recorded_month(record: PayRecord) -> PaidMonth:
    """A month as it was recorded, for the ledger."""
    lines = (PayLine(month=record.month, **_values(line, PaidLine)) for line in record.lines)
    accruals = (Accrual(month=record.month, **_values(each, Standing)) for each in record.standings)
    orders = {
        (rule, period, ref): amount
        for rule, periods in record.orders.items()
        for period, own in periods.items()
        for ref, amount in own.items()
    }
    return PaidMonth(tuple(lines), tuple(accruals), record.rules, orders, record.first, record.first_sale)
