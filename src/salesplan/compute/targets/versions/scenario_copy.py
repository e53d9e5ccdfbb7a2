"""A scenario made the plan itself: which of the plan's values it replaces, written the way they stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from salesplan.compute.targets.scenarios import Assumed
from salesplan.errors import Place, Problem
from salesplan.model.figures import plain
from salesplan.model.plan.edit import PlanEdit
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.scenarios import Change
from salesplan.text import Text

Path = tuple[str | int, ...]
Written = Callable[[Path], str | None]
"""What stands in the plan's file at a path; None where there is nothing."""


def copied(plan: Plan, assumption: Assumed, entry: str | None, written: Written) -> list[PlanEdit]:
    """The totals and factors of the plan that the scenario has otherwise, as edits of the plan.

    With an ``entry`` only the total it rests on is among them, and the factors. A value that is the same is none.
    """
    edits: list[PlanEdit] = []
    whose = None if entry is None else _root(plan, entry)
    for at, (old, new) in enumerate(zip(plan.targets, assumption.plan.targets, strict=True)):
        if new.total is not None and new.total != old.total and whose in (None, old.id):
            path: Path = ("targets", at, "total")
            edits.append(PlanEdit(path, amount_like(written(path), new.total)))
    for at, (before, after) in enumerate(zip(plan.factors, assumption.plan.factors, strict=True)):
        for key in ("effect", "confidence"):
            value: Decimal = getattr(after, key)
            if value != getattr(before, key):
                path = ("factors", at, key)
                edits.append(PlanEdit(path, share_like(written(path), value)))
    return edits


def _root(plan: Plan, entry: str) -> str:
    """The entry whose total an entry splits: its own, or at any distance the one it is ``of``."""
    known = {each.id: each for each in plan.targets}
    seen: set[str] = set()
    while entry in known and (above := known[entry].of) is not None and entry not in seen:
        seen.add(entry)
        entry = above
    return entry


def amount_like(old: str | None, amount: Decimal) -> str:
    """An amount as the old one was written: in 万 or 亿, with separators, or plain. No digit is lost."""
    text = old or ""
    for sign, times in (("万", 4), ("萬", 4), ("亿", 8), ("億", 8)):
        if sign in text:
            ending = text[text.index(sign) :]
            return f"{plain(amount.scaleb(-times))}{ending}"
    return f"{amount:,f}" if "," in text else plain(amount)


def share_like(old: str | None, share: Decimal) -> str:
    """A share as the old one was written: in percent or not, with a plus or not. ``+8%`` becomes ``+10%``."""
    text = (old or "").strip()
    plus = "+" if text.startswith("+") and share > 0 else ""
    if text.endswith(("%", "\uff05")):
        return f"{plus}{plain(share * 100)}{text[-1]}"
    return f"{plus}{plain(share)}"


def still_relative(plan: Plan, edits: list[PlanEdit]) -> Iterator[Problem]:
    """That scenarios with a change in percent count from the new total once it is written."""
    totals = {plan.targets[int(edit.path[1])].id for edit in edits if edit.path[0] == "targets"}
    found = [
        f"{scenario.id} {entry} {told.by * 100:+f}".rstrip("0").rstrip(".") + "%"
        for scenario in plan.scenarios
        for entry, told in _changes(scenario.totals).items()
        if entry in totals and told.by
    ]
    if found:
        what = Text(
            "这些情景是按百分比写的，以后从新总额算起：{found}",
            "these scenarios are written in percent and count from the new total from now on: {found}",
        ).format(found=", ".join(found))
        fix = Text(
            "不想再加一次，就把它们改成总额，或删掉", "write totals into them, or take them out, if that is not meant"
        )
        yield Problem("SCENARIO-relative", "warning", what, fix, Place(key="scenarios"))


def _changes(totals: Mapping[str, object]) -> dict[str, Change]:
    return {entry: told for entry, told in totals.items() if isinstance(told, Change)}
