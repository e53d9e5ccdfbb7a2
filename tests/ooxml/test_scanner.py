from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it has no types
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.errors import BadInput
from salesplan.ooxml import limits, package
from salesplan.ooxml.cells import Scan, address, position
from salesplan.ooxml.kinds import DATE, ERROR, ISO, NUMBER, TEXT, TRUTH, UNSOLVED
from salesplan.ooxml.package import Package, open_package, package_of
from salesplan.ooxml.scanner import scan, scan_fast, scan_slow
from salesplan.ooxml.strings import UnusualForm, read_strings

BookOf = Callable[..., Package]
Both = Callable[[Package], tuple[Scan, Scan]]
SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"


def sheet(cells: str, head: str = "", tail: str = "") -> str:
    rows = f'<sheetData><row r="1">{cells}</row></sheetData>'
    return f'<?xml version="1.0"?><worksheet xmlns="m">{head}{rows}{tail}</worksheet>'


def same(fast: Scan, slow: Scan) -> None:
    assert fast.cells.equals(slow.cells)
    assert fast.cells.schema == slow.cells.schema
    assert (fast.hidden_rows, fast.hidden_columns, fast.merged) == (slow.hidden_rows, slow.hidden_columns, slow.merged)


def read(book: Package) -> Scan:
    return scan(book, book.sheets[0], read_strings(book))


def is_usual(book: Package) -> bool:
    try:
        scan_fast(book, book.sheets[0], read_strings(book))
    except UnusualForm:
        return False
    return True


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        ('<c r="A1"><v>1.50</v></c>', NUMBER, "1.50"),
        ('<c r="A1" t="n"><v> 7 </v></c>', NUMBER, "7"),
        ('<c r="A1" s="2"><v>7</v></c>', NUMBER, "7"),
        ('<c r="A1" s="1"><v>46102</v></c>', DATE, "46102"),
        ('<c r="A1" s="1" t="str"><v>46102</v></c>', TEXT, "46102"),
        ('<c r="A1" t="s"><v>1</v></c>', TEXT, "乙公司"),
        ('<c r="A1" t="s"><v>2</v></c>', ERROR, "#STRING!2"),
        ('<c r="A1" t="s"><v>-1</v></c>', ERROR, "#STRING!-1"),
        ('<c r="A1" t="s"><v>x</v></c>', ERROR, "#STRING!x"),
        ('<c r="A1"><v>abc</v></c>', NUMBER, "abc"),
        ('<c r="A1"><v>1e999</v></c>', NUMBER, "1e999"),
        ('<c r="A1" t="b"><v>1</v></c>', TRUTH, "1"),
        ('<c r="A1" t="e"><v>#N/A</v></c>', ERROR, "#N/A"),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ERROR, "#DIV/0!"),
        ('<c r="A1" t="d"><v>2026-03-01</v></c>', ISO, "2026-03-01"),
        ('<c r="A1" t="inlineStr"><is><t> 甲 &amp; 乙 </t></is></c>', TEXT, " 甲 & 乙 "),
        ('<c r="A1" t="inlineStr"><is><t>a&amp;amp;b</t></is></c>', TEXT, "a&amp;b"),
        ('<c r="A1" t="inlineStr"><is><t>_x4E2D_</t></is></c>', TEXT, "中"),
        ('<c r="A1" t="str"><f>A2&amp;"x"</f><v>50</v></c>', TEXT, "50"),
        ('<c r="A1"><f>A2*2</f><v>4</v></c>', NUMBER, "4"),
        ('<c r="A1"><f>A2*2</f></c>', UNSOLVED, "=A2*2"),
        ('<c r="A1"><f>A2&amp;"x"</f></c>', UNSOLVED, '=A2&"x"'),
        ('<c r="A1"><f>A2*2</f><v/></c>', UNSOLVED, "=A2*2"),
        ('<c r="A1"><f>A2*2</f><v></v></c>', UNSOLVED, "=A2*2"),
        ('<c r="A1" t="n"><f>A2*2</f><v /></c>', UNSOLVED, "=A2*2"),
        ('<c r="A1" t="s"><f>A2*2</f></c>', UNSOLVED, "=A2*2"),
        ('<c r="A1"><f t="shared" ref="A1:A9" si="0">B1</f></c>', UNSOLVED, "=B1"),
        ('<c r="A1"><f t="shared" si="0"/></c>', UNSOLVED, None),
    ],
)
def test_what_a_cell_holds(cell: str, kind: int, text: str | None, book_of: BookOf, both: Both) -> None:
    fast, slow = both(book_of(sheet(cell)))
    same(fast, slow)
    assert fast.cells.select("row", "column", "kind", "text").rows() == [(1, 0, kind, text)]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"/>',
        '<c r="A1" s="1"/>',
        '<c r="A1"></c>',
        '<c r="A1"><v></v></c>',
        '<c r="A1"><v/></c>',
        '<c r="A1"><v> </v></c>',
        '<c r="A1" t="str"><f>""</f><v></v></c>',
        '<c r="A1" t="str"><f>""</f><v/></c>',
        '<c r="A1"><f>IF(A2&gt;1,A2,"")</f><v></v></c>',
        '<c r="A1" s=""><f>IF(A2&gt;1,A2,&quot;&quot;)</f><v/></c>',
        '<c r="A1" t="inlineStr"><is><t> \u3000</t></is></c>',
    ],
)
def test_what_holds_nothing_is_no_cell(cell: str, book_of: BookOf, both: Both) -> None:
    fast, slow = both(book_of(sheet(cell)))
    same(fast, slow)
    assert fast.cells.is_empty()


