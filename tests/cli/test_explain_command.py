"""`explain targets` on the example company: addresses in any order and language, and what to type when they miss."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import Run

AT = ("--as-of", "2026-06-30")


def told(run: Run, *words: str) -> str:
    done = run("explain", *words, *AT)
    assert done.code == 2, done.out
    assert done.out == ""
    return done.err


@pytest.mark.parametrize(
    "address",
    [
        "region=华东/quarter=2026-Q1",
        "quarter=Q1/region=华东",
        "季度=1/大区=华东",
        "区域＝华东/季度=Q1",
        "华东/Q1",
        "2026-Q1/华东/",
    ],
)
def test_an_address_may_be_written_in_many_ways(company: Path, run: Run, address: str) -> None:
    done = run("explain", "targets", address, "--entry", "regions", "--format", "json", *AT)
    found = json.loads(done.out)
    assert found["summary"]["address"] == "region=华东/quarter=2026-Q1"
    assert found["summary"]["proved"] is True
    split = run("targets", "split", "regions", "--format", "json", *AT)
    same = [r for r in json.loads(split.out)["rows"] if (r["region"], r["quarter"]) == ("华东", "2026-Q1")]
    assert found["summary"]["target"] == same[0]["target"] == found["rows"][-1]["target"]


def test_a_page_says_every_step_in_three_languages(company: Path, run: Run) -> None:
    for lang, proof in (("zh", "每一步都按"), ("zh-Hant", "每一步都按"), ("en", "every step")):
        done = run("explain", "targets", "quarter=Q1/region=西南", "--entry", "regions", "--lang", lang, *AT)
        assert done.code == 0
        assert proof in done.out
        assert all(len(line) <= 160 for line in done.out.splitlines())


LEAVER = """version: 1
year: {start: 2026-01-01}
team:
  members:
    - {name: 甲, team: 一}
    - {name: 乙, team: 一, left: 2026-06-30, ramp: 否}
targets:
  - {id: t, total: 800, by: [rep, half], basis: {rep: weights, half: even}, weights: {rep: {甲: 3, 乙: 1}}}
"""


def test_what_was_fitted_together_is_told_by_its_sums(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """800 in halves of 400; the first by 3 and 1, the second all of 甲: 乙 has 100, 50 were he there all year."""
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(LEAVER, "utf-8")
    done = run("explain", "targets", "乙/H1", *AT)
    assert "4  乙 · 2026-H1 = 100\n" in done.out
    assert "   人人全年在岗会是：100（乙）× 400（2026-H1）÷ 800（总额）= 50.00\n" in done.out
    assert "没有单独的算式，和上面差（+50）\n" in done.out
    assert "   2026-H1 400 = 它 100 + 同级其余 300；乙 100 = 它 100 + 其余各期 0\n" in done.out
    assert "✓ 第 1、2、3 步按上面的数重新算过，结果一致；第 4 步是一起凑平的" in done.out
    assert "每一步都按" not in done.out
    found = json.loads(run("explain", "targets", "乙/H1", "--format", "json", *AT).out)["summary"]
    assert (found["by_sums"], found["proved"]) == ([4], True)


def test_an_inner_target_and_the_total_can_be_explained(company: Path, run: Run) -> None:
    assert "2026-Q2" in run("explain", "targets", "quarter=2", "--entry", "revenue", *AT).out
    assert "总额 = " in run("explain", "targets", "--entry", "revenue", *AT).out


def test_a_total_of_ones_own_can_be_explained(company: Path, run: Run) -> None:
    done = run("explain", "targets", "month=3", "--total", "1200万", "--by", "quarter,month", "--no-plan", *AT)
    assert "1,064,516" in done.out
    assert "工作日：22" in done.out


def test_an_address_that_several_entries_have_lists_the_lines_to_type(company: Path, run: Run) -> None:
    err = told(run, "targets", "季度=Q1")
    assert "salesplan explain targets quarter=2026-Q1 --entry revenue" in err
    assert "salesplan explain targets quarter=2026-Q1 --entry regions" in err
    assert "--entry revenue" in told(run, "targets")


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("region=华动", "华东"),
        ("quarter=2026-Q5", "2026-Q4"),
        ("regoin=华东", "region"),
        ("month=3", "month"),
        ("region=", "region="),
        ("区域=华南/季度", "华南"),
    ],
)
def test_an_address_that_misses_offers_what_is_near(company: Path, run: Run, address: str, offered: str) -> None:
    err = told(run, "targets", address, "--entry", "regions")
    assert "USAGE-address" in err
    assert offered in err


def test_the_entry_that_is_nearest_to_the_address_answers(company: Path, run: Run) -> None:
    assert "是不是 region" in told(run, "targets", "regoin=华东")
    assert "没有这样的目标" in told(run, "targets", "华东/华北")
    assert "USAGE-one-scenario" in told(run, "targets", "Q1", "--entry", "revenue", "--scenario", "high,low")


def test_an_unknown_topic_lists_the_topics(company: Path, run: Run) -> None:
    err = told(run, "tagets", "region=华东")
    assert "targets" in err
    assert "USAGE-topic" in err


def test_rows_go_to_csv_and_workbooks(company: Path, run: Run) -> None:
    for name in ("why.csv", "why.xlsx", "why.md"):
        assert run("explain", "targets", "华东/Q1", "--entry", "regions", "-o", name, *AT).code == 0
        assert Path(name).stat().st_size > 0


def test_a_split_can_be_laid_out_either_way(company: Path, run: Run) -> None:
    split = ("targets", "split", "regions", *AT)
    assert "占总额" in run(*split, "--layout", "tree").out
    assert "占总额" not in run(*split, "--layout", "cross").out
    assert "正好两层" in run("targets", "split", "people", *AT, "--layout", "cross").out
    assert run(*split, "--layout", "wide").code == 2
