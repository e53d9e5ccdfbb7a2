from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeAlias

import narwhals as nw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.compute.customers.columns import CODES
from salesplan.compute.customers.keys import plain, plain_text
from salesplan.compute.customers.lines import LEFT_OUT
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.errors import BadInput
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.result import Input, Result

Make: TypeAlias = Callable[..., Records]
Rate: TypeAlias = Callable[..., Result[ClassifySummary]]
AS_OF = date(2026, 7, 1)


def column(result: Result[ClassifySummary], key: str) -> list[Any]:
    return [row[key] for row in result.rows.records()]


def codes(result: Result[ClassifySummary]) -> list[str]:
    return [p.code for p in result.findings]


def test_orders_alone_name_the_customers_of_the_newest_order(orders_of: Make, rate: Rate) -> None:
    orders = orders_of(
        ("c1", "1", 30, 10),
        ("c1", "3", 5, 10),
        ("c1", "2", 5, 10),
        ("c2", "4", 8, 99),
        customer_name=["旧名", "新名", "同日小号", "乙"],
        region=["华南", "华东", "华北", None],
        rep=["R1", "R2", "R3", None],
    )
    result = rate(orders=orders)
    first, second = result.rows.records()
    assert (first["id"], first["amount"]) == ("c2", 99)  # the largest amount stands first
    assert (second["name"], second["region"], second["owner"]) == ("新名", "华东", "R2")
    assert "row" not in second
    assert second["source"] == "orders"
    # with nothing to compare with, nobody is unknown
    assert (result.summary.unknown_customers, result.summary.unknown_customer_orders) == (None, None)


def test_an_order_is_a_customer_and_a_number_or_a_customer_and_a_day(orders_of: Make, rate: Rate) -> None:
    result = rate(
        orders=orders_of(
            ("a", "1", 10, 5),
            ("a", "1", 10, 6),  # two lines, one order
            ("b", "1", 10, 5),  # the number of another customer
            ("a", None, 10, 1),
            ("a", None, 10, 1),
            ("a", None, 9, 1),
            ("a", "2", 8, -1),  # a return is no order
            ("a", "3", 7, 0),
        )
    )
    assert {row["id"]: row["orders"] for row in result.rows.records()} == {"a": 3, "b": 1}
    summary = result.summary
    assert (summary.orders, summary.order_numbers, summary.shared_order_numbers) == (4, 3, 1)
    assert "ORDERS-shared-number" in codes(result)


def test_the_window_has_both_ends_and_the_rest_still_counts_for_days(orders_of: Make, rate: Rate) -> None:
    result = rate(orders=orders_of(("a", "1", 364, 5), ("b", "2", 365, 7), ("c", "3", 0, 9)))
    found = {row["id"]: row for row in result.rows.records()}
    assert [found[c]["amount"] for c in "abc"] == [5, None, 9]
    assert [found[c]["orders"] for c in "abc"] == [1, 0, 1]
    assert [found[c]["recency_days"] for c in "abc"] == [364, 365, 0]
    assert [found[c]["recency_score"] for c in "abc"] == [1, None, 3]
    assert found["b"]["pareto_reason"] == "no_order_in_window"
    assert found["b"]["lifecycle"] == "churned"
    assert (result.summary.customers_with_order, result.summary.customers_without_order) == (2, 1)
    assert result.summary.net_total == 14


def test_a_return_under_the_same_number_moves_no_order_day(orders_of: Make, rate: Rate) -> None:
    result = rate(orders=orders_of(("a", "1", 50, 100), ("a", "1", 2, -30), ("a", "1", 1, 0)))
    assert column(result, "last_order") == [AS_OF - timedelta(days=50)]
    assert column(result, "amount") == [70]
    assert column(result, "orders") == [1]


def test_only_returns_in_the_window_are_an_amount_but_no_order(orders_of: Make, rate: Rate) -> None:
    result = rate(orders=orders_of(("a", "1", 400, 100), ("a", "2", 2, -30), ("b", "3", 2, 50)))
    found = {row["id"]: row for row in result.rows.records()}
    assert (found["a"]["amount"], found["a"]["pareto"], found["a"]["orders"]) == (-30, "negative", 0)
    assert found["a"]["monetary_score"] is None
    assert found["a"]["recency_days"] == 400