@pytest.mark.parametrize(
    ("xml", "cells"),
    [
        (
            "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
            [(1, 0, "1"), (1, 1, "2"), (2, 0, "3")],
        ),
        (
            '<row r="3"><c><v>1</v></c><c r="D3"><v>2</v></c><c><v>3</v></c></row>',
            [(3, 0, "1"), (3, 3, "2"), (3, 4, "3")],
        ),
        ("<row r='2'><c r='B2'><v>1</v></c></row>", [(2, 1, "1")]),
        ('<row r="2"><c s="1" r="B2"><v>1</v></c></row>', [(2, 1, "1")]),
        ('<row r="2"><c r="b2"><v>1</v></c></row>', [(2, 1, "1")]),
        ('<row r="2">\n<c r="B2">\n<v>1</v>\n</c>\n</row>', [(2, 1, "1")]),
        ('<row r="2"><c r="B2"><!-- no --><v>1</v></c></row>', [(2, 1, "1")]),
        ('<row r="2"><c r="B2" t="str"><v><![CDATA[<甲>]]></v></c></row>', [(2, 1, "<甲>")]),
        (
            '<row r="2"><c r="B2" t="inlineStr"><is><r><t>华</t></r><rPh><t>x</t></rPh><r><t>东</t></r></is></c></row>',
            [(2, 1, "华东")],
        ),
        ('<row r="2"><x:c r="B2"><x:v>1</x:v></x:c></row>', [(2, 1, "1")]),
        ('<row r="2"><c r="B2"><v>&#49;</v></c><c r="C2"><v>5</v></c></row>', [(2, 1, "1"), (2, 2, "5")]),
        ('<row r="2"><c r="C2"><v>5</v></c><c r="B2"><v>1</v></c></row>', [(2, 1, "1"), (2, 2, "5")]),
        ('<row r="3"><c r="A3"><v>5</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>', [(2, 0, "1"), (3, 0, "5")]),
    ],
)
def test_unusual_forms_are_read_all_the_same(xml: str, cells: list[tuple[int, int, str]], book_of: BookOf) -> None:
    book = book_of(f"<worksheet><sheetData>{xml}</sheetData></worksheet>")
    assert read(book).cells.select("row", "column", "text").rows() == cells


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_encodings(encoding: str, book_of: BookOf) -> None:
    declared = encoding[:6] if encoding.startswith("utf-16") else "UTF-8"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    xml = sheet('<c r="A1" t="str"><v>甲</v></c>').replace("?>", f' encoding="{declared}"?>')
    data = (mark + xml).encode(encoding)
    assert read(book_of(data)).cells["text"].to_list() == ["甲"]


def test_prefixed_sheets_go_the_fast_way(book_of: BookOf, both: Both) -> None:
    xml = (
        '<x:worksheet><x:cols><x:col min="2" max="2" hidden="1" /></x:cols><x:sheetData><x:row r="1" hidden="1">'
        '<x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>丁</x:t></x:is></x:c>'
        "</x:row></x:sheetData>"
        '<x:mergeCells><x:mergeCell ref="A2:B3"/></x:mergeCells></x:worksheet>'
    )
    fast, slow = both(book_of(xml))
    same(fast, slow)
    assert fast.cells["text"].to_list() == ["甲公司", "丁"]
    assert (set(fast.hidden_rows), set(fast.hidden_columns), fast.merged) == ({1}, {1}, ((2, 0, 3, 1),))


