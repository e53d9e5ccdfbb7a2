from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from salesplan.compute.customers.classify import grade
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.records import Records
from salesplan.model.result import Origin, Parameter
from salesplan.model.window import LAST_YEAR

Make: TypeAlias = Callable[..., Records]


def used(customers: Records | None, orders: Records | None, origins: dict[str, Origin]) -> dict[str, Parameter]:
    result = grade(
        customers,
        orders,
        as_of=date(2026, 7, 1),
        window=LAST_YEAR,
        parameters=CustomerParameters(),
        calendar=WorkCalendar(),
        origins=origins,
    ).result
    return {p.name: p for p in result.parameters}


def test_every_parameter_that_decided_something_is_named_with_its_source(orders_of: Make) -> None:
    origins: dict[str, Origin] = {
        "window": "option",
        "parameters.pareto": "plan",
        "parameters.lifecycle.days.new": "plan",
        "parameters.rfm.weights": "environment",
    }
    found = used(None, orders_of(("a", "1", 3, 5)), origins)
    assert {name: p.source for name, p in found.items()} == {
        "window": "option",
        "parameters.orders.stale_days": "default",
        "parameters.class.a_days": "default",
        "parameters.lifecycle.days": "plan",
        "parameters.lifecycle.limits": "default",
        "parameters.follow_up": "default",
        "parameters.pareto.method": "plan",
        "parameters.pareto.cuts": "plan",
        "parameters.pareto.dependence": "plan",
        "parameters.pareto.rule": "plan",
        "parameters.pareto.exclude_zero": "plan",
        "parameters.rfm.model": "default",
        "parameters.rfm.weights": "environment",
        "parameters.rfm.tiers": "default",
        "parameters.rfm.split": "default",
        "parameters.rfm.scores": "default",
    }
    assert found["window"].value == "365"
    intervals = {"A": {"after": (1, 7, 30), "every": 30}, "B": 14, "C": 30, "D": 90, "E": 365}
    assert found["parameters.follow_up"].value == intervals


def test_what_the_inputs_do_not_bring_into_play_is_not_named(customers_of: Make) -> None:
    found = used(customers_of(id=["a"], need=[5], man_date=[date(2026, 6, 1)]), None, {})
    assert set(found) == {
        "window",
        "parameters.man.weights",
        "parameters.man.present_at",
        "parameters.man.evidence_days",
        "parameters.class.cells",
        "parameters.follow_up",
    }
    assert found["window"].value == "as given"
