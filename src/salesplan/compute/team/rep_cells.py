"""Whose a row is by the cell that names its people: one way of reading it, for every list and every analysis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import narwhals as nw

from salesplan.compute.customers.keys import plain_text
from salesplan.compute.naming import names_of
from salesplan.compute.targets.actuals.credit import Shared, credit_of
from salesplan.compute.targets.actuals.parts import with_parts
from salesplan.compute.targets.grid.tree import key_of
from salesplan.compute.team.staff import Colleague, Staff, unknown_owner
from salesplan.errors import Place, Problem
from salesplan.model.records import Records
from salesplan.model.result import Input
from salesplan.text import Text

Frame = nw.DataFrame[Any]
Shares = Mapping[str, tuple[tuple[str, int], ...]]
"""For each cell as written the people it names, with their shares as whole numbers in proportion."""
_CELL, _NAME = "_cell", "_name"


def person_of(cell: str | None, staff: Staff) -> str | None:
    """The one person of a cell by the name he has in the team; a name that is nobody's as it stands.

    Of two people of one name the second keeps the number by which he is told.
    """
    if not cell:
        return None
    found = staff.of(cell)
    return plain_text(cell) if found is None else called(found, staff)


def called(one: Colleague, staff: Staff) -> str:
    """What a person is told by: his name, the second of one name by his number."""
    return one.name if staff.of(one.name) in (one, None) else one.id or one.name


def shares_of(cells: Iterable[str | None], staff: Staff, shared: Shared = "refuse") -> Shares:
    """The people of each cell with their part of what was sold, as targets, commission and everybody else give it.

    Several without shares have even ones where ``shared`` is even, else nobody has it (``parameters.pace.shared``);
    nobody has what is told with shares that are not the whole.
    """
    known = _known(staff)
    return {cell: _people(cell, known, staff, shared) for cell in sorted({cell for cell in cells if cell})}


def everyone_of(cells: Iterable[str | None], staff: Staff) -> Shares:
    """The people whom each cell names, whatever their shares: who was there on a visit of two."""
    known = _known(staff)
    return {cell: _people(cell, known, staff, None) for cell in sorted({cell for cell in cells if cell})}


def with_team_names(records: Records, column: str, staff: Staff) -> Records:
    """The list with each person of the column by his name in the team, whether it has his number or ``张三（离职）``.

    Cells of several people and their shares likewise; names that are nobody's stand as they are.
    """
    if not records.has(column):
        return records
    return replace(records, frame=named_in(records.frame, column, staff))


def named_in(frame: Frame, column: str, staff: Staff) -> Frame:
    """The same for a frame; as it is without a team."""
    if not staff:
        return frame
    known = _known(staff)
    cells = sorted(cell for cell in frame.get_column(column).unique().to_list() if cell)
    names = {cell: name for cell in cells if (name := _called(cell, known, staff)) != cell}
    if not names:
        return frame
    return frame.with_columns(
        nw.col(column).replace_strict(
            list(names), list(names.values()), default=nw.col(column), return_dtype=nw.String()
        )
    )


def split_among(frame: Frame, column: str, numbers: Iterable[str], staff: Staff, shared: Shared) -> Frame:
    """The rows whose cell names several people with shares, once for each of them with his part of the numbers.

    The parts add up to the row exactly. Cells of several people whose shares nobody knows stay as they are.
    """
    if not staff:
        return frame
    shares = shares_of(frame.get_column(column).unique().to_list(), staff, shared)
    lines = [
        (cell, name, at, share, sum(each for _, each in people))
        for cell, people in shares.items()
        if len(people) > 1
        for at, (name, share) in enumerate(people)
    ]
    if not lines:
        return frame
    kinds = {_CELL: nw.String(), _NAME: nw.String(), "_at": nw.Int64(), "_share": nw.Int64(), "_whole": nw.Int64()}
    told = {name: [line[at] for line in lines] for at, name in enumerate(kinds)}
    lookup = nw.from_dict(told, schema=kinds, backend=frame.implementation)
    several = nw.col(column).is_in(sorted({line[0] for line in lines})).fill_null(value=False)
    pieces = frame.filter(several).with_row_index("_order").join(lookup, left_on=column, right_on=_CELL, how="inner")
    for number in numbers:
        pieces = with_parts(pieces, number)
    pieces = pieces.with_columns(nw.col(_NAME).alias(column))
    return nw.concat([frame.filter(~several), pieces.sort("_order", "_at").select(*frame.columns)])


def _known(staff: Staff) -> frozenset[str]:
    return frozenset(key_of(word) for one in staff.listed for word in (one.name, one.id) if word)


def _people(cell: str, known: frozenset[str], staff: Staff, shared: Shared | None) -> tuple[tuple[str, int], ...]:
    """The people of a cell; those of a cell that cannot be shared are told only where ``shared`` is None."""
    credit = credit_of(cell, known, shared or "even")
    if credit is not None and credit.fault is not None and shared is not None:
        return ()
    parts = [(cell, 1)] if credit is None else list(zip(credit.names, credit.shares, strict=True))
    found: dict[str, int] = {}
    for name, share in parts:
        person = person_of(name, staff)
        if person is not None:
            found[person] = found.get(person, 0) + share
    return tuple(found.items())


def _called(cell: str, known: frozenset[str], staff: Staff) -> str:
    """A cell in the team's names; of people with shares as ``张三:3、李四:2``. Cells of nobody known as they stand."""
    credit = credit_of(cell, known, "even")
    if credit is None:
        return (person_of(cell, staff) or cell) if staff.of(cell) else cell
    names = [(person_of(name, staff) or name) if staff.of(name) else name for name in credit.names]
    if credit.fault is not None or names == list(credit.names):
        return cell
    if len(set(names)) == 1:
        return names[0]
    told = [f"{name}:{share}" for name, share in zip(names, credit.shares, strict=True)]
    return "、".join(names if set(credit.shares) == {1} and not _has_shares(cell) else told)


