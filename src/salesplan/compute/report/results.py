"""Results against goals: the period, the year to date, the members, each month, every goal and the tree of targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesplan.compute.report.found import Found
from salesplan.compute.report.goals import goal_tables
from salesplan.compute.report.rows import table_from
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.report.steps import sold_in, steps_of
from salesplan.compute.report.target_tree import tree_tables
from salesplan.compute.report.tracked import (
    REVENUE,
    Figures,
    Path,
    Tracked,
    main_of,
    member_name,
    member_rows,
    of_money,
    tracked,
    whole_row,
)
from salesplan.compute.report.two_targets import two_targets
from salesplan.compute.rounding import rounded
from salesplan.compute.targets.actuals.pace import light_of
from salesplan.model.named_period import NamedPeriod
from salesplan.model.table import Kind, Value

ATTAINMENT: Mapping[str, Kind] = {
    **dict.fromkeys(("span", "level"), "code"),
    "name": "text",
    **dict.fromkeys(("target", "actual"), "amount"),
    "attainment": "share",
    "expected": "amount",
    "pace": "share",
    **dict.fromkeys(("gap", "landing"), "amount"),
    "light": "code",
    **dict.fromkeys(("before", "change"), "amount"),
    "change_rate": "share",
    "last_period": "amount",
    "last_rate": "share",
    "status": "code",
}
MONTHS: Mapping[str, Kind] = {
    "name": "text",
    **dict.fromkeys(("target", "actual"), "amount"),
    "attainment": "share",
    "light": "code",
    "before": "amount",
    "status": "code",
}
PERSON = "rep"
_WHOLE = ("target", "actual", "attainment", "expected", "pace", "landing", "light", "status")


def section(found: Found) -> Section:
    """The tables of results; without targets sales alone, without sales and goals none."""
    targets = tracked(found)
    money = of_money(targets)
    others = [each for each in targets if each.metric != REVENUE]
    tables = [*_attainment(found, main_of(targets)), *_months(found, main_of(targets))]
    goals = [*goal_tables(found, targets)]
    told = [row for table in goals if table.name == "goals" for row in table.rows.records()]
    tables += [*goals, *two_targets(found, money, told), *tree_tables(found, money, others)]
    return Section("results", tuple(tables))


def _attainment(found: Found, targets: Sequence[Tracked]) -> Iterator[SectionTable]:
    """The period with its regions and people; apart from it the year to date with its own, the year itself last."""
    rows = [*_whole(found, targets), *_members(found, targets)]
    if rows:
        yield table_from("attainment", ATTAINMENT, rows)
    if found.period.kind == "year":
        return
    rows = [*_year_to_date(found, targets), *_members_to_date(found, targets), *_year(found, targets)]
    if rows:
        yield table_from("attainment_to_date", ATTAINMENT, rows)


def _whole(found: Found, targets: Sequence[Tracked]) -> Iterator[dict[str, Value]]:
    """The period by its target, beside the same days of the year before; else beside the period before."""
    period, own = found.period, found.summary("pvm")
    row = whole_row(targets, period, found.plan.parameters.pace.lights)
    sold = row["actual"] if row is not None else own.now if own is not None else sold_in(found, period)
    if row is None and sold is None:
        return
    changed = _changed(own.base, own.change, own.change_rate) if own is not None else {}
    if changed.get("change_rate") is None:
        changed |= _on_period_before(found, sold)
    yield {**_line("period", "total", period.name, row or {"actual": sold}), **changed}


def _on_period_before(found: Found, sold: Decimal | None) -> dict[str, Value]:
    """The change on the period before of the same year; nothing while the period goes on."""
    before = sold_in(found, found.period.before) if found.day >= found.period.span.last else None
    if sold is None or not before:
        return {}
    return {"last_period": before, "last_rate": rounded((Fraction(sold) - Fraction(before)) / abs(Fraction(before)))}


def _year_to_date(found: Found, targets: Sequence[Tracked]) -> Iterator[dict[str, Value]]:
    """By what was due; where no target says so sales alone. The first period of a year is that itself."""
    period, year = found.period, found.summary("months")
    if period.span.first == period.year.period.first:
        return
    whole = whole_row(targets, NamedPeriod("year", period.year), found.plan.parameters.pace.lights)
    if whole is not None or year is not None:
        changed = _changed(year.base_total, year.change, year.yoy) if year is not None else {}
        due = _to_date(whole) if whole is not None else {"actual": year.total}
        yield {**_line("to_date", "total", f"{period.year.period.first}..{found.day}", due), **changed}


def _year(found: Found, targets: Sequence[Tracked]) -> Iterator[dict[str, Value]]:
    """The year that the period is part of."""
    year = NamedPeriod("year", found.period.year)
    whole = whole_row(targets, year, found.plan.parameters.pace.lights)
    if whole is not None and found.period.kind != "year":
        yield _line("year", "total", year.name, whole)


def _to_date(row: Figures) -> dict[str, Any]:
    """A year by what was due of it by the day."""
    return {**row, "target": row["expected"], "attainment": row["pace"], "landing": None}


def _changed(before: Decimal | None, change: Decimal | None, rate: Decimal | None) -> dict[str, Value]:
    return {"before": before, "change": change, "change_rate": rate}


def _line(span: str, level: str, name: str, row: Mapping[str, Any]) -> dict[str, Value]:
    figures = {key: row.get(key) for key in _WHOLE}
    if figures["status"] == "closed":
        figures["landing"] = None
    due, actual = figures["expected"], figures["actual"]
    gap = None if actual is None or due is None else actual - due
    return {"span": span, "level": level, "name": name, **figures, "gap": gap}


def _members(found: Found, targets: Sequence[Tracked]) -> Iterator[dict[str, Value]]:
    """Regions and people by their targets of the period; people whom the plan splits by longer ones as reviewed."""
    rows = member_rows(targets, found.period)
    yield from _members_of("period", rows)
    if not any(path[-1][0] == PERSON for path in rows) and found.period.kind != "year":
        yield from _members_of("period", _reviewed(found))


def _reviewed(found: Found) -> dict[Path, Figures]:
    """The people as the review of the period has them; on course or not only once the period is over."""
    lights, over = found.plan.parameters.pace.lights, found.day >= found.period.span.last
    rows: dict[Path, Figures] = {}
    for each in found.rows("review"):
        target, actual = each.get("sales_target"), each.get("sales_actual")
        if target is None or actual is None:
            continue
        share = Fraction(actual) / Fraction(target) if target else None
        row = {"target": target, "actual": actual, "attainment": rounded(share), "status": "closed" if over else "open"}
        if over:
            light = None if share is None else light_of(share, lights)
            row |= {"expected": target, "pace": row["attainment"], "light": light}
        rows[((PERSON, each["person"]),)] = row
    return rows


def _members_to_date(found: Found, targets: Sequence[Tracked]) -> Iterator[dict[str, Value]]:
    """Regions and people by what was due of their targets of the year."""
    year = member_rows(targets, NamedPeriod("year", found.period.year))
    yield from _members_of("to_date", {path: _to_date(row) for path, row in year.items()})


def _members_of(span: str, rows: Mapping[Path, Figures]) -> Iterator[dict[str, Value]]:
    """Those of the outermost level first; of each level the one furthest from its target first."""
    known = {path: row for path, row in rows.items() if row["target"] or row["actual"]}
    levels = list(dict.fromkeys(path[-1][0] for path in known))
    for path in sorted(known, key=lambda each: (levels.index(each[-1][0]), *_worst(known[each]), each)):
        yield _line(span, path[-1][0], member_name(path, known), known[path])


def _worst(row: Figures) -> tuple[bool, Decimal]:
    return row["attainment"] is None, row["attainment"] or Decimal(0)


def _months(found: Found, targets: Sequence[Tracked]) -> Iterator[SectionTable]:
    """The months of the year, or its quarters where the targets know no months."""
    steps = steps_of(found, targets)
    if steps:
        rows = [{key: getattr(step, key) for key in MONTHS} for step in steps]
        name = "months" if steps[0].kind == "month" else "quarters"
        keys = [key for key in ("target", "actual") if any(row[key] is not None for row in rows)]
        yield table_from(name, MONTHS, rows, keys)
