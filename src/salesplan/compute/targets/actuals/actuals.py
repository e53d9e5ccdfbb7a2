"""What was sold against the targets of a split, reconciled with the orders to the smallest amount (methods.md 10.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

import narwhals as nw

from salesplan.compute.sums import roomy, total_of
from salesplan.compute.targets.actuals.credit import Shared
from salesplan.compute.targets.actuals.measure import MEASURE, ONCE
from salesplan.compute.targets.actuals.parts import with_parts
from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.split import Decomposed
from salesplan.compute.targets.weights.members import Landed, Members, ReasonName
from salesplan.errors import Place
from salesplan.model.period import Period
from salesplan.model.plan.metrics import metric_named
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.table import scaled

Frame = nw.DataFrame[Any]
Why = Literal["no_date", "future", "other_year", "no_amount", "currency", "unread"] | ReasonName
_BEFORE = timedelta(days=400)
"""How long before the year sales are kept by day, for the recent speed of a year that has just begun."""
_FIRST_PLACES = 3
_NO_RATE = "READ-currency"
_VALUE, _COMBO, _ITEM, _REASON, _KEY = "_value", "_combo", "_item", "_reason", "_key"
_FITS, _ROWS = "_fits", "_rows"


@dataclass(frozen=True)
class Unassigned:
    """Orders that no target got, for one reason.

    ``why``: ``blank`` or ``unknown`` member of ``level``, ``shared`` (several people without shares), ``shares`` (not
    the whole), ``no_date``, ``future`` (dated after the as-of), ``other_year``, ``no_amount`` (a row whose cell for the
    metric is blank: it counts as a row and as amount 0), ``currency`` (its amount is in a currency without a rate) or
    ``unread`` (another cell that is needed could not be read): rows that reading left out, of unknown amount, which
    count as 0. ``name`` is what the cell says, ``near`` the nearest name that
    has a target. ``rows`` counts rows of the list; one that is shared counts wherever a part of it goes.
    """

    why: Why
    level: str | None
    name: str | None
    near: str | None
    rows: int
    amount: Decimal
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Actuals:
    """What was sold, by target.

    ``cells[item.index][time.index]`` are sums in whole units of 10^-``scale``, from the first day of the year to
    ``as_of``: what the innermost members got, and of a parent the sum of its members, so that an order which belongs
    to no innermost member is in none of them. Without levels of members the whole has all orders. ``total`` is
    everything read that has an amount: it equals ``assigned`` and the amounts of ``unassigned`` together. ``days`` are
    the sums and rows by innermost member and day, also of days before the year.
    """

    cells: Sequence[Sequence[int]]
    scale: int
    as_of: date
    total: Decimal
    rows: int
    unassigned: tuple[Unassigned, ...]
    days: Frame
    items: Sequence[Node]

    def amount(self, item: Node, time: Node) -> Decimal:
        """What one target has brought so far."""
        return scaled(self.cells[item.index][time.index], self.scale)

    @property
    def assigned(self) -> Decimal:
        """What the innermost members got."""
        return self.total - self.not_assigned

    @property
    def not_assigned(self) -> Decimal:
        """What no innermost member got, for all reasons together."""
        return sum((each.amount for each in self.unassigned), Decimal(0))

    @property
    def of_no_target(self) -> Decimal:
        """The part of it that was sold in the year up to the as-of: a target would have got it, had it had one."""
        return sum((each.amount for each in self.unassigned if each.level is not None), Decimal(0))

    def within(self, span: Period) -> list[int]:
        """The sums of a span of days by item, its children included, in whole units of 10^-scale."""
        chosen = self.days.filter(nw.col("date").is_between(span.first, span.last))
        found = [0] * len(self.items)
        for item, amount in chosen.group_by(_ITEM).agg(roomy(chosen, _VALUE).sum()).iter_rows():
            found[item] += amount
        return _rolled_up(found, self.items)


def actuals_of(made: Decomposed, orders: Records, as_of: date, *, shared: Shared = "refuse") -> Actuals:
    """The orders laid over the targets of a split.

    ``orders`` have the column ``MEASURE`` (measure.measured), else the request's own amounts count. Members are found
    by the column of the same name as their level; team, region and channel else by the plan's team on the order's day,
    and an outer member else by the only one that has the inner one. BadInput where a level has no column at all.
    ``shared``: whether an order of several people without shares is split evenly, or given to nobody.
    """
    measure = MEASURE if orders.has(MEASURE) else made.request.amount
    members = Members.of(made, orders, shared)
    rows = orders.frame.filter(~nw.col(measure).is_null()).with_columns(nw.col(measure).alias(_VALUE))
    if metric_named(made.request.name) in ONCE:
        rows = rows.filter(nw.col(_VALUE) != 0)
    pieces = _dated(_pieces(rows, members), made.request.year.period, as_of)
    scale, items, times = orders.scales.get(measure, 0), made.targets.items, made.targets.times
    span = made.request.year.period
    dated = (nw.col("date") <= as_of, nw.col("date").is_between(span.first - _BEFORE, span.last))
    days = pieces.filter(nw.col(_FITS), ~nw.col("date").is_null(), *dated)
    days = days.group_by(_ITEM, "date").agg(roomy(days, _VALUE).sum(), nw.len().cast(nw.Int64()).alias(_ROWS))
    return Actuals(
        cells=_cells(days.filter(nw.col("date") >= span.first), items, times),
        scale=scale,
        as_of=as_of,
        total=scaled(total_of(rows, _VALUE), scale),
        rows=len(rows),
        unassigned=(*_unassigned(pieces, members, orders, scale), *_without_amount(orders, measure), *_unread(orders)),
        days=days,
        items=items,
    )


def _pieces(rows: Frame, members: Members) -> Frame:
    """Each order, or each part of one that is shared, with the member it ends at and why it went no further."""
    rows = members.with_combo(rows, _COMBO).select(SOURCE, ROW, "date", _VALUE, _COMBO)
    whole = [(combo, landed[0]) for combo, landed in enumerate(members.landed) if len(landed) == 1]
    parts = [
        (combo, at, each)
        for combo, landed in enumerate(members.landed)
        if len(landed) > 1
        for at, each in enumerate(landed)
    ]
    keys = [SOURCE, ROW, "date", _VALUE, _ITEM, _REASON]
    found = rows.join(_frame(rows, [(c, each.item, each.reason) for c, each in whole]), on=_COMBO, how="inner")
    if not parts:
        return found.select(keys)
    shares = _frame(rows, [(c, each.item, each.reason, at, each.share, each.whole) for c, at, each in parts])
    return nw.concat([found.select(keys), _shared_out(rows, shares).select(keys)])


def _frame(like: Frame, lines: Sequence[tuple[int, ...]]) -> Frame:
    names = (_COMBO, _ITEM, _REASON, "_at", "_share", "_whole")[: len(lines[0]) if lines else 3]
    data = {name: [line[i] for line in lines] for i, name in enumerate(names)}
    return nw.from_dict(data, schema=dict.fromkeys(names, nw.Int64()), backend=like.implementation)


def _shared_out(rows: Frame, shares: Frame) -> Frame:
    """The parts of shared orders by largest remainder, so that they add up to the order; equal ones: first named."""
    found = rows.with_row_index("_order").join(shares, on=_COMBO, how="inner")
    return with_parts(found, _VALUE)


def _dated(pieces: Frame, year: Period, as_of: date) -> Frame:
    """The reason of the day goes before that of the member: no date, after the as-of, another year.

    ``_FITS`` keeps whether an innermost member has it, whatever the day.
    """
    pieces, day = pieces.with_columns((nw.col(_REASON) == Landed.FITS).alias(_FITS)), nw.col("date")
    other = ~day.is_between(year.first, year.last)
    reason = nw.when(other).then(nw.lit(_OTHER_YEAR)).otherwise(nw.col(_REASON))
    reason = nw.when(day > as_of).then(nw.lit(_FUTURE)).otherwise(reason)
    reason = nw.when(day.is_null()).then(nw.lit(_NO_DATE)).otherwise(reason)
    return pieces.with_columns(reason.cast(nw.Int64()).alias(_REASON))


_NO_DATE, _FUTURE, _OTHER_YEAR = -4, -3, -2
_OF_DAY: dict[int, Why] = {_NO_DATE: "no_date", _FUTURE: "future", _OTHER_YEAR: "other_year"}


def _cells(days: Frame, items: Sequence[Node], times: Sequence[Node]) -> list[list[int]]:
    """Sums by item and period: each day goes to its innermost period, then up both trees."""
    inner = [time for time in times if not time.children]
    cells = [[0] * len(times) for _ in items]
    for time in inner:
        span = time.period
        chosen = days if span is None else days.filter(nw.col("date").is_between(span.first, span.last))
        for item, amount in chosen.group_by(_ITEM).agg(roomy(chosen, _VALUE).sum()).iter_rows():
            cells[item][time.index] += amount
    for line in cells:
        _roll_into(line, times)
    for time in times:
        column = _rolled_up([line[time.index] for line in cells], items)
        for line, amount in zip(cells, column, strict=True):
            line[time.index] = amount
    return cells


def _rolled_up(sums: list[int], nodes: Sequence[Node]) -> list[int]:
    _roll_into(sums, nodes)
    return sums


def _roll_into(sums: list[int], nodes: Sequence[Node]) -> None:
    """Add each node's sum to its parent; children stand after their parents."""
    for node in reversed(nodes):
        if node.parent is not None:
            sums[node.parent.index] += sums[node.index]


