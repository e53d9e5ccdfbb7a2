"""``customers duplicates --apply`` and ``--restore``: the merged list, or the list before it, as a new workbook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from salesplan.api.duplicates import merge, restored
from salesplan.cli.convert import read_options, setting_of
from salesplan.cli.deliver import fails, form_of, print_all, screen_for, speak
from salesplan.cli.files import kept_files, write_rejects
from salesplan.cli.options import Output, Planning, Reading
from salesplan.cli.say import say
from salesplan.errors import BadUsage, ExitCode, Problem
from salesplan.present.render import render
from salesplan.present.views.customers_merged import VIEW
from salesplan.text import Text, language_named, set_language
from salesplan.write.atomic import os_errors
from salesplan.write.new.cell_book import write_cells
from salesplan.write.text_output import guard_output

if TYPE_CHECKING:
    from salesplan.cli.customers_duplicates import DuplicateOptions


def merge_or_restore(
    options: DuplicateOptions, reading: Reading, planning: Planning, output: Output, files: list[str]
) -> None:
    """Merge what was ticked, or give the list back as it was; either into the new workbook of ``-o``."""
    if options.apply and options.restore:
        what = Text("--apply 和 --restore 只能用一个", "--apply and --restore exclude each other")
        raise BadUsage(Problem("USAGE-merge-or-restore", "error", what, Text("去掉一个", "leave one of them out")))
    path = _workbook(output)
    if options.restore:
        _restore(options.restore, path, output)
    else:
        _merge(options.apply or "", path, (reading, planning, output), files)


def _merge(decisions: str, path: Path, told: tuple[Reading, Planning, Output], files: list[str]) -> None:
    reading, planning, output = told
    done = merge(files, decisions, read_options(reading, writing=True), setting_of(planning, files))
    speak(done.result, output)
    form = form_of((done.result,), output)
    with os_errors(path):
        guard_output(path, [*kept_files((done.result,)), decisions], force=output.force, may_write=False)
    write_cells(path, VIEW.title, done.sheets, None)
    if reading.rejects is not None:
        write_rejects((done.result,), reading.rejects)
    if not output.quiet:
        print_all(list(render(done.result, form, screen_for(replace(output, output=None)), VIEW)))
    _say_written(path, output)
    if fails(done.result, output):
        raise typer.Exit(ExitCode.FINDINGS)


def _restore(merged: str, path: Path, output: Output) -> None:
    if language := language_named(output.lang or ""):
        set_language(language)
    sheets = restored(merged)
    with os_errors(path):
        guard_output(path, [merged], force=output.force, may_write=False)
    write_cells(path, sheets[0].name, sheets, None)
    _say_written(path, output)


def _workbook(output: Output) -> Path:
    """The new workbook; BadUsage where ``-o`` names none."""
    path = Path(output.output or "")
    if path.suffix.lower() == ".xlsx":
        return path
    what = Text("合并或恢复要写成新的工作簿，没说写到哪里", "a merge or its undoing makes a new workbook: where to?")
    fix = Text("加 -o merged.xlsx", "add -o merged.xlsx")
    raise BadUsage(Problem("USAGE-merged-output", "error", what, fix, value=output.output))


def _say_written(path: Path, output: Output) -> None:
    if not output.quiet:
        say(Text("已写到 {path}", "written to {path}").format(path=path))