def test_lines_that_cannot_count_are_counted_by_reason(orders_of: Make, rate: Rate) -> None:
    orders = orders_of(
        ("a", "1", 3, 5),
        (None, "2", 3, 5),
        ("  ", "2", 3, 5),
        ("a", "3", None, 5),
        ("a", "4", 3, None),
        ("a", "5", -1, 5),
        ("a", "5", -2, 5),
        ("a", "6", 0, 5),
    )
    result = rate(orders=orders)
    (read,) = result.inputs
    assert read.used == 2
    assert dict(read.left_out) == dict(zip(LEFT_OUT, (2, 1, 1, 2), strict=True))
    assert result.summary.later_orders == 1
    assert result.summary.net_total == 10
    assert codes(result)[:4] == ["ORDERS-no-customer", "ORDERS-no-date", "ORDERS-no-amount", "ORDERS-after-as-of"]


def test_list_and_orders_join_and_the_stated_amount_stands_beside(
    customers_of: Make, orders_of: Make, rate: Rate
) -> None:
    listed = customers_of(
        id=["a", "b", "d"],
        name=["甲", "乙", "丁"],
        owner=["R1", None, None],
        amount=[1000, 2000, None],
        need=[5, 5, None],
    )
    result = rate(listed, orders_of(("a", "1", 3, 5), ("c", "2", 3, 7), ("c", "2", 3, 1), rep=["X", "Y", "Y"]))
    assert column(result, "id") == ["a", "b", "d", "c"]
    assert column(result, "row") == [2, 3, 4, None]
    assert column(result, "source") == ["list", "list", "list", "orders"]
    assert column(result, "amount") == [5, None, None, 8]
    assert column(result, "amount_stated") == [1000, 2000, None, None]
    assert column(result, "owner") == ["R1", None, None, "Y"]
    assert column(result, "lifecycle") == ["active", "potential", "potential", "active"]
    summary = result.summary
    assert (summary.unknown_customers, summary.unknown_customer_orders) == (1, 1)
    assert [summary.customers, summary.net_total] == [4, 13]
    assert "ORDERS-unknown-customer" in codes(result)


def test_customers_whose_rows_had_bad_cells_are_told_from_strangers(
    customers_of: Make, orders_of: Make, rate: Rate
) -> None:
    listed = replace(
        customers_of(id=["a"], name=["甲"]), left_out=(("b", "乙"), (None, "丙"), ("z", None), (None, None))
    )
    orders = orders_of(
        ("b", "1", 2, 5),
        (None, "2", 3, 7),
        (None, "3", 3, 1),
        ("x", "4", 300, 9),
        customer_name=[None, "乙", "丙", None],
    )
    result = rate(listed, orders)
    found = {row["id"] or row["name"]: row for row in result.rows.records()}
    sources = {key: row["source"] for key, row in found.items()}
    assert sources == {"a": "list", "b": "list_left_out", "丙": "list_left_out", "x": "orders"}
    assert (found["b"]["amount"], found["b"]["class"], found["b"]["row"]) == (12, "A", None)
    assert (result.summary.unknown_customers, result.summary.unknown_customer_orders) == (1, 1)
    said = {p.code: p.what.in_("zh") for p in result.findings}
    assert said["CUSTOMERS-left-out"] == "2 个客户（b、丙）的行有坏单元格，只按订单算"
    assert "（x）不在客户表里" in said["ORDERS-unknown-customer"]


def lost(*rows: tuple[int, int, str | None, str | None]) -> nw.DataFrame[Any]:
    """Rows that bad cells took out of a list: sheet, row, id, name."""
    columns = {key: [row[at] for row in rows] for at, key in enumerate((SOURCE, ROW, "id", "name"))}
    kinds = {SOURCE: nw.Int64(), ROW: nw.Int64(), "id": nw.String(), "name": nw.String()}
    return nw.from_dict(columns, schema=kinds, backend="polars")


