"""Reads a system's own import template: its titles, in their order, and nothing else of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from salesplan.errors import BadInput, Place, Problem
from salesplan.load.crm_detect import columns_by_title, title_key
from salesplan.load.found import FoundTable
from salesplan.load.grid import Grid
from salesplan.load.headers import Meaning, meanings
from salesplan.load.names import normalise
from salesplan.load.opening import OpenedFile, open_file
from salesplan.load.places import Places
from salesplan.load.table_finder import assume_table
from salesplan.load.template_choices import choices_of
from salesplan.model.crm_profile import CrmColumn
from salesplan.model.crm_template import Template, TemplateTitle
from salesplan.model.reading import ReadOptions
from salesplan.text import Text


def read_template(file: str, sheet: str | None, columns: Sequence[CrmColumn], table: str) -> Template:
    """The template in a file. Titles with a star or 必填 must be filled; rows under them are examples and not read.

    BadInput where no row of titles is found, or one stands twice: which of the two would be filled cannot be told.
    """
    opened = open_file(file, ReadOptions(sheets=(sheet,) if sheet else ()), table)
    first = opened.sheets[0]
    found = first.picked.table or assume_table(first.grid)
    places = Places(first.grid)
    if found is None or not found.header_rows:
        raise BadInput(_no_titles(places.whole()))
    titles = [column.raw for column in found.columns if column.raw]
    keys = [title_key(title) for title in titles]
    if twice := sorted({title for title, key in zip(titles, keys, strict=True) if keys.count(key) > 1}):
        raise BadInput(_twice(twice, places.whole()))
    known, fields = columns_by_title(columns), meanings(table)
    read = tuple(_title(raw, key, known, fields) for raw, key in zip(titles, keys, strict=True))
    offered = (
        choices_of(file, first.grid.sheet)
        if first.grid.sheet is not None and first.grid.format in ("xlsx", "xlsm")
        else {}
    )
    at = [column.index for column in found.columns if column.raw]
    found_titles = tuple(_with_choices(title, offered.get(place, ())) for title, place in zip(read, at, strict=True))
    return Template(
        file,
        first.grid.sheet,
        "csv" if first.grid.sheet is None else "xlsx",
        found_titles,
        _above(first.grid, found),
        (*_other_sheets(opened, file, first.grid.sheet), *_unknown(read, places.whole())),
    )


def _title(raw: str, key: str, known: Mapping[str, CrmColumn], fields: Mapping[str, Meaning]) -> TemplateTitle:
    name = normalise(raw)
    meaning = fields.get(name.key)
    column = known.get(key)
    return TemplateTitle(raw, column, column.field if column else meaning.field if meaning else None, name.starred)


def _with_choices(title: TemplateTitle, offered: Sequence[str]) -> TemplateTitle:
    """A title that takes what its drop-down list offers; which of our values each is, is the profile's to say."""
    if not offered:
        return title
    column = title.column or CrmColumn(header=title.raw, field=title.field)
    options = {each: column.options.get(each, each) for each in offered}
    return replace(title, column=column.model_copy(update={"options": options, "open": False}))


def _above(grid: Grid, found: FoundTable) -> tuple[tuple[str, ...], ...]:
    """The texts of the rows above the titles, row by row."""
    top = found.header_rows[-1]
    rows: list[list[str]] = [[] for _ in range(top - 1)]
    for row, column, text in grid.cells.select("row", "column", "text").iter_rows():
        if row < top and text:
            cells = rows[row - 1]
            cells += [""] * (column + 1 - len(cells))
            cells[column] = text
    return tuple(tuple(cells) for cells in rows)


def _no_titles(place: Place) -> Problem:
    what = Text("模板里没有找到表头", "no row of titles is found in the template")
    fix = Text(
        "从系统里重新下载导入模板；有几张表就用 --template-sheet 写明",
        "download it again; with several sheets say --template-sheet",
    )
    return Problem("CRM-template-empty", "error", what, fix, place)


def _twice(titles: Sequence[str], place: Place) -> Problem:
    what = Text("模板里有重复的列：{titles}", "titles stand twice in the template: {titles}")
    fix = Text("删掉或改名其中一列", "remove or rename one of them")
    return Problem("CRM-template-twice", "error", what.format(titles="、".join(titles)), fix, place)


def _other_sheets(opened: OpenedFile, file: str, read: str | None) -> list[Problem]:
    others = [name for name, state in opened.unread.items() if state == "visible"]
    if not others:
        return []
    what = Text(
        "模板有几张表，用的是“{read}”；没用：{others}", "the template has several sheets; {read} is used, not {others}"
    )
    fix = Text("要用别的表：--template-sheet {other}", "for another: --template-sheet {other}").format(other=others[0])
    told = what.format(read=read, others="、".join(others))
    return [Problem("CRM-template-sheet", "warning", told, fix, Place(file=file, sheet=read))]


def _unknown(titles: Sequence[TemplateTitle], place: Place) -> list[Problem]:
    """Titles of which we do not know what they are: filled from a column of the list with the same title, if any."""
    names = [title.raw for title in titles if title.column is None and title.field is None]
    if not names:
        return []
    what = Text(
        "模板里这些列没有对应的字段，名单里有同名列才填：{names}",
        "titles of no field are filled from columns of the same title: {names}",
    )
    fix = Text(
        "在 plan.yaml 的 crm → profiles 里写明字段，或用 --with 列=模板列",
        "say their fields in plan.yaml under crm → profiles, or --with COLUMN=TITLE",
    )
    return [Problem("CRM-template-unknown", "note", what.format(names="、".join(names)), fix, place)]
