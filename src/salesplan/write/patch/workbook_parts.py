"""A workbook opened to be changed: its parts, and its new copy with only the changed ones written anew."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.load.sniff import kind_of
from salesplan.ooxml.package import Package, SheetInfo, inflate, open_package, relations
from salesplan.text import Text
from salesplan.write.patch.sheet_frame import has_formulas
from salesplan.write.patch.sheet_xml import SheetXml, encoding_of, unsupported
from salesplan.write.patch.xml_text import edited
from salesplan.write.patch.zip_copy import Packed, copy_archive

STEP = 1 << 19
"""Bytes of a sheet held at a time. Smaller ones save nothing more; a row that spans many of them takes long."""


@dataclass
class OpenBook:
    """A workbook and one of its sheets, with the small parts that were edited so far."""

    package: Package
    sheet: SheetInfo
    parts: dict[str, bytes] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """The sheet, for problems."""
        return Place(self.package.file, self.sheet.name)

    def at(self, cell: str) -> Place:
        """A cell of the sheet, for problems."""
        return Place(self.package.file, self.sheet.name, cell)

    def read_sheet(self) -> SheetXml:
        """One pass over the sheet."""
        return SheetXml(inflate(self.package, self.sheet.part, step=STEP), self.place)

    def text_of(self, index: int) -> str:
        """A shared text by its index; an index that the workbook does not have is an empty text."""
        return self._texts[index] or "" if 0 <= index < len(self._texts) else ""

    @cached_property
    def _texts(self) -> list[str | None]:
        # Brings polars with it, and most updates meet no shared text.
        from salesplan.ooxml.strings import read_strings

        return read_strings(self.package).to_list()

    def linked(self, part: str, kind: str) -> list[str]:
        """The parts that a part points at, of one kind (``table``, ``styles``, ``calcChain`` ...)."""
        parts = self.package.parts
        return [r.target for r in relations(self.package, part) if r.kind == kind and r.target in parts]

    def read_part(self, part: str) -> str:
        """A small part as text, edits included."""
        data = self._bytes(part)
        return data.decode(encoding_of(data), "replace")

    def edit(self, part: str, change: Callable[[str], str]) -> None:
        """Change a small part; a part that comes out the same is not written."""
        old = self._bytes(part)
        try:
            new = edited(old, change, Place(self.package.file))
        except ValueError as error:
            name = self.package.parts[part].filename
            raise unsupported(
                self.place, Text("{part} 里的 XML 不寻常", "the XML in {part} is unusual").format(part=name)
            ) from error
        if new != old:
            self.parts[part] = new

    def _bytes(self, part: str) -> bytes:
        return self.parts[part] if part in self.parts else b"".join(inflate(self.package, part))

    def calculates_elsewhere(self) -> bool:
        """Whether any formula stands in the workbook outside the sheet, which may read what is written."""
        if self.linked(self.package.book, "calcChain"):
            return True
        others = (info for info in self.package.sheets if info.part != self.sheet.part)
        return any(_any_formula(inflate(self.package, info.part, step=STEP)) for info in others)

    def write(self, target: BinaryIO, sheet: Packed) -> None:
        """The new workbook: the sheet as given, the edited parts, every other entry as it stands."""
        parts: dict[str, Packed | Iterable[bytes]] = {self._entry(part): [data] for part, data in self.parts.items()}
        try:
            copy_archive(self.package.archive, target, {**parts, self._entry(self.sheet.part): sheet})
        except zipfile.BadZipFile as error:
            raise unsupported(Place(self.package.file), Text("压缩包不完整", "its archive is damaged")) from error

    def _entry(self, part: str) -> str:
        return self.package.parts[part].filename


def open_book(path: Path, sheet: str) -> OpenBook:
    """The workbook opened for a change of one sheet.

    BadInput for what cannot be read; CannotWrite for formats that are only read (xls, xlsb, ods), for a signed
    workbook, and for a sheet it does not have.
    """
    if path.suffix.lower() not in (".xlsx", ".xlsm") and not _is_workbook(path):
        raise format_refused(path, path.suffix or "?")
    package = open_package(path, str(path))
    if any(part.startswith("_xmlsignatures/") for part in package.parts):
        raise CannotWrite(_signed(package))
    info = next((info for info in package.sheets if info.name == sheet), None)
    if info is None:
        raise CannotWrite(_no_sheet(package, sheet))
    return OpenBook(package, info)


def _any_formula(pieces: Iterator[bytes]) -> bool:
    tail = b""
    for piece in pieces:
        # UTF-16 without its zero bytes reads like UTF-8 as far as tags go.
        flat = tail + (piece.replace(b"\0", b"") if b"\0" in piece[:64] else piece)
        if has_formulas(flat):
            return True
        tail = flat[-64:]
    return False


COPY = Text("用 -o 新文件.xlsx 写到新的工作簿", "write a new workbook with -o new.xlsx")


def format_refused(path: Path, name: str) -> CannotWrite:
    """The refusal of a list in a format that is only read; ``name`` is what people call it."""
    what = Text("{ending} 文件只读取，不写回", "{ending} files are read, not written back")
    return CannotWrite(Problem("WRITE-format", "error", what.format(ending=name), COPY, Place(str(path))))


def _is_workbook(path: Path) -> bool:
    """Whether a file that is not named so is an xlsx or xlsm workbook."""
    return path.is_file() and kind_of(path.read_bytes()) in ("xlsx", "xlsm")


def _signed(package: Package) -> Problem:
    what = Text(
        "工作簿有数字签名，改动会使签名失效", "the workbook is digitally signed; a change would break the signature"
    )
    return Problem("WRITE-signed", "error", what, COPY, Place(package.file))


def _no_sheet(package: Package, sheet: str) -> Problem:
    what = Text("没有工作表 {sheet}", "there is no sheet {sheet}").format(sheet=sheet)
    names: Mapping[str, object] = {"names": ", ".join(info.name for info in package.sheets)}
    fix = Text("可选的工作表：{names}", "sheets to choose from: {names}").format(**names)
    return Problem("WRITE-no-sheet", "error", what, fix, Place(package.file), sheet)
