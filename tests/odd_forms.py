"""Makes workbooks of every legal form out of one that xlsxwriter wrote: parts recast, archives packed otherwise."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

import xlsxwriter  # type: ignore[import-untyped] # it has no types

Parts = dict[str, bytes]
Recast = Callable[[Parts], Parts]
SHEET = "xl/worksheets/sheet1.xml"
ROWS = range(2, 6)


def base() -> Parts:
    """The parts of a small list as xlsxwriter makes it."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("客户")
    sheet.write_row(0, 0, ["客户编号", "客户名称", "年销售额"], book.add_format({"bold": True}))
    for row in ROWS:
        sheet.write_row(row - 1, 0, [f"00{row}", f"名 {row}", row * 1.5])
    sheet.set_column("A:A", 12)
    sheet.autofilter("A1:C5")
    sheet.write_comment("B2", "看一下")
    book.add_worksheet("其他").write_formula("A1", "=1+1", None, 2)
    book.close()
    return unpacked(target.getvalue())


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def packed(parts: Parts, *, method: int = zipfile.ZIP_DEFLATED, zip64: bool = False, comment: bytes = b"") -> bytes:
    target = io.BytesIO()
    _pack(target, parts, method, zip64=zip64, comment=comment)
    return target.getvalue()


def _pack(target: Any, parts: Parts, method: int, *, zip64: bool = False, comment: bytes = b"") -> None:  # noqa: ANN401 - file-like
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo("-", (2026, 11, 21, 18, 45, 2))
            entry.filename = name  # as it is, backslashes and all
            entry.compress_type = method
            with archive.open(entry, "w", force_zip64=zip64) as out:
                out.write(data)
        archive.comment = comment


class Pipe(io.RawIOBase):
    """A file that cannot seek: zipfile then writes sizes behind the data (data descriptors)."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override] # bytes are all that comes
        self.data += piece
        return len(piece)


def piped(parts: Parts, *, zip64: bool = False) -> bytes:
    target = Pipe()
    _pack(target, parts, zipfile.ZIP_DEFLATED, zip64=zip64)
    return bytes(target.data)


def with_64_bit_directory(parts: Parts) -> bytes:
    """An archive whose directory keeps every size and place in 64 bits, as writers of large files do for all."""
    plain = packed(parts)
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        start, entries = archive.start_dir, archive.infolist()
    directory = b"".join(_record64(entry) for entry in entries)
    size, count, end = len(directory), len(entries), start + len(directory)
    ending = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, end, 1)
    last = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return plain[:start] + directory + ending + locator + last


def _record64(entry: zipfile.ZipInfo) -> bytes:
    name, full = entry.filename.encode(), 0xFFFFFFFF
    extra = struct.pack("<HHQQQ", 1, 24, entry.file_size, entry.compress_size, entry.header_offset)
    fields = (45, 45, entry.flag_bits, entry.compress_type, 0x95A1, 0x5B75, entry.CRC, full, full)
    tail = (len(name), len(extra), 0, 0, 0, 0, full)
    return struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", *fields, *tail) + name + extra


def twice(parts: Parts) -> bytes:
    """An archive with the sheet in it a second time."""
    target = io.BytesIO(packed(parts))
    with warnings.catch_warnings(), zipfile.ZipFile(target, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(SHEET, parts[SHEET])
    return target.getvalue()


def in_sheet(old: str, new: str, count: int = 0) -> Recast:
    """The sheet with a pattern replaced; it must be there."""
    return in_part(SHEET, old, new, count)


def in_part(name: str, old: str, new: str, count: int = 0) -> Recast:
    def recast(parts: Parts) -> Parts:
        xml, found = re.subn(old, new, parts[name].decode(), count=count, flags=re.DOTALL)
        assert found, f"{old} is not in {name}"
        return {**parts, name: xml.encode()}

    return recast


def in_xml(change: Callable[[str], str], names: str = r"\.(xml|rels)$") -> Recast:
    return lambda parts: {
        name: change(data.decode()).encode() if re.search(names, name) else data for name, data in parts.items()
    }


def recoded(encoding: str, mark: bytes = b"", says: str = "UTF-16", names: str = r"\.(xml|rels)$") -> Recast:
    def recast(parts: Parts) -> Parts:
        return {
            name: mark + re.sub(r'encoding="[^"]*"', f'encoding="{says}"', data.decode(), count=1).encode(encoding)
            if re.search(names, name)
            else data
            for name, data in parts.items()
        }

    return recast


def prefixed(prefix: str) -> Recast:
    """Every element of the main namespace with a prefix."""

    def change(xml: str) -> str:
        xml = re.sub(r"<(/?)(?![?!/])(?=[a-zA-Z]+[\s/>])", rf"<\1{prefix}:", xml)
        return xml.replace(' xmlns="', f' xmlns:{prefix}="', 1)

    return in_xml(change, r"xl/(worksheets/sheet|workbook|styles|sharedStrings|comments|tables/)[^/]*\.xml$")


def renamed(change: Callable[[str], str]) -> Recast:
    return lambda parts: {change(name): data for name, data in parts.items()}


def chain(*steps: Recast) -> Recast:
    def recast(parts: Parts) -> Parts:
        for step in steps:
            parts = step(parts)
        return parts

    return recast


def strict(xml: str) -> str:
    """The names of Strict OOXML instead of the transitional ones."""
    usual, other = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"
    for kind in ("spreadsheetml", "officeDocument"):
        for name in ("main", "relationships"):
            xml = xml.replace(f"{usual}/{kind}/2006/{name}", f"{other}/{kind}/{name}")
    return xml


def macros(parts: Parts) -> Parts:
    """An xlsm: a macro project and an ActiveX control, which are binary."""
    kinds, rels = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
    binary = bytes(range(256)) * 40
    return {
        **parts,
        kinds: parts[kinds].replace(
            b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
        ),
        rels: parts[rels].replace(b"</Relationships>", link.encode()),
        "xl/vbaProject.bin": binary,
        "xl/activeX/activeX1.bin": binary[::-1],
    }
