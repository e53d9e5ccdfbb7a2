"""The goals of the plan against SMART+C."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from salesplan.api.plan_rules import need_plan, rule_run
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.model.result import Parameter, Result

if TYPE_CHECKING:
    from salesplan.compute.plan.goals.smart_score import GoalsSummary
    from salesplan.model.plan.checks import SmartParameters

AREA = ("GOAL", "SMART")


def goals_check(where: Setting | None = None) -> Result[GoalsSummary]:
    """Every goal by every check of SMART+C: the matrix of letters, the scores, a sentence for those that need one.

    BadUsage without a plan; BadInput for one that cannot be read. What a comment in the plan silences counts as passed.
    """
    from salesplan.compute.plan.goals.smart_score import goals_report
    from salesplan.compute.plan.rule import Facts

    where = where or setting()
    loaded = need_plan(where, "goals check")
    run = rule_run(where, AREA)
    facts = Facts(loaded.plan, where.as_of, run.lists, where.calendar)
    result = goals_report(facts, run.findings, run.applied, where.as_of)
    parameters = tuple(_parameters(loaded.plan.parameters.smart))
    return with_plan(replace(result, parameters=parameters, inputs=run.inputs), where)


def _parameters(smart: SmartParameters) -> Iterator[Parameter]:
    """The numbers that decided, with the keys that change them."""
    names = ("c", "stretch", "capacity", "milestone_days", "over_assignment", "hours_per_day", "identity_gap")
    for name in (*names, *(("challenging",) if "challenging" in smart.c else ())):
        yield Parameter(f"parameters.smart.{name}", getattr(smart, name), "plan")
    yield Parameter("parameters.smart.tolerance.percent", smart.tolerance.percent, "plan")
    yield Parameter("parameters.smart.tolerance.duration", smart.tolerance.duration, "plan")
