"""Our records as files for a system: what is sent in which columns, what is refused, nothing wiped by a blank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from salesplan.compute.crm.cells import HIDDEN_SIGNS, Cell, Refusal, Writer
from salesplan.compute.crm.records import Listed, filled, listed
from salesplan.compute.crm.slots import Slot, Title, Wanted, slots_of
from salesplan.errors import Place, Problem
from salesplan.model.crm_profile import CrmProfile, table_of
from salesplan.model.near import plain_name
from salesplan.model.records import Records
from salesplan.model.result import Input, Parameter, Result
from salesplan.model.table import ColumnSpec, Table
from salesplan.model.tables import table_fields
from salesplan.text import Text


@dataclass(frozen=True)
class Group:
    """Records that fill the same columns; ``left_out`` are the others: not sent, or blank where a template has them."""

    titles: tuple[Title, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: tuple[Title, ...] = ()


@dataclass(frozen=True)
class CrmFile:
    """A file as it is written: its name, its rows and columns, the columns it leaves alone, its size."""

    file: str
    rows: int
    columns: int
    left_out: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class Reason:
    """Why records are not sent: the code, the column, how many records, the values that are meant and how often.

    ``required``: the system must have the column, so it cannot be left out.
    """

    code: str
    title: str
    records: int
    values: tuple[tuple[str, int], ...] = ()
    required: bool = False


@dataclass(frozen=True)
class ExportSummary:
    """What came of an export: records ``rows`` in the list, ``sent`` and ``rejected``; ``unsent`` columns of the list.

    ``blanks``: whether the system empties a field for a blank cell (wipe) or leaves it (leave); ``blank_cells`` how it
    was met: grouped, template (grouped, the template's blank columns stay), none (there was no blank), asked (sent all
    the same), new (sent, as all records are), harmless. ``unfilled`` columns of the system that no record fills are
    left out, those of a template blank. ``reasons``: why records were rejected, the most frequent first; a record
    may have several. ``duplicates``: records that the
    system would take for one that stands before. ``replaced``: cells with characters that it does not take.
    """

    profile: str
    system: str
    crm_object: str
    rows: int
    sent: int
    rejected: int
    columns: tuple[str, ...]
    unsent: tuple[str, ...]
    blanks: str
    blank_cells: str
    groups: int
    duplicates: int
    replaced: int
    files: tuple[CrmFile, ...] = ()
    rejects: str | None = None
    dry_run: bool = False
    template: str | None = None
    reasons: tuple[Reason, ...] = ()
    unfilled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shipment:
    """The result, and the records to be written, group by group."""

    result: Result[ExportSummary]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Shipping:
    """How an export is made: the profile by its key, the kind of record, the columns, whether blanks are sent."""

    key: str
    profile: CrmProfile
    crm_object: str
    wanted: Wanted = field(default_factory=Wanted)
    blanks_sent: bool = False
    all_new: bool = False
    template: str | None = None
    parameters: tuple[Parameter, ...] = ()


@dataclass
class _Loading:
    """The rows that can be sent, by their position, and what was found wrong with the others."""

    kept: list[tuple[int, tuple[Cell, ...]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rejected: int = 0
    reasons: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)


def ship(records: Records, how: Shipping) -> Shipment:
    """The records as the system takes them, in the list's order.

    A record with a value that the system would refuse is rejected, with every reason (an error at its row). Where
    blanks wipe, the records are grouped by the columns that they fill, so that no file has a blank cell in a column
    that it fills, except those of records whose blanks are asked for (``blanks_sent``). Columns that nobody fills are
    not sent; a template keeps all of its own, the same in every file.
    """
    rows = listed(records)
    slots, unsent = slots_of(rows, how.profile, how.crm_object, how.wanted)
    unfilled = tuple(str(slot.title) for slot in slots if not filled(slot.values))
    slots = [slot for slot in slots if _is_sent(slot, how)]
    writers = [Writer(slot, how.profile, how.key) for slot in slots]
    loading = _loaded(rows, slots, writers)
    groups = _groups(slots, [cells for _, cells in loading.kept], how)
    twice = _duplicates(rows, [at for at, _ in loading.kept], how)
    summary = ExportSummary(
        *(how.key, how.profile.name, how.crm_object, sum(source.rows for source in records.inputs)),
        *(len(loading.kept), loading.rejected + len(records.left_out)),
        tuple(str(slot.title) for slot in slots),
        unsent,
        how.profile.blanks,
        _blank_cells(how, groups),
        *(len(groups), len(twice), sum(writer.replaced.total() for writer in writers)),
        template=how.template,
        reasons=_reasons(loading, frozenset(str(slot.title) for slot in slots if slot.column.required)),
        unfilled=unfilled,
    )
    sent = {slot.column.field for slot in slots}
    told = (p for p in records.findings if p.code not in SAID_OTHERWISE and _concerns(p, sent, records.inputs))
    findings = (
        *told,
        *loading.problems,
        *twice,
        *_stand_ins(slots, how, records.inputs),
        *_replaced(writers, records.inputs),
    )
    table = Table(FILE_COLUMNS, tuples=())
    result = Result("crm export", None, summary, table, how.parameters, findings, records.inputs)
    return Shipment(result, groups)


SAID_OTHERWISE = ("READ-stand-in", "READ-future-date", "READ-other-sheets", "READ-duplicate")
"""Notes of reading that say nothing about what is sent, or that the export says in the system's words."""
FILE_COLUMNS = (
    ColumnSpec("file", "text"),
    ColumnSpec("crm_object", "code"),
    ColumnSpec("rows", "integer"),
    ColumnSpec("columns", "integer"),
    ColumnSpec("left_out", "list"),
    ColumnSpec("size", "integer"),
)


