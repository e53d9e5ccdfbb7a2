"""A system's file as our list: which column is which field, its options in our words, what is kept beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from salesplan.compute.crm.cells import our_words
from salesplan.compute.crm.import_findings import import_findings
from salesplan.compute.crm.records import Column, Listed, filled, listed, stacked
from salesplan.model.crm_profile import REASON, CrmColumn, CrmProfile, table_of
from salesplan.model.reading import CELLS, cell_columns
from salesplan.model.records import Records
from salesplan.model.result import Input, Result
from salesplan.model.table import ColumnSpec, Kind, Table, Value
from salesplan.model.tables import table_fields

KINDS: Mapping[str, Kind] = {
    "amount": "amount",
    "number": "score",
    "count": "integer",
    "share": "share",
    "score": "score",
    "date": "date",
    "flag": "flag",
}
"""The kinds of result columns by those of fields; all others are texts."""
EXAMPLES = 3


@dataclass(frozen=True)
class MappedColumn:
    """A column of the file: what it became, in how many rows it is filled, and its most frequent values.

    ``how``: profile (the system's column of this field), recognised (by its title alone), kept (under ``name``),
    reason (why the system refused the record).
    """

    column: str
    title: str
    name: str
    how: str
    filled: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class ImportSummary:
    """What came of an import: ``rows`` read, ``imported``, ``rejected`` for a bad cell; ``table`` of ours.

    ``refused`` counts the records that the system had sent back, ``reasons`` by what it said.
    """

    profile: str
    system: str
    crm_object: str
    table: str
    detected: bool = False
    files: int = 0
    rows: int = 0
    imported: int = 0
    rejected: int = 0
    columns: tuple[MappedColumn, ...] = ()
    refused: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    dry_run: bool = False


@dataclass(frozen=True)
class ImportedFile:
    """One file as it was read, and the profile's columns by its titles; ``clash``: titles that mean a field of ours."""

    records: Records
    known: Mapping[str, CrmColumn]
    refused: frozenset[str] = frozenset()
    clash: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    required: tuple[CrmColumn, ...] = ()


@dataclass
class _Read:
    """One file's columns, under the names that they have in our list."""

    columns: dict[str, Column] = field(default_factory=dict)
    mapped: list[MappedColumn] = field(default_factory=list)


def import_result(
    files: Sequence[ImportedFile], profile: CrmProfile, words: ImportSummary, *, limit: int = EXAMPLES
) -> Result[ImportSummary]:
    """The records of all files as one list of ours, with how every column was taken.

    ``words`` says which system it is and how that was found. Equal files give equal rows in the order they stand in.
    """
    table = table_of(words.crm_object)
    parts = [(listed(file.records), file) for file in files]
    read = [_read(rows, file, profile, words, limit) for rows, file in parts]
    columns = stacked([(each.columns, len(rows)) for each, (rows, _) in zip(read, parts, strict=True)])
    whole = Listed(columns, {}, [place for rows, _ in parts for place in rows.places])
    inputs = tuple(source for file in files for source in file.records.inputs)
    reasons = Counter(str(value) for value in columns.get(REASON, ()) if value)
    summary = replace(
        words,
        files=len(files),
        rows=sum(source.rows for source in inputs),
        imported=len(whole),
        rejected=sum(source.left_out.get("bad", 0) for source in inputs),
        columns=tuple(column for each in read for column in each.mapped),
        refused=reasons.total(),
        reasons=tuple(sorted(reasons.items(), key=lambda each: (-each[1], each[0]))),
    )
    # which of two titles is the better one is no question here: the page says how every column was taken
    told = (p for file in files for p in file.records.findings if p.code not in ("READ-stand-in", "READ-other-sheets"))
    findings = (*told, *import_findings(whole, files))
    return Result("crm import", None, summary, _table(columns, table, len(whole)), (), findings, inputs)


def _read(rows: Listed, file: ImportedFile, profile: CrmProfile, words: ImportSummary, limit: int) -> _Read:
    read, ours = _Read(), {value: key for key, value in profile.owners.items()}
    table = table_of(words.crm_object)
    extras: list[tuple[str, str, Column]] = []
    for source in file.records.inputs[:1]:
        for letter, title, cells, fields in _columns(source, rows):
            column = file.known.get(title)
            key = column.field if column else fields
            key = key if key in rows.fields else None
            if title in file.refused:
                _add(read, (letter, title, REASON, "reason"), rows.cells[cells], limit)
            elif key is None or key != fields:
                extras.append((letter, title, _translated(rows.cells[cells], column, {})))
            else:
                owners = ours if key in ("owner", "rep") else {}
                values = _translated(rows.fields[key], column, owners)
                _add(read, (letter, title, key, "profile" if column else "recognised"), values, limit)
    for letter, title, values in extras:
        name = _free_name(title or letter, read, file, (profile.name, table))
        _add(read, (letter, title, name, "kept"), values, limit)
    return read


def _columns(source: Input, rows: Listed) -> Iterator[tuple[str, str, str, str | None]]:
    """Each column of the file that was read: letter, title, its name among the cells, the field it was read as."""
    names = cell_columns([column.header for column in source.columns])
    for column, name in zip(source.columns, names, strict=True):
        cells = name.removeprefix(CELLS)
        if cells in rows.cells:
            yield column.column, column.header, cells, column.field


def _add(read: _Read, told: tuple[str, str, str, str], values: Column, limit: int) -> None:
    read.columns[told[2]] = values
    counts = Counter(str(value) for value in values if value not in (None, ""))
    most = sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:limit]
    read.mapped.append(MappedColumn(*told, filled(values), tuple(value for value, _ in most)))


def _free_name(title: str, read: _Read, file: ImportedFile, words: tuple[str, str]) -> str:
    """The title a column is kept under: its own, with the system's name before it where it would be read as a field."""
    system, table = words
    meaning = file.clash.get(title)
    own = meaning is None or (meaning[1] > 1 and bool(filled(read.columns.get(meaning[0], []))))
    name = title if own and title not in table_fields(table) else f"{system} {title}"
    number = 2
    while name in read.columns:
        name, number = f"{title} #{number}", number + 1
    return name


def _translated(values: Column, column: CrmColumn | None, owners: Mapping[str, str]) -> Column:
    """The values with the system's options in our words, and the system's names of owners in ours."""
    options = column.options if column else {}
    words = {**{theirs: our_words(ours)[0] for theirs, ours in options.items() if our_words(ours)}, **owners}
    if not words:
        return values
    return [words.get(value, value) if isinstance(value, str) else value for value in values]


def _table(columns: Mapping[str, Column], table: str, rows: int) -> Table:
    """The fields in the order of our list, then what is kept, in the order of the files."""
    fields = table_fields(table)
    ordered = [*(key for key in fields if key in columns), *(key for key in columns if key not in fields)]
    specs = tuple(ColumnSpec(k, KINDS.get(fields[k].header.kind, "text") if k in fields else "text") for k in ordered)
    tuples: list[tuple[Value, ...]] = list(zip(*(columns[key] for key in ordered), strict=True)) if ordered else []
    return Table(specs, tuples=tuples or [()] * rows)
