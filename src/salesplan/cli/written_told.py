"""What is said after writing back, or after a dry run: how many cells, which columns and rows, where the backup is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from salesplan.cli.options import Writing
from salesplan.cli.say import say
from salesplan.cli.written_sheets import Sheet
from salesplan.model.figures import plain
from salesplan.present.numbers import NOTHING
from salesplan.present.words import LIST_SEPARATOR
from salesplan.text import Text
from salesplan.write.columns import SUFFIX
from salesplan.write.patch.cell_xml import CellValue, split_address
from salesplan.write.update import Update

SHOWN = 20
"""How many rows are named."""


def tell_update(sheet: Sheet, update: Update, *, dry_run: bool, several: bool) -> None:
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
    _tell_new_columns(update)
    _tell_rows_left_out(sheet)
    if dry_run:
        for line in _changes(sheet, update):
            say(line)
    elif update.backup:
        kept = Text(
            "写入前的文件：{backup}（salesplan undo {file} 可撤销）",
            "the file as it was: {backup} (salesplan undo {file} takes it back)",
        )
        say(kept.format(backup=update.backup, file=file))


def _tell_new_columns(update: Update) -> None:
    """Columns that are added to some that were there: one was deleted or given another name, or an analysis is new."""
    new = [f"{c.letters} {c.header.removesuffix(SUFFIX)}" for c in update.columns if c.is_new]
    if new and len(new) < len(update.columns):
        told = Text(
            "  其中新加的列：{new}（原来的被改名或删掉了？不想要的列用 --columns 去掉）",
            "  columns added: {new} (were they renamed or deleted? --columns leaves out those not wanted)",
        )
        say(told.format(new=listed(new)))


def _tell_rows_left_out(sheet: Sheet) -> None:
    if not sheet.not_written:
        return
    rows = sorted(sheet.not_written)
    more = Text("等 {n} 行", " and more, {n} in all").format(n=len(rows)) if len(rows) > SHOWN else ""
    told = Text(
        "  有坏单元格、没有写的行（原来的结果还在）：{rows}{more}",
        "  rows with bad cells, not written (what stood there stays): {rows}{more}",
    )
    say(told.format(rows=listed(map(str, rows[:SHOWN])), more=more))


def _changes(sheet: Sheet, update: Update) -> Iterator[str]:
    """The first cells that change, with whose they are."""
    names = {row["row"]: row.get("name") or row.get("id") for row in sheet.rows}
    for change in update.first:
        whose = names.get(split_address(change.cell)[0])
        named = f"{change.cell}  {whose}" if whose else change.cell
        yield f"  {named}  {_shown(change.before)} → {_shown(change.after)}"
    if update.changed > len(update.first):
        yield str(Text("  …还有 {n} 个", "  ... and {n} more").format(n=update.changed - len(update.first)))


def how_to_write(writing: Writing) -> Text:
    """What to change in the command of a dry run so that it writes."""
    if writing.write:
        return Text(
            "这是试运行，什么都没写；去掉 --dry-run 就写入",
            "a dry run: nothing was written; leave out --dry-run to write",
        )
    return Text(
        "这是试运行，什么都没写；把 --dry-run 换成 --write 就写入",
        "a dry run: nothing was written; put --write in place of --dry-run to write",
    )


def _columns(update: Update) -> str:
    """Our columns by letters and name, without the ending that marks them as ours."""
    return listed(f"{c.letters} {c.header.removesuffix(SUFFIX)}" for c in update.columns)


def listed(names: Iterable[str]) -> str:
    """Names one after the other, in the language of now."""
    return str(LIST_SEPARATOR).join(names)


def _shown(value: CellValue) -> str:
    """A cell's value as a line of text; nothing in it as a dash."""
    return NOTHING if value is None else plain(value) if isinstance(value, Decimal) else str(value)
