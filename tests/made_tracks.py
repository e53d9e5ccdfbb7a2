"""Tracked targets written down by hand, for the report's sections on results, pace and the next period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from salesplan.compute.report.found import Found
from salesplan.compute.targets.track import TrackSummary
from salesplan.load.calendar import work_calendar
from salesplan.model.named_period import NamedPeriod
from salesplan.model.period import FiscalYear
from salesplan.model.plan.plan import Plan
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table

YEAR = FiscalYear(2026)
JUNE, SECOND, WHOLE = NamedPeriod("month", YEAR, 5), NamedPeriod("quarter", YEAR, 1), NamedPeriod("year", YEAR)
END_OF_JUNE = date(2026, 6, 30)
_FIGURES = ("target", "actual", "attainment", "expected", "pace", "gap", "required_per_day", "landing")
Line = Mapping[str, Any]


def line(path: str, target: object, actual: object = None, expected: object = None, **more: Any) -> Line:  # noqa: ANN401 - any other column
    """A row: names by ``/``, ``""`` is the total, ``-`` a level left out. Closed, where nothing else is said.

    Nothing sold is a period to come; what was due of a closed one is its target.
    """
    told = "future" if actual is None else "closed"
    figures = {"target": target, "actual": actual, "expected": expected if told == "future" else expected or target}
    return {"path": path, "status": told, **figures, **more}


def track(
    *lines: Line,
    by: Sequence[str],
    name: str = "sales",
    metric: str = "revenue",
    year: FiscalYear = YEAR,
    **more: Any,  # noqa: ANN401 - any field of the summary
) -> Result[Any]:
    """A tracked target; its summary has the figures of its first row, the whole, and ``more``."""
    rows = [_row(each, by) for each in lines]
    keys = (*by, "level", *_FIGURES, "light", "status")
    kinds = ["text"] * len(by) + ["code"] + ["amount"] * len(_FIGURES) + ["code"] * 2
    columns = tuple(ColumnSpec(key, kind) for key, kind in zip(keys, kinds, strict=True))  # type: ignore[arg-type] # literals in a list
    whole = {key: rows[0][key] for key in (*_FIGURES, "light", "status")}
    empty: dict[str, Any] = {each.name: None for each in fields(TrackSummary)}
    told = {"id": name, "name": metric, "year": year, "by": tuple(by), "workdays": 248, "elapsed": 119}
    given = {
        key: _amount(value) if isinstance(value, str) and key.startswith("landing") else value
        for key, value in more.items()
    }
    summary = TrackSummary(**{**empty, **whole, **told, "by_share": True, **given})
    return Result("targets track", END_OF_JUNE, summary, Table(columns, tuples=[tuple(row.values()) for row in rows]))


def found(
    *tracks: Result[Any],
    period: NamedPeriod = JUNE,
    day: date = END_OF_JUNE,
    plan: Mapping[str, Any] | None = None,
    **results: Any,  # noqa: ANN401 - results of any analysis
) -> Found:
    """What a report has of these targets, with other analyses by name."""
    gathered = {name: (each,) for name, each in results.items()}
    calendar = work_calendar("CN", range(2025, 2028))
    return Found(Plan.model_validate(plan or {}), period, day, {"track": tracks, **gathered}, {}, calendar)


def rows_of(keys: Sequence[str], *rows: Sequence[Any], summary: Any = None) -> Result[Any]:  # noqa: ANN401 - of any analysis
    """A result of any analysis with these columns."""
    columns = tuple(ColumnSpec(key, "text") for key in keys)
    return Result("made", END_OF_JUNE, summary, Table(columns, tuples=[tuple(row) for row in rows]))


def _row(given: Line, by: Sequence[str]) -> dict[str, Any]:
    names = [None if name in ("", "-") else name for name in str(given["path"]).split("/")]
    names += [None] * (len(by) - len(names))
    inner = max((at for at, name in enumerate(names) if name), default=-1)
    target, actual, expected = (_amount(given[key]) for key in ("target", "actual", "expected"))
    figures = {
        "target": target,
        "actual": actual,
        "attainment": _share(actual, target),
        "expected": expected,
        "pace": _share(actual, expected),
        "gap": None if actual is None or target is None else actual - target,
        "required_per_day": _amount(given.get("required")),
        "landing": _amount(given.get("landing")),
    }
    level = by[inner] if inner >= 0 else "total"
    return {
        **dict(zip(by, names, strict=True)),
        "level": level,
        **figures,
        "light": given.get("light"),
        "status": given["status"],
    }


def _amount(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _share(above: Decimal | None, below: Decimal | None) -> Decimal | None:
    return None if above is None or not below else round(above / below, 6)
