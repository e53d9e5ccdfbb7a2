"""The rules of the plan, applied: to the whole plan, or to the part that a command is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesplan.api.plan_places import in_plan
from salesplan.api.setting import Setting
from salesplan.errors import BadUsage, Place, Problem
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.load.plan.loader import LoadedPlan


def need_plan(where: Setting, command: str) -> LoadedPlan:
    """The plan; BadUsage where a command that is about the plan has none."""
    if where.loaded is not None:
        return where.loaded
    what = Text("{command} 要看计划，这里没有 plan.yaml", "{command} looks at the plan, and there is no plan.yaml here")
    fix = Text("用 -p 指定计划；还没有就运行 salesplan init", "name the plan with -p, or make one: salesplan init")
    raise BadUsage(Problem("USAGE-no-plan", "error", what.format(command=command), fix, Place(file="plan.yaml")))


def rule_findings(where: Setting, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Problem, ...]:
    """What the rules chosen by the beginnings of their codes find in the plan, with file and line, in its order."""
    from salesplan.compute.plan.catalogue import chosen
    from salesplan.compute.plan.rule import Facts, check

    loaded = need_plan(where, "check")
    found = check(Facts(loaded.plan, where.as_of), chosen(select, ignore)).found
    placed = [in_plan(problem, loaded) for _, problem in found]
    return tuple(sorted(placed, key=lambda one: (one.place.file or "", one.place.line or 0, one.code)))
