"""The command about customers who stand in a list more than once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from salesplan.cli.command import command, option
from salesplan.cli.list_options import Customers
from salesplan.cli.options import Output, Planning, Reading
from salesplan.text import Text

PART_OF = "customers"
ORDER = 2


@dataclass(frozen=True)
class DuplicateOptions:
    """What to do with what a person decided."""

    decisions: Annotated[
        str | None,
        option(
            "--decisions",
            metavar="FILE",
            text=Text(
                "以前核对过的名单：填了“不是”的不再列出",
                "a list for review ticked before: pairs marked different are not put up again",
            ),
        ),
    ] = None
    apply: Annotated[
        str | None,
        option(
            "--apply",
            metavar="FILE",
            text=Text(
                "按核对好的名单合并，写成 -o 的新工作簿（原文件不动）",
                "merge as a ticked list for review says, into the new workbook of -o (your file stays)",
            ),
        ),
    ] = None
    restore: Annotated[
        str | None,
        option(
            "--restore",
            metavar="FILE",
            text=Text(
                "从合并出的工作簿恢复合并前的名单，写到 -o", "give the list back as it was before a merge, into -o"
            ),
        ),
    ] = None


@command(
    "customers duplicates",
    Text(
        "找出重复的客户，列给人核对；核对后合并，可恢复",
        "customers who may be one, for review; merged once decided, and reversibly",
    ),
)
def duplicates(
    options: DuplicateOptions, reading: Reading, planning: Planning, output: Output, files: Customers = None
) -> None:
    """Put possible duplicates up for review, merge what was decided, or undo a merge."""
    from salesplan.api.duplicates import duplicates as duplicates_of
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    if options.apply or options.restore:
        from salesplan.cli.duplicate_merging import merge_or_restore

        merge_or_restore(options, reading, planning, output, files or [])
        return
    where = setting_of(planning, files or [])
    found = duplicates_of(files or (), options.decisions, read_options(reading), where)
    deliver(found, output, reading.rejects)
