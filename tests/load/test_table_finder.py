"""Lists found in small sheets made by hand: header, columns, totals, fill-down, what the user asked for."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from salesplan.errors import BadInput, BadUsage
from salesplan.load.cellframe import SCHEMA
from salesplan.load.found import FoundTable, index_of, letter_of
from salesplan.load.grid import DATE, NUMBER, TEXT, Grid
from salesplan.load.months import month_of, year_in
from salesplan.load.table_finder import assume_table, find_table
from salesplan.load.totals import total_label
from salesplan.model.reading import ReadOptions

Cell = str | int | float | None
PLAIN = ReadOptions()


def sheet(rows: Sequence[Sequence[Cell]], merged: tuple[tuple[int, int, int, int], ...] = (), name: str = "表") -> Grid:
    """A grid of literal rows from row 1; text "@46023" is a day."""
    cells = [
        (at, column, 0, *_typed(value))
        for at, row in enumerate(rows, 1)
        for column, value in enumerate(row)
        if value is not None
    ]
    return Grid("list.xlsx", name, pl.DataFrame(cells, schema=SCHEMA, orient="row"), "xlsx", merged=merged)


def _typed(value: Cell) -> tuple[int, str]:
    if isinstance(value, str):
        return (DATE, value[1:]) if value.startswith("@") else (TEXT, value)
    return NUMBER, str(value)


def found(rows: Sequence[Sequence[Cell]], options: ReadOptions = PLAIN, table: str | None = None) -> FoundTable:
    result = find_table(sheet(rows), options, table)
    assert result is not None
    return result


def fields(result: FoundTable) -> list[str | None]:
    return [f"{c.table}.{c.field}" if c.status == "foreign" else c.field for c in result.columns]


CUSTOMERS: list[list[Cell]] = [
    ["客户编号", "客户名称", "联系电话", "年销售额"],
    ["C1", "甲", "1", 10],
    ["C2", "乙", "2", 20],
]


# --- header -------------------------------------------------------------------------------------------------------


def test_the_header_is_found_below_titles_and_blank_rows() -> None:
    result = found([["二〇二六年客户台账"], [None], ["制表：", "2026-07-05"], *CUSTOMERS])
    assert result.header_rows == (4,)
    assert result.skipped == {1: "title", 2: "blank", 3: "title"}
    assert (result.first_row, result.last_row, len(result.frame)) == (5, 6, 2)


def test_a_cover_is_no_list() -> None:
    assert find_table(sheet([["销售月报"], ["保密"]]), PLAIN) is None
    assert find_table(sheet([]), PLAIN) is None


def test_an_unknown_header_is_assumed_from_the_first_row_of_texts() -> None:
    grid = sheet([["column1", "column2"], ["a", "b"]])
    assert find_table(grid, PLAIN) is None
    result = assume_table(grid)
    assert result is not None
    assert (result.assumed, result.table, result.header_rows, len(result.frame)) == (True, "", (1,), 1)


def test_one_bare_name_makes_no_header() -> None:
    assert find_table(sheet([["甲公司", "备注"], ["x", "y"]]), PLAIN) is None


def test_instructions_above_and_rules_below_the_header_are_no_rows() -> None:
    result = found(
        [["填写说明：标*必填"], ["*订单编号", "客户名称", "*金额（元）"], ["文本", "文本", "数字"], ["S1", "甲", 5]]
    )
    assert result.skipped == {1: "instructions", 3: "rules"}
    assert [c.starred for c in result.columns] == [True, False, True]


def test_two_header_rows_give_months_and_leave_out_what_is_derived() -> None:
    rows: list[list[Cell]] = [
        ["大区", "2026年12月", None, "1月", None, "累计"],
        [None, "目标", "实际", "目标", "达成率", "目标"],
        ["华北", 1, 2, 3, 0.5, 4],
    ]
    result = find_table(sheet(rows, ((1, 1, 1, 2), (1, 3, 1, 4), (1, 0, 2, 0))), PLAIN)
    assert result is not None
    assert result.header_rows == (1, 2)
    assert fields(result) == ["region", "target", "actual", "target", None, None]
    assert [c.period for c in result.columns] == [None, "2026-12", "2026-12", "2027-01", "2027-01", None]
    assert [c.status for c in result.columns][4:] == ["derived", "derived"]
    assert result.columns[1].raw == "2026年12月 / 目标"
    assert result.columns[1].header == "2026年12月 目标"


def test_months_of_one_row_are_targets_by_the_words_above() -> None:
    result = found([["2026年销售目标（单位：万元）"], ["大区", "1月", "2月"], ["华北", 1, 2]])
    assert result.table == "targets"
    assert [(c.field, c.period) for c in result.columns] == [
        ("region", None), ("target", "2026-01"), ("target", "2026-02"),
    ]  # fmt: skip
    assert result.unit == "万元"


def test_months_without_a_word_about_them_are_no_field() -> None:
    result = found([["大区", "1月", "2月"], ["华北", 1, 2]])
    assert [(c.field, c.period) for c in result.columns][1:] == [(None, "01"), (None, "02")]


# --- which list ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "first", "second", "table"),
    [
        (["客户名称", "下单日期", "金额"], ["甲", "@46023", 1], ["甲", "@46024", 2], "orders"),
        (["客户名称", "下单日期", "金额"], ["甲", "@46023", 1], ["乙", "@46024", 2], "customers"),
        (["订单号", "客户名称", "下单日期", "金额"], ["1", "甲", "@46023", 1], ["2", "乙", "@46024", 2], "orders"),
        (["客户", "产品", "数量", "金额"], ["甲", "泵", 1, 1], ["乙", "阀", 1, 1], "orders"),
        (["客户编号", "金额"], ["1", 1], ["1", 1], "customers"),
        (["客户名称", "创建时间", "金额"], ["甲", "@46023", 1], ["甲", "@46023", 1], "customers"),
        (["客户编号", "跟进日期", "下次跟进", "金额"], ["1", "@46023", "x", 1], ["2", "@46023", "x", 1], "activities"),
        (["业务员", "区域", "目标", "实际"], ["甲", "华东", 1, 1], ["乙", "华东", 1, 1], "targets"),
        (
            ["商机名称", "客户名称", "商机金额", "预计成交日期"],
            ["a", "甲", 1, "@46023"],
            ["b", "乙", 1, "@46023"],
            "deals",
        ),
        (
            ["回款编号", "客户名称", "回款日期", "回款金额"],
            ["a", "甲", "@46023", 1],
            ["b", "乙", "@46023", 1],
            "payments",
        ),
        (["客户名称", "期初余额", "期末余额"], ["甲", 1, 2], ["乙", 1, 2], "receivables"),
        (["产品名称", "单价", "成本"], ["泵", 1, 2], ["阀", 1, 2], "products"),
        (["员工姓名", "部门", "入职日期"], ["甲", "一部", "@46023"], ["乙", "一部", "@46023"], "reps"),
        (["日期", "是否工作日", "名称"], ["@46023", "否", "元旦"], ["@46024", "是", "x"], "calendar"),
        (["竞争对手", "市场份额", "增长率"], ["A", 0.1, 0.2], ["B", 0.1, 0.2], "competitors"),
        (["线索名称", "线索来源", "手机"], ["A", "展会", "1"], ["B", "展会", "2"], "prospects"),
        (["投诉编号", "客户名称", "投诉类型"], ["A", "甲", "质量"], ["B", "乙", "交期"], "complaints"),
        (["业务员", "日期", "工时"], ["A", "@46023", 8], ["B", "@46023", 8], "time"),
    ],
)
def test_what_a_list_is_about(header: list[Cell], first: list[Cell], second: list[Cell], table: str) -> None:
    assert found([header, first, second]).table == table


def test_the_users_word_decides_what_a_list_is_about() -> None:
    assert found(CUSTOMERS, table="orders").table == "orders"
    assert found(CUSTOMERS, ReadOptions(table="deals")).table == "deals"


def test_a_bare_name_means_what_the_list_is_about() -> None:
    customers = found([["编号", "名称", "联系电话"], ["1", "甲", "2"]])
    assert fields(customers) == ["id", "name", "phone"]
    products = found([["编号", "名称", "单价", "成本"], ["1", "泵", 2, 1]])
    assert (products.table, fields(products)) == ("products", ["id", "name", "price", "cost"])


# --- columns ------------------------------------------------------------------------------------------------------


def test_the_better_rank_wins_and_the_other_is_an_extra() -> None:
    result = found([["订单编号", "客户名称", "订单日期", "开票日期", "金额"], ["1", "甲", "@1", "@2", 5]])
    assert [(c.field, c.rank, c.status) for c in result.columns][2:4] == [("date", 1, "used"), ("date", 2, "unused")]


def test_two_of_one_rank_are_ambiguous() -> None:
    result = found([["客户编码", "客户名称", "金额(万元)", "金额(元)"], ["1", "甲", 1, 10000]])
    assert result.ambiguous == {"amount": (2, 3)}
    assert [c.status for c in result.columns] == ["used", "used", "ambiguous", "ambiguous"]
    assert [c.unit for c in result.columns][2:] == ["万元", "元"]


def test_an_empty_column_gives_way_to_a_filled_stand_in() -> None:
    result = found([["ID", "Name", "Account Number", "Phone"], ["1", "A", None, "2"]])
    assert [(c.field, c.status) for c in result.columns][:3] == [("id", "used"), ("name", "used"), ("id", "unused")]


def test_an_empty_column_stays_when_several_could_stand_in() -> None:
    result = found([["客户名称", "备注", "跟进状态", "成交状态"], ["甲", None, "是", "否"]])
    assert [c.status for c in result.columns] == ["used", "used", "unused", "unused"]


def test_country_province_city_and_region_are_four_fields() -> None:
    result = found([["客户名称", "国家", "省/自治区", "城市", "地区"], ["甲", "中国", "浙江", "杭州", "华东"]])
    assert fields(result) == ["name", "country", "province", "city", "region"]


def test_columns_of_other_lists_say_so() -> None:
    result = found([["客户名称", "联系电话", "毛利率", "月份"], ["甲", "1", 0.3, "1月"]])
    assert fields(result) == ["name", "phone", "orders.margin", "targets.period"]


def test_our_own_columns_are_never_input() -> None:
    result = found([["客户名称", "联系电话", "客户级别 (salesplan)"], ["甲", "1", "A"]])
    assert (result.columns[2].status, result.columns[2].field) == ("ours", None)


def test_a_column_without_a_title_between_the_others_is_kept_and_one_outside_is_stray() -> None:
    result = found([["客户名称", None, "金额"], ["甲", "x", 1, None, "far"]])
    assert [c.status for c in result.columns] == ["used", "unnamed", "used"]
    assert result.stray == (("E2", "far"),)


# --- what the user asked for --------------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", ["意向强烈", " 意向强烈", "D", "d"])
def test_the_users_column_comes_first(wish: str) -> None:
    rows: list[list[Cell]] = [["客户名称", "联系电话", "需求度", "意向强烈"], ["甲", "1", 3, 4]]
    result = found(rows, ReadOptions(columns={"need": wish}))
    assert [(c.field, c.status, c.rank) for c in result.columns][2:] == [("need", "unused", 1), ("need", "used", None)]


def test_a_header_of_unknown_names_is_found_by_the_users_columns() -> None:
    rows: list[list[Cell]] = [["甲方", "编制"], ["某某公司", "x"]]
    result = found(rows, ReadOptions(columns={"name": "甲方"}))
    assert (result.table, fields(result)) == ("customers", ["name", None])


@pytest.mark.parametrize("label", ["客户名称", "客戶名稱", "Customer name", "customer NAME"])
def test_a_field_may_be_given_by_its_label(label: str) -> None:
    rows: list[list[Cell]] = [["甲方", "编制"], ["某某公司", "x"]]
    result = found(rows, ReadOptions(columns={label: "甲方"}))
    assert (result.table, fields(result)) == ("customers", ["name", None])
    ordered: list[list[Cell]] = [["订单号", "下单日期", "金额", "甲方"], ["1", "2026-01-02", 3, "某某公司"]]
    assert fields(found(ordered, ReadOptions(columns={label: "甲方"}), "orders"))[3] == "customer_name"


@pytest.mark.parametrize(("count", "told"), [(20, "列19 (T)"), (21, "列19 (T) 等 21 列")])
def test_twenty_columns_are_named_whole(count: int, told: str) -> None:
    rows: list[list[Cell]] = [["客户名称", "手机", *(f"列{i}" for i in range(2, count))], ["甲", *range(1, count)]]
    with pytest.raises(BadInput) as refused:
        found(rows, ReadOptions(columns={"amount": "无此列"}, header_row=1))
    assert str(refused.value.problems[0].fix).endswith(told)


def test_a_column_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(BadInput) as refused:
        found(CUSTOMERS, ReadOptions(columns={"amount": "年销售客"}))
    (problem,) = refused.value.problems
    assert problem.code == "READ-column"
    assert "是不是“年销售额”" in str(problem.fix)
    assert "客户编号 (A)" in str(problem.fix)


def test_a_title_that_stands_twice_asks_for_the_letter() -> None:
    rows: list[list[Cell]] = [["客户名称", "金额", "金额"], ["甲", 1, 2]]
    with pytest.raises(BadInput, match="B、C"):
        found(rows, ReadOptions(columns={"amount": "金额"}))
    assert found(rows, ReadOptions(columns={"amount": "C"})).columns[2].status == "used"


def test_a_field_the_list_does_not_have_is_refused() -> None:
    with pytest.raises(BadUsage) as refused:
        found(CUSTOMERS, ReadOptions(columns={"nmae": "客户名称"}))
    assert "name" in str(refused.value.problems[0].fix)


def test_the_header_row_can_be_named() -> None:
    rows: list[list[Cell]] = [["客户名称", "联系电话"], ["客户名称", "金额"], ["甲", 1]]
    assert found(rows, ReadOptions(header_row=2)).header_rows == (2,)
    with pytest.raises(BadUsage) as refused:
        found(rows, ReadOptions(header_row=9))
    assert refused.value.problems[0].code == "READ-header-row"


# --- rows ---------------------------------------------------------------------------------------------------------

ORDERS: list[list[Cell]] = [
    ["月份", "客户", "产品", "数量", "金额"],
    ["1月", "甲", "泵", 10, 100.5],
    [None, "乙", "阀", 5, 50],
]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ([None, "小计", None, 15, 150.5], "subtotal"),
        ([None, "小　计：", None, 15, 150.5], "subtotal"),
        (["合  计", None, None, 15, 150.5], "total"),
        (["合計", None, None, 99, 99], "total"),
        (["总计", None, None, None, 150.5], "total"),
        (["累计", None, None, None, 150.5], "total"),
        (["本页合计", None, None, 15, 150.5], "page-total"),
        (["1月小计", None, None, 15, 150.5], "subtotal"),
        (["Grand Total", None, None, 15, 150.5], "total"),
        ([None, None, None, 15, 150.5], "total-unlabelled"),
        ([None, None, None, 15, 150.6], None),
        ([None, "合计贸易有限公司", "泵", 15, 150.5], None),
        (["汇总", None, None, None, 150.5], "total"),
        (["匯總", None, None, 15, 150.5], "total"),
        (["彙總：", None, None, 15, 150.5], "total"),
        ([None, "汇总科技有限公司", "泵", 15, 150.5], None),
        ([None, "总计仪器厂", "泵", -2, -490.25], None),
        ([None, "上海总计", "泵", 1, 7], None),
        ([None, "上海总计", "泵", 15, 150.5], "total"),
        (["华东总计", None, None, 1, 7], "total"),
        (["月份", "客户", "产品", "数量", "金额"], "header-repeated"),
        (["大写合计：人民币壹佰伍拾元伍角"], "amount-in-words"),
        (["注：金额含税"], "note"),
        ([None, None, None, "审核：", None], "signature"),
        (["制表：张三", None, "审核：李四"], "signature"),
        ([None, "丙"], None),
        (["以上数据截至六月底，不含退货。"], "note"),
    ],
)
def test_what_a_row_is(row: list[Cell], kind: str | None) -> None:
    result = found([*ORDERS, row])
    assert result.skipped.get(4) == kind
    assert len(result.frame) == (2 if kind else 3)


def test_an_unlabelled_total_is_told_where_ids_are_numbers() -> None:
    rows: list[list[Cell]] = [["订单号", "数量", "单价", "金额"], [1, 2, 5, 10], [2, 2, 10, 20], [None, 4, 99, 30]]
    assert found(rows).skipped == {4: "total-unlabelled"}


def test_the_sum_of_a_single_row_proves_no_total() -> None:
    assert found([ORDERS[0], ORDERS[1], [None, None, None, 10, 100.5]]).skipped == {}


def test_an_unlabelled_subtotal_is_the_sum_since_the_last() -> None:
    more: list[list[Cell]] = [["2月", "丙", "泵", 1, 9.5], [None, "丁", "泵", 2, 1], [None, None, None, 3, 10.5]]
    assert found([*ORDERS, [None, "小计", None, 15, 150.5], *more]).skipped == {4: "subtotal", 7: "total-unlabelled"}


@pytest.mark.parametrize("code", [7, "7", "00007"])
def test_an_id_of_digits_is_somebodys_name_and_no_figure(code: Cell) -> None:
    rows: list[list[Cell]] = [
        ["客户编号", "客户名称", "年销售额"],
        [1, "甲", 10],
        [2, "乙", 20],
        [code, "上海总计", 7],
        [code, None, 30],
    ]
    assert found(rows).skipped == {}


def test_an_unlabelled_total_after_a_labelled_one_is_the_sum_of_all_rows() -> None:
    rows: list[list[Cell]] = [
        *ORDERS,
        [None, "小计", None, 15, 150.5],
        ["2月", "丙", "泵", 1, 9.5],
        [None, None, None, 16, 160],
    ]
    assert found(rows).skipped == {4: "subtotal", 6: "total-unlabelled"}


def test_a_row_with_only_a_row_number_counts() -> None:
    result = found([["序号", "客户名称", "金额"], [1, "甲", 5], [2, None, None]])
    assert (result.columns[0].status, len(result.frame), result.skipped) == ("row-number", 2, {})


def test_a_customer_called_like_a_total_stays_while_its_figures_do_not_add_up() -> None:
    rows: list[list[Cell]] = [
        ["客户编号", "客户名称", "年销售额"],
        ["C1", "甲", 10],
        ["C2", "乙", 20],
        ["C3", "上海总计", 7],
    ]
    assert found(rows).skipped == {}
    rows[3][2] = 30
    assert found(rows).skipped == {4: "total"}


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (["某数字科技", 5], None),
        (["甲", "2026/1/2"], None),
        (["文本", "数字"], "rules"),
        (["示例：甲公司", 5], "rules"),
        (["Example: ACME", 5], "rules"),
        (["示例公司", 5], None),
        (["丙", None], None),
    ],
)
def test_the_first_row_may_be_rules_or_an_example(first: list[Cell], kind: str | None) -> None:
    assert found([["客户名称", "金额"], first, ["乙", 2]]).skipped.get(2) == kind


def test_an_example_further_down_is_no_row_either() -> None:
    assert found([*CUSTOMERS, ["示例:C001", "示例公司", "1", 5]]).skipped == {4: "rules"}


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ([150.5, "合计", None], "total"),
        ([3, "合计", "泵"], None),
        ([150.5, "合计", "泵"], "total"),
        ([3, "甲", "合计"], None),
    ],
)
def test_a_label_right_of_the_figures_needs_the_row_or_the_sum_to_bear_it_out(
    row: list[Cell], kind: str | None
) -> None:
    rows: list[list[Cell]] = [["金额", "客户", "产品"], [100, "甲", "泵"], [50.5, "乙", "泵"], row]
    assert found(rows).skipped.get(4) == kind


def test_group_labels_are_filled_down_and_counted() -> None:
    result = found([*ORDERS, [None, "小计", None, 15, 150.5], ["2月", "丙", "泵", 1, 9.5], [None, "丁", "泵", 1, 2]])
    assert result.frame["t0"].to_list() == ["1月", "1月", "2月", "2月"]
    assert result.filled_down == {0: 2}


@pytest.mark.parametrize(
    "rows",
    [
        [["客户名称", "区域", "金额"], ["甲", "华东", 1], ["乙", None, 1], ["丙", "华东", 1]],
        [["客户名称", "区域", "金额"], ["甲", None, 1], ["乙", "华东", 1], ["丙", None, 1]],
        [["客户名称", "金额", "区域"], ["甲", 1, "华东"], ["乙", 1, None]],
        [["客户名称", "负责人", "金额"], ["甲", "张", 1], ["乙", None, 1]],
    ],
    ids=["a label comes again", "the first cell is empty", "right of the amount", "a name"],
)
def test_what_is_no_group_label_is_not_filled_down(rows: list[list[Cell]]) -> None:
    assert found(rows).filled_down == {}


def test_a_merged_cell_gives_its_value_to_all_its_rows() -> None:
    rows: list[list[Cell]] = [
        ["业务员", "客户", "产品", "金额"],
        ["张", "甲", "泵", 1],
        [None, "乙", "泵", 2],
        [None, "丙", "泵", 4],
    ]
    result = find_table(sheet(rows, ((2, 0, 3, 0),)), PLAIN)
    assert result is not None
    assert result.frame["t0"].to_list() == ["张", "张", None]


def test_blank_rows_are_listed_but_not_a_flood_of_them() -> None:
    assert found([*CUSTOMERS, [None], ["C3", "丙", "3", 1]]).skipped == {4: "blank"}
    far = sheet(CUSTOMERS)
    cells = pl.DataFrame([(1_048_576, 0, 0, TEXT, "C9"), (1_048_576, 3, 0, NUMBER, "4")], schema=SCHEMA, orient="row")
    result = find_table(Grid(far.file, far.sheet, pl.concat([far.cells, cells]), "xlsx"), PLAIN)
    assert result is not None
    assert (len(result.frame), result.last_row, result.skipped) == (3, 1_048_576, {})


# --- small parts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_letters(index: int, letter: str) -> None:
    assert letter_of(index) == letter
    assert index_of(letter) == index


@pytest.mark.parametrize("text", ["客户", "A1", "ABCD", ""])
def test_what_is_no_letter(text: str) -> None:
    assert index_of(text) is None


@pytest.mark.parametrize(
    ("key", "number", "year"),
    [("2026年1月", 1, 2026), ("12月", 12, None), ("1月份", 1, None), ("十二月", 12, None), ("一月", 1, None),
     ("202601", 1, 2026),     ("jan2026", 1, 2026), ("september", 9, None), ("sept", 9, None), ("3月目标", 3, None)],
)  # fmt: skip
def test_months(key: str, number: int, year: int | None) -> None:
    month = month_of(key)
    assert month is not None
    assert (month.number, month.year) == (number, year)


@pytest.mark.parametrize("key", ["13月", "月份", "客户", "0月", "2026"])
def test_what_is_no_month(key: str) -> None:
    assert month_of(key) is None


def test_the_year_of_a_title() -> None:
    assert year_in("2026年1-4月 区域目标") == 2026
    assert year_in("2025年与2026年对比") is None
    assert year_in("13800002026") is None


@pytest.mark.parametrize("text", ["合计贸易有限公司", "总计仪器厂", "客户", "totalenergies", "小计划"])
def test_what_labels_no_total(text: str) -> None:
    assert total_label(text) is None


def test_a_row_of_a_role_and_a_letter_does_not_divide_the_header() -> None:
    result = found([["name", "role", "team"], ["张三", "业务员", "A"], ["李四", "业务员", "A"]], table="reps")
    assert fields(result) == ["name", "role", "team"]
    assert len(result.frame) == 2
