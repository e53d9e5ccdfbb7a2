"""What differs between two plans by meaning: amounts, people and parameters, never lines, order or spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.model.plan.plan import Plan
from salesplan.model.plan.scenarios import Change
from salesplan.model.plan.targets import TargetEntry
from salesplan.model.plan.team import Member
from salesplan.model.plan.types import PlanModel

PartKind = Literal["key", "entry", "goal", "factor", "scenario", "team"]
What = Literal["added", "removed", "changed", "joined", "left", "moved"]
Leaf = Decimal | str | None
Leaves = Mapping[str, Leaf]
DECIDING = ("season", "split", "factors", "pace", "replan")
"""The parameters that decide targets; those of other commands are not compared."""
_WHOLE = ("currency", "unit", "tax", "rates", "calendar", "year")
_PLACES = frozenset({"team", "region", "channel", "role", "leader", "moves"})


@dataclass(frozen=True)
class Changed:
    """One thing that differs. ``id`` names the entry, goal, factor, scenario or person, None for the plan itself.

    ``key`` is the key below it, None where the whole was added or removed. Amounts and shares are decimals, everything
    else is text as it is written in a plan; None where nothing was given. An id that was renamed is one removed and
    one added.
    """

    kind: PartKind
    what: What
    id: str | None
    key: str | None
    old: Leaf
    new: Leaf


def plan_changes(old: Plan, new: Plan) -> list[Changed]:
    """What differs, in the order of the new plan: keys of the plan itself, goals, factors, entries, scenarios, team."""
    return [
        *_keys("key", None, _settings(old), _settings(new)),
        *_parts("goal", {g.id: g for g in old.goals}, {g.id: g for g in new.goals}),
        *_parts("factor", {f.name: f for f in old.factors}, {f.name: f for f in new.factors}),
        *_parts("entry", {e.id: e for e in old.targets}, {e.id: e for e in new.targets}),
        *_parts("scenario", {s.id: s for s in old.scenarios}, {s.id: s for s in new.scenarios}),
        *_parts("team", {m.name: m for m in old.team.members}, {m.name: m for m in new.team.members}),
        *_keys("team", None, leaves(old.team.selling, "selling"), leaves(new.team.selling, "selling")),
    ]


def _settings(plan: Plan) -> dict[str, Leaf]:
    """The keys of the plan itself that bear on its targets, and the parameters that decide them."""
    found: dict[str, Leaf] = {}
    for key in _WHOLE:
        found |= leaves(getattr(plan, key), key)
    for key in DECIDING:
        found |= leaves(getattr(plan.parameters, key), f"parameters.{key}")
    return found


def _parts(kind: PartKind, old: Mapping[str, PlanModel], new: Mapping[str, PlanModel]) -> Iterator[Changed]:
    """Parts by id: those that are new or stay, in the new order, then those that are gone."""
    for name, part in new.items():
        if name not in old:
            yield Changed(kind, "added", name, None, None, _gist(part))
        else:
            yield from _keys(kind, name, _leaves_of(old[name], part), _leaves_of(part, old[name]))
    for name, part in old.items():
        if name not in new:
            yield Changed(kind, "removed", name, None, _gist(part), None)


def _gist(part: PlanModel) -> Leaf:
    """What a part that is new or gone comes to in one value: a total, an effect, a sentence, a region."""
    for key in ("total", "of", "effect", "statement", "name", "region", "team", "joined"):
        value = getattr(part, key, None)
        if value not in (None, "") and not (isinstance(part, Member) and key == "name"):
            return _leaf(value)
    return None


def _leaves_of(part: PlanModel, other: PlanModel) -> dict[str, Leaf]:
    """The keys of a part; weights of an entry level by level, without levels whose proportions are the other's."""
    found = {key: value for key, value in leaves(part).items() if key != "id"}
    if isinstance(part, TargetEntry) and isinstance(other, TargetEntry):
        found = {key: value for key, value in found.items() if not key.startswith("weights.")}
        theirs = other.weights_by_level()
        for level, weights in part.weights_by_level().items():
            if _shares(weights) != _shares(theirs.get(level, {})):
                found |= leaves(weights, f"weights.{level}")
    return found


def _shares(weights: Mapping[str, Decimal]) -> dict[str, Fraction]:
    """Each weight as a part of their sum: 60 % and 40 % are the same as 3 and 2."""
    whole = sum(map(Fraction, weights.values()))
    return {name: Fraction(weight) / whole if whole else Fraction(0) for name, weight in weights.items()}


def _keys(kind: PartKind, name: str | None, old: Leaves, new: Leaves) -> Iterator[Changed]:
    """The keys whose values differ, in the new order, then those that are gone."""
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key), new.get(key)
        if before != after:
            yield Changed(kind, _what(kind, key, before, after), name, key, before, after)


def _what(kind: PartKind, key: str, before: Leaf, after: Leaf) -> What:
    """What a changed key says of a person: came, left, or moved; for all else just that it changed."""
    if kind != "team":
        return "changed"
    if key == "left" and before is None and after is not None:
        return "left"
    if key == "joined":
        return "joined"
    return "moved" if key.partition(".")[0] in _PLACES else "changed"


def leaves(value: object, path: str = "") -> dict[str, Leaf]:
    """The values of a part of the plan by dotted keys; what is not given is left out.

    Items of lists go by their id, name, path or day, so that their order makes no difference; lists of plain values
    (levels, ramps), whose order counts, are one value.
    """
    if isinstance(value, Change) or not isinstance(value, PlanModel | Mapping | tuple):
        leaf = _leaf(value)
        return {} if leaf is None else {path: leaf}
    found: dict[str, Leaf] = {}
    for key, inner in _inside(value):
        found |= leaves(inner, f"{path}.{key}" if path else key)
    return found if found or not isinstance(value, tuple) or not value else {path: _listed(value)}


def _inside(value: PlanModel | Mapping[object, object] | tuple[object, ...]) -> Iterator[tuple[str, object]]:
    """The keys and values one step down; none for a list of plain values."""
    if isinstance(value, PlanModel):
        yield from ((key, getattr(value, key)) for key in type(value).model_fields)
    elif isinstance(value, Mapping):
        yield from ((str(key), inner) for key, inner in value.items())
    elif all(isinstance(item, PlanModel) for item in value):
        for at, item in enumerate(value, 1):
            names = (getattr(item, key, None) for key in ("id", "name", "path", "on", "date"))
            yield str(next((name for name in names if name is not None), at)), item


def _leaf(value: object) -> Leaf:
    """A plain value: numbers as decimals, everything else as it is written; None for nothing and for empty texts."""
    match value:
        case None | "":
            return None
        case bool():
            return "yes" if value else "no"
        case Decimal() | int():
            return Decimal(value)
        case date():
            return value.isoformat()
        case Change():
            return f"{value.by * 100:+f}".rstrip("0").rstrip(".") + "%" if value.by else "+0%"
    return str(value)


def _listed(values: Sequence[object]) -> str:
    """Plain values in a row, without the zeros behind their decimals."""
    leafs = (_leaf(value) for value in values)
    return ", ".join(f"{leaf.normalize():f}" if isinstance(leaf, Decimal) else str(leaf) for leaf in leafs)
