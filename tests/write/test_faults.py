"""Whatever happens at whichever call, the user's file is the old or the new one, whole, and the next run is as ever.

A first run of each case numbers its calls that change the disk (tests/faults.py). Then each is met by a kill, by a full
disk that stays full, by a missing right and by a broken disk; writes also by a kill and a full disk halfway. Killing a
process shows that no state between two calls is harmful; that power may fail as well follows from the order of the
calls, which has its own test.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped] # it has no types

from faults import ERRORS, LASTING, Call, Fault, Faults, heard, killed, reported
from salesplan.errors import CannotWrite
from salesplan.write.backup import undo
from salesplan.write.lock import locked
from salesplan.write.text_update import update_text_columns
from salesplan.write.update import NewColumn, UpdateOptions
from salesplan.write.workbook_update import update_columns, write_cells

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed")

MOMENT = datetime(2026, 11, 21, 18, 45)  # noqa: DTZ001 - backups are named by the user's own clock
OPTIONS = UpdateOptions(MOMENT, lock_wait=0)
EARLIER = [replace(OPTIONS, moment=MOMENT - timedelta(days=days)) for days in (3, 2, 1)]
ROWS = range(2, 8)
Step = Callable[[Path], object]


def book(path: Path, *, is_table: bool = False) -> None:
    """A list of six customers with its texts in the cells, as big as a small list is."""
    made = xlsxwriter.Workbook(path, {"in_memory": True})
    sheet = made.add_worksheet("客户")
    sheet.write_row(0, 0, ["客户编号", "客户名称", "年销售额"])
    for row in ROWS:
        sheet.write_row(row - 1, 0, [row, row * 11, row * 1.5])
    if is_table:
        titles = [{"header": title} for title in ("客户编号", "客户名称", "年销售额")]
        sheet.add_table(0, 0, ROWS[-1] - 1, 2, {"columns": titles})
    made.close()
    inline(path)


def inline(path: Path) -> None:
    """Move the shared texts into their cells: reading shared ones needs threads, which a forked child does not have."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    texts = re.findall(rb"<si><t>(.*?)</t></si>", parts["xl/sharedStrings.xml"])
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(
        rb'(<c r="[A-Z0-9]+"[^>]*) t="s"><v>(\d+)</v>',
        lambda cell: cell[1] + b' t="inlineStr"><is><t>' + texts[int(cell[2])] + b"</t></is>",
        parts[sheet],
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def text(path: Path) -> None:
    lines = ["客户编号,客户名称,年销售额", *(f"00{row},名{row},{row * 1.5}" for row in ROWS)]
    path.write_bytes("\r\n".join([*lines, ""]).encode("gb18030"))


def graded(letters: str, options: UpdateOptions = OPTIONS) -> Step:
    """Writes a class to each row, into the workbook or the text file."""
    column = NewColumn("class", dict(zip(ROWS, letters, strict=True)))

    def run(path: Path) -> object:
        if path.suffix == ".csv":
            return update_text_columns(path, 1, [column], options, encoding="gb18030")
        return update_columns(path, "客户", 1, [column], options)

    return run


def once_more(path: Path) -> object:
    return undo(path, MOMENT)


def cells(path: Path) -> object:
    return write_cells(path, "客户", {f"C{row}": row * 100 for row in ROWS})


def only_once(path: Path) -> None:
    """An undo that was cut off is tried again, unless it was done already: then the next run is any other."""
    if (path.parent / "done").exists():
        with locked(path):
            return
    undo(path, MOMENT)


@dataclass(frozen=True)
class Case:
    """A list, what was done to it before, the run that is disturbed, and what the user does to get its result."""

    make: Callable[[Path], None]
    run: Step
    before: tuple[Step, ...] = ()
    name: str = "customers.xlsx"
    backs_up: bool = True
    again: Step | None = None
    """What the next run is, where it is not the same once more."""


GRADED = tuple(graded(letters, options) for letters, options in zip(("AAAAAA", "BBBBBB"), EARLIER, strict=False))
CASES = {
    "cells in place": Case(book, cells, backs_up=False),
    "our columns in place": Case(book, graded("ABCDAB"), GRADED[:1]),
    "new columns": Case(book, graded("ABCDAB")),
    "a table that grows": Case(lambda path: book(path, is_table=True), graded("ABCDAB")),
    "a text file": Case(text, graded("ABCDAB"), name="customers.csv"),
    "backups beyond those kept": Case(book, graded("ABCDAB", replace(OPTIONS, keep=1)), GRADED),
    "undo": Case(book, once_more, GRADED, backs_up=False, again=only_once),
}


@dataclass(frozen=True)
class Worked:
    """What a case is like undisturbed: its folder before and after, and the numbered calls."""

    before: dict[str, bytes]
    after: dict[str, bytes]
    calls: tuple[Call, ...]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def laid_out(folder: Path, files: dict[str, bytes], name: str) -> Path:
    """A case's folder as it was, with a mode and an attribute that are to be kept."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for file, data in files.items():
        (folder / file).write_bytes(data)
    path = folder / name
    path.chmod(0o640)
    if sys.platform == "linux":
        with suppress(OSError):
            os.setxattr(path, "user.owner", b"kept")
    return path


@cache
def worked(case_name: str, folder: Path) -> Worked:
    """The dry run: nothing fails, every call is numbered."""
    case = CASES[case_name]
    place = folder / "dry" / case_name
    place.mkdir(parents=True)
    case.make(place / case.name)
    for step in case.before:
        step(place / case.name)
    before = contents(place)
    path = laid_out(place, before, case.name)
    faults = Faults()
    with faults.watching():
        case.run(path)
    return Worked(before, contents(place), tuple(faults.calls))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faults")


def is_whole(found: dict[str, bytes], done: Worked, name: str) -> None:
    """The file is old or new; every copy is a whole file that was there."""
    assert found[name] in (done.before[name], done.after[name])
    known = {*done.before.values(), *(data for other, data in done.after.items() if other != name)}
    for other, data in found.items():
        assert other == name or other.startswith(".") or data in known, other


def next_run_is_as_ever(case: Case, path: Path, done: Worked) -> None:
    """The same run once more comes to the new file; nothing of ours stays, and undo brings the old file back."""
    if path.read_bytes() == done.after[path.name] and case.again:
        (path.parent / "done").touch()
    (case.again or case.run)(path)
    (path.parent / "done").unlink(missing_ok=True)
    found = contents(path.parent)
    is_whole(found, done, path.name)
    assert found[path.name] == done.after[path.name]
    assert {*found} <= {*done.before, *done.after}
    assert {*done.after} <= {*found}
    if case.backs_up:
        undo(path, MOMENT)
        assert path.read_bytes() == done.before[path.name]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("fault", ["kill", "kill halfway"])
def test_a_run_killed_at_any_call_leaves_the_old_or_the_new_file(name: str, fault: Fault, base: Path) -> None:
    case, done = CASES[name], worked(name, base)
    for number, call in enumerate(done.calls):
        if fault == "kill" or call.name == "write":
            path = laid_out(base / "killed", done.before, case.name)
            ended = killed(lambda path=path: case.run(path), Faults(fault, number))  # type: ignore[misc] # bound now
            assert ended == 9, f"{number} {call}"
            is_whole(contents(path.parent), done, case.name)
            next_run_is_as_ever(case, path, done)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("fault", ["full", "short, then full", "denied", "broken"])
def test_a_call_that_fails_is_said_and_leaves_the_old_file(name: str, fault: Fault, base: Path) -> None:
    case, done = CASES[name], worked(name, base)
    for number, call in enumerate(done.calls):
        if fault != "short, then full" or call.name == "write":
            path = laid_out(base / "failed", done.before, case.name)
            told = told_of(case, path, Faults(fault, number))
            found = contents(path.parent)
            is_whole(found, done, case.name)
            expected = () if goes_on(done.calls, number, fault) else (code_of(fault),)
            assert told == expected, f"{number} {call}"
            assert found[case.name] == (done.before if told else done.after)[case.name]
            left = [other for other in found if other.startswith(".")]
            assert not left or call.name == "unlink", f"{number} {call}: {left}"
            if told:  # a refusal leaves no copy of a file that is as it was: they would pile up
                assert {*found} - {*left} == {*done.before}, f"{number} {call}"
            next_run_is_as_ever(case, path, done)


def told_of(case: Case, path: Path, faults: Faults) -> tuple[str, ...]:
    """The codes that a run with a fault ends with, none when it went on to its end. Any other error fails the test."""
    try:
        with faults.watching():
            case.run(path)
    except CannotWrite as refusal:
        return tuple(problem.code for problem in refusal.problems)
    return ()


def code_of(fault: Fault) -> str:
    return "WRITE-no-space" if ERRORS[fault] == errno.ENOSPC else "WRITE-failed"


def goes_on(calls: tuple[Call, ...], number: int, fault: Fault) -> bool:
    """Whether a run gets to its end all the same: nothing that the new file needs has failed."""
    failing = [calls[number]]
    if ERRORS[fault] == errno.ENOSPC:  # the disk stays full
        failing += [call for call in calls[number + 1 :] if call.name in LASTING]
    return all(needs_not(call) for call in failing)


def needs_not(call: Call) -> bool:
    """What no new file depends on: removals, the lock's text, times and attributes, the folder's own fsync."""
    signs = call.about == "lock" and call.name in ("write", "ftruncate")
    return signs or call.name in ("unlink", "utime", "setxattr") or str(call) == "fsync folder"


@pytest.mark.parametrize("name", CASES)
def test_all_is_on_disk_before_the_file_is_replaced(name: str, base: Path) -> None:
    """Data, then fsync, then the rename, then the folder's fsync: for the backup, then for the file."""
    calls = [str(call) for call in worked(name, base).calls]
    replaced = calls.index("replace file being made")
    assert calls[replaced + 1] == "fsync folder"
    made = [call for call in calls if call.endswith("file being made") and call != "unlink file being made"]
    assert made[-2:] == ["fsync file being made", "replace file being made"]
    if "open copy being made" in calls:
        steps = [call for call in calls[:replaced] if "copy being made" in call or call == "fsync folder"]
        at = steps.index("replace copy being made")
        assert steps[at - 1] == "fsync copy being made"
        assert steps[at + 1] == "fsync folder"
        removed = [at for at, call in enumerate(calls) if call == "unlink backup"]
        assert all(at > replaced for at in removed)


@pytest.mark.parametrize("name", CASES)
def test_no_call_goes_uncounted(name: str, base: Path) -> None:
    case, done = CASES[name], worked(name, base)
    path, faults = laid_out(base / "heard", done.before, case.name), Faults()

    def run() -> None:
        with faults.watching():
            case.run(path)

    assert heard(run) == reported(faults.calls)


def test_how_many_points(base: Path, record_property: Callable[[str, Any], None]) -> None:
    """A test that counts too little proves too little: what there is to count is known by hand.

    A new column: lock (open, truncate, write, unlink: 4), the new file (open, writes, mode, attribute, fsync, rename,
    folder, unlink: 7 and writes), its backup (the same with times: 8 and writes).
    """
    counts = {name: len(worked(name, base).calls) for name in CASES}
    new = worked("new columns", base).calls
    assert len(new) - sum(call.name == "write" for call in new) >= 3 + 7 + 7
    assert sum(call.name == "write" for call in new) > 5
    writes = sum(call.name == "write" for name in CASES for call in worked(name, base).calls)
    total = sum(counts.values())
    each = ", ".join(f"{name} {count}" for name, count in counts.items())
    record_property("counts", f"{total} calls over {len(CASES)} cases ({each}), met by {4 * total + 2 * writes} faults")
