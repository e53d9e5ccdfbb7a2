"""The records beside the plan: where they lie, and how they are read. None that is damaged is ever passed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from salesplan.errors import BadInput, Place, Problem
from salesplan.load.state_files import ASIDE, FOLDER, damaged, dated_files, day_in_name, safe_name, values_of
from salesplan.model.result import Input
from salesplan.model.state import KIND, SCHEMA, Record
from salesplan.model.state_checks import faults
from salesplan.text import Text


@dataclass(frozen=True)
class Kept:
    """A record with the file it stands in, as shown to the user, and the hash of its bytes."""

    record: Record
    file: str
    sha256: str

    @property
    def input(self) -> Input:
        """The record as one of the inputs of a result."""
        count = len(self.record.leaves)
        return Input("record", self.file, rows=count, used=count, format="json", encoding="utf-8", sha256=self.sha256)


def records_folder(folder: Path, entry: str) -> Path:
    """Where the records of an entry of the plan in ``folder`` lie, whether there are any or not."""
    return folder / FOLDER / "targets" / safe_name(entry)


def numbered_record(folder: Path, entry: str, as_of: date, number: int) -> Path:
    """The file of an entry's record of a day: ``2026-03-31.json``, a further one of that day ``2026-03-31-2.json``."""
    return records_folder(folder, entry) / (f"{as_of}.json" if number == 1 else f"{as_of}-{number}.json")


def records_of(folder: Path, entry: str) -> list[Kept]:
    """All records of an entry, newest first; none when nothing was ever recorded.

    BadInput names every file that is damaged, was made by a newer salesplan, or belongs to another entry. Files whose
    name is no date are not ours and left alone.
    """
    found: list[Kept] = []
    problems: list[Problem] = []
    for file in dated_files(records_folder(folder, entry)):
        try:
            found.append(read_record(file, entry))
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(problems)
    return found


def read_record(file: Path, entry: str) -> Kept:
    """One record. BadInput when it cannot be read, is damaged, newer, of another entry, or contradicts itself."""
    values, sha256 = values_of(file, KIND, SCHEMA)
    try:
        record = Record.model_validate(values)
    except ValidationError as bad:
        first = bad.errors()[0]
        spot = ".".join(map(str, first["loc"])) or "-"
        what = Text("{spot} 不对（{n} 处）", "{spot} is wrong ({n} in all)")
        if first["type"] == "exact_amount":
            what = Text(
                "{spot} 不是写在引号里、最多 24 位的数（{n} 处不对）",
                "{spot} is no quoted amount of at most 24 digits ({n} wrong in all)",
            )
        raise BadInput(damaged(file, what.format(spot=spot, n=bad.error_count()))) from None
    if record.entry != entry or day_in_name(file) != str(record.as_of):
        raise BadInput(_elsewhere(file, record))
    if wrong := [damaged(file, what) for what in faults(record)]:
        raise BadInput(wrong)
    return Kept(record, str(file), sha256)


def _elsewhere(file: Path, record: Record) -> Problem:
    what = Text(
        "记录里写的是 {entry}、{as_of}，不该在这个文件里",
        "the record says it is of {entry} and {as_of}: it does not belong into this file",
    ).format(entry=record.entry, as_of=record.as_of)
    return Problem("STATE-misplaced", "error", what, ASIDE, Place(str(file)), record.entry)
