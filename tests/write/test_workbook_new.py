"""A new workbook holds the exact values, shows them well, and equal results are equal bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import narwhals as nw
import openpyxl
import polars as pl
import pytest

from salesplan.errors import CannotWrite
from salesplan.model.result import Input, Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.write.new.workbook_new import Wording, write_workbook
from salesplan.write.text_output import made_by_us


@dataclass(frozen=True)
class Group:
    customers: int
    amount: Decimal | None = None


@dataclass(frozen=True)
class Summary:
    customers: int = 3
    gini: Decimal = Decimal("0.365217")
    missing: int | None = None
    first: date = date(2024, 1, 2)
    classes: Mapping[str, Group] = field(default_factory=lambda: {"A": Group(2, Decimal("64.10")), "U": Group(1)})
    by_scale: Mapping[str, int] = field(default_factory=lambda: {"1": 4})


COLUMNS = (
    ColumnSpec("id", "text"),
    ColumnSpec("amount", "amount", 2),
    ColumnSpec("class", "code"),
    ColumnSpec("next_contact", "date"),
    ColumnSpec("share", "share", 6),
    ColumnSpec("overdue", "flag"),
)
FRAME = pl.DataFrame(
    {
        "id": ["007", "=1+1", "#N/A"],
        "amount": [6410, None, 1_234_567_89],
        "class": ["A", "A", "U"],
        "next_contact": [date(2026, 11, 30), None, date(2026, 12, 1)],
        "share": [123456, 0, 876544],
        "overdue": [True, False, None],
    }
)
WORDING = Wording(
    "客户分类",
    {"id": "客户编号", "gini": "基尼系数", "customers": "客户数"},
    {"class": {"A": "重点"}, "classes": {"A": "重点"}},
)


def result(rows: Table | None = None, as_of: date | None = date(2026, 11, 21)) -> Result[Any]:
    table = rows or Table(COLUMNS, nw.from_native(FRAME, eager_only=True))
    sources = (Input("customers", "=list.xlsx", "客户", rows=3, used=2, sha256="ab"),)
    return Result("classify", as_of, Summary(), table, (Parameter("pareto.cuts", (80, 95)),), (), sources)


def values(sheet: Any) -> list[list[Any]]:  # noqa: ANN401 - openpyxl's sheet, which has no public type
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.fixture
def sheets(tmp_path: Path) -> list[Any]:
    path = tmp_path / "out.xlsx"
    write_workbook(path, result(), WORDING)
    return openpyxl.load_workbook(path).worksheets


def test_rows_are_exact_and_texts_are_texts(sheets: list[Any]) -> None:
    first = datetime(2026, 11, 30)  # noqa: DTZ001 - as openpyxl reads it
    assert values(sheets[0])[:3] == [
        ["客户编号", "amount", "class", "next_contact", "share", "overdue"],
        ["007", 64.1, "重点", first, 0.123456, "是"],
        ["=1+1", None, "重点", None, 0, "否"],
    ]
    assert values(sheets[0])[3][:3] == ["#N/A", 1234567.89, "U"]
    assert [sheets[0][f"A{row}"].data_type for row in (2, 3, 4)] == ["s", "s", "s"]


def test_figures_are_shown_well(sheets: list[Any]) -> None:
    rows = sheets[0]
    assert [rows[f"{c}2"].number_format for c in "ABCDE"] == ["General", "#,##0.00", "General", "yyyy-mm-dd", "0.0%"]
    assert (rows.title, rows.freeze_panes, rows.auto_filter.ref, rows.dimensions) == (
        "客户分类",
        "A2",
        "A1:F4",
        "A1:F4",
    )
    assert rows["A1"].font.bold
    assert rows.column_dimensions["A"].width == 10
    assert rows.column_dimensions["B"].width == len("1,234,567.89") + 2


def test_summary_parameters_and_sources(sheets: list[Any]) -> None:
    lines = [[v for v in row if v is not None] for row in values(sheets[1])]
    assert sheets[1].title == "汇总"
    assert lines == [
        ["截止日期", datetime(2026, 11, 21)],  # noqa: DTZ001 - as openpyxl reads it
        [],
        ["指标"],
        ["客户数", 3],
        ["基尼系数", 0.365217],
        ["first", datetime(2024, 1, 2)],  # noqa: DTZ001 - as openpyxl reads it
        [],
        ["classes"],
        ["客户数", "amount"],
        ["重点", 2, 64.1],
        ["U", 1],
        [],
        ["by_scale"],
        ["1", 4],
        [],
        ["参数", "取值", "来自"],
        ["pareto.cuts", "80 / 95", "默认"],
        [],
        ["来源文件", "工作表", "行数", "采用", "校验和 SHA-256"],
        ["=list.xlsx", "客户", 3, 2, "ab"],
    ]
    assert all(cell.data_type != "f" for row in sheets[1].iter_rows() for cell in row)


def test_heads_stand_over_their_columns_and_pages_are_one_wide(sheets: list[Any]) -> None:
    assert [cell.alignment.horizontal for cell in sheets[0][1]] == ["left", "right", "left", "right", "right", "left"]
    assert sheets[0].print_title_rows == "$1:$1"
    for sheet in sheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


@dataclass(frozen=True)
class Figures:
    """Figures of every sort, under the keys that decide how they are shown."""

    top_share: Decimal = Decimal("0.491886")
    net_total: Decimal = Decimal(27452025)
    customers: int = 3000
    year: int = 2026
    hhi: Decimal = Decimal("0.010244")
    exact: bool = True
    season: tuple[Decimal, ...] = (Decimal("0.713655833"), Decimal("1.13900000001"))
    weeks: Mapping[str, Decimal] = field(default_factory=dict)
    basis: Mapping[str, str] = field(default_factory=lambda: {"region": "history"})


def test_every_figure_is_shown_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    given = {
        "dependence": {"largest": Decimal("0.30"), "top_five": Decimal("0.50")},
        "follow_up": {"A": {"after": (1, 7), "every": 30}, "B": 14},
        "exclude_zero": False,
        "a_days": 90,
    }
    parameters = tuple(Parameter(name, value, "option") for name, value in given.items())
    made = replace(result(), summary=Figures(), parameters=parameters, inputs=())
    write_workbook(path, made, Wording("x", {}, {"basis": {"history": "历史销售"}}))
    sheet = openpyxl.load_workbook(path).worksheets[1]
    shown = [(row[0].value, row[1].value, row[1].number_format) for row in sheet.iter_rows(min_row=4)]
    assert shown[:7] == [
        ("top_share", 0.491886, "0.0%"),
        ("net_total", 27452025, "#,##0.00"),
        ("customers", 3000, "#,##0"),
        ("year", 2026, "General"),
        ("hhi", 0.010244, "0.0000"),
        ("exact", "是", "General"),
        ("season", "0.7137 / 1.1390", "General"),
    ]
    assert [line[:2] for line in shown[7:]] == [
        (None, None),
        ("basis", None),
        ("region", "历史销售"),
        (None, None),
        ("参数", "取值"),
        ("dependence", "largest 0.3, top_five 0.5"),
        ("follow_up", "A (after 1 / 7, every 30), B 14"),
        ("exclude_zero", "否"),
        ("a_days", 90),
    ]
    assert [sheet[f"C{row}"].value for row in range(16, 20)] == ["选项"] * 4


SPLIT = Table(
    (
        ColumnSpec("region", "text"),
        ColumnSpec("quarter", "text"),
        ColumnSpec("level", "code"),
        ColumnSpec("target", "amount"),
    ),
    tuples=(
        (None, None, "total", Decimal(10)),
        ("华东", None, "region", Decimal(7)),
        ("华东", "Q1", "quarter", Decimal(3)),
        ("华东", "Q2", "quarter", Decimal(4)),
        ("西南", None, "region", Decimal(3)),
        ("西南", "Q1", "quarter", Decimal(1)),
        ("西南", "Q2", "quarter", Decimal(2)),
    ),
)


@dataclass(frozen=True)
class SplitFigures:
    """As much of a split's figures as the crossed sheet needs."""

    basis: Mapping[str, str]