def test_hidden_rows_hidden_columns_and_merged_ranges(book_of: BookOf, both: Both) -> None:
    head = (
        '<cols><col min="1" max="1" width="9"/><col min="3" max="5" hidden="1"/>'
        '<col hidden="false" min="7" max="7"/></cols>'
    )
    tail = '<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="XFD1048576"/><mergeCell ref="A0:B1"/></mergeCells>'
    rows = (
        '<c r="A1" t="inlineStr"><is><t>row hidden="1" x</t></is></c></row><row hidden="true" spans="1:2" r="2">'
        '<c r="A2"><v>2</v></c></row><row r="3" hidden="1"/><row r="4" hidden="false"/><row r="5" hidden="0">'
    )
    fast, slow = both(book_of(sheet(rows, head, tail)))
    same(fast, slow)
    assert fast.hidden_rows == {2, 3}
    assert fast.hidden_columns == {2, 3, 4}
    assert fast.merged == ((1, 0, 2, 2), (limits.ROWS, limits.COLUMNS - 1, limits.ROWS, limits.COLUMNS - 1))


def test_a_hidden_row_without_a_number_is_counted(book_of: BookOf) -> None:
    xml = '<worksheet><sheetData><row r="4"/><row hidden="1"><c r="A5"><v>1</v></c></row></sheetData></worksheet>'
    assert read(book_of(xml)).hidden_rows == {5}


def test_columns_hidden_past_the_edge_end_at_it(book_of: BookOf, both: Both) -> None:
    fast, slow = both(book_of(sheet("", '<cols><col min="16383" max="99999" hidden="1"/></cols>')))
    same(fast, slow)
    assert fast.hidden_columns == {16382, 16383}


@pytest.mark.parametrize("xml", ["<sheetData/>", '<sheetData xml:space="preserve" />', "<sheetData></sheetData>", ""])
def test_a_sheet_without_cells(xml: str, book_of: BookOf) -> None:
    book = book_of(f'<worksheet>{xml}<mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>')
    assert read(book).cells.is_empty()
    assert read(book).merged == ((1, 0, 1, 1),)
    assert is_usual(book) is bool(xml)


@pytest.mark.parametrize("cell", ["A0", "A1048577", "XFE1", "AAAA1", "A", "1", "A99999999999"])
def test_a_cell_outside_every_sheet_is_named(cell: str, book_of: BookOf) -> None:
    with pytest.raises(BadInput) as caught:
        read(book_of(sheet(f'<c r="{cell}"><v>1</v></c>')))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.sheet, problem.place.cell) == ("READ-damaged", "客户", cell)


def test_the_last_cell_of_a_sheet_is_just_a_cell(book_of: BookOf, both: Both) -> None:
    fast, slow = both(book_of(sheet('<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c>')))
    same(fast, slow)
    assert fast.cells.select("row", "column").rows() == [(1, 0), (1048576, 16383)]


@pytest.mark.parametrize("row", ["0", "1048577", "x", ""])
def test_a_row_outside_every_sheet_is_named(row: str, book_of: BookOf) -> None:
    with pytest.raises(BadInput) as caught:
        read(book_of(f'<worksheet><sheetData><row r="{row}"><c><v>1</v></c></row></sheetData></worksheet>'))
    assert (caught.value.problems[0].code, caught.value.problems[0].place.cell) == ("READ-damaged", row)


def test_a_cell_behind_the_last_column_is_refused(book_of: BookOf) -> None:
    assert len(read(book_of(sheet('<c r="XFC1"><v>1</v></c><c><v>2</v></c>'))).cells) == 2
    with pytest.raises(BadInput) as caught:
        read(book_of(sheet('<c r="XFD1"><v>1</v></c><c><v>2</v></c>')))
    assert caught.value.problems[0].place.cell == "XFD1+1"


@pytest.mark.parametrize("between", ["", '<c r="C1"><v>1</v></c>'])
def test_a_cell_given_twice_is_named(between: str, book_of: BookOf) -> None:
    with pytest.raises(BadInput) as caught:
        read(book_of(sheet(f'<c r="B1"><v>1</v></c>{between}<c r="B1"><v>2</v></c>')))
    assert (caught.value.problems[0].code, caught.value.problems[0].place.cell) == ("READ-damaged", "B1")


