"""What regions, products, people sold in past years: the weights of a split by history (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.sums import roomy
from salesplan.compute.targets.grid.tree import key_of
from salesplan.compute.targets.request import SplitRequest
from salesplan.errors import Place, Problem
from salesplan.model.period import FiscalYear, Period, month_of
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
    tables: dict[tuple[int, tuple[int, ...]], dict[Names, dict[str, Decimal]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def below(self, level: str, outer: Mapping[str, str]) -> dict[str, Decimal]:
        """What each member of ``level`` sold with the given members of outer levels; empty when they sold nothing.

        Outer levels that the orders do not know are passed over. The same question has the same dict for an answer.
        """
        columns = tuple(i for i, name in enumerate(self.levels) if name in outer)
        table = self._table(self.levels.index(level), columns)
        return table.get(tuple(key_of(outer[self.levels[i]]) for i in columns), {})

    def _table(self, at: int, columns: tuple[int, ...]) -> dict[Names, dict[str, Decimal]]:
        """The sums by the names in one column, for each choice of names in others; added up once."""
        if (at, columns) not in self.tables:
            made = self.tables[at, columns] = {}
            outermost = columns == tuple(range(len(columns)))
            for names, amount in self.lines:
                if (name := names[at]) is not None:
                    outer = names[: len(columns)] if outermost else tuple([names[i] for i in columns])
                    sold = made.setdefault(outer, {})
                    sold[name] = sold[name] + amount if name in sold else amount
        return self.tables[at, columns]


def text_fields(orders: Records | None) -> tuple[str, ...]:
    """The fields of the orders that can be a level: those of text."""
    if orders is None:
        return ()
    schema = orders.frame.schema
    return tuple(name for name, kind in schema.items() if kind == nw.String and name not in (ROW, SOURCE))


@dataclass(frozen=True)
class PastSales:
    """The orders up to the as-of that have a date and an amount, to be summed by levels over any periods."""

    frame: Frame
    amount: str
    scale: int
    levels: tuple[str, ...]
    span: Period

    def over(self, years: Sequence[FiscalYear]) -> History:
        """Net amounts of some years; of all orders without any year."""
        return self._history(tuple(year.number for year in years), [year.period for year in years])

    def within(self, period: Period) -> History:
        """Net amounts of one period that is no fiscal year."""
        return self._history((), [period])

    def _history(self, years: tuple[int, ...], periods: Sequence[Period]) -> History:
        within = [nw.col("date").is_between(period.first, period.last) for period in periods]
        chosen = self.frame.filter(nw.any_horizontal(*within, ignore_nulls=True)) if within else self.frame
        return History(self.levels, years, summed(chosen, self.amount, self.scale, self.levels), self.span)


def summed(frame: Frame, amount: str, scale: int, levels: Sequence[str]) -> tuple[Line, ...]:
    """The sums of a column by names of levels, in the order of the names."""
    sums = frame.group_by(*levels).agg(roomy(frame, amount).sum())
    lines: dict[Names, Decimal] = {}
    for *names, total in sums.select(*levels, amount).iter_rows():
        key = tuple(key_of(name) or None if name is not None else None for name in names)
        lines[key] = lines.get(key, Decimal(0)) + scaled(total, scale)
    return tuple(sorted(lines.items(), key=lambda line: tuple(name or "" for name in line[0])))


def past_sales(orders: Records, amount: str, levels: tuple[str, ...], as_of: date) -> PastSales | None:
    """The orders up to the as-of; None when there are none."""
    frame = orders.frame.select("date", amount, *levels).filter(~nw.col("date").is_null(), ~nw.col(amount).is_null())
    frame = frame.filter(nw.col("date") <= as_of)
    if not len(frame):
        return None
    days = frame.get_column("date")
    return PastSales(frame, amount, orders.scales.get(amount, 0), levels, Period(days.min(), days.max()))


def history_of(past: PastSales, request: SplitRequest, as_of: date) -> tuple[History, list[Problem]]:
    """Sales of the last full fiscal years before the request's that ended by ``as_of`` and that the orders cover.

    Orders without a name in one of the levels are counted in a finding, a newer year that is not covered is named in
    one.
    """
    year = request.year
    years, partial = full_years(past.span, year, as_of, request.split.history_years)
    found = past.over(years)
    if not years:
        return found, []
    notes = [problem for level in past.levels if (problem := _unassigned(found, level)) is not None]
    return found, [*notes, *[_part_year(part, past.span, years[0]) for part in partial], *_old(found, year)]


def last_years(past: PastSales, year: FiscalYear, as_of: date) -> tuple[History | None, History | None]:
    """The last full year and the one right before it, each None where the orders do not cover it."""
    years, _ = full_years(past.span, year, as_of, 2)
    return past.over(years[:1]) if years else None, past.over(years[1:]) if years[1:] else None


def twelve_months(as_of: date, year: FiscalYear) -> Period:
    """The last twelve calendar months that are over on ``as_of`` and before ``year``, so that its targets stand still.

    A month is over on its last day.
    """
    day = min(as_of, year.period.first - timedelta(days=1))
    this = month_of(day.year, day.month)
    last = this if this.last == day else month_of(day.year, day.month - 1)
    return Period(month_of(last.first.year, last.first.month - 11).first, last.last)


def trailing_of(past: PastSales, as_of: date, year: FiscalYear) -> History | None:
    """Sales of the last twelve full months; None unless the orders reach from the first of them to the last."""
    period = twelve_months(as_of, year)
    covered = past.span.first <= month_of(period.first.year, period.first.month).last
    covered = covered and past.span.last >= month_of(period.last.year, period.last.month).first
    return past.within(period) if covered else None


def full_years(span: Period, year: FiscalYear, as_of: date, count: int) -> tuple[list[FiscalYear], list[FiscalYear]]:
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
