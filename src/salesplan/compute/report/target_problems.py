"""Who will miss the target of the year: all together, a region, a person (methods.md 10.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.report.found import Found
from salesplan.compute.report.person_tasks import next_step_of
from salesplan.compute.report.point import Point
from salesplan.compute.report.statement import Statement
from salesplan.compute.report.tracked import Figures, Path, main_of, member_rows, tracked
from salesplan.compute.rounding import ratio
from salesplan.model.named_period import NamedPeriod


def behind_total(found: Found) -> Iterator[Point]:
    """The year's landing is below the green limit of ``pace.lights``: what is lacking of the target is at stake."""
    targets = main_of(tracked(found))
    if targets and targets[0].total["light"] in ("amber", "red"):
        yield _behind("behind_total", None, targets[0].total)


def behind_regions(found: Found) -> Iterator[Point]:
    """Regions whose landing is below the amber limit of ``pace.lights``.

    Below the green one they count where they lack ``report.at_stake`` of the whole target at least.
    """
    for path, row in _members(found).items():
        if path[-1][0] == "region" and _is_behind(found, row):
            yield _behind("behind_region", path[-1][1], row)


def behind_people(found: Found) -> Iterator[Point]:
    """People in the same way, but not the only one of a region that is named already: that is the same target."""
    rows = _members(found)
    named = {path[-1][1] for path, row in rows.items() if path[-1][0] == "region" and _is_behind(found, row)}
    alone = [path[:-1] for path in rows if path[-1][0] == "rep"]
    for path, row in rows.items():
        level, name = path[-1]
        region = dict(path).get("region")
        if level != "rep" or not _is_behind(found, row) or (region in named and alone.count(path[:-1]) == 1):
            continue
        point = _behind("behind_person", name, row)
        yield replace(point, tasks=next_step_of(found, name, "behind_person", _short(row)))


def _members(found: Found) -> dict[Path, Figures]:
    return member_rows(main_of(tracked(found)), NamedPeriod("year", found.period.year))


def _is_behind(found: Found, row: Figures) -> bool:
    if row["light"] != "amber":
        return bool(row["light"] == "red")
    whole = main_of(tracked(found))[0].summary.target
    return _short(row) >= found.plan.parameters.report.at_stake * whole


def _short(row: Figures) -> Decimal:
    """What the landing lacks of the target; without one, what the year lacks so far."""
    target, landing, gap = row["target"], row["landing"], row["gap"]
    short: Decimal = target - landing if landing is not None else -(gap or Decimal(0))
    return short


def _behind(code: str, name: str | None, row: Figures) -> Point:
    target, landing, short = row["target"], row["landing"], _short(row)
    said = Statement(
        "problem",
        code,
        about=name,
        amount=short,
        target=target,
        rate=row["attainment"],
        landing=landing,
        landing_rate=_over(landing, target),
        light=row["light"],
    )
    return Point(said, short)


def _over(landing: Decimal | None, target: Decimal | None) -> Decimal | None:
    return ratio(landing, target)
