"""The command that says where a number comes from, and what a code means."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from salesplan.cli.command import argument, command, option
from salesplan.cli.options import Output, Planning
from salesplan.cli.split_options import SplitOptions
from salesplan.text import Text

PART_OF = "start"
ORDER = 1

Topic = Annotated[
    str,
    argument(
        "WHAT",
        Text(
            "一个数：写 targets；一个代码：写 SMART-S5 这样，或只写开头，如 SMART",
            "a number: targets; or a code such as SMART-S5, or its beginning, such as SMART",
        ),
    ),
]
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
    "explain",
    Text(
        "一个数是怎么来的；一个代码是什么意思、怎么办",
        "how a number came about; what a code means and what to do about it",
    ),
)
def explain(
    what: Topic,
    options: SplitOptions,
    planning: Planning,
    output: Output,
    address: Address = None,
    entry: Entry = None,
) -> None:
    """Show the chain of weights, roundings and pins that made one number, or the rule or problem behind a code."""
    from salesplan.api.explain import Asked, is_topic
    from salesplan.api.explain import explain as explain_of
    from salesplan.api.explain_rule import explain_rule
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver
    from salesplan.cli.split_options import split_wish

    if not is_topic(what):
        deliver(explain_rule(" ".join(filter(None, (what, address)))), in_plan_language(output, planning))
        return
    asked = Asked(address or "", entry, split_wish(options))
    deliver(explain_of(what, asked, setting_of(planning, options.orders or [])), output)


def in_plan_language(output: Output, planning: Planning) -> Output:
    """The output in the plan's language unless another is asked for; a plan that cannot be read has no say."""
    from salesplan.cli.convert import setting_of
    from salesplan.errors import BadInput

    if output.lang:
        return output
    try:
        return replace(output, lang=setting_of(planning, []).plan.language)
    except BadInput:
        return output
