"""The columns of a file for a system: which of our columns fills each, in whose order."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from salesplan.compute.crm.records import Column, Listed, filled
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.crm_profile import CrmColumn, CrmProfile, kind_of
from salesplan.model.crm_template import TemplateTitle
from salesplan.model.near import nearest
from salesplan.text import Text

Title = str | Text


@dataclass(frozen=True)
class Slot:
    """One column of the file: its title as written, what the system takes there, our values, the kind they are of.

    ``stand_in`` is the field whose values stand there because the list has none of the column's own.
    """

    title: Title
    column: CrmColumn
    values: Column
    kind: str
    stand_in: str | None = None


STAND_INS = {("prospects", "customer_name"): ("name",), ("prospects", "name"): ("contact", "customer_name")}
"""What fills a column that the system must have where the list lacks it: a prospect is often called by its company."""


@dataclass(frozen=True)
class Added:
    """A column asked for: ``name`` of the analysis or of the list's own column, ``target`` the title it fills."""

    name: str
    target: str | None
    title: Title
    values: Column
    kind: str = "text"


@dataclass(frozen=True)
class Wanted:
    """How the columns are chosen: the template's titles, those added and left out, whose titles are written."""

    template: tuple[TemplateTitle, ...] = ()
    added: tuple[Added, ...] = ()
    without: Collection[str] = ()
    heading: str = "header"
    same: Callable[[str, str], bool] = field(default=lambda one, other: one.casefold() == other.casefold())


def slots_of(rows: Listed, profile: CrmProfile, crm_object: str, wanted: Wanted) -> tuple[list[Slot], tuple[str, ...]]:
    """The columns of the file in the system's order, or in the template's; and our columns that have no place in it.

    One that the system must have is an error where the list lacks it, or where it is to be left out.
    """
    columns = profile.objects.given()[crm_object].columns
    titles = wanted.template or tuple(
        TemplateTitle(_title(column, profile, wanted.heading), column, column.field, column.required)
        for column in columns
        if not column.read_only or profile.send_read_only
    )
    slots = [_slot(title, rows, profile, crm_object) for title in titles]
    if kept := [slot for slot in slots if slot.column.required and _is_without(slot, wanted)]:
        raise BadUsage([_mandatory(slot, profile) for slot in kept])
    slots = [slot for slot in slots if not _is_without(slot, wanted)]
    slots = _each_once(_first_of_field([_in_form(slot) for slot in slots], rows, profile, crm_object), rows)
    for added in wanted.added:
        _put(slots, added, wanted)
    slots = [_stood_in(slot, rows, crm_object) for slot in slots]
    if lacking := [slot for slot in slots if slot.column.required and not filled(slot.values)]:
        raise BadInput([_lacking(slot, rows) for slot in lacking])
    return slots, _unsent(rows, slots, [added.name for added in wanted.added])


def _title(column: CrmColumn, profile: CrmProfile, heading: str) -> str:
    title = column.zh if heading == "zh" and column.zh else column.header
    star = {"before": f"*{title}", "after": f"{title}*"}
    return star.get(profile.stars, title) if column.required else title


def _slot(title: TemplateTitle, rows: Listed, profile: CrmProfile, crm_object: str) -> Slot:
    column = title.column or CrmColumn(header=title.raw, field=title.field)
    column = column.model_copy(update={"required": title.required or column.required})
    values: Column | None = rows.fields.get(column.field) if column.field else None
    if values is None:
        names = [name for each in (title.raw, *column.titles) for name in (each, f"{profile.name} {each}")]
        values = rows.cell_column(names) or [None] * len(rows)
    return Slot(title.raw, column, values, kind_of(column, crm_object))


def _stood_in(slot: Slot, rows: Listed, crm_object: str) -> Slot:
    """A column that must be there and is not, with the values that may stand in for it."""
    if not slot.column.required or filled(slot.values):
        return slot
    others = STAND_INS.get((crm_object, slot.column.field or ""), ())
    other = next((each for each in others if filled(rows.fields.get(each, ()))), None)
    return slot if other is None else replace(slot, values=rows.fields[other], stand_in=other)


def _in_form(slot: Slot) -> Slot:
    """A column of the system's own ids without values where none of ours is one: they are codes of our own."""
    form = slot.column.form
    if form is None or any(isinstance(value, str) and re.fullmatch(form, value) for value in slot.values):
        return slot
    return replace(slot, values=[None] * len(slot.values))


