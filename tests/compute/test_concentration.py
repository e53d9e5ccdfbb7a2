from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.compute.customers.summary import ClassifySummary
from salesplan.model.records import Records
from salesplan.model.result import Result

Make: TypeAlias = Callable[..., Records]
Rate: TypeAlias = Callable[..., Result[ClassifySummary]]
HAND = [400, 200, 100, 80, 60, 50, 40, 30, 25, 15]


def column(result: Result[ClassifySummary], key: str) -> list[Any]:
    return [row[key] for row in result.rows.records()]


def pareto(customers_of: Make, rate: Rate, amounts: list[Any], **parameters: object) -> Result[ClassifySummary]:
    listed = customers_of(id=[str(n) for n in range(len(amounts))], amount=amounts)
    return rate(listed, **({"pareto": parameters} if parameters else {}))


@pytest.mark.oracle("4.1-a")
def test_concentration_by_hand(customers_of: Make, rate: Rate) -> None:
    """Cumulated: 400 600 700 780 840 890 930 960 985 1000; 80 % is crossed by the fifth, 95 % by the eighth."""
    result = pareto(customers_of, rate, HAND)
    summary = result.summary
    assert "".join(column(result, "pareto")) == "AAAAABBBCC"
    assert (summary.top20_customers, summary.top20_share) == (2, Decimal("0.6"))
    assert (summary.customers_for_80, summary.customers_for_80_share) == (5, Decimal("0.5"))
    assert summary.reached_share == Decimal("0.84")
    assert summary.gini == Decimal("0.517")
    assert summary.hhi == Decimal("0.22585")
    assert (summary.cr1, summary.cr5, summary.cr10) == (Decimal("0.4"), Decimal("0.84"), Decimal(1))
    assert summary.pareto_cuts == {"A": Decimal(60), "B": Decimal(30)}
    assert [p.code for p in result.findings if p.code.startswith("PARETO")] == ["PARETO-dependence"]
    assert column(result, "cumulative_share")[4] == Decimal("0.84")
    assert column(result, "share")[9] == Decimal("0.015")


@pytest.mark.oracle("4.1-a")
def test_strictly_the_one_that_crosses_is_in_the_lower_class(customers_of: Make, rate: Rate) -> None:
    result = pareto(customers_of, rate, HAND, rule="strict")
    assert "".join(column(result, "pareto")) == "AAAABBBCCC"


def test_a_cut_met_exactly(customers_of: Make, rate: Rate) -> None:
    amounts = [80, 15, 5]
    assert "".join(column(pareto(customers_of, rate, amounts), "pareto")) == "ABC"
    assert "".join(column(pareto(customers_of, rate, amounts, rule="strict"), "pareto")) == "ABC"


def test_ties_get_the_better_class_together_and_the_last_ones_cumulative_share(customers_of: Make, rate: Rate) -> None:
    result = pareto(customers_of, rate, [40, 20, 20, 20])
    assert column(result, "pareto") == ["A", "A", "A", "A"]
    assert column(result, "cumulative_share") == [Decimal("0.4"), 1, 1, 1]
    assert result.summary.customers_for_80 == 3


def test_returns_zeros_and_missing_amounts(customers_of: Make, rate: Rate) -> None:
    result = pareto(customers_of, rate, [90, 10, 0, -30, None])
    assert column(result, "pareto") == ["A", "B", "C", "negative", None]
    assert column(result, "pareto_reason") == [None, None, None, None, "no_amount"]
    assert column(result, "share") == [Decimal("0.9"), Decimal("0.1"), 0, None, None]
    assert column(result, "cumulative_share") == [Decimal("0.9"), 1, 1, None, None]
    summary = result.summary
    assert [summary.net_total, summary.base_total] == [70, 100]
    assert [summary.negative_customers, summary.negative_total] == [1, -30]
    assert (summary.customers, summary.pareto_customers) == (5, 3)
    assert (summary.top20_customers, summary.top20_share) == (1, Decimal("0.9"))  # a fifth of three, rounded up


