"""``coverage`` as people type it: the example company, small lists worked by hand, wrong and hostile ones."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from program import Run

DAY = ("--as-of", "2026-06-30")


def answer(run: Run, *words: str) -> dict[str, Any]:
    done = run("coverage", *words, *DAY, "--format", "json", "--lang", "en")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def codes(found: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in found["findings"]]


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three customers whose orders make them tiers A, B and D, with hours for them, as the current folder."""
    monkeypatch.chdir(tmp_path)
    people = "客户编号,客户名称,负责人,区域,潜力金额\n"
    people += "C1,甲公司,张三,华东,600\nC2,乙公司,李四,华东,300\nC3,丙公司,王五,华东,100\n"
    (tmp_path / "c.csv").write_text(people, "utf-8")
    head, rows = "客户编号,客户名称,日期,订单号,金额\n", ""
    for name, months in (("C1", range(1, 7)), ("C2", range(3, 6)), ("C3", range(1, 2))):
        title = {"C1": "甲公司", "C2": "乙公司", "C3": "丙公司"}[name]
        rows += "".join(f"{name},{title},2026-0{m}-05,{name}-{m},{1000 * len(months)}\n" for m in months)
    (tmp_path / "o.csv").write_text(head + rows, "utf-8")
    time = "业务员,日期,客户编号,工时\n张三,2026-06-01,C1,20\n李四,2026-06-01,C2,24\n李四,2026-06-02,C2,6\n"
    time += "王五,2026-06-01,C3,24\n王五,2026-06-02,C3,24\n王五,2026-06-03,C3,2\n"
    (tmp_path / "t.csv").write_text(time, "utf-8")
    (tmp_path / "r.csv").write_text("员工姓名,能力评分\n张三,2\n李四,3\n王五,5\n", "utf-8")
    return tmp_path


LISTS = ("c.csv", "--orders", "o.csv", "--time", "t.csv", "--reps", "r.csv")


@pytest.mark.usefixtures("bank")
def test_the_bank_of_the_methods(run: Run) -> None:
    found = answer(run, *LISTS)
    s = found["summary"]
    assert [Decimal(t["time_share"]) for t in s["tiers"]] == [Decimal("0.2"), Decimal("0.3"), Decimal("0.5")]
    assert [Decimal(t["potential_share"]) for t in s["tiers"]] == [Decimal("0.6"), Decimal("0.3"), Decimal("0.1")]
    assert [Decimal(t["ratio"]) for t in s["tiers"]] == [Decimal("0.333333"), 1, 5]
    assert Decimal(s["misallocation"]) == Decimal("0.4")
    assert [[m["from_tier"], m["to_tier"], Decimal(m["hours"])] for m in s["moves"]] == [
        [s["tiers"][2]["tier"], s["tiers"][0]["tier"], 40]
    ]
    assert codes(found).count("COVERAGE-tier") == 2
    assert s["skill"]["mismatched"] == 1
    assert [finding for finding in codes(found) if finding == "COVERAGE-top-on-low"]
    assert s["skill"]["mismatches"][0]["owner"] == "张三"
    assert [Decimal(row["hours"]) for row in found["rows"]] == [20, 30, 50]
    page = run("coverage", *LISTS, *DAY, "--lang", "zh").out
    assert "40.0% 的时间放错了地方" in page


@pytest.mark.usefixtures("bank")
def test_a_row_for_each_customer(run: Run) -> None:
    rows = answer(run, *LISTS, "--customers")["rows"]
    assert [(row["id"], row["match"]) for row in rows] == [
        ("C1", "high_by_other"), ("C2", "fits"), ("C3", "low_by_top"),
    ]  # fmt: skip
    assert [Decimal(row["hours"]) for row in rows] == [20, 30, 50]


def test_without_potential_revenue_stands_in_and_is_said(run: Run, bank: Path) -> None:
    text = (bank / "c.csv").read_text("utf-8").replace(",600\n", ",\n")
    (bank / "c.csv").write_text(text, "utf-8")
    found = answer(run, *LISTS)
    assert "COVERAGE-by-revenue" in codes(found)
    assert found["summary"]["by_revenue"] == 1
    assert Decimal(found["summary"]["tiers"][0]["potential"]) == 36_000