@pytest.mark.parametrize("with_orders", [True, False])
def test_customers_whom_a_bad_cell_takes_out_of_the_result_are_named(
    customers_of: Make, orders_of: Make, rate: Rate, *, with_orders: bool
) -> None:
    """Not one who stands in another row (a), nor one whom the orders know (b)."""
    gone = lost((0, 3, "a", "甲"), (0, 4, "b", "乙"), (0, 5, "c", "丙"), (0, 7, None, "丁"), (0, 8, None, None))
    listed = replace(
        customers_of(id=["a"], name=["甲"]), left_out=(("a", "甲"), ("b", "乙"), ("c", "丙"), (None, "丁")), lost=gone
    )
    result = rate(listed, orders_of(("b", "1", 2, 5)) if with_orders else None)
    (finding,) = [p for p in result.findings if p.code == "CUSTOMERS-absent"]
    assert finding.what.in_("zh") == (
        "3 行有坏单元格，结果里没有这些客户：c 丙（第 5 行）、丁（第 7 行）、第 8 行"
        if with_orders
        else "4 行有坏单元格，结果里没有这些客户：b 乙（第 4 行）、c 丙（第 5 行）、丁（第 7 行）、第 8 行"
    )
    assert (finding.place.file, finding.place.sheet) == (listed.inputs[0].file, listed.inputs[0].sheet)


def test_of_many_absent_customers_the_first_are_named_with_their_sheets(customers_of: Make, rate: Rate) -> None:
    listed = customers_of(id=["a"])
    (first,) = listed.inputs
    inputs = (first, replace(first, sheet=None, file="b.csv"))
    gone = lost((1, 2, "g", None), *((0, row, f"c{row}", None) for row in range(5, 10)))
    result = rate(replace(listed, inputs=inputs, lost=gone))
    (finding,) = [p for p in result.findings if p.code == "CUSTOMERS-absent"]
    assert finding.what.in_("en").startswith("6 rows have bad cells")
    assert finding.what.in_("en").endswith("c9 (customers row 9) ...")
    result = rate(replace(listed, inputs=inputs, lost=gone.head(1)))
    assert "g（b.csv 第 2 行）" in next(p for p in result.findings if p.code == "CUSTOMERS-absent").what.in_("zh")


def test_of_many_strangers_the_first_are_named(customers_of: Make, orders_of: Make, rate: Rate) -> None:
    result = rate(customers_of(id=["a"]), orders_of(*((f"s{n}", str(n), 3, 5) for n in range(6))))
    (finding,) = [p for p in result.findings if p.code == "ORDERS-unknown-customer"]
    assert "6 customers of the orders (s0, s1, s2, s3, s4 ...)" in finding.what.in_("en")


@pytest.mark.parametrize(
    ("columns", "orders", "expected"),
    [
        ({"last_order": [None], "last_contact": [None]}, [], []),
        ({"need": [5], "last_contact": [None]}, [], ["CLASSIFY-no-last-order"]),
        ({"need": [5]}, [], ["CLASSIFY-no-last-order", "CLASSIFY-no-last-contact"]),
        ({"need": [5]}, [("a", "1", 3, 5)], ["CLASSIFY-no-last-contact"]),
    ],
)
def test_what_a_list_lacks_is_said_once(
    customers_of: Make, orders_of: Make, rate: Rate, columns: dict[str, Any], orders: list[Any], expected: list[str]
) -> None:
    result = rate(customers_of(id=["a"], **columns), orders_of(*orders) if orders else None)
    assert [code for code in codes(result) if code.startswith("CLASSIFY")] == expected


def test_a_list_with_nothing_to_go_by_says_that_all_are_u(customers_of: Make, rate: Rate) -> None:
    (finding,) = [p for p in rate(customers_of(id=["a"])).findings if p.code == "CLASSIFY-no-last-order"]
    assert finding.severity == "warning"
    assert "MAN" in finding.what.in_("zh")
    assert "--column last_order=" in finding.fix.in_("zh")


def test_names_join_where_one_of_the_tables_has_no_ids(customers_of: Make, orders_of: Make, rate: Rate) -> None:
    orders = orders_of(("x1", "1", 3, 5), ("x1", "2", 3, 7), customer_name=["甲（广州） 公司", " 甲(广州)  公司"])
    result = rate(customers_of(name=["甲(广州) 公司", "乙"]), orders)
    assert column(result, "amount") == [12, None]
    assert "CUSTOMERS-by-name" in codes(result)