def _unassigned(pieces: Frame, members: Members, orders: Records, scale: int) -> tuple[Unassigned, ...]:
    """The reasons with their sums and first rows: those of the day first, then by level and size."""
    lost = pieces.filter(nw.col(_REASON) != Landed.FITS)
    sums = lost.group_by(_REASON).agg(roomy(lost, _VALUE).sum(), nw.len().alias("rows"))
    places = _first_places(lost, orders)
    found = [
        _reason(number, members, rows, scaled(amount, scale), places[number])
        for number, amount, rows in sums.select(_REASON, _VALUE, "rows").iter_rows()
    ]
    order = list(members.levels)
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.level is not None,
                order.index(each.level) if each.level in order else 0,
                -abs(each.amount),
                each.why,
                each.name or "",
            ),
        )
    )


def _without_amount(orders: Records, measure: str) -> list[Unassigned]:
    """The rows whose cell is blank, so that rows are not lost either."""
    rows = orders.frame.filter(nw.col(measure).is_null()).select(SOURCE, ROW).sort(SOURCE, ROW)
    if not len(rows):
        return []
    places = tuple(_place(orders, source, row) for source, row in rows.head(_FIRST_PLACES).iter_rows())
    return [Unassigned("no_amount", None, None, None, len(rows), Decimal(0), places)]


