"""Potential of the plan's customers as a basis, through the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import Run

CUSTOMERS = """\
编号,名称,大区,负责人,潜力
1,甲,华东,陈,300万
2,乙,华东,林,100万
3,丙,华南,黄,400万
4,丁,华南,黄,
"""
PLAN = """\
sources: {customers: kh.csv}
targets:
  - {id: r, total: 1000万, by: [区域, 业务员], basis: 潜力}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kh.csv").write_text(CUSTOMERS, "utf-8")
    Path("plan.yaml").write_text(PLAN, "utf-8")


def test_customers_potential_is_summed_by_region_and_by_who_owns_them(run: Run) -> None:
    found = json.loads(run("targets", "split", "--as-of", "2026-01-05", "-f", "json").out)
    rows = {(row["region"], row["rep"]): row["target"] for row in found["rows"]}
    assert rows["华东", "陈"] == "3750000"
    assert rows["华东", "林"] == "1250000"
    assert rows["华南", "黄"] == rows["华南", None] == "5000000"
    assert [each["file"] for each in found["inputs"]] == ["plan.yaml", "kh.csv"]


def test_customers_are_not_read_for_any_other_basis(run: Run) -> None:
    Path("kh.csv").unlink()
    words = ("targets", "split", "--by", "region", "--as-of", "2026-01-05")
    assert run(*words, "--basis", "even", "--weights", "region:东=1", "--total", "10").code == 0
    assert run(*words, "--basis", "potential", "--total", "10").code != 0


def test_a_blend_of_potential_alone_says_what_is_missing(run: Run) -> None:
    page = run("targets", "split", "--by", "region", "--basis", "混合", "--as-of", "2026-01-05", "--lang", "en").out
    assert "Region blend (potential 100.0%)" in page
    assert "region has no history, capacity: the blend is made of potential 100.0%" in page


def test_an_unknown_potential_level_is_refused(run: Run) -> None:
    done = run("targets", "split", "--by", "regoin", "--basis", "potential", "--as-of", "2026-01-05", "--lang", "en")
    assert done.code == 2
    assert "did you mean region?" in done.err
