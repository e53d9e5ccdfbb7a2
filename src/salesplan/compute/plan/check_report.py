"""What checking the plan came to: how many findings of which severity, in which part, and what was not checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from salesplan.errors import Problem
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table, Value

PARTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "plan": ((), ("PLAN", "CHECK")),
    "lists": (("sources", "calendar"), ()),
    "parameters": (("parameters",), ()),
    "goals": (("goals",), ("GOAL", "SMART")),
    "swot": (("swot",), ("SWOT",)),
    "market": (("market",), ("SIZE", "RIVAL", "SEG", "POS", "VALUE", "FAB")),
    "strategy": (("strategy",), ("PRICE", "PROMO", "CHAN", "INC", "MODE", "PROC", "KPI", "BUDGET")),
    "targets": (("targets", "factors", "scenarios"), ()),
    "team": (("team",), ()),
    "preparation": (("preparation",), ("PREP",)),
    "duties": (("duties",), ("RACI", "TRAIN", "BOOK")),
    "commission": (("commission",), ("PAY",)),
}
"""The parts of a plan in the order of planning: the keys of the top that belong to each, and the areas of its rules."""
_OF_KEY = {key: part for part, (keys, _) in PARTS.items() for key in keys}
_OF_AREA = {area: part for part, (_, areas) in PARTS.items() for area in areas}
_FIRST = re.compile(r"[^.\[]+")

COLUMNS = (
    ColumnSpec("part", "code"),
    ColumnSpec("severity", "code"),
    ColumnSpec("file", "text"),
    ColumnSpec("line", "integer"),
    ColumnSpec("key", "text"),
    ColumnSpec("code", "text"),
    ColumnSpec("message", "text"),
    ColumnSpec("fix", "text"),
    ColumnSpec("value", "text"),
)


@dataclass(frozen=True)
class CheckSummary:
    """How many findings there are, by severity and by part of the plan (errors and warnings alone).

    ``silenced`` counts by code what comments in the plan silence. ``not_applied`` are the rules that could not be
    applied, by the list that they lack; ``applied`` those that were. ``waiting`` counts what cannot be checked
    before the values are mended that could not be read.
    """

    file: str
    errors: int
    warnings: int
    notes: int
    parts: Mapping[str, int]
    silenced: Mapping[str, int]
    not_applied: Mapping[str, tuple[str, ...]]
    applied: tuple[str, ...]
    waiting: int = 0


def check_report(
    file: str,
    findings: Sequence[Problem],
    *,
    as_of: date,
    applied: Sequence[str] = (),
    not_applied: Iterable[tuple[str, str]] = (),
    silenced: Mapping[str, int] | None = None,
    waiting: int = 0,
) -> Result[CheckSummary]:
    """The result of a check: its findings as they are, one row for each, in the order of the parts of the plan."""
    order = {part: at for at, part in enumerate(PARTS)}
    parts = [part_of(problem) for problem in findings]
    found = sorted(zip(parts, findings, strict=True), key=lambda pair: order[pair[0]])
    counts = Counter(problem.severity for problem in findings)
    lacking: dict[str, list[str]] = {}
    for code, name in not_applied:
        lacking.setdefault(name, []).append(code)
    summary = CheckSummary(
        file=file,
        errors=counts["error"],
        warnings=counts["warning"],
        notes=counts["note"],
        parts=Counter(part for part, problem in found if problem.severity != "note"),
        silenced=dict(sorted((silenced or {}).items())),
        not_applied={name: tuple(codes) for name, codes in sorted(lacking.items())},
        applied=tuple(applied),
        waiting=waiting,
    )
    rows = [_row(part, problem) for part, problem in found]
    return Result("check", as_of, summary, Table(COLUMNS, tuples=rows), findings=tuple(p for _, p in found))


def part_of(problem: Problem) -> str:
    """The part of the plan that a finding is about: by the key it stands at, else by its code."""
    top = _FIRST.match(problem.place.key or "")
    if top is None:
        return _OF_AREA.get(problem.code.partition("-")[0], "plan")
    return _OF_KEY.get(top[0], "plan")


def _row(part: str, problem: Problem) -> tuple[Value, ...]:
    place = problem.place
    told = (problem.code, problem.what, problem.fix, problem.value)
    return (part, problem.severity, place.file, place.line, place.key, *told)
