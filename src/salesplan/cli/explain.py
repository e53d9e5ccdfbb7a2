"""The command that says where a number comes from."""

from __future__ import annotations

from typing import Annotated

from salesplan.cli.command import argument, command, option
from salesplan.cli.options import Output, Planning
from salesplan.cli.split_options import SplitOptions
from salesplan.text import Text

PART_OF = "start"
ORDER = 1

Topic = Annotated[str, argument("WHAT", Text("解释哪一类数：targets 目标", "what kind of number: targets"))]
Address = Annotated[
    str | None,
    argument(
        "ADDRESS",
        Text(
            "哪一个，如 month=2026-03/region=华东/rep=王芳；层级不分先后，可写中文，可少写几层",
            "which one, such as month=2026-03/region=East/rep=Li; levels in any order, any may be left out",
        ),
    ),
]
Entry = Annotated[
    str | None,
    option("--entry", metavar="ID", text=Text("计划里哪一条目标", "which entry of the plan's targets")),
]


@command(
    "explain", Text("一个数是怎么来的：从总额一步步算到它", "how a number came about: step by step from the total")
)
def explain(
    what: Topic,
    options: SplitOptions,
    planning: Planning,
    output: Output,
    address: Address = None,
    entry: Entry = None,
) -> None:
    """Show the chain of weights, roundings and pins that made one number."""
    from salesplan.api.explain import Asked
    from salesplan.api.explain import explain as explain_of
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver
    from salesplan.cli.split_options import split_wish

    asked = Asked(address or "", entry, split_wish(options))
    deliver(explain_of(what, asked, setting_of(planning, options.orders or [])), output)
