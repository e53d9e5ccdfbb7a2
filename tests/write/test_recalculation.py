"""Stored results that may depend on what was written are calculated anew on opening; the calculation chain stays."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from odd_forms import SHEET, Parts, Recast, base, chain, in_part, in_sheet, packed, prefixed, recoded
from plain_reader import entries, part, read_cells
from salesplan.write.update import NewColumn, UpdateOptions
from salesplan.write.workbook_update import update_columns, write_cells

BOOK, OTHER = "xl/workbook.xml", "xl/worksheets/sheet2.xml"
OPTIONS = UpdateOptions(datetime(2026, 11, 21, 18, 45), lock_wait=0, backup=False)  # noqa: DTZ001 - backups are named by the user's own clock
NOTHING = in_part(OTHER, r"<f>.*?</f>", "")
PLAIN = chain(in_part(BOOK, ' fullCalcOnLoad="1"', ""), NOTHING)
"""The list without any formula, and without xlsxwriter's own wish to calculate."""
DEPENDING = in_part(OTHER, r'<c r="A1"><v>', "<c r='A1'><f>SUM(客户!F:F)</f><v>")
CHAIN = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A1" i="2"/></calcChain>'


def in_tail(xml: str) -> Recast:
    return in_sheet(r"(?=<legacyDrawing)", xml)


def with_chain(parts: Parts) -> Parts:
    """A calculation chain, as Excel keeps one, naming the only formula."""
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    link = f'<Relationship Id="rId98" Type="{main}" Target="calcChain.xml"/></Relationships>'
    override = f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'
    rels, kinds = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    return {
        **parts,
        rels: parts[rels].replace(b"</Relationships>", link.encode()),
        kinds: parts[kinds].replace(b"</Types>", override.encode()),
        "xl/calcChain.xml": CHAIN,
    }


def made(folder: Path, *steps: Recast) -> Path:
    path = folder / "a.xlsx"
    path.write_bytes(packed(chain(*steps)(base())))
    return path


def is_calculated(path: Path) -> bool:
    return re.search(rb'fullCalcOnLoad="1"', part(path, re.compile(r"workbook\.xml$")).replace(b"\0", b"")) is not None


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((), False),
        ((DEPENDING,), True),
        ((in_sheet(r'<c r="A5"', '<c r="A5"><f>F2</f></c><c r="B5"'),), True),
        ((in_sheet("(?=</sheetData>)", '<row r="7"><c r="A7"><f t="shared" si="0"/></c></row>'),), True),
        ((DEPENDING, prefixed("x")), True),
        ((DEPENDING, prefixed("my-x.1"), in_part(SHEET, "my-x.1:", "")), True),
        ((DEPENDING, recoded("utf-16-le", b"\xff\xfe")), True),
        ((with_chain,), True),
        # These keep no results: they are worked out whenever the sheet is shown, so nothing old can be seen.
        ((in_part(BOOK, "(?=</definedNames>)", '<definedName name="n">SUM(客户!$F:$F)</definedName>'),), False),
        ((in_tail('<conditionalFormatting sqref="A2"><cfRule type="expression" priority="1"><formula>$F2=1</formula>'
                  "</cfRule></conditionalFormatting>"),), False),
        ((in_tail('<dataValidations count="1"><dataValidation type="custom" sqref="A2"><formula1>F2=1</formula1>'
                  "</dataValidation></dataValidations>"),), False),
    ],
)  # fmt: skip
def test_what_keeps_results_is_calculated_anew(tmp_path: Path, steps: tuple[Recast, ...], expected: bool) -> None:  # noqa: FBT001 - a table of cases
    path = made(tmp_path, PLAIN, *steps)
    assert not is_calculated(path)
    assert write_cells(path, "客户", {"F2": 1}).changed == 1
    assert is_calculated(path) is expected
    other = made(tmp_path, PLAIN, *steps)
    assert update_columns(other, "客户", 1, [NewColumn("class", {2: "A"})], OPTIONS).changed == 2
    assert is_calculated(other) is expected


def test_nothing_changed_nothing_to_calculate(tmp_path: Path) -> None:
    path = made(tmp_path, PLAIN, DEPENDING)
    assert write_cells(path, "客户", {"A2": "002"}).changed == 0
    assert not is_calculated(path)


def test_the_chain_names_the_same_formulas_as_before(tmp_path: Path) -> None:
    """A formula is never overwritten nor cleared, so the chain that lists the formulas never has to change."""
    path = made(tmp_path, PLAIN, DEPENDING, with_chain)
    second = re.compile(r"sheet2\.xml$")
    before, formulas = entries(path), {at: c.formula for at, c in read_cells(path, second).items() if c.formula}
    write_cells(path, "客户", {"F2": 1, "A2": None, "B2": "x"})
    update_columns(path, "客户", 1, [NewColumn("class", {2: "A", 3: None})], OPTIONS)
    assert entries(path)["xl/calcChain.xml"] == before["xl/calcChain.xml"]
    assert (
        {at: c.formula for at, c in read_cells(path, second).items() if c.formula}
        == formulas
        == {"A1": "SUM(客户!F:F)"}
    )
