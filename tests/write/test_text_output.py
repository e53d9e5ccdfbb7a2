"""Text files are written whole, and never over something of the user's."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from salesplan.errors import BadUsage, CannotWrite
from salesplan.write.text_output import guard_output, made_by_us, write_csv_file, write_text_file


def test_csv_has_the_mark_and_the_line_ends_given(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv_file(path, ["编号,名称\r\n", "001,'=1\r\n"])
    assert path.read_bytes() == b"\xef\xbb\xbf" + "编号,名称\r\n001,'=1\r\n".encode()


def test_text_has_no_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_text_file(path, ["{", "}\n"])
    assert path.read_bytes() == b"{}\n"


def test_an_input_is_never_an_output(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x")
    (tmp_path / "sub").mkdir()
    for name in (path, tmp_path / "sub" / ".." / "a.csv"):
        with pytest.raises(BadUsage) as caught:
            guard_output(name, [tmp_path / "b.csv", path], force=True)
        assert caught.value.problems[0].code == "WRITE-onto-input"


@pytest.mark.parametrize(
    ("content", "ours"),
    [
        (b'{"schema": 1, "command": "classify", "rows": []}', True),
        (b'{\n "schema": 1,\n "command": "classify"', True),
        (b'{"command": "classify", "schema": 1}', False),
        (b'{"schema": "x", "command": "y"}', False),
        (b"\xef\xbb\xbf" + "客户编号\r\n".encode(), False),
        (b"", False),
    ],
)
def test_which_files_are_ours(tmp_path: Path, content: bytes, ours: bool) -> None:  # noqa: FBT001 - a table of cases
    path = tmp_path / "out"
    path.write_bytes(content)
    assert made_by_us(path) is ours
    guard_output(path, [], force=True)
    if ours:
        guard_output(path, [])
        return
    with pytest.raises(CannotWrite) as caught:
        guard_output(path, [])
    assert caught.value.problems[0].code == "WRITE-exists"


@pytest.mark.parametrize(("program", "ours"), [("salesplan", True), ("Microsoft Excel", False), (None, False)])
def test_which_workbooks_are_ours(tmp_path: Path, program: str | None, ours: bool) -> None:  # noqa: FBT001 - a table of cases
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
        if program:
            archive.writestr("docProps/app.xml", f"<Properties><Application>{program}</Application></Properties>")
    assert made_by_us(path) is ours


def test_a_new_file_is_free_and_a_folder_is_not(tmp_path: Path) -> None:
    guard_output(tmp_path / "new.csv", [tmp_path / "other.csv"])
    with pytest.raises(CannotWrite) as caught:
        guard_output(tmp_path, [], force=True)
    assert caught.value.problems[0].code == "WRITE-folder"
