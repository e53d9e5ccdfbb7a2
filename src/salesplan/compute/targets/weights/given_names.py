"""Names that weights are given for, against those that the orders and the team know (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.targets.grid.tree import key_of
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.near_names import spelt_differently
from salesplan.compute.targets.weights.sources import Sources
from salesplan.compute.targets.weights.weight_notes import WeightNotes
from salesplan.model.plan.levels import in_a_row, level_word
from salesplan.text import Text

_NAMED = 10


def check_given_names(request: SplitRequest, sources: Sources, level: str, notes: WeightNotes) -> None:
    """Warn of given names that neither orders nor team know, and of known members with sales and without a weight.

    A new region or product is no mistake, so neither forbids the split. Nothing is said of a level that is not known.
    """
    given = list(request.weights[level])
    known = _known(request, sources, level)
    if not known:
        return
    keys = {key_of(name) for name in known}
    strange = [name for name in given if key_of(name) not in keys]
    if strange:
        what = Text("订单和 team 里没有这些{level}：{names}", "neither orders nor team have this {level}: {names}")
        guess = spelt_differently(strange, known, given)
        fix = Text("{guess}真是新的就不用改", "{guess}Nothing to do if it is really new").format(guess=guess)
        filled = what.format(level=level_word(level), names=in_a_row(strange, _NAMED))
        notes.say("SPLIT-weights-name", f"weights.{level}", filled, fix)
    _say_missing(request, sources, level, {key_of(name) for name in given}, notes)


def _known(request: SplitRequest, sources: Sources, level: str) -> list[str]:
    """The members that any order up to the as-of names, and those that the team's people belong to."""
    sold: Iterable[str] = sources.ever.below(level, {}) if sources.ever and level in sources.ever.levels else ()
    told = [getattr(place, level, None) for member in request.team.members for place in (member, *member.moves)]
    return list({key_of(name): name for name in (*sold, *filter(None, told))}.values())


def _say_missing(request: SplitRequest, sources: Sources, level: str, given: set[str], notes: WeightNotes) -> None:
    """Name those who sold something in the last full year and get nothing for want of a weight."""
    last = sources.last
    sold: Mapping[str, Decimal] = last.below(level, {}) if last is not None and level in last.levels else {}
    missing = sorted(
        ((amount, name) for name, amount in sold.items() if amount > 0 and key_of(name) not in given), reverse=True
    )
    if not missing or last is None:
        return
    what = Text("{year}有销售、却没有给权重，分到 0：{names}", "sales in {year}, but no weight, so 0: {names}")
    shown = [Text("{name} {amount}", "{name} {amount}").format(name=n, amount=f"{a:,.0f}") for a, n in missing]
    year = replace(request.year, number=last.years[0]).title
    fix = Text("补上它们的权重；不要分就写 0", "give them weights, 0 for those that are to have nothing")
    notes.say("SPLIT-weights-missing", f"weights.{level}", what.format(year=year, names=in_a_row(shown, _NAMED)), fix)
