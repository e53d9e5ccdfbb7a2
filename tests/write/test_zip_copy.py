"""A copied archive holds the same compressed bytes; only what was replaced is new."""

from __future__ import annotations

import io
import zipfile

import pytest

from odd_forms import Pipe
from salesplan.write.patch.zip_copy import copy_archive


def archive(*, piped: bool = False, zip64: bool = False) -> bytes:
    target: Pipe | io.BytesIO = Pipe() if piped else io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in (("xl\\workbook.xml", "a" * 50), ("客户.xml", "b" * 500), ("stored.bin", "c")):
            info = zipfile.ZipInfo(name, (2026, 11, 21, 18, 45, 2))
            info.compress_type = zipfile.ZIP_STORED if name == "stored.bin" else zipfile.ZIP_DEFLATED
            with out.open(info, "w", force_zip64=zip64) as entry:
                entry.write(text.encode())
        out.comment = b"a comment"
    return bytes(target.data) if isinstance(target, Pipe) else target.getvalue()


def raw(data: bytes) -> dict[str, tuple[object, ...]]:
    """Each entry as its directory record says, with its compressed bytes."""
    found: dict[str, tuple[object, ...]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        for e in opened.infolist():
            start = (
                e.header_offset
                + 30
                + sum(data[e.header_offset + i] + 256 * data[e.header_offset + i + 1] for i in (26, 28))
            )
            packed = data[start : start + e.compress_size]
            found[e.orig_filename] = (e.date_time, e.compress_type, e.CRC, e.file_size, e.external_attr, packed)
        assert opened.testzip() is None
    return found


@pytest.mark.parametrize("piped", [False, True])
@pytest.mark.parametrize("zip64", [False, True])
def test_entries_keep_their_compressed_bytes(piped: bool, zip64: bool) -> None:  # noqa: FBT001 - a table of cases
    data = archive(piped=piped, zip64=zip64)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        copy_archive(opened, target, {"客户.xml": [b"new ", b"content"]})
    before, after = raw(data), raw(target.getvalue())
    assert list(before) == list(after)
    assert {name: after[name] for name in after if name != "客户.xml"} == {
        n: before[n] for n in before if n != "客户.xml"
    }
    with zipfile.ZipFile(target) as opened:
        assert opened.read("客户.xml") == b"new content"
        assert opened.getinfo("客户.xml").date_time == (2026, 11, 21, 18, 45, 2)
        assert opened.comment == b"a comment"


def test_an_archive_cut_off_is_no_archive() -> None:
    data = bytearray(archive())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as opened:
        opened.infolist()[1].header_offset += 3
        with pytest.raises(zipfile.BadZipFile):
            copy_archive(opened, io.BytesIO(), {})
