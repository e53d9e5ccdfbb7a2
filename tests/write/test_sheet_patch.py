"""Only the cells asked for change; every other byte of a sheet passes as it is, whatever form the sheet has."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any

import pytest

from salesplan.errors import CannotWrite, Place
from salesplan.write.patch.column_cells import ColumnCells
from salesplan.write.patch.sheet_patch import SheetPatch, area_of, inside, overlap, reference_of
from salesplan.write.patch.sheet_xml import SheetXml

HEAD = b'<?xml version="1.0" encoding="UTF-8"?><worksheet>'
TAIL = b"<mergeCells/></worksheet>"


def patch_of(rows: dict[int, dict[int, Any]], strings: Callable[[int], str] = lambda _: "") -> SheetPatch:
    """The patch for values by row, then by column."""
    columns = {column for cells in rows.values() for column in cells}
    by_column = {c: {row: rows[row][c] for row in rows if c in rows[row]} for c in columns}
    cells = [
        ColumnCells(c, array("I", sorted(held)), [held[row] for row in sorted(held)]) for c, held in by_column.items()
    ]
    return SheetPatch(cells, strings)


def patched(data: bytes, rows: dict[int, dict[int, object]], size: int = 7) -> bytes:
    """The sheet with plain values put in, fed in small pieces so that every tag is cut somewhere."""
    patch = patch_of(rows)
    pieces = (data[i : i + size] for i in range(0, len(data), size))
    return b"".join(patch.apply(SheetXml(pieces, Place()), bytes, bytes))


def sheet(rows: bytes) -> bytes:
    return HEAD + b"<sheetData>" + rows + b"</sheetData>" + TAIL


A, B, C = b'<c r="A1"><v>1</v></c>', b'<c r="B1"><v>5</v></c>', b'<c r="C1"><v>3</v></c>'
X, Z = b'<c r="X1"><v>8</v></c>', b'<c r="Z1"><v>6</v></c>'
ARRAY = b'<row r="1"><c r="A1"><f t="array" ref="A1:A3">B1:B3</f><v>1</v></c></row>'
BARE = b"<c><v>1</v></c>"


def row(cells: bytes, number: int = 1) -> bytes:
    return b'<row r="%d">%s</row>' % (number, cells)


@pytest.mark.parametrize(
    ("rows", "cells", "wanted"),
    [
        (row(A), {1: {2: 5}}, row(A + B)),
        (row(A + C), {1: {2: 5}}, row(A + B + C)),
        (row(b'<c r="A1" s="4"><v>1</v></c>'), {1: {1: 5}}, row(b'<c r="A1" s="4"><v>5</v></c>')),
        (row(b'<c r="A1" s="4"/>'), {1: {1: 5}}, row(b'<c r="A1" s="4"><v>5</v></c>')),
        (row(b'<c r="A1" s="4"><v>1</v></c>'), {1: {1: None}}, row(b'<c r="A1" s="4"/>')),
        (b'<row r="1"/>', {1: {2: 5}}, row(B)),
        (b'<row r="2"/>', {1: {2: 5}, 3: {1: 6}}, row(B) + b'<row r="2"/>' + row(b'<c r="A3"><v>6</v></c>', 3)),
        (b'<row r="1" spans="1:1" ht="20">' + A + b"</row>", {1: {2: 5}},
         b'<row r="1" spans="1:2" ht="20">' + A + B + b"</row>"),
        (b"<row>" + BARE * 2 + b"</row>", {1: {2: 5}}, row(BARE + B)),
        (b"<row/><row>" + BARE + b"</row>", {2: {2: 5}}, b"<row/>" + row(BARE + b'<c r="B2"><v>5</v></c>', 2)),
        (row(b'<c r="B1"/>' + A), {1: {1: 5}}, row(b'<c r="B1"/><c r="A1"><v>5</v></c>')),
        (b'<row r="1">' + A + b"</row\n>" + row(b"", 2), {2: {2: 5}},
         b'<row r="1">' + A + b"</row\n>" + row(b'<c r="B2"><v>5</v></c>', 2)),
        (row(b'<c r="A1"><v>1</v></c >' + C), {1: {1: 5}}, row(b'<c r="A1"><v>5</v></c>' + C)),
        (b'\n <row r="1">\n <c r="A1"/> </row>\n', {1: {2: 5}}, b'\n <row r="1">\n <c r="A1"/> ' + B + b"</row>\n"),
        (b'<row r="1"/>', {1: {1: None}, 2: {1: None}}, b'<row r="1"/>'),
        (row(A + B + C), {1: {2: None, 3: 3}}, row(A + b'<c r="B1"/>' + C)),
        (row(A + X + Z), {1: {2: 5, 26: 7}}, row(A + B + X + b'<c r="Z1"><v>7</v></c>')),
        (row(A + X), {1: {2: 5, 26: 6}}, row(A + B + X + Z)),
        (b'<row ht="9" r="1" spans="1:2">' + A + b"</row>", {1: {3: 3}},
         b'<row ht="9" r="1" spans="1:3">' + A + C + b"</row>"),
        (b"", {4: {1: 5}}, row(b'<c r="A4"><v>5</v></c>', 4)),
    ],
)  # fmt: skip
def test_rows_by_hand(rows: bytes, cells: dict[int, dict[int, object]], wanted: bytes) -> None:
    for size in (1, 7, 1000):
        assert patched(sheet(rows), cells, size) == sheet(wanted)


def test_an_empty_sheet_gets_rows() -> None:
    data = HEAD + b"<sheetData/>" + TAIL
    assert patched(data, {1: {1: 5}}) == sheet(b'<row r="1"><c r="A1"><v>5</v></c></row>')


def test_prefixes_are_used() -> None:
    data = b'<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert b'<x:c r="B1" t="inlineStr"><x:is><x:t>A</x:t></x:is></x:c></x:row>' in patched(data, {1: {2: "A"}})


def test_utf16_is_recoded_and_says_so() -> None:
    cell = '<c r="A1" t="str"><v>客</v></c>'
    text = '<?xml version="1.0" encoding="utf-16"?>'
    text += f'<worksheet><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    wanted = text.replace("utf-16", "UTF-8").replace("</row>", '<c r="B1"><v>5</v></c></row>')
    assert patched(text.encode("utf-16"), {1: {2: 5}}, 1000) == wanted.encode()


def test_no_change_passes_every_byte() -> None:
    data = sheet(b'<row r="1" spans="1:1"><c r="A1"><v>1.50</v></c></row>')
    patch = patch_of({1: {1: 1.5, 2: None}})
    assert b"".join(patch.apply(SheetXml([data], Place()), bytes, bytes)) == data
    assert patch.changed == 0


def test_what_an_earlier_update_wrote_is_known_again_whatever_its_style() -> None:
    rows = b"".join(row(b'<c r="A%d"><v>1</v></c><c r="B%d" s="7"><v>5</v></c>' % (n, n), n) for n in range(1, 5))
    patch = patch_of({n: {2: 5 if n < 4 else 6} for n in range(1, 5)})
    after = b"".join(patch.apply(SheetXml([sheet(rows)], Place()), bytes, bytes))
    assert after == sheet(rows).replace(b'<c r="B4" s="7"><v>5</v>', b'<c r="B4" s="7"><v>6</v>')
    assert [(change.cell, change.before, change.after) for change in patch.first.told()] == [("B4", 5, 6)]


@pytest.mark.parametrize(
    ("cell", "calculates"),
    [(b'<c r="A1" t="str"><v>&lt;f off</v></c>', False), (b'<c r="A1"><f>B1</f><v>1</v></c>', True)],
)
def test_formulas_anywhere_in_the_sheet_are_noted(cell: bytes, calculates: bool) -> None:  # noqa: FBT001 - a table of cases
    patch = patch_of({1: {2: 5}})
    assert B in b"".join(patch.apply(SheetXml([sheet(row(cell))], Place()), bytes, bytes))
    assert patch.calculates is calculates


def test_only_the_first_changes_are_kept_and_all_are_counted() -> None:
    patch = patch_of({n: {1: n, 2: n, 3: n} for n in range(1, 9)})
    assert b"".join(patch.apply(SheetXml([sheet(b"")], Place()), bytes, bytes))
    told = patch.first.told()
    assert (patch.changed, len(told), told[-1].cell) == (24, 20, "B7")


def test_the_area_of_new_cells_leaves_out_those_that_are_cleared() -> None:
    assert patch_of({2: {3: 1, 4: None}, 5: {2: 1}, 9: {2: None}}).extent == (2, 2, 5, 3)
    assert patch_of({2: {3: None}}).extent is None


def test_a_shared_text_that_is_the_same_is_left_as_it_is() -> None:
    data = sheet(b'<row r="1"><c r="A1" t="s"><v>3</v></c></row>')
    patch = patch_of({1: {1: "A"}}, lambda i: "A" if i == 3 else "")
    assert b"".join(patch.apply(SheetXml([data], Place()), bytes, bytes)) == data


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (b'<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>', (1, 1)),
        (ARRAY + row(b'<c r="A2"><v>1</v></c>', 2), (2, 1)),
        (ARRAY + row(b'<c r="A2"><v>5</v></c>', 2), (2, 1)),
        (ARRAY, (3, 1)),
        (b"<row r=\"1\"><c r=\"A1\"><f t='dataTable' ref='B2:C3'/><v>1</v></c></row>", (3, 3)),
    ],
)
def test_formulas_and_what_they_fill_are_named_and_kept(rows: bytes, cell: tuple[int, int]) -> None:
    patch = patch_of({cell[0]: {cell[1]: 5}})
    assert b"".join(patch.apply(SheetXml([sheet(rows)], Place()), bytes, bytes)) == sheet(rows)
    assert len(patch.formulas) == 1
    assert patch.changed == 0


@pytest.mark.parametrize(
    "data",
    [
        sheet(b'<row r="2"/><row r="1"/>'),
        sheet(b'<row r="1"/><row r="1"/>'),
        sheet(b'<!-- <row r="1"> --><row r="1"/>'),
        sheet(b'<row r="1"><c r="A1" t="str"><v><![CDATA[</row>]]></v></c></row>'),
        sheet(b'<row r="1"><c r="A1"/>'),
        sheet(row(A + b"<x/>")),
        sheet(row(C + b'<c r="B1"/>')),
        sheet(row(A + A)),
        sheet(row(b'<c r="a1"/>')),
        sheet(row(b'<c r="A1" y:a=">"/>')),
        sheet(b'<row y:a=">" r="1"/>'),
        sheet(b'<y:row r="1"/>'),
        sheet(b'<y:row r="1"/><row r="2"/>'),
        sheet(b'<row r="1"><extLst></extLst></row>'),
        HEAD + b'<sheetData><row r="1">',
        HEAD + b"</worksheet>",
        b"<!DOCTYPE x []>" + sheet(b""),
        b'<?xml version="1.0" encoding="klingon"?><worksheet><sheetData/></worksheet>',
    ],
)
def test_what_cannot_be_cut_safely_is_refused(data: bytes) -> None:
    for size in (7, 1000):
        with pytest.raises(CannotWrite) as caught:
            patched(data, {1: {1: 5}}, size)
        assert caught.value.problems[0].code == "WRITE-unsupported"


@pytest.mark.parametrize("address", [b'r="B1"', b"r='B1'", b'r = "B1"', b'r="$B$1"'])
def test_a_cell_of_ours_before_an_earlier_column_is_not_doubled(address: bytes) -> None:
    with pytest.raises(CannotWrite):
        patched(sheet(row(b"<c " + address + b"/>" + A)), {1: {2: 5}})


def test_a_comment_before_the_rows_hides_nothing() -> None:
    data = HEAD + b"<!-- <sheetData> --><sheetData/>" + TAIL
    assert b'<!-- <sheetData> --><sheetData><row r="1">' in patched(data, {1: {1: 5}}, 1000)


def test_areas_by_hand() -> None:
    assert area_of("$A$1:L313") == (1, 1, 313, 12)
    assert area_of("B2") == (2, 2, 2, 2)
    assert area_of("A:C") == (1, 1, 1048576, 3)
    assert reference_of((1, 1, 313, 12)) == "A1:L313"
    assert reference_of((2, 2, 2, 2)) == "B2"
    assert [inside((2, 2, 3, 3), *cell) for cell in ((2, 2), (3, 3), (1, 2), (2, 4), (4, 3), (2, 1))] == [
        True,
        True,
    ] + [False] * 4
    assert [overlap((1, 1, 2, 2), other) for other in ((2, 2, 3, 3), (3, 1, 4, 1), (1, 3, 1, 4))] == [
        True,
        False,
        False,
    ]
