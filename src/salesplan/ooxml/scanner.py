"""Reads the cells of a sheet, sparse, with their coordinates, their kind and the raw text of the file.

A sheet written the usual way is cut into cells by the frame engine's string kernels (``cutting``). Any other goes
element by element (``elements``): five times slower, the same answer.
"""

from __future__ import annotations

import polars as pl

from salesplan.ooxml.cells import Gathered, Scan
from salesplan.ooxml.cutting import cut
from salesplan.ooxml.elements import read_elements
from salesplan.ooxml.package import Package, SheetInfo, inflate
from salesplan.ooxml.strings import UnusualForm


def scan(package: Package, sheet: SheetInfo, strings: pl.Series) -> Scan:
    """The cells of one sheet. ``strings``: the shared strings of the workbook (``strings.read_strings``)."""
    try:
        return scan_fast(package, sheet, strings)
    except UnusualForm:
        return scan_slow(package, sheet, strings)


def scan_fast(package: Package, sheet: SheetInfo, strings: pl.Series) -> Scan:
    """The fast way alone. Raises UnusualForm for XML that is not written the usual way."""
    gathered = Gathered(package.file, sheet.name, strings, package.formats)
    cut(inflate(package, sheet.part, sheet=sheet.name), gathered)
    return gathered.scan()


def scan_slow(package: Package, sheet: SheetInfo, strings: pl.Series) -> Scan:
    """The slow way alone, for XML of any form."""
    gathered = Gathered(package.file, sheet.name, strings, package.formats)
    name = package.parts[sheet.part].filename
    read_elements(inflate(package, sheet.part, sheet=sheet.name), gathered, name)
    return gathered.scan()
