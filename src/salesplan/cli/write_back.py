"""``--write`` and ``--dry-run``: the result columns put into the user's own list, everything else left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from salesplan.cli.convert import seconds
from salesplan.cli.deliver import speak
from salesplan.cli.options import Output, Writing
from salesplan.cli.say import say
from salesplan.cli.written_sheets import Sheet, sheets_of
from salesplan.cli.written_told import how_to_write, listed, tell_update
from salesplan.errors import BadUsage, CannotWrite, Place, Problem, SalesplanError
from salesplan.model.result import Input, Result
from salesplan.present.problems import problem_lines
from salesplan.present.view import View, view_of
from salesplan.text import Lang, Text
from salesplan.write.atomic import refuse_read_only
from salesplan.write.columns import OUR_COLUMNS, named_column, our_column
from salesplan.write.open_marks import refuse_open
from salesplan.write.patch.workbook_parts import format_refused
from salesplan.write.text_update import update_text_columns
from salesplan.write.update import NewColumn, Update, UpdateOptions
from salesplan.write.workbook_update import update_columns

WORKBOOKS = ("xlsx", "xlsm")
"""The formats of workbooks that are written back; of the others only text lists are."""
CHOSEN = frozenset({"class", "pareto", "rfm_type", "tier", "lifecycle", "next_action"})
"""The coded columns whose cells get a drop-down list of their words."""


def write_back(result: Result[Any], writing: Writing, output: Output) -> None:
    """Write the columns of the result, or with ``--dry-run`` only say which cells would change."""
    speak(result, output)
    keys = _keys(result, writing.columns)
    if writing.color_rows and "class" not in keys:
        raise BadUsage(_colors_need_the_class())
    sheets = list(sheets_of(result))
    options = UpdateOptions(
        moment=datetime.now().astimezone(),
        keep=writing.backups,
        lock_wait=seconds("--lock-wait", writing.lock_wait),
        ignore_open=writing.ignore_open,
        allow_protected=writing.allow_protected,
        color_rows=writing.color_rows,
        dry_run=True,
    )
    writes = writing.write and not writing.dry_run
    if writes:
        _refuse_what_cannot_be_written(sheets, options)
    # Of several sheets all are tried before one is written, so that a refusal of the second leaves the first alone.
    found = [] if writes and len(sheets) == 1 else _update_all(result, sheets, keys, options)
    if writes:
        found = _update_all(result, sheets, keys, replace(options, dry_run=False))
    if not output.quiet:
        for sheet, update in zip(sheets, found, strict=True):
            tell_update(sheet, update, dry_run=writing.dry_run, several=len(sheets) > 1)
        if writing.dry_run:
            say(how_to_write(writing))
    # Once for each file, however many of its sheets were written.
    for line in problem_lines(list(dict.fromkeys(problem for update in found for problem in update.warnings))):
        say(line)


def _keys(result: Result[Any], asked: str | None) -> list[str]:
    """The columns to write, in our order: those of the analyses that ran, or those asked for among them."""
    ran = [c.key for c in OUR_COLUMNS if c.key in result.rows.keys or c.key == "as_of"]
    if asked is None:
        return ran
    wanted = {part.strip(): named_column(part) for part in re.split("[,，、;；]", asked) if part.strip()}
    if unknown := [name for name, key in wanted.items() if key not in ran]:
        raise BadUsage(
            Problem(
                "USAGE-columns",
                "error",
                Text("没有可写的列 {unknown}", "no such column to write: {unknown}").format(unknown=listed(unknown)),
                Text("可选：{ran}", "choose from {ran}").format(
                    ran=listed(f"{key} {our_column(key).title}" for key in ran)
                ),
            )
        )
    return [key for key in ran if key in wanted.values()]


def _colors_need_the_class() -> Problem:
    what = Text(
        "--color-rows 按客户分级上色，而这次不写客户分级", "--color-rows goes by the class, which is not to be written"
    )
    fix = Text("在 --columns 里加上 class，或去掉 --color-rows", "add class to --columns, or leave --color-rows out")
    return Problem("USAGE-columns", "error", what, fix)


def _refuse_what_cannot_be_written(sheets: Sequence[Sheet], options: UpdateOptions) -> None:
    """Ask before the first file is written: whether any is open or read-only, and whether most rows could be read."""
    for path in dict.fromkeys(Path(sheet.source.file) for sheet in sheets):
        refuse_open(path, options.moment, ignore=options.ignore_open)
        refuse_read_only(path, path.resolve())
    if mostly_bad := [sheet for sheet in sheets if len(sheet.not_written) > len(sheet.rows)]:
        raise CannotWrite([problem for sheet in mostly_bad for problem in (_mostly_bad(sheet), *sheet.bad)])


def _mostly_bad(sheet: Sheet) -> Problem:
    what = Text(
        "{bad} 行有坏单元格，能写的只有 {good} 行，没有写入",
        "{bad} rows have bad cells and only {good} could be written; nothing was",
    )
    fix = Text(
        "多半是一整列的写法变了：见下面，改好再运行；不加 --write、加上 --rejects 坏单元格.csv 可列成一份",
        "as a rule a whole column is written another way: mend the cells below and run again; "
        "--rejects bad-cells.csv without --write lists them all",
    )
    counts = {"bad": len(sheet.not_written), "good": len(sheet.rows)}
    return Problem(
        "WRITE-mostly-bad", "error", what.format(**counts), fix, Place(sheet.source.file, sheet.source.sheet)
    )


def _update_all(
    result: Result[Any], sheets: Sequence[Sheet], keys: Sequence[str], options: UpdateOptions
) -> list[Update]:
    """Sheet after sheet. A further sheet of a file expects it as the one before left it, under one backup."""
    left: dict[Path, str] = {}
    backed_up: set[Path] = set()
    found: list[Update] = []
    for sheet in sheets:
        file = Path(sheet.source.file).resolve()
        expected = left.get(file, sheet.source.sha256)
        own = replace(options, expected_sha256=expected, backup=file not in backed_up)
        try:
            found.append(_update(result, sheet, keys, own))
        except SalesplanError as failed:
            raise _stopped(failed, sheets, [] if options.dry_run else found) from failed
        left[file] = found[-1].sha256 or expected
        if found[-1].backup:
            backed_up.add(file)
    return found


def _stopped(failed: SalesplanError, sheets: Sequence[Sheet], done: Sequence[Update]) -> SalesplanError:
    """A failure after some sheets were written says which ones were and which not."""
    written = [s for s, update in zip(sheets, done, strict=False) if update.changed or update.colored]
    if not written:
        return failed
    what = Text("已经写好：{written}；没有写：{left}", "already written: {written}; not written: {left}")
    fix = Text(
        "解决上面的问题再运行一次，写好的不会再变；要恢复写好的文件：salesplan undo {file}",
        "mend the problem above and run again, what is written stays; to take it back: salesplan undo {file}",
    )
    filled = what.format(written=listed(s.place for s in written), left=listed(s.place for s in sheets[len(done) :]))
    partly = Problem("WRITE-partly", "error", filled, fix.format(file=written[0].source.file))
    return type(failed)((*failed.problems, partly))


def _update(result: Result[Any], sheet: Sheet, keys: Sequence[str], options: UpdateOptions) -> Update:
    source, view = sheet.source, view_of(result.command)
    columns = [NewColumn(key, dict(_values(result, sheet, key, view)), _choices(view, key, sheet.lang)) for key in keys]
    path, header = Path(source.file), max(source.header_rows)
    if source.format == "csv":
        done = update_text_columns(
            path,
            header,
            columns,
            options,
            encoding=source.encoding or "utf-8",
            keys=sheet.keys,
            lang=sheet.lang,
            decimal=_decimal(result, source),
        )
        return replace(done, warnings=(*done.warnings, _no_colors(source))) if options.color_rows else done
    if source.format not in WORKBOOKS:
        raise format_refused(path, f".{source.format}")
    return update_columns(path, source.sheet or "", header, columns, options, keys=sheet.keys, lang=sheet.lang)


def _no_colors(source: Input) -> Problem:
    what = Text("文本名单没有颜色，--color-rows 不起作用", "a text list has no colours; --color-rows does nothing")
    fix = Text("要颜色就另存为 .xlsx", "save it as .xlsx to have them")
    return Problem("WRITE-no-colors", "note", what, fix, Place(source.file))


def _decimal(result: Result[Any], source: Input) -> str:
    """The decimal mark of a text list's own numbers."""
    found = any(f.code == "READ-decimal-comma" and f.place.file == source.file for f in result.findings)
    return "," if found else "."


def _values(result: Result[Any], sheet: Sheet, key: str, view: View) -> Iterator[tuple[int, Any]]:
    """Row number and cell value; codes as words in the list's language, the letters of classes as they are."""
    lang = sheet.lang
    for row in sheet.rows:
        value = result.as_of if key == "as_of" else row[key]
        yield row["row"], _word(view, key, value, lang)


def _choices(view: View, key: str, lang: Lang) -> tuple[str, ...]:
    """All words that a coded column may hold, in their order; none for a column without a drop-down list."""
    codes = view.labels.get(key, {}) if key in CHOSEN else ()
    return tuple(_word(view, key, code, lang) for code in codes)


def _word(view: View, key: str, value: Any, lang: Lang) -> Any:  # noqa: ANN401 - any cell value
    label = view.in_cell(key, value) if isinstance(value, str) else value
    return label.in_(lang) if isinstance(label, Text) else label
