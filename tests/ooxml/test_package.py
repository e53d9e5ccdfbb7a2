from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from salesplan.errors import BadInput, Problem
from salesplan.ooxml import limits
from salesplan.ooxml.cells import Scan
from salesplan.ooxml.package import inflate, open_package, package_of, part_name, relations
from salesplan.ooxml.scanner import scan
from salesplan.ooxml.strings import read_strings

Pack = Callable[..., bytes]
DOCTYPE = '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'


def read(data: bytes) -> Scan:
    package = package_of(data, "客户.xlsx")
    return scan(package, package.sheets[0], read_strings(package))


def refused(data: bytes) -> Problem:
    """The one problem for which the workbook is refused, at opening or at reading."""
    with pytest.raises(BadInput) as caught:
        read(data)
    (problem,) = caught.value.problems
    assert problem.place.file == "客户.xlsx"
    assert problem.fix.zh
    assert problem.fix.en
    return problem


def test_a_sound_workbook_says_what_it_holds(pack: Pack) -> None:
    package = package_of(pack(), "客户.xlsx")
    assert [(sheet.name, sheet.part, sheet.state) for sheet in package.sheets] == [
        ("客户", "xl/worksheets/sheet1.xml", "visible")
    ]
    assert package.formats == ("General", "yyyy-mm-dd", "00000")
    assert package.strings == "xl/sharedstrings.xml"
    assert package.parts["xl/sharedstrings.xml"].filename == "xl/sharedStrings.xml"
    assert not package.date1904
    assert not package.macros
    assert len(package.sha256) == 64


@pytest.mark.parametrize(
    ("data", "code", "en"),
    [
        (b"", "READ-empty", "0 bytes"),
        ("客户,金额\n甲,1\n".encode("gb18030"), "READ-not-a-workbook", "text"),
        (b"PK\xb1\xe0\xba\xc5,1\n", "READ-not-a-workbook", "text"),
        (b"\xef\xbb\xbf <!DOCTYPE html><html>", "READ-not-a-workbook", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "READ-not-a-workbook", "old binary"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "READ-encrypted",
            "password",
        ),
        (b"PK\x05\x06" + b"\0" * 18, "READ-not-a-workbook", "zip"),
        (b"PK\x03\x04 and no directory", "READ-damaged", "cut off"),
    ],
)
def test_what_is_no_workbook_is_named(data: bytes, code: str, en: str) -> None:
    problem = refused(data)
    assert problem.code == code
    assert en in problem.what.in_("en")


def test_the_fix_for_a_password_says_how_to_take_it_off() -> None:
    problem = refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    assert "Encrypt with Password" in problem.fix.in_("en")
    assert "用密码进行加密" in problem.fix.in_("zh")


@pytest.mark.parametrize("cut", [0.5, 0.99])
def test_an_interrupted_download_is_damaged(pack: Pack, cut: float) -> None:
    data = pack()
    assert refused(data[: int(len(data) * cut)]).code == "READ-damaged"


def test_a_changed_byte_is_found_by_the_checksum(pack: Pack) -> None:
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i * 7919}</v></c></row>' for i in range(1, 300))
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    data = bytearray(pack({"xl/worksheets/sheet1.xml": sheet}, compresslevel=0))
    at = data.index(b"<v>791900<")
    data[at + 3] ^= 1
    problem = refused(bytes(data))
    assert problem.code == "READ-damaged"
    assert problem.place.sheet == "客户"


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml"])
def test_a_part_that_is_there_twice_is_refused(pack: Pack, name: str) -> None:
    buffer = io.BytesIO(pack())
    with zipfile.ZipFile(buffer, "a") as archive:
        if name in archive.namelist():
            with pytest.warns(UserWarning, match="Duplicate name"):
                archive.writestr(name, "<worksheet/>")
        else:
            archive.writestr(name, "<worksheet/>")
    problem = refused(buffer.getvalue())
    assert problem.code == "READ-damaged"
    assert "twice" in problem.what.in_("en")


def test_an_archive_with_a_password_is_refused(pack: Pack) -> None:
    data = bytearray(pack())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data)).code == "READ-encrypted"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", "<!-- a long comment -->" * 9000, '<?xml-stylesheet href="x"?>\n'])
