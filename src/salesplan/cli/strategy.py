"""Commands about how we sell: price, promotion, channels, means."""

from __future__ import annotations

from typing import Annotated

from salesplan.cli.command import command, option
from salesplan.cli.options import LocatedOutput, Output, Planning
from salesplan.text import Text

AREA = Text("策略", "Strategy")
ORDER = 7

ByContribution = Annotated[
    bool,
    option(
        "--split-by-contribution",
        text=Text(
            "把总预算按各项策略预计带来的销售额分（最大余数法，分毫不差）",
            "split the total over the strategies by the sales expected of each, exact",
        ),
    ),
]


@command(
    "strategy check",
    Text("定价、促销、渠道、激励、流程、指标算得过来吗", "do prices, promotions, channels, incentives, process add up"),
)
def check(planning: Planning, output: LocatedOutput) -> None:
    """Show how we sell in figures, then what the rules find in it."""
    from salesplan import api
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(api.strategy_check(setting_of(planning, [])), output)


@command(
    "strategy budget",
    Text("人、物、钱够不够，费用率多少", "people, material and money against the need, and what selling costs"),
)
def budget(
    planning: Planning,
    output: Output,
    split_by_contribution: ByContribution = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Show need and stock, shortages, the expense ratio and the budget of each strategy."""
    from salesplan import api
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    found = api.strategy_budget(setting_of(planning, []), split_by_contribution=split_by_contribution)
    deliver(found, output)
