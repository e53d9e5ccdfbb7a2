"""Sales by one or two sides, beside the same days a year ago and the period before (methods.md 12.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen
from salesplan.compute.rounding import PLACES, half_up
from salesplan.compute.sales.base import base_problems, known_base
from salesplan.compute.sales.dimensions import TIMES, check_sides, names_of_side, period_names, with_sides
from salesplan.compute.sales.measures import BLANK, VALUE, Measure, check_measure, measured, without
from salesplan.compute.sales.ratios import ratio
from salesplan.compute.sales.sold import Sold
from salesplan.compute.sales.spans import Spans
from salesplan.errors import Problem
from salesplan.model.period import FiscalYear, Period
from salesplan.model.result import Parameter, Result, place_of
from salesplan.model.table import ColumnSpec, Table, scaled
from salesplan.text import Text

Frame = nw.DataFrame[Any]
REASONS = ("no_base", "base_zero", "base_negative")
"""Why there is no change in percent: nothing is known of the base, it is 0, it is below 0."""
_LEVELS = ("group", "cell")
_NO_REASON = nw.lit(None, dtype=nw.String())
_SHOWN, _COLUMNS = 5, 24
_DAYS = {"week": 14, "month": 62, "quarter": 184, "year": 732}
"""Days in which the period before the first one surely lies."""


@dataclass(frozen=True)
class Group:
    """A group, what it has, what it had in the base, the difference, and its part of the growth of all."""

    name: str | None
    value: Decimal | None
    base: Decimal | None
    change: Decimal | None
    contribution: Decimal | None


@dataclass(frozen=True)
class Together:
    """January and February together: the new year falls into either, so that alone they compare badly."""

    now: Period
    base: Period
    value: Decimal | None
    base_value: Decimal | None
    yoy: Decimal | None


@dataclass(frozen=True)
class PivotSummary:
    """The totals, exact; changes are None where the base is unknown, 0 or below 0 (``reason``).

    ``up`` and ``down`` are the groups that moved the total most; ``columns`` those of the second side. ``adds_up``:
    the groups sum to the total, which customers, orders and averages do not. ``without`` counts lines that lack what
    is measured.
    """

    measure: str
    by: tuple[str, ...]
    spans: Spans
    total: Decimal | None
    base_total: Decimal | None
    change: Decimal | None
    yoy: Decimal | None
    reason: str | None
    before_total: Decimal | None
    mom: Decimal | None
    groups: int
    up: tuple[Group, ...]
    down: tuple[Group, ...]
    columns: tuple[Group, ...]
    together: Together | None
    adds_up: bool
    without: int
    first_order: date | None


@dataclass(frozen=True)
class PivotWish:
    """By which sides, what is measured, which days; ``year`` is the fiscal year of the as-of."""

    by: tuple[str, ...]
    measure: Measure
    spans: Spans
    year: FiscalYear


def pivot(sold: Sold, wish: PivotWish, as_of: date) -> Result[PivotSummary]:
    """One row a group; of two sides also a row a group of the first, ``level`` group before its cells.

    BadInput where the orders do not tell a side or the measure.
    """
    check_sides(wish.by, sold)
    check_measure(wish.measure, sold)
    counted = Counted(sold, wish)
    frame = counted.rows()
    summary = counted.summary(frame)
    findings = (*base_problems(sold, wish.spans, needed=False), *_findings(summary, wish.measure, sold))
    parameters = (Parameter("sales.for", wish.spans.name), Parameter("sales.against", wish.spans.against))
    return Result("sales pivot", as_of, summary, counted.table(frame), parameters, findings, sold.inputs)


class Counted:
    """The lines of the three spans, counted by the sides asked for."""

    def __init__(self, sold: Sold, wish: PivotWish) -> None:
        self.sold, self.wish, self.spans = sold, wish, wish.spans
        self.keys = [f"by:{side}" for side in wish.by]
        self.has_base = known_base(sold, wish.spans.base)
        self.has_before = wish.spans.before is not None and known_base(sold, wish.spans.before)
        self.scale = wish.measure.scale(sold)
        self.totals = {name: self._of(span, []) for name, span in self._spans().items()}

    def _spans(self) -> dict[str, Period]:
        found = {VALUE: self.spans.now}
        if self.has_base:
            found["base"] = self.spans.base
        if self.has_before and self.spans.before is not None:
            found["before"] = self.spans.before
        return found

    def _of(self, span: Period, by: Sequence[str]) -> Frame:
        lines = with_sides(self.sold.within(span), self.wish.by, span, self.spans.now, self.wish.year)
        return measured(lines, by, self.wish.measure, self.sold)

    def total(self, name: str) -> int | None:
        """The value of all lines of a span; None where nothing tells it."""
        if name not in self.totals:
            return None
        values = self.totals[name].get_column(VALUE).to_list()
        return (values[0] if values else None) if values or self._is_average() else 0

    def _is_average(self) -> bool:
        return self.wish.measure.key in ("average_order", "price", "discount")

    def rows(self) -> Frame:
        """All groups with their figures, in their order."""
        groups = self._figures(self._joined(self.keys[:1]), "group").with_columns(_of_group=nw.col(VALUE))
        if len(self.keys) == 1:
            return self._sorted(groups)
        cells = self._figures(self._joined(self.keys), "cell")
        cells = cells.join(groups.select(*self.keys[:1], "_of_group"), on=self.keys[:1], how="left")
        groups = groups.with_columns(nw.lit(None, dtype=nw.String()).alias(self.keys[1]))
        return self._sorted(nw.concat([groups.select(*cells.columns), cells]))

    def _joined(self, keys: list[str]) -> Frame:
        """The groups that sold something in one of the spans, with the values of each.

        So each span's total is that of its groups. Of periods those looked at and those of the base.
        """
        parts = {name: self._of(span, keys).rename({VALUE: name}) for name, span in self._spans().items()}
        in_time = any(side in TIMES for side in self.wish.by[: len(keys)])
        known = [part.select(*keys) for name, part in parts.items() if name != "before" or not in_time]
        found = nw.concat(known).unique()
        for part in parts.values():
            found = found.join(part, on=keys, how="left")
        if len(keys) == 1 and self.wish.by[0] in TIMES:
            found = self._with_former(found, keys[0])
        for name in ("base", "before"):
            if name not in found.columns:
                found = found.with_columns(nw.lit(None, dtype=nw.Int64()).alias(name))
        if self._is_average():
            return found
        filled = [VALUE, *(["base"] if self.has_base else []), *(["before"] if self.has_before else [])]
        return found.with_columns(nw.col(name).fill_null(0).alias(name) for name in filled if name in parts)

    def _with_former(self, found: Frame, column: str) -> Frame:
        """Of periods the value of the one before, which no row is compared with where it is not over yet."""
        side, now = self.wish.by[0], self.spans.now
        span = Period(now.first - timedelta(days=_DAYS[side]), now.last)
        lines = with_sides(self.sold.within(span), (side,), span, span, self.wish.year)
        values = dict(measured(lines, [column], self.wish.measure, self.sold).select(column, VALUE).iter_rows())
        names = period_names(side, span, self.wish.year)
        shown = period_names(side, now, self.wish.year)
        former = {name: values.get(names[names.index(name) - 1]) for name in shown}
        if self.spans.cut:
            former[shown[-1]] = None
        found = found.drop("before") if "before" in found.columns else found
        return found.with_columns(
            before=nw.col(column).replace_strict(
                list(former), list(former.values()), default=None, return_dtype=nw.Int64()
            )
        )

    def _figures(self, frame: Frame, level: str) -> Frame:
        """Share, change and contribution of each group."""
        total, base = self.total(VALUE) or 0, self.total("base") or 0
        none = nw.lit(None, dtype=nw.Int64())
        known = nw.col("base")
        cases = ((known.is_null(), REASONS[0]), (known == 0, REASONS[1]), (known < 0, REASONS[2]))
        reason = chosen(*cases, default=_NO_REASON)
        change = nw.col(VALUE) - nw.col("base")
        average = self._is_average()
        return frame.with_columns(
            level=nw.lit(level),
            share=none if average else ratio(nw.col(VALUE), total),
            change=change,
            yoy=ratio(change, nw.col("base")),
            yoy_reason=reason,
            contribution=none if average else ratio(change, base),
            mom=ratio(nw.col(VALUE) - nw.col("before"), nw.col("before")),
        )

    def _sorted(self, frame: Frame) -> Frame:
        """Periods in time, all else the largest first; of two sides each group before its cells."""
        frame = self._named(frame)
        first, last = self.keys[0], self.keys[-1]
        order: list[tuple[str, bool]] = []
        order += [(first, False)] if self.wish.by[0] in TIMES else [("_of_group", True), (first, False)]
        if len(self.keys) > 1:
            order += [("_cell", False)]
            order += [(last, False)] if self.wish.by[-1] in TIMES else [(VALUE, True), (last, False)]
        frame = frame.with_columns(_cell=(nw.col("level") == _LEVELS[1]).cast(nw.Int64()))
        return frame.sort([key for key, _ in order], descending=[down for _, down in order], nulls_last=True)

    def _named(self, frame: Frame) -> Frame:
        """Products and customers by their names; what a line does not tell stays null."""
        for side, column in zip(self.wish.by, self.keys, strict=True):
            names = names_of_side(side, self.sold)
            if names is not None:
                frame = frame.join(names, left_on=column, right_on="key", how="left")
                frame = frame.with_columns(nw.coalesce(nw.col("label"), nw.col(column)).alias(column)).drop("label")
            frame = frame.with_columns(nw.when(nw.col(column) != BLANK).then(nw.col(column)).alias(column))
        return frame

    def table(self, frame: Frame) -> Table:
        """The rows as a result has them."""
        kind, scale = self.wish.measure.kind, self.scale
        columns = [
            *([ColumnSpec("level", "code")] if len(self.keys) > 1 else []),
            *(ColumnSpec(side, "text") for side in self.wish.by),
            ColumnSpec(self.wish.measure.key, kind, scale),
            ColumnSpec("share", "share", PLACES),
            ColumnSpec("base", kind, scale),
            ColumnSpec("change", kind, scale),
            ColumnSpec("yoy", "share", PLACES),
            ColumnSpec("yoy_reason", "code"),
            ColumnSpec("contribution", "share", PLACES),
            ColumnSpec("before", kind, scale),
            ColumnSpec("mom", "share", PLACES),
        ]
        named = {VALUE: self.wish.measure.key, **dict(zip(self.keys, self.wish.by, strict=True))}
        return Table(tuple(columns), frame.rename(named).select(*(c.key for c in columns)))

    def summary(self, frame: Frame) -> PivotSummary:
        """The totals and who moved them."""
        value, base, before = (self.total(name) for name in (VALUE, "base", "before"))
        groups = frame.filter(nw.col("level") == "group")
        moved = groups if self.has_base and not self._is_average() else groups.head(0)
        order = ["change", self.keys[0]]
        up = moved.filter(nw.col("change") > 0).sort(order, descending=[True, False], nulls_last=True)
        down = moved.filter(nw.col("change") < 0).sort(order, descending=[False, False], nulls_last=True)
        return PivotSummary(
            self.wish.measure.key,
            self.wish.by,
            self.spans,
            self._exact(value),
            self._exact(base),
            self._exact(None if value is None or base is None else value - base),
            change_of(value, base),
            None if base is not None and base > 0 else reason_of(base),
            self._exact(before),
            change_of(value, before),
            len(groups),
            tuple(self._groups(up.head(_SHOWN), self.keys[0])),
            tuple(self._groups(down.head(_SHOWN), self.keys[0])),
            self._columns(),
            self._together(),
            self.wish.measure.adds,
            without(self.sold.within(self.spans.now), self.wish.measure),
            self.sold.first_day,
        )

    def _exact(self, value: int | None) -> Decimal | None:
        return None if value is None else scaled(value, self.scale)

    def _groups(self, frame: Frame, key: str) -> Iterator[Group]:
        for name, value, base, change, part in frame.select(key, VALUE, "base", "change", "contribution").iter_rows():
            told = None if part is None else scaled(part, PLACES)
            yield Group(name, self._exact(value), self._exact(base), self._exact(change), told)

    def _columns(self) -> tuple[Group, ...]:
        """The groups of the second side."""
        if len(self.keys) == 1:
            return ()
        second = Counted(self.sold, PivotWish(self.wish.by[1:], self.wish.measure, self.spans, self.wish.year))
        return tuple(second._groups(second.rows().head(_COLUMNS), second.keys[0]))

    def _together(self) -> Together | None:
        """January and February, where either of them is looked at; the days of the base are the same ones."""
        now, year = self.spans.now, self.spans.now.last.year
        spring = Period(date(year, 1, 1), date(year, 3, 1) - timedelta(days=1)).common(now)
        is_month = self.spans.kind == "month" or "month" in self.wish.by
        if spring is None or not is_month or self.wish.year.weeks is not None or self.spans.against != "year_ago":
            return None
        last = min(self.spans.now.last, date(year, 3, 1) - timedelta(days=1))
        whole = Period(date(year, 1, 1), last)
        ends = last == date(year, 3, 1) - timedelta(days=1)
        end = date(year - 1, 3, 1) - timedelta(days=1)
        former = Period(date(year - 1, 1, 1), end if ends else min(end, _year_before(last)))
        values = [self._value_of(span) if known_base(self.sold, span) else None for span in (whole, former)]
        return Together(whole, former, self._exact(values[0]), self._exact(values[1]), change_of(*values))

    def _value_of(self, span: Period) -> int | None:
        found = measured(self.sold.within(span), [], self.wish.measure, self.sold).get_column(VALUE).to_list()
        return found[0] if found else None if self._is_average() else 0


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, 28 if day.month == 2 else day.day))  # noqa: PLR2004 - February


def change_of(value: int | None, base: int | None) -> Decimal | None:
    """The change in parts of the base; None where either is unknown or the base is not above 0."""
    return None if value is None or base is None or base <= 0 else half_up(Fraction(value - base, base))


def reason_of(base: int | None) -> str:
    """Why there is no change in percent."""
    return REASONS[0] if base is None else REASONS[1] if base == 0 else REASONS[2]


def _findings(s: PivotSummary, measure: Measure, sold: Sold) -> Iterator[Problem]:
    if s.without:
        what = Text("{n} 行订单没有{label}，没有算进去", "{n} order lines have no {label} and are not counted")
        told = what.format(n=f"{s.without:,}", label=measure.label)
        yield Problem(
            "SALES-without", "warning", told, Text("补上这些行", "fill them in"), place_of(sold.inputs), str(s.without)
        )
