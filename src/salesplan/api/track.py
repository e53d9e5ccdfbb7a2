"""Targets tracked against orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import narwhals as nw

from salesplan.api.measuring import counted
from salesplan.api.orders import amount_column, no_orders, orders_of_targets
from salesplan.api.plan_places import with_places
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.api.targets import SplitWish, decomposed_with, entries_of
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.plan.levels import LEVELS
from salesplan.model.plan.metrics import metric_named
from salesplan.model.reading import ReadOptions
from salesplan.model.result import Input, Result
from salesplan.model.tables import table_fields
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.targets.split import Decomposed
    from salesplan.compute.targets.track import TrackSummary
    from salesplan.model.records import Records


@dataclass(frozen=True)
class TrackRequest:
    """What the caller wants tracked, over what the plan says.

    ``by``, ``year`` and ``orders`` as in a split. ``date`` is the column that dates an order: a field such as
    ``ship_date``, or a header. ``include_open`` counts the month under way in the year to date; ``level`` asks for the
    rows of one level; ``sort`` is ``worst`` or ``plan``. ``against``: the targets as they were frozen (those of the
    plan where none were), those of the newest recorded re-plan, or those that the plan gives now.
    """

    by: tuple[str, ...] = ()
    year: int | None = None
    orders: tuple[str, ...] = ()
    date: str | None = None
    include_open: bool = False
    level: str | None = None
    sort: Literal["worst", "plan"] = "worst"
    against: Literal["original", "revised", "plan"] = "original"


ALL_OF_IT = TrackRequest()


@with_places
def targets_track(
    entry: str | None = None, wish: TrackRequest = ALL_OF_IT, where: Setting | None = None
) -> tuple[Result[TrackSummary], ...]:
    """The plan's targets (or the one named) beside what the orders brought up to the as-of: one result a target.

    The orders are those given, else the plan's; past years weigh, the target's own year is tracked. BadUsage without a
    target or without orders, BadInput where the orders do not tell the metric or a level.
    """
    where = where or setting()
    entries_of(entry, where, "targets track")
    orders = _orders(wish, where)
    made = decomposed_with(orders, entry, SplitWish(by=wish.by, year=wish.year, orders=wish.orders), where)
    _check_level(wish, made)
    deals, notes = _deals(made, where)
    return tuple(_tracked(each, orders, deals, notes, wish, where) for each in made)


def _tracked(
    made: Decomposed,
    orders: Records,
    deals: Records | None,
    notes: Sequence[Problem],
    wish: TrackRequest,
    where: Setting,
) -> Result[TrackSummary]:
    from salesplan.compute.targets.track import TrackWish, track

    made, record, replanned = _against(made, wish, where)
    sold = counted(orders, made.request, amount_column(orders, where))
    revenue = metric_named(made.request.name) == "revenue"
    asked = TrackWish(wish.include_open, wish.level, wish.sort, where.plan.parameters.pace, where.origins())
    result = track(made, sold, deals if revenue else None, as_of=where.as_of, chosen=where.as_of_given, wish=asked)
    findings = (*result.findings, *(notes if revenue else ()), *replanned)
    return with_plan(replace(result, findings=findings, inputs=(*result.inputs, *record)), where)


def _against(
    made: Decomposed, wish: TrackRequest, where: Setting
) -> tuple[Decomposed, Sequence[Input], Sequence[Problem]]:
    """The targets that are tracked, the record they come from, and what is worth knowing about it."""
    from salesplan.api.freezing import against_frozen
    from salesplan.api.replan import against_revised, revised_note

    if wish.against == "plan":
        return made, (), revised_note(made, where)
    if wish.against == "revised":
        found, revised, problems = against_revised(made, where)
        return found, (revised.input,), problems
    found, frozen, problems = against_frozen(made, where)
    return found, (frozen.input,) if frozen else (), [*problems, *revised_note(made, where)]


def _orders(wish: TrackRequest, where: Setting) -> Records:
    """The orders given, else the plan's, dated by the column asked for."""
    files = list(wish.orders) or where.files("orders")
    if not files:
        raise BadUsage(no_orders("targets track"))
    key = _date_field(wish.date)
    options = ReadOptions(columns={"date": wish.date} if wish.date and not key else {})
    orders = orders_of_targets(files, where, needed=(key or "date", "amount"), options=options)
    if key in (None, "date"):
        return orders
    if not orders.has(key):
        raise BadInput(_no_date(orders, key))
    return replace(orders, frame=orders.frame.with_columns(nw.col(key).alias("date")))


def _date_field(asked: str | None) -> str | None:
    """The field of orders that a word names by its key or its usual title; None for any other header."""
    fields = {key: each.header for key, each in table_fields("orders").items() if each.header.kind == "date"}
    plain = (asked or "").strip().lower()
    named = (key for key, header in fields.items() if plain in (key, header.label.zh, header.label.en.lower()))
    return next(named, None)


def _deals(made: Sequence[Decomposed], where: Setting) -> tuple[Records | None, list[Problem]]:
    """The plan's open deals with their weighted amounts; None without any."""
    from salesplan.api.plan_lists import words_of_deals
    from salesplan.compute.prospects.deal_sound import without_copies
    from salesplan.compute.targets.actuals.deals import weighted_deals
    from salesplan.load.lists import read_list

    files = where.files("deals")
    if not files or not any(each.request.year.period.last > where.as_of for each in made):
        return None, []
    deals = read_list(files, where.reading(ReadOptions(), "deals"), table="deals", strict=True)
    words = words_of_deals(where)
    return weighted_deals(without_copies(deals, words), words)


def _check_level(wish: TrackRequest, made: Sequence[Decomposed]) -> None:
    known = list(dict.fromkeys(level for each in made for level in each.request.by))
    if wish.level is None or wish.level in known:
        return
    what = Text("目标里没有“{level}”这一层", "the targets have no level {level}").format(
        level=LEVELS.get(wish.level, wish.level)
    )
    fix = Text("--level 写其中一个：{known}", "give --level one of these: {known}").format(known=", ".join(known))
    raise BadUsage(Problem("USAGE-level", "error", what, fix, Place(key="--level"), wish.level))


def _no_date(orders: Records, key: str) -> Problem:
    source = orders.inputs[0]
    titles = ", ".join(column.header for column in source.columns if column.header)
    what = Text("订单里没有“{label}”这一列", "the orders have no column {label}").format(
        label=table_fields("orders")[key].header.label
    )
    fix = Text("--date 写其中一个表头：{titles}", "give --date one of these titles: {titles}").format(titles=titles)
    return Problem("TRACK-no-date", "error", what, fix, Place(file=source.file, sheet=source.sheet), key)
