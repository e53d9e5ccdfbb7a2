from __future__ import annotations

from datetime import date

import pytest

from made_lists import made_list
from salesplan.compute.customers.link_findings import of_activities
from salesplan.compute.customers.links import linked_rows, with_customer_key
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


def test_one_customer_in_two_rows_written_differently_has_his_name_alone() -> None:
    people = made_list("customers", id=["C1", "C1", "C2"], name=["ＡＢＣ Ltd", "ABC Ltd", "乙"])
    rows = made_list("activities", customer_name=["ABC  Ltd", "乙"])
    keys = with_customer_key(rows, of_list(people, DAY, 90)).get_column("customer_key").to_list()
    assert keys == ["C1", "C2"]


@pytest.mark.parametrize(
    ("number", "name", "code", "fix"),
    [
        ("c1", None, "ACTIVITIES-unknown-customer", "是不是写错了：c1 → C1？核对客户编号或名称"),
        (None, "abc ltd", "ACTIVITIES-unknown-customer", "是不是写错了：abc ltd → ABC Ltd？核对客户编号或名称"),
        (None, "丙公司", "ACTIVITIES-shared-name", "补上客户编号"),
    ],
)
def test_no_contact_is_lost_without_a_word(number: str | None, name: str | None, code: str, fix: str) -> None:
    """Keys differ in case: another customer, and offered; a name that two have is no proof."""
    people = made_list("customers", id=["C1", "C2", "C3"], name=["ABC Ltd", "丙公司", "丙公司"])
    rows = made_list("activities", customer_id=[number], customer_name=[name], date=[DAY])
    (told,) = of_activities(linked_rows(rows, of_list(people, DAY, 90), DAY), DAY)
    assert (told.code, str(told.fix)) == (code, fix)
