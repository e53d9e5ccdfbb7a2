"""``--split-by COLUMN -o FOLDER``: one new workbook for each person, region or class, and one line about each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer

from salesplan.cli.convert import choice, seconds
from salesplan.cli.deliver import fails, print_all, screen_for, speak
from salesplan.cli.files import FORMS, wording_of, write_rejects
from salesplan.cli.options import Output, Writing
from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.parts import (
    HandOut,
    Part,
    class_counts,
    column_of,
    columns_to_split_by,
    parts_of,
)
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.errors import BadUsage, ExitCode, Problem
from salesplan.load.names import key_of, normalise
from salesplan.model.result import Result
from salesplan.model.table import Table, Value
from salesplan.model.tables import table_fields
from salesplan.present.numbers import day, integer, plain, yes_no
from salesplan.present.render import FORMATS, render
from salesplan.present.view import view_of
from salesplan.present.views.hand_out import COLUMNS, VIEW
from salesplan.present.words import listed
from salesplan.text import LANGUAGES, Text, language, language_named
from salesplan.write.columns import named_column
from salesplan.write.new.hand_out import (
    CATEGORY,
    Book,
    earlier_files,
    file_names,
    guard_hand_out,
    prepared,
)
from salesplan.write.new.workbook_new import Look

MOST = 1000
"""More files than this come from a column that nobody hands out by."""
FIRST: tuple[str, ...] = (
    *("id", "name", "contact", "phone", "mobile", "email", "city", "owner", "region", "class", "pareto", "lifecycle"),
    *("next_action", "next_contact", "overdue_days", "last_contact", "last_order", "amount"),
)
"""What somebody who visits customers looks at: these columns stand first and go on paper, the others follow."""
NAMED = ("id", "name")
"""The columns that stay in view."""
OF_ORDERS: Mapping[str, str] = {"rep": "owner", "region": "region", "customer_id": "id", "customer_name": "name"}
"""Fields of orders and the columns of the result that they become."""


def hand_out(graded: Graded, column: str, output: Output, writing: Writing, rejects: str | None) -> None:
    """Write a workbook for each value of a column into the folder of ``-o``, and say who got what.

    Refused before anything is written: a column that is not there, a folder that is a file, a file in the way. With
    ``--write`` the user's own list is updated too, once every workbook is made and before the first is put in place.
    """
    speak(graded.result, output)
    form = choice("--format", output.format, FORMATS) or "table"
    folder = folder_of(output, column)
    key, title = split_column(graded, column)
    parts = parts_of(graded, key)
    _refuse_too_many(parts, column)
    names = [part_name(part, key, title) for part in parts]
    files = file_names(names)
    inputs = [i.file for i in graded.result.inputs]
    warned = guard_hand_out(folder, files, inputs, force=output.force, ignore_open=writing.ignore_open)
    books = [_book(graded, part, file, key, title, name) for part, file, name in zip(parts, files, names, strict=True)]
    wait = seconds("--lock-wait", writing.lock_wait)
    with nullcontext(_nothing) if writing.dry_run else prepared(folder, books, wait) as put_in_place:
        if writing.write:
            from salesplan.cli.write_back import write_back

            write_back(graded.result, writing, output)
        put_in_place()
    told = _told(graded.result, parts, names, [folder / file for file in files], _summary(graded, key, title, folder))
    summary = replace(told.summary, written=not writing.dry_run, earlier=_earlier(folder, files))
    _tell(replace(told, summary=summary, findings=(*told.findings, *warned)), output, form, rejects)


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


def split_column(graded: Graded, typed: str) -> tuple[str, str]:
    """The column that a key or a header means, and its title. BadUsage, with the columns there are, for any other."""
    keys = columns_to_split_by(graded)
    titles = _titles(graded, keys)
    if typed in keys:
        return typed, titles[typed]
    wanted = normalise(typed).key
    for name, key in _names(graded, keys):
        if normalise(name).key == wanted and key in keys:
            return key, titles[key]
    ours = named_column(typed)
    if ours is not None and ours in keys:
        return ours, titles[ours]
    raise BadUsage(_no_such_column(graded, typed, wanted, titles))


def part_name(part: Part, key: str, title: str) -> str:
    """What a part is called: the value as people read it; a blank by what it means; a bare figure after its column."""
    value, view = part.value, view_of(part.result.command)
    if value is None:
        return str(
            Text("未分配", "unassigned") if key in ("owner", "region") else Text("{t}未填", "{t} blank").format(t=title)
        )
    if isinstance(value, str):
        return str(view.label(key, value))
    shown = _figure(value)
    return shown if isinstance(value, date) else f"{title} {shown}"


def _figure(value: Value) -> str:
    if isinstance(value, bool):
        return yes_no(value)
    return plain(value) if isinstance(value, Decimal) else str(value)


def _names(graded: Graded, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every name a column goes by: the headers of the lists first, then our titles, then the fields' labels."""
    for source in graded.result.inputs:
        for column in source.columns:
            field = column.field or ""
            if source.table == "customers":
                yield column.header, column_of(graded, field) or ""
            elif source.table == "orders":
                yield column.header, OF_ORDERS.get(field, "")
    view = view_of(graded.result.command)
    for key in keys:
        if key in view.columns:
            yield from ((view.columns[key].in_(lang), key) for lang in LANGUAGES)
    for field, spec in table_fields("customers").items():
        yield from ((spec.header.label.in_(lang), column_of(graded, field) or "") for lang in LANGUAGES)
        yield field, column_of(graded, field) or ""