@pytest.mark.parametrize(("length", "kind"), [(32_767, TEXT), (32_768, ERROR)])
@pytest.mark.parametrize("letter", ["a", "甲"])
def test_a_text_no_cell_can_hold_is_an_error_cell(
    length: int, kind: int, letter: str, book_of: BookOf, both: Both
) -> None:
    text = letter * length
    fast, slow = both(book_of(sheet(f'<c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>{text}</t></is></c>')))
    same(fast, slow)
    assert fast.cells["kind"].to_list() == [NUMBER, kind]
    assert fast.cells["text"][1] == (text if kind == TEXT else "#LENGTH!32768")


def test_too_many_cells_are_refused(book_of: BookOf, monkeypatch: pytest.MonkeyPatch) -> None:
    book = book_of(sheet('<c r="A1"><v>1</v></c><c r="B1"/><c r="C1"><v>1</v></c>'))
    monkeypatch.setattr(limits, "CELLS", 2)
    assert len(read(book).cells) == 2
    monkeypatch.setattr(limits, "CELLS", 1)
    with pytest.raises(BadInput) as caught:
        read(book)
    assert (caught.value.problems[0].code, caught.value.problems[0].place.sheet) == ("READ-too-large", "客户")


@pytest.mark.parametrize(
    "between",
    ["< c", "<d/>", "x", "</row", "<row", '<row r="2"', "<x:row>", '<x:c r="B1"><x:v>2</x:v></x:c>', "</rows>"],
)
@pytest.mark.parametrize("before", [True, False])
def test_what_stands_between_cells_is_never_passed_over(between: str, before: bool, book_of: BookOf) -> None:  # noqa: FBT001 - drawn
    cell = '<c r="A1"><v>1</v></c>'
    assert is_usual(book_of(sheet(cell)))
    assert not is_usual(book_of(sheet(between + cell if before else cell + between)))


def test_row_tags_and_line_ends_between_cells_are_usual(book_of: BookOf, both: Both) -> None:
    rows = (
        '<c r="A1"><v>1</v></c></row>\r\n<row r="2"/>\n<row r="3" ht="5"></row> <row r="4">\n<c r="A4"><v>2</v></c>\n'
    )
    fast, slow = both(book_of(sheet(rows)))
    same(fast, slow)
    assert fast.cells["row"].to_list() == [1, 4]


def test_a_reference_inside_an_attribute_is_left_to_the_parser(book_of: BookOf) -> None:
    book = book_of(sheet("", tail='<mergeCells><mergeCell ref="&#65;1:B2"/></mergeCells>'))
    assert not is_usual(book)
    assert read(book).merged == ((1, 0, 2, 1),)


def test_comments_behind_the_cells_send_the_sheet_the_slow_way(book_of: BookOf) -> None:
    tail = '<!-- <mergeCell ref="A1:B1"/> --><mergeCells><mergeCell ref="A2:B2"/></mergeCells>'
    book = book_of(sheet("", tail=tail))
    assert not is_usual(book)
    assert read(book).merged == ((2, 0, 2, 1),)


def test_addresses_go_both_ways() -> None:
    assert [address(3, column) for column in (0, 25, 26, 701, 702, 16383)] == ["A3", "Z3", "AA3", "ZZ3", "AAA3", "XFD3"]
    assert position("XFD1048576") == (1048576, 16383)
    assert position("XFE1") is None


TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")) | st.sampled_from("&<>_x4E2D\n"), max_size=12
)
CELLS = st.builds(
    lambda n: f"<v>{n}</v>", st.integers() | st.floats(allow_nan=False, allow_infinity=False)
) | st.sampled_from(
    [
        "<v></v>",
        "<v/>",
        "<f>A1</f>",
        '<f t="shared" si="0"/><v>3</v>',
        "<f>A1</f><v/>",
        '<f>A1&amp;""</f><v></v>',
        '<f ca="1" r="">A1</f><v></v>',
        "<v>1</v><f>A1</f>",
        "<v>&#50;</v>",
        "",
    ]
)
INLINE = TEXTS.map(lambda text: f"<is><t>{escape(text)}</t></is>")
LOOKS = st.sampled_from(
    ["", ' s="1"', ' s="0" t="n"', ' t="str"', ' t="s"', ' t="b" s="1"', ' t="e"', ' cm="1"', ' t="inlineStr"']
)
ROW_LOOKS = st.sampled_from(["", ' hidden="1"', ' spans="1:3" hidden="0"', ' ht="20" hidden="true"'])
ROWS = st.lists(st.tuples(ROW_LOOKS, st.lists(st.tuples(LOOKS, CELLS | INLINE), max_size=4)), max_size=6)


