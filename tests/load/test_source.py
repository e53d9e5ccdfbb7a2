"""Files opened by content, names and patterns."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter  # type: ignore[import-untyped] # has no types

from salesplan.errors import BadInput
from salesplan.load.source import SheetName, expand, open_source
from salesplan.model.reading import ReadOptions

CSV = "客户名称,金额\n甲公司,1\n"


def workbook(path: Path, *hidden: str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("客户").write_row(0, 0, ["客户名称", "金额"])
        for name in hidden:
            book.add_worksheet(name).hide()
    return path


def code(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        open_source(str(path), ReadOptions())
    [problem] = caught.value.problems
    assert problem.place.file == str(path)
    return problem.code


def test_a_text_file_is_one_sheet_without_a_name(tmp_path: Path) -> None:
    file = tmp_path / "客户.csv"
    file.write_text(CSV, "gb18030")
    source = open_source(str(file), ReadOptions())
    assert (source.format, source.sheets, source.notes) == ("csv", (SheetName(None),), ())
    assert source.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    grid = source.grid()
    assert (grid.file, grid.encoding, grid.sha256) == (str(file), "gb18030", source.sha256)
    assert grid.cells.height == 4


def test_a_workbook_names_its_sheets(tmp_path: Path) -> None:
    source = open_source(str(workbook(tmp_path / "a.xlsx", "旧")), ReadOptions())
    assert source.format == "xlsx"
    assert source.sheets == (SheetName("客户"), SheetName("旧", "hidden"))
    assert source.grid().sheet == "客户"
    assert source.grid("旧").cells.is_empty()
    assert source.grid("客户").sha256 == source.sha256


def test_parquet(tmp_path: Path) -> None:
    pl.DataFrame({"a": [1]}).write_parquet(tmp_path / "a.parquet")
    source = open_source(str(tmp_path / "a.parquet"), ReadOptions())
    assert (source.format, source.grid().cells["text"].to_list()) == ("parquet", ["a", "1"])


@pytest.mark.parametrize("name", ["客户.xlsx", "客户.xls", "客户.ods"])
def test_a_text_under_a_workbooks_name_is_read_and_said(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(CSV, "gb18030")
    source = open_source(str(tmp_path / name), ReadOptions())
    assert source.grid().cells.height == 4
    [note] = source.notes
    assert (note.code, note.severity) == ("READ-renamed", "note")
    suffix = Path(name).suffix
    assert note.what.in_("zh") == f"文件名是 {suffix}，内容其实是文本表格，已按内容读取"
    assert note.what.in_("en") == f"Named {suffix}, but the content is a text table: read as that"


def test_a_workbook_under_a_texts_name_is_read_and_said(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx").rename(tmp_path / "a.csv")
    source = open_source(str(tmp_path / "a.csv"), ReadOptions())
    assert source.format == "xlsx"
    assert source.notes[0].what.in_("en") == "Named .csv, but the content is .xlsx: read as that"
    assert source.notes[0].what.in_("zh") == "文件名是 .csv，内容其实是 .xlsx，已按内容读取"


@pytest.mark.parametrize("name", ["客户.CSV", "客户.dat", "客户"])
def test_a_name_that_promises_nothing_else_is_no_matter(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(CSV, "utf-8")
    assert open_source(str(tmp_path / name), ReadOptions()).notes == ()


def test_the_users_encoding_wins(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("陛,1\n", "cp950")
    unsure = open_source(str(tmp_path / "a.csv"), ReadOptions())
    assert (unsure.grid().encoding_sure, unsure.other_encodings) == (False, ("big5",))
    told = open_source(str(tmp_path / "a.csv"), ReadOptions(encoding="big5"))
    assert (told.grid().cells["text"][0], told.other_encodings) == ("陛", ())


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(zipfile.ZipInfo(name), CSV)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.xlsx", b"", "READ-empty"),
        ("a.csv", b"\n ,\n", "READ-empty"),
        ("a.xlsx", zipped("a.csv"), "READ-not-a-workbook"),
        ("a.xlsx", zipped("a.csv")[:60], "READ-damaged"),
        ("a.xlsx", b"\x00\x01\x02binary", "READ-not-a-workbook"),
        ("a.csv", b"\x00\x01\x02binary", "READ-encoding"),
        ("~$a.xlsx", b"\x04user" + bytes(60), "READ-not-a-workbook"),
        ("a.xls", b"<?xml version='1.0'?><Workbook/>", "READ-not-a-workbook"),
        ("a.xls", b"<html>log in</html>", "READ-not-a-workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "READ-damaged"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "READ-encrypted"),
        ("a.parquet", b"PAR1", "READ-damaged"),
        ("a.csv", b'a,b\n"x,1\n', "READ-damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_cannot_be_read_is_refused(name: str, data: bytes, found: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert code(tmp_path / name) == found


def test_a_workbook_of_charts_only_is_refused(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "={1,2}"})
        book.add_chartsheet().set_chart(chart)
    assert code(tmp_path / "a.xlsx") in ("READ-empty", "READ-damaged")


def test_reading_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text(CSV, "utf-8")
    (tmp_path / "b.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    monkeypatch.chdir(tmp_path)
    open_source("a.csv", ReadOptions())
    assert code(Path("b.xls")) == "READ-damaged"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.csv", "b.xls"]


class TestPatterns:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        for name in ("o/b.xlsx", "o/a.xlsx", "o/~$a.xlsx", "o/c.csv", "o/x[1].xlsx", "o/deep/d.xlsx"):
            (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
            (tmp_path / name).touch()

    def test_a_pattern_is_its_files_in_order_without_lock_companions(self) -> None:
        assert expand(["o/*.xlsx"]) == ["o/a.xlsx", "o/b.xlsx", "o/x[1].xlsx"]

    def test_names_stay_as_typed_and_come_once(self) -> None:
        assert expand(["o/c.csv", "o/?.xlsx", "o/a.xlsx", "missing.csv"]) == [
            "o/c.csv", "o/a.xlsx", "o/b.xlsx", "missing.csv",
        ]  # fmt: skip

    def test_a_name_with_brackets_is_itself(self) -> None:
        assert expand(["o/x[1].xlsx"]) == ["o/x[1].xlsx"]

    def test_folders_below(self) -> None:
        assert expand(["o/**/d.xlsx"]) == ["o/deep/d.xlsx"]

    def test_patterns_that_match_nothing_are_all_named(self) -> None:
        with pytest.raises(BadInput) as caught:
            expand(["n/*.xlsx", "o/a.xlsx", "*.ods", "o/dee*"])
        assert [(p.code, p.place.file) for p in caught.value.problems] == [
            ("READ-missing", "n/*.xlsx"), ("READ-missing", "*.ods"), ("READ-missing", "o/dee*"),
        ]  # fmt: skip
