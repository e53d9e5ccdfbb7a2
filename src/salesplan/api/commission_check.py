"""The commission plan checked: against what the company wants, its people, their sales, the budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from salesplan.api.pay_lists import PayLists, PayWish, pay_lists
from salesplan.api.plan_rules import need_plan, rule_run
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadInput, BadUsage, Problem
from salesplan.model.plan.metrics import metric_named
from salesplan.model.plan.scenarios import Change
from salesplan.model.result import Input, Result

if TYPE_CHECKING:
    from salesplan.compute.pay.commission_check import CommissionCheck, PayFacts
    from salesplan.compute.pay.jobs import PayInput
    from salesplan.model.plan.plan import Plan
    from salesplan.model.plan.scenarios import Scenario

AREA = ("PAY-",)
COMMAND = "commission check"
_SAME = {"PAY-F07": "PAY-overlap"}
"""A rule that says what also keeps pay from being worked out."""


@dataclass(frozen=True)
class _Read:
    """What the lists gave: the facts, None without them, what is wrong with them, what was read."""

    facts: PayFacts | None = None
    findings: Sequence[Problem] = ()
    inputs: Sequence[Input] = ()


def commission_check(wish: PayWish | None = None, where: Setting | None = None) -> Result[CommissionCheck]:
    """Every check of the commission plan: those of its own text, and those that need people, orders, the budget.

    BadUsage without a plan, BadInput for one that cannot be read. Without orders the latter are told as not applied.
    """
    from salesplan.compute.pay.commission_check import commission_check as checked

    wish, where = wish or PayWish(), where or setting()
    loaded = need_plan(where, COMMAND)
    plan = loaded.plan
    run = rule_run(where, AREA)
    read = _read(wish, where) if plan.commission.rules else _Read()
    known = {_SAME.get(problem.code, problem.code) for problem in run.findings}
    findings = (*run.findings, *(problem for problem in read.findings if problem.code not in known))
    applied = run.applied if plan.commission.rules else ()
    result = checked(plan.commission, plan.parameters.pay, read.facts, findings, applied, where.as_of)
    return with_plan(replace(result, inputs=(*read.inputs, *_others(run.inputs, read.inputs))), where)


def _others(inputs: Sequence[Input], read: Sequence[Input]) -> list[Input]:
    """The lists that were not read already."""
    tables = {each.table for each in read}
    return [each for each in inputs if each.table not in tables]


def _read(wish: PayWish, where: Setting) -> _Read:
    """The lists laid out; without orders or payments nothing, what else is wrong in them are findings."""
    from salesplan.compute.pay.commission_check import PayFacts
    from salesplan.compute.pay.seats import seats_of

    try:
        lists = year_lists(wish, where, COMMAND, profit=True)
    except BadUsage:
        return _Read()
    except BadInput as refused:
        return _Read(findings=refused.problems)
    given = with_profit(lists)
    scenarios = dict(scenarios_of(where.plan).values())
    facts = PayFacts(given, seats_of(given, given.year), scenarios)
    return _Read(facts, lists.findings, lists.inputs)


def year_lists(wish: PayWish, where: Setting, command: str, *, profit: bool = False) -> PayLists:
    """What pay rests on, for the plan's whole year."""
    return pay_lists(replace(wish, period=str(where.year(None).number)), where, command, profit=profit)


def with_profit(lists: PayLists) -> PayInput:
    """What the ledger takes, with the gross profit of the sales of which the margin is known; without any as it is."""
    from salesplan.compute.rounding import half_up

    sales = [
        replace(sale, value=half_up(Fraction(sale.amount) * sale.margin))
        for sale in lists.sales
        if sale.amount is not None and sale.margin is not None
    ]
    if not sales:
        return lists.given
    profits = [each for sale in sales for each in lists.credits.of(sale)]
    return replace(lists.given, credits={**lists.given.credits, "gross_profit": profits})


def scenarios_of(plan: Plan) -> Mapping[str, tuple[str, Fraction]]:
    """The plan's scenarios that change a revenue target, by id: their name, and their total over that of the plan."""
    found = ((each, _factor(each, plan)) for each in plan.scenarios)
    return {each.id: (each.name or each.id, factor) for each, factor in found if factor is not None}


def _factor(scenario: Scenario, plan: Plan) -> Fraction | None:
    totals = {entry.id: entry for entry in plan.targets if metric_named(entry.metric) == "revenue"}
    for id_, total in scenario.totals.items():
        if isinstance(total, Change):
            return 1 + Fraction(total.by) if id_ in totals else None
        entry = totals.get(id_)
        if entry is not None and entry.total:
            return Fraction(total) / Fraction(entry.total)
    return None
