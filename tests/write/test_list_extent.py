"""What stands beside a list stays as it is: other Tables, notes, pivot tables; openpyxl reads what came out."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it has no types

from salesplan.errors import CannotWrite
from salesplan.write.patch.list_extent import extent_of, tables_of
from salesplan.write.patch.row_colors import COLORS
from salesplan.write.patch.sheet_frame import frame_of
from salesplan.write.patch.sheet_survey import survey
from salesplan.write.patch.workbook_parts import open_book
from salesplan.write.update import NewColumn, RowKeys, Update, UpdateOptions
from salesplan.write.workbook_update import update_columns, write_cells

OPTIONS = UpdateOptions(datetime(2026, 11, 22, 2, 30), lock_wait=0)  # noqa: DTZ001 - backups are named by the user's own clock
COLORED = replace(OPTIONS, color_rows=True)
HEADERS = ("客户编号", "客户名称", "年销售额")
ROWS = range(2, 6)
CLASSES = NewColumn("class", dict(zip(ROWS, "ABCD", strict=True)), ("A", "B", "C", "D", "U"))
PARETO = NewColumn("pareto", dict.fromkeys(ROWS, "A"))
TIERS = NewColumn("tier", dict.fromkeys(ROWS, "B"))
SHEET = "xl/worksheets/sheet1.xml"
Change = Callable[[Any, Any], object]


def make(path: Path, *changes: Change, left: int = 0) -> Path:
    """A list of four customers in A:C (``left`` columns further right): id, name, amount; ``changes`` add to it."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("客户")
    sheet.write_row(0, left, HEADERS)
    for row in ROWS:
        sheet.write_row(row - 1, left, [f"00{row}", f"名{row}", row * 1.5])
    for change in changes:
        change(book, sheet)
    book.close()
    return path


