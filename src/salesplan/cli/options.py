"""The options that commands share, declared once, in bundles that a command takes whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from salesplan.cli.command import argument, option
from salesplan.text import Text

ListFile = Annotated[
    str,
    argument(
        "FILE",
        Text(
            "您的名单：xlsx、xlsm、xls、xlsb、ods、csv、txt、parquet",
            "your list: xlsx, xlsm, xls, xlsb, ods, csv, txt or parquet",
        ),
    ),
]
ListFiles = Annotated[
    list[str],
    argument(
        "FILE...",
        Text(
            "您的名单，可给多个文件或通配符，合并成一份", "your list; several files or a pattern are read as one list"
        ),
    ),
]


@dataclass(frozen=True)
class Reading:
    """How a list is read, where the content does not decide it or decides it wrongly."""

    GROUP: ClassVar[Text] = Text("读取名单", "Reading the list")

    sheet: Annotated[
        list[str],
        option(
            "--sheet",
            metavar="NAME",
            text=Text("只读这张工作表（可重复，可用 * 通配）", "read this sheet (repeatable, * is a wildcard)"),
        ),
    ] = field(default_factory=list)
    table: Annotated[
        str | None,
        option(
            "--table",
            metavar="KIND",
            text=Text("名单是哪一类：customers、orders、deals …", "what the list is: customers, orders, deals ..."),
        ),
    ] = None
    header_row: Annotated[
        int | None, option("--header-row", metavar="N", text=Text("表头在第几行", "the row the header stands in"))
    ] = None
    column: Annotated[
        list[str],
        option(
            "--column",
            metavar="FIELD=HEADER",
            text=Text(
                "指定某字段用哪一列：表头或列号，如 amount=C（可重复）",
                "the column of a field, by header or letter, such as amount=C (repeatable)",
            ),
        ),
    ] = field(default_factory=list)
    encoding: Annotated[
        str | None,
        option(
            "--encoding",
            metavar="NAME",
            text=Text("文本文件的编码，如 gb18030", "encoding of a text file, such as gb18030"),
        ),
    ] = None
    date_order: Annotated[
        str | None,
        option(
            "--date-order",
            metavar="ymd|dmy|mdy",
            text=Text("日期里年月日的顺序", "the order of day, month and year in dates"),
        ),
    ] = None
    decimal: Annotated[
        str | None, option("--decimal", metavar=".|,", text=Text("小数点用什么符号", "the decimal mark"))
    ] = None
    unit_of: Annotated[
        list[str],
        option(
            "--unit-of",
            metavar="FIELD=UNIT",
            text=Text(
                "某字段的单位，如 amount=万（可重复）", "the unit of a field's cells, such as amount=万 (repeatable)"
            ),
        ),
    ] = field(default_factory=list)
    rejects: Annotated[
        str | None,
        option(
            "--rejects",
            metavar="FILE",
            text=Text("把坏单元格写成一份 CSV，方便逐个改", "write the bad cells to a CSV, to be corrected one by one"),
        ),
    ] = None
    on_error: Annotated[
        str | None,
        option(
            "--on-error",
            metavar="stop|skip",
            text=Text(
                "用到的单元格有错时：停下，或跳过该行并列出（写回时默认 stop，否则 skip）",
                "bad cells in used fields: stop, or leave the row out and list it (default: stop when writing)",
            ),
        ),
    ] = None


@dataclass(frozen=True)
class Planning:
    """Which plan is used, and for which day."""

    GROUP: ClassVar[Text] = Text("计划与日期", "Plan and date")

    plan: Annotated[
        str | None,
        option(
            "--plan",
            "-p",
            metavar="FILE",
            env="SALESPLAN_PLAN",
            text=Text(
                "计划文件（默认：名单所在或当前文件夹及其上级里的 plan.yaml）",
                "the plan (default: plan.yaml in the list's or this folder, or above)",
            ),
        ),
    ] = None
    no_plan: Annotated[bool, option("--no-plan", text=Text("不用任何计划", "use no plan"))] = False
    as_of: Annotated[
        str | None,
        option(
            "--as-of",
            metavar="DATE",
            env="SALESPLAN_AS_OF",
            text=Text("截止日期（默认今天）", "as-of date (default: today)"),
        ),
    ] = None


@dataclass(frozen=True)
class Output:
    """In what form the result comes, and where it goes."""

    GROUP: ClassVar[Text] = Text("输出", "Output")

    format: Annotated[
        str | None,
        option(
            "--format",
            "-f",
            metavar="table|json|jsonl|csv|markdown",
            env="SALESPLAN_FORMAT",
            text=Text("输出格式（默认 table）", "output format (default: table)"),
        ),
    ] = None
    output: Annotated[
        str | None,
        option(
            "--output",
            "-o",
            metavar="FILE",
            text=Text(
                "写到新文件，按扩展名定格式：.xlsx .html .csv .json .jsonl .md .txt",
                "write to a new file; its ending decides: .xlsx .html .csv .json .jsonl .md .txt",
            ),
        ),
    ] = None
    force: Annotated[
        bool,
        option(
            "--force",
            text=Text(
                "换掉已有的输出文件（salesplan 生成的 xlsx、json 不必加）",
                "replace an output file that is there (xlsx and json of salesplan's own need none)",
            ),
        ),
    ] = False
    lang: Annotated[
        str | None,
        option(
            "--lang", metavar="zh|zh-Hant|en", env="SALESPLAN_LANG", text=Text("输出语言", "language of the output")
        ),
    ] = None
    show_unit: Annotated[
        str | None,
        option(
            "--show-unit",
            metavar="1|千|万|亿",
            text=Text("金额按什么单位显示（中文默认万）", "unit that amounts are shown in (English: 1)"),
        ),
    ] = None
    all_rows: Annotated[bool, option("--all", text=Text("列出每一行", "show every row"))] = False
    all_problems: Annotated[
        bool,
        option(
            "--all-problems", text=Text("列出全部问题（默认前 20 条）", "show every problem (default: the first 20)")
        ),
    ] = False
    fail_on: Annotated[
        str | None,
        option(
            "--fail-on",
            metavar="error|warning|note",
            text=Text(
                "有这一级或更重的发现时以 1 退出", "exit with 1 when there is a finding of this severity or above"
            ),
        ),
    ] = None
    strict: Annotated[bool, option("--strict", text=Text("等于 --fail-on error", "the same as --fail-on error"))] = (
        False
    )
    quiet: Annotated[bool, option("--quiet", "-q", text=Text("不显示提示信息", "say nothing besides the result"))] = (
        False
    )
    verbose: Annotated[
        bool, option("--verbose", "-v", text=Text("多说一些：用到的列、参数", "say more: columns and parameters used"))
    ] = False
    no_color: Annotated[bool, option("--no-color", env="SALESPLAN_NO_COLOR", text=Text("不用颜色", "no colour"))] = (
        False
    )


@dataclass(frozen=True)
class LocatedOutput(Output):
    """The same for the commands that check the plan: what they find has its line, and two forms more."""

    format: Annotated[
        str | None,
        option(
            "--format",
            "-f",
            metavar="table|json|jsonl|csv|markdown|sarif|github",
            env="SALESPLAN_FORMAT",
            text=Text(
                "输出格式（默认 table）；sarif、github 用于代码仓库里的检查",
                "output format (default: table); sarif and github are for checks of a repository",
            ),
        ),
    ] = None
    fail_on: Annotated[
        str | None,
        option(
            "--fail-on",
            metavar="error|warning|note",
            text=Text(
                "有这一级或更重的发现时以 1 退出（默认 error）",
                "exit with 1 when there is a finding of this severity or above (default: error)",
            ),
        ),
    ] = None


DryRun = Annotated[
    bool, option("--dry-run", text=Text("只说会写什么，不写", "say what would be written, write nothing"))
]
LockWait = Annotated[
    float,
    option(
        "--lock-wait",
        metavar="SECONDS",
        text=Text(
            "另一个 salesplan 正在写时最多等几秒（默认 10）", "how long to wait for another salesplan (default: 10)"
        ),
    ),
]
Backups = Annotated[
    int,
    option(
        "--backups",
        metavar="N",
        text=Text("保留几份带日期的备份（默认 5）", "how many dated backups are kept (default: 5)"),
    ),
]


@dataclass(frozen=True)
class Writing:
    """Writing results back into the user's own workbook."""

    GROUP: ClassVar[Text] = Text("写回工作簿", "Writing back")

    write: Annotated[
        bool,
        option(
            "--write",
            text=Text(
                "把结果列写回原工作簿，其余内容原样保留",
                "write the result columns into the workbook; everything else stays as it is",
            ),
        ),
    ] = False
    dry_run: DryRun = False
    columns: Annotated[
        str | None,
        option(
            "--columns",
            metavar="A,B",
            text=Text("只写这些列，如 class,next_contact", "write only these columns, such as class,next_contact"),
        ),
    ] = None
    color_rows: Annotated[
        bool,
        option(
            "--color-rows",
            text=Text(
                "按客户分级给名单各行上色（条件格式，可随时删掉）",
                "colour the list's rows by class (conditional formats, easily removed)",
            ),
        ),
    ] = False
    lock_wait: LockWait = 10
    ignore_open: Annotated[
        bool,
        option(
            "--ignore-open",
            text=Text("不理会旁边的“已打开”标记文件", "write although a mark beside the file says it is open"),
        ),
    ] = False
    allow_protected: Annotated[
        bool, option("--allow-protected", text=Text("允许写受保护的工作表", "write to a protected sheet"))
    ] = False
    backups: Backups = 5
