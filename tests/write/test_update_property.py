"""New columns in any list: they read back as given, and everything else in the workbook is as it was."""

from __future__ import annotations

import shutil
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it has no types
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from plain_reader import read_cells
from salesplan.write.patch.cell_xml import CellValue
from salesplan.write.update import NewColumn, UpdateOptions
from salesplan.write.workbook_update import update_columns

OPTIONS = UpdateOptions(datetime(2026, 11, 21, 18, 45), lock_wait=0, backup=False)  # noqa: DTZ001 - backups are named by the user's own clock
ODD_TEXTS = (
    *(" blank before", "blank behind ", "two  blanks", "line\nbreak", "cr\r\nlf", "tab\t", "\x07bell", "\u200b\ufeff"),
    *("_x000D_", "_x005F_x0041_", "=1+1", "+86 138", "@x", "-", "007", "1e5", "TRUE", "#N/A"),
    *("<b>&amp;]]>", "'quoted\""),
    *("😀客户", "é\u0301", "\ufffe\ud83d"),
)
TEXTS = st.one_of(st.text(max_size=12), st.sampled_from(ODD_TEXTS))
OLD_TEXTS = TEXTS.filter(lambda text: not set(text) & set("\ufffe\uffff\ud83d"))
"""Without what xlsxwriter writes as XML that no one can read."""
FORMATS = (
    None,
    {"bold": True},
    {"num_format": "0.00"},
    {"bg_color": "#FFC7CE", "border": 1},
    {"num_format": "yyyy-mm-dd", "align": "right"},
)
RESULTS = st.sampled_from([0, 1.5, "文", True, "#N/A", "#DIV/0!", ""])


@dataclass(frozen=True)
class OldCell:
    """A cell of the list: its value, or its formula with the stored result; the index of its format."""

    value: Any
    format: int = 0
    result: Any = None


@dataclass(frozen=True)
class OldList:
    """A list as a user may have it. Rows and columns from 0; ``extras`` are features of the sheet by name."""

    header_row: int
    first_column: int
    headers: list[str]
    rows: list[list[OldCell]]
    ours_at: int | None
    constant_memory: bool
    extras: frozenset[str] = field(default_factory=frozenset)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9),
    OLD_TEXTS,
    st.dates(date(1901, 1, 1), date(2200, 1, 1)),
)
PLAIN_CELLS = st.builds(OldCell, VALUES, st.integers(0, len(FORMATS) - 1))
CELLS = st.one_of(PLAIN_CELLS, st.builds(OldCell, st.just("=1+1"), st.integers(0, len(FORMATS) - 1), RESULTS))
EXTRAS = (
    *("merge above", "merge below", "comment", "validation", "format", "row format", "link", "filter", "panes"),
    *("heights", "widths", "table", "other sheet", "chart", "printing", "spill"),
)


@st.composite
def old_lists(draw: st.DrawFn) -> OldList:
    width = draw(st.integers(1, 6))
    names = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)
    headers = draw(st.lists(names, min_size=width, max_size=width, unique_by=str.casefold))
    ours_at = draw(st.one_of(st.none(), st.integers(0, width - 1)))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=10))
    if ours_at is not None:
        headers[ours_at] = draw(st.sampled_from(["客户分级 (salesplan)", "Class (salesplan)", "客戶分級（SALESPLAN）"]))
        for row in rows:
            row[ours_at] = draw(PLAIN_CELLS)
    return OldList(
        draw(st.integers(0, 3)),
        draw(st.integers(0, 3)),
        headers,
        rows,
        ours_at,
        draw(st.booleans()),
        draw(st.frozensets(st.sampled_from(EXTRAS), max_size=6)),
    )


@st.composite
def new_columns(draw: st.DrawFn) -> dict[str, dict[int, CellValue]]:
    """Values by place in the list, from 0; more than there are rows, so that some stand below its end."""
    kinds: Mapping[str, st.SearchStrategy[Any]] = {
        "class": TEXTS,
        "man_score": st.decimals(-(10**9), 10**9, places=draw(st.integers(0, 6))),
        "next_action": TEXTS,
        "next_contact": st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    }
    keys = draw(st.lists(st.sampled_from(sorted(kinds)), min_size=1, unique=True))
    return {
        key: draw(st.dictionaries(st.integers(0, 11), st.one_of(st.none(), kinds[key]), max_size=12)) for key in keys
    }


