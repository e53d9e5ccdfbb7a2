"""A year of the shared orders planned anew: actuals and new targets against sums made without salesplan."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from program import Run
from salesplan.errors import ExitCode

BOOK = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "orders-cn" / "示例 - 超市.xls"
PLAN = f"""\
version: 1
unit: 100
year: {{start: 2017-01-01}}
sources: {{orders: "{BOOK}"}}
targets:
  - {{id: regions, total: 600万, by: [region, quarter], basis: history}}
"""
pytestmark = [pytest.mark.acceptance, pytest.mark.skipif(not BOOK.exists(), reason="shared/data is not here")]


def lines_until(last: date) -> list[tuple[str, int, Decimal]]:
    """Region, quarter and amount of every order of the year up to a day, with the 15 digits that Excel shows."""
    head, *rows = CalamineWorkbook.from_path(str(BOOK)).get_sheet_by_name("订单").to_python()
    at = [head.index(title) for title in ("地区", "订单日期", "销售额")]
    picked = pl.DataFrame([[row[i] for i in at] for row in rows], ["region", "day", "amount"], orient="row")
    picked = picked.with_columns(pl.col("day").cast(pl.Date))
    year = picked.filter(pl.col("day").is_between(date(2017, 1, 1), last))
    quarters = year["day"].dt.quarter().to_list()
    amounts = [Decimal(f"{cell:.15g}") for cell in year["amount"].to_list()]
    return list(zip(year["region"].to_list(), quarters, amounts, strict=True))


def test_the_last_year_planned_anew_in_august(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    done = run("targets", "replan", "--as-of", "2017-08-20", "--format", "json")
    assert done.code == ExitCode.DONE, done.err
    found = json.loads(done.out)
    rows = {(row["region"], row["quarter"]): row for row in found["rows"]}
    lines = lines_until(date(2017, 8, 20))
    exact = [amount for *_, amount in lines]
    assert len({region for region, *_ in lines}) == 6
    for region in {region for region, *_ in lines}:
        for quarter in (1, 2, 3):
            own = sum(amount for r, q, amount in lines if (r, q) == (region, quarter))
            assert Decimal(rows[region, f"2017-Q{quarter}"]["actual"]) == own
        parts = [Decimal(rows[region, f"2017-Q{q}"]["revised"]) for q in (1, 2, 3, 4)]
        assert sum(parts) == Decimal(rows[region, None]["original"]) == Decimal(rows[region, None]["revised"])
        assert parts[3] % 100 == 0
    assert Decimal(found["summary"]["actual"]) == sum(exact)
    assert Decimal(found["summary"]["revised"]) == 6_000_000
