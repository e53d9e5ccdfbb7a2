"""Factors of the plan through the command, and where in the plan a problem stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from program import Run

PLAN = """\
year: {{start: 2026-01-01}}
{parameters}
factors:
  - {{name: 需求, kind: external, effect: +8%, confidence: 0.75}}
  - {{name: 竞争, kind: external, effect: -4%, confidence: 0.5}}
  - {{name: 增员, kind: internal, effect: +5%}}
targets:
  - {{id: revenue, total: 100万, by: quarter, factors: {factors}}}
  - {{id: regions, of: revenue, by: region, weights: {{东: 1, 南: 1}}, factors: {own}}}
"""


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(factors: str = "是", own: str = "否", parameters: str = "") -> None:
    told = f"parameters: {{factors: {parameters}}}" if parameters else ""
    Path("plan.yaml").write_text(PLAN.format(factors=factors, own=own, parameters=told), "utf-8")


def split(run: Run, *words: str) -> Any:  # noqa: ANN401 - what stands in the JSON
    done = run("targets", "split", *words, "--as-of", "2026-01-05", "-f", "json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def codes(found: Any) -> list[str]:  # noqa: ANN401 - as split
    return [each["code"] for each in found["findings"] if each["code"].startswith("FACTOR")]


@pytest.mark.oracle("2.6-a")
@pytest.mark.parametrize(("method", "total"), [("additive", "1090000"), ("multiplicative", "1090740")])
def test_factors_adjust_the_total(run: Run, method: str, total: str) -> None:
    write(parameters=f"{{method: {method}}}")
    found = split(run, "revenue")
    assert found["summary"]["total"] == total
    assert found["summary"]["base"] == "1000000"
    steps = found["summary"]["bridge"]
    assert [step["name"] for step in steps] == ["需求", "竞争", "增员"]
    assert 1_000_000 + sum(int(step["step"]) for step in steps) == int(total)
    assert [row["target"] for row in found["rows"] if row["level"] == "total"] == [total]
    assert codes(found) == []


def test_an_entry_of_another_takes_its_adjusted_total(run: Run) -> None:
    write()
    assert split(run, "regions")["summary"]["total"] == "1090000"
    write(own="增员")
    twice = split(run, "regions")
    assert twice["summary"]["total"] == "1144500"
    assert [step["at"] for step in twice["summary"]["bridge"]] == ["revenue"] * 3 + ["regions"]
    assert codes(twice) == ["FACTOR-twice"]
    write(factors="[需求, 增员]", own="是")  # yes: what has not moved the total above
    assert [step["name"] for step in split(run, "regions")["summary"]["bridge"]] == ["需求", "增员", "竞争"]


def test_one_kind_alone_and_factors_that_no_target_uses_are_said(run: Run) -> None:
    write(factors="需求")
    found = split(run, "revenue")
    assert found["summary"]["total"] == "1060000"
    assert codes(found) == ["FACTOR-kinds", "FACTOR-unused"]
    texts = [each["message"] for each in found["findings"] if each["code"].startswith("FACTOR")]
    assert texts == ["All factors are external, none is internal", "No target uses these factors: 竞争, 增员"]
    assert codes(split(run, "regions")) == []


@pytest.mark.parametrize(
    ("parameters", "total", "warned"),
    [
        ("{cap: 9%}", "1090000", []),
        ("{cap: 8.9%}", "1090000", ["FACTOR-cap"]),
        ("{cap: 8.9%, hold: yes}", "1089000", ["FACTOR-cap"]),
    ],
)
def test_beyond_the_cap_is_warned_and_held_only_when_asked(
    run: Run, parameters: str, total: str, warned: list[str]
) -> None:
    write(parameters=parameters)
    found = split(run, "revenue")
    assert (found["summary"]["total"], codes(found)) == (total, warned)
    origins = {each["name"]: each["from"] for each in found["parameters"]}
    assert origins["parameters.factors.cap"] == "plan"
    assert origins["parameters.factors.method"] == "default"


def test_a_total_typed_over_an_entry_is_split_as_it_is(run: Run) -> None:
    write()
    for entry in ("revenue", "regions"):
        found = split(run, entry, "--total", "50万")
        assert found["summary"]["total"] == "500000"
        assert found["summary"]["bridge"] == []
        assert codes(found) == ["FACTOR-left-out"]


def test_yes_without_any_factor_is_warned(run: Run) -> None:
    text = "targets:\n  - {id: revenue, total: 100, by: quarter, factors: yes}\n"
    Path("plan.yaml").write_text(text, "utf-8")
    assert codes(split(run)) == ["FACTOR-none"]


def test_unknown_factors_are_named_with_their_line_and_the_nearest(run: Run) -> None:
    write(factors="[需求量, 竞争]", own="天气")
    done = run("targets", "split", "--as-of", "2026-01-05", "--lang", "en")
    assert done.code == 3
    assert "plan.yaml:8:45 targets.revenue.factors The plan has no factor 需求量 (FACTOR-name)" in done.err
    assert "did you mean 需求?" in done.err


def test_the_page_shows_the_bridge_where_it_stands_and_one_line_below(run: Run) -> None:
    write()
    page = run("targets", "split", "revenue", "--as-of", "2026-01-05", "--lang", "en").out
    assert "How the total came about" in page
    rows = [line.split() for line in page.splitlines()]
    assert ["需求", "external", "+8%", "75%", "+6%", "+60,000"] in rows
    assert ["竞争", "external", "-4%", "50%", "-2%", "-20,000"] in rows
    assert ["Adjusted", "+9.0%", "1,090,000"] in rows
    below = run("targets", "split", "regions", "--as-of", "2026-01-05", "--lang", "en").out
    assert "The total comes from revenue: 1,000,000 with its factors is 1,090,000 (+9.0%)" in below
    assert "How the total came about" not in below


# Where in the plan


def test_levels_in_chinese_and_included_files_are_found_too(run: Run) -> None:
    Path("plan.yaml").write_text("include: [more.yaml]\nunit: 100\n", "utf-8")
    lines = ("targets:", "  - id: r", "    total: 1000", "    by: 区域", "    weights: {区域: {东: 1}}", "    pins:")
    Path("more.yaml").write_text("\n".join([*lines, "      区域=西: 5"]), "utf-8")
    done = run("targets", "split", "--as-of", "2026-01-05", "--lang", "en")
    assert done.code == 3
    assert "more.yaml:7:7 targets.r.pins.region=西" in done.err


def test_findings_have_their_line_and_defaults_have_none(run: Run) -> None:
    Path("plan.yaml").write_text("targets:\n  - {id: r, total: -10, by: quarter}\n", "utf-8")
    (found,) = split(run)["findings"]
    assert (found["code"], found["place"]["file"], found["place"]["line"]) == ("SPLIT-total-sign", "plan.yaml", 2)


def test_a_parameter_left_at_its_default_stands_nowhere_in_the_plan(run: Run) -> None:
    orders = "日期,客户,金额,大区\n" + "".join(f"2025-{m:02}-03,甲,{m},东\n" for m in range(1, 13))
    Path("orders.csv").write_text(orders, "utf-8")
    plan = "sources: {orders: orders.csv}\ntargets:\n  - {id: r, total: 10, by: quarter}\nparameters:\n"
    Path("plan.yaml").write_text(plan + "  pareto: {cuts: [80, 95]}\n", "utf-8")
    (found,) = split(run)["findings"]
    assert (found["code"], found["place"]["key"], found["place"]["line"]) == (
        "SEASON-one-year",
        "parameters.season",
        None,
    )
    Path("plan.yaml").write_text(plan + "  season: {merge_spring: no}\n", "utf-8")
    (found,) = split(run)["findings"]
    assert (found["place"]["file"], found["place"]["line"]) == ("plan.yaml", 5)