def made(path: Path, old: OldList) -> None:
    # A table and merged areas are not written row by row.
    book = xlsxwriter.Workbook(
        path,
        {
            "constant_memory": old.constant_memory
            and not old.extras & {"table", "merge below", "merge above", "spill"},
            "strings_to_formulas": False,
            "strings_to_urls": False,
        },
    )
    sheet = book.add_worksheet("客户")
    formats = [book.add_format(one) if one else None for one in FORMATS]
    _before(book, sheet, old)
    top, left = old.header_row, old.first_column
    right, bottom = left + len(old.headers) - 1, top + max(len(old.rows), 1)
    if top and "merge above" in old.extras:
        sheet.merge_range(0, left, 0, right + 4, "标题", formats[1])
    for offset, header in enumerate(old.headers):
        sheet.write_string(top, left + offset, header, formats[1])
    for number, row in enumerate(old.rows, top + 1):
        for column, cell in enumerate(row, left):
            _put(sheet, number, column, cell, formats)
    _behind(book, sheet, old, (top, left, bottom, right))
    book.close()


def _put(sheet: Any, row: int, column: int, cell: OldCell, formats: list[Any]) -> None:  # noqa: ANN401 - xlsxwriter's
    form = formats[cell.format]
    if cell.result is not None:
        sheet.write_formula(row, column, cell.value, form, cell.result)
    elif isinstance(cell.value, str) and cell.value:
        sheet.write_string(row, column, cell.value, form)
    elif cell.value is None or cell.value == "":
        sheet.write_blank(row, column, None, form)
    elif isinstance(cell.value, date):
        sheet.write_datetime(row, column, cell.value, form or formats[-1])
    else:
        sheet.write(row, column, cell.value, form)


def _before(book: Any, sheet: Any, old: OldList) -> None:  # noqa: ANN401 - xlsxwriter's
    if "widths" in old.extras:
        sheet.set_column(0, 20, 14, None, {"hidden": bool(old.header_row)})
    if "heights" in old.extras:
        sheet.set_row(old.header_row, 33)
        sheet.set_row(old.header_row + 2, 7.5, book.add_format({"italic": True}))
    if "panes" in old.extras:
        sheet.freeze_panes(old.header_row + 1, 1)
    if "printing" in old.extras:
        sheet.set_tab_color("red")
        sheet.set_header("&C客户")


def _behind(book: Any, sheet: Any, old: OldList, area: tuple[int, int, int, int]) -> None:  # noqa: ANN401 - xlsxwriter's
    top, left, bottom, right = area
    below = top + 20
    if "merge below" in old.extras:
        sheet.merge_range(below, left, below + 1, right + 3, "合计", book.add_format({"align": "center"}))
    if "comment" in old.extras:
        sheet.write_comment(top + 1, left, "看一下\n再打")
    if "validation" in old.extras:
        sheet.data_validation(top + 1, left, bottom, right, {"validate": "list", "source": ["甲", "乙"]})
    if "format" in old.extras:
        sheet.conditional_format(top + 1, left, bottom, left, {"type": "data_bar", "data_bar_2010": True})
    if "row format" in old.extras:
        rule = {"type": "formula", "criteria": "=TRUE", "format": book.add_format({"bold": True})}
        sheet.conditional_format(top + 1, left, bottom, right, rule)
    if "link" in old.extras:
        sheet.write_url(below + 4, left, "https://example.com/?a=1&b=2", None, "链接")
    if "table" in old.extras:
        columns = [{"header": header} for header in old.headers]
        sheet.add_table(top, left, bottom, right, {"columns": columns})
    elif "filter" in old.extras:
        sheet.autofilter(top, left, bottom, right)
    if "spill" in old.extras:
        sheet.write_dynamic_array_formula(below + 6, left, below + 8, left, "=SEQUENCE(3)", None, 1)
    if "other sheet" in old.extras:
        book.add_worksheet("a'b&<").write_formula(0, 0, "=SUM(客户!A:A)", None, 3)
        book.define_name("金额", "=客户!$A$1:$B$9")
    if "chart" in old.extras:
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": ["客户", top + 1, left, bottom, left]})
        sheet.insert_chart(below, right + 6, chart)


def cells_of(sheet: Worksheet) -> dict[str, tuple[object, ...]]:
    """What openpyxl reads in every cell, looks included."""
    return {
        cell.coordinate: _seen(cell)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style
    }


