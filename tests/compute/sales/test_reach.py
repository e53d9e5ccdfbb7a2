"""How far a list of orders reaches, and what is compared where it ends before the as-of."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from made_lists import made_list
from program import Run
from salesplan.api.sales import SalesWish, sales_bridge, sales_pivot, sales_pvm
from salesplan.api.sales_drivers import DriversWish, sales_drivers
from salesplan.api.setting import setting
from salesplan.compute.sales.reach import reach_of
from salesplan.compute.sales.sold import Beside, sold_of
from salesplan.errors import BadInput
from salesplan.model.result import Result

AS_OF = date(2026, 6, 30)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=at) for at in range((last - first).days + 1)]


@pytest.mark.parametrize(
    ("last", "reach"),
    [
        (date(2026, 2, 28), date(2026, 2, 28)),
        (date(2026, 2, 18), date(2026, 2, 28)),
        (date(2026, 2, 17), date(2026, 2, 17)),
        (date(2026, 3, 1), date(2026, 3, 1)),
    ],
)
def test_a_list_reaches_the_end_of_its_last_month_unless_it_ends_more_than_the_slack_before(
    last: date, reach: date
) -> None:
    assert reach_of(days(date(2025, 12, 1), last), 10) == reach


def test_a_list_of_one_line_a_month_reaches_the_end_of_its_last_one() -> None:
    assert reach_of([date(2026, month, 1) for month in (1, 2, 3)], 10) == date(2026, 3, 31)
    assert reach_of([date(2026, 3, 1)], 10) == date(2026, 3, 1)


@pytest.fixture
def until_may(tmp_path: Path) -> str:
    """A line a day of one customer, 100 each, from 2025 on to 2026-05-10."""
    file = tmp_path / "orders.csv"
    lines = [f"O{at},C{at % 3},{day},100,1,A" for at, day in enumerate(days(date(2025, 1, 1), date(2026, 5, 10)))]
    file.write_text("\n".join(["订单编号,客户编号,订单日期,金额,数量,产品", *lines]), "utf-8")
    return str(file)


def test_both_spans_end_where_the_list_does(until_may: str) -> None:
    where, wish = setting(as_of=AS_OF), SalesWish((until_may,), span="ytd")
    results: list[Result[Any]] = [
        sales_pivot(("product",), wish=wish, where=where),
        sales_bridge(wish=wish, where=where),
        sales_pvm(wish=wish, where=where),
        sales_drivers(DriversWish(wish), where=where),
    ]
    for result in results:
        assert result.summary.spans is not None
        assert str(result.summary.spans.now) == "2026-01-01..2026-05-10"
        assert str(result.summary.spans.base) == "2025-01-01..2025-05-10"
        assert [(p.code, p.severity) for p in result.findings if p.code == "SALES-list-ends"] == [
            ("SALES-list-ends", "warning")
        ]
        assert [p.value for p in result.parameters if p.name == "parameters.forecast.late_start"] == [10]
    assert results[1].summary.total.change == 0
    assert results[0].summary.yoy == 0


def test_days_that_the_list_does_not_reach_are_refused_and_the_fix_works(until_may: str, run: Run) -> None:
    with pytest.raises(BadInput) as refused:
        sales_pivot(wish=SalesWish((until_may,)), where=setting(as_of=AS_OF))
    problem = refused.value.problems[0]
    assert problem.code == "SALES-list-ends"
    assert "--as-of 2026-05-10" in problem.fix.in_("en")
    done = run("sales", "pivot", until_may, "--as-of", "2026-05-10", "--format", "json")
    assert (done.code, "SALES-list-ends" in done.out) == (0, False)


def test_a_list_that_ends_within_the_slack_is_compared_as_it_is(until_may: str) -> None:
    result = sales_bridge(wish=SalesWish((until_may,), span="ytd"), where=setting(as_of=date(2026, 5, 20)))
    assert str(result.summary.spans.now) == "2026-01-01..2026-05-20"
    assert "SALES-list-ends" not in [p.code for p in result.findings]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"date": [date(2026, 1, 1)], "amount": [None]}, "no order line has an amount"),
        ({"date": [None], "amount": [5]}, "no order line has a date"),
        ({"date": [date(2026, 7, 1)], "amount": [5]}, "all orders are after the as-of"),
        ({"date": [None, date(2026, 1, 1)], "amount": [5, None]}, "no order lines to count"),
    ],
)
def test_where_no_line_counts_it_is_said_why(columns: dict[str, list[object]], told: str) -> None:
    orders = made_list("orders", customer_id=["C1"] * len(columns["date"]), **columns)
    with pytest.raises(BadInput) as refused:
        sold_of(orders, AS_OF, "amount", Beside())
    assert told in refused.value.problems[0].what.in_("en")
