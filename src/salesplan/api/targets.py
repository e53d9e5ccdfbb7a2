"""Targets split."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from salesplan.api.measuring import measured_for, unit_of
from salesplan.api.orders import amount_column, enough_for_targets, orders_of_targets
from salesplan.api.plan_places import with_places
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.api.staff import with_reps
from salesplan.errors import BadUsage, Problem
from salesplan.model.plan.metrics import metric_named
from salesplan.model.reading import ReadOptions
from salesplan.model.result import Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.targets.request import SplitRequest
    from salesplan.compute.targets.split import Decomposed
    from salesplan.compute.targets.weights.adjusting import Adjustment
    from salesplan.model.plan.targets import TargetEntry
    from salesplan.model.records import Records

T = TypeVar("T")
FIRST_DAY = date(1900, 1, 1)
"""Orders before this day are slips of the pen; no calendar is made for them."""
DEFAULT_LEVELS = ("quarter", "month")
"""The levels of a split that names none."""
TAKE_TOTALS = ("targets split", "explain targets")
"""The commands that take a total in place of the plan's targets."""


@dataclass(frozen=True)
class SplitWish:
    """What the caller wants split, over and above (or instead of) what the plan says."""

    total: Decimal | None = None
    by: tuple[str, ...] = ()
    basis: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    pins: Mapping[str, Decimal] = field(default_factory=dict)
    unit: Decimal | None = None
    unit_remainder: bool = False
    year: int | None = None
    orders: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()


NO_WISH = SplitWish()


@with_places
def targets_split(
    entry: str | None = None, wish: SplitWish = NO_WISH, where: Setting | None = None
) -> tuple[Result[Any], ...]:
    """Targets split level by level, exact to the unit: the total wished for, else the plan's entries (or one).

    Under several of the plan's scenarios each target is one result with all of them side by side.
    """
    from salesplan.compute.targets.split import split_result

    where = where or setting()
    if wish.scenarios:
        from salesplan.api.scenarios import split_under

        return split_under(entry, wish, where)
    from salesplan.api.freezing import frozen_before

    found = [(split_result(made, where.as_of), frozen_before(made, where)) for made in decomposed(entry, wish, where)]
    return tuple(with_plan(replace(each, findings=(*each.findings, *told)), where) for each, told in found)


def decomposed(entry: str | None, wish: SplitWish, where: Setting) -> list[Decomposed]:
    """The grids that every command about targets works on: the total wished for, or entries of the plan."""
    return decomposed_with(past_orders(wish, where), entry, wish, where)


@with_places
def decomposed_with(history: Records | None, entry: str | None, wish: SplitWish, where: Setting) -> list[Decomposed]:
    """The same with orders that were read before, for those who decompose more than one plan."""
    from salesplan.compute.targets.split import decompose

    requests, reps = with_reps(list(requests_for(entry, wish, where, amount_column(history, where))), where)
    if history is not None:
        enough_for_targets(
            history, in_money=any(metric_named(each.name or "revenue") == "revenue" for each in requests)
        )
    years = {r.year.period.first.year for r in requests} | {r.year.period.last.year for r in requests}
    calendar = where.calendar(years | years_of(history))
    customers = _customers_for(requests, where)
    made = [
        decompose(counted, history=past, calendar=calendar, as_of=where.as_of, customers=customers)
        for counted, past in (measured_for(request, history) for request in requests)
    ]
    return [replace(each, inputs=(*each.inputs, *reps)) for each in made] if reps else made


def _customers_for(requests: Sequence[SplitRequest], where: Setting) -> Records | None:
    """The plan's customers, where their potential may weigh members; None where nothing asks for it."""
    files = where.files("customers")
    asked = [request for request in requests if {"potential", "blend"} & {*request.basis.values()}]
    if not files or not asked:
        return None
    from salesplan.load.lists import read_list

    return read_list(files, where.reading(ReadOptions(), "customers"), table="customers", needed=("potential",))


def past_orders(wish: SplitWish, where: Setting) -> Records | None:
    """The orders that season and weights come from: those wished for, else the plan's; None without any."""
    files = list(wish.orders) or where.files("orders")
    if not files:
        return None
    return orders_of_targets(files, where, needed=("date", "amount"))


def years_of(orders: Records | None) -> set[int]:
    """The calendar years the orders lie in."""
    if orders is None or not orders.has("date"):
        return set()
    days = orders.frame.get_column("date").drop_nulls()
    days = days.filter(days >= FIRST_DAY)
    return set(range(days.min().year, days.max().year + 1)) if len(days) else set()


def requests_for(entry: str | None, wish: SplitWish, where: Setting, amount: str) -> Iterator[SplitRequest]:
    """What is to be split: a total of its own, or entries of the plan with the wishes put over them."""
    if wish.total is not None and entry is None:
        yield _own_total(wish, wish.total, where, amount)
    else:
        yield from (_of_entry(target, wish, where, amount) for target in entries_of(entry, where))


