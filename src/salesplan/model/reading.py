"""How a list is to be read where the user said so: the options of the command line and of the plan's ``sources``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from salesplan.model.field import FieldKind

DateOrder = Literal["ymd", "dmy", "mdy"]
OnError = Literal["skip", "stop"]


@dataclass(frozen=True)
class ExtraColumn:
    """A column that a command wants by its field or title, whatever it is, with its cells read as one kind of value.

    It stands in the records as ``column``; where no sheet has it, the records have no such column. ``strict``: a cell
    that is not of this kind is a finding, and missing; otherwise it is only missing.
    """

    name: str
    kind: FieldKind
    strict: bool = False

    @property
    def column(self) -> str:
        """Its name in the records."""
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class ReadOptions:
    """Wishes about reading; every one has a safe default and is decided by content where it is not given.

    ``columns`` maps a field to a header or a column letter; ``units`` a field to the unit of its cells (万, 千元 ...);
    ``rates`` a currency code to its worth in ``currency``; ``words`` what MAN words mean beside the built-in table;
    ``scales`` the end points of another MAN scale, field -> (lowest, highest), e.g. (0, 100). ``also``: columns wanted
    besides those of the fields; bad cells are then told of these and of what the command needs only. ``whole``: every
    column stands in the records as the text that it holds, too, under the name that ``cell_columns`` gives its title.
    """

    sheets: tuple[str, ...] = ()
    table: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    date_order: DateOrder | None = None
    decimal: str | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    on_error: OnError = "skip"
    currency: str = "CNY"
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    today: date | None = None
    also: tuple[ExtraColumn, ...] = ()
    whole: bool = False


CELLS = "cells:"
"""What the name of a column begins with that holds the cells of a list as texts (``ReadOptions.whole``)."""


def cell_columns(titles: Sequence[str]) -> list[str]:
    """The names in the records of the columns with these titles: a title that stands twice gets its number."""
    seen: dict[str, int] = {}
    found = []
    for at, title in enumerate(titles, 1):
        name = title or f"#{at}"
        seen[name] = seen.get(name, 0) + 1
        found.append(f"{CELLS}{name}" if seen[name] == 1 else f"{CELLS}{name} #{seen[name]}")
    return found


AS_IT_IS = ReadOptions()
"""No wishes: everything is decided by content."""
