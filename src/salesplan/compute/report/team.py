"""The team as the report shows it: everybody by score, what is lacking, what is next (methods.md 9.1 to 9.3)."""

from __future__ import annotations

from salesplan.compute.report.found import Found
from salesplan.compute.report.rows import table_from
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.team.review import ReviewSummary
from salesplan.compute.team.review_rows import COLUMNS
from salesplan.model.result import Result
from salesplan.model.table import Kind, Value

KEYS = (
    *("rank", "person", "team", "role", "score", "grade", "band", "known"),
    *("sales_target", "sales_actual", "sales_attainment", "collection_rate", "new_customers", "new_customers_target"),
    *("csat", "conversion", "gap", "lost_points", "last_score", "exemplar"),
)
"""Of the columns of a review those of the ranking."""
TOLD = ("person", "grade", "gap", "lost_points", "cause", "next_step")
"""Those of what each is told who has a gap."""


def section(found: Found) -> Section:
    """The ranking of everybody who was reviewed, the best score first; those without a score last."""
    result: Result[ReviewSummary] | None = found.result("review")
    tables = () if result is None or not result.summary.sheets else (_ranking(result), _feedback(result))
    return Section("team", tuple(each for each in tables if len(each.rows)))


def _ranking(result: Result[ReviewSummary]) -> SectionTable:
    """``bottom`` is for how many periods in a row, this one back, somebody has been in the last band."""
    s = result.summary
    kinds: dict[str, Kind] = {**{key: COLUMNS[key] for key in KEYS}, "bottom": "integer"}
    pairs = zip(result.rows.records(), s.sheets, strict=True)
    rows = ({**row, "bottom": sheet.bottom} for row, sheet in pairs)
    several = len(s.sheets) > 1 and s.mean_score is not None
    mean: dict[str, Value] = {"score": s.mean_score} if several else {}
    return table_from("ranking", kinds, rows, (), **mean)


def _feedback(result: Result[ReviewSummary]) -> SectionTable:
    """What everybody with a gap is told: what it costs, why, what is next."""
    kinds: dict[str, Kind] = {key: COLUMNS[key] for key in TOLD}
    return table_from("feedback", kinds, (row for row in result.rows.records() if row["gap"] is not None))
