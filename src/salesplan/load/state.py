"""The records beside the plan: where they lie, and how they are read. None that is damaged is ever passed over."""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from salesplan.errors import BadInput, Place, Problem
from salesplan.model.result import Input
from salesplan.model.state import KIND, SCHEMA, Record
from salesplan.model.state_checks import faults
from salesplan.text import Text

FOLDER = ".salesplan"
"""The folder beside the plan. Deleting it loses nothing but the comparison with earlier plans."""
_PLAIN_ID = re.compile(r"[^\W_][\w-]*(?:\.[\w-]+)*")
_NOT_PLAIN = re.compile(r"[^\w-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST, _MARK = 80, 8
_MOST_BYTES = 500_000_000
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-([2-9]|[1-9]\d+))?\.json")


@dataclass(frozen=True)
class Kept:
    """A record with the file it stands in, as shown to the user, and the hash of its bytes."""

    record: Record
    file: str
    sha256: str

    @property
    def input(self) -> Input:
        """The record as one of the inputs of a result."""
        count = len(self.record.leaves)
        return Input("record", self.file, rows=count, used=count, format="json", encoding="utf-8", sha256=self.sha256)


def records_folder(folder: Path, entry: str) -> Path:
    """Where the records of an entry of the plan in ``folder`` lie, whether there are any or not."""
    return folder / FOLDER / "targets" / safe_name(entry)


def safe_name(entry: str) -> str:
    """The id as the name of a folder; one that some system would not take, or take for another's, gets a hash."""
    plain = unicodedata.normalize("NFC", entry)
    fits = plain == plain.lower() and _PLAIN_ID.fullmatch(plain) and not _RESERVED.fullmatch(plain)
    if fits and len(os.fsencode(plain)) <= _LONGEST:
        return plain
    digest = hashlib.sha256(entry.encode()).hexdigest()[:_MARK]
    cut = _NOT_PLAIN.sub("_", plain.lower()).encode()[: _LONGEST - _MARK - 1].decode("utf-8", "ignore").strip("_")
    return f"{cut or 'entry'}~{digest}"


def numbered_record(folder: Path, entry: str, as_of: date, number: int) -> Path:
    """The file of an entry's record of a day: ``2026-03-31.json``, a further one of that day ``2026-03-31-2.json``."""
    return records_folder(folder, entry) / (f"{as_of}.json" if number == 1 else f"{as_of}-{number}.json")


def records_of(folder: Path, entry: str) -> list[Kept]:
    """All records of an entry, newest first; none when nothing was ever recorded.

    BadInput names every file that is damaged, was made by a newer salesplan, or belongs to another entry. Files whose
    name is no date are not ours and left alone.
    """
    found: list[Kept] = []
    problems: list[Problem] = []
    place = records_folder(folder, entry)
    try:
        names = sorted((file.name for file in place.iterdir()), key=_day, reverse=True) if place.is_dir() else []
    except OSError as error:
        raise BadInput(_damaged(place, _reason(error))) from error
    for name in names:
        if _NAME.fullmatch(name):
            try:
                found.append(read_record(place / name, entry))
            except BadInput as bad:
                problems += bad.problems
    if problems:
        raise BadInput(problems)
    return found


def _day(name: str) -> tuple[str, int]:
    """The day in a record's name, and which of that day it is."""
    found = _NAME.fullmatch(name)
    return (found[1], int(found[2] or 1)) if found else ("", 0)


def read_record(file: Path, entry: str) -> Kept:
    """One record. BadInput when it cannot be read, is damaged, newer, of another entry, or contradicts itself."""
    raw = _bytes(file)
    try:
        values = json.loads(raw)
    except ValueError:  # no UTF-8 and no JSON alike
        raise BadInput(_damaged(file, Text("不是完整的 JSON", "it is no complete JSON"))) from None
    except RecursionError:
        raise BadInput(_damaged(file, Text("括号套得太深", "its brackets are nested too deeply"))) from None
    if not isinstance(values, dict) or values.get("kind") != KIND:
        raise BadInput(_foreign(file))
    if isinstance(values.get("schema"), int) and values["schema"] > SCHEMA:
        raise BadInput(_newer(file))
    try:
        record = Record.model_validate(values)
    except ValidationError as bad:
        first = bad.errors()[0]
        spot = ".".join(map(str, first["loc"])) or "-"
        what = Text("{spot} 不对（{n} 处）", "{spot} is wrong ({n} in all)")
        if first["type"] == "exact_amount":
            what = Text(
                "{spot} 不是写在引号里、最多 24 位的数（{n} 处不对）",
                "{spot} is no quoted amount of at most 24 digits ({n} wrong in all)",
            )
        raise BadInput(_damaged(file, what.format(spot=spot, n=bad.error_count()))) from None
    if record.entry != entry or _day(file.name)[0] != str(record.as_of):
        raise BadInput(_elsewhere(file, record))
    if wrong := [_damaged(file, what) for what in faults(record)]:
        raise BadInput(wrong)
    return Kept(record, str(file), hashlib.sha256(raw).hexdigest())


def _bytes(file: Path) -> bytes:
    """What stands in a file that is no larger than a record may be."""
    try:
        size = file.stat().st_size
        if size <= _MOST_BYTES:
            return file.read_bytes()
    except OSError as error:
        raise BadInput(_damaged(file, _reason(error))) from error
    what = Text("文件太大：{size} MB，最多 {most} MB", "the file is too large: {size} MB, the most is {most} MB")
    raise BadInput(_damaged(file, what.format(size=size // 10**6, most=_MOST_BYTES // 10**6)))


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


_ASIDE = Text(
    "把它移到别处再运行（它不会被改动）；有备份就用备份换回",
    "move it elsewhere and run again (it was left as it is), or put a backup in its place",
)


def _damaged(file: Path, why: Text | str) -> Problem:
    what = Text("调整记录读不了：{why}", "the record of a re-plan cannot be used: {why}").format(why=why)
    return Problem("STATE-damaged", "error", what, _ASIDE, Place(str(file)))


def _foreign(file: Path) -> Problem:
    what = Text("这个文件不是 salesplan 的调整记录", "this file is no record of a re-plan")
    return Problem("STATE-foreign", "error", what, _ASIDE, Place(str(file)))


def _newer(file: Path) -> Problem:
    what = Text("这份记录是更新版本的 salesplan 写的", "this record was written by a newer salesplan")
    fix = Text("升级 salesplan 再运行", "update salesplan and run again")
    return Problem("STATE-newer", "error", what, fix, Place(str(file)))


def _elsewhere(file: Path, record: Record) -> Problem:
    what = Text(
        "记录里写的是 {entry}、{as_of}，不该在这个文件里",
        "the record says it is of {entry} and {as_of}: it does not belong into this file",
    ).format(entry=record.entry, as_of=record.as_of)
    return Problem("STATE-misplaced", "error", what, _ASIDE, Place(str(file)), record.entry)
