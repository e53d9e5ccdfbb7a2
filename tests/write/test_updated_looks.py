"""How an updated list looks: drop-downs, row colours, borders; openpyxl reads it, independently of what wrote it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it has no types

from salesplan.write.patch.row_colors import COLORS
from salesplan.write.patch.validation import MESSAGE, TITLE
from salesplan.write.update import NewColumn, Update, UpdateOptions
from salesplan.write.workbook_update import update_columns

OPTIONS = UpdateOptions(datetime(2026, 11, 21, 18, 45), lock_wait=0)  # noqa: DTZ001 - backups are named by the user's own clock
COLORED = replace(OPTIONS, color_rows=True)
LETTERS = ("A", "B", "C", "D", "U")
TIERS = NewColumn("tier", dict.fromkeys(range(2, 6), "A"), ("A", "B", "C", "D"))
SCORES = NewColumn("man_score", {row: Decimal(row) / 10 for row in range(2, 6)})
CONTACTS = NewColumn("next_contact", {row: date(2026, 12, row) for row in range(2, 6)})
SHEET = "xl/worksheets/sheet1.xml"
Change = Callable[[Any, Any], object]


def classes(last_row: int = 5, changed: str | None = None) -> NewColumn:
    """The class of each row from 2 on; that of row 2 may have changed."""
    values = {row: LETTERS[row % 5] for row in range(2, last_row + 1)}
    return NewColumn("class", values | ({2: changed} if changed else {}), LETTERS)


def make(path: Path, change: Change = lambda _book, _sheet: None, rows: int = 4) -> Path:
    """A list of customers: id, name, amount; ``change`` adds to it."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("客户")
    sheet.write_row(0, 0, ["客户编号", "客户名称", "年销售额"])
    for row in range(1, rows + 1):
        sheet.write_row(row, 0, [f"00{row}", f"名{row}", row * 1.5])
    change(book, sheet)
    book.close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "customers.xlsx")


def update(path: Path, *columns: NewColumn, options: UpdateOptions = OPTIONS, **more: Any) -> Update:  # noqa: ANN401 - passed on
    return update_columns(path, "客户", 1, columns or (classes(),), options, **more)


def sheet_of(path: Path) -> Any:  # noqa: ANN401 - openpyxl's
    return openpyxl.load_workbook(path)["客户"]


