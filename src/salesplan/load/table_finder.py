"""Finds the list in a sheet: its header by what the rows hold, its columns, and which rows are records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

import polars as pl

from salesplan.errors import BadUsage, Place, Problem
from salesplan.load.asked import asked_columns, by_field, likely_fields
from salesplan.load.body import fill_down, wide
from salesplan.load.columns import Asked, columns_of, unnamed_column
from salesplan.load.found import FoundColumn, FoundTable, letter_of
from salesplan.load.grid import Grid
from salesplan.load.header_rows import Row, Top, first_texts, header_rows, levels, top_of
from salesplan.load.headers import meanings
from salesplan.load.list_kind import UNCLEAR, kinds_of, speaks_of
from salesplan.load.names import is_unit, normalise, simplified
from salesplan.load.row_kinds import row_kinds, shape_of
from salesplan.load.titles import Title, titles_of_rows
from salesplan.model.reading import ReadOptions
from salesplan.text import Text

_STRAY = 20
_LONGEST_GAP = 1_000
_SHEET_UNIT = re.compile(
    r"(?:单位|units?)\s*:\s*(?:人民币\s*[/:]?\s*)?([^\s,;，；。()（）/]+(?:/[^\s,;()]{1,3})?)", re.IGNORECASE
)
_INSTRUCTIONS = re.compile(
    r"填写说明|注意事项|填表说明|导入说明|使用说明|温馨提示|请勿|必填|请按|instructions?|mandatory|required|how to",
    re.IGNORECASE,
)


def find_table(grid: Grid, options: ReadOptions, table: str | None = None) -> FoundTable | None:
    """The list in a sheet, or None when no row is a header.

    Header: load/header_rows.py, or the row the user named. What the list is about: ``table``, else the user's word,
    else load/list_kind.py. Columns: load/columns.py; those that salesplan wrote are never input. Rows:
    load/row_kinds.py.
    Raises BadUsage and BadInput when the user's header row or columns are not there.
    """
    named = frozenset(normalise(wish).key for wish in options.columns.values())
    top = top_of(grid, named, options.header_row)
    header = _asked_header(grid, top, options.header_row) if options.header_row else header_rows(top)
    return _found(grid, options, table or options.table, header, top) if header else None


def assume_table(grid: Grid) -> FoundTable | None:
    """The first row of two or more texts taken for a header, for want of a known one; ``table`` is then empty."""
    top = top_of(grid)
    row = first_texts(top)
    return None if row is None else _found(grid, ReadOptions(), None, (row,), top, assumed=True)


def _asked_header(grid: Grid, top: Top, row: int) -> tuple[int, ...]:
    if row in top.rows:
        return levels(row, top)
    what = Text("第 {row} 行是空的，不能作表头", "Row {row} is empty and cannot be a header").format(row=row)
    shown = "、".join(str(each) for each in sorted(top.rows)[:10])
    fix = Text("有内容的前几行：{shown}", "First rows that hold anything: {shown}").format(shown=shown)
    raise BadUsage(Problem("READ-header-row", "error", what, fix, Place(file=grid.file, sheet=grid.sheet), str(row)))


def _found(
    grid: Grid, options: ReadOptions, table: str | None, header: tuple[int, ...], top: Top, *, assumed: bool = False
) -> FoundTable:
    above = _texts_above(top, header)
    titles = titles_of_rows(grid, header, top.rows, f"{above} {grid.sheet or ''}")
    body = grid.cells.filter(pl.col("row") > header[-1])
    place = Place(file=grid.file, sheet=grid.sheet)
    mapped = asked_columns(options.columns, titles, place)
    own = frozenset[str]() if assumed else kinds_of(titles, likely_fields(mapped), _repeats(body, titles))
    kind = "" if assumed else table or ("customers" if own == UNCLEAR else next(iter(own)))
    if kind:
        mapped = by_field(mapped, kind)
    filled = frozenset(body["column"].unique())
    columns, ambiguous = _columns(titles, kind, Asked(mapped), filled, f"{above} {grid.sheet or ''}")
    frame = wide(_inside(body, columns), [c.index for c in columns], grid.merged)
    skipped = row_kinds(frame, shape_of(columns, _header_keys(header, top.rows))) if len(frame) else {}
    data = frame.filter(~pl.col("row").is_in(list(skipped))) if skipped else frame
    data, filled_down = fill_down(data, columns)
    return FoundTable(
        table=kind,
        header_rows=header,
        columns=columns,
        frame=data,
        first_row=int(data["row"][0]) if len(data) else 0,
        last_row=int(data["row"][-1]) if len(data) else 0,
        skipped=dict(sorted((_above_header(header, top.rows) | _blank(frame["row"], header) | skipped).items())),
        ambiguous=ambiguous,
        unit=_sheet_unit(above),
        stray=_stray(grid.cells, header, columns),
        filled_down=filled_down,
        assumed=assumed,
        seems=speaks_of(titles, mapped, kind) if table else kind,
        kinds=own,
    )


def _columns(
    titles: Sequence[Title], kind: str, asked: Asked, filled: frozenset[int], about: str
) -> tuple[tuple[FoundColumn, ...], dict[str, tuple[int, ...]]]:
    """The titled columns, with those between them that hold values and have no title."""
    columns, ambiguous = columns_of(titles, kind, asked, filled, about)
    named = {c.index for c in columns}
    first, last = min(named), max(named)
    between = [i for i in filled if first < i < last and i not in named]
    return tuple(sorted((*columns, *(unnamed_column(i, kind) for i in between)), key=lambda c: c.index)), ambiguous


def _repeats(body: pl.DataFrame, titles: Sequence[Title]) -> Callable[[str], bool]:
    """Whether a value of a customers field stands in two rows of the list."""

    def repeats(field: str) -> bool:
        own = meanings("customers")
        ranked = sorted((own[t.key].rank, t.index) for t in titles if t.key in own and own[t.key].field == field)
        return bool(ranked) and bool(body.filter(pl.col("column") == ranked[0][1])["text"].is_duplicated().any())

    return repeats


def _inside(body: pl.DataFrame, columns: Sequence[FoundColumn]) -> pl.DataFrame:
    wanted = [c.index for c in columns]
    if not len(body) or (body["column"].max() == max(wanted) and len(wanted) == max(wanted) + 1):
        return body
    return body.filter(pl.col("column").is_in(wanted))


def _texts_above(top: Top, header: tuple[int, ...]) -> str:
    cells = (text for row in sorted(top.rows) if row < header[0] for _, text in top.rows[row].values())
    return unicodedata.normalize("NFKC", " ".join(cells))


def _sheet_unit(above: str) -> str | None:
    """The unit said above the list (单位：千元); None when none is, or the word there is no unit."""
    found = _SHEET_UNIT.search(simplified(above))
    return found[1] if found and is_unit(found[1]) else None


def _above_header(header: tuple[int, ...], rows: Mapping[int, Row]) -> dict[int, str]:
    """What the rows above the header are: instructions, a title, or blank."""
    kinds = dict.fromkeys(range(max(1, header[0] - _LONGEST_GAP), header[0]), "blank")
    for row in kinds.keys() & rows.keys():
        text = simplified(unicodedata.normalize("NFKC", " ".join(text for _, text in rows[row].values())))
        kinds[row] = "instructions" if _INSTRUCTIONS.search(text) else "title"
    return kinds


def _blank(rows: pl.Series, header: tuple[int, ...]) -> dict[int, str]:
    """The blank rows between the header and the last row that holds anything; a gap of over 1,000 is not listed."""
    before = pl.concat([pl.Series("row", [header[-1]], pl.Int32), rows])
    gaps = pl.DataFrame({"from": before[:-1], "to": rows}).filter(pl.col("to") - pl.col("from") > 1)
    short = gaps.filter(pl.col("to") - pl.col("from") <= _LONGEST_GAP)
    return {row: "blank" for start, end in short.iter_rows() for row in range(start + 1, end)}


def _header_keys(header: tuple[int, ...], rows: Mapping[int, Row]) -> dict[int, frozenset[str]]:
    """What a repeated header shows in each column: the titles of the header rows as written."""
    titles: dict[int, set[str]] = {}
    for row in header:
        for index, (_, text) in rows.get(row, {}).items():
            titles.setdefault(index, set()).add(text.strip())
    return {index: frozenset(texts) for index, texts in titles.items()}


def _stray(cells: pl.DataFrame, header: tuple[int, ...], columns: Sequence[FoundColumn]) -> tuple[tuple[str, str], ...]:
    """Cells level with the list or below it that stand in none of its columns."""
    wanted = [c.index for c in columns]
    if not len(cells) or (cells["column"].max() == max(wanted) and len(wanted) == max(wanted) + 1):
        return ()
    outside = cells.filter(
        (pl.col("row") >= header[0]) & ~pl.col("column").is_in(wanted) & pl.col("text").str.contains(r"\S")
    )
    return tuple(
        (f"{letter_of(c)}{row}", text)
        for row, c, text in outside.head(_STRAY).select("row", "column", "text").iter_rows()
    )
