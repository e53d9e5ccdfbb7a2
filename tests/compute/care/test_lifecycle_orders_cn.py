"""The life cycle of a real shop's customers over four years, against plain Python loops over its order lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from salesplan.compute.customers.care.lifecycle import LIVING, lifecycle
from salesplan.compute.customers.classify import grade
from salesplan.load.lists import read_list
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.reading import ReadOptions
from salesplan.model.records import Records
from salesplan.model.window import LAST_YEAR

FOLDER = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "orders-cn"
AS_OF = date(2017, 12, 31)
pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not FOLDER.exists(), reason="shared/data is not here"),
]


@pytest.fixture(scope="module")
def orders() -> Records:
    return read_list([str(FOLDER / "示例 - 超市.xls")], ReadOptions(), table="orders")


def order_days(orders: Records, until: date) -> dict[str, list[date]]:
    """The days on which each customer ordered, up to a day; an order nets to more than 0."""
    net: dict[tuple[str, str], int] = defaultdict(int)
    newest: dict[tuple[str, str], date] = {}
    columns = orders.frame.select("customer_id", "order_id", "date", "amount")
    for who, order, day, amount in columns.iter_rows():
        if day <= until:
            net[who, order] += amount
            if amount > 0:
                newest[who, order] = max(day, newest.get((who, order), day))
    days: dict[str, set[date]] = defaultdict(set)
    for (who, order), total in net.items():
        if total > 0:
            days[who].add(newest[who, order])
    return {who: sorted(found) for who, found in days.items()}


def status(days: list[date], at: date, limits: str) -> str:
    if not days:
        return "potential"
    if (at - days[0]).days <= 90:
        return "new"
    ago, active, at_risk = (at - days[-1]).days, 90.0, 180.0
    if limits == "own" and len(days) >= 3:
        gap = (days[-1] - days[0]).days / (len(days) - 1)
        active, at_risk = 2 * gap, 3 * gap
    return "active" if ago <= active else "at_risk" if ago <= at_risk else "churned"


@pytest.mark.parametrize("limits", ["days", "own"])
@pytest.mark.parametrize("since", [AS_OF - timedelta(days=90), date(2016, 12, 31)])
def test_states_flows_and_rates(orders: Records, limits: str, since: date) -> None:
    told: dict[str, Any] = {"lifecycle": {"limits": limits}}
    graded = grade(
        None,
        orders,
        as_of=AS_OF,
        window=LAST_YEAR,
        parameters=CustomerParameters.model_validate(told),
        calendar=WorkCalendar(),
    )
    result = lifecycle(graded, since)
    now, then = order_days(orders, AS_OF), order_days(orders, since)
    expected = {
        who: (status(then.get(who, []), since, limits), status(days, AS_OF, limits)) for who, days in now.items()
    }
    found = {row["id"]: (row["lifecycle_before"], row["lifecycle"]) for row in result.rows.records()}
    assert found == expected
    assert {(cell.before, cell.now): cell.customers for cell in result.summary.flows} == Counter(expected.values())
    started = [pair for pair in expected.values() if pair[0] in LIVING]
    rates = result.summary.rates
    assert rates is not None
    assert rates.active_at_start == len(started) > 0
    assert rates.churned == sum(pair[1] == "churned" for pair in started) > 0
    assert rates.active_at_end == sum(pair[1] in LIVING for pair in expected.values())
    again = [who for who, pair in expected.items() if pair[0] == "churned" and now[who][-1] > since]
    assert rates.ordered_again == len(again)
