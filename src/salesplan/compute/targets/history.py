"""What regions, products, people sold in past years: the weights of a split by history (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.tree import key_of
from salesplan.errors import Place, Problem
from salesplan.model.period import FiscalYear, Period
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.table import scaled
from salesplan.text import Text

Names = tuple[str | None, ...]
Line = tuple[Names, Decimal]
Frame = nw.DataFrame[Any]


@dataclass(frozen=True)
class History:
    """Net amounts by the levels that the orders know, summed over the full years that count.

    ``lines`` hold one name per level of ``levels`` (None where the order has none) and the amount. Without a full year
    ``years`` is empty and the lines are those of all orders: they tell the members, and weigh nothing. ``span`` is from
    the first order to the last.
    """

    levels: tuple[str, ...]
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    span: Period
    indexes: dict[tuple[int, ...], dict[Names, list[Line]]] = field(default_factory=dict, compare=False, repr=False)

    def below(self, level: str, outer: Mapping[str, str]) -> dict[str, Decimal]:
        """What each member of ``level`` sold with the given members of outer levels; empty when they sold nothing.

        Outer levels that the orders do not know are passed over.
        """
        at = self.levels.index(level)
        wanted = [(i, key_of(outer[name])) for i, name in enumerate(self.levels) if name in outer]
        found: dict[str, Decimal] = {}
        for names, amount in self._matching(tuple(wanted)):
            if (name := names[at]) is not None:
                found[name] = found.get(name, Decimal(0)) + amount
        return found

    def _matching(self, wanted: tuple[tuple[int, str], ...]) -> Sequence[Line]:
        if not wanted:
            return self.lines
        columns = tuple(i for i, _ in wanted)
        return self._index(columns).get(tuple(name for _, name in wanted), ())

    def _index(self, columns: tuple[int, ...]) -> dict[Names, list[Line]]:
        """The lines by the names in some columns, made once for each choice of columns."""
        if columns not in self.indexes:
            made = self.indexes[columns] = {}
            for line in self.lines:
                made.setdefault(tuple(line[0][i] for i in columns), []).append(line)
        return self.indexes[columns]


def text_fields(orders: Records | None) -> tuple[str, ...]:
    """The fields of the orders that can be a level: those of text."""
    if orders is None:
        return ()
    schema = orders.frame.schema
    return tuple(name for name, kind in schema.items() if kind == nw.String and name not in (ROW, SOURCE))


def history_of(
    orders: Records, request: SplitRequest, levels: tuple[str, ...], as_of: date
) -> tuple[History | None, list[Problem]]:
    """Sales of the last full fiscal years before the request's that ended by ``as_of`` and that the orders cover.

    A year is covered from its first month to its last: the first order of all lies in its first month or before, the
    last one in its last month or after. None when there are no orders. Orders without a name in one of the levels are
    counted in a finding, a newer year that is not covered is named in one.
    """
    amount, year = request.amount, request.year
    frame = orders.frame.select("date", amount, *levels).filter(~nw.col("date").is_null(), ~nw.col(amount).is_null())
    frame = frame.filter(nw.col("date") <= as_of)
    if not len(frame):
        return None, []
    days = frame.get_column("date")
    span = Period(days.min(), days.max())
    years, partial = _full_years(span, year, as_of, request.split.history_years)
    within = [nw.col("date").is_between(full.period.first, full.period.last) for full in years]
    chosen = frame.filter(nw.any_horizontal(*within, ignore_nulls=True)) if within else frame
    found = History(levels, tuple(full.number for full in years), _lines(orders, amount, levels, chosen), span)
    if not years:
        return found, []
    notes = [problem for level in levels if (problem := _unassigned(found, level)) is not None]
    return found, [*notes, *[_part_year(past, span, years[0]) for past in partial], *_old(found, year)]


def _lines(orders: Records, amount: str, levels: tuple[str, ...], chosen: Frame) -> tuple[Line, ...]:
    """The sums by names, in the order of the names."""
    sums = chosen.group_by(*levels).agg(nw.col(amount).sum(), nw.len().alias("orders"))
    scale = orders.scales.get(amount, 0)
    lines: dict[tuple[str | None, ...], Decimal] = {}
    for *names, total, _ in sums.select(*levels, amount, "orders").iter_rows():
        key = tuple(key_of(name) or None if name is not None else None for name in names)
        lines[key] = lines.get(key, Decimal(0)) + scaled(total, scale)
    return tuple(sorted(lines.items(), key=lambda line: tuple(name or "" for name in line[0])))


def _full_years(span: Period, year: FiscalYear, as_of: date, count: int) -> tuple[list[FiscalYear], list[FiscalYear]]:
    """The full years that count, newest first, and newer ones that the orders cover in part only."""
    full: list[FiscalYear] = []
    partial: list[FiscalYear] = []
    past = year.before()
    while len(full) < count and past.period.last >= span.first:
        if past.period.last <= as_of and past.period.common(span) is not None:
            covered = span.first <= past.months[0].last and span.last >= past.months[-1].first
            (full if covered else partial).append(past)
        past = past.before()
    return full, [skipped for skipped in partial if full and skipped.number > full[-1].number]


def _part_year(past: FiscalYear, span: Period, used: FiscalYear) -> Problem:
    what = Text(
        "{past}的订单只到 {last}，不作历史，改用 {used}",
        "orders of {past} end on {last}: {used} is the history instead",
    )
    fix = Text("补上这一年余下的订单", "add the rest of that year's orders")
    filled = what.format(past=past.title, last=span.last, used=used.title)
    return Problem("SPLIT-part-year", "note", filled, fix, Place(key="parameters.split.history_years"), str(span.last))


def no_full_year(request: SplitRequest, history: History) -> Problem:
    """That members are split evenly because the orders cover no full year."""
    what = Text(
        "订单从 {first} 到 {last}，{year}之前没有一个完整的年度，成员平均分",
        "the orders run from {first} to {last} and hold no full year before {year}: members are split evenly",
    ).format(first=history.span.first, last=history.span.last, year=request.year.title)
    fix = Text("补上整年的订单，或给 weights", "add orders of a full year, or give weights")
    return Problem("SPLIT-no-full-year", "warning", what, fix, request.place("basis"))


def _old(history: History, year: FiscalYear) -> list[Problem]:
    """A warning when the newest year that counts ended more than a year before the target year begins."""
    newest = history.years[0]
    if newest >= year.number - 2:
        return []
    what = Text("历史权重来自 {newest}，离 {year}太久", "the weights are of {newest}, long before {year}")
    fix = Text("补上近年的订单，或给 weights", "add newer orders, or give weights")
    filled = what.format(newest=replace(year, number=newest).title, year=year.title)
    return [
        Problem("SPLIT-old-history", "warning", filled, fix, Place(key="parameters.split.history_years"), str(newest))
    ]


def _unassigned(history: History, level: str) -> Problem | None:
    at = history.levels.index(level)
    amount = sum((amount for names, amount in history.lines if names[at] is None), Decimal(0))
    if not any(names[at] is None for names, _ in history.lines):
        return None
    return Problem(
        "SPLIT-unassigned",
        "warning",
        Text(
            "有 {amount} 的订单没有写 {level}，不算进权重",
            "orders of {amount} name no {level} and do not count as a weight",
        ).format(amount=f"{amount:f}", level=level),
        Text("在订单里补上这一列", "fill this column of the orders"),
        Place(key=f"orders.{level}"),
        f"{amount:f}",
    )
