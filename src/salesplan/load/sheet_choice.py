"""Which sheet of a workbook is read: the one the user named, else the first shown one that holds a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.load.found import FoundTable
from salesplan.load.source import SheetName
from salesplan.model.inspection import SheetChoice
from salesplan.model.near import nearest
from salesplan.text import Text

REASONS: dict[SheetChoice, Text] = {
    "asked": Text("按指定读取", "named by you"),
    "only": Text("唯一可见的工作表", "the only sheet shown"),
    "best": Text("第一个含有清单的可见工作表", "the first sheet shown that holds a list"),
    "assumed": Text("没有认出表头，取第一个可见工作表", "no header was recognised; the first sheet shown"),
}
"""Why a sheet was read, in words."""


@dataclass(frozen=True)
class PickedSheet:
    """A sheet to read (``name`` None: a text file), why, and the list found in it (None: none yet)."""

    name: str | None
    why: SheetChoice
    table: FoundTable | None

    @property
    def reason(self) -> Text:
        """Why the sheet was read, in words."""
        return REASONS[self.why]


def choose_sheets(
    file: str, sheets: Sequence[SheetName], wanted: Sequence[str], find: Callable[[str | None], FoundTable | None]
) -> tuple[PickedSheet, ...]:
    """The sheets to read.

    ``wanted``: names or patterns (``*月``); each sheet they match is read, hidden ones too. Without any: the first
    visible sheet in which ``find`` finds a list, so that covers are passed over; one whose titles speak of the kind
    asked for goes before one of another kind. Where none has a list: the first visible.
    Raises BadUsage for a name that no sheet has, BadInput when every sheet is hidden.
    """
    if wanted:
        names = _named(file, sheets, wanted)
        return tuple(PickedSheet(name, "asked", find(name)) for name in names)
    shown = [sheet.name for sheet in sheets if sheet.state == "visible"]
    if not shown:
        raise BadInput(_all_hidden(file, sheets))
    why: SheetChoice = "only" if len(shown) == 1 else "best"
    first: PickedSheet | None = None
    for name in shown:
        table = find(name)
        if table is not None and table.seems == table.table:
            return (PickedSheet(name, why, table),)
        first = first or (PickedSheet(name, why, table) if table is not None else None)
    return (first or PickedSheet(shown[0], "only" if len(shown) == 1 else "assumed", None),)


def _named(file: str, sheets: Sequence[SheetName], wanted: Sequence[str]) -> list[str | None]:
    names = [sheet.name for sheet in sheets if sheet.name is not None]
    problems = [_no_such(file, wish, sheets) for wish in wanted if not _matches(wish, names)]
    if problems:
        raise BadUsage(problems)
    return list(dict.fromkeys(name for wish in wanted for name in _matches(wish, names)))


def _matches(wish: str, names: Sequence[str]) -> list[str]:
    exact = [name for name in names if name == wish] or [n for n in names if n.strip().lower() == wish.strip().lower()]
    return exact or [name for name in names if fnmatchcase(name, wish)]


def _listed(sheets: Sequence[SheetName]) -> Text:
    names = [sheet.name or "" for sheet in sheets if sheet.state == "visible"]
    hidden = [sheet.name or "" for sheet in sheets if sheet.state != "visible"]
    if not hidden:
        return Text("{names}", "{names}").format(names="、".join(names))
    return Text("{names}（隐藏：{hidden}）", "{names} (hidden: {hidden})").format(
        names="、".join(names), hidden="、".join(hidden)
    )


def _no_such(file: str, wish: str, sheets: Sequence[SheetName]) -> Problem:
    near = nearest(wish, [sheet.name or "" for sheet in sheets], alike=0.4)
    what = Text("没有工作表“{wish}”", 'There is no sheet "{wish}"').format(wish=wish)
    guess = Text("是不是“{near}”？", 'Did you mean "{near}"? ').format(near=near) if near else Text("", "")
    fix = Text("{guess}工作表：{listed}", "{guess}Sheets: {listed}").format(guess=guess, listed=_listed(sheets))
    return Problem("READ-sheet", "error", what, fix, Place(file=file), wish)


def _all_hidden(file: str, sheets: Sequence[SheetName]) -> Problem:
    what = Text("所有工作表都是隐藏的", "Every sheet is hidden")
    fix = Text("用 --sheet 指定一个：{listed}", "Name one with --sheet: {listed}").format(listed=_listed(sheets))
    return Problem("READ-sheet", "error", what, fix, Place(file=file))
