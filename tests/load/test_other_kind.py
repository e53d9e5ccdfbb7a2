from __future__ import annotations

from pathlib import Path

import pytest

from salesplan.errors import BadInput
from salesplan.load.lists import read_list
from salesplan.model.reading import AS_IT_IS, ReadOptions

PLAIN = "客户,日期,金额\n甲,2026-03-01,100\n乙,2026-04-01,200\n"
DEALS = "商机名称,客户名称,阶段,金额,预计成交日期\na,甲,输单,100,2026-03-01\n"
CUSTOMERS = "客户编号,客户名称,需求度,创建时间,金额\nC1,甲,3,2026-01-01,100\nC2,乙,4,2026-01-02,100\n"
PEOPLE = "客户编号,客户名称,电话\nC1,甲,1\n"


def write(folder: Path, text: str) -> str:
    file = folder / "list.csv"
    file.write_text(text, "utf-8")
    return str(file)


@pytest.mark.parametrize(("text", "seems"), [(DEALS, "deals"), (CUSTOMERS, "customers"), (PEOPLE, "customers")])
def test_a_list_of_another_kind_is_refused_as_orders(tmp_path: Path, text: str, seems: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(BadInput) as refused:
        read_list([file], AS_IT_IS, table="orders", strict=True)
    (problem,) = refused.value.problems
    assert (problem.code, problem.value, problem.place.file) == ("READ-other-kind", seems, file)
    assert read_list([file], AS_IT_IS, table="orders").table == "orders"  # only where it is asked for


def test_plain_orders_may_look_like_customers(tmp_path: Path) -> None:
    assert len(read_list([write(tmp_path, PLAIN)], AS_IT_IS, table="orders", strict=True)) == 2


def test_the_users_own_column_of_the_date_decides(tmp_path: Path) -> None:
    options = ReadOptions(columns={"date": "预计成交日期"})
    assert len(read_list([write(tmp_path, DEALS)], options, table="orders", strict=True)) == 1


def test_rows_that_are_left_out_keep_their_names(tmp_path: Path) -> None:
    file = write(tmp_path, "客户编号,客户名称,需求度\nC1,甲,3\nC2,乙,很强\n,丙,9\n")
    assert read_list([file], AS_IT_IS, table="customers", needed=("need",)).left_out == (("C2", "乙"), (None, "丙"))
    assert read_list([file], AS_IT_IS, table="customers").left_out == ()


@pytest.mark.parametrize(
    "heads",
    [
        "日期,客户编号,业务员,方式",
        "日期,客户,业务员,方式",
        "客户名称,业务员,日期,方式",
        "时间,客户编号,客户名称,业务员,方式,备注",
    ],
)
def test_the_plainest_list_of_contacts_is_one(tmp_path: Path, heads: str) -> None:
    """The day and the way have bare names, so the customers' and the people's columns alone would be customers."""
    cells = {"日期": "2026-06-01", "时间": "2026-06-01", "客户编号": "C1", "业务员": "王芳", "方式": "电话"}
    row = ",".join(cells.get(head, "甲") for head in heads.split(","))
    found = read_list([write(tmp_path, f"{heads}\n{row}\n")], AS_IT_IS)
    assert (found.table, found.has("date"), found.has("kind")) == ("activities", True, True)


def test_contacts_without_a_way_are_contacts_where_they_are_asked_for(tmp_path: Path) -> None:
    file = write(tmp_path, "日期,客户,业务员,内容\n2026-06-01,甲,王芳,报价\n")
    assert read_list([file], AS_IT_IS, table="activities", strict=True).has("date")
    for text in (CUSTOMERS, PEOPLE):
        with pytest.raises(BadInput, match="客户"):
            read_list([write(tmp_path, text)], AS_IT_IS, table="activities", strict=True)
