"""Who has a file open is read from the mark beside it; a mark older than a day warns and stops nobody."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from salesplan.errors import CannotWrite
from salesplan.write.atomic import write_atomic
from salesplan.write.open_marks import open_marks, refuse_open, warn_open

MOMENT = datetime(2026, 11, 21, 18, 45, tzinfo=UTC)
DAY = timedelta(days=1)


def excel(name: str, narrow: bytes | None = None) -> bytes:
    """Excel's owner file: 165 bytes with the name in the code page of the computer, and in UTF-16."""
    short = name.encode("gb18030") if narrow is None else narrow
    wide = name.encode("utf-16-le")
    padded = (wide + b" \0" * 54)[:108]
    return bytes([len(short)]) + short.ljust(54) + (len(wide) // 2).to_bytes(2, "little") + padded


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "二零二六年客户名单.xlsx"
    path.write_bytes(b"old")
    return path


def mark(path: Path, name: str, data: bytes = b"", moment: datetime = MOMENT) -> Path:
    found = path.with_name(name.format(path.name))
    found.write_bytes(data)
    os.utime(found, (moment.timestamp(), moment.timestamp()))
    return found


def test_the_owner_file_is_as_long_as_excels() -> None:
    assert len(excel("张三")) == 165


@pytest.mark.parametrize(
    ("name", "data", "program", "who"),
    [
        ("~${}", excel("张三"), "Excel or WPS", "张三"),
        ("~${}", excel("Zoë Smith", b"Zo? Smith"), "Excel or WPS", "Zoë Smith"),
        ("~${}", excel("李" * 54, b"?" * 54), "Excel or WPS", "李" * 54),
        ("~${}", bytes([4]) + "王五".encode("gb18030").ljust(54), "Excel or WPS", "王五"),
        ("~${}", bytes([6]) + "王五".encode().ljust(54), "Excel or WPS", "王五"),
        ("~${}", excel("  \0"), "Excel or WPS", ""),
        ("~${}", b"", "Excel or WPS", ""),
        ("~${}", b"\xff\x00", "Excel or WPS", ""),
        (".~{}", excel("赵六"), "WPS", "赵六"),
        (".~lock.{}#", "孙七,sun,PC-01,21.11.2026 18:45,file:///C:/x;".encode(), "LibreOffice", "孙七, PC-01"),
        (".~lock.{}#", b",sun,PC-01,21.11.2026 18:45,file:///home/sun;", "LibreOffice", "sun, PC-01"),
        (".~lock.{}#", rb"Sun\, Qi,sun,PC,now,x;", "LibreOffice", "Sun, Qi, PC"),
        (".~lock.{}#", b",,,,;", "LibreOffice", ""),
        (".~lock.{}#", b"\xff", "LibreOffice", "�"),
    ],
)
def test_who_has_it_open_by_hand(path: Path, name: str, data: bytes, program: str, who: str) -> None:
    file = mark(path, name, data)
    (found,) = open_marks(path)
    assert (found.file, found.program.en, found.person) == (file, program, who)
    with pytest.raises(CannotWrite) as caught:
        refuse_open(path, MOMENT)
    (problem,) = caught.value.problems
    assert (problem.code, problem.severity) == ("WRITE-open", "error")
    assert (who or file.name) in problem.what.in_("en")
    assert file.name in problem.fix.in_("zh")


@pytest.mark.parametrize(
    ("age", "code"),
    [
        (-DAY, "WRITE-open"),  # a clock that is wrong: not stale
        (timedelta(0), "WRITE-open"),
        (DAY, "WRITE-open"),
        (DAY + timedelta(seconds=1), "WRITE-open-stale"),
        (400 * DAY, "WRITE-open-stale"),
    ],
)
def test_a_mark_older_than_a_day_only_warns(path: Path, age: timedelta, code: str) -> None:
    mark(path, "~${}", excel("张三"), MOMENT - age)
    (problem,) = warn_open(path, MOMENT)
    assert (problem.code, problem.severity) == (code, "warning")
    if code == "WRITE-open":
        with pytest.raises(CannotWrite):
            refuse_open(path, MOMENT)
    else:
        assert refuse_open(path, MOMENT) == (problem,)
        assert write_atomic(path, lambda _: None, moment=MOMENT).warnings == (problem,)
        assert "张三" in problem.what.in_("zh")
    (ignored,) = refuse_open(path, MOMENT, ignore=True)
    assert ignored.code == {"WRITE-open": "WRITE-open-ignored"}.get(code, code)
    assert (ignored.severity, "张三" in ignored.what.in_("zh")) == ("warning", True)


def test_without_a_moment_it_is_now(path: Path) -> None:
    now = datetime.now(UTC)
    mark(path, "~${}", moment=now - timedelta(hours=23))
    with pytest.raises(CannotWrite):
        refuse_open(path)
    mark(path, "~${}", moment=now - timedelta(hours=25))
    assert [problem.code for problem in refuse_open(path)] == ["WRITE-open-stale"]


def test_a_stale_mark_beside_a_fresh_one_hides_nothing(path: Path) -> None:
    mark(path, "~${}", excel("张三"), MOMENT - 2 * DAY)
    mark(path, ".~lock.{}#", b"Li Si,li,PC,now,x;")
    with pytest.raises(CannotWrite) as caught:
        refuse_open(path, MOMENT)
    assert ["Li Si" in p.what.in_("en") for p in caught.value.problems] == [True]
    assert [p.code for p in refuse_open(path, MOMENT, ignore=True)] == ["WRITE-open-stale", "WRITE-open-ignored"]


def test_marks_of_other_files_are_none(path: Path) -> None:
    mark(path, "~$x{}")
    mark(path, "~$" + path.name[2:])  # Word takes two letters of a long name away; Excel does not
    assert open_marks(path) == []


def test_a_mark_that_may_not_be_read_still_stops(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel on Windows keeps others from reading its mark while it runs."""

    def shut(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    file = mark(path, "~${}", excel("张三"))
    monkeypatch.setattr(Path, "read_bytes", shut)
    (found,) = open_marks(path)
    assert (found.person, found.who) == ("", file.name)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_file_opened_through_a_link_is_open(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link.xlsx"
    link.symlink_to(path)
    mark(link, "~${}")
    assert [found.file.name for found in open_marks(link)] == ["~$link.xlsx"]
    mark(path, "~${}")
    assert [found.file.name for found in open_marks(link)] == [f"~${path.name}", "~$link.xlsx"]
    assert len(open_marks(path)) == 1


def test_a_mark_that_comes_during_the_work_stops_it_too(path: Path) -> None:
    def slow(file: object) -> None:
        mark(path, "~${}", excel("张三"))

    with pytest.raises(CannotWrite):
        write_atomic(path, slow, moment=MOMENT)
    assert path.read_bytes() == b"old"


def test_an_open_file_is_refused_before_the_work(path: Path) -> None:
    mark(path, "~${}")

    def never(file: object) -> None:
        raise AssertionError

    with pytest.raises(CannotWrite):
        write_atomic(path, never, moment=MOMENT)
