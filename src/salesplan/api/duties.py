"""Who does what in the team, and who is trained in what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from salesplan.api.plan_rules import need_plan, rule_findings
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.model.result import Result

if TYPE_CHECKING:
    from salesplan.compute.plan.execution.duties import RaciSummary
    from salesplan.compute.plan.execution.training import TrainingSummary


def team_raci(where: Setting | None = None) -> Result[RaciSummary]:
    """Who does each task and who answers for it, what is wrong with that, and how complete the playbooks are."""
    from salesplan.compute.plan.execution.duties import raci

    where = where or setting()
    result = raci(need_plan(where, "team raci").plan, where.as_of)
    return with_plan(replace(result, findings=rule_findings(where, ("RACI", "BOOK"))), where)


def team_training(where: Setting | None = None) -> Result[TrainingSummary]:
    """How much of the training that is required was had, by person and topic, and what the figures suggest next."""
    from salesplan.compute.plan.execution.training import trained

    where = where or setting()
    result = trained(need_plan(where, "team training").plan, where.as_of)
    return with_plan(replace(result, findings=rule_findings(where, ("TRAIN",))), where)
