"""How an export to a CRM looks: which files to import in which order, what was refused, what was left alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from salesplan.compute.crm.exporting import CrmFile, ExportSummary, Reason
from salesplan.errors import Problem
from salesplan.model.crm_profile import OBJECT_LABELS, table_of
from salesplan.model.in_plan import in_plan, yaml_text
from salesplan.model.result import Result
from salesplan.model.tables import table_fields
from salesplan.present.blocks import Blank, Block, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import integer
from salesplan.present.sections import input_blocks, parameter_line, problem_blocks
from salesplan.present.view import View
from salesplan.present.words import listed
from salesplan.text import Text

KIBI = 1000
BEFORE: Mapping[str, tuple[str, ...]] = {
    "contacts": ("customers",),
    "deals": ("customers", "contacts"),
    "orders": ("customers",),
}
"""What a system must have before records of a kind are imported: a deal names its customer."""
REASONS: dict[str, Text] = {
    "CRM-required": Text("缺“{title}”，系统要求必填", "lack {title}, which the system must have"),
    "CRM-option": Text("“{title}”不是系统的选项", "have no option of {title}"),
    "CRM-owner": Text("负责人系统不认", "have an owner that the system does not know"),
    "CRM-email": Text("“{title}”不是邮箱", "have no e-mail address in {title}"),
    "CRM-length": Text("“{title}”太长", "are too long in {title}"),
    "CRM-id": Text("“{title}”不是系统的编号", "have no id of the system in {title}"),
}
REMEDIES: dict[str, Text] = {
    "CRM-required": Text("在名单里填上，再导出一次", "Fill it in in the list and export again"),
    "CRM-email": Text("在名单里改正", "Correct it in the list"),
    "CRM-length": Text("在名单里改短", "Shorten it in the list"),
    "CRM-id": Text("新记录就把编号留空", "Leave it empty for a new record"),
}
BLANKS: dict[str, Text] = {
    "none": Text("没有空单元格", "there are no blank cells"),
    "harmless": Text("空单元格不会清掉系统里的值", "a blank cell leaves the system's value alone"),
    "grouped": Text(
        "空单元格会清掉系统里的值：按填了哪些列分开，每份都没有空格",
        "a blank cell would wipe the system's value: records are parted by the columns they fill",
    ),
    "template": Text(
        "空单元格会清掉系统里的值：按填了哪些列分开，模板的列每份都写全；空着的列导入时别对应（都是新记录就加 --new）",
        "a blank cell would wipe the system's value: records are parted by the columns they fill, all columns of the "
        "template stay in each file; leave the blank ones unmapped when importing (all new: --new)",
    ),
    "new": Text("都是新记录：空单元格没有值可清", "all records are new: blank cells have nothing to wipe"),
    "asked": Text(
        "按您的要求写了空单元格：系统里已有的值会被清掉",
        "blank cells are written as asked: what the system holds there is wiped",
    ),
}


def blocks(result: Result[ExportSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    title = Text("导出{label}到 {system}", "Export of {label} to {system}")
    yield Heading(title.format(system=s.system, label=OBJECT_LABELS[s.crm_object]))
    yield from input_blocks([source for source in result.inputs if source.table != "plan"], screen)
    yield Blank()
    yield from _conclusion(s)
    if s.files:
        yield Blank()
        yield _files(s)
        where = Text("文件夹：{folder}", "folder: {folder}").format(folder=PurePath(s.files[0].file).parent)
        yield Line(where, "dim")
    yield from _why(s)
    told = result.findings if screen.problems_shown is None else [p for p in result.findings if not _is_counted(p)]
    yield from problem_blocks(told, screen)
    if not screen.quiet:
        yield Blank()
        yield from _order(s)
        yield parameter_line(result)


def _conclusion(s: ExportSummary) -> Iterator[Block]:
    told = Text(
        "{sent} 条{label}可以导入，分 {n} 份，{columns} 列",
        "{sent} {label} are ready to import (files: {n}, columns: {columns})",
    )
    words = {"sent": integer(s.sent), "label": OBJECT_LABELS[s.crm_object], "n": len(s.files)}
    yield Line(told.format(**words, columns=len(s.columns)), "strong")
    if s.blank_cells == "grouped" and len(s.files) > 1:
        one = Text(
            "都是新记录就加 --new，合成一份；要更新系统里已有的，就用这 {n} 份",
            "if all records are new, --new makes it one file; to update those that are there, use these {n}",
        )
        yield Line(one.format(n=len(s.files)), "warn")
    if s.rejected:
        bad = Text("{n} 条没有写进去，原因见下", "{n} are not in them; the reasons are below")
        yield Line(bad.format(n=integer(s.rejected)), "warn")
        if s.rejects and not s.dry_run:
            yield Line(Text("单子在 {file}", "They are listed in {file}").format(file=s.rejects), "warn")
    if s.duplicates:
        twice = Text("{n} 条系统会当成重复，先处理", "{n} would be taken for duplicates: settle them first")
        yield Line(twice.format(n=integer(s.duplicates)), "warn")
    yield Line(BLANKS[s.blank_cells], "warn" if s.blank_cells in ("asked", "template") else "dim", wrap=True)
    if s.unfilled and s.template:
        empty = Text(
            "模板里这些列都没有值，空着：{names}",
            "columns of the template that nothing fills stay blank: {names}",
        )
        yield Line(empty.format(names=listed(list(s.unfilled), 8)), "dim", wrap=True)
    if s.unsent:
        left = Text(
            "没有去处的列：{names}（--with 列名 加上）", "columns with no place there: {names} (add one: --with TITLE)"
        )
        yield Line(left.format(names=listed([_called(s, each) for each in s.unsent], 8)), "dim", wrap=True)


def _is_counted(problem: Problem) -> bool:
    """Whether the page says it by reason, for all records together."""
    return problem.severity == "error" and problem.code in REASONS


def _why(s: ExportSummary) -> Iterator[Block]:
    """Why records are not sent, by column, with what to do once for all of them."""
    if not s.reasons:
        return
    yield Blank()
    yield Line(Text("为什么没有写进去（每条记录见 --all-problems）", "Why (each record: --all-problems)"), "bad")
    for reason in s.reasons:
        values = listed([f"{value} × {n}" for value, n in reason.values if value], 6)
        told = Text("  {n} 条 {why}{values}", "  {n} records: {why}{values}").format(
            n=integer(reason.records),
            why=REASONS[reason.code].format(title=reason.title),
            values=Text("：{values}", ": {values}").format(values=values) if values else "",
        )
        yield Line(told)
        yield Line(Text("    → {fix}", "    → {fix}").format(fix=_remedy(s, reason)))


def _remedy(s: ExportSummary, reason: Reason) -> Text:
    """What to do about a reason: for options and owners what to write in the plan."""
    names = [yaml_text(value) for value, _ in reason.values]
    title = yaml_text(reason.title.strip("*"))
    profile = ("crm", "profiles", s.profile)
    more = Text("；或 --without {title}", "; or --without {title}").format(title=title)
    if reason.code == "CRM-option":
        told = Text(
            "系统里有这些选项，就{write}；换成别的写 {{系统的: 我们的}}{more}",
            "If the system has them, {write}; others: {{theirs: ours}}{more}",
        )
        column = f"- {{header: {title}, options: [{', '.join(names)}]}}"
        write = in_plan((*profile, "objects", s.crm_object, "columns"), column)
    elif reason.code == "CRM-owner":
        told = Text("{write}{more}", "{write}{more}")
        more = Text("；或 --without owner，谁导入谁就是负责人", "; or --without owner: whoever imports is the owner")
        write = in_plan(profile, f"owners: {{{', '.join(f'{name}: …' for name in names)}}}")
    else:
        return REMEDIES[reason.code]
    return told.format(write=write, more=Text("", "") if reason.required else more)


def _called(s: ExportSummary, name: str) -> str:
    """What people call a column that is not sent: its field's label, else its own title."""
    field = table_fields(table_of(s.crm_object)).get(name)
    return str(field.header.label) if field else name


