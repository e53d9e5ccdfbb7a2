"""Several files as one list: problems of all of them in one run, rows left out or refused, months as rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.errors import BadInput, BadUsage, Problem
from salesplan.load.lists import read_list
from salesplan.model.reading import ReadOptions
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.table import scaled
from salesplan.text import Text

Save = Callable[..., str]
PLAIN = ReadOptions()
ORDERS = "订单编号,客户编号,下单日期,金额\nS1,00017,2026-01-08,15800\nS2,00230,2026-01-19,2399.9\n"


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Writes a list into a fresh folder and gives its name."""

    def _save(text: str, name: str = "list.csv") -> str:
        (tmp_path / name).write_text(text, "utf-8")
        return str(tmp_path / name)

    return _save


def amounts(records: Records, key: str = "amount") -> list[Decimal | None]:
    return [None if v is None else scaled(v, records.scales[key]) for v in records.frame[key]]


def codes(records: Records) -> list[str]:
    return [p.code for p in records.findings]


def refused(*files: str, options: ReadOptions = PLAIN, needed: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    with pytest.raises(BadInput) as bad:
        read_list(files, options, needed=needed)
    return bad.value.problems


def english(text: Text) -> str:
    return text.in_("en")


def test_two_files_become_one_list_by_field(save: Save) -> None:
    """The second file names its columns otherwise, in another order, in thousands and with one column more."""
    first = save(ORDERS, "a.csv")
    second = save("产品,金额(千元),客户编码,订单号,订单日期\n泵,1.5,00042,S3,2026/2/1\n", "b.csv")
    found = read_list([first, second], ReadOptions())
    assert found.table == "orders"
    assert found.frame[SOURCE].to_list() == [0, 0, 1]
    assert found.frame[ROW].to_list() == [2, 3, 2]
    assert found.frame["order_id"].to_list() == ["S1", "S2", "S3"]
    assert found.frame["product"].to_list() == [None, None, "泵"]
    assert amounts(found) == [15800, Decimal("2399.9"), 1500]
    assert [(i.file, i.rows, i.used) for i in found.inputs] == [(first, 2, 2), (second, 1, 1)]


def test_a_pattern_names_its_files_in_order(save: Save, tmp_path: Path) -> None:
    save(ORDERS, "2月.csv")
    save(ORDERS, "1月.csv")
    found = read_list([str(tmp_path / "*月.csv")], ReadOptions())
    assert [Path(i.file).name for i in found.inputs] == ["1月.csv", "2月.csv"]


def test_problems_of_all_files_come_in_one_run(save: Save, tmp_path: Path) -> None:
    missing = str(tmp_path / "no.csv")
    problems = refused(save("", "empty.csv"), missing, save("12,13\n14,15\n", "bare.csv"), save(ORDERS))
    assert [p.code for p in problems] == ["READ-empty", "READ-missing", "READ-no-header"]
    assert all(p.place.file and p.fix for p in problems)


def test_a_header_that_is_not_known_is_shown_with_what_to_type(save: Save) -> None:
    (problem,) = refused(save("天气,颜色\n晴,红\n"))
    assert problem.code == "READ-no-header"
    assert "“天气”, “颜色”" in english(problem.what)
    assert "--header-row 1 --column name=B" in english(problem.fix)


def test_a_header_without_rows_is_refused(save: Save) -> None:
    (problem,) = refused(save("客户编号,客户名称\n"))
    assert problem.code == "READ-no-rows"


def test_a_wrong_sheet_is_wrong_usage(save: Save) -> None:
    with pytest.raises((BadUsage, BadInput)) as bad:
        read_list([save(ORDERS)], ReadOptions(columns={"amount": "Z"}))
    assert bad.value.problems[0].code == "READ-column"


BAD = "客户编号,客户名称,年销售额,邮箱,手机\n1,甲,约300,a@b.c,1.38E+10\n2,乙,100,,139\n3,丙,200,,\n"


def test_a_bad_cell_in_a_needed_field_takes_its_row_out(save: Save) -> None:
    found = read_list([save(BAD)], ReadOptions(), needed=("amount",))
    assert found.frame["id"].to_list() == ["2", "3"]
    assert [(p.code, p.severity, p.place.line) for p in found.findings if p.code == "READ-number"] == [
        ("READ-number", "error", 2)
    ]
    (source,) = found.inputs
    assert (source.rows, source.used, dict(source.left_out)) == (3, 2, {"bad": 1})


def test_any_other_bad_cell_counts_as_missing_and_never_stops(save: Save) -> None:
    found = read_list([save(BAD)], ReadOptions(on_error="stop"), needed=("name",))
    assert amounts(found) == [None, 100, 200]
    assert [p.severity for p in found.findings if p.code in ("READ-number", "READ-code")] == ["warning", "warning"]


def test_where_bad_cells_stand_is_known_by_field(save: Save) -> None:
    """Of a second file too; a cell that is out of bounds is one, an empty one is none."""
    deals = "商机编号,商机名称,金额,赢率\nD1,甲,1,150%\nD2,乙,2,\nD3,丙,x,1.5\nD4,丁,1,50%\n"
    found = read_list([save(deals, "a.csv"), save(deals, "b.csv")], PLAIN, table="deals")
    assert found.bad == {
        "probability": frozenset({(0, 2), (0, 4), (1, 2), (1, 4)}), "amount": frozenset({(0, 4), (1, 4)}),
    }  # fmt: skip


def test_on_error_stop_refuses_the_list_with_every_bad_cell(save: Save) -> None:
    file = save("客户编号,客户名称,年销售额\n1,甲,约300\n2,乙,x\n")
    problems = refused(file, options=ReadOptions(on_error="stop"), needed=("amount",))
    assert [(p.code, p.place.line, p.value) for p in problems] == [("READ-number", 2, "约300"), ("READ-number", 3, "x")]


TWICE = "客户编号,客户名称,金额(万元),金额(元)\n1,甲,2,20000\n"


def test_two_columns_for_a_needed_field_are_refused_with_the_line_to_paste(save: Save) -> None:
    (problem,) = refused(save(TWICE), options=ReadOptions(table="customers"), needed=("amount",))
    assert (problem.code, problem.severity) == ("READ-ambiguous", "error")
    assert "C1 “金额”, D1 “金额”" in english(problem.what)
    assert "--column amount=C" in english(problem.fix)
    assert "sources: {customers: {columns: {amount: C}}}" in english(problem.fix)


def test_two_columns_for_a_field_nobody_needs_are_a_note(save: Save) -> None:
    found = read_list([save(TWICE)], ReadOptions(table="customers"), needed=("name",))
    assert [p.severity for p in found.findings if p.code == "READ-ambiguous"] == ["note"]
    assert not found.has("amount")


def test_the_column_that_is_named_is_read(save: Save) -> None:
    found = read_list([save(TWICE)], ReadOptions(table="customers", columns={"amount": "C"}), needed=("amount",))
    assert amounts(found) == [20000]


def test_a_figure_out_of_bounds_is_a_bad_cell(save: Save) -> None:
    """Potential must not be below 0; 0 itself is fine."""
    found = read_list([save("客户编号,客户名称,潜力金额\n1,甲,-1\n2,乙,0\n")], ReadOptions(columns={"potential": "C"}))
    assert amounts(found, "potential") == [None, 0]
    (problem,) = [p for p in found.findings if p.code == "READ-bounds"]
    assert (problem.place.line, problem.value, problem.severity) == (2, "-1", "warning")
    assert "must not be below 0" in english(problem.what)


def test_days_after_today_are_one_warning_but_for_next_contacts(save: Save) -> None:
    file = save(
        "客户编号,客户名称,最近下单日期,下次跟进\n1,甲,2026-06-30,2026-09-01\n2,乙,2026-07-01,2026-09-01\n3,丙,2027-01-01,\n"
    )
    found = read_list([file], ReadOptions(today=date(2026, 6, 30)))
    (problem,) = [p for p in found.findings if p.code == "READ-future-date"]
    assert problem.severity == "warning"
    assert "2 dates are after today, 2026-06-30 (C3, C4)" in english(problem.what)


def test_one_customer_on_two_rows_is_a_warning_and_both_rows_stay(save: Save) -> None:
    found = read_list([save("客户编号,客户名称,邮箱\n007,甲,\n8,乙,\n007,甲,\n")], ReadOptions(table="customers"))
    assert found.frame["id"].to_list() == ["007", "8", "007"]
    (problem,) = [p for p in found.findings if p.code == "READ-duplicate"]
    assert (problem.severity, problem.value, problem.place.line) == ("warning", "007", 4)
    assert "2, 4" in english(problem.what)


def test_a_record_without_its_key_and_an_empty_starred_cell_are_named(save: Save) -> None:
    """Row 3 has neither id nor name. Row 2 has a name but not the starred owner."""
    found = read_list(
        [save("客户编号,客户名称,负责人*,邮箱\n,甲,,a@b.c\n,,陈,c@d.e\n")], ReadOptions(table="customers")
    )
    missing = [(p.place.line, p.place.key) for p in found.findings if p.code == "READ-required"]
    assert missing == [(2, "负责人"), (3, "客户编号")]


def test_a_starred_key_that_is_missing_is_named_once(save: Save) -> None:
    found = read_list([save("客户编号*,客户名称,邮箱,手机\n,,a@b.c,139\n")], ReadOptions(table="customers"))
    assert [(p.place.line, p.place.key) for p in found.findings if p.code == "READ-required"] == [(2, "客户编号")]


def test_a_stand_in_that_is_passed_over_is_said(save: Save) -> None:
    found = read_list([save("订单编号,客户编号,订单日期,日期,金额\nS1,1,2026-01-01,2026-01-02,5\n")], ReadOptions())
    (problem,) = [p for p in found.findings if p.code == "READ-stand-in"]
    assert english(problem.what) == "date from 订单日期 (C); 日期 (D) not used"


def test_totals_are_counted_among_the_rows_left_out(save: Save) -> None:
    found = read_list([save(ORDERS + "合计,,,18199.9\n")], ReadOptions())
    (source,) = found.inputs
    assert (source.rows, source.used, dict(source.left_out)) == (3, 2, {"total": 1})


def test_months_side_by_side_are_rows_with_their_row_of_the_sheet(save: Save) -> None:
    found = read_list(
        [save("区域,2026年1月目标,2026年2月目标\n华东,100,110\n华南,90,\n")], ReadOptions(table="targets")
    )
    assert found.frame[ROW].to_list() == [2, 2, 3, 3]
    assert found.frame["period"].to_list() == ["2026-01", "2026-02"] * 2
    assert amounts(found, "target") == [100, 110, 90, None]
    assert found.inputs[0].rows == 2


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("客户编号,客户名称,金额", "zh"),
        ("客戶編號,客戶名稱,金額", "zh-Hant"),
        ("Customer ID,Customer name,Amount", "en"),
    ],
)
def test_the_language_of_the_header_is_kept(save: Save, header: str, language: str) -> None:
    found = read_list([save(f"{header}\n1,x,2\n")], ReadOptions(table="customers"))
    assert found.inputs[0].language == language