def test_two_levels_that_cross_have_a_sheet_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    made = replace(result(SPLIT), summary=SplitFigures({"region": "history", "quarter": "even"}))
    write_workbook(path, made, Wording("目标分解", {"region": "区域"}))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["目标分解", "汇总", "交叉表"]
    assert values(book.worksheets[2]) == [
        ["区域", "Q1", "Q2", "合计"],
        ["华东", 3, 4, 7],
        ["西南", 1, 2, 3],
        ["合计", 4, 6, 10],
    ]
    assert book.worksheets[2]["B2"].number_format == "#,##0.00"


@pytest.mark.parametrize(
    ("rows", "levels"), [(SPLIT.tuples[:-1], ("region", "quarter")), (SPLIT.tuples, ("region", "quarter", "month"))]
)
def test_levels_that_do_not_cross_have_none(
    tmp_path: Path, rows: tuple[tuple[Value, ...], ...], levels: tuple[str, ...]
) -> None:
    path = tmp_path / "out.xlsx"
    made = replace(result(Table(SPLIT.columns, tuples=rows)), summary=SplitFigures(dict.fromkeys(levels, "even")))
    write_workbook(path, made, WORDING)
    assert len(openpyxl.load_workbook(path).sheetnames) == 2


def test_equal_results_are_equal_bytes_and_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_workbook(one, result(), WORDING)
    monkeypatch.setattr("openpyxl.writer.excel.datetime", _Later)
    write_workbook(other, result(), WORDING)
    assert one.read_bytes() == other.read_bytes()
    assert made_by_us(one)
    assert openpyxl.load_workbook(one).properties.created == datetime(2026, 11, 21)  # noqa: DTZ001 - as openpyxl reads it


class _Later:
    """A clock that is years ahead, in place of the module ``datetime``."""

    timezone = timezone

    class datetime:  # noqa: N801 - stands for the one of the module
        @staticmethod
        def now(tz: timezone | None = None) -> datetime:
            return datetime(2031, 5, 6, tzinfo=tz)


def test_a_result_without_rows_columns_or_day(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook(path, result(Table(()), None), Wording("a/b[c]: " + "x" * 40))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert (len(sheet.title), sheet.title[:7]) == (31, "a_b_c__")


def test_a_title_like_the_summarys_gets_a_name_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook(path, result(), Wording("汇总"))
    assert openpyxl.load_workbook(path).sheetnames == ["汇总", "汇总-2"]


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesplan.write.new.workbook_new.ROWS", 3)
    with pytest.raises(CannotWrite) as caught:
        write_workbook(tmp_path / "out.xlsx", result(), WORDING)
    assert caught.value.problems[0].code == "WRITE-too-many-rows"
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr("salesplan.write.new.workbook_new.ROWS", 4)
    write_workbook(tmp_path / "out.xlsx", result(), WORDING)
