"""The year's pace: target and actual added up month by month, where it will land, and by which way of reckoning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.report.found import Found
from salesplan.compute.report.rows import table_from
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.report.steps import Step, steps_of
from salesplan.compute.report.tracked import Tracked, main_of, tracked
from salesplan.compute.rounding import half_up, ratio
from salesplan.compute.targets.track import TrackSummary
from salesplan.model.table import Kind, Value

PACE: Mapping[str, Kind] = {
    "name": "text",
    **dict.fromkeys(("target", "actual", "target_sum", "actual_sum", "landing_sum", "before_sum"), "amount"),
    "status": "code",
}
LANDINGS: Mapping[str, Kind] = {
    "way": "code",
    **dict.fromkeys(("landing", "target"), "amount"),
    "share": "share",
    "gap": "amount",
    "light": "code",
}
WAYS = {"pace": "landing", "recent": "landing_recent", "deals": "landing_pipeline"}
"""The ways of reckoning where the year will land, each with its figure: by what is due, by the last days, by deals."""
NEED: Mapping[str, Kind] = {
    **dict.fromkeys(("left", "per_day", "per_day_so_far"), "amount"),
    **dict.fromkeys(("workdays_left", "workdays_over"), "integer"),
    **dict.fromkeys(("low", "high"), "amount"),
}
_CENTS = 2


def section(found: Found) -> Section:
    """The year added up, and its landings with their spread; nothing in a year without targets."""
    targets = main_of(tracked(found))
    if not targets or targets[0].summary.status == "future":
        return Section("pace")
    tables = [*_pace(found, targets), *_landings(targets[0].summary)]
    return Section("pace", tuple(tables))


def _pace(found: Found, targets: Sequence[Tracked]) -> Iterator[SectionTable]:
    steps = steps_of(found, targets)
    if steps and steps[0].target is not None:
        yield table_from("pace", PACE, _added_up(steps, targets[0].summary))


def _added_up(steps: Sequence[Step], year: TrackSummary) -> Iterator[dict[str, Value]]:
    """Each step with the sums up to it. The landing starts from the actual of the last step that is over.

    From there on it is the pace so far times the target up to the step, so that it ends where the year lands.
    """
    target, actual, before = Decimal(0), Decimal(0), Decimal(0)
    over = max((at for at, step in enumerate(steps) if step.status == "closed"), default=-1)
    pace = Fraction(year.actual) / Fraction(year.expected) if year.expected and year.landing is not None else None
    for at, step in enumerate(steps):
        target += step.target or 0
        actual += step.actual or 0
        before += step.before or 0
        runs = pace is not None and year.status == "open" and at > over
        landing = half_up(pace * Fraction(target), _CENTS) if runs and pace is not None else None
        is_joint = at == over and year.status == "open" and pace is not None
        yield {
            "name": step.name,
            "target": step.target,
            "actual": step.actual,
            "target_sum": target,
            "actual_sum": actual if step.actual is not None else None,
            "landing_sum": actual if is_joint else landing,
            "before_sum": before if step.before is not None else None,
            "status": step.status,
        }


def _landings(year: TrackSummary) -> Iterator[SectionTable]:
    """Where the year under way will land by each way, and what is left to do."""
    if year.status != "open":
        return
    known = {way: getattr(year, field) for way, field in WAYS.items()}
    rows = [_landing(way, landing, year.target) for way, landing in known.items() if landing is not None]
    if rows:
        rows[0]["light"] = year.light  # the first that is known decides it (methods.md 10.1)
        yield table_from("landings", LANDINGS, rows)
    left = year.workdays - year.elapsed
    so_far = half_up(Fraction(year.actual) / year.elapsed, _CENTS) if year.elapsed else None
    need: dict[str, Value] = {
        "left": max(-year.gap, Decimal(0)),
        "per_day": year.required_per_day,
        "per_day_so_far": so_far,
        "workdays_left": left,
        "workdays_over": year.elapsed,
        "low": year.landing_low,
        "high": year.landing_high,
    }
    yield table_from("need", NEED, [need])


def _landing(way: str, landing: Decimal, target: Decimal) -> dict[str, Value]:
    share = ratio(landing, target)
    return {"way": way, "landing": landing, "target": target, "share": share, "gap": landing - target}
