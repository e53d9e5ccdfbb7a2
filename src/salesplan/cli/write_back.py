"""``--write`` and ``--dry-run``: the result columns put into the user's own list, everything else left as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from salesplan.cli.convert import seconds
from salesplan.cli.deliver import speak
from salesplan.cli.options import Output, Writing
from salesplan.cli.say import say
from salesplan.errors import BadUsage, Place, Problem, SalesplanError
from salesplan.model.result import Input, Result
from salesplan.present.numbers import NOTHING, plain
from salesplan.present.problems import problem_lines
from salesplan.present.view import View, view_of
from salesplan.present.words import LIST_SEPARATOR
from salesplan.text import Lang, Text, language_named
from salesplan.write.columns import OUR_COLUMNS, SUFFIX, named_column, our_column
from salesplan.write.patch.cell_xml import CellValue, column_number
from salesplan.write.patch.workbook_parts import format_refused
from salesplan.write.text_update import update_text_columns
from salesplan.write.update import NewColumn, RowKeys, Update, UpdateOptions
from salesplan.write.workbook_update import update_columns

SHOWN = 20
"""How many changed cells a dry run shows."""
WORKBOOKS = ("xlsx", "xlsm")
"""The formats of workbooks that are written back; of the others only text lists are."""
CHOSEN = frozenset({"class", "pareto", "rfm_type", "tier", "lifecycle", "next_action"})
"""The coded columns whose cells get a drop-down list of their words."""


@dataclass(frozen=True)
class Sheet:
    """One sheet to be written to: what was read from it and its rows of the result."""

    source: Input
    rows: tuple[dict[str, Any], ...]

    @property
    def lang(self) -> Lang:
        """The language of our columns that are there, else of the list's own header row; never the locale's."""
        return language_named(self.source.language or "") or "zh"

    @property
    def place(self) -> str:
        """File and sheet as messages name them."""
        return str(Place(self.source.file, self.source.sheet))

    @property
    def keys(self) -> RowKeys | None:
        """Whose each row is: by id where it has one, else by name; None for a list with neither column."""
        by_name = self._keys_in("name", {row["row"] for row in self.rows if row.get("id") is None})
        by_id = self._keys_in("id", {row["row"] for row in self.rows})
        if by_id is None:
            return self._keys_in("name", {row["row"] for row in self.rows})
        return replace(by_id, by="id", others=by_name)

    def _keys_in(self, field: str, rows: Collection[int]) -> RowKeys | None:
        """What the reader saw in the column of a field."""
        letters = next((c.column for c in self.source.columns if c.field == field), None)
        if letters is None:
            return None
        texts = {r["row"]: r[field] for r in self.rows if r["row"] in rows and r.get(field) is not None}
        return RowKeys(column_number(letters), texts)


def write_back(result: Result[Any], writing: Writing, output: Output) -> None:
    """Write the columns of the result, or with ``--dry-run`` only say which cells would change."""
    speak(result, output)
    keys = _keys(result, writing.columns)
    if writing.color_rows and "class" not in keys:
        raise BadUsage(_colors_need_the_class())
    sheets = list(_sheets(result))
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
    # Of several sheets all are tried before one is written, so that a refusal of the second leaves the first alone.
    found = [] if writes and len(sheets) == 1 else _update_all(result, sheets, keys, options)
    if writes:
        found = _update_all(result, sheets, keys, replace(options, dry_run=False))
    if not output.quiet:
        for sheet, update in zip(sheets, found, strict=True):
            _tell(sheet, update, dry_run=writing.dry_run, several=len(sheets) > 1)
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
                Text("没有可写的列 {unknown}", "no such column to write: {unknown}").format(unknown=_listed(unknown)),
                Text("可选：{ran}", "choose from {ran}").format(
                    ran=_listed(f"{key} {our_column(key).title}" for key in ran)
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


def _sheets(result: Result[Any]) -> Iterator[Sheet]:
    """The sheets the rows came from, each with its rows; rows known only from orders have no place in a list."""
    sources = [i for i in result.inputs if i.table == "customers"]
    if not sources or "row" not in result.rows.keys:
        raise BadUsage(
            Problem(
                "USAGE-no-customers",
                "error",
                Text("订单里没有客户名单可写", "there is no customer list among the orders to write to"),
                Text(
                    "给出客户名单：salesplan classify 客户.xlsx --orders 订单.xlsx --write；或用 -o 写成新文件",
                    "name the list: salesplan classify customers.xlsx --orders orders.xlsx --write; or use -o",
                ),
            )
        )
    rows = [r for r in result.rows.records() if r["row"] is not None]
    for source in sources:
        here = [r for r in rows if len(sources) == 1 or _stands_in(r, source)]
        yield Sheet(source, tuple(here))


def _stands_in(row: Mapping[str, Any], source: Input) -> bool:
    return bool(row["source_file"] == source.file and row["source_sheet"] == source.sheet)


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
    filled = what.format(written=_listed(s.place for s in written), left=_listed(s.place for s in sheets[len(done) :]))
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


def _tell(sheet: Sheet, update: Update, *, dry_run: bool, several: bool) -> None:
    """What was changed, or would be: the number of cells, the columns, where the file before is kept."""
    file = sheet.source.file
    place = f"{file} › {sheet.source.sheet}" if several and sheet.source.sheet else file
    if not update.changed and not update.colored:
        say(Text("{place}：没有变化，未写入", "{place}: no change, nothing written").format(place=place))
        return
    told = Text("{place}：将写入 {n} 个单元格（{columns}）", "{place}: {n} cells would change ({columns})")
    done = Text("{place}：已写入 {n} 个单元格（{columns}）", "{place}: {n} cells written ({columns})")
    say((told if dry_run else done).format(place=place, n=update.changed, columns=_columns(update)))
    if update.colored:
        later = Text("{place}：将按客户分级给各行上色", "{place}: the rows would be coloured by class")
        now = Text("{place}：已按客户分级给各行上色", "{place}: the rows are coloured by class")
        say((later if dry_run else now).format(place=place))
    if dry_run:
        for change in update.first[:SHOWN]:
            say(f"  {change.cell}  {_shown(change.before)} → {_shown(change.after)}")
        if update.changed > SHOWN:
            say(Text("  …还有 {n} 个", "  ... and {n} more").format(n=update.changed - SHOWN))
    elif update.backup:
        kept = Text(
            "写入前的文件：{backup}（salesplan undo {file} 可撤销）",
            "the file as it was: {backup} (salesplan undo {file} takes it back)",
        )
        say(kept.format(backup=update.backup, file=file))


def _columns(update: Update) -> str:
    """Our columns by letters and name, without the ending that marks them as ours."""
    return _listed(f"{c.letters} {c.header.removesuffix(SUFFIX)}" for c in update.columns)


def _listed(names: Iterable[str]) -> str:
    return str(LIST_SEPARATOR).join(names)


def _shown(value: CellValue) -> str:
    """A cell's value as a line of text; nothing in it as a dash."""
    return NOTHING if value is None else plain(value) if isinstance(value, Decimal) else str(value)
