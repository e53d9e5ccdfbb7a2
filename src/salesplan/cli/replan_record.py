"""``targets replan --record``: everything that could fail is tried first, then the records are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesplan.cli.lists_held import refuse_before_writing
from salesplan.cli.say import say
from salesplan.errors import BadUsage, Problem
from salesplan.model.result import Result
from salesplan.text import Text
from salesplan.write.state import write_record

if TYPE_CHECKING:
    from salesplan.api import Setting
    from salesplan.cli.options import Output
    from salesplan.compute.targets.replan import Replan


def plan_folder(where: Setting) -> Path:
    """The folder of the plan, where records lie; BadUsage without a plan."""
    if where.loaded is None:
        what = Text("没有计划，记录没有地方放", "without a plan there is no place for a record")
        fix = Text(
            "用 -p 指明计划文件；还没有就先在这个文件夹运行 salesplan init，再试一次",
            "name the plan with -p; without one run salesplan init in this folder first, then try again",
        )
        raise BadUsage(Problem("USAGE-no-plan", "error", what, fix))
    return where.loaded.folder


def recorded(done: Sequence[Replan], where: Setting, output: Output) -> list[Result[Any]]:
    """Write the records beside the plan; the results then name their files."""
    folder = plan_folder(where)
    refuse_before_writing([each.result for each in done], output)
    found = []
    for each in done:
        file = str(write_record(folder, each.record))
        found.append(replace(each.result, summary=replace(each.result.summary, recorded=file)))
        if not output.quiet:
            say(Text("已记录：{file}", "recorded: {file}").format(file=file))
    return found
