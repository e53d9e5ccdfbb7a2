"""Which parameters decided something, with where each came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from salesplan.compute.customers.man import FACTORS
from salesplan.compute.customers.population import Population
from salesplan.model.plan.customers import ClassParameters, CustomerParameters, LifecycleParameters, RfmParameters
from salesplan.model.plan.types import PlanModel
from salesplan.model.result import Origin, Parameter

PREFIX = "parameters."


def used_parameters(
    population: Population,
    parameters: CustomerParameters,
    window: str,
    origins: Mapping[str, Origin],
    *,
    with_orders: bool,
) -> tuple[Parameter, ...]:
    """The window and every parameter that the inputs brought into play.

    ``origins`` says where a key came from, by its own name or that of a part it stands in; the rest are defaults.
    """
    orders = [(f"{PREFIX}orders.stale_days", parameters.orders.stale_days)] if with_orders else []
    used = [("window", window), *orders, *((PREFIX + name, value) for name, value in _used(population, parameters))]
    return tuple(Parameter(name, _plain(value), _origin(name, origins)) for name, value in used)


def _used(population: Population, parameters: CustomerParameters) -> Iterator[tuple[str, Any]]:
    if population.given & set(FACTORS):
        man = parameters.man
        yield from (
            ("man.weights", man.weights),
            ("man.present_at", man.present_at),
            ("class.cells", parameters.class_.cells),
        )
        if "man_date" in population.given:
            yield "man.evidence_days", man.evidence_days
    if "last_order" in population.given:
        yield from (("class.a_days", parameters.class_.a_days), ("lifecycle.days", parameters.lifecycle.days))
        yield from _lifecycle(parameters.lifecycle)
    if "deal_days" in population.given:
        yield from _deals(parameters.class_)
    yield "follow_up", parameters.follow_up
    if "amount" in population.given:
        pareto = parameters.pareto
        yield "pareto.method", pareto.method
        by_shares = pareto.method == "shares"
        yield from (("pareto.cuts", pareto.cuts),) if by_shares else ()
        yield "pareto.dependence", pareto.dependence
        yield from (("pareto.rule", pareto.rule),) if by_shares else ()
        yield "pareto.exclude_zero", pareto.exclude_zero
    if population.measures:
        yield from _rfm(parameters.rfm)


def _deals(told: ClassParameters) -> Iterator[tuple[str, Any]]:
    """What open deals do to the class."""
    yield "class.scheme", told.scheme
    if told.scheme == "closing_time":
        yield "class.closing_days", told.closing_days
        return
    yield from (("class.b_deal_days", told.b_deal_days), ("class.a_rule", told.a_rule))
    if told.a_rule == "traded_or_imminent":
        yield "class.imminent_days", told.imminent_days


def _lifecycle(lifecycle: LifecycleParameters) -> Iterator[tuple[str, Any]]:
    yield "lifecycle.limits", lifecycle.limits
    if lifecycle.limits == "data":
        yield "lifecycle.percentiles", lifecycle.percentiles
    elif lifecycle.limits == "own":
        yield "lifecycle.own", lifecycle.own


def _rfm(rfm: RfmParameters) -> Iterator[tuple[str, Any]]:
    weights = {"rfm": "weights", "fm": "fm_weights", "fmi": "fmi_weights"}[rfm.model]
    yield from (("rfm.model", rfm.model), (f"rfm.{weights}", getattr(rfm, weights)))
    yield from (("rfm.tiers", rfm.tiers), ("rfm.split", rfm.split), ("rfm.scores", rfm.scores))
    if rfm.scores == "percentiles":
        yield "rfm.percentiles", rfm.percentiles
    if rfm.cuts is not None:
        yield "rfm.cuts", rfm.cuts


def _plain(value: object) -> object:
    return value.model_dump() if isinstance(value, PlanModel) else value


def _origin(name: str, origins: Mapping[str, Origin]) -> Origin:
    """The origin of the key, of a part of it, or of what it stands in."""
    if name in origins:
        return origins[name]
    related = (o for n, o in origins.items() if n.startswith(name + ".") or name.startswith(n + "."))
    return next((origin for origin in related if origin != "default"), "default")
