"""What a file is, by its bytes; and what is said when there is nothing to read."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from salesplan.errors import BadInput, Problem
from salesplan.load.sniff import kind_of, read_bytes
from salesplan.ooxml import limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_types_", "[Content_Types].xml"), content)
    return file.getvalue()


def refused(path: Path) -> Problem:
    with pytest.raises(BadInput) as caught:
        read_bytes(path, path.name)
    [problem] = caught.value.problems
    assert problem.place.file == path.name
    assert problem.fix.zh
    return problem


ODS = b"application/vnd.oasis.opendocument.spreadsheet"
CONTENTS = {
    "xlsx": archive(_types_=b"<Types/>", **{"xl__workbook.xml": b"<workbook/>"}),
    "xlsm": archive(_types_=b"sheet.macroEnabled.main+xml", **{"xl__workbook.xml": b"<workbook/>"}),
    "xlsb": archive(_types_=b"<Types/>", **{"xl__workbook.bin": b""}),
    "ods": archive(mimetype=ODS, **{"content.xml": b"<x/>"}),
    "zip": archive(**{"orders.csv": b"a,b"}),
    "cut-zip": b"PK\x03\x04 an interrupted download",
    "parquet": b"PAR1....PAR1",
    "html": b"\xef\xbb\xbf\r\n <!DOCTYPE html><html>",
    "xml": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    "binary": b"\x00\x01\x02\x03\xff\x00",
    "text": "客户,金额\n".encode("gb18030"),
}


@pytest.mark.parametrize(("kind", "data"), CONTENTS.items())
def test_content_decides(kind: str, data: bytes) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("html", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">'),
        ("html", "\ufeff<html>".encode("utf-16-le")),
        ("text", "客户\t金额\r\n".encode("utf-16")),
        ("text", "客户名称客户名称客户名称客户名称\n".encode("utf-16")),
        ("text", "name,amount\n1,2\n".encode("utf-16-be")),
        ("ods", archive(**{"content.xml": b"<x/>", "META-INF__manifest.xml": ODS})),
        ("encrypted", archive(mimetype=ODS, **{"content.xml": b"", "META-INF__manifest.xml": b"<encryption-data/>"})),
        ("encrypted", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("zip", archive(**{"word__document.xml": b"<w/>", "_types_": b"<Types/>"})),
        ("zip", archive(**{"xl__workbook.xml": b"<workbook/>"})),
        ("xls", OLE + bytes(600)),
    ],
)
def test_content_decides_in_odd_cases(kind: str, data: bytes) -> None:
    assert kind_of(data) == kind


def test_an_archive_with_a_password_is_encrypted() -> None:
    data = bytearray(CONTENTS["xlsx"])
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert kind_of(bytes(data)) == "encrypted"


def test_bytes_come_back_whole(tmp_path: Path) -> None:
    file = tmp_path / "客户.csv"
    file.write_bytes(b"a,b\r\n")
    assert read_bytes(file, "客户.csv") == b"a,b\r\n"


def test_a_lock_companion_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "~$客户.csv").write_bytes(b"lock")
    (tmp_path / "客户.csv").write_bytes(b"a")
    assert read_bytes(tmp_path / "客户.csv", "客户.csv") == b"a"


def test_a_missing_file_suggests_names_like_it(tmp_path: Path) -> None:
    for name in ("customers.xlsx", "~$customers.xlsx", "orders.csv"):
        (tmp_path / name).touch()
    problem = refused(tmp_path / "custommers.xlsx")
    assert problem.code == "READ-missing"
    assert problem.fix.in_("en") == "Names much like it: customers.xlsx"
    assert "customers.xlsx" in problem.fix.in_("zh")


def test_a_missing_file_in_a_missing_folder_names_the_folder(tmp_path: Path) -> None:
    problem = refused(tmp_path / "no" / "customers.xlsx")
    assert problem.code == "READ-missing"
    assert str(tmp_path / "no") in problem.fix.in_("zh")


def test_a_missing_file_with_no_name_like_it(tmp_path: Path) -> None:
    assert refused(tmp_path / "customers.xlsx").fix.in_("en") == "Check the path and the name"


def test_a_file_used_as_a_folder_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    assert refused(tmp_path / "a.csv" / "b.csv").code == "READ-missing"


def test_a_folder_names_the_lists_in_it(tmp_path: Path) -> None:
    for name in ("b.csv", "a.xlsx", "~$a.xlsx", "readme.md"):
        (tmp_path / name).touch()
    problem = refused(tmp_path)
    assert problem.code == "READ-folder"
    assert problem.fix.in_("en").endswith("it holds: a.xlsx, b.csv")


def test_an_empty_folder(tmp_path: Path) -> None:
    assert refused(tmp_path).fix.in_("en") == "Name the file to read"


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    assert refused(tmp_path / "a.csv").code == "READ-empty"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(_: Path) -> bytes:
        raise PermissionError(13, "denied")

    (tmp_path / "a.csv").touch()
    monkeypatch.setattr(Path, "read_bytes", deny)
    assert refused(tmp_path / "a.csv").code == "READ-unreadable"


@pytest.mark.parametrize("name", ["a\0b.csv", "x" * 5000 + ".csv"])
def test_a_name_that_no_file_can_have(name: str, tmp_path: Path) -> None:
    assert refused(tmp_path / name).code == "READ-unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name on this platform")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").code == "READ-unreadable"


@pytest.mark.parametrize(("size", "code"), [(8, None), (9, "READ-too-large")])
def test_a_file_past_the_limit_is_not_read(
    size: int, code: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 8)
    (tmp_path / "a.csv").write_bytes(b"x" * size)
    if code is None:
        assert len(read_bytes(tmp_path / "a.csv", "a.csv")) == size
    else:
        assert refused(tmp_path / "a.csv").code == code
