"""Styles, Tables, the workbook part and the frame of a sheet: only the tags that must change."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from salesplan.errors import Place
from salesplan.write.patch.book_patch import recalculated, with_filter_grown
from salesplan.write.patch.growth import Growth, grown_down
from salesplan.write.patch.row_colors import COLORS
from salesplan.write.patch.sheet_frame import (
    Width,
    frame_of,
    has_formulas,
    hidden_by_merge,
    with_dimension,
    with_wider_lists,
    with_widths,
)
from salesplan.write.patch.sheet_order import put_in
from salesplan.write.patch.styles_patch import with_formats, with_restyled
from salesplan.write.patch.table_patch import grown_table, header_names, table_of
from salesplan.write.patch.validation import quoted
from salesplan.write.patch.xml_text import edited, in_quotes

XF = '<xf numFmtId="0" fontId="2"/>'
TABLE = (
    '<table id="1" name="t" displayName="T" ref="A1:B9" totalsRowCount="1"><autoFilter ref="A1:B8"/>'
    '<tableColumns count="2"><tableColumn id="1" name="a"/><tableColumn id="4" name="b"/></tableColumns></table>'
)


def styles(numbers: str, cells: str) -> str:
    return f"<styleSheet>{numbers}<cellXfs{cells}</cellXfs><cellStyles/></styleSheet>"


def test_formats_are_added_once_and_indices_of_others_stay() -> None:
    xml = styles("", f' count="1">{XF}')
    new, first = with_formats(xml, ["yyyy-mm-dd", "#,##0.00"])
    assert first == [1, 2]
    assert '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><cellXfs count="3">' in new
    assert '<xf numFmtId="164" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' in new
    assert '<xf numFmtId="4" fontId="2"' in new
    assert with_formats(new, ["#,##0.00", "yyyy-mm-dd"]) == (new, [2, 1])


def test_a_known_number_format_is_used_and_new_ones_follow_the_highest_number() -> None:
    numbers = (
        '<numFmts count="2"><numFmt numFmtId="180" formatCode="0.0%"/><numFmt formatCode="x" numFmtId="200"/></numFmts>'
    )
    new, indices = with_formats(styles(numbers, f' count="1">{XF}'), ["0.0%", "yyyy-mm-dd"])
    assert indices == [1, 2]
    assert '<xf numFmtId="180"' in new
    assert '<numFmts count="3">' in new
    assert '<numFmt numFmtId="201" formatCode="yyyy-mm-dd"/></numFmts>' in new


def test_prefixes_of_styles_are_used() -> None:
    xml = '<x:styleSheet><x:cellXfs count="1"><x:xf fontId="0"><x:alignment/></x:xf></x:cellXfs></x:styleSheet>'
    new, indices = with_formats(xml, ["0.0%"])
    assert indices == [1]
    assert new.startswith('<x:styleSheet><x:numFmts count="1"><x:numFmt ')
    assert '</x:xf><x:xf numFmtId="164"' in new


def test_styles_without_cell_styles_are_no_styles() -> None:
    with pytest.raises(ValueError, match="no cell styles"):
        with_formats("<styleSheet><cellStyleXfs/></styleSheet>", ["0.00"])


def test_a_table_grows_by_columns() -> None:
    new = grown_table(TABLE, ["客户分级 (salesplan)", 'a"<'])
    assert 'ref="A1:D9" totalsRowCount="1"' in new
    assert '<autoFilter ref="A1:D8"/>' in new
    assert '<tableColumns count="4">' in new
    assert '<tableColumn id="5" name="客户分级 (salesplan)"/>' in new
    assert '<tableColumn id="6" name="a&quot;&lt;"/></tableColumns>' in new


@pytest.mark.parametrize(
    ("sort", "new"),
    [
        ('<sortState ref="A2:B8"/>', '<sortState ref="A2:C8"/>'),
        ('<sortState ref="A2:A8"/>', '<sortState ref="A2:A8"/>'),
        ('<sortState columnSort="1" ref="A2:B8"/>', '<sortState columnSort="1" ref="A2:B8"/>'),
    ],
)
def test_the_remembered_sort_of_a_table_grows(sort: str, new: str) -> None:
    assert new in grown_table(TABLE.replace("<tableColumns", f"{sort}<tableColumns"), ["x"])


@pytest.mark.parametrize(("attributes", "row"), [("", 0), (' totalsRowCount="0"', 0), (' totalsRowCount="1"', 9)])
def test_the_totals_row_of_a_table(attributes: str, row: int) -> None:
    assert table_of(f'<table ref="B2:C9" totalsRowShown="1"{attributes}/>', "part").totals_row == row


def test_the_names_of_a_tables_columns() -> None:
    xml = '<table><tableColumns><tableColumn name="a&amp;b_x000a_c"/><tableColumn name="d"/></tableColumns></table>'
    assert header_names(xml) == ["a&b\nc", "d"]


@pytest.mark.parametrize(
    ("attributes", "has_header", "is_fed"),
    [("", True, False), (' headerRowCount="0"', False, False), (' tableType="queryTable"', True, True)],
)
def test_what_a_table_says(attributes: str, has_header: bool, is_fed: bool) -> None:  # noqa: FBT001 - a table of cases
    table = table_of(f'<table displayName="T" ref="B2:C3"{attributes}/>', "part")
    assert (table.name, table.area, table.has_header, table.is_fed) == ("T", (2, 2, 3, 3), has_header, is_fed)


@pytest.mark.parametrize(
    ("xml", "new"),
    [
        ('<w><sheets/><calcPr calcId="1"/></w>', '<w><sheets/><calcPr calcId="1" fullCalcOnLoad="1"/></w>'),
        ('<w><calcPr fullCalcOnLoad="0"/></w>', '<w><calcPr fullCalcOnLoad="1"/></w>'),
        ('<w><calcPr fullCalcOnLoad="1"/></w>', '<w><calcPr fullCalcOnLoad="1"/></w>'),
        ("<w><sheets><sheet/></sheets><pivotCaches/></w>",
         '<w><sheets><sheet/></sheets><calcPr fullCalcOnLoad="1"/><pivotCaches/></w>'),
        ("<x:w><x:sheets/><x:definedNames></x:definedNames></x:w>",
         '<x:w><x:sheets/><x:definedNames></x:definedNames><x:calcPr fullCalcOnLoad="1"/></x:w>'),
        ("<w><!-- <calcPr/> --><sheets/></w>", '<w><!-- <calcPr/> --><sheets/><calcPr fullCalcOnLoad="1"/></w>'),
    ],
)  # fmt: skip
def test_formulas_are_calculated_on_opening(xml: str, new: str) -> None:
    assert recalculated(xml) == new


def test_the_hidden_name_of_a_filter_grows_where_it_names_the_old_area() -> None:
    names = '<definedName name="_xlnm._FilterDatabase" localSheetId="{}" hidden="1">\'a&amp;b\'!$A$1:$C$9</definedName>'
    xml = '<w><sheets><sheet name="x"/><sheet name="a&amp;b"/></sheets>' + names.format(0) + names.format(1) + "</w>"
    grown = with_filter_grown(xml, "a&b", (1, 1, 9, 3), 5)
    assert grown.count("$A$1:$C$9") == 1
    assert grown.endswith("'a&amp;b'!$A$1:$E$9</definedName></w>")
    assert with_filter_grown(xml, "a&b", (1, 1, 8, 3), 5) == xml


def test_frame_by_hand() -> None:
    tail = (
        b'</sheetData><sheetProtection sheet="1"/><autoFilter ref="A1:C9"/><mergeCells count="1">'
        b'<mergeCell ref="B2:C3"/></mergeCells></worksheet>'
    )
    frame = frame_of(tail)
    assert (frame.merged, frame.filter, frame.is_protected) == (((2, 2, 3, 3),), (1, 1, 9, 3), True)
    assert [hidden_by_merge(frame.merged, *cell) for cell in ((2, 2), (2, 3), (3, 2), (4, 2))] == [
        False,
        True,
        True,
        False,
    ]


def test_protection_that_is_off_and_filters_of_saved_views_do_not_count() -> None:
    view = b'<customSheetViews><customSheetView><autoFilter ref="A1:B2"/></customSheetView></customSheetViews>'
    frame = frame_of(b'</sheetData><sheetProtection sheet="0" objects="1"/>' + view)
    assert (frame.filter, frame.is_protected) == (None, False)


def test_dimension_grows_and_never_shrinks() -> None:
    head = b'<w><dimension ref="B2:C9"/><sheetData>'
    assert with_dimension(head, (1, 4, 3, 5)) == b'<w><dimension ref="B1:E9"/><sheetData>'
    assert with_dimension(head, (3, 2, 4, 3)) == head
    assert with_dimension(head, None) == head
    assert with_dimension(b"<w><sheetData>", (1, 1, 2, 2)) == b"<w><sheetData>"


OWN = '<col min="4" max="4" width="9.0" customWidth="1"/>'
STYLED = '<col min="4" max="4" width="9.0" style="2" customWidth="1"/>'


def hidden(first: int, last: int) -> str:
    return f'<col min="{first}" max="{last}" hidden="1" style="2"/>'


@pytest.mark.parametrize(
    ("cols", "new"),
    [
        ("", f"<cols>{OWN}</cols>"),
        ('<cols><col min="1" max="2"/></cols>', f'<cols><col min="1" max="2"/>{OWN}</cols>'),
        (
            f"<cols>{hidden(3, 16384)}</cols>",
            f"<cols>{hidden(3, 3)}{STYLED}{hidden(5, 16384)}</cols>",
        ),
        ('<cols><col min="4" max="4" width="5"/></cols>', f"<cols>{OWN}</cols>"),
        ('<cols><col min="4" max="5" width="8" customWidth="1"/></cols>', None),
        (
            '<cols><col min="4" max="5" width="7.9" customWidth="1"/></cols>',
            f'<cols>{OWN}<col min="5" max="5" width="7.9" customWidth="1"/></cols>',
        ),
        ("<cols/>", f"<cols>{OWN}</cols>"),
    ],
)
def test_widths_by_hand(cols: str, new: str | None) -> None:
    found = with_widths(f"<w>{cols}<sheetData>".encode(), {4: Width(9.0, 8)}).decode()
    assert found == f"<w>{cols if new is None else new}<sheetData>"


def test_a_style_is_made_of_another_with_a_number_format() -> None:
    bordered = '<xf numFmtId="0" fontId="2" borderId="7"><alignment/></xf>'
    xml = styles("", f' count="2">{bordered}<xf numFmtId="14"/>')
    new, index = with_restyled(xml, 0, 1)
    assert index == 2
    assert '<xf numFmtId="14" fontId="2" borderId="7" applyNumberFormat="1"><alignment/></xf></cellXfs>' in new
    assert with_restyled(new, 0, 1) == (new, 2)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<autoFilter ref="A1:C9"/>', '<autoFilter ref="A1:E9"/>'),
        ('<autoFilter ref="A1:B9"/>', '<autoFilter ref="A1:B9"/>'),
        ('<autoFilter ref="A2:C9"/>', '<autoFilter ref="A2:C9"/>'),
        ('<conditionalFormatting sqref="A2:C9 C2:C9"/>', '<conditionalFormatting sqref="A2:E9 C2:C9"/>'),
        ('<conditionalFormatting sqref="A2:B9"/>', '<conditionalFormatting sqref="A2:B9"/>'),
        ('<autoFilter ref="B1:C9"/>', '<autoFilter ref="B1:C9"/>'),
        ('<autoFilter ref="A1:D9"/>', '<autoFilter ref="A1:E9"/>'),
        ('<autoFilter ref="A1:F9"/>', '<autoFilter ref="A1:F9"/>'),
        ('<autoFilter ref="A1:C9"><sortState ref="A2:C9"><sortCondition ref="B2:B9"/></sortState></autoFilter>',
         '<autoFilter ref="A1:E9"><sortState ref="A2:E9"><sortCondition ref="B2:B9"/></sortState></autoFilter>'),
        ('<sortState ref="A2:C9"/><customSheetViews><sortState ref="A2:C9"/></customSheetViews>',
         '<sortState ref="A2:E9"/><customSheetViews><sortState ref="A2:C9"/></customSheetViews>'),
        ('<sortState ref="A2:B9"/>', '<sortState ref="A2:B9"/>'),
        ('<sortState columnSort="1" ref="A2:C9"/>', '<sortState columnSort="1" ref="A2:C9"/>'),
        ('<autoFilter ref="C1:C9"/>', '<autoFilter ref="C1:C9"/>'),
        ('<autoFilter ref="A1:C9"/><conditionalFormatting sqref="A1:C9 X1"/>',
         '<autoFilter ref="A1:E9"/><conditionalFormatting sqref="A1:E9 X1"/>'),
        ('<conditionalFormatting pivot="1" sqref="A2:C9"/>', '<conditionalFormatting pivot="1" sqref="A2:C9"/>'),
        ('<conditionalFormatting sqref="B2:C9"/>', '<conditionalFormatting sqref="B2:C9"/>'),
    ],
)  # fmt: skip
def test_what_covered_the_list_grows_with_it(old: str, new: str) -> None:
    grown = with_wider_lists(f"</sheetData>{old}</w>".encode(), Growth(1, 1, 3, 5, 1)).decode()
    assert grown == f"</sheetData>{new}</w>"


@pytest.mark.parametrize(("key", "new"), [(1, "B1:C9"), (2, "B1:E9"), (3, "B1:E9")])
def test_a_filter_grows_when_it_holds_the_key(key: int, new: str) -> None:
    assert Growth(1, 1, 3, 5, key).of_filter("B1:C9") == new


@pytest.mark.parametrize(
    ("xml", "found"), [(b"<f>1</f>", True), (b"<x:f t='shared'/>", True), (b"<font/>", False), (b"<if>", False)]
)
def test_formulas_are_seen(xml: bytes, found: bool) -> None:  # noqa: FBT001 - a table of cases
    assert has_formulas(xml) is found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_part_keeps_its_encoding(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><a>客</a>'
    new = edited(text.encode(encoding), lambda xml: xml.replace("客", "户"), Place())
    assert new.decode(encoding) == text.replace("客", "户")


@pytest.mark.parametrize(
    ("choices", "formula"),
    [
        ((), None),
        (("A", "B"), '"A,B"'),
        (("A, high", "B"), None),
        (("A，高", "B"), '"A，高,B"'),
        ((" A",), None),
        (("",), None),
        (('1"',), '"1"""'),
        (("x" * 200, "y" * 54), f'"{"x" * 200},{"y" * 54}"'),
        (("x" * 200, "y" * 55), None),
        (("x" * 253, "\U00020000"), None),
        (("x" * 252, "\U00020000"), f'"{"x" * 252},\U00020000"'),
    ],
)
def test_choices_as_excel_takes_them(choices: tuple[str, ...], formula: str | None) -> None:
    assert quoted(choices) == formula


