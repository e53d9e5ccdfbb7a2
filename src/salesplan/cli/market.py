"""Commands about the market: how large it is, and who else is in it."""

from __future__ import annotations

from salesplan.cli.command import command
from salesplan.cli.options import Output, Planning
from salesplan.text import Text

AREA = Text("市场", "Market")
ORDER = 5


@command("market size", Text("市场有多大，我们占多少，怎么变", "how large the market is, our share, the trend"))
def size(planning: Planning, output: Output) -> None:
    """Count the market both ways, TAM to SOM, and our share over the years."""
    from salesplan import api
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(api.market_size(setting_of(planning, [])), output)


@command("market competitors", Text("竞争对手强弱，我们独有什么", "how strong rivals are, what only we have"))
def competitors(planning: Planning, output: Output) -> None:
    """Put ourselves and the rivals side by side."""
    from salesplan import api
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(api.market_competitors(setting_of(planning, [])), output)
