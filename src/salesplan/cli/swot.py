"""Commands about the SWOT register of the plan."""

from __future__ import annotations

from salesplan.cli.command import command
from salesplan.cli.options import Output, Planning
from salesplan.text import Text

AREA = Text("计划", "Plan")
ORDER = 6


@command(
    "swot show", Text("SWOT 四格图、IFE/EFE、IE 矩阵和策略", "the SWOT as a picture: four fields, IFE/EFE, strategies")
)
def show(planning: Planning, output: Output) -> None:
    """Draw the register and what follows from it."""
    from salesplan.api.swot import swot_show
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(swot_show(setting_of(planning, [])), output)


@command(
    "swot check",
    Text("检查 SWOT：四格、权重、评分、依据、策略", "check the SWOT: fields, weights, ratings, evidence, strategies"),
)
def check(planning: Planning, output: Output) -> None:
    """Say what the rules find in the register."""
    from salesplan.api.swot import swot_check
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(swot_check(setting_of(planning, [])), output)
