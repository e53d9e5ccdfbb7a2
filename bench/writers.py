"""Writes the same 500,000 values into a list of 100,000 customers in one of several ways; says the CPU time it took.

python bench/writers.py cells|columns|changed|prototype|openpyxl LIST.xlsx SECONDS.json FOLDER-OF-THE-PROTOTYPE
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesplan.write.patch.cell_xml import CellValue

ROWS = range(2, 100_002)
SHEET = "客户"
FIRST = 13
"""The first free column, M."""
HEADER = ("等级", "分组", "得分", "编号", "说明")


def values(row: int, chance: Random) -> tuple[str, str, float, int, str]:
    """Two codes, an amount, a number, a text that hardly comes twice."""
    note = f"跟进 {chance.randrange(10**6)}"
    return chance.choice("ABCD"), chance.choice(("重点", "一般")), chance.randrange(10**7) / 100, row % 1000, note


def table() -> Iterator[tuple[int, tuple[str | float, ...]]]:
    """The header and the values by row, the same every time."""
    chance = Random(7)  # noqa: S311 - made-up values, the same every time
    yield 1, HEADER
    for row in ROWS:
        yield row, values(row, chance)


def cells(file: Path) -> Callable[[], None]:
    """Our change of cells by address."""
    from salesplan.write.workbook_update import write_cells

    new = {f"{chr(64 + FIRST + i)}{row}": value for row, held in table() for i, value in enumerate(held)}

    def write() -> None:
        write_cells(file, SHEET, new)

    return write


def columns(file: Path, changed: int = 0) -> Callable[[], None]:
    """Our change of columns by key; ``changed``: about one value in so many is another one than in the first night."""
    from salesplan.write.update import NewColumn, RowKeys, UpdateOptions
    from salesplan.write.workbook_update import update_columns

    chance = Random(7)  # noqa: S311 - made-up values, the same every time
    rows = {row: values(row, chance) for row in ROWS}

    def other() -> bool:
        return bool(changed) and not chance.randrange(changed)

    by_key: dict[str, dict[int, CellValue]] = {
        "class": {row: "D" if other() else held[0] for row, held in rows.items()},
        "tier": {row: "新" if other() else held[1] for row, held in rows.items()},
        "man_score": {row: held[2] + other() for row, held in rows.items()},
        "next_contact": {row: date(2026, 7, 1) + timedelta(held[3] + other()) for row, held in rows.items()},
        "next_action": {row: "已回访" if other() else held[4] for row, held in rows.items()},
    }

    def write() -> None:
        keys = RowKeys(1, {row: f"C{row - 1:06d}" for row in ROWS})
        options = UpdateOptions(datetime.now())  # noqa: DTZ005 - the name of a backup
        new = [NewColumn(key, held) for key, held in by_key.items()]
        done = update_columns(file, SHEET, 1, new, options, keys=keys)
        if changed and not done.changed:
            raise SystemExit("nothing changed")

    return write


def prototype(file: Path) -> Callable[[], None]:
    """The prototype's, which checks, hashes and syncs nothing."""
    new = {row: {FIRST + i: value for i, value in enumerate(held)} for row, held in table()}

    def write() -> None:
        sys.path.insert(0, sys.argv[4])
        import xlpatch  # type: ignore[import-not-found] # it lies beside the repository

        xlpatch.patch(str(file), str(file), SHEET, new)

    return write


def with_openpyxl(file: Path) -> Callable[[], None]:
    """The usual way: load all, set the cells, save all."""
    from openpyxl import load_workbook

    new = list(table())

    def write() -> None:
        book = load_workbook(file)
        sheet = book[SHEET]
        for row, held in new:
            for i, value in enumerate(held):
                sheet.cell(row, FIRST + i, value)
        book.save(file)

    return write


WAYS: dict[str, Callable[[Path], Callable[[], None]]] = {
    "cells": cells,
    "columns": columns,
    "changed": lambda file: columns(file, changed=6),
    "prototype": prototype,
    "openpyxl": with_openpyxl,
}


def main() -> None:
    """Make the values, then measure the writing."""
    write = WAYS[sys.argv[1]](Path(sys.argv[2]))
    start = time.process_time()
    write()
    Path(sys.argv[3]).write_text(str(time.process_time() - start), "utf-8")


if __name__ == "__main__":
    main()
