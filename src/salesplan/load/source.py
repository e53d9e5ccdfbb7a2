"""The user's file opened by its content, whatever it is: its sheets, and the cells of each."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from glob import glob, has_magic
from pathlib import Path
from typing import cast

from salesplan.errors import BadInput, Place, Problem
from salesplan.load.encoding import decode
from salesplan.load.grid import Format, Grid
from salesplan.load.htmltable import html_grid
from salesplan.load.native import open_native
from salesplan.load.parquet import parquet_grid
from salesplan.load.refusal import damaged, encrypted, not_a_workbook
from salesplan.load.sniff import SUFFIXES, Kind, kind_of, read_bytes
from salesplan.load.textfile import text_grid
from salesplan.model.reading import ReadOptions
from salesplan.text import Text


@dataclass(frozen=True)
class SheetName:
    """A sheet and its state: visible, hidden or veryHidden. Text and parquet have one sheet without a name."""

    name: str | None
    state: str = "visible"


@dataclass(frozen=True)
class Source:
    """One opened file. ``notes``: what to know about how it was opened; ``other_encodings`` fit about as well."""

    typed: str
    format: Format
    sheets: tuple[SheetName, ...]
    sha256: str
    read: Callable[[str | None], Grid] = field(repr=False)
    notes: tuple[Problem, ...] = ()
    other_encodings: tuple[str, ...] = ()

    def grid(self, name: str | None = None) -> Grid:
        """The cells of one of ``sheets``, the first when none is named."""
        return replace(self.read(self.sheets[0].name if name is None else name), sha256=self.sha256)


def open_source(typed: str, options: ReadOptions) -> Source:
    """The file that the user typed. Raises BadInput when it is missing, locked, damaged or no list."""
    path = Path(typed)
    data = read_bytes(path, typed)
    kind = kind_of(data)
    source = replace(_opened(path, typed, data, kind, options), sha256=hashlib.sha256(data).hexdigest())
    if not source.sheets:
        raise _no_sheet(typed)
    return replace(source, notes=(*_misnamed(path, typed, kind), *source.notes))


def expand(typed: Sequence[str]) -> list[str]:
    """The files that names and patterns (``orders/*.xlsx``) mean, each once: patterns sorted, lock companions left out.

    A name that exists is itself, even with brackets in it. Raises BadInput with every pattern that matches nothing.
    """
    matched = {each: _matches(each) for each in typed}
    if nothing := [each for each, files in matched.items() if not files]:
        raise BadInput([problem for each in nothing for problem in _no_match(each).problems])
    return list(dict.fromkeys(file for each in typed for file in matched[each]))


def matching(typed: Sequence[str]) -> list[str]:
    """The same, with every pattern that matches nothing left out; a name stays, whether it exists or not."""
    return list(dict.fromkeys(file for each in typed for file in _matches(each)))


def _matches(typed: str) -> list[str]:
    if not has_magic(typed) or os.path.exists(typed):  # noqa: PTH110 - Path.exists raises for a name too long
        return [typed]
    found = glob(typed, recursive=True)  # noqa: PTH207 - keeps the names as the user typed them
    return sorted(file for file in found if not Path(file).name.startswith("~$") and Path(file).is_file())


def _no_match(typed: str) -> BadInput:
    what = Text("没有与此相符的文件", "No file matches this")
    fix = Text("请检查文件夹和通配符（*、?、[ ]）", "Check the folder and the pattern (*, ? and [ ])")
    return BadInput(Problem("READ-missing", "error", what, fix, Place(file=typed)))


def _opened(path: Path, typed: str, data: bytes, kind: Kind, options: ReadOptions) -> Source:
    if kind in ("xlsx", "xlsm"):
        return _workbook(path, typed, cast(Format, kind))
    if kind in ("xls", "xlsb", "ods"):
        return _native(data, typed, cast(Format, kind))
    if kind == "parquet":
        return _single(parquet_grid(data, typed))
    # zeros under a text file's name: the decoder says on which line, or reads them as the encoding that was asked for
    if kind in ("text", "html") or (kind == "binary" and path.suffix.lower() not in _WORKBOOKS):
        decoded = decode(data, typed, options.encoding)
        grid = html_grid(decoded, typed) if kind == "html" else text_grid(decoded, typed)
        return replace(_single(grid), other_encodings=decoded.others)
    raise _refused(path, typed, kind)


def _no_sheet(typed: str) -> BadInput:
    what = Text("工作簿里没有工作表，只有图表或宏", "The workbook has no worksheet, only charts or macros")
    fix = Text("请指定含有数据的工作簿", "Name a workbook that holds the data")
    return BadInput(Problem("READ-empty", "error", what, fix, Place(file=typed)))


def _workbook(path: Path, typed: str, kind: Format) -> Source:
    from salesplan.load.workbook import open_workbook

    book = open_workbook(path, typed)
    sheets = tuple(SheetName(sheet.name, sheet.state) for sheet in book.sheets)
    return Source(typed, kind, sheets, "", lambda name: book.grid(name or ""))


def _native(data: bytes, typed: str, kind: Format) -> Source:
    book = open_native(data, typed, kind)
    sheets = tuple(SheetName(name, state) for name, state in book.sheets)
    return Source(typed, kind, sheets, "", lambda name: book.grid(name or ""))


def _single(grid: Grid) -> Source:
    return Source(grid.file, grid.format, (SheetName(None),), "", lambda _: grid)


_WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et"))
_CONTENTS: dict[Kind, Text] = {
    "ole": Text("其他程序的文件", "a file of another program"),
    "zip": Text("不含工作簿的压缩包", "a zip archive without a workbook"),
    "xml": Text("XML 文件（例如“XML 电子表格”）", "an XML file (an XML Spreadsheet, for example)"),
    "binary": Text("二进制数据", "binary data"),
}


def _refused(path: Path, typed: str, kind: Kind) -> BadInput:
    if kind == "encrypted":
        return encrypted(typed)
    if kind == "cut-zip":
        return damaged(typed)
    if kind == "binary" and path.name.startswith("~$"):
        return not_a_workbook(typed, Text("Excel 打开文件时的临时文件", "the temporary file of an open workbook"))
    return not_a_workbook(typed, _CONTENTS[kind])


def _misnamed(path: Path, typed: str, kind: Kind) -> tuple[Problem, ...]:
    """A note when the name promises another content than the one that was read."""
    promised = SUFFIXES.get(path.suffix.lower())
    if promised is None or kind in promised:
        return ()
    what = Text(
        "文件名是 {suffix}，内容其实是{content}，已按内容读取",
        "Named {suffix}, but the content is {content}: read as that",
    )
    content = {"text": Text("文本表格", "a text table"), "html": Text("网页表格", "a web page's table")}.get(
        kind, Text(" .{kind}", ".{kind}").format(kind=kind)
    )
    fix = Text(
        "请用 Excel 打开并另存为 .xlsx，以免其他程序认错",
        "Open it in Excel and save it as .xlsx, so that other programs take it right",
    )
    return (Problem("READ-renamed", "note", what.format(suffix=path.suffix, content=content), fix, Place(file=typed)),)
