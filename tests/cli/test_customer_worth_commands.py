"""The commands ``customers value`` and ``customers lifecycle`` as people type them, on the example company."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from program import Run

DAY = ("--as-of", "2026-06-30")
LISTS = {
    "customers.csv": "客户编号,客户名称\n1,<script>alert(1)</script>\n2,=1+1\n3,{x}\n3,{x}\n",
    "orders.csv": "订单号,客户编号,订单日期,金额\n"
    "a,1,2026-06-01,100\nb,2,2025-01-01,50\nc,9,2026-05-01,7\nd,1,2027-01-01,9\n",
    "bare.csv": "客户编号,客户名称\n1,甲\n",
    "one.csv": "客户编号,最近下单日期,订单数,金额\n1,2026-06-01,2,30\n",
    "contacts.csv": "客户编号,跟进日期\n1,2026-06-01\n8,2026-06-02\n",
}


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Small lists with odd names, and no plan."""
    for name, text in LISTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(run: Run, *words: str) -> dict[str, Any]:
    done = run(*words, "--format", "json")
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_grading_and_value_say_the_same_of_each_customer(company: Path, run: Run) -> None:
    graded = {row["id"]: row for row in told(run, "classify", *DAY)["rows"]}
    worth = told(run, "customers", "value", *DAY)
    same = ("value", "tier", "rfm_type", "pareto", "amount", "last_order")
    for row in worth["rows"]:
        assert [row[key] for key in same] == [graded[row["id"]][key] for key in same]
    stands = told(run, "customers", "lifecycle", *DAY)
    for row in stands["rows"]:
        assert row["lifecycle"] == graded[row["id"]]["lifecycle"]
    assert len(worth["rows"]) == len(stands["rows"]) == len(graded)


@pytest.mark.parametrize("limits", ["days", "data", "own"])
def test_the_plan_and_the_option_set_the_same_limits(company: Path, run: Run, limits: str) -> None:
    by_option = told(run, "customers", "lifecycle", "--limits", limits, *DAY)
    plan = company / "plan.yaml"
    text = plan.read_text("utf-8")
    assert "\nparameters:\n" in text
    plan.write_text(text.replace("\nparameters:\n", f"\nparameters:\n  lifecycle: {{limits: {limits}}}\n", 1), "utf-8")
    by_plan = told(run, "customers", "lifecycle", *DAY)
    assert by_plan["summary"] == by_option["summary"]
    assert by_plan["rows"] == by_option["rows"]
    graded = {row["id"]: row["lifecycle"] for row in told(run, "classify", *DAY)["rows"]}
    assert {row["id"]: row["lifecycle"] for row in by_plan["rows"]} == graded


@pytest.mark.parametrize("lang", ["zh", "zh-Hant", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ("value", "--pareto", "both", "--all"),
        ("value", "--model", "fm", "--scores", "R:30/90 F:2/5 M:1万/10万"),
        ("value", "--scores", "10,50,90", "-v"),
        ("lifecycle", "--all"),
        ("lifecycle", "--limits", "own", "--since", "2025-12-31"),
        ("lifecycle", "--limits", "data", "-q"),
    ],
)
def test_pages_have_no_line_that_is_too_wide_for_its_table(
    company: Path, run: Run, words: tuple[str, ...], lang: str
) -> None:
    done = run("customers", *words, *DAY, "--lang", lang)
    assert (done.code, done.err) == (0, "")
    assert "Traceback" not in done.out
    assert "{" not in done.out.replace("{man:", "").replace("{words:", "").replace("{scales:", "").replace(
        "{很强", ""
    ).replace("{authority", "")


@pytest.mark.parametrize("form", ["csv", "jsonl", "markdown"])
@pytest.mark.parametrize("command", ["value", "lifecycle"])
def test_other_forms(company: Path, run: Run, command: str, form: str) -> None:
    done = run("customers", command, *DAY, "--format", form)
    assert (done.code, done.err) == (0, "")
    assert len(done.out.splitlines()) > 40


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (("value", "bare.csv"), 3, "VALUE-nothing"),
        (("lifecycle", "bare.csv"), 3, "LIFECYCLE-nothing"),
        (("value", "one.csv", "--model", "fmi"), 2, "USAGE-no-list"),
        (("value", "one.csv", "--model", "rfmx"), 2, "USAGE-choice"),
        (("value", "one.csv", "--scores", "sixths"), 2, "USAGE-scores"),
        (("value", "one.csv", "--scores", "fixed"), 2, "USAGE-scores"),
        (("value", "one.csv", "--pareto", "half"), 2, "USAGE-choice"),
        (("lifecycle", "one.csv", "--since", "2026-06-30"), 2, "USAGE-since"),
        (("lifecycle", "one.csv", "--since", "someday"), 2, "USAGE-date"),
        (("lifecycle", "one.csv", "--limits", "weeks"), 2, "USAGE-choice"),
        (("value",), 2, "USAGE-no-list"),
        (("lifecycle", "contacts.csv"), 3, "CLASSIFY-other-list"),
    ],
)
def test_what_cannot_be_done_is_refused(lists: Path, run: Run, words: tuple[str, ...], code: int, problem: str) -> None:
    done = run("customers", *words, *DAY)
    assert (done.code, done.out) == (code, "")
    assert problem in done.err


