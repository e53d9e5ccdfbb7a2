"""What is said about how a list was read: near titles, figures in yuan, empty cells in one sentence, other sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from salesplan.errors import BadInput, Problem
from salesplan.load.headers import meanings
from salesplan.load.inspection import inspect_source
from salesplan.load.lists import read_list
from salesplan.load.names import normalise
from salesplan.load.opening import open_file
from salesplan.model.reading import ReadOptions

Save = Callable[[str], str]
PLAIN = ReadOptions()
CUSTOMERS = ReadOptions(table="customers")


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Writes a text list and gives its name."""

    def _save(text: str) -> str:
        (tmp_path / "list.csv").write_text(text, "utf-8")
        return str(tmp_path / "list.csv")

    return _save


def of(problems: tuple[Problem, ...], code: str) -> list[tuple[str, str]]:
    return [(p.what.in_("zh"), p.fix.in_("zh")) for p in problems if p.code == code]


def near(save: Save, header: str, options: ReadOptions = CUSTOMERS) -> list[tuple[str, str]]:
    cells = ",".join("x" for _ in header.split(","))
    return of(inspect_source(save(f"{header}\n{cells}\n"), options).findings, "READ-near-header")


def test_a_title_that_is_almost_ours_is_named_with_the_option(save: Save) -> None:
    want = [("不认识“客户名撑”，它像是“客户名称”", "若是，加上 --column name=A")]
    assert near(save, "客户名撑,年销售额,邮箱") == want
    assert near(save, "客户编号,客户名撑,年销售额")[0][1] == "若是，加上 --column name=B"
    found = read_list([save("客户名撑,年销售额,邮箱\n甲,1,a@b.c\n")], CUSTOMERS)
    assert of(found.findings, "READ-near-header") == want


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("客户名称,联系入", "contact"),
        ("客户名称,最近下单的日期", "last_order"),
        ("客户名称,最近下单期", "last_order"),
        ("客户名称,Emial Addres", "email"),
        ("Customer name,Industri", "industry"),
    ],
)
def test_one_character_or_a_quarter_of_the_letters_may_differ(save: Save, header: str, field: str) -> None:
    assert [fix for _, fix in near(save, header)] == [f"若是，加上 --column {field}=B"]


@pytest.mark.parametrize(
    "header",
    [
        "客户名称,客户名撑",  # the field has its column
        "客户编号,客户它撑",  # two characters apart
        "客户名称,行叶",  # too short to tell
        "客户名称,Em",
        "客户名称,公司地址",  # known to mean no field
        "客户名称,Telescopes",
    ],
)
def test_other_titles_are_left_alone(save: Save, header: str) -> None:
    assert near(save, header) == []


def test_a_field_is_suggested_for_one_column_only(save: Save) -> None:
    assert [fix for _, fix in near(save, "客户编号,客户名撑,客户名陈")] == ["若是，加上 --column name=B"]


@pytest.mark.parametrize(
    ("title", "field", "rank"),
    [
        ("最后下单日", "last_order", 1),
        ("最近下单日", "last_order", 1),
        ("最后成交日", "last_order", 1),
        ("最近成交日", "last_order", 1),
        ("成交日", "last_order", 2),
        ("所在大区", "region", 1),
        ("所属大区", "region", 1),
        ("业务负责人", "owner", 1),
        ("销售负责人", "owner", 1),
        ("跟进销售", "owner", 2),
        ("年度销售额", "amount", 1),
        ("总订单数", "orders", 1),
        ("最后联系日期", "last_contact", 1),
        ("建档日", "created", 1),
    ],
)
def test_everyday_titles_of_customer_lists_are_known(title: str, field: str, rank: int) -> None:
    meaning = meanings("customers")[normalise(title).key]
    assert (meaning.field, meaning.rank) == (field, rank)


