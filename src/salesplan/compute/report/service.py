"""Service as the report shows it: complaints by type, promises kept, who waits, satisfaction (methods.md 11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salesplan.compute.report.found import Found
from salesplan.compute.report.rows import Row, table_from
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.service.complaints import ComplaintSummary
from salesplan.compute.service.survey import SurveySummary
from salesplan.model.result import Result
from salesplan.model.table import Kind

OPEN = ("overdue", "open", "to_call")
"""The states of complaints that somebody has to see to."""
_FACTS: Mapping[str, Kind] = {
    **dict.fromkeys(("first", "last", "asked_from", "asked_to"), "date"),
    **dict.fromkeys(("complaints", "open", "late_open", "overdue", "calls", "orders", "reopened"), "integer"),
    "per_100_orders": "score",
    **dict.fromkeys(("reopened_share", "csat", "csat_margin", "csat_target", "mean", "nps", "nps_margin"), "share"),
    **dict.fromkeys(("answers", "to_call"), "integer"),
}
_TYPES: Mapping[str, Kind] = {
    "kind": "text",
    "complaints": "integer",
    **dict.fromkeys(("share", "cumulative"), "share"),
    "pareto": "code",
}
_PROMISES: Mapping[str, Kind] = {
    "step": "code",
    **dict.fromkeys(("judged", "on_time", "late", "overdue"), "integer"),
    **dict.fromkeys(("share", "target"), "share"),
    "median_hours": "score",
}
_WAITING: Mapping[str, Kind] = {
    "state": "code",
    **dict.fromkeys(("id", "customer", "tier", "customer_owner", "kind"), "text"),
    "severity": "code",
    "owner": "text",
    "to_do": "code",
    "due": "text",
    "hours_over": "score",
    "age_days": "integer",
}


def section(found: Found) -> Section:
    """Complaints of the window and what waits of them; how satisfied customers are, where a survey says so."""
    complaints: Result[ComplaintSummary] | None = found.result("complaints")
    survey: SurveySummary | None = found.summary("survey")
    facts = {**_complained(complaints), **_satisfied(survey)}
    tables = [table_from("service", _FACTS, [facts])] if facts else []
    if complaints is not None:
        tables += (each for each in _tables(complaints) if len(each.rows))
    return Section("service", tuple(tables))


def _complained(result: Result[ComplaintSummary] | None) -> Row:
    """How many, how many are open, past a limit, or not called back; nothing where there were none and none is open."""
    if result is None or not (result.summary.complaints or result.summary.open):
        return {}
    s = result.summary
    keys = ("complaints", "open", "late_open", "orders", "per_100_orders", "reopened", "reopened_share")
    steps = [row["late_step"] for row in result.rows.records() if row["state"] == "overdue"]
    calls = steps.count("follow_up")
    own = {key: getattr(s, key) for key in keys}
    days = {"first": s.period.first, "last": s.period.last}
    return {**own, **days, "overdue": len(steps) - calls, "calls": calls}


def _satisfied(s: SurveySummary | None) -> Row:
    """How satisfied those were who answered; nothing where nobody did."""
    if s is None or not s.figures.answers:
        return {}
    keys = ("answers", "csat", "csat_margin", "mean", "nps", "nps_margin")
    days = {"asked_from": s.period.first, "asked_to": s.period.last}
    return {**{key: getattr(s.figures, key) for key in keys}, **days, "csat_target": s.target, "to_call": s.to_call}


def _tables(result: Result[ComplaintSummary]) -> Iterable[SectionTable]:
    s = result.summary
    keys = ("kind", "complaints", "share", "cumulative", "pareto")
    named = any(line.kind for line in s.kinds)
    types = [{key: getattr(line, key) for key in keys} for line in s.kinds if named]
    yield table_from("complaint_types", _TYPES, types, ("complaints",))
    judged = ("step", "judged", "on_time", "late", "overdue", "share", "median_hours")
    lines = [line for line in s.sla if line.severity is None and line.judged]
    rows: list[Row] = [{**{key: getattr(line, key) for key in judged}, "target": s.target} for line in lines]
    yield table_from("promises", _PROMISES, rows)
    yield table_from("complaints", _WAITING, (row for row in result.rows.records() if row["state"] in OPEN))
