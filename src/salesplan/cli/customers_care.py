"""Commands about how attentive customers are, what their loyalty earns them, and what to offer them next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from salesplan.cli.command import command, option
from salesplan.cli.customers import Files, Orders, WindowText
from salesplan.cli.list_options import BesideActivities, BesideDeals, BesidePoints
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


@dataclass(frozen=True)
class LoyaltyOptions:
    """The lists beside the customers, and what the rows are."""

    orders: Orders = None
    points: BesidePoints = None
    ledger: Annotated[
        bool,
        option(
            "--ledger",
            text=Text(
                "每笔积分一行：哪个订单、几分、用了多少、还剩多少、有效到哪天",
                "a row for each lot of points: order, earned, used, left, valid until",
            ),
        ),
    ] = False


@command(
    "customers loyalty",
    Text(
        "会员等级和积分：谁快升级、谁会降级、多少积分要过期", "tiers and points: who is close to the next, what expires"
    ),
)
def loyalty(options: LoyaltyOptions, reading: Reading, planning: Planning, output: Output, files: Files = None) -> None:
    """Work out tiers and points."""
    from salesplan.api.customers_loyalty import LoyaltyWish, customers_loyalty
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    wish = LoyaltyWish(tuple(files or ()), tuple(options.orders or ()), tuple(options.points or ()), options.ledger)
    deliver(customers_loyalty(wish, read_options(reading), setting_of(planning, files or [])), output, reading.rejects)


@command(
    "customers offer",
    Text("谁该复购了，下一个该推荐什么产品，为什么", "who is due to reorder, what to offer next, and why"),
)
def offer(
    reading: Reading,
    planning: Planning,
    output: Output,
    files: Files = None,
    orders: Orders = None,
    window: WindowText = "365",
) -> None:
    """Find what to offer to whom."""
    from salesplan.api.customers_offer import customers_offer
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    where = setting_of(planning, files or [])
    deliver(customers_offer(files or (), orders or (), window, read_options(reading), where), output, reading.rejects)
