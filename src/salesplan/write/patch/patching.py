"""The steps every update of a workbook shares: values made storable, styles added, the sheet patched, refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from salesplan.errors import CannotWrite, Problem
from salesplan.text import Text
from salesplan.write.patch.book_patch import recalculated
from salesplan.write.patch.cell_xml import CellValue, Stored, column_letters, stored
from salesplan.write.patch.sheet_frame import frame_of, hidden_by_merge, with_dimension
from salesplan.write.patch.sheet_patch import SheetPatch, overlap
from salesplan.write.patch.sheet_xml import unsupported
from salesplan.write.patch.styles_patch import with_color_formats, with_formats, with_looks_of, with_restyled
from salesplan.write.patch.workbook_parts import COPY, OpenBook
from salesplan.write.patch.zip_copy import Packed, packed


def patched_sheet(
    book: OpenBook,
    patch: SheetPatch,
    edit_head: Callable[[bytes], bytes] = bytes,
    edit_tail: Callable[[bytes], bytes] = bytes,
) -> Iterator[bytes]:
    """The sheet with a patch applied. CannotWrite, at its end, names every cell that must not be overwritten."""

    def end(tail: bytes) -> bytes:
        refuse_in_the_way(book, patch, tail)
        return edit_tail(tail)

    return patch.apply(book.read_sheet(), lambda head: edit_head(with_dimension(head, patch.extent)), end)


def packed_sheet(
    patch: Callable[[], SheetPatch], sheet: Callable[[SheetPatch], Iterator[bytes]], *, always: bool = False
) -> tuple[SheetPatch, Packed | None]:
    """The patch once it is applied, and the sheet with it; no sheet when no cell changes, unless ``always``.

    ``patch`` makes the patch, ``sheet`` applies one. Compressing is the dearest step, so that it waits for the first
    change: as a rule this stands in the first rows, and beginning again costs nothing.
    """
    probe = patch()
    if not always and not any(probe.changed for _ in sheet(probe)):
        return probe, None
    whole = patch()
    return whole, packed(sheet(whole))


def prepare_formulas(book: OpenBook, patch: SheetPatch) -> None:
    """Have formulas calculated anew on opening, where there are any: their stored results may depend on our cells.

    ``patch`` was applied and has seen those of the sheet itself.
    """
    if patch.calculates or book.calculates_elsewhere():
        book.edit(book.package.book, recalculated)


def add_styles(book: OpenBook, codes: list[str]) -> dict[str, int]:
    """Cell styles for number format codes, by code. CannotWrite when the workbook has no styles to add them to."""
    if not codes:
        return {}
    styles = book.linked(book.package.book, "styles")
    if not styles:
        raise unsupported(
            book.place, Text("没有样式，日期会显示成数字", "it has no styles, so days would be shown as numbers")
        )
    indices: list[int] = []

    def edit(xml: str) -> str:
        new, found = with_formats(xml, codes)
        indices.extend(found)
        return new

    book.edit(styles[0], edit)
    return dict(zip(codes, indices, strict=True))


def add_color_formats(book: OpenBook, classes: list[str]) -> dict[str, int]:
    """Formats for the rows of classes, by class. CannotWrite when the workbook has no styles to add them to."""
    styles = book.linked(book.package.book, "styles")
    if not styles:
        raise unsupported(book.place, Text("没有样式，不能给行上色", "it has no styles, so rows cannot be coloured"))
    indices: dict[str, int] = {}

    def edit(xml: str) -> str:
        new, found = with_color_formats(xml, classes)
        indices.update(found)
        return new

    book.edit(styles[0], edit)
    return indices


def restyled(book: OpenBook, old: int, new: int) -> int:
    """A cell style like ``old`` with the number format of ``new``."""
    found: list[int] = []

    def edit(xml: str) -> str:
        xml, index = with_restyled(xml, old, new)
        found.append(index)
        return xml

    book.edit(book.linked(book.package.book, "styles")[0], edit)
    return found[0]


def styled_like(book: OpenBook, pairs: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """For each pair a cell style with the looks of the first and the number format of the second."""
    styles = book.linked(book.package.book, "styles")
    found = {pair: pair[1] for pair in pairs}

    def edit(xml: str) -> str:
        xml, made = with_looks_of(xml, pairs)
        found.update(made)
        return xml

    if styles and pairs:
        book.edit(styles[0], edit)
    return found


def to_stored(book: OpenBook, column: int, rows: Sequence[int], values: Sequence[CellValue]) -> list[Stored]:
    """A column's values as the workbook stores them; CannotWrite (WRITE-value) names the one that no cell can hold."""
    date1904 = book.package.date1904
    held: list[Stored] = []
    try:
        held.extend(stored(value, date1904=date1904) for value in values)
    except ValueError as error:
        # Those before it are all there: extend takes them one by one.
        cell, value = f"{column_letters(column)}{rows[len(held)]}", values[len(held)]
        raise CannotWrite(_no_value(book, cell, value, str(error))) from error
    return held


def refuse_in_the_way(book: OpenBook, patch: SheetPatch, tail: bytes) -> None:
    """Raise CannotWrite with every formula, and every merged area, that stands where a value is to go."""
    problems = [_formula(book, cell) for cell in patch.formulas]
    area = patch.extent
    merged = tuple(m for m in frame_of(tail).merged if area is not None and overlap(m, area))
    if merged:
        problems += [
            _merged(book, f"{column_letters(cells.column)}{row}")
            for cells in patch.columns
            for row in cells.rows
            if hidden_by_merge(merged, row, cells.column)
        ]
    if problems:
        raise CannotWrite(problems)


def _no_value(book: OpenBook, cell: str, value: CellValue, reason: str) -> Problem:
    what = Text("写不进单元格：{reason}", "does not fit into a cell: {reason}").format(reason=reason)
    fix = Text("缩短文字或改正日期", "shorten the text or correct the day")
    return Problem("WRITE-value", "error", what, fix, book.at(cell), str(value)[:40])


def _formula(book: OpenBook, cell: str) -> Problem:
    what = Text("这里有公式，不会被覆盖", "a formula stands here and is never overwritten")
    fix = Text("把公式移到别的列，或{copy}", "move the formula to another column, or {copy}").format(copy=COPY)
    return Problem("WRITE-formula", "error", what, fix, book.at(cell))


def _merged(book: OpenBook, cell: str) -> Problem:
    what = Text(
        "这个单元格被合并在别的单元格里，写了也看不见", "the cell lies under a merged one; its value would not be seen"
    )
    fix = Text("取消合并，或{copy}", "unmerge the cells, or {copy}").format(copy=COPY)
    return Problem("WRITE-merged", "error", what, fix, book.at(cell))
