"""How a file that cannot be read is refused: one problem with its place and its remedy."""

from __future__ import annotations

from salesplan.errors import BadInput, Place, Problem
from salesplan.ooxml import faults
from salesplan.ooxml.faults import EXPORT_AGAIN, MAKE_SMALLER
from salesplan.text import Text

empty = faults.empty
encrypted = faults.encrypted


def refusal(
    code: str, typed: str, what: Text, fix: Text, line: int | None = None, value: str | None = None
) -> BadInput:
    """The error to raise about the file that the user typed as ``typed``; ``line`` where the fault is on one."""
    return BadInput(Problem(code, "error", what, fix, Place(file=typed, line=line), value))


def blank(typed: str) -> BadInput:
    """The file holds nothing but blanks and separators."""
    return refusal(
        "READ-empty", typed, Text("文件里没有内容，只有空白", "The file holds nothing but blanks"), EXPORT_AGAIN
    )


def damaged(typed: str) -> BadInput:
    """The file is cut off, altered or breaks the rules of its own format."""
    what = Text("文件不完整或已损坏", "The file is cut off or damaged")
    return refusal("READ-damaged", typed, what, EXPORT_AGAIN)


def too_large(typed: str) -> BadInput:
    """Reading the file would take more memory or time than any real list needs."""
    what = Text(
        "内容展开后过大，或有单元格远在表外", "The unpacked content is too large, or a cell stands far outside the list"
    )
    return refusal("READ-too-large", typed, what, MAKE_SMALLER)


def not_a_workbook(typed: str, content: Text) -> BadInput:
    """The content is no list in any form that is known here; ``content`` names it."""
    what = Text("内容是{content}，不是表格", "The content is {content}, not a list").format(content=content)
    fix = Text(
        "请用 Excel 或 WPS 打开并另存为 .xlsx，或导出为 CSV。可读取 xlsx、xlsm、xls、xlsb、ods、csv、tsv、txt、parquet",
        "Open it in Excel or WPS and save it as .xlsx, or export CSV. "
        "What can be read: xlsx, xlsm, xls, xlsb, ods, csv, tsv, txt, parquet",
    )
    return refusal("READ-not-a-workbook", typed, what, fix)