def test_unknown_customers_and_later_hours_are_counted(run: Run, bank: Path) -> None:
    with (bank / "t.csv").open("a", encoding="utf-8") as file:
        file.write(
            "张三,2026-06-01,C９,8\n张三,2026-07-01,C1,8\n张三,,C1,8\n张三,2026-06-01,,8\n张三,2025-06-30,C1,8\n"
        )
    found = answer(run, *LISTS)
    assert Decimal(found["summary"]["hours"]) == 100
    assert {"COVERAGE-unknown-customer", "COVERAGE-after-as-of", "COVERAGE-bare"} <= set(codes(found))


@pytest.mark.parametrize("hours", ["-1", "25"])
def test_hours_of_no_day_are_refused_by_the_reader(run: Run, bank: Path, hours: str) -> None:
    (bank / "t.csv").write_text(
        f"业务员,日期,客户编号,工时\n张三,2026-06-01,C1,{hours}\n张三,2026-06-01,C2,8\n", "utf-8"
    )
    found = answer(run, *LISTS)
    assert any(finding["severity"] == "error" and finding["code"].startswith("READ") for finding in found["findings"])
    assert Decimal(found["summary"]["hours"]) == 8


def test_tiers_of_the_time_list_by_the_plans_words(run: Run, bank: Path) -> None:
    (bank / "t.csv").write_text(
        "业务员,日期,级别,工时\n张三,2026-06-01,高,8\n张三,2026-06-02,中,4\n李四,2026-06-02,{x},4\n", "utf-8"
    )
    found = answer(run, *LISTS)
    assert codes(found).count("COVERAGE-unknown-tier") == 3
    assert "COVERAGE-no-hours" in codes(found)
    (bank / "plan.yaml").write_text("version: 1\nname: X\nparameters: {coverage: {tiers: {高: A, 中: B}}}\n", "utf-8")
    found = answer(run, *LISTS)
    assert codes(found).count("COVERAGE-unknown-tier") == 1
    assert Decimal(found["summary"]["hours"]) == 12
    assert Decimal(found["summary"]["tier_usage"]) == Decimal("0.5")


def test_contacts_stand_in_for_hours(run: Run, bank: Path) -> None:
    (bank / "a.csv").write_text(
        "客户编号,业务员,跟进日期,跟进方式,时长（分钟）\nC1,张三,2026-06-01,电话,\nC2,李四,2026-06-01,拜访,90\n",
        "utf-8",
    )
    found = answer(run, "c.csv", "--orders", "o.csv", "--activities", "a.csv")
    assert found["summary"]["basis"] == "contacts"
    assert Decimal(found["summary"]["hours"]) == Decimal("1.75")
    assert "COVERAGE-usual-minutes" in codes(found)
    assert found["summary"]["tier_usage"] is None


def test_hours_of_tiers_and_contacts_are_not_added_up(run: Run, bank: Path) -> None:
    """The time list names tiers only; D9 has no tier, and what he got by the contacts is no hour of it."""
    with (bank / "c.csv").open("a", encoding="utf-8") as file:
        file.write("D9,丁公司,李四,华东,500\n")
    time = "业务员,日期,客户等级,工时\n张三,2026-06-01,A,2\n李四,2026-06-02,C,3\n王五,2026-06-03,D,5\n"
    (bank / "t.csv").write_text(time, "utf-8")
    (bank / "a.csv").write_text(
        "客户编号,业务员,跟进日期,跟进方式\nC1,张三,2026-06-01,拜访\nD9,李四,2026-05-01,拜访\n", "utf-8"
    )
    found = answer(run, *LISTS, "--activities", "a.csv")
    s = found["summary"]
    assert s["basis"] == "time"
    assert Decimal(s["hours"]) == 10
    assert [t["tier"] for t in s["tiers"]] == ["A", "C", "D", None]
    assert [t["hours"] and Decimal(t["hours"]) for t in s["tiers"]] == [2, 3, 5, None]
    nobody = s["tiers"][-1]
    assert [nobody[key] for key in ("time_share", "potential_share", "ratio", "verdict", "hours_to_shift")] == [
        None
    ] * 5
    assert Decimal(s["misallocation"]) == Decimal("0.4")
    assert s["hours_window"] == {"first": "2026-06-01", "last": "2026-06-03"}
    assert {"COVERAGE-tiers-only", "COVERAGE-grading"} <= set(codes(found))
    page = run("coverage", *LISTS, "--activities", "a.csv", *DAY, "--lang", "zh").out
    assert "2026-06-01..2026-06-03 的 10.0 小时里有 4.0 小时（按工时表）" in page


