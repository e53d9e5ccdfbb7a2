from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

from program import Run

JUNE = ("--for", "2026-06", "--as-of", "2026-06-30")
WEIGHTS = "parameters:\n  review:\n    weights: {sales: 50}\n"


def test_a_review_says_whom_to_talk_to_and_what_is_next(company: Path, run: Run) -> None:
    done = run("team", "review", "--for", "2026-Q2", "--as-of", "2026-06-30")
    assert done.code == 0
    assert "2026-Q2 考核 8 人" in done.out
    assert "先谈：" in done.out
    assert "下一步：" in done.out
    assert company.exists()


def test_one_person_has_a_page_of_his_own(company: Path, run: Run) -> None:
    done = run("team", "review", *JUNE, "--person", "陈志明", "--lang", "en")
    assert "陈志明" in done.out
    assert "Weight" in done.out
    assert "Date ____________" in done.out
    assert "林晓燕" not in done.out.split("Notes")[0].split("Warnings")[0]
    wrong = run("team", "review", *JUNE, "--person", "陈志名", "--lang", "en")
    assert (wrong.code, "Type --person 陈志明" in wrong.err) == (2, True)
    assert company.exists()


def test_a_workbook_has_a_sheet_for_each_person(company: Path, run: Run) -> None:
    assert run("team", "review", *JUNE, "-o", "review.xlsx").code == 0
    book = load_workbook(company / "review.xlsx")
    assert len(book.sheetnames) == 3 + 8
    told = [str(cell.value) for row in book["陈志明"].iter_rows() for cell in row if cell.value is not None]
    assert any("签字" in each for each in told)
    assert "销售额" in told


def test_bands_as_json(company: Path, run: Run) -> None:
    found = json.loads(run("team", "bands", *JUNE, "-f", "json").out)
    bands = [row["band"] for row in found["rows"]]
    assert bands.count("top") >= 2 >= bands.count("bottom")
    assert {row["action"] for row in found["rows"]} <= {"lead", "join", "improve", "out"}
    assert found["summary"]["out_after"] == 2
    assert company.exists()


def test_weights_that_are_not_a_hundred_are_refused_with_what_they_come_to(tmp_path: Path, run: Run) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(WEIGHTS, "utf-8")
    done = run("team", "review", "-p", str(plan))
    assert done.code == 3
    assert "合计是 110，不是 100" in done.err


def test_without_people_or_orders_it_says_what_to_type(tmp_path: Path, run: Run) -> None:
    nobody = run("team", "review", "--no-plan")
    assert (nobody.code, "--reps" in nobody.err) == (2, True)
    (tmp_path / "reps.csv").write_text("姓名,团队\n甲,东\n", "utf-8")
    nothing = run("team", "bands", "--no-plan", "--reps", str(tmp_path / "reps.csv"))
    assert (nothing.code, "team bands --orders" in nothing.err) == (2, True)


def test_lists_alone_with_hostile_names_and_two_teams(tmp_path: Path, run: Run) -> None:
    """Orders and people without a plan: no target, so no score; every name comes out as it is."""
    reps, orders = tmp_path / "reps.csv", tmp_path / "orders.csv"
    reps.write_text("姓名,团队\n<script>,东\n=1+1,西\n{x},东\n{x},西\n", "utf-8")
    rows = ["2025-01-05,C1,甲公司,100,=1+1", "2026-06-05,C2,乙公司,50,{x}", "2026-06-06,C3,丙公司,-9,李四"]
    orders.write_text("日期,客户编号,客户名称,金额,业务员\n" + "\n".join(rows) + "\n", "utf-8")
    lists = ("--no-plan", "--reps", str(reps), "--orders", str(orders), *JUNE)
    done = run("team", "review", *lists)
    assert done.code == 0
    assert "没有人有得分" in done.out
    assert "{x}在两个团队里：东、西" in done.out
    assert "李四" in done.out
    assert run("team", "bands", *lists, "--lang", "en").code == 0
    written = run("team", "review", *lists, "-o", str(tmp_path / "r.xlsx"))
    assert (written.code, len(load_workbook(tmp_path / "r.xlsx").sheetnames)) == (0, 6)


def test_the_conclusion_stands_before_the_files(company: Path, run: Run) -> None:
    for command, first in (("review", "先谈："), ("bands", "前段 2 人")):
        out = run("team", command, "--as-of", "2026-06-30").out
        assert -1 < out.index(first) < out.index("customers.xlsx")
    assert company.is_dir()
