"""Deals decide the class: pages that show classes tell what is wrong with them, the others leave them unread."""

from __future__ import annotations

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
