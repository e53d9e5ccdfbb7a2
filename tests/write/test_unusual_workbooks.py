"""Workbooks written in every legal form but the usual: they are changed right, or refused untouched."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from odd_forms import (
    ROWS,
    Parts,
    Recast,
    base,
    chain,
    in_part,
    in_sheet,
    in_xml,
    macros,
    packed,
    piped,
    prefixed,
    recoded,
    renamed,
    strict,
    twice,
    with_64_bit_directory,
)
from plain_reader import entries, read_cells
from salesplan.errors import BadInput, CannotWrite
from salesplan.ooxml.cells import LETTERS
from salesplan.ooxml.kinds import DATE, NUMBER, TRUTH
from salesplan.ooxml.package import open_package
from salesplan.ooxml.scanner import scan
from salesplan.ooxml.strings import read_strings
from salesplan.write.patch.cell_xml import CellValue, column_letters
from salesplan.write.update import NewColumn, RowKeys, UpdateOptions
from salesplan.write.workbook_update import update_columns, write_cells

Pack = Callable[[Parts], bytes]
OPTIONS = UpdateOptions(datetime(2026, 11, 21, 18, 45), lock_wait=0)  # noqa: DTZ001 - backups are named by the user's own clock
CELLS: Mapping[str, CellValue] = {"B3": "新名", "F1": "等级", "F3": 12.5, "F9": "=x", "C4": None, "A6": True}
COLUMNS = (
    NewColumn("class", dict(zip(ROWS, "ABCD", strict=True))),
    NewColumn("man_score", {row: Decimal(row) / 8 for row in ROWS}),
    NewColumn("next_contact", {row: date(2026, 12, row) for row in ROWS}),
)
KEYS = RowKeys(1, {row: f"00{row}" for row in ROWS})
MAY_CHANGE = re.compile(r"worksheets.sheet1\.xml|styles\.xml|workbook\.xml|tables.table1\.xml", re.IGNORECASE)


def backslashed(name: str) -> str:
    return name.replace("/", "\\")


def cell(address: str, xml: str) -> Recast:
    """Another form of one cell."""
    return in_sheet(rf'<c r="{address}".*?</c>', xml)


def rows_added(xml: str) -> Recast:
    return in_sheet(r"(?=</sheetData>)", xml)


def behind_rows(xml: str) -> Recast:
    return in_sheet(r"(?<=</sheetData>)", xml)


def commented(xml: str) -> str:
    """A small part with a comment in it that looks like what an update looks for."""
    comment = '<!-- <calcPr/><cellXfs count="1"><xf/></cellXfs><tableColumns/> -->'
    return re.sub(r"(\?>\s*<\w+[^>]*>)", rf"\1{comment}", xml, count=1)


class Odd(NamedTuple):
    """One oddity: how the parts are recast, how they are packed, and the code of the refusal if it is one."""

    name: str
    recast: Recast = dict
    pack: Pack = packed
    refused: str = ""


SECOND_PREFIX = in_sheet(r'<worksheet xmlns="([^"]*)"', r'<worksheet xmlns="\1" xmlns:y="\1"')
UNSUPPORTED, FORMULA = "WRITE-unsupported", "WRITE-formula"
ROW2 = r'(<row r="2".*?</row>)'
ODDITIES = (
    Odd("as it is"),
    Odd("zip64 sizes", pack=lambda parts: packed(parts, zip64=True)),
    Odd("zip64 directory", pack=with_64_bit_directory),
    Odd("data descriptors", pack=piped),
    Odd("data descriptors of 64 bits", pack=lambda parts: piped(parts, zip64=True)),
    Odd("stored", pack=lambda parts: packed(parts, method=zipfile.ZIP_STORED)),
    Odd("archive comment", pack=lambda parts: packed(parts, comment="备注".encode())),
    Odd("bytes before the archive", pack=lambda parts: b"#!/bin/sh\n" + packed(parts), refused="READ"),
    Odd("zip signature before the archive", pack=lambda parts: b"PK\3\4" + packed(parts)),
    Odd("bytes behind the archive", pack=lambda parts: packed(parts) + b"\r\n"),
    Odd("an entry twice", pack=twice, refused="READ"),
    Odd("backslash names", renamed(backslashed)),
    Odd("upper-case names", renamed(lambda name: name.upper() if name.startswith("xl/") else name)),
    Odd("folders as entries", lambda parts: {"xl/": b"", "xl/worksheets/": b"", **parts}),
    Odd("UTF-16 LE", recoded("utf-16-le", b"\xff\xfe")),
    Odd("UTF-16 BE", recoded("utf-16-be", b"\xfe\xff")),
    Odd("UTF-16 LE without its mark", recoded("utf-16-le", says="UTF-16LE")),
    Odd("UTF-16, the sheet alone", recoded("utf-16-be", b"\xfe\xff", names="sheet1.xml$")),
    Odd("UTF-8 mark", recoded("utf-8", b"\xef\xbb\xbf", says="utf-8")),
    Odd("GB18030", recoded("gb18030", says="GB18030"), refused="READ"),
    Odd(
        "GB18030, the sheet alone",
        chain(
            in_sheet(r'(<c r="A2").*?</c>', r'\1 t="inlineStr"><is><t>002</t></is></c>'),
            recoded("gb18030", says="GB18030", names="sheet1.xml$"),
        ),
    ),
    Odd("ISO-8859-1, the sheet alone", recoded("iso-8859-1", says="ISO-8859-1", names="sheet1.xml$")),
    Odd("x: prefixes", prefixed("x")),
    Odd("prefixes with a dash", prefixed("my-x.1"), refused=UNSUPPORTED),
    Odd("Strict", in_xml(strict)),
    Odd(
        "Strict, x:, UTF-16, backslashes, descriptors",
        chain(in_xml(strict), prefixed("x"), recoded("utf-16-le", b"\xff\xfe"), renamed(backslashed)),
        piped,
    ),
    Odd("single quotes", in_xml(lambda xml: re.sub(r'(\w+)="([^"\']*)"', r"\1='\2'", xml))),
    Odd("blanks around =", in_xml(lambda xml: re.sub(r'(\s[\w:]+)="', r'\1 = "', xml))),
    Odd("blanks at the end of tags", in_xml(lambda xml: re.sub(r'(["\w])(/?>)', r"\1 \2", xml))),
    Odd("a blank at the end of one row tag", in_sheet(r"</row>", "</row >", 1)),
    Odd("a blank at the end of one cell tag", in_sheet(r"</c>", "</c\n>", 1)),
    Odd("line breaks in tags", in_sheet(r"<(row|c) ", r"<\1\r\n\t")),
    Odd("CRLF between tags", in_sheet(r">(?=<(?!/[tvf]>|is|t>))", ">\r\n  ")),
    Odd("no XML declaration", in_xml(lambda xml: re.sub(r"<\?xml.*?\?>\s*", "", xml))),
    Odd("rows without r", in_sheet(r'<row r="\d+"', "<row")),
    Odd("cells without r", in_sheet(r'<c r="\w+"', "<c")),
    Odd(
        "rows and cells without r",
        chain(in_sheet(r'<row r="\d+" spans="[\d:]+"', "<row"), in_sheet(r'<c r="\w+"', "<c")),
    ),
    Odd("one cell without r", in_sheet(r'<c r="B3"', "<c")),
    Odd("r last", in_sheet(r'<c (r="\w+")((?: \w+="\w+")+)>', r"<c\2 \1>")),
    Odd("empty rows", rows_added('<row r="6"/><row r="7" ht="30" customHeight="1"></row><row r="9" spans="1:3"/>')),
    Odd("a row twice", in_sheet(ROW2, r"\1\1"), refused=UNSUPPORTED),
    Odd("rows out of order", in_sheet(ROW2 + r'(<row r="3".*?</row>)', r"\2\1"), refused=UNSUPPORTED),
    Odd("comment in the head", in_sheet(r"(?=<sheetData>)", '<!-- <sheetData><row r="1"> -->')),
    Odd("instruction in the head", in_sheet(r"(?=<sheetData>)", "<?mso <sheetData> ?>")),
    Odd("comment in the tail", behind_rows('<!-- <mergeCells><mergeCell ref="D1:Z9"/></mergeCells> -->')),
    Odd("comment between rows", in_sheet(r'(?=<row r="3")', '<!-- <row r="9"> -->'), refused=UNSUPPORTED),
    Odd("comment in a cell", in_sheet(r'(?<=<c r="C3">)', "<!-- <f>1</f> -->"), refused=UNSUPPORTED),
    Odd("instruction between rows", in_sheet(r'(?=<row r="3")', "<?mso?>"), refused=UNSUPPORTED),
    Odd(
        "CDATA in a cell",
        cell("B3", '<c r="B3" t="inlineStr"><is><t><![CDATA[a</t></is></c><c r="D3">]]></t></is></c>'),
        refused=UNSUPPORTED,
    ),
    Odd("comments in the small parts", in_xml(commented, r"(styles|workbook)\.xml$")),
    Odd("a document type", in_sheet(r"(?=<worksheet)", '<!DOCTYPE worksheet [<!ENTITY a "b">]>'), refused=UNSUPPORTED),
    Odd(
        "rows of another prefix", chain(SECOND_PREFIX, in_sheet(r"<(/?)row(?=[ >])", r"<\1y:row")), refused=UNSUPPORTED
    ),
    Odd("cells of another prefix", chain(SECOND_PREFIX, in_sheet(r"<(/?)(c|v)(?=[ >])", r"<\1y:\2"))),
    Odd(
        "one row of another prefix",
        chain(SECOND_PREFIX, in_sheet(r'<row (r="3".*?)</row>', r"<y:row \1</y:row>")),
        refused=UNSUPPORTED,
    ),
    Odd("a namespace at sheetData", in_sheet(r"<sheetData>", '<sheetData xmlns:y="urn:y">')),
    Odd(
        "an extension in a row",
        in_sheet(r'(<row r="3".*?)(</row>)', r'\1<extLst><ext uri="{0}"/></extLst>\2'),
        refused=UNSUPPORTED,
    ),
    Odd(
        "> in an attribute of a row",
        in_sheet(r'<row r="3"', '<row xmlns:y="urn:y" y:a="/>" r="3"'),
        refused=UNSUPPORTED,
    ),
    Odd("small letters in an address", in_sheet(r'<c r="C3"', '<c r="c3"'), refused=UNSUPPORTED),
    Odd("attributes that look like r", in_sheet(r"<(row|c) ", r'<\1 xmlns:y="urn:y" y:r="Z99" ')),
    Odd("characters as numbers", in_part("xl/sharedStrings.xml", "客户编号", "&#23458;&#x6237;编号")),
    Odd(
        "formatted runs with phonetics",
        in_part(
            "xl/sharedStrings.xml",
            r"<si><t>客户编号</t></si>",
            "<si><r><t>客户</t></r><r><rPr><b/></rPr><t>编号</t></r><rPh sb='0' eb='1'><t>かきゃく</t></rPh></si>",
        ),
    ),
    Odd(
        "absolute targets",
        in_xml(
            lambda xml: re.sub(r'Target="(worksheets|styles|shared|theme)', r'Target="/xl/\1', xml),
            r"workbook\.xml\.rels$",
        ),
    ),
    Odd(
        "targets with dots and backslashes",
        in_xml(lambda xml: xml.replace('Target="worksheets/', 'Target=".\\worksheets\\'), r"workbook\.xml\.rels$"),
    ),
    Odd("macros", macros),
    Odd(
        "cells of every kind",
        rows_added(
            '<row r="7"><c r="A7" t="e"><v>#N/A</v></c><c r="B7" t="str"><v>a &lt; b</v></c>'
            '<c r="C7" t="b"><v>1</v></c><c r="D7"><v>1E-3</v></c></row>'
        ),
    ),
    Odd(
        "a formula beside",
        rows_added(
            '<row r="7"><c r="D7"><f t="shared" ref="D7:D8" si="0">C7*2</f><v>0</v></c></row>'
            '<row r="8"><c r="D8"><f t="shared" si="0"/><v>0</v></c></row>'
        ),
    ),
    Odd(
        "an array formula beside",
        rows_added('<row r="7"><c r="D7"><f t="array" ref="D7:E8">C2:C3</f><v>3</v></c></row>'),
    ),
)
IN_THE_WAY = (
    Odd("cells out of order", in_sheet(r'(<c r="A3".*?</c>)(<c r="B3".*?</c>)', r"\2\1"), refused=UNSUPPORTED),
    Odd(
        "> in an attribute of the cell",
        in_sheet(r'<c r="B3"', '<c r="B3" xmlns:y="urn:y" y:a=">"'),
        refused=UNSUPPORTED,
    ),
    Odd("the cell twice", in_sheet(r'(<c r="B3".*?</c>)', r"\1\1"), refused=UNSUPPORTED),
    Odd("a formula", cell("B3", '<c r="B3"><f>1</f><v>1</v></c>'), refused=FORMULA),
    Odd("a shared formula", cell("B3", '<c r="B3"><f t="shared" si="0"/></c>'), refused=FORMULA),
    Odd("an array formula", cell("A3", '<c r="A3"><f t="array" ref="A3:B4">1</f><v>1</v></c>'), refused=FORMULA),
    Odd(
        "an array formula in single quotes",
        cell("A3", "<c r='A3'><f ref='A3:B4' t = 'array'>1</f><v>1</v></c>"),
        refused=FORMULA,
    ),
    Odd(
        "a spilling formula", cell("A3", '<c r="A3" cm="1"><f t="array" ref="A3:F9">1</f><v>1</v></c>'), refused=FORMULA
    ),
    Odd(
        "a what-if table",
        cell("C2", '<c r="C2"><f t="dataTable" ref="B3:C4" dt2D="1" r1="A1" r2="A2"/><v>1</v></c>'),
        refused=FORMULA,
    ),
    Odd(
        "a merged area",
        behind_rows('<mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells>'),
        refused="WRITE-merged",
    ),
)


def made(odd: Odd, folder: Path) -> Path:
    path = folder / ("a.xlsm" if odd.name == "macros" else "a.xlsx")
    path.write_bytes(odd.pack(odd.recast(base())))
    return path


@pytest.mark.parametrize("odd", ODDITIES, ids=lambda odd: odd.name)
def test_cells_of_an_unusual_workbook(tmp_path: Path, odd: Odd) -> None:
    path = made(odd, tmp_path)
    changed(path, odd, lambda: write_cells(path, "客户", CELLS).changed, CELLS)


@pytest.mark.parametrize("odd", ODDITIES, ids=lambda odd: odd.name)
def test_columns_of_an_unusual_workbook(tmp_path: Path, odd: Odd) -> None:
    path = made(odd, tmp_path)
    wanted: dict[str, CellValue] = {}
    first = 5 if odd.name in BESIDE else 4
    for column, header in zip(COLUMNS, ("客户分级", "MAN 分", "下次联系"), strict=True):
        letters = column_letters(first)
        wanted[f"{letters}1"] = f"{header} (salesplan)"
        wanted |= {f"{letters}{row}": value for row, value in column.values.items()}
        first += 1
    changed(path, odd, lambda: update_columns(path, "客户", 1, COLUMNS, OPTIONS, keys=KEYS).changed, wanted)


BESIDE = ("cells of every kind", "a formula beside", "an array formula beside")
"""Something stands in column D, and the new ones follow it."""


@pytest.mark.parametrize("odd", IN_THE_WAY, ids=lambda odd: odd.name)
def test_what_stands_in_the_way_is_named(tmp_path: Path, odd: Odd) -> None:
    path = made(odd, tmp_path)
    changed(path, odd, lambda: write_cells(path, "客户", CELLS).changed, CELLS)


def changed(path: Path, odd: Odd, change: Callable[[], int], wanted: Mapping[str, CellValue]) -> None:
    """The change makes the cells as wanted and nothing else, and once more nothing; or is refused and does nothing."""
    data = path.read_bytes()
    if odd.refused:
        with pytest.raises((CannotWrite, BadInput)) as caught:
            change()
        assert caught.value.problems[0].code.startswith(odd.refused)
        assert path.read_bytes() == data
        assert [found.name for found in path.parent.iterdir()] == [path.name]
        return
    old, packed_before, known = read_cells(path), entries(path), by_openpyxl(path)
    assert change() == len(wanted)
    new, packed_after = read_cells(path), entries(path)
    assert {at: cell for at, cell in new.items() if at not in wanted} == {
        at: cell for at, cell in old.items() if at not in wanted
    }
    assert {at: new[at].value if at in new else None for at in wanted} == {at: plain(v) for at, v in wanted.items()}
    assert list(packed_after) == list(packed_before)
    differ = {name for name, held in packed_before.items() if packed_after[name] != held}
    assert all(MAY_CHANGE.search(name) for name in differ)
    with zipfile.ZipFile(path) as archive:
        # Sizes of 64 bits no longer apply: the new directory needs none.
        assert not any(entry.extra.startswith(b"\1\0") for entry in archive.infolist())
    assert ours(path) == {at: cell.value for at, cell in new.items()}
    if known is not None:
        others = by_openpyxl(path) or {}
        assert {at: others[at] for at in known if at not in wanted} == {
            at: known[at] for at in known if at not in wanted
        }
    once = path.read_bytes()
    assert change() == 0
    assert path.read_bytes() == once


def plain(value: CellValue) -> object:
    if isinstance(value, date):
        return Decimal((value - date(1899, 12, 30)).days)
    return Decimal(str(value)) if isinstance(value, float) else value


def ours(path: Path) -> dict[str, object]:
    """The same sheet as our own reader has it."""
    package = open_package(path, path.name)
    kinds: dict[int, Callable[[str], object]] = {NUMBER: Decimal, DATE: Decimal, TRUTH: lambda text: text == "1"}
    cells = scan(package, package.sheets[0], read_strings(package)).cells
    return {f"{LETTERS[column]}{row}": kinds.get(kind, str)(text) for row, column, _, kind, text in cells.iter_rows()}


def by_openpyxl(path: Path) -> dict[str, object] | None:
    """The same sheet as openpyxl has it; None where it cannot read the workbook."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet = openpyxl.load_workbook(path).worksheets[0]
    except (KeyError, ValueError, AttributeError, TypeError, IndexError):
        return None
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return {cell.coordinate: getattr(cell.value, "text", cell.value) for cell in cells}
