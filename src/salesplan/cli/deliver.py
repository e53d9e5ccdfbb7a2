"""Hands a result to the user: on stdout or in a file, in the form and language asked for."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import typer

from salesplan.cli.convert import choice
from salesplan.cli.options import Output
from salesplan.errors import BadUsage, CannotWrite, ExitCode, Problem, ReaderGone
from salesplan.model.result import Result
from salesplan.present.blocks import Screen
from salesplan.present.numbers import unit_named
from salesplan.present.render import FORMATS, LOCATED_FORMATS, render, render_located
from salesplan.present.view import view_of
from salesplan.text import LANGUAGES, Text, language_named, set_language

WIDTH = 100
"""Columns of a page where there is no terminal, so that cron writes the same bytes everywhere."""
SEVERITIES = ("error", "warning", "note")


def deliver(result: Result[Any], output: Output, rejects: str | None = None, *, written: bool = False) -> None:
    """Print or write the result (and the bad cells to ``rejects``), then leave with 1 on findings to fail on.

    ``written``: the result was put into the user's workbook before, so the page need not say how.
    """
    deliver_all((result,), output, rejects, written=written)


def deliver_all(
    results: Sequence[Result[Any]],
    output: Output,
    rejects: str | None = None,
    *,
    written: bool = False,
    layout: str = "",
) -> None:
    """The same for several results: one page after the other; several JSON results are one array.

    ``layout`` is the one asked for where a page has several.
    """
    speak(results[0], output)
    if rejects is not None:
        from salesplan.cli.files import write_rejects

        write_rejects(results, rejects)
    form = form_of(results, output)
    if output.output is not None:
        write_results(results, output, layout)
    else:
        print_all(list(joined(results, form, replace(screen_for(output), written=written, layout=layout))))
    if any(fails(result, output) for result in results):
        raise typer.Exit(ExitCode.FINDINGS)


def form_of(results: Sequence[Result[Any]], output: Output) -> str:
    """The form asked for. BadUsage where it is none, or is one of findings in files and these results hold none."""
    located = all(view_of(result.command).located for result in results)
    if output.format in LOCATED_FORMATS and not located:
        what = Text(
            "--format {form} 只用于检查计划的命令，不用于 {command}",
            "--format {form} is for the commands that check the plan, not for {command}",
        ).format(form=output.format, command=results[0].command)
        fix = Text("换成其中之一：{allowed}", "choose one of {allowed}").format(allowed=", ".join(FORMATS))
        raise BadUsage(Problem("USAGE-format", "error", what, fix, value=output.format))
    return choice("--format", output.format, (*FORMATS, *LOCATED_FORMATS) if located else FORMATS) or "table"


def print_all(pieces: Sequence[str]) -> None:
    """Everything to stdout at once, after the last thing that could fail."""
    try:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
    except BrokenPipeError as gone:
        raise ReaderGone from gone
    except OSError as full:
        what = Text("结果写不到标准输出：{reason}", "the result cannot be printed: {reason}").format(
            reason=full.strerror
        )
        fix = Text("检查磁盘空间；或用 -o 写到别处", "check the space left, or write it elsewhere with -o")
        raise CannotWrite(Problem("WRITE-stdout", "error", what, fix)) from full


def joined(results: Sequence[Result[Any]], form: str, screen: Screen) -> Iterator[str]:
    """The results in one form, one after the other."""
    if form in LOCATED_FORMATS:
        yield from render_located(results, form)
        return
    array = form == "json" and len(results) > 1
    if array:
        yield "[\n"
    for at, result in enumerate(results):
        if at and form != "jsonl":
            yield ",\n" if array else "\n"
        yield from render(result, form, screen)
    if array:
        yield "]\n"


def write_results(results: Sequence[Result[Any]], output: Output, layout: str = "") -> None:
    """Write to the file asked for, in the form of its ending (or of ``--format``), and say so."""
    from salesplan.cli.files import write_file

    write_file(results, output, replace(screen_for(output), layout=layout))


def speak(result: Result[Any], output: Output) -> None:
    """Settle the language: the option or environment, else the plan's, else that of the list's header, else Chinese."""
    if output.lang and language_named(output.lang) is None:
        choice("--lang", output.lang, LANGUAGES)
    names = [output.lang or "", *(source.language or "" for source in result.inputs)]
    set_language(next((lang for name in names if (lang := language_named(name))), "zh"))


def screen_for(output: Output) -> Screen:
    """The page: as wide as the terminal, coloured only there and when nobody asked otherwise."""
    terminal = sys.stdout.isatty() and output.output is None
    plain = output.no_color or "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return Screen(
        width=shutil.get_terminal_size((WIDTH, 24)).columns if terminal else WIDTH,
        unit=unit_named(output.show_unit),
        unit_given=output.show_unit is not None,
        color=terminal and not plain,
        all_rows=output.all_rows,
        verbose=output.verbose,
        problems_shown=None if output.all_problems else 20,
        quiet=output.quiet,
    )


def fails(result: Result[Any], output: Output) -> bool:
    """Whether a finding is as severe as ``--fail-on`` asks for; the commands called ``check`` ask for errors."""
    limit = "error" if output.strict else choice("--fail-on", output.fail_on, SEVERITIES)
    if limit is None and result.command.split()[-1] == "check":
        limit = "error"
    if limit is None:
        return False
    counted = SEVERITIES[: SEVERITIES.index(limit) + 1]
    return any(problem.severity in counted for problem in result.findings)
