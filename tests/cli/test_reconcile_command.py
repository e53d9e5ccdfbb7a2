"""targets reconcile as people use it: from the plan or a list, back into the plan, and who signed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from program import Done, Run

PLAN = """# 我们的计划
version: 1
year: {start: 2026-01-01}
targets:
  - id: top                      # 全年
    total: 1000
    by: [region, quarter]
    basis: {quarter: even}
    weights: {region: {A: 5, B: 3, C: 2}}
    commitments:
      - {path: 区域=A, amount: 300, ceiling: 400, by: 陈}   # 谈过了
      - {path: region=B, amount: 250, ceiling: 260, by: 黄, agreed_by: 王总, agreed_on: 2026-01-02}
      - path: region=C
        amount: 350
        ceiling: 400
"""
AS_OF = ("--as-of", "2026-02-03")


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan with commitments, alone in the current folder."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN, "utf-8")
    return file


def rows(done: Done) -> dict[str, Any]:
    assert done.code == 0, done.err
    return {row["path"]: row for row in json.loads(done.out)["rows"]}


def agreed(done: Done) -> dict[str, str]:
    return {path: str(row["agreed"]) for path, row in rows(done).items()}


def split_by_region(run: Run) -> dict[str, str]:
    found = json.loads(run("targets", "split", "top", "--format", "json").out)["rows"]
    return {f"region={row['region']}": str(row["target"]) for row in found if row["level"] == "region"}


def added_lines(plan: Path, before: str = PLAN) -> list[str]:
    return [line for line in plan.read_text("utf-8").splitlines() if line not in before.splitlines()]


@pytest.mark.oracle("2.5-a")
def test_the_worked_figures_through_the_command(plan: Path, run: Run) -> None:
    assert agreed(run("targets", "reconcile", "--format", "json")) == {
        "region=A": "363",
        "region=B": "256",
        "region=C": "381",
    }
    page = run("targets", "reconcile", "top", "--lang", "en", "-v").out
    assert "      region=A: 363\n" in page
    assert "agreed 1 of 3; not yet: 陈, C" in page
    assert plan.read_text("utf-8") == PLAN


@pytest.mark.oracle("2.5-b")
def test_what_is_unplaced_goes_into_no_plan_unless_the_total_does_too(plan: Path, run: Run) -> None:
    plan.write_text(PLAN.replace("total: 1000", "total: 1100"), "utf-8")
    before = plan.read_text("utf-8")
    page = run("targets", "reconcile").out
    assert "✗ 商定 1,060，还有 40 没人接得下（不会硬压）" in page
    refused = run("targets", "reconcile", "--write")
    assert (refused.code, refused.out) == (3, "")
    assert "RECONCILE-not-total" in refused.err
    assert plan.read_text("utf-8") == before
    assert run("targets", "reconcile", "--write", "--partial").code == 0
    assert "    total: 1060" in added_lines(plan, before)
    assert split_by_region(run) == {"region=A": "400", "region=B": "260", "region=C": "400"}


def test_what_was_agreed_is_what_the_split_gives_and_undo_takes_it_back(plan: Path, run: Run) -> None:
    tried = run("targets", "reconcile", "--dry-run")
    assert plan.read_text("utf-8") == PLAN
    assert "什么都没写" in tried.err
    assert "  + plan.yaml:17        region=A: 363" in tried.err
    done = run("targets", "reconcile", "--write")
    assert done.code == 0
    assert "plan.yaml.bak" in done.err
    assert added_lines(plan) == ["    pins:", "      region=A: 363", "      region=B: 256", "      region=C: 381"]
    assert split_by_region(run) == {"region=A": "363", "region=B": "256", "region=C": "381"}
    assert "RECONCILE-pinned" in run("targets", "reconcile").out
    again = run("targets", "reconcile", "--write")
    assert "没有要写的" in again.err
    assert run("undo", "plan.yaml").code == 0
    assert plan.read_text("utf-8") == PLAN


def test_pins_at_the_same_targets_are_replaced_and_others_stay(plan: Path, run: Run) -> None:
    pins = "    pins: {区域=A: 310, region=A/quarter=Q1: 100}   # 原来的\n    commitments:\n"
    plan.write_text(PLAN.replace("    commitments:\n", pins), "utf-8")
    assert run("targets", "reconcile", "--write").code == 0
    text = plan.read_text("utf-8")
    assert "    pins: {区域=A: 363, region=A/quarter=Q1: 100, region=B: 256, region=C: 381}   # 原来的" in text
    assert split_by_region(run)["region=A"] == "363"


def test_pins_that_cannot_stand_beside_the_others_are_refused_before_anything_is_written(plan: Path, run: Run) -> None:
    pins = "    pins: {region=A/quarter=Q1: 390}\n    commitments:\n"
    plan.write_text(PLAN.replace("    commitments:\n", pins), "utf-8")
    before = plan.read_text("utf-8")
    refused = run("targets", "reconcile", "--write")
    assert (refused.code, refused.out) == (3, "")
    assert "SPLIT-" in refused.err
    assert plan.read_text("utf-8") == before


def test_a_surplus_is_stretch_and_cut_only_when_asked(plan: Path, run: Run) -> None:
    plan.write_text(PLAN.replace("total: 1000", "total: 800"), "utf-8")
    assert "另有 100 是挑战目标" in run("targets", "reconcile").out
    refused = run("targets", "reconcile", "--write")
    assert "--mode scale" in refused.err
    assert run("targets", "reconcile", "--write", "--mode", "scale").code == 0
    assert split_by_region(run) == {"region=A": "267", "region=B": "222", "region=C": "311"}


def test_a_total_that_comes_from_elsewhere_is_not_changed(plan: Path, run: Run) -> None:
    other = PLAN.replace("    total: 1000\n", "    of: all\n") + "  - {id: all, total: 1100}\n"
    plan.write_text(other, "utf-8")
    refused = run("targets", "reconcile", "--write", "--partial", "--lang", "en")
    assert refused.code == 3
    assert "The total comes from all" in refused.err
    assert plan.read_text("utf-8") == other


def test_who_agreed_is_put_to_the_commitments_in_the_plan(plan: Path, run: Run) -> None:
    done = run("targets", "reconcile", "--agreed-by", "李总", "--path", "A", "--path", "region=B", "--write", *AS_OF)
    assert done.code == 0, done.err
    assert "李总 2026-02-03" in done.out
    assert added_lines(plan) == [
        "      - {path: 区域=A, amount: 300, ceiling: 400, by: 陈, agreed_by: 李总, agreed_on: 2026-02-03}   # 谈过了",
        "      - {path: region=B, amount: 250, ceiling: 260, by: 黄, agreed_by: [王总, 李总], agreed_on: 2026-02-03}",
    ]
    assert run("targets", "reconcile", "--agreed-by", "李总", "--write", *AS_OF).code == 0
    assert "        agreed_by: 李总\n        agreed_on: 2026-02-03\n" in plan.read_text("utf-8")
    assert "✓ 全部认可（3）" in run("targets", "reconcile").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--agreed-by", "李"), "USAGE-reconcile"),
        (("--agreed-by", " ", "--write"), "USAGE-reconcile"),
        (("--path", "A"), "USAGE-reconcile"),
        (("--agreed-by", "李", "--write", "--path", "D"), "USAGE-path"),
        (("--agreed-by", "李", "--write", "--commitments", "x.csv"), "USAGE-reconcile"),
        (("--lambda", "0.5"), "USAGE-reconcile"),
        (("--mode", "midpoint", "--lambda", "1.1"), "USAGE-reconcile"),
        (("--mode", "midpoint", "--lambda", "half"), "USAGE-reconcile"),
        (("--mode", "other"), "USAGE-choice"),
        (("--missing", "other"), "USAGE-choice"),
        (("nothing",), "USAGE-no-entry"),
    ],
)
def test_options_that_make_no_sense_are_refused(plan: Path, run: Run, words: tuple[str, ...], code: str) -> None:
    done = run("targets", "reconcile", *words)
    assert (done.code, done.out) == (2, "")
    assert code in done.err
    assert plan.read_text("utf-8") == PLAN


def test_several_targets_with_commitments_need_a_name(plan: Path, run: Run) -> None:
    plan.write_text(PLAN + PLAN.partition("targets:\n")[2].replace("id: top", "id: more"), "utf-8")
    done = run("targets", "reconcile")
    assert done.code == 2
    assert "    salesplan targets reconcile top\n    salesplan targets reconcile more\n" in done.err
    Path("c.csv").write_text("大区,承诺额\nA,300\nB,250\nC,450\n", "utf-8")
    assert "reconcile more --commitments c.csv\n" in run("targets", "reconcile", "--commitments", "c.csv").err
    months = PLAN.replace("targets:\n", "targets:\n  - {id: months, of: top, by: [month], basis: {month: even}}\n")
    plan.write_text(months, "utf-8")
    assert len(rows(run("targets", "reconcile", "--commitments", "c.csv", "--format", "json"))) == 3
    Path("c.csv").write_text("产品,承诺额\nA,300\n", "utf-8")
    assert "名单里的层级" in run("targets", "reconcile", "--commitments", "c.csv").err
    plan.write_text(PLAN.partition("    commitments")[0], "utf-8")
    assert "RECONCILE-none" in run("targets", "reconcile").err


def test_a_list_takes_the_place_of_the_plan(plan: Path, run: Run) -> None:
    """Amounts in 万 of the header, who agreed, a total row and a blank one; the list's own row is named."""
    plan.write_text(PLAN.replace("total: 1000", "total: 1000万"), "utf-8")
    Path("c.csv").write_text(
        "大区,承诺额(万元),上限(万元),承诺人,认可人,认可日期\n"
        "A,300,400,陈,王总、李总,2026-01-05\nB,250,260,,,\nC,350,400,,,\n合计,900,1060,,,\n",
        "utf-8",
    )
    found = rows(run("targets", "reconcile", "--commitments", "c.csv", "--format", "json"))
    assert [str(row["agreed"]) for row in found.values()] == ["3625000", "2562500", "3812500"]
    assert (found["region=A"]["by"], found["region=A"]["agreed_by"]) == ("陈", ["王总", "李总"])
    assert found["region=A"]["agreed_on"] == "2026-01-05"
    assert run("targets", "reconcile", "--commitments", "c.csv", "--write").code == 0
    assert "      region=A: 362.5万" in plan.read_text("utf-8")
    Path("c.csv").write_text("大区,承诺额\nA,3\nB,2\nD,1\n", "utf-8")
    refused = run("targets", "reconcile", "--commitments", "c.csv")
    assert refused.code == 3
    assert "c.csv:4" in refused.err


