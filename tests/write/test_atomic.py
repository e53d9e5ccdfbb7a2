"""A file is the old one or the new one, whole; nothing else stays in its folder."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from salesplan.errors import CannotWrite
from salesplan.write.atomic import sweep, write_atomic


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(b"old")
    return path


def new(file: BinaryIO) -> None:
    file.write(b"new")


def fail(file: BinaryIO) -> None:
    file.write(b"half")
    raise ZeroDivisionError


def refusal(path: Path, expected: str | None = None) -> str:
    with pytest.raises(CannotWrite) as caught:
        write_atomic(path, new, expected_sha256=expected)
    assert path.read_bytes() == b"old"
    return caught.value.problems[0].code


def test_the_new_file_takes_the_place_of_the_old(file: Path) -> None:
    write_atomic(file, new)
    assert file.read_bytes() == b"new"
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_a_failure_while_writing_leaves_the_old_file_and_nothing_else(file: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        write_atomic(file, fail)
    assert file.read_bytes() == b"old"
    assert [p.name for p in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failing_disk_leaves_the_old_file(file: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    assert refusal(file) == "WRITE-no-space"
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_a_file_changed_since_it_was_read_is_not_replaced(file: Path) -> None:
    assert refusal(file, hashlib.sha256(b"older").hexdigest()) == "WRITE-changed"


def test_a_file_changed_while_the_new_one_is_made_is_not_replaced(file: Path) -> None:
    def meanwhile(target: BinaryIO) -> None:
        target.write(b"new")
        file.write_bytes(b"saved by someone")

    with pytest.raises(CannotWrite) as caught:
        write_atomic(file, meanwhile, expected_sha256=hashlib.sha256(b"old").hexdigest())
    assert caught.value.problems[0].code == "WRITE-changed"
    assert file.read_bytes() == b"saved by someone"


def test_an_unchanged_file_is_replaced(file: Path) -> None:
    write_atomic(file, new, expected_sha256=hashlib.sha256(b"old").hexdigest())
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize("mark", ["~$名单.xlsx", ".~名单.xlsx", ".~lock.名单.xlsx#"])
def test_a_file_open_elsewhere_is_not_replaced(file: Path, mark: str) -> None:
    file.with_name(mark).write_bytes(b"")
    assert refusal(file) == "WRITE-open"
    write_atomic(file, new, ignore_open=True)
    assert file.read_bytes() == b"new"


def test_a_read_only_file_is_not_replaced(file: Path) -> None:
    file.chmod(0o444)
    assert refusal(file) == "WRITE-read-only"


def test_a_folder_that_cannot_be_written_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    assert refusal(file) == "WRITE-failed"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_mode_is_kept(file: Path) -> None:
    file.chmod(0o640)
    write_atomic(file, new)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_stays_a_link(file: Path) -> None:
    link = file.with_name("link.xlsx")
    link.symlink_to(file)
    write_atomic(link, new)
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


def test_a_backup_is_entered_while_the_old_file_is_there_and_left_when_the_new_one_is(file: Path) -> None:
    seen: list[bytes] = []

    @contextmanager
    def backup() -> Iterator[Path]:
        seen.append(file.read_bytes())
        yield file.with_name("copy")
        seen.append(file.read_bytes())

    assert write_atomic(file, new, backup=backup()).backup == file.with_name("copy")
    assert seen == [b"old", b"new"]


def test_a_backup_that_fails_stops_the_write(file: Path) -> None:
    @contextmanager
    def backup() -> Iterator[Path]:
        yield file / str(1 // 0)

    with pytest.raises(ZeroDivisionError):
        write_atomic(file, new, backup=backup())
    assert file.read_bytes() == b"old"


def test_sweep_removes_only_this_files_leftovers(file: Path) -> None:
    ours, others = file.with_name(".名单.xlsx.0a1b2c3d.salesplan-tmp"), file.with_name(".other.xlsx.0a.salesplan-tmp")
    ours.write_bytes(b"")
    others.write_bytes(b"")
    sweep(file)
    assert (ours.exists(), others.exists(), file.exists()) == (False, True, True)


def test_ctrl_c_as_soon_as_the_new_file_is_there_leaves_only_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("old")
    real = os.open

    def interrupted(path: str, flags: int, mode: int = 0o777) -> int:
        os.close(real(path, flags, mode))
        raise KeyboardInterrupt

    monkeypatch.setattr("salesplan.write.atomic.os.open", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(path, new)
    monkeypatch.undo()
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("a.xlsx", "old")]