def _has_shares(cell: str) -> bool:
    return any(sign.isdigit() for sign in cell) and any(sign in "%％:：=＝(（" for sign in cell)


def rep_findings(
    staff: Staff, used: Mapping[str, Mapping[str, int]], inputs: Iterable[Input], shared: Shared | None = None
) -> Iterator[Problem]:
    """Names of each list (table: cell to rows) that are nobody's in the team: their rows are nobody's.

    With ``shared`` besides the cells of several people that went to nobody. Nothing without a team.
    """
    places = {each.table: Place(file=each.file, sheet=each.sheet) for each in reversed(list(inputs))}
    for table, cells in used.items() if staff else ():
        place, people = places.get(table, Place()), dict[str, int]()
        everyone = everyone_of(cells, staff)
        for cell, rows in cells.items():
            for name, _ in everyone.get(cell, ()):
                people[name] = people.get(name, 0) + rows
        yield from (unknown_owner(one, place) for one in staff.unknown(people))
        if shared is not None:
            credited = shares_of(cells, staff, shared)
            yield from _refused({cell: rows for cell, rows in cells.items() if cell and not credited[cell]}, place)


def _refused(cells: Mapping[str, int], place: Place) -> Iterator[Problem]:
    """That rows of several people went to nobody, in one finding."""
    if not cells:
        return
    what = Text(
        "{n} 行写了几个人、没写清比例（{names}）：没有归谁，只算在合计里",
        "{n} rows name several people without clear shares ({names}): they are nobody's and count in the total only",
    )
    fix = Text(
        "写成 张三60%、李四40%；要平分就在 plan.yaml 写 parameters: {pace: {shared: even}}",
        "write Ann 60%, Ben 40%; to share evenly put parameters: {pace: {shared: even}} in plan.yaml",
    )
    told = what.format(n=f"{sum(cells.values()):,}", names=names_of(sorted(cells)))
    yield Problem("TEAM-shared", "warning", told, fix, place, min(cells))
