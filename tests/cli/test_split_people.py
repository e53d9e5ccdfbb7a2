"""Targets of people who come and go, through the command: the plan's team, its list of sales people, margins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from program import Run

REPS = """\
工号,姓名,部门,入职日期,离职日期,投入比例
1,张三,一组,2020-01-01,,100%
2,李四,一组,2024-03-01,,50%
3,王五,二组,2020-03-01,2026-06-30,
4,赵六,二组,,2025-05-01,
"""
PLAN = """\
sources: {reps: reps.csv}
team:
  members:
    - {name: 张三, team: 三组}
    - {name: 待招1, team: 二组, joined: 2026-07-01, vacancy: 是, ramp: 否}
targets:
  - {id: r, total: 100万, by: [团队, 业务员, 季度], basis: 产能, hedge: {团队: 5%, 业务员: 10%}}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("reps.csv").write_text(REPS, "utf-8")
    Path("plan.yaml").write_text(PLAN, "utf-8")


def split(run: Run, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("targets", "split", "--as-of", "2026-01-05", "-f", "json", *words).out)
    return found


def test_the_plan_stands_and_the_list_completes_it(run: Run) -> None:
    found = split(run)
    years = {(row["team"], row["rep"]): row for row in found["rows"] if row["level"] == "rep"}
    assert sorted(years) == [("一组", "李四"), ("三组", "张三"), ("二组", "待招1"), ("二组", "王五")]
    assert years["三组", "张三"]["target"] == "400000", "one full seat of two and a half"
    assert years["一组", "李四"]["target"] == "200000"
    assert [each["file"] for each in found["inputs"]] == ["plan.yaml", "reps.csv"]
    quarters = {(row["rep"], row["quarter"]): row["target"] for row in found["rows"] if row["level"] == "quarter"}
    assert quarters["王五", "2026-Q3"] == quarters["待招1", "2026-Q2"] == "0"


def test_what_is_handed_out_and_how_long_a_seat_is_filled_are_on_the_page(run: Run) -> None:
    row = next(row for row in split(run)["rows"] if row["rep"] == "张三" and row["level"] == "rep")
    assert (row["handed_out"], row["availability"]) == ("440000", "1")
    page = run("targets", "split", "--as-of", "2026-01-05", "--lang", "en", "--all").out
    assert "Handed out" in page
    assert "Seat filled" in page
    crossed = run("targets", "split", "--by", "rep,quarter", "--as-of", "2026-01-05").out
    assert "余量" in crossed
    assert "在岗" in crossed
    assert "100.0%" in crossed


def test_the_list_is_not_read_for_a_split_without_people(run: Run) -> None:
    Path("reps.csv").unlink()
    assert run("targets", "split", "--total", "100", "--by", "quarter", "--as-of", "2026-01-05").code == 0
    assert run("targets", "split", "--as-of", "2026-01-05").code != 0


def test_a_month_without_anybody_is_named_at_the_team(run: Run) -> None:
    Path("plan.yaml").write_text(PLAN.replace("{name: 张三, team: 三组}", "{name: 张三, left: 2026-03-31}"), "utf-8")
    Path("reps.csv").write_text("姓名,部门,入职日期,离职日期\n王五,二组,2020-03-01,2026-04-30\n", "utf-8")
    done = run("targets", "split", "--by", "rep,month", "--as-of", "2026-01-05")
    assert done.code == 3
    assert "2026-05, 2026-06 没有人在岗" in done.out + done.err
    assert "plan.yaml:3:3" in done.out + done.err
