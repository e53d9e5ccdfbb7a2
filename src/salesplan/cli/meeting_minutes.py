"""``meeting ... --minutes``: everything that could fail is tried first, then the minutes are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salesplan.api.meetings import invited, minutes_folder, next_minutes
from salesplan.cli.lists_held import refuse_before_writing
from salesplan.cli.say import say
from salesplan.compute.meetings.meeting import with_minutes
from salesplan.model.result import Result
from salesplan.text import Text
from salesplan.write.minutes import write_minutes

if TYPE_CHECKING:
    from salesplan.api import Setting
    from salesplan.cli.options import Output


def recorded(result: Result[Any], where: Setting, output: Output) -> Result[Any]:
    """Write the minutes beside the plan; the result then names their file."""
    refuse_before_writing([result], output)
    person = result.summary.person
    people = invited(where) if person is None else (person,)
    file = str(write_minutes(minutes_folder(where), next_minutes(result, where), people))
    if not output.quiet:
        say(Text("已写出待填的纪要：{file}", "minutes to be filled in: {file}").format(file=file))
    return with_minutes(result, file)