def test_a_document_type_is_refused_in_every_part(pack: Pack, part: str, encoding: str, before: str) -> None:
    sound = zipfile.ZipFile(io.BytesIO(pack())).read(part).decode()
    problem = refused(pack({part: (before + DOCTYPE + sound).encode(encoding)}))
    assert problem.code == "READ-unsafe-xml"
    assert part in problem.what.in_("en")


def test_absurd_nesting_is_refused_where_elements_are_read(pack: Pack) -> None:
    deep = "<x>" * limits.NESTING + "</x>" * limits.NESTING
    assert refused(pack({"xl/workbook.xml": f"<workbook>{deep}</workbook>"})).code == "READ-unsafe-xml"


def test_a_sheet_whose_part_is_missing_is_named(pack: Pack) -> None:
    problem = refused(pack({"xl/worksheets/sheet1.xml": None}))
    assert (problem.code, problem.place.sheet) == ("READ-damaged", "客户")


def test_a_sheet_without_a_pointer_is_named(pack: Pack) -> None:
    problem = refused(pack({"xl/_rels/workbook.xml.rels": "<Relationships/>"}))
    assert (problem.code, problem.place.sheet) == ("READ-damaged", "客户")


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"[Content_Types].xml": None}, "READ-not-a-workbook"),
        ({"xl/workbook.xml": "<document/>"}, "READ-not-a-workbook"),
        ({"xl/workbook.xml": "<workbook>"}, "READ-damaged"),
        ({"xl/workbook.xml": None}, "READ-damaged"),
        ({"xl/styles.xml": "no markup"}, "READ-damaged"),
        ({"xl/worksheets/sheet1.xml": "<worksheet><sheetData>"}, "READ-damaged"),
        ({"xl/worksheets/sheet1.xml": ""}, "READ-damaged"),
    ],
)
def test_broken_parts_are_refused(pack: Pack, parts: dict[str, str | None], code: str) -> None:
    assert refused(pack(parts)).code == code


def test_a_word_document_is_no_workbook(pack: Pack) -> None:
    rels = zipfile.ZipFile(io.BytesIO(pack())).read("_rels/.rels").decode().replace("xl/workbook", "word/document")
    assert refused(pack({"_rels/.rels": rels, "word/document.xml": "<document/>"})).code == "READ-not-a-workbook"


