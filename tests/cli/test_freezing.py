"""`targets split --record`: what was handed out is what is tracked and planned anew, whatever history becomes later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from program import Run
from salesplan.errors import ExitCode

PLAN = """\
version: 1
year: {start: 2026-01-01}
sources: {orders: orders.csv}
targets:
  - {id: t, total: 1200, by: [region, quarter], basis: {region: history, quarter: even}}
"""
DECEMBER, JANUARY = ("--as-of", "2025-12-20"), ("--as-of", "2026-01-31")
FOLDER = Path(".salesplan/targets/t")


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In 2024 东 and 西 sold 600 each, in 2025 900 and 300, in January 2026 10 each."""
    lines = ["客户编号,下单日期,区域,金额"]
    for year, east, west, months in ((2024, 50, 50, 12), (2025, 75, 25, 12), (2026, 10, 10, 1)):
        for month in range(1, months + 1):
            lines += [f"C1,{year}-{month:02}-28,东,{east}", f"C2,{year}-{month:02}-28,西,{west}"]
    (tmp_path / "orders.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def results(run: Run, *words: str) -> dict[str, Any]:
    done = run("targets", *words, "--format", "json")
    assert done.code == ExitCode.DONE, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def regions(result: dict[str, Any], key: str = "target") -> dict[str, str]:
    return {row["region"]: row[key] for row in result["rows"] if row["level"] == "region"}


def found(result: dict[str, Any], code: str) -> str:
    told = zip(result["findings"], result["labels"]["findings"], strict=True)
    return " ".join(str(words["message"]) for problem, words in told if problem["code"] == code)


def test_history_moves_the_targets_and_frozen_ones_stay(firm: Path, run: Run) -> None:
    """On 2025-12-20 each has half of 1200; with 2025 complete 东 would have 900: 300 of 1200, a quarter, elsewhere."""
    assert regions(results(run, "split", "t", *DECEMBER)) == {"东": "600", "西": "600"}
    assert regions(results(run, "track", "t", *JANUARY)) == {"东": "900", "西": "300"}
    done = run("targets", "split", "t", *DECEMBER, "--record", "--decided-by", "刘总")
    assert done.code == ExitCode.DONE
    assert "已定稿：" in done.err
    kept = json.loads((FOLDER / "2025-12-20.json").read_text("utf-8"))
    assert (kept["schema"], kept["rule"], kept["plan"], kept["decided_by"]) == (1, "frozen", "plan.yaml", "刘总")
    assert kept["plan_sha256"] == kept["inputs"][0]["sha256"]
    assert {(leaf["original"], leaf["actual"], leaf["revised"]) for leaf in kept["leaves"]} == {("150", None, "150")}
    tracked = results(run, "track", "t", *JANUARY)
    assert regions(tracked) == {"东": "600", "西": "600"}
    told = found(tracked, "TRACK-frozen")
    assert "目标按 2025-12-20 定稿的" in told
    assert "300（25.0%）" in told
    assert "+50.0%" in told
    assert "-50.0%" in told
    anew = results(run, "track", "t", *JANUARY, "--against", "plan")
    assert (regions(anew), found(anew, "TRACK-frozen")) == ({"东": "900", "西": "300"}, "")
    replanned = results(run, "replan", "t", *JANUARY)
    assert regions(replanned, "original") == {"东": "600", "西": "600"}
    assert (replanned["summary"]["frozen_on"], replanned["summary"]["last_on"]) == ("2025-12-20", None)


def test_a_second_freeze_says_why_and_the_first_is_kept(firm: Path, run: Run) -> None:
    assert run("targets", "split", "t", *DECEMBER, "--record").code == ExitCode.DONE
    refused = run("targets", "split", "t", *JANUARY, "--record")
    assert (refused.code, "USAGE-frozen-before" in refused.err) == (ExitCode.USAGE, True)
    again = ("targets", "split", "t", "--record", "--reason", "老板改主意")
    assert run(*again, *DECEMBER).code == ExitCode.DONE
    assert run(*again, *JANUARY).code == ExitCode.DONE
    names = sorted(file.name for file in FOLDER.iterdir())
    assert names == ["2025-12-20-2.json", "2025-12-20.json", "2026-01-31.json"]
    assert regions(results(run, "track", "t", *JANUARY)) == {"东": "900", "西": "300"}
    # What held on a day before the second one was made is what was frozen by then.
    assert regions(results(run, "track", "t", "--as-of", "2026-01-30")) == {"东": "600", "西": "600"}
    log = run("targets", "replan", "--log").out
    assert log.count("定稿") == 3
    assert "以后各期增减" in log


def test_a_re_plan_of_the_same_day_does_not_replace_what_was_frozen(firm: Path, run: Run) -> None:
    assert run("targets", "split", "t", *JANUARY, "--record").code == ExitCode.DONE
    for reason in ("一", "二"):
        assert run("targets", "replan", "t", *JANUARY, "--record", "--reason", reason).code == ExitCode.DONE
    assert sorted(file.name for file in FOLDER.iterdir()) == ["2026-01-31-2.json", "2026-01-31.json"]
    kept = json.loads((FOLDER / "2026-01-31-2.json").read_text("utf-8"))
    assert (kept["reason"], kept["frozen_on"], kept["plan"]) == ("二", "2026-01-31", "plan.yaml")
    assert json.loads((FOLDER / "2026-01-31.json").read_text("utf-8"))["rule"] == "frozen"


def test_another_plan_of_the_folder_has_its_own_records(firm: Path, run: Run) -> None:
    assert run("targets", "split", "t", *DECEMBER, "--record").code == ExitCode.DONE
    Path("other.yaml").write_text(PLAN, "utf-8")
    other = ("-p", "other.yaml")
    tracked = results(run, "track", "t", *JANUARY, *other)
    assert regions(tracked) == {"东": "900", "西": "300"}
    assert "plan.yaml" in found(tracked, "STATE-other-plan")
    replanned = results(run, "replan", "t", *JANUARY, *other)
    assert (regions(replanned, "original")["东"], replanned["summary"]["frozen_on"]) == ("900", None)
    assert "plan.yaml" in found(replanned, "STATE-other-plan")
    assert run("targets", "split", "t", *DECEMBER, *other, "--record").code == ExitCode.DONE
    assert sorted(file.name for file in FOLDER.iterdir()) == ["2025-12-20-2.json", "2025-12-20.json"]
    assert json.loads((FOLDER / "2025-12-20.json").read_text("utf-8"))["plan"] == "plan.yaml"
    assert regions(results(run, "track", "t", *JANUARY)) == {"东": "600", "西": "600"}


def test_what_rests_on_orders_says_how_to_freeze_it_once(firm: Path, run: Run) -> None:
    hint = "下发时加 --record 定稿"
    assert hint in run("targets", "split", "t", *DECEMBER).out
    assert hint in run("targets", "split", "t", *DECEMBER, "--sheet-per", "region", "-o", "out.xlsx").err
    handed = run("targets", "split", "t", *DECEMBER, "--sheet-per", "region", "-o", "out.xlsx", "--record")
    assert ("已定稿" in handed.err, hint in handed.err) == (True, False)
    again = run("targets", "split", "t", *JANUARY, "--sheet-per", "region", "-o", "out.xlsx")
    assert ("2025-12-20 定稿过" in again.err, hint in again.err) == (True, False)
    later = run("targets", "split", "t", *JANUARY)
    assert hint not in later.out
    assert "2025-12-20 定稿过" in later.out
    even = PLAN.replace("history", "even").replace("by: [region,", "by: [region,")
    Path("plan.yaml").write_text(even, "utf-8")
    assert hint not in run("targets", "split", "--total", "1200", "--by", "quarter", *DECEMBER).out


def test_only_targets_of_the_plan_are_frozen(firm: Path, run: Run) -> None:
    for words in (("--total", "1200", "--record"), ("t", "--reason", "why")):
        refused = run("targets", "split", *words, *DECEMBER)
        assert (refused.code, "USAGE-freeze" in refused.err) == (ExitCode.USAGE, True)
    bare = run("targets", "split", "t", "--record", "--no-plan", *DECEMBER)
    assert bare.code == ExitCode.USAGE
    assert not Path(".salesplan").exists()


def test_a_target_without_periods_is_frozen_by_month(firm: Path, run: Run) -> None:
    Path("plan.yaml").write_text(PLAN.replace("[region, quarter]", "[region]").replace(", quarter: even", ""), "utf-8")
    assert run("targets", "split", "t", *DECEMBER, "--record").code == ExitCode.DONE
    assert len(json.loads((FOLDER / "2025-12-20.json").read_text("utf-8"))["leaves"]) == 24
    assert regions(results(run, "track", "t", *JANUARY)) == {"东": "600", "西": "600"}
    assert regions(results(run, "replan", "t", *JANUARY), "original") == {"东": "600", "西": "600"}
