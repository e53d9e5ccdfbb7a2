"""What moved sales: their drivers, those given, or the gap to the plan's target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from salesplan.api.plan_lists import deals_given
from salesplan.api.sales import PLAN_LISTS, SalesWish, read_sales, spans_for, spans_reached
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage, Problem, SalesplanError
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.sales.drivers import DealLists, DriversSummary
    from salesplan.compute.sales.lmdi import Driver
    from salesplan.compute.sales.target_gap import Tracked

FEWEST = 2
"""A result of one driver is that driver."""


@dataclass(frozen=True)
class DriversWish:
    """The lists and days; ``given`` are drivers as ``NAME=THEN,NOW``; ``target``: against the plan's target."""

    sales: SalesWish = PLAN_LISTS
    deals: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    target: bool = False
    causes: Mapping[str, str] = field(default_factory=dict)


PLAN_DRIVERS = DriversWish()


def sales_drivers(
    wish: DriversWish = PLAN_DRIVERS, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[DriversSummary]:
    """Each driver's part of the change of sales; default days: the year so far.

    BadUsage for drivers that cannot be read, and for a target where the plan has none.
    """
    where = where or setting(lists=wish.sales.files)
    if wish.given:
        from salesplan.compute.sales.drivers import drivers_given

        return with_plan(drivers_given(drivers_named(wish.given), where.as_of), where)
    if wish.target:
        return _against_target(wish, reading, where)
    from salesplan.compute.sales.drivers import drivers

    spans = spans_for(wish.sales, where, "ytd")
    read = read_sales("sales drivers", wish.sales, reading, where)
    spans = spans_reached(spans, read.sold, wish.sales, where)
    return read.told(drivers(read.sold, _deals(wish, reading, where), spans, where.as_of), where)


def _deals(wish: DriversWish, reading: ReadOptions, where: Setting) -> DealLists | None:
    """The deals given, else the plan's; None without any."""
    from salesplan.compute.sales.drivers import DealLists

    deals, found = deals_given(wish.deals, where, ReadOptions(on_error=reading.on_error))
    return None if deals is None or found is None else DealLists(deals, found.inputs)


def _against_target(wish: DriversWish, reading: ReadOptions, where: Setting) -> Result[DriversSummary]:
    from salesplan.compute.sales.drivers import drivers_against_target
    from salesplan.compute.sales.target_gap import causes_named, target_gap

    causes = causes_named(wish.causes)
    spans = spans_for(wish.sales, where, "ytd")
    gap = target_gap(_tracked(wish, where), spans, causes)
    read = read_sales("sales drivers", wish.sales, reading, where)
    return read.told(drivers_against_target(read.sold, gap, spans, causes, where.as_of), where)


def _tracked(wish: DriversWish, where: Setting) -> list[Tracked]:
    """The plan's targets of sales with their actuals, as ``targets track`` has them."""
    from salesplan.api.track import TrackRequest, targets_track
    from salesplan.compute.sales.target_gap import Tracked
    from salesplan.model.plan.metrics import metric_named

    entries = [each for each in where.plan.targets if not each.metric or metric_named(each.metric) == "revenue"]
    if not entries:
        raise BadUsage(_no_targets())
    asked = TrackRequest(orders=wish.sales.files, sort="plan")
    found = [result for each in entries for result in targets_track(each.id, asked, where)]
    return [Tracked(result.summary.id, result.summary.by, result.rows) for result in found]


def drivers_named(words: Sequence[str]) -> list[Driver]:
    """The drivers meant by ``leads=100,90`` and ``转化率=20%,25%``; BadUsage for others, and for fewer than two."""
    from salesplan.compute.sales.lmdi import Driver

    found, problems = [], []
    for word in words:
        name, _, values = word.partition("=")
        figures = list(_figures(values))
        if name.strip() and len(figures) == 2:  # noqa: PLR2004 - then and now
            found.append(Driver(name.strip(), figures[0], figures[1]))
        else:
            problems.append(_not_a_driver(word))
    if not problems and len(found) < FEWEST:
        problems.append(_too_few(words[0]))
    if problems:
        raise BadUsage(problems)
    return found


def _figures(values: str) -> Iterator[Fraction]:
    """The figures of a driver: plain, in percent, in 万."""
    from pydantic_core import PydanticCustomError

    from salesplan.model.plan.types import amount_of, share_of

    for text in values.replace("，", ",").split(","):
        try:
            yield Fraction(share_of(text) if "%" in text or "％" in text else amount_of(text))
        except (PydanticCustomError, SalesplanError):
            return


def _not_a_driver(word: str) -> Problem:
    what = Text("--driver “{word}”看不懂", "--driver {word} is no driver").format(word=word)
    fix = Text(
        "写成 名称=以前,现在，数里不加千分位，例如 --driver 线索=100,90 --driver 转化率=20%,25%",
        "write NAME=THEN,NOW without thousands separators, such as --driver leads=100,90 --driver conversion=20%,25%",
    )
    return Problem("DRIVERS-given", "error", what, fix, value=word)


def _too_few(word: str) -> Problem:
    what = Text("只给了一个驱动因素", "there is only one driver").format()
    fix = Text(
        "至少给两个，结果是它们的乘积：--driver 线索=100,90 --driver 转化率=20%,25%",
        "give two or more, whose product the result is: --driver leads=100,90 --driver conversion=20%,25%",
    )
    return Problem("DRIVERS-one", "error", what, fix, value=word)


def _no_targets() -> Problem:
    what = Text("计划里没有销售额目标，没有缺口可看", "the plan has no target of sales, so that there is no gap")
    fix = Text(
        "在 plan.yaml 里写 targets: [{id: revenue, total: 1200万, by: [quarter]}]",
        "put targets: [{id: revenue, total: 12000000, by: [quarter]}] in plan.yaml",
    )
    return Problem("DRIVERS-no-targets", "error", what, fix)
