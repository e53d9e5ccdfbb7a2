"""The market as the plan describes it: how large it is, and who else is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from salesplan.api.orders import amount_column, enough_for_targets
from salesplan.api.plan_facts import gathered
from salesplan.api.plan_rules import RuleRun, need_plan, rule_run
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadInput, Problem

if TYPE_CHECKING:
    from salesplan.compute.market.market_size import SizeSummary
    from salesplan.compute.market.own_sales import OwnSales
    from salesplan.compute.market.rivals import RivalsSummary
    from salesplan.model.result import Result

FROM_ORDERS = "SIZE-F10"
"""The rule that compares the orders with the market, and reads them."""


def market_size(where: Setting | None = None) -> Result[SizeSummary]:
    """How large the plan's market is, counted from above and from below, what we reach of it, and how it grows.

    Our sales are the plan's ``market.size.ours``, else those of its orders of the twelve months up to the as-of. Its
    findings are those of the SIZE rules. BadUsage without a plan; parts that the plan does not give are named.
    """
    from salesplan.compute.market.market_size import market_size as sized
    from salesplan.model.plan.market import MarketSize

    where = where or setting()
    loaded = need_plan(where, "market size")
    size = loaded.plan.market.size or MarketSize()
    by_plan = size.ours is not None
    checked = rule_run(where, ("SIZE",), (FROM_ORDERS,) if by_plan else ())
    sold, problems = (None, ()) if by_plan else _sold(checked, where)
    plan = loaded.plan
    result = sized(
        size, sold, plan.name, as_of=where.as_of, parameters=plan.parameters.market, written=plan.market.us.share
    )
    return with_plan(replace(result, findings=(*checked.findings, *problems, *result.findings)), where)


def _sold(checked: RuleRun, where: Setting) -> tuple[OwnSales | None, Sequence[Problem]]:
    """Our sales by the plan's orders, and what is wrong with these; None without orders of the last twelve months."""
    from salesplan.compute.market.own_sales import no_sales, own_sales

    orders, problems = checked.lists.get("orders"), []
    if FROM_ORDERS not in checked.applied:  # the rule that reads them is ignored
        found = gathered(where, need_plan(where, "market size"), ())
        found.read("orders")
        orders, problems = found.lists.get("orders"), found.findings
    if orders is None:
        return None, problems
    try:
        enough_for_targets(orders, in_money=True)
        sold = own_sales(orders, amount_column(orders, where), where.as_of)
    except BadInput as unusable:
        return None, unusable.problems
    return sold, orders.findings if sold else (*orders.findings, no_sales(where.as_of))


def market_competitors(where: Setting | None = None) -> Result[RivalsSummary]:
    """How strong we and our rivals are, what only we have, and how fresh what we know of them is.

    Its findings are those of the RIVAL rules. BadUsage without a plan.
    """
    from salesplan.compute.market.rivals import rivals

    where = where or setting()
    plan = need_plan(where, "market competitors").plan
    result = rivals(plan.market, plan.name, as_of=where.as_of, parameters=plan.parameters.rivals)
    findings = rule_run(where, ("RIVAL",)).findings
    return with_plan(replace(result, findings=(*findings, *result.findings)), where)
