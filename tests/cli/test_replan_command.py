"""`targets replan` as people run it: the page, what is recorded and when, the change log, refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from program import Run
from salesplan.cli.replan_options import ReplanOptions, replan_wish, rule_named
from salesplan.errors import BadUsage, ExitCode

AS_OF = ("--as-of", "2026-06-30")
PLAN = """\
version: 1
year: {start: 2026-01-01}
sources: {orders: orders.csv}
targets:
  - id: T
    total: 1200
    by: [quarter]
    pins: {quarter=2026-Q1: 250, quarter=2026-Q2: 300, quarter=2026-Q3: 300, quarter=2026-Q4: 350}
"""
ORDERS = """\
客户编号,下单日期,金额
C1,2026-01-05,100
C1,2026-02-03,60
C2,2026-03-31,40
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan of four quarters with the orders of the first, as the current folder."""
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "orders.csv").write_text(ORDERS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def result_of(run: Run, *words: str) -> dict[str, Any]:
    done = run("targets", "replan", *words, "--format", "json")
    assert done.code == ExitCode.DONE, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def revised(result: dict[str, Any], level: str) -> list[str]:
    return [row["revised"] for row in result["rows"] if row["level"] == level]


@pytest.mark.oracle("2.7-a")
def test_the_worked_figure_through_the_program(small: Path, run: Run) -> None:
    found = result_of(run, "T", "--as-of", "2026-03-31")
    assert revised(found, "quarter") == ["200", "316", "316", "368"]
    assert (found["summary"]["remaining"], found["summary"]["gap"]) == ("1000", "0")
    assert found["summary"]["uplift"].startswith("1.0526")
    page = run("targets", "replan", "T", "--as-of", "2026-03-31")
    assert "余下的日子比原计划多 5.3%" in page.out
    assert "✓ 新目标（含已完成）加起来仍是 1,200" in page.out
    assert not (small / ".salesplan").exists()


def test_nothing_is_kept_unless_asked_and_then_with_its_reason(small: Path, run: Run) -> None:
    words = ("targets", "replan", "T", "--as-of", "2026-03-31", "--rule", "下一期")
    refused = run(*words, "--record")
    assert refused.code == ExitCode.USAGE
    assert "USAGE-no-reason" in refused.err
    assert "salesplan targets replan T --rule 下一期 --as-of 2026-03-31 --record --reason" in refused.err
    assert not (small / ".salesplan").exists()
    done = run(*words, "--record", "--reason", "大单推迟", "--decided-by", "王总")
    assert done.code == ExitCode.DONE
    file = small / ".salesplan" / "targets" / "~".join(["t", done.err.partition("~")[2][:8]]) / "2026-03-31.json"
    assert file.exists()
    assert "已记录：" in done.err
    assert "2026-03-31  王总    下一期补齐" in done.out
    kept = json.loads(file.read_text("utf-8"))
    assert [leaf["original"] for leaf in kept["leaves"]] == ["250", "300", "300", "350"]
    assert [leaf["revised"] for leaf in kept["leaves"]] == ["200", "350", "300", "350"]
    assert [each["table"] for each in kept["inputs"]] == ["plan", "orders"]
    assert all(len(each["sha256"]) == 64 for each in kept["inputs"])


def test_the_plan_stays_frozen_and_the_log_tells_the_rest(small: Path, run: Run) -> None:
    record = ("--record", "--decided-by", "王总", "--reason")
    assert run("targets", "replan", "--as-of", "2026-03-31", *record, "first").code == ExitCode.DONE
    with (small / "orders.csv").open("a", encoding="utf-8") as file:
        file.write("C1,2026-04-10,90\nC1,2026-05-10,90\nC1,2026-06-10,90\n")
    (small / "plan.yaml").write_text(PLAN.replace("Q4: 350", "Q4: 450").replace("1200", "1300"), "utf-8")
    found = result_of(run, "--as-of", "2026-06-30")
    assert [row["original"] for row in found["rows"]] == ["1200", "250", "300", "300", "350"]
    assert [row["last"] for row in found["rows"]] == ["1200", "200", "316", "316", "368"]
    assert revised(found, "quarter") == ["200", "270", "337", "393"]
    assert [each["code"] for each in found["findings"]] == ["REPLAN-plan-changed"]
    assert [each["table"] for each in found["inputs"]] == ["plan", "orders", "record"]
    anew = run("targets", "replan", "--as-of", "2026-06-30", "--from", "plan", *record, "second")
    assert anew.code == ExitCode.DONE
    with (small / "orders.csv").open("a", encoding="utf-8") as file:
        file.write("C1,2026-07-10,90\n")
    inputs = result_of(run, "--as-of", "2026-07-31")["inputs"]
    days = [Path(each["file"]).stem for each in inputs if each["table"] == "record"]
    assert days == ["2026-03-31", "2026-06-30"]
    log = result_of(run, "--log")
    assert [(row["as_of"], row["reason"], row["total"], row["later_change"]) for row in log["rows"]] == [
        ("2026-06-30", "second", "1300", "180"),
        ("2026-03-31", "first", "1200", "50"),
    ]
    page = run("targets", "replan", "--log", "--lang", "en")
    assert page.out.startswith("Change log of targets   2 records")
    still = result_of(run, "--as-of", "2026-06-30")
    assert [row["original"] for row in still["rows"]] == ["1200", "250", "300", "300", "350"]


def test_the_same_as_of_replaces_its_record_and_keeps_the_frozen_plan(small: Path, run: Run) -> None:
    words = ("targets", "replan", "--as-of", "2026-03-31", "--record", "--reason")
    run(*words, "first")
    (small / "plan.yaml").write_text(PLAN.replace("Q4: 350", "Q4: 450").replace("1200", "1300"), "utf-8")
    again = run(*words, "second", "--format", "json")
    assert again.code == ExitCode.DONE
    assert [line["reason"] for line in json.loads(again.out)["summary"]["log"]] == ["second"]
    assert [row["original"] for row in json.loads(again.out)["rows"]] == ["1200", "250", "300", "300", "350"]


def test_a_damaged_record_stops_everything_and_is_not_touched(small: Path, run: Run) -> None:
    words = ("targets", "replan", "--as-of", "2026-03-31", "--record", "--reason", "why")
    run(*words)
    (file,) = small.glob(".salesplan/targets/*/2026-03-31.json")
    file.write_text(file.read_text("utf-8")[:-30], "utf-8")
    before = file.read_bytes()
    for given in (words, ("targets", "replan", "--as-of", "2026-03-31"), ("targets", "replan", "--log")):
        done = run(*given)
        assert (done.code, done.out) == (ExitCode.INPUT, "")
        assert "STATE-damaged" in done.err
        assert file.name in done.err
    assert file.read_bytes() == before


def test_a_record_that_cannot_be_written_says_so_and_prints_nothing(small: Path, run: Run) -> None:
    (small / ".salesplan").write_text("", "utf-8")
    done = run("targets", "replan", "--as-of", "2026-03-31", "--record", "--reason", "why")
    assert (done.code, done.out) == (ExitCode.WRITE, "")


def test_an_output_that_is_refused_is_refused_before_anything_is_recorded(small: Path, run: Run) -> None:
    (small / "mine.md").write_text("my notes", "utf-8")
    done = run("targets", "replan", "--as-of", "2026-03-31", "--record", "--reason", "why", "-o", "mine.md")
    assert done.code == ExitCode.WRITE
    assert not (small / ".salesplan").exists()


def test_a_finished_month_without_orders_is_refused_until_it_is_excused(small: Path, run: Run) -> None:
    done = run("targets", "replan", "--as-of", "2026-04-30")
    assert done.code == ExitCode.INPUT
    assert "REPLAN-no-actuals" in done.err
    assert "--zero-ok 2026-04" in done.err
    assert run("targets", "replan", "--as-of", "2026-04-30", "--zero-ok", "2026-04").code == ExitCode.DONE


def test_an_order_that_counts_for_nothing_is_an_order_all_the_same(small: Path, run: Run) -> None:
    """In February the only customer is one who bought before: no new customer, yet not a month without orders."""
    (small / "plan.yaml").write_text(PLAN.replace("- id: T", "- id: T\n    metric: customers"), "utf-8")
    assert result_of(run, "--as-of", "2026-03-31")["summary"]["actual"] == "2"


def test_what_is_planned_anew_are_the_targets_of_split(company: Path, run: Run) -> None:
    """Also where a target is counted in customers, people come and go, and a region has a potential of its own."""
    won = "  - {id: won, metric: customers, total: 300, by: [region, quarter], basis: {region: history}}\n"
    plan = (company / "plan.yaml").read_text("utf-8")
    (company / "plan.yaml").write_text(plan.replace("\ncrm:", f"\n{won}crm:", 1), "utf-8")
    for entry in ("revenue", "people", "won"):
        split = json.loads(run("targets", "split", entry, *AS_OF, "-f", "json").out)
        assert [row["original"] for row in result_of(run, entry, *AS_OF)["rows"]] == [
            row["target"] for row in split["rows"]
        ]


def test_an_output_file_holds_one_target(company: Path, run: Run) -> None:
    done = run("targets", "replan", *AS_OF, "-o", "out.xlsx", "--lang", "en")
    assert done.code == ExitCode.USAGE
    assert "salesplan targets replan revenue -o" in done.err
    assert not (company / "out.xlsx").exists()


def test_what_has_no_sense_is_wrong_usage(small: Path, run: Run) -> None:
    for words, code in (
        (("nope",), "USAGE-no-entry"),
        (("--rule", "later"), "USAGE-choice"),
        (("--from", "mine"), "USAGE-choice"),
        (("--log", "--record", "--reason", "x"), "USAGE-log"),
        (("--no-plan",), "USAGE-no-target"),
        (("--year", "20"), "USAGE-value"),
    ):
        done = run("targets", "replan", *words)
        assert (done.code, done.out) == (ExitCode.USAGE, ""), words
        assert code in done.err
    (small / "plan.yaml").write_text(PLAN.replace("sources: {orders: orders.csv}\n", ""), "utf-8")
    assert "USAGE-no-orders" in run("targets", "replan").err
    assert run("targets", "replan", "--orders", "orders.csv", "--as-of", "2026-03-31").code == ExitCode.DONE


def test_targets_are_tracked_against_the_revised_ones_where_asked(small: Path, run: Run) -> None:
    def targets(*words: str) -> tuple[list[str], list[str]]:
        done = run("targets", "track", "T", "--as-of", "2026-03-31", "--sort", "plan", "-f", "json", *words)
        assert done.code == ExitCode.DONE, done.err
        found = json.loads(done.out)
        codes = [each["code"] for each in found["findings"] if each["code"].startswith("TRACK-")]
        return [row["target"] for row in found["rows"] if row["level"] == "quarter"], codes

    assert targets() == (["250", "300", "300", "350"], [])
    refused = run("targets", "track", "T", "--as-of", "2026-03-31", "--against", "revised")
    assert (refused.code, refused.out) == (ExitCode.INPUT, "")
    assert "TRACK-no-record" in refused.err
    run("targets", "replan", "T", "--as-of", "2026-03-31", "--record", "--reason", "why")
    assert targets() == (["250", "300", "300", "350"], ["TRACK-revised"])
    assert targets("--against", "revised") == (["200", "316", "316", "368"], ["TRACK-against"])
    early = run("targets", "track", "T", "--as-of", "2026-03-30", "--against", "revised")
    assert "TRACK-no-record" in early.err
    (file,) = small.glob(".salesplan/targets/*/2026-03-31.json")
    file.write_text("{", "utf-8")
    # The damaged one might hold the frozen targets: only who asks for those of the plan gets any.
    assert targets("--against", "plan") == (["250", "300", "300", "350"], [])
    for words in ((), ("--against", "revised")):
        assert "STATE-damaged" in run("targets", "track", "T", "--as-of", "2026-03-31", *words).err


def test_targets_of_other_members_are_named(small: Path, run: Run) -> None:
    run("targets", "replan", "T", "--as-of", "2026-03-31", "--record", "--reason", "why")
    words = ("--as-of", "2026-03-31", "--against", "revised", "--by", "quarter,month")
    done = run("targets", "track", "T", *words)
    assert "TRACK-other-members" in done.out + done.err


@pytest.mark.parametrize(
    ("word", "rule"),
    [
        ("滚动", "roll_forward"),
        ("滾動調整", "roll_forward"),
        ("Roll-Forward", "roll_forward"),
        ("下一期", "next_only"),
        ("本季内", "within_quarter"),
        ("不变", "keep"),
        ("只增不减", "floor_original"),
        (None, None),
    ],
)
def test_rules_may_be_named_in_chinese(word: str | None, rule: str | None) -> None:
    assert rule_named(word) == rule


def test_a_reason_of_blanks_is_none() -> None:
    with pytest.raises(BadUsage):
        replan_wish(None, ReplanOptions(record=True, reason="  "))
    assert replan_wish("T", ReplanOptions(record=True, reason=" why ")).reason == "why"


def test_the_example_company_in_both_languages(company: Path, run: Run) -> None:
    for lang, wanted in (("zh", "滚动调整"), ("en", "Re-plan")):
        done = run("targets", "replan", "regions", *AS_OF, "--lang", lang)
        assert done.code == ExitCode.DONE, done.err
        assert done.out.startswith(wanted)
        assert max(map(len, done.out.splitlines())) <= 100
    found = result_of(run, "regions", *AS_OF)
    rows = [row for row in found["rows"] if row["level"] == "quarter"]
    totals = {row["region"]: row["original"] for row in found["rows"] if row["level"] == "region"}
    for region, total in totals.items():
        assert sum(float(row["revised"]) for row in rows if row["region"] == region) == float(total)
    assert not (company / ".salesplan").exists()


def test_a_target_without_a_level_of_time_goes_by_months(small: Path, run: Run) -> None:
    plan = PLAN.partition("    by:")[0] + "    by: [region]\n    weights: {region: {华东: 6, 华南: 4}}\n"
    (small / "plan.yaml").write_text(plan, "utf-8")
    lines = [
        line + extra for line, extra in zip(ORDERS.splitlines(), (",区域", ",华东", ",华南", ",华东"), strict=True)
    ]
    (small / "orders.csv").write_text("\n".join(lines), "utf-8")
    found = result_of(run, "--as-of", "2026-03-31")
    assert len(revised(found, "month")) == 24
    assert revised(found, "region") == ["720", "480"]


def test_pins_to_paste_and_a_workbook_to_hand_on(small: Path, run: Run) -> None:
    page = run("targets", "replan", "--as-of", "2026-03-31", "-v")
    assert "    pins:\n      quarter=2026-Q2: 316\n      quarter=2026-Q3: 316\n      quarter=2026-Q4: 368\n" in page.out
    done = run("targets", "replan", "T", "--as-of", "2026-03-31", "-o", "revised.xlsx")
    assert done.code == ExitCode.DONE, done.err
    assert (small / "revised.xlsx").exists()
