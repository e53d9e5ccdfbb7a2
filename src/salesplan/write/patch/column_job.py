"""One update of our columns with everything decided: the cells, and what grows around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from salesplan.errors import CannotWrite, Problem
from salesplan.text import Lang, Text
from salesplan.write.columns import recognised
from salesplan.write.patch.book_patch import with_filter_grown
from salesplan.write.patch.cell_xml import CellValue, day_of, split_address
from salesplan.write.patch.column_cells import ColumnCells, in_rows
from salesplan.write.patch.column_plan import last_row, least_width, width_of
from salesplan.write.patch.growth import Growth
from salesplan.write.patch.list_extent import Extent
from salesplan.write.patch.patching import (
    add_color_formats,
    add_styles,
    patched_sheet,
    restyled,
    styled_like,
    to_stored,
)
from salesplan.write.patch.row_colors import missing_colors, with_colors, with_colors_grown
from salesplan.write.patch.sheet_frame import Width, frame_of, with_wider_lists, with_widths
from salesplan.write.patch.sheet_patch import Area, SheetPatch, reference_of
from salesplan.write.patch.sheet_survey import Survey
from salesplan.write.patch.styles_patch import FORMATS, conditional_formats
from salesplan.write.patch.table_patch import TableInfo, grown_table
from salesplan.write.patch.validation import Choices, quoted, with_choices
from salesplan.write.patch.workbook_parts import COPY, OpenBook
from salesplan.write.update import CellChange, PlacedColumn

UNFORMATTED = ("General", "@", "")
"""Number formats that would show a day as a bare number."""


@dataclass(frozen=True)
class Looks:
    """What is decided about looks: the language of the drop-downs' messages, whether rows are coloured by class."""

    lang: Lang = "zh"
    color_rows: bool = False