def _files(s: ExportSummary) -> Grid:
    heads = (
        Head(Text("文件", "File"), shrink=True),
        Head(Text("条数", "Records"), "right"),
        Head(Text("列数", "Columns"), "right"),
        Head(Text("大小", "Size"), "right"),
        Head(
            Text("空着的列", "Blank columns") if s.template else Text("不含的列（空）", "Without (blank)"), shrink=True
        ),
    )
    return Grid(heads, tuple(_file(file) for file in s.files))


def _file(file: CrmFile) -> tuple[str, ...]:
    size = f"{max(1, round(file.size / KIBI)):,} kB"
    return (PurePath(file.file).name, integer(file.rows), integer(file.columns), size, listed(list(file.left_out), 4))


def _order(s: ExportSummary) -> Iterator[Block]:
    """In which order the kinds of records are imported, and that nothing was written on a dry run."""
    if s.dry_run:
        yield Line(Text("只看不写（--dry-run）", "Nothing was written (--dry-run)"), "dim")
    if before := [str(OBJECT_LABELS[each]) for each in BEFORE.get(s.crm_object, ())]:
        told = Text("系统里先要有{before}，再导入这份", "The system must have {before} before these are imported")
        yield Line(told.format(before=listed(before)), "dim")


VIEW = View(
    title=Text("导出到 CRM", "Export to a CRM"),
    columns={
        "file": Text("文件", "File"),
        "crm_object": Text("记录", "Records of"),
        "rows": Text("条数", "Records"),
        "columns": Text("列数", "Columns"),
        "left_out": Text("不含的列", "Without"),
        "size": Text("字节", "Bytes"),
    },
    figures={
        "profile": Text("系统", "System"),
        "system": Text("系统名称", "Name of the system"),
        "crm_object": Text("记录", "Records of"),
        "rows": Text("行数", "Rows"),
        "sent": Text("写出", "Sent"),
        "rejected": Text("没有写出", "Rejected"),
        "columns": Text("各列", "Columns"),
        "unsent": Text("没有去处的列", "Columns with no place"),
        "blanks": Text("空单元格", "Blank cells"),
        "blank_cells": Text("空单元格的处理", "What was done about blanks"),
        "groups": Text("组数", "Groups"),
        "duplicates": Text("重复", "Duplicates"),
        "replaced": Text("替换的字符", "Characters replaced"),
        "files": Text("文件", "Files"),
        "file": Text("文件", "File"),
        "left_out": Text("不含的列", "Without"),
        "size": Text("字节", "Bytes"),
        "rejects": Text("没有写出的单子", "List of the rejected"),
        "dry_run": Text("只看不写", "Nothing written"),
        "template": Text("模板", "Template"),
        "reasons": Text("没有写出的原因", "Why rejected"),
        "code": Text("代码", "Code"),
        "title": Text("列", "Column"),
        "records": Text("条数", "Records"),
        "values": Text("值", "Values"),
        "unfilled": Text("没有值的列", "Columns that nothing fills"),
    },
    labels={
        "crm_object": OBJECT_LABELS,
        "blank_cells": BLANKS,
        "blanks": {
            "leave": Text("空单元格不动原值", "a blank leaves the value"),
            "wipe": Text("空单元格会清空", "a blank wipes the value"),
        },
    },
    blocks=blocks,
)
