"""Files and sheets given as one list: one kind for all of them, or the line that reads each kind as what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from salesplan.errors import BadUsage, Place, Problem, SalesplanError
from salesplan.load.command_words import typed, yaml_list
from salesplan.load.list_kind import UNCLEAR
from salesplan.load.opening import open_file
from salesplan.model.reading import AS_IT_IS
from salesplan.model.tables import TABLES
from salesplan.text import Text

_NAMED = 5


@dataclass(frozen=True)
class KindOfSheet:
    """A sheet that was read (``sheet`` None: a text file) and the kinds that the list in it may be by itself."""

    file: str
    sheet: str | None
    kinds: frozenset[str]

    def __str__(self) -> str:
        return f"{self.file} › {self.sheet}" if self.sheet else self.file


def one_kind(lists: Sequence[KindOfSheet], *, sheets_asked: bool) -> str | None:
    """The kind that all the lists are; None without any list.

    A list that may be customers or orders is what it is beside: orders beside orders, and beside lists that are plainly
    customers, where it would double them. Where all may be either they are customers.
    Raises BadUsage when there are several kinds: lists of different kinds are never put under one another.
    """
    plain = {kind for each in lists if each.kinds != UNCLEAR for kind in each.kinds}
    either = "orders" if plain & UNCLEAR else "customers"
    by_kind: dict[str, list[KindOfSheet]] = {}
    for each in lists:
        by_kind.setdefault(either if each.kinds == UNCLEAR else next(iter(each.kinds)), []).append(each)
    if len(by_kind) > 1:
        raise BadUsage(_mixed(by_kind, lists[0], sheets_asked=sheets_asked))
    return next(iter(by_kind), None)


def _mixed(by_kind: dict[str, list[KindOfSheet]], first: KindOfSheet, *, sheets_asked: bool) -> Problem:
    what = Text("不是同一种名单，不能接成一份：{listed}", "These are different lists and cannot be one: {listed}")
    return Problem(
        "READ-mixed",
        "error",
        what.format(listed=_joined([_group(kind, lists) for kind, lists in by_kind.items()])),
        _fix(by_kind, sheets_asked=sheets_asked),
        Place(file=first.file),
    )


def _group(kind: str, lists: Sequence[KindOfSheet]) -> Text:
    names = "、".join(str(each) for each in lists[:_NAMED]) + (" ..." if len(lists) > _NAMED else "")
    english = ", ".join(str(each) for each in lists[:_NAMED]) + (" ..." if len(lists) > _NAMED else "")
    shown = Text("{names}", "{english}").format(names=names, english=english)
    return Text("{label}：{shown}", "{label}: {shown}").format(label=TABLES[kind].label, shown=shown)


def _joined(parts: Sequence[Text]) -> Text:
    first, *rest = parts
    for each in rest:
        first = Text("{first}；{each}", "{first}; {each}").format(first=first, each=each)
    return first


def _fix(by_kind: dict[str, list[KindOfSheet]], *, sheets_asked: bool) -> Text:
    """The line to type: customers first, orders behind --orders; lists of any other kind are left to other commands."""
    customers, orders = by_kind.get("customers", []), by_kind.get("orders", [])
    if customers and orders and not _is_found(orders):
        fix = Text(
            "在 plan.yaml 里写：sources: {{customers: {customers}, orders: {orders}}}，再输入 salesplan classify",
            "Put in plan.yaml: sources: {{customers: {customers}, orders: {orders}}}, then type salesplan classify",
        )
        return fix.format(customers=_source(customers), orders=_source(orders))
    heads = customers or orders
    if not heads:
        return Text("一次只给一种名单", "Name lists of one kind at a time")
    line = " ".join(
        (
            "salesplan classify",
            *_each(typed(each.file) for each in heads),
            *_each(f"--sheet {typed(each.sheet)}" for each in heads if sheets_asked and each.sheet),
            *_each(f"--orders {typed(each.file)}" for each in orders if customers),
        )
    )
    fix = Text(
        "输入：{line}（若确实都是{label}，加 --table {kind}）",
        "Type: {line} (if all of them are {label}, add --table {kind})",
    )
    kind = "customers" if customers else "orders"
    return fix.format(line=line, label=TABLES[kind].label, kind=kind)


def _is_found(orders: Sequence[KindOfSheet]) -> bool:
    """Whether --orders reads just these sheets: of each workbook it takes the first that is shown and holds orders."""
    try:
        found = [(file, open_file(file, AS_IT_IS, "orders")) for file in _each(each.file for each in orders)]
    except SalesplanError:
        return False
    read = {(file, sheet.picked.name) for file, opened in found for sheet in opened.sheets}
    return read == {(each.file, each.sheet) for each in orders}


def _source(lists: Sequence[KindOfSheet]) -> str:
    """Lists as a source of the plan."""
    file, sheets = yaml_list(_each(each.file for each in lists)), _each(each.sheet for each in lists if each.sheet)
    return f"{{file: {file}, sheet: {yaml_list(sheets)}}}" if sheets else f"{{file: {file}}}"


def _each(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
