"""``service survey`` and ``service complaints`` as people type them: lists of their own, a plan, what is wrong."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from program import Run

COMPLAINTS = """\
投诉编号,受理时间,投诉渠道,客户编号,投诉类型,严重程度,处理人,响应时间,解决时间,回访时间
T1,2026/6/24 下午4:00,电话,C1,质量,一般,李工,2026/6/25 上午10:00,2026-06-29 18:00,
T2,2026-06-29 09:00,微信,C2,交货,特急,李工,,,
T3,2026-06-10 09:00,邮件,C1,质量,一般,何,2026-06-09 09:00,,
T4,2026-06-30 10:00,邮件,C9,质量,紧急,何,,,
"""
SURVEY = """\
客户编号,调查日期,触点,评分,推荐意愿,评语
C1,2026-06-01,售后,很不满意,2,漏水
C2,2026-06-02,售后,5,9,
C2,2026-06-03,售前,,,
c1,2026-06-04,售前,4,11,
"""
PLAN = """\
version: 1
name: 服务
sources: {customers: customers.csv, orders: orders.csv, activities: activities.csv, survey: survey.csv,
  complaints: complaints.csv}
parameters: {complaints: {sla: {特急: {respond_hours: 1}}}}
service: {channels: [热线电话, 邮箱], themes: [{theme: 漏水, decision: 换密封件}]}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan with two customers, their orders, a contact, a survey and complaints, as the current folder."""
    monkeypatch.chdir(tmp_path)
    texts = {
        "complaints.csv": COMPLAINTS,
        "survey.csv": SURVEY,
        "plan.yaml": PLAN,
        "customers.csv": "客户编号,客户名称,负责人\nC1,甲公司,张三\nC2,乙公司,李四\n",
        "orders.csv": "订单号,客户编号,下单日期,金额\nO1,C1,2026-05-01,100\nO2,C2,2026-05-02,200\n",
        "activities.csv": "客户编号,日期,类型,跟进人\nC1,2026-06-05,电话,张三\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def answer(run: Run, *words: str) -> dict[str, Any]:
    done = run(*words, "--as-of", "2026-06-30", "--format", "json", "--lang", "en")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out, parse_float=Decimal)
    return found


@pytest.mark.usefixtures("folder")
def test_complaints_of_the_plan(run: Run) -> None:
    told = answer(run, "service", "complaints")
    rows = [(row["id"], row["state"], row["late_step"], row["customer"], row["severity"]) for row in told["rows"]]
    assert rows == [
        ("T2", "overdue", "respond", "C2 乙公司", "特急"),
        ("T4", "overdue", "respond", "C9", "urgent"),
        ("T1", "to_call", None, "C1 甲公司", "normal"),
    ]
    assert [(row["to_do"], row["due"]) for row in told["rows"]] == [
        ("respond", "2026-06-29 10:00"),
        ("respond", "2026-06-30 12:00"),
        ("follow_up", "2026-07-06"),
    ]
    assert told["rows"][0]["hours_over"] == "38"
    assert told["summary"]["per_100_orders"] == "150"
    codes = [each["code"] for each in told["findings"]]
    assert codes.count("COMPLAINTS-times") == 1
    assert "SERVICE-unknown-customer" in codes
    assert "COMPLAINTS-channels" not in codes


@pytest.mark.usefixtures("folder")
def test_the_page_of_complaints_begins_with_what_waits(run: Run) -> None:
    done = run("service", "complaints", "--as-of", "2026-06-30")
    lines = done.out.splitlines()
    assert "2 件投诉超时没处理，先处理下面这些" in lines
    assert any("时限算到 2026-06-30 24:00" in line for line in lines)
    assert "T3 的响应时间 2026-06-09 09:00 早于受理时间 2026-06-10 09:00" in done.out
    assert run("service", "complaints", "--as-of", "2026-06-30", "--strict").code == 1


@pytest.mark.usefixtures("folder")
def test_a_survey_of_the_plan(run: Run) -> None:
    told = answer(run, "service", "survey")
    (row,) = told["rows"]
    assert (row["customer"], row["owner"], row["status"]) == ("C1 甲公司", "张三", "contacted")
    assert (row["contacted"], row["score"], row["nps"]) == ("2026-06-05", "1", "2")
    assert told["summary"]["response"] == {"sent": 4, "answered": 3, "share": "0.75", "from_plan": False}
    told_by = {each["code"]: each for each in told["findings"]}
    assert told_by["READ-bounds"]["value"] == "11"
    assert told_by["SERVICE-unknown-customer"]["value"] == "c1"


@pytest.mark.usefixtures("folder")
def test_the_page_of_a_survey_hides_what_few_said(run: Run) -> None:
    done = run("service", "survey", "--as-of", "2026-06-30", "--lang", "en")
    assert "only 3 scores: satisfaction is shown from 5 on" in done.out
    assert "below 5 answers" in done.out
    assert "1 low answers, all with a contact since:" in done.out
    assert "漏水" in done.out


@pytest.mark.usefixtures("folder")
def test_the_page_of_a_survey_parts_those_to_call_from_those_called(folder: Path, run: Run) -> None:
    plan = (
        "version: 1\nname: 服务\nsources: {customers: customers.csv, activities: activities.csv, survey: survey.csv}\n"
    )
    (folder / "plan.yaml").write_text(plan + "parameters: {man: {scales: {score: [1, 10]}}}\n", "utf-8")
    (folder / "survey.csv").write_text(
        "客户编号,调查日期,评价项,评分,推荐意愿\n"
        "C1,2026-06-01,总体,2,10\nC2,2026-06-02,总体,10,10\nC2,2026-06-02,交货,2,\nC2,2026-04-02,总体,9,\n",
        "utf-8",
    )
    done = run("service", "survey", "--as-of", "2026-06-30", "--all")
    lines = done.out.splitlines()
    assert done.code == 0, done.err
    first = lines.index("低分和贬损 1 份、某项低分 1 份，其中 1 份之后没有人联系过，先回访这些：")
    after = lines.index("之后已经有人联系过的 1 份：")
    assert [line.split()[:2] for line in lines[first + 2 : after - 1]] == [["C2", "乙公司"]]
    assert "某项低分" in lines[first + 2]
    assert "交货 1.4" in lines[first + 2]
    assert " 1.4 " in lines[after + 2]
    assert not any(line.startswith("按月") for line in lines)


@pytest.mark.usefixtures("folder")
def test_the_time_over_is_told_in_hours_and_then_in_days(folder: Path, run: Run) -> None:
    rows = "T1,2026-06-29 10:00,紧急\nT2,2026-06-20 10:00,紧急\n"
    (folder / "complaints.csv").write_text("投诉编号,收到时间,严重程度\n" + rows, "utf-8")
    done = run("service", "complaints", "--as-of", "2026-06-30")
    assert [line.split()[-2:] for line in done.out.splitlines() if line.startswith(("T1", "T2"))] == [
        ["10", "天"],
        ["36.0", "小时"],
    ]
    assert "READ-near-header" not in done.out + done.err


def test_a_workbook_of_a_survey_is_made(folder: Path, run: Run) -> None:
    assert run("service", "survey", "--as-of", "2026-06-30", "-o", "out.xlsx").code == 0
    assert (folder / "out.xlsx").stat().st_size > 0


@pytest.mark.parametrize(
    ("command", "text", "code", "told"),
    [
        ("survey", "客户编号,调查日期,触点\nC1,2026-06-01,售后\n", 3, "LISTS-no-column"),
        ("complaints", "投诉编号,严重程度\nT1,一般\n", 3, "LISTS-no-column"),
        ("complaints", "投诉编号,受理时间\n", 3, "READ-no-rows"),
        ("survey", None, 2, "USAGE-no-list"),
        ("complaints", None, 2, "USAGE-no-list"),
    ],
)
def test_a_list_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, command: str, text: str | None, code: int, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if text is not None:
        (tmp_path / "list.csv").write_text(text, "utf-8")
    kind = ("list.csv", "--table", command) if text is not None else ()
    done = run("service", command, *kind, "--no-plan", "--as-of", "2026-06-30")
    assert (done.code, done.out) == (code, "")
    assert told in done.err