def part(path: Path, name: str = SHEET) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def rewritten(path: Path, name: str, change: Callable[[str], str]) -> None:
    """The workbook with one part changed by hand."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for entry, data in parts.items():
            archive.writestr(entry, data)


def grown(path: Path, row: int) -> None:
    """The list with one more customer, as a program appends it that extends nothing."""
    cells = f'<c r="A{row}" t="inlineStr"><is><t>00{row}</t></is></c>'
    rewritten(path, SHEET, lambda xml: xml.replace("</sheetData>", f'<row r="{row}">{cells}</row></sheetData>'))


def validations(path: Path) -> dict[str, str]:
    return {str(v.sqref): v.formula1 for v in sheet_of(path).data_validations.dataValidation}


def colored(path: Path) -> dict[str, list[tuple[str, str, int]]]:
    """Formula, colour and priority of the rules, by area."""
    return {
        str(area.sqref): [(rule.formula[0], str(rule.dxf.fill.bgColor.rgb)[2:], rule.priority) for rule in area.rules]
        for area in sheet_of(path).conditional_formatting
    }


# Drop-downs


def test_new_class_columns_get_a_drop_down_over_the_data_rows(path: Path) -> None:
    update(path, classes(), TIERS, CONTACTS)
    first, second = sheet_of(path).data_validations.dataValidation
    assert (str(first.sqref), first.formula1) == ("D2:D5", '"A,B,C,D,U"')
    assert (str(second.sqref), second.formula1) == ("E2:E5", '"A,B,C,D"')
    assert (first.type, first.errorStyle, first.allowBlank, first.showErrorMessage) == ("list", "warning", True, True)
    assert (first.errorTitle, first.error) == (TITLE.zh, MESSAGE.zh)
    assert '<dataValidations count="2">' in part(path)


def test_a_drop_down_speaks_the_language_of_the_list(path: Path) -> None:
    update(path, NewColumn("lifecycle", {2: "at risk"}, ("new", "at risk")), lang="en")
    (found,) = sheet_of(path).data_validations.dataValidation
    assert (found.errorTitle, found.error, found.formula1) == (TITLE.en, MESSAGE.en, '"new,at risk"')
    assert str(found.sqref) == "D2"
    assert len(TITLE.en) <= 32 >= len(TITLE.zh)


def test_a_drop_down_stands_where_the_schema_wants_it(tmp_path: Path) -> None:
    def change(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        sheet.autofilter(0, 0, 4, 2)
        sheet.merge_range(6, 0, 6, 1, "合并", book.add_format())
        sheet.conditional_format(1, 2, 4, 2, {"type": "cell", "criteria": ">", "value": 3, "format": book.add_format()})
        sheet.write_url(1, 1, "https://example.com", string="名1")
        sheet.ignore_errors({"number_stored_as_text": "A1:A5"})

    path = make(tmp_path / "a.xlsx", change)
    update(path, options=COLORED)
    names = re.findall(r"<(\w+)", re.sub(r".*</sheetData>", "", part(path), flags=re.DOTALL))
    kept = [n for n in names if n in ("autoFilter", "mergeCells", "conditionalFormatting", "dataValidations",
                                      "hyperlinks", "pageMargins", "ignoredErrors")]  # fmt: skip
    assert kept == [
        "autoFilter", "mergeCells", "conditionalFormatting", "conditionalFormatting", "dataValidations", "hyperlinks",
        "pageMargins", "ignoredErrors",
    ]  # fmt: skip
    assert sheet_of(path)["B2"].hyperlink.target == "https://example.com"
    assert '<ignoredError sqref="A1:A5"' in part(path)


def test_validations_of_the_user_stay_and_are_counted(tmp_path: Path) -> None:
    rule = {"validate": "list", "source": ["x", "y"]}
    path = make(tmp_path / "a.xlsx", lambda _, s: s.data_validation(1, 1, 4, 1, rule))
    update(path)
    assert validations(path) == {"B2:B5": '"x,y"', "D2:D5": '"A,B,C,D,U"'}
    assert '<dataValidations count="2">' in part(path)


@pytest.mark.parametrize(("first", "last", "stays"), [(4, 4, True), (5, 9, False), (0, 0, False), (1, 1, True)])
def test_where_the_user_has_a_validation_ours_is_not_added(
    tmp_path: Path,
    first: int,
    last: int,
    stays: bool,  # noqa: FBT001 - a table of cases
) -> None:
    rule = {"validate": "length", "criteria": "<", "value": 9}
    path = make(tmp_path / "a.xlsx", lambda _, s: s.data_validation(first, 2, last, 6, rule))
    update(path)
    assert ("D2:D5" not in validations(path)) is stays
    assert len(validations(path)) == 2 - stays


@pytest.mark.filterwarnings("ignore:Data Validation extension")
def test_where_the_user_has_a_validation_of_the_extension_ours_is_not_added(path: Path) -> None:
    theirs = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/'
        'spreadsheetml/2009/9/main"><x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/'
        '2006/main"><x14:dataValidation type="list"><x14:formula1><xm:f>其他!$A$1:$A$3</xm:f></x14:formula1>'
        "<xm:sqref>D3:D9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    rewritten(path, SHEET, lambda xml: xml.replace("</worksheet>", theirs + "</worksheet>"))
    update(path, classes(), TIERS)
    assert validations(path) == {"E2:E5": '"A,B,C,D"'}
    assert theirs in part(path)


def test_a_drop_down_that_the_user_removed_does_not_come_back(path: Path) -> None:
    update(path)
    rewritten(path, SHEET, lambda xml: re.sub("<dataValidations.*</dataValidations>", "", xml))
    assert update(path, classes(changed="D")).changed == 1
    assert validations(path) == {}


def test_a_second_run_leaves_the_drop_down_and_new_rows_get_it(path: Path) -> None:
    update(path)
    once = path.read_bytes()
    assert update(path).changed == 0
    assert path.read_bytes() == once
    update(path, classes(changed="D"))
    assert validations(path) == {"D2:D5": '"A,B,C,D,U"'}
    grown(path, 6)
    update(path, classes(6, changed="D"))
    assert validations(path) == {"D2:D6": '"A,B,C,D,U"'}
    assert '<dataValidations count="1">' in part(path)


def test_only_our_drop_down_grows(path: Path) -> None:
    update(path)
    rewritten(path, SHEET, lambda xml: xml.replace('"A,B,C,D,U"', '"A,B"'))
    grown(path, 6)
    update(path, classes(6))
    assert validations(path) == {"D2:D5": '"A,B"'}


def test_our_drop_down_does_not_grow_into_another(path: Path) -> None:
    update(path)
    other = '<dataValidation type="whole" sqref="A6:Z6"><formula1>1</formula1><formula2>2</formula2></dataValidation>'
    rewritten(path, SHEET, lambda xml: xml.replace("</dataValidations>", f"{other}</dataValidations>"))
    grown(path, 6)
    update(path, classes(6))
    assert set(validations(path)) == {"D2:D5", "A6:Z6"}


def test_prefixed_sheets_get_prefixed_drop_downs_and_colours(path: Path) -> None:
    def prefixed(xml: str) -> str:
        xml = re.sub(r"<(/?)(?!x:|\?|\w+:)(\w)", r"<\1x:\2", xml)
        return xml.replace('xmlns="http', 'xmlns:x="http')

    rewritten(path, SHEET, prefixed)
    rewritten(path, "xl/styles.xml", prefixed)
    update(path, options=COLORED)
    assert '<x:dataValidations count="1"><x:dataValidation ' in part(path)
    assert '<x:conditionalFormatting sqref="A2:D5"><x:cfRule ' in part(path)
    assert validations(path) == {"D2:D5": '"A,B,C,D,U"'}
    assert [rule[1] for rule in colored(path)["A2:D5"]] == list(COLORS.values())


# Conditional formats


X14 = (
    '<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="http://schemas.microsoft.com/office/'
    'spreadsheetml/2009/9/main"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.'
    'microsoft.com/office/excel/2006/main"><x14:cfRule type="expression" priority="7" id="{{0}}"><xm:f>$A$2=A9</xm:f>'
    "</x14:cfRule><xm:sqref>{}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)


@pytest.mark.filterwarnings("ignore:Conditional Formatting extension")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A2:C5", "A2:D5"),
        ("A2:C3 A4:C5 B7", "A2:D3 A4:D5 B7"),
        ("B2:C5", "B2:C5"),
        ("C2:C5", "C2:C5"),
        ("A2:B5", "A2:B5"),
        ("A1:XFD9", "A1:XFD9"),
    ],
)
def test_row_formats_of_the_extension_grow(path: Path, before: str, after: str) -> None:
    rewritten(path, SHEET, lambda xml: xml.replace("</worksheet>", X14.format(before) + "</worksheet>"))
    update(path)
    assert X14.format(after) in part(path)


# Row colours


def test_rows_are_coloured_by_class_only_when_asked(path: Path) -> None:
    update(path)
    assert colored(path) == {}
    assert not update(path).colored
    done = update(path, options=COLORED)
    assert (done.changed, done.colored) == (0, True)
    assert colored(path) == {
        "A2:D5": [(f'$D2="{code}"', color, i) for i, (code, color) in enumerate(COLORS.items(), 1)]
    }


def test_a_dry_run_says_that_rows_would_be_coloured(path: Path) -> None:
    before = path.read_bytes()
    assert update(path, options=replace(COLORED, dry_run=True)).colored
    assert path.read_bytes() == before


def test_colours_cover_all_columns_and_touch_no_cell_style(path: Path) -> None:
    plain = path.with_name("plain.xlsx")
    plain.write_bytes(path.read_bytes())
    update(plain, classes(), CONTACTS)
    update(path, classes(), CONTACTS, options=COLORED)
    assert list(colored(path)) == ["A2:E5"]
    rows = [re.search("<sheetData>.*</sheetData>", part(p), re.DOTALL) for p in (plain, path)]
    assert rows[0] is not None is not rows[1]
    assert rows[0][0] == rows[1][0]
    cell_styles = [re.search("<cellXfs.*</cellXfs>", part(p, "xl/styles.xml"), re.DOTALL) for p in (plain, path)]
    assert cell_styles[0] is not None is not cell_styles[1]
    assert cell_styles[0][0] == cell_styles[1][0]
    assert '<dxfs count="4"><dxf><fill><patternFill><bgColor rgb="FFA9CBE8"/>' in part(path, "xl/styles.xml")


def test_rules_of_the_user_come_first_and_their_formats_keep_their_numbers(tmp_path: Path) -> None:
    def change(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        rule = {"type": "formula", "criteria": "=$C2>3", "format": book.add_format({"bg_color": "#FF0000"})}
        sheet.conditional_format(1, 0, 4, 2, rule)

    path = make(tmp_path / "a.xlsx", change)
    update(path, options=COLORED)
    both = sheet_of(path).conditional_formatting
    rules = [(r.priority, r.formula[0], str(r.dxf.fill.bgColor.rgb)) for area in both for r in area.rules]
    assert rules[0] == (1, "$C2>3", "FFFF0000")
    assert [rule[0] for rule in rules] == [1, 2, 3, 4, 5]
    assert '<dxfs count="5">' in part(path, "xl/styles.xml")


def test_colours_twice_are_colours_once_and_grow_with_the_rows(path: Path) -> None:
    update(path, options=COLORED)
    once = path.read_bytes()
    done = update(path, options=COLORED)
    assert (done.changed, done.colored, path.read_bytes()) == (0, False, once)
    grown(path, 6)
    update(path, classes(6))
    assert [(area, len(rules)) for area, rules in colored(path).items()] == [("A2:D6", 4)]
    update(path, classes(6), CONTACTS, options=COLORED)
    assert [(area, len(rules)) for area, rules in colored(path).items()] == [("A2:E6", 4)]
    assert '<dxfs count="4">' in part(path, "xl/styles.xml")


def test_a_colour_that_the_user_changed_stays_and_one_removed_comes_back(path: Path) -> None:
    update(path, options=COLORED)
    rewritten(path, "xl/styles.xml", lambda xml: xml.replace("FFA9CBE8", "FF00FF00"))
    assert not update(path, options=COLORED).colored
    rewritten(path, SHEET, lambda xml: re.sub(r'<cfRule [^>]*><formula>\$D2="B".*?</cfRule>', "", xml))
    assert update(path, options=COLORED).colored
    assert [(r[0], r[1]) for rules in colored(path).values() for r in rules] == [
        ('$D2="A"', "00FF00"),
        ('$D2="C"', COLORS["C"]),
        ('$D2="D"', COLORS["D"]),
        ('$D2="B"', COLORS["B"]),
    ]


@pytest.mark.parametrize(("colors", "area"), [(["A"], "A2:D6"), (["A", "B", "C", "D"], "A2:D5")])
def test_rules_grow_while_one_has_our_colour(path: Path, colors: list[str], area: str) -> None:
    update(path, options=COLORED)
    for code in colors:
        rewritten(path, "xl/styles.xml", lambda xml, old=COLORS[code]: xml.replace(old, "00FF00"))  # type: ignore[misc] # bound here
    grown(path, 6)
    update(path, classes(6))
    assert list(colored(path)) == [area]


def test_rules_of_the_user_among_ours_keep_their_area(path: Path) -> None:
    update(path, options=COLORED)
    rewritten(path, SHEET, lambda xml: xml.replace('$D2="B"', "$C2&gt;3"))
    grown(path, 6)
    update(path, classes(6))
    assert list(colored(path)) == ["A2:D5"]


@pytest.mark.parametrize(
    ("area", "formula", "counts"),
    [("A2:D5", "$D2", True), ("A9:D12", "$D9", False), ("A2:D5", "$B2", False), ("C3", " = $D3 ", True)],
)
def test_a_rule_of_the_user_for_a_class_counts_where_it_is_about_this_list(
    path: Path,
    area: str,
    formula: str,
    counts: bool,  # noqa: FBT001 - a table of cases
) -> None:
    update(path)
    rule = f'<cfRule type="expression" priority="8"><formula>{formula.replace(" = ", "=")}="A"</formula></cfRule>'
    theirs = f'<conditionalFormatting sqref="{area}">{rule}</conditionalFormatting>'
    rewritten(path, SHEET, lambda xml: xml.replace("</sheetData>", f"</sheetData>{theirs}"))
    update(path, options=COLORED)
    ours = next(rules for other, rules in colored_by_us(path).items() if other == "A2:D5")
    assert [code for code, _ in ours] == (["B", "C", "D"] if counts else ["A", "B", "C", "D"])
    assert min(priority for _, priority in ours) == 9


def colored_by_us(path: Path) -> dict[str, list[tuple[str, int]]]:
    """Class and priority of the rules that colour, by area."""
    return {
        str(area.sqref): [(rule.formula[0][-2], rule.priority) for rule in area.rules if rule.dxf]
        for area in sheet_of(path).conditional_formatting
    }


def test_formats_that_are_there_are_used_again(path: Path) -> None:
    update(path, options=COLORED)
    styles = part(path, "xl/styles.xml")
    rewritten(path, SHEET, lambda xml: re.sub("<conditionalFormatting.*</conditionalFormatting>", "", xml))
    assert update(path, options=COLORED).colored
    assert part(path, "xl/styles.xml") == styles
    assert len(colored(path)["A2:D5"]) == 4


def test_without_the_class_column_no_row_is_coloured(path: Path) -> None:
    assert not update(path, TIERS, options=COLORED).colored
    assert colored(path) == {}
    assert "<dxfs count=" not in part(path, "xl/styles.xml").replace('<dxfs count="0"/>', "")


@pytest.mark.parametrize("dxfs", ["", "<dxfs/>", '<dxfs count="0"></dxfs>'])
def test_styles_without_formats_get_them_where_the_schema_wants_them(path: Path, dxfs: str) -> None:
    theirs = '<extLst><ext uri="u"><x14:dxfs xmlns:x14="u" count="1"><dxf/></x14:dxfs></ext></extLst></styleSheet>'
    rewritten(
        path,
        "xl/styles.xml",
        lambda xml: xml.replace('<dxfs count="0"/>', dxfs).replace("</styleSheet>", theirs),
    )
    update(path, options=COLORED)
    styles = part(path, "xl/styles.xml")
    assert styles.endswith(theirs)
    assert '</cellStyles><dxfs count="4"><dxf>' in styles
    assert len(colored(path)["A2:D5"]) == 4


# Borders, fills, fonts


def looks(path: Path, cell: str) -> tuple[object, ...]:
    found = sheet_of(path)[cell]
    return found.border.left.style, str(found.fill.fgColor.rgb), found.font.name, found.number_format


def bordered(path: Path, **more: Any) -> Path:  # noqa: ANN401 - formats of xlsxwriter
    """A list of which every cell has a border and the last of a row a number format; the last row has none."""

    def change(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        sheet.set_row(0, 45)
        sheet.write(0, 2, "年销售额", book.add_format({"border": 5, "text_wrap": True, "bg_color": "#FFFF00"}))
        for row in range(1, 4):
            sheet.write(row, 2, 1.5, book.add_format({"num_format": "0.0", **({"border": 1} | more)}))

    return make(path, change)


def test_new_cells_of_a_bordered_list_have_the_border_and_their_own_number_format(tmp_path: Path) -> None:
    path = bordered(tmp_path / "a.xlsx", bg_color="#DDEEFF")
    before = looks(path, "C2")
    update(path, classes(), SCORES, CONTACTS)
    assert [looks(path, f"{c}2")[:3] for c in "CDEF"] == [before[:3]] * 4
    assert [looks(path, f"{c}4")[3] for c in "CDEF"] == ["0.0", "General", "0.00", "yyyy-mm-dd"]
    assert looks(path, "D5")[0] is None
    assert looks(path, "E5")[3] == "0.00"


def test_the_header_cell_looks_like_its_neighbour_and_its_row_keeps_its_height(tmp_path: Path) -> None:
    path = bordered(tmp_path / "a.xlsx")
    update(path, classes(), CONTACTS)
    sheet = sheet_of(path)
    assert sheet.row_dimensions[1].height == 45
    assert [sheet[f"{c}1"].style_id for c in "DE"] == [sheet["C1"].style_id] * 2
    assert (sheet["D1"].alignment.wrap_text, sheet["D1"].border.left.style) == (True, "thick")
    assert str(sheet["D1"].fill.fgColor.rgb) == "FFFFFF00"


def test_a_header_beside_a_blank_one_looks_like_the_last_that_says_something(tmp_path: Path) -> None:
    def change(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        sheet.write(0, 2, "年销售额", book.add_format({"bold": True}))
        sheet.write_blank(0, 3, None, book.add_format({"border": 1}))
        sheet.write(1, 3, "x")

    path = make(tmp_path / "a.xlsx", change)
    update(path, classes(), CONTACTS)
    sheet = sheet_of(path)
    assert [sheet[f"{c}1"].style_id for c in "EF"] == [sheet["C1"].style_id] * 2


def test_new_columns_behind_ours_look_like_ours(tmp_path: Path) -> None:
    path = bordered(tmp_path / "a.xlsx")
    update(path)
    update(path, classes(changed="D"), SCORES)
    assert [looks(path, cell)[0] for cell in ("D2", "E2", "E3", "E5")] == ["thin", "thin", "thin", None]


def test_looks_are_taken_over_once(tmp_path: Path) -> None:
    path = bordered(tmp_path / "a.xlsx")
    update(path, classes(), CONTACTS)
    once, styles = path.read_bytes(), part(path, "xl/styles.xml")
    assert update(path, classes(), CONTACTS).changed == 0
    assert path.read_bytes() == once
    grown(path, 6)
    assert update(path, classes(6), CONTACTS).changed == 1
    assert part(path, "xl/styles.xml") == styles
    update(path, SCORES)
    assert looks(path, "F3") == (*looks(path, "E3")[:3], "0.00")


def test_a_link_beside_does_not_make_links_of_our_cells(tmp_path: Path) -> None:
    def change(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        sheet.write_url("C2", "https://example.com", book.add_format({"underline": 1, "font_color": "#0000FF"}))
        linked = {"underline": 1, "font_color": "#0000FF", "border": 1}
        sheet.write_url("C3", "https://example.com", book.add_format(linked))

    path = make(tmp_path / "a.xlsx", change)
    update(path)
    sheet = sheet_of(path)
    assert [sheet[f"D{row}"].font.underline for row in (2, 3)] == [None, None]
    assert [sheet[f"D{row}"].border.left.style for row in (2, 3)] == [None, "thin"]
    assert sheet["D2"].style_id == 0


def test_cells_typed_with_a_quote_do_not_make_ours_such(path: Path) -> None:
    quote = (
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"><alignment wrapText="1"/></xf>'
    )
    rewritten(path, "xl/styles.xml", lambda xml: xml.replace("</cellXfs>", f"{quote}</cellXfs>"))
    count = part(path, "xl/styles.xml").split("</cellXfs>")[0].split("<cellXfs")[1].count("<xf ")
    rewritten(path, SHEET, lambda xml: re.sub(r'<c r="C(\d)"(?: s="\d+")?', rf'<c r="C\1" s="{count - 1}"', xml))
    update(path)
    cell = sheet_of(path)["D2"]
    assert (cell.alignment.wrap_text, cell.quotePrefix, cell.number_format) == (True, False, "General")


# Excel Tables


def table(**options: Any) -> Change:  # noqa: ANN401 - xlsxwriter's
    columns = [{"header": "客户编号"}, {"header": "客户名称"}, {"header": "年销售额"}]

    def change(_: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        sheet.add_table(0, 0, 4 + bool(options.get("total_row")), 2, {"columns": columns, **options})

    return change


def test_a_totals_row_stays_blank_in_new_columns(tmp_path: Path) -> None:
    columns = [{"header": "客户编号", "total_string": "合计"}, {"header": "客户名称"},
               {"header": "年销售额", "total_function": "sum"}]  # fmt: skip
    path = make(tmp_path / "a.xlsx", table(total_row=True, columns=columns))
    update(path, classes(), CONTACTS)
    found = sheet_of(path).tables["Table1"]
    assert (found.ref, found.totalsRowCount, found.autoFilter.ref) == ("A1:E6", 1, "A1:E5")
    assert [c.totalsRowFunction for c in found.tableColumns] == [None, None, "sum", None, None]
    assert [sheet_of(path)[cell].value for cell in ("A6", "D6", "E6")] == ["合计", None, None]
    assert validations(path) == {"D2:D5": '"A,B,C,D,U"'}


def test_calculated_columns_are_kept_and_headers_are_the_names_of_the_columns(tmp_path: Path) -> None:
    columns = [{"header": "客户编号"}, {"header": "客户名称"}, {"header": "年'销\n[售]#", "formula": "=1+1"}]
    path = make(tmp_path / "a.xlsx", table(columns=columns))
    before = part(path, "xl/tables/table1.xml")
    update(path, classes(), CONTACTS, lang="en")
    after = part(path, "xl/tables/table1.xml")
    assert before.split("<tableColumns")[1].split("</tableColumns>")[0].split(">", 1)[1] in after
    sheet = sheet_of(path)
    names = [c.name for c in sheet.tables["Table1"].tableColumns][3:]
    assert names == [sheet["D1"].value, sheet["E1"].value] == ["Class (salesplan)", "Next contact (salesplan)"]
    assert sheet["C3"].value == "=1+1"
    assert len({c.name.casefold() for c in sheet.tables["Table1"].tableColumns}) == 5


def test_a_table_column_that_reads_like_ours_but_for_case_is_ours(tmp_path: Path) -> None:
    columns = [{"header": "客户编号"}, {"header": "客户名称"}, {"header": "CLASS (SalesPlan)"}]
    path = make(tmp_path / "a.xlsx", table(columns=columns))
    update(path, lang="en")
    assert sheet_of(path).tables["Table1"].ref == "A1:C5"
    assert sheet_of(path)["C2"].value == LETTERS[2]


def test_print_area_panes_and_widths_of_the_user_stay(tmp_path: Path) -> None:
    def change(_: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        sheet.print_area(0, 0, 4, 2)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, 1, 33)

    path = make(tmp_path / "a.xlsx", change)
    update(path, options=COLORED)
    sheet = sheet_of(path)
    assert (sheet.print_area, sheet.print_title_rows, sheet.freeze_panes) == ("'客户'!$A$1:$C$5", "$1:$1", "C2")
    assert round(sheet.column_dimensions["A"].width) == 34


def test_formatted_blank_cells_below_our_columns_keep_their_own_formats(tmp_path: Path) -> None:
    def change(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        for row in range(1, 5):
            sheet.write_blank(row, 3, None, book.add_format({"border": 1}))
            sheet.write_blank(row, 4, None, book.add_format({"border": 2, "num_format": "0.0%"}))

    path = make(tmp_path / "a.xlsx", change)
    update(path, SCORES, CONTACTS)
    assert looks(path, "D2") == ("thin", *looks(path, "D2")[1:3], "0.00")
    assert (looks(path, "E2")[0], looks(path, "E2")[3]) == ("medium", "0.0%")
