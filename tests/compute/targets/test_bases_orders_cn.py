"""Own growth and the last twelve months on a real list of orders, against sums made without the program."""

from __future__ import annotations

import json
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from program import Run
from salesplan.compute.allocation import split

ORDERS = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "orders-cn" / "示例 - 超市.xls"
TOTAL = 20_000_000

pytestmark = [pytest.mark.acceptance, pytest.mark.skipif(not ORDERS.exists(), reason="the shared data are not here")]


@pytest.fixture(scope="module")
def sold() -> dict[tuple[int, int, str], Fraction]:
    """Sales by year, month and region."""
    rows = python_calamine.CalamineWorkbook.from_path(str(ORDERS)).get_sheet_by_name("订单").to_python()
    at = {str(title): column for column, title in enumerate(rows[0])}
    found: dict[tuple[int, int, str], Fraction] = defaultdict(Fraction)
    for row in rows[1:]:
        day: Any = row[at["订单日期"]]
        found[day.year, day.month, str(row[at["地区"]])] += Fraction(format(row[at["销售额"]], ".15g"))
    return found


def by_region(run: Run, basis: str, as_of: str) -> dict[str, int]:
    words = ("--no-plan", "--total", str(TOTAL), "--by", "region", "--basis", basis, "--orders", str(ORDERS))
    done = run("targets", "split", *words, "--year", "2018", "--as-of", as_of, "-f", "json")
    assert done.code == 0, done.err
    return {row["region"]: int(row["target"]) for row in json.loads(done.out)["rows"] if row["level"] == "region"}


def shared(weights: dict[str, Fraction]) -> dict[str, int]:
    names = sorted(weights)
    return dict(zip(names, split(TOTAL, [weights[name] for name in names]), strict=True))


def year(sold: dict[tuple[int, int, str], Fraction], number: int) -> dict[str, Fraction]:
    found: dict[str, Fraction] = defaultdict(Fraction)
    for (at, _, region), amount in sold.items():
        if at == number:
            found[region] += amount
    return found


def test_own_growth(run: Run, sold: dict[tuple[int, int, str], Fraction]) -> None:
    last, before = year(sold, 2017), year(sold, 2016)
    expected = shared({region: amount * amount / before[region] for region, amount in last.items()})
    assert by_region(run, "growth", "2018-01-05") == expected


def test_the_last_twelve_months(run: Run, sold: dict[tuple[int, int, str], Fraction]) -> None:
    weights: dict[str, Fraction] = defaultdict(Fraction)
    for (at, month, region), amount in sold.items():
        if (2016, 7) <= (at, month) <= (2017, 6):
            weights[region] += amount
    assert by_region(run, "trailing", "2017-07-15") == shared(weights)
