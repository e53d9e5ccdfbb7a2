"""The chain of weights, roundings and pins that made one target, from the total down to it (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.allocation import UNBOUNDED
from salesplan.compute.targets.explaining.explain_facts import (
    Fact,
    Told,
    bearing,
    facts_of,
    kept_sum,
    presence,
    weight_facts,
)
from salesplan.compute.targets.explaining.sharing import Sharing
from salesplan.compute.targets.grid.address import address_of
from salesplan.compute.targets.grid.outcome import weight_shown
from salesplan.compute.targets.grid.pins import Spot
from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.people.people import worth_of
from salesplan.compute.targets.split import Decomposed
from salesplan.model.period import FiscalYear
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value, scaled

COLUMNS = (
    ColumnSpec("step", "integer"),
    ColumnSpec("rule", "code"),
    ColumnSpec("path", "text"),
    ColumnSpec("amount_of", "text"),
    ColumnSpec("amount", "amount"),
    ColumnSpec("held", "amount"),
    ColumnSpec("basis", "code"),
    ColumnSpec("weight", "score"),
    ColumnSpec("weights", "score"),
    ColumnSpec("share", "share"),
    ColumnSpec("fair", "score"),
    ColumnSpec("target", "amount"),
    ColumnSpec("rounding", "score"),
    ColumnSpec("moved", "score"),
    ColumnSpec("reason", "code"),
    ColumnSpec("rank", "integer"),
    ColumnSpec("units_left", "integer"),
    ColumnSpec("low", "amount"),
    ColumnSpec("high", "amount"),
    ColumnSpec("pinned", "flag"),
)

_BY_PEOPLE = ("by_presence", "sum_of_parts")
"""Reasons of targets that go by who is there when; their fair value is that of people who are all there all year."""
_FITTED = ("moved", *_BY_PEOPLE)
"""Reasons of targets that were found together with all others: there is no arithmetic of their own to do again."""


@dataclass(frozen=True)
class Step:
    """How one target came from those above it, in the smallest amounts.

    ``fair`` is (``amount`` less what ``held`` siblings keep) times ``weight`` over ``weights``; of a crossed target the
    amount is its member's, the weights are its period's and the whole's. ``rank`` is its place among ``units_left``
    units that rounding down left over. ``reason`` says why the target is not the fair value.
    """

    rule: str
    item: Node
    time: Node
    target: int
    reason: str
    amount_of: str = ""
    amount: int | None = None
    held: int = 0
    basis: str = ""
    weight: Fraction = Fraction(1)
    weights: Fraction = Fraction(1)
    fair: Fraction | None = None
    rank: int | None = None
    units_left: int | None = None
    facts: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Sibling:
    """A target beside the one explained: what it weighs and gets."""

    name: str
    weight: Decimal | None
    target: Decimal
    pinned: bool
    this: bool


@dataclass(frozen=True)
class Moved:
    """One factor of the bridge from the plan's total to the total that was split."""

    name: str
    effect: Decimal
    confidence: Decimal
    amount: Decimal


@dataclass(frozen=True)
class ExplainSummary:
    """The target explained, whose chain is in the rows.

    ``proved`` is True only after every step has been worked out again from its own figures; of those in ``by_sums``,
    which were fitted together with all others, only the sums have been checked. ``facts`` say where the weights of a
    step come from and which pins and limits bear on it. ``members`` and ``periods`` are those beside the
    target, itself among them. ``base`` and ``bridge`` lead to the total where factors adjusted it.
    """

    topic: str
    id: str
    name: str
    address: str
    target: Decimal
    total: Decimal
    unit: Decimal
    year: FiscalYear
    share: Decimal | None
    pinned: bool
    proved: bool
    by_sums: tuple[int, ...]
    basis: dict[str, str]
    season_years: tuple[int, ...] = ()
    history_years: tuple[int, ...] = ()
    facts: tuple[Fact, ...] = ()
    members: tuple[Sibling, ...] = ()
    periods: tuple[Sibling, ...] = ()
    base: Decimal | None = None
    bridge: tuple[Moved, ...] = ()


