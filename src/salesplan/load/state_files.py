"""Files of the folder beside the plan: where they lie, and how one is read. None that is damaged is passed over."""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from salesplan.errors import BadInput, Place, Problem
from salesplan.text import Text

R = TypeVar("R", bound=BaseModel)
FOLDER = ".salesplan"
"""The folder beside the plan. Deleting it loses nothing but the comparison with earlier plans."""
_PLAIN_ID = re.compile(r"[^\W_][\w-]*(?:\.[\w-]+)*")
_NOT_PLAIN = re.compile(r"[^\w-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST, _MARK = 80, 8
_MOST_BYTES = 500_000_000
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-([2-9]|[1-9]\d+))?\.json")


def safe_name(name: str) -> str:
    """The id as the name of a folder; one that some system would not take, or take for another's, gets a hash."""
    plain = unicodedata.normalize("NFC", name)
    fits = plain == plain.lower() and _PLAIN_ID.fullmatch(plain) and not _RESERVED.fullmatch(plain)
    if fits and len(os.fsencode(plain)) <= _LONGEST:
        return plain
    digest = hashlib.sha256(name.encode()).hexdigest()[:_MARK]
    cut = _NOT_PLAIN.sub("_", plain.lower()).encode()[: _LONGEST - _MARK - 1].decode("utf-8", "ignore").strip("_")
    return f"{cut or 'entry'}~{digest}"


def dated_files(place: Path) -> list[Path]:
    """The records in a folder by the day in their names, newest first; other files are not ours and left alone."""
    try:
        files = list(place.iterdir()) if place.is_dir() else []
    except OSError as error:
        raise BadInput(damaged(place, _reason(error))) from error
    return sorted(
        (file for file in files if _NAME.fullmatch(file.name)), key=lambda file: _day(file.name), reverse=True
    )


def _day(name: str) -> tuple[str, int]:
    """The day in a record's name, and which of that day it is."""
    found = _NAME.fullmatch(name)
    return (found[1], int(found[2] or 1)) if found else ("", 0)


def day_in_name(file: Path) -> str:
    """The day that a record is named after; empty for a file that is none."""
    return _day(file.name)[0]


def values_of(file: Path, kind: str, schema: int) -> tuple[dict[str, Any], str]:
    """What a record holds and the hash of its bytes. BadInput when it is damaged, of another kind, or newer."""
    raw = _bytes(file)
    try:
        values = json.loads(raw)
    except ValueError:  # no UTF-8 and no JSON alike
        raise BadInput(damaged(file, Text("不是完整的 JSON", "it is no complete JSON"))) from None
    except RecursionError:
        raise BadInput(damaged(file, Text("括号套得太深", "its brackets are nested too deeply"))) from None
    if not isinstance(values, dict) or values.get("kind") != kind:
        raise BadInput(_foreign(file))
    if isinstance(values.get("schema"), int) and values["schema"] > schema:
        raise BadInput(_newer(file))
    return values, hashlib.sha256(raw).hexdigest()


def validated(file: Path, kind: str, schema: int, model: type[R]) -> tuple[R, str]:
    """A record as its model and the hash of its bytes. BadInput names the first value that does not fit the model."""
    values, sha256 = values_of(file, kind, schema)
    try:
        return model.model_validate(values), sha256
    except ValidationError as bad:
        spot = ".".join(map(str, bad.errors()[0]["loc"])) or "-"
        what = Text("{spot} 不对（{n} 处）", "{spot} is wrong ({n} in all)").format(spot=spot, n=bad.error_count())
        raise BadInput(damaged(file, what)) from None


def _bytes(file: Path) -> bytes:
    """What stands in a file that is no larger than a record may be."""
    try:
        size = file.stat().st_size
        if size <= _MOST_BYTES:
            return file.read_bytes()
    except OSError as error:
        raise BadInput(damaged(file, _reason(error))) from error
    what = Text("文件太大：{size} MB，最多 {most} MB", "the file is too large: {size} MB, the most is {most} MB")
    raise BadInput(damaged(file, what.format(size=size // 10**6, most=_MOST_BYTES // 10**6)))


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


ASIDE = Text(
    "把它移到别处再运行（它不会被改动）；有备份就用备份换回",
    "move it elsewhere and run again (it was left as it is), or put a backup in its place",
)


def damaged(file: Path, why: Text | str) -> Problem:
    """What to do about a record that cannot be used."""
    what = Text("记录读不了：{why}", "the record cannot be used: {why}").format(why=why)
    return Problem("STATE-damaged", "error", what, ASIDE, Place(str(file)))


def _foreign(file: Path) -> Problem:
    what = Text("这个文件不是 salesplan 的这种记录", "this file is no such record of salesplan")
    return Problem("STATE-foreign", "error", what, ASIDE, Place(str(file)))


def _newer(file: Path) -> Problem:
    what = Text("这份记录是更新版本的 salesplan 写的", "this record was written by a newer salesplan")
    fix = Text("升级 salesplan 再运行", "update salesplan and run again")
    return Problem("STATE-newer", "error", what, fix, Place(str(file)))