def _own_total(wish: SplitWish, total: Decimal, where: Setting, amount: str) -> SplitRequest:
    """A total without an entry of the plan."""
    from salesplan.compute.targets.request import SplitRequest

    plan = where.plan
    return SplitRequest(
        id="total",
        total=total,
        by=wish.by or DEFAULT_LEVELS,
        year=where.year(wish.year),
        unit=plan.unit if wish.unit is None else wish.unit,
        unit_remainder=wish.unit_remainder,
        basis=wish.basis,
        weights=wish.weights,
        pins=wish.pins,
        amount=amount,
        source="option",
        season=plan.parameters.season,
        split=plan.parameters.split,
        team=plan.team,
    )


def _of_entry(target: TargetEntry, wish: SplitWish, where: Setting, amount: str) -> SplitRequest:
    """An entry of the plan, with the wishes over what it says."""
    from salesplan.compute.targets.request import request_of

    plan = where.plan
    unit = unit_of(target.metric, plan.unit, wish.unit)
    moved = _adjustment(target, wish, where, unit)
    request = request_of(
        target,
        moved.total,
        where.year(wish.year),
        unit=unit,
        amount=amount,
        season=plan.parameters.season,
        split=plan.parameters.split,
        team=plan.team,
    )
    return replace(
        request,
        by=wish.by or request.by or DEFAULT_LEVELS,
        basis={**_used(request.basis, wish.by), **wish.basis},
        weights={**_used(request.weights, wish.by), **wish.weights},
        hedge=_used(request.hedge, wish.by),
        pins={**request.pins, **wish.pins},
        bridge=moved.bridge,
        factors=moved.factors,
        adjusting=plan.parameters.factors,
        findings=moved.findings,
        unit_remainder=wish.unit_remainder,
        typed=_typed(wish),
    )


def _adjustment(target: TargetEntry, wish: SplitWish, where: Setting, unit: Decimal) -> Adjustment:
    """The entry's total with its factors; the total wished for as it is."""
    from salesplan.compute.targets.weights.adjusting import Adjustment, adjustment_of, factors_left_out, unused_factors

    plan = where.plan
    if wish.total is not None:
        return Adjustment(wish.total, findings=tuple(factors_left_out(target, plan.targets)))
    moved = adjustment_of(target, plan.targets, plan.factors, plan.parameters.factors, unit)
    unused = unused_factors(plan.targets, plan.factors) if target is plan.targets[0] else ()
    return replace(moved, findings=(*moved.findings, *unused))


def _used(given: Mapping[str, T], by: tuple[str, ...]) -> dict[str, T]:
    """What an entry says about the levels wished for over its own; all of it without such a wish."""
    return {level: told for level, told in given.items() if not by or level in ("*", *by)}


def _typed(wish: SplitWish) -> frozenset[str]:
    """The keys of an entry that the wishes are put over, so that a fault in them is wrong usage."""
    keys = [*(f"pins.{path}" for path in wish.pins), *(f"basis.{level}" for level in wish.basis if level != "*")]
    keys += [f"weights.{level}" for level in wish.weights]
    whole = {"by": wish.by, "basis": "*" in wish.basis, "unit": wish.unit, "year": wish.year}
    return frozenset([*keys, *(key for key, given in whole.items() if given)])


def entries_of(entry: str | None, where: Setting, command: str = "targets split") -> Sequence[TargetEntry]:
    """The plan's targets, or the one named. BadUsage where there is none, with what to type for this ``command``."""
    targets = where.plan.targets
    if not targets:
        raise BadUsage(_no_target(where, command))
    found = [t for t in targets if entry in (None, t.id)]
    if not found:
        raise BadUsage(
            Problem(
                "USAGE-no-entry",
                "error",
                Text("计划里没有编号为“{entry}”的目标", "the plan has no target “{entry}”").format(entry=entry),
                Text("可选：{ids}", "choose one of {ids}").format(ids=", ".join(t.id for t in targets)),
            )
        )
    return found


def _no_target(where: Setting, command: str) -> Problem:
    what = Text("计划里没有目标", "the plan has no target")
    fix = Text(
        "在 {file} 里加两行，再运行 salesplan {command}：\n"
        "targets:\n"
        "  - {{id: revenue, total: 1200万, by: [quarter, month]}}",
        "add two lines to {file}, then type salesplan {command}:\n"
        "targets:\n"
        "  - {{id: revenue, total: 12000000, by: [quarter, month]}}",
    )
    if command in TAKE_TOTALS:
        what = Text("没有要分解的目标", "there is no target to split")
        fix = Text(
            "写上总额：salesplan {command} --total 1200万 --by quarter,month\n"
            "或在 {file} 里加两行：\n"
            "targets:\n"
            "  - {{id: revenue, total: 1200万, by: [quarter, month]}}",
            "give a total: salesplan {command} --total 12000000 --by quarter,month\n"
            "or add two lines to {file}:\n"
            "targets:\n"
            "  - {{id: revenue, total: 12000000, by: [quarter, month]}}",
        )
    file = where.loaded.file if where.loaded else "plan.yaml"
    return Problem("USAGE-no-target", "error", what, fix.format(file=file, command=command))