def explain(made: Decomposed, item: Node, time: Node, as_of: date) -> Result[ExplainSummary]:
    """The steps from the total to one target: its periods, its members, then where both cross."""
    steps = list(steps_of(made, item, time))
    rows = Table(COLUMNS, tuples=[_row(number, step, made) for number, step in enumerate(steps, 1)])
    parameters = (Parameter("unit", made.request.unit, made.request.source),)
    return Result("explain", as_of, _summary(made, item, time, steps), rows, parameters, made.findings, made.inputs)


def _summary(made: Decomposed, item: Node, time: Node, steps: Sequence[Step]) -> ExplainSummary:
    request, targets, weighing = made.request, made.targets, made.weighing
    target, total = targets.amount((item.index, time.index)), targets.amount((0, 0))
    used = set(weighing.basis.values())
    return ExplainSummary(
        topic="targets",
        id=request.id,
        name=request.name,
        address=address_of(item, time, request.by),
        target=target,
        total=total,
        unit=request.unit,
        year=request.year,
        share=weight_shown(Fraction(target) / Fraction(total)) if total else None,
        pinned=(item.index, time.index) in targets.pinned,
        proved=all(is_proved(step, made) for step in steps),
        by_sums=tuple(number for number, step in enumerate(steps, 1) if step.reason in _FITTED),
        basis=dict(weighing.basis),
        season_years=weighing.season.years if weighing.season and "seasonal" in used else (),
        history_years=weighing.history.years if weighing.history and "history" in used else (),
        facts=tuple(fact for number, step in enumerate(steps, 1) for fact in facts_of(number, step.facts)),
        members=tuple(_beside(made, item, time, item)),
        periods=tuple(_beside(made, item, time, time)),
        base=request.bridge.base if request.bridge else None,
        bridge=tuple(_bridge(made)),
    )


def steps_of(made: Decomposed, item: Node, time: Node) -> Iterator[Step]:
    """Every step, each from targets that an earlier one has made."""
    items, times = made.targets.items, made.targets.times
    rule = "factors" if made.request.bridge is not None else "total"
    yield Step(rule, items[0], times[0], made.grid.cells[0][0], rule, facts=tuple(bearing(made, items[0], times[0])))
    periods, members = ([*node.line()][-2::-1] for node in (time, item))
    yield from (_shared(made, "period", items[0], period, period) for period in periods)
    for member in members:
        rule = "kept_sums" if member.level in made.grid.crossed else "member"
        yield _shared(made, rule, member, times[0], member)
    yield from (_crossed(made, member, period) for member in members for period in periods)


def sharing_of(made: Decomposed, item: Node, time: Node, own: Node) -> Sharing:
    """How the parent of ``own``, the member or the period of a target, was shared out."""
    grid, parent = made.grid, own.parent or own
    is_time = own is time
    spots = [(item.index, child.index) if is_time else (child.index, time.index) for child in parent.children]
    amount = grid.cells[item.index][parent.index] if is_time else grid.cells[parent.index][time.index]
    return Sharing(amount, [child.weight for child in parent.children], [*map(grid.bounds.of, spots)], grid.unit)


