"""Puts a record beside the plan: complete and on disk, or the old one stays."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import BinaryIO

from salesplan.errors import BadInput, CannotWrite
from salesplan.load.state import numbered_record, read_record
from salesplan.model.state import Record
from salesplan.write.atomic import os_errors, write_atomic
from salesplan.write.lock import locked


def record_file(folder: Path, record: Record) -> Path:
    """The file of a record of the plan in ``folder``, as the first of its day."""
    return numbered_record(folder, record.entry, record.as_of, 1)


def _free_place(folder: Path, record: Record) -> Path:
    """Where a record goes: a re-plan in place of that of the same day, year and plan, anything else beside the others.

    CannotWrite when what stands in the way is no record of the same entry and day.
    """
    for number in count(1):
        file = numbered_record(folder, record.entry, record.as_of, number)
        if not file.exists() and not file.is_symlink():
            return file
        try:
            there = read_record(file, record.entry).record
        except BadInput as bad:
            raise CannotWrite(bad.problems) from None
        same_plan = record.plan_name in ("", there.plan_name) or not there.plan_name
        if same_plan and not record.frozen and not there.frozen and there.first == record.first:
            return file
    raise AssertionError  # count never ends


def write_record(folder: Path, record: Record, wait_seconds: float = 10) -> Path:
    """Write a record into the plan's folder; a re-plan of the same as-of is replaced, frozen targets never are.

    CannotWrite when a file that is no such record stands in its place, when another salesplan writes it just now, or
    when the system refuses; then whatever was there is unchanged.
    """
    first = record_file(folder, record)
    with os_errors(first):
        first.parent.mkdir(parents=True, exist_ok=True)
    with locked(first, wait_seconds):
        file = _free_place(folder, record)
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