def test_the_letters_of_the_time_list_may_be_classes(run: Run, bank: Path) -> None:
    """C1 and C2 are of class A. The others are U, and that is no grade."""
    with (bank / "c.csv").open("a", encoding="utf-8") as file:
        file.write("D9,丁公司,李四,华东,500\n")
    (bank / "plan.yaml").write_text("version: 1\nname: X\nparameters: {coverage: {grading: 客户等级}}\n", "utf-8")
    (bank / "t.csv").write_text("业务员,日期,客户等级,工时\n张三,2026-06-01,A,2\n张三,2026-06-01,E,1\n", "utf-8")
    found = answer(run, *LISTS)
    assert [(t["tier"], t["customers"]) for t in found["summary"]["tiers"]] == [("A", 2), ("E", 0), (None, 2)]
    assert found["summary"]["grading"] == "class"
    (told,) = (finding for finding in found["findings"] if finding["code"] == "COVERAGE-grading")
    assert "grading: tier" in told["fix"]
    page = run("coverage", *LISTS, *DAY, "--lang", "zh").out
    assert "客户等级" in page
    assert "价值等级  客户数" not in page


@pytest.mark.usefixtures("company")
def test_accounts_in_the_wrong_hands_are_told_at_once(run: Run) -> None:
    found = answer(run)
    (told,) = (finding for finding in found["findings"] if finding["code"].startswith("COVERAGE-skill"))
    assert found["summary"]["skill"]["mismatched"] > 5
    assert "华南 (黄丽华)" in told["fix"]
    places = {one["region"]: one["better"] for one in found["summary"]["skill"]["mismatches"]}
    assert (places["华南"], places["西南"]) == (["黄丽华"], [])


def test_one_id_of_two_companies_is_told_and_counted(run: Run, bank: Path) -> None:
    with (bank / "c.csv").open("a", encoding="utf-8") as file:
        file.write("C3,丁公司,李四,华东,500\n")
    found = answer(run, *LISTS)
    assert (found["summary"]["customers"], found["summary"]["repeated"]) == (3, 1)
    (told,) = (finding for finding in found["findings"] if finding["code"] == "READ-duplicate")
    assert "丙公司, 丁公司" in told["message"]
    assert (
        "3 家客户，2025-07-01..2026-06-30（1 行与别的行是同一编号，并成一家）"
        in run("coverage", *LISTS, *DAY, "--lang", "zh").out
    )


def test_without_a_list_the_remedy_names_this_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("coverage", *DAY, "--lang", "en")
    assert done.code == 2
    assert "Type salesplan coverage FILE.xlsx" in done.err


@pytest.mark.usefixtures("bank")
def test_nothing_to_compare_is_said(run: Run) -> None:
    found = answer(run, "c.csv", "--orders", "o.csv")
    assert found["summary"]["misallocation"] is None
    assert "COVERAGE-no-hours" in codes(found)
    page = run("coverage", "c.csv", *DAY, "--lang", "zh")
    assert page.code == 0
    assert "比不出时间和潜力" in page.out


def test_who_left_hands_over_and_near_names_are_offered(run: Run, bank: Path) -> None:
    (bank / "r.csv").write_text("员工姓名,能力评分,离职日期\n张三,2,2026-05-31\n李四,3,\n王五五,5,\n", "utf-8")
    found = answer(run, *LISTS, "--balance")
    b = found["summary"]["balance"]
    assert b["handed_over"] == 1
    (row,) = (row for row in found["rows"] if row["reason"] == "left")
    assert (row["id"], row["from_owner"]) == ("C1", "张三")
    told = {finding["code"]: finding["message"] for finding in found["findings"]}
    assert "张三 has left and still owns 1 customers" in told["COVERAGE-owner-left"]
    (unknown,) = (finding for finding in found["findings"] if finding["code"] == "OWNERS-unknown")
    assert "王五五" in unknown["fix"]
    assert b["idle"] == ["王五五"]


