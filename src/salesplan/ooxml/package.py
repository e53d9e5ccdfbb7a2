"""Opens a workbook package behind every check that must come before anything reads a byte of its parts."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from salesplan.ooxml import faults, limits, markup
from salesplan.ooxml.styles import formats_of
from salesplan.text import Text

STEP = 4 * limits.MB
"""Bytes unpacked at a time where nothing else is asked for: larger steps take more memory and no less time."""


@dataclass(frozen=True)
class SheetInfo:
    """A worksheet of the workbook. ``part`` holds its cells; ``state``: visible, hidden or veryHidden."""

    name: str
    part: str
    state: str = "visible"


@dataclass(frozen=True)
class Relation:
    """A pointer from one part to another. ``kind``: the last word of its type (worksheet, styles, table ...).

    ``target``: the normalised name of a part, or an address outside the file when ``external``.
    """

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass(frozen=True)
class Package:
    """A workbook whose parts passed the checks, and what its small parts say.

    ``file``: as the user typed it. ``parts``: entries of the archive by normalised name (see ``part_name``); the entry
    itself keeps the name and order the file has. ``book``: the workbook part. ``sheets``: worksheets only, in the order
    of the tabs; chart and dialogue sheets hold no cells. ``strings``: the shared strings part. ``formats``: the number
    format code of each cell style.
    """

    file: str
    archive: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]
    book: str
    sheets: tuple[SheetInfo, ...]
    strings: str | None = None
    date1904: bool = False
    formats: tuple[str, ...] = ()
    macros: bool = False
    sha256: str = ""


def open_package(path: Path, typed: str) -> Package:
    """The workbook at ``path``, checked, held in memory so that it cannot change while it is read."""
    return package_of(_bytes_of(path, typed), typed)


def package_of(data: bytes, typed: str) -> Package:
    """The workbook whose bytes are ``data``."""
    _refuse_other_content(data, typed)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise faults.cut_off(typed) from error
    parts = _checked(archive, typed, len(data))
    return _described(archive, parts, typed, hashlib.sha256(data).hexdigest())


def part_name(name: str) -> str:
    """The name under which a part is looked up: readers take names without regard to case and kind of slash."""
    return name.replace("\\", "/").lstrip("/").lower()


def inflate(
    package: Package, part: str, cap: int = limits.PART_BYTES, sheet: str | None = None, step: int | None = None
) -> Iterator[bytes]:
    """A part in pieces, of ``step`` bytes if given. Use nothing of it before its end, which confirms the checksum."""
    return _inflate(package.archive, package.parts[part], package.file, cap, sheet, step)


def relations(package: Package, part: str) -> tuple[Relation, ...]:
    """The pointers that start at a part; none when it has no relationships."""
    return _relations(package.archive, package.parts, package.file, part)


def _bytes_of(path: Path, typed: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.FILE_BYTES:
            raise faults.too_large(typed, size, limits.FILE_BYTES)
        return path.read_bytes()
    except OSError as error:
        raise faults.cannot_open(typed, error.strerror or str(error)) from error


_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD = Text("旧的二进制格式（如 .xls）", "an old binary file such as .xls")
_HTML = Text("网页 (HTML)", "a web page (HTML)")
_OTHER = Text("文本或别的格式", "text or something else")
_ARCHIVE = Text("普通的压缩包", "an ordinary zip archive")
_DOCUMENT = Text("另一种文档（如 Word、.xlsb 或 .ods）", "another kind of document (such as Word, .xlsb or .ods)")


def _refuse_other_content(data: bytes, typed: str) -> None:
    """Say what a file is that is no zip archive. Old .xls files never come here: their reader is chosen by content."""
    if not data:
        raise faults.empty(typed)
    if data.startswith(_ZIP):
        return
    if data.startswith(_OLE):
        raise faults.encrypted(typed) if _ENCRYPTED in data else faults.not_a_workbook(typed, _OLD)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page = start.startswith((b"<html", b"<!doctype html", b"<table"))
    raise faults.not_a_workbook(typed, _HTML if page else _OTHER)


def _checked(archive: zipfile.ZipFile, typed: str, size: int) -> dict[str, zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > limits.PARTS:
        raise faults.too_many_parts(typed, len(entries))
    parts: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        _check_entry(entry, typed)
        name = part_name(entry.filename)
        if name in parts:
            raise faults.two_parts(typed, entry.filename)
        parts[name] = entry
    whole = sum(entry.file_size for entry in entries)
    if whole > limits.WHOLE_BYTES:
        raise faults.too_large(typed, whole, limits.WHOLE_BYTES)
    if sum(entry.compress_size for entry in entries) > size:  # entries that share their bytes, as some bombs do
        raise faults.cut_off(typed)
    return parts


def _check_entry(entry: zipfile.ZipInfo, typed: str) -> None:
    if entry.flag_bits & 1:
        raise faults.encrypted(typed)
    if entry.file_size > limits.PART_BYTES:
        raise faults.too_large(typed, entry.file_size, limits.PART_BYTES)
    if entry.file_size > max(limits.RATIO_FROM_BYTES, limits.RATIO * entry.compress_size):
        raise faults.unfolds(typed, entry.filename, entry.file_size // max(entry.compress_size, 1))


def _inflate(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    typed: str,
    cap: int,
    sheet: str | None = None,
    step: int | None = None,
) -> Iterator[bytes]:
    done = 0
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(step or STEP):
                done += len(piece)
                if done > cap:
                    raise faults.too_large(typed, max(done, entry.file_size), cap)
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise faults.broken_part(typed, entry.filename, sheet) from error


def _relations(
    archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], typed: str, part: str
) -> tuple[Relation, ...]:
    folder, name = dirname(part), part.rpartition("/")[2]
    entry = parts.get(part_name(join(folder, "_rels", f"{name}.rels")))
    if entry is None:
        return ()
    source = markup.Source(typed, entry.filename)
    found = markup.find(_inflate(archive, entry, typed, limits.SMALL_PART_BYTES), source, "Relationship")
    return tuple(_relation(attributes, folder, parts) for _, _, attributes in found)


def _relation(attributes: markup.Attributes, folder: str, parts: dict[str, zipfile.ZipInfo]) -> Relation:
    target = attributes.get("Target", "")
    external = attributes.get("TargetMode", "").lower() == "external"
    if not external:
        target = part_name(normpath(join("/" + folder, target.replace("\\", "/"))))
        target = target if target in parts else unquote(target)
    return Relation(attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], target, external)


def _described(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], typed: str, sha256: str) -> Package:
    book = _book(archive, parts, typed)
    pointers = _relations(archive, parts, typed, book)
    source = markup.Source(typed, parts[book].filename)
    small = limits.SMALL_PART_BYTES
    found = list(markup.find(_inflate(archive, parts[book], typed, small), source, "workbook", "workbookPr", "sheet"))
    if not found or found[0][:2] != ("", "workbook"):
        raise faults.not_a_workbook(typed, _DOCUMENT)
    first = {pointer.kind: pointer.target for pointer in reversed(pointers) if pointer.target in parts}
    styles = first.get("styles")
    tags = [a for parent, name, a in found if (parent, name) == ("workbook", "workbookPr")]
    return Package(
        typed,
        archive,
        parts,
        book,
        sheets=_sheets(
            [a for parent, name, a in found if (parent, name) == ("sheets", "sheet")], pointers, parts, typed
        ),
        strings=first.get("sharedStrings"),
        date1904=bool(tags) and tags[0].get("date1904") in ("1", "true", "on"),
        formats=_formats(archive, parts[styles], typed) if styles else (),
        macros="vbaProject" in first,
        sha256=sha256,
    )


def _book(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], typed: str) -> str:
    """The part that the package names as its document."""
    if "[content_types].xml" not in parts:
        raise faults.not_a_workbook(typed, _DOCUMENT if "mimetype" in parts else _ARCHIVE)
    pointers = _relations(archive, parts, typed, "")
    book = next((pointer.target for pointer in pointers if pointer.kind == "officeDocument"), "xl/workbook.xml")
    if book.endswith(".bin"):
        raise faults.not_a_workbook(typed, _DOCUMENT)
    if book not in parts:
        raise faults.no_workbook_part(typed)
    return book


def _sheets(
    tags: list[markup.Attributes], pointers: tuple[Relation, ...], parts: dict[str, zipfile.ZipInfo], typed: str
) -> tuple[SheetInfo, ...]:
    by_id = {pointer.id: pointer for pointer in pointers}
    sheets = []
    for attributes in tags:
        name, pointer = attributes.get("name", ""), by_id.get(markup.local(attributes, "id"))
        if pointer is None or (pointer.kind == "worksheet" and pointer.target not in parts):
            raise faults.missing_part(typed, name)
        if pointer.kind == "worksheet":
            sheets.append(SheetInfo(name, pointer.target, attributes.get("state", "visible")))
    return tuple(sheets)


def _formats(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, typed: str) -> tuple[str, ...]:
    pieces = _inflate(archive, entry, typed, limits.SMALL_PART_BYTES)
    return formats_of(list(markup.find(pieces, markup.Source(typed, entry.filename), "numFmt", "xf")))
