"""``undo``: it says which state the file is in now, and what to type where the file was not named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from program import Run

WRITE = ("classify", "list.csv", "--write", "--as-of")


@pytest.fixture(autouse=True)
def _written_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text("客户编号,客户名称,购买能力\n1,甲,5\n", "utf-8")
    assert run(*WRITE, "2026-06-30").code == 0
    assert run(*WRITE, "2026-07-30").code == 0


def test_undo_says_which_state_it_is(run: Run) -> None:
    (dated,) = Path().glob("list.csv.2*.bak")
    found = re.fullmatch(r"list\.csv\.(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)\d\d\.bak", dated.name)
    assert found is not None
    year, month, day, hour, minute = found.groups()
    first = run("undo", "list.csv").err
    assert first == (
        f"已恢复 {dated}：{year}-{month}-{day} {hour}:{minute} 那次写回以前的样子；撤销前的文件留在 list.csv.undone\n"
    )
    second = run("undo", "list.csv", "--lang", "en").err
    assert second.startswith("list.csv.bak was put back: the file as it was before the first write-back; ")


def test_undo_without_the_file_there(run: Run) -> None:
    Path("list.csv").unlink()
    assert "那次写回以前的样子\n" in run("undo", "list.csv").err


def test_undo_of_a_folder_or_a_copy(run: Run) -> None:
    folder = run("undo", "./")
    assert (folder.code, "salesplan undo list.csv" in folder.err) == (4, True)
    copy = run("undo", "list.csv.bak")
    assert (copy.code, "写名单的文件名：salesplan undo list.csv\n" in copy.err) == (4, True)
