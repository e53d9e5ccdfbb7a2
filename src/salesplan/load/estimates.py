"""Earlier estimates as they lie beside the plan; one that is damaged is never passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from salesplan.errors import BadInput, Problem
from salesplan.load.state_files import FOLDER, damaged, dated_files, day_in_name, safe_name, validated
from salesplan.model.estimates import KIND, EstimateRecord
from salesplan.model.result import Input
from salesplan.model.state import SCHEMA
from salesplan.text import Text

_PERIOD = re.compile(r"\d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class KeptEstimate:
    """An estimate with the file it stands in and the hash of its bytes."""

    record: EstimateRecord
    file: str
    sha256: str

    @property
    def input(self) -> Input:
        """The record as one of the inputs of a result."""
        count = len(self.record.parts)
        return Input("record", self.file, rows=count, used=count, format="json", encoding="utf-8", sha256=self.sha256)


def estimates_folder(folder: Path, plan: str) -> Path:
    """Where the estimates of the plan file of this name in ``folder`` lie, whether there are any or not."""
    return folder / FOLDER / "estimates" / safe_name(Path(plan).stem)


def estimate_file(folder: Path, record: EstimateRecord) -> Path:
    """The file of an estimate: one for each period and as-of."""
    return estimates_folder(folder, record.plan) / f"{record.first}_{record.last}" / f"{record.as_of}.json"


def estimates_of(folder: Path, plan: str) -> list[KeptEstimate]:
    """All estimates of a plan by period and as-of; none when none was recorded. BadInput names every damaged file."""
    place = estimates_folder(folder, plan)
    periods = sorted(place.iterdir()) if place.is_dir() else []
    found: list[KeptEstimate] = []
    problems: list[Problem] = []
    for file in (file for at in periods if _PERIOD.fullmatch(at.name) for file in reversed(dated_files(at))):
        try:
            found.append(read_estimate(file))
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(problems)
    return found


def read_estimate(file: Path) -> KeptEstimate:
    """One estimate. BadInput when it cannot be read, is damaged, newer, or of another period or day."""
    record, sha256 = validated(file, KIND, SCHEMA, EstimateRecord)
    if (str(record.as_of), f"{record.first}_{record.last}") != (day_in_name(file), file.parent.name):
        raise BadInput(damaged(file, Text("它是另一段时间或另一天的", "it is of another period or another day")))
    return KeptEstimate(record, str(file), sha256)
