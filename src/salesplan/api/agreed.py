"""What was agreed, as changes to the plan: the figures as pins, and who agreed to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from salesplan.api.reconcile import Reconciled, entry_in_plan
from salesplan.api.setting import Setting
from salesplan.api.targets import SplitWish, decomposed
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.figures import plain
from salesplan.model.plan.edit import PlanEdit
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.load.plan.loader import LoadedPlan

_WAN = 10_000


def agreed_pins(found: Reconciled, *, partial: bool) -> list[PlanEdit]:
    """The agreed figures as pins of the plan's entry; with ``partial`` and a sum of its own the total is that sum.

    An entry's own pins at the same targets are replaced, all others stay. The split with these pins is made first:
    BadInput where it would not give exactly these figures, or where the sum is not the total and ``partial`` is off.
    """
    text, at = entry_in_plan(_plan_of(found), found.entry.id)
    s = found.result.summary
    agreed = {str(row["path"]): row["agreed"] for row in found.result.rows.records()}
    figures = {path: amount for path, amount in agreed.items() if isinstance(amount, Decimal)}
    problems = [*_not_units(found, figures), *([] if s.agreed == s.total else _not_the_total(found, partial=partial))]
    if problems:
        raise BadInput(problems)
    own = _own_pins(found, text.values["targets"][at[1]])
    total = {"total": s.agreed} if s.agreed != s.total else {}
    _try_pins(found, {own.get(path, (path, path))[1]: each for path, each in figures.items()}, total)
    edits = [PlanEdit((*at, "total"), _written(each, found.where)) for each in total.values()]
    keys = {path: own.get(path, (path, ""))[0] for path in figures}
    return [
        *edits,
        *(PlanEdit((*at, "pins", keys[path]), _written(each, found.where)) for path, each in figures.items()),
    ]


def sign_offs(found: Reconciled) -> list[PlanEdit]:
    """``agreed_by`` and ``agreed_on`` of the commitments that were signed, as they are to stand in the plan."""
    _, at = entry_in_plan(_plan_of(found), found.entry.id)
    edits: list[PlanEdit] = []
    for part in found.parts:
        promise = part.promise
        if promise is None or part.address not in found.signed or promise.number is None or promise.agreed_on is None:
            continue
        names = promise.agreed_by if len(promise.agreed_by) > 1 else promise.agreed_by[0]
        own = (*at, "commitments", promise.number)
        edits += [PlanEdit((*own, "agreed_by"), names), PlanEdit((*own, "agreed_on"), promise.agreed_on.isoformat())]
    return edits


def _plan_of(found: Reconciled) -> LoadedPlan:
    if found.where.loaded is None:  # entries come from a plan
        raise ValueError("an entry without a plan")
    return found.where.loaded


def _own_pins(found: Reconciled, values: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    """The entry's own pins by address: the key as it stands in the plan, and as it is read."""
    from salesplan.compute.targets.agreeing.promises import Finder
    from salesplan.model.plan.levels import path_named

    keys = values.get("pins")
    finder = Finder(found.made.targets)
    placed = {key: finder.address(path_named(key)) for key in keys} if isinstance(keys, dict) else {}
    return {address: (key, path_named(key)) for key, address in placed.items() if address is not None}


def _try_pins(found: Reconciled, pins: Mapping[str, Decimal], total: Mapping[str, Decimal]) -> None:
    """Split with these pins; what forbids it is raised before anything is written."""
    entry, where = found.entry, found.where
    new = entry.model_copy(update={"pins": {**entry.pins, **pins}, **total})
    targets = tuple(new if target.id == entry.id else target for target in where.plan.targets)
    loaded = replace(_plan_of(found), plan=where.plan.model_copy(update={"targets": targets}))
    wish = SplitWish(orders=found.wish.orders, year=found.wish.year)
    decomposed(entry.id, wish, replace(where, loaded=loaded))


def _not_units(found: Reconciled, figures: Mapping[str, Decimal]) -> list[Problem]:
    """Agreed figures that cannot be pinned because they are no whole units."""
    from salesplan.compute.targets.agreeing.promises import listed_names
    from salesplan.compute.targets.reconcile import place_of

    unit = found.made.request.unit
    odd = [path for path, amount in figures.items() if amount % unit]
    if not odd:
        return []
    what = Text("这些商定数不是单位 {unit} 的整数倍，定不死：{names}", "no multiples of the unit {unit}: {names}")
    fix = Text("按 {unit} 的整数倍承诺，或把计划里的 unit 改小", "commit in multiples of {unit}, or lower the unit")
    place = place_of(found.made, found.listing)
    words = {"unit": f"{unit:f}", "names": listed_names(odd)}
    return [Problem("RECONCILE-unit", "error", what.format(**words), fix.format(**words), place)]


def _not_the_total(found: Reconciled, *, partial: bool) -> list[Problem]:
    """The agreed figures do not sum to the total, and the total may not, or cannot, become their sum."""
    s, entry = found.result.summary, found.entry
    place = Place(key=f"targets.{entry.id}.total")
    words = {"agreed": f"{s.agreed:,f}", "total": f"{s.total:,f}", "of": entry.of or entry.id}
    what = Text(
        "商定合计 {agreed}，总额 {total}，没有写入", "agreed {agreed} of a total of {total}; nothing was written"
    )
    if not partial:
        fix = Text(
            "提高上限再对；或用 --partial，总额一起改成 {agreed}",
            "raise ceilings and reconcile again, or make the total {agreed} too with --partial",
        )
        if s.stretch:
            fix = Text(
                "用 --mode scale 压到总额；或用 --partial，总额一起改成 {agreed}",
                "cut to the total with --mode scale, or make the total {agreed} too with --partial",
            )
        return [Problem("RECONCILE-not-total", "error", what.format(**words), fix.format(**words), place)]
    if entry.total is not None and found.made.request.bridge is None:
        return []
    fix = Text(
        "总额来自 {of}（或按因素调整过），不能跟着改：先在那里改总额，再对一次",
        "the total comes from {of}, or factors adjust it: change it there, then reconcile again",
    )
    return [Problem("RECONCILE-not-total", "error", what.format(**words), fix.format(**words), place)]


def _written(amount: Decimal, where: Setting) -> str:
    """The amount as the plan's language writes it: 363.41万 in Chinese, 3634100 in English."""
    if where.plan.language == "en" or amount < _WAN:
        return plain(amount)
    return f"{plain(amount / _WAN)}万"
