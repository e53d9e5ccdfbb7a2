"""What in the plan can be corrected without anybody deciding anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesplan.api.plan_check import rule_choice
from salesplan.api.plan_facts import gathered
from salesplan.api.plan_rules import need_plan, rule_run
from salesplan.api.setting import Setting
from salesplan.errors import Place
from salesplan.model.plan.edit import PlanEdit
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.plan.goals.corrections import Correction
    from salesplan.load.plan.loader import LoadedPlan
    from salesplan.model.plan.paths import Path

CORRECTED = ("SMART-M2", "SMART-S5", "SMART-T6")
"""Rules whose findings can be corrected with certainty, where the other fields tell it."""


@dataclass(frozen=True)
class Fix:
    """One correction: the rule that found the mistake, where it stands, the edit, and why it is certain."""

    code: str
    place: Place
    edit: PlanEdit
    why: Text


def plan_fixes(where: Setting, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[Fix]:
    """The certain corrections of what the rules find, in the order of the plan; those of silenced rules are not made.

    ``select`` and ``ignore`` choose rules as ``plan_check`` does. BadUsage without a plan, and for a code of no rule.
    """
    from salesplan.compute.plan.catalogue import chosen
    from salesplan.compute.plan.goals.corrections import corrections
    from salesplan.model.plan.paths import dotted

    loaded = need_plan(where, "salesplan check --fix")
    codes = [one.code for one in chosen(*rule_choice(loaded, select, ignore)) if one.code in CORRECTED]
    if not codes:
        return []
    lists = gathered(where, loaded, chosen(codes))
    told = {(p.code, p.place.key or "") for p in rule_run(where, codes, lists=lists.lists).findings}
    fixes = []
    for one in corrections(lists.facts()):
        path = loaded.kept.in_file(one.path)
        goal = dotted(path[:2])
        if any(code == one.code and key.startswith(goal) for code, key in told):
            edit = PlanEdit((*path, one.key), _as_written(one, path, loaded))
            fixes.append(Fix(one.code, loaded.place_of((*one.path, one.key)), edit, one.why))
    return fixes


def _as_written(one: Correction, path: Path, loaded: LoadedPlan) -> str:
    """The value; the aim of a goal as the plan writes it (``1200万``), where it stands there."""
    from pydantic_core import PydanticCustomError

    from salesplan.model.plan.types import amount_of

    values: object = loaded.owners[str(path[0])].values
    for step in (*path[:2], "target", "value"):
        try:
            values = values[step]  # type: ignore[index] # the plan's values as they are
        except (KeyError, IndexError, TypeError):
            return one.value
    try:
        return str(values) if amount_of(values) == amount_of(one.value) else one.value
    except PydanticCustomError:
        return one.value
