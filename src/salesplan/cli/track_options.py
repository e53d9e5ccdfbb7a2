"""The options of ``targets track``: which orders, by which date, and which rows in what order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, cast

from salesplan.api import TrackRequest
from salesplan.cli.command import option
from salesplan.cli.convert import choice
from salesplan.cli.split_options import SplitOptions, split_wish
from salesplan.model.plan.levels import level_named
from salesplan.text import Text


@dataclass(frozen=True)
class TrackOptions:
    """What is tracked and how it is shown."""

    GROUP: ClassVar[Text] = Text("跟踪", "Tracking")

    orders: Annotated[
        list[str] | None,
        option(
            "--orders",
            metavar="FILE",
            text=Text("订单文件（可重复；默认用计划里的）", "orders (repeatable; default: the plan's)"),
        ),
    ] = None
    date: Annotated[
        str | None,
        option(
            "--date",
            metavar="FIELD|HEADER",
            text=Text(
                "按哪一列日期算，如 ship_date 或 开票日期", "the date that counts: ship_date, or a column's title"
            ),
        ),
    ] = None
    by: Annotated[
        str | None,
        option(
            "--by",
            metavar="A,B,C",
            text=Text("层级，从外到内（默认照计划）", "levels, outermost first (default: the plan's)"),
        ),
    ] = None
    year: Annotated[
        int | None,
        option("--year", metavar="YEAR", text=Text("哪一年（默认照计划）", "which year (default: the plan's)")),
    ] = None
    include_open: Annotated[
        bool,
        option(
            "--include-open",
            text=Text("年累计也算上还没过完的月份", "count the month under way in the year to date too"),
        ),
    ] = False
    level: Annotated[
        str | None,
        option("--level", metavar="LEVEL", text=Text("只列这一层，如 rep", "only the rows of this level, such as rep")),
    ] = None
    sort: Annotated[
        str | None,
        option(
            "--sort",
            metavar="worst|plan",
            text=Text(
                "人和区域：最差的在前（默认），或照目标的顺序",
                "people and regions: the worst first (default), or as planned",
            ),
        ),
    ] = None
    against: Annotated[
        str | None,
        option(
            "--against",
            metavar="original|revised|plan",
            text=Text(
                "对照哪一版：original 定稿的，没定稿就是计划的（默认）；revised 最近一次调整后的；plan 今天算的",
                "original: as frozen, else the plan's (default); revised: the newest re-plan; plan: as computed now",
            ),
        ),
    ] = None


def track_request(options: TrackOptions) -> TrackRequest:
    """The options as values; Chinese names of levels are understood."""
    split = split_wish(SplitOptions(by=options.by, year=options.year))
    return TrackRequest(
        by=split.by,
        year=split.year,
        orders=tuple(options.orders or ()),
        date=options.date,
        include_open=options.include_open,
        level=level_named(options.level) if options.level else None,
        against=cast(
            "Literal['original', 'revised', 'plan']",
            choice("--against", options.against, ("original", "revised", "plan")) or "original",
        ),
        sort=cast("Literal['worst', 'plan']", choice("--sort", options.sort, ("worst", "plan")) or "worst"),
    )
