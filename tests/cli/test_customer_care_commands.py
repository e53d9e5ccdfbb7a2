"""``customers attention``, ``customers loyalty`` and ``customers offer`` as people run them."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from program import Run

AS_OF = ("--as-of", "2026-06-30")
COMMANDS = ("attention", "loyalty", "offer")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_fit_and_end_well(company: Path, run: Run, command: str, lang: str) -> None:
    """The page of the example company: no failure, no wide line before the problems, the parameters at its end."""
    assert company.is_dir()
    done = run("customers", command, *AS_OF, "--lang", lang)
    assert done.code == 0
    page = re.split("^(?:有问题的地方|请留意|Problems|Warnings)", done.out, maxsplit=1, flags=re.MULTILINE)[0]
    assert max(map(len, page.splitlines())) <= 100
    assert ("用到的参数" if lang == "zh" else "parameters used") in done.out


def test_attention_says_whom_to_look_after_and_how(company: Path, run: Run) -> None:
    assert company.is_dir()
    page = run("customers", "attention", *AS_OF).out
    assert "先关心这些：重要，却不关注我们（关注度不到 50，19 家）" in page
    assert "U 未评" in page
    assert "换个方式联系，约当面谈" in page
    found = json.loads(run("customers", "attention", *AS_OF, "--format", "json").out)
    rows = found["rows"]
    assert rows[0]["valuable"]
    valuable = [float(row["attention"]) for row in rows if row["valuable"] and row["attention"] is not None]
    assert valuable == sorted(valuable)
    assert len(rows) == found["summary"]["index"]["customers"] == 300
    assert {p["name"] for p in found["parameters"]} >= {"parameters.attention.weights", "parameters.class.a_days"}


def test_before_and_after_of_the_example_company(company: Path, run: Run) -> None:
    """Conversion by its closed deals; the spans are as long as each other, the change is after less before."""
    assert company.is_dir()
    found = json.loads(run("customers", "attention", *AS_OF, "--since", "2026-04-01", "--format", "json").out)
    effect = found["summary"]["effect"]
    assert (effect["before"], effect["after"]) == (
        {"first": "2025-12-31", "last": "2026-03-31"},
        {"first": "2026-04-01", "last": "2026-06-30"},
    )
    assert effect["conversion_by"] == "deals"
    rows = {row["measure"]: row for row in found["rows"]}
    assert list(rows) == ["new_customers", "conversion", "orders", "order_amount", "repurchases"]
    assert float(rows["orders"]["delta"]) == float(rows["orders"]["after"]) - float(rows["orders"]["before"])
    assert "ATTENTION-no-proof" in {problem["code"] for problem in found["findings"]}
    page = run(
        "customers", "attention", *AS_OF, "--before", "2026-01-01..2026-03-31", "--after", "2026-04-01..2026-05-31"
    )
    assert "ATTENTION-unequal-spans" in page.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--before", "2026-01-01..2026-02-01"), "ATTENTION-one-span"),
        (("--after", "2026-01-01..2026-02-01"), "ATTENTION-one-span"),
        (("--before", "365", "--after", "2026-02-01..2026-03-01"), "ATTENTION-span"),
        (("--before", "2026-01-01..2026-02-01", "--after", "2026-02-01..2026-03-01"), "ATTENTION-overlap"),
        (("--before", "2026-01-01..2026-02-01", "--after", "2026-07-01..2026-07-05"), "ATTENTION-late-span"),
        (("--since", "2026-07-01"), "ATTENTION-late-span"),
        (("--since", "2026-06-01", "--before", "2026-01-01..2026-02-01"), "ATTENTION-both"),
    ],
)
def test_spans_that_cannot_be_compared(company: Path, run: Run, words: tuple[str, ...], code: str) -> None:
    assert company.is_dir()
    done = run("customers", "attention", *AS_OF, *words)
    assert (done.code, done.out) == (2, "")
    assert code in done.err


def test_tiers_of_the_plan_points_redeemed_and_a_ledger(company: Path, run: Run) -> None:
    """Own thresholds in the plan; a redemption of too many points is refused and listed, so is one of nobody's."""
    plan = (company / "plan.yaml").read_text("utf-8")
    tiers = "parameters:\n  loyalty: {tiers: {钻石: 30万, 黄金: 10万}, point_value: 0.02}\n"
    (company / "plan.yaml").write_text(plan.replace("parameters:\n", tiers, 1), "utf-8")
    (company / "兑换.csv").write_text(
        "客户编号,兑换日期,兑换积分\nC0001,2026-06-01,100\nC0001,2026-06-02,99999999\nC9999,2026-06-01,5\n", "utf-8"
    )
    words = ("customers", "loyalty", *AS_OF, "--points", "兑换.csv")
    found = json.loads(run(*words, "--format", "json").out)
    s = found["summary"]
    assert list(s["by_tier"]) == ["钻石", "黄金", "bronze"]
    assert (s["redeemed"], [each["reason"] for each in s["refused"]]) == (100, ["balance", "unknown_customer"])
    assert s["earned"] - s["redeemed"] - s["reversed"] - s["expired"] == s["balance"]
    assert float(s["liability"]) == pytest.approx(s["outstanding"] * 0.02)
    given = {p["name"]: p["from"] for p in found["parameters"]}
    assert (given["parameters.loyalty.tiers.钻石"], given["parameters.loyalty.review"]) == ("plan", "default")
    assert run(*words, "--ledger", "-o", "账.csv").code == 0
    lots = list(csv.DictReader((company / "账.csv").read_text("utf-8-sig").splitlines()))
    assert sum(int(lot["已兑换"]) for lot in lots) == 100
    assert sum(int(lot["得分"]) for lot in lots) == s["earned"]
    assert "钻石" in run(*words).out
    page = run(*words, "--ledger").out.partition("有问题的地方")[0]
    assert "SO2" in page
    assert max(map(len, page.splitlines())) <= 100


