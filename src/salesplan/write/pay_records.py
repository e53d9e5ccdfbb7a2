"""Puts a month's pay beside the plan: complete and on disk, once; a month that is there already is never changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import BinaryIO

from salesplan.errors import BadInput, CannotWrite
from salesplan.load.pay_records import pay_file, read_pay_record
from salesplan.model.pay_record import PayRecord
from salesplan.write.atomic import os_errors, write_atomic
from salesplan.write.lock import locked


def write_pay_record(folder: Path, record: PayRecord, wait_seconds: float = 10) -> Path | None:
    """Write a month's pay into the plan's folder; None where it was recorded before, which stays as it is.

    CannotWrite when something else stands in its place, or when the system refuses.
    """
    file = pay_file(folder, record)
    with os_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    with locked(file, wait_seconds):
        if file.exists():
            try:
                read_pay_record(file)
            except BadInput as bad:
                raise CannotWrite(bad.problems) from None
            return None
        write_atomic(file, lambda out: _produce(out, record), ignore_open=True)
    return file


def _produce(out: BinaryIO, record: PayRecord) -> None:
    """The record as JSON with a line a line, so that people and git see what was paid."""
    head = record.model_dump(mode="json", by_alias=True, exclude={"lines", "rules"})
    head["rules"] = [rule.model_dump(mode="json", by_alias=True, exclude_defaults=True) for rule in record.rules]
    out.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}").encode())
    out.write(b',\n "lines": [')
    for at, line in enumerate(record.lines):
        text = json.dumps(line.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)
        out.write(("," if at else "").encode() + f"\n  {text}".encode())
    out.write(b"\n ]\n}\n")