@pytest.mark.parametrize("command", ["value", "lifecycle"])
def test_odd_names_and_bad_lists_are_shown_as_they_are(lists: Path, run: Run, command: str) -> None:
    words = ("customers", command, "customers.csv", "--orders", "orders.csv", *DAY)
    page = run(*words, "--all", "--lang", "en")
    assert (page.code, page.err) == (0, "")
    for text in (
        "<script>alert(1)</script>",
        "{x}",
        "CUSTOMERS-duplicate",
        "ORDERS-unknown-customer",
        "ORDERS-after-as-of",
    ):
        assert text in page.out
    assert told(run, *words)["summary"]["unknown_customers"] == 1
    done = run(*words, "-o", "page.html")
    assert done.code == 0
    assert "<script>alert" not in (lists / "page.html").read_text("utf-8")


@pytest.mark.parametrize("command", ["value", "lifecycle"])
def test_a_list_of_one_customer_without_orders(lists: Path, run: Run, command: str) -> None:
    found = told(run, "customers", command, "one.csv", *DAY)
    assert (found["summary"]["customers"], len(found["rows"])) == (1, 1)


def test_contacts_given_on_the_command_line(lists: Path, run: Run) -> None:
    found = told(run, "customers", "value", "one.csv", "--model", "fmi", "--activities", "contacts.csv", *DAY)
    assert found["rows"][0]["interactions"] == 1
    assert "ACTIVITIES-unknown-customer" in [problem["code"] for problem in found["findings"]]
    assert found["summary"]["model"] == "fmi"


def test_the_earlier_day_is_named_among_the_parameters(company: Path, run: Run) -> None:
    named = {p["name"]: p for p in told(run, "customers", "lifecycle", *DAY)["parameters"]}
    assert named["parameters.lifecycle.since_days"]["value"] == 90
    asked = told(run, "customers", "lifecycle", "--since", "2026-01-01", *DAY)
    (since,) = [p for p in asked["parameters"] if p["name"] == "since"]
    assert (since["value"], since["from"]) == ("2026-01-01", "option")
    assert asked["summary"]["since"] == "2026-01-01"


def test_the_summary_sheet_of_a_workbook_speaks_in_words(company: Path, run: Run) -> None:
    assert run("customers", "lifecycle", *DAY, "-o", "stages.xlsx").code == 0
    sheet = load_workbook(company / "stages.xlsx")["汇总"]
    rows = {tuple(cell.value for cell in row[1:3]): row for row in sheet.iter_rows()}
    assert ("现有", "沉睡") in rows
    assert not [words for words in rows if "at_risk" in words]
    formats = {row[0].value: row[1].number_format for row in sheet.iter_rows()}
    assert formats["流失率"] == formats["复购率"] == "0.0%"


@pytest.mark.parametrize("command", ["value", "lifecycle", "loyalty", "offer"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_bad_cell_that_the_command_does_not_use_costs_nothing(
    lists: Path, run: Run, command: str, ending: str
) -> None:
    """Neither MAN nor the last contact tells what a customer is worth; classify needs both."""
    rows = [
        ["客户编号", "客户名称", "需求度", "最近跟进"],
        ["1", "甲", "很强", "2026-06-01"],
        ["9", "乙", "3", "2026-02-30"],
    ]
    file = lists / f"some.{ending}"
    if ending == "csv":
        file.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    else:
        book = Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(file)
    given = (file.name, "--orders", "orders.csv", *DAY)
    found = told(run, "customers", command, *given)
    assert found["inputs"][0]["used"] == 2
    assert not [p for p in found["findings"] if p["code"] in ("READ-scale", "READ-date", "CUSTOMERS-left-out")]
    graded = told(run, "classify", *given)
    assert graded["inputs"][0]["used"] == 0
