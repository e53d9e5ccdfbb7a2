"""The customer list by segment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salesplan.api.customers import side_by_side
from salesplan.api.orders import ORDER_FIELDS, amount_column, complete, read_orders
from salesplan.api.plan_rules import need_plan, rule_run
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Parameter, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.market.position_page import PositionSummary
    from salesplan.compute.market.segment_amounts import Buying
    from salesplan.compute.market.segments import SegmentsSummary
    from salesplan.model.records import Records

FORBIDDING = ("SEG-F01", "SEG-F02")
"""Rules whose breach would put customers into the wrong segment."""


@dataclass(frozen=True)
class SegmentWish:
    """What the caller wants: the lists if not the plan's, whose orders count, segments or customers as rows."""

    files: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    window: str = "365"
    customers: bool = False


PLAN_LISTS = SegmentWish()


def market_segments(
    wish: SegmentWish = PLAN_LISTS, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[SegmentsSummary]:
    """The customers by the plan's segments: how many, how much, who fits several, who none and why; what to go for.

    Amounts are those of the orders of the window, as ``classify`` counts them, else those of the list. One row a
    segment; with ``customers`` one row a customer. BadUsage without plan, segments or list; BadInput where a condition
    cannot be read or is about a column that the list does not have.
    """
    from salesplan.compute.market.segments import customers_of, rows_of, segmented, summary_of

    where = where or setting(lists=wish.files)
    plan = need_plan(where, "market segments").plan
    segments = plan.market.segments
    if not segments:
        raise BadUsage(_no_segments())
    customers, orders = _lists(wish, reading, where)
    checked = rule_run(where, ("SEG",), lists={"customers": customers})
    if forbidding := [problem for problem in checked.findings if problem.code in FORBIDDING]:
        raise BadInput(forbidding)
    counted = _counted(customers, orders, wish.window, where)
    frame = segmented(customers, segments, counted.population)
    summary = summary_of(frame, segments, plan.parameters.segments, plan.market.targets, counted.scale)
    summary = replace(summary, window=counted.window, strangers=counted.strangers)
    rows = customers_of(frame, segments, counted.scale) if wish.customers else rows_of(summary)
    told = (*checked.findings, *customers.findings, *(() if orders is None else orders.findings))
    result = Result(
        "market segments",
        where.as_of,
        summary,
        rows,
        _parameters(where, wish, with_orders=orders is not None),
        (*told, *counted.findings),
        (*customers.inputs, *(() if counted.lines is None else counted.lines.inputs)),
    )
    return with_plan(result, where)


def _counted(customers: Records, orders: Records | None, window: str, where: Setting) -> Buying:
    from salesplan.compute.market.segment_amounts import buying
    from salesplan.model.window import parse_window

    return buying(
        customers,
        orders,
        as_of=where.as_of,
        window=parse_window(window),
        a_days=where.plan.parameters.class_.a_days,
        amount=amount_column(orders, where),
    )


def _lists(wish: SegmentWish, reading: ReadOptions, where: Setting) -> tuple[Records, Records | None]:
    """The customers with the columns that the rules ask for, and the orders, if there are any."""
    from salesplan.compute.market.segment_rules import columns_wanted
    from salesplan.load.lists import read_list

    files = list(wish.files) or where.files("customers")
    if not files:
        raise BadUsage(_no_list())
    asked = replace(reading, also=columns_wanted(where.plan.market.segments))
    customers = read_list(
        files,
        where.reading(asked, "customers"),
        table="customers",
        needed=("id", "name", "amount"),
        strict=bool(wish.files) and reading.table is None,
    )
    beside = list(wish.orders) or where.files("orders")
    if not beside:
        return customers, None
    own = where.reading(ReadOptions(on_error=reading.on_error), "orders")
    return side_by_side(customers, complete(read_orders(beside, own, needed=ORDER_FIELDS), by_option=False))


def _parameters(where: Setting, wish: SegmentWish, *, with_orders: bool) -> tuple[Parameter, ...]:
    """The numbers that decided; ``with_plan`` says which of them the plan gives."""
    told, targets = where.plan.parameters.segments, "market.targets"
    window = (Parameter("window", wish.window, "option" if wish.window != "365" else "default"),)
    return (
        *(window if with_orders else ()),
        Parameter(targets, where.plan.market.targets, where.origins().get(targets, "default")),
        Parameter("parameters.segments.unmatched", told.unmatched, "plan"),
        Parameter("parameters.segments.min_size", told.min_size, "plan"),
        Parameter("parameters.segments.weights", told.weights.model_dump(), "plan"),
    )


def _no_segments() -> Problem:
    what = Text("计划里没有写细分市场", "the plan has no segments")
    fix = Text(
        "在 plan.yaml 里写 market: {segments: [{id: S1, name: 华东大客户, when: {区域: 华东, 年销售额: '>10万'}}]}",
        "put market: {segments: [{id: S1, name: East, when: {Region: East, Amount: '>100000'}}]} into plan.yaml",
    )
    return Problem("SEGMENTS-none", "error", what, fix, Place(key="market.segments"))


def _no_list() -> Problem:
    what = Text("没有客户名单，计划里也没有写", "no customer list is given, and the plan names none")
    fix = Text(
        "写上文件：salesplan market segments 客户.xlsx；或在 plan.yaml 里写 sources: {customers: 客户.xlsx}",
        "type salesplan market segments customers.xlsx; or put sources: {customers: customers.xlsx} in plan.yaml",
    )
    return Problem("USAGE-no-list", "error", what, fix)


def market_position(where: Setting | None = None) -> Result[PositionSummary]:
    """Our price against the market's, the position that follows, the value sentence, features with their benefits.

    Its findings are those of the POS, VALUE and FAB rules. BadUsage without a plan.
    """
    from salesplan.compute.market.position_page import position_summary, rows_of

    where = where or setting()
    plan = need_plan(where, "market position").plan
    told = plan.parameters.position
    result = Result(
        "market position",
        where.as_of,
        position_summary(plan.market, told),
        rows_of(plan.market),
        (
            Parameter("parameters.position.bands", told.bands, "plan"),
            Parameter("parameters.position.length", told.length, "plan"),
        ),
        rule_run(where, ("POS", "VALUE", "FAB")).findings,
    )
    return with_plan(result, where)
