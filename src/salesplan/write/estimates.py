"""Puts an estimate beside the plan: complete and on disk, or the old one stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import BinaryIO

from salesplan.errors import BadInput, CannotWrite
from salesplan.load.estimates import estimate_file, read_estimate
from salesplan.model.estimates import EstimateRecord
from salesplan.write.atomic import os_errors, write_atomic
from salesplan.write.lock import locked


def write_estimate(folder: Path, record: EstimateRecord, wait_seconds: float = 10) -> Path:
    """Write an estimate into the plan's folder; one of the same as-of and period is replaced.

    CannotWrite when something else stands in its place, or when the system refuses.
    """
    file = estimate_file(folder, record)
    with os_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    with locked(file, wait_seconds):
        if file.exists():
            try:
                read_estimate(file)
            except BadInput as bad:
                raise CannotWrite(bad.problems) from None
        text = json.dumps(record.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1) + "\n"
        write_atomic(file, lambda out: _produce(out, text), ignore_open=True)
    return file


def _produce(out: BinaryIO, text: str) -> None:
    out.write(text.encode())
