"""People: what is not collected, who is at the bottom again (methods.md 9.1 to 9.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesplan.compute.report.found import Found
from salesplan.compute.report.lapsed import NAMED
from salesplan.compute.report.person_tasks import sheets, task
from salesplan.compute.report.point import Point
from salesplan.compute.report.statement import Statement
from salesplan.compute.rounding import rounded
from salesplan.compute.team.review import PersonSheet

Row = dict[str, Any]


def low_collection(found: Found) -> Iterator[Point]:
    """The team's collection rate is below the amber limit of ``pace.lights``, taken of its target.

    It is the rate of ``review.collection`` over everybody for whom it is known. What is lacking is at stake.
    """
    review = found.plan.parameters.review
    target, limit = review.targets.collection, found.plan.parameters.pace.lights[1]
    parts = [part for row in found.rows("review") if (part := _collected(row, review.collection)) is not None]
    got, base = sum((a for a, _ in parts), Decimal(0)), sum((b for _, b in parts), Decimal(0))
    if base <= 0 or Fraction(got) / Fraction(base) >= Fraction(target) * Fraction(limit):
        return
    rate = rounded(Fraction(got) / Fraction(base))
    weak = [each for each in sheets(found) if each.gap == "collection" and each.next_step]
    tasks = tuple(task(found, each, "low_collection") for each in sorted(weak, key=_most_lost)[:NAMED])
    said = Statement("problem", "low_collection", amount=target * base - got, rate=rate, before=target)
    yield Point(said, target * base - got, tasks)


def team_bottom(found: Found) -> Iterator[Point]:
    """Whoever is at the bottom for the ``bands.out_after``-th period in a row."""
    limit = found.plan.parameters.bands.out_after
    for sheet, row in zip(sheets(found), found.rows("review"), strict=True):
        if sheet.band != "bottom" or sheet.bottom < limit:
            continue
        target, sold = row.get("sales_target"), row.get("sales_actual")
        short = target - sold if target is not None and sold is not None and target > sold else None
        said = Statement("problem", "team_bottom", sheet.person, short, target, row.get("sales_attainment"))
        steps = (task(found, sheet, "team_bottom", sheet.person),) if sheet.next_step else ()
        yield Point(replace(said, count=sheet.bottom), short, steps)


def best_practice(found: Found) -> Iterator[Point]:
    """Whoever is an example by the review, the best first: what was sold above the target is what there is to learn."""
    people = zip(sheets(found), found.rows("review"), strict=True)
    for sheet, row in [(sheet, row) for sheet, row in people if sheet.exemplar][:1]:
        target, sold = row.get("sales_target"), row.get("sales_actual")
        above = sold - target if target is not None and sold is not None else None
        yield Point(
            Statement("chance", "best_practice", sheet.person, above, target, row.get("sales_attainment")), above
        )


def _collected(row: Row, how: str) -> tuple[Decimal, Decimal] | None:
    """What a person collected, and of what, as the rate of the review counts it."""
    told: list[Any] = [row.get(key) for key in ("sold", "opening", "closing", "collected")]
    sold, opening, closing, got = told
    if how == "receivables":
        known = row.get("collection_by_receivables") is not None and None not in (sold, opening, closing)
        return (sold - (closing - opening), sold) if known else None
    known = row.get("collection_by_payments") is not None and None not in (got, opening, sold)
    return (got, opening + sold) if known else None


def _most_lost(sheet: PersonSheet) -> tuple[Decimal, str]:
    return (-(sheet.lost or Decimal(0)), sheet.person)
