"""Small workbooks made part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

from salesplan.ooxml.cells import Scan
from salesplan.ooxml.package import Package, package_of
from salesplan.ooxml.scanner import scan_fast, scan_slow
from salesplan.ooxml.strings import read_strings

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
POINTERS = "http://schemas.openxmlformats.org/package/2006/relationships"

Parts = Mapping[str, str | bytes | None]


def pointers(*targets: tuple[str, str, str]) -> str:
    """A relationships part: (id, kind, target) each."""
    inner = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in targets)
    return f'<Relationships xmlns="{POINTERS}">{inner}</Relationships>'


SOUND: dict[str, str | bytes | None] = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": pointers(("rId1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><workbookPr/>'
    '<sheets><sheet name="客户" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": pointers(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "styles", "styles.xml"),
        ("rId3", "sharedStrings", "/xl/sharedStrings.xml"),
    ),
    "xl/styles.xml": f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    "xl/sharedStrings.xml": f"<sst {MAIN}><si><t>甲公司</t></si><si><t>乙公司</t></si></sst>",
    "xl/worksheets/sheet1.xml": f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>'
    '<c r="B1"><v>1.5</v></c></row></sheetData></worksheet>',
}


def packed(parts: Parts | None = None, compresslevel: int | None = None) -> bytes:
    """A sound workbook of one sheet with some parts replaced; None leaves a part out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=compresslevel) as archive:
        for name, content in {**SOUND, **(parts or {})}.items():
            if content is not None:
                archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def pack() -> Callable[..., bytes]:
    """Makes the bytes of a workbook, see ``packed``."""
    return packed


@pytest.fixture(scope="session")
def book_of() -> Callable[..., Package]:
    """Makes a checked package whose only sheet is the XML given, other parts as in ``packed``."""

    def make(sheet: str | bytes, parts: Parts | None = None) -> Package:
        return package_of(packed({"xl/worksheets/sheet1.xml": sheet, **(parts or {})}), "客户.xlsx")

    return make


@pytest.fixture(scope="session")
def both() -> Callable[[Package], tuple[Scan, Scan]]:
    """Reads the first sheet of a package the fast way and the slow way."""

    def read(package: Package) -> tuple[Scan, Scan]:
        strings, sheet = read_strings(package), package.sheets[0]
        return scan_fast(package, sheet, strings), scan_slow(package, sheet, strings)

    return read
