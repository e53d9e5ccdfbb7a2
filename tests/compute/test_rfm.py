from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from salesplan.compute.customers.rfm import RFM_TYPES
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.records import Records
from salesplan.model.result import Result

Make: TypeAlias = Callable[..., Records]
Rate: TypeAlias = Callable[..., Result[ClassifySummary]]
AS_OF = date(2026, 7, 1)
SCORES = ("recency_score", "frequency_score", "monetary_score")
HAND = [(10, 12, 60000), (40, 6, 30000), (40, 2, 45000), (120, 3, 5000), (300, 1, 1000)]


def column(result: Result[ClassifySummary], key: str) -> list[Any]:
    return [row[key] for row in result.rows.records()]


def scores(result: Result[ClassifySummary]) -> list[str]:
    return ["".join("-" if row[s] is None else str(row[s]) for s in SCORES) for row in result.rows.records()]


def rfm(customers_of: Make, rate: Rate, rows: list[Any], **parameters: object) -> Result[ClassifySummary]:
    days, orders, amounts = zip(*rows, strict=True)
    listed = customers_of(
        id=[str(n) for n in range(len(rows))],
        last_order=[None if d is None else AS_OF - timedelta(days=d) for d in days],
        orders=orders,
        amount=amounts,
    )
    return rate(listed, **({"rfm": parameters} if parameters else {}))


@pytest.mark.oracle("5.1-a")
def test_rfm_by_hand(customers_of: Make, rate: Rate) -> None:
    """Strictly worse of five: days 4 2 2 1 0, orders 4 3 1 2 0, amounts 4 2 3 1 0; means 102, 4.8, 28200."""
    result = rfm(customers_of, rate, HAND)
    assert scores(result) == ["555", "343", "324", "232", "111"]
    assert column(result, "rfm_type") == [
        "important_value",
        "important_value",
        "important_develop",
        "general_win_back",
        "general_win_back",
    ]
    assert column(result, "value") == [Decimal(v) for v in ("5.0", "3.3", "3.3", "2.3", "1.0")]
    assert column(result, "tier") == ["A", "B", "B", "C", "D"]
    assert result.summary.rfm_splits == {
        "recency": Decimal(102),
        "frequency": Decimal("4.8"),
        "monetary": Decimal(28200),
    }
    assert ("window", "as given") in [(p.name, p.value) for p in result.parameters]


@pytest.mark.parametrize(
    ("good", "code"),
    [
        ((1, 1, 1), "important_value"),
        ((1, 0, 1), "important_develop"),
        ((0, 1, 1), "important_keep"),
        ((0, 0, 1), "important_win_back"),
        ((1, 1, 0), "general_value"),
        ((1, 0, 0), "general_develop"),
        ((0, 1, 0), "general_keep"),
        ((0, 0, 0), "general_win_back"),
    ],
)
def test_the_eight_types(customers_of: Make, rate: Rate, good: tuple[int, int, int], code: str) -> None:
    """Beside a customer at (20, 5, 50) and one that mirrors the first, the means are 20, 5 and 50."""
    first = (10 if good[0] else 30, 9 if good[1] else 1, 90 if good[2] else 10)
    mirror = (40 - first[0], 10 - first[1], 100 - first[2])
    result = rfm(customers_of, rate, [first, mirror, (20, 5, 50)])
    assert column(result, "rfm_type")[0] == code
    assert column(result, "rfm_type")[2] == "important_value"  # on the mean is good
    assert len(set(RFM_TYPES.values())) == 8


def test_the_split_can_be_the_median_without_zeros(customers_of: Make, rate: Rate) -> None:
    result = rfm(customers_of, rate, [(0, 1, 0), (10, 2, 10), (20, 3, 20), (90, 30, 900)], split="median")
    assert result.summary.rfm_splits == {"recency": 20, "frequency": Decimal("2.5"), "monetary": 20}
    assert column(result, "rfm_type") == ["general_develop", "general_develop", "important_value", "important_keep"]


def test_customers_without_an_order_have_no_scores(customers_of: Make, rate: Rate) -> None:
    rows = [*HAND, (None, 0, 0), (400, 0, 5), (5, None, 5)]
    assert scores(rfm(customers_of, rate, rows)) == ["555", "343", "324", "232", "111", "---", "---", "---"]


