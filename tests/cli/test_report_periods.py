"""Which days a report is about: where the orders end, how far back they go, and periods that are long over."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from program import Run
from salesplan.api.report import report
from salesplan.api.setting import setting
from salesplan.compute.report.rows import only_row
from salesplan.compute.report.section import SectionTable
from salesplan.errors import BadInput
from salesplan.present.blocks import Screen
from salesplan.present.numbers import UNITS
from salesplan.present.report.whole import report_of

PLAN = """\
version: 1
name: 小公司
year: {start: 2026-01-01}
sources: {orders: orders.csv, customers: customers.csv, deals: deals.csv}
"""
HEAD = "订单编号,下单日期,客户编号,客户名称,产品名称,数量,金额\n"
CUSTOMERS = "客户编号,客户名称,负责人\nC1,甲公司,李\nC2,乙公司,李\n"
DEALS = "商机编号,商机名称,负责人,商机金额,赢率,预计成交日期,状态\nD1,大单,李,5000,50%,2026-07-20,进行中\n"
SCREEN = Screen(100, UNITS["万"])


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two customers and an open deal; the orders are for each test to write."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("plan.yaml", PLAN), ("customers.csv", CUSTOMERS), ("deals.csv", DEALS)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def orders(folder: Path, *days: str) -> None:
    lines = [f"S{at},{day},C{at % 2 + 1},,泵,1,1000\n" for at, day in enumerate(days)]
    (folder / "orders.csv").write_text(HEAD + "".join(lines), "utf-8")


def each_month(first: date, months: int) -> list[str]:
    """The 5th and the 28th of so many months."""
    names = [divmod(first.year * 12 + first.month - 1 + at, 12) for at in range(months)]
    return [f"{year}-{month + 1:02}-{day}" for year, month in names for day in ("05", "28")]


def compared(period: str, day: date) -> dict[str, tuple[date, date]]:
    """The days of each waterfall of the report."""
    section = report(period, setting(as_of=day)).summary.section("causes")
    table = section.table("compared") if section else None
    assert isinstance(table, SectionTable)
    rows: list[dict[str, Any]] = [dict(row) for row in table.rows.records()]
    assert only_row(table)
    return {row["table"]: (row["first"], row["last"]) for row in rows}


def test_what_customers_did_goes_as_far_back_as_the_orders(company: Path) -> None:
    """Twelve months need twenty-four; the year to date those since the January before; else it is the period."""
    june, day = (date(2026, 6, 1), date(2026, 6, 30)), date(2026, 6, 30)
    wanted = ((24, date(2025, 7, 1)), (23, date(2026, 1, 1)), (18, date(2026, 1, 1)), (13, date(2026, 6, 1)))
    for months, first in wanted:
        at = 2026 * 12 + 6 - months
        orders(company, *each_month(date(at // 12, at % 12 + 1, 1), months))
        assert compared("2026-06", day) == {"causes": june, "bridge": (first, day)}, months
    orders(company, *each_month(date(2024, 1, 1), 30))
    assert compared("2026", day) == dict.fromkeys(("causes", "bridge"), (date(2026, 1, 1), day))


@pytest.mark.parametrize(("day", "first"), [("2026-02-28", "2025-03-01"), ("2024-02-28", "2023-03-01")])
def test_twelve_months_of_a_leap_year_do_not_touch_those_before(company: Path, day: str, first: str) -> None:
    last = date.fromisoformat(day)
    orders(company, *each_month(date(last.year - 2, 3, 1), 24))
    assert compared(day[:7], last)["bridge"] == (date.fromisoformat(first), last)


def test_a_period_that_the_orders_do_not_reach_is_no_0(company: Path, run: Run) -> None:
    orders(company, *each_month(date(2026, 1, 1), 6))
    done = run("report", "--for", "上个月", "--as-of", "2026-10-15")
    assert done.code == BadInput.exit_code
    assert "订单只到 2026-06-28，2026-09 还没导到：不能当 0 汇报 (REPORT-no-orders-yet)" in done.err
    (told,) = re.findall(r"salesplan report --for (\S+)", done.err)
    assert told == "2026-06"
    assert run("report", "--for", told, "--as-of", "2026-10-15").code == 0
    assert "salesplan report --for 2026-Q2" in run("report", "--for", "Q3", "--as-of", "2026-10-15").err


def test_orders_that_end_inside_the_period_are_said_at_the_top(company: Path) -> None:
    orders(company, *each_month(date(2026, 1, 1), 6))
    result = report("2026", setting(as_of=date(2026, 10, 15)))
    assert "订单只到 2026-06-28，后面的没有导出" in list(map(str, report_of(result, SCREEN).about))
    result = report("2026-06", setting(as_of=date(2026, 7, 9)))
    assert not any("订单只到" in str(line) for line in report_of(result, SCREEN).about)


def test_the_remedy_of_an_analysis_is_a_command_that_takes_it(company: Path, run: Run) -> None:
    orders(company, *each_month(date(2026, 1, 1), 6))
    done = run("report", "--for", "2026-06", "--as-of", "2026-06-30")
    told = re.findall(r"单独看：salesplan (sales pvm .*)", done.err + done.out)
    assert told == ["sales pvm --for 2026-06 --base 2026-01-05..2026-05-31"]
    assert run(*told[0].split(), "--as-of", "2026-06-30").code == 0


@pytest.mark.parametrize(("day", "told"), [("2026-05-01", True), ("2026-05-02", False)])
def test_a_period_long_over_has_no_open_deals(company: Path, day: str, *, told: bool) -> None:
    """March ended 31 days before 1 May: what is open then still tells something; a day later it does not."""
    orders(company, *each_month(date(2025, 1, 1), 16))
    whole = report_of(report("2026-03", setting(as_of=date.fromisoformat(day))), SCREEN)
    assert ("pipeline" in [part.code for part in whole.parts]) is told
    ends = " ".join(str(line.text) for line in whole.ends)
    assert ("商机（期间早已结束" in ends) is not told
