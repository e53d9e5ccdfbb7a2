"""Files and sheets of different kinds are never one list; what is said names each and the line to type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from salesplan.errors import BadUsage, Problem
from salesplan.load.inspection import inspect_source
from salesplan.load.lists import read_list
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.records import Records

Row = list[object]
Book = Callable[..., str]
PEOPLE: list[Row] = [["客户编号", "客户名称", "负责人"], ["C1", "甲", "张"], ["C2", "乙", "李"]]
ORDERS: list[Row] = [["订单号", "客户编号", "日期", "金额"], ["O1", "C1", date(2026, 1, 5), 100]]
REPEATED: list[Row] = [["客户编号", "日期", "金额"], ["C1", date(2026, 1, 5), 1], ["C1", date(2026, 1, 6), 2]]
UNCLEAR: list[Row] = [["客户编号", "日期", "金额"], ["C1", date(2026, 2, 5), 4], ["C2", date(2026, 2, 6), 8]]
DEALS: list[Row] = [["商机名称", "客户名称", "阶段", "预计成交日期"], ["a", "甲", "输单", date(2026, 3, 1)]]
ALL = ReadOptions(sheets=("*",))


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    """Writes a workbook of sheets, by name, into the current folder; one that ends in 隐藏 is hidden."""
    monkeypatch.chdir(tmp_path)

    def write(file: str, **sheets: list[Row]) -> str:
        made = openpyxl.Workbook()
        made.remove(made.worksheets[0])
        for name, rows in sheets.items():
            sheet = made.create_sheet(name.removesuffix("隐藏"))
            sheet.sheet_state = "hidden" if name.endswith("隐藏") else "visible"
            for row in rows:
                sheet.append(row)
        made.save(file)
        return file

    return write


def mixed(*files: str, options: ReadOptions = AS_IT_IS) -> Problem:
    with pytest.raises(BadUsage) as refused:
        read_list(files, options)
    (problem,) = refused.value.problems
    assert (problem.code, problem.severity, problem.place.file) == ("READ-mixed", "error", files[0])
    return problem


def line(problem: Problem) -> str:
    return problem.fix.in_("zh").removeprefix("输入：").partition("（")[0]


def amounts(found: Records) -> list[int]:
    return [value // 10 ** found.scales["amount"] for value in found.frame["amount"]]


def fix_of_other_sheets(found: Records) -> str:
    (fix,) = [p.fix.in_("zh") for p in found.findings if p.code == "READ-other-sheets"]
    return fix


@pytest.mark.parametrize("wanted", [("客户", "订单"), ("*",), ("订单", "客户")])
def test_customers_and_orders_of_one_workbook_are_not_stacked(book: Book, wanted: tuple[str, ...]) -> None:
    file = book("一本.xlsx", 封面=[["2026"], ["说明"]], 客户=PEOPLE, 订单=ORDERS)
    problem = mixed(file, options=ReadOptions(sheets=wanted))
    said = problem.what.in_("zh")
    assert "客户：一本.xlsx › 客户" in said
    assert "订单：一本.xlsx › 订单" in said
    assert line(problem) == "salesplan classify 一本.xlsx --sheet 客户 --orders 一本.xlsx"


def test_the_line_to_type_reads_each_as_what_it_is(book: Book) -> None:
    file = book("一本.xlsx", 客户=PEOPLE, 订单=ORDERS)
    assert read_list([file], ReadOptions(sheets=("客户",))).table == "customers"
    assert amounts(read_list([file], AS_IT_IS, table="orders", strict=True)) == [100]


@pytest.mark.parametrize("orders", [ORDERS, REPEATED, UNCLEAR])
def test_orders_given_as_further_customers_are_refused_in_any_order(book: Book, orders: list[Row]) -> None:
    people, sold = book("组.xlsx", Sheet=PEOPLE), book("my orders.xlsx", Sheet=orders)
    wanted = 'salesplan classify 组.xlsx --orders "my orders.xlsx"'
    assert line(mixed(people, sold)) == wanted
    assert line(mixed(sold, people)) == wanted


def test_whoever_says_what_they_are_is_believed(book: Book) -> None:
    files = [book("a.xlsx", Sheet=PEOPLE), book("b.xlsx", Sheet=REPEATED)]
    assert len(read_list(files, ReadOptions(table="customers"))) == 4


@pytest.mark.parametrize("first", [ORDERS, REPEATED, UNCLEAR])
@pytest.mark.parametrize("second", [ORDERS, REPEATED])
def test_a_short_month_beside_orders_is_orders(book: Book, first: list[Row], second: list[Row]) -> None:
    one, two = book("1月.xlsx", Sheet=first), book("2月.xlsx", Sheet=second)
    for files in ((one, two), (two, one)):
        assert {each.table for each in read_list(files, AS_IT_IS).inputs} == {"orders"}
    months = read_list([book("年.xlsx", 一月=second, 二月=first)], ALL)
    assert (months.table, months.has("customer_id"), months.has("id")) == ("orders", True, False)


def test_what_may_be_either_is_customers_where_nothing_says_otherwise(book: Book) -> None:
    file = book("年.xlsx", 一月=UNCLEAR, 二月=UNCLEAR)
    assert read_list([file], ALL).table == "customers"


def test_a_list_of_customers_with_the_day_of_creation_stays_one(book: Book) -> None:
    header: Row = ["客户编号", "客户名称", "创建时间", "金额"]
    rows: list[Row] = [header, ["C3", "丙", date(2026, 1, 5), 1], ["C3", "丙", date(2026, 1, 5), 2]]
    files = [book("a.xlsx", Sheet=PEOPLE), book("b.xlsx", Sheet=rows)]
    assert read_list(files, AS_IT_IS).table == "customers"


def test_orders_that_the_option_does_not_find_go_into_the_plan(book: Book) -> None:
    """--orders reads one sheet of a workbook, the first that is shown and holds orders."""
    file = book("一本.xlsx", 客户=PEOPLE, 一月=ORDERS, 二月=REPEATED)
    assert mixed(file, options=ALL).fix.in_("en") == (
        'Put in plan.yaml: sources: {customers: {file: "一本.xlsx", sheet: "客户"}, '
        'orders: {file: "一本.xlsx", sheet: ["一月", "二月"]}}, then type salesplan classify'
    )
    hidden = book("藏.xlsx", 客户=PEOPLE, 订单隐藏=ORDERS)
    assert 'orders: {file: "藏.xlsx", sheet: "订单"}' in mixed(hidden, options=ALL).fix.in_("zh")


def test_lists_for_other_commands_are_left_aside(book: Book) -> None:
    file = book("一本.xlsx", 商机=DEALS, 客户=PEOPLE)
    assert line(mixed(file, options=ALL)) == "salesplan classify 一本.xlsx --sheet 客户"
    file = book("两样.xlsx", 商机=DEALS, 订单=ORDERS)
    problem = mixed(file, options=ALL)
    assert line(problem) == "salesplan classify 两样.xlsx --sheet 订单"
    assert problem.fix.in_("zh").endswith("加 --table orders）")


def test_lists_of_which_none_can_be_graded(book: Book) -> None:
    targets: list[Row] = [["区域", "1月", "2月", "3月"], ["华东", 1, 2, 3]]
    problem = mixed(book("一本.xlsx", 商机=DEALS, 目标=targets), options=ALL)
    assert problem.fix.in_("zh") == "一次只给一种名单"


def test_of_many_sheets_the_first_are_named(book: Book) -> None:
    file = book("年.xlsx", 客户=PEOPLE, **{f"{n}月": REPEATED for n in range(1, 8)})
    assert mixed(file, options=ALL).what.in_("zh").endswith("年.xlsx › 5月 ...")


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ({"客户": PEOPLE, "订单": ORDERS}, "里面有订单：加上 --orders 一本.xlsx"),
        ({"客户": PEOPLE, "旧客户": PEOPLE, "订单": ORDERS}, "里面有订单：加上 --orders 一本.xlsx"),
        ({"订单": ORDERS, "客户": PEOPLE}, "里面有客户名单：加上 --sheet 客户 --orders 一本.xlsx"),
        ({"客户": PEOPLE, "旧 客户": PEOPLE}, '要读别的表：--sheet "旧 客户"'),
        ({"客户": PEOPLE, "说明": [["请看"]]}, "无需处理；不对时再改"),
    ],
)
def test_a_sheet_that_was_not_read_says_how_it_is(book: Book, sheets: dict[str, list[Row]], expected: str) -> None:
    file = book("一本.xlsx", **sheets)
    assert fix_of_other_sheets(read_list([file], AS_IT_IS)) == expected


def test_to_look_at_another_sheet_it_is_named(book: Book) -> None:
    found = inspect_source(book("一本.xlsx", 客户=PEOPLE, 订单=ORDERS), AS_IT_IS).findings
    assert [p.fix.in_("zh") for p in found if p.code == "READ-other-sheets"] == ["要读别的表：--sheet 订单"]


def test_further_sheets_of_orders_are_named_in_the_plan(book: Book) -> None:
    """--sheet does not speak of files given as orders."""
    file = book("一本.xlsx", 客户=PEOPLE, 订单=ORDERS)
    assert fix_of_other_sheets(read_list([file], AS_IT_IS, table="orders", strict=True)) == "无需处理；不对时再改"
    file = book("年.xlsx", **{"2025": ORDERS, "客户": PEOPLE, "2026": REPEATED})
    fix = fix_of_other_sheets(read_list([file], AS_IT_IS, table="orders", strict=True))
    assert fix.endswith('sources: {orders: {file: "年.xlsx", sheet: ["2025", "2026"]}}')
