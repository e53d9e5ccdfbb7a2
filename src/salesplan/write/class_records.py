"""Puts a record of classes beside the plan: complete and on disk, or the old one stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import BinaryIO

from salesplan.errors import BadInput, CannotWrite
from salesplan.load.class_records import class_record_file, read_classes
from salesplan.model.class_record import ClassRecord
from salesplan.write.atomic import os_errors, write_atomic
from salesplan.write.lock import locked

_COLUMNS = ("keys", "classes", "tiers", "amounts")


def write_classes(folder: Path, record: ClassRecord, wait_seconds: float = 10) -> Path:
    """Write a record into the plan's folder; that of the same list and day is replaced, one that says the same stays.

    CannotWrite when what stands in its place is no such record, when another salesplan writes it just now, or when the
    system refuses; then whatever was there is unchanged.
    """
    file = class_record_file(folder, record.list_name, record.as_of)
    with os_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    with locked(file, wait_seconds):
        if not _says_the_same(file, record):
            write_atomic(file, lambda out: _produce(out, record), ignore_open=True)
    return file


def _says_the_same(file: Path, record: ClassRecord) -> bool:
    if not file.exists() and not file.is_symlink():
        return False
    try:
        return read_classes(file, record.list_name).record == record
    except BadInput as bad:
        raise CannotWrite(bad.problems) from None


def _produce(out: BinaryIO, record: ClassRecord) -> None:
    """The record as JSON, a column a line: short, and still text."""
    head = record.model_dump(mode="json", by_alias=True, exclude=set(_COLUMNS))
    out.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}").encode())
    columns = ((name, json.dumps(getattr(record, name), ensure_ascii=False)) for name in _COLUMNS)
    out.writelines(f',\n "{name}": {values}'.encode() for name, values in columns)
    out.write(b"\n}\n")
