"""``targets compare``: files, folders and git revisions, what the page says, and what cannot be compared."""

from __future__ import annotations

import json
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from program import Run

PLAN = """\
unit: 100
year: {start: 2026-01-01}
goals: [{id: G1, statement: 全年 120 万, owner: 张三}]
factors: [{name: 新品, kind: internal, effect: +8%}]
targets:
  - id: sales
    total: 120万
    by: [region, quarter]
    basis: {quarter: even}
    weights: {region: {华东: 3, 华南: 1}}
  - {id: old, total: 5万, by: [quarter], basis: even}
team: {members: [{name: 张三, region: 华东}]}
"""
NEW = (
    PLAN.replace("total: 120万", "total: 132万")
    .replace("{id: old, total: 5万,", "{id: fresh, total: 6万,")
    .replace("effect: +8%", "effect: +10%")
    .replace("owner: 张三", "owner: 李四")
    .replace("region: 华东}]}", "region: 华东, left: 2026-09-30}, {name: 李四}]}")
)
OTHERWISE = "# 同一份\n" + PLAN.replace("120万", "1,200,000").replace("effect: +8%", "effect: 0.08").replace(
    "by: [region, quarter]", "by: 区域、季度"
)
AS_OF = ("--as-of", "2026-03-01")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two versions of a plan side by side: old.yaml, and plan.yaml in use."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "plan.yaml").write_text(NEW, "utf-8")
    return tmp_path


def page(run: Run, *words: str) -> str:
    done = run("targets", "compare", *words, *AS_OF)
    assert (done.code, done.err) == (0, "")
    return done.out


