"""What customers are worth: models, scores, types, grades, heat map, both kinds of 80/20 classes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_lists import made_list
from salesplan.compute.customers.classify import grade
from salesplan.compute.customers.worth.value import ClassPair, HeatCell, ValueSummary, value
from salesplan.errors import BadInput
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.window import parse_window

Make: TypeAlias = Callable[..., Records]
AS_OF = date(2026, 7, 1)
HAND = [(10, 12, 60000), (40, 6, 30000), (40, 2, 45000), (120, 3, 5000), (300, 1, 1000)]
TEN = [400, 200, 100, 80, 60, 50, 40, 30, 25, 15]


def valued(
    customers: Records | None = None,
    orders: Records | None = None,
    activities: Records | None = None,
    both: bool = False,  # noqa: FBT001, FBT002 - a flag of the function tested
    window: str = "365",
    **parameters: Any,  # noqa: ANN401 - any part of the parameters
) -> Result[ValueSummary]:
    graded = grade(
        customers,
        orders,
        as_of=AS_OF,
        window=parse_window(window),
        parameters=CustomerParameters.model_validate(parameters),
        calendar=WorkCalendar(),
        activities=activities,
    )
    return value(graded, both=both)


def listed(customers_of: Make, rows: list[Any]) -> Records:
    days, orders, amounts = zip(*rows, strict=True)
    return customers_of(
        id=[f"C{n}" for n in range(1, len(rows) + 1)],
        last_order=[None if d is None else AS_OF - timedelta(days=d) for d in days],
        orders=list(orders),
        amount=list(amounts),
    )


def by_id(result: Result[ValueSummary], key: str) -> dict[Any, Any]:
    return {row["id"]: row[key] for row in result.rows.records()}


def codes(result: Result[ValueSummary]) -> list[str]:
    return [problem.code for problem in result.findings]


@pytest.mark.oracle("5.1-a")
def test_the_five_customers_of_the_book(customers_of: Make) -> None:
    result = valued(listed(customers_of, HAND))
    assert by_id(result, "action") == {
        "C1": "serve",
        "C2": "serve",
        "C3": "raise_frequency",
        "C4": "least_effort",
        "C5": "least_effort",
    }
    assert [Decimal(5), Decimal("3.3"), Decimal("3.3"), Decimal("2.3"), Decimal(1)] == [
        row["value"] for row in result.rows.records()
    ]
    # of equal value the larger amount stands first
    assert [row["id"] for row in result.rows.records()] == ["C1", "C3", "C2", "C4", "C5"]
    s = result.summary
    assert (s.by_rfm_type["important_value"].customers, s.by_rfm_type["important_value"].amount) == (2, Decimal(90000))
    assert s.by_rfm_type["important_value"].share == Decimal("0.638298")
    assert (s.by_tier["B"].customers, s.by_tier["B"].average) == (2, Decimal(37500))
    assert (s.average, s.net_total) == (Decimal(28200), Decimal(141000))


def test_fm_is_a_third_frequency_and_two_thirds_amount(customers_of: Make) -> None:
    """F 5 4 2 3 1, M 5 3 4 2 1: (F + 2 M) / 3."""
    result = valued(listed(customers_of, HAND), rfm={"model": "fm"})
    assert by_id(result, "value") == {
        "C1": 5,
        "C2": Decimal("3.333333"),
        "C3": Decimal("3.333333"),
        "C4": Decimal("2.333333"),
        "C5": 1,
    }
    assert by_id(result, "rfm_type")["C3"] == "important_develop"  # the types go by all three all the same
    assert ("parameters.rfm.fm_weights", (1, 2)) in [(p.name, p.value) for p in result.parameters]


def test_fm_needs_no_last_order(customers_of: Make) -> None:
    result = valued(customers_of(id=["1", "2"], orders=[3, 1], amount=[50, 90]), rfm={"model": "fm"})
    assert by_id(result, "value") == {"1": Decimal("1.666667"), "2": Decimal("2.333333")}
    assert not {"rfm_type", "value_grade"} & set(result.rows.keys)
    assert "VALUE-missing" not in codes(result)


def activities(*rows: tuple[str | None, str | None, int | None]) -> Records:
    return made_list(
        "activities",
        customer_id=[row[0] for row in rows],
        customer_name=[row[1] for row in rows],
        date=[None if row[2] is None else AS_OF - timedelta(days=row[2]) for row in rows],
    )


def test_fmi_counts_contacts_in_the_window(customers_of: Make) -> None:
    """Contacts 2, 0, 1, 0, 1: strictly fewer 4, 0, 2, 0, 2 of 5, so 5 1 3 1 3; value (F + 2 M + I) / 4."""
    contacts = activities(
        ("C1", None, 0), ("C1", None, 364), ("C1", None, 365), ("C3", "x", 5), ("C5", None, 9),
        ("C2", None, -1), ("C9", None, 3), ("C8", None, 3), (None, None, 3), ("C2", None, None),
    )  # fmt: skip
    result = valued(listed(customers_of, HAND), activities=contacts, rfm={"model": "fmi"})
    assert by_id(result, "interactions") == {"C1": 2, "C2": 0, "C3": 1, "C4": 0, "C5": 1}
    assert by_id(result, "interactions_score") == {"C1": 5, "C2": 1, "C3": 3, "C4": 1, "C5": 3}
    assert by_id(result, "value") == {
        "C1": 5,
        "C2": Decimal("2.75"),
        "C3": Decimal("3.25"),
        "C4": 2,
        "C5": Decimal("1.5"),
    }
    told = {problem.code: str(problem.what) for problem in result.findings}
    assert "2" in told["ACTIVITIES-unknown-customer"]
    assert "C8、C9" in told["ACTIVITIES-unknown-customer"]
    assert "1" in told["ACTIVITIES-after-as-of"]
    assert "2" in told["ACTIVITIES-incomplete"]
    (source,) = [each for each in result.inputs if each.table == "activities"]
    assert (source.used, source.left_out) == (7, {"no_customer": 1, "no_date": 1, "after_as_of": 1})


def test_contacts_without_an_id_belong_to_the_one_customer_of_the_name(customers_of: Make) -> None:
    people = customers_of(
        id=["1", "2", "3"],
        name=["甲 公司", "乙公司", "乙公司"],
        last_order=[AS_OF] * 3,
        orders=[1, 1, 1],
        amount=[1, 1, 1],
    )
    contacts = activities((None, "甲　公司", 1), (None, "乙公司", 1), ("3", "甲 公司", 1))
    result = valued(people, activities=contacts, rfm={"model": "fmi"})
    assert by_id(result, "interactions") == {"1": 1, "2": 0, "3": 1}
    (told,) = [problem for problem in result.findings if problem.code.startswith("ACTIVITIES-")]
    assert (told.code, told.value) == ("ACTIVITIES-shared-name", "乙公司")


def test_contacts_with_orders_alone(orders_of: Make) -> None:
    result = valued(
        None, orders_of(("a", "1", 3, 5), ("b", "2", 4, 5)), activities(("a", None, 3)), rfm={"model": "fmi"}
    )
    assert by_id(result, "interactions") == {"a": 1, "b": 0}


def test_fmi_without_contacts_is_fm_and_says_so(customers_of: Make) -> None:
    result = valued(listed(customers_of, HAND), rfm={"model": "fmi"})
    assert by_id(result, "value")["C2"] == Decimal("3.333333")
    assert "RFM-no-contacts" in codes(result)


def test_contacts_do_not_matter_to_the_other_models(customers_of: Make) -> None:
    result = valued(listed(customers_of, HAND), activities=activities(("C1", None, 0)))
    assert "interactions" not in result.rows.keys


def test_fixed_limits_of_contacts(customers_of: Make) -> None:
    cuts = {"recency": ["99"], "frequency": ["2"], "monetary": ["9"], "interactions": ["1", "3"]}
    contacts = activities(*[("C1", None, 1)] * 3, *[("C2", None, 1)] * 2)
    rows = listed(customers_of, HAND[:3])
    result = valued(rows, activities=contacts, rfm={"model": "fmi", "scores": "fixed", "cuts": cuts})
    assert by_id(result, "interactions_score") == {"C1": 3, "C2": 2, "C3": 1}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 6), st.integers(0, 9)), min_size=1, max_size=12),
    st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True),
    st.randoms(),
)
def test_a_percentile_gives_a_point_to_whoever_has_that_many_below_him(
    customers_of: Make, rows: list[tuple[int, int, int]], percents: list[int], shuffle: Random
) -> None:
    told = {"scores": "percentiles", "percentiles": [str(p) for p in sorted(percents)]}
    result = valued(listed(customers_of, rows), rfm=told)
    scores = {row["id"]: (row["recency_score"], row["monetary_score"]) for row in result.rows.records()}
    for n, (days, _, amount) in enumerate(rows, 1):
        worse = sum(r[0] > days for r in rows), sum(r[2] < amount for r in rows)
        assert scores[f"C{n}"] == tuple(1 + sum(100 * w >= p * len(rows) for p in percents) for w in worse)
    mixed = [*enumerate(rows, 1)]
    shuffle.shuffle(mixed)
    again = listed(customers_of, [row for _, row in mixed])
    assert valued(again, rfm=told).summary == result.summary


def test_percentiles_of_fifths_are_fifths(customers_of: Make) -> None:
    told = valued(listed(customers_of, HAND), rfm={"scores": "percentiles"})
    assert by_id(told, "value") == by_id(valued(listed(customers_of, HAND)), "value")


def test_scores_that_cannot_reach_tier_a_are_pointed_out(customers_of: Make) -> None:
    rows = listed(customers_of, HAND)
    low = {"scores": "percentiles", "percentiles": ["50", "80"]}  # three points at most, A from 4
    assert "RFM-highest-score" in codes(valued(rows, rfm=low))
    assert "RFM-highest-score" not in codes(valued(rows, rfm={**low, "tiers": ["3", "2", "1.5"]}))
    assert "RFM-highest-score" not in codes(valued(rows, rfm={"scores": "quartiles"}))


def test_the_three_grades(customers_of: Make, orders_of: Make) -> None:
    """Tier A or B is important, who never ordered potential, all others ordinary, also those of before the window."""
    people = customers_of(id=["a", "b", "c", "d", "n"])
    lines = [("a", "1", 1, 900), ("a", "2", 2, 900), ("b", "3", 1, 500), ("c", "4", 300, 5), ("d", "5", 400, 5)]
    result = valued(people, orders_of(*lines))
    assert by_id(result, "value_grade") == {
        "a": "important",  # scores 2 4 4 of three: 0.2 + 1.2 + 2.4 = 3.8
        "b": "ordinary",
        "c": "ordinary",
        "d": "ordinary",
        "n": "potential",
    }
    assert by_id(result, "tier") == {"a": "B", "b": "D", "c": "D", "d": None, "n": None}
    counted = {code: worth.customers for code, worth in result.summary.by_grade.items()}
    assert counted == {"important": 1, "potential": 1, "ordinary": 3}
    assert sum(worth.share or 0 for worth in result.summary.by_grade.values()) == 1


def test_a_count_of_orders_without_a_day_is_no_potential(customers_of: Make) -> None:
    result = valued(listed(customers_of, [(1, 2, 50), (None, 3, 50), (None, None, None)]))
    assert by_id(result, "value_grade") == {"C1": "ordinary", "C2": "ordinary", "C3": "potential"}


def test_whom_to_contact_now(customers_of: Make) -> None:
    """Mean days 50, orders 5, amount 50: C1 ordered often and much, C2 much, both long ago."""
    rows = [(100, 9, 90), (100, 1, 90), (1, 9, 10), (1, 1, 10), (48, 5, 50)]
    s = valued(listed(customers_of, rows)).summary
    assert s.by_rfm_type["important_keep"].customers == 1
    assert s.by_rfm_type["important_win_back"].customers == 1
    assert (s.contact_now.customers, s.contact_now.amount, s.contact_now.share) == (2, Decimal(180), Decimal("0.72"))
    assert s.contact_now.average == 90


def test_the_heat_map_holds_every_scored_customer_once(customers_of: Make) -> None:
    result = valued(listed(customers_of, [*HAND, (None, 0, 7)]))
    assert result.summary.heat == (
        HeatCell(1, 1, 1, Decimal(1000)),
        HeatCell(2, 3, 1, Decimal(5000)),
        HeatCell(3, 2, 1, Decimal(45000)),
        HeatCell(3, 4, 1, Decimal(30000)),
        HeatCell(5, 5, 1, Decimal(60000)),
    )


def test_a_customer_in_two_rows_counts_once(customers_of: Make) -> None:
    people = customers_of(id=["a", "a", "b"], last_order=[AS_OF] * 3, orders=[1, 2, 1], amount=[5, 9, 1])
    result = valued(people)
    assert (result.summary.customers, result.summary.net_total) == (2, Decimal(10))
    assert sum(cell.customers for cell in result.summary.heat) == 2
    assert "CUSTOMERS-duplicate" in codes(result)


def test_orders_of_unknown_customers_are_counted_and_listed(customers_of: Make, orders_of: Make) -> None:
    result = valued(customers_of(id=["a"]), orders_of(("a", "1", 1, 5), ("x", "2", 1, 50), ("x", "3", 2, 50)))
    assert (result.summary.unknown_customers, result.summary.unknown_customer_orders) == (1, 2)
    assert by_id(result, "source") == {"a": "list", "x": "orders"}
    assert "ORDERS-unknown-customer" in codes(result)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([(1, 1, 5)], "RFM-few"),
        ([(1, 1, 5)] * 5, "PARETO-dependence"),
    ],
)
def test_one_customer_and_all_equal(customers_of: Make, rows: list[Any], told: str) -> None:
    result = valued(listed(customers_of, rows))
    assert {row["value"] for row in result.rows.records()} == {1}
    assert {row["rfm_type"] for row in result.rows.records()} == {"important_value"}  # on the mean is good
    assert told in codes(result)


def test_no_order_in_the_window(customers_of: Make, orders_of: Make) -> None:
    result = valued(customers_of(id=["a"]), orders_of(("a", "1", 800, 5)))
    assert (result.summary.scored, result.summary.contact_now.customers, result.summary.heat) == (0, 0, ())
    assert result.summary.average is None
    assert by_id(result, "value") == {"a": None}
    assert "CLASSIFY-stale" in codes(result)


def test_a_list_that_tells_nothing_is_refused(customers_of: Make) -> None:
    with pytest.raises(BadInput) as refused:
        valued(customers_of(id=["a"], name=["x"]))
    assert [problem.code for problem in refused.value.problems] == ["VALUE-nothing"]


def test_a_list_that_lacks_a_measure_says_which(customers_of: Make) -> None:
    result = valued(customers_of(id=["a", "b"], amount=[5, 6]))
    (told,) = [problem for problem in result.findings if problem.code == "VALUE-missing"]
    assert str(told.what) == "名单没有最近订单、订单数，算不出价值分和价值等级"
    assert result.summary.by_tier == {}
    assert result.summary.by_pareto["A"].customers == 2


def test_what_only_grading_is_about_is_not_told(customers_of: Make) -> None:
    result = valued(listed(customers_of, HAND))
    assert not [code for code in codes(result) if code.startswith(("MAN", "LIFECYCLE", "CLASSIFY-no-last"))]
    assert not [p.name for p in result.parameters if p.name.startswith(("parameters.man", "parameters.follow"))]


# 80/20 by shares and read off the curve


def by_amounts(customers_of: Make, amounts: list[Any], **more: Any) -> Result[ValueSummary]:  # noqa: ANN401 - anything
    people = customers_of(id=[f"{n:02}" for n in range(len(amounts))], amount=amounts)
    return valued(people, **more)


def letters(result: Result[ValueSummary], key: str) -> str:
    found = by_id(result, key)
    return "".join("-" if found[who] is None else str(found[who])[0] for who in sorted(found))


@pytest.mark.oracle("4.2-a")
@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (TEN, "AABBCCCCCC"),
        ([10, 5, 3, 0, 0, 0], "ABCCCC"),
        ([10, 7, 5, 3, 0, 0], "AABCCC"),
        ([10, 10, 10, 5, 5, 5, 1, 1, 1], "AAABBBCCC"),
        ([60, *[10] * 14], "A" + "B" * 14),
        ([5, 5, 5], "AAA"),
        ([5, 0, 0], "ACC"),
    ],
)
def test_the_published_cases_as_classes_of_customers(customers_of: Make, amounts: list[int], expected: str) -> None:
    assert letters(by_amounts(customers_of, amounts, pareto={"method": "computed"}), "pareto") == expected


def test_amounts_below_0_or_unknown_count_as_0_and_are_told(customers_of: Make) -> None:
    """{10, 5, 3, 0, 0, 0} again; who is below 0 or unknown is in no class."""
    result = by_amounts(customers_of, [10, 5, 3, 0, -4, None], pareto={"method": "computed"})
    assert letters(result, "pareto") == "ABCCn-"
    assert "CABC-taken-as-zero" in codes(result)
    left = by_amounts(customers_of, [10, 5, 3, 0, -4, None], pareto={"method": "computed", "exclude_zero": "yes"})
    assert (
        letters(left, "pareto")
        == letters(by_amounts(customers_of, [10, 5, 3], pareto={"method": "computed"}), "pareto") + "-n-"
    )
    assert "CABC-taken-as-zero" not in codes(left)


@pytest.mark.parametrize(("amounts", "few"), [([9, 8], True), ([9, 8, 0], True), ([9, 8, 7], False), ([0, 0], False)])
def test_fewer_than_three_amounts_above_0_are_pointed_out(customers_of: Make, amounts: list[int], few: bool) -> None:  # noqa: FBT001 - a case
    result = by_amounts(customers_of, amounts, pareto={"method": "computed"})
    assert ("CABC-few" in codes(result)) == few
    assert not [code for code in codes(by_amounts(customers_of, amounts)) if code.startswith("CABC")]


def test_both_methods_beside_each_other(customers_of: Make) -> None:
    """By shares AAAAABBBCC, by the curve AABBCCCCCC."""
    result = by_amounts(customers_of, TEN, both=True)
    assert letters(result, "pareto_shares") == letters(result, "pareto") == "AAAAABBBCC"
    assert letters(result, "pareto_computed") == "AABBCCCCCC"
    assert result.summary.pareto_pairs == (
        ClassPair("A", "A", 2, Decimal(600)),
        ClassPair("A", "B", 2, Decimal(180)),
        ClassPair("A", "C", 1, Decimal(60)),
        ClassPair("B", "C", 3, Decimal(120)),
        ClassPair("C", "C", 2, Decimal(40)),
    )
    assert by_amounts(customers_of, TEN).summary.pareto_pairs == ()
    decided = {p.name for p in by_amounts(customers_of, TEN, pareto={"method": "computed"}).parameters}
    assert "parameters.pareto.method" in decided
    assert "parameters.pareto.cuts" not in decided


def test_unknown_amounts_matter_to_both_ways_of_asking(customers_of: Make) -> None:
    amounts = [10, 5, 3, None, None, None]
    assert letters(by_amounts(customers_of, amounts, both=True), "pareto_computed") == "ABC---"
    assert letters(by_amounts(customers_of, amounts, pareto={"method": "computed"}), "pareto") == "ABC---"
    assert letters(by_amounts(customers_of, amounts[:3], both=True), "pareto_computed") != "ABC"


def test_nobody_above_0_is_in_no_class_by_either_method(customers_of: Make) -> None:
    result = by_amounts(customers_of, [0, -5], both=True)
    assert letters(result, "pareto_shares") == letters(result, "pareto_computed") == "-n"


def test_customers_without_an_order_in_the_window_are_not_in_the_curve(customers_of: Make, orders_of: Make) -> None:
    people = customers_of(id=["a", "b", "c", *"defghijk"])
    orders = orders_of(("a", "1", 1, 10), ("b", "2", 1, 5), ("c", "3", 1, 3))
    result = valued(people, orders, pareto={"method": "computed"})
    alone = valued(None, orders, pareto={"method": "computed"})
    assert result.summary.pareto_cuts == alone.summary.pareto_cuts
    assert "CABC-taken-as-zero" not in codes(result)
