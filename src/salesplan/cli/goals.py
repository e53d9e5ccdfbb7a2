"""Commands about the goals of the plan."""

from __future__ import annotations

from salesplan.cli.command import command
from salesplan.cli.options import LocatedOutput, Planning
from salesplan.text import Text

PART_OF = "targets"
ORDER = 3


@command(
    "goals check",
    Text("目标按 SMART+C 逐项检查，并给出改好的一句话", "goals by SMART+C, check by check, with a corrected sentence"),
)
def check(planning: Planning, output: LocatedOutput) -> None:
    """Show goals by letters, then what fails and how to say it."""
    from salesplan.api.goals_check import goals_check
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(goals_check(setting_of(planning, [])), output)
