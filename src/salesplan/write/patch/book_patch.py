"""What an update changes in the workbook part: formulas are to be recalculated, the filter's hidden name grows."""

from __future__ import annotations

import re
from html import unescape

from salesplan.write.patch.cell_xml import column_letters
from salesplan.write.patch.sheet_patch import Area, area_of
from salesplan.write.patch.xml_text import attribute, end_of, first_tag, tags, with_attribute

BEFORE_CALCULATION = ("definedNames", "externalReferences", "functionGroups", "sheets")
"""Elements that the schema wants before ``calcPr``, the last first."""


def recalculated(xml: str) -> str:
    """The workbook part saying that every formula is to be calculated when the file is opened."""
    tag = first_tag(xml, "calcPr")
    if tag is not None:
        if attribute(tag, "fullCalcOnLoad") in ("1", "true"):
            return xml
        return xml[: tag.start()] + with_attribute(tag[0], "fullCalcOnLoad", "1") + xml[tag.end() :]
    for name in BEFORE_CALCULATION:
        before = first_tag(xml, name)
        if before is not None:
            _, end = end_of(xml, before, name)
            return f'{xml[:end]}<{before[1]}calcPr fullCalcOnLoad="1"/>{xml[end:]}'
    raise ValueError("no sheets")


def with_filter_grown(xml: str, sheet: str, old: Area, last_column: int) -> str:
    """The workbook part with the hidden name of a sheet's filter grown, where it names the filter's former area."""
    index = next((i for i, tag in enumerate(tags(xml, "sheet")) if unescape(attribute(tag, "name") or "") == sheet), -1)
    for tag in tags(xml, "definedName"):
        if attribute(tag, "name") != "_xlnm._FilterDatabase" or attribute(tag, "localSheetId") != str(index):
            continue
        end, _ = end_of(xml, tag, "definedName")
        place, mark, reference = xml[tag.end() : end].rpartition("!")
        if _area(reference) != old:
            return xml
        new = f"${column_letters(old[1])}${old[0]}:${column_letters(last_column)}${old[2]}"
        return xml[: tag.end()] + place + mark + new + xml[end:]
    return xml


def _area(reference: str) -> Area | None:
    return area_of(reference) if re.fullmatch(r"[$A-Z0-9]+:[$A-Z0-9]+", reference) else None
