"""The indicators of activity and outcome: how each is made of counts, against the period before, month by month."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.activity.kpi_tallies import Tally
from salesplan.compute.rounding import half_up
from salesplan.model.period import Period, month_of
from salesplan.model.table import scaled

Kind = Literal["activity", "outcome"]
Unit = Literal["count", "share", "amount", "times"]
TREND_MONTHS = 6
"""So many calendar months up to the as-of make the trend; the last one may not be over."""
_DAYS, _MONTHS = 365, 12


@dataclass(frozen=True)
class Measure:
    """An indicator: ``above`` counts over ``below`` counts, or ``above`` alone.

    ``needs`` is the list without which it is not known. ``monthly``: per month besides.
    """

    key: str
    kind: Kind
    unit: Unit
    needs: str
    above: str
    below: str | None = None
    cases: str | None = None
    monthly: bool = False


MEASURES: tuple[Measure, ...] = (
    Measure("contacts", "activity", "count", "activities", "contacts"),
    Measure("calls", "activity", "count", "activities", "kind_call"),
    Measure("visits", "activity", "count", "activities", "kind_visit"),
    Measure("demos", "activity", "count", "activities", "kind_demo"),
    Measure("quotes", "activity", "count", "activities", "kind_quote"),
    Measure("meetings", "activity", "count", "activities", "kind_meeting"),
    Measure("other", "activity", "count", "activities", "kind_other"),
    Measure("planned_share", "activity", "share", "planned", "planned", "planned_known"),
    Measure("answered_share", "activity", "share", "answered", "answered", "answered_known"),
    Measure("quality", "activity", "count", "quality", "quality"),
    Measure("quality_rate", "activity", "share", "quality", "quality", "contacts"),
    Measure("frequency", "activity", "times", "quality", "quality_mine", "target", monthly=True),
    Measure("reach", "activity", "share", "quality", "target_reached", "target"),
    Measure("sales", "outcome", "amount", "orders", "sales", cases="orders"),
    Measure("orders", "outcome", "count", "orders", "orders"),
    Measure("average_order", "outcome", "amount", "orders", "sales", "orders"),
    Measure("customers", "outcome", "count", "orders", "buyers"),
    Measure("new_customers", "outcome", "count", "first_orders", "new_customers"),
    Measure("conversion", "outcome", "share", "created", "converted", "captured"),
    Measure("win_rate", "outcome", "share", "deals", "won", "closed"),
    Measure("penetration", "outcome", "share", "orders", "target_bought", "target"),
    Measure("cross_sell", "outcome", "times", "lines", "lines", "line_customers"),
)
MEASURED: Mapping[str, Measure] = {each.key: each for each in MEASURES}


@dataclass(frozen=True)
class Value:
    """One figure and on how many cases it rests; None where it is not known or there is nothing to divide by."""

    value: Decimal | None = None
    cases: int | None = None


@dataclass(frozen=True)
class Measured:
    """An indicator of a person (None: all), with the period before and the months up to the as-of.

    ``change`` is the share by which a count or an amount grew, of a share the difference. ``reason`` says why there is
    no value: the list that lacks, or that there were no cases.
    """

    key: str
    kind: Kind
    unit: Unit
    rep: str | None
    value: Decimal | None
    cases: int | None
    before: Decimal | None
    before_cases: int | None
    change: Decimal | None
    trend: tuple[Decimal | None, ...]
    reason: str | None = None


def value_of(measure: Measure, tally: Tally, scale: int, months: Fraction) -> Value:
    """The figure of counts; amounts are whole units of 10^-``scale``."""
    above: Fraction = Fraction(tally[measure.above])
    if measure.unit == "amount":
        above /= 10**scale
    if measure.below is None:
        told = scaled(tally[measure.above], scale) if measure.unit == "amount" else Decimal(tally[measure.above])
        return Value(told, tally[measure.cases or measure.above])
    below = tally[measure.below]
    if not below:
        return Value(None, 0)
    return Value(half_up(above / below / (months if measure.monthly else 1)), below)


def months_in(period: Period) -> Fraction:
    """How many months a period has: whole ones where it begins on the day of the month after its last, else by days."""
    after = period.last.toordinal() + 1
    end = type(period.last).fromordinal(after)
    if end.day == period.first.day:
        return Fraction((end.year - period.first.year) * _MONTHS + end.month - period.first.month)
    return Fraction(period.days * _MONTHS, _DAYS)


def trend_months(period: Period) -> tuple[Period, ...]:
    """The calendar months up to the last day of a period, the last one only as far as it goes."""
    last = period.last
    whole = [month_of(last.year, last.month - back) for back in reversed(range(TREND_MONTHS))]
    return tuple(Period(month.first, min(month.last, last)) for month in whole)


def change_of(measure: Measure, now: Value, before: Value) -> Decimal | None:
    """By which share a count or an amount grew; of a share the difference. None where either is not known or 0."""
    if now.value is None or before.value is None:
        return None
    if measure.unit == "share":
        return now.value - before.value
    return half_up(Fraction(now.value) / Fraction(before.value) - 1) if before.value > 0 else None


@dataclass(frozen=True)
class Span:
    """A stretch of days with the counts of it, and what is not known in it with the reason.

    ``nameless`` is what is known of all people together only: the list names nobody.
    """

    period: Period
    tallies: Mapping[str, Tally]
    lacking: Mapping[str, str]
    nameless: frozenset[str] = frozenset()

    def why(self, measure: Measure, person: str) -> str | None:
        """Why a figure of a person is not known. Whose the customers of the target group are, their list says."""
        if measure.needs in self.lacking or not person or (measure.below == "target" and measure.needs == "orders"):
            return self.lacking.get(measure.needs)
        return "no_names" if measure.needs in self.nameless else None

    def value(self, measure: Measure, person: str, scale: int) -> Value:
        """The figure of a person; nothing where the list that it needs is not there for these days."""
        if self.why(measure, person) is not None:
            return Value()
        return value_of(measure, self.tallies.get(person, Tally()), scale, months_in(self.period))


def measured(
    person: str, now: Span, before: Span | None, trend: Sequence[Span], scale: int, keys: Collection[str] = ()
) -> tuple[Measured, ...]:
    """Every indicator of a person (those of ``keys``, if any are named)."""
    return tuple(
        _measured(each, person, now, before, trend, scale) for each in MEASURES if not keys or each.key in keys
    )


def _measured(
    measure: Measure, person: str, now: Span, before: Span | None, trend: Sequence[Span], scale: int
) -> Measured:
    value = now.value(measure, person, scale)
    earlier = before.value(measure, person, scale) if before is not None else Value()
    reason = now.why(measure, person) or ("no_cases" if value.value is None else None)
    months = tuple(span.value(measure, person, scale).value for span in trend)
    change = change_of(measure, value, earlier)
    figures = (value.value, value.cases, earlier.value, earlier.cases)
    return Measured(measure.key, measure.kind, measure.unit, person or None, *figures, change, months, reason)
