"""LibreOffice opens what we changed, and finds every cell that we did not write as it was."""

from __future__ import annotations

import csv
import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped] # it has no types

from office import SOFFICE, Cells, cells_of, converted
from salesplan.errors import CannotWrite
from salesplan.write.patch.cell_xml import CellValue, split_address
from salesplan.write.update import NewColumn, UpdateOptions
from salesplan.write.workbook_update import update_columns, write_cells

WORKBOOKS = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "workbooks"
OPTIONS = UpdateOptions(datetime(2026, 11, 21, 18, 45), lock_wait=0, allow_protected=True, color_rows=True)  # noqa: DTZ001 - backups are named by the user's own clock
pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not WORKBOOKS.exists(), reason="the shared data does not lie beside the repository"),
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


@dataclass
class Case:
    """A workbook, the cell to write into it, and what became of its copy."""

    original: Path
    sheet: str
    cell: str
    refusal_expected: bool = False
    copy: Path = Path()
    written: dict[tuple[str, str], Any] = field(default_factory=dict)
    refused: tuple[str, ...] = ()


def test_every_workbook_opens_with_all_other_cells_as_they_were(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """A cell in each workbook, then new columns in each; both against the same conversion of the original.

    A cell whose value differs between two conversions of the original itself is volatile (NOW, RAND) and left out.
    """
    cases = [*_shared(), *_own(tmp_path / "own")]
    files = [case.original for case in cases]
    first = converted(files, tmp_path / "first")
    before = [cells_of(path) if path else None for path in first]
    patched = [_patched(case, tmp_path / "cells") for case in cases]
    columns = [_with_columns(case, seen or {}, tmp_path / "columns") for case, seen in zip(cases, before, strict=True)]
    time.sleep(1)  # so that NOW has moved on
    again = [cells_of(path) if path else None for path in converted(files, tmp_path / "again")]
    counts: Counter[str] = Counter()
    for kind, changed in (("cells", patched), ("columns", columns)):
        after = converted([case.copy for case in changed], tmp_path / f"after-{kind}")
        for case, old, later, path in zip(changed, before, again, after, strict=True):
            if case.refused:
                counts[f"{kind} refused ({', '.join(case.refused)})"] += 1
                assert case.copy.read_bytes() == case.original.read_bytes()
            elif old is not None and later is not None:
                assert path is not None, f"LibreOffice opens {case.original.name}, but not with {kind} written"
                counts[f"{kind}: opened"] += 1
                counts[f"{kind}: compared"] += _compared(case, old, later, cells_of(path), counts)
            else:
                counts[f"{kind}: LibreOffice does not open the original"] += 1
    assert counts["cells: opened"] >= 49
    assert counts["cells: compared"] > 3000
    assert [case.original.name for case in patched if case.refused] == [
        c.original.name for c in cases if c.refusal_expected
    ]
    record_property("counts", ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))


def _compared(case: Case, old: Cells, later: Cells, new: Cells, counts: Counter[str]) -> int:
    """How many cells were found as they were; the written ones must hold what was written."""
    volatile = {at for at in old if old[at] != later.get(at)}
    counts["volatile"] += len(volatile)
    kept = {at: cell for at, cell in old.items() if at not in case.written and at not in volatile}
    others = {at: cell for at, cell in new.items() if at not in case.written and at not in volatile}
    assert others == kept, case.original.name
    got = {at: _plain(new[at][0]) for at in case.written if at in new}
    assert got == {at: _plain(value) for at, value in case.written.items()}, case.original.name
    return len(kept)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any cell's value
    if isinstance(value, datetime):
        return value.date()
    return float(value) if isinstance(value, Decimal | int) else value


def _patched(case: Case, folder: Path) -> Case:
    row, _ = split_address(case.cell)
    below = f"{case.cell.rstrip('0123456789')}{row + 1}"
    wanted: dict[str, CellValue] = {case.cell: "测试列", below: 12.5}
    new = Case(case.original, case.sheet, case.cell, copy=_copied(case.original, folder))
    try:
        write_cells(new.copy, case.sheet, wanted)
    except CannotWrite as error:
        new.refused = _codes(error)
    new.written = {(case.sheet, cell): value for cell, value in wanted.items()}
    return new


