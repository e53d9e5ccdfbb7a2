"""How areas grow with a list: to the right when columns are added, downwards when rows were."""

from __future__ import annotations

import re
from dataclasses import dataclass

from salesplan.write.patch.sheet_patch import Area, area_of, reference_of


@dataclass(frozen=True)
class Growth:
    """A list that grows to the right: the last row of its header, its first column, its last one before and now.

    ``key`` is the column that says whose its rows are.
    """

    header_row: int
    first: int
    old_last: int
    new_last: int
    key: int

    def of_filter(self, reference: str) -> str:
        """The area of a filter: grown when it begins in the header row, holds the key and reaches the last column.

        It may end within the new columns. A filter of one column alone stays, unless the list has no other.
        """
        area = _area(reference)
        if area is None or area[0] != self.header_row or not self.old_last <= area[3] < self.new_last:
            return reference
        if area[1] > self.key:
            return reference
        return reference if area[1] == area[3] and self.first < self.old_last else self._wider(area)

    def of_formats(self, ranges: str) -> str:
        """The areas of a conditional format: those grow that covered the list from its first column to its last.

        Of a list with one column none does: nothing tells a format of the row from one of the column.
        """
        return " ".join(map(self._of_format, ranges.split()))

    def _of_format(self, reference: str) -> str:
        area = _area(reference)
        if area is None or area[2] < self.header_row or self.first == self.old_last:
            return reference
        return self._wider(area) if area[1] <= self.first and area[3] == self.old_last else reference

    def _wider(self, area: Area) -> str:
        return reference_of((*area[:3], self.new_last))


def areas_of(ranges: str) -> list[Area]:
    """The areas of a list of references such as ``A2:C9 E2``; what is no reference is left out."""
    return [area for area in map(_area, ranges.split()) if area is not None]


def grown_down(ranges: str, last_row: int) -> str:
    """The areas with the lowest of them grown down to a row. Areas that reach it already stay as they are."""
    areas = areas_of(ranges)
    lowest = max((area[2] for area in areas), default=last_row)
    if lowest >= last_row or len(areas) < len(ranges.split()):
        return ranges
    return " ".join(
        reference_of((*area[:2], last_row, area[3])) if area[2] == lowest else reference
        for area, reference in zip(areas, ranges.split(), strict=True)
    )


def grown_right(ranges: str, first: int, last: int) -> str:
    """The areas, of which those that end just before the column ``first`` are grown to the column ``last``."""
    return " ".join(
        reference_of((*area[:3], last)) if (area := _area(reference)) and area[3] + 1 == first else reference
        for reference in ranges.split()
    )


def _area(reference: str) -> Area | None:
    return area_of(reference) if _REFERENCE.fullmatch(reference) else None


_REFERENCE = re.compile(r"\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?")
