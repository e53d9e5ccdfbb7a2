"""What the report lacks, in one line at its end: which sections, because of which lists, and what to write."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from salesplan.compute.report.report import SECTIONS, ReportSummary
from salesplan.model.tables import TABLES
from salesplan.present.blocks import Line
from salesplan.present.words import LIST_SEPARATOR
from salesplan.text import Text

_PARTS = frozenset(("targets", "swot", "commission"))
"""What stands in the plan itself, in a part of its own."""


def lacking_line(summary: ReportSummary) -> Line | None:
    """The sections that are not there and what to write in plan.yaml to have them; None where all are there."""
    missing = [code for code in SECTIONS if summary.section(code) is None]
    if not missing:
        return None
    told = str(LIST_SEPARATOR).join(str(_section(code, summary.lacking.get(code, ()))) for code in missing)
    line = Text(
        "没有这些内容：{sections}。写进 plan.yaml 再跑一遍", "not here: {sections}; write it in plan.yaml and run again"
    )
    if not any(summary.lacking.get(code) for code in missing):
        line = Text("没有这些内容：{sections}", "not here: {sections}")
    return Line(line.format(sections=told), "dim", wrap=True)


def _section(code: str, kinds: Iterable[str]) -> Text:
    """A section with what would bring it."""
    title = import_module(f"salesplan.present.report.sections.{SECTIONS[code]}").TITLE
    lists = [kind for kind in kinds if kind in TABLES]
    parts = [kind for kind in kinds if kind in _PARTS]
    needs = Text("这期没有数据", "no data in this period")
    if lists:
        needs = Text("sources 里加 {names}", "add {names} to sources").format(names=", ".join(lists))
    elif parts:
        needs = Text("写上 {names}", "write {names}").format(names=", ".join(parts))
    elif list(kinds):
        needs = Text("名单用不了，见提醒", "its list cannot be used, see the warnings")
    return Text("{title}（{needs}）", "{title} ({needs})").format(title=title, needs=needs)
