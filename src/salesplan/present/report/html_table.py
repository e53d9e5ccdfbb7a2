"""Tables of the report's page: exact figures behind rounded ones, lights with signs, bars beside shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from salesplan.model.figures import plain
from salesplan.model.table import Value
from salesplan.present.html import class_of, said
from salesplan.present.lights import LIGHT_SIGNS
from salesplan.present.numbers import Unit, percent
from salesplan.present.report.cells import FIGURES, cell_exact, cell_text, totals_of
from salesplan.present.report.parts import Column, ReportTable
from salesplan.present.safe import width_of
from salesplan.text import Text

MANY = 10
"""Rows of a table from which on people want to search it."""
FEW_COLUMNS, MOST_COLUMNS = 4, 7
"""Columns that need not the whole width, and that go on paper in the usual size."""
WORD, ONE_LINE, LONG = 12, 24, 80
"""Characters of a text that is never broken into lines, of one that is where room is scarce, and of a long one."""
BAR, HIGH = 60, 8
"""Units of a whole bar in a cell, and its height."""
RANKS = {"red": 1, "amber": 2, "green": 3}
"""The order of lights: the worst first."""
DEEPEST = 5


def table_html(table: ReportTable, unit: Unit, *, half: bool = False) -> Iterator[str]:
    """The table in its own box, which scrolls where the page is too narrow; without a script it is as complete.

    ``half``: it stands beside its chart. A folded one is opened by whoever wants to know.
    """
    yield f'<div{class_of("table", _size(table), "half" if half else "")} id="t-{said(table.name)}">\n'
    yield from _folded(table, unit) if table.folded else _open(table, unit)
    yield "</div>\n"


def _folded(table: ReportTable, unit: Unit) -> Iterator[str]:
    told = Text("明细：{title}", "details: {title}").format(title=table.title)
    yield f"<details><summary>{said(told)}</summary>\n"
    yield from _open(table, unit)
    yield "</details>\n"


def _open(table: ReportTable, unit: Unit) -> Iterator[str]:
    unit = table.unit or unit
    level = table.rows.keys.index(table.level) if table.level else None
    yield _tools(table)
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{said(table.title)}">'
    yield f"<table{class_of('tree' if table.level else '')}>\n"
    heads = "".join(map(_head, table.columns))
    yield f"<caption>{said(table.title)}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
    places = [table.rows.keys.index(column.key) for column in table.columns]
    for row in table.rows.rows(0, table.shown):
        depth = row[level] if level is not None else None
        cells = _cells(table, [row[at] for at in places], unit)
        yield f"\n<tr{_depth(depth)}{_light(table, row)}>{cells}</tr>"
    yield f"\n</tbody>{_totals(table, unit)}</table></div>\n{_rest(table)}"


def _size(table: ReportTable) -> str:
    """Few columns stay together rather than far apart; many are set smaller on paper."""
    return "small" if len(table.columns) <= FEW_COLUMNS else "wide" if len(table.columns) > MOST_COLUMNS else ""


def _tools(table: ReportTable) -> str:
    """What searches the table; hidden until there is a script that does it."""
    if min(len(table.rows), table.shown) <= MANY:
        return ""
    cut = len(table.rows) > table.shown
    find = Text("筛选（前 {n} 行）", "Filter (first {n} rows)").format(n=table.shown) if cut else Text("筛选", "Filter")
    light = next((column for column in table.columns if column.lights), None)
    return (
        f'<div class="tools" hidden><label>{said(find)} <input type="search" autocomplete="off"></label>'
        f"{_choice(light) if light else ''}"
        '<output aria-live="polite"></output></div>\n'
    )


def _choice(column: Column) -> str:
    options = "".join(
        f'<option value="{code}">{LIGHT_SIGNS[code]} {said(column.words.get(code, code))}</option>'
        for code in RANKS
        if code in column.words
    )
    return (
        f"<label>{said(column.title)} <select>"
        f'<option value="">{said(Text("全部", "all"))}</option>{options}</select></label>'
    )


def _head(column: Column) -> str:
    side = class_of("n" if column.kind in FIGURES else "", "has-bar" if column.bar else "")
    return f'<th scope="col" data-key="{said(column.key)}"{side}>{said(column.title)}</th>'


def _cells(table: ReportTable, values: list[Value], unit: Unit) -> str:
    cells = [_cell(value, column, unit) for value, column in zip(values, table.columns, strict=True)]
    return "".join([f'<th scope="row"{cells[0]}</th>', *(f"<td{cell}</td>" for cell in cells[1:])])


def _cell(value: Value, column: Column, unit: Unit) -> str:
    """The rest of a cell after the name of its tag."""
    if column.lights:
        return _light_cell(value, column)
    text = said(cell_text(value, column, unit))
    if column.kind not in FIGURES:
        return f"{class_of('none' if value is None else _length(text))}>{text}"
    if value is None or isinstance(value, bool) or not isinstance(value, int | Decimal):
        return f' class="{"n none" if value is None else "n"}">{text}'
    figure = Decimal(value)
    exact = percent(figure, 4) if column.kind == "share" else cell_exact(value, column)
    title = f' title="{exact}"' if exact != text else ""
    sign = " minus" if figure < 0 else ""
    return f' class="n{sign}" data-value="{plain(figure)}"{title}>{_barred(figure, text) if column.bar else text}'


def _length(text: str) -> str:
    """Whether a text is a word, short, long or longer, which decides how wide its column must be."""
    width = width_of(text)
    return "s w" if width <= WORD else "s" if width <= ONE_LINE else "l" if width <= LONG else "l ll"


def _light_cell(value: Value, column: Column) -> str:
    if not isinstance(value, str):
        return ' class="none">–'
    word = said(column.words.get(value, value))
    sign = LIGHT_SIGNS.get(value, "")
    light = f'<span{class_of("light", value if sign else "")}><i aria-hidden="true">{sign}</i> {word}</span>'
    return f' data-rank="{RANKS.get(value, 9)}">{light}'


def _barred(share: Decimal, text: str) -> str:
    """A share as a bar before its figure; one above the whole fills it."""
    width = f"{max(Decimal(0), min(share, Decimal(1))) * BAR:.1f}"
    return (
        f'<svg class="cell-bar" viewBox="0 0 {BAR} {HIGH}" width="{BAR}" height="{HIGH}" aria-hidden="true">'
        f'<rect class="track" width="{BAR}" height="{HIGH}" rx="2"/>'
        f'<rect width="{width}" height="{HIGH}" rx="2"/></svg><span>{text}</span>'
    )


def _depth(depth: Value) -> str:
    if not isinstance(depth, int) or isinstance(depth, bool):
        return ""
    return f' data-level="{depth}" class="level-{min(depth, DEEPEST)}"'


def _light(table: ReportTable, row: tuple[Value, ...]) -> str:
    """The lights of a row, for choosing by them."""
    record = dict(zip(table.rows.keys, row, strict=True))
    found = [str(record[c.key]) for c in table.columns if c.lights and record[c.key] is not None]
    return f' data-light="{said(found[0])}"' if found else ""


def _totals(table: ReportTable, unit: Unit) -> str:
    """The row of all rows, also of those that are not shown."""
    if not table.totals:
        return ""
    named = totals_of(table)
    cells = [_total(named, column, unit) for column in table.columns]
    note = said(Text("（全部 {n} 行）", " (all {n} rows)").format(n=f"{len(table.rows):,}"))
    cut = " cut" if len(table.rows) > table.shown else ""
    first = f'<th scope="row"{cells[0]}<small class="of-all{cut}">{note}</small></th>'
    rest = "".join(f"<td{cell}</td>" for cell in cells[1:])
    return f'\n<tfoot><tr class="total">{first}{rest}</tr></tfoot>\n'


def _total(totals: Mapping[str, Value], column: Column, unit: Unit) -> str:
    return ">" if totals.get(column.key) is None else _cell(totals[column.key], column, unit)


def _rest(table: ReportTable) -> str:
    if (left := len(table.rows) - table.shown) <= 0:
        return ""
    told = Text("其余 {n} 行见工作簿", "{n} more rows are in the workbook")
    return f'<p class="rest">{said(told.format(n=f"{left:,}"))}</p>\n'
