"""Lists of ours as files for a CRM."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from salesplan.api.crm import object_named
from salesplan.api.plan_lists import need_list
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage, Problem
from salesplan.model.crm_profile import OBJECT_LABELS, OBJECTS, CrmProfile, table_of
from salesplan.model.near import nearest
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.records import ROW, SOURCE
from salesplan.model.result import Parameter
from salesplan.text import Text

if TYPE_CHECKING:
    import narwhals as nw

    from salesplan.compute.crm.exporting import Shipment
    from salesplan.compute.crm.records import Column, Listed
    from salesplan.compute.crm.slots import Added
    from salesplan.compute.customers.classify import Graded
    from salesplan.model.crm_template import Template
    from salesplan.model.records import Records
    from salesplan.model.table import Value

GRADED = ("class", "man_score", "man_cell", "pareto", "rfm_type", "tier", "lifecycle", "next_action", "next_contact")
"""Columns of ``classify`` that can be sent beside those of the list."""


@dataclass(frozen=True)
class ExportWish:
    """What the caller wants: the lists if not the plan's, the system, the kind of record, columns more and less.

    ``template`` is the system's own file whose titles are filled. ``blanks_sent``: blank cells are sent although the
    system empties fields for them, ``all_new`` as there is nothing to empty. ``titles`` and ``words`` name the
    columns of ``classify`` and their codes.
    """

    target: str
    files: tuple[str, ...] = ()
    crm_object: str | None = None
    template: str | None = None
    template_sheet: str | None = None
    added: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    heading: str | None = None
    blanks_sent: bool = False
    all_new: bool = False
    orders: tuple[str, ...] = ()
    titles: Mapping[str, Text] = field(default_factory=dict)
    words: Callable[[str, str], Text | str] = lambda _column, code: code


@dataclass(frozen=True)
class Prepared:
    """A shipment and what its files look like: the profile, and the template where there is one."""

    shipment: Shipment
    profile: CrmProfile
    template: Template | None


def crm_export(wish: ExportWish, reading: ReadOptions = AS_IT_IS, where: Setting | None = None) -> Prepared:
    """The records of a list as the system takes them. Nothing is written here.

    BadUsage for an unknown system, a kind of record or a column that it does not have, a template that is needed and
    not given; BadInput where the list or the template cannot be used.
    """
    from salesplan.compute.crm.exporting import Shipping, ship
    from salesplan.compute.crm.slots import Wanted
    from salesplan.load.crm_profiles import named_profile, profiles_of

    where = where or setting(lists=wish.files)
    profiles = profiles_of(where.plan.crm.profiles)
    key = named_profile(wish.target, profiles, "--to")
    profile = profiles[key]
    crm_object = _object(wish, profile, reading, where)
    template = _template(wish, profile, key, crm_object)
    profile = profile.model_copy(update={"heading": wish.heading or profile.heading})
    needed = _sent_fields(wish, profile, crm_object, template)
    records = _records(wish, key, crm_object, needed, reading, where)
    wanted = Wanted(
        template.titles if template else (), _added(wish, records, where, reading), wish.without, profile.heading
    )
    limits = where.plan.parameters.crm
    parameters = (
        Parameter("parameters.crm.max_rows", limits.max_rows, "plan"),
        Parameter("parameters.crm.max_mb", limits.max_mb, "plan"),
    )
    how = Shipping(
        key, profile, crm_object, wanted, wish.blanks_sent or wish.all_new, wish.all_new, wish.template, parameters
    )
    shipment = ship(records, how)
    if template:
        result = shipment.result
        shipment = replace(shipment, result=replace(result, findings=(*template.findings, *result.findings)))
    return Prepared(replace(shipment, result=with_plan(shipment.result, where)), profile, template)


def _object(wish: ExportWish, profile: CrmProfile, reading: ReadOptions, where: Setting) -> str:
    """The kind of record that the list is sent as: as asked for, else what the list is, else customers."""
    from salesplan.load.lists import read_list

    if not profile.exports:
        raise BadUsage(_import_only(profile, wish.target))
    told = wish.crm_object or reading.table
    if told:
        found = object_named(told, "--object")
    elif wish.files:
        found = read_list(wish.files, where.reading(reading)).table
    else:
        found = "customers"
    if found not in profile.objects.given():
        raise BadUsage(_no_object(profile, found))
    return found


def _sent_fields(wish: ExportWish, profile: CrmProfile, crm_object: str, template: Template | None) -> frozenset[str]:
    """The fields that are sent: a cell of them that cannot be read keeps its record back."""
    columns = profile.objects.given()[crm_object].columns
    if template:
        fields = {title.field for title in template.titles}
    else:
        fields = {c.field for c in columns if profile.send_read_only or not c.read_only}
    without = {name.casefold() for name in wish.without}
    left = {c.field for c in columns for name in (*c.titles, c.field or "") if name.casefold() in without}
    return frozenset(field for field in fields - left if field)


def _records(
    wish: ExportWish, key: str, crm_object: str, needed: frozenset[str], reading: ReadOptions, where: Setting
) -> Records:
    """The list, with every column as it stands besides."""
    table = table_of(crm_object)
    told = wish.crm_object or reading.table
    whole = replace(reading, whole=True, table=table if told else None)
    return need_list(table, wish.files, where, whole, needed=needed, command=f"crm export --to {key}")


def _template(wish: ExportWish, profile: CrmProfile, key: str, crm_object: str) -> Template | None:
    from salesplan.load.crm_template import read_template

    if wish.template is None:
        if profile.template:
            raise BadUsage(_needs_template(profile, key))
        return None
    columns = profile.objects.given()[crm_object].columns
    return read_template(wish.template, wish.template_sheet, columns, table_of(crm_object))


def _added(wish: ExportWish, records: Records, where: Setting, reading: ReadOptions) -> tuple[Added, ...]:
    """The columns of ``--with``: those of ``classify`` worked out, others the list's own."""
    from salesplan.compute.crm.records import listed
    from salesplan.compute.crm.slots import Added

    if not wish.added:
        return ()
    pairs = [(name.strip(), target.strip() or None) for name, _, target in (each.partition("=") for each in wish.added)]
    rows = listed(records)
    graded = _graded(wish, [name for name, _ in pairs if name in GRADED], records, where, reading)
    found = []
    for name, target in pairs:
        if name in graded:
            kind = "date" if name == "next_contact" else "text"
            found.append(Added(name, target, wish.titles.get(name, name), graded[name], kind))
            continue
        own = rows.cells.get(name, rows.fields.get(name))
        if own is None:
            raise BadUsage(_no_column(name, rows))
        found.append(Added(name, target, name, own))
    return tuple(found)


