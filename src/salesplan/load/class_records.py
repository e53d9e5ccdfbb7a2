"""The records of classes beside the plan, found and read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from salesplan.errors import BadInput
from salesplan.load.state_files import FOLDER, damaged, dated_files, day_in_name, safe_name, validated
from salesplan.model.class_record import KIND, SCHEMA, ClassRecord
from salesplan.model.result import Input
from salesplan.text import Text


@dataclass(frozen=True)
class KeptClasses:
    """A record with the file it stands in and the hash of its bytes."""

    record: ClassRecord
    file: str
    sha256: str

    @property
    def input(self) -> Input:
        """The record as one of the inputs of a result."""
        count = len(self.record.keys)
        return Input("record", self.file, rows=count, used=count, format="json", encoding="utf-8", sha256=self.sha256)


def class_record_file(folder: Path, list_name: str, as_of: date) -> Path:
    """The file of the record of a list and day, in the folder beside the plan in ``folder``."""
    return folder / FOLDER / "classes" / safe_name(list_name) / f"{as_of}.json"


def newest_before(folder: Path, list_name: str, as_of: date) -> KeptClasses | None:
    """The newest record of a list from before a day; None when there is none. BadInput when that one is damaged."""
    place = class_record_file(folder, list_name, as_of).parent
    earlier = (file for file in dated_files(place) if day_in_name(file) < str(as_of))
    file = next(earlier, None)
    return None if file is None else read_classes(file, list_name)


def read_classes(file: Path, list_name: str) -> KeptClasses:
    """One record. BadInput when it cannot be read, is damaged, newer, or of another list or day."""
    record, sha256 = validated(file, KIND, SCHEMA, ClassRecord)
    if record.list_name != list_name or str(record.as_of) != day_in_name(file):
        what = Text("它是另一份名单或另一天的", "it is of another list or another day")
        raise BadInput(damaged(file, what))
    return KeptClasses(record, str(file), sha256)