def products(column: int, *, table: bool = False) -> Change:
    """A second list: product and price."""

    def change(_: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        sheet.write_row(0, column, ["产品", "单价"])
        for row in ROWS:
            sheet.write_row(row - 1, column, [f"P{row}", row])
        if table:
            titles = [{"header": "产品"}, {"header": "单价"}]
            sheet.add_table(0, column, 4, column + 1, {"name": "Prod", "columns": titles})

    return change


def listed(_: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
    """The list is an Excel Table."""
    sheet.add_table(0, 0, 4, 2, {"name": "Kunden", "columns": [{"header": header} for header in HEADERS]})


def filtered(first: int, last: int) -> Change:
    return lambda _, sheet: sheet.autofilter(0, first, 4, last)


def note(row: int, column: int) -> Change:
    return lambda _, sheet: sheet.write(row, column, "旁注")


def empty_table(row: int, column: int) -> Change:
    """A Table without a header row and without a value."""
    options = {"header_row": False, "autofilter": False}
    return lambda _, sheet: sheet.add_table(row, column, row + 2, column + 1, options)


def formatted(area: str) -> Change:
    rule = {"type": "formula", "criteria": "=$C2>3"}
    return lambda book, sheet: sheet.conditional_format(area, {**rule, "format": book.add_format({"bold": True})})


def update(path: Path, *columns: NewColumn, options: UpdateOptions = OPTIONS, **more: Any) -> Update:  # noqa: ANN401 - passed on
    return update_columns(path, "客户", 1, columns or (CLASSES,), options, **more)


def sheet_of(path: Path) -> Any:  # noqa: ANN401 - openpyxl's
    return openpyxl.load_workbook(path)["客户"]


def tables(path: Path) -> dict[str, tuple[str, list[str]]]:
    found = sheet_of(path).tables.values()
    return {table.displayName: (table.ref, [column.name for column in table.tableColumns]) for table in found}


def formats(path: Path) -> list[str]:
    return [str(area.sqref) for area in sheet_of(path).conditional_formatting]


def rewritten(path: Path, name: str, change: Callable[[str], str]) -> None:
    """The workbook with one part changed by hand."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for entry, data in parts.items():
            archive.writestr(entry, data)


def part(path: Path, name: str = SHEET) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def columns_of(path: Path, last_row: int = 5, key: int = 1) -> tuple[int, int]:
    """First and last column of the list as it is found."""
    book = open_book(path, "客户")
    found = survey(book, 1, RowKeys(key, {}, header=None))
    extent = extent_of(book, found, frame_of(found.tail), last_row)
    return extent.first, extent.last


# What grows


@pytest.mark.parametrize("column", [3, 4, 6])
@pytest.mark.parametrize("own", [True, False])
def test_the_table_of_another_list_does_not_grow(tmp_path: Path, column: int, own: bool) -> None:  # noqa: FBT001 - a table of cases
    path = make(tmp_path / "a.xlsx", products(column, table=True), *([listed] if own else []))
    before = tables(path)
    done = update(path, CLASSES, PARETO)
    assert tables(path) == before
    assert [place.column for place in done.columns] == [column + 3, column + 4]


def test_the_lists_own_table_grows_while_nothing_stands_beside_it(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", listed)
    assert update(path).warnings == ()
    assert tables(path)["Kunden"] == ("A1:D5", [*HEADERS, "客户分级 (salesplan)"])


def test_a_table_whose_header_is_not_the_lists_does_not_grow(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", listed)
    before = tables(path)
    update_columns(path, "客户", 2, [replace(CLASSES, values={3: "A"})], OPTIONS)
    assert tables(path) == before


@pytest.mark.parametrize(
    ("first", "last", "new"),
    [(0, 2, "A1:D5"), (4, 5, "E1:F5"), (0, 5, "A1:G5"), (0, 4, "A1:E5")],
)
def test_only_a_filter_over_the_key_up_to_the_last_column_grows(
    tmp_path: Path, first: int, last: int, new: str
) -> None:
    path = make(tmp_path / "a.xlsx", filtered(first, last), *([products(4)] if last > 2 else []))
    update(path)
    assert sheet_of(path).auto_filter.ref == new


def test_a_filter_wider_than_the_list_takes_all_our_columns(tmp_path: Path) -> None:
    """Else it would sort the first of them and leave the others behind."""
    path = make(tmp_path / "a.xlsx", filtered(0, 3))
    assert update(path, CLASSES, PARETO).warnings == ()
    assert sheet_of(path).auto_filter.ref == "A1:E5"


@pytest.mark.parametrize(("before", "after"), [("A2:F5", "A2:F5"), ("A2:C5", "A2:C5"), ("E2:F5", "E2:F5")])
def test_no_format_grows_into_columns_apart_from_the_list(tmp_path: Path, before: str, after: str) -> None:
    path = make(tmp_path / "a.xlsx", products(4), formatted(before))
    update(path)
    assert formats(path) == [after]


def test_a_remembered_sort_takes_our_columns_along(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", filtered(0, 2))
    sort = '<sortState ref="A2:C5"><sortCondition ref="C2:C5"/></sortState>'
    rewritten(path, SHEET, lambda xml: re.sub(r'(<autoFilter ref="A1:C5")/>', rf"\1>{sort}</autoFilter>", xml))
    update(path)
    assert '<autoFilter ref="A1:D5"><sortState ref="A2:D5"><sortCondition ref="C2:C5"/>' in part(path)
    path = make(tmp_path / "b.xlsx", listed)
    rewritten(path, "xl/tables/table1.xml", lambda xml: xml.replace("<tableColumns", f"{sort}<tableColumns"))
    update(path)
    assert '<sortState ref="A2:D5"><sortCondition ref="C2:C5"/>' in part(path, "xl/tables/table1.xml")


# How far a list reaches


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ([], (1, 3)),
        ([products(3)], (1, 5)),
        ([products(4)], (1, 3)),
        ([products(3, table=True)], (1, 3)),
        ([products(4), filtered(0, 5)], (1, 6)),
        ([filtered(1, 2)], (1, 3)),
        ([filtered(0, 0)], (1, 3)),
        ([filtered(0, 1)], (1, 2)),
        ([filtered(0, 9)], (1, 3)),
        ([note(2, 3)], (1, 4)),
        ([note(2, 3), products(4)], (1, 6)),
        ([note(4, 3), products(4)], (1, 6)),
        ([note(2, 3), note(8, 3), note(8, 9)], (1, 4)),
        ([lambda book, sheet: sheet.merge_range(2, 3, 3, 4, None, book.add_format())], (1, 3)),
        ([note(5, 3), products(4)], (1, 3)),
        ([lambda book, sheet: sheet.merge_range(0, 3, 0, 4, "两列", book.add_format())], (1, 5)),
        ([lambda book, sheet: sheet.write_blank(0, 3, None, book.add_format({"bold": True})), products(4)], (1, 3)),
    ],
)
def test_a_list_reaches_to_its_filters_end_or_a_blank_column(
    tmp_path: Path, changes: list[Change], found: tuple[int, int]
) -> None:
    assert columns_of(make(tmp_path / "a.xlsx", *changes)) == found


def test_a_list_reaches_to_the_left_of_its_key_and_past_headers_above(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", note(0, 0), note(3, 25), left=20)
    assert columns_of(path, key=22) == (21, 23)
    path = make(tmp_path / "c.xlsx", note(3, 23), note(0, 25), left=20)
    assert columns_of(path, key=22) == (21, 24)
    path = make(tmp_path / "b.xlsx")
    rewritten(path, SHEET, lambda xml: re.sub(r'<c r="A1".*?</c>', "", xml))
    assert columns_of(path, key=2) == (1, 3)


# Row colours


def areas(path: Path) -> dict[str, int]:
    return {str(area.sqref): len(area.rules) for area in sheet_of(path).conditional_formatting}


def test_colours_leave_out_what_stands_between(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", products(4))
    done = update(path, options=COLORED)
    assert areas(path) == {"A2:C5 G2:G5": len(COLORS)}
    (area,) = sheet_of(path).conditional_formatting
    assert area.rules[0].formula == ['$G2="A"']
    assert done.colored
    assert not update(path, options=COLORED).colored


def test_colours_that_leave_something_out_grow_down_with_the_rows(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", products(4))
    update(path, options=COLORED)
    cells = '<row r="6"><c r="A6" t="inlineStr"><is><t>006</t></is></c></row>'
    rewritten(path, SHEET, lambda xml: xml.replace("</sheetData>", f"{cells}</sheetData>"))
    update(path, replace(CLASSES, values={**CLASSES.values, 6: "A"}))
    assert areas(path) == {"A2:C6 G2:G6": len(COLORS)}


def test_later_colours_cover_our_columns_of_earlier_runs(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", products(4))
    update(path, CLASSES, PARETO)
    update(path, options=COLORED)
    assert areas(path) == {"A2:C5 G2:H5": len(COLORS)}


def test_colours_of_earlier_runs_take_in_later_columns(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", products(4))
    update(path, options=COLORED)
    update(path, CLASSES, PARETO, TIERS)
    assert areas(path) == {"A2:C5 G2:I5": len(COLORS)}


# New columns behind Tables and pivot tables


@pytest.mark.parametrize(("row", "first"), [(3, 8), (4, 8), (5, 4), (0, 8)])
def test_new_columns_go_behind_an_empty_table_beside_the_rows(tmp_path: Path, row: int, first: int) -> None:
    path = make(tmp_path / "a.xlsx", empty_table(row, 5))
    before = tables(path)
    assert update(path).columns[0].column == first
    assert tables(path) == before


def test_new_columns_go_behind_a_pivot_table_beside_the_rows(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", empty_table(3, 5))
    pivot = '<pivotTableDefinition name="P"><location ref="F3:J9" firstHeaderRow="1"/></pivotTableDefinition>'
    rewritten(path, "xl/tables/table1.xml", lambda _: pivot)
    rewritten(
        path,
        "xl/worksheets/_rels/sheet1.xml.rels",
        lambda xml: xml.replace("relationships/table", "relationships/pivotTable"),
    )
    done = update(path)
    assert done.columns[0].letters == "K"
    assert [problem.code for problem in done.warnings] == ["WRITE-apart"]
    assert part(path, "xl/tables/table1.xml") == pivot


@pytest.mark.parametrize("xml", ["<other/>", '<table displayName="T" ref="#REF!"/>'])
def test_a_table_part_that_holds_no_table_is_a_refusal(tmp_path: Path, xml: str) -> None:
    path = make(tmp_path / "a.xlsx", listed)
    rewritten(path, "xl/tables/table1.xml", lambda _: xml)
    with pytest.raises(CannotWrite) as caught:
        update(path)
    assert [problem.code for problem in caught.value.problems] == ["WRITE-unsupported"]
    with pytest.raises(CannotWrite) as caught:
        write_cells(path, "客户", {"J1": 1})
    assert [problem.code for problem in caught.value.problems] == ["WRITE-unsupported"]


# The warning


@pytest.mark.parametrize(
    ("changes", "ours", "between"),
    [
        ([filtered(0, 2), note(4, 6)], "H to I", "G5"),
        ([note(4, 6)], "H to I", "G5"),
        ([products(4)], "G to H", "E1"),
        ([products(4, table=True)], "G to H", "E1:F5"),
        ([listed, products(3)], "F to G", "D1"),
        ([empty_table(3, 5)], "H to I", "F4:G6"),
        ([note(30, 6)], "H to I", "G31"),
        ([lambda book, sheet: sheet.merge_range(2, 4, 3, 5, None, book.add_format())], "G to H", "E3:F4"),
    ],
)
def test_columns_apart_from_the_list_are_a_warning(
    tmp_path: Path, changes: list[Change], ours: str, between: str
) -> None:
    path = make(tmp_path / "a.xlsx", *changes)
    dry = update(path, CLASSES, PARETO, options=replace(OPTIONS, dry_run=True))
    done = update(path, CLASSES, PARETO)
    assert dry.warnings == done.warnings
    (told,) = done.warnings
    assert (told.code, told.severity, told.place.sheet) == ("WRITE-apart", "warning", "客户")
    assert told.what.in_("en") == (
        f"our columns stand at {ours}, apart from the list (something stands in {between}): sorting the list would "
        "leave them behind"
    )
    assert told.what.in_("zh").startswith(f"我们的列写在 {ours.replace(' to ', ' 到 ')} 列，")
    assert f"把 {between} 的内容移到别处" in told.fix.in_("zh")


def test_one_column_is_named_alone_and_only_new_ones_are_told(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", products(4))
    (told,) = update(path).warnings
    assert told.what.in_("en").startswith("our columns stand at G, apart")
    changed = replace(CLASSES, values={**CLASSES.values, 2: "D"})
    assert update(path, changed).warnings == ()
    assert len(update(path, CLASSES, PARETO).warnings) == 1


# Headers and totals of Tables


def header_refused(path: Path, cells: dict[str, Any]) -> list[tuple[str, str | None]]:
    before = path.read_bytes()
    with pytest.raises(CannotWrite) as caught:
        write_cells(path, "客户", cells)
    assert path.read_bytes() == before
    return [(problem.code, problem.place.cell) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("cells", "where"),
    [({"A1": "新编号"}, ["A1"]), ({"$B$1": None, "C1": 5}, ["B1", "C1"]), ({"A1": "客户编号", "C$1": "x"}, ["C1"])],
)
def test_headers_of_a_table_are_not_changed(tmp_path: Path, cells: dict[str, Any], where: list[str]) -> None:
    path = make(tmp_path / "a.xlsx", listed)
    assert header_refused(path, cells) == [("WRITE-table-header", cell) for cell in where]


def test_what_a_header_says_already_and_other_cells_may_be_written(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", listed, empty_table(7, 5))
    assert write_cells(path, "客户", {"A1": "客户编号", "A2": "x", "D1": "y", "F8": "z"}).changed == 3
    with pytest.raises(CannotWrite) as caught:
        write_cells(path, "客户", {"A1": "新"})
    assert "Kunden" in caught.value.problems[0].what.in_("en")


def totalled(_: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
    titles = [{"header": header} for header in HEADERS]
    sheet.add_table(0, 0, 5, 2, {"name": "Kunden", "columns": titles, "total_row": True})


def test_a_totals_row_gets_no_value(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", totalled)
    done = update(path, replace(CLASSES, values={**CLASSES.values, 6: "A"}))
    assert (done.changed, sheet_of(path)["D6"].value) == (5, None)
    assert sheet_of(path).data_validations.dataValidation[0].sqref == "D2:D5"


def test_the_totals_row_of_another_table_is_a_row_of_the_list(tmp_path: Path) -> None:
    def change(_: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        titles = [{"header": "产品"}, {"header": "单价"}]
        sheet.add_table(0, 4, 4, 5, {"name": "Prod", "columns": titles, "total_row": True})

    path = make(tmp_path / "a.xlsx", change)
    update(path)
    assert sheet_of(path)["G5"].value == "D"


def test_tables_of_a_sheet(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", totalled, products(4, table=True))
    found = [(table.name, table.area, table.totals_row) for table in tables_of(open_book(path, "客户"))]
    assert found == [("Kunden", (1, 1, 6, 3), 6), ("Prod", (1, 5, 5, 6), 0)]