def _graded(
    wish: ExportWish, names: Sequence[str], records: Records, where: Setting, reading: ReadOptions
) -> dict[str, Column]:
    """What ``classify`` says of each record's customer: of his own row, else by his id, else by a name only he has."""
    if not names:
        return {}
    from salesplan.api.customers import grade
    from salesplan.api.grade_choice import AS_CLASSIFIED

    is_customers = records.table == "customers"
    files = wish.files if is_customers else ()
    graded = grade(files, wish.orders, "365", reading if is_customers else AS_IT_IS, where, AS_CLASSIFIED)
    rows = graded.result.rows
    lacking = [name for name in names if name not in rows.keys]
    if lacking:
        raise BadUsage(_not_graded(lacking, rows.keys))
    told = list(rows.records())
    frame = graded.population.frame
    by_key = {key: row for key, counts, row in zip(frame["key"], frame["counts"], told, strict=True) if counts}
    own = dict(zip(_rows_of(frame), told, strict=True)) if is_customers else {}
    keys = _keys_of(records, graded)
    found = [own.get(at) or by_key.get(key) for at, key in zip(_rows_of(records.frame), keys, strict=True)]
    return {name: [_word(wish, name, row.get(name) if row else None) for row in found] for name in names}


def _rows_of(frame: nw.DataFrame[Any]) -> list[tuple[int | None, int | None]]:
    """Where each row stands: in which of the files, and in which of its rows."""
    return list(zip(frame[SOURCE].to_list(), frame[ROW].to_list(), strict=True))


