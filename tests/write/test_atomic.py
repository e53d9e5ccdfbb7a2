"""A file is the old one or the new one, whole; nothing else stays in its folder."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from salesplan.errors import CannotWrite
from salesplan.write.atomic import copy_atomic, sweep, write_atomic


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


@pytest.mark.parametrize(("age", "stays"), [(0, True), (24 * 60 * 60 - 60, True), (24 * 60 * 60 + 60, False)])
def test_what_a_killed_run_left_for_an_output_goes_after_a_day(file: Path, age: float, stays: bool) -> None:  # noqa: FBT001 - a table of cases
    """An output is written without a lock: a younger one may be that of a run at work."""
    leftover = file.with_name(".名单.xlsx.0a1b2c3d.salesplan-tmp")
    leftover.write_bytes(b"half")
    os.utime(leftover, (time.time() - age, time.time() - age))
    write_atomic(file, new)
    assert leftover.exists() is stays


def codes(path: Path) -> list[str]:
    with pytest.raises(CannotWrite) as caught:
        write_atomic(path, new)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize(("before", "after"), [(0o600, 0o600), (0o4755, 0o755), (0o2664, 0o664), (0o1666, 0o666)])
def test_rights_are_kept_and_bits_that_only_programs_need_are_not(file: Path, before: int, after: int) -> None:
    file.chmod(before)
    write_atomic(file, new)
    assert stat.S_IMODE(file.stat().st_mode) == after


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nobody_else_reads_the_new_file_before_it_has_the_mode_of_the_old(file: Path) -> None:
    def look(_: BinaryIO) -> None:
        modes.extend(stat.S_IMODE(p.stat().st_mode) for p in file.parent.iterdir() if p != file)

    modes: list[int] = []
    write_atomic(file, look)
    write_atomic(file.with_name("another"), look)
    umask = os.umask(0)
    os.umask(umask)
    assert modes[:2] == [0o600, 0o666 & ~umask]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such owners")
@pytest.mark.parametrize("may", [True, False])
def test_owner_and_group_are_kept_one_by_one(
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    may: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """Who may not give the file to its owner may still give it to the group; both refusals are passed over."""

    def chown(_: int, user: int, group: int) -> None:
        asked.append((user, group))
        if not may:
            raise PermissionError(1, "Operation not permitted")

    real, asked = os.fstat, list[tuple[int, int]]()

    def other(descriptor: int) -> os.stat_result:
        found = list(real(descriptor))
        found[4], found[5] = found[4] + 1, found[5] + 1
        return os.stat_result(found)

    monkeypatch.setattr(os, "fchown", chown)
    monkeypatch.setattr(os, "fstat", other)
    write_atomic(file, new)
    monkeypatch.undo()
    assert asked == [(-1, file.stat().st_gid), (file.stat().st_uid, -1)]
    assert file.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform != "linux", reason="attributes are read and written on Linux only")
def test_attributes_and_the_access_list_are_kept_where_the_file_system_has_them(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attributes = {"user.owner": b"sales", "system.posix_acl_access": b"acl", "security.other": b"no"}
    copied: dict[str, bytes] = {}
    monkeypatch.setattr(os, "listxattr", lambda _: list(attributes))
    monkeypatch.setattr(os, "getxattr", lambda _, name: attributes[name])
    monkeypatch.setattr(os, "setxattr", lambda _, name, value: copied.update({name: value}))
    write_atomic(file, new)
    assert copied == {"user.owner": b"sales", "system.posix_acl_access": b"acl"}


@pytest.mark.skipif(sys.platform != "linux", reason="attributes are read and written on Linux only")
def test_attributes_on_this_disk_are_kept_or_passed_over(file: Path) -> None:
    try:
        os.setxattr(file, "user.owner", b"sales")
        expected = ["user.owner"]
    except OSError:
        expected = []
    write_atomic(file, new)
    assert [name for name in os.listxattr(file) if name.startswith("user.")] == expected
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize("call", ["listxattr", "getxattr", "setxattr"])
@pytest.mark.skipif(sys.platform != "linux", reason="attributes are read and written on Linux only")
def test_a_disk_without_attributes_is_no_failure(file: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(os, "listxattr", lambda _: ["user.owner"])
    monkeypatch.setattr(os, "getxattr", lambda *_: b"sales")
    monkeypatch.setattr(os, call, unknown)
    write_atomic(file, new)
    assert file.read_bytes() == b"new"


def test_a_file_that_we_may_not_write_to_is_not_replaced(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: not (Path(path) == file and mode == os.W_OK))
    assert refusal(file) == "WRITE-read-only"


@pytest.mark.skipif(os.name == "nt", reason="a hard link needs a file system that has them")
def test_further_names_of_the_file_keep_the_old_content_and_are_told(file: Path) -> None:
    assert write_atomic(file, lambda target: target.writelines([b"old"])).warnings == ()
    other = file.with_name("second name.xlsx")
    other.hardlink_to(file)
    (problem,) = write_atomic(file, new).warnings
    assert (problem.code, problem.severity, other.read_bytes()) == ("WRITE-hard-link", "warning", b"old")


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    assert codes(folder) == ["WRITE-folder"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among its files")
def test_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert codes(pipe) == ["WRITE-not-a-file"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_that_lead_in_a_circle_are_not_replaced(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to(other)
    other.symlink_to(one)
    assert codes(one) == ["WRITE-failed"]
    assert one.is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_to_a_file_that_is_not_there_yet_makes_it(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "file")
    write_atomic(link, new)
    assert (link.is_symlink(), (tmp_path / "file").read_bytes()) == (True, b"new")


@pytest.mark.parametrize(
    ("number", "windows", "code", "word"),
    [
        (errno.EACCES, None, "WRITE-failed", "folder"),
        (errno.EPERM, None, "WRITE-failed", "folder"),
        (errno.EROFS, None, "WRITE-failed", "folder"),
        (errno.EIO, None, "WRITE-failed", "cannot be written"),
        (errno.ENOSPC, None, "WRITE-no-space", "full"),
        (errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC, None, "WRITE-no-space", "full"),
        (errno.EACCES, 5, "WRITE-open", "another program"),
        (errno.EACCES, 32, "WRITE-open", "another program"),
        (errno.EACCES, 33, "WRITE-open", "another program"),
        (errno.EACCES, 2, "WRITE-failed", "folder"),
    ],
)
@pytest.mark.parametrize("call", ["open", "replace"])
def test_what_the_system_refuses_is_said_by_hand(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int, windows: int | None, code: str, word: str, call: str
) -> None:
    """Windows numbers its errors itself: 5 access denied, 32 sharing violation, 33 lock violation."""

    def refused(*_: object) -> None:
        error = OSError(number, os.strerror(number))
        if windows is not None:
            error.winerror = windows  # type: ignore[attr-defined,unused-ignore] # only Windows knows it
        raise error

    monkeypatch.setattr(os, call, refused)
    with pytest.raises(CannotWrite) as caught:
        write_atomic(file, new)
    monkeypatch.undo()
    (problem,) = caught.value.problems
    assert (problem.code, word in problem.what.in_("en")) == (code, True), problem.what
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_a_copy_is_as_its_source_in_all(file: Path) -> None:
    file.chmod(0o640)
    os.utime(file, (1_000_000_000, 1_000_000_000))
    copy = file.with_name("copy")
    copy_atomic(file, copy)
    assert copy.read_bytes() == b"old"
    if os.name != "nt":
        assert (stat.S_IMODE(copy.stat().st_mode), copy.stat().st_mtime) == (0o640, 1_000_000_000)


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        (".名单.xlsx.0a1b2c3d.salesplan-tmp", True),
        (".名单.xlsx.bak.0a1b2c3d.salesplan-tmp", True),
        (".名单.xlsx.undone.0a1b2c3d.salesplan-tmp", True),
        (".名单.xlsx.20261121-184500.bak.0a1b2c3d.salesplan-tmp", True),
        (".名单.xlsx.20261121-184500-2.undone.0a1b2c3d.salesplan-tmp", True),
        (".名单.xlsx.csv.0a1b2c3d.salesplan-tmp", False),
        (".名单.xlsx.salesplan-tmp", False),
        ("名单.xlsx.0a1b2c3d.salesplan-tmp", False),
        (".名单.xlsx.salesplan-lock", False),
    ],
)
def test_leftovers_of_the_file_and_its_copies_are_swept_by_hand(file: Path, name: str, is_ours: bool) -> None:  # noqa: FBT001 - a table of cases
    leftover = file.with_name(name)
    leftover.write_bytes(b"half")
    sweep(file)
    assert leftover.exists() is not is_ours


def test_a_name_that_is_too_long_is_said_to_be(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a name that is, and where the folder takes only shorter names than most do (an encrypted one)."""

    def refused(path: Path) -> str:
        with pytest.raises(CannotWrite) as caught:
            write_atomic(path, new)
        (problem,) = caught.value.problems
        assert "改个短一点的文件名" in str(problem.fix)
        return problem.code

    assert refused(tmp_path / f"{'客' * 90}.xlsx") == "WRITE-name-too-long"

    def short_names(*_: object) -> int:
        raise OSError(errno.ENAMETOOLONG, "File name too long")

    monkeypatch.setattr(os, "open", short_names)
    assert refused(file) == "WRITE-name-too-long"


@pytest.mark.parametrize("characters", [1, 62, 63, 64, 83])
def test_temporaries_of_long_names_have_room(tmp_path: Path, characters: int, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"{'客' * characters}.xlsx"
    path.write_bytes(b"old")
    seen: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.extend(p.name for p in tmp_path.iterdir() if p != path))
    write_atomic(path, new)
    copy_atomic(path, path.with_name("copy"))
    hidden = {name for name in seen if name.startswith(".")}
    assert (len(hidden), path.read_bytes()) == (2, b"new")
    assert all(name.startswith(f".{path.name}.") for name in hidden if "copy" not in name) == (characters <= 62)
    assert max(len(name.encode()) for name in hidden) <= 255
