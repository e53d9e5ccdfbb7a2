"""Where the time goes against where the potential is, tier by tier, and who serves whom (methods.md 8.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.coverage.alignment import Shares, misallocation, moves_of, shares_of, verdict_of
from salesplan.compute.coverage.balance_page import BalanceSummary
from salesplan.compute.coverage.customers import CoveredCustomers, worth_of
from salesplan.compute.coverage.hours import Hours, Spent
from salesplan.compute.coverage.skill_match import SkillMatch, skill_match
from salesplan.compute.customers.classes import CLASSES, UNRATED
from salesplan.compute.prospects.people import People
from salesplan.compute.rounding import half_up, rounded, share_of
from salesplan.compute.sums import roomy
from salesplan.model.period import Period
from salesplan.model.plan.coverage import CoverageParameters
from salesplan.model.records import ROW, SOURCE
from salesplan.model.table import ColumnSpec, Table, Value, scaled

Frame = nw.DataFrame[Any]
ORDER: tuple[str | None, ...] = (*(name for name in CLASSES if name != UNRATED), None)
"""The tiers (or classes) from best to worst, then the customers without one."""
ROWS: tuple[ColumnSpec, ...] = (
    ColumnSpec("tier", "code"),
    ColumnSpec("customers", "integer"),
    ColumnSpec("potential", "amount"),
    ColumnSpec("revenue", "amount"),
    ColumnSpec("hours", "score"),
    ColumnSpec("time_share", "share"),
    ColumnSpec("potential_share", "share"),
    ColumnSpec("ratio", "score"),
    ColumnSpec("verdict", "code"),
    ColumnSpec("hours_wanted", "score"),
    ColumnSpec("hours_to_shift", "score"),
)


@dataclass(frozen=True)
class TierFigures:
    """One tier; ``tier`` None are the customers without one.

    ``potential`` counts the revenue of customers whose potential is not known. ``hours_wanted`` would follow potential,
    ``hours_to_shift`` is what is missing of them (below 0: too many). Shares are None without any hours or potential.
    ``hours`` and shares are None where no hours can be known: customers without a tier, if the time list names tiers.
    """

    tier: str | None
    customers: int
    potential: Decimal
    revenue: Decimal | None
    hours: Decimal | None
    time_share: Decimal | None
    potential_share: Decimal | None
    ratio: Decimal | None
    verdict: str | None
    hours_wanted: Decimal | None
    hours_to_shift: Decimal | None


@dataclass(frozen=True)
class HourMove:
    """Hours that should go from one tier to another."""

    from_tier: str | None
    to_tier: str | None
    hours: Decimal


@dataclass(frozen=True)
class OffTarget:
    """The customers of the list who got time, those of them outside the plan's target segments, and their hours."""

    targets: tuple[str, ...]
    customers: int
    outside: int
    share: Decimal | None
    hours: Decimal
    hours_outside: Decimal
    hours_share: Decimal | None
    basis: str = "time"


@dataclass(frozen=True)
class CoverageSummary:
    """Coverage as a whole. ``basis`` says what hours are from: ``time``, ``contacts``, or None without any.

    ``by_revenue`` counts the customers whose revenue stands for their potential. ``tier_usage`` is the share of the
    people whose hours carry tiers (``people_with_tiers`` of ``people``), None where hours have none to carry.
    ``hours_window`` goes from the first to the last day with hours, and all hours are of these days. ``repeated`` rows
    of the list are customers who stand above already. ``grading`` says whether tiers are value tiers or classes.
    ``hours_in_limits`` are hours in the wrong place that nobody need move: their tiers are within the limits.
    """

    window: Period | None
    customers: int
    basis: str | None
    hours: Decimal
    by_revenue: int
    misallocation: Decimal | None
    hours_to_move: Decimal | None
    tiers: tuple[TierFigures, ...]
    moves: tuple[HourMove, ...] = ()
    skill: SkillMatch | None = None
    off_target: OffTarget | None = None
    tier_usage: Decimal | None = None
    people: int = 0
    people_with_tiers: int = 0
    balance: BalanceSummary | None = None
    hours_window: Period | None = None
    repeated: int = 0
    grading: str = "tier"
    hours_in_limits: Decimal | None = None


def coverage_summary(
    people: CoveredCustomers,
    spent: Spent | None,
    window: Period | None,
    team: People | None,
    off_target: OffTarget | None,
    parameters: CoverageParameters,
) -> CoverageSummary:
    """All figures; ``spent`` are the hours that count, those that name a tier included."""
    groups = _groups(people, spent)
    known = {tier: group for tier, group in groups.items() if group["hours"] is not None}
    hours = {tier: group["hours"] for tier, group in known.items()}
    total = sum(hours.values(), Fraction(0))
    shares = shares_of(hours, {tier: group["worth"] for tier, group in known.items()})
    tiers = tuple(_tier(tier, groups[tier], shares, total, parameters) for tier in ORDER if tier in groups)
    moves = moves_of(shares, total, ORDER, parameters.limits) if shares else []
    moved = sum((move.hours for move in moves), Fraction(0))
    wrong = misallocation(shares) if shares else None
    with_codes = spent is not None and spent.basis == "time" and bool(spent.coded)
    staff = len(spent.people) if spent is not None else 0
    return CoverageSummary(
        window,
        len(people.frame),
        None if spent is None or not total else spent.basis,
        half_up(total, 2),
        int(people.frame.get_column("by_revenue").sum()),
        rounded(wrong),
        None if wrong is None else half_up(wrong * total, 2),
        tiers,
        tuple(HourMove(m.from_tier, m.to_tier, half_up(m.hours, 2)) for m in moves),
        None if team is None else _skill(people, spent, team, parameters),
        off_target,
        share_of(len(spent.coded), staff) if spent is not None and with_codes and staff else None,
        staff,
        len(spent.coded) if spent is not None else 0,
        hours_window=spent.span if spent is not None else None,
        repeated=people.repeated,
        grading=parameters.grading,
        hours_in_limits=None if wrong is None else half_up(wrong * total - moved, 2),
    )


