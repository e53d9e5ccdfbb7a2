"""Targets planned anew after actuals came in, and the change log of what was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from salesplan.api.freezing import as_warnings, kept_of_year, kept_records, other_plans, with_plan_name
from salesplan.api.orders import amount_column, no_orders, orders_of_targets
from salesplan.api.plan_places import with_places
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.api.targets import SplitWish, decomposed_with, entries_of
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.result import Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.targets.replan import Replan
    from salesplan.compute.targets.replans.replan_log import ReplanLog
    from salesplan.compute.targets.split import Decomposed
    from salesplan.load.state import Kept
    from salesplan.model.records import Records
    from salesplan.model.state import Rule


@dataclass(frozen=True)
class ReplanWish:
    """How targets are to be planned anew; ``sold_nothing`` names months that truly had no sales.

    ``base``: the frozen plan, the last revised one, or the plan as it is now. ``record``: the change is to be kept.
    """

    rule: Rule | None = None
    base: Literal["original", "last", "plan"] = "original"
    reason: str = ""
    decided_by: str = ""
    sold_nothing: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    year: int | None = None
    record: bool = False


NO_WISH = ReplanWish()


@with_places
def targets_replan(
    entry: str | None = None, wish: ReplanWish = NO_WISH, where: Setting | None = None
) -> tuple[Replan, ...]:
    """The plan's targets (or one entry's) planned anew from the orders up to the as-of, each with its record.

    Nothing is written: what is to be kept is written by write.state.write_record. A target without a level of time is
    split over months.
    """
    where = where or setting()
    metrics = [target.metric for target in entries_of(entry, where, "targets replan")]
    orders = _orders(wish, metrics, where)
    return tuple(_replanned(made, orders, wish, where) for made in _decomposed(entry, orders, wish, where))


@with_places
def targets_replan_log(entry: str | None = None, where: Setting | None = None) -> Result[ReplanLog]:
    """The change log: every recorded re-plan of the plan's targets (or of one entry), newest first."""
    from salesplan.compute.targets.replans.replan_log import replan_log

    where = where or setting()
    ids = [target.id for target in entries_of(entry, where, "targets replan")]
    kept = [each for name in ids for each in kept_records(name, where)]
    result = replan_log([each.record for each in kept], where.as_of)
    findings = tuple(told for name in ids for told in other_plans(name, where))
    return with_plan(replace(result, inputs=tuple(each.input for each in kept), findings=findings), where)


def _orders(wish: ReplanWish, metrics: Sequence[str], where: Setting) -> Records:
    from salesplan.compute.targets.actuals.measure import fields_needed

    files = list(wish.orders) or where.files("orders")
    if not files:
        raise BadUsage(no_orders("targets replan"))
    needed = {"date", "amount", *(key for metric in metrics for key in fields_needed(metric))}
    return orders_of_targets(files, where, needed=needed)


def _decomposed(entry: str | None, orders: Records, wish: ReplanWish, where: Setting) -> Iterator[Decomposed]:
    """The targets as `targets split` has them; those without a level of time over months besides."""
    for target in entries_of(entry, where):
        timed = not target.by or any(level in TIME_LEVELS for level in target.by)
        by = () if timed else (*target.by, "month")
        yield from decomposed_with(orders, target.id, SplitWish(by=by, orders=wish.orders, year=wish.year), where)


def _replanned(made: Decomposed, orders: Records, wish: ReplanWish, where: Setting) -> Replan:
    from salesplan.compute.targets.actuals.actuals import actuals_of
    from salesplan.compute.targets.actuals.measure import measured
    from salesplan.compute.targets.replan import ReplanTerms, replan_targets, with_files

    request, parameters = made.request, where.plan.parameters
    terms = ReplanTerms(
        wish.rule, wish.base, wish.reason, wish.decided_by, wish.sold_nothing, wish.record, parameters.replan
    )
    amount, year = amount_column(orders, where), request.year
    counted = measured(orders, request.name, amount, start_month=year.start_month, weeks=year.weeks)
    actuals = actuals_of(made, counted, where.as_of, shared=parameters.pace.shared)
    kept = kept_of_year(made, where)
    records = [each.record for each in kept]
    days = orders.frame.get_column("date").drop_nulls().unique().to_list()
    done = replan_targets(made, actuals, terms, as_of=where.as_of, records=records, order_days=days)
    inputs = (*orders.inputs, *(each for each in made.inputs if each not in orders.inputs))
    done = replace(done, result=with_plan(replace(done.result, inputs=inputs), where))
    used = [each.input for each in _used(kept, where.as_of)]
    findings = (*orders.findings, *other_plans(request.id, where))
    done = with_files(done, (*done.result.inputs, *used), findings)
    return replace(done, record=with_plan_name(done.record, where))


