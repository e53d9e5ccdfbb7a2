"""What moved the result: each of its drivers, or the gap to the target with who has it (methods.md 10.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

import narwhals as nw

from salesplan.compute.prospects.deal_rows import Deal
from salesplan.compute.rounding import half_up
from salesplan.compute.sales.base import base_problems, need_base
from salesplan.compute.sales.contributors import Contributor, contributors
from salesplan.compute.sales.lmdi import Driver, Method, decomposed
from salesplan.compute.sales.measures import MEASURES, VALUE, measured
from salesplan.compute.sales.reach import end_of_list, ends_before
from salesplan.compute.sales.sold import Sold
from salesplan.compute.sales.spans import Spans
from salesplan.compute.sales.target_gap import TargetGap, gap_findings
from salesplan.compute.sums import total_of
from salesplan.errors import BadInput, Problem
from salesplan.model.period import Period
from salesplan.model.result import Input, Parameter, Result, place_of
from salesplan.model.table import ColumnSpec, Table, Value, scaled
from salesplan.text import Text

OF_ORDERS = ("customers", "orders_per_customer", "average_order")
OF_DEALS = ("leads", "conversion", "average_won")
_PLACES, _CENTS = 6, 2
_COLUMNS = (
    ColumnSpec("group", "code"),
    ColumnSpec("name", "text"),
    ColumnSpec("owner", "text"),
    ColumnSpec("base", "score"),
    ColumnSpec("now", "score"),
    ColumnSpec("effect", "amount"),
    ColumnSpec("share_of_change", "share"),
    ColumnSpec("cause", "code"),
)


@dataclass(frozen=True)
class DriverEffect:
    """A driver in the base and now (to six places), its growth, what it did to the result, its part of the change."""

    name: str
    base: Decimal
    now: Decimal
    growth: Decimal | None
    effect: Decimal
    share: Decimal | None


@dataclass(frozen=True)
class DriverSet:
    """A result that is the product of its drivers; their effects sum to its change.

    ``source`` is orders, deals or given; ``method`` is sequential where a driver is 0 or below.
    """

    source: str
    base: Decimal
    now: Decimal
    change: Decimal
    change_rate: Decimal | None
    method: Method
    drivers: tuple[DriverEffect, ...]


@dataclass(frozen=True)
class DriversSummary:
    """The driver sets (none against a target), who moved the result, and the gap to the target where asked for."""

    spans: Spans | None
    sets: tuple[DriverSet, ...]
    contributors: tuple[Contributor, ...]
    target: TargetGap | None = None


@dataclass(frozen=True)
class DealLists:
    """The deals with where they come from."""

    deals: Sequence[Deal]
    inputs: tuple[Input, ...] = ()


def drivers(sold: Sold, deals: DealLists | None, spans: Spans, as_of: date) -> Result[DriversSummary]:
    """Customers x orders a customer x average order; with deals also leads x conversion x average amount won.

    BadInput without a base, and where either span has no order: nothing can be split then.
    """
    need_base(sold, spans)
    sets = [_of_orders(sold, spans)]
    findings: list[Problem] = [*base_problems(sold, spans)]
    if deals is not None:
        found = _of_deals(deals.deals, spans)
        sets += [found] if found is not None else []
        findings += [] if found is not None else [_no_deals(deals, spans)]
    told = contributors(sold, spans.now, spans.base)
    summary = DriversSummary(spans, tuple(sets), told)
    findings += _findings(sets)
    parameters = (Parameter("sales.for", spans.name), Parameter("sales.against", spans.against))
    inputs = (*sold.inputs, *(deals.inputs if deals is not None else ()))
    return Result("sales drivers", as_of, summary, _table(summary), parameters, tuple(findings), inputs)


def drivers_given(given: Sequence[Driver], as_of: date) -> Result[DriversSummary]:
    """The same of drivers that the user gives."""
    made = set_of("given", given)
    summary = DriversSummary(None, (made,), ())
    return Result("sales drivers", as_of, summary, _table(summary), (), tuple(_findings([made])))


def drivers_against_target(
    sold: Sold, gap: TargetGap, spans: Spans, causes: Mapping[str, str], as_of: date
) -> Result[DriversSummary]:
    """The gap to the target with who has it; beside it who sold less than a year ago, where there are no targets."""
    has_targets = {each.side for each in gap.members}
    sides = [side for side in ("product", "region", "rep", "customer") if side not in has_targets]
    known = sold.first_day is not None and sold.first_day <= spans.base.last
    told = contributors(sold, spans.now, spans.base, sides, down=gap.gap < 0) if known else ()
    summary = DriversSummary(spans, (), told, gap)
    parameters = (Parameter("sales.for", spans.name), Parameter("sales.against", "target"))
    late = [ends_before(sold, spans, cut=False)] if end_of_list(sold, spans) is not None else []
    findings = (*late, *gap_findings(gap, causes, place_of(sold.inputs)))
    return Result("sales drivers", as_of, summary, _table(summary), parameters, findings, sold.inputs)


def set_of(source: str, told: Sequence[Driver], places: int = _CENTS) -> DriverSet:
    """The effects of drivers with their parts of the change."""
    made = decomposed(told, places)
    effects = tuple(
        DriverEffect(
            each.name,
            half_up(each.base, _PLACES),
            half_up(each.now, _PLACES),
            half_up((each.now - each.base) / each.base) if each.base > 0 else None,
            effect,
            half_up(Fraction(effect) / Fraction(made.change)) if made.change else None,
        )
        for each, effect in zip(told, made.effects, strict=True)
    )
    rate = half_up(Fraction(made.change) / Fraction(made.base)) if made.base > 0 else None
    return DriverSet(source, made.base, made.now, made.change, rate, made.method, effects)


def _of_orders(sold: Sold, spans: Spans) -> DriverSet:
    sides = [_figures(sold, span) for span in (spans.base, spans.now)]
    for span, (customers, orders, _) in zip((spans.base, spans.now), sides, strict=True):
        if not (customers and orders):
            raise BadInput(_no_orders(span, sold))
    values = [(Fraction(c), Fraction(o, c), Fraction(amount) / o) for c, o, amount in sides]
    told = [Driver(name, *pair) for name, pair in zip(OF_ORDERS, zip(*values, strict=True), strict=True)]
    return set_of("orders", told, max(sold.scale, _CENTS))


def _figures(sold: Sold, span: Period) -> tuple[int, int, Decimal]:
    """Customers who bought, orders, amount."""
    frame = sold.within(span)
    counts = [
        next(iter(measured(frame, [], MEASURES[key], sold).get_column(VALUE).to_list()), 0)
        for key in ("customers", "orders")
    ]
    return counts[0], counts[1], scaled(total_of(frame.filter(~nw.col("amount").is_null()), "amount"), sold.scale)


def _of_deals(deals: Sequence[Deal], spans: Spans) -> DriverSet | None:
    """Leads: deals created in the span; conversion: deals won in it over leads; average: their amounts over deals won.

    None where a span has no lead or no deal won with an amount.
    """
    values = []
    for span in (spans.base, spans.now):
        leads = sum(each.created is not None and each.created in span for each in deals)
        won = [each for each in deals if each.state == "won" and each.close_date and each.close_date in span]
        amount = sum((each.amount for each in won if each.amount is not None), Decimal(0))
        if not (leads and won and amount > 0):
            return None
        values.append((Fraction(leads), Fraction(len(won), leads), Fraction(amount) / len(won)))
    told = [Driver(name, *pair) for name, pair in zip(OF_DEALS, zip(*values, strict=True), strict=True)]
    return set_of("deals", told)


def _table(summary: DriversSummary) -> Table:
    """The drivers of each set, then who moved the result, side by side."""
    rows: list[tuple[Value, ...]] = [
        (made.source, each.name, None, each.base, each.now, each.effect, each.share, None)
        for made in summary.sets
        for each in made.drivers
    ]
    if summary.target is not None:
        rows += [
            (each.side, each.name, None, each.expected, each.actual, each.gap, each.share, each.cause)
            for each in summary.target.members
        ]
    rows += [
        (each.side, each.name, each.owner, each.base, each.now, each.change, each.share, None)
        for each in summary.contributors
    ]
    return Table(_COLUMNS, tuples=rows)


def _findings(sets: Sequence[DriverSet]) -> Iterator[Problem]:
    for made in sets:
        if made.method == "sequential":
            what = Text(
                "有驱动因素是 0 或负数，取不了对数：按先后次序逐个代入，次序不同，各因素的数会不同（合计不变）",
                "a driver is 0 or below, of which there is no logarithm: they are put in one after the other, and in "
                "another order their effects differ (never the sum)",
            )
            fix = Text("把最先变的因素写在前面", "put first what changes first")
            yield Problem("DRIVERS-sequential", "note", what, fix)


def _no_orders(span: Period, sold: Sold) -> Problem:
    what = Text("{span} 没有成交的订单或客户，拆不出驱动因素", "{span} has no orders of customers: nothing to split")
    fix = Text("换一段：--for 或 --base", "choose other days with --for or --base")
    return Problem("DRIVERS-no-orders", "error", what.format(span=span), fix, place_of(sold.inputs), str(span))


def _no_deals(deals: DealLists, spans: Spans) -> Problem:
    what = Text(
        "商机名单在 {base} 或 {now} 没有新建的商机或带金额的赢单，漏斗的驱动因素算不出",
        "in {base} or {now} no deal was created, or none was won with an amount: leads and conversion are not split",
    ).format(base=spans.base, now=spans.now)
    fix = Text(
        "补上更早的商机（创建日期、成交日期、金额）", "add earlier deals with days of creation and close, and amounts"
    )
    return Problem("DRIVERS-no-deals", "note", what, fix, place_of(deals.inputs))