@pytest.mark.parametrize(
    ("ranges", "new"),
    [
        ("Q2:Q9", "Q2:Q12"),
        ("Q2:Q12", "Q2:Q12"),
        ("Q2:Q20", "Q2:Q20"),
        ("Q2", "Q2:Q12"),
        ("Q2:Q5 Q7:Q9", "Q2:Q5 Q7:Q12"),
        ("A2:B9 C2:D9", "A2:B12 C2:D12"),
        ("Q2:Q9 #REF!", "Q2:Q9 #REF!"),
        ("", ""),
    ],
)
def test_areas_grow_down_by_hand(ranges: str, new: str) -> None:
    assert grown_down(ranges, 12) == new


@pytest.mark.parametrize(
    ("ranges", "growth", "new"),
    [
        ("A2:A9", Growth(1, 1, 1, 3, 1), "A2:A9"),
        ("B2:D9", Growth(1, 2, 4, 5, 2), "B2:E9"),
        ("A2:D9", Growth(1, 2, 4, 5, 2), "A2:E9"),
        ("$B$2:$D$9", Growth(1, 2, 4, 5, 2), "B2:E9"),
        ("B1:D1", Growth(3, 2, 4, 5, 2), "B1:D1"),
        ("B1:D3", Growth(3, 2, 4, 5, 2), "B1:E3"),
        ("B4", Growth(3, 2, 4, 5, 2), "B4"),
        ("B1:D1048576", Growth(3, 2, 4, 5, 2), "B1:E1048576"),
    ],
)
def test_formats_of_whole_rows_grow_by_hand(ranges: str, growth: Growth, new: str) -> None:
    assert growth.of_formats(ranges) == new


