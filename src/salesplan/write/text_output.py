"""Results written to text files, and the rules that keep a result from replacing a file of the user."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from salesplan.errors import BadUsage, CannotWrite, Place, Problem
from salesplan.text import Text
from salesplan.write.atomic import write_atomic
from salesplan.write.marks import says_so

APPLICATION = "salesplan"
"""The program name that workbooks made by salesplan carry in docProps/app.xml."""
MARK = "\ufeff"
HEAD = 4096
"""Bytes of a text file that show who made it."""


def write_text_file(path: Path, pieces: Iterable[str]) -> None:
    """Write text as UTF-8, whole or not at all. Line ends stay as they are given."""

    def produce(file: BinaryIO) -> None:
        file.writelines(piece.encode() for piece in pieces)

    write_atomic(path, produce)


def write_csv_file(path: Path, pieces: Iterable[str]) -> None:
    """Write CSV with the UTF-8 mark, which is how Excel knows the encoding.

    ``pieces`` come from present/csv_output.py with CRLF line ends; there, a text cell that begins with = + - @ tab or
    CR has got an apostrophe, so that no spreadsheet runs it as a formula. Numbers are never touched.
    """

    def marked() -> Iterable[str]:
        yield MARK
        yield from pieces

    write_text_file(path, marked())


def guard_output(path: Path, inputs: Iterable[str | Path], *, force: bool = False, may_write: bool = True) -> None:
    """Raise before a result could replace something of the user's.

    An output that is one of the inputs, to which callers add the lists that the plan names, is wrong usage
    (WRITE-onto-input), with ``force`` too. An existing file is replaced only when it says that salesplan made it
    (``made_by_us``) or with ``force``, else CannotWrite (WRITE-exists). A folder is never replaced (WRITE-folder).
    ``may_write``: whether the command has --write, which then is the way into the list itself.
    """
    place = Place(str(path))
    if any(_same_file(path, Path(source)) for source in inputs):
        what = Text("输出文件是读取的或计划里的名单", "the output is a list that was read or that the plan names")
        fix = Text(
            "换一个文件名；要写回名单本身，用 --write", "choose another name; to write into the list itself use --write"
        )
        fix = fix if may_write else Text("换一个文件名", "choose another name")
        raise BadUsage(Problem("WRITE-onto-input", "error", what, fix, place))
    if path.is_dir():
        what, fix = Text("这是一个文件夹", "this is a folder"), Text("写上文件名", "add a file name")
        raise CannotWrite(Problem("WRITE-folder", "error", what, fix, place))
    if path.exists() and not force and not made_by_us(path):
        what = Text("文件已经存在", "the file exists already")
        fix = Text("确定要换掉就加 --force；或换一个文件名", "add --force to replace it, or choose another name")
        raise CannotWrite(Problem("WRITE-exists", "error", what, fix, place))


def refuse_existing(folder: Path, names: Iterable[str], *, force: bool) -> None:
    """Raise CannotWrite (WRITE-exists) when the folder holds one of the files and there is no ``force``."""
    there = [name for name in names if (folder / name).exists()]
    if there and not force:
        what = Text("{names} 已经在那里了", "{names} is there already").format(names=", ".join(there))
        fix = Text("换一个文件夹，或加 --force 覆盖", "choose another folder, or add --force to replace it")
        raise CannotWrite(Problem("WRITE-exists", "error", what, fix, Place(str(folder))))


def made_by_us(path: Path) -> bool:
    """Whether a file says that salesplan made it.

    A workbook does by its program name, JSON by its first keys ``schema`` and ``command``, SARIF by its tool, HTML
    by its generator, a calendar by its product, a PDF or picture by its mark (marks.py). CSV, Markdown and plain text
    have no place to say it, so they are never ours.
    """
    with suppress(OSError, zipfile.BadZipFile, KeyError):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive, archive.open("docProps/app.xml") as part:
                return f"<Application>{APPLICATION}</Application>".encode() in part.read(HEAD)
        with path.open("rb") as file:
            head = file.read(HEAD)
            file.seek(max(0, path.stat().st_size - HEAD))
            return any(made.match(head) for made in (_JSON, _SARIF, _HTML, _ICS)) or says_so(head, file.read(HEAD))
    return False


_SARIF = re.compile(rb'\s*\{\s*"\$schema"\s*:\s*"[^"]*sarif[^"]*"[^\]]*"driver"\s*:\s*\{\s*"name"\s*:\s*"salesplan"')
_HTML = re.compile(
    rb'<!doctype html>\s*<html lang="[^"<>]*">\s*<head>\s*<meta charset="utf-8">\s*'
    rb'<meta name="generator" content="salesplan">'
)
_ICS = re.compile(rb"BEGIN:VCALENDAR\r\n(?:[A-Z-]+:[^\r\n]*\r\n)*?PRODID:-//salesplan//")
_JSON = re.compile(rb'\s*\{\s*"schema"\s*:\s*\d+\s*,\s*"command"\s*:\s*"')


def _same_file(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return os.path.realpath(one) == os.path.realpath(other)
