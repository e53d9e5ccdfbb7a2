"""What people type after the options of ``targets split``."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from program import Run
from salesplan.cli.split_options import SplitOptions, split_wish
from salesplan.errors import BadUsage, ExitCode


def refused(**options: Any) -> tuple[str, str, str]:  # noqa: ANN401 - any option
    with pytest.raises(BadUsage) as raised:
        split_wish(SplitOptions(**options))
    problem = raised.value.problems[0]
    return problem.code, problem.what.in_("zh"), problem.fix.in_("zh")


def test_levels_bases_and_paths_may_be_chinese_with_wide_signs() -> None:
    wish = split_wish(
        SplitOptions(
            by="大区，季度、月",
            basis="季度＝季節，區域=历史",
            weights=["區域：华东＝60%，华南=40％"],
            pin=["区域＝华东/季度=Q1＝280万"],
        )
    )
    assert wish.by == ("region", "quarter", "month")
    assert wish.basis == {"quarter": "seasonal", "region": "history"}
    assert wish.weights == {"region": {"华东": Decimal(60), "华南": Decimal(40)}}
    assert wish.pins == {"region=华东/quarter=Q1": Decimal(2_800_000)}


def test_one_basis_stands_for_all_levels() -> None:
    assert split_wish(SplitOptions(basis="平均")).basis == {"*": "even"}
    assert refused(basis="平均,历史")[0] == "USAGE-value"
    assert refused(basis="季度=平均,quarter=历史")[0] == "USAGE-value"


def test_weights_without_a_level_are_never_passed_over() -> None:
    code, what, fix = refused(by="区域,季度", weights=["华东=5"])
    assert (code, what) == ("USAGE-no-level", "--weights “华东=5” 没说是哪一层的权重")
    assert fix == "前面写上层级：--weights region:华东=5"
    assert refused(by="渠道", weights=["店=5"])[2] == "前面写上层级：--weights channel:店=5"


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        (["region:华东=5,华东=3"], "USAGE-twice"),
        (["region:A=5", "区域:Ａ=3"], "USAGE-twice"),
        (["region:华东=60%,华南=3"], "USAGE-value"),
        (["region:华东=60%", "region:华南=3"], "USAGE-value"),
        (["region:华东=-1"], "USAGE-value"),
        (["region:华东"], "USAGE-value"),
        (["region:=3"], "USAGE-value"),
        (["region:"], "USAGE-value"),
        (["华东"], "USAGE-value"),
    ],
)
def test_weights_that_cannot_be_meant(weights: list[str], code: str) -> None:
    assert refused(weights=weights)[0] == code


def test_a_weight_of_0_is_allowed() -> None:
    assert split_wish(SplitOptions(weights=["region:华东=0"])).weights == {"region": {"华东": Decimal(0)}}


@pytest.mark.parametrize(("year", "fine"), [(1899, False), (1900, True), (2200, True), (2201, False), (26, False)])
def test_years_have_four_digits(year: int, fine: bool) -> None:  # noqa: FBT001 - a row of the table
    if fine:
        assert split_wish(SplitOptions(year=year)).year == year
    else:
        assert refused(year=year)[2] == "写四位数的年份，如 2026"


def test_the_same_pin_twice_is_refused() -> None:
    assert refused(pin=["quarter=Q1=1", "季度=Q1=2"])[0] == "USAGE-twice"
    assert refused(pin=["Q1=1"])[0] == "USAGE-value"


FISCAL = """\
version: 1
year: {start: 2026-04-01}
targets:
  - {id: regions, total: 1200万, by: "区域、季度", basis: {季度: 平均}, weights: {区域: {东: 5, 北: 3}}}
"""


@pytest.fixture
def fiscal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan whose year begins in April, as the current folder."""
    (tmp_path / "plan.yaml").write_text(FISCAL, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("fiscal")
def test_a_fiscal_year_is_called_one_and_its_quarters_tell_their_months_once(run: Run) -> None:
    page = run("targets", "split", "--by", "季度,区域,月", "--lang", "zh").out
    assert "2027 财年\n" in page
    assert page.count("2027-Q1（2026-04..2026-06）") == 1
    assert page.count("2027-Q4（2027-01..2027-03）") == 1
    assert "FY 2027\n" in run("targets", "split", "--lang", "en").out
    rows = json.loads(run("targets", "split", "--by", "季度", "--format", "json").out)["rows"]
    assert [row["quarter"] for row in rows[1:]] == ["2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"]
    tree = run("targets", "split", "--by", "区域,季度,月", "--lang", "zh").out
    assert tree.count("2027-Q1（2026-04..2026-06）") == 1
    assert tree.count("2027-Q1") == 2
    calendar_year = run("targets", "split", "--no-plan", "--total", "100", "--by", "quarter", "--year", "2026").out
    assert "2026 年\n" in calendar_year
    assert "2026-Q1（" not in calendar_year


@pytest.mark.usefixtures("fiscal")
def test_a_unit_asked_for_is_said_to_round(run: Run) -> None:
    mark = "（显示时四舍五入）"
    assert mark in run("targets", "split", "--show-unit", "万", "--lang", "zh").out
    assert mark not in run("targets", "split", "--lang", "zh").out


@pytest.mark.usefixtures("fiscal")
def test_a_fault_typed_over_a_plan_entry_is_wrong_usage_and_one_of_the_plan_bad_input(run: Run, fiscal: Path) -> None:
    done = run("targets", "split", "regions", "--pin", "区域=西=3", "--lang", "zh")
    assert done.code == ExitCode.USAGE
    assert done.err.startswith("--pin “region=西”")
    assert run("targets", "split", "regions", "--by", "月").code == ExitCode.DONE
    (fiscal / "plan.yaml").write_text(FISCAL.replace("东: 5, 北: 3}}", "东: 5}}, pins: {区域=西: 3}"), "utf-8")
    assert run("targets", "split", "regions").code == ExitCode.INPUT
    assert run("targets", "split", "regions", "--by", "月").code == ExitCode.USAGE


def test_the_years_of_the_history_stand_beside_the_bases(company: Path, run: Run) -> None:
    assert (company / "plan.yaml").exists()
    page = run("targets", "split", "regions", "--as-of", "2026-06-30", "--lang", "zh").out
    assert "历史取自 2025 年" in page
