"""The command that plans targets anew after actuals came in."""

from __future__ import annotations

from salesplan.cli.command import command
from salesplan.cli.options import Output, Planning
from salesplan.cli.replan_options import ReplanOptions
from salesplan.cli.targets import Entry
from salesplan.text import Text

PART_OF = "targets"
ORDER = 3


@command(
    "targets replan",
    Text(
        "按实际完成滚动调整余下的目标，原目标保留", "plan the targets left anew after actuals, the frozen plan beside"
    ),
)
def replan(options: ReplanOptions, planning: Planning, output: Output, entry: Entry = None) -> None:
    """Plan anew what is left of the year; keep it with its reason where asked, or show what was kept."""
    from salesplan import api
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver, deliver_all
    from salesplan.cli.replan_options import replan_wish
    from salesplan.cli.replan_record import recorded

    wish = replan_wish(entry, options, planning.as_of)
    where = setting_of(planning, wish.orders)
    if options.log:
        deliver(api.targets_replan_log(entry, where), output)
        return
    done = api.targets_replan(entry, wish, where)
    deliver_all(recorded(done, where, output) if wish.record else [each.result for each in done], output)
