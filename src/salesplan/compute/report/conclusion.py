"""The conclusion: at most five lines, each from a figure (methods.md 12.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.naming import names_of
from salesplan.compute.report.customer_problems import newly_lost
from salesplan.compute.report.evidence import Evidence
from salesplan.compute.report.found import Found
from salesplan.compute.report.goal_problems import behind_goals
from salesplan.compute.report.lapsed import NAMED
from salesplan.compute.report.point import Point
from salesplan.compute.report.statement import Statement
from salesplan.compute.report.statement_codes import code_group
from salesplan.compute.report.steps import against_year_ago
from salesplan.compute.report.tracked import Figures, Path, main_of, member_name, member_rows, tracked, whole_row
from salesplan.compute.report.work_problems import coming_period, coming_target
from salesplan.compute.rounding import ratio
from salesplan.compute.sales.pvm import PvmSummary, effects_of
from salesplan.model.named_period import NamedPeriod

LINES = 5
"""Lines of a conclusion at most."""
_FIRST = ("result", "sold", "standing", "cause", "goals_red", "decide", "customers", "pipeline", "people")
"""What is said where there is more than that, the most important first."""
_WORST = ("red", "amber")


def conclusion(
    found: Found, points: Sequence[Point], decided: Sequence[Statement], evidence: Evidence
) -> list[Statement]:
    """The result, who carries it and who is behind, its cause, what is in red, what is to be decided."""
    first = list(_result(found))
    told = any(each.code == "sold" for each in first)  # what it was a year ago is said already
    causes = [replace(each, amount=None, rate=None) if told else each for each in _cause(found)]
    lines = [*first, *_standing(found), *causes, *_goals(found, points, evidence), *_customers(found), *_work(found)]
    shown = [each for each in (_with(each, evidence) for each in lines) if each.evidence]
    return _most_important([*shown, *_decide(decided)])


def _with(said: Statement, evidence: Evidence) -> Statement:
    return replace(said, evidence=said.evidence or evidence.of(said.code))


def _most_important(lines: Sequence[Statement]) -> list[Statement]:
    """So many lines as there may be, each where it stood."""
    kept = sorted(lines, key=lambda each: _FIRST.index(code_group(each.code)))[:LINES]
    return [each for each in lines if each in kept]


def _result(found: Found) -> Iterator[Statement]:
    """The period against its target and the year's landing; without targets what was sold against a year ago.

    While the period goes on its pace, which decides the light, is said, too.
    """
    targets = main_of(tracked(found))
    row = whole_row(targets, found.period, found.plan.parameters.pace.lights)
    told = against_year_ago(found) if row is None else None
    if row is not None:
        said = Statement("conclusion", "result", about=found.period.name, light=row["light"])
        said = replace(said, amount=row["actual"], target=row["target"], rate=row["attainment"])
        said = replace(said, before=row["pace"] if row["pace"] != row["attainment"] else None)
        year = targets[0].summary
        yield replace(said, landing=year.landing, landing_rate=_landing_rate(year.landing, year.target))
    elif told is not None:
        yield Statement("conclusion", "sold", found.period.name, *told)


def _standing(found: Found) -> Iterator[Statement]:
    """The year up to the day against what was due: which region has most above it, and who is furthest below."""
    targets = main_of(tracked(found))
    if not targets or (ahead := _ahead(targets[0].total)) is None:
        return
    rows = member_rows(targets, NamedPeriod("year", found.period.year))
    regions = sorted((-_above(row), path) for path, row in rows.items() if path[-1][0] == "region" and _above(row) > 0)
    late = sorted((_above(row), path) for path, row in rows.items() if _is_late(path, row, rows))
    if not late and not regions:
        return
    lights = [rows[path]["light"] for _, path in late]
    said = Statement("conclusion", "standing", amount=ahead, on=found.day)
    if regions:
        said = replace(said, about=regions[0][1][-1][1], target=-regions[0][0])
    if late:
        said = replace(said, names=names_of([member_name(path, rows) for _, path in late], NAMED), effect=late[0][0])
    yield replace(said, light=next((each for each in _WORST if each in lights), "green"))


def _ahead(row: Figures) -> Decimal | None:
    """What was sold above what was due by the day; below 0 what is lacking."""
    actual, due = row["actual"], row["expected"]
    return None if actual is None or due is None else actual - due


def _above(row: Figures) -> Decimal:
    return _ahead(row) or Decimal(0)


def _is_late(path: Path, row: Figures, rows: Mapping[Path, Figures]) -> bool:
    """Whether a region or person is below what was due and not in green; of a region and its only person the first."""
    if path[-1][0] not in ("region", "rep") or row["light"] not in _WORST or _above(row) >= 0:
        return False
    beside = [other for other in rows if other[:-1] == path[:-1] and other[-1][0] == path[-1][0]]
    return path[-1][0] == "region" or len(beside) > 1 or path[:-1] not in rows


def _cause(found: Found) -> Iterator[Statement]:
    """What moved sales most against a year ago."""
    told: PvmSummary | None = found.summary("pvm")
    if told is None or not told.change:
        return
    sign = 1 if told.change > 0 else -1
    name, size = max(effects_of(told), key=lambda each: each[1] * sign)
    first = next((each for each in told.contributors if each.name and each.change * sign > 0), None)
    yield Statement(
        *("conclusion", f"cause_{name}"),
        about=first.name if first else None,
        amount=told.change,
        rate=told.change_rate,
        effect=size,
        target=first.change if first else None,
    )


def _goals(found: Found, points: Sequence[Point], evidence: Evidence) -> Iterator[Statement]:
    """The goals in red, with what customers at risk bought and the collection rate where that is a problem."""
    red = [point.said for point in behind_goals(evidence)]
    if not red:
        return
    low = next((point.said for point in points if point.said.code == "low_collection"), None)
    states = found.summary("states")
    yield Statement(
        *("conclusion", "goals_red"),
        names=names_of([each.about or "" for each in red], NAMED),
        count=len(red),
        amount=(states.by_lifecycle["at_risk"].amount or None) if states is not None else None,
        before=low.rate if low else None,
        text=low.text if low else None,
        light="red",
        evidence=red[0].evidence,
    )


def _customers(found: Found) -> Iterator[Statement]:
    """How many customers were lost of those active before, and what the last year of each had brought."""
    told = found.summary("states")
    if told is None or told.rates is None or not told.rates.active_at_start:
        return
    lost = newly_lost(found)
    risk = told.by_lifecycle["at_risk"]
    yield Statement(
        *("conclusion", "customers"),
        amount=lost.amount if lost else Decimal(0),
        count=lost.count if lost else 0,
        of=told.rates.active_at_start,
        rate=told.rates.churn_rate,
        target=risk.amount,
        light="amber" if lost else "green",
    )


def _work(found: Found) -> Iterator[Statement]:
    """The deals of the next period against its target; without any, how many people reached theirs."""
    deals, review = found.summary("deals"), found.summary("review")
    if deals is not None and deals.estimate.deals and deals.estimate.weighted:
        period, target, weighted = coming_period(found), coming_target(found), deals.estimate.weighted
        yield Statement(
            *("conclusion", "pipeline"),
            about=period.name if period else str(deals.period),
            amount=weighted,
            count=deals.estimate.deals,
            target=target,
            rate=ratio(weighted, target),
            on=deals.period.last,
        )
    elif review is not None:
        rates = [rate for row in found.rows("review") if (rate := row.get("sales_attainment")) is not None]
        if rates:
            yield Statement("conclusion", "people", count=sum(rate >= 1 for rate in rates), of=len(rates))


def _decide(decided: Sequence[Statement]) -> Iterator[Statement]:
    """How many decisions are wanted, and what they cost."""
    if decided:
        costs = [each.cost for each in decided if each.cost is not None]
        yield Statement("conclusion", "decide", count=len(decided), cost=sum(costs, Decimal(0)) if costs else None)


def _landing_rate(landing: Decimal | None, target: Decimal) -> Decimal | None:
    return ratio(landing, target)