def _shared(made: Decomposed, rule: str, item: Node, time: Node, own: Node) -> Step:
    """A part of its parent, beside its siblings; with ``kept_sums`` the sums over outer members bear on it as well."""
    sharing, parent = sharing_of(made, item, time, own), own.parent or own
    if rule == "kept_sums":
        sharing = replace(sharing, ranges=[(0, UNBOUNDED)] * len(sharing.weights))
    at, target = parent.children.index(own), made.grid.cells[item.index][time.index]
    fair = sharing.fair(at)
    facts = [*weight_facts(made, own), *bearing(made, item, time)]
    facts += [Told("held", parent.children[i].name, _money(made, low)) for i, low in sharing.held.items() if i != at]
    facts += [kept_sum(made, own)] if rule == "kept_sums" else []
    by_remainder = rule != "kept_sums" and fair is not None and target == sharing.part(at)
    if (item.index, time.index) in made.targets.pinned:
        reason = "pinned"
    elif fair is None:
        reason = _held_reason(made, (item.index, time.index))
    elif by_remainder:
        reason = _rounding_reason(sharing, at, fair)
    else:
        reason = _near_reason(target, fair, sharing.unit)
    return Step(
        *(rule, item, time, target, reason, parent.path, sharing.amount, sum(sharing.held.values()), own.basis),
        *(Fraction(own.weight), sharing.together, fair),
        rank=sharing.rank(at) if by_remainder else None,
        units_left=sharing.units_left if by_remainder else None,
        facts=tuple(facts),
    )


def _held_reason(made: Decomposed, spot: Spot) -> str:
    """A target at its own lowest or highest amount, or at what is fixed below it."""
    low, _ = made.grid.bounds.of(spot)
    if spot not in made.grid.fixed.spots:
        return "carried_up"
    return "at_least" if made.grid.cells[spot[0]][spot[1]] == low else "at_most"


def _rounding_reason(sharing: Sharing, at: int, fair: Fraction) -> str:
    """Which side of the cut a part stands on where units left over are handed out by largest remainder."""
    got = (sharing.rank(at) or 0) <= sharing.units_left
    if fair == sharing.part(at):
        return "exact"
    if sharing.rest % sharing.unit and sharing.rank(at) == 1:
        return "odd_part"
    if sharing.is_tied(at):
        return "tie_won" if got else "tie_lost"
    return "extra_unit" if got else "rounded_down"


def _near_reason(target: int, fair: Fraction, unit: int) -> str:
    """A target whose rounding was settled together with others: up, down, or further off because of limits."""
    if target == fair:
        return "exact"
    if abs(target - fair) >= unit:
        return "moved"
    return "crossed_up" if target > fair else "crossed_down"


def _crossed(made: Decomposed, item: Node, time: Node) -> Step:
    """A member in a period: row times column over the whole, rounded so that both sums stay exact."""
    outer, whole = item.parent or item, time.parent or time
    cells = made.grid.cells
    row, column = cells[item.index][whole.index], cells[outer.index][time.index]
    together, target = cells[outer.index][whole.index], cells[item.index][time.index]
    fair = Fraction(row * column, together) if together else Fraction(0)
    spot = (item.index, time.index)
    low, high = made.grid.bounds.of(spot)
    reason = "pinned" if spot in made.targets.pinned else _near_reason(target, fair, made.grid.unit)
    if reason == "moved" and (target == high or 0 < target == low):
        reason = _held_reason(made, spot)
    if reason not in ("pinned", "carried_up", "at_least", "at_most") and _come_and_go(made, outer):
        reason = "sum_of_parts" if time.children else "by_presence"
    scale = 10**made.targets.scale
    return Step(
        *("crossed", item, time, target, reason, _path(made, item, whole), row, 0, "crossed"),
        *(Fraction(column, scale), Fraction(together, scale), fair),
        facts=(
            Told("row", _path(made, item, whole), _money(made, row)),
            Told("column", _path(made, outer, time), _money(made, column)),
            Told("whole", _path(made, outer, whole), _money(made, together)),
            *presence(made, item, time),
            *bearing(made, item, time),
            *_held_beside(made, outer, whole, spot),
        ),
    )


def _come_and_go(made: Decomposed, outer: Node) -> bool:
    """Whether the people below a member are there in some periods only, so that each period goes by who is there."""
    people, innermost = made.grid.people, [time for time in made.targets.times if not time.children]
    return people is not None and worth_of(people, outer.children, innermost) is not None


