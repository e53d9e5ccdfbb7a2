"""What the work on customers and deals lacks: deals, time for key customers, answers to complaints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesplan.compute.coverage.coverage import CoverageSummary, TierFigures
from salesplan.compute.naming import names_of
from salesplan.compute.prospects.prospects_value import ValueSummary
from salesplan.compute.report.found import Found
from salesplan.compute.report.lapsed import NAMED
from salesplan.compute.report.point import Point
from salesplan.compute.report.statement import Statement
from salesplan.compute.report.tracked import Figures, main_of, tracked, whole_row
from salesplan.compute.rounding import half_up, ratio
from salesplan.model.named_period import Kind, NamedPeriod, holding
from salesplan.text import Text

GRADINGS = {"tier": Text("价值等级", "value tier"), "class": Text("客户分级", "class")}
"""What the tiers of coverage are: customers have several gradings with an A."""


def overdue_deals(found: Found) -> Iterator[Point]:
    """Open deals whose close date is past; each owner is to decide his own or give them a new day."""
    told: ValueSummary | None = found.summary("deals")
    if told is None or not told.overdue.deals:
        return
    rows = [row for row in found.rows("deals") if row.get("timing") == "overdue"]
    said = Statement(
        "problem", "overdue_deals", amount=told.overdue.amount, count=told.overdue.deals, names=_named(rows, "name")
    )
    yield Point(said, told.overdue.amount, _tasks(found, "decide_deals", said.code, rows, "owner", "name"))


def coming_period(found: Found) -> NamedPeriod | None:
    """The month or quarter that the deals are valued for; None where its days are no such period."""
    told: ValueSummary | None = found.summary("deals")
    if told is None:
        return None
    kinds: tuple[Kind, ...] = ("month", "quarter", "year")
    named = [holding(kind, told.period.first, found.period.year) for kind in kinds]
    return next((each for each in named if each.span == told.period), None)


def coming_target(found: Found) -> Decimal | None:
    """The target of that period; None where the plan gives it none."""
    period = coming_period(found)
    if period is None:
        return None
    row = whole_row(main_of(tracked(found, period.year)), period, found.plan.parameters.pace.lights)
    return None if row is None else row["target"]


def needed_from_deals(found: Found) -> tuple[NamedPeriod, Decimal, Decimal] | None:
    """The next period that deals are valued for, its target, and the part of it that deals have to bring.

    That part is the share of the last twelve months' sales that came from deals won. None where one is not known.
    """
    told: ValueSummary | None = found.summary("deals")
    customers = found.summary("customers")
    if told is None or customers is None or not customers.net_total or customers.window != told.window:
        return None
    period, target, won = coming_period(found), coming_target(found), told.closed.won_value
    if period is None or target is None or not won:
        return None
    share = min(Fraction(won) / Fraction(customers.net_total), Fraction(1))
    return (period, target, half_up(Fraction(target) * share, 2)) if share > 0 else None


def thin_pipeline(found: Found) -> Iterator[Point]:
    """Weighted deals of the next period are below ``report.pipeline_cover`` times what deals have to bring in it."""
    needed = needed_from_deals(found)
    if needed is None:
        return
    period, _, part = needed
    weighted, wanted = found.summary("deals").estimate.weighted, part * found.plan.parameters.report.pipeline_cover
    if weighted is not None and weighted < wanted:
        said = Statement("problem", "thin_pipeline", about=period.name, amount=wanted - weighted, target=wanted)
        rate = ratio(weighted, wanted)
        yield Point(replace(said, landing=weighted, rate=rate), wanted - weighted)


def underserved(found: Found) -> Iterator[Point]:
    """The tier that gets too little time by the limits of coverage, and lacks most hours."""
    told: CoverageSummary | None = found.summary("coverage")
    short = [each for each in (told.tiers if told else ()) if each.verdict == "under_served" and each.tier]
    for tier in sorted(short, key=lambda each: (-(each.hours_to_shift or Decimal(0)), each.tier or ""))[:1]:
        said = Statement(
            *("problem", "underserved"),
            about=tier.tier,
            text=GRADINGS[told.grading] if told else None,
            rate=tier.time_share,
            before=tier.potential_share,
            hours=_hours(told, tier) if told else None,
            count=tier.customers,
        )
        yield Point(said)


def _hours(told: CoverageSummary, tier: TierFigures) -> Decimal | None:
    """The hours to give it that others have too many of, as the moves say; without any, what it lacks in all."""
    moved = [move.hours for move in told.moves if move.to_tier == tier.tier]
    return sum(moved, Decimal(0)) if moved else tier.hours_to_shift


def late_complaints(found: Found) -> Iterator[Point]:
    """Open complaints with a step past its limit; whoever owns them is to see to them on the next working day."""
    told = found.summary("complaints")
    if told is None or not told.late_open:
        return
    rows = [
        row for row in found.rows("complaints") if row.get("state") == "overdue" and row.get("to_do") != "follow_up"
    ]
    said = Statement(
        "problem", "late_complaints", count=told.late_open, of=told.open, names=_named(rows, "customer") or None
    )
    yield Point(said, None, _tasks(found, "answer", said.code, rows, "owner", "customer"))


def _named(rows: Sequence[Figures], key: str) -> Any:  # noqa: ANN401 - a Text, or None for nobody
    names = [str(name) for row in _largest(rows) if (name := row.get(key) or row.get("id"))]
    return names_of(names, NAMED) if names else None


def _largest(rows: Sequence[Figures]) -> list[Figures]:
    return sorted(rows, key=lambda row: (-(row.get("amount") or 0), str(row.get("id") or ""), row.get("row") or 0))


def _tasks(
    found: Found, code: str, answers: str, rows: Sequence[Figures], owner: str, name: str
) -> tuple[Statement, ...]:
    """One task for each of the first owners: what is late already is for the next working day."""
    largest = _largest(rows)
    owners = list(dict.fromkeys(str(row[owner]) for row in largest if row.get(owner)))
    return tuple(
        Statement(
            *("proposal", code),
            count=sum(row.get(owner) == each for row in rows),
            names=_named([row for row in largest if row.get(owner) == each], name),
            answers=answers,
            origin="rule",
            owner=each,
            due=found.soon,
        )
        for each in owners[:NAMED]
    )
