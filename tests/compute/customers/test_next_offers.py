"""Next offers and reorders by hand: supporters, ties, gaps, due days, and every reason to recommend nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from made_lists import made_list
from salesplan.compute.customers.classify import grade
from salesplan.compute.customers.worth.offer import OfferSummary, offer_result
from salesplan.errors import BadInput
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.plan.loyalty import OfferParameters
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.window import parse_window

AS_OF = date(2026, 6, 30)
Line = tuple[str, str | None, int, Any]
"""Customer, product, days before the as-of, amount."""


def orders_of(lines: Sequence[Line], **more: list[Any]) -> Records:
    return made_list(
        "orders",
        customer_id=[line[0] for line in lines],
        order_id=[str(at) for at in range(len(lines))],
        product=[line[1] for line in lines],
        date=[AS_OF - timedelta(days=line[2]) for line in lines],
        amount=[line[3] for line in lines],
        **more,
    )


def offer(
    orders: Records | None,
    customers: Records | None = None,
    window: str = "365",
    **parameters: Any,  # noqa: ANN401 - any key
) -> Result[OfferSummary]:
    graded = grade(
        customers, orders, as_of=AS_OF, window=parse_window(window), parameters=CustomerParameters(),
        calendar=WorkCalendar(),
    )  # fmt: skip
    return offer_result(graded, OfferParameters.model_validate(parameters))


def rows_of(result: Result[OfferSummary], kind: str) -> list[dict[str, Any]]:
    return [row for row in result.rows.records() if row["kind"] == kind]


def offered(result: Result[OfferSummary]) -> dict[str, str]:
    """By customer: the product, or the reason why there is none."""
    rows = (row for row in result.rows.records() if row["kind"] != "reorder")
    return {str(row["id"]): str(row["product"] or row["reason"]) for row in rows}


# The next product


@pytest.mark.parametrize(("supporters", "expected"), [(4, "泵"), (5, "泵"), (6, "few_like")])
def test_it_takes_enough_supporters(supporters: int, expected: str) -> None:
    """Five of seven customers bought the pump; C6 did not."""
    lines: list[Any] = [(f"C{n}", "泵", 10, 100 * n) for n in range(1, 6)]
    result = offer(orders_of([*lines, ("C6", "阀", 10, 1), ("C7", "阀", 10, 1)]), supporters=supporters)
    assert offered(result)["C6"] == expected
    if expected == "泵":
        row = rows_of(result, "offer")[0]
        assert (row["supporters"], row["buyers"], row["support"], row["worth"]) == (5, 7, Decimal("0.714286"), 300)


def test_the_best_supported_product_he_lacks_ties_by_name() -> None:
    lines: list[Any] = [(f"C{n}", product, 10, 5) for n in range(1, 6) for product in ("乙", "甲", "丙")]
    lines += [
        ("C6", "丙", 10, 5),
        ("C7", "丙", 10, 5),
        ("C7", "甲", 10, 5),
        ("C8", "丙", 10, 5),
        ("C8", "甲", 10, 5),
        ("C8", "乙", 10, 5),
    ]
    found = offered(offer(orders_of(lines)))
    # 丙 has 8 buyers, 甲 7, 乙 6; C7 lacks 乙 alone, C8 has all
    assert (found["C6"], found["C7"], found["C8"]) == ("甲", "乙", "has_all")
    even: list[Any] = [(f"C{n}", product, 10, 5) for n in range(1, 6) for product in ("B", "A")]
    assert offered(offer(orders_of([*even, ("C6", "C", 10, 1)])))["C6"] == "A"


def test_like_customers_are_those_of_the_segment_else_the_industry() -> None:
    lines: list[Any] = [(f"C{n}", "泵", 10, 5) for n in range(1, 6)] + [(f"D{n}", "阀", 10, 5) for n in range(1, 7)]
    ids = [*(f"C{n}" for n in range(1, 6)), *(f"D{n}" for n in range(1, 7)), "E1", "E2", "E3"]
    segments = [*["水务"] * 5, *["化工"] * 6, "水务 ", "化工", None]
    by_segment = offer(orders_of(lines), made_list("customers", id=ids, segment=segments, industry=["x"] * 14))
    found = offered(by_segment)
    assert (found["E1"], found["E2"], found["E3"], found["C1"]) == ("泵", "阀", "no_segment", "has_all")
    assert by_segment.summary.segment_by == "segment"
    by_industry = offer(orders_of(lines), made_list("customers", id=ids, segment=[None] * 14, industry=segments))
    assert (by_industry.summary.segment_by, offered(by_industry)) == ("industry", found)
    everybody = offer(orders_of(lines), made_list("customers", id=ids))
    assert (everybody.summary.segment_by, offered(everybody)["C1"]) == ("all", "阀")
    assert "OFFER-no-segments" in {problem.code for problem in everybody.findings}


def test_old_purchases_support_nothing_but_are_had() -> None:
    """Before the window nobody counts as a supporter; who ever bought it does not lack it."""
    lines: list[Any] = [(f"C{n}", "泵", 364, 5) for n in range(1, 6)] + [("C6", "泵", 2000, 5), ("C7", "阀", 1, 5)]
    found = offered(offer(orders_of(lines)))
    assert (found["C6"], found["C7"]) == ("has_all", "泵")
    older: list[Any] = [
        (customer, product, 365 if product == "泵" else days, a) for customer, product, days, a in lines
    ]
    assert offered(offer(orders_of(older)))["C7"] == "few_like"


def test_what_was_returned_was_not_bought() -> None:
    lines: list[Any] = [(f"C{n}", "泵", 10, 5) for n in range(1, 7)]
    found = offered(offer(orders_of([*lines, ("C6", "泵", 5, -5)])))
    assert found["C6"] == "泵"


def test_the_id_of_a_product_is_its_key() -> None:
    lines: list[Any] = [(f"C{n}", f"泵{n}", 10, 5) for n in range(1, 6)] + [("C6", "泵6", 10, 5)]
    ids = ["P1", "Ｐ1", "P1 ", "P1", "P1", "P2"]
    row = rows_of(offer(orders_of(lines, product_id=ids)), "offer")[0]
    assert (row["id"], row["supporters"], row["product"]) == ("C6", 5, "泵5")


# Reorders


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((60, 40, 20), ("due", 20, "own", 0)),  # 20 days since, gaps of 20: due today
        ((61, 40, 19), ("soon", 21, "own", -2)),
        ((62, 41, 21), ("due", 21, "own", 0)),  # 20.5 days count as 21
        ((90, 70, 60), ("lost", 15, "own", 45)),  # 60 days are four gaps
        ((75, 60, 45), ("due", 15, "own", 30)),  # 45 days are three gaps
        ((100, 50, 0), ("later", 50, "own", -50)),
    ],
)
def test_when_a_customer_is_due_by_his_own_gap(days: tuple[int, ...], expected: tuple[str, int, str, int]) -> None:
    result = offer(orders_of([("C1", "泵", n, 5) for n in days]))
    assert result.summary.by_status[expected[0]] == 1
    if expected[0] in ("due", "soon"):
        row = rows_of(result, "reorder")[0]
        assert (row["status"], row["gap_days"], row["gap_from"], row["overdue_days"]) == expected
        assert row["due"] == AS_OF - timedelta(days=expected[3])
        assert row["times"] == 3


@pytest.mark.parametrize(("gaps", "known"), [(5, True), (6, False)])
def test_the_products_gap_stands_in_where_there_are_enough(gaps: int, known: bool) -> None:  # noqa: FBT001 - a case
    """Gaps of 10, 20, 30, 41 and 60 days: the median is 30. C9 bought once, 35 days ago."""
    lines: list[Any] = [("C9", "泵", 35, 7)]
    for n, gap in enumerate((10, 20, 30, 41, 60)):
        lines += [(f"C{n}", "泵", 0, 5), (f"C{n}", "泵", gap, 5)]
    result = offer(orders_of(lines), gaps=gaps)
    assert result.summary.by_status["unknown"] == (0 if known else 6)
    found = [(r["id"], r["gap_days"], r["gap_from"], r["overdue_days"]) for r in rows_of(result, "reorder")]
    assert found == ([("C9", 30, "product", 5)] if known else [])


def test_an_even_median_counts_up_and_two_lines_a_day_are_one() -> None:
    lines: list[Any] = [("C9", "泵", 16, 7)]
    for n, gap in enumerate((15, 16)):
        lines += [(f"C{n}", "泵", 0, 5), (f"C{n}", "泵", 0, 5), (f"C{n}", "泵", gap, 5)]
    row = rows_of(offer(orders_of(lines), gaps=2), "reorder")[0]
    assert (row["id"], row["gap_days"], row["overdue_days"]) == ("C9", 16, 0)


def test_due_first_then_soon_the_largest_first() -> None:
    lines: list[Any] = []
    for customer, ago, amount in (("C1", 20, 5), ("C2", 20, 50), ("C3", 30, 50), ("C4", 15, 500)):
        lines += [(customer, "泵", ago + 20 * n, amount) for n in range(3)]
    result = offer(orders_of(lines))
    assert [(row["id"], row["status"]) for row in rows_of(result, "reorder")] == [
        ("C3", "due"), ("C2", "due"), ("C1", "due"), ("C4", "soon"),
    ]  # fmt: skip
    assert (result.summary.due, result.summary.due_worth, result.summary.soon_worth) == (3, Decimal(105), Decimal(500))
    shuffled = list(lines)
    random.Random(1).shuffle(shuffled)  # noqa: S311 - an order of rows
    assert list(offer(orders_of(shuffled)).rows.rows()) == list(result.rows.rows())


# What cannot be told


def test_orders_without_products_still_tell_reorders() -> None:
    lines: list[Any] = [("C1", None, n, 5) for n in (60, 40, 20)]
    result = offer(orders_of(lines))
    assert "OFFER-no-products" in {problem.code for problem in result.findings}
    assert [(row["id"], row["product"], row["status"]) for row in result.rows.records()] == [("C1", None, "due")]
    some = offer(orders_of([*lines, ("C2", "泵", 5, 5)]))
    assert some.summary.lines_without_product == 3
    assert "OFFER-lines-without-product" in {problem.code for problem in some.findings}


def test_one_customer_and_returns_only() -> None:
    result = offer(orders_of([("C1", "泵", 10, -5)]))
    assert (offered(result), result.summary.due, result.summary.offers) == ({"C1": "few_like"}, 0, 0)


def test_two_customers_of_one_id_are_one_and_unknown_ones_are_told() -> None:
    people = made_list("customers", id=["C1", "C1"], industry=["水务", "水务"])
    result = offer(orders_of([("C1", "泵", 10, 5), ("C9", "泵", 10, 5), ("C1", "泵", -5, 5)]), people)
    assert sorted(offered(result)) == ["C1", "C9"]
    codes = {problem.code for problem in result.findings}
    assert {"CUSTOMERS-duplicate", "ORDERS-unknown-customer", "ORDERS-after-as-of"} <= codes


def test_without_orders_nothing_is_known() -> None:
    with pytest.raises(BadInput, match="没有订单"):
        offer(None, made_list("customers", id=["C1"]))


def returned(*rows: tuple[str, str, int, int]) -> list[tuple[object, ...]]:
    """Reorders of rows of customer, order number, days before the as-of, amount: product, times, days since, worth."""
    orders = made_list(
        "orders",
        customer_id=[row[0] for row in rows],
        order_id=[row[1] for row in rows],
        product=["泵"] * len(rows),
        date=[AS_OF - timedelta(days=row[2]) for row in rows],
        amount=[row[3] for row in rows],
    )
    found = rows_of(offer(orders, own_orders=3), "reorder")
    return [(row["times"], (AS_OF - row["last_bought"]).days, row["worth"]) for row in found]


def test_what_was_returned_is_not_due_again() -> None:
    """Three orders 30 days apart; the last is returned under its own number, then all of it by credit notes."""
    bought = [("C1", "1", 120, 10), ("C1", "2", 90, 10), ("C1", "3", 60, 10), ("C1", "4", 30, 10)]
    assert returned(*bought) == [(4, 30, 10)]
    assert returned(*bought, ("C1", "4", 20, -10)) == [(3, 60, 10)]
    assert returned(*bought, ("C1", "4", 20, -4)) == [(4, 30, 9)]
    assert returned(*bought, ("C1", "R1", 20, -40)) == []
    assert returned(*bought, ("C1", "R1", 20, -39)) == [(4, 30, 10)]


@pytest.mark.parametrize(("days", "kinds"), [(14, 1), (15, 0)])
def test_a_reorder_is_soon_up_to_the_limit(days: int, kinds: int) -> None:
    """Four orders 60 days apart, the next due in so many days; soon is 14 days."""
    lines: list[Line] = [("C1", "泵", 60 * back + 60 - days, 10) for back in range(4)]
    found = offer(orders_of(lines), soon_days=14)
    assert [found.summary.soon, found.summary.due] == [kinds, 0]
