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