def with_files(result: Result[ExportSummary], files: Sequence[CrmFile]) -> Result[ExportSummary]:
    """The result with the files that were written, which are its rows, in the order to import them."""
    rows = [(f.file, result.summary.crm_object, f.rows, f.columns, f.left_out, f.size) for f in files]
    summary = replace(result.summary, files=tuple(files))
    return replace(result, summary=summary, rows=Table(FILE_COLUMNS, tuples=rows))


def _is_sent(slot: Slot, how: Shipping) -> bool:
    """Whether a column is sent: one that a record fills, and every one of a template."""
    return bool(filled(slot.values)) or bool(how.wanted.template)


def _concerns(problem: Problem, sent: Collection[str | None], inputs: Sequence[Input]) -> bool:
    """Whether a problem of reading keeps a record back, or is about a column that is sent, or about no column."""
    if problem.severity == "error":
        return True
    letters = (problem.place.cell or "").rstrip("0123456789")
    for source in inputs:
        if (source.file, source.sheet) == (problem.place.file, problem.place.sheet):
            for column in source.columns:
                if letters == column.column or (source.sheet is None and problem.place.key == column.header):
                    return column.field in sent
    return True


def _loaded(rows: Listed, slots: Sequence[Slot], writers: Sequence[Writer]) -> _Loading:
    """Every record as cells, or with the reasons why it is not sent."""
    loading = _Loading()
    columns = [slot.values for slot in slots]
    for at in range(len(rows)):
        cells = [writer.cell(values[at]) for writer, values in zip(writers, columns, strict=True)]
        refused = [cell for cell in cells if isinstance(cell, Refusal)]
        if not refused:
            loading.kept.append((at, tuple(cell for cell in cells if not isinstance(cell, Refusal))))
            continue
        loading.rejected += 1
        name = _name(rows, at)
        for slot, cell in zip(slots, cells, strict=True):
            if isinstance(cell, Refusal):
                loading.reasons.setdefault((cell.code, str(slot.title)), Counter())[cell.value or ""] += 1
        for each in refused:
            loading.problems.append(Problem(each.code, "error", _of(name, each.what), each.fix, rows.place(at), name))
    return loading


def _reasons(loading: _Loading, required: Collection[str]) -> tuple[Reason, ...]:
    def most(values: Counter[str]) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(values.items(), key=lambda each: (-each[1], each[0])))

    found = [
        Reason(code, title, values.total(), most(values), title in required)
        for (code, title), values in loading.reasons.items()
    ]
    return tuple(sorted(found, key=lambda reason: (-reason.records, reason.code, reason.title)))


def _of(name: str | None, what: Text) -> Text:
    return Text("{name}：{what}", "{name}: {what}").format(name=name, what=what) if name else what


def _name(rows: Listed, at: int) -> str | None:
    """What people call the record: its name, else its customer's, else its id."""
    for key in ("name", "customer_name", "contact", "id", "order_id"):
        value = rows.fields.get(key, [None] * len(rows))[at]
        if value:
            return str(value)
    return None


