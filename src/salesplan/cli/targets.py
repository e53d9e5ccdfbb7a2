"""Commands about targets."""

from __future__ import annotations

from typing import Annotated

from salesplan.cli.command import argument, command
from salesplan.cli.options import Output, Planning
from salesplan.cli.split_options import SplitOptions
from salesplan.text import Text

AREA = Text("目标", "Targets")
ORDER = 3

Entry = Annotated[
    str | None,
    argument(
        "ENTRY", Text("计划里 targets 的编号（不给则全部）", "the id of an entry of the plan's targets (default: all)")
    ),
]


@command("targets split", Text("把目标逐层分解，层层精确到单位", "split a target level by level, exact to the unit"))
def split(options: SplitOptions, planning: Planning, output: Output, entry: Entry = None) -> None:
    """Split the total given here, or the plan's entries, and show one table each."""
    from salesplan import api
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver_all
    from salesplan.cli.split_options import split_wish

    where = setting_of(planning, options.orders or [])
    deliver_all(api.targets_split(entry, split_wish(options), where), output)
