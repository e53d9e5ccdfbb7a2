"""Saves a workbook that we make ourselves, so that equal content is equal bytes on every day and machine."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from salesplan.write.atomic import os_errors, write_atomic
from salesplan.write.text_output import APPLICATION, refuse_existing

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of an archive we make, so that equal results are equal bytes."""
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_APP = re.compile(rb"<Application>[^<]*</Application>")


def write_all(
    folder: Path, contents: Mapping[str, bytes], *, force: bool, before: Callable[[Path], object] | None = None
) -> list[Path]:
    """Write files into a folder, each whole or not at all, and return them.

    Refused (WRITE-exists) when one is there and there is no ``force``. ``before`` is told each file that is there with
    another content, before it is replaced.
    """
    refuse_existing(folder, contents, force=force)
    for name, data in contents.items():
        path = folder / name
        with os_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            if before is not None and path.exists() and path.read_bytes() != data:
                before(path)
        write_atomic(path, lambda file, data=data: file.write(data))  # type: ignore[misc] # bound now, not in the end
    return [folder / name for name in contents]


def book_bytes(
    book: Workbook, day: date, change: Callable[[str, bytes], bytes | Iterable[bytes]] | None = None
) -> bytes:
    """The workbook's bytes, dated ``day`` and signed as made by salesplan, with fixed entry dates.

    ``change`` may give a part, told its name, another content, a long one in pieces.
    """
    raw, made = io.BytesIO(), io.BytesIO()
    book.save(raw)
    stamp = rb"\g<1>%sT00:00:00Z" % day.isoformat().encode()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _STAMP.sub(stamp, data)
            if entry.filename == "docProps/app.xml":
                data = _APP.sub(b"<Application>%s</Application>" % APPLICATION.encode(), data)
            content = change(entry.filename, data) if change is not None else data
            info = zipfile.ZipInfo(entry.filename, LONG_AGO)
            info.external_attr, info.compress_type = 0o600 << 16, zipfile.ZIP_DEFLATED
            with target.open(info, "w") as part:
                part.writelines([content] if isinstance(content, bytes) else content)
    return made.getvalue()
