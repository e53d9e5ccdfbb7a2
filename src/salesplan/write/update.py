"""What an update of a user's list is asked for, and what it says it did; the same for workbooks and text files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from salesplan.errors import Problem
from salesplan.write.backup import KEEP
from salesplan.write.columns import OurColumn
from salesplan.write.patch.cell_xml import CellValue, column_letters

SHOWN = 20
"""How many changed cells are kept with their values before and after."""


@dataclass(frozen=True)
class NewColumn:
    """Values for one of our columns: ``key`` is a key of columns.OUR_COLUMNS, ``values`` are by sheet row.

    None clears the cell of that row; a row that is not among them is left as it is. Coded values come as the words
    that are to stand in the cells. ``choices`` are all words that may stand there, in their order: a new column gets a
    drop-down list of them.
    """

    key: str
    values: Mapping[int, CellValue]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlacedColumn:
    """One of our columns with its place: ``column`` counts from 1, ``header`` as it is written or already stands."""

    our: OurColumn
    column: int
    header: str
    is_new: bool
    values: Mapping[int, CellValue]
    choices: tuple[str, ...] = ()

    @property
    def letters(self) -> str:
        """The column's letters."""
        return column_letters(self.column)


@dataclass(frozen=True)
class RowKeys:
    """What the caller saw in one column (the id's, else the name's), by sheet row: proof of which row is whose.

    ``column`` counts from 1. ``by`` "id": values follow their key to where it stands now; "row": a row gets its values
    only while its cell is unchanged, as a name may be another's. ``header`` is the text of the column's header cell:
    with it the header is found again where rows or columns were inserted; without it no value follows its key.
    ``others`` are the keys of rows whose cell is blank (by "row"). A row in neither is written only where nothing
    moved.
    """

    column: int
    texts: Mapping[int, str]
    by: Literal["id", "row"] = "row"
    header: str | None = None
    others: RowKeys | None = None

    def where_they_were(self) -> RowKeys:
        """The same keys for a file that is the one that was read: nothing can have moved, so nothing is looked for."""
        others = self.others.where_they_were() if self.others else None
        return RowKeys(self.column, self.texts, others=others)


@dataclass(frozen=True)
class CellChange:
    """A cell that changes: its address, what it held, what it will hold."""

    cell: str
    before: CellValue
    after: CellValue


@dataclass
class FirstChanges:
    """The first changes of each column, of which the first 20 are told: of a column that changes in every row, few."""

    changes: list[tuple[int, CellChange]] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)

    def note(self, column: int, row: int, before: CellValue, after: CellValue) -> None:
        """A cell changes."""
        count = self.counts.get(column, 0)
        if count < SHOWN:
            self.counts[column] = count + 1
            self.changes.append((column, CellChange(f"{column_letters(column)}{row}", before, after)))

    def told(self, places: Sequence[PlacedColumn] = ()) -> tuple[CellChange, ...]:
        """The first 20, in the order of the cells; those of the as-of day, which is the same everywhere, at the end."""
        days = {place.column for place in places if place.our.key == "as_of"}
        last_in_line = [change for column, change in self.changes if column in days]
        return (*(change for column, change in self.changes if column not in days), *last_in_line)[:SHOWN]


@dataclass(frozen=True)
class Update:
    """What an update changed: how many cells, and the first 20 of them. Neither cells nor colours: it was not touched.

    ``colored`` says that rows get colours by class that they did not have.
    ``columns`` are our columns with their places; ``backup`` is the copy made before, None when none was made.
    ``sha256`` is the hash of the file as it is now, to be expected by a next update of the same run. ``warnings`` are
    what the user should know though it was written: a mark of an open file that was passed over, hard links.
    """

    changed: int
    first: tuple[CellChange, ...] = ()
    columns: tuple[PlacedColumn, ...] = ()
    backup: Path | None = None
    sha256: str = ""
    warnings: tuple[Problem, ...] = ()
    colored: bool = False


@dataclass(frozen=True)
class UpdateOptions:
    """How carefully to write. ``moment`` names a dated backup; ``dry_run`` says what would change and writes nothing.

    ``expected_sha256`` is the hash of the file as it was read: another one is a refusal. ``keep`` dated backups stay.
    ``lock_wait`` are seconds to wait for another salesplan. ``backup`` off is for the further sheets of a file that
    this run has backed up already. ``color_rows`` colours the list's rows by class.
    """

    moment: datetime
    expected_sha256: str | None = None
    keep: int = KEEP
    lock_wait: float = 10
    ignore_open: bool = False
    allow_protected: bool = False
    dry_run: bool = False
    backup: bool = True
    color_rows: bool = False
