"""Reads workbooks the plain way, by the XML library and nothing of ours: what tests compare our results with."""

from __future__ import annotations

import re
import struct
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from openpyxl.utils import column_index_from_string, get_column_letter

WORKSHEET = re.compile(r"worksheets/sheet1\.xml$", re.IGNORECASE)


class PlainCell(NamedTuple):
    """What a cell holds: its value (text, Decimal, truth value, error as text), its formula, its style."""

    value: str | Decimal | bool | None
    formula: str | None
    style: int


def entries(path: Path) -> dict[str, bytes]:
    """The compressed bytes of every entry by its name, cut out of the file by hand; checksums are right."""
    data = path.read_bytes()
    found = {}
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            name, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
            start = entry.header_offset + 30 + name + extra
            found[entry.orig_filename] = data[start : start + entry.compress_size]
    return found


def part(path: Path, name: re.Pattern[str]) -> bytes:
    """The part whose name matches, slashes of any kind; empty when there is none."""
    with zipfile.ZipFile(path) as archive:
        found = [entry for entry in archive.infolist() if name.search(entry.filename.replace("\\", "/"))]
        return archive.read(found[0]) if found else b""


def read_cells(path: Path, sheet: re.Pattern[str] = WORKSHEET) -> dict[str, PlainCell]:
    """The cells of one sheet that hold something, by address; rows and cells without ``r`` follow the one before."""
    shared = part(path, re.compile(r"sharedStrings\.xml$", re.IGNORECASE))
    texts = [_text(item) for item in ET.fromstring(shared)] if shared else []  # noqa: S314 - made by the test itself
    root = ET.fromstring(_readable(part(path, sheet)))  # noqa: S314 - made by the test itself
    found: dict[str, PlainCell] = {}
    number = 0
    for row in root.iter(f"{_space(root)}row"):
        number = int(row.get("r") or number + 1)
        column = 0
        for cell in row.iter(f"{_space(root)}c"):
            address = (cell.get("r") or "").replace("$", "").rstrip("0123456789")
            column = column_index_from_string(address) if address else column + 1
            held = _cell(cell, texts)
            if held.value is not None or held.formula is not None:
                where = f"{get_column_letter(column)}{number}"
                assert where not in found, f"{where} stands twice"
                found[where] = held
    return found


def _readable(xml: bytes) -> bytes:
    """The part as it is, but for an encoding that the XML library does not know."""
    if b'"GB18030"' not in xml[:100]:
        return xml
    return xml.decode("gb18030").replace('"GB18030"', '"UTF-8"').encode()


def _space(element: ET.Element) -> str:
    return element.tag[: element.tag.index("}") + 1]


def _cell(cell: ET.Element, texts: list[str]) -> PlainCell:
    space, kind = _space(cell), cell.get("t", "n")
    formula, style = cell.find(f"{space}f"), int(cell.get("s") or 0)
    text = None if formula is None else formula.text or ""
    inline, stored = cell.find(f"{space}is"), cell.findtext(f"{space}v")
    if inline is not None:
        return PlainCell(_text(inline), text, style)
    if not stored:
        return PlainCell(None, text, style)
    if kind == "s":
        return PlainCell(texts[int(stored)], text, style)
    return PlainCell(
        stored in ("1", "true") if kind == "b" else Decimal(stored) if kind == "n" else stored, text, style
    )


def _text(item: ET.Element) -> str:
    space = _space(item)
    runs = [t.text or "" for t in (*item.findall(f"{space}t"), *item.findall(f"{space}r/{space}t"))]
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), "".join(runs))
