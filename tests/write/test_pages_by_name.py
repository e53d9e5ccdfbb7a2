from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table
from salesplan.present.blocks import Line
from salesplan.write.new.workbook_new import Look, Wording, write_workbook


def test_each_page_has_a_sheet_of_its_own_behind_the_others(tmp_path: Path) -> None:
    names = ("张伟", "张伟", "明细", "=1+1", "[a]/b", "", "张\x1b三", "History", "𠮷" * 21)
    pages = tuple((name, (Line(f"page of {name}"),)) for name in names)
    result = Result("team review", None, {"people": 6}, Table((ColumnSpec("person", "text"),), tuples=[("张伟",)]))
    write_workbook(tmp_path / "r.xlsx", result, Wording("考核"), Look(page=(Line("all"),), sheets=pages))
    book = load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames[:3] == ["考核", "明细", "汇总"]
    assert book.sheetnames[3:] == ["张伟", "张伟-2", "明细-2", "=1+1", "_a__b", "_", "张_三", "History-2", "𠮷" * 15]
    assert book["张伟-2"]["A1"].value == "page of 张伟"
    assert book["明细"]["A2"].value == "张伟"
