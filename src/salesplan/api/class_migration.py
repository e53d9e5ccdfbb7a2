"""Customers graded and compared with the newest earlier record; the record that a later grading is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from salesplan.api.setting import Setting

if TYPE_CHECKING:
    from salesplan.compute.customers.classify import Graded
    from salesplan.model.class_record import ClassRecord

OWN = "customers"
"""The list that a plan names."""


def compared(graded: Graded, files: Sequence[str], window: str, where: Setting) -> Graded:
    """The grading with what changed since the newest record of the same list; unchanged where there is none.

    BadInput when that record is damaged: it is never passed over.
    """
    from salesplan.compute.customers.migration import migrated
    from salesplan.load.class_records import newest_before

    if where.loaded is None:
        return graded
    kept = newest_before(where.loaded.folder, list_name(files, where), where.as_of)
    return graded if kept is None else migrated(graded, kept.record, kept.input, window)


def record_of(graded: Graded, files: Sequence[str], window: str, where: Setting) -> ClassRecord:
    """The grading as it is to be kept beside the plan; write.class_records writes it."""
    from salesplan.compute.customers.migration import class_record

    plan = where.loaded.inputs[0].sha256 if where.loaded else ""
    return class_record(graded, list_name(files, where), window, plan)


def list_name(files: Sequence[str], where: Setting) -> str:
    """What a list is called in the records: "customers" for the plan's own, else the names of its files."""
    typed = {Path(file).resolve() for file in files}
    if not typed or typed == {Path(file).resolve() for file in where.files("customers")}:
        return OWN
    return "+".join(sorted(path.stem for path in typed))