def test_lines_of_a_text_file_are_its_row_numbers(save: Save) -> None:
    file = save('客户编号,客户名称,备注,年销售额\n1,甲,"两\n行",5\n2,乙,,x\n')
    found = read_list([file], ReadOptions(table="customers"))
    assert found.frame[ROW].to_list() == [2, 4]
    assert [(p.place.line, p.place.key) for p in found.findings if p.code == "READ-number"] == [(4, "年销售额")]


def test_reading_leaves_the_folder_as_it_was(save: Save, tmp_path: Path) -> None:
    file = save(ORDERS)
    before = [(p.name, p.stat().st_mtime_ns, p.read_bytes()) for p in sorted(tmp_path.rglob("*"))]
    read_list([file], ReadOptions())
    refused(save("", "empty.csv"))
    (tmp_path / "empty.csv").unlink()
    assert [(p.name, p.stat().st_mtime_ns, p.read_bytes()) for p in sorted(tmp_path.rglob("*"))] == before


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.decimals(-(10**9), 10**9, places=2, allow_nan=False), min_size=1, max_size=8), st.randoms())
def test_the_order_of_rows_changes_no_figure(save: Save, values: list[Decimal], order: object) -> None:
    """The same records in another order are the same records, to the cent."""
    lines = [f"S{i},{i},2026-01-08,{value}" for i, value in enumerate(values)]
    header = ORDERS.splitlines()[0]
    first = read_list([save("\n".join([header, *lines]), "a.csv")], ReadOptions(table="orders"))
    order.shuffle(lines)  # type: ignore[attr-defined] # a random.Random, as hypothesis gives it
    second = read_list([save("\n".join([header, *lines]), "b.csv")], ReadOptions(table="orders"))
    pairs = [dict(zip(r.frame["order_id"], amounts(r), strict=True)) for r in (first, second)]
    assert pairs[0] == pairs[1] == {f"S{i}": value for i, value in enumerate(values)}


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (ReadOptions(table="costumers"), "READ-unknown-table", "Did you mean customers?"),
        (ReadOptions(units={"amuont": "万"}), "READ-unknown-field", "Did you mean amount?"),
        (ReadOptions(units={"amount": "箩筐"}), "READ-unknown-unit", "万元"),
    ],
)
def test_wishes_that_mean_nothing_are_wrong_usage(save: Save, options: ReadOptions, code: str, said: str) -> None:
    with pytest.raises(BadUsage) as bad:
        read_list([save(ORDERS)], options)
    (problem,) = bad.value.problems
    assert problem.code == code
    assert said in english(problem.fix)
