"""``-o FILE``: a result in a new file, in the form its ending names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from salesplan.cli.command import commands_of, parameters_of
from salesplan.cli.deliver import joined
from salesplan.cli.options import Output
from salesplan.cli.say import say
from salesplan.errors import BadUsage, Problem
from salesplan.load.source import matching
from salesplan.model.result import Result
from salesplan.present.blocks import Screen
from salesplan.present.csv_output import csv_lines, harmless, render_csv
from salesplan.present.html import html_page
from salesplan.present.numbers import UNITS
from salesplan.present.view import view_for, view_of
from salesplan.text import LANGUAGES, Text
from salesplan.write.atomic import os_errors
from salesplan.write.new.workbook_new import Look, Wording, write_workbook
from salesplan.write.text_output import guard_output, write_csv_file, write_text_file

FORMS = {
    "csv": "csv",
    "html": "html",
    "json": "json",
    "jsonl": "jsonl",
    "md": "markdown",
    "txt": "table",
    "xlsx": "xlsx",
}

REPORT_FORMS = ("html", "pdf", "xlsx")
"""Forms that a report of sections with charts has its own writers for."""
LONGEST_PAGE = 2_000
"""Rows of a result whose page still goes on a sheet; more are a list to be filtered."""
FIRST_BYTES = 4096
"""How much of a file is looked at."""
GAP, FEWEST_PARTS = "   ", 2
"""What stands between the parts of a heading, and how many of them at least follow its title."""


def write_file(results: Sequence[Result[Any]], output: Output, screen: Screen) -> None:
    """Write the results to the file asked for, whole or not at all, and say so."""
    path, form = Path(output.output or ""), _guarded(results, output)
    if view_for(results[0]).report and form in REPORT_FORMS:
        from salesplan.cli.report_files import write_report

        write_report(path, form, _only(results), replace(screen, color=False))
    elif form == "xlsx":
        only = _only(results)
        write_workbook(path, view_for(only).for_people(only), wording_of(only), _look(only, screen))
    elif form == "csv":
        only = _only(results)
        write_csv_file(path, render_csv(only, view_for(only), "\r\n"))
    elif form == "ics":
        _write_calendar(path, _only(results))
    elif form == "html":
        pages = [view_for(each).blocks(each, _screen(each, screen)) for each in results]
        write_text_file(path, html_page(view_for(results[0]).title, pages))
    else:
        screen = _screen(results[0], screen) if form == "markdown" else replace(screen, color=False)
        write_text_file(path, joined(results, form, screen))
    if not output.quiet:
        say(Text("已写到 {path}", "written to {path}").format(path=path))


def _screen(result: Result[Any], screen: Screen) -> Screen:
    """The page of a file: for those that show the whole, without an end."""
    return screen.without_end() if view_for(result).whole else replace(screen, color=False)


def _look(result: Result[Any], screen: Screen) -> Look:
    """What a workbook shows before the rows: a picture, the page, or nothing."""
    view = view_for(result)
    if view.choices:
        return Look(choices={key: [str(view.in_cell(key, c)) for c in codes] for key, codes in view.choices.items()})
    if view.picture:
        return Look(picture=tuple(view.picture(result)))
    if not view.whole or len(result.rows) > LONGEST_PAGE:
        return Look()
    exact = screen if screen.unit_given else replace(screen, unit=UNITS["1"])  # 64.7万 would be a text, no number
    screen = exact.without_end()
    sheets = view.sheets(result, screen) if view.sheets else ()
    return Look(page=tuple(view.blocks(result, screen)), sheets=tuple((name, tuple(page)) for name, page in sheets))


def guard_files(results: Sequence[Result[Any]], output: Output, rejects: str | None) -> None:
    """Refuse, before anything is done, an output or a file of bad cells that would be refused in the end."""
    if output.output is not None:
        _guarded(results, output)
    if rejects is not None:
        _guard_rejects(results, rejects)


def kept_files(results: Sequence[Result[Any]]) -> list[str]:
    """What no output may replace, not even with ``--force``: whatever was read, and every list that the plan names."""
    inputs = [source for result in results for source in result.inputs]
    return list(dict.fromkeys([source.file for source in inputs] + matching([n for i in inputs for n in i.names])))


def _guarded(results: Sequence[Result[Any]], output: Output) -> str:
    """The form of the output; raises when it may not be written."""
    path = Path(output.output or "")
    form = _form(path, output, _forms(results))
    with os_errors(path):
        force = output.force or (path.is_file() and _reads_like(path, results[0]))
        guard_output(path, kept_files(results), force=force, may_write=_writes_lists(results[0].command))
    if form in ("xlsx", "csv", "ics"):
        _only(results)
    return form


def _writes_lists(command: str) -> bool:
    """Whether a command has a --write that goes into the list itself: only such ask what to do with protected ones."""
    from salesplan.cli._index import COMMANDS

    if command not in COMMANDS:  # what a command shows instead of its own page
        return False
    declared = commands_of(import_module(COMMANDS[command][1]))
    function = next(each.function for each in declared if each.path == command)
    return {"write", "allow_protected"} <= {each.name for each in parameters_of(function)}


def _guard_rejects(results: Sequence[Result[Any]], file: str) -> None:
    with os_errors(Path(file)):
        guard_output(Path(file), kept_files(results), force=True)


def _reads_like(path: Path, result: Result[Any]) -> bool:
    """Whether a CSV, Markdown or text file is an earlier output of the same command, in any language.

    Its first line says so: exactly the titles that are to be written, or the heading with its parts. So a nightly job
    may write it again; anything else is the user's.
    """
    first, view = first_line(path), view_for(result)
    if view.report:
        from salesplan.cli.report_files import reads_like_report

        return reads_like_report(path)
    if path.suffix.lower() == ".csv":
        titles = [view.columns.get(key) for key in result.rows.keys]
        named = [
            [title.in_(lang) if title else key for title, key in zip(titles, result.rows.keys, strict=True)]
            for lang in LANGUAGES
        ]
        return first in {csv_lines([line], "") for line in named}
    title, *parts = first.removeprefix("# ").split(GAP)
    return len(parts) >= FEWEST_PARTS and title in {view.title.in_(lang) for lang in LANGUAGES}


def first_line(path: Path) -> str:
    """What a text file begins with, without the ends of the line."""
    with path.open("rb") as file:
        return file.read(FIRST_BYTES).decode("utf-8-sig", "replace").split("\n")[0].strip()


def write_rejects(results: Sequence[Result[Any]], file: str) -> None:
    """The bad cells that reading found, a line each: where, what, what to do; the header alone when none.

    So are the records that a system would refuse.
    """
    found = [p for r in results for p in r.findings if p.code.startswith(("READ-", "CRM-")) and p.severity == "error"]
    heads = (
        *(
            Text("文件", "File"),
            Text("工作表", "Sheet"),
            Text("单元格", "Cell"),
            Text("行", "Line"),
            Text("值", "Value"),
        ),
        *(Text("问题", "Problem"), Text("怎么办", "What to do"), Text("代码", "Code")),
    )
    lines = [[str(head) for head in heads]]
    for p in found:
        spot = (p.place.file, p.place.sheet, p.place.cell, p.place.line, p.value)
        lines.append([*("" if v is None else harmless(str(v)) for v in spot), str(p.what), str(p.fix), p.code])
    _guard_rejects(results, file)
    write_csv_file(Path(file), [csv_lines(lines, "\r\n")])


def _forms(results: Sequence[Result[Any]]) -> dict[str, str]:
    """The endings that these results can be written with, and the form of each."""
    views = [view_of(result.command) for result in results]
    located = {"sarif": "sarif"} if all(view.located for view in views) else {}
    printed = {"pdf": "pdf"} if all(view.report for view in views) else {}
    return FORMS | located | printed | ({"ics": "ics"} if all(view.events for view in views) else {})


def _form(path: Path, output: Output, forms: Mapping[str, str]) -> str:
    """The form of the ending, which ``--format`` must agree with where both are given."""
    form = forms.get(path.suffix.lower().removeprefix("."))
    if form is None and path.suffix.lower() == ".ics":
        raise BadUsage(_no_calendar(path, forms))
    if form is None or output.format not in (None, form):
        endings = " ".join(f".{ending}" for ending in forms)
        told = Text("写不了 “{path}” 这种文件", "no file like “{path}” can be written").format(path=path)
        fix = Text(
            "换成这些扩展名之一，并与 --format 一致:{endings}",
            "use one of these endings, the same as --format: {endings}",
        )
        raise BadUsage(Problem("USAGE-output", "error", told, fix.format(endings=endings)))
    return form


def _no_calendar(path: Path, forms: Mapping[str, str]) -> Problem:
    """A calendar of a result that holds no days to be put into one."""
    what = Text("这个命令没有可写进日历的内容", "this command has nothing to put into a calendar")
    fix = Text(
        "日历用 salesplan visits plan -o visits.ics；这里换成：{endings}",
        "for a calendar type salesplan visits plan -o visits.ics; here use one of {endings}",
    )
    endings = " ".join(f".{ending}" for ending in forms)
    return Problem("USAGE-no-calendar", "error", what, fix.format(endings=endings), value=str(path))


def _write_calendar(path: Path, result: Result[Any]) -> None:
    from salesplan.write.ics import write_calendar_file

    if (events := view_for(result).events) is not None:
        write_calendar_file(path, events(result))


def _only(results: Sequence[Result[Any]]) -> Result[Any]:
    """The one result; a table file holds one."""
    if len(results) > 1:
        what = Text("一个文件只能放一条目标", "one such file holds one target")
        fix = Text("写上编号：salesplan {command} {id} -o …", "name it: salesplan {command} {id} -o ...")
        raise BadUsage(
            Problem("USAGE-one-result", "error", what, fix.format(command=results[0].command, id=results[0].summary.id))
        )
    return results[0]


def wording_of(result: Result[Any]) -> Wording:
    """The titles and words of a result in the language of now."""
    view = view_for(result)
    return Wording(
        title=str(view.title),
        titles={key: str(text) for key, text in {**view.columns, **view.figures}.items()},
        labels={
            column: {code: str(view.in_cell(column, code)) for code in words} for column, words in view.labels.items()
        },
        heads={key: str(text) for key, text in view.columns.items()},
    )