def test_blank_and_unknown_cells_of_a_workbook_are_named_in_one_run(plan: Path, run: Run) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "承诺"
    for line in (
        ("大区", "承诺额", "上限", "承诺人"),
        ("A", 300, 290, "陈"),
        ("D", 250, 260, ""),
        ("C", None, 400, "王"),
    ):
        sheet.append(line)
    book.save("c.xlsx")
    err = run("targets", "reconcile", "--commitments", "c.xlsx").err
    assert "[c.xlsx]承诺!A3 承诺的“D”不在这次的分解里" in err
    assert "[c.xlsx]承诺!B4 “C”的承诺额是空的" in err
    assert "plan.yaml" not in err
    assert "path:" not in err


def test_the_line_above_the_table_says_what_is_done(plan: Path, run: Run) -> None:
    """Committed are 900."""
    scale = ("targets", "reconcile", "--mode", "scale")
    assert "差 100 · 缺口按余量分，谁也不超过上限\n" in run("targets", "reconcile").out
    assert "差 100 · 缺口按余量分，谁也不超过上限\n" in run(*scale).out
    plan.write_text(PLAN.replace("total: 1000", "total: 900"), "utf-8")
    assert "承诺合计 900，正好是总额\n" in run("targets", "reconcile").out
    plan.write_text(PLAN.replace("total: 1000", "total: 800").replace("ceiling: 260", "ceiling: 240"), "utf-8")
    page = run("targets", "reconcile").out
    assert "比总额多 100 · 承诺照旧，多出的 100 作为挑战目标\n" in page
    assert "“B”的上限 240 低于承诺 250" in page
    assert "比总额多 100 · 报多了按比例压到总额\n" in run(*scale).out


