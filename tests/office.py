"""LibreOffice as a second reader of workbooks: converts many in one run; what the cells of its conversions hold."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

SOFFICE = shutil.which("soffice")
Cells = dict[tuple[str, str], tuple[Any, Any, str]]
"""Cells by sheet and address: the value, the formula or the value again, the number format."""


def converted(files: Sequence[Path], folder: Path, timeout: float = 300) -> list[Path | None]:
    """The files converted to xlsx in one run with a profile of its own, in order; None where LibreOffice opens none."""
    source, out = folder / "in", folder / "out"
    source.mkdir(parents=True)
    # Numbers for names: LibreOffice drops what stands behind the first dot.
    copies = [Path(shutil.copyfile(file, source / f"{i:03}{file.suffix}")) for i, file in enumerate(files)]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), *map(str, copies)]
    subprocess.run(command, capture_output=True, check=False, timeout=timeout)
    made = [out / f"{copy.stem}.xlsx" for copy in copies]
    return [file if file.exists() else None for file in made]


def cells_of(path: Path) -> Cells:
    """Every cell that holds something. Drawings are not read: openpyxl stumbles over some."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values, formulas = (openpyxl.load_workbook(path, read_only=True, data_only=data) for data in (True, False))
        found: Cells = {}
        for sheet in formulas.worksheets:
            for row, results in zip(sheet.iter_rows(), values[sheet.title].iter_rows(), strict=True):
                for cell, result in zip(row, results, strict=True):
                    if cell.value is not None:
                        found[sheet.title, cell.coordinate] = (result.value, cell.value, str(cell.number_format))
        values.close()
        formulas.close()
    return found