def test_an_order_line_without_id_finds_the_customer_of_that_name(
    customers_of: Make, orders_of: Make, rate: Rate
) -> None:
    listed = customers_of(id=["a", "b", "c"], name=["甲", "乙", "乙"])
    orders = orders_of((None, "1", 3, 5), ("a", "2", 3, 7), (None, "3", 3, 1), customer_name=["甲", "别名", "乙"])
    result = rate(listed, orders)
    assert column(result, "amount") == [12, None, None, 1]  # 乙 is two customers: nobody can tell which


def test_a_repeated_customer_shows_the_figures_twice_and_counts_once(
    customers_of: Make, orders_of: Make, rate: Rate
) -> None:
    result = rate(customers_of(id=["a", "b", "a"]), orders_of(("a", "1", 3, 80), ("b", "2", 3, 20)))
    assert column(result, "amount") == [80, 20, 80]
    assert column(result, "share") == [Decimal("0.8"), Decimal("0.2"), Decimal("0.8")]
    assert [result.summary.customers, result.summary.net_total] == [2, 100]
    assert result.summary.by_class["A"].customers == 2
    (finding,) = [p for p in result.findings if p.code == "CUSTOMERS-duplicate"]
    assert finding.value == "a"


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 0, 2]])
def test_of_repeated_ids_the_row_with_the_highest_amount_counts(
    order: list[int], customers_of: Make, rate: Rate
) -> None:
    ids, amounts = [["a", "a", "b"][i] for i in order], [[80, 5, 20][i] for i in order]
    result = rate(customers_of(id=ids, amount=amounts))
    assert result.summary.net_total == 100
    assert [column(result, "pareto")[order.index(i)] for i in range(3)] == ["A", "C", "B"]


def test_equal_names_without_ids_are_different_customers(customers_of: Make, rate: Rate) -> None:
    result = rate(customers_of(name=["张伟", "张伟", None, None], amount=[1, 2, 3, 4]))
    assert [result.summary.customers, result.summary.net_total] == [4, 10]
    result = rate(customers_of(id=["1", None, None, "1"], name=["张伟"] * 4, amount=[1, 2, 3, 4]))
    assert [result.summary.customers, result.summary.net_total] == [3, 9]  # 2 + 3 and the 4 of id 1


def test_nothing_in_the_window_is_one_warning_with_the_line_to_type(orders_of: Make, rate: Rate) -> None:
    result = rate(orders=orders_of(("a", "1", date(2017, 12, 30), 5), ("a", "2", date(2017, 2, 3), 5)))
    (finding,) = result.findings
    assert (finding.code, finding.severity, finding.value) == ("CLASSIFY-stale", "warning", "2017-12-30")
    assert finding.fix.in_("zh") == "在这条命令后面加上 --as-of 2017-12-31"
    assert column(result, "pareto") == [None]


@pytest.mark.parametrize(
    ("days", "window", "limit", "warned"),
    [
        (30, "365", 30, False),
        (31, "365", 30, True),
        (31, "12m", 30, True),
        (31, "all", 30, True),
        (31, "365", 31, False),
        (8, "365", 7, True),
        (31, "2026-01-01..2026-07-01", 30, True),
        (31, "2026-01-01..2026-12-31", 30, True),
        (31, "2026-01-01..2026-06-30", 30, False),
    ],
)
def test_orders_that_end_long_before_the_as_of_are_a_warning(
    orders_of: Make, rate: Rate, days: int, window: str, limit: int, *, warned: bool
) -> None:
    """Unless the window was chosen to end earlier."""
    orders = orders_of(("a", "1", days, 5), ("a", "2", 100, 5))
    result = rate(orders=orders, window=window, stale_days=limit)
    assert ("CLASSIFY-stale" in codes(result)) is warned


