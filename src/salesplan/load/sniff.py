"""What a file is, by its content and never by its name."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path
from typing import Literal

from salesplan.errors import BadInput
from salesplan.load import ole
from salesplan.load.encoding import MARKS, unmarked_utf16
from salesplan.load.refusal import empty, refusal, too_large
from salesplan.model.near import near_names
from salesplan.ooxml import limits
from salesplan.text import Text

Kind = Literal[
    "encrypted",
    "xls",
    "ole",
    "xlsx",
    "xlsm",
    "xlsb",
    "ods",
    "zip",
    "cut-zip",
    "html",
    "xml",
    "parquet",
    "text",
    "binary",
]
"""ole: an old container of another program; zip: an archive without a workbook; cut-zip: one without its directory;
xml: a page or table in bare XML; binary: zero bytes that are not those of UTF-16."""

_HEAD = 4096
_SMALL_PART = 1 << 20
_NAMED = 5


def read_bytes(path: Path, typed: str) -> bytes:
    """The content of the file, at least one byte. Raises BadInput when there is none or it may not be read."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _folder(path, typed)
        if not stat.S_ISREG(status.st_mode):
            raise _unreadable(typed)
        if status.st_size > limits.FILE_BYTES:
            raise too_large(typed)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise missing(path, typed) from error
    except (OSError, ValueError) as error:  # ValueError: a zero character in the name
        raise _unreadable(typed) from error
    if not data:
        raise empty(typed)
    return data


def missing(path: Path, typed: str) -> BadInput:
    """There is no such file; names much like it in the same folder are suggested."""
    what = Text("找不到文件", "No such file")
    names = _names(path.parent)
    if names is None:
        fix = Text("没有文件夹“{folder}”，请检查路径", 'There is no folder "{folder}"; check the path')
        return refusal("READ-missing", typed, what, fix.format(folder=path.parent))
    lists = [name for name in names if not name.endswith((".bak", ".undone"))]
    near = near_names(path.name, lists, alike=0.5)
    if not near:
        return refusal("READ-missing", typed, what, Text("请检查路径和文件名", "Check the path and the name"))
    fix = Text("名称相近的有：{near}", "Names much like it: {near}")
    return refusal("READ-missing", typed, what, fix.format(near=", ".join(near)))


def _folder(path: Path, typed: str) -> BadInput:
    what = Text("这是文件夹，不是文件", "This is a folder, not a file")
    found = [name for name in _names(path) or () if Path(name).suffix.lower() in SUFFIXES]
    if not found:
        return refusal("READ-folder", typed, what, Text("请写出要读的文件名", "Name the file to read"))
    fix = Text("请写出要读的文件，里面有：{names}", "Name the file to read; it holds: {names}")
    return refusal("READ-folder", typed, what, fix.format(names=", ".join(found[:_NAMED])))


def _names(folder: Path) -> list[str] | None:
    """The names in a folder in order, without hidden files and lock companions; None when it cannot be listed."""
    try:
        return sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith(("~$", ".")))
    except OSError:
        return None


def _unreadable(typed: str) -> BadInput:
    what = Text("文件打不开", "The file cannot be opened")
    fix = Text(
        "请检查读取权限；被其他程序占用时先关闭那个程序；数据来自管道时先存成文件",
        "Check that you may read it, close the program that holds it, and save piped data to a file first",
    )
    return refusal("READ-unreadable", typed, what, fix)


SUFFIXES: dict[str, frozenset[Kind]] = {
    **dict.fromkeys((".xlsx", ".xltx", ".xlsm", ".xltm"), frozenset[Kind](("xlsx", "xlsm"))),
    **dict.fromkeys((".xls", ".xlt", ".et"), frozenset[Kind](("xls",))),
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt"), frozenset[Kind](("text",))),
    ".xlsb": frozenset[Kind](("xlsb",)),
    ".ods": frozenset[Kind](("ods",)),
    ".parquet": frozenset[Kind](("parquet",)),
}
"""The contents that each ending promises; endings that promise nothing are not here."""


def kind_of(data: bytes) -> Kind:
    """What the first bytes, and for archives the directory, say the content is."""
    if data.startswith(ole.SIGNATURE):
        if ole.has_password(data):
            return "encrypted"
        # a broken container is left to the reader of xls, which refuses it as damaged
        return "xls" if ole.holds_workbook(data) or not ole.chains_end(data) else "ole"
    if data.startswith(b"PK"):
        return _kind_of_zip(data)
    if data.startswith(b"PAR1"):
        return "parquet"
    return _kind_of_text(data[:_HEAD])


def _kind_of_text(head: bytes) -> Kind:
    marked = head.startswith(tuple(mark for mark, _ in MARKS))
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<meta")):
        return "html"
    if start.startswith(b"<?xml"):
        return "html" if b"<html" in start else "xml"
    return "binary" if b"\0" in head and not marked and unmarked_utf16(head) is None else "text"


def _kind_of_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _kind_of_archive(archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, RuntimeError):
        return "cut-zip"


def _kind_of_archive(archive: zipfile.ZipFile) -> Kind:
    parts = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in archive.infolist()}
    if any(info.flag_bits & 1 for info in parts.values()):
        return "encrypted"
    if any(name.endswith("workbook.bin") for name in parts):
        return "xlsb"
    types = _small_part(archive, parts.get("[content_types].xml"))
    if types and any(name.endswith("workbook.xml") for name in parts):
        return "xlsm" if b"macroenabled" in types.lower() else "xlsx"
    if "content.xml" in parts and b"opendocument.spreadsheet" in _office_type(archive, parts):
        locked = b"encryption-data" in _small_part(archive, parts.get("meta-inf/manifest.xml"))
        return "encrypted" if locked else "ods"
    return "zip"


def _office_type(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> bytes:
    return _small_part(archive, parts.get("mimetype")) + _small_part(archive, parts.get("meta-inf/manifest.xml"))


def _small_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo | None) -> bytes:
    """The first megabyte of a part without zero bytes (UTF-16 has them); nothing when it is missing or broken."""
    if info is None:
        return b""
    try:
        with archive.open(info) as stream:
            return stream.read(_SMALL_PART).replace(b"\0", b"")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        return b""