def _unread(orders: Records) -> list[Unassigned]:
    """The rows that reading left out because of a bad cell: those of a currency without a rate, and all others."""
    foreign: dict[tuple[str | int | None, ...], Place] = {}
    others: dict[tuple[str | int | None, ...], Place] = {}
    for problem in orders.findings:
        if problem.severity == "error":
            (foreign if problem.code == _NO_RATE else others).setdefault(_row_of(problem.place), problem.place)
    bad = sum(source.left_out.get("bad", 0) for source in orders.inputs)
    rest = [place for row, place in others.items() if row not in foreign]
    kinds: tuple[tuple[Why, int, list[Place]], ...] = (
        ("currency", len(foreign), list(foreign.values())),
        ("unread", bad - len(foreign), rest),
    )
    return [
        Unassigned(why, None, None, None, rows, Decimal(0), tuple(places[:_FIRST_PLACES]))
        for why, rows, places in kinds
        if rows > 0
    ]


def _row_of(place: Place) -> tuple[str | int | None, ...]:
    """The file, the sheet and the row of a place, whichever way it names the row."""
    line = place.line if place.cell is None else int("".join(filter(str.isdigit, place.cell)) or 0)
    return place.file, place.sheet, line


def _reason(number: int, members: Members, rows: int, amount: Decimal, places: tuple[Place, ...]) -> Unassigned:
    if number in _OF_DAY:
        return Unassigned(_OF_DAY[number], None, None, None, rows, amount, places)
    missed = members.missed[number]
    return Unassigned(missed.why, missed.level, missed.name, missed.near, rows, amount, places)


def _first_places(lost: Frame, orders: Records) -> dict[int, tuple[Place, ...]]:
    """The first rows of each reason."""
    rows = lost.select(_REASON, SOURCE, ROW).unique().sort(_REASON, SOURCE, ROW).with_row_index("_nth")
    first = nw.col("_nth").cast(nw.Int64()) - nw.col("_nth").cast(nw.Int64()).min().over(_REASON)
    found: dict[int, list[Place]] = {}
    for number, source, row in rows.filter(first < _FIRST_PLACES).select(_REASON, SOURCE, ROW).iter_rows():
        found.setdefault(number, []).append(_place(orders, source, row))
    return {number: tuple(places) for number, places in found.items()}


def _place(orders: Records, source: int, row: int) -> Place:
    if not 0 <= source < len(orders.inputs):
        return Place(line=row)
    given = orders.inputs[source]
    if given.sheet is None:
        return Place(file=given.file, line=row)
    return Place(file=given.file, sheet=given.sheet, cell=f"A{row}")
