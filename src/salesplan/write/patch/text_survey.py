"""What an update must know of a text list before it changes it: headers, the last used column, quoting, its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.write.atomic import changed_meanwhile
from salesplan.write.columns import normalised
from salesplan.write.patch.row_keys import flat
from salesplan.write.patch.row_problems import changed, doubled, first_named, gone, keyless, missing
from salesplan.write.patch.text_body import Record, TextBody
from salesplan.write.patch.text_values import Quoting
from salesplan.write.update import NewColumn, RowKeys


@dataclass
class TextSurvey:
    """The findings. ``header_line`` is the line on which the header stands, ``width`` how many fields it has.

    ``last_column`` is the last one that is used: by the header, blank titles included, or by anything below it.
    ``lines`` are those on which a record starts; ``keys`` are the texts of the key column by line, ``others`` those of
    the further keys.
    """

    header_line: int = 0
    headers: dict[int, str] = field(default_factory=dict)
    width: int = 0
    last_column: int = 0
    quoting: Quoting = field(default_factory=Quoting)
    key_column: int = 0
    keys: dict[int, str] = field(default_factory=dict)
    others: dict[int, str] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)


def survey_text(body: TextBody, header_row: int, keys: RowKeys | None) -> TextSurvey:
    """Read a text list once, from its header on. CannotWrite when it has no such header row."""
    found = TextSurvey()
    records = (record for number, record in enumerate(body.records(), 1) if number >= header_row)
    header = next(records, None)
    if header is None or not header.raw:
        raise changed_meanwhile(body.path)
    _take_header(found, body, header, keys)
    other = keys.others if keys else None
    for record in records:
        if not record.raw:
            continue
        found.lines.add(record.line)
        _take_record(found, body, record)
        if found.key_column:
            found.keys[record.line] = _key(body, record, found.key_column)
        if other and record.line in other.texts:
            found.others[record.line] = _key(body, record, other.column)
    return found


def moved_values(
    body: TextBody, found: TextSurvey, columns: Sequence[NewColumn], keys: RowKeys | None, *, as_read: bool
) -> Sequence[NewColumn]:
    """The columns with their values by the lines as they are now.

    By "id" and with the header known a value follows its key; else the key must stand where it was. ``as_read``: the
    file is the one that was read, byte for byte; then a blank cell will do, its key came from elsewhere. CannotWrite
    names the rows that are gone (WRITE-key-missing), another's by now (WRITE-changed), or whose key stands twice
    (WRITE-key-doubled).
    """
    wanted = sorted({line for column in columns for line in column.values})
    followed = {} if as_read else _followed(found, keys, wanted)
    problems = list(_problems(body, found, keys, wanted, followed, as_read=as_read))
    if problems:
        raise CannotWrite(first_named(problems, Place(str(body.path))))
    moved = {line: now[0] for line, now in followed.items()}
    if all(line == now for line, now in moved.items()):
        return columns
    return [replace(each, values={moved.get(line, line): v for line, v in each.values.items()}) for each in columns]


def _problems(
    body: TextBody,
    found: TextSurvey,
    keys: RowKeys | None,
    wanted: Sequence[int],
    followed: Mapping[int, Sequence[int]],
    *,
    as_read: bool,
) -> Iterator[Problem]:
    """Why nothing may be written, by line."""
    is_sorted = any(now != [line] for line, now in followed.items())
    for line in wanted:
        place = body.at(line)
        if keys is not None and line in followed:
            now = followed[line]
            if len(now) != 1:
                key = keys.texts[line]
                yield doubled(place, line, key, now) if now else missing(place, line, key)
        elif line not in found.lines:
            yield gone(place, line)
        elif keys is not None:
            yield from _another(place, found, keys, line, is_sorted=is_sorted, as_read=as_read)


def _take_header(found: TextSurvey, body: TextBody, header: Record, keys: RowKeys | None) -> None:
    fields = body.fields(header)
    found.header_line, found.width = header.line, len(fields)
    found.headers = {column: body.text(each) for column, each in enumerate(fields, 1)}
    found.last_column = len(fields)
    found.quoting.learn(fields)
    if keys is None:
        return
    found.key_column = _key_column(found.headers, keys)
    if not found.key_column:
        raise changed_meanwhile(body.path)


def _key_column(headers: Mapping[int, str], keys: RowKeys) -> int:
    """The column of the keys: where it was, or where its title stands now if that is there once; else 0."""
    if keys.header is None:
        return keys.column
    there = [column for column, text in headers.items() if normalised(text) == normalised(keys.header)]
    return keys.column if keys.column in there else there[0] if len(there) == 1 else 0


def _take_record(found: TextSurvey, body: TextBody, record: Record) -> None:
    # no record has more fields than separators and one: most need not be cut to know that they reach no further
    reaches = record.raw.count(body.separator) >= found.last_column
    if not (reaches or found.quoting.undecided):
        return
    fields = body.fields(record)
    if found.quoting.undecided:
        found.quoting.learn(fields)
    used = len(fields)
    while used and fields[used - 1] in (b"", b'""'):
        used -= 1
    found.last_column = max(found.last_column, used)


def _key(body: TextBody, record: Record, column: int) -> str:
    """What the cell of a record in the column of keys says."""
    fields = body.fields(record)
    return body.text(fields[column - 1]) if column <= len(fields) else ""


def _flat(key: str) -> str:
    """A key for comparing: width and blanks do not count, nor marks that say that nothing is there."""
    return flat(key) or ""


def _followed(found: TextSurvey, keys: RowKeys | None, wanted: Sequence[int]) -> dict[int, list[int]]:
    """Line as it was read -> the lines that hold its key now, for values that follow their key; none where it is gone.

    Of several rows with one key nobody knows which is which, unless they stayed.
    """
    if keys is None or keys.by != "id" or keys.header is None:
        return {}
    then = Counter(map(_flat, keys.texts.values()))
    places: dict[str, list[int]] = {}
    for line, text in found.keys.items():
        places.setdefault(_flat(text), []).append(line)
    followed = {}
    for line in wanted:
        if line in keys.texts:
            key = _flat(keys.texts[line])
            now = places.get(key, [])
            followed[line] = now if then[key] == 1 else [line] if line in now else []
    return followed


def _another(
    place: Place, found: TextSurvey, keys: RowKeys, line: int, *, is_sorted: bool, as_read: bool
) -> Iterator[Problem]:
    """A row that values do not follow and that holds another key than the one that was seen."""
    others = keys.others.texts if keys.others else {}
    if line in keys.texts:
        seen, now = keys.texts[line], found.keys.get(line, "")
    elif line in others:
        seen, now = others[line], found.others.get(line, "")
    else:
        if is_sorted:
            yield keyless(place, line)
        return
    if now != seen and _flat(now) != _flat(seen) and not (as_read and not _flat(now)):
        yield changed(place, line, seen, now)
