"""How an import from a CRM looks: what it is, how every column was taken, what was refused, what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesplan.compute.crm.importing import ImportSummary, MappedColumn
from salesplan.model.crm_profile import OBJECT_LABELS, REASON
from salesplan.model.result import Result
from salesplan.model.tables import table_fields
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Heading, Line, Screen, Style
from salesplan.present.numbers import integer
from salesplan.present.safe import cut
from salesplan.present.sections import input_blocks, problem_blocks
from salesplan.present.view import View
from salesplan.present.words import listed
from salesplan.text import Text

HOW: dict[str, Text] = {
    "profile": Text("字段", "field"),
    "recognised": Text("按列名认出", "recognised by its title"),
    "kept": Text("原样保留", "kept as it is"),
    "reason": Text("拒收原因", "why it was refused"),
}
LONGEST, EXAMPLES = 16, 34
"""Characters of an example, and columns of all examples of a column, that are shown."""
WHY = Text("拒收原因", "Why refused")


def blocks(result: Result[ImportSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    title = Text("导入 {system} 的{label}", "Import of {label} from {system}")
    yield Heading(title.format(system=s.system, label=OBJECT_LABELS[s.crm_object]))
    yield from input_blocks([source for source in result.inputs if source.table != "plan"], screen)
    yield Blank()
    yield from _conclusion(s)
    yield from _reasons(s)
    yield Blank()
    yield _columns(s, screen)
    yield from problem_blocks(result.findings, screen)
    if not screen.quiet:
        yield Blank()
        yield from _next(s)


def _conclusion(s: ImportSummary) -> Iterator[Block]:
    fields = sum(column.how in ("profile", "recognised") for column in s.columns)
    kept = sum(column.how == "kept" for column in s.columns)
    told = Text(
        "{n} 条{label}可用；{columns} 列里 {fields} 列成为字段，{kept} 列原样保留",
        "{n} {label} to use; of {columns} columns {fields} become fields, {kept} are kept as they are",
    )
    words = {"n": integer(s.imported), "label": OBJECT_LABELS[s.crm_object], "columns": len(s.columns)}
    yield Line(told.format(**words, fields=fields, kept=kept), "strong")
    if s.detected:
        seen = Text(
            "按列名认出是 {system}；不对就用 --from 写明", "Known as {system} by its titles; if not, say --from"
        )
        yield Line(seen.format(system=s.system), "dim")
    if s.rejected:
        bad = Text(
            "{n} 条没有导入：关键的格子读不懂，见下；--rejects 坏行.csv 写成一份单子",
            "{n} were not imported: a cell that decides cannot be read (below); --rejects bad.csv lists them",
        )
        yield Line(bad.format(n=integer(s.rejected)), "warn")


def _reasons(s: ImportSummary) -> Iterator[Block]:
    """What the system said about the records that it had sent back."""
    if not s.refused:
        return
    told = Text("{system} 拒收过其中 {n} 条：", "{system} had refused {n} of them:")
    yield Blank()
    yield Line(told.format(system=s.system, n=integer(s.refused)), "warn")
    heads = (Head(Text("原因", "Reason"), shrink=True), Head(Text("条数", "Records"), "right"))
    yield Grid(heads, tuple((reason, integer(n)) for reason, n in s.reasons))


def _columns(s: ImportSummary, screen: Screen) -> Grid:
    """How every column was taken; columns that hold nothing only where all is asked for."""
    shown = [column for column in s.columns if column.filled or screen.all_rows]
    heads = (
        Head(Text("列", "Column"), shrink=True),
        Head(Text("成为", "Becomes"), shrink=True),
        Head(Text("怎么认的", "How")),
        Head(Text("有值", "Filled"), "right"),
        Head(Text("例如", "Such as"), shrink=True),
    )
    return Grid(heads, tuple(_column(s, column) for column in shown))


def _column(s: ImportSummary, column: MappedColumn) -> tuple[Content, ...]:
    field = table_fields(s.table).get(column.name)
    name = WHY if column.how == "reason" else field.header.label if field else column.name
    style: Style = "dim" if column.how == "kept" else ""
    examples = cut(listed([_short(each) for each in column.examples], 3), EXAMPLES)
    how = Cell(HOW[column.how], style)
    return (f"{column.column} {column.title}", Cell(name, style), how, integer(column.filled), examples)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST]}…"


def _next(s: ImportSummary) -> Iterator[Block]:
    """How to keep the list, and how the plan names it."""
    empty = sum(not column.filled for column in s.columns)
    if empty:
        left = Text("{n} 列全空，没有列出（--all 全列）", "{n} columns hold nothing and are not shown (--all)")
        yield Line(left.format(n=empty), "dim")
    if s.dry_run:
        yield Line(Text("只看不写（--dry-run）", "Nothing was written (--dry-run)"), "dim")
    told = Text(
        "写成名单：-o {table}.xlsx；计划里写 sources: {{{table}: {table}.xlsx}}",
        "Write the list with -o {table}.xlsx; in the plan: sources: {{{table}: {table}.xlsx}}",
    )
    yield Line(told.format(table=s.table), "dim")


def _titles(result: Result[ImportSummary]) -> Mapping[str, Text]:
    """The titles of our list, so that what is written is read again; a column that is kept has its own."""
    fields = table_fields(result.summary.table)
    return {key: fields[key].header.label for key in result.rows.keys if key in fields}


VIEW = View(
    title=Text("从 CRM 导入", "Import from a CRM"),
    columns={REASON: WHY},
    titles_of=_titles,
    figures={
        "profile": Text("系统", "System"),
        "system": Text("系统名称", "Name of the system"),
        "crm_object": Text("记录", "Records of"),
        "table": Text("名单", "List"),
        "detected": Text("按列名认出", "Known by its titles"),
        "files": Text("文件数", "Files"),
        "rows": Text("行数", "Rows"),
        "imported": Text("导入", "Imported"),
        "rejected": Text("没有导入", "Not imported"),
        "columns": Text("各列", "Columns"),
        "column": Text("列号", "Letter"),
        "title": Text("列名", "Title"),
        "name": Text("成为", "Becomes"),
        "how": Text("怎么认的", "How"),
        "filled": Text("有值", "Filled"),
        "examples": Text("例如", "Such as"),
        "refused": Text("系统拒收过", "Refused by the system"),
        "reasons": Text("拒收原因", "Reasons"),
        "dry_run": Text("只看不写", "Nothing written"),
    },
    labels={"how": HOW, "crm_object": OBJECT_LABELS},
    blocks=blocks,
)
