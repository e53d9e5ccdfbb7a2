"""What must be known about an .xls container before a native reader follows its chains: sound, without a password."""

from __future__ import annotations

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS_FROM = 0xFFFFFFFA  # sector numbers from here on are marks, not places
_SECTOR_SIZES = (512, 4096)
_FIRST_RECORD = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # BOF of the workbook's globals
_FILE_PASSWORD = 0x2F  # FILEPASS
_LOOK = 512


def has_password(data: bytes) -> bool:
    """Whether the container holds an encrypted workbook: a whole package, or a FILEPASS record in an .xls stream."""
    return "EncryptedPackage".encode("utf-16-le") in data or _file_password(data)


def holds_workbook(data: bytes) -> bool:
    """Whether a stream of the container has the name of an .xls workbook (97 and later, or 5.0 and 95)."""
    return any(name.encode("utf-16-le") in data for name in ("Workbook", "Book", "WORKBOOK", "BOOK"))


def _file_password(data: bytes) -> bool:
    """A FILEPASS record right behind the first record of the stream."""
    at = data.find(_FIRST_RECORD)
    end = min(at + _LOOK, len(data) - 4)
    while 0 <= at < end:
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == _FILE_PASSWORD:
            return True
        at += 4 + length
    return False


def chains_end(data: bytes) -> bool:
    """Whether every chain of the allocation table is finite and inside the file."""
    if len(data) < _SECTOR_SIZES[0]:
        return False
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
    if size not in _SECTOR_SIZES:
        return False
    places = _table_places(data, size)
    if places is None or len(set(places)) != len(places) or any((p + 1) * size >= len(data) for p in places):
        return False
    return _acyclic([number for place in places for number in _sector(data, place, size)])


def _table_places(data: bytes, size: int) -> list[int] | None:
    """The sectors of the allocation table: 109 in the header, more in a chain; None when that is endless."""
    places = [p for p in struct.unpack_from("<109I", data, 76) if p < _MARKS_FROM]
    block, seen = struct.unpack_from("<I", data, 68)[0], set[int]()
    while block < _MARKS_FROM:
        if block in seen or (block + 1) * size >= len(data):
            return None
        seen.add(block)
        *more, block = _sector(data, block, size)
        places += [p for p in more if p < _MARKS_FROM]
    return places


def _sector(data: bytes, number: int, size: int) -> tuple[int, ...]:
    start = (number + 1) * size
    return struct.unpack(f"<{size // 4}I", data[start : start + size].ljust(size, b"\xff"))


def _acyclic(table: list[int]) -> bool:
    """Whether no walk through the table comes back to a sector of the same walk."""
    unseen, walking, ends = 0, 1, 2
    state = bytearray(len(table))
    for first in range(len(table)):
        walk, at = [], first
        while at < len(table) and state[at] == unseen:
            state[at] = walking
            walk.append(at)
            at = table[at]
        if at < len(table) and state[at] == walking:
            return False
        for place in walk:
            state[place] = ends
    return True