def _titles(graded: Graded, keys: Sequence[str]) -> dict[str, str]:
    """The title of each column: ours, else the list's own header where it speaks our language, else the field's."""
    view = view_of(graded.result.command)
    found = {key: str(text) for key, text in view.columns.items()}
    for field, spec in table_fields("customers").items():
        key = column_of(graded, field)
        if key and key not in found:
            found[key] = _own_header(graded, field) or str(spec.header.label)
    return {key: found.get(key, key) for key in keys}


def _own_header(graded: Graded, field: str) -> str | None:
    sources = [i for i in graded.result.inputs if i.table == "customers" and _speaks(i.language)]
    return next((c.header for source in sources for c in source.columns if c.field == field and c.header), None)


def _speaks(header: str | None) -> bool:
    return language_named(header or "") == language()


def _no_such_column(graded: Graded, typed: str, wanted: str, titles: Mapping[str, str]) -> Problem:
    what = Text("没有“{typed}”这一列可分", "there is no column “{typed}” to split by").format(typed=typed)
    extra = [
        c.header
        for i in graded.result.inputs
        for c in i.columns
        if c.field is None and c.header and key_of(c.header) == wanted
    ]
    if extra:
        fix = Text(
            "名单里的“{header}”没有认作字段；加 --column owner={header} 当负责人用，再 --split-by owner",
            "the list's “{header}” was not recognised; add --column owner={header} and use --split-by owner",
        )
        return Problem("USAGE-split-by", "error", what, fix.format(header=extra[0]), value=typed)
    fix = Text("可选：{choices}", "choose one of {choices}")
    choices = listed([f"{key} {title}" if key != title else key for key, title in _likely(titles).items()], limit=99)
    return Problem("USAGE-split-by", "error", what, fix.format(choices=choices), value=typed)


def _likely(titles: Mapping[str, str]) -> dict[str, str]:
    """The columns that people hand out by: no ids, figures or days."""
    unlikely = (
        "id",
        "name",
        "row",
        "amount",
        "share",
        "orders",
        "value",
        "contact",
        "phone",
        "mobile",
        "email",
        "note",
    )
    parts = ("_date", "_days", "_score", "_share", "_contact", "_order", "_value", "_stated", "_reason", "created")
    dull = {k for k in titles if k in unlikely or k.endswith(parts)} - {"source_stated"}
    return {k: t for k, t in titles.items() if k not in dull}


def _refuse_too_many(parts: Sequence[Part], column: str) -> None:
    if len(parts) > MOST:
        what = Text("“{column}”有 {n} 个不同的值，会写 {n} 份文件", "“{column}” has {n} values, a file for each")
        fix = Text("换一列，如 owner 或 region", "choose another column, such as owner or region")
        raise BadUsage(
            Problem("USAGE-split-by", "error", what.format(column=column, n=integer(len(parts))), fix, value=column)
        )


def _book(graded: Graded, part: Part, file: str, key: str, title: str, name: str) -> Book:
    """The workbook of one part: what a visitor needs first, and whose list it is and what it was graded among."""
    rows = _ordered(part.result.rows, key)
    wording = replace(wording_of(graded.result), heads=_titles(graded, rows.keys))
    shown = [k for k in FIRST if k in rows.keys and k != key]
    frozen = len([k for k in NAMED if k in shown])
    look = Look(_notes(graded, part, title, name), printed=len(shown), frozen=frozen, category=CATEGORY)
    return Book(file, replace(part.result, rows=rows), wording, look)


def _ordered(rows: Table, key: str) -> Table:
    """The rows with the columns of FIRST in front; the one they all have the same value in stands with the others."""
    first = [k for k in FIRST if k in rows.keys and k != key]
    specs = {column.key: column for column in rows.columns}
    order = [*first, *(k for k in rows.keys if k not in first)]
    return replace(rows, columns=tuple(specs[k] for k in order))


def _notes(graded: Graded, part: Part, title: str, name: str) -> tuple[str, ...]:
    mine, whole = part.result.summary.customers, graded.result.summary.customers
    whose = Text("{title}：{name}   {n} 家   截至 {as_of}", "{title}: {name}   {n} customers   as of {as_of}")
    among = Text(
        "从全部 {whole} 家客户里分出。等级、二八分类、RFM 和占比都是在全部 {whole} 家里排的，不在这份名单里重排。",
        "Taken from all {whole} customers. Classes, 80/20, RFM and shares of the rows are those among all {whole}, "
        "not within this list.",
    )
    lines = [
        whose.format(title=title, name=name, n=integer(mine), as_of=day(graded.as_of)),
        among.format(whole=integer(whole)),
        Text(
            "下面的指标只算这份名单里的客户；分界（从多少起）是全部客户的。",
            "The figures below are those of the customers of this list; cuts and splits are those of all.",
        ),
    ]
    if again := len(part.result.rows) - mine:
        lines.append(
            Text(
                "有 {n} 行的客户在名单里不止一次，只在一处计数。",
                "{n} rows are of customers who stand in the list more than once; each is counted in one place.",
            ).format(n=integer(again))
        )
    return tuple(map(str, lines))


def _nothing() -> None:
    """What a dry run puts in place."""


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
