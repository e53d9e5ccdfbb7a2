"""``--split-by COLUMN -o FOLDER``: one new workbook for each person, region or class, and one line about each."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer

from salesplan.cli.convert import seconds
from salesplan.cli.deliver import fails, form_of, print_all, screen_for, speak
from salesplan.cli.files import FORMS, kept_files, write_rejects
from salesplan.cli.hand_out_book import book_of
from salesplan.cli.options import Output, Writing
from salesplan.cli.say import say
from salesplan.cli.split_column import other_column, part_name, split_column
from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.parts import (
    HandOut,
    Part,
    class_counts,
    left_out_of,
    parts_of,
)
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.errors import BadUsage, ExitCode, Place, Problem
from salesplan.model.result import Input, Result
from salesplan.model.table import Table, Value
from salesplan.present.numbers import integer
from salesplan.present.render import render
from salesplan.present.views.hand_out import COLUMNS, VIEW
from salesplan.present.words import listed
from salesplan.text import Text
from salesplan.write.new.hand_out import earlier_files, file_names, guard_hand_out, prepared

MOST = 1000
"""More files than this come from a column that nobody hands out by."""


def hand_out(graded: Graded, column: str, output: Output, writing: Writing, rejects: str | None) -> None:
    """Write a workbook for each value of a column into the folder of ``-o``, and say who got what.

    Refused before anything is written: a column that is not there, a folder that is a file, a file in the way. With
    ``--write`` the user's own list is updated too, once every workbook is made and before the first is put in place.
    """
    speak(graded.result, output)
    form = form_of((graded.result,), output)
    folder = folder_of(output, column)
    key, title = split_column(graded, column)
    parts = parts_of(graded, key)
    _refuse_too_many(parts, column)
    names = [part_name(part, key, title) for part in parts]
    files = file_names(names)
    kept = kept_files((graded.result,))
    warned = guard_hand_out(folder, files, kept, force=output.force, ignore_open=writing.ignore_open)
    left_out = left_out_of(graded, key)
    books = [
        book_of(graded, part, file, (key, title), name, left_out)
        for part, file, name in zip(parts, files, names, strict=True)
    ]
    wait = seconds("--lock-wait", writing.lock_wait)
    with nullcontext(_nothing) if writing.dry_run else prepared(folder, books, wait) as put_in_place:
        if writing.write:
            from salesplan.cli.write_back import write_back

            write_back(graded.result, writing, output)
        for changed, copy in put_in_place():
            _say_kept(changed, copy, output)
    told = _told(graded.result, parts, names, [folder / file for file in files], _summary(graded, key, title, folder))
    earlier = _earlier(folder, files)
    summary = replace(told.summary, written=not writing.dry_run, earlier=earlier, left_out=left_out)
    noted = (*other_column(graded, column, key), *_alike(parts, title, graded.result.inputs), *warned)
    _tell(replace(told, summary=summary, findings=(*told.findings, *noted)), output, form, rejects)


def _tell(told: Result[HandOut], output: Output, form: str, rejects: str | None) -> None:
    """The bad cells to their file, the table to stdout unless quiet; leave with 1 on findings to fail on."""
    if rejects is not None:
        write_rejects((told,), rejects)
    if not output.quiet:
        screen = replace(screen_for(replace(output, output=None)), written=True)
        print_all(list(render(told, form, screen, VIEW)))
    if fails(told, output):
        raise typer.Exit(ExitCode.FINDINGS)


def folder_of(output: Output, column: str) -> Path:
    """The folder to write to. BadUsage without ``-o``, or when it names a file."""
    fix = Text("例如 --split-by {column} -o {folder}/", "for example --split-by {column} -o {folder}/")
    if output.output is None:
        what = Text(
            "--split-by 要写几份文件，没说写到哪个文件夹", "--split-by writes several files: into which folder?"
        )
        told = fix.format(column=column, folder="lists")
        raise BadUsage(Problem("USAGE-split-folder", "error", what, told))
    path = Path(output.output)
    if path.is_file() or (path.suffix.lower().removeprefix(".") in FORMS and not path.is_dir()):
        what = Text("--split-by 要的是文件夹，“{path}”是文件", "--split-by needs a folder; “{path}” is a file")
        told = fix.format(column=column, folder=path.with_suffix("") if path.suffix else "lists")
        raise BadUsage(Problem("USAGE-split-folder", "error", what.format(path=path), told))
    return path


def _refuse_too_many(parts: Sequence[Part], column: str) -> None:
    if len(parts) > MOST:
        what = Text("“{column}”有 {n} 个不同的值，会写 {n} 份文件", "“{column}” has {n} values, a file for each")
        fix = Text("换一列，如 owner 或 region", "choose another column, such as owner or region")
        raise BadUsage(
            Problem("USAGE-split-by", "error", what.format(column=column, n=integer(len(parts))), fix, value=column)
        )


def _nothing() -> list[tuple[Path, Path]]:
    """What a dry run puts in place."""
    return []


def _say_kept(file: Path, copy: Path, output: Output) -> None:
    if not output.quiet:
        kept = Text("{file} 发出后改过的那份留在 {copy}", "{file} as it was changed is kept as {copy}")
        say(kept.format(file=file, copy=copy))


def _alike(parts: Sequence[Part], title: str, inputs: Sequence[Input]) -> tuple[Problem, ...]:
    """Values that differ only by blanks or width: one person, most likely, who gets two files."""
    found: dict[str, list[str]] = {}
    for part in parts:
        if isinstance(part.value, str):
            found.setdefault("".join(unicodedata.normalize("NFKC", part.value).split()), []).append(part.value)
    what = Text("{title}里 {names} 只差空格或全半角，分成了几份", "{title}: {names} differ only by blanks or width")
    fix = Text("是同一个人就在名单里改成一样", "write them alike in the list if they are one")
    place = next((Place(i.file, i.sheet) for i in inputs if i.table == "customers"), Place())
    quoted = Text("“{name}”", "“{name}”")
    return tuple(
        Problem(
            "CUSTOMERS-alike",
            "warning",
            what.format(title=title, names=listed([str(quoted.format(name=name)) for name in names])),
            fix,
            place,
        )
        for names in found.values()
        if len(names) > 1
    )


def _earlier(folder: Path, files: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(str, earlier_files(folder, files)))


def _summary(graded: Graded, key: str, title: str, folder: Path) -> HandOut:
    """The totals of the whole, which those of the parts have been compared with."""
    summary: ClassifySummary = graded.result.summary
    return HandOut(
        split_by=key,
        title=title,
        folder=str(folder),
        files=0,
        rows=len(graded.result.rows),
        customers=summary.customers,
        amount=summary.net_total,
        classes=class_counts(summary),
        due_today=summary.due_today,
        overdue=summary.overdue,
        written=False,
    )


def _told(
    whole: Result[Any], parts: Sequence[Part], names: Sequence[str], files: Sequence[Path], summary: HandOut
) -> Result[HandOut]:
    lines = [_line(part, name, file) for part, name, file in zip(parts, names, files, strict=True)]
    return Result(
        whole.command,
        whole.as_of,
        replace(summary, files=len(parts)),
        Table(COLUMNS, tuples=lines),
        whole.parameters,
        whole.findings,
        whole.inputs,
    )


def _line(part: Part, name: str, file: Path) -> tuple[Value, ...]:
    mine = part.result.summary
    counts = class_counts(mine)
    return (
        name,
        str(file),
        len(part.result.rows),
        mine.customers,
        mine.net_total,
        *counts.values(),
        mine.due_today,
        mine.overdue,
    )
