"""Where the sheets of a report break on paper: not through a chart, nor between a head and its first rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

PAPER, INCH, MARGIN = (11.69, 8.27), 72, 0.6
"""A4 across in inches; points of an inch; the margins above and below."""
CHARACTER, ROW = 5.25, 15.0
"""Points of a character's width, and of a row whose height nobody set."""
SURE = (0.92, 1.0, 1.1)
"""Parts of a page that are reckoned with, for fonts and so heights differ from machine to machine."""


@dataclass(frozen=True)
class Span:
    """Rows that belong together; where they do not fit on a page, at least those up to ``least`` do."""

    first: int
    least: int
    last: int


def add_breaks(sheet: Worksheet, spans: Iterable[Span], characters: float) -> None:
    """Begin a new page before what would be cut, on a sheet so many characters wide that is fitted to the paper."""
    sheet.page_margins.top = sheet.page_margins.bottom = MARGIN
    for row in breaks_of(sheet, list(spans), page_height(sheet, characters)):
        sheet.row_breaks.append(Break(id=row - 1))


def page_height(sheet: Worksheet, characters: float) -> float:
    """Points of the sheet that stand on a page: the wider it is, the smaller it is printed, the more."""
    across, down = PAPER
    room = (across - sheet.page_margins.left - sheet.page_margins.right) * INCH
    scale = min(1.0, room / max(characters * CHARACTER, 1))
    return (down - 2 * MARGIN) * INCH / scale


def breaks_of(sheet: Worksheet, spans: list[Span], height: float) -> Iterator[int]:
    """The rows that begin a new page; the first of the spans stays with the title of the sheet."""
    last = max((span.last for span in spans), default=0)
    tops = [0.0, *accumulate(sheet.row_dimensions[row].height or ROW for row in range(1, last + 1))]
    begun = 0.0
    for at, span in enumerate(spans):
        top, kept, end = tops[span.first - 1], tops[span.least], tops[span.last]
        if at and top > begun and any(_cuts(top - begun, kept - top, end - top, height * part) for part in SURE):
            begun = top
            yield span.first


def _cuts(above: float, least: float, whole: float, height: float) -> bool:
    """Whether a page would end within what belongs together, with so much above it since the last page that we began.

    Where that is more than a page, the pages between end by themselves.
    """
    return above % height + (whole if whole <= height else least) > height
