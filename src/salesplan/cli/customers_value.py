"""Commands about what customers are worth and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from salesplan.cli.command import command, option
from salesplan.cli.customers import Files, Orders, WindowText
from salesplan.cli.list_options import BesideActivities
from salesplan.cli.options import Output, Planning, Reading
from salesplan.text import Text

PART_OF = "customers"
ORDER = 2


@dataclass(frozen=True)
class ValueOptions:
    """Whose orders and contacts count, and how value is scored."""

    orders: Orders = None
    activities: BesideActivities = None
    window: WindowText = "365"
    model: Annotated[
        str | None,
        option(
            "--model",
            metavar="rfm|fm|fmi",
            text=Text(
                "价值看哪几项：rfm 最近、频率、金额；fm 频率、金额；fmi 再加联系次数（默认看计划）",
                "what makes the value: rfm; fm, frequency and amount; fmi, contacts besides (default: the plan's)",
            ),
        ),
    ] = None
    scores: Annotated[
        str | None,
        option(
            "--scores",
            metavar="HOW",
            text=Text(
                "打分：fifths 五等分、quartiles 四等分、百分位 20,40,60,80，或固定界限 'R:30/90 F:2/5 M:1万/10万'",
                "scoring: fifths, quartiles, percentiles 20,40,60,80, or limits 'R:30/90 F:2/5 M:10000/100000'",
            ),
        ),
    ] = None
    pareto: Annotated[
        str | None,
        option(
            "--pareto",
            metavar="shares|computed|both",
            text=Text(
                "二八分类：按累计占比、由曲线自动算（cABC），或两种对照（both）",
                "80/20 classes: by shares, read off the curve (cABC), or both beside each other",
            ),
        ),
    ] = None


@command(
    "customers value",
    Text(
        "客户值多少：RFM 八类、价值等级、该马上联系谁",
        "what customers are worth: RFM types, tiers, whom to contact now",
    ),
)
def value(options: ValueOptions, reading: Reading, planning: Planning, output: Output, files: Files = None) -> None:
    """Show what the customers are worth, and whom to contact before they are gone."""
    from salesplan.api.customers_value import ValueWish, customers_value
    from salesplan.cli.convert import choice, read_options, setting_of
    from salesplan.cli.deliver import deliver

    wish = ValueWish(
        tuple(files or ()),
        tuple(options.orders or ()),
        tuple(options.activities or ()),
        options.window,
        choice("--model", options.model, ("rfm", "fm", "fmi")),
        options.scores,
        choice("--pareto", options.pareto, ("shares", "computed", "both")),
    )
    deliver(customers_value(wish, read_options(reading), setting_of(planning, files or [])), output, reading.rejects)


@dataclass(frozen=True)
class LifecycleOptions:
    """Whose orders count, since when changes are counted, and how the limits are found."""

    orders: Orders = None
    window: WindowText = "365"
    since: Annotated[
        str | None,
        option(
            "--since",
            metavar="DATE",
            text=Text("从哪天比起（默认截止日期前 90 天）", "the earlier day to compare with (default: 90 days back)"),
        ),
    ] = None
    limits: Annotated[
        str | None,
        option(
            "--limits",
            metavar="days|data|own",
            text=Text(
                "沉睡、流失的界限：固定天数、全体下单间隔的分位数、每家自己的下单间隔（默认看计划）",
                "limits of at risk and churned: days, percentiles of all gaps, each one's own (default: the plan's)",
            ),
        ),
    ] = None


@command(
    "customers lifecycle",
    Text(
        "客户在哪个阶段：新客、现有、沉睡、流失，谁快丢了",
        "where customers stand: new, active, at risk, churned, who to save",
    ),
)
def lifecycle(
    options: LifecycleOptions, reading: Reading, planning: Planning, output: Output, files: Files = None
) -> None:
    """Show where the customers stand, what changed, and who is about to be lost."""
    from salesplan.api.customers_lifecycle import LifecycleWish, customers_lifecycle
    from salesplan.cli.convert import choice, day, read_options, setting_of
    from salesplan.cli.deliver import deliver

    wish = LifecycleWish(
        tuple(files or ()),
        tuple(options.orders or ()),
        options.window,
        day("--since", options.since),
        choice("--limits", options.limits, ("days", "data", "own")),
    )
    where = setting_of(planning, files or [])
    deliver(customers_lifecycle(wish, read_options(reading), where), output, reading.rejects)
