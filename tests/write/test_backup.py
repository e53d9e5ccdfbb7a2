"""The first backup is for ever, the last five dated ones stay, undo goes back one change at a time."""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from salesplan.errors import BadInput, CannotWrite
from salesplan.write.atomic import Written, copy_atomic, sha256_of, write_atomic
from salesplan.write.backup import Undone, backed_up, dated_backups, first_backup, keep_backup, undo

MOMENT = datetime(2026, 11, 21, 18, 45)  # noqa: DTZ001 - backups are named by the user's own clock


def change(path: Path, content: str, minutes: int) -> None:
    keep_backup(path, MOMENT + timedelta(minutes=minutes))
    path.write_text(content)


def content(done: Undone) -> str:
    assert done.former is not None
    return done.former.read_text()


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
    for i in range(3):
        done = undo(path, MOMENT + timedelta(hours=i))
        seen.append((path.read_text(), content(done)))
    assert seen == [("2", "3"), ("1", "2"), ("0", "1")]
    undone = ["a.xlsx.20261121-194500.undone", "a.xlsx.20261121-204500.undone", "a.xlsx.undone"]
    assert names(tmp_path) == ["a.xlsx", *undone[:2], "a.xlsx.bak", undone[2]]


def test_what_was_typed_since_is_kept_by_undo(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    change(path, "1", 0)
    path.write_text("typed since")
    assert content(undo(path, MOMENT)) == "typed since"
    assert path.read_text() == "0"


def test_nothing_to_undo_is_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    with pytest.raises(CannotWrite) as caught:
        undo(path, MOMENT)
    assert caught.value.problems[0].code == "WRITE-no-backup"
    assert names(tmp_path) == ["a.xlsx"]


def test_undo_of_an_open_file_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    change(path, "1", 0)
    mark = tmp_path / "~$a.xlsx"
    mark.write_text("")
    os.utime(mark, (MOMENT.timestamp(), MOMENT.timestamp()))
    before = names(tmp_path)
    with pytest.raises(CannotWrite) as caught:
        undo(path, MOMENT)
    assert caught.value.problems[0].code == "WRITE-open"
    assert (path.read_text(), names(tmp_path)) == ("1", before)


def test_what_was_typed_since_survives_two_undos(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    change(path, "1", 0)
    change(path, "2", 1)
    path.write_text("typed since")
    first, second = (undo(path, MOMENT + timedelta(minutes=9)) for _ in range(2))
    assert (path.read_text(), content(first), content(second)) == ("0", "typed since", "1")


def test_the_last_five_dated_copies_from_before_an_undo_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    keep_backup(path, MOMENT)
    for i in range(8):
        path.write_text(f"typed {i}")
        undo(path, MOMENT + timedelta(minutes=i))
    undone = [f"a.xlsx.20261121-185{i}00.undone" for i in range(3)]
    assert [n for n in names(tmp_path) if n.endswith(".undone")] == [
        *(f"a.xlsx.20261121-184{i}00.undone" for i in (8, 9)),
        *undone,
        "a.xlsx.undone",
    ]
    assert (tmp_path / "a.xlsx.undone").read_text() == "typed 0"


def test_the_file_as_it_was_in_the_beginning_has_nothing_older(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    change(path, "1", 0)
    undo(path, MOMENT)
    before = names(tmp_path)
    with pytest.raises(CannotWrite) as caught:
        undo(path, MOMENT)
    assert caught.value.problems[0].code == "WRITE-already-first"
    assert (path.read_text(), names(tmp_path)) == ("0", before)


def test_a_file_that_is_not_there_is_named_with_its_like(tmp_path: Path) -> None:
    (tmp_path / "customers.xlsx").write_text("0")
    with pytest.raises(BadInput) as caught:
        undo(tmp_path / "custmers.xlsx", MOMENT)
    problem = caught.value.problems[0]
    assert problem.code == "READ-missing"
    assert "customers.xlsx" in str(problem.fix)
    with pytest.raises(BadInput):
        undo(tmp_path / "nowhere" / "a.xlsx", MOMENT)


def test_a_deleted_file_comes_back_and_nothing_is_kept_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    change(path, "1", 0)
    path.unlink()
    assert undo(path, MOMENT).former is None
    assert (path.read_text(), names(tmp_path)) == ("0", ["a.xlsx", "a.xlsx.bak"])


def replaced(path: Path, text: str, minutes: int = 0, keep: int = 5, **more: Any) -> Written:  # noqa: ANN401 - passed on
    backup = backed_up(path, MOMENT + timedelta(minutes=minutes), keep)
    return write_atomic(path, lambda file: file.writelines([text.encode()]), backup=backup, **more)


def test_a_backup_of_a_refused_change_goes_away_again(tmp_path: Path) -> None:
    """Between reading and writing somebody saved the file: neither his content nor the one before is a backup."""
    path = tmp_path / "a.xlsx"
    path.write_text("saved by someone")
    with pytest.raises(CannotWrite) as caught:
        replaced(path, "new", expected_sha256="0" * 64)
    assert caught.value.problems[0].code == "WRITE-changed"
    assert (names(tmp_path), path.read_text()) == (["a.xlsx"], "saved by someone")


def test_a_file_saved_while_the_backup_is_made_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("read")

    def meanwhile(source: Path, copy: Path) -> None:
        copy_atomic(source, copy)
        path.write_text("saved by someone")

    monkeypatch.setattr("salesplan.write.backup.copy_atomic", meanwhile)
    with pytest.raises(CannotWrite):
        replaced(path, "new", expected_sha256=sha256_of(path))
    assert (names(tmp_path), path.read_text()) == (["a.xlsx"], "saved by someone")


def test_old_backups_stay_when_the_change_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    for i in (1, 2):
        change(path, str(i), i)
    before = names(tmp_path)
    with pytest.raises(CannotWrite):
        replaced(path, "3", 3, keep=1, expected_sha256="0" * 64)
    assert names(tmp_path) == before
    replaced(path, "3", 3, keep=1)
    assert names(tmp_path) == ["a.xlsx", "a.xlsx.20261121-184800.bak", "a.xlsx.bak"]


def test_a_copy_that_is_there_already_is_the_backup(tmp_path: Path) -> None:
    """A run that was killed between backup and change has left one; only the newest counts, as undo goes by it."""
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    kept = keep_backup(path, MOMENT)
    assert replaced(path, "1", 1).backup == kept
    assert replaced(path, "0", 2).backup == tmp_path / "a.xlsx.20261121-184700.bak"
    assert replaced(path, "2", 3).backup == tmp_path / "a.xlsx.20261121-184800.bak"
    undo(path, MOMENT)
    assert path.read_text() == "0"


def test_a_refusal_leaves_a_copy_that_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    keep_backup(path, MOMENT)
    with pytest.raises(CannotWrite):
        replaced(path, "1", 1, expected_sha256="0" * 64)
    assert names(tmp_path) == ["a.xlsx", "a.xlsx.bak"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_backup_is_as_private_as_the_file_and_as_old(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    path.chmod(0o600)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    status = keep_backup(path, MOMENT).stat()
    assert (status.st_mode & 0o777, status.st_mtime) == (0o600, 1_000_000_000)


def test_undo_passes_on_what_the_user_should_know(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    change(path, "1", 0)
    mark = tmp_path / "~$a.xlsx"
    mark.write_text("")
    two_days_ago = (MOMENT - timedelta(days=2)).timestamp()
    os.utime(mark, (two_days_ago, two_days_ago))
    assert [problem.code for problem in undo(path, MOMENT).warnings] == ["WRITE-open-stale"]
    assert path.read_text() == "0"


def test_undo_never_overwrites_what_is_saved_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    change(path, "1", 0)

    def meanwhile(source: Path, copy: Path) -> None:
        copy_atomic(source, copy)
        path.write_text("saved by someone")

    monkeypatch.setattr("salesplan.write.backup.copy_atomic", meanwhile)
    with pytest.raises(CannotWrite) as caught:
        undo(path, MOMENT)
    assert caught.value.problems[0].code == "WRITE-changed"
    assert (path.read_text(), names(tmp_path)) == ("saved by someone", ["a.xlsx", "a.xlsx.bak"])


def test_what_was_put_back_is_known_by_its_moment(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    for i in (1, 2, 2):
        change(path, f"{i}{len(names(tmp_path))}", i)
    moments = [undo(path, MOMENT).moment for _ in range(3)]
    later = MOMENT + timedelta(minutes=2)
    assert moments == [later, later, None]
    (tmp_path / "a.xlsx.20269999-999999.bak").write_text("odd")  # somebody named it so by hand
    assert undo(path, MOMENT).moment is None


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(CannotWrite) as refused:
        undo(path, MOMENT)
    (problem,) = refused.value.problems
    return problem.code, str(problem.fix)


def test_a_folder_is_answered_with_a_file_of_it(tmp_path: Path) -> None:
    assert refusal(tmp_path) == ("WRITE-folder", "这个文件夹里没有一个文件有备份")
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    change(path, "1", 1)
    change(path, "2", 2)
    assert refusal(tmp_path) == ("WRITE-folder", f"例如 salesplan undo {path}")


def test_a_copy_is_answered_with_the_list_it_is_of(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    change(path, "1", 1)
    change(path, "2", 2)
    dated = f"a.xlsx.{MOMENT + timedelta(minutes=2):%Y%m%d-%H%M%S}"
    for name in ("a.xlsx.bak", f"{dated}.bak", f"{dated}-2.bak", "a.xlsx.undone", f"{dated}.undone"):
        assert refusal(tmp_path / name) == ("WRITE-is-backup", f"写名单的文件名：salesplan undo {path}")
    assert path.read_text() == "2"
    own = tmp_path / "kept.bak"  # the user's own name for a list that was written to
    own.write_text("0")
    change(own, "1", 1)
    undo(own, MOMENT)
    assert own.read_text() == "0"


def long_name(characters: int) -> str:
    return f"{'客' * characters}.xlsx"


@pytest.mark.parametrize("characters", [60, 63, 64, 72, 75, 76, 83])
def test_a_long_name_is_written_backed_up_and_undone(tmp_path: Path, characters: int) -> None:
    path = tmp_path / long_name(characters)
    for name in (path, tmp_path / f"{'客' * (characters - 1)}户.xlsx"):  # alike but for the last character
        name.write_text("0")
        replaced(name, "1")
        replaced(name, "2", 1)
        copies = [copy.name for copy in dated_backups(name)]
        assert (len(copies), first_backup(name).read_text()) == (1, "0")
        assert all(len(copy.encode()) <= 255 for copy in copies)
    own = {path.name, f"{path.name}.bak", f"{path.name}.20261121-184600.bak"}
    assert (own <= set(names(tmp_path))) == (characters <= 72)  # with 73 and more there is no room
    former = [undo(path, MOMENT + timedelta(minutes=minutes)).former for minutes in (2, 3)]
    assert path.read_text() == "0"
    assert [copy and copy.read_text() for copy in former] == ["2", "1"]
    with pytest.raises(CannotWrite) as refused:
        undo(path, MOMENT)
    assert refused.value.problems[0].code == "WRITE-already-first"
    copy = first_backup(path)
    assert refusal(copy) == ("WRITE-is-backup", f"写名单的文件名：salesplan undo {path}")
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def test_a_folder_names_the_file_of_a_shortened_copy(tmp_path: Path) -> None:
    path = tmp_path / long_name(80)
    path.write_text("0")
    change(path, "1", 1)
    assert refusal(tmp_path) == ("WRITE-folder", f"例如 salesplan undo {path}")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("to", ["d/real.xlsx", "other/../d/real.xlsx", "d/second.xlsx"])
def test_backups_are_those_of_the_file_behind_a_link(tmp_path: Path, to: str) -> None:
    for folder in ("d", "other"):
        (tmp_path / folder).mkdir()
    real, link = tmp_path / "d" / "real.xlsx", tmp_path / "link.xlsx"
    real.write_text("0")
    (tmp_path / "d" / "second.xlsx").symlink_to("real.xlsx")
    link.symlink_to(to)
    backup = replaced(link, "1").backup
    assert backup is not None
    assert backup.samefile(tmp_path / "d" / "real.xlsx.bak")
    assert first_backup(link) == backup
    replaced(real, "2", 1)
    assert names(tmp_path) == ["d", "link.xlsx", "other"]
    assert undo(link, MOMENT).backup.name == "real.xlsx.20261121-184600.bak"
    undo(real, MOMENT)
    assert (real.read_text(), link.is_symlink()) == ("0", True)
    copies = ["real.xlsx", "real.xlsx.20261121-184500.undone", "real.xlsx.bak", "real.xlsx.undone", "second.xlsx"]
    assert names(tmp_path / "d") == copies


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_that_leads_nowhere_or_round_is_refused(tmp_path: Path) -> None:
    for name, to in (("nowhere.xlsx", "gone.xlsx"), ("round.xlsx", "round.xlsx")):
        (tmp_path / name).symlink_to(to)
        with pytest.raises(BadInput):
            undo(tmp_path / name, MOMENT)


@pytest.mark.parametrize("failure", [PermissionError(13, "Permission denied"), KeyboardInterrupt(), MemoryError()])
def test_a_failing_rename_leaves_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    real = os.replace

    def fails(old: Path, new: Path) -> None:
        if Path(new) == path:
            raise failure
        real(old, new)

    for before in (["a.xlsx"], ["a.xlsx", "a.xlsx.bak"]):
        monkeypatch.setattr(os, "replace", fails)
        for minutes in (1, 2):
            with pytest.raises((CannotWrite, KeyboardInterrupt, MemoryError)):
                replaced(path, "new", minutes)
        assert names(tmp_path) == before
        monkeypatch.undo()
        replaced(path, "1", 3)  # the first copy is the file before the first change, whatever failed before
        assert (tmp_path / "a.xlsx.bak").read_text() == "0"


def test_an_interruption_after_the_rename_keeps_the_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    real = os.replace

    def replaced_then_interrupted(old: Path, new: Path) -> None:
        real(old, new)
        if Path(new) == path:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", replaced_then_interrupted)
    with pytest.raises(KeyboardInterrupt):
        replaced(path, "1")
    assert (path.read_text(), (tmp_path / "a.xlsx.bak").read_text()) == ("1", "0")