def _first_of_field(slots: Sequence[Slot], rows: Listed, profile: CrmProfile, crm_object: str) -> list[Slot]:
    """The columns, one of a field that an earlier one sends with what the list has under its own title, if anything."""
    sent: set[str] = set()
    found = []
    for slot in slots:
        key = slot.column.field
        if key in sent:
            other = TemplateTitle(str(slot.title), slot.column.model_copy(update={"field": None}), None, required=False)
            found.append(_slot(other, rows, profile, crm_object))
            continue
        if key and filled(slot.values):
            sent.add(key)
        found.append(slot)
    return found


def _each_once(slots: Sequence[Slot], rows: Listed) -> list[Slot]:
    """The columns, one that only shares its title with a field of ours without values where that field is sent."""
    sent = {slot.column.field for slot in slots if slot.column.field and filled(slot.values)}
    titles = {id(rows.cells[title]) for title, field_key in rows.read_as.items() if field_key in sent}
    return [
        replace(s, values=[None] * len(rows)) if id(s.values) in titles and not s.column.field else s for s in slots
    ]


def _is_without(slot: Slot, wanted: Wanted) -> bool:
    names = {str(slot.title), *slot.column.titles, slot.column.field or ""}
    return any(wanted.same(name, each) for each in wanted.without for name in names if name)


def _put(slots: list[Slot], added: Added, wanted: Wanted) -> None:
    """The column asked for in its place: the one named, that of its field, else behind all others."""
    target = added.target or added.name
    titles = [(slot.title, slot.column) for slot in slots]
    at = next((i for i, (t, c) in enumerate(titles) if _is_named(t, c, target, added, wanted)), None)
    if at is not None:
        slots[at] = Slot(slots[at].title, slots[at].column, added.values, added.kind)
        return
    if added.target or wanted.template:
        raise BadUsage(_no_place(added, [str(title) for title, _ in titles]))
    slots.append(Slot(added.title, CrmColumn(header=added.name), added.values, added.kind))


def _is_named(title: Title, column: CrmColumn, target: str, added: Added, wanted: Wanted) -> bool:
    names = {str(title), *column.titles, column.field or ""}
    meant = {target}
    if not added.target and isinstance(added.title, Text):
        meant |= {added.title.zh, added.title.en}
    return any(wanted.same(name, each) for name in names if name for each in meant)


def _unsent(rows: Listed, slots: Sequence[Slot], added: Collection[str]) -> tuple[str, ...]:
    """Our columns that hold something and have no place in the system's file."""
    sent = {id(slot.values) for slot in slots}
    sent |= {id(rows.cells.get(name, rows.fields.get(name))) for name in added}
    by_title = {key for title, key in rows.read_as.items() if id(rows.cells[title]) in sent}
    fields = (k for k, values in rows.fields.items() if filled(values) and id(values) not in sent and k not in by_title)
    return (*fields, *(title for title in rows.extras if id(rows.cells[title]) not in sent))


def _lacking(slot: Slot, rows: Listed) -> Problem:
    source = rows.places[0][0]
    what = Text("系统要求“{title}”，名单里没有这一列或全空", "the system must have {title}; the list has none")
    fix = Text(
        "在名单里补上这一列；列名不一样就用 --column {key}=列名",
        "add the column to the list; under another title, name it: --column {key}=TITLE",
    )
    key = slot.column.field or slot.column.header
    place = Place(file=source.file, sheet=source.sheet)
    return Problem("CRM-missing-column", "error", what.format(title=slot.title), fix.format(key=key), place, key)


def _mandatory(slot: Slot, profile: CrmProfile) -> Problem:
    what = Text("“{title}”不能去掉：{system} 要求必填", "{title} cannot be left out: {system} must have it")
    fix = Text("从 --without 里去掉它", "take it out of --without")
    return Problem(
        "CRM-mandatory", "error", what.format(title=slot.title, system=profile.name), fix, value=str(slot.title)
    )


def _no_place(added: Added, titles: Sequence[str]) -> Problem:
    word = added.target or added.name
    near = nearest(word, titles, alike=0.4)
    what = Text("文件里没有“{word}”这一列", "the file has no column {word}").format(word=word)
    guess = Text("是不是“{near}”？", "Did you mean {near}? ").format(near=near) if near else Text("", "")
    fix = Text(
        "{guess}写 --with {name}=列名，列名从这些里选：{titles}",
        "{guess}Write --with {name}=TITLE, with one of {titles}",
    ).format(guess=guess, name=added.name, titles=", ".join(titles))
    return Problem("CRM-no-place", "error", what, fix, value=word)
