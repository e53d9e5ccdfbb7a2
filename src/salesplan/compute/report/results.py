"""Results against goals: the period, the year to date, the members, each month, every goal and the tree of targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from salesplan.compute.report.found import Found
from salesplan.compute.report.goals import goal_tables
from salesplan.compute.report.rows import table_from
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.report.steps import steps_of
from salesplan.compute.report.target_tree import tree_tables
from salesplan.compute.report.tracked import (
    REVENUE,
    Row,
    Tracked,
    main_of,
    member_name,
    member_rows,
    of_money,
    tracked,
    whole_row,
)
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
_WHOLE = ("target", "actual", "attainment", "expected", "pace", "landing", "light", "status")


def section(found: Found) -> Section:
    """The tables of results; without targets sales alone, without sales and goals none."""
    targets = tracked(found)
    money = of_money(targets)
    others = [each for each in targets if each.metric != REVENUE]
    tables = [*_attainment(found, main_of(targets)), *_months(found, main_of(targets))]
    tables += [*goal_tables(found, targets), *tree_tables(found, money, others)]
    return Section("results", tuple(tables), found.lacking.get("results", ()))


def _attainment(found: Found, targets: Sequence[Tracked]) -> Iterator[SectionTable]:
    """The whole in the period and in the year to date, regions and people in the period, the year last.

    Where the plan splits its members by longer periods only they stand with the year to date.
    """
    rows = [*_whole(found, targets), *_members(found, targets), *_year(found, targets)]
    if rows:
        yield table_from("attainment", ATTAINMENT, rows)


def _whole(found: Found, targets: Sequence[Tracked]) -> Iterator[dict[str, Value]]:
    """The period; the year to date, where that is another one."""
    period, own = found.period, found.summary("pvm")
    row = whole_row(targets, period, found.plan.parameters.pace.lights)
    if row is not None or own is not None:
        changed = _changed(own.base, own.change, own.change_rate) if own is not None else {}
        yield {**_line("period", "total", period.name, row or {"actual": own.now}), **changed}
    yield from _year_to_date(found, targets)


def _year_to_date(found: Found, targets: Sequence[Tracked]) -> Iterator[dict[str, Value]]:
    """By what was due; where no target says so sales alone. The first period of a year is that itself."""
    period, year = found.period, found.summary("months")
    whole = whole_row(targets, NamedPeriod("year", period.year), found.plan.parameters.pace.lights)
    is_over = period.kind == "year" and (whole is None or whole["status"] != "open")
    if is_over or (period.kind != "year" and period.span.first == period.year.period.first):
        return
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


def _to_date(row: Row) -> dict[str, Any]:
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
    """Those of the outermost level first; of each level the one furthest from its target first."""
    in_period = member_rows(targets, found.period)
    span, rows = "period", in_period
    if not in_period:
        year = member_rows(targets, NamedPeriod("year", found.period.year))
        span, rows = "to_date", {path: _to_date(row) for path, row in year.items()}
    known = {path: row for path, row in rows.items() if row["target"] or row["actual"]}
    levels = list(dict.fromkeys(path[-1][0] for path in known))
    for path in sorted(known, key=lambda each: (levels.index(each[-1][0]), *_worst(known[each]), each)):
        yield _line(span, path[-1][0], member_name(path, known), known[path])


def _worst(row: Row) -> tuple[bool, Decimal]:
    return row["attainment"] is None, row["attainment"] or Decimal(0)


def _months(found: Found, targets: Sequence[Tracked]) -> Iterator[SectionTable]:
    """The months of the year, or its quarters where the targets know no months."""
    steps = steps_of(found, targets)
    if steps:
        rows = [{key: getattr(step, key) for key in MONTHS} for step in steps]
        name = "months" if steps[0].kind == "month" else "quarters"
        keys = [key for key in ("target", "actual") if any(row[key] is not None for row in rows)]
        yield table_from(name, MONTHS, rows, keys)
