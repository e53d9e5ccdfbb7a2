from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import Run

AS_OF = ("--as-of", "2026-06-30")


def test_minutes_are_written_once_and_their_actions_roll_on(company: Path, run: Run) -> None:
    done = run("meeting", "weekly", "--minutes", *AS_OF)
    assert done.code == 0, done.err
    file = company / "meetings" / "2026-06-30-weekly.yaml"
    text = file.read_text("utf-8")
    assert "催北京华信电子的货款, owner: 郑国强, status: open, due: 2026-06-26, since: 2026-06-22" in text
    assert "发计量泵报价" not in text  # that one is done
    again = run("meeting", "weekly", "--minutes", *AS_OF)
    assert (again.code, file.read_text("utf-8")) == (4, text)
    assert "移走" in again.err


def test_what_the_minutes_say_is_done_stands_on_no_agenda(company: Path, run: Run) -> None:
    file = company / "meetings" / "2026-06-22-weekly.yaml"
    file.write_text(file.read_text("utf-8").replace("status: open", "status: 已完成"), "utf-8")
    told = json.loads(run("meeting", "weekly", "--format", "json", *AS_OF).out)
    assert told["summary"]["open_actions"] == 0
    assert not [row for row in told["rows"] if row["block"] == "carried"]


def test_an_earlier_month_is_told_as_it_was_then(company: Path, run: Run) -> None:
    told = json.loads(run("meeting", "monthly", "--for", "2026-03", "--format", "json", *AS_OF).out)
    paid = json.loads(run("commission", "compute", "--for", "2026-03", "--format", "json", *AS_OF).out)
    (pay,) = [row for row in told["rows"] if row["code"] == "pay"]
    assert pay["amount"] == paid["summary"]["pay"]
    (year,) = [row for row in told["rows"] if row["code"] == "year"]
    tracked = json.loads(run("targets", "track", "people", "--format", "json", "--as-of", "2026-03-31").out)
    assert year["amount"] == tracked["rows"][0]["actual"]


def test_a_number_and_a_name_are_one_person(company: Path, run: Run) -> None:
    file = company / "meetings" / "2026-06-22-weekly.yaml"
    file.write_text(file.read_text("utf-8").replace("owner: 郑国强", "owner: R06"), "utf-8")
    told = json.loads(run("meeting", "one-to-one", "--person", "R06", "--format", "json", *AS_OF).out)
    assert [row["about"] for row in told["rows"] if row["code"] == "action"] == ["催北京华信电子的货款"]


def test_a_talk_needs_somebody_of_the_team(company: Path, run: Run) -> None:
    done = run("meeting", "one-to-one", *AS_OF)
    assert done.code == 2
    assert "--person" in done.err
    assert "林晓燕" in done.err
    assert run("meeting", "one-to-one", "--person", "王五", *AS_OF).code == 2
    by_number = run("meeting", "one-to-one", "--person", "R02", *AS_OF)
    assert by_number.code == 0
    assert "林晓燕" in by_number.out


def test_without_a_plan_it_says_what_to_type(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("meeting", "morning")
    assert (done.code, done.out) == (2, "")
    assert "salesplan init" in done.err


def test_a_plan_without_lists_says_what_blocks_lack(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text("version: 1\nname: 空\n", "utf-8")
    for kind in ("morning", "weekly", "monthly"):
        done = run("meeting", kind, *AS_OF)
        assert done.code == 0, done.err
        assert "没有数据：计划里还没有" in done.out
        assert "订单" in done.out


def test_a_list_that_cannot_be_read_leaves_its_block_empty_and_is_named(company: Path, run: Run) -> None:
    (company / "prospects.xlsx").write_bytes(b"nothing")
    (company / "deals.xlsx").write_bytes(b"nothing")
    done = run("meeting", "morning", *AS_OF)
    assert done.code == 0, done.err
    assert "deals.xlsx" in done.out or "prospects.xlsx" in done.out


def test_minutes_that_are_wrong_are_named_and_the_meeting_goes_on(company: Path, run: Run) -> None:
    (company / "meetings" / "x.yaml").write_text("meeting: weekly\nday: 6月15日\n", "utf-8")
    done = run("meeting", "weekly", *AS_OF)
    assert done.code == 0, done.err
    assert "x.yaml" in done.out
    assert "没有算进来" in done.out
    written = run("meeting", "weekly", "--minutes", *AS_OF)  # the actions in them would be lost
    assert written.code == 3
    assert not (company / "meetings" / "2026-06-30-weekly.yaml").exists()


def test_what_could_not_be_read_is_counted_by_file(company: Path, run: Run) -> None:
    more = "订单编号,下单日期,客户编号,金额（元）,业务员\nX1,6月20日,C0001,2万,李那\nX2,2026-06-24,C0001,5000,李那\n"
    (company / "orders" / "more.csv").write_text(more, "utf-8")
    plan = company / "plan.yaml"
    text = plan.read_text("utf-8").replace("orders: orders/*.xlsx", "orders: [orders/*.xlsx, orders/more.csv]")
    plan.write_text(text, "utf-8")
    done = run("meeting", "weekly", *AS_OF)
    assert done.code == 0, done.err
    assert "salesplan inspect orders/more.csv" in done.out


def test_a_list_of_words_for_people_has_no_codes(company: Path, run: Run) -> None:
    shown = run("meeting", "weekly", "--format", "csv", *AS_OF).out
    assert "上周业绩" in shown
    assert "week_of" not in shown
    assert "carried" not in shown


def test_blocks_of_the_plan_change_the_agenda(company: Path, run: Run) -> None:
    plan = company / "plan.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(text + "\nmeetings: {agenda: {morning: {tip: 0, help: 6}}}\n", "utf-8")
    summary = json.loads(run("meeting", "morning", "--format", "json", *AS_OF).out)["summary"]
    minutes = {block["code"]: block["minutes"] for block in summary["agenda"]}
    assert minutes == {"yesterday": 5, "today": 4, "help": 6}
    plan.write_text(text + "\nmeetings: {agenda: {morning: {tipp: 0, help: 60}}}\n", "utf-8")
    done = run("meeting", "morning", *AS_OF)
    assert done.code == 3
    assert "tipp" in done.err


@pytest.mark.parametrize("month", ["2026-13", "2027-01", "0000-06", "2026-Q2", "上上月亮"])
def test_a_month_that_is_none_or_not_begun_is_refused(company: Path, run: Run, month: str) -> None:
    assert run("meeting", "monthly", "--for", month, *AS_OF).code == 2


def test_a_rate_that_is_its_own_attainment_is_said_once(company: Path, run: Run) -> None:
    out = run("meeting", "one-to-one", "--person", "陈志明", "--as-of", "2026-06-30").out
    assert "回款率 86.0%" in out
    assert "回款率 86.0%，完成 86.0%" not in out
    assert company.is_dir()
