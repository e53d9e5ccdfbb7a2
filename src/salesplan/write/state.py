"""Puts a record beside the plan: complete and on disk, or the old one stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import BinaryIO

from salesplan.errors import BadInput, CannotWrite
from salesplan.load.state import read_record, records_folder
from salesplan.model.state import Record
from salesplan.write.atomic import os_errors, write_atomic
from salesplan.write.lock import locked


def record_file(folder: Path, record: Record) -> Path:
    """The file of a record of the plan in ``folder``."""
    return records_folder(folder, record.entry) / f"{record.as_of}.json"


def guard_record(folder: Path, record: Record) -> None:
    """Raise CannotWrite when what stands in the record's place is no record of the same entry and day."""
    file = record_file(folder, record)
    if file.exists() or file.is_symlink():
        try:
            read_record(file, record.entry)
        except BadInput as bad:
            raise CannotWrite(bad.problems) from None


def write_record(folder: Path, record: Record, wait_seconds: float = 10) -> Path:
    """Write a record into the plan's folder; one of the same as-of is replaced.

    CannotWrite when a file that is no such record stands in its place, when another salesplan writes it just now, or
    when the system refuses; then whatever was there is unchanged.
    """
    file = record_file(folder, record)
    with os_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    with locked(file, wait_seconds):
        guard_record(folder, record)
        write_atomic(file, lambda out: _produce(out, record), ignore_open=True)
    return file


def _produce(out: BinaryIO, record: Record) -> None:
    """The record as JSON with a leaf a line, so that people and git see what changed."""
    head = record.model_dump(mode="json", by_alias=True, exclude={"leaves"})
    text = json.dumps(head, ensure_ascii=False, indent=1)
    out.write(text.removesuffix("\n}").encode())
    out.write(b',\n "leaves": [')
    for at, leaf in enumerate(record.leaves):
        line = json.dumps(leaf.model_dump(mode="json"), ensure_ascii=False)
        out.write(("," if at else "").encode() + f"\n  {line}".encode())
    out.write(b"\n ]\n}\n")
