"""Old containers: chains that end, chains that do not, passwords."""

from __future__ import annotations

import struct

import pytest

from salesplan.load import ole

FREE, LAST, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def container(
    table: list[int], places: tuple[int, ...] = (0,), more: int = LAST, sectors: int = 8, shift: int = 9
) -> bytes:
    """A header, the allocation table in sector 0, and empty sectors."""
    header = bytearray(512)
    header[:8] = ole.SIGNATURE
    struct.pack_into("<H", header, 30, shift)
    struct.pack_into("<I", header, 68, more)
    struct.pack_into("<109I", header, 76, *places, *[FREE] * (109 - len(places)))
    entries = [*table, *[FREE] * (128 - len(table))]
    return bytes(header) + struct.pack("<128I", *entries) + bytes(512 * (sectors - 1))


@pytest.mark.parametrize(
    ("table", "sound"),
    [
        ([TABLE, 2, 3, LAST], True),
        ([TABLE, LAST, 1], True),
        ([TABLE, 2, 1], False),
        ([TABLE, 1], False),
        ([TABLE, 2, 3, 2], False),
        ([TABLE, 2, 127], True),
    ],
)
def test_chains_end(table: list[int], sound: bool) -> None:  # noqa: FBT001 - a row of the table
    assert ole.chains_end(container(table)) is sound


def test_the_table_itself_is_inside_the_file_once() -> None:
    assert not ole.chains_end(container([TABLE], places=(0, 0)))
    assert ole.chains_end(container([TABLE], places=(0, 6)))
    assert not ole.chains_end(container([TABLE], places=(0, 8)))


def test_the_chain_of_the_table_ends() -> None:
    """More places of the table stand in sector 1, whose last entry names the next such sector."""
    sound = bytearray(container([TABLE, LAST], more=1))
    sound[1024:1536] = struct.pack("<128I", *[FREE] * 127, LAST)
    assert ole.chains_end(bytes(sound))
    sound[1532:1536] = struct.pack("<I", 1)
    assert not ole.chains_end(bytes(sound))
    assert not ole.chains_end(container([TABLE], more=8))


@pytest.mark.parametrize("data", [b"", ole.SIGNATURE, container([TABLE], shift=3), container([TABLE], shift=60_000)])
def test_what_is_no_container_is_unsound(data: bytes) -> None:
    assert not ole.chains_end(data)


def record(kind: int, length: int) -> bytes:
    return struct.pack("<HH", kind, length) + bytes(length)


BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)


@pytest.mark.parametrize(
    ("stream", "locked"),
    [
        (BOF + record(0x2F, 6), True),
        (BOF + record(0xE1, 2) + record(0x2F, 6), True),
        (BOF + record(0xE1, 2) + record(0x0A, 0) + bytes(8), False),
        (b"no workbook", False),
        ("EncryptedPackage".encode("utf-16-le"), True),
    ],
)
def test_a_password_is_seen(stream: bytes, locked: bool) -> None:  # noqa: FBT001 - a row of the table
    assert ole.has_password(ole.SIGNATURE + stream) is locked


@pytest.mark.parametrize(("name", "holds"), [("Workbook", True), ("Book", True), ("WordDocument", False)])
def test_a_workbook_is_known_by_its_stream(name: str, holds: bool) -> None:  # noqa: FBT001 - a row of the table
    assert ole.holds_workbook(ole.SIGNATURE + name.encode("utf-16-le")) is holds
