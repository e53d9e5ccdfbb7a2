"""The indicators of activity and outcome, by person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salesplan.api.coverage import target_segments
from salesplan.api.customers import grade
from salesplan.api.grade_choice import Choice
from salesplan.api.plan_lists import list_given, need_customers_or_orders, words_of_deals
from salesplan.api.plan_rules import rule_findings
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage, Place, Problem
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.activity.kpi import Board, KpiSummary
    from salesplan.compute.activity.kpi_group import GroupWish
    from salesplan.compute.activity.kpi_work import Sources
    from salesplan.compute.customers.classify import Graded

QUARTER = "3m"
"""The stretch of days that is looked at unless told otherwise."""
DEFAULT_CLASSES = ("A", "B")
"""The target group of a plan that chose no segments."""


@dataclass(frozen=True)
class KpiWish:
    """The lists if not the plan's, which days, and who the target group is (``A,B``, ``tier=A``, a segment, ``all``).

    ``product``: penetration is that of a product, by id, name or category.
    """

    files: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    deals: tuple[str, ...] = ()
    reps: tuple[str, ...] = ()
    window: str = QUARTER
    group: str | None = None
    product: str | None = None


PLAN_LISTS = KpiWish()


def activity_kpi(
    wish: KpiWish = PLAN_LISTS, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[KpiSummary]:
    """What was done and what came of it, of all people together and of each, against the period before.

    BadUsage without customers or orders, for a group that nobody can be in and a product that was never sold.
    """
    from salesplan.compute.activity.kpi import kpi

    where = where or setting(lists=wish.files)
    board = board_of(wish, reading, where, "activity kpi")
    return with_plan(_with_rules(kpi(board), where), where)


def board_of(wish: KpiWish, reading: ReadOptions, where: Setting, command: str) -> Board:
    """The graded customers, the target group and the lists beside them, as the indicators need them."""
    from salesplan.compute.activity.kpi import Board
    from salesplan.compute.activity.kpi_group import target_group
    from salesplan.model.window import parse_window

    window = parse_window(wish.window)
    need_customers_or_orders(wish.files, where, command)
    segments = where.plan.market.segments
    graded = _graded(wish, reading, where)
    group, notes = _group(wish.group, graded, where)
    sources = _sources(wish, reading, where)
    if sources.product is not None:
        _need_product(sources.product, graded)
    graded = replace(graded, result=replace(graded.result, findings=(*graded.result.findings, *notes)))
    origin = "option" if wish.window != QUARTER else "default"
    return Board(graded, target_group(graded, group, segments), sources, where.plan, window, origin)


def _graded(wish: KpiWish, reading: ReadOptions, where: Setting) -> Graded:
    """The customers graded by the last 365 days, with the columns that segments ask for."""
    from salesplan.compute.market.segment_rules import columns_wanted

    also = columns_wanted(where.plan.market.segments)
    choice = Choice(activities=wish.activities, beside=True)
    return grade(wish.files, wish.orders, "365", replace(reading, also=also) if also else reading, where, choice)


def _sources(wish: KpiWish, reading: ReadOptions, where: Setting) -> Sources:
    from salesplan.compute.activity.kpi_work import Sources
    from salesplan.compute.team.staff import staff_of

    beside = ReadOptions(on_error=reading.on_error)
    deals = list_given("deals", wish.deals, where, beside)
    reps = list_given("reps", wish.reps, where, beside)
    words = words_of_deals(where)
    parameters = where.plan.parameters
    chosen = (parameters.pace.shared, parameters.review.conversion)
    return Sources(deals, words, staff_of(reps, where.plan.team), wish.product, reps, *chosen)


def _group(word: str | None, graded: Graded, where: Setting) -> tuple[GroupWish, tuple[Problem, ...]]:
    """Who the target group is: as asked for, else the plan's chosen segments, else classes A and B."""
    from salesplan.compute.activity.kpi_group import GroupWish, group_named

    segments = where.plan.market.segments
    if word is not None:
        found = group_named(word, segments)
        if found is None:
            raise BadUsage(_no_group(word, tuple(each.id for each in segments)))
        return found, ()
    if segments and graded.customers is not None:
        chosen, refused = target_segments(graded.customers, where)
        if chosen and not refused:
            names = tuple(f"{segments[at].id} {segments[at].name}".strip() for at in chosen)
            return GroupWish("segment", names, "plan", tuple(chosen)), ()
        return GroupWish("class", DEFAULT_CLASSES), tuple(refused)
    return GroupWish("class", DEFAULT_CLASSES), ()


def _no_group(word: str, segments: tuple[str, ...]) -> Problem:
    what = Text("--group 看不懂“{word}”", "--group knows no {word}").format(word=word)
    fix = Text(
        "写客户分级 A,B、价值等级 tier=A、细分市场的编号{segments}，或 all",
        "give classes such as A,B, value tiers such as tier=A, ids of segments{segments}, or all",
    )
    told = f" {','.join(segments)}" if segments else ""
    return Problem("USAGE-group", "error", what, fix.format(segments=told), value=word)


def _need_product(product: str, graded: Graded) -> None:
    """BadUsage for a product that no order has."""
    from salesplan.compute.activity.kpi_work import is_product, products_of
    from salesplan.model.near import nearest

    known = products_of(graded)
    if is_product(product, known):
        return
    near = nearest(product, list(known))
    what = Text("订单里没有产品“{name}”", "no order has a product {name}").format(name=product)
    fix = (
        Text("是“{near}”吗？写成 --product {near}", "is it {near}? Type --product {near}").format(near=near)
        if near
        else Text("写订单里的产品编码、名称或类别", "give a product's id, name or category as in the orders")
    )
    raise BadUsage(Problem("USAGE-product", "error", what, fix, value=product))


def _with_rules(result: Result[KpiSummary], where: Setting) -> Result[KpiSummary]:
    """The result with what is wrong with the plan's indicators, as the check of the plan tells it."""
    if where.loaded is None:
        return result
    told = rule_findings(where, ("KPI",))
    if not where.plan.strategy.indicators:
        what = Text(
            "计划里没有考核指标，看不出这些数对应哪个目标",
            "the plan has no indicators: no goal is told for these figures",
        )
        fix = Text(
            "在 plan.yaml 里写 strategy: {indicators: [{name: 拜访数, kind: 过程, goals: [目标编号]}]}",
            "put strategy: {indicators: [{name: visits, kind: activity, goals: [id]}]} in plan.yaml",
        )
        told = (*told, Problem("KPI-none", "note", what, fix, Place(key="strategy.indicators")))
    return replace(result, findings=(*result.findings, *told))