def test_offers_come_with_a_reason(company: Path, run: Run) -> None:
    assert company.is_dir()
    page = run("customers", "offer", *AS_OF).out
    assert "★ 这周先打 37 家的电话" in page
    assert "刚到期：这周联系" in page
    assert "同行业（化工）" in page
    found = json.loads(run("customers", "offer", *AS_OF, "--format", "json").out)
    kinds = [row["kind"] for row in found["rows"]]
    order = ["reorder", "offer", "none"]
    assert kinds == sorted(kinds, key=order.index)
    s = found["summary"]
    assert kinds.count("reorder") == s["due"] + s["soon"]
    assert kinds.count("offer") == s["offers"] == s["customers"] - sum(s["without_offer"].values())
    assert all(row["reason"] for row in found["rows"] if row["kind"] == "none")
    assert all(row["supporters"] >= 5 for row in found["rows"] if row["kind"] == "offer")


@pytest.mark.parametrize("command", COMMANDS)
def test_workbooks_and_every_row(company: Path, run: Run, command: str) -> None:
    assert run("customers", command, *AS_OF, "-o", f"{command}.xlsx").code == 0
    assert (company / f"{command}.xlsx").is_file()
    assert "--all" not in run("customers", command, *AS_OF, "--all").out.partition("有问题的地方")[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_list_the_command_says_what_to_type(tmp_path: Path, run: Run, command: str) -> None:
    done = run("customers", command, "--no-plan")
    assert done.code == 2
    assert f"salesplan customers {command}" in done.err
    (tmp_path / "客户.csv").write_text("客户编号,客户名称,需求度,手机\nC1,甲,4,13800001111\n", "utf-8")
    alone = run("customers", command, str(tmp_path / "客户.csv"), "--no-plan")
    assert alone.code == (0 if command == "attention" else 3)
    (tmp_path / "空.csv").write_text("客户编号,订单编号,订单日期,金额\n", "utf-8")
    assert run("customers", command, str(tmp_path / "空.csv"), "--no-plan").code == 3


def test_the_tiers_and_those_without_one_make_up_the_points(company: Path, run: Run) -> None:
    s = json.loads(run("customers", "loyalty", *AS_OF, "--format", "json").out)["summary"]
    assert sum(group["points"] for group in s["by_tier"].values()) + s["untiered_points"] == s["balance"]
    assert s["untiered"] > 0
    assert "没有等级" in run("customers", "loyalty", *AS_OF).out


def test_the_calls_of_the_owners_are_those_of_the_team(company: Path, run: Run) -> None:
    s = json.loads(run("customers", "offer", *AS_OF, "--format", "json").out)["summary"]
    for kind in ("fresh", "older"):
        assert sum(calls[kind] for calls in s["calls_by_owner"].values()) == s["calls"][kind]
    assert s["calls"]["fresh"] + s["calls"]["older"] == s["due_customers"]


@pytest.mark.parametrize("command", ["value", "lifecycle", "loyalty", "profile"])
def test_a_workbook_begins_with_the_page_and_its_amounts_are_numbers(company: Path, run: Run, command: str) -> None:
    assert run("customers", command, *AS_OF, "-o", "told.xlsx").code == 0
    book = load_workbook("told.xlsx")
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if re.fullmatch(r"[\d.,]+万", str(cell))]
    assert not [cell for cell in cells if "--all" in str(cell) and "customers.xlsx" not in str(cell)]
    assert book.sheetnames[1] == "明细"


def test_what_the_churned_brought_before_they_left_is_told(company: Path, run: Run) -> None:
    found = json.loads(run("customers", "lifecycle", *AS_OF, "--format", "json").out)
    lost = [row for row in found["rows"] if row["lifecycle"] == "churned"]
    assert sum(Decimal(str(row["year_amount"])) for row in lost) == Decimal(str(found["summary"]["churned_year"]))
    assert Decimal(str(found["summary"]["churned_year"])) > Decimal(
        str(found["summary"]["by_lifecycle"]["churned"]["amount"])
    )
