"""What the report lacks, in one line at its end: which sections, because of which lists, and what to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module

from salesplan.compute.report.found import LONG_OVER
from salesplan.compute.report.report import SECTIONS, ReportSummary
from salesplan.model.plan.plan import Sources
from salesplan.present.blocks import Line
from salesplan.present.words import LIST_SEPARATOR
from salesplan.text import Text

_PARTS = frozenset(("targets", "swot", "commission"))
"""What stands in the plan itself, in a part of its own."""
_REST_ON: Mapping[str, str] = {"pace": "results", "next": "results"}
"""Sections made of what another one needs."""


def lacking_line(summary: ReportSummary) -> Line | None:
    """The sections that are not there and what to write in plan.yaml to have them; None where all are there."""
    missing: dict[tuple[str, ...], list[str]] = {}
    for code in SECTIONS:
        if summary.section(code) is None:
            missing.setdefault(_needs(code, summary), []).append(str(_title(code)))
    if not missing:
        return None
    told = [
        Text("{titles}（{needs}）", "{titles} ({needs})").format(titles=_listed(titles), needs=_to_write(kinds))
        for kinds, titles in missing.items()
    ]
    line = Text("没有这些内容：{sections}", "not here: {sections}").format(sections=_listed(list(map(str, told))))
    if any(_lists(kinds) or _parts(kinds) for kinds in missing):
        line = Text("{line}。写进 plan.yaml 再跑一遍", "{line}. Write it in plan.yaml and run again").format(line=line)
    return Line(line, "dim", wrap=True)


def _needs(code: str, summary: ReportSummary) -> tuple[str, ...]:
    return summary.lacking.get(code) or summary.lacking.get(_REST_ON.get(code, ""), ())


def _title(code: str) -> Text:
    title: Text = import_module(f"salesplan.present.report.sections.{SECTIONS[code]}").TITLE
    return title


def _to_write(kinds: Sequence[str]) -> Text:
    """What would bring a section that lacks these."""
    lists, parts = ", ".join(_lists(kinds)), ", ".join(_parts(kinds))
    if lists and parts:
        both = Text("sources 里加 {lists}，再写上 {parts}", "add {lists} to sources, and write {parts}")
        return both.format(lists=lists, parts=parts)
    if lists:
        return Text("sources 里加 {lists}", "add {lists} to sources").format(lists=lists)
    if parts:
        return Text("写上 {parts}", "write {parts}").format(parts=parts)
    if LONG_OVER in kinds:
        return Text(
            "期间早已结束，当时进行中的商机现在多半已经定了", "the period is long over: what was open then is decided"
        )
    if kinds:
        return Text("名单用不了，见提醒", "its list cannot be used, see the warnings")
    return Text("这期没有数据", "no data in this period")


def _lists(kinds: Sequence[str]) -> list[str]:
    return [kind for kind in kinds if kind in Sources.model_fields]


def _parts(kinds: Sequence[str]) -> list[str]:
    return [kind for kind in kinds if kind in _PARTS]


def _listed(items: Sequence[str]) -> str:
    return str(LIST_SEPARATOR).join(items)