def _keys_of(records: Records, graded: Graded) -> list[str | None]:
    """The customer of each record, by his id, else by a name that only he has; None where nobody knows him."""
    from salesplan.compute.customers.links import with_customer_key

    own = {"id": "customer_id", "name": "customer_name"} if records.table == "customers" else {}
    frame = records.frame.rename({name: to for name, to in own.items() if records.has(name)})
    there = [name for name in ("customer_id", "customer_name") if name in frame.columns]
    linked = with_customer_key(replace(records, frame=frame.select(SOURCE, ROW, *there)), graded.population)
    keys = dict(zip(_rows_of(linked), linked["customer_key"].to_list(), strict=True))
    return [keys[at] for at in _rows_of(frame)]


def _word(wish: ExportWish, name: str, value: Value) -> Value:
    return wish.words(name, value) if isinstance(value, str) else value


def _import_only(profile: CrmProfile, key: str) -> Problem:
    what = Text("{system} 只导入，不导出", "files of {system} are imported only").format(system=profile.name)
    fix = Text(
        "导入用：salesplan crm import 订单.xlsx --from {key}",
        "to import: salesplan crm import orders.xlsx --from {key}",
    )
    return Problem("CRM-import-only", "error", what, fix.format(key=key), value=key)


def _no_object(profile: CrmProfile, crm_object: str) -> Problem:
    label = OBJECT_LABELS.get(crm_object, Text("{name}", "{name}").format(name=crm_object))
    what = Text("{system} 没有“{label}”这一类", "{system} has no {label}").format(system=profile.name, label=label)
    near = nearest(crm_object, OBJECTS) or "customers"
    fix = Text("写 --object，可选：{known}", "say --object, one of {known}")
    return Problem(
        "CRM-object", "error", what, fix.format(known=", ".join(profile.objects.given()), near=near), value=crm_object
    )


def _needs_template(profile: CrmProfile, key: str) -> Problem:
    what = Text(
        "{system} 各家的对象不一样，要先有您自己的导入模板",
        "objects differ from one {system} to the next: your own template comes first",
    ).format(system=profile.name)
    fix = Text(
        "在 {system} 里下载导入模板，再加上：--template 模板.xlsx",
        "download the import template there, then add --template template.xlsx",
    )
    return Problem("CRM-template", "error", what, fix.format(system=profile.name, key=key), value=key)


def _no_column(name: str, rows: Listed) -> Problem:
    known = [*GRADED, *rows.cells]
    near = nearest(name, known, alike=0.5)
    what = Text("没有“{name}”这一列", "there is no column {name}").format(name=name)
    guess = Text("是不是“{near}”？", "Did you mean {near}? ").format(near=near) if near else Text("", "")
    fix = Text("{guess}可写分级的列 {graded}，或名单里的列", "{guess}Name one of {graded}, or a column of the list")
    return Problem("CRM-no-column", "error", what, fix.format(guess=guess, graded=", ".join(GRADED)), value=name)


def _not_graded(names: Sequence[str], there: Sequence[str]) -> Problem:
    what = Text("算不出 {names}：名单或订单不够", "{names} cannot be worked out from this list")
    fix = Text(
        "加上订单：--orders 订单.xlsx；现在能算的有 {known}", "add orders: --orders orders.xlsx; now there are {known}"
    )
    known = ", ".join(name for name in GRADED if name in there)
    return Problem(
        "CRM-not-graded", "error", what.format(names=", ".join(names)), fix.format(known=known), value=names[0]
    )
