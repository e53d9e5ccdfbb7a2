"""Writes a zip archive whose entries are, but for a few, the compressed bytes of another one as they stand."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

LEVEL = 6
STEP = 1 << 20
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sBBHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_HAS_DESCRIPTOR = 0x08
_UTF8 = 0x800
_ZIP64 = 1


@dataclass(frozen=True)
class Packed:
    """The compressed content of an entry in pieces, with the checksum and the size of what it holds."""

    pieces: tuple[bytes, ...]
    check: int
    size: int


def packed(pieces: Iterable[bytes]) -> Packed:
    """A content compressed. All of it passes before any of it is written: what may be refused is refused by then."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    check, size = 0, 0
    done: list[bytes] = []
    for piece in pieces:
        check, size = zlib.crc32(piece, check), size + len(piece)
        done.append(packer.compress(piece))
    return Packed((*done, packer.flush()), check, size)


def copy_archive(archive: zipfile.ZipFile, target: BinaryIO, replaced: Mapping[str, Packed | Iterable[bytes]]) -> None:
    """Write ``archive`` to ``target`` in its order, with the content of the entries in ``replaced`` (by file name) new.

    New content is compressed here unless it is already. Other entries keep their compressed bytes; where sizes stood
    behind the data they stand before it now. The output needs no zip64: packages of that size are refused when they are
    opened. zipfile.BadZipFile when an entry is cut off.
    """
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    directory = [
        _write(target, entry, replaced[entry.filename]) if entry.filename in replaced else _copy(archive, target, entry)
        for entry in entries
    ]
    start = target.tell()
    target.writelines(directory)
    size, count = target.tell() - start, len(entries)
    target.write(_END.pack(b"PK\5\6", 0, 0, count, count, size, start, len(archive.comment)) + archive.comment)


def _copy(archive: zipfile.ZipFile, target: BinaryIO, entry: zipfile.ZipInfo) -> bytes:
    """Copy an entry's compressed bytes; return its record for the directory."""
    source = archive.fp
    if source is None:
        raise zipfile.BadZipFile("the archive is closed")
    source.seek(entry.header_offset)
    header = source.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\3\4"):
        raise zipfile.BadZipFile(f"no header for {entry.filename}")
    name_length, extra_length = _LOCAL.unpack(header)[-2:]
    source.seek(name_length + extra_length, 1)
    offset = target.tell()
    target.write(_local(entry, entry.compress_type, entry.CRC, entry.compress_size, entry.file_size))
    left = entry.compress_size
    while left:
        piece = source.read(min(left, STEP))
        if not piece:
            raise zipfile.BadZipFile(f"{entry.filename} is cut off")
        target.write(piece)
        left -= len(piece)
    return _central(entry, entry.compress_type, entry.CRC, (entry.compress_size, entry.file_size), offset)


def _write(target: BinaryIO, entry: zipfile.ZipInfo, new: Packed | Iterable[bytes]) -> bytes:
    """Write an entry with new content under its old name, date and attributes; return its record for the directory."""
    content = new if isinstance(new, Packed) else packed(new)
    offset, length = target.tell(), sum(map(len, content.pieces))
    target.write(_local(entry, zipfile.ZIP_DEFLATED, content.check, length, content.size))
    target.writelines(content.pieces)
    return _central(entry, zipfile.ZIP_DEFLATED, content.check, (length, content.size), offset)


def _local(entry: zipfile.ZipInfo, method: int, check: int, packed: int, size: int) -> bytes:
    name, flags = _name(entry), entry.flag_bits & ~_HAS_DESCRIPTOR
    version = max(entry.extract_version, 20)
    header = _LOCAL.pack(b"PK\3\4", version, flags, method, *_moment(entry), check, packed, size, len(name), 0)
    return header + name


def _central(entry: zipfile.ZipInfo, method: int, check: int, sizes: tuple[int, int], offset: int) -> bytes:
    name, extra, flags = _name(entry), _plain_extra(entry.extra), entry.flag_bits & ~_HAS_DESCRIPTOR
    header = _CENTRAL.pack(
        b"PK\1\2",
        entry.create_version,
        entry.create_system,
        max(entry.extract_version, 20),
        flags,
        method,
        *_moment(entry),
        check,
        *sizes,
        len(name),
        len(extra),
        len(entry.comment),
        0,
        entry.internal_attr,
        entry.external_attr,
        offset,
    )
    return header + name + extra + entry.comment


def _name(entry: zipfile.ZipInfo) -> bytes:
    """The name as it stands in the archive, whatever slashes it has."""
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437")


def _moment(entry: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = entry.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _plain_extra(extra: bytes) -> bytes:
    """The extra fields without the one that holds 64-bit sizes, which no longer apply."""
    kept = b""
    while len(extra) >= 4:  # noqa: PLR2004 - a field's id and length
        kind, length = struct.unpack_from("<HH", extra)
        if kind != _ZIP64:
            kept += extra[: 4 + length]
        extra = extra[4 + length :]
    return kept
