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
from salesplan.text import Text

FOLDER = ".salesplan"
"""The folder beside the plan. Deleting it loses nothing but the comparison with earlier plans."""
_PLAIN_ID = re.compile(r"[^\W_][\w-]*(?:\.[\w-]+)*")
_NOT_PLAIN = re.compile(r"[^\w-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST, _MARK = 80, 8
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})\.json")


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


def records_of(folder: Path, entry: str) -> list[Kept]:
    """All records of an entry, newest first; none when nothing was ever recorded.

    BadInput names every file that is damaged, was made by a newer salesplan, or belongs to another entry. Files whose
    name is no date are not ours and left alone.
    """
    found: list[Kept] = []
    problems: list[Problem] = []
    place = records_folder(folder, entry)
    try:
        names = sorted(os.listdir(place), reverse=True) if place.is_dir() else []
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


def newest_record(
    folder: Path, entry: str, before: date | None = None, *, year_first: date | None = None
) -> Kept | None:
    """The newest record of an entry before a day; with ``year_first`` only of the year that begins on that day.

    BadInput as in ``records_of``.
    """
    for kept in records_of(folder, entry):
        record = kept.record
        if (before is None or record.as_of < before) and year_first in (None, record.first):
            return kept
    return None


def read_record(file: Path, entry: str) -> Kept:
    """One record. BadInput when it cannot be read, is damaged, of a newer form, or of another entry."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise BadInput(_damaged(file, _reason(error))) from error
    try:
        values = json.loads(raw)
    except ValueError:  # no UTF-8 and no JSON alike
        raise BadInput(_damaged(file, Text("不是完整的 JSON", "it is no complete JSON"))) from None
    if not isinstance(values, dict) or values.get("kind") != KIND:
        raise BadInput(_foreign(file))
    if isinstance(values.get("schema"), int) and values["schema"] > SCHEMA:
        raise BadInput(_newer(file))
    try:
        record = Record.model_validate(values)
    except ValidationError as bad:
        first = bad.errors()[0]
        spot = ".".join(map(str, first["loc"])) or "-"
        what = Text("{spot} 不对（{n} 处）", "{spot} is wrong ({n} in all)").format(spot=spot, n=bad.error_count())
        raise BadInput(_damaged(file, what)) from None
    if record.entry != entry or f"{record.as_of}.json" != file.name:
        raise BadInput(_elsewhere(file, record))
    return Kept(record, str(file), hashlib.sha256(raw).hexdigest())


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