def test_more_returns_than_sales_scores_lowest(customers_of: Make, rate: Rate) -> None:
    result = rfm(customers_of, rate, [(1, 1, -90), (1, 1, -10), (1, 1, -10), (1, 1, 5), (1, 1, 9)])
    assert column(result, "monetary_score") == [1, 1, 1, 4, 5]
    result = rfm(customers_of, rate, [(1, 1, -90), (1, 1, 0), (1, 1, 5), (1, 1, 6), (1, 1, 7)])
    assert column(result, "monetary_score") == [1, 2, 3, 4, 5]  # 0 is no loss


def test_quartiles_give_four_scores(customers_of: Make, rate: Rate) -> None:
    result = rfm(customers_of, rate, [(4, 1, 1), (3, 2, 2), (2, 3, 3), (1, 4, 4)], scores="quartiles")
    assert scores(result) == ["111", "222", "333", "444"]


def test_fixed_limits_are_included(customers_of: Make, rate: Rate) -> None:
    cuts = {"recency": ["30", "90"], "frequency": ["2", "5"], "monetary": ["100.50", "1000"]}
    rows = [(30, 5, 1000), (31, 4, "999.99"), (90, 2, "100.50"), (91, 1, "100.49")]
    result = rfm(customers_of, rate, rows, scores="fixed", cuts=cuts)
    assert scores(result) == ["333", "222", "222", "111"]
    assert "RFM-few" not in [p.code for p in result.findings]


@pytest.mark.parametrize(
    ("weights", "value", "tier"),
    [
        (["0.1", "0.3", "0.6"], "3.3", "B"),
        (["0", "1", "2"], "3.333333", "B"),
        (["0", "1", "0"], "4", "A"),  # 4.0 itself is A
        (["1", "0", "0"], "3", "B"),
    ],
)
def test_weights_of_the_value(customers_of: Make, rate: Rate, weights: list[str], value: str, tier: str) -> None:
    result = rfm(customers_of, rate, HAND, weights=weights)
    assert (column(result, "value")[1], column(result, "tier")[1]) == (Decimal(value), tier)


def test_few_customers_are_pointed_out(customers_of: Make, rate: Rate) -> None:
    assert "RFM-few" in [p.code for p in rfm(customers_of, rate, (HAND * 4)[:19]).findings]
    assert "RFM-few" not in [p.code for p in rfm(customers_of, rate, HAND * 4).findings]
    assert scores(rfm(customers_of, rate, HAND[:1])) == ["111"]


def test_with_two_measures_there_are_scores_but_no_type(customers_of: Make, rate: Rate) -> None:
    listed = customers_of(id=["1", "2"], last_order=[AS_OF, AS_OF - timedelta(days=9)], amount=[5, 9])
    result = rate(listed)
    assert column(result, "recency_score") == [3, 1]
    assert not {"frequency_score", "rfm_type", "value", "tier"} & set(result.rows.keys)


def test_an_amount_alone_is_no_rfm(customers_of: Make, rate: Rate) -> None:
    assert not set(SCORES) & set(rate(customers_of(id=["1"], amount=[5])).rows.keys)


@pytest.mark.parametrize(
    "wrong",
    [
        {"scores": "fixed"},
        {"weights": ["0", "0", "0"]},
        {"weights": ["-0.1", "0.5", "0.6"]},
        {"tiers": ["2", "3", "4"]},
        {"cuts": {"recency": ["30", "30"], "frequency": ["1"], "monetary": ["1"]}},
    ],
)
def test_parameters_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CustomerParameters.model_validate({"rfm": wrong})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 6), st.integers(0, 9)), min_size=1, max_size=14), st.randoms()
)
def test_scores_count_who_is_strictly_worse_and_means_split_exactly(
    customers_of: Make, rate: Rate, rows: list[tuple[int, int, int]], shuffle: Random
) -> None:
    shuffle.shuffle(rows)
    n = len(rows)
    result = rfm(customers_of, rate, list(rows))
    for (days, orders, amount), row in zip(rows, result.rows.records(), strict=True):
        worse = (
            sum(r[0] > days for r in rows),
            sum(r[1] < orders for r in rows),
            sum(r[2] < amount for r in rows),
        )
        assert tuple(row[s] for s in SCORES) == tuple(1 + 5 * w // n for w in worse)
        good = (
            days * n <= sum(r[0] for r in rows),
            orders * n >= sum(r[1] for r in rows),
            amount * n >= sum(r[2] for r in rows),
        )
        assert row["rfm_type"] == RFM_TYPES[good]