def _with_columns(case: Case, seen: Cells, folder: Path) -> Case:
    """New columns beside the first list that LibreOffice finds; else in the sheet of the notes."""
    sheet, header_row = _list_in(seen) or (case.sheet, 1)
    new = Case(case.original, sheet, case.cell, copy=_copied(case.original, folder))
    rows = range(header_row + 1, header_row + 7)
    columns = (
        NewColumn("class", dict.fromkeys(rows, "A"), ("A", "B", "C", "D")),
        NewColumn("man_score", {row: Decimal(row) / 8 for row in rows}),
        NewColumn("next_contact", {row: date(2026, 11, 21) for row in rows}),
    )
    try:
        done = update_columns(new.copy, sheet, header_row, columns, OPTIONS)
    except CannotWrite as error:
        new.refused = _codes(error)
        return new
    assert done.changed == 21
    for column in done.columns:
        new.written[sheet, f"{column.letters}{header_row}"] = column.header
        new.written |= {(sheet, f"{column.letters}{row}"): value for row, value in column.values.items()}
    return new


def _list_in(seen: Cells) -> tuple[str, int] | None:
    """The first sheet and row with two texts or more side by side."""
    texts = Counter(
        (sheet, split_address(cell)[0]) for (sheet, cell), found in seen.items() if isinstance(found[1], str)
    )
    return next((place for place, count in texts.items() if count > 1), None)


def _codes(error: CannotWrite) -> tuple[str, ...]:
    return tuple(sorted({problem.code for problem in error.problems}))


def _copied(file: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return Path(shutil.copyfile(file, folder / file.name))


def _shared() -> list[Case]:
    with (WORKBOOKS / "NOTES.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Case(WORKBOOKS / row["file"], row["sheet"], row["cell"], row["expect"] == "refuse") for row in rows]


def _own(folder: Path) -> list[Case]:
    """A list with one feature each."""
    folder.mkdir()
    return [_made(folder / f"{number:02}.xlsx", add) for number, add in enumerate(FEATURES)]


def _made(path: Path, add: Callable[[Any, Any], object]) -> Case:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("客户")
    sheet.write_row(0, 0, ["客户编号", "客户名称", "金额"], book.add_format({"bold": True}))
    for row in range(1, 9):
        sheet.write_row(row, 0, [f"00{row}", f"名{row}", row * 1.5])
    other = book.add_worksheet("汇总")
    other.write_formula("A1", "=SUM(客户!C:C)", None, 54)
    other.write_formula("A2", "=NOW()")
    add(book, sheet)
    book.close()
    return Case(path, "客户", "H1")


def _chart(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=客户!$B$2:$B$9", "values": "=客户!$C$2:$C$9"})
    sheet.insert_chart("J2", chart)


def _table_with_total(_: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
    total = {"header": "金额", "total_function": "sum"}
    sheet.add_table("A1:C10", {"total_row": True, "columns": [*HEADERS[:2], total]})


def _row_colours(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
    red = book.add_format({"bg_color": "#FFC7CE"})
    sheet.conditional_format("A2:C9", {"type": "formula", "criteria": "=$C2>3", "format": red})
    sheet.conditional_format("C2:C9", {"type": "data_bar", "data_bar_2010": True})


def _view(_: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
    sheet.write_comment("B3", "看一下")
    sheet.freeze_panes(1, 1)
    sheet.print_area("A1:C9")
    sheet.repeat_rows(0)


def _hidden(_: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
    sheet.set_column("B:F", 20, None, {"hidden": True})
    sheet.set_row(3, 40)
    sheet.right_to_left()


def _arrays(_: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
    sheet.write_dynamic_array_formula("E2:E4", "=SORT(C2:C4)", None, 1.5)
    sheet.write_array_formula("F2:F3", "{=C2:C3*2}", None, 3)


def _names(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
    book.define_name("金额列", "=客户!$C$2:$C$9")
    sheet.write_formula("E9", "=SUM(金额列)", None, 54)


def _links(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
    sheet.write_url("B2", "https://example.com/")
    sheet.write_rich_string("B3", "名", book.add_format({"bold": True}), "3", "号")


HEADERS = [{"header": name} for name in ("客户编号", "客户名称", "金额")]
FEATURES: tuple[Callable[[Any, Any], object], ...] = (
    lambda _, s: s.add_table("A1:C9", {"columns": HEADERS}),
    _table_with_total,
    lambda _, s: s.autofilter("A1:C9"),
    _chart,
    _row_colours,
    lambda _, s: s.data_validation("C2:C9", {"validate": "list", "source": ["1.5", "3"]}),
    _view,
    lambda b, s: s.merge_range("A12:C13", "合计", b.add_format({"align": "center"})),
    lambda _, s: s.add_sparkline("E2", {"range": "客户!A2:C2"}),
    _arrays,
    _names,
    _hidden,
    _links,
)