def _seen(cell: Any) -> tuple[object, ...]:  # noqa: ANN401 - a cell or a merged one
    value = getattr(cell.value, "text", cell.value)
    looks = (cell.font.b, cell.font.i, cell.fill.fgColor.rgb, cell.border.left.style, cell.alignment.horizontal)
    return (value, cell.data_type, cell.number_format, *looks)


def around(sheet: Worksheet, last_row: int) -> dict[str, object]:
    """What openpyxl knows of the sheet besides its cells; ranges that may grow are not among it."""
    return {
        "merged": sorted(str(area) for area in sheet.merged_cells.ranges),
        "comments": {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment},
        "links": {c.coordinate: c.hyperlink.target for row in sheet.iter_rows() for c in row if c.hyperlink},
        "heights": {row: sheet.row_dimensions[row].height for row in range(1, last_row)},
        "panes": sheet.freeze_panes,
        "header": sheet.oddHeader.center.text if sheet.oddHeader else None,
        "charts": len(getattr(sheet, "_charts")),  # noqa: B009 - they have no other name, and no type
    }


def guarded(sheet: Worksheet) -> Counter[tuple[str, ...]]:
    """The sheet's validations, and its conditional formats without their ranges, which may grow."""
    found: Counter[tuple[str, ...]] = Counter()
    found.update((str(v.sqref), str(v.formula1)) for v in sheet.data_validations.dataValidation)
    found.update((rule.type, *map(str, rule.formula)) for rules in sheet.conditional_formatting for rule in rules.rules)
    return found


def opened(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that openpyxl does not read
        return openpyxl.load_workbook(path)


@given(old_lists(), new_columns(), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_columns_of_any_list(
    tmp_path_factory: pytest.TempPathFactory,
    old: OldList,
    new: dict[str, dict[int, CellValue]],
    decorated: bool,  # noqa: FBT001 - drawn
) -> None:
    folder = tmp_path_factory.mktemp("list")
    path, header = folder / "a.xlsx", old.header_row + 1
    made(path, old)
    before, book = read_cells(path), opened(path)
    choices = ("A", "B", "C", "D") if decorated else ()
    columns = [
        NewColumn(key, {header + 1 + at: v for at, v in values.items()}, choices if key == "class" else ())
        for key, values in new.items()
    ]
    options = replace(OPTIONS, color_rows=decorated)
    done = update_columns(path, "客户", header, columns, options)
    after, book_after = read_cells(path), opened(path)

    wanted: dict[str, CellValue] = {f"{column.letters}{header}": column.header for column in done.columns}
    wanted |= {f"{c.letters}{row}": value for c in done.columns for row, value in c.values.items()}
    assert sorted(column.our.key for column in done.columns) == sorted(new)
    assert {at: after[at].value if at in after else None for at in wanted} == {
        at: stored(v) for at, v in wanted.items()
    }
    assert {at: cell for at, cell in after.items() if at not in wanted} == {
        at: cell for at, cell in before.items() if at not in wanted
    }
    first_new = old.first_column + len(old.headers) + 1
    assert all(column.column >= first_new for column in done.columns if column.is_new)
    assert [c.column for c in done.columns if not c.is_new] == (
        [old.first_column + old.ours_at + 1] if old.ours_at is not None and "class" in new else []
    )

    one, other = cells_of(book["客户"]), cells_of(book_after["客户"])
    assert {at: seen for at, seen in other.items() if at not in wanted} == {
        at: seen for at, seen in one.items() if at not in wanted
    }
    assert around(book["客户"], 50) == around(book_after["客户"], 50)
    if not decorated:  # else there is a drop-down more, and a rule for each class
        assert guarded(book["客户"]) == guarded(book_after["客户"])
    assert guarded(book["客户"]) <= guarded(book_after["客户"])
    for sheet in book.sheetnames[1:]:
        assert cells_of(book[sheet]) == cells_of(book_after[sheet])

    once = path.read_bytes()
    assert update_columns(path, "客户", header, columns, options).changed == 0
    assert path.read_bytes() == once
    shutil.rmtree(folder)


def stored(value: CellValue) -> object:
    if isinstance(value, date):
        return Decimal((value - date(1899, 12, 30)).days)
    return value or None if isinstance(value, str) else value