def test_the_warning_of_old_orders_names_both_days_and_the_line_to_type(orders_of: Make, rate: Rate) -> None:
    result = rate(orders=orders_of(("a", "1", date(2025, 12, 31), 5)), as_of=date(2026, 7, 15))
    (finding,) = [p for p in result.findings if p.code == "CLASSIFY-stale"]
    assert finding.what.in_("zh") == (
        "最新的订单是 2025-12-31，比截止日期 2026-07-15 早 196 天：这期间的订单不在内，等级会偏低"
    )
    assert finding.fix.in_("zh").endswith("--as-of 2025-12-31")
    assert (finding.severity, finding.value) == ("warning", "2025-12-31")


def test_the_day_to_type_is_never_after_the_as_of(orders_of: Make, rate: Rate) -> None:
    result = rate(orders=orders_of(("a", "1", date(2026, 6, 20), 5)), as_of=date(2026, 6, 25), window="3")
    assert "--as-of 2026-06-25" in result.findings[0].fix.in_("en")


def test_orders_that_all_net_to_nothing_are_said_and_no_other_day_is_offered(orders_of: Make, rate: Rate) -> None:
    result = rate(orders=orders_of(("a", "1", 5, 10), ("a", "1", 5, -10), ("b", "2", 6, -3)))
    (finding,) = [p for p in result.findings if p.code.startswith("CLASSIFY-")]
    assert (finding.code, finding.severity) == ("CLASSIFY-no-orders", "warning")
    assert finding.what.in_("zh") == (
        "2025-07-02..2026-07-01 的订单，每个合起来都不大于 0（全退了，或金额是 0），没有一家算下过单"
    )
    assert "--as-of" not in finding.fix.in_("zh")


def test_a_customer_of_the_orders_may_be_one_of_the_list_in_another_case(
    customers_of: Make, orders_of: Make, rate: Rate
) -> None:
    listed = customers_of(id=["K001", "K002"], name=["甲", "乙"])
    result = rate(listed, orders_of(("k001", "1", 5, 10), ("K003", "2", 5, 10)))
    (finding,) = [p for p in result.findings if p.code == "ORDERS-unknown-customer"]
    assert finding.fix.in_("zh") == "是不是写错了：k001 → K001？把他们加进客户表，或核对客户编号"


def test_no_usable_order_is_said(orders_of: Make, rate: Rate) -> None:
    result = rate(orders=orders_of(("a", "1", -5, 5)))
    assert codes(result) == ["ORDERS-after-as-of", "CLASSIFY-no-orders"]
    assert len(result.rows) == 0
    assert result.summary.customers == 0


def test_a_window_that_begins_after_the_as_of_holds_nothing(orders_of: Make, rate: Rate) -> None:
    result = rate(orders=orders_of(("a", "1", 3, 5)), window="2027-01-01..2027-12-31")
    assert (column(result, "amount"), result.summary.window) == ([None], None)


def test_the_other_amount_column_stands_in_only_where_the_first_is_missing(orders_of: Make, rate: Rate) -> None:
    orders = orders_of(("a", "1", 3, 5), amount_net=[4])
    assert column(rate(orders=orders), "amount") == [5]
    without = replace(orders, frame=orders.frame.drop("amount"))
    assert column(rate(orders=without), "amount") == [4]
    neither = replace(without, frame=without.frame.drop("amount_net"))
    assert codes(rate(orders=neither)) == ["ORDERS-no-amount", "CLASSIFY-no-orders"]


def test_amounts_too_large_for_exact_sums_are_refused(orders_of: Make, customers_of: Make, rate: Rate) -> None:
    huge = "46116860184273879.04"  # 2^62 cents
    with pytest.raises(BadInput) as refused:
        rate(orders=orders_of(("a", "1", 3, huge), ("b", "2", 3, huge)))
    assert refused.value.problems[0].code == "READ-too-large"
    with pytest.raises(BadInput):
        rate(customers_of(id=["a", "b"], amount=[huge, "-" + huge]))


def test_an_empty_list_gives_empty_rows(customers_of: Make, orders_of: Make, rate: Rate) -> None:
    listed = customers_of(id=[], need=[], amount=[], last_order=[], orders=[], next_contact=[])
    result = rate(listed)
    assert (len(result.rows), result.summary.customers, result.summary.due_today) == (0, 0, 0)
    assert len(rate(listed, orders_of(("a", "1", 3, 5))).rows) == 1