def test_a_list_of_members_and_periods(plan: Path, run: Run) -> None:
    periods = ("2026年1季度", "Q2", "2026-Q3", "4季度")
    lines = [f"{period},{region},10,20,张三" for period in periods for region in "ABC"]
    Path("c.csv").write_text("\n".join(["期间,大区,承诺额,上限,业务员", *lines]), "utf-8")
    found = rows(run("targets", "reconcile", "--commitments", "c.csv", "--format", "json"))
    assert len(found) == 12
    assert {str(row["agreed"]) for row in found.values()} == {"20"}
    assert found["region=B/quarter=2026-Q4"]["by"] == "张三"


def test_agreed_amounts_that_are_no_whole_units_are_not_pinned(plan: Path, run: Run) -> None:
    """A gap of 100: 300.5 + 63 and 349.5 + 31."""
    plan.write_text(PLAN.replace("amount: 300", "amount: 300.5").replace("amount: 350", "amount: 349.5"), "utf-8")
    refused = run("targets", "reconcile", "--write")
    assert refused.code == 3
    assert "RECONCILE-unit" in refused.err


def test_the_example_company(company: Path, run: Run) -> None:
    before = Path("plan.yaml").read_bytes()
    done = run("targets", "reconcile", "--write", *AS_OF)
    assert done.code == 0, done.err
    agreed_now = agreed(run("targets", "reconcile", "--format", "json", *AS_OF))
    split = json.loads(run("targets", "split", "regions", "--format", "json", *AS_OF).out)["rows"]
    assert {f"region={r['region']}": str(r["target"]) for r in split if r["level"] == "region"} == agreed_now
    assert run("undo", "plan.yaml").code == 0
    assert Path("plan.yaml").read_bytes() == before


def test_the_entry_may_stand_in_an_included_file(plan: Path, run: Run) -> None:
    head, _, entry = PLAN.partition("targets:\n")
    plan.write_text(head + "include: [targets.yaml]\n", "utf-8")
    Path("targets.yaml").write_text("targets:\n" + entry, "utf-8")
    done = run("targets", "reconcile", "--write")
    assert done.code == 0, done.err
    assert "salesplan undo targets.yaml" in done.err
    assert "      region=A: 363" in Path("targets.yaml").read_text("utf-8")
    assert plan.read_text("utf-8") == head + "include: [targets.yaml]\n"
    bad = entry.replace("region=B", "region=X")
    Path("targets.yaml").write_text("targets:\n" + bad, "utf-8")
    assert "targets.yaml:9 targets[0].commitments[1]" in run("targets", "reconcile").err
