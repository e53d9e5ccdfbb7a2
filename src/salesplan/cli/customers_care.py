"""Commands about how attentive customers are, what their loyalty earns them, and what to offer them next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from salesplan.cli.command import command, option
from salesplan.cli.customers import Files, Orders, WindowText
from salesplan.cli.list_options import BesideActivities, BesideDeals
from salesplan.cli.options import Output, Planning, Reading
from salesplan.text import Text

PART_OF = "customers"
ORDER = 2


@dataclass(frozen=True)
class AttentionOptions:
    """The lists beside the customers, and the spans to compare."""

    orders: Orders = None
    activities: BesideActivities = None
    deals: BesideDeals = None
    window: WindowText = "365"
    since: Annotated[
        str | None,
        option(
            "--since",
            metavar="DATE",
            text=Text(
                "看计划有没有效果：从这天起，和之前同样长的一段比",
                "did the plan work: from this day on, against as many days before it",
            ),
        ),
    ] = None
    before: Annotated[
        str | None,
        option("--before", metavar="FROM..TO", text=Text("自己定两段来比：之前", "spans of your own: before")),
    ] = None
    after: Annotated[str | None, option("--after", metavar="FROM..TO", text=Text("之后", "and after"))] = None


@command(
    "customers attention",
    Text(
        "客户有多关注我们，先关心谁；做了计划有没有效果",
        "how much customers care about us, and whether a plan changed it",
    ),
)
def attention(
    options: AttentionOptions, reading: Reading, planning: Planning, output: Output, files: Files = None
) -> None:
    """Work out the attention index, or compare two spans."""
    from salesplan.api.customers_attention import AttentionWish, customers_attention
    from salesplan.cli.convert import day, read_options, setting_of
    from salesplan.cli.deliver import deliver

    wish = AttentionWish(
        tuple(files or ()),
        tuple(options.orders or ()),
        tuple(options.activities or ()),
        tuple(options.deals or ()),
        window=options.window,
        before=options.before,
        after=options.after,
        since=day("--since", options.since),
    )
    deliver(
        customers_attention(wish, read_options(reading), setting_of(planning, files or [])), output, reading.rejects
    )
