"""What decided a split, for its page and its parameters: years, proportions, factors, the choices made."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.targets.grid.outcome import BridgeStep, weight_shown
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.weighing import Weighing
from salesplan.model.result import Parameter


def goes_by_season(weighing: Weighing) -> bool:
    """Whether some level is split by the season."""
    return "seasonal" in weighing.basis.values()


def history_years(weighing: Weighing) -> tuple[int, ...]:
    """The years that weigh members, newest first; of own growth the year before the last as well."""
    history, sources = weighing.history, weighing.sources
    used = {*weighing.basis.values(), *(part for parts in weighing.blended.values() for part in parts)}
    years = set(history.years) if history is not None and {"history", "growth"} & used else set()
    if "growth" in used and sources is not None and sources.before is not None:
        years.update(sources.before.years)
    return tuple(sorted(years, reverse=True))


def blended(weighing: Weighing) -> dict[str, dict[str, Decimal]]:
    """The parts of each level's blend with the proportions they count in, as shares of 1."""
    return {
        level: {basis: weight_shown(Fraction(part) / Fraction(sum(parts.values()))) for basis, part in parts.items()}
        for level, parts in weighing.blended.items()
    }


def bridge_steps(request: SplitRequest) -> tuple[BridgeStep, ...]:
    """What each factor adds, from the plan's total to the one that was split; empty without factors."""
    if request.bridge is None:
        return ()
    return tuple(
        BridgeStep(factor.name, factor.kind, factor.effect, factor.confidence, step, factor.at)
        for factor, step in zip(request.factors, request.bridge.steps, strict=True)
    )


def split_parameters(request: SplitRequest, weighing: Weighing) -> tuple[Parameter, ...]:
    """The choices that decided the targets."""
    asked = {level: request.basis.get(level, request.basis.get("*")) for level in request.by}
    chosen = [
        Parameter(f"basis.{level}", basis, request.source if asked[level] == basis else "default")
        for level, basis in weighing.basis.items()
    ]
    year = Parameter("year", request.year.number, request.source)
    return (year, Parameter("unit", request.unit, request.source), *chosen, *_numbers(request, weighing))


def _of_people(request: SplitRequest, weighing: Weighing) -> Iterator[Parameter]:
    """What newcomers are worth, and the margins that targets are handed out with."""
    if weighing.people:
        yield Parameter("parameters.split.ramp", request.split.ramp, request.source)
        yield Parameter("parameters.split.probation", request.split.probation, request.source)
    for level, margin in request.hedge.items():
        yield Parameter(f"hedge.{level}", margin, request.source)
    if request.hedge:
        yield Parameter("hedge_compound", request.hedge_compound, request.source)


def _numbers(request: SplitRequest, weighing: Weighing) -> Iterator[Parameter]:
    """The plan's parameters that had a part in it."""
    bases = set(weighing.basis.values())
    if "seasonal" in bases:
        yield Parameter("parameters.season.method", request.season.method, request.source)
        if request.season.exclude:
            yield Parameter("parameters.season.exclude", request.season.exclude, request.source)
    if history_years(weighing):
        yield Parameter("parameters.split.history_years", request.split.history_years, request.source)
    yield from _of_people(request, weighing)
    for basis, proportion in request.split.blend.model_dump().items() if weighing.blended else ():
        yield Parameter(f"parameters.split.blend.{basis}", proportion, request.source)
    for level, parts in weighing.blended.items():
        yield Parameter(f"blend.{level}", tuple(parts), "default")
    for key, wishes in (("min_change", request.least_change), ("max_change", request.most_change)):
        for named, change in wishes.items():
            yield Parameter(f"{key}.{named}", change, request.source)
    if request.bridge is not None and request.adjusting is not None:
        for name, value in request.adjusting.model_dump().items():
            yield Parameter(f"parameters.factors.{name}", value, request.source)
