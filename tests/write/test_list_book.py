"""A list as a new workbook: what a sheet and a cell can hold, and what is refused."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from salesplan.errors import CannotWrite
from salesplan.model.table import ColumnSpec, Table
from salesplan.write.new import list_book
from salesplan.write.new.list_book import ListSheet, write_list
from salesplan.write.new.workbook_new import Wording
from salesplan.write.patch.cell_xml import MAX_TEXT


def _written(path: Path, *texts: str) -> None:
    table = Table((ColumnSpec("0", "text"),), tuples=[(text,) for text in texts])
    write_list(path, "名单", [ListSheet("名单", table, Wording("名单", heads={"0": "名称"}))], None)


def test_a_cell_holds_so_many_characters_and_no_more(tmp_path: Path) -> None:
    _written(tmp_path / "a.xlsx", "x" * MAX_TEXT)
    assert len(str(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"].value)) == MAX_TEXT
    with pytest.raises(CannotWrite) as refused:
        _written(tmp_path / "b.xlsx", "x" * (MAX_TEXT + 1))
    assert [p.code for p in refused.value.problems] == ["WRITE-long-text"]
    assert not (tmp_path / "b.xlsx").exists()


def test_the_titles_take_one_of_a_sheet_s_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_book, "ROWS", 3)
    _written(tmp_path / "a.xlsx", "甲", "乙")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].max_row == 3
    with pytest.raises(CannotWrite) as refused:
        _written(tmp_path / "b.xlsx", "甲", "乙", "丙")
    assert [p.code for p in refused.value.problems] == ["WRITE-too-many-rows"]
