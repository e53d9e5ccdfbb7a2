"""Which parts of a complete sales plan the plan has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesplan.api.plan_rules import need_plan
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.model.result import Result

if TYPE_CHECKING:
    from salesplan.compute.plan.coverage import CoverageSummary


def plan_coverage(where: Setting | None = None) -> Result[CoverageSummary]:
    """How complete the plan is, part by part in the order of planning; BadUsage without a plan."""
    from salesplan.compute.plan.coverage import coverage

    where = where or setting()
    return with_plan(coverage(need_plan(where, "check --coverage").plan, where.as_of), where)
