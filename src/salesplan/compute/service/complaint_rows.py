"""The rows of ``service complaints``: one a complaint, the longest past a limit first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from salesplan.compute.rounding import half_up
from salesplan.compute.service.cases import TIMES, Case
from salesplan.compute.service.complaint_figures import Judged, hours_of
from salesplan.compute.service.sla import STEPS, Verdict
from salesplan.model.moment import Moment
from salesplan.model.result import Input
from salesplan.model.table import ColumnSpec, Kind, Table

_COLUMNS: Mapping[str, Kind] = {
    "state": "code",
    "to_do": "code",
    "due": "text",
    "late_step": "code",
    "hours_over": "score",
    "id": "text",
    "customer": "text",
    "tier": "text",
    "customer_owner": "text",
    "kind": "text",
    "severity": "code",
    "owner": "text",
    "channel": "text",
    "text": "text",
    **dict.fromkeys(TIMES.values(), "text"),
    **dict.fromkeys(STEPS, "code"),
    "respond_hours": "score",
    "resolve_hours": "score",
    "age_days": "integer",
    "followup_result": "text",
    "reopened": "flag",
    "cause": "text",
    "improvement": "text",
    "improved_at": "date",
    "informed": "text",
    "row": "integer",
    "source_file": "text",
    "source_sheet": "text",
}
_ALWAYS = frozenset(("state", "to_do", "late_step", "hours_over", "due", "customer", "severity", "received_at", "row"))
PLACES = 1


def rows_of(judged: Judged, as_of: date, inputs: Sequence[Input]) -> Table:
    """Complaints with a step past its limit first, by hours over; then open ones by what is due next; then solved ones.

    Of those that only lack their follow-up, which come behind the other late ones, and of solved ones the newest come
    first. Columns that nobody has a value in are left out.
    """
    ordered = sorted(judged, key=lambda pair: _order(*pair))
    rows = [_row(case, told, as_of, inputs) for case, told in ordered]
    empty = {key for key in _COLUMNS if key not in _ALWAYS and all(row[key] is None for row in rows)}
    empty |= set() if len(inputs) > 1 else {"source_file", "source_sheet"}
    kept = [key for key in _COLUMNS if key not in empty]
    columns = tuple(ColumnSpec(key, _COLUMNS[key]) for key in kept)
    return Table(columns, tuples=[tuple(row[key] for key in kept) for row in rows])


def worst_of(told: Sequence[Verdict]) -> Verdict | None:
    """The step of a complaint that is furthest past its limit and not done; else the one furthest past it."""
    late = [each for each in told if each.is_late]
    return max(late, key=lambda each: (each.state == "overdue", each.over or 0, each.step), default=None)


def next_of(told: Sequence[Verdict]) -> Verdict | None:
    """The step that is due next of those not done."""
    return min((each for each in told if each.state == "open"), key=lambda each: (each.due, each.step), default=None)


def _order(case: Case, told: Sequence[Verdict]) -> tuple[Any, ...]:
    worst, ahead = worst_of(told), next_of(told)
    place = (case.id or "", case.customer.name or "", case.source, case.row)
    if worst is not None and worst.state == "overdue":
        over = worst.over or Fraction(0)
        return (1, over, *place) if worst.step == "follow_up" else (0, -over, *place)
    if case.is_open or ahead is not None:
        return (2, Fraction((ahead.due.date() if ahead else date.max).toordinal()), *place)
    return (3, Fraction(-case.received.day.toordinal()), *place)


def state_of(case: Case, told: Sequence[Verdict]) -> str:
    """Where a complaint is: ``overdue``, ``open``, ``to_call``, ``late`` or ``done``.

    ``overdue``: a step not done is past its limit; ``to_call``: solved, to be followed up; ``late``: a step was done
    too late.
    """
    if any(each.state == "overdue" for each in told):
        return "overdue"
    if case.is_open:
        return "open"
    if next_of(told) is not None:
        return "to_call"
    return "late" if any(each.is_late for each in told) else "done"


def _row(case: Case, told: Sequence[Verdict], as_of: date, inputs: Sequence[Input]) -> dict[str, Any]:
    worst, source = worst_of(told), inputs[case.source]
    asked = worst if worst and worst.state == "overdue" else next_of(told)
    keys = ("id", "kind", "owner", "channel", "text", "followup_result", "reopened", "cause", "improvement")
    hours = {f"{step}_hours": hours_of(case, step) for step in ("respond", "resolve")}
    return {
        "state": state_of(case, told),
        "to_do": asked.step if asked else None,
        "late_step": worst.step if worst else None,
        "hours_over": half_up(worst.over, PLACES) if worst and worst.over is not None else None,
        "due": None if asked is None else due_text(asked),
        "customer": case.customer.name,
        "tier": case.customer.tier,
        "customer_owner": case.customer.owner,
        "severity": case.severity or case.severity_word,
        **{field: _text(getattr(case, name)) for name, field in TIMES.items()},
        **{step: next((each.state for each in told if each.step == step), None) for step in STEPS},
        **{key: None if value is None else half_up(value, PLACES) for key, value in hours.items()},
        "age_days": (as_of - case.received.day).days if case.is_open else None,
        **{key: getattr(case, key) for key in (*keys, "improved_at", "informed")},
        "row": case.row,
        "source_file": source.file,
        "source_sheet": source.sheet,
    }


def due_text(verdict: Verdict) -> str:
    """When a step was due: a day where the limit is in days, else the moment."""
    if verdict.step in ("respond", "plan"):
        return f"{verdict.due:%Y-%m-%d %H:%M}"
    return (verdict.due - timedelta(days=1)).date().isoformat()


def _text(moment: Moment | None) -> str | None:
    return None if moment is None else str(moment)
