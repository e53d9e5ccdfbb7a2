"""xls, xlsb and ods through the child process: addresses, kinds, states, and files that would take a process down."""

from __future__ import annotations

import io
import json
import struct
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import python_calamine

from salesplan.errors import BadInput
from salesplan.load import native, native_child
from salesplan.load.grid import ISO, NUMBER, TEXT, TRUTH, Grid
from salesplan.load.native import deadline, open_native
from salesplan.ooxml import limits

NAMES = "urn:oasis:names:tc:opendocument:xmlns"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Row = tuple[int, tuple[tuple[int, str | float], ...]]


def ods(**sheets: str) -> bytes:
    """An ods workbook; each sheet is given as its rows in XML."""
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", "<manifest/>")
        made.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{NAMES}:office:1.0" xmlns:table="{NAMES}:table:1.0" '
            f'xmlns:text="{NAMES}:text:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet>'
            "</office:body></office:document-content>",
        )
    return file.getvalue()


def row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def text(value: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


def typed(kind: str, value: str) -> str:
    name = {"date": "date-value", "boolean": "boolean-value", "time": "time-value"}.get(kind, "value")
    return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}"/>'


def gap(width: int = 1) -> str:
    return f'<table:table-cell table:number-columns-repeated="{width}"/>'


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of a binary part: kind and length in seven bits a byte."""
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    low, high = len(content) & 0x7F, len(content) >> 7
    return number + (bytes([low | 0x80, high]) if high else bytes([low])) + content


def wide(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def binary_sheet(*rows: Row) -> bytes:
    """BrtBeginSheet, BrtWsDim, BrtBeginSheetData, rows of BrtCellSt and BrtCellReal, and the ends."""
    body = record(129) + record(148, struct.pack("<4I", 0, 1048575, 0, 16383)) + record(145)
    for number, cells in rows:
        body += record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        for column, value in cells:
            at = struct.pack("<II", column, 0)
            body += record(6, at + wide(value)) if isinstance(value, str) else record(5, at + struct.pack("<d", value))
    return body + record(146) + record(130)


def xlsb(**sheets: tuple[int, bytes]) -> bytes:
    """An xlsb workbook; each sheet is given as its state (0 visible, 1 hidden, 2 very hidden) and its part."""
    book, relations = record(131) + record(143), ""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for number, (name, (state, part)) in enumerate(sheets.items(), 1):
            book += record(156, struct.pack("<II", state, number) + wide(f"r{number}") + wide(name))
            target = f"worksheets/sheet{number}.bin"
            relations += f'<Relationship Id="r{number}" Type="{RELATION}/worksheet" Target="{target}"/>'
            made.writestr("xl/" + target, part)
        space = "http://schemas.openxmlformats.org/package/2006"
        made.writestr("[Content_Types].xml", f'<Types xmlns="{space}/content-types"/>')
        made.writestr(
            "xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{space}/relationships">{relations}</Relationships>'
        )
        made.writestr("xl/workbook.bin", book + record(144) + record(132))
    return file.getvalue()


def cells(grid: Grid) -> dict[tuple[int, int], tuple[int, str]]:
    return {(line, column): (kind, value) for line, column, _, kind, value in grid.cells.rows()}


def refused(data: bytes, kind: str) -> str:
    def read() -> None:
        book = open_native(data, "a", kind)  # type: ignore[arg-type] # a row of the table
        book.grid(book.sheets[0][0])

    with pytest.raises(BadInput) as caught:
        read()
    [problem] = caught.value.problems
    assert problem.place.file == "a"
    return problem.code


def test_an_ods_workbook_cell_by_cell() -> None:
    whole = ods(客户=row(gap(), times=2) + row(
        gap(), text("甲"), typed("float", "1234.5"), typed("date", "2026-03-11"), typed("boolean", "true"),
        typed("percentage", "0.25"), typed("time", "PT12H30M00S"), typed("date", "2026-03-11T08:00:00"), text("  "),
    ))  # fmt: skip
    book = open_native(whole, "a.ods", "ods")
    grid = book.grid("客户")
    assert (grid.file, grid.sheet, grid.format, grid.state, grid.formats) == (
        "a.ods", "客户", "ods", "visible", ("General",),
    )  # fmt: skip
    assert cells(grid) == {
        (3, 1): (TEXT, "甲"),
        (3, 2): (NUMBER, "1234.5"),
        (3, 3): (ISO, "2026-03-11"),
        (3, 4): (TRUTH, "1"),
        (3, 5): (NUMBER, "0.25"),
        (3, 6): (ISO, "12:30:00"),
        (3, 7): (ISO, "2026-03-11T08:00:00"),
    }


def test_an_xlsb_workbook_with_a_hidden_sheet() -> None:
    part = binary_sheet((1, ((1, "客户"), (2, "金额"))), (2, ((1, "甲"), (2, 0.1 + 0.2))))
    book = open_native(xlsb(一=(0, part), 二=(1, binary_sheet()), 三=(2, binary_sheet())), "a.xlsb", "xlsb")
    assert book.sheets == (("一", "visible"), ("二", "hidden"), ("三", "veryHidden"))
    assert cells(book.grid("一")) == {
        (2, 1): (TEXT, "客户"), (2, 2): (TEXT, "金额"), (3, 1): (TEXT, "甲"), (3, 2): (NUMBER, "0.3"),
    }  # fmt: skip
    assert book.grid("三").cells.is_empty()
    assert book.grid("三").state == "veryHidden"


def test_a_lone_far_cell_is_read_where_it_stands() -> None:
    whole = ods(t=row(gap(), times=1048575) + row(gap(16383), typed("float", "1")))
    assert cells(open_native(whole, "a", "ods").grid("t")) == {(1048576, 16383): (NUMBER, "1")}


def test_two_far_corners_take_the_child_and_not_us() -> None:
    """The parser asks for 17 billion cells: the child dies of it."""
    part = binary_sheet((0, ((0, 1.0),)), (1048575, ((16383, 1.0),)))
    assert refused(xlsb(t=(0, part)), "xlsb") in ("READ-too-large", "READ-damaged")


def test_a_broken_sheet_does_not_take_the_others() -> None:
    broken = binary_sheet((0, ((0, "甲"),)))[:-30]
    book = open_native(xlsb(坏=(0, broken), 好=(0, binary_sheet((0, ((0, "甲"),))))), "a", "xlsb")
    assert cells(book.grid("好")) == {(1, 0): (TEXT, "甲")}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xls"),
        (b"PK no archive", "ods"),
        (ods()[:-30], "ods"),
        (ods(t=row(text("甲公司"))).replace("甲".encode(), "乙".encode()), "ods"),
    ],
)
def test_damaged_files_are_refused(data: bytes, kind: str) -> None:
    assert refused(data, kind) == "READ-damaged"


def test_a_part_given_twice_is_refused() -> None:
    file = io.BytesIO(ods(t=row(text("甲"))))
    with zipfile.ZipFile(file, "a") as made:
        made.writestr("CONTENT.xml", "<other/>")
    assert refused(file.getvalue(), "ods") == "READ-damaged"


@pytest.mark.parametrize("limit", ["PART_BYTES", "WHOLE_BYTES"])
def test_parts_past_a_limit_are_not_unpacked(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, limit, 500)
    assert refused(ods(t=row(text("甲" * 500))), "ods") == "READ-too-large"


def test_a_part_that_unfolds_too_far_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATIO_FROM_BYTES", 1000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("content.xml", " " * 1_000_000)
    assert refused(file.getvalue(), "ods") == "READ-too-large"


def test_a_part_with_another_checksum_is_refused() -> None:
    """The parser of xlsb stops before the end of a part and would show the altered name."""
    data = xlsb(t=(0, binary_sheet((0, ((0, "甲公司"),))) + bytes(9000)))
    assert refused(data.replace("甲".encode("utf-16-le"), "乙".encode("utf-16-le")), "xlsb") == "READ-damaged"


def test_a_part_that_hides_its_size_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ods(t=row(text("甲" * 9))))) as plain, zipfile.ZipFile(file, "w", 8) as made:
        for name in plain.namelist():
            made.writestr(name, plain.read(name))
    data = bytearray(file.getvalue())
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    assert refused(bytes(data), "ods") == "READ-damaged"


def test_charts_and_macros_are_no_worksheets() -> None:
    kinds, states = python_calamine.SheetTypeEnum, python_calamine.SheetVisibleEnum
    found = [("一", kinds.WorkSheet, states.Hidden), ("图", kinds.ChartSheet, states.Visible)]
    book = SimpleNamespace(sheets_metadata=[SimpleNamespace(name=n, typ=t, visible=v) for n, t, v in found])
    assert native_child.worksheets(cast(python_calamine.CalamineWorkbook, book)) == [("一", "hidden")]


def test_the_child_has_a_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "deadline", lambda _: 0.001)
    assert refused(ods(t=row(text("甲"))), "ods") == "READ-too-large"


@pytest.mark.parametrize(("megabytes", "seconds"), [(0, 20), (0.9, 20), (1, 30), (4, 60)])
def test_the_deadline_grows_with_the_file(megabytes: float, seconds: int) -> None:
    assert deadline(int(megabytes * (1 << 20))) == seconds


def test_the_users_folder_lends_the_child_no_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "io", "python_calamine", "salesplan"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert open_native(ods(t=row(text("甲"))), "a", "ods").sheets == (("t", "visible"),)
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("甲", ("t", "甲")),
        (True, ("b", "1")),
        (7, ("n", "7")),
        (1.0, ("n", "1")),
        (-60.70400000000001, ("n", "-60.704")),
        (123456789012345.0, ("n", "123456789012345")),
        (1234567890123456.0, ("n", "1.23456789012346e+15")),
        (date(2026, 1, 31), ("d", "2026-01-31")),
        (datetime(2026, 1, 31, 7, 59, 59, 500_000), ("d", "2026-01-31T08:00:00")),  # noqa: DTZ001 - lists hold local times
        (datetime(2026, 1, 31, 7, 59, 59, 499_999), ("d", "2026-01-31T07:59:59")),  # noqa: DTZ001 - lists hold local times
        (time(12, 30), ("d", "12:30:00")),
        (timedelta(hours=36), ("n", "1.5")),
    ],
)
def test_every_value_has_one_text(value: object, said: tuple[str, str]) -> None:
    assert native_child.cell(value) == said


def test_the_child_says_a_fault_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(native_child, "limit", lambda: None)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"no workbook")))
    native_child.main()
    sys.stdout.flush()
    assert json.loads(capfdbinary.readouterr().out) == {"fault": "damaged"}
