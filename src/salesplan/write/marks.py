"""The mark by which a PDF or a picture says that salesplan made it, so that the next run may replace it."""

from __future__ import annotations

import zlib

PNG_START, FIRST_CHUNK = b"\x89PNG\r\n\x1a\n", 33
"""How a PNG begins, and where its first part, the size of the picture, ends."""
_KEYWORD = b"tEXtSoftware\0salesplan"
_SVG = b"<!-- salesplan -->\n"
_PDF = b"% salesplan\n"
"""A comment after the end of a PDF, which readers pass over."""


def marked(form: str, content: bytes) -> bytes:
    """The PDF, PNG or SVG with the mark of salesplan."""
    if form == "svg":
        return _SVG + content
    if form == "pdf":
        return content.rstrip(b"\r\n") + b"\n" + _PDF
    words = _KEYWORD[4:]
    part = len(words).to_bytes(4, "big") + _KEYWORD + zlib.crc32(_KEYWORD).to_bytes(4, "big")
    return content[:FIRST_CHUNK] + part + content[FIRST_CHUNK:]


def says_so(head: bytes, tail: bytes) -> bool:
    """Whether the beginning and the end of a file carry the mark."""
    if head.startswith(PNG_START):
        return head[FIRST_CHUNK + 4 :].startswith(_KEYWORD)
    return head.startswith(_SVG) or (head.startswith(b"%PDF-") and tail.endswith(_PDF))
