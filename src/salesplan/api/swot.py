"""The SWOT register of the plan: shown, checked by its rules, and added to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from salesplan.api.plan_rules import need_plan, rule_findings
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage
from salesplan.model.result import Result

if TYPE_CHECKING:
    from salesplan.compute.plan.swot.swot_add import ItemWords
    from salesplan.compute.plan.swot.swot_show import SwotSummary
    from salesplan.model.plan.edit import PlanItem

AREA = ("SWOT",)


def swot_show(where: Setting | None = None) -> Result[SwotSummary]:
    """The four fields, IFE and EFE, the field of the IE matrix and the strategies, with what the rules find."""
    from salesplan.compute.plan.swot.swot_show import swot_show as shown

    where = where or setting()
    plan = need_plan(where, "swot show").plan
    return with_plan(replace(shown(plan, where.as_of), findings=rule_findings(where, AREA)), where)


def swot_check(where: Setting | None = None) -> Result[SwotSummary]:
    """What the rules of the register find, with the sums that they go by; rows are the items."""
    from salesplan.compute.plan.swot.swot_show import swot_show as shown

    where = where or setting()
    plan = need_plan(where, "swot check").plan
    found = replace(shown(plan, where.as_of), command="swot check", findings=rule_findings(where, AREA))
    return with_plan(found, where)


def swot_item(words: ItemWords, where: Setting) -> PlanItem:
    """The line that is to be added to the register; BadUsage with everything that is wrong with it."""
    from salesplan.compute.plan.swot.swot_add import faults, item_of

    plan = need_plan(where, "swot add").plan
    if wrong := faults(words, plan):
        raise BadUsage(wrong)
    return item_of(words, plan)
