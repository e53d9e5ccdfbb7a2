"""Targets of the last year from the years before, tracked: every figure against sums made without salesplan."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from salesplan.compute.targets.actuals.measure import measured
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import Decomposed, decompose
from salesplan.compute.targets.track import TrackSummary, TrackWish, track
from salesplan.load.calendar import work_calendar
from salesplan.load.lists import read_list
from salesplan.model.period import FiscalYear
from salesplan.model.reading import ReadOptions
from salesplan.model.records import Records
from salesplan.model.result import Result

FOLDER = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "orders-cn"
BOOK = FOLDER / "示例 - 超市.xls"
AS_OF = date(2017, 12, 31)
TOTAL = Decimal(6_000_000)
Sums = dict[tuple[str, str], Decimal]
pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not FOLDER.exists(), reason="shared/data is not here"),
]


def exact(cell: float) -> Decimal:
    """The number that Excel shows: 15 significant digits."""
    return Decimal(f"{cell:.15g}")


@pytest.fixture(scope="module")
def sheet() -> pl.DataFrame:
    """The sheet by calamine alone: day, region and exact amount of each row."""
    rows = CalamineWorkbook.from_path(BOOK).get_sheet_by_name("订单").to_python()
    head = [str(cell) for cell in rows[0]]
    at = {name: head.index(name) for name in ("订单日期", "地区", "销售额")}
    amounts = [exact(float(row[at["销售额"]])) for row in rows[1:]]  # type: ignore[arg-type] # numbers in this sheet
    assert all(amount == round(amount, 6) for amount in amounts)
    return pl.DataFrame(
        {
            "day": [row[at["订单日期"]] for row in rows[1:]],
            "region": [row[at["地区"]] for row in rows[1:]],
            "millionths": [int(amount.scaleb(6)) for amount in amounts],
        }
    ).with_columns(pl.col("day").cast(pl.Date))


def sums(sheet: pl.DataFrame, year: int, last: date = AS_OF) -> Sums:
    """Net sales by region and quarter, added up by polars; by region, by quarter and in all under an empty name."""
    found: Sums = defaultdict(Decimal)
    chosen = sheet.filter(pl.col("day").dt.year() == year, pl.col("day") <= last)
    parts = chosen.group_by("region", pl.col("day").dt.quarter().alias("quarter")).agg(pl.col("millionths").sum())
    for region, quarter, millionths in parts.iter_rows():
        for key in ((region, f"{year}-Q{quarter}"), (region, ""), ("", f"{year}-Q{quarter}"), ("", "")):
            found[key] += Decimal(millionths).scaleb(-6)
    return found


@pytest.fixture(scope="module")
def orders() -> Records:
    return read_list([str(BOOK)], ReadOptions(), table="orders")


def tracked(orders: Records, as_of: date, by: str = "region,quarter") -> tuple[Decomposed, Result[TrackSummary]]:
    basis = {"region": "history", "quarter": "seasonal"}
    request = SplitRequest("revenue", TOTAL, tuple(by.split(",")), FiscalYear(2017), name="revenue", basis=basis)
    made = decompose(request, history=orders, calendar=work_calendar("CN", range(2014, 2018)), as_of=as_of)
    return made, track(made, measured(orders, "revenue", "amount"), None, as_of=as_of, wish=TrackWish())


def test_every_actual_and_the_total_are_those_of_the_file(sheet: pl.DataFrame, orders: Records) -> None:
    _, result = tracked(orders, AS_OF)
    wanted = sums(sheet, 2017)
    rows = list(result.rows.records())
    assert len(rows) == 1 + 6 + 6 * 4
    for row in rows:
        key = (str(row["region"] or ""), str(row["quarter"] or ""))
        assert row["actual"] == wanted[key], key
        assert row["gap"] == wanted[key] - Decimal(str(row["target"]))
        assert row["status"] == "closed"
    everything = Decimal(int(sheet["millionths"].sum())).scaleb(-6)
    summary = result.summary
    assert everything == Decimal("16117548.237")
    assert summary.actual == summary.assigned == wanted["", ""] == Decimal("5488465.787")
    assert summary.orders_total == everything
    assert summary.not_assigned == everything - wanted["", ""]
    assert [each.why for each in summary.unassigned] == ["other_year"]
    assert summary.exact


def test_the_targets_have_the_shares_of_the_years_before(sheet: pl.DataFrame, orders: Records) -> None:
    _, result = tracked(orders, AS_OF)
    rows = {(str(r["region"] or ""), str(r["quarter"] or "")): r["target"] for r in result.rows.records()}
    before = sums(sheet, 2016)
    regions = sorted({region for region, _ in before if region})
    for region in regions:
        fair = Fraction(TOTAL) * Fraction(before[region, ""]) / Fraction(before["", ""])
        assert abs(Fraction(str(rows[region, ""])) - fair) < 1
    past = [sums(sheet, year) for year in (2014, 2015, 2016)]
    for number in range(1, 5):
        shares = [
            Fraction(p["", f"{y}-Q{number}"]) / Fraction(p["", ""])
            for y, p in zip((2014, 2015, 2016), past, strict=True)
        ]
        target = sum(Fraction(str(rows[region, f"2017-Q{number}"])) for region in regions)
        assert abs(target - Fraction(TOTAL) * sum(shares) / 3) < 1
    assert sum(Decimal(str(rows[region, ""])) for region in regions) == TOTAL


def test_half_way_through_the_year(sheet: pl.DataFrame, orders: Records) -> None:
    as_of = date(2017, 8, 18)
    made, result = tracked(orders, as_of)
    wanted = sums(sheet, 2017, as_of)
    for row in result.rows.records():
        key = (str(row["region"] or ""), str(row["quarter"] or ""))
        assert row["actual"] == (None if row["status"] == "future" else wanted[key]), key
    closed = sums(sheet, 2017, date(2017, 7, 31))
    summary = result.summary
    assert summary.to_date is not None
    assert (summary.to_date.until, summary.to_date.actual) == (date(2017, 7, 31), closed["", ""])
    by_why = {each.why: each.amount for each in summary.unassigned}
    later = sums(sheet, 2017)["", ""] - wanted["", ""]
    assert by_why["future"] == later
    weights = made.weighing.season.weights if made.weighing.season else ()
    third = Fraction(str(sum(Decimal(str(r["target"])) for r in result.rows.records() if r["quarter"] == "2017-Q3")))
    calendar = work_calendar("CN", [2017])
    days = [date(2017, 8, number) for number in range(1, 32)]
    august = Fraction(sum(calendar.is_workday(d) for d in days[:18]), sum(calendar.is_workday(d) for d in days))
    halves = [r for r in result.rows.records() if r["level"] == "quarter" and str(r["quarter"]) < "2017-Q3"]
    due = Fraction(str(sum(Decimal(str(r["target"])) for r in halves)))
    due += third * (weights[6] + weights[7] * august) / sum(weights[6:9])
    assert summary.expected is not None
    assert abs(Fraction(summary.expected) - due) <= Fraction(1, 200)
