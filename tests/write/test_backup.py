"""The first backup is for ever, the last five dated ones stay, undo goes back one change at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from salesplan.errors import CannotWrite
from salesplan.write.backup import keep_backup, undo

MOMENT = datetime(2026, 11, 21, 18, 45)  # noqa: DTZ001 - backups are named by the user's own clock


def change(path: Path, content: str, minutes: int) -> None:
    keep_backup(path, MOMENT + timedelta(minutes=minutes))
    path.write_text(content)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_first_backup_is_never_overwritten_and_five_dated_ones_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    for i in range(1, 9):
        change(path, str(i), i)
    assert (tmp_path / "a.xlsx.bak").read_text() == "0"
    dated = [name for name in names(tmp_path) if "2026" in name]
    assert dated == [f"a.xlsx.20261121-18{45 + i}00.bak" for i in (4, 5, 6, 7, 8)]
    assert [(tmp_path / name).read_text() for name in dated] == ["3", "4", "5", "6", "7"]


def test_two_changes_within_a_second_have_two_backups(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    for content in "123":
        change(path, content, 0)
    assert names(tmp_path) == ["a.xlsx", "a.xlsx.20261121-184500-2.bak", "a.xlsx.20261121-184500.bak", "a.xlsx.bak"]
    assert (tmp_path / "a.xlsx.20261121-184500-2.bak").read_text() == "2"


def test_undo_goes_back_one_change_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    for i in (1, 2, 3):
        change(path, str(i), i)
    seen = []
    for _ in range(3):
        done = undo(path)
        seen.append((path.read_text(), done.former.read_text()))
    assert seen == [("2", "3"), ("1", "2"), ("0", "1")]
    assert names(tmp_path) == ["a.xlsx", "a.xlsx.bak", "a.xlsx.undone"]


def test_what_was_typed_since_is_kept_by_undo(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    change(path, "1", 0)
    path.write_text("typed since")
    assert undo(path).former.read_text() == "typed since"
    assert path.read_text() == "0"


def test_nothing_to_undo_is_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    with pytest.raises(CannotWrite) as caught:
        undo(path)
    assert caught.value.problems[0].code == "WRITE-no-backup"
    assert names(tmp_path) == ["a.xlsx"]


def test_undo_of_an_open_file_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    change(path, "1", 0)
    (tmp_path / "~$a.xlsx").write_text("")
    before = names(tmp_path)
    with pytest.raises(CannotWrite) as caught:
        undo(path)
    assert caught.value.problems[0].code == "WRITE-open"
    assert (path.read_text(), names(tmp_path)) == ("1", before)
