"""How `inspect` looks: the sheet, its columns with field, unit and sum, the rows left out, every problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from salesplan.compute.inspect import InspectSummary, SheetSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.model.tables import TABLES, table_fields
from salesplan.present.blocks import Blank, Block, Cell, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import NOTHING, as_count, exact, integer
from salesplan.present.safe import cut
from salesplan.present.sections import problem_blocks
from salesplan.present.view import View
from salesplan.present.words import KINDS, SKIPPED, listed
from salesplan.text import Text

HEADER_WIDTH = 22
_NOT_ADDED = frozenset(("share", "score"))
"""Kinds whose sum says nothing: discounts, probabilities, scores."""
_MARKED = " with byte order mark"

STATUS: dict[str, Text] = {
    "used": Text("采用", "used"),
    "unused": Text("有更合适的列，未用", "a better column is used"),
    "extra": Text("不认识，原样保留", "not recognised, kept"),
    "ambiguous": Text("与别的列重复，须指定", "ambiguous, name one"),
    "derived": Text("算出来的列，不读", "derived, not read"),
    "ours": Text("salesplan 写的列", "written by salesplan"),
    "row-number": Text("序号", "row number"),
    "foreign": Text("属于另一类名单", "field of another list"),
    "unnamed": Text("没有表头", "no header"),
}
SHEET_WHY: dict[str, Text] = {
    "asked": Text("您指定的", "as asked"),
    "only": Text("唯一可见的表", "the only visible sheet"),
    "best": Text("第一张有名单的表", "the first sheet that holds a list"),
    "assumed": Text("没有认出表头", "no header recognised"),
}
STATES: dict[str, Text] = {
    "visible": Text("可见", "visible"),
    "hidden": Text("隐藏", "hidden"),
    "veryHidden": Text("深度隐藏", "very hidden"),
}
TABLE_WORDS = {key: table.label for key, table in TABLES.items()}


def blocks(result: Result[InspectSummary], screen: Screen) -> Iterator[Block]:
    """The page: one part a sheet, then the other sheets, then the problems."""
    summary = result.summary
    for part in (summary, *summary.more_sheets):
        rows = [r for r in result.rows.records() if r["sheet"] == part.sheet]
        yield from _sheet(summary, part, rows, screen)
    if summary.other_sheets:
        others = [_other(name, state) for name, state in summary.other_sheets.items()]
        yield Line(Text("没有读的工作表：{sheets}", "sheets not read: {sheets}").format(sheets=listed(others)), "dim")
    yield from problem_blocks(result.findings, screen)


def _sheet(
    summary: InspectSummary, part: SheetSummary, rows: list[dict[str, Value]], screen: Screen
) -> Iterable[Block]:
    name = f"{summary.file} › {part.sheet}" if part.sheet else summary.file
    table = TABLE_WORDS.get(part.table or "", Text("名单", "list"))
    yield Heading(
        Text("读取结果   {name}   {table}   {n} 行", "How it was read   {name}   {table}   {n} rows").format(
            name=name, table=table, n=integer(part.rows)
        )
    )
    yield Line(" · ".join(_facts(summary, part)), "dim")
    yield Blank()
    yield _columns(rows, screen)
    yield Blank()
    if part.skipped:
        yield Line(Text("未计入的行：{rows}", "rows left out: {rows}").format(rows=_skipped(part.skipped)))
    if part.hidden_rows:
        hidden = Text(
            "{n} 行被筛选隐藏，照样计入：第 {rows} 行", "{n} rows are hidden by a filter and count all the same: {rows}"
        )
        numbers = listed([str(r) for r in part.hidden_rows])
        yield Line(hidden.format(n=len(part.hidden_rows), rows=numbers))


def _facts(summary: InspectSummary, part: SheetSummary) -> Iterator[str]:
    """Format, encoding, header and data rows, why this sheet."""
    yield summary.format
    if summary.encoding:
        unsure = "" if summary.encoding_sure else str(Text("（不确定）", " (unsure)"))
        yield str(Text("编码 {name}", "encoding {name}").format(name=_encoding(summary.encoding))) + unsure
    if part.sheet and (part.header_rows or part.sheet_why != "assumed"):
        yield str(SHEET_WHY.get(part.sheet_why, Text("", "")))
    yield str(_header(part))
    if part.first_row:
        span = Text("数据：第 {first}-{last} 行", "data: rows {first}-{last}")
        yield str(span.format(first=part.first_row, last=part.last_row))
    if part.unit:
        yield str(Text("整表单位 {unit}", "unit of the sheet {unit}").format(unit=part.unit))
    if part.date_system == 1904:  # noqa: PLR2004 - the name of the date system
        yield str(Text("1904 日期系统", "1904 dates"))


def _encoding(name: str) -> Text:
    """The encoding with its mark in words, as people know it from the save dialog."""
    plain = name.removesuffix(_MARKED)
    marked = Text("{name}（带 BOM）", "{name} with byte order mark")
    return (marked if plain != name else Text("{name}", "{name}")).format(name=plain)


def _header(part: SheetSummary) -> Text:
    """The rows of the header, whether recognised or assumed; a sheet without two texts side by side has none."""
    if not part.header_rows:
        return SHEET_WHY["assumed"]
    rows = "、".join(map(str, part.header_rows))
    header = Text("表头：第 {rows} 行", "header: row {rows}").format(rows=rows)
    assumed = Text("表头：假定为第 {rows} 行", "header: assumed in row {rows}").format(rows=rows)
    return assumed if part.header_assumed else header


def _columns(rows: list[dict[str, Value]], screen: Screen) -> Grid:
    heads = (
        Head(Text("列", "Col")),
        Head(Text("表头", "Header"), shrink=True),
        Head(Text("字段", "Field")),
        Head(Text("类型", "Type")),
        Head(Text("单位", "Unit")),
        Head(Text("有值", "Filled"), "right"),
        Head(Text("合计", "Sum"), "right"),
        Head(Text("缺", "Missing"), "right"),
        Head(Text("坏", "Bad"), "right"),
    )
    wide = HEADER_WIDTH + max(0, screen.width - 100)
    return Grid(heads, tuple(_column(r, wide) for r in rows))


def _column(r: dict[str, Value], wide: int) -> tuple[str | Cell, ...]:
    total = r["sum"]
    return (
        str(r["column"]),
        cut(str(r["header"] or r["raw"] or ""), wide),
        _field(r),
        str(KINDS.get(str(r["type"]), r["type"] or "")) if r["status"] == "used" else "",
        str(r["unit"] or ""),
        integer(as_count(r["filled"])),
        exact(total) if isinstance(total, Decimal) and r["type"] not in _NOT_ADDED else "",
        _positive(r["missing_count"]),
        Cell(_positive(r["bad_count"]), "bad"),
    )


def _field(r: dict[str, Value]) -> str | Cell:
    """The field in words and by key; else what became of the column."""
    key, table, status = str(r["field"] or ""), str(r["table"] or ""), str(r["status"])
    if status == "unused" and not key:
        status = "extra"
    fields = table_fields(table) if table in TABLES else {}
    label = str(fields[key].header.label) if key in fields else key
    named = f"{label} {key}" if label != key else key
    if status == "used":
        return f"{named} {r['period']}" if r["period"] else named
    return Cell(f"({STATUS[status]})" + (f" {table}.{key}" if status == "foreign" else ""), "dim")


def _positive(value: Value) -> str:
    return str(value) if value else ""


def _skipped(skipped: Mapping[int, str]) -> str:
    """Reasons with their rows: ``合计行 12、16;空行 3``."""
    by_reason: dict[str, list[str]] = {}
    for row, reason in skipped.items():
        by_reason.setdefault(reason, []).append(str(row))
    parts = [f"{SKIPPED.get(reason, reason)} {listed(rows)}" for reason, rows in by_reason.items()]
    return str(Text("；", "; ")).join(parts) or NOTHING


def _other(name: str, state: str) -> str:
    return name if state == "visible" else f"{name} ({STATES.get(state, state)})"


VIEW = View(
    title=Text("读取结果", "How the list was read"),
    columns={
        "sheet": Text("工作表", "Sheet"),
        "column": Text("列", "Column"),
        "header": Text("表头", "Header"),
        "header_cell": Text("表头单元格", "Header cell"),
        "field": Text("字段", "Field"),
        "table": Text("名单类别", "Table"),
        "rank": Text("匹配级别", "Rank"),
        "unit": Text("单位", "Unit"),
        "type": Text("类型", "Type"),
        "period": Text("期间", "Period"),
        "filled": Text("有值", "Filled"),
        "sum": Text("合计", "Sum"),
        "minimum": Text("最小", "Minimum"),
        "maximum": Text("最大", "Maximum"),
        "missing_count": Text("缺失个数", "Missing"),
        "missing": Text("缺失单元格", "Missing cells"),
        "bad_count": Text("坏单元格个数", "Bad"),
        "bad": Text("坏单元格", "Bad cells"),
        "status": Text("怎么处理", "Status"),
        "raw": Text("原始表头", "Header as it stands"),
    },
    labels={
        "table": TABLE_WORDS,
        "type": KINDS,
        "status": STATUS,
        "sheet_why": SHEET_WHY,
        "sheet_state": STATES,
        "skipped": SKIPPED,
    },
    blocks=blocks,
)
