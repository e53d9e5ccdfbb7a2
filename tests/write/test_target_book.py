"""The target workbook: formulas that hold their values, names that Excel takes, blanks that stay blank."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office import SOFFICE, cells_of, converted
from salesplan.model.target_sheets import MemberTargets, PeriodLine, TargetSheets
from salesplan.text import Text, set_language
from salesplan.write.new.sheet_names import sheet_names
from salesplan.write.new.target_book import TargetFile, target_book
from salesplan.write.text_output import made_by_us

PERIODS = (
    PeriodLine("2026-01", 2),
    PeriodLine("2026-02", 2),
    PeriodLine("2026-Q1", 1, (0, 1)),
    PeriodLine("2026-03", 2),
    PeriodLine("2026-Q2", 1, (3,)),
    PeriodLine("", 0, (2, 4)),
)


def amounts(*values: int | str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, values))


def member(name: str, *months: int | str, **more: Any) -> MemberTargets:  # noqa: ANN401 - any field
    first, second, third = amounts(*months)
    totals = (first, second, first + second, third, third, first + second + third)
    return MemberTargets(name, more.pop("outer", ()), totals, **more)


def sheets(*members: MemberTargets, **more: Any) -> TargetSheets:  # noqa: ANN401 - any field
    told: dict[str, Any] = {
        "id": "revenue",
        "metric": "revenue",
        "level": "region",
        "outer": (),
        "inner": None,
        "total": Decimal(600),
        "unit": Decimal(1),
        "year": Text("2026 年", "2026"),
        "plan": "计划",
        "currency": "CNY",
        "as_of": date(2026, 6, 30),
        "periods": PERIODS,
        "top": (2, 4),
    }
    return TargetSheets(**{**told, **more}, members=members)


TWO = sheets(member("华东", 100, 200, 50), member("华南", 50, 150, 50, agreed=("陈总", "2025-12-20")))


def book(data: bytes, *, values: bool = False) -> Any:  # noqa: ANN401 - openpyxl's
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def column(sheet: Any, letters: str, rows: range = range(5, 11)) -> list[Any]:  # noqa: ANN401 - openpyxl's
    return [sheet[f"{letters}{row}"].value for row in rows]


def test_sums_are_formulas_and_hold_their_values() -> None:
    data = target_book(TWO)
    formulas, values = book(data), book(data, values=True)
    assert formulas.sheetnames == ["总览", "华东", "华南"]
    assert column(formulas["华东"], "B") == [100, 200, "=SUM(B5:B6)", 50, "=SUM(B8)", "=SUM(B7,B9)"]
    assert column(values["华东"], "B") == [100, 200, 300, 50, 50, 350]
    overview, seen = formulas["总览"], values["总览"]
    assert [cell.value for cell in overview[4]][:4] == ["区域", "2026-Q1", "2026-Q2", "合计"]
    assert [cell.value for cell in overview[5]][:4] == ["华东", "='华东'!B7", "='华东'!B9", "=SUM(B5:C5)"]
    assert [cell.value for cell in seen[5]][:4] == ["华东", 300, 50, 350]
    assert [cell.value for cell in seen[7]][:4] == ["合计", 500, 100, 600]
    assert overview["B7"].value == "=SUM(B5:B6)"
    assert [cell.value for cell in seen[6]][-1] == "陈总 2025-12-20"


def test_without_an_actual_there_is_no_attainment_and_0_is_an_actual() -> None:
    sheet = book(target_book(TWO))["华东"]
    assert column(sheet, "C") == [
        *(None, None, '=IF(COUNT(C5:C6)=0,"",SUM(C5:C6))', None),
        *('=IF(COUNT(C8)=0,"",SUM(C8))', '=IF(COUNT(C7,C9)=0,"",SUM(C7,C9))'),
    ]
    assert sheet["D5"].value == '=IF(ISNUMBER(C5),IF(B5=0,"",C5/B5),"")'
    assert column(book(target_book(TWO), values=True)["华东"], "D") == [None] * 6


def test_inner_members_stand_across() -> None:
    cells = tuple(amounts(*pair) for pair in ((60, 40), (50, 150), (110, 190), (0, 50), (0, 50), (110, 240)))
    one = replace(member("华东", 100, 200, 50), columns=("泵", "阀"), cells=cells)
    sheet = book(target_book(sheets(one, inner="product")))["华东"]
    assert [cell.value for cell in sheet[4]] == ["期间", "泵", "阀", "目标", "实际（手填）", "达成率", "备注"]
    assert [cell.value for cell in sheet[5]][:4] == [*("2026-01", 60, 40), "=SUM(B5:C5)"]
    assert [cell.value for cell in sheet[7]][:4] == [*("2026-Q1 小计", "=SUM(B5:B6)", "=SUM(C5:C6)"), "=SUM(D5:D6)"]


def with_margin() -> TargetSheets:
    """5 % on the months of 华东, half up: 105, 210 and 53; its two products have theirs, which sum to these."""
    east = member("华东", 100, 200, 50, handed_out=amounts(105, 210, 315, 53, 53, 368))
    cells = tuple(amounts(*pair) for pair in ((60, 40), (50, 150), (110, 190), (0, 50), (0, 50), (110, 240)))
    handed = tuple(amounts(*pair) for pair in ((63, 42), (53, 158), (116, 200), (0, 53), (0, 53), (116, 253)))
    south = member("华南", 100, 200, 50, handed_out=amounts(105, 211, 316, 53, 53, 369))
    south = replace(south, columns=("泵", "阀"), cells=cells, handed_cells=handed)
    return sheets(east, south, inner="product")


def test_with_a_margin_a_member_sees_only_what_is_handed_out_and_the_overview_both() -> None:
    data = target_book(with_margin())
    made, values = book(data), book(data, values=True)
    assert [cell.value for cell in made["华东"][4]] == ["期间", "目标", "实际（手填）", "达成率", "备注"]
    assert column(made["华东"], "B") == [105, 210, "=SUM(B5:B6)", 53, "=SUM(B8)", "=SUM(B7,B9)"]
    assert column(values["华东"], "B") == [105, 210, 315, 53, 53, 368]
    assert made["华东"]["D5"].value == '=IF(ISNUMBER(C5),IF(B5=0,"",C5/B5),"")'
    assert [cell.value for cell in made["华南"][6]][:4] == ["2026-02", 53, 158, "=SUM(B6:C6)"]
    assert column(values["华南"], "D") == [105, 211, 316, 53, 53, 369]
    overview, seen = made["总览"], values["总览"]
    heads = ["区域", "2026-Q1", "2026-Q2", "合计", "下达数", "实际", "达成率（按目标）", "认可"]
    assert [cell.value for cell in overview[4]] == heads
    assert [cell.value for cell in overview[5]][1:5] == [300, 50, "=SUM(B5:C5)", "='华东'!B10"]
    assert [cell.value for cell in seen[6]][1:5] == [300, 50, 350, 369]
    assert [cell.value for cell in seen[7]][1:5] == [600, 100, 700, 737]
    assert overview["E7"].value == "=SUM(E5:E6)"
    alone = book(target_book(with_margin(), with_margin().members[0]))
    shown = {cell.value for row in alone["华东"].iter_rows() for cell in row}
    assert not shown & {100, 200, 50, 300, 350}


def test_the_same_targets_are_the_same_bytes_and_say_who_made_them(tmp_path: Path) -> None:
    assert target_book(TWO) == target_book(TWO)
    path = tmp_path / "targets.xlsx"
    TargetFile(path.name, TWO).write(path)
    assert made_by_us(path)


def test_no_name_is_a_formula_and_no_formula_is_without_a_value() -> None:
    data = target_book(sheets(member("=cmd|' /C calc'!A0", 1, 2, 3), member("+1", 1, 2, 3), plan="=1+1"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    formulas = [formula for part in parts for formula in re.findall(r"<f>(.*?)</f>", part)]
    assert formulas
    assert all(re.match(r"(SUM|IF)\(|'", formula) for formula in formulas)
    assert not [part for part in parts if "</f><v/>" in part or "</f><v />" in part]
    assert all('t="str"' in cell for part in parts for cell in re.findall(r"<c [^>]*><f>[^<]*</f><v></v>", part))


def test_one_member_alone_has_no_overview() -> None:
    made = book(target_book(TWO, TWO.members[0]))
    assert made.sheetnames == ["华东"]
    assert made["华东"]["A3"].value is None


def test_links_lead_there_and_back() -> None:
    made = book(target_book(TWO))
    assert made["总览"]["A6"].hyperlink.location == "'华南'!A1"
    assert made["华南"]["A3"].hyperlink.location == "'总览'!A1"


def test_a_sheet_prints_on_a4_with_its_heads_and_stays_in_view() -> None:
    sheet = book(target_book(TWO))["华东"]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.paperSize) == ("B5", "$4:$4", 9)
    assert sheet.page_setup.orientation == "landscape"


@pytest.mark.parametrize(("unit", "shown"), [("100", "#,##0"), ("1", "#,##0"), ("0.01", "#,##0.00")])
def test_amounts_have_the_decimals_of_the_unit(unit: str, shown: str) -> None:
    assert book(target_book(replace(TWO, unit=Decimal(unit))))["华东"]["B5"].number_format == shown


def test_english_words_and_no_periods() -> None:
    set_language("en")
    whole = MemberTargets("East", (), amounts(600))
    made = book(target_book(sheets(whole, periods=(PeriodLine("", 0),), top=(0,))), values=True)
    assert [cell.value for cell in made["Overview"][4]][:3] == ["Region", "Total", "Actual"]
    assert (made["East"]["A5"].value, made["East"]["B5"].value, made["Overview"]["B6"].value) == (
        "Whole year",
        600,
        600,
    )


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["总览", "总览"], ["总览", "总览-2"]),
        (["a/b", "a\\b", "A?B"], ["a_b", "a_b-2", "A_B-3"]),
        (["'引号'", "[x]:*"], ["引号", "_x___"]),
        (["History"], ["History-2"]),
        (["长" * 40, "长" * 40], ["长" * 31, "长" * 29 + "-2"]),
        (["", "'"], ["_", "_-2"]),
        (["😀" * 20], ["😀" * 15]),
        (["a\x1bb\x9f\ud800\ufffe"], ["a_b___"]),
    ],
)
def test_names_of_sheets(titles: list[str], names: list[str]) -> None:
    assert sheet_names(titles) == names


@settings(max_examples=50)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_any_names_make_sheets_that_excel_takes(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) <= 62
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert name[0] != "'" != name[-1]


@pytest.mark.acceptance
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_calculates_what_we_wrote(tmp_path: Path) -> None:
    """Every value that a formula holds is what LibreOffice finds, and what was filled in gives its attainment."""
    odd = sheets(member("它's", "100.05", "0", "50"), member("a/b", 1, 2, 3, handed_out=()), unit=Decimal("0.01"))
    files = [tmp_path / f"{name}.xlsx" for name in ("two", "odd", "margin", "filled", "filled-margin")]
    for file, data in zip(files, (TWO, odd, with_margin(), TWO, with_margin()), strict=True):
        file.write_bytes(target_book(data))
    for file in files[3:]:
        filled = openpyxl.load_workbook(file)
        filled["华东"]["C5"], filled["华东"]["C6"] = 50, 0
        filled.save(file)
    seen = [cells_of(path) for path in converted(files, tmp_path / "office") if path]
    assert len(seen) == len(files)
    for file, cells in zip(files[:3], seen, strict=False):
        ours = cells_of(file)
        formulas = [at for at, (_, formula, _) in ours.items() if str(formula).startswith("=")]
        assert len(formulas) > 20
        for at in formulas:
            ours_is, theirs = ours[at][0], cells[at][0]
            assert theirs in (None, "") if ours_is is None else theirs == pytest.approx(ours_is), at
    after = seen[4]
    assert [after["华东", f"D{row}"][0] for row in (5, 10)] == pytest.approx([50 / 105, 50 / 368])
    assert [after["总览", f"{at}5"][0] for at in "DEFG"] == pytest.approx([350, 368, 50, 50 / 350])
    after = seen[3]
    assert [after["华东", f"D{row}"][0] for row in (5, 6, 7, 10)] == pytest.approx([0.5, 0, 50 / 300, 50 / 350])
    assert after["总览", "E5"][0] == 50
    assert not after["华东", "D8"][0]
