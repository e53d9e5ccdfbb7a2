"""Targets reconcile: top-down against what was committed from below, and back into the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from salesplan.api.plan_places import with_places
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.api.targets import SplitWish, decomposed, entries_of
from salesplan.errors import BadUsage, Place, Problem
from salesplan.load.command_words import typed
from salesplan.model.result import Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.commitment_list import CommitmentList
    from salesplan.compute.targets.agreeing.promises import Listing, Part, Promise
    from salesplan.compute.targets.reconcile import ReconcileSummary, Rule
    from salesplan.compute.targets.split import Decomposed
    from salesplan.load.plan.loader import LoadedPlan
    from salesplan.load.plan.places import PlanText
    from salesplan.model.plan.targets import TargetEntry


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
    """What was reconciled: the entry, its split, the parts in the order of the result's rows, the addresses signed.

    ``listing`` is the list that the commitments come from; None for those of the plan.
    """

    entry: TargetEntry
    made: Decomposed
    parts: Sequence[Part]
    result: Result[ReconcileSummary]
    where: Setting
    wish: ReconcileWish
    listing: Listing | None = None
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

    listed = _list(wish, where)
    target = _entry(entry, listed, where)
    made = decomposed(target.id, SplitWish(orders=wish.orders, year=wish.year), where)[0]
    promises = _of_plan(target, where) if listed is None else listed.promises(target.by)
    listing = None if listed is None else listed.listing(target.by)
    signed = _signed(made, promises, wish) if wish.agreed_by is not None else frozenset()
    promises = [_sign(each, wish, where) if at in signed else each for each, at in _addressed(made, promises)]
    result, parts = reconcile(made, promises, wish.rule or Rule(), where.as_of, listing)
    inputs = () if listed is None else listed.records.inputs
    result = with_plan(replace(result, inputs=(*inputs, *result.inputs)), where)
    return Reconciled(target, made, parts, result, where, wish, listing, signed)


def _list(wish: ReconcileWish, where: Setting) -> CommitmentList | None:
    """The list in place of the plan's commitments; None without one."""
    if not wish.commitments:
        return None
    from salesplan.api.commitment_list import commitment_list

    return commitment_list(wish.commitments, where)


def _entry(entry: str | None, listed: CommitmentList | None, where: Setting) -> TargetEntry:
    """The entry named, else the only one that has commitments (with a list of them: that fits it)."""
    found = entries_of(entry, where, "targets reconcile")
    if len(found) > 1:
        found = [target for target in found if (listed.fits(target.by) if listed else target.commitments)]
    if len(found) == 1:
        return found[0]
    ids = [target.id for target in found or entries_of(None, where)]
    what = Text("有 {n} 条目标可以对", "{n} targets could be reconciled").format(n=len(ids))
    if not found:
        what = Text("计划里没有一条目标写了承诺（commitments）", "no target of the plan has commitments")
    if not found and listed:
        what = Text("名单里的层级，计划里没有一条目标有", "no target of the plan has the levels of the list")
    fix = Text("写明哪一条，选一行：\n{lines}", "say which one, choose a line:\n{lines}")
    more = "".join(f" --commitments {typed(file)}" for file in (listed.files if listed else ()))
    lines = "\n".join(f"salesplan targets reconcile {typed(each)}{more}" for each in ids)
    raise BadUsage(Problem("USAGE-which-entry", "error", what, fix.format(lines=lines)))


def _of_plan(target: TargetEntry, where: Setting) -> list[Promise]:
    """The commitments of the plan's entry."""
    from salesplan.compute.targets.agreeing.promises import Promise

    spots = _spots(target, where)
    return [
        Promise(c.path, c.amount, c.ceiling, c.by, c.agreed_by, c.agreed_on, spots[number], number)
        for number, c in enumerate(target.commitments)
    ]


def _spots(target: TargetEntry, where: Setting) -> list[Place]:
    """The lines of the plan that the entry's commitments stand in."""
    from salesplan.model.plan.paths import dotted

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