def rows_xml(rows: list[tuple[str, list[tuple[str, str]]]], prefix: str) -> str:
    found = []
    for number, (look, cells) in enumerate(rows, 1):
        inner = "".join(f'<c r="{address(number, i)}"{attrs}>{inner}</c>' for i, (attrs, inner) in enumerate(cells))
        found.append(f'<row r="{number}"{look}>{inner}</row>')
    return re.sub("<(/?)", rf"<\1{prefix}", "".join(found))


@given(rows=ROWS, prefix=st.sampled_from(["", "x:"]), step=st.sampled_from([11, 64, 300, 4 << 20]))
@settings(max_examples=100, deadline=None)
def test_the_fast_way_equals_the_slow_way(
    rows: list[tuple[str, list[tuple[str, str]]]], prefix: str, step: int, book_of: BookOf
) -> None:
    p = prefix
    tail = f'<{p}mergeCells><{p}mergeCell ref="A1:B2"/><{p}mergeCell ref="C1:C2"/></{p}mergeCells>'
    xml = f"<{p}worksheet><{p}sheetData>{rows_xml(rows, p)}</{p}sheetData>{tail}</{p}worksheet>"
    book = book_of(xml)
    strings = read_strings(book)
    whole_step = package.STEP
    package.STEP = step
    try:
        slow = scan_slow(book, book.sheets[0], strings)
        assert slow.merged == ((1, 0, 2, 1), (1, 2, 2, 2))
        same(scan(book, book.sheets[0], strings), slow)
    finally:
        package.STEP = whole_step


VALUES = st.lists(
    st.lists(
        TEXTS | st.integers(-(10**9), 10**9) | st.booleans() | st.dates(date(1901, 1, 1), date(2099, 1, 1)) | st.none(),
        max_size=5,
    ),
    max_size=8,
)


def by_xlsxwriter(rows: list[list[Any]], *, inline: bool) -> bytes:
    buffer = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "constant_memory": inline,
        "in_memory": not inline,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page = book.add_worksheet("客户")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                page.write(r, c, value, day if isinstance(value, date) else None)
    return buffer.getvalue()


def by_openpyxl(rows: list[list[Any]]) -> bytes:
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    book.save(buffer)
    return buffer.getvalue()


@given(rows=VALUES, inline=st.booleans())
@settings(max_examples=30, deadline=None)
def test_what_xlsxwriter_wrote_is_read_back(rows: list[list[Any]], inline: bool, both: Both) -> None:  # noqa: FBT001 - drawn
    book = package_of(by_xlsxwriter(rows, inline=inline), "客户.xlsx")
    fast, slow = both(book)
    same(fast, slow)
    expected = [(r, c, shown(value)) for r, row in enumerate(rows, 1) for c, value in enumerate(row) if holds(value)]
    found = [(row, column, text) for row, column, text in fast.cells.select("row", "column", "text").rows()]
    assert found == expected


@given(rows=VALUES)
@settings(max_examples=20, deadline=None)
def test_what_openpyxl_wrote_is_read_the_same_both_ways(rows: list[list[Any]], both: Both) -> None:
    texts = [
        [value if not isinstance(value, str) or not value.startswith("=") else None for value in row] for row in rows
    ]
    same(*both(package_of(by_openpyxl(texts), "客户.xlsx")))


def holds(value: object) -> bool:
    return value is not None and (not isinstance(value, str) or not pl.Series([value]).str.contains(r"^\s*$")[0])


def shown(value: object) -> str:
    match value:
        case bool():
            return str(int(value))
        case date():
            return str((value - date(1899, 12, 30)).days)
        case _:
            return str(value)


@pytest.mark.acceptance
@pytest.mark.skipif(not SHARED.is_dir(), reason="the data for acceptance runs is not here")
def test_real_workbooks_read_the_same_both_ways() -> None:
    ways = {True: 0, False: 0}
    for path in sorted(
        path for folder in ("workbooks", "messy", "crm-exports") for path in (SHARED / folder).rglob("*.xls[xm]")
    ):
        book = open_package(path, path.name)
        strings = read_strings(book)
        for page in book.sheets:
            slow = scan_slow(book, page, strings)
            same(scan(book, page, strings), slow)
            ways[is_usual_sheet(book, page.name, strings)] += 1
    assert ways[True] > 10 * ways[False]


def is_usual_sheet(book: Package, name: str, strings: pl.Series) -> bool:
    page = next(page for page in book.sheets if page.name == name)
    try:
        scan_fast(book, page, strings)
    except UnusualForm:
        return False
    return True
