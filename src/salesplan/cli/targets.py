"""Commands about targets."""

from __future__ import annotations

from typing import Annotated

from salesplan.cli.command import argument, command
from salesplan.cli.freeze_options import FreezeOptions
from salesplan.cli.options import Output, Planning
from salesplan.cli.plan_writing import PlanWriting
from salesplan.cli.split_options import Layout, SheetPer, SplitOptions
from salesplan.cli.track_options import TrackOptions
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
def split(
    options: SplitOptions,
    freezing: FreezeOptions,
    writing: PlanWriting,
    planning: Planning,
    output: Output,
    entry: Entry = None,
    sheet_per: SheetPer = None,
    layout: Layout = None,
) -> None:
    """Split the total given here, or the plan's entries, show a table each; freeze them, or write a scenario."""
    from salesplan import api
    from salesplan.cli.convert import choice, setting_of
    from salesplan.cli.deliver import deliver_all
    from salesplan.cli.freeze_options import freeze
    from salesplan.cli.scenario_writing import write_scenario
    from salesplan.cli.sheet_hand_out import hand_out_sheets
    from salesplan.cli.split_options import split_wish
    from salesplan.present.views.targets_split import LAYOUTS

    where, wish = setting_of(planning, options.orders or []), split_wish(options)
    shape = choice("--layout", layout, LAYOUTS) or ""
    if sheet_per is not None:
        hand_out_sheets(entry, wish, sheet_per, where, output, freezing)
        return
    results = api.targets_split(entry, wish, where)
    freeze(entry, wish, freezing, where, output, results)
    if writing.asked:
        write_scenario(entry, wish, where, writing, output, results)
    deliver_all(results, output, layout=shape, written=freezing.record)


@command(
    "targets track",
    Text("对照订单跟踪目标：完成率、进度、预计达成", "targets against orders: attainment, pace, landing"),
)
def track(options: TrackOptions, planning: Planning, output: Output, entry: Entry = None) -> None:
    """Show how the plan's targets (or one of them) stand on the as-of."""
    from salesplan import api
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver_all
    from salesplan.cli.track_options import track_request

    where = setting_of(planning, options.orders or [])
    deliver_all(api.targets_track(entry, track_request(options), where), output)
