"""The table of a web page that a system saved under a workbook's name."""

from __future__ import annotations

from html.parser import HTMLParser

from salesplan.load.cellframe import GENERAL, row_cells
from salesplan.load.encoding import Decoded
from salesplan.load.grid import Grid
from salesplan.load.refusal import not_a_workbook
from salesplan.text import Text

_MOST_SPAN = 1000


class _Tables(HTMLParser):
    """Collects the rows of every table; a cell over several columns leaves the others empty."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, row or cell begins; the one before it may never have been closed."""
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._leave()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self._leave()
            self._in_cell, self._span = True, _span(dict(attrs).get("colspan"))
            self.tables[-1][-1].append("")
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        """Text outside cells is left out."""
        if tag in ("td", "th", "tr", "table"):
            self._leave()

    def handle_data(self, data: str) -> None:
        """Text of the present cell."""
        if self._in_cell:
            self.tables[-1][-1][-1] += data

    def _leave(self) -> None:
        if self._in_cell:
            self.tables[-1][-1] += [""] * (self._span - 1)
            self._in_cell = False


def _span(stated: str | None) -> int:
    return min(int(stated), _MOST_SPAN) if stated and stated.isdecimal() and int(stated) > 0 else 1


def html_grid(decoded: Decoded, typed: str) -> Grid:
    """The largest table of the page: at least two rows of two filled cells. Raises BadInput when there is none."""
    parser = _Tables()
    parser.feed(decoded.text)
    parser.close()
    tables = [[[text.strip() for text in row] for row in table] for table in parser.tables]
    table = max(tables, key=lambda rows: sum(map(_filled, rows)), default=[])
    if sum(_filled(row) > 1 for row in table) < 2:  # noqa: PLR2004 - a header and one row under it
        raise not_a_workbook(
            typed, Text("没有表格的网页（可能是登录页）", "a web page without a table (a log-in page, perhaps)")
        )
    return Grid(
        file=typed,
        sheet=None,
        cells=row_cells(table),
        format="html",
        formats=GENERAL,
        encoding=decoded.encoding,
        encoding_sure=decoded.sure,
    )


def _filled(row: list[str]) -> int:
    return sum(bool(text) for text in row)
