"""What was sold against the targets of a split, reconciled with the orders to the smallest amount (methods.md 10.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

import narwhals as nw

from salesplan.compute.targets.credit import Shared
from salesplan.compute.targets.measure import MEASURE, ONCE, metric_named
from salesplan.compute.targets.members import Landed, Members, ReasonName
from salesplan.compute.targets.split import Decomposed
from salesplan.compute.targets.tree import Node
from salesplan.errors import Place
from salesplan.model.period import Period
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.table import scaled

Frame = nw.DataFrame[Any]
Why = Literal["no_date", "future", "other_year"] | ReasonName
_BEFORE = timedelta(days=400)
"""How long before the year sales are kept by day, for the recent speed of a year that has just begun."""
_FIRST_PLACES = 3
_VALUE, _COMBO, _ITEM, _REASON, _KEY = "_value", "_combo", "_item", "_reason", "_key"


@dataclass(frozen=True)
class Unassigned:
    """Orders that no target got, for one reason.

    ``why``: ``blank`` or ``unknown`` member of ``level``, ``shared`` (several people without shares), ``shares`` (not
    the whole), ``no_date``, ``future`` (dated after the as-of), ``other_year``. ``name`` is what the cell says,
    ``near`` the nearest name that has a target. ``rows`` counts rows of the list; one that is shared counts wherever a
    part of it goes.
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
    ``as_of``; a parent holds also what belongs to none of its children. ``total`` is everything read that has an
    amount: it equals ``assigned`` (what the innermost members got) and the amounts of ``unassigned`` together.
    ``days`` are the sums by item (its innermost member alone) and day, also of days before the year.
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

    def within(self, span: Period) -> list[int]:
        """The sums of a span of days by item, its children included, in whole units of 10^-scale."""
        chosen = self.days.filter(nw.col("date").is_between(span.first, span.last))
        found = [0] * len(self.items)
        for item, amount in chosen.group_by(_ITEM).agg(nw.col(_VALUE).sum()).iter_rows():
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
    days = pieces.filter(
        ~nw.col("date").is_null(), nw.col("date") <= as_of, nw.col("date").is_between(span.first - _BEFORE, span.last)
    )
    days = days.group_by(_ITEM, "date").agg(nw.col(_VALUE).sum())
    return Actuals(
        cells=_cells(days.filter(nw.col("date") >= span.first), items, times),
        scale=scale,
        as_of=as_of,
        total=scaled(int(rows.get_column(_VALUE).sum()) if len(rows) else 0, scale),
        rows=len(rows),
        unassigned=_unassigned(pieces, members, orders, scale),
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
    size = nw.col(_VALUE).abs()
    found = found.with_columns(
        (size * nw.col("_share") // nw.col("_whole")).alias("_part"),
        (size * nw.col("_share") % nw.col("_whole")).alias("_rest"),
    )
    found = found.with_columns((size - nw.col("_part").sum().over("_order")).alias("_left"))
    found = found.sort("_order", "_rest", "_at", descending=[False, True, False]).with_row_index("_nth")
    nth = nw.col("_nth").cast(nw.Int64()) - nw.col("_nth").cast(nw.Int64()).min().over("_order")
    part = nw.col("_part") + (nth < nw.col("_left")).cast(nw.Int64())
    negative = nw.col(_VALUE) < 0
    return found.with_columns(nw.when(negative).then(-part).otherwise(part).alias(_VALUE))


def _dated(pieces: Frame, year: Period, as_of: date) -> Frame:
    """The reason of the day goes before that of the member: no date, after the as-of, another year."""
    day = nw.col("date")
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
        for item, amount in chosen.group_by(_ITEM).agg(nw.col(_VALUE).sum()).iter_rows():
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
    sums = lost.group_by(_REASON).agg(nw.col(_VALUE).sum(), nw.len().alias("rows"))
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
