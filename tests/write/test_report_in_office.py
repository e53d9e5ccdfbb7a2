"""LibreOffice opens the workbook of a report, adds up as we do, and shows its charts."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import chdir
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from made_report import made_report
from office import SOFFICE, cells_of, converted
from program import ROOT
from salesplan.cli.main import run as run_program
from salesplan.write.new.report_book import report_book

pytestmark = pytest.mark.office
CENT = Decimal("0.005")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Path]]:
    """The made report, one with a long table, the example's: as written, and as LibreOffice calculates and keeps them.

    The values that we put into formulas are taken out first, so that they are LibreOffice's own.
    """
    assert SOFFICE, "LibreOffice is not installed"
    folder = tmp_path_factory.mktemp("report")
    made = [folder / f"made{rows}.xlsx" for rows in (3, 300)]
    for path, rows in zip(made, (3, 300), strict=True):
        path.write_bytes(report_book(made_report(rows=rows), date(2026, 6, 30)))
    example = folder / "example.xlsx"
    with chdir(ROOT / "examples"):
        assert run_program(("report", "--as-of", "2026-06-30", "-o", str(example))) == 0
    files = [*made, example]
    bare = [_without_values(path) for path in files]
    kept = converted(bare, folder / "office")
    return [(path, other) for path, other in zip(files, kept, strict=True) if other]


def _without_values(path: Path) -> Path:
    """The workbook with every formula's value taken out."""
    bare = path.with_suffix(".bare.xlsx")
    book = zipfile.ZipFile(path)
    with book, zipfile.ZipFile(bare, "w", zipfile.ZIP_DEFLATED) as out:
        for name in book.namelist():
            data = book.read(name)
            if name.startswith("xl/worksheets/sheet"):
                first, *rest = data.split(b"</f><v>")
                data = b"</f>".join((first, *(piece.partition(b"</v>")[2] for piece in rest)))
            out.writestr(name, data)
    return bare


def _sums(pair: tuple[Path, Path]) -> Iterator[tuple[str, str, object, object]]:
    ours, theirs = (cells_of(path) for path in pair)
    for (sheet, address), (value, formula, _) in ours.items():
        if str(formula).startswith("="):
            yield sheet, address, value, theirs[sheet, address][0]


def test_libreoffice_adds_up_as_we_do(opened: list[tuple[Path, Path]]) -> None:
    assert len(opened) == 3
    for pair in opened:
        sums = list(_sums(pair))
        assert sums
        for sheet, address, ours, theirs in sums:
            assert abs(Decimal(str(ours)) - Decimal(str(theirs))) < CENT, (sheet, address)


def _charts(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as book:
        return [book.read(name) for name in book.namelist() if name.startswith("xl/charts/chart")]


def test_libreoffice_keeps_every_chart_and_what_it_points_at(opened: list[tuple[Path, Path]]) -> None:
    for ours, theirs in opened:
        assert len(_charts(ours)) == len(_charts(theirs)) >= 5
        for chart in _charts(theirs):
            assert chart.count(b"<c:f>") >= 2
            assert chart.count(b"<c:pt ") >= 2


def test_libreoffice_finds_the_sheets_and_texts_that_we_wrote(opened: list[tuple[Path, Path]]) -> None:
    for ours, theirs in opened:
        assert load_workbook(ours, read_only=True).sheetnames == load_workbook(theirs, read_only=True).sheetnames
        wrote, found = cells_of(ours), cells_of(theirs)
        texts = {
            place: held for place, (held, formula, _) in wrote.items() if isinstance(held, str) and held == formula
        }
        assert {place: found[place][0] for place in texts} == texts
        assert not [place for place, (value, _, _) in found.items() if str(value).startswith(("#", "Err:"))]
