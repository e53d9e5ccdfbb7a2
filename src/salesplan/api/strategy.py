"""How we sell, and with what means: strategy check, strategy budget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from salesplan.api.orders import amount_column
from salesplan.api.plan_places import with_places
from salesplan.api.plan_rules import need_plan, rule_findings
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.api.targets import NO_WISH, requests_for
from salesplan.model.plan.metrics import metric_named
from salesplan.model.result import Result

if TYPE_CHECKING:
    from salesplan.compute.strategy.strategy_budget import BudgetSummary, SalesTarget
    from salesplan.compute.strategy.strategy_check import StrategySummary

AREAS = ("PRICE-", "PROMO-", "CHAN-", "INC-", "MODE-", "PROC-", "KPI-")
"""The rules that strategy check is about; the budget has its own command."""


def strategy_check(where: Setting | None = None) -> Result[StrategySummary]:
    """Prices, promotions, channels, incentives, mode, process, indicators in figures, and what the rules find."""
    from salesplan.compute.strategy.strategy_check import strategy_check as checked

    where = where or setting()
    loaded = need_plan(where, "strategy check")
    result = checked(loaded.plan)
    return with_plan(replace(result, as_of=where.as_of, findings=rule_findings(where, AREAS)), where)


@with_places
def strategy_budget(where: Setting | None = None, *, split_by_contribution: bool = False) -> Result[BudgetSummary]:
    """Means against the need, the expense ratio, the budget of each strategy, and what the rules find.

    ``split_by_contribution`` shares the total out over the strategies by the sales expected of them. BadInput where
    there is no total or nothing is expected.
    """
    from salesplan.compute.strategy.strategy_budget import strategy_budget as budgeted

    where = where or setting()
    loaded = need_plan(where, "strategy budget")
    result = budgeted(loaded.plan, _sales_target(where), split=split_by_contribution)
    findings = (*rule_findings(where, ("BUDGET-",)), *result.findings)
    return with_plan(replace(result, as_of=where.as_of, findings=findings), where)


def _sales_target(where: Setting) -> SalesTarget | None:
    """What the budget says, else the first revenue total under targets, with its factors; None without either."""
    from salesplan.compute.strategy.strategy_budget import SalesTarget

    budget = where.plan.strategy.budget
    if budget is not None and budget.sales_target is not None:
        return SalesTarget(budget.sales_target, "strategy.budget.sales_target")
    for entry in where.plan.targets:
        if entry.total is not None and metric_named(entry.metric) == "revenue":
            request = next(iter(requests_for(entry.id, NO_WISH, where, amount_column(None, where))))
            return SalesTarget(request.total, f"targets.{entry.id}")
    return None
