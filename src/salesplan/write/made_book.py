"""Saves a workbook that we make ourselves, so that equal content is equal bytes on every day and machine."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook

from salesplan.write.atomic import write_atomic
from salesplan.write.text_output import APPLICATION

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of an archive we make, so that equal results are equal bytes."""
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_APP = re.compile(rb"<Application>[^<]*</Application>")


def write_book(path: Path, book: Workbook, day: date) -> None:
    """Write the workbook, whole or not at all, dated ``day`` and signed as made by salesplan."""

    def produce(file: BinaryIO) -> None:
        file.write(book_bytes(book, day))

    write_atomic(path, produce)


def book_bytes(book: Workbook, day: date) -> bytes:
    """The workbook's bytes with fixed entry dates and document dates."""
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
            info = zipfile.ZipInfo(entry.filename, LONG_AGO)
            info.external_attr, info.compress_type = 0o600 << 16, zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return made.getvalue()
