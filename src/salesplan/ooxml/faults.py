"""Why a workbook is refused, and what its owner can do about it: one function for each family of faults."""

from __future__ import annotations

from salesplan.errors import BadInput, Place, Problem
from salesplan.text import Text

EXPORT_AGAIN = Text(
    "请重新下载或导出这个文件；也可在 Excel 中打开，让它修复后另存为 .xlsx",
    "Download or export the file again, or open it in Excel, let it repair the file and save it as .xlsx",
)
SAVE_AS_XLSX = Text(
    "请在 Excel 或 WPS 中打开它，用“另存为”存成“Excel 工作簿 (.xlsx)”，再读新文件",
    "Open it in Excel or WPS, use Save As to store it as an Excel Workbook (.xlsx), and read the new file",
)
NO_PASSWORD = Text(
    "请在 Excel 中用密码打开，点“文件 > 信息 > 保护工作簿 > 用密码进行加密”，清空密码后保存",
    "Open it in Excel with its password, choose File > Info > Protect Workbook > Encrypt with Password, "
    "clear the password and save",
)
MAKE_SMALLER = Text(
    "请把需要的行列复制到新的工作簿并保存；数据确实很多时，请导出为 CSV 文件",
    "Copy the rows and columns you need to a new workbook and save it; for really large data export a CSV file",
)
FROM_A_SAFE_SOURCE = Text(
    "正常的表格软件不会写出这样的内容。来源可靠时，请在 Excel 中打开并另存为 .xlsx",
    "No spreadsheet program writes this. If you trust where it came from, open it in Excel and save it as .xlsx",
)


def refusal(code: str, what: Text, fix: Text, place: Place, value: str | None = None) -> BadInput:
    """One error that keeps the whole file or sheet from being read."""
    return BadInput(Problem(code, "error", what, fix, place, value))


def cannot_open(file: str, reason: str) -> BadInput:
    """The file is not there, is a folder or may not be read."""
    what = Text("打不开文件：{reason}", "The file cannot be opened: {reason}").format(reason=reason)
    fix = Text("请检查文件名、所在文件夹和读取权限", "Check the file name, its folder and whether you may read it")
    return refusal("READ-unreadable", what, fix, Place(file))


def empty(file: str) -> BadInput:
    """A file of 0 bytes."""
    what = Text("文件是空的（0 字节）", "The file is empty (0 bytes)")
    return refusal("READ-empty", what, EXPORT_AGAIN, Place(file))


def encrypted(file: str) -> BadInput:
    """A workbook with a password to open it."""
    what = Text("工作簿设有打开密码", "The workbook has a password")
    return refusal("READ-encrypted", what, NO_PASSWORD, Place(file))


def not_a_workbook(file: str, content: Text) -> BadInput:
    """The content is something else than the name says; ``content`` names it."""
    what = Text("内容不是 .xlsx 工作簿，而是{content}", "The content is no .xlsx workbook but {content}")
    return refusal("READ-not-a-workbook", what.format(content=content), SAVE_AS_XLSX, Place(file))


def cut_off(file: str) -> BadInput:
    """An archive without a sound directory."""
    what = Text("文件不完整或已损坏", "The file is cut off or damaged")
    return refusal("READ-damaged", what, EXPORT_AGAIN, Place(file))


def broken_part(file: str, part: str, sheet: str | None = None) -> BadInput:
    """A part that cannot be unpacked, fails its checksum or is no XML."""
    what = Text("文件中的 {part} 已损坏，没有读取任何数据", "{part} in the file is damaged; nothing was read")
    return refusal("READ-damaged", what.format(part=part), EXPORT_AGAIN, Place(file, sheet))


def two_parts(file: str, part: str) -> BadInput:
    """Two parts of one name: which of them counts is anybody's guess."""
    what = Text(
        "文件中有两份 {part}，无法判断哪份有效", "The file holds {part} twice and nothing says which one counts"
    )
    return refusal("READ-damaged", what.format(part=part), EXPORT_AGAIN, Place(file))


def missing_part(file: str, sheet: str) -> BadInput:
    """A sheet the workbook names and does not hold."""
    what = Text("文件中缺少这张工作表的内容", "The content of this sheet is missing from the file")
    return refusal("READ-damaged", what, EXPORT_AGAIN, Place(file, sheet))


def no_workbook_part(file: str) -> BadInput:
    """A package that does not hold the workbook it says it holds."""
    what = Text("文件中缺少工作簿的主体", "The main part of the workbook is missing from the file")
    return refusal("READ-damaged", what, EXPORT_AGAIN, Place(file))


def bad_address(file: str, sheet: str, cell: str) -> BadInput:
    """A cell address that no sheet has."""
    what = Text("没有这样的单元格：{cell}", "There is no such cell: {cell}").format(cell=cell)
    return refusal("READ-damaged", what, EXPORT_AGAIN, Place(file, sheet, cell))


def two_cells(file: str, sheet: str, cell: str) -> BadInput:
    """One cell given twice: which value counts is anybody's guess."""
    what = Text("同一个单元格在文件中出现两次", "The file gives this cell twice")
    return refusal("READ-damaged", what, EXPORT_AGAIN, Place(file, sheet, cell))


def document_type(file: str, part: str, sheet: str | None = None) -> BadInput:
    """A document type declaration, which could pull in files or unfold without end."""
    what = Text(
        "文件中的 {part} 带有文档类型声明 (DOCTYPE)，可能有害，未读取",
        "{part} in the file has a document type declaration (DOCTYPE), which can be harmful; it was not read",
    )
    return refusal("READ-unsafe-xml", what.format(part=part), FROM_A_SAFE_SOURCE, Place(file, sheet))


def too_deep(file: str, part: str, sheet: str | None = None) -> BadInput:
    """Elements nested deeper than any real workbook."""
    what = Text("文件中的 {part} 嵌套过深，未读取", "{part} in the file is nested too deep; it was not read")
    return refusal("READ-unsafe-xml", what.format(part=part), FROM_A_SAFE_SOURCE, Place(file, sheet))


def too_large(file: str, size: int, limit: int) -> BadInput:
    """Bytes past a limit, counted before or while unpacking."""
    what = Text("内容过大：{size} MB，上限 {limit} MB", "Too much content: {size} MB where {limit} MB are allowed")
    filled = what.format(size=-(-size // (1 << 20)), limit=limit >> 20)
    return refusal("READ-too-large", filled, MAKE_SMALLER, Place(file))


def unfolds(file: str, part: str, ratio: int) -> BadInput:
    """A part that grows far more when unpacked than any real list."""
    what = Text(
        "文件中的 {part} 解压后会膨胀 {ratio} 倍，不像真实的数据，未读取",
        "{part} in the file grows {ratio} times when unpacked, which no real list does; it was not read",
    )
    return refusal("READ-too-large", what.format(part=part, ratio=ratio), MAKE_SMALLER, Place(file))


def too_many_parts(file: str, count: int) -> BadInput:
    """More entries in the archive than any real workbook has."""
    what = Text("压缩包里有 {count} 个文件，太多了", "The archive holds {count} files, which is too many")
    return refusal("READ-too-large", what.format(count=count), MAKE_SMALLER, Place(file))


def too_many_cells(file: str, sheet: str, limit: int) -> BadInput:
    """More filled cells in one sheet than are read."""
    what = Text("有内容的单元格超过 {limit} 个", "More than {limit} cells hold something").format(limit=f"{limit:,}")
    return refusal("READ-too-large", what, MAKE_SMALLER, Place(file, sheet))
