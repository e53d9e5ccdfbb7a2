"""What sells less, at lower prices, than a year ago (methods.md 10.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.report.found import Found
from salesplan.compute.report.point import Point
from salesplan.compute.report.statement import Statement
from salesplan.compute.rounding import ratio, rounded
from salesplan.compute.sales.pvm import PvmSummary


def product_fall(found: Found) -> Iterator[Point]:
    """The product that fell most: by ``report.fall`` at least, and by ``report.at_stake`` of the sales a year ago."""
    yield from _moved(found, "problem", "product_fall", -1)


def product_rise(found: Found) -> Iterator[Point]:
    """The product that rose most, in the same way."""
    yield from _moved(found, "chance", "product_rise", 1)


def sales_fall(found: Found) -> Iterator[Point]:
    """Sales fell by ``report.fall`` at least against a year ago, where no target says how much they should be."""
    told: PvmSummary | None = found.summary("pvm")
    if told is None or told.base <= 0 or told.change is None or found.all("track"):
        return
    rate = Fraction(-told.change) / Fraction(told.base)
    if rate >= Fraction(found.plan.parameters.report.fall):
        said = Statement(
            "problem", "sales_fall", amount=-told.change, target=told.base, rate=rounded(rate), light="red"
        )
        yield Point(said, -told.change)


def price_fall(found: Found) -> Iterator[Point]:
    """Lower prices cost at least ``report.price_fall`` of the sales a year ago."""
    told: PvmSummary | None = found.summary("pvm")
    if told is None or told.base <= 0 or told.price >= 0:
        return
    rate = Fraction(-told.price) / Fraction(told.base)
    if rate >= Fraction(found.plan.parameters.report.price_fall):
        yield Point(Statement("problem", "price_fall", amount=-told.price, rate=rounded(rate)), -told.price)


def _moved(found: Found, part: Literal["problem", "chance"], code: str, sign: int) -> Iterator[Point]:
    told: PvmSummary | None = found.summary("pvm")
    if told is None or told.base <= 0 or told.by != "product":
        return
    limits = found.plan.parameters.report
    rows = [row for row in found.rows("pvm") if row["product"] and (row["change"] or 0) * sign > 0]
    for row in sorted(rows, key=lambda row: (-row["change"] * sign, row["product"]))[:1]:
        size, base = Decimal(row["change"] * sign), row["base"]
        if size < limits.at_stake * told.base or size < limits.fall * max(base or Decimal(0), Decimal(0)):
            continue
        said = Statement(part, code, about=row["product"], amount=size, target=base, rate=_rate(size, base))
        yield Point(replace(said, amount=size), size)


def _rate(size: Decimal, base: Decimal | None) -> Decimal | None:
    return ratio(size, base) if base is not None and base > 0 else None