def _groups(slots: Sequence[Slot], rows: Sequence[tuple[Cell, ...]], how: Shipping) -> tuple[Group, ...]:
    """The records by the columns that they fill, the largest group first; all as one where blanks do no harm."""
    titles = tuple(slot.title for slot in slots)
    if how.blanks_sent or how.profile.blanks == "leave":
        return (Group(titles, tuple(rows)),) if rows else ()
    found: dict[tuple[bool, ...], list[tuple[Cell, ...]]] = {}
    for row in rows:
        found.setdefault(tuple(cell is not None for cell in row), []).append(row)
    ordered = sorted(found.items(), key=lambda each: (-len(each[1]), tuple(not full for full in each[0])))
    return tuple(_group(titles, pattern, held, whole=bool(how.wanted.template)) for pattern, held in ordered)


def _group(titles: Sequence[Title], pattern: Sequence[bool], rows: Sequence[tuple[Cell, ...]], *, whole: bool) -> Group:
    """The records that fill the columns of a pattern; ``whole``: the blank ones stay."""
    blank = tuple(title for title, full in zip(titles, pattern, strict=True) if not full)
    if whole:
        return Group(tuple(titles), tuple(rows), blank)
    there = tuple(title for title, full in zip(titles, pattern, strict=True) if full)
    return Group(there, tuple(tuple(cell for cell in row if cell is not None) for row in rows), blank)


def _blank_cells(how: Shipping, groups: Sequence[Group]) -> str:
    if how.profile.blanks == "leave":
        return "harmless"
    if how.blanks_sent:
        said = "new" if how.all_new else "asked"
        return said if any(None in row for group in groups for row in group.rows) else "none"
    if not any(group.left_out for group in groups):
        return "none"
    return "template" if how.wanted.template else "grouped"


def _duplicates(rows: Listed, sent: Sequence[int], how: Shipping) -> list[Problem]:
    """A warning for each record that the system would take for one before it: the same e-mail, or the same name."""
    keys = how.profile.objects.given()[how.crm_object].key
    columns = [rows.fields[key] for key in keys if key in rows.fields]
    if not columns or len(columns) < len(keys):
        return []
    what = Text(
        "{system} 会把它和前面的 {place} 当成同一条：{value}",
        "{system} takes it for the one before at {place}: {value}",
    )
    fix = Text("不是同一条就让名称有区别；是同一条就只留一行", "give different ones names that differ, or keep one row")
    first: dict[tuple[str, ...], int] = {}
    found: list[Problem] = []
    for at in sent:
        value = tuple(plain_name(str(column[at] or "")) for column in columns)
        if not any(value):
            continue
        if value not in first:
            first[value] = at
            continue
        shown = " ".join(str(column[at]) for column in columns if column[at])
        told = what.format(system=how.profile.name, place=rows.place(first[value]), value=shown)
        found.append(Problem("CRM-duplicate", "warning", told, fix, rows.place(at), shown))
    return found


def _stand_ins(slots: Sequence[Slot], how: Shipping, inputs: Sequence[Input]) -> Iterator[Problem]:
    """Columns that the system must have and another field fills, because the list lacks them."""
    what = Text(
        "{system} 要求“{title}”，名单里没有，用“{other}”填了",
        "{system} must have {title}, which the list lacks: filled with {other}",
    )
    fix = Text("另有一列就写 --column {key}=列名", "If there is another column for it, name it: --column {key}=TITLE")
    fields = table_fields(table_of(how.crm_object))
    place = Place(file=inputs[0].file, sheet=inputs[0].sheet) if inputs else Place()
    for slot in slots:
        if slot.stand_in:
            told = what.format(system=how.profile.name, title=slot.title, other=fields[slot.stand_in].header.label)
            yield Problem("CRM-stand-in", "note", told, fix.format(key=slot.column.field), place, slot.stand_in)


def _replaced(writers: Sequence[Writer], inputs: Sequence[Input]) -> Iterator[Problem]:
    """What was replaced in which column, and how often."""
    what = Text(
        "“{title}”有 {n} 格里的 {bad} 系统不收，已替换",
        "{title}: {bad} is not taken there and was replaced in {n} cells",
    )
    fix = Text(
        "不用做什么；要自己定换成什么，写 crm 的 replace", "Nothing to do; what they become is the profile's replace"
    )
    place = Place(file=inputs[0].file, sheet=inputs[0].sheet) if inputs else Place()
    named = {"\n": Text("换行", "line break"), HIDDEN_SIGNS: Text("看不见的控制符", "hidden signs")}
    for writer in writers:
        for bad, n in sorted(writer.replaced.items()):
            words = {"title": writer.slot.title, "n": n, "bad": named.get(bad, bad)}
            yield Problem("CRM-replaced", "note", what.format(**words), fix, place)