def _used(kept: Sequence[Kept], as_of: date) -> list[Kept]:
    """The records of a year that a re-plan rests on: the one that holds the frozen targets, and the last one."""
    from salesplan.model.state import frozen_among, replans_since

    records = [each.record for each in kept]
    held = frozen_among(records, as_of)
    used = [held, *replans_since(held, records, as_of)[:1]]
    return list({each.file: each for record in used for each in kept if each.record is record}.values())


def against_revised(made: Decomposed, where: Setting) -> tuple[Decomposed, Kept, list[Problem]]:
    """A split with the revised targets of the newest record up to the as-of; the record, and what did not fit.

    BadInput where nothing was recorded by then.
    """
    from salesplan.compute.targets.replan import with_revised

    kept = _newest(made, where)
    if kept is None:
        raise BadInput(_no_record(made.request.id, where))
    found, lost = with_revised(made, kept.record)
    place = Place(key=f"targets.{made.request.id}")
    against = _AGAINST.format(day=kept.record.as_of)
    back = Text("要对照原目标，去掉 --against", "leave out --against to compare with the plan's own")
    noted = Problem("TRACK-against", "note", against, back, place)
    if not lost:
        return found, kept, [noted]
    what = Text("{day} 的调整记录里没有，或现在没有：{names}", "only the record of {day} or only the plan has {names}")
    fix = Text("重新调整一次：salesplan targets replan {id} --from plan", "salesplan targets replan {id} --from plan")
    names = ", ".join(lost[:8]) + (" ..." if len(lost) > 8 else "")  # noqa: PLR2004 - enough to read
    told = Problem(
        "TRACK-other-members",
        "warning",
        what.format(day=kept.record.as_of, names=names),
        fix.format(id=made.request.id),
        place,
    )
    return found, kept, [told, noted]


_AGAINST = Text(
    "对照的是 {day} 调整后的目标；当时已结束的期，目标就是已完成的，所以不亮灯，"
    "合计和各人的应完成、灯、年累计仍按这些期的原目标算",
    "the targets are those revised on {day}; for periods over by then they are what came in, so these show no light: "
    "what was due, the lights and the year to date of the total and of people go by their original targets",
)


def revised_note(made: Decomposed, where: Setting) -> list[Problem]:
    """That revised targets were recorded, for those who look at other ones; damaged records as warnings."""
    try:
        kept = _newest(made, where)
    except BadInput as bad:
        return as_warnings(bad)
    if kept is None:
        return []
    what = Text("{day} 记录过调整后的目标", "revised targets were recorded on {day}").format(day=kept.record.as_of)
    fix = Text("对照它：加 --against revised", "to compare with them add --against revised")
    return [Problem("TRACK-revised", "note", what, fix, Place(key=f"targets.{made.request.id}"))]


def _newest(made: Decomposed, where: Setting) -> Kept | None:
    """The newest re-plan of the split's year, that of the as-of included."""
    kept = (each for each in kept_of_year(made, where) if not each.record.frozen)
    return next((each for each in kept if each.record.as_of <= where.as_of), None)


def _no_record(entry: str, where: Setting) -> Problem:
    what = Text("截至 {day} 没有调整记录", "nothing was recorded by {day}").format(day=where.as_of)
    fix = Text(
        "先记录一次：salesplan targets replan {id} --record --reason 原因",
        "record it first: salesplan targets replan {id} --record --reason WHY",
    )
    return Problem("TRACK-no-record", "error", what, fix.format(id=entry), Place(key="--against"), "revised")
