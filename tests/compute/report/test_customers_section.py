"""The customers in the report: points of the Pareto curve, class map, RFM, life cycle, everyone by amount."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from made_customers import AS_OF, MAY_31, ago, customers_found, found_with, orders
from made_lists import made_list
from salesplan.compute.report.customers import section
from salesplan.compute.report.found import Found
from salesplan.compute.report.rows import only_row
from salesplan.model.records import Records

TEN = (400, 200, 100, 80, 60, 50, 40, 30, 25, 15)
"""The first two hold 600 of 1,000; five hold 840, four only 780."""
HAND = ((10, 12, 60000), (40, 6, 30000), (40, 2, 45000), (120, 3, 5000), (300, 1, 1000))
"""Days, orders, amount of five customers (methods.md 5.1)."""
DAYS = {"A": 10, "B": 30, "C": 100, "D": 140, "E": 200, "F": 250}


def listed(amounts: tuple[Any, ...], **more: list[Any]) -> Records:
    ids = [f"C{at:02}" for at in range(1, len(amounts) + 1)]
    return made_list("customers", id=ids, amount=list(amounts), **more)


def rows(found: Found, name: str) -> list[dict[str, Any]]:
    table = section(found).table(name)
    assert table is not None
    return list(table.rows.records())


def names(found: Found) -> set[str]:
    return {table.name for table in section(found).tables}


def stood() -> Found:
    """Six who bought once long ago and once so many days ago, and one who never bought."""
    people = made_list("customers", id=[*DAYS, "G"], name=[*DAYS, None])
    old = [(code, 800, 5) for code in DAYS]
    return customers_found(people, orders(*old, *((code, days, 100 + days) for code, days in DAYS.items())))


def test_the_curve_goes_through_the_first_fifth_and_through_whoever_reaches_80_percent() -> None:
    found = customers_found(listed(TEN), states=False)
    points = {row["customers"]: row for row in rows(found, "pareto")}
    assert list(points) == list(range(11))
    assert [points[at]["reached"] for at in (0, 1, 2, 4, 5, 10)] == [
        Decimal(text) for text in ("0", "0.4", "0.6", "0.78", "0.84", "1")
    ]
    assert [points[at]["amount"] for at in (0, 2, 10)] == [0, 600, 1000]
    assert points[3]["customer_share"] == Decimal("0.3")
    assert {at: row["mark"] for at, row in points.items() if row["mark"]} == {2: "top20", 5: "most"}
    facts = only_row(section(found).table("customers_facts"))
    assert [facts[key] for key in ("pareto_customers", "top20_customers", "top20_share")] == [10, 2, Decimal("0.6")]
    assert [facts["needed"], facts["needed_share"]] == [5, Decimal("0.5")]


def test_many_customers_are_at_most_60_points_the_marked_ones_among_them() -> None:
    points = rows(customers_found(listed(tuple(range(1, 1001))), states=False), "pareto")
    assert len(points) <= 60
    assert [row["customers"] for row in points if row["mark"] == "top20"] == [200]
    assert (points[0]["reached"], points[-1]["reached"], points[-1]["customers"]) == (0, 1, 1000)
    steps = [after["reached"] - before["reached"] for before, after in pairwise(points)]
    assert min(steps) > 0


def test_negative_and_unknown_amounts_are_not_on_the_curve_and_come_last_of_everyone() -> None:
    found = customers_found(listed((100, -30, None, 300)), states=False)
    assert [row["customers"] for row in rows(found, "pareto")] == [0, 1, 2]
    assert rows(found, "pareto")[-1]["amount"] == 400
    groups = {row["pareto"]: row["customers"] for row in rows(found, "pareto_classes")}
    assert groups == {"A": 2, "negative": 1}
    everyone = section(found).table("top_customers")
    assert everyone is not None
    assert [row["id"] for row in everyone.rows.records()] == ["C04", "C01", "C02", "C03"]
    assert (everyone.totals["amount"], list(everyone.summed)) == (370, ["amount"])


@pytest.mark.parametrize("amounts", [(0, 0), (None, None), (-5, 0)])
def test_without_an_amount_above_0_there_is_no_curve(amounts: tuple[Any, ...]) -> None:
    found = customers_found(listed(amounts), states=False)
    assert not {"pareto", "pareto_classes"} & names(found)
    assert {"classes", "top_customers"} <= names(found)


def test_one_customer_is_a_curve_of_two_points() -> None:
    points = rows(customers_found(listed((50,)), states=False), "pareto")
    assert [(row["customers"], row["reached"]) for row in points] == [(0, 0), (1, 1)]


def test_a_customer_who_stands_twice_in_the_list_is_one_everywhere() -> None:
    ids = ["A", "B", "A"]
    bought = orders(("A", 10, 300), ("B", 20, 100))
    found = customers_found(made_list("customers", id=ids, name=["a", "b", "a2"]), bought)
    assert [row["customers"] for row in rows(found, "pareto")] == [0, 1, 2]
    assert [row["id"] for row in rows(found, "top_customers")] == ["A", "B"]
    cross = section(found).table("class_map")
    assert cross is not None
    assert cross.totals["customers"] == 2
    assert [row["tier_none"] for row in cross.rows.records()] == [None]
    rfm = section(found).table("rfm")
    assert rfm is not None
    assert [rfm.totals["customers"], rfm.totals["amount"]] == [2, 400]
    assert [row["year_amount"] for row in rows(found, "states") if row["year_amount"]] == [400]


def test_classes_add_up_to_everyone_and_those_nobody_is_in_are_left_out() -> None:
    needs = {"purchasing_power": [5, None, 5], "authority": [5, None, 5], "need": [5, None, 1]}
    people = made_list("customers", id=["A", "B", "C"], amount=[100, 20, 30], last_order=[AS_OF, None, None], **needs)
    table = section(customers_found(people, states=False)).table("classes")
    assert table is not None
    held = {row["class"]: (row["customers"], row["amount"]) for row in table.rows.records()}
    assert table.totals["customers"] == 3
    assert held["A"] == (1, 100)
    assert held["U"] == (1, 20)
    assert table.totals["amount"] == 150
    assert "share" not in table.totals


def test_the_class_map_counts_each_class_by_tier_and_who_is_valuable_and_idle() -> None:
    days, counts, amounts = zip(*HAND, strict=True)
    people = listed(amounts, orders=list(counts), last_order=[ago(each) for each in days])
    found = customers_found(people, states=False)
    cells = {row["class"]: row for row in rows(found, "class_map")}
    # tiers A, B, B, C, D by hand; the last two ordered longer ago than 90 days: not class A
    assert [cells["A"][key] for key in ("tier_A", "tier_B", "tier_C", "tier_D", "tier_none")] == [
        1,
        2,
        None,
        None,
        None,
    ]
    assert [cells["U"][key] for key in ("tier_C", "tier_D", "customers")] == [1, 1, 2]
    facts = only_row(section(found).table("customers_facts"))
    assert [facts["valuable"], facts["valuable_idle"], facts["valuable_idle_amount"]] == [3, 0, 0]


def test_whoever_is_valuable_and_has_not_ordered_lately_is_counted_with_his_amount() -> None:
    _, counts, amounts = zip(*HAND, strict=True)
    people = listed(amounts, orders=list(counts), last_order=[ago(each) for each in (90, 91, 91, 120, 300)])
    facts = only_row(section(customers_found(people, states=False)).table("customers_facts"))
    assert [facts["valuable"], facts["valuable_idle"], facts["valuable_idle_amount"]] == [3, 2, 75000]


def test_recency_by_frequency_counts_customers_and_their_amounts() -> None:
    days, counts, amounts = zip(*HAND, strict=True)
    people = listed(amounts, orders=list(counts), last_order=[ago(each) for each in days])
    found = customers_found(people, states=False)
    cells = {row["recency_score"]: row for row in rows(found, "rfm")}
    assert list(cells) == ["R5", "R4", "R3", "R2", "R1"]
    # scores 555, 343, 324, 232, 111 (methods.md 5.1)
    assert [cells["R5"]["f5"], cells["R3"]["f4"], cells["R3"]["f2"], cells["R2"]["f3"], cells["R1"]["f1"]] == [1] * 5
    assert [cells["R3"]["customers"], cells["R3"]["amount"]] == [2, 75000]
    assert [cells["R3"]["a4"], cells["R3"]["a2"], cells["R3"]["a1"]] == [30000, 45000, None]
    assert [cells["R4"]["customers"], cells["R4"]["f1"]] == [0, None]
    table = section(found).table("rfm")
    assert table is not None
    assert [table.totals[key] for key in ("f1", "f5", "a5", "customers", "amount")] == [1, 1, 60000, 5, 141000]
    limits = [(row["measure"], row["score"]) for row in rows(found, "rfm_limits")]
    assert limits == [(measure, score) for measure in ("recency", "frequency") for score in (2, 3, 4, 5)]


def test_scores_that_nobody_has_stand_in_the_map_too() -> None:
    people = listed((5, 4), orders=[1, 1], last_order=[ago(400), ago(400)])
    cuts = {"recency": [10, 20, 30, 40], "frequency": [2, 3, 4, 5], "monetary": [1, 2, 3, 4]}
    found = customers_found(people, states=False, rfm={"scores": "fixed", "cuts": cuts})
    cells = {row["recency_score"]: row["f1"] for row in rows(found, "rfm")}
    assert cells == {"R5": None, "R4": None, "R3": None, "R2": None, "R1": 2}
    assert "f5" in rows(found, "rfm")[0]


def test_without_amounts_recency_and_frequency_count_customers_alone() -> None:
    people = made_list("customers", id=["A", "B"], orders=[1, 2], last_order=[ago(9), ago(1)])
    table = section(customers_found(people, states=False)).table("rfm")
    assert table is not None
    assert table.totals["customers"] == 2
    assert not {"amount", "a1"} & set(table.rows.keys)


def test_the_types_say_what_to_do_and_who_went_quiet() -> None:
    people = listed((900, 800, 10, 10), orders=[9, 1, 1, 1], last_order=[ago(300), ago(290), AS_OF, AS_OF])
    found = customers_found(people, states=False)
    told = {row["rfm_type"]: (row["customers"], row["action"]) for row in rows(found, "segments")}
    assert told["important_keep"] == (1, "contact_now")
    assert told["important_win_back"] == (1, "win_back")
    facts = only_row(section(found).table("customers_facts"))
    assert [facts["quiet"], facts["quiet_amount"]] == [2, 1700]


def test_without_days_and_orders_there_is_no_map_no_rfm_and_nobody_is_said_to_be_quiet() -> None:
    found = customers_found(listed((30, 20)), states=False)
    assert not {"class_map", "rfm", "segments", "rfm_limits"} & names(found)
    assert only_row(section(found).table("customers_facts"))["quiet"] is None


def test_states_are_those_of_now_and_of_the_day_before_the_period() -> None:
    states = {row["lifecycle"]: row for row in rows(stood(), "states")}
    # active up to 90 days, at risk up to 180; on May 31 B stood at 0 days, C 70, D 110, E 170, F 220, A 770
    assert {code: row["customers"] for code, row in states.items()} == {
        "potential": 1, "new": 0, "active": 2, "at_risk": 2, "churned": 2,
    }  # fmt: skip
    assert {code: row["before"] for code, row in states.items()} == {
        "potential": 1, "new": 0, "active": 2, "at_risk": 2, "churned": 2,
    }  # fmt: skip
    assert [states["at_risk"]["year_amount"], states["at_risk"]["action"]] == [440, "ask"]
    facts = only_row(section(stood()).table("customers_facts"))
    assert [facts[key] for key in ("since", "started", "lost", "won_back", "ended")] == [MAY_31, 4, 1, 1, 4]
    assert [facts["at_risk"], facts["churned"], facts["churned_amount"]] == [2, 2, 650]


def test_those_about_to_be_lost_are_the_ten_at_risk_who_brought_most() -> None:
    assert [(row["id"], row["year_amount"]) for row in rows(stood(), "losing")] == [("D", 240), ("C", 200)]
    many = [f"C{at:02}" for at in range(12)]
    bought = orders(*((code, 700, 1) for code in many), *((code, 120, 10 + at) for at, code in enumerate(many)))
    found = customers_found(made_list("customers", id=many), bought)
    assert [row["id"] for row in rows(found, "losing")] == list(reversed(many))[:10]


def test_whoever_stands_twice_in_the_list_is_about_to_be_lost_once() -> None:
    bought = orders(("A", 700, 1), ("A", 120, 10))
    found = customers_found(made_list("customers", id=["A", "A"], name=["a", "b"]), bought)
    assert [row["id"] for row in rows(found, "losing")] == ["A"]


def test_usual_gaps_are_told_in_whole_days_half_up() -> None:
    # three order days 0, 100 and 221 days before the last: gaps of 110.5 days on average
    bought = orders(("A", 341, 1), ("A", 220, 1), ("A", 120, 1), ("B", 700, 1))
    found = customers_found(made_list("customers", id=["A", "B"]), bought)
    assert [row["gap_days"] for row in rows(found, "losing")] == [111]


def test_without_anybody_at_risk_nobody_is_named() -> None:
    found = customers_found(made_list("customers", id=["A"]), orders(("A", 10, 5)))
    assert "losing" not in names(found)
    assert "states" in names(found)


def test_equal_amounts_are_ordered_by_class_and_id_whatever_the_order_of_the_list() -> None:
    for ids in (["B", "A", "C"], ["C", "B", "A"]):
        people = made_list("customers", id=ids, name=[None] * 3, amount=[5, 5, 5])
        assert [row["id"] for row in rows(customers_found(people, states=False), "top_customers")] == ["A", "B", "C"]


def test_the_next_contact_is_the_users_own_where_he_named_one() -> None:
    people = made_list("customers", id=["A", "B"], amount=[2, 1], next_contact=[ago(-40), None])
    dates = [row["next_contact"] for row in rows(customers_found(people, states=False), "top_customers")]
    assert dates[0] == ago(-40)
    assert dates[1] is not None


def test_without_amounts_everyone_is_listed_by_class_without_totals() -> None:
    people = made_list("customers", id=["B", "A", "C"], last_order=[None, AS_OF, None])
    found = customers_found(people, states=False)
    table = section(found).table("top_customers")
    assert table is not None
    assert [row["id"] for row in table.rows.records()] == ["A", "B", "C"]
    assert (table.totals, table.summed) == ({}, frozenset())
    assert "amount" not in table.rows.keys


def test_without_customers_there_is_no_section_and_what_is_lacking_is_named() -> None:
    nothing = section(found_with(lacking={"customers": ("customers", "orders")}))
    assert not nothing.tables


def test_whoever_is_the_first_fifth_and_80_percent_at_once_is_called_the_first_fifth() -> None:
    points = rows(customers_found(listed((800, 50, 50, 50, 50)), states=False), "pareto")
    assert {row["customers"]: row["mark"] for row in points if row["mark"]} == {1: "top20"}
