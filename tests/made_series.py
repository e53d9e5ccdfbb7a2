"""Orders written down by hand, as the series they make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from made_lists import made_list
from salesplan.compute.forecasts.series import Course, Level, Wanted, course_of
from salesplan.compute.sales.sold import Beside, Sold, sold_of
from salesplan.model.period import FiscalYear

YEAR = FiscalYear(2026)


def sold_on(rows: Sequence[tuple[str, object, str]], as_of: date = date(2030, 1, 1)) -> Sold:
    """Lines of a day, an amount and a region ("" is none)."""
    orders = made_list(
        "orders",
        customer_id=["C1"] * len(rows),
        date=[date.fromisoformat(day) for day, _, _ in rows],
        amount=[amount for _, amount, _ in rows],
        region=[region or None for _, _, region in rows],
    )
    return sold_of(orders, as_of, "amount", Beside())


def monthly(values: Sequence[object], start: int = 2024, region: str = "East") -> list[tuple[str, object, str]]:
    """One order on the fifth of each month from January on; None is a month without any."""
    return [
        (f"{start + at // 12}-{at % 12 + 1:02}-05", value, region)
        for at, value in enumerate(values)
        if value is not None
    ]


def course(
    rows: Sequence[tuple[str, object, str]],
    as_of: date,
    *,
    level: Level = "month",
    side: str | None = None,
    **more: object,
) -> Course:
    """The series of such lines."""
    wanted = Wanted(level, side, **more)  # type: ignore[arg-type] # the fields of Wanted by name
    return course_of(sold_on(rows, as_of), as_of, YEAR, wanted)
