"""``targets split --sheet-per LEVEL -o``: one workbook with a sheet a member, or into a folder one workbook each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from salesplan.api import SplitWish
from salesplan.api.freezing import frozen_before
from salesplan.api.setting import Setting, with_plan
from salesplan.api.target_sheets import target_sheets
from salesplan.cli.deliver import fails, speak
from salesplan.cli.files import kept_files
from salesplan.cli.freeze_options import FreezeOptions, frozen_records, keep
from salesplan.cli.options import Output
from salesplan.cli.say import say
from salesplan.compute.targets.split import split_result
from salesplan.errors import BadUsage, ExitCode, Problem
from salesplan.model.plan.levels import level_named
from salesplan.model.target_sheets import TargetSheets
from salesplan.present.views.split_origins import FREEZES, moves_with_orders
from salesplan.text import Text
from salesplan.write.atomic import os_errors
from salesplan.write.new.hand_out import earlier_files, file_names, guard_hand_out, prepared
from salesplan.write.new.target_book import TargetFile
from salesplan.write.text_output import guard_output

MOST = 1000
"""More sheets or files than this come from a level that nobody hands out by."""


def hand_out_sheets(
    entry: str | None, wish: SplitWish, level: str, where: Setting, output: Output, freezing: FreezeOptions
) -> None:
    """Write the workbook, or the folder, and say so, freeze what is handed out; leave with 1 on findings to fail on."""
    path, is_folder = _where_to(output)
    sheets, made = target_sheets(entry, wish, level_named(level), where)
    result = with_plan(split_result(made, where.as_of), where)
    speak(result, output)
    _refuse_too_many(sheets, level)
    inputs, records = kept_files((result,)), frozen_records(made.request.id, wish, freezing, where)
    if is_folder:
        _to_folder(path, sheets, inputs, output)
    else:
        _to_file(path, sheets, inputs, output)
    keep(records, output)
    if not records and moves_with_orders(result.summary):
        _say(output, next((each.what for each in frozen_before(made, where)), FREEZES))
    if fails(result, output):
        raise typer.Exit(ExitCode.FINDINGS)


def _where_to(output: Output) -> tuple[Path, bool]:
    """The file or folder of ``-o``: a folder when it ends in / or is one."""
    told = output.output or ""
    path = Path(told)
    is_folder = told.endswith(("/", "\\")) or path.is_dir()
    if told and (is_folder or path.suffix.lower() == ".xlsx"):
        return path, is_folder
    what = Text("--sheet-per 要写成工作簿，没说写到哪里", "--sheet-per makes workbooks: where to?")
    fix = Text(
        "加 -o targets.xlsx（一份，每人一张表）或 -o targets/（每人一份）",
        "add -o targets.xlsx (one, a sheet each) or -o targets/ (a workbook each)",
    )
    raise BadUsage(Problem("USAGE-sheet-output", "error", what, fix, value=told or None))


def _refuse_too_many(sheets: TargetSheets, level: str) -> None:
    if len(sheets.members) > MOST:
        what = Text("“{level}”有 {n} 个成员，太多了", "“{level}” has {n} members, too many")
        fix = Text("换一层，如 --sheet-per team", "choose another level, such as --sheet-per team")
        filled = what.format(level=level, n=len(sheets.members))
        raise BadUsage(Problem("USAGE-sheet-per", "error", filled, fix, value=level))


def _to_file(path: Path, sheets: TargetSheets, inputs: Sequence[str], output: Output) -> None:
    with os_errors(path):
        guard_output(path, inputs, force=output.force)
    TargetFile(path.name, sheets).write(path)
    _say(
        output,
        Text("已写到 {path}（总览和 {n} 张表）", "written to {path} (an overview and {n} sheets)").format(
            path=path, n=len(sheets.members)
        ),
    )


def _to_folder(folder: Path, sheets: TargetSheets, inputs: Sequence[str], output: Output) -> None:
    """One workbook a member, all of them or none; files of an earlier hand-out that are no longer made are named."""
    files = file_names(sheets.titles())
    guard_hand_out(folder, files, inputs, force=output.force)
    books = [TargetFile(file, sheets, member) for file, member in zip(files, sheets.members, strict=True)]
    with prepared(folder, books) as put_in_place:
        kept = put_in_place()
    for file, copy in kept:
        told = Text("{file} 发出后改过的那份留在 {copy}", "{file} as it was changed is kept as {copy}")
        _say(output, told.format(file=file, copy=copy))
    told = Text("已写到 {folder}：{n} 份", "written to {folder}: {n} workbooks")
    _say(output, told.format(folder=folder, n=len(files)))
    left = Text("以前发的，这次没有：{file}", "of an earlier hand-out, not of this one: {file}")
    for file in earlier_files(folder, files):
        _say(output, left.format(file=file))


def _say(output: Output, told: Text) -> None:
    if not output.quiet:
        say(told)
