"""Weights as people give them: shares that do not make up a whole, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from program import Run
from salesplan.compute.targets.grid.outcome import SplitSummary
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import split
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear
from salesplan.model.result import Result

CALENDAR = work_calendar("CN", (2026,))


def run(*weights: str, level: str = "region", total: int = 1_000_000) -> Result[SplitSummary]:
    names = [f"{level}{i}" for i in range(1, len(weights) + 1)] if level == "region" else ["Q1", "Q2", "Q3", "Q4"]
    given = {level: {name: Decimal(weight) for name, weight in zip(names, weights, strict=True)}}
    request = SplitRequest("T", Decimal(total), (level,), FiscalYear(2026), weights=given)
    return split(request, history=None, calendar=CALENDAR, as_of=date(2026, 1, 5))


def test_percentages_with_decimals_make_up_exactly_100() -> None:
    result = run("72.68", "10.93", "2.73", "13.66")
    targets = [row["target"] for row in result.rows.records() if row["level"] == "region"]
    assert targets == [726_800, 109_300, 27_300, 136_600]
    assert result.findings == ()


@pytest.mark.parametrize(
    ("weights", "warned"),
    [
        ("33.3 33.3 33.3", False),  # rounding explains 0.1
        ("33.33 33.33 33.33", False),
        ("33 33 33", False),
        ("50 45", True),
        ("50 49", False),  # 0.5 each
        ("50.0 49", True),  # given to a tenth
        ("60 30", True),  # 90
        ("60 29", False),  # 89: no shares of 100
        ("60 50", True),  # 110
        ("60 51", False),
        ("0.6 0.4", False),
        ("0.6 0.3", True),
        ("0.333 0.333 0.333", False),
        ("0.6 0.5", True),
        ("0.6 0.51", True),  # each below 1: shares of 1
        ("0.4 0.2 0.15 0.03", True),  # 78 %
        ("0.99 0.99", True),
        ("1 0.51", False),  # one of them is no share of 1
        ("0.5 0.3 0.2", False),
        ("0.5", True),
        ("5 3 2", False),
        ("1", False),
        ("95", True),
        ("1 0", False),
        ("0 0", False),
    ],
)
def test_shares_that_make_up_no_whole_are_questioned(weights: str, warned: bool) -> None:  # noqa: FBT001 - a row of the table
    found = [each for each in run(*weights.split()).findings if each.code == "SPLIT-weights-sum"]
    assert bool(found) is warned


def test_the_warning_says_the_sum_and_how_the_weights_are_used() -> None:
    (found,) = run("50", "45.5").findings
    assert (found.severity, found.place.key, found.value) == ("warning", "targets.T.weights.region", "95.5")
    assert found.what.in_("en") == "the weights of region sum to 95.5, not 100: used in proportion"
    assert found.what.in_("zh") == "区域的权重合计 95.5，不是 100；按比例用"


def test_shares_are_told_in_percent() -> None:
    (found,) = run("0.40", "0.20", "0.15", "0.03").findings
    assert found.value == "0.78"
    assert found.what.in_("zh") == "区域的权重合计 78%，不是 100%；按比例用"


def test_periods_are_questioned_too() -> None:
    (found,) = run("25", "25", "25", "20", level="quarter").findings
    assert (found.code, found.place.key) == ("SPLIT-weights-sum", "targets.T.weights.quarter")


@pytest.mark.parametrize("weights", ["{东: 3, 西: -1}", "{region: {东: 3, 西: -1}}"])
def test_negative_weights_of_the_plan_are_refused_with_their_line(run: Run, company: Path, weights: str) -> None:
    text = f"targets:\n  - id: r\n    total: 100\n    by: region\n    weights: {weights}\n"
    (company / "plan.yaml").write_text(text, "utf-8")
    done = run("targets", "split", "--lang", "en")
    assert done.code == 3
    assert done.err.startswith("plan.yaml:5:")
    assert "-1" in done.err


def test_percentages_of_the_plan_are_exact(run: Run, company: Path) -> None:
    weights = "{甲: 72.68%, 乙: 10.93%, 丙: 2.73%, 丁: 13.66%}"
    text = f"targets:\n  - {{id: r, total: 100万, by: region, weights: {weights}}}\n"
    (company / "plan.yaml").write_text(text, "utf-8")
    found = json.loads(run("targets", "split", "-f", "json", "--as-of", "2026-01-05").out)
    assert sorted(int(row["target"]) for row in found["rows"][1:]) == [27_300, 109_300, 136_600, 726_800]
    assert found["findings"] == []
