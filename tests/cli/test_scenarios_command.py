"""``targets split --scenario``: side by side, one alone, refusals, and a scenario put into the plan."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from program import Run
from salesplan.api import SplitWish, setting
from salesplan.api.scenarios import scenario_copy
from salesplan.cli.plan_writing import PlanWriting, put_into_plan
from salesplan.errors import CannotWrite

PLAN = """\
version: 1
name: 测试
unit: 100
year: {start: 2026-01-01}
factors:
  - {name: 新品, kind: internal, effect: +8%}   # 新品九月上市
targets:
  - id: sales                 # 全年
    total: 120万              # 去年 100 万
    by: [region, quarter]
    basis: {quarter: even}
    weights: {region: {华东: 3, 华南: 1}}
    pins: {region=华南/quarter=2026-Q1: 10万}
  - {id: people, of: sales, by: rep, weights: {rep: {甲: 2, 乙: 1}}}
scenarios:
  - {id: high, name: 乐观, totals: {sales: +10%}, note: 大客户签约}
  - {id: low, name: 保守, totals: {sales: 1000000}, factors: {新品: {effect: 2%, confidence: 0.5}}}
  - {id: tiny, totals: {sales: 5万}}
  - {id: wrong, totals: {sale: +1%}}
"""


@pytest.fixture
def planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan that has scenarios, as the current folder."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN, "utf-8")
    return file


def split(run: Run, *words: str) -> str:
    done = run("targets", "split", *words, "--as-of", "2026-03-01")
    assert (done.code, done.err) == (0, "")
    return done.out


def test_the_page_has_a_column_a_scenario_and_the_totals_last(planned: Path, run: Run) -> None:
    out = split(run, "sales", "--scenario", "base,high,low")
    lines = out.splitlines()
    assert lines[0] == "情景比较   sales 销售额   单位 100   2026 年"
    head = next(line for line in lines if line.startswith("层级"))
    assert head.split() == ["层级", "计划", "base", "乐观", "high", "差额", "增减", "保守", "low", "差额", "增减"]
    total = next(line for line in lines if line.startswith("合计"))
    assert total.split() == [
        "合计", "1,200,000", "1,320,000", "+120,000", "+10.0%", "1,000,000", "-200,000", "-16.7%"
    ]  # fmt: skip
    pinned = lines[lines.index(next(line for line in lines if line.startswith("华南"))) + 1]
    assert pinned.split() == ["2026-Q1", "100,000", "100,000", "0", "0.0%", "100,000", "0", "0.0%"]
    assert "✓ 每个情景逐层加总都等于总额" in lines
    assert "乐观 high：总额比 计划 base 多 120,000（+10.0%） · 大客户签约" in lines


def test_english_and_names_in_chinese_with_any_comma(planned: Path, run: Run) -> None:
    out = split(run, "sales", "--scenario", "计划，乐观", "--lang", "en")
    assert out.splitlines()[0] == "Scenarios   sales revenue   unit 100   2026"
    assert "✓ every level adds up in every scenario" in out
    assert "乐观 high: total 120,000 above base (+10.0%) · 大客户签约" in out


def test_every_entry_has_a_page_of_its_own(planned: Path, run: Run) -> None:
    out = split(run, "--scenario", "base,high")
    assert [line.split()[1] for line in out.splitlines() if line.startswith("情景比较")] == ["sales", "people"]


def test_a_page_that_is_too_narrow_leaves_out_shares_then_differences(planned: Path, run: Run) -> None:
    many = PLAN + "".join(f"  - {{id: s{i}, totals: {{sales: +{i}%}}}}\n" for i in range(1, 9))
    planned.write_text(many, "utf-8")
    four = split(run, "sales", "--scenario", "base,s1,s2,s3").splitlines()
    head = next(line for line in four if line.startswith("层级"))
    assert (head.count("差额"), head.count("增减")) == (3, 0)
    eight = split(run, "sales", "--scenario", "base,s1,s2,s3,s4,s5,s6,s7,s8").splitlines()
    assert "差额" not in next(line for line in eight if line.startswith("层级"))
    assert max(map(len, four)) <= 100


def test_rows_are_long_and_their_differences_are_exact(planned: Path, run: Run) -> None:
    found = json.loads(split(run, "sales", "--scenario", "base,high,low", "-f", "json"))
    assert found["command"] == "targets scenarios"
    assert [tuple(c[k] for k in ("id", "total", "difference", "change")) for c in found["summary"]["scenarios"]] == [
        ("base", "1200000", "0", "0"),
        ("high", "1320000", "120000", "0.1"),
        ("low", "1000000", "-200000", "-0.166666666666667"),
    ]
    assert list(found["rows"][0]) == ["region", "quarter", "level", "scenario", "target", "difference", "change"]
    assert len(found["rows"]) == 11 * 3
    for scenario, difference in (("base", 0), ("high", 120000), ("low", -200000)):
        for level in ("total", "region", "quarter"):
            own = [r for r in found["rows"] if (r["scenario"], r["level"]) == (scenario, level)]
            assert sum(Decimal(r["difference"]) for r in own) == difference
    rows = list(csv.DictReader(io.StringIO(split(run, "sales", "--scenario", "base,high", "-f", "csv"))))
    assert rows[1]["情景"] == "high"


def test_one_alone_is_the_ordinary_page_with_its_name(planned: Path, run: Run) -> None:
    out = split(run, "sales", "--scenario", "high")
    assert out.splitlines()[0] == "目标分解   sales 销售额 1,320,000   单位 100   2026 年   情景 high"
    assert json.loads(split(run, "sales", "--scenario", "high", "-f", "json"))["summary"]["scenario"] == "high"
    assert json.loads(split(run, "sales", "-f", "json"))["summary"]["scenario"] == ""


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--scenario", "hihg"], 2, ["没有情景“hihg”", "是不是 high？可选：base, high, low, tiny, wrong"]),
        (["--scenario", ","], 2, ["--scenario 的值“,”看不懂"]),
        (["--scenario", "high,high"], 2, ["“high”写了两次"]),
        (["sales", "--total", "5万", "--scenario", "high"], 2, ["--scenario 和 --total 不能一起用"]),
        (["--scenario", "wrong,low"], 3, ["plan.yaml:19:26 scenarios.wrong.totals.sale", "是不是 sales"]),
        (["salse", "--scenario", "low"], 2, ["没有编号为“salse”的目标"]),
        (["--scenario", "high", "--no-plan"], 2, ["没有要分解的目标"]),
        (["--scenario", "high,low", "--write"], 2, ["--write 只写一个情景"]),
        (["--write"], 2, ["--write 只写一个情景"]),
        (["--scenario", "high", "--write", "--backups", "0"], 2, ["--backups 至少是 1"]),
    ],
)
def test_what_cannot_be_done_is_said(words: list[str], code: int, told: list[str], planned: Path, run: Run) -> None:
    done = run("targets", "split", *words, "--as-of", "2026-03-01")
    assert (done.code, done.out) == (code, "")
    for piece in told:
        assert piece in done.err
    assert planned.read_text("utf-8") == PLAN


def test_pins_that_do_not_fit_are_refused_with_the_scenario_named(planned: Path, run: Run) -> None:
    done = run("targets", "split", "sales", "--scenario", "base,tiny,high", "--as-of", "2026-03-01")
    assert (done.code, done.out) == (3, "")
    assert "情景 tiny：" in done.err
    assert "情景 high" not in done.err


def test_a_dry_run_says_what_would_be_written(planned: Path, run: Run) -> None:
    done = run("targets", "split", "--scenario", "low", "--dry-run", "--as-of", "2026-03-01")
    assert done.code == 0
    assert "plan.yaml:9  targets[0].total: 120万 → 100万" in done.err
    assert "plan.yaml:6  factors[0].effect: +8% → +2%" in done.err
    assert "factors[0].confidence: （没写） → 0.5" in done.err
    assert "这是试运行，什么都没写；把 --dry-run 换成 --write 就写入" in done.err
    assert planned.read_text("utf-8") == PLAN
    assert not list(planned.parent.glob("*.bak"))


def test_a_scenario_becomes_the_plan_and_everything_else_stays(planned: Path, run: Run) -> None:
    done = run("targets", "split", "people", "--scenario", "low", "--write", "--as-of", "2026-03-01")
    assert done.code == 0
    expected = PLAN.replace("120万 ", "100万 ").replace("effect: +8%}", "effect: +2%, confidence: 0.5}")
    assert planned.read_text("utf-8") == expected
    assert "已写进 plan.yaml，原来的留在 plan.yaml.bak；撤销：salesplan undo plan.yaml" in done.err
    assert "以后从新总额算起：high sales +10%" in done.err
    again = run("targets", "split", "people", "--scenario", "low", "--write", "--as-of", "2026-03-01")
    assert (again.code, again.err) == (0, "plan.yaml 里已经是这些数，没有要写的\n")
    assert run("undo", "plan.yaml").code == 0
    assert planned.read_text("utf-8") == PLAN


def test_the_plan_as_it_stands_has_nothing_to_write(planned: Path, run: Run) -> None:
    done = run("targets", "split", "--scenario", "base", "--write", "-q", "--as-of", "2026-03-01")
    assert (done.code, done.err) == (0, "")
    assert planned.read_text("utf-8") == PLAN


def test_lines_that_would_be_written_do_not_steer_the_terminal(planned: Path, run: Run) -> None:
    planned.write_text(PLAN.replace("total: 120万 ", "total: 120万 # \u202eevil "), "utf-8")
    done = run("targets", "split", "--scenario", "high", "--dry-run", "--as-of", "2026-03-01")
    assert done.code == 0
    assert "\\u202eevil" in done.err
    assert "\u202e" not in done.err


def test_a_value_that_is_shared_is_not_written(planned: Path, run: Run) -> None:
    shared = PLAN.replace("total: 120万 ", "total: &t 120万 ").replace("sales: 1000000", "sales: *t")
    planned.write_text(shared, "utf-8")
    done = run("targets", "split", "sales", "--scenario", "high", "--write", "--as-of", "2026-03-01")
    assert (done.code, done.out) == (4, "")
    assert "WRITE-plan" in done.err
    assert planned.read_text("utf-8") == shared


def test_a_plan_that_was_changed_meanwhile_is_not_written(planned: Path) -> None:
    where = setting("plan.yaml")
    edits, _ = scenario_copy(None, SplitWish(scenarios=("high",)), where)
    changed = PLAN + "# 刚刚加的\n"
    planned.write_text(changed, "utf-8")
    with pytest.raises(CannotWrite) as caught:
        put_into_plan(edits, where, PlanWriting(write=True))
    assert [p.code for p in caught.value.problems] == ["WRITE-changed"]
    assert planned.read_text("utf-8") == changed


def test_a_total_is_written_into_the_included_file_it_stands_in(planned: Path, run: Run) -> None:
    start, end = PLAN.index("targets:"), PLAN.index("scenarios:")
    planned.write_text(PLAN[:start] + "include: [目标.yaml]\n" + PLAN[end:], "utf-8")
    part = planned.with_name("目标.yaml")
    part.write_text(PLAN[start:end], "utf-8")
    done = run("targets", "split", "--scenario", "high", "--write", "--as-of", "2026-03-01")
    assert done.code == 0
    assert "目标.yaml:3  targets[0].total: 120万 → 132万" in done.err
    assert part.read_text("utf-8") == PLAN[start:end].replace("120万", "132万")
    assert [file.name for file in planned.parent.glob("*.bak")] == ["目标.yaml.bak"]