def test_every_code_column_has_its_codes(customers_of: Make, orders_of: Make, rate: Rate) -> None:
    listed = customers_of(id=["a", "b"], need=[5, None], authority=[1, None], next_contact=[None, None])
    table = rate(listed, orders_of(("a", "1", 3, 5), ("c", "2", 300, 5))).rows
    assert {c.key for c in table.columns if c.kind == "code"} == set(CODES)
    for row in table.records():
        assert all(row[key] is None or row[key] in codes for key, codes in CODES.items())


def test_rows_of_several_sheets_say_where_they_stand(customers_of: Make, rate: Rate) -> None:
    listed = customers_of(id=["a", "b"], need=[5, 5])
    frame = listed.frame.with_columns(nw.Series.from_iterable(SOURCE, [1, 0], backend="polars"))
    both = (Input("customers", "x.xlsx", "北区"), Input("customers", "x.xlsx", "南区"))
    result = rate(replace(listed, frame=frame, inputs=both))
    assert column(result, "source_sheet") == ["南区", "北区"]
    assert column(result, "source_file") == ["x.xlsx", "x.xlsx"]
    assert "source_file" not in rate(listed).rows.keys  # one sheet is named once, under inputs


def test_the_findings_of_reading_come_first(customers_of: Make, rate: Rate) -> None:
    once = rate(customers_of(name=["甲"]))
    listed = replace(customers_of(name=["甲"]), findings=once.findings)
    assert codes(rate(listed)) == codes(once) * 2


def test_a_last_order_after_the_as_of_is_not_known_yet(customers_of: Make, rate: Rate) -> None:
    result = rate(customers_of(id=["a", "b"], last_order=[AS_OF + timedelta(days=1), AS_OF]))
    assert column(result, "last_order") == [None, AS_OF]
    assert column(result, "class") == ["U", "A"]
    assert "CUSTOMERS-after-as-of" in codes(result)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("C001", "C001"),
        ("Ｃ００１ ", "C001"),
        ("甲　乙", "甲 乙"),
        ("a  b", "a b"),
        (" ", None),
        ("", None),
        ("公司（广州）", "公司(广州)"),
        ("北京·甲", "北京·甲"),
        ("㈱甲", "(株)甲"),
        (None, None),
    ],
)
def test_names_are_compared_written_plainly(written: str | None, expected: str | None) -> None:
    frame = nw.from_dict({"name": [written, "x"]}, schema={"name": nw.String()}, backend="polars")
    assert frame.select(key=plain(frame, "name")).get_column("key").to_list() == [expected, "x"]
    assert written is None or plain_text(written) == expected


LINES = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["1", "2", None]),
        st.integers(-5, 500),
        st.integers(-30, 60),
    ),
    min_size=1,
    max_size=15,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, st.randoms())
def test_facts_are_those_of_plain_loops_whatever_the_order_of_lines(
    orders_of: Make, rate: Rate, lines: list[tuple[str, str | None, int, int]], shuffle: Random
) -> None:
    result = rate(orders=orders_of(*lines))
    shuffled = list(lines)
    shuffle.shuffle(shuffled)
    assert list(rate(orders=orders_of(*shuffled)).rows.records()) == list(result.rows.records())
    for row in result.rows.records():
        own = [
            (number or f"on {days}", days, amount)
            for who, number, days, amount in lines
            if who == row["id"] and days >= 0
        ]
        inside = [line for line in own if line[1] <= 364]
        assert row["amount"] == (sum(line[2] for line in inside) if inside else None)
        assert row["orders"] == len(orders_in(inside))
        days = orders_in(own)
        expected = min(days) if days else None
        assert row["last_order"] == (None if expected is None else AS_OF - timedelta(days=expected))


def orders_in(lines: list[tuple[str, int, int]]) -> list[int]:
    """Of each order that nets to more than 0, how many days ago its newest line with a positive amount is."""
    found = []
    for number in {line[0] for line in lines}:
        own = [line for line in lines if line[0] == number]
        if sum(line[2] for line in own) > 0:
            found.append(min(line[1] for line in own if line[2] > 0))
    return found