def test_the_plan_s_team_says_who_leaves_and_who_works_part_time(run: Run, bank: Path) -> None:
    """王五 leaves in September: his customer stays with him until then. 李四 works half of the time."""
    members = "[{name: 李四, share: 0.5}, {name: 王五, left: 2026-09-30}, {name: 赵六, left: 2026-07-31}]"
    (bank / "plan.yaml").write_text(f"version: 1\nname: X\nteam: {{members: {members}}}\n", "utf-8")
    for words in (LISTS, LISTS[:-2]):
        b = answer(run, *words, "--balance")["summary"]["balance"]
        assert [(one["owner"], Decimal(one["share"])) for one in b["owners"]] == [("张三", 1), ("李四", Decimal("0.5"))]
        assert b["leaving"] == [{"owner": "王五", "customers": 1, "left": "2026-09-30"}]
        assert b["idle"] == []
    page = run("coverage", *LISTS, "--balance", *DAY, "--lang", "zh").out
    assert "王五 干到 2026-09-30：不给他新客户，名下 1 家到时要交接" in page
    assert "李四（50% 工时）" in page
    (bank / "c.csv").write_text("客户编号,客户名称,负责人\nC1,甲公司,王五\nC2,乙公司,\n", "utf-8")
    page = run("coverage", "c.csv", "--balance", *DAY, "--lang", "zh").out
    assert "客户都没有留下来的负责人" in page
    assert "王五 干到 2026-09-30" in page


def test_customers_go_to_another_region_only_where_the_plan_says_so(run: Run, bank: Path) -> None:
    rows = "".join(f"E{n},东{n},张三,华东,1\n" for n in range(6)) + "W1,西1,李四,华西,1\n"
    (bank / "c.csv").write_text("客户编号,客户名称,负责人,区域,潜力金额\n" + rows, "utf-8")
    plan = "version: 1\nname: X\nparameters: {coverage: {load: customers, across_regions: WORD}}\n"
    moved = {}
    for word in ("否", "是"):
        (bank / "plan.yaml").write_text(plan.replace("WORD", word), "utf-8")
        b = answer(run, "c.csv", "--balance")["summary"]["balance"]
        moved[word] = (b["moved"], b["across"], b["across_regions"])
    assert moved == {"否": (0, 0, False), "是": (2, 2, True)}
    assert "其中 2 家要跨区域" in run("coverage", "c.csv", "--balance", *DAY, "--lang", "zh").out
    (bank / "plan.yaml").unlink()
    assert answer(run, "c.csv", "--balance")["summary"]["balance"]["moved"] == 0
    assert "across_regions: 是" in run("coverage", "c.csv", "--balance", *DAY, "--lang", "zh").out


@pytest.mark.usefixtures("company")
def test_the_example_company(run: Run) -> None:
    found = answer(run, "--balance")
    b = found["summary"]["balance"]
    assert b["uneven_after"] < b["uneven_before"]
    assert b["moved"] + b["handed_over"] == len(found["rows"]) > 0
    assert found["summary"]["off_target"]["targets"]
    page = run("coverage", "--customers", *DAY, "--lang", "zh")
    assert page.code == 0
    assert "的时间放错了地方" in page.out


def test_hostile_lists_leave_no_traceback(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.csv").write_text("客户编号,客户名称,负责人,潜力金额\n=1+1,<script>,{x},１２万\n{0},{y},,\n", "utf-8")
    (tmp_path / "t.csv").write_text("业务员,日期,客户编号,工时\n{x},2026-06-01,{z},8\n,2026-06-01,{0},0\n", "utf-8")
    (tmp_path / "r.csv").write_text("员工姓名,能力评分\n{x} ,5\n{q},\n", "utf-8")
    for words in ((), ("--customers",), ("--balance",)):
        done = run("coverage", "c.csv", "--time", "t.csv", "--reps", "r.csv", *words, *DAY, "--lang", "en")
        assert done.code == 0, done.err
    (tmp_path / "e.csv").write_text("客户编号,客户名称\n", "utf-8")
    assert run("coverage", "e.csv", *DAY).code == 3
