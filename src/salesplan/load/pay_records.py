"""Months that were paid, as they lie beside the plan; one that is damaged is never passed over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from salesplan.errors import BadInput, Problem
from salesplan.load.state_files import FOLDER, damaged, safe_name, validated
from salesplan.model.pay_record import KIND, PayRecord
from salesplan.model.result import Input
from salesplan.model.state import SCHEMA
from salesplan.text import Text


@dataclass(frozen=True)
class KeptPay:
    """A month's pay with the file it stands in and the hash of its bytes."""

    record: PayRecord
    file: str
    sha256: str

    @property
    def input(self) -> Input:
        """The record as one of the inputs of a result."""
        count = len(self.record.lines)
        return Input("record", self.file, rows=count, used=count, format="json", encoding="utf-8", sha256=self.sha256)


def pay_folder(folder: Path, plan: str) -> Path:
    """Where the months paid of the plan file of this name in ``folder`` lie, whether there are any or not."""
    return folder / FOLDER / "commission" / safe_name(Path(plan).stem)


def pay_file(folder: Path, record: PayRecord) -> Path:
    """The file of a month."""
    return pay_folder(folder, record.plan) / f"{safe_name(record.month.lower())}.json"


def pay_records_of(folder: Path, plan: str) -> list[KeptPay]:
    """All months of a plan that were recorded, in order. BadInput names every damaged file."""
    place = pay_folder(folder, plan)
    found: list[KeptPay] = []
    problems: list[Problem] = []
    for file in sorted(place.glob("*.json")) if place.is_dir() else []:
        try:
            found.append(read_pay_record(file))
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(problems)
    return sorted(found, key=lambda kept: kept.record.first)


def read_pay_record(file: Path) -> KeptPay:
    """One month. BadInput when it cannot be read, is damaged, newer, of another month, or does not add up."""
    record, sha256 = validated(file, KIND, SCHEMA, PayRecord)
    if safe_name(record.month.lower()) != file.stem:
        raise BadInput(damaged(file, Text("它是另一个月的", "it is of another month")))
    if not record.adds_up:
        raise BadInput(damaged(file, Text("各行合计和总数不一致", "its lines do not come to its total")))
    return KeptPay(record, str(file), sha256)
