"""Commands that follow sales over time: how they have run, and where they go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from salesplan.cli.command import command, option
from salesplan.cli.list_options import BesideCustomers, BesideProducts, BesideReps, SalesOrders
from salesplan.cli.options import Output, Planning, Reading
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.forecast import SeriesWish

PART_OF = "sales"
ORDER = 14


@dataclass(frozen=True)
class SeriesOptions:
    """What is counted, in which periods, in how many parts."""

    per: Annotated[
        str,
        option(
            "--per",
            metavar="month|quarter|week|year",
            text=Text("按月、季、周还是年看（默认 month）", "by month, quarter, week or year (default: month)"),
        ),
    ] = "month"
    measure: Annotated[
        str,
        option(
            "--measure",
            metavar="NAME",
            text=Text(
                "看什么数：revenue（默认）、units、orders、gross_profit、new_customers",
                "revenue (default), units, orders, gross_profit, new_customers",
            ),
        ),
    ] = "revenue"
    by: Annotated[
        list[str] | None,
        option(
            "--by",
            metavar="SIDE",
            text=Text("分开看：region、product、channel、rep …", "in parts: region, product, channel, rep ..."),
        ),
    ] = None
    only: Annotated[
        list[str],
        option(
            "--only",
            metavar="SIDE=NAME",
            text=Text("只看一部分，如 region=华东（可重复）", "a part alone, such as region=East (repeatable)"),
        ),
    ] = field(default_factory=list)
    members: Annotated[
        int | None,
        option(
            "--members",
            metavar="N",
            text=Text("最大的几个分开看，其余合在一起（默认 12）", "so many parts, the others together (default: 12)"),
        ),
    ] = None
    gaps: Annotated[
        str,
        option(
            "--gaps",
            metavar="zero|after",
            text=Text(
                "中间没有订单的期间：按 0 算（zero），或只用空档以后的（after）",
                "periods without any order: count them as 0 (zero), or use what follows the last one (after)",
            ),
        ),
    ] = "zero"
    customers: BesideCustomers = None
    products: BesideProducts = None
    reps: BesideReps = None


@command(
    "sales trend",
    Text(
        "销售走势：每月多少、同比、移动平均、淡旺季、转折", "sales over time: slope, change on last year, season, turns"
    ),
)
def trend(
    options: SeriesOptions, reading: Reading, planning: Planning, output: Output, files: SalesOrders = None
) -> None:
    """Show how sales have run."""
    from salesplan.api.forecast import sales_trend
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    where = setting_of(planning, files or [])
    deliver(sales_trend(_wish(files, options), read_options(reading), where), output, reading.rejects)


@dataclass(frozen=True)
class AheadOptions:
    """How far ahead, and by what."""

    periods: Annotated[
        int, option("--periods", metavar="N", text=Text("往后估几期（默认 6）", "periods ahead (default: 6)"))
    ] = 6
    growth: Annotated[
        str | None,
        option(
            "--growth",
            metavar="PERCENT",
            text=Text("去年同期乘以这个增长，如 20%", "growth on the same period of last year, such as 20%"),
        ),
    ] = None
    method: Annotated[
        str | None,
        option(
            "--method",
            metavar="NAME",
            text=Text("指定方法，如 seasonal_growth（默认选误差最小的）", "this method (default: the nearest one)"),
        ),
    ] = None
    merge_spring: Annotated[
        bool,
        option(
            "--merge-spring",
            text=Text(
                "一月、二月合起来估，再按工作日分（春节会移动）",
                "January and February together, parted by working days",
            ),
        ),
    ] = False
    extra: Annotated[
        bool,
        option(
            "--extra",
            text=Text(
                "也试 AutoETS、AutoARIMA、Theta（要装 forecast 扩展）",
                "also try AutoETS, AutoARIMA and Theta (needs the forecast extra)",
            ),
        ),
    ] = False


@command(
    "sales forecast",
    Text(
        "销售预测：以前哪种方法最准就用哪种，带区间，看全年落在哪",
        "sales ahead by the method that was nearest before, with intervals; where the year lands",
    ),
)
def forecast(
    ahead: AheadOptions,
    options: SeriesOptions,
    reading: Reading,
    planning: Planning,
    output: Output,
    files: SalesOrders = None,
) -> None:
    """Carry sales on."""
    from salesplan.api.forecast import ForecastWish, sales_forecast
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    wish = ForecastWish(
        _wish(files, options), ahead.periods, ahead.growth, ahead.method, ahead.merge_spring, ahead.extra
    )
    where = setting_of(planning, files or [])
    deliver(sales_forecast(wish, read_options(reading), where), output, reading.rejects)


def _wish(files: list[str] | None, options: SeriesOptions) -> SeriesWish:
    """The options as the API takes them."""
    from salesplan.api.forecast import SeriesWish

    beside = (tuple(each or ()) for each in (options.customers, options.products, options.reps))
    from salesplan.cli.convert import once

    only, files_given = tuple(options.only), tuple(files or ())
    return SeriesWish(
        files_given,
        options.measure,
        options.per,
        once("--by", options.by),
        only,
        options.gaps,
        options.members,
        *beside,
    )