def amounts(save: Save, unit: str, *cells: str) -> list[tuple[str, str]]:
    rows = "".join(f'客户{at},"{cell}"\n' for at, cell in enumerate(cells))
    return of(inspect_source(save(f"客户名称,年销售额（{unit}）\n{rows}"), CUSTOMERS).findings, "READ-scale-outlier")


def test_a_figure_a_thousand_times_the_median_is_asked_about(save: Save) -> None:
    ((what, fix),) = amounts(save, "万元", "5", "6", "6000", "6", "0", "", "5999.9")
    assert what == "1 个数是这一列中位数的 1,000 倍以上（B4），如“6000”：是不是按元填的？"
    assert fix == "按元填的改成万元，或在数字后写明“元”；没填错就不用管"
    assert len(amounts(save, "千元", "-6", "6", "-6,000")) == 1


@pytest.mark.parametrize(
    ("unit", "cells"),
    [
        ("万元", ("5", "6", "5999", "6")),
        ("元", ("6", "6", "60000")),
        ("万元", ("6", "6000000")),
        ("万元", ("6", "6", "6000万")),
        ("万元", ("4", "6", "4999", "4999")),
        ("万元", ("0", "0", "0", "6000")),
    ],
)
def test_other_figures_are_not_asked_about(save: Save, unit: str, cells: tuple[str, ...]) -> None:
    assert amounts(save, unit, *cells) == []


def test_a_bare_sign_in_a_column_of_ten_thousands_is_bad_and_asks(save: Save) -> None:
    found = read_list([save('客户名称,年销售额(万元)\n甲,"¥1,200,000"\n乙,1.5\n')], CUSTOMERS)
    assert found.frame["amount"].to_list() == [None, 15000]
    ((what, fix),) = of(found.findings, "READ-unit")
    assert what == "这一列单位是万元，“¥1,200,000”是 120 万元还是 1,200,000 万元？"
    assert fix == "写成 120，或 1200000元"


def test_the_unit_of_the_sheet_scales_too(save: Save) -> None:
    found = inspect_source(save('单位：千元,\n客户名称,年销售额\n甲,"¥1,200"\n乙,2\n'), CUSTOMERS).findings
    assert [fix for _, fix in of(found, "READ-unit")] == ["写成 1.2，或 1200元"]


def required(save: Save, empty: int) -> list[Problem]:
    rows = "".join(f",a{at}@b.c\n" for at in range(empty))
    findings = inspect_source(save(f"客户名称,邮箱\n甲,a@b.c\n{rows}"), CUSTOMERS).findings
    return [p for p in findings if p.code == "READ-required"]


def test_empty_cells_beyond_three_of_a_column_are_one_sentence(save: Save) -> None:
    assert [p.place.line for p in required(save, 3)] == [3, 4, 5]
    *single, rest = required(save, 1427)
    assert [p.place.line for p in single] == [3, 4, 5]
    assert rest.place.line == 6
    assert rest.what.in_("zh") == "另有 1,424 行也没有客户名称（第 6, 7, 8, 9, 10 ... 行）"
    assert required(save, 4)[-1].what.in_("zh") == "另有 1 行也没有客户名称（第 6 行）"


def test_every_empty_cell_stays_in_the_list_of_missing_ones(save: Save) -> None:
    rows = ",a@b.c\n" * 6
    (sheet,) = inspect_source(save(f"客户名称,邮箱\n甲,a@b.c\n{rows}"), CUSTOMERS).sheets
    assert sheet.columns[0].missing == ("A3", "A4", "A5", "A6", "A7", "A8")