@pytest.mark.parametrize("limit", ["PART_BYTES", "WHOLE_BYTES"])
def test_size_limits_hold_to_the_byte(pack: Pack, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pack()
    sizes = [entry.file_size for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()]
    at_most = max(sizes) if limit == "PART_BYTES" else sum(sizes)
    monkeypatch.setattr(limits, limit, at_most)
    package_of(data, "客户.xlsx")
    monkeypatch.setattr(limits, limit, at_most - 1)
    assert refused(data).code == "READ-too-large"


def test_a_part_that_unfolds_too_far_is_refused(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pack({"docProps/blank.xml": " " * 20_000})
    entry = zipfile.ZipFile(io.BytesIO(data)).getinfo("docProps/blank.xml")
    monkeypatch.setattr(limits, "RATIO_FROM_BYTES", 20_000)
    package_of(data, "客户.xlsx")  # a part that small may have any ratio
    monkeypatch.setattr(limits, "RATIO_FROM_BYTES", 19_999)
    monkeypatch.setattr(limits, "RATIO", -(-20_000 // entry.compress_size))
    package_of(data, "客户.xlsx")
    monkeypatch.setattr(limits, "RATIO", 20_000 // entry.compress_size - 1)
    problem = refused(data)
    assert problem.code == "READ-too-large"
    assert "docProps/blank.xml" in problem.what.in_("en")


def test_entries_that_share_their_bytes_are_refused(pack: Pack) -> None:
    data = bytearray(pack())
    at = data.index(b"PK\x01\x02")
    data[at + 20 : at + 24] = len(data).to_bytes(4, "little")
    with pytest.raises(BadInput) as caught:
        package_of(bytes(data), "客户.xlsx")
    assert caught.value.problems[0].what.in_("en") == "The file is cut off or damaged"


def test_too_many_parts_are_refused(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pack()
    monkeypatch.setattr(limits, "PARTS", 7)
    package_of(data, "客户.xlsx")
    monkeypatch.setattr(limits, "PARTS", 6)
    assert refused(data).code == "READ-too-large"


def test_bytes_are_counted_while_unpacking(pack: Pack) -> None:
    package = package_of(pack(), "客户.xlsx")
    part = package.sheets[0].part
    size = package.parts[part].file_size
    assert len(b"".join(inflate(package, part, size))) == size
    with pytest.raises(BadInput) as caught:
        list(inflate(package, part, size - 1))
    assert caught.value.problems[0].code == "READ-too-large"


def test_shared_strings_past_their_limit_are_refused(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(zipfile.ZipFile(io.BytesIO(pack())).read("xl/sharedStrings.xml"))
    monkeypatch.setattr(limits, "STRINGS_BYTES", size)
    assert len(read_strings(package_of(pack(), "x"))) == 2
    monkeypatch.setattr(limits, "STRINGS_BYTES", size - 1)
    assert refused(pack()).code == "READ-too-large"


def test_a_file_past_its_limit_is_not_even_read(pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(pack())
    monkeypatch.setattr(limits, "FILE_BYTES", path.stat().st_size)
    open_package(path, "a.xlsx")
    monkeypatch.setattr(limits, "FILE_BYTES", path.stat().st_size - 1)
    with pytest.raises(BadInput) as caught:
        open_package(path, "a.xlsx")
    assert caught.value.problems[0].code == "READ-too-large"


def test_a_missing_file_is_named_as_typed(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        open_package(tmp_path / "none.xlsx", "none.xlsx")
    assert (caught.value.problems[0].code, caught.value.problems[0].place.file) == ("READ-unreadable", "none.xlsx")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("xl/Workbook.xml", "xl/workbook.xml"),
        ("/xl/a.xml", "xl/a.xml"),
        ("xl\\worksheets\\Sheet1.xml", "xl/worksheets/sheet1.xml"),
    ],
)
def test_parts_are_looked_up_without_case_and_kind_of_slash(given: str, name: str) -> None:
    assert part_name(given) == name


def test_strict_prefixed_absolute_escaped_and_backslash_names_are_understood(pack: Pack) -> None:
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    package = package_of(
        pack(
            {
                "xl/workbook.xml": f'<x:workbook xmlns:q="{strict}"><x:workbookPr date1904="true"/><x:sheets>'
                '<x:sheet name="一" sheetId="1" state="hidden" q:id="a"/><x:sheet name="图" sheetId="2" q:id="b"/>'
                '<x:sheet name="二" sheetId="3" state="veryHidden" q:id="c"/></x:sheets></x:workbook>',
                "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="a" Type="{strict}/worksheet" '
                f'Target="\\xl\\worksheets\\Sheet1.xml"/><Relationship Id="b" Type="x/chartsheet" Target="no.xml"/>'
                f'<Relationship Id="c" Type="{strict}/worksheet" Target="./worksheets/two%20b.xml"/>'
                '<Relationship Id="d" Type="x/vbaProject" Target="vbaProject.bin"/></Relationships>',
                "xl/worksheets/two b.xml": "<worksheet/>",
                "xl/vbaProject.bin": "x",
            }
        ),
        "客户.xlsm",
    )
    assert [(sheet.name, sheet.part, sheet.state) for sheet in package.sheets] == [
        ("一", "xl/worksheets/sheet1.xml", "hidden"),
        ("二", "xl/worksheets/two b.xml", "veryHidden"),
    ]
    assert package.date1904
    assert package.macros
    assert package.formats == ()


def test_pointers_of_a_sheet_are_listed_for_the_writer(pack: Pack) -> None:
    rels = (
        '<Relationships><Relationship Id="r1" Type="t/table" Target="../tables/Table1.xml"/>'
        '<Relationship Id="r2" Type="t/hyperlink" Target="http://a.test/A" TargetMode="External"/></Relationships>'
    )
    package = package_of(pack({"xl/worksheets/_rels/sheet1.xml.rels": rels}), "客户.xlsx")
    table, link = relations(package, "xl/worksheets/sheet1.xml")
    assert (table.id, table.kind, table.target, table.external) == ("r1", "table", "xl/tables/table1.xml", False)
    assert (link.target, link.external) == ("http://a.test/A", True)
    assert relations(package, "xl/styles.xml") == ()
