"""A hand-out: names that every system takes, no file of the user's replaced, all of the workbooks or none."""

from __future__ import annotations

import errno
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.errors import BadUsage, CannotWrite
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table
from salesplan.write.atomic import os_errors
from salesplan.write.new.hand_out import (
    CATEGORY,
    Book,
    earlier_files,
    file_names,
    guard_hand_out,
    prepared,
    safe_name,
    was_changed,
)
from salesplan.write.new.workbook_new import Look, Wording, write_workbook

WORDING = Wording("客户分类", {"id": "客户编号"})
LOOK = Look(("负责人：甲 & 乙", "第二句"), printed=1, frozen=1, category=CATEGORY)


def book(file: str, *ids: str, look: Look = LOOK) -> Book:
    rows = Table((ColumnSpec("id", "text"), ColumnSpec("city", "text")), tuples=[(each, None) for each in ids])
    return Book(file, Result("classify", None, None, rows), WORDING, look)


def put(folder: Path, *books: Book) -> None:
    with prepared(folder, books) as put_in_place:
        put_in_place()


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def ids_in(path: Path) -> list[Any]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王芳", "王芳"),
        ("华东/华北", "华东_华北"),
        ('a<b>c:d"e\\f|g?h*i', "a_b_c_d_e_f_g_h_i"),
        ("[一组]", "(一组)"),
        ("  .隐藏. ", "隐藏"),
        ("结尾...", "结尾"),
        ("多  个\t空\n格", "多 个 空 格"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("COM1", "_COM1"),
        ("COM10", "COM10"),
        ("Connor", "Connor"),
        ("~$王芳", "_~$王芳"),
        ("e\u0301", "é"),
        ("零\u200b宽\u202e", "零宽"),
        ("\x07铃", "铃"),
        ("...", "_"),
        ("", "_"),
        ("长" * 80, "长" * 50),
        ("x" * 80, "x" * 60),
    ],
)
def test_a_name_is_safe_everywhere(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_names_that_would_be_one_file_are_numbered_in_their_order() -> None:
    assert file_names(["Wang", "wang", "a/b", "a?b", "a_b-2", "WANG"]) == [
        *("Wang.xlsx", "wang-2.xlsx", "a_b.xlsx", "a_b-3.xlsx", "a_b-2.xlsx", "WANG-3.xlsx")
    ]
    assert file_names(["x" * 70, "x" * 71]) == ["x" * 60 + ".xlsx", "x" * 58 + "-2.xlsx"]
    assert file_names(["e\u0301", "é", "王", "王 "]) == ["é.xlsx", "é-2.xlsx", "王.xlsx", "王-2.xlsx"]


@given(st.lists(st.text(max_size=70), max_size=8))
@settings(max_examples=100)
def test_any_texts_become_different_names(texts: list[str]) -> None:
    names = file_names(texts)
    assert len({unicodedata.normalize("NFD", name).casefold() for name in names}) == len(texts)
    for name in names:
        assert not set(name) & set('<>:"/\\|?*[]\x00\n')
        assert len(name.encode()) <= 155
        assert name.endswith(".xlsx")
        assert not name.startswith((".", " ", "~"))
        assert not name.removesuffix(".xlsx").endswith((".", " "))


def test_the_folder_is_made_and_every_workbook_is_read_back(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "lists"
    put(folder, book("甲.xlsx", "007", "=1+1"), book("乙.xlsx", "8"))
    assert names_in(folder) == ["乙.xlsx", "甲.xlsx"]
    assert (ids_in(folder / "甲.xlsx"), ids_in(folder / "乙.xlsx")) == (["007", "=1+1"], ["8"])
    first, second = openpyxl.load_workbook(folder / "甲.xlsx").worksheets
    assert (first.freeze_panes, first.print_area) == ("B2", "'客户分类'!$A$1:$A$3")
    assert first.oddHeader is not None
    assert first.oddHeader.left.text == "负责人：甲 && 乙"
    assert (second["A1"].value, second["A1"].font.b, second["A2"].value) == ("负责人：甲 & 乙", True, "第二句")


def test_the_same_again_is_the_same_bytes(tmp_path: Path) -> None:
    put(tmp_path, book("甲.xlsx", "1"))
    before = (tmp_path / "甲.xlsx").read_bytes()
    put(tmp_path, book("甲.xlsx", "1"))
    assert (tmp_path / "甲.xlsx").read_bytes() == before


def test_nothing_is_there_before_everything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "lists"
    put(folder, book("甲.xlsx", "old"))
    made: list[Path] = []

    def full(path: Path, result: Result[Any], wording: Wording, look: Look) -> None:
        made.append(path)
        with os_errors(path):
            if len(made) == 3:
                raise OSError(errno.ENOSPC, "no space")
        write_workbook(path, result, wording, look)

    monkeypatch.setattr("salesplan.write.new.hand_out.write_workbook", full)
    with pytest.raises(CannotWrite) as refused:
        put(folder, book("甲.xlsx", "1"), book("乙.xlsx", "2"), book("丙.xlsx", "3"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file) == ("WRITE-no-space", str(folder / "丙.xlsx"))
    assert len(made) == 3
    assert names_in(folder) == ["甲.xlsx"]
    assert ids_in(folder / "甲.xlsx") == ["old"]


def test_a_rename_that_fails_says_what_is_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Path.replace

    def stuck(self: Path, target: Path) -> Path:
        if self.name == "乙.xlsx":
            raise PermissionError(errno.EACCES, "in use")
        return plain(self, target)

    monkeypatch.setattr(Path, "replace", stuck)
    with pytest.raises(CannotWrite) as refused:
        put(tmp_path, book("甲.xlsx", "1"), book("乙.xlsx", "2"), book("丙.xlsx", "3"))
    assert [p.code for p in refused.value.problems] == ["WRITE-failed", "WRITE-partly"]
    assert str(refused.value.problems[1].what) == "已写好 1 份；还没写的：乙.xlsx, 丙.xlsx"
    assert names_in(tmp_path) == ["甲.xlsx"]


def test_what_a_killed_run_left_behind_is_swept(tmp_path: Path) -> None:
    left = tmp_path / ".hand-out.0123.salesplan-tmp"
    left.mkdir()
    (left / "甲.xlsx").write_bytes(b"half")
    put(tmp_path, book("乙.xlsx", "1"))
    assert names_in(tmp_path) == ["乙.xlsx"]


def test_a_file_keeps_its_mode_and_a_link_stays_one(tmp_path: Path) -> None:
    put(tmp_path, book("甲.xlsx", "1"), book("乙.xlsx", "1"))
    (tmp_path / "甲.xlsx").chmod(0o640)
    (tmp_path / "乙.xlsx").rename(tmp_path / "elsewhere")
    (tmp_path / "乙.xlsx").symlink_to(tmp_path / "elsewhere")
    put(tmp_path, book("甲.xlsx", "2"), book("乙.xlsx", "2"))
    assert (tmp_path / "甲.xlsx").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "乙.xlsx").is_symlink()
    assert ids_in(tmp_path / "乙.xlsx") == ["2"]


def test_the_users_files_are_not_replaced(tmp_path: Path) -> None:
    put(tmp_path, book("ours.xlsx", "1"))
    for name in ("mine.xlsx", "list.xlsx"):
        (tmp_path / name).write_text("my own", "utf-8")
    guard_hand_out(tmp_path, ["ours.xlsx", "new.xlsx"], [tmp_path / "list.xlsx"])
    with pytest.raises(CannotWrite) as refused:
        guard_hand_out(tmp_path, ["mine.xlsx", "ours.xlsx", "list.xlsx"], [])
    assert [Path(p.place.file or "").name for p in refused.value.problems] == ["mine.xlsx", "list.xlsx"]
    guard_hand_out(tmp_path, ["mine.xlsx"], [], force=True)
    with pytest.raises(BadUsage):
        guard_hand_out(tmp_path, ["list.xlsx"], [tmp_path / "list.xlsx"], force=True)
    with pytest.raises(CannotWrite):
        guard_hand_out(tmp_path / "mine.xlsx", ["a.xlsx"], [])


def test_a_read_only_or_open_file_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    put(tmp_path, book("甲.xlsx", "1"), book("乙.xlsx", "1"))
    (tmp_path / "甲.xlsx").chmod(0o444)
    (tmp_path / "~$乙.xlsx").write_bytes(b"\x03Wang")
    with pytest.raises(CannotWrite) as refused:
        guard_hand_out(tmp_path, ["甲.xlsx", "乙.xlsx"], [])
    assert [p.code for p in refused.value.problems] == ["WRITE-read-only", "WRITE-open"]
    assert [p.code for p in guard_hand_out(tmp_path, ["乙.xlsx"], [], ignore_open=True)] == ["WRITE-open-ignored"]
    assert guard_hand_out(tmp_path, ["丙.xlsx"], []) == ()


def test_files_of_an_earlier_hand_out_are_named_and_others_are_not(tmp_path: Path) -> None:
    put(tmp_path, book("甲.xlsx", "1"), book("乙.xlsx", "1"), book("plain.xlsx", "1", look=Look(("x",))))
    (tmp_path / "mine.xlsx").write_text("my own", "utf-8")
    assert [path.name for path in earlier_files(tmp_path, ["甲.xlsx"])] == ["乙.xlsx"]
    assert earlier_files(tmp_path, ["甲.xlsx", "乙.xlsx"]) == []
    assert earlier_files(tmp_path / "nowhere", []) == []


def saved_elsewhere(path: Path, note: str) -> bytes:
    """The workbook as another program saves it: its own name in the properties, the category as it was."""
    made = openpyxl.load_workbook(path)
    made.worksheets[0]["Z1"] = note
    made.save(path)
    return path.read_bytes()


def test_a_workbook_that_was_changed_is_kept_as_a_backup(tmp_path: Path) -> None:
    put(tmp_path, book("甲.xlsx", "1"), book("乙.xlsx", "1"))
    first = saved_elsewhere(tmp_path / "甲.xlsx", "打过电话")
    assert [was_changed(tmp_path / name) for name in ("甲.xlsx", "乙.xlsx", "丙.xlsx")] == [True, False, False]
    with pytest.raises(CannotWrite) as refused:
        guard_hand_out(tmp_path, ["甲.xlsx", "乙.xlsx"], [])
    (problem,) = refused.value.problems
    assert (problem.code, problem.severity) == ("WRITE-handed-out", "error")
    assert "--force" in str(problem.fix)
    assert [p.severity for p in guard_hand_out(tmp_path, ["甲.xlsx", "乙.xlsx"], [], force=True)] == ["warning"]
    with prepared(tmp_path, [book("甲.xlsx", "2"), book("乙.xlsx", "2")]) as put_in_place:
        assert put_in_place() == [(tmp_path / "甲.xlsx", tmp_path / "甲.xlsx.bak")]
    assert ((tmp_path / "甲.xlsx.bak").read_bytes(), ids_in(tmp_path / "甲.xlsx")) == (first, ["2"])
    second = saved_elsewhere(tmp_path / "甲.xlsx", "又打过")
    with prepared(tmp_path, [book("甲.xlsx", "3")]) as put_in_place:
        ((_, dated),) = put_in_place()
    assert (dated.read_bytes(), (tmp_path / "甲.xlsx.bak").read_bytes()) == (second, first)
    assert dated.name.endswith(".bak")
    assert earlier_files(tmp_path, ["甲.xlsx", "乙.xlsx"]) == []
