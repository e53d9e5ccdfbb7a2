from __future__ import annotations

from datetime import date

import pytest

from made_lists import made_list
from salesplan.compute.customers.links import with_customer_key
from salesplan.compute.customers.population import of_list

DAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("number", "name", "found"),
    [
        ("C1", None, "C1"),
        ("Ｃ1 ", "someone else", "C1"),
        (None, "乙  公司", "C2"),
        (None, "丙公司", None),  # two customers have this name
        ("C9", "乙 公司", None),  # an id nobody has is no other customer's row, whatever the name
        (None, "丁公司", None),
        (None, None, None),
    ],
)
def test_a_row_is_that_of_its_id_else_of_the_one_customer_of_its_name(
    number: str | None, name: str | None, found: str | None
) -> None:
    people = made_list("customers", id=["C1", "C2", "C3", "C4"], name=["甲公司", "乙 公司", "丙公司", "丙公司"])
    rows = made_list("activities", customer_id=[number], customer_name=[name])
    assert with_customer_key(rows, of_list(people, DAY, 90)).get_column("customer_key").to_list() == [found]


def test_lists_without_ids_go_by_names() -> None:
    people = made_list("customers", name=["甲公司", "乙公司"])
    rows = made_list("activities", customer_name=["乙公司", "甲 公司", None, "甲公司"])
    keys = with_customer_key(rows, of_list(people, DAY, 90)).get_column("customer_key").to_list()
    assert keys == ["乙公司", None, None, "甲公司"]


def test_no_row_is_lost_or_doubled() -> None:
    people = made_list("customers", id=["C1", "C1", "C2"], name=["甲", "甲", "乙"])
    rows = made_list("activities", customer_id=["C1", None, "C2", "C1"], customer_name=[None, "甲", None, None])
    keys = with_customer_key(rows, of_list(people, DAY, 90)).get_column("customer_key").to_list()
    assert keys == ["C1", "C1", "C2", "C1"]
