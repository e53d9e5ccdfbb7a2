"""Workbooks in xls, xlsb and ods, read by calamine in a guarded child: its death is a damaged file, never ours."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from salesplan.load import ole
from salesplan.load.cellframe import GENERAL, row_cells
from salesplan.load.grid import ISO, NUMBER, TEXT, TRUTH, Format, Grid
from salesplan.load.refusal import damaged, encrypted, too_large
from salesplan.ooxml import limits

_KINDS = {"n": NUMBER, "t": TEXT, "b": TRUTH, "d": ISO}
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


@dataclass(frozen=True)
class NativeBook:
    """The sheets of a workbook, (name, state) each, and the cells the child sent for each of them."""

    typed: str
    format: Format
    sheets: tuple[tuple[str, str], ...]
    lines: tuple[bytes, ...]

    def grid(self, name: str) -> Grid:
        """The cells of one sheet. Numbers have 15 significant digits; days are ISO text; error cells are missing."""
        place = [sheet for sheet, _ in self.sheets].index(name)
        sent = _checked(json.loads(self.lines[place]), self.typed)
        row, column = sent["start"]
        return Grid(
            file=self.typed,
            sheet=name,
            cells=row_cells(sent["rows"], row + 1, column, [_KINDS[kind] for kind in sent["kinds"]]),
            format=self.format,
            formats=GENERAL,
            merged=tuple((top, left, bottom, right) for top, left, bottom, right in sent["merged"]),
            state=self.sheets[place][1],
        )


def open_native(data: bytes, typed: str, kind: Format) -> NativeBook:
    """The workbook read by the child. Raises BadInput for a damaged, locked or far too large one."""
    if kind == "xls" and not ole.chains_end(data):
        raise damaged(typed)
    if kind != "xls":
        _check_archive(data, typed)
    first, *lines = _child(data, typed)
    sheets = _checked(json.loads(first), typed)["sheets"]
    return NativeBook(typed, kind, tuple((name, state) for name, state in sheets), tuple(lines))


def _checked(line: dict[str, Any], typed: str) -> dict[str, Any]:
    """One line of the child that is not a fault."""
    if "fault" in line:
        raise {"encrypted": encrypted, "too-large": too_large}.get(line["fault"], damaged)(typed)
    return line


def deadline(size: int) -> int:
    """Seconds the child may take: 20, and 10 more for each megabyte of the file."""
    return 20 + 10 * (size >> 20)


def _child(data: bytes, typed: str) -> list[bytes]:
    """The lines that the child wrote, all of them: a child that dies on the way has said nothing."""
    # -P: a file named json.py in the user's folder is not ours to import
    command = [sys.executable, "-P", "-m", "salesplan.load.native_child"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, nothing of the user's in the command
            command, input=data, capture_output=True, timeout=deadline(len(data)), check=False, creationflags=_NO_WINDOW
        )
    except subprocess.TimeoutExpired as late:
        raise too_large(typed) from late
    lines = done.stdout.splitlines()
    if done.returncode != 0 or not lines:
        ran_out = b"memory allocation" in done.stderr or b"capacity overflow" in done.stderr
        raise too_large(typed) if ran_out else damaged(typed)
    return lines


def _check_archive(data: bytes, typed: str) -> None:
    """No part twice, none that unfolds past every real list, every checksum right: the parser checks none of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > limits.WHOLE_BYTES or any(map(_bomb, parts)):
                raise too_large(typed)
            sound = len({part.filename.lower() for part in parts}) == len(parts) and archive.testzip() is None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise damaged(typed) from error
    if not sound:
        raise damaged(typed)


def _bomb(part: zipfile.ZipInfo) -> bool:
    dense = part.file_size > max(limits.RATIO_FROM_BYTES, limits.RATIO * part.compress_size)
    return dense or part.file_size > limits.PART_BYTES