def _held_beside(made: Decomposed, outer: Node, whole: Node, spot: Spot) -> Iterator[Told]:
    """The other cells of the same table that cannot move."""
    _, _, limits = made.grid.table_of(outer, whole)
    for (i, j), (low, high) in sorted(limits.items()):
        other = (outer.children[i], whole.children[j])
        if low == high and (other[0].index, other[1].index) != spot:
            yield Told("held", _path(made, *other), _money(made, low))


def is_proved(step: Step, made: Decomposed) -> bool:
    """Whether a step, worked out again from its own figures, gives the target; of a crossed one, whether both sums do.

    A crossed target is also at most two units from its fair value unless limits or people who come and go moved it.
    """
    cells, item, time = made.grid.cells, step.item, step.time
    if step.rule in ("total", "factors"):
        total = int(abs(made.request.total).scaleb(made.targets.scale))
        return step.target == total
    if step.rule == "crossed":
        outer, whole = item.parent or item, time.parent or time
        in_row = sum(cells[item.index][each.index] for each in whole.children) == cells[item.index][whole.index]
        in_column = sum(cells[each.index][time.index] for each in outer.children) == cells[outer.index][time.index]
        _, _, limits = made.grid.table_of(outer, whole)
        near = step.fair is not None and abs(step.target - step.fair) <= 2 * made.grid.unit
        return in_row and in_column and (near or bool(limits) or step.reason in _BY_PEOPLE)
    own = time if step.rule == "period" else item
    parent = own.parent or own
    sharing = sharing_of(made, item, time, own)
    parts = [cells[item.index][n.index] if own is time else cells[n.index][time.index] for n in parent.children]
    return sum(parts) == sharing.amount and (
        step.rank is None or sharing.part(parent.children.index(own)) == step.target
    )


def _row(number: int, step: Step, made: Decomposed) -> tuple[Value, ...]:
    scale, sign = 10**made.targets.scale, made.targets.sign
    low, high = made.grid.bounds.of((step.item.index, step.time.index))
    off = None if step.fair is None else weight_shown((step.target - step.fair) * sign / scale)
    is_moved = step.reason in ("moved", "pinned", "carried_up", "at_least", "at_most", *_BY_PEOPLE)
    is_top = step.amount is None
    weights = None if is_top else weight_shown(step.weights)
    limited = not is_top and (low > 0 or high < UNBOUNDED)
    return (
        *(number, step.rule, _path(made, step.item, step.time), step.amount_of if not is_top else None),
        *(None if step.amount is None else _money(made, step.amount), _money(made, step.held) if step.held else None),
        *(step.basis or None, None if is_top else weight_shown(step.weight), weights),
        weight_shown(step.weight / step.weights) if not is_top and step.weights and step.fair is not None else None,
        None if step.fair is None else weight_shown(step.fair * sign / scale),
        _money(made, step.target),
        *((None, off) if is_moved else (off, None)),
        *(step.reason, step.rank, step.units_left),
        *(_money(made, low) if limited else None, _money(made, high) if limited and high < UNBOUNDED else None),
        (step.item.index, step.time.index) in made.targets.pinned,
    )


def _beside(made: Decomposed, item: Node, time: Node, own: Node) -> Iterator[Sibling]:
    """The members, or the periods, beside a target; none beside the total."""
    for node in own.parent.children if own.parent else ():
        spot = (item.index, node.index) if own is time else (node.index, time.index)
        amount, pinned = made.targets.amount(spot), spot in made.targets.pinned
        yield Sibling(node.name, weight_shown(node.weight), amount, pinned, node is own)


def _bridge(made: Decomposed) -> Iterator[Moved]:
    bridge = made.request.bridge
    if bridge is not None:
        for factor, step in zip(made.request.factors, bridge.steps, strict=False):
            yield Moved(factor.name, factor.effect, factor.confidence, step)


def _money(made: Decomposed, amount: int) -> Decimal:
    return scaled(made.targets.sign * amount, made.targets.scale)


def _path(made: Decomposed, item: Node, time: Node) -> str:
    return address_of(item, time, made.request.by)