def test_zeros_can_be_left_out(customers_of: Make, rate: Rate) -> None:
    result = pareto(customers_of, rate, [90, 10, 0], exclude_zero="yes")
    assert column(result, "pareto") == ["A", "B", None]
    assert column(result, "pareto_reason") == [None, None, "zero_left_out"]
    assert column(result, "share") == [Decimal("0.9"), Decimal("0.1"), None]
    assert result.summary.pareto_customers == 2


def test_a_zero_is_c_even_where_b_ends_at_everything(customers_of: Make, rate: Rate) -> None:
    result = pareto(customers_of, rate, [90, 10, 0], rule="strict", cuts=["90", "100"])
    assert column(result, "pareto") == ["A", "B", "C"]


@pytest.mark.parametrize("amounts", [[0, 0], [-5, 0], [-5, -6]])
def test_without_an_amount_above_0_there_is_no_class(customers_of: Make, rate: Rate, amounts: list[int]) -> None:
    result = pareto(customers_of, rate, amounts)
    expected = [("negative", None) if amount < 0 else (None, "no_positive_amount") for amount in amounts]
    assert list(zip(column(result, "pareto"), column(result, "pareto_reason"), strict=True)) == expected
    assert (result.summary.gini, result.summary.top20_share, result.summary.customers_for_80) == (None, None, None)
    assert [p.code for p in result.findings if p.code.startswith("PARETO")] == ["PARETO-no-amount"]


def test_one_customer_is_a_and_unevenness_0(customers_of: Make, rate: Rate) -> None:
    result = pareto(customers_of, rate, ["0.01"])
    assert column(result, "pareto") == ["A"]
    assert [result.summary.gini, result.summary.customers_for_80] == [0, 1]
    assert [p.code for p in result.findings if p.code.startswith("PARETO")] == ["PARETO-one-customer"]


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        ([30, *[1] * 70], True),  # the largest holds 30 % exactly
        ([29, *[1] * 71], False),
        ([10] * 10, True),  # five hold exactly half
        ([*[10] * 10, 1], False),
    ],
)
def test_dependence(customers_of: Make, rate: Rate, amounts: list[int], found: bool) -> None:  # noqa: FBT001 - the expectation
    codes = [p.code for p in pareto(customers_of, rate, amounts).findings]
    assert ("PARETO-dependence" in codes) is found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.none() | st.integers(-20, 60), min_size=1, max_size=25), st.randoms())
def test_classes_are_those_of_exact_fractions_whatever_the_order_of_rows(
    customers_of: Make, rate: Rate, amounts: list[int | None], shuffle: Random
) -> None:
    shuffle.shuffle(amounts)
    result = pareto(customers_of, rate, list(amounts))
    counted = [a for a in amounts if a is not None and a >= 0]
    base = sum(counted)
    for amount, found, share in zip(amounts, column(result, "pareto"), column(result, "share"), strict=True):
        if amount is None or (base == 0 and amount == 0):
            assert found is None
        elif amount < 0:
            assert found == "negative"
        else:
            richer = Fraction(sum(a for a in counted if a > amount), base)
            assert found == ("A" if richer < Fraction(4, 5) else "B" if richer < Fraction(19, 20) else "C")
            assert abs(Fraction(share) - Fraction(amount, base)) <= Fraction(1, 2 * 10**6)
    if base:
        n = len(counted)
        ranked = sorted(counted)
        gini = Fraction(2 * sum(i * x for i, x in enumerate(ranked, 1)), n * base) - Fraction(n + 1, n)
        assert abs(Fraction(str(result.summary.gini)) - gini) <= Fraction(1, 2 * 10**6)


def test_money_is_exact_beyond_a_float(customers_of: Make, rate: Rate) -> None:
    result = pareto(customers_of, rate, ["90071992547409.93", "0.01"])
    assert result.summary.net_total == Decimal("90071992547409.94")
    assert column(result, "pareto") == ["A", "C"]
