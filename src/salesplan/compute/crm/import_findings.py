"""What to look at after an import: ids that stand twice, options that the system does not have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from salesplan.compute.crm.cells import our_words
from salesplan.compute.crm.records import Listed
from salesplan.errors import Place, Problem
from salesplan.model.near import Known
from salesplan.model.table import Value
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.crm.importing import ImportedFile

SHOWN = 3


def import_findings(whole: Listed, files: Sequence[ImportedFile]) -> Iterator[Problem]:
    """Findings about the records as they are imported; every one of them is kept."""
    told = {p.place for file in files for p in file.records.findings if p.code == "READ-duplicate"}
    if not told:  # else reading has said it
        yield from same_ids(whole)
    yield from _lost_names(whole)
    for file in files:
        yield from _people(file)
        yield from _missing_columns(file)
        yield from _other_options(file)


def _lost_names(rows: Listed) -> Iterator[Problem]:
    """A warning for names that are nothing but question marks: the file was written in characters it cannot hold."""
    lost = [
        at for at, name in enumerate(rows.fields.get("name", ())) if isinstance(name, str) and _LOST.fullmatch(name)
    ]
    if lost:
        what = Text("{n} 条的名称只剩问号：{places}", "the names of {n} records are question marks: {places}")
        fix = Text("文字在导出时丢了：从系统里用 UTF-8 重新导出", "The characters were lost: export again as UTF-8")
        places = ", ".join(str(rows.place(at)) for at in lost[:SHOWN]) + (" ..." if len(lost) > SHOWN else "")
        yield Problem("CRM-lost-names", "warning", what.format(n=len(lost), places=places), fix, rows.place(lost[0]))


def _people(file: ImportedFile) -> Iterator[Problem]:
    """A warning for people among the companies, where the system keeps both in one list and says which is which."""
    title = next((title for title, column in file.known.items() if column.header == "is_company"), None)
    if title is None or f"cells:{title}" not in file.records.frame.columns:
        return
    people = sum(str(cell).strip().casefold() in _NO for cell in file.records.frame[f"cells:{title}"].to_list())
    if people:
        what = Text("其中 {n} 条是个人，不是公司（{title}）", "{n} of them are people and no companies ({title})")
        fix = Text("只要公司就在名单里筛掉这些行", "To have companies only, filter these rows out of the list")
        source = file.records.inputs[0]
        place = Place(file=source.file, sheet=source.sheet, key=title)
        yield Problem("CRM-people", "warning", what.format(n=people, title=title), fix, place, title)


_LOST = re.compile(r"[?？\ufffd\s]*[?？\ufffd][?？\ufffd\s]*")
_NO = frozenset(("0", "0.0", "false", "no", "n", "否"))


def _missing_columns(file: ImportedFile) -> Iterator[Problem]:
    """A warning for columns that the system itself must have, and the file has not: it may be another kind of file."""
    there = {id(column) for column in file.known.values()}
    names = [column.header for column in file.required if id(column) not in there]
    if names:
        source = file.records.inputs[0]
        what = Text("没有系统必有的列：{names}", "columns that the system always has are missing: {names}")
        fix = Text(
            "确认是不是这个系统、这类记录的文件（--from、--as）",
            "make sure of the system and the records (--from, --as)",
        )
        place = Place(file=source.file, sheet=source.sheet)
        yield Problem("CRM-not-there", "warning", what.format(names="、".join(names)), fix, place)


def same_ids(rows: Listed) -> Iterator[Problem]:
    """A warning for each id that several records have: their places, the first ones.

    Lines of an order share its id: they are the same where their line is, or where there are no lines, all they hold.
    """
    at: dict[tuple[Value, ...], list[int]] = {}
    orders = rows.fields.get("order_id")
    also = ("line",) if "line" in rows.fields else tuple(rows.fields)
    columns = [rows.fields[key] for key in also] if orders is not None else []
    for row, value in enumerate(orders if orders is not None else rows.fields.get("id", ())):
        if isinstance(value, str):
            at.setdefault((value, *(column[row] for column in columns)), []).append(row)
    what = Text("编号 {id} 有 {n} 条记录：{places}", "{n} records have the id {id}: {places}")
    fix = Text(
        "同一条记录只留一行；不是同一条就改编号", "keep one row of a record, or give the other one an id of its own"
    )
    for (value, *_), found in at.items():
        if len(found) > 1:
            places = ", ".join(str(rows.place(row)) for row in found[:SHOWN]) + (" ..." if len(found) > SHOWN else "")
            told = what.format(id=value, n=len(found), places=places)
            yield Problem("CRM-same-id", "warning", told, fix, rows.place(found[1]), str(value))


def _other_options(file: ImportedFile) -> Iterator[Problem]:
    """Values of a column with fixed options that are none of them: the system was changed, or someone typed them."""
    frame = file.records.frame
    what = Text(
        "“{title}”有选项以外的值：{value}（{n} 行）", "{title} holds a value that is no option: {value} ({n} rows)"
    )
    fix = Text(
        "照原样保留。{guess}系统里真有这个选项：在 plan.yaml 的 crm → profiles 里补上",
        "kept as it is. {guess}If the system has it, add it in plan.yaml under crm → profiles",
    )
    guess = Text("是不是“{near}”？", "Did you mean {near}? ")
    for title, column in file.known.items():
        if not column.options or column.open or f"cells:{title}" not in frame.columns:
            continue
        counts = Counter(str(v).strip() for v in frame[f"cells:{title}"].to_list() if v not in (None, ""))
        known = Known([*column.options, *(word for ours in column.options.values() for word in our_words(ours))])
        for value, n in sorted(counts.items()):
            if value not in known:
                near = known.nearest(value)
                told = guess.format(near=near) if near else Text("", "")
                source = file.records.inputs[0]
                place = Place(file=source.file, sheet=source.sheet, key=title)
                words = what.format(title=title, value=value, n=n)
                yield Problem("CRM-option", "warning", words, fix.format(guess=told), place, value)
