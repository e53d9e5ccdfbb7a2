"""What in the plan can be corrected without anybody deciding anything."""

from __future__ import annotations

from dataclasses import dataclass

from salesplan.api.plan_facts import gathered
from salesplan.api.plan_rules import need_plan, rule_run
from salesplan.api.setting import Setting
from salesplan.errors import Place
from salesplan.model.plan.edit import PlanEdit
from salesplan.text import Text

CORRECTED = ("SMART-M2", "SMART-S5", "SMART-T6")
"""Rules whose findings can be corrected with certainty, where the other fields tell it."""


@dataclass(frozen=True)
class Fix:
    """One correction: the rule that found the mistake, where it stands, the edit, and why it is certain."""

    code: str
    place: Place
    edit: PlanEdit
    why: Text


def plan_fixes(where: Setting) -> list[Fix]:
    """The certain corrections of what the rules find, in the order of the plan; those of silenced rules are not made.

    BadUsage without a plan.
    """
    from salesplan.compute.plan.catalogue import chosen
    from salesplan.compute.plan.goals.corrections import corrections
    from salesplan.model.plan.paths import dotted

    loaded = need_plan(where, "salesplan check --fix")
    lists = gathered(where, loaded, chosen(CORRECTED))
    told = {(p.code, p.place.key or "") for p in rule_run(where, CORRECTED, lists=lists.lists).findings}
    fixes = []
    for one in corrections(lists.facts()):
        path = loaded.kept.in_file(one.path)
        goal = dotted(path[:2])
        if any(code == one.code and key.startswith(goal) for code, key in told):
            edit = PlanEdit((*path, one.key), one.value)
            fixes.append(Fix(one.code, loaded.place_of((*one.path, one.key)), edit, one.why))
    return fixes
