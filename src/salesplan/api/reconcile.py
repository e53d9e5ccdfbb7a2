"""Targets reconcile: top-down against what was committed from below, and back into the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from salesplan.api.plan_places import with_places
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.api.targets import SplitWish, decomposed, entries_of
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.reading import ReadOptions
from salesplan.model.result import Input, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.targets.agreeing.promises import Part, Promise
    from salesplan.compute.targets.reconcile import ReconcileSummary, Rule
    from salesplan.compute.targets.split import Decomposed
    from salesplan.load.plan.loader import LoadedPlan
    from salesplan.load.plan.places import PlanText
    from salesplan.model.plan.targets import TargetEntry
    from salesplan.model.records import Records

_TIMES = {"Q": "quarter", "H": "half", "W": "week", "P": "month"}
_NAMES = re.compile(r"[,，、;；/]")


@dataclass(frozen=True)
class ReconcileWish:
    """What the caller wants over what the plan says.

    ``commitments`` are lists to be taken in place of the plan's; ``rule`` how both views are brought together (None:
    the default). ``agreed_by`` signs the commitments at ``paths`` (all without any) as of the as-of.
    """

    commitments: tuple[str, ...] = ()
    rule: Rule | None = None
    agreed_by: str | None = None
    paths: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    year: int | None = None


NO_WISH = ReconcileWish()


@dataclass(frozen=True)
class Reconciled:
    """What was reconciled: the entry, its split, the parts in the order of the result's rows, the addresses signed."""

    entry: TargetEntry
    made: Decomposed
    parts: Sequence[Part]
    result: Result[ReconcileSummary]
    where: Setting
    wish: ReconcileWish
    signed: frozenset[str] = field(default_factory=frozenset)


@with_places
def targets_reconcile(
    entry: str | None = None, wish: ReconcileWish = NO_WISH, where: Setting | None = None
) -> Result[ReconcileSummary]:
    """Bring top-down targets and commitments of one of the plan's entries (the only one with commitments) together."""
    return reconciled(entry, wish, where or setting()).result


@with_places
def reconciled(entry: str | None, wish: ReconcileWish, where: Setting) -> Reconciled:
    """The same with all that is needed to put the agreed figures, or who agreed to them, into the plan."""
    from salesplan.compute.targets.reconcile import Rule, reconcile

    target = _entry(entry, wish, where)
    made = decomposed(target.id, SplitWish(orders=wish.orders, year=wish.year), where)[0]
    promises, inputs = _promises(target, wish, where)
    signed = _signed(made, promises, wish) if wish.agreed_by is not None else frozenset()
    promises = [_sign(each, wish, where) if at in signed else each for each, at in _addressed(made, promises)]
    result, parts = reconcile(made, promises, wish.rule or Rule(), where.as_of)
    result = with_plan(replace(result, inputs=(*inputs, *result.inputs)), where)
    return Reconciled(target, made, parts, result, where, wish, signed)


def _entry(entry: str | None, wish: ReconcileWish, where: Setting) -> TargetEntry:
    """The entry named, else the only one that has commitments (with a list of them: the only one)."""
    found = entries_of(entry, where, "targets reconcile")
    if len(found) > 1:
        found = [target for target in found if target.commitments or wish.commitments]
    if len(found) == 1:
        return found[0]
    ids = [target.id for target in found or entries_of(None, where)]
    what = Text("有 {n} 条目标可以对", "{n} targets could be reconciled").format(n=len(ids))
    if not found:
        what = Text("计划里没有一条目标写了承诺（commitments）", "no target of the plan has commitments")
    fix = Text("写明哪一条：salesplan targets reconcile {id}", "say which one: salesplan targets reconcile {id}")
    raise BadUsage(Problem("USAGE-which-entry", "error", what, fix.format(id="|".join(ids))))


def _promises(target: TargetEntry, wish: ReconcileWish, where: Setting) -> tuple[list[Promise], tuple[Input, ...]]:
    """The commitments: those of the lists, else those of the plan's entry."""
    from salesplan.compute.targets.agreeing.promises import Promise

    if not wish.commitments:
        spots = _spots(target, where)
        return [
            Promise(c.path, c.amount, c.ceiling, c.by, c.agreed_by, c.agreed_on, spots[number], number)
            for number, c in enumerate(target.commitments)
        ], ()
    from salesplan.load.lists import read_list

    options = where.reading(ReadOptions(on_error="stop"))
    records = read_list(wish.commitments, options, table="targets", needed=("target", "ceiling"))
    if not records.has("target"):
        raise BadInput(_no_amounts(records.inputs[0]))
    return list(_of_rows(records, target)), records.inputs


