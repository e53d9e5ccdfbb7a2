"""What a report is made of, written down by hand: a target with regions and people, a team, customers, deals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import narwhals as nw

from salesplan.compute.report.evidence import Evidence
from salesplan.compute.report.found import Found
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.report.statement_codes import EVIDENCE
from salesplan.model.named_period import NamedPeriod
from salesplan.model.period import FiscalYear, Period
from salesplan.model.plan.plan import Plan
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Kind, Table

DAY = date(2026, 6, 30)
YEAR = FiscalYear(2026)
JUNE = NamedPeriod("month", YEAR, 5)
DUE, SOON = date(2026, 7, 14), date(2026, 7, 1)
BY = ("region", "rep", "month")
_FIGURES = ("target", "actual", "attainment", "expected", "pace", "gap", "required_per_day", "landing", "light")


def made_found(plan: Mapping[str, Any] | None = None, **results: Result[Any]) -> Found:
    """The results by name, on the last day of June 2026."""
    kept = {name: (result,) for name, result in results.items()}
    return Found(Plan.model_validate(plan or {}), JUNE, DAY, kept, due=DUE, soon=SOON)


def result(summary: Mapping[str, Any], rows: Sequence[Mapping[str, Any]] = (), **kinds: Kind) -> Result[Any]:
    """A result with these figures and rows; columns are text unless told otherwise."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    columns = tuple(ColumnSpec(key, kinds.get(key, "text")) for key in keys)
    table = Table(columns, tuples=[tuple(row.get(key) for key in keys) for row in rows])
    return Result("made", DAY, SimpleNamespace(**summary), table)


def track(*rows: Mapping[str, Any], light: str | None = "green", landing: int | None = 1000) -> Result[Any]:
    """A target of 1000 for the year and its rows: ``region``, ``rep``, ``month``, and figures."""
    total = {"level": "total", "target": 1000, "actual": 450, "landing": landing, "light": light}
    told = [{**dict.fromkeys((*BY, *_FIGURES)), "status": "open", **row} for row in (total, *rows)]
    for row in told:
        row.setdefault("level", next((level for level in reversed(BY) if row[level]), "total"))
        row |= {key: Decimal(row[key]) for key in _FIGURES[:-1] if row[key] is not None}
        if row["actual"] is not None:
            row["attainment"], row["gap"] = row["actual"] / row["target"], row["actual"] - row["target"]
    year = Decimal(landing) if landing is not None else None
    summary = {"id": "revenue", "name": "revenue", "year": YEAR, "by": BY, "landing": year, "target": Decimal(1000)}
    return result(summary, told)


def customers(*rows: Mapping[str, Any], net_total: int = 100_000, rates: object = None) -> Result[Any]:
    """Customers with where they stand and stood, worth so much; amounts are whole."""
    kinds: dict[str, Any] = {
        **dict.fromkeys(("id", "name", "owner", "lifecycle", "lifecycle_before"), nw.String()),
        **dict.fromkeys(("amount", "year_amount"), nw.Int64()),
        "counts": nw.Boolean(),
    }
    told = [{"counts": True, **row} for row in rows]
    frame = nw.from_dict({key: [row.get(key) for row in told] for key in kinds}, schema=kinds, backend="polars")
    columns = tuple(ColumnSpec(key, "amount" if "amount" in key else "text") for key in kinds if key != "counts")
    risk = SimpleNamespace(amount=Decimal(0), customers=0)
    summary = {"net_total": Decimal(net_total), "rates": rates, "by_lifecycle": {"at_risk": risk}}
    return Result("made", DAY, SimpleNamespace(**summary), Table(columns, frame))


def bridge(*rows: Mapping[str, Any], base: int = 10_000, **moves: int) -> Result[Any]:
    """The bridge of customers against a year ago; rows are customers by ``customer``, ``move``, ``now``, ``change``."""
    kinds: dict[str, Any] = {"customer": nw.String(), "move": nw.String(), "now": nw.Int64(), "change": nw.Int64()}
    frame = nw.from_dict({key: [row.get(key) for row in rows] for key in kinds}, schema=kinds, backend="polars")
    columns = tuple(ColumnSpec(key, "amount" if key in ("now", "change") else "text") for key in kinds)
    counts = {move: sum(row["move"] == move for row in rows) for move in ("new", "expansion")}
    told = {"new": 0, "expansion": 0, **moves}
    total = SimpleNamespace(
        base=Decimal(base),
        now=Decimal(base),
        change_rate=None,
        customers=counts,
        **{k: Decimal(v) for k, v in told.items()},
    )
    spans = SimpleNamespace(now=Period(date(2025, 7, 1), DAY))
    return Result("made", DAY, SimpleNamespace(total=total, spans=spans), Table(columns, frame))


def deals(weighted: int | None, *rows: Mapping[str, Any], won: int = 0, overdue: int = 0) -> Result[Any]:
    """Open deals of July, worth so much weighted, and what was won in twelve months."""
    window = Period(date(2025, 7, 1), DAY)
    estimate = SimpleNamespace(deals=sum(row["timing"] == "in" for row in rows), weighted=_money(weighted))
    late = [row for row in rows if row["timing"] == "overdue"]
    summary = {
        "period": Period(date(2026, 7, 1), date(2026, 7, 31)),
        "window": window,
        "open_deals": len(rows),
        "estimate": estimate,
        "overdue": SimpleNamespace(deals=len(late), amount=_money(overdue)),
        "closed": SimpleNamespace(won_value=_money(won)),
    }
    keys = ("timing", "id", "name", "owner", "amount", "weighted", "row")
    return result(summary, [{**dict.fromkeys(keys), **row} for row in rows])


def classified(net_total: int = 1000, cr5: str | None = None, buying: int = 10) -> Result[Any]:
    """The customers graded: what they bought in twelve months, and the share of the five largest."""
    share = None if cr5 is None else Decimal(cr5)
    window = Period(date(2025, 7, 1), DAY)
    told = {"net_total": _money(net_total), "base_total": _money(net_total), "cr5": share, "window": window}
    return result({"pareto_customers": buying, **told})


def everywhere() -> Evidence:
    """A report that has every table."""
    return Evidence([_everything()])


def _everything() -> Section:
    table = Table((ColumnSpec("row", "integer"),), tuples=[(1,)])
    names = dict.fromkeys(name for several in EVIDENCE.values() for name in several)
    return Section("all", tuple(SectionTable(name, table) for name in names))


def with_goals(*rows: Mapping[str, Any], table: str = "goals_other") -> Evidence:
    """A report that has every table, and these goals in one of theirs."""
    told = result({}, rows).rows
    return Evidence([_everything(), Section("goals", (SectionTable(table, told),))])


def _money(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
