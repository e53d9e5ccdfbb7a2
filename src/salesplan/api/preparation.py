"""How ready the checklists of the plan are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from salesplan.api.plan_rules import need_plan, rule_findings
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage, Problem
from salesplan.model.near import near_names
from salesplan.model.result import Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.plan.execution.readiness import PrepareSummary
    from salesplan.model.plan.preparation import Checklist


def prepare(
    owner: str | None = None, category: str | None = None, where: Setting | None = None
) -> Result[PrepareSummary]:
    """What of the preparation is done, what is overdue and whose it is, and whether everything mandatory is there.

    ``owner`` and ``category`` (by any of its names) leave only their items and what is found at those; BadUsage where
    the checklists have none of them.
    """
    from salesplan.compute.plan.execution.readiness import prepare as prepare_of

    where = where or setting()
    checklist = need_plan(where, "prepare").plan.preparation
    _must_be_there(checklist, owner, category)
    result = prepare_of(checklist, where.as_of, owner=owner, category=category)
    found = rule_findings(where, ("PREP",))
    if owner is not None or category is not None:
        found = tuple(problem for problem in found if _is_about(problem, result, checklist))
    return with_plan(replace(result, findings=found), where)


def _is_about(problem: Problem, result: Result[PrepareSummary], checklist: Checklist) -> bool:
    """Whether a finding stands at one of the items that are left, or at the very category asked for."""
    from salesplan.model.plan.preparation_words import category_named

    key = problem.place.key or ""
    wanted = result.summary.category
    own = {f"preparation.{name}" for name in checklist if category_named(name) == wanted}
    items = {str(row["key"]) for row in result.rows.records()}
    return key in own or any(key == item or key.startswith(f"{item}.") for item in items)


def _must_be_there(checklist: Checklist, owner: str | None, category: str | None) -> None:
    """Refuse a filter that leaves nothing, with the nearest names there are."""
    from salesplan.model.plan.preparation_words import category_named

    problems = []
    owners = list(dict.fromkeys(item.owner for items in checklist.values() for item in items if item.owner))
    if owner is not None and owner not in owners:
        what = Text("清单里没有负责人是“{name}”的事项", "no item of the checklists has the owner “{name}”")
        problems.append(_unknown("PREPARE-no-owner", what.format(name=owner), owner, owners))
    if category is not None and category_named(category) not in map(category_named, checklist):
        what = Text("清单里没有类别“{name}”", "the checklists have no category “{name}”")
        problems.append(_unknown("PREPARE-no-category", what.format(name=category), category, list(checklist)))
    if problems:
        raise BadUsage(problems)


def _unknown(code: str, what: Text, name: str, known: list[str]) -> Problem:
    near = near_names(name, known) or known[:10]
    fix = Text("清单里有：{known}", "there is: {known}").format(known=", ".join(near))
    none = Text("清单里一个也没有", "the checklists have none at all")
    return Problem(code, "error", what, fix if near else none, value=name)
