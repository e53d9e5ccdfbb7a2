from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from salesplan.write.marks import marked, says_so
from salesplan.write.text_output import made_by_us


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
PNG += chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
PLAIN = {"png": PNG, "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>\n', "pdf": b"%PDF-1.4\n1 0 obj\n%%EOF\n"}


@pytest.mark.parametrize("form", sorted(PLAIN))
def test_what_carries_the_mark_is_ours_and_nothing_else(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"x.{form}"
    file.write_bytes(PLAIN[form])
    assert not made_by_us(file)
    file.write_bytes(marked(form, PLAIN[form]))
    assert made_by_us(file)


def test_a_large_pdf_says_so_at_its_end(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(marked("pdf", b"%PDF-1.4\n" + b"x" * 50_000 + b"\n%%EOF"))
    assert made_by_us(file)
    file.write_bytes(b"no pdf\n" + marked("pdf", b"x"))
    assert not made_by_us(file)


def test_the_parts_of_a_marked_png_are_whole() -> None:
    content, at, kinds = marked("png", PNG), 8, []
    while at < len(content):
        (size,) = struct.unpack(">I", content[at : at + 4])
        body = content[at + 4 : at + 8 + size]
        assert struct.unpack(">I", content[at + 8 + size : at + 12 + size]) == (zlib.crc32(body),)
        kinds.append(body[:4])
        at += 12 + size
    assert kinds == [b"IHDR", b"tEXt", b"IDAT", b"IEND"]


def test_text_that_only_names_us_is_not_ours() -> None:
    assert not says_so(b"\x89PNG\r\n\x1a\n" + b"x" * 30 + b"tEXtSoftware\0salesplan", b"")
    assert not says_so(b"<svg><!-- salesplan -->\n", b"")