def _spots(target: TargetEntry, where: Setting) -> list[Place]:
    """The lines of the plan that the entry's commitments stand in."""
    from salesplan.load.plan.places import dotted

    if where.loaded is None:
        return [Place(key=f"targets.{target.id}.commitments[{n}]") for n in range(len(target.commitments))]
    text, at = entry_in_plan(where.loaded, target.id)
    paths = [(*at, "commitments", n) for n in range(len(target.commitments))]
    return [Place(text.file, line=text.nearest(path).line, key=dotted(path)) for path in paths]


def entry_in_plan(loaded: LoadedPlan, entry: str) -> tuple[PlanText, tuple[str | int, ...]]:
    """The file of the plan that holds the targets, and the way to one of them in it."""
    from salesplan.load.plan.loader import plan_texts

    text = next(text for text in plan_texts(loaded.file) if "targets" in text.values)
    at = next(i for i, each in enumerate(text.values["targets"]) if str(each["id"]).strip() == entry)
    return text, ("targets", at)


def _no_amounts(source: Input) -> Problem:
    what = Text("没有认出承诺的金额是哪一列", "no column of committed amounts is recognised")
    fix = Text("把那一列的表头写成“承诺额”或“目标”", "give that column the title Commitment or Target")
    return Problem("RECONCILE-no-column", "error", what, fix, Place(file=source.file, sheet=source.sheet))


def _of_rows(records: Records, target: TargetEntry) -> Iterator[Promise]:
    """One commitment a row; a row without an amount commits to nothing."""
    from salesplan.compute.targets.agreeing.promises import Promise
    from salesplan.model.records import ROW, SOURCE
    from salesplan.model.table import scaled

    for row in records.frame.iter_rows(named=True):
        money = {k: scaled(row[k], records.scales[k]) for k in ("target", "ceiling") if row.get(k) is not None}
        if "target" not in money:
            continue
        by = row.get("by") or (row.get("rep") if "rep" not in target.by else None)
        yield Promise(
            _path(row, target.by),
            money["target"],
            money.get("ceiling"),
            by,
            tuple(name.strip() for name in _NAMES.split(row.get("agreed_by") or "") if name.strip()),
            row.get("agreed_on"),
            _cell(records, row[SOURCE], row[ROW]),
        )


def _path(row: Mapping[str, object], by: Sequence[str]) -> str:
    """The target that a row is about: its period, and those of its columns that are levels of the split."""
    period = str(row.get("period") or "")
    names = {level: str(row[level]) for level in by if row.get(level) is not None}
    if level := _level_of(period, by):
        names[level] = period
    ordered = [*(level for level in by if level in names), *(level for level in names if level not in by)]
    return "/".join(f"{level}={names[level]}" for level in ordered)


def _level_of(period: str, by: Sequence[str]) -> str | None:
    """The level of time that a period is of: 2026-Q1, H1, W05, 2026-01; a year only where the split has years."""
    if not period or (period.isdigit() and len(period) > 2):  # noqa: PLR2004 - months have two digits
        return "year" if period and "year" in by else None
    return _TIMES.get(period.rpartition("-")[2][:1], "month")


def _cell(records: Records, source: int, row: int) -> Place:
    given = records.inputs[source]
    if given.sheet is None or given.format == "csv":
        return Place(file=given.file, line=row)
    letter = next((column.column for column in given.columns if column.field == "target"), "A")
    return Place(file=given.file, sheet=given.sheet, cell=f"{letter}{row}")


def _addressed(made: Decomposed, promises: Sequence[Promise]) -> list[tuple[Promise, str | None]]:
    from salesplan.compute.targets.agreeing.promises import Finder

    finder = Finder(made.targets)
    return [(each, finder.address(each.path)) for each in promises]


def _signed(made: Decomposed, promises: Sequence[Promise], wish: ReconcileWish) -> frozenset[str]:
    """The addresses that are signed: those of the paths, else all; BadUsage for a path that nobody committed to."""
    from salesplan.compute.targets.agreeing.promises import Finder

    committed = {at for _, at in _addressed(made, promises) if at is not None}
    finder = Finder(made.targets)
    wanted = {path: finder.address(path) for path in wish.paths}
    strangers = [path for path, at in wanted.items() if at not in committed]
    if strangers:
        what = Text("--path “{path}”没有承诺", "nobody committed to --path {path}")
        fix = Text("有承诺的：{known}", "there are commitments to {known}").format(known=", ".join(sorted(committed)))
        raise BadUsage(Problem("USAGE-path", "error", what.format(path=p), fix, value=p) for p in strangers)
    return frozenset(at for at in wanted.values() if at) if wanted else frozenset(committed)


def _sign(promise: Promise, wish: ReconcileWish, where: Setting) -> Promise:
    """The commitment with one more name under it, and the day."""
    name = (wish.agreed_by or "").strip()
    return replace(promise, agreed_by=tuple(dict.fromkeys((*promise.agreed_by, name))), agreed_on=where.as_of)
