"""What a report lacks, in one line at its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module

import pytest

from salesplan.compute.report.report import SECTIONS, ReportSummary
from salesplan.compute.report.section import Section
from salesplan.present.report.lacking import lacking_line

DAY = date(2026, 6, 30)


def told(missing: Mapping[str, tuple[str, ...]]) -> str | None:
    """The line of a report without these sections, each with what it lacks."""
    sections = tuple(Section(code) for code in SECTIONS if code not in missing)
    line = lacking_line(ReportSummary("2026-06", "month", DAY, DAY, False, None, None, sections, missing))  # noqa: FBT003 - not under way
    return None if line is None else str(line.text)


def test_a_whole_report_lacks_nothing() -> None:
    assert told({}) is None


@pytest.mark.parametrize(
    ("missing", "line"),
    [
        ({"pipeline": ("deals",)}, "没有这些内容：{pipeline}（sources 里加 deals）。写进 plan.yaml 再跑一遍"),
        ({"swot": ("swot",)}, "没有这些内容：{swot}（写上 swot）。写进 plan.yaml 再跑一遍"),
        ({"causes": ()}, "没有这些内容：{causes}（这期没有数据）"),
        ({"team": ("unusable",)}, "没有这些内容：{team}（名单用不了，见提醒）"),
        (
            {"results": ("targets", "orders"), "pace": (), "pipeline": ("deals",), "next": ()},
            (
                "没有这些内容：{results}、{pace}、{next}（sources 里加 orders，再写上 targets）"
                "、{pipeline}（sources 里加 deals）。写进 plan.yaml 再跑一遍"
            ),
        ),
    ],
)
def test_each_section_comes_with_what_to_write(missing: Mapping[str, tuple[str, ...]], line: str) -> None:
    names = {code: import_module(f"salesplan.present.report.sections.{name}").TITLE for code, name in SECTIONS.items()}
    assert told(missing) == line.format(**names)
