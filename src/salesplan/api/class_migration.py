"""Customers graded and compared with the newest earlier record; the record that a later grading is compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesplan.api.setting import Setting
from salesplan.errors import Problem
from salesplan.model.field import FieldKind
from salesplan.model.reading import ExtraColumn, ReadOptions

if TYPE_CHECKING:
    import narwhals as nw

    from salesplan.compute.customers.classify import Graded
    from salesplan.model.class_record import ClassRecord

OurTitles = Mapping[FieldKind, Sequence[str]]
"""The titles of our columns of the class (text) and of the day it was written on (date), in this order."""
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


def changed_by_hand(
    graded: Graded, files: Sequence[str], reading: ReadOptions, where: Setting, titles: OurTitles
) -> tuple[Problem, ...]:
    """A warning for classes in our own column that are not those recorded on the day they were written; else nothing.

    ``titles`` are those of our columns of the class and of its day. The list is read a second time for it, so this is
    for a run that is going to write.
    """
    from salesplan.compute.customers.hand_edits import hand_edits, told
    from salesplan.load.class_records import class_record_file, read_classes

    if where.loaded is None or graded.customers is None:
        return ()
    cells = _our_cells(list(files) or where.files("customers"), where.reading(reading, "customers"), titles)
    if cells is None:
        return ()
    days = sorted(day for day in cells.get_column("written_on").unique().to_list() if day is not None)
    name = list_name(files, where)
    kept = {day: class_record_file(where.loaded.folder, name, day) for day in days}
    records = {day: read_classes(file, name).record for day, file in kept.items() if file.exists()}
    edits = hand_edits(graded.population.frame, cells, records)
    return (told(edits, graded.customers.inputs),) if edits else ()


def _our_cells(files: Sequence[str], reading: ReadOptions, titles: OurTitles) -> nw.DataFrame[Any] | None:
    """What stands in our columns of the class and the day, whatever their language; None where the list has none."""
    import narwhals as nw

    from salesplan.load.lists import read_list

    also = tuple(ExtraColumn(title, kind) for kind, names in titles.items() for title in names)
    frame = read_list(files, replace(reading, also=also, on_error="skip"), table="customers").frame
    there = [[each.column for each in also if each.kind == kind and each.column in frame.columns] for kind in titles]
    if not all(there):
        return None
    found, day = (nw.coalesce(*(nw.col(column) for column in columns)) for columns in there)
    return frame.select("_source", "_row", found=found, written_on=day)
