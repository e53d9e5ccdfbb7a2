"""``prospects value --record``: everything that could fail is tried first, then the estimate is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from salesplan.api.prospects_value import estimate_record
from salesplan.cli.lists_held import refuse_before_writing
from salesplan.cli.replan_record import plan_folder
from salesplan.cli.say import say
from salesplan.model.result import Result
from salesplan.text import Text
from salesplan.write.estimates import write_estimate

if TYPE_CHECKING:
    from salesplan.api import Setting
    from salesplan.cli.options import Output


def recorded(result: Result[Any], where: Setting, output: Output) -> Result[Any]:
    """Write the estimate beside the plan; the result then names its file."""
    folder = plan_folder(where)
    refuse_before_writing([result], output)
    file = str(write_estimate(folder, estimate_record(result, where)))
    if not output.quiet:
        say(Text("已记录：{file}", "recorded: {file}").format(file=file))
    return replace(result, summary=replace(result.summary, recorded=file))
