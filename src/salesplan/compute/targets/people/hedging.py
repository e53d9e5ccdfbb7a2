"""What is handed out beside a target: with a margin, so that a miss somewhere costs nothing (methods.md 2.4).

A margin is shown beside the target and never counted in a sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from salesplan.compute.targets.people.staffing import hedged
from salesplan.compute.targets.request import SplitRequest
from salesplan.errors import Problem
from salesplan.text import Text


def handed_out(target: int, levels: Sequence[str], hedge: Mapping[str, Decimal], *, compound: bool, depth: int) -> int:
    """A target as it is handed out at the level ``depth`` levels down, the first being 1; the total is its own.

    The margin is that of the innermost level down to there which has one, as a share of the target; with ``compound``
    all of them multiply. Half up to the smallest amount, also below 0.
    """
    margins = [hedge[level] for level in levels[:depth] if level in hedge]
    shown = hedged(abs(target), margins, compound=compound)[-1]
    return -shown if target < 0 else shown


def hedge_problems(request: SplitRequest) -> list[Problem]:
    """Margins of levels that the split does not have, and margins below 0."""
    problems: list[Problem] = []
    for level, margin in request.hedge.items():
        place = request.place(f"hedge.{level}")
        if level not in request.by:
            what = Text("这次不按 {level} 分，没有可加余量的数", "this split has no level {level} to add a margin to")
            fix = Text("余量只能加在这些层级：{levels}", "margins go with these levels: {levels}")
            filled = fix.format(levels=", ".join(request.by))
            problems.append(Problem("SPLIT-stray-level", "error", what.format(level=level), filled, place, level))
        elif margin < 0:
            what = Text("余量不能小于 0", "a margin cannot be below 0")
            fix = Text("写成 5% 这样，或去掉这一项", "write it as 5%, or drop it")
            problems.append(Problem("SPLIT-hedge", "error", what, fix, place, f"{margin:f}"))
    return problems
