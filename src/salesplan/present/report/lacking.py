"""What the report lacks, in one line: which sections, because of which lists, and what to write."""

from __future__ import annotations

from salesplan.compute.report.report import ReportSummary
from salesplan.model.tables import TABLES
from salesplan.present.blocks import Line
from salesplan.text import Text


def lacking_line(summary: ReportSummary) -> Line | None:
    """Which sections are missing and what to write in the plan for them; None where nothing is."""
    lists = dict.fromkeys(kind for kinds in summary.lacking.values() for kind in kinds if kind in TABLES)
    if not lists:
        return None
    line = Text("有的内容没有：sources 里加 {names}", "some parts are missing: put {names} under sources")
    return Line(line.format(names=", ".join(lists)), "dim", wrap=True)
