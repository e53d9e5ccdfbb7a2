"""Deals decide the class: pages that show classes tell what is wrong with them, the others leave them unread."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from program import Run

AS_OF = ("--as-of", "2026-06-30")
DEALS = """\
商机编号,商机名称,客户编号,客户名称,商机金额,赢率,预计成交日期
D1,泵,C0001,,100000,50%,2026-02-30
D2,阀,C9999,没有这家,50000,50%,2026-08-01
"""


@pytest.fixture
def spoiled(company: Path) -> Path:
    """The example company with two deals: an impossible day, and a customer nobody knows."""
    (company / "deals.csv").write_text(DEALS, encoding="utf-8")
    plan = (company / "plan.yaml").read_text(encoding="utf-8")
    (company / "plan.yaml").write_text(plan.replace("deals: deals.xlsx", "deals: deals.csv"), encoding="utf-8")
    return company


@pytest.mark.parametrize(
    "command", ["customers value", "customers lifecycle", "customers loyalty", "customers offer", "customers profile"]
)
def test_a_page_without_classes_leaves_the_deals_unread(spoiled: Path, run: Run, command: str) -> None:
    page = run(*command.split(), *AS_OF).out
    assert "deals.csv" not in page


@pytest.mark.parametrize("command", ["classify", "customers attention", "visits plan"])
def test_a_page_with_classes_tells_once_what_is_wrong_with_them(spoiled: Path, run: Run, command: str) -> None:
    page = run(*command.split(), *AS_OF).out
    assert page.count("2026-02-30”没有这一天") == 2, "once in the customers, once in the deals"


@pytest.fixture
def visited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two customers of class B whose last activity is later than the list's last contact; one activity of nobody."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.csv").write_text(
        "客户编号,客户名称,购买力,决策权,需求度,最近跟进,负责人,最近下单日期,订单数,销售额\n"
        "C1,甲公司,5,5,5,2026-06-01,王芳,2025-01-06,2,900\nC2,乙公司,5,5,5,2026-06-20,王芳,2025-01-07,3,800\n",
        encoding="utf-8",
    )
    (tmp_path / "a.csv").write_text(
        "客户编号,跟进日期\nC1,2026-06-15\nC2,2026-06-15\nc1,2026-06-29\n", encoding="utf-8"
    )
    (tmp_path / "plan.yaml").write_text("sources: {customers: c.csv, activities: a.csv}\n", encoding="utf-8")
    return tmp_path


def test_commands_agree_on_the_next_contact_after_the_last_activity(visited: Path, run: Run) -> None:
    """14 days after 2026-06-15 and after 2026-06-20 (a Saturday's next working day); c1 is offered, not joined."""
    graded = json.loads(run("classify", *AS_OF, "--format", "json").out)
    assert [row["next_contact"] for row in graded["rows"]] == ["2026-06-29", "2026-07-06"]
    assert "ACTIVITIES-unknown-customer" in [each["code"] for each in graded["findings"]]
    due = json.loads(run("visits", "due", *AS_OF, "--format", "json").out)
    assert {row["id"]: row["due"] for row in due["rows"]} == {"C1": "2026-06-29", "C2": "2026-07-06"}
    assert [each["code"] for each in due["findings"]].count("ACTIVITIES-unknown-customer") == 1
    words = ("crm", "export", "--to", "hubspot", "--without", "owner", "--with", "next_contact", "-o", "out.csv", "-q")
    assert run(*words, *AS_OF).code == 0
    rows = list(csv.reader((visited / "out.csv").read_text("utf-8-sig").splitlines()))
    assert [row[-1] for row in rows[1:]] == ["2026-06-29", "2026-07-06"]


@pytest.mark.usefixtures("visited")
@pytest.mark.parametrize("command", ["customers value", "customers lifecycle"])
def test_a_page_without_next_contacts_leaves_the_activities_unread(run: Run, command: str) -> None:
    done = run(*command.split(), *AS_OF, "--format", "json")
    assert done.code == 0, done.err
    assert "a.csv" not in done.out


@pytest.mark.usefixtures("visited")
@pytest.mark.parametrize("command", ["coverage", "customers attention"])
def test_contacts_of_nobody_are_told_once_and_in_the_same_words(run: Run, command: str) -> None:
    found = json.loads(run(*command.split(), *AS_OF, "--format", "json").out)
    assert [each["code"] for each in found["findings"] if "unknown" in each["code"]] == ["ACTIVITIES-unknown-customer"]