class ColumnJob:
    """The cells of an update, and the edits of the sheet's frame, its Table and the workbook that go with new columns.

    Filter, conditional formats and Table grow only when the new columns stand right behind the list's own last one.
    ``colors`` are the classes whose rows get a colour that they did not have.
    """

    def __init__(
        self,
        book: OpenBook,
        found: Survey,
        extent: Extent,
        places: tuple[PlacedColumn, ...],
        looks: Looks = Looks(),
    ) -> None:
        self.book, self.found, self.extent, self.places, self.looks = book, found, extent, places, looks
        self.header_row = found.header_row
        self.new = [place for place in places if place.is_new]
        self._restyled: dict[tuple[int, int], int] = {}
        self._beside: dict[tuple[bytes, int], int] = {}
        self.adjoining = bool(self.new) and self.new[0].column == extent.last + 1
        self.cells = self._cells()
        new_last = self.new[-1].column if self.adjoining else extent.last
        self.growth = Growth(self.header_row, extent.first, extent.last, new_last, extent.key)
        if self.adjoining:
            self._grow_table()
            self._grow_filter_name()
        self.areas = self._data_areas()
        self.colors = self._color_formats()

    def patch(self) -> SheetPatch:
        """The patch of the sheet, not yet applied."""
        return SheetPatch(self.cells, self.book.text_of, self._restyle, self._style_beside, self.header_row)

    def sheet(self, patch: SheetPatch) -> Iterator[bytes]:
        """The sheet as it will be."""
        return patched_sheet(self.book, patch, self._edit_head, self._edit_tail)

    def _restyle(self, old: int, new: int) -> int:
        """The style of a cell that is there, blank but formatted, with a number format for what it is to hold.

        A cell that has one of its own keeps it: the user may like days another way.
        """
        if (old, new) not in self._restyled:
            formats = self.book.package.formats
            bare = old < len(formats) and formats[old] in UNFORMATTED
            self._restyled[old, new] = restyled(self.book, old, new) if bare else old
        return self._restyled[old, new]

    def _style_beside(self, near: bytes, own: int) -> int:
        """The style of a new cell: it looks like the one before it, where the list is formatted cell by cell."""
        if (near, own) not in self._beside:
            pair = (int(near), own)
            self._beside[near, own] = styled_like(self.book, [pair])[pair]
        return self._beside[near, own]

    def shown(self, change: CellChange) -> CellChange:
        """A change with days as days, not as the numbers that cells store."""
        column = split_address(change.cell)[1]
        if not any(place.column == column and place.our.kind == "date" for place in self.places):
            return change
        date1904 = self.book.package.date1904
        return replace(
            change, before=day_of(change.before, date1904=date1904), after=day_of(change.after, date1904=date1904)
        )

    def _cells(self) -> list[ColumnCells]:
        used = [place.our.kind for place in self.places if any(v is not None for v in place.values.values())]
        styles = add_styles(self.book, sorted({FORMATS[kind] for kind in used if kind in FORMATS}))
        return [self._column(place, styles.get(FORMATS.get(place.our.kind, ""), 0)) for place in self.places]

    def _column(self, place: PlacedColumn, style: int) -> ColumnCells:
        header: dict[int, CellValue] = {self.header_row: place.header} if place.is_new else {}
        # First, where it stands among the rows, and last, where it counts.
        values = header | {**place.values} | header
        rows, ordered = in_rows([*values], [*values.values()])
        held = to_stored(self.book, place.column, rows, ordered)
        return ColumnCells(place.column, rows, held, style, dict.fromkeys(header, self.found.header_style))

    def _edit_head(self, head: bytes) -> bytes:
        return with_widths(head, {place.column: Width(width_of(place), least_width(place)) for place in self.new})

    def _edit_tail(self, tail: bytes) -> bytes:
        if self.adjoining:
            tail = with_wider_lists(tail, self.growth)
        if not self.areas:
            return tail
        xml = with_choices(tail.decode(), self._choices(), self.areas[0][::2], self.looks.lang)
        return self._with_colors(xml).encode()

    def _with_colors(self, xml: str) -> str:
        column = self._class_column()
        if column is None:
            return xml
        if "conditionalFormatting" in xml:
            new = None if self.adjoining or not self.new else (self.new[0].column, self.new[-1].column)
            xml = with_colors_grown(xml, column, self.areas[0][2], self._known_formats(), new)
        return with_colors(xml, column, self.areas, self.colors)

    def _choices(self) -> list[Choices]:
        listed = ((place, quoted(place.choices)) for place in self.places)
        return [Choices(place.column, choices, place.is_new) for place, choices in listed if choices]

    def _color_formats(self) -> dict[str, int]:
        """The formats of the classes whose rows are to be coloured and are not yet, added to the styles."""
        column = self._class_column()
        if not self.looks.color_rows or column is None or not self.areas:
            return {}
        missing = missing_colors(self.found.tail.decode(), column, self.areas)
        return add_color_formats(self.book, missing) if missing else {}

    def _known_formats(self) -> list[str]:
        styles = self.book.linked(self.book.package.book, "styles")
        return conditional_formats(self.book.read_part(styles[0])) if styles else []

    def _class_column(self) -> int | None:
        return next((place.column for place in self.places if place.our.key == "class"), None)

    def _data_areas(self) -> list[Area]:
        """The rows below the header that were read: over the list's columns, and over ours that stand apart from it.

        Nothing when there are no rows.
        """
        top, last = self.header_row + 1, last_row((place.values for place in self.places), self.header_row)
        if last < top:
            return []
        headed = (column for column, header in self.found.headers.items() if recognised(header))
        columns = {*range(self.extent.first, self.extent.last + 1), *headed, *(new.column for new in self.new)}
        starts = sorted(column for column in columns if column - 1 not in columns)
        ends = sorted(column for column in columns if column + 1 not in columns)
        return [(top, start, last, end) for start, end in zip(starts, ends, strict=True)]

    def _grow_filter_name(self) -> None:
        """Excel keeps the filter's area a second time, in a hidden name of the workbook."""
        old = frame_of(self.found.tail).filter
        if old is None or self.growth.of_filter(reference_of(old)) == reference_of(old):
            return
        sheet, last = self.book.sheet.name, self.growth.new_last
        self.book.edit(self.book.package.book, lambda xml: with_filter_grown(xml, sheet, old, last))

    def _grow_table(self) -> None:
        table = self.extent.table
        if table is None:
            return
        if table.is_fed:
            raise CannotWrite(_fed(self.book, table))
        self.book.edit(table.part, lambda xml: grown_table(xml, [place.header for place in self.new]))


def _fed(book: OpenBook, table: TableInfo) -> Problem:
    what = Text(
        "表格 {name} 由外部查询填充，不能加列", "the table {name} is filled by a query; columns cannot be added"
    )
    return Problem("WRITE-table", "error", what.format(name=table.name), COPY, book.place)
