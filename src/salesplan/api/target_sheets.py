"""Targets split and taken apart for handing them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesplan.api.scenarios import the_one
from salesplan.api.setting import Setting
from salesplan.api.targets import SplitWish, decomposed
from salesplan.errors import BadUsage, Problem
from salesplan.model.plan.levels import level_word
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.targets.split import Decomposed
    from salesplan.model.target_sheets import TargetSheets


def target_sheets(entry: str | None, wish: SplitWish, level: str, where: Setting) -> tuple[TargetSheets, Decomposed]:
    """One entry (or the total wished for) by one level of its members, and the split it is taken from.

    Without an entry the one that has the level is meant. BadUsage when it is not clear, or none has it.
    """
    from salesplan.compute.targets.grid.portions import member_levels, portions

    where = the_one(wish, where)
    splits = decomposed(entry, wish, where)
    fitting = [made for made in splits if level in member_levels(made.request.by)]
    if not fitting:
        levels = list(dict.fromkeys(each for made in splits for each in member_levels(made.request.by)))
        raise BadUsage(_no_such_level(level, levels))
    if len(fitting) > 1:
        raise BadUsage(_several(level, [made.request.id for made in fitting]))
    made, plan = fitting[0], where.plan
    commitments = next((target.commitments for target in plan.targets if target.id == made.request.id), ())
    sheets = portions(made, level, where.as_of, plan=plan.name, currency=plan.currency, commitments=commitments)
    return sheets, made


def _no_such_level(level: str, levels: list[str]) -> Problem:
    what = Text("这次不按{level}分，不能每个{level}一张表", "this split has no {level} to make sheets of")
    fix = Text("选一个：\n{lines}", "choose one:\n{lines}")
    fix = fix.format(lines="\n".join(f"--sheet-per {each}" for each in levels))
    if not levels:
        fix = Text(
            "先按成员分，如 --by region,quarter --weights region:华东=5,华南=3",
            "split by members first, such as --by region,quarter --weights region:East=5,South=3",
        )
    return Problem("USAGE-sheet-per", "error", what.format(level=level_word(level)), fix, value=level)


def _several(level: str, ids: list[str]) -> Problem:
    what = Text("有 {n} 条目标按{level}分", "{n} entries are split by {level}").format(
        n=len(ids), level=level_word(level)
    )
    fix = Text("选一行：\n{lines}", "choose a line:\n{lines}").format(
        lines="\n".join(f"salesplan targets split {id_} --sheet-per {level} -o targets.xlsx" for id_ in ids)
    )
    return Problem("USAGE-sheet-per", "error", what, fix, value=level)