def rows(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(page(run, *words, "-f", "json"))["rows"]
    return found


def line(out: str, start: str) -> list[str]:
    return next(each for each in out.splitlines() if each.startswith(start)).split()


def test_the_page_shows_what_was_changed_then_the_targets_that_differ(folder: Path, run: Run) -> None:
    out = page(run, "old.yaml")
    assert out.splitlines()[0] == "计划比较   old.yaml → plan.yaml"
    assert "计划里有 7 处不同：目标 1、因素 1、分解 3、人员 2" in out
    assert line(out, "目标  G1") == ["目标", "G1", "修改", "owner", "张三", "李四"]
    assert line(out, "因素") == ["因素", "新品", "修改", "effect", "8%", "10%", "+2", "个点"]
    assert line(out, "分解  sales") == [
        "分解",
        "sales",
        "修改",
        "total",
        "1,200,000",
        "1,320,000",
        "+120,000",
        "+10.0%",
    ]
    assert line(out, "分解  fresh") == ["分解", "fresh", "新增", "60,000"]
    assert line(out, "分解  old") == ["分解", "old", "删除", "50,000"]
    assert line(out, "人员  张三") == ["人员", "张三", "离职", "left", "2026-09-30"]
    assert line(out, "人员  李四") == ["人员", "李四", "新增"]
    assert "sales 销售额：总额 1,200,000 → 1,320,000（+10.0%）；11 个数里 11 个有变" in out
    assert line(out, "华东") == ["华东", "900,000", "990,000", "+90,000", "+10.0%"]
    assert line(out, "合计") == ["合计", "1,200,000", "1,320,000", "+120,000", "+10.0%"]
    assert "✓ 每一层的差额加起来都等于总额的差额" in out


def test_the_page_in_english(folder: Path, run: Run) -> None:
    out = page(run, "old.yaml", "--lang", "en")
    assert out.splitlines()[0] == "Plans compared   old.yaml → plan.yaml"
    assert "7 differences between the plans: goal 1, factor 1, entry 3, team 2" in out
    assert line(out, "factor") == ["factor", "新品", "changed", "effect", "8%", "10%", "+2", "pts"]
    assert "sales revenue: total 1,200,000 → 1,320,000 (+10.0%); 11 of 11 targets differ" in out


def test_both_ways_are_the_same_differences_with_the_other_sign(folder: Path, run: Run) -> None:
    there, back = rows(run, "old.yaml"), rows(run, "plan.yaml", "old.yaml")
    ours = {r["key"]: Decimal(r["difference"]) for r in there if r["kind"] == "target"}
    theirs = {r["key"]: -Decimal(r["difference"]) for r in back if r["kind"] == "target"}
    assert ours == theirs
    assert len(ours) == 11


def test_spelling_is_no_difference(folder: Path, run: Run) -> None:
    (folder / "plan.yaml").write_text(OTHERWISE, "utf-8")
    out = page(run, "old.yaml")
    assert "没有差别：两份计划的目标和依据都一样" in out
    assert rows(run, "old.yaml") == []
    assert page(run, "plan.yaml").count("没有差别") == 1  # with itself


def test_all_lists_every_target(folder: Path, run: Run) -> None:
    (folder / "plan.yaml").write_text(OTHERWISE, "utf-8")
    found = rows(run, "old.yaml", "--all")
    assert len(found) == 11 + 5
    assert {(r["what"], r["difference"]) for r in found} == {(None, "0")}
    assert line(page(run, "old.yaml", "--all"), "华东") == ["华东", "900,000", "900,000", "0", "0.0%"]


def test_many_targets_are_cut_on_the_page_only(folder: Path, run: Run) -> None:
    more = {"by: [region, quarter]": "by: [region, quarter, month]", "basis: {quarter: even}": "basis: {month: even}"}
    for name, text in (("old.yaml", PLAN), ("plan.yaml", NEW)):
        for was, becomes in more.items():
            text = text.replace(was, becomes)  # noqa: PLW2901 - piece by piece
        (folder / name).write_text(text, "utf-8")
    out = page(run, "old.yaml", "old.yaml")
    assert "没有差别" in out
    both = PLAN.replace("weights: {region: {华东: 3, 华南: 1}}", "weights: {region: {a: 1, b: 1, c: 1}}")
    for was, becomes in more.items():
        both = both.replace(was, becomes)
    (folder / "old.yaml").write_text(both, "utf-8")
    (folder / "plan.yaml").write_text(both.replace("120万", "240万"), "utf-8")
    out = page(run, "old.yaml")
    assert "还有 11 个数有变，加 --all 全部列出" in out  # 3 regions, 12 quarters, 36 months: 51 of which 40 are shown
    assert line(out, "合计") == ["合计", "1,200,000", "2,400,000", "+1,200,000", "+100.0%"]
    assert len([r for r in rows(run, "old.yaml") if r["kind"] == "target"]) == 52


def test_folders_and_the_plan_asked_for(folder: Path, run: Run) -> None:
    other = folder / "other"
    other.mkdir()
    (other / "plan.yaml").write_text(PLAN, "utf-8")
    assert page(run, "other").splitlines()[0] == "计划比较   other/plan.yaml → plan.yaml"
    assert page(run, "plan.yaml", "-p", "other/plan.yaml").splitlines()[0] == "计划比较   plan.yaml → other/plan.yaml"
    assert page(run, "other", "old.yaml", "--no-plan").count("没有差别") == 1


def test_a_plan_that_cannot_be_split_leaves_its_keys_and_says_why(folder: Path, run: Run) -> None:
    pins = "    pins: {region=华东: 200万}\n  - {id: old"
    (folder / "old.yaml").write_text(PLAN.replace("  - {id: old", pins), "utf-8")
    out = page(run, "old.yaml")
    keys = [each.split()[3] for each in out.splitlines() if each.startswith("分解  sales")]
    assert keys == ["total", "pins.region=华东"]
    assert "targets.sales.pins 总额下面定死的数" in out
    assert "SPLIT-pins-clash" in out
    assert "sales 销售额：" not in out
    assert run("targets", "compare", "old.yaml", "--strict", *AS_OF).code == 1


def test_the_same_orders_split_both(company: Path, run: Run) -> None:
    text = (company / "plan.yaml").read_text("utf-8")
    (company / "old.yaml").write_text(
        text.replace("orders: orders/*.xlsx", "# no orders").replace("Q1: 60万", "Q1: 70万"), "utf-8"
    )
    found = json.loads(page(run, "old.yaml", "-f", "json"))
    assert found["summary"]["changes"]["entry"] == 1
    assert {r["id"] for r in found["rows"]} == {"regions"}
    changed = {r["key"] for r in found["rows"] if r["level"] == "region"}
    assert changed == set()  # the pin moves the quarters, the year's split over regions stays


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nofile.yaml"], "没有这个计划文件"),
        (["./nothing"], "没有这个计划文件"),
        (["HEAD~1"], "COMPARE-no-repository"),
        (["old.yaml", "gone.yaml"], "gone.yaml"),
        (["old.yaml", "--no-plan"], "不知道和哪份计划比"),
        ([], "OLD"),
    ],
)
def test_what_cannot_be_found_is_wrong_usage(words: list[str], told: str, folder: Path, run: Run) -> None:
    done = run("targets", "compare", *words, *AS_OF)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_a_faulty_plan_is_told_with_its_line(folder: Path, run: Run) -> None:
    (folder / "old.yaml").write_text("unit: 100\ntragets: []\n", "utf-8")
    done = run("targets", "compare", "old.yaml", *AS_OF)
    assert (done.code, done.out) == (3, "")
    assert "old.yaml:2:1 tragets" in done.err


def test_revisions_of_the_plan_in_use(folder: Path, run: Run) -> None:
    git = shutil.which("git") or "git"
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    (folder / "old.yaml").unlink()
    (folder / "plan.yaml").write_text(PLAN + "sources: {orders: o.csv}\n", "utf-8")
    (folder / "o.csv").write_text("客户,日期,金额\n甲,2025-03-01,100\n", "utf-8")
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "one"], ["tag", "v1"]):
        subprocess.run([git, *words], check=True)
    (folder / "plan.yaml").write_text(NEW + "sources: {orders: o.csv}\n", "utf-8")
    out = page(run, "v1")
    assert out.splitlines()[0] == "计划比较   v1:plan.yaml → plan.yaml"
    assert "计划里有 7 处不同" in out
    assert "COMPARE-lists-of-today" in out
    assert "没有差别" in page(run, "v1", "HEAD")
    assert page(run, "plan.yaml", "v1").splitlines()[0] == "计划比较   plan.yaml → v1:plan.yaml"
    done = run("targets", "compare", "v9", *AS_OF)
    assert done.code == 2
    assert "是不是 v1？" in done.err
