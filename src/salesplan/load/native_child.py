"""The child process that reads xls, xlsb and ods: a workbook on standard input, its cells on standard output.

A native parser may abort the process or take all memory on a damaged file; here it takes only this process with it.
Nothing of salesplan is imported, so it starts fast. Output: one JSON line with the sheets or the fault, then one line
of cells a sheet. Error cells (#N/A) come out of calamine as empty: they count as missing in these formats.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MEMORY = 2 << 30
"""Bytes of address space the child may use, where the platform can limit it."""
_STATES = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "veryHidden"}
_HALF_SECOND = timedelta(microseconds=500_000)


def limit() -> None:
    """Bound the memory of this process and leave no core file; a platform without limits has the deadline only."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, ValueError, OSError):
        return


def _moment(value: datetime) -> str:
    return (value + _HALF_SECOND).replace(microsecond=0).isoformat()


_TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    float: "{:.15g}".format,
    int: str,
    bool: lambda value: str(int(value)),
    date: date.isoformat,
    datetime: _moment,
    time: time.isoformat,
    timedelta: lambda value: f"{value / timedelta(days=1):.15g}",
}
_KINDS: dict[type, str] = {str: "t", bool: "b", date: "d", datetime: "d", time: "d"}


def cell(value: object) -> tuple[str, str]:
    """One value as its kind (n number, t text, b truth, d day or time) and text: 15 significant digits, ISO days."""
    kind = type(value)
    return _KINDS.get(kind, "n"), _TEXTS.get(kind, str)(value)


def sheet_line(sheet: CalamineSheet) -> dict[str, object]:
    """The rows of one sheet from its first filled cell on, without their empty ends: texts, and a kind for each."""
    kinds: list[str] = []
    rows: list[list[str]] = []
    for values in sheet.to_python():
        while values and values[-1] == "":
            values.pop()
        kinds += [_KINDS.get(type(value), "n") for value in values]
        rows.append([value if type(value) is str else cell(value)[1] for value in values])
    merged = [[top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    return {"start": sheet.start or (0, 0), "rows": rows, "kinds": "".join(kinds), "merged": merged}


def worksheets(book: CalamineWorkbook) -> list[tuple[str, str]]:
    """The sheets that hold cells, with their state: no charts, dialogs or macros."""
    found = ((m.name, str(m.visible).rpartition(".")[2], str(m.typ).rpartition(".")[2]) for m in book.sheets_metadata)
    return [(name, _STATES.get(visible, "visible")) for name, visible, kind in found if kind == "WorkSheet"]


def _say(line: dict[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _fault(error: BaseException) -> dict[str, object]:
    """What went wrong, as one word. A panic of the parser is no Exception; whatever it is, the sheet is damaged."""
    names = {"PasswordError": "encrypted", "MemoryError": "too-large"}
    return {"fault": names.get(type(error).__name__, "damaged")}


def main() -> None:
    """Read and write. A sheet that cannot be read is one line with its fault; the others are not lost."""
    limit()
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheets = worksheets(book)
    except BaseException as error:  # noqa: BLE001 - see _fault
        return _say(_fault(error))
    _say({"sheets": sheets})
    for name, _ in sheets:
        try:
            _say(sheet_line(book.get_sheet_by_name(name)))
        except BaseException as error:  # noqa: BLE001 - see _fault
            _say(_fault(error))
    return None


if __name__ == "__main__":
    main()
