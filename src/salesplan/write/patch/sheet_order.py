"""Where an element belongs among those behind the rows of a sheet: Excel opens no sheet with them in another order."""

from __future__ import annotations

import re

from salesplan.write.patch.xml_text import Element, side_by_side

ORDER = (
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
)
"""What stands between the rows and the links, as the schema orders it (CT_Worksheet)."""


def parts_of(tail: str) -> list[Element]:
    """The elements behind the rows, from the first to the last."""
    rows = _ROWS_END.search(tail)
    return list(side_by_side(tail, rows.end() if rows else 0))


def prefix_of(tail: str) -> str:
    """The prefix of the sheet's own elements, such as ``x:``; mostly none."""
    rows = _ROWS_END.search(tail)
    return rows[1] or "" if rows else ""


def put_in(tail: str, name: str, element: str) -> str:
    """The part behind the rows with one more element, behind the last of those with its name or one that goes before.

    ``name`` is one of ORDER.
    """
    earlier = ORDER[: ORDER.index(name) + 1]
    rows = _ROWS_END.search(tail)
    ends = [part.end for part in parts_of(tail) if part.name in earlier]
    at = max(ends, default=rows.end() if rows else 0)
    return tail[:at] + element + tail[at:]


_ROWS_END = re.compile(r"</((?:[\w.-]+:)?)sheetData\s*>")