def rows_of(summary: CoverageSummary) -> Table:
    """One row a tier, best first."""
    rows: list[tuple[Value, ...]] = [tuple(getattr(each, column.key) for column in ROWS) for each in summary.tiers]
    return Table(ROWS, tuples=rows)


def _groups(people: CoveredCustomers, spent: Spent | None) -> dict[str | None, dict[str, Any]]:
    """Each tier's customers, worth (exact), potential, revenue and hours.

    Where the time list names tiers only, what customers got by other lists does not count, too.
    """
    by_tier_only = spent is not None and spent.by_tier_only
    frame, hours = people.frame, Hours(people.minutes_scale)
    standing = frame.with_columns(stand_in=nw.when(nw.col("by_revenue")).then(nw.col("revenue")).otherwise(0))
    minutes = standing.with_columns(nw.col("minutes").fill_null(0))
    found = minutes.group_by("tier").agg(
        customers=nw.len(),
        potential=roomy(minutes, "potential").sum(),
        stand_in=roomy(minutes, "stand_in").sum(),
        amount=roomy(minutes, "amount").sum(),
        minutes=roomy(minutes, "minutes").sum(),
    )
    groups: dict[str | None, dict[str, Any]] = {}
    for row in found.iter_rows(named=True):
        worth = scaled(int(row["potential"] or 0), people.potential_scale) + scaled(
            int(row["stand_in"] or 0), people.scale
        )
        groups[row["tier"]] = {
            "customers": row["customers"],
            "worth": Fraction(worth),
            "potential": worth,
            "revenue": scaled(int(row["amount"] or 0), people.scale),
            "hours": hours.of(None if by_tier_only else row["minutes"]),
        }
    for tier, extra in (spent.by_tier if spent is not None else {}).items():
        group = groups.setdefault(
            tier,
            {
                "customers": 0,
                "worth": Fraction(0),
                "potential": Decimal(0),
                "revenue": Decimal(0),
                "hours": Fraction(0),
            },
        )
        group["hours"] += extra
    if by_tier_only and None in groups:
        groups[None]["hours"] = None
    return groups


def _tier(
    tier: str | None,
    group: Mapping[str, Any],
    shares: Mapping[str | None, Shares] | None,
    total: Fraction,
    parameters: CoverageParameters,
) -> TierFigures:
    own = shares.get(tier) if shares else None
    wanted = own.potential * total if own else None
    return TierFigures(
        tier,
        group["customers"],
        group["potential"],
        group["revenue"],
        None if group["hours"] is None else half_up(group["hours"], 2),
        rounded(own.time) if own else None,
        rounded(own.potential) if own else None,
        rounded(own.ratio) if own else None,
        verdict_of(own, parameters.limits) if own else None,
        None if wanted is None else half_up(wanted, 2),
        None if wanted is None else half_up(wanted - group["hours"], 2),
    )


def _skill(
    people: CoveredCustomers, spent: Spent | None, team: People, parameters: CoverageParameters
) -> SkillMatch | None:
    """Only the customers of high and low tiers are looked at one by one."""
    looked = people.frame.filter(nw.col("tier").is_in([*parameters.high, *parameters.low]))
    rows = [{**row, "worth": worth_of(row, people)} for row in looked.iter_rows(named=True)]
    by_person = spent.by_person if spent is not None else {}
    return skill_match(rows, team, by_person, parameters.high, parameters.low)


def off_target_of(
    people: CoveredCustomers, placed: Frame, targets: Sequence[int], names: Sequence[str], basis: str
) -> OffTarget:
    """Time for customers outside the target segments; ``placed`` has the ``place`` of each row of the list.

    Customers who are only in the orders have no segment and are not looked at.
    """
    hours = Hours(people.minutes_scale)
    frame = people.frame.join(placed.select(SOURCE, ROW, "place"), on=[SOURCE, ROW], how="inner")
    served = frame.filter(nw.col("minutes") > 0)
    outside = served.filter(~nw.col("place").is_in(list(targets)) | nw.col("place").is_null())
    all_hours, off_hours = hours.total(served), hours.total(outside)
    return OffTarget(
        tuple(names),
        len(served),
        len(outside),
        share_of(len(outside), len(served)) if len(served) else None,
        half_up(all_hours, 2),
        half_up(off_hours, 2),
        rounded(off_hours / all_hours) if all_hours else None,
        basis,
    )
