"""The year step by step: each month, or quarter where the targets know no months, with its target and actual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesplan.compute.report.found import Found
from salesplan.compute.report.tracked import Figures, Tracked, whole_row
from salesplan.compute.rounding import rounded
from salesplan.model.named_period import MONTHS_OF, Kind, NamedPeriod

YEAR_MONTHS = 12


@dataclass(frozen=True)
class Step:
    """One of them. None: no target, or a period to come; ``before`` is the year before, up to the same day.

    ``expected`` is what was due by the day.
    """

    name: str
    kind: Kind
    target: Decimal | None
    actual: Decimal | None
    expected: Decimal | None
    attainment: Decimal | None
    light: str | None
    before: Decimal | None
    status: str


def steps_of(found: Found, targets: Sequence[Tracked]) -> list[Step]:
    """The steps of the reported year; months where no targets are known of either."""
    lights = found.plan.parameters.pace.lights
    sold = {row["month"]: row for row in found.rows("months")}
    for kind in ("month", "quarter"):
        rows = [(each, whole_row(targets, each, lights)) for each in _periods(kind, found)]
        if all(row is not None for _, row in rows):
            return [_with_target(period, row, sold, found) for period, row in rows if row is not None]
    return [_sold(period, sold, found) for period in _periods("month", found)] if sold else []


def _periods(kind: Kind, found: Found) -> Iterator[NamedPeriod]:
    return (NamedPeriod(kind, found.period.year, at) for at in range(YEAR_MONTHS // MONTHS_OF[kind]))


def _with_target(period: NamedPeriod, row: Figures, sold: Mapping[str, Mapping[str, Any]], found: Found) -> Step:
    target, actual, expected, attainment, light = (
        row[key] for key in ("target", "actual", "expected", "attainment", "light")
    )
    before = _before(period, sold, found)
    return Step(period.name, period.kind, target, actual, expected, attainment, light, before, row["status"])


def _sold(period: NamedPeriod, sold: Mapping[str, Mapping[str, Any]], found: Found) -> Step:
    """A month that has no target: what was sold in it."""
    begun, over = period.span.first <= found.day, period.span.last <= found.day
    row = sold.get(period.name, {})
    actual = row.get("amount", Decimal(0)) if begun else None
    status = "closed" if over else "open" if begun else "future"
    return Step(period.name, period.kind, None, actual, None, None, None, row.get("base"), status)


def _before(period: NamedPeriod, sold: Mapping[str, Mapping[str, Any]], found: Found) -> Decimal | None:
    """The same days of the year before; None where nothing is known of them, or the period is still to come."""
    if period.span.first > found.day:
        return None
    first = period.index * period.months
    months = [NamedPeriod("month", period.year, first + at) for at in range(period.months)]
    known = [sold[month.name]["base"] for month in months if month.name in sold]
    amounts = [amount for amount in known if amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def sold_in(found: Found, period: NamedPeriod) -> Decimal | None:
    """What was sold in a period of the reported year up to the day, by its months; None without orders of the year."""
    sold = {row["month"]: row["amount"] for row in found.rows("months")}
    if not sold or period.year != found.period.year:
        return None
    first = period.index * period.months
    months = (NamedPeriod("month", period.year, first + at).name for at in range(period.months))
    known = [sold[name] for name in months if sold.get(name) is not None]
    return sum(known, Decimal(0))


def against_year_ago(found: Found) -> tuple[Decimal, Decimal, Decimal | None] | None:
    """What was sold in the reported period up to the day, what in the same days a year ago, and the change of it.

    By the analysis of prices; by the months of the year where the orders tell no quantities. None where either is not
    known.
    """
    own = found.summary("pvm")
    if own is not None:
        return own.now, own.base, own.change_rate
    now = sold_in(found, found.period)
    base = _before(found.period, {row["month"]: row for row in found.rows("months")}, found)
    if now is None or base is None:
        return None
    return now, base, rounded((Fraction(now) - Fraction(base)) / Fraction(base)) if base > 0 else None
