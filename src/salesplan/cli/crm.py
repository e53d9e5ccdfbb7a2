"""Commands that exchange files with a CRM."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Annotated

from salesplan.cli.command import argument, command, option
from salesplan.cli.options import DryRun, Output, Planning, Reading
from salesplan.text import Text

AREA = Text("交换", "Exchange")
ORDER = 11

CrmFiles = Annotated[
    list[str],
    argument(
        "FILE...",
        Text(
            "系统导出的文件，可给多个或通配符，合并成一份",
            "files the system exported; several or a pattern are one list",
        ),
    ),
]


@dataclass(frozen=True)
class ImportOptions:
    """Which system the files are from."""

    source: Annotated[
        str | None,
        option(
            "--from",
            metavar="SYSTEM",
            text=Text(
                "哪个系统：fxiaoke zoho hubspot salesforce wukong yudao odoo kingdee yonyou（不写就按列名认）",
                "the system: fxiaoke zoho hubspot salesforce wukong yudao odoo kingdee yonyou (default: by the titles)",
            ),
        ),
    ] = None
    crm_object: Annotated[
        str | None,
        option(
            "--as",
            metavar="KIND",
            text=Text(
                "哪类记录：customers contacts prospects deals orders（不写就按列名认）",
                "the records: customers contacts prospects deals orders (default: by the titles)",
            ),
        ),
    ] = None
    dry_run: DryRun = False


@command(
    "crm import",
    Text(
        "CRM、ERP 导出的文件变成名单：列对字段，选项对上，编号保留",
        "files of a CRM or ERP as lists: columns, options, ids",
    ),
)
def crm_import(files: CrmFiles, options: ImportOptions, reading: Reading, planning: Planning, output: Output) -> None:
    """Read what a system exported as a list of ours."""
    from salesplan.api.crm import ImportWish
    from salesplan.api.crm import crm_import as imported
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.crm_files import deliver_import

    where = setting_of(planning, files)
    wish = ImportWish(tuple(files), options.source, options.crm_object or reading.table, options.dry_run)
    result = imported(wish, read_options(reading), where)
    output = replace(output, output=None) if options.dry_run else output
    deliver_import(result, output, None if options.dry_run else reading.rejects)


ExportFiles = Annotated[
    list[str] | None,
    argument(
        "FILE...",
        Text(
            "名单，可给多个文件或通配符（不给则用计划里的）",
            "your list; several files or a pattern are one list (default: the plan's)",
        ),
    ),
]


@dataclass(frozen=True)
class ExportOptions:
    """Which system the files are for, and which columns go into them."""

    target: Annotated[
        str,
        option(
            "--to",
            metavar="SYSTEM",
            text=Text(
                "哪个系统：fxiaoke zoho hubspot salesforce wukong yudao odoo，或计划里自己写的",
                "the system: fxiaoke zoho hubspot salesforce wukong yudao odoo, or one of the plan's",
            ),
        ),
    ]
    crm_object: Annotated[
        str | None,
        option(
            "--object",
            metavar="KIND",
            text=Text(
                "哪类记录：customers contacts prospects deals（不写就看名单）",
                "the records: customers contacts prospects deals (default: what the list holds)",
            ),
        ),
    ] = None
    template: Annotated[
        str | None,
        option(
            "--template",
            metavar="FILE",
            text=Text(
                "系统里下载的导入模板：列和顺序照它", "the system's own import template: its columns in its order"
            ),
        ),
    ] = None
    template_sheet: Annotated[
        str | None,
        option(
            "--template-sheet",
            metavar="NAME",
            text=Text("模板里用哪张表", "the sheet of the template"),
        ),
    ] = None
    added: Annotated[
        list[str],
        option(
            "--with",
            metavar="A,B",
            text=Text(
                "加上分级的列或名单里别的列：class,next_contact；class=客户级别 写进那一列",
                "add columns of classify or of the list: class,next_contact; class=Rating fills that column",
            ),
        ),
    ] = field(default_factory=list)
    without: Annotated[
        list[str],
        option("--without", metavar="A,B", text=Text("不写这些列，如 owner", "leave these columns out, such as owner")),
    ] = field(default_factory=list)
    heading: Annotated[
        str | None,
        option(
            "--heading",
            metavar="zh|en",
            text=Text("列名用系统的中文还是英文界面", "titles of the system's Chinese or English site"),
        ),
    ] = None
    new: Annotated[
        bool,
        option(
            "--new",
            text=Text(
                "都是新记录：空单元格没有值可清，不用分开", "all records are new: blank cells have nothing to wipe"
            ),
        ),
    ] = False
    blank_clears: Annotated[
        bool,
        option(
            "--blank-clears",
            text=Text("空单元格照写，清掉系统里的值", "write blank cells: they wipe what the system holds"),
        ),
    ] = False
    mark: Annotated[
        bool,
        option("--mark", text=Text("CSV 开头加 UTF-8 标记，Excel 直接打开不乱码", "begin a CSV with the UTF-8 mark")),
    ] = False
    orders: Annotated[
        list[str] | None,
        option("--orders", metavar="FILE", text=Text("分级用的订单（可重复）", "orders for the grading (repeatable)")),
    ] = None
    dry_run: DryRun = False


@dataclass(frozen=True)
class ExportOutput(Output):
    """The same; what is written are the system's files."""

    output: Annotated[
        str | None,
        option(
            "--output",
            "-o",
            metavar="FOLDER|FILE",
            text=Text(
                "写到这个文件夹，或 .csv、.xlsx 文件（要分几份就编号）",
                "write into this folder, or to a .csv or .xlsx file (numbered if there are several)",
            ),
        ),
    ] = None


@command(
    "crm export",
    Text(
        "名单写成 CRM 能导入的文件：列名、顺序、格式、行数都按它",
        "lists as files that a CRM imports: titles, order, formats",
    ),
)
def crm_export(
    options: ExportOptions, reading: Reading, planning: Planning, output: ExportOutput, files: ExportFiles = None
) -> None:
    """Write a list of ours as the files that a system imports."""
    from salesplan.api.crm_export import crm_export as exported
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.crm_files import write_export
    from salesplan.cli.crm_wish import export_wish

    wish = export_wish(options, files or [])
    prepared = exported(wish, read_options(reading), setting_of(planning, files or []))
    write_export(prepared, output, reading.rejects, dry_run=options.dry_run, mark=options.mark or None)