def test_the_filter_of_a_list_with_one_column_grows() -> None:
    assert Growth(1, 1, 1, 3, 1).of_filter("A1:A9") == "A1:C9"


@pytest.mark.parametrize(
    ("tail", "at"),
    [
        ("</sheetData></worksheet>", "</sheetData>"),
        ("</sheetData><pageMargins/></worksheet>", "</sheetData>"),
        ("</sheetData><autoFilter><filterColumn/></autoFilter><pageMargins/></worksheet>", "</autoFilter>"),
        ("</sheetData><customSheetViews><customSheetView><dataValidations/></customSheetView></customSheetViews><drawing/>",
         "</customSheetViews>"),
        ("</sheetData><!-- <phoneticPr/> --><hyperlinks/>", "</sheetData>"),
        ("</x:sheetData><x:mergeCells><x:mergeCell/></x:mergeCells><x:drawing/>", "</x:mergeCells>"),
        ("</sheetData><dataValidations/><hyperlinks/>", "<dataValidations/>"),
    ],
)  # fmt: skip
def test_an_element_stands_where_the_schema_wants_it(tail: str, at: str) -> None:
    assert put_in(tail, "dataValidations", "<N/>") == tail.replace(at, f"{at}<N/>", 1)


def test_colours_are_told_apart_in_grey_and_black_text_is_read_on_them() -> None:
    """Luminance as the W3C defines it; black on white has a contrast of 21."""

    def luminance(color: str) -> float:
        parts = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    found = [luminance(color) for color in COLORS.values()] + [1.0]
    assert min((light + 0.05) / 0.05 for light in found) > 10
    assert all(lighter - darker > 0.08 for darker, lighter in pairwise(found))


def test_a_text_in_quotes_reads_back() -> None:
    text = "a&b <c> \"d\" 'e'\tf\ng\rh\u5ba2 &amp;"
    assert in_quotes('<"&') == '"&lt;&quot;&amp;"'
    assert ET.fromstring(f"<a b={in_quotes(text)}/>").attrib == {"b": text}  # noqa: S314 - our own XML
