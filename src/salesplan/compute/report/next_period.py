"""What comes next: the target of the period after, by month, region and person, and the deals that are to close."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesplan.compute.report.found import Found
from salesplan.compute.report.pipeline import rank
from salesplan.compute.report.rows import table_from
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.report.tracked import Figures, Tracked, main_of, member_name, member_rows, tracked, whole_row
from salesplan.compute.rounding import half_up
from salesplan.compute.working_days import workdays
from salesplan.model.named_period import MONTHS_OF, NamedPeriod, holding
from salesplan.model.table import Kind, Value

NEXT: Mapping[str, Kind] = {
    "period": "text",
    "level": "code",
    "depth": "integer",
    "name": "text",
    "target": "amount",
    "workdays": "integer",
    **dict.fromkeys(("per_day", "carried", "needed", "needed_per_day", "deals"), "amount"),
}
DEALS: Mapping[str, Kind] = {
    **dict.fromkeys(("id", "name", "customer", "owner", "stage"), "text"),
    "close_date": "date",
    "amount": "amount",
    "probability": "share",
    "weighted": "amount",
}
_CENTS = 2


def section(found: Found) -> Section:
    """The next period of the same kind; for a year whose next one is not planned, the quarters that are left of it."""
    period, *later = _coming(found)
    closing = _closing(found, period)
    tables = [*_targets(found, period, closing, later), *_deals(closing)]
    return Section("next", tuple(tables))


def _coming(found: Found) -> list[NamedPeriod]:
    after, year = found.period.after, found.period.year
    if found.period.kind != "year" or main_of(tracked(found, after.year)):
        return [after]
    quarters = (NamedPeriod("quarter", year, at) for at in range(4))
    return [each for each in quarters if each.span.first > found.day] or [after]


def _closing(found: Found, period: NamedPeriod) -> list[dict[str, Any]]:
    """The open deals that are to close in the period, the largest weighted value first."""
    rows = [row for row in found.rows("deals") if row["close_date"] is not None and row["close_date"] in period.span]
    return sorted(rows, key=lambda row: rank(row, DEALS))


def _deals(closing: Sequence[Mapping[str, Any]]) -> Iterator[SectionTable]:
    if closing:
        yield table_from("next_deals", DEALS, closing, ("amount", "weighted"))


def _targets(
    found: Found, period: NamedPeriod, closing: Sequence[Mapping[str, Any]], later: Iterable[NamedPeriod]
) -> Iterator[SectionTable]:
    """The period with its months, what comes after it in the year, then regions and people."""
    targets = main_of(tracked(found, period.year))
    lights = found.plan.parameters.pace.lights
    whole = whole_row(targets, period, lights)
    if whole is None:
        return
    rows = [_line(found, period, "total", 0, period.name, whole["target"], _short(targets, found), closing)]
    for each in _months(period):
        row = whole_row(targets, each, lights)
        if row is not None:
            rows.append(_line(found, each, "month", 1, each.name, row["target"], None, _in(closing, each)))
    for each in later:
        row = whole_row(targets, each, lights)
        if row is not None:
            rows.append(_line(found, each, each.kind, 0, each.name, row["target"], None, _closing(found, each)))
    members = list(_members(found, targets, period))
    own = [row for row in members if row["period"] == period.name]
    yield table_from("next", NEXT, [*rows, *own])
    if members and not own:
        yield table_from("next_members", NEXT, members)


def _months(period: NamedPeriod) -> list[NamedPeriod]:
    """The months of a longer period."""
    if period.kind == "month":
        return []
    return [
        NamedPeriod("month", period.year, period.index * MONTHS_OF[period.kind] + at) for at in range(period.months)
    ]


def _in(closing: Sequence[Mapping[str, Any]], period: NamedPeriod) -> list[Mapping[str, Any]]:
    return [row for row in closing if row["close_date"] in period.span]


def _short(targets: Sequence[Tracked], found: Found) -> Decimal | None:
    """What the year is behind by the day, to be made up for; 0 where it is ahead."""
    year = targets[0].summary
    if year.year != found.period.year or year.expected is None:
        return None
    return max(year.expected - year.actual, Decimal(0))


def _members(found: Found, targets: Sequence[Tracked], period: NamedPeriod) -> Iterator[dict[str, Value]]:
    """Regions and people by their targets of the period, else of the quarter that holds it."""
    quarter = holding("quarter", period.span.first, period.year)
    spans = (period,) if period.kind != "month" else (period, quarter)
    for each in spans:
        known = {path: row for path, row in member_rows(targets, each).items() if row["target"]}
        levels = list(dict.fromkeys(path[-1][0] for path in known))
        for path in sorted(known, key=lambda path: (levels.index(path[-1][0]), *_largest(known[path]), path)):
            name = member_name(path, known)
            yield _line(found, each, path[-1][0], 1, name, known[path]["target"], None, None)
        if known:
            return


def _largest(row: Figures) -> tuple[Decimal]:
    return (-row["target"],)


def _line(
    found: Found,
    period: NamedPeriod,
    level: str,
    depth: int,
    name: str,
    target: Decimal,
    short: Decimal | None,
    closing: Sequence[Mapping[str, Any]] | None,
) -> dict[str, Value]:
    days = workdays(period.span, found.calendar) if found.calendar is not None else None
    needed = None if short is None else target + short
    weighted = [row["weighted"] for row in closing or () if row["weighted"] is not None]
    known = closing is not None and found.result("deals") is not None
    return {
        "period": period.name,
        "level": level,
        "depth": depth,
        "name": name,
        "target": target,
        "workdays": days,
        "per_day": _per_day(target, days),
        "carried": short,
        "needed": needed,
        "needed_per_day": _per_day(needed, days),
        "deals": sum(weighted, Decimal(0)) if known else None,
    }


def _per_day(amount: Decimal | None, days: int | None) -> Decimal | None:
    return half_up(Fraction(amount) / days, _CENTS) if amount is not None and days else None
