"""Two columns that could equally be the same field: named with their letters, and never chosen between in silence."""

from __future__ import annotations

from collections.abc import Collection

from salesplan.errors import Place, Problem, Severity
from salesplan.load.found import FoundColumn, FoundTable
from salesplan.load.places import Places
from salesplan.model.tables import TABLES, table_fields
from salesplan.text import Text

CODE = "READ-ambiguous"
_ABOVE_DATA = frozenset(("rules", "instructions"))
"""Rows of a template that stay above its data."""


def ambiguities(found: FoundTable, places: Places, needed: Collection[str]) -> list[Problem]:
    """One problem for each field that several columns of the same rank could be.

    An error where the command needs the field, because a choice would change its figures; a note anywhere else.
    """
    by_index = {column.index: column for column in found.columns}
    return [
        _problem(found.table, key, [by_index[index] for index in indexes], places, found.header_rows, needed)
        for key, indexes in found.ambiguous.items()
    ]


def _problem(
    table: str,
    key: str,
    columns: list[FoundColumn],
    places: Places,
    header_rows: tuple[int, ...],
    needed: Collection[str],
) -> Problem:
    row = header_rows[-1] if header_rows else 1
    label = table_fields(table)[key].header.label if key in table_fields(table) else key
    names = ", ".join(f"{column.letter}{row} “{column.header}”" for column in columns)
    what = Text(
        "{count} 列都可能是{field}：{names}，不能替您选",
        "{count} columns could be {field}: {names}; none is chosen for you",
    ).format(count=len(columns), field=label, names=names)
    letter = columns[0].letter
    fix = Text(
        "写明用哪一列：--column {key}={letter}；或在 plan.yaml 里写："
        "sources: {{{table}: {{columns: {{{key}: {letter}}}}}}}",
        "Say which one: --column {key}={letter}; or in plan.yaml "
        "sources: {{{table}: {{columns: {{{key}: {letter}}}}}}}",
    ).format(key=key, letter=letter, table=table)
    severity: Severity = "error" if key in needed else "note"
    whole = places.whole()
    place = Place(file=whole.file, sheet=whole.sheet, cell=None if places.is_text else f"{letter}{row}")
    return Problem(CODE, severity, what, fix, place, columns[0].raw)


def no_header(found: FoundTable | None, places: Places, table: str | None) -> Problem:
    """The list whose header is not recognised: the first texts that stand there, and what to type."""
    texts = [column.raw for column in found.columns if column.raw][:8] if found else []
    row = found.header_rows[0] if found and found.header_rows else 1
    shown = ", ".join(f"“{text}”" for text in texts)
    what = Text("没有认出表头，最前面的文字是：{shown}", "no header is recognised; the first texts are: {shown}")
    bare = Text("没有认出表头", "no header is recognised")
    key = _first_field(table)
    fix = Text(
        "写明表头在第几行、哪列是什么：--header-row {row} --column {key}=B（先运行 salesplan inspect 看一遍）",
        "Say where the header is and which column is what: --header-row {row} --column {key}=B (see salesplan inspect)",
    ).format(row=row, key=key)
    return Problem("READ-no-header", "error", what.format(shown=shown) if shown else bare, fix, places.whole())


def _first_field(table: str | None) -> str:
    groups = TABLES[table].required_any if table in TABLES else ()
    return groups[0][-1] if groups else "name"


def no_rows(found: FoundTable, places: Places) -> Problem:
    """A header with nothing under it that is a record."""
    what = Text("表头下面没有数据行", "there is no row of data under the header")
    row = found.header_rows[-1] if found.header_rows else 1
    if any(column.status == "used" for column in found.columns):
        first = places.row(max((r for r, reason in found.skipped.items() if reason in _ABOVE_DATA), default=row)) + 1
        fill_in = Text(
            "表头认得，但下面还没有数据：从第 {row} 行开始填；要读别的表，用 --sheet 指定",
            "The header is recognised but nothing stands under it yet: fill in from row {row} on; "
            "for another sheet use --sheet",
        )
        return Problem("READ-no-rows", "error", what, fill_in.format(row=max(first, row + 1)), places.whole())
    fix = Text(
        "检查是否选错了工作表（--sheet）；表头若不在第 {row} 行，用 --header-row 写明",
        "Check the sheet (--sheet); if row {row} is not the header, give --header-row",
    ).format(row=row)
    return Problem("READ-no-rows", "error", what, fix, places.whole())


def another_kind(found: FoundTable, places: Places) -> Problem:
    """A list whose titles speak of another kind than the one that is wanted of it."""
    seems, wanted = TABLES[found.seems].label, TABLES[found.table].label
    what = Text("像是“{seems}”名单，不是“{wanted}”", "this looks like the list {seems}, not {wanted}")
    fix = Text(
        "换成{wanted}文件；两个文件写反了就对调。确实是{wanted}：在 plan.yaml 里写明日期列 "
        "sources: {{{table}: {{file: {file}, columns: {{date: 表头}}}}}}",
        "Name a file of {wanted}; if two files are swapped, exchange them. If it is one, name its date column in "
        "plan.yaml: sources: {{{table}: {{file: {file}, columns: {{date: title}}}}}}",
    )
    place = places.whole()
    return Problem(
        "READ-other-kind",
        "error",
        what.format(seems=seems, wanted=wanted),
        fix.format(wanted=wanted, table=found.table, file=place.file),
        place,
        found.seems,
    )