def other_sheets(tmp_path: Path, *sheets: tuple[str, list[list[object]]]) -> str:
    """The fix of the note about sheets that were not read, in a workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = tmp_path / "book.xlsx"
    book.save(file)
    ((_, fix),) = of(inspect_source(str(file), PLAIN).findings, "READ-other-sheets")
    return fix


LIST: list[list[object]] = [["客户编号", "客户名称", "年销售额"], ["1", "甲", 5]]
TEXTS: list[list[object]] = [["说明"], ["每月更新"]]


def test_only_a_sheet_with_a_list_is_suggested(tmp_path: Path) -> None:
    nothing = "无需处理；不对时再改"
    assert other_sheets(tmp_path, ("封面", TEXTS), ("客户", LIST)) == nothing
    assert other_sheets(tmp_path, ("客户", LIST), ("说明", TEXTS)) == nothing
    assert other_sheets(tmp_path, ("封面", TEXTS), ("客户", LIST), ("说明", TEXTS), ("旧客户", LIST)) == (
        "要读别的表：--sheet 旧客户"
    )


def test_a_large_file_is_not_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesplan.load.opening._CHEAP", 10)
    assert other_sheets(tmp_path, ("客户", LIST), ("旧客户", LIST)) == "无需处理；不对时再改"
    opened = open_file(str(tmp_path / "book.xlsx"), PLAIN)
    (tmp_path / "book.xlsx").unlink()
    assert opened.other_lists() == {}


def test_a_header_with_nothing_below_says_where_to_begin(save: Save) -> None:
    with pytest.raises(BadInput) as bad:
        read_list([save("客户编号,客户名称\n")], PLAIN)
    (problem,) = bad.value.problems
    assert problem.fix.in_("zh") == "表头认得，但下面还没有数据：从第 2 行开始填；要读别的表，用 --sheet 指定"


def test_a_template_that_is_still_empty_begins_below_its_example(save: Save) -> None:
    with pytest.raises(BadInput) as bad:
        read_list([save("客户编号,客户名称,最近下单日期\n示例：C0001,某公司,2026-01-31\n")], PLAIN)
    (problem,) = bad.value.problems
    assert "从第 3 行开始填" in problem.fix.in_("zh")


SOLD: list[list[object]] = [["订单号", "客户名称", "订单日期", "金额"], ["1", "甲", "2026-01-05", 5]]
BACK: list[list[object]] = [["订单号", "客户名称", "订单日期", "金额"], ["1", "甲", "2026-01-09", 2]]


def beside(tmp_path: Path, *sheets: tuple[str, list[list[object]]], table: str = "orders") -> list[tuple[str, ...]]:
    """Code, severity, sentence and remedy of what is said about sheets beside the list that is read."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = tmp_path / "book.xlsx"
    book.save(file)
    found = read_list([str(file)], PLAIN, table=table, strict=True).findings
    told = [each for each in found if each.code in ("READ-returns", "READ-other-sheets")]
    return [(each.code, each.severity, each.what.in_("zh"), each.fix.in_("zh")) for each in told]


def test_returns_beside_orders_are_a_warning(tmp_path: Path) -> None:
    note, warning = "工作表“退货”没有读：退货没有从订单里扣掉", "要扣掉，就在“订单”里给退货加上金额为负数的行"
    (told,) = beside(tmp_path, ("订单", SOLD), ("退货", BACK))
    assert told == ("READ-returns", "warning", note, f"{warning}；订单里已经扣过就不用管")
    # other orders are still offered, the returns never: read with them they would count as sales
    _, other = beside(tmp_path, ("订单", SOLD), ("二月", SOLD), ("Returns 2026", BACK))
    assert other[2] == "读取工作表“订单”，没有读：二月"
    assert 'sheet: ["订单", "二月"]' in other[3]


def test_only_names_that_speak_of_returns_beside_orders(tmp_path: Path) -> None:
    for name in ("退貨明细", "退款", "退换货", "RETURN", "Refunds"):
        assert [told[0] for told in beside(tmp_path, ("订单", SOLD), (name, BACK))] == ["READ-returns"], name
    for name in ("说明", "退休", "Returning customers"):
        assert [told[0] for told in beside(tmp_path, ("订单", SOLD), (name, TEXTS))] == ["READ-other-sheets"], name
    assert [told[0] for told in beside(tmp_path, ("客户", LIST), ("退货", BACK), table="customers")] == [
        "READ-other-sheets"
    ]
