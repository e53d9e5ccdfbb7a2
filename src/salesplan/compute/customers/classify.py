"""Rating customers: MAN, class, 80/20, RFM, life cycle, what to do next and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import Any

import narwhals as nw

from salesplan.compute.customers import findings as found
from salesplan.compute.customers.classes import with_class, with_next_action
from salesplan.compute.customers.columns import table_of
from salesplan.compute.customers.concentration import Concentration, concentration, histogram_of, with_pareto
from salesplan.compute.customers.contacts import with_last_activity
from salesplan.compute.customers.follow_up import with_next_contact
from salesplan.compute.customers.interactions import no_contacts, with_interactions
from salesplan.compute.customers.lifecycle import days_of, is_long_enough, with_lifecycle, with_limits
from salesplan.compute.customers.lines import Lines, lines_of, order_numbers
from salesplan.compute.customers.link_findings import of_activities
from salesplan.compute.customers.links import LinkedRows, linked_rows
from salesplan.compute.customers.man import with_man
from salesplan.compute.customers.open_deals import unknown_deals, with_open_deals
from salesplan.compute.customers.parameters import used_parameters
from salesplan.compute.customers.population import Population, absent, keys_by, of_list, of_orders, with_list_keys
from salesplan.compute.customers.rfm import RfmFigures, with_rfm
from salesplan.compute.customers.summary import ClassifySummary, OrderFigures, summary_of
from salesplan.compute.customers.value_findings import of_computed, of_rfm
from salesplan.compute.prospects.deal_state import BUILT_IN, DealWords
from salesplan.compute.sums import total_of
from salesplan.errors import Problem
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.records import Records
from salesplan.model.result import Input, Origin, Result
from salesplan.model.window import Window

Frame = nw.DataFrame[Any]
NO_ORIGINS: Mapping[str, Origin] = MappingProxyType({})
AS_GIVEN = "as given"
"""The window of a list without orders: its figures are taken as they stand."""


@dataclass(frozen=True)
class Graded:
    """Customers graded as a whole, with all that the figures of a part of them are worked out from.

    ``population`` has the rated rows, those of ``result.rows`` in the same order; ``customers`` is the list, ``orders``
    are the orders as read, of which the column ``amount_column`` counts; ``activities`` are the contacts as read,
    ``contacts`` those that count, by customer.
    """

    result: Result[ClassifySummary]
    as_of: date
    population: Population
    customers: Records | None
    lines: Lines | None
    period: Period | None
    concentrated: Concentration
    rfm: RfmFigures
    parameters: CustomerParameters
    orders: Records | None = None
    amount_column: str = "amount"
    activities: Records | None = None
    contacts: LinkedRows | None = None


def grade(  # noqa: PLR0913 - the lists and the choices, all but two of them by name
    customers: Records | None,
    orders: Records | None,
    *,
    as_of: date,
    window: Window,
    parameters: CustomerParameters,
    calendar: WorkCalendar,
    origins: Mapping[str, Origin] = NO_ORIGINS,
    amount: str = "amount",
    activities: Records | None = None,
    deals: Records | None = None,
    words: DealWords = BUILT_IN,
) -> Graded:
    """Rate the customers of a list, of orders, or of a list with its orders (at least one of the two).

    With orders, amounts and counts are those of the window, days those of all orders up to ``as_of``; without, the
    list's own columns are taken as they stand. ``amount`` names the order column that counts, ``amount`` or
    ``amount_net``. The next contact counts from the last of the ``activities`` too, and the value of ``rfm.model: fmi``
    is made of them besides. Open ``deals``, told from others by ``words``, count for the class. The findings of the
    lists come first, then those of the rating.
    """
    by = keys_by(customers, orders)
    lines = None if orders is None else lines_of(orders, as_of, amount, by[1])
    period = None if lines is None else window.period(as_of, lines.first_day)
    population = _population(customers, lines, as_of, period, parameters.class_.a_days, by[0])
    population, contacts = _contacted(population, activities, as_of, period or window.period(as_of), parameters)
    population, unknown = _with_deals(population, deals, words, as_of)
    known = "amount" in population.given
    keyed = None if lines is None else with_list_keys(lines, customers, by[0])
    frame, concentrated, rfm = _rated(population, keyed, as_of, parameters, calendar)
    rated = replace(population, frame=frame)
    scale = population.scale if known else None
    summary = summary_of(frame, scale, concentrated, rfm, _order_figures(rated, lines), period, as_of)
    listed = () if customers is None else customers.inputs
    span = AS_GIVEN if lines is None else str(window)
    result = Result(
        "classify",
        as_of,
        summary,
        table_of(rated, listed),
        used_parameters(population, parameters, span, origins, with_orders=lines is not None),
        (
            *(() if customers is None else customers.findings),
            *(() if orders is None else orders.findings),
            *_findings(rated, lines, summary, concentrated, rfm, parameters, as_of, customers),
            *_of_contacts(activities, contacts, parameters, as_of, listed),
            *unknown,
        ),
        tuple(source for each in (customers, lines, contacts, deals) if each is not None for source in each.inputs),
    )
    return Graded(
        *(result, as_of, rated, customers, lines, period, concentrated, rfm, parameters, orders, amount),
        activities=activities,
        contacts=contacts,
    )


def _population(
    customers: Records | None, lines: Lines | None, as_of: date, window: Period | None, a_days: int, by: tuple[str, ...]
) -> Population:
    if lines is not None:
        return of_orders(customers, lines, as_of, window, a_days, by)
    if customers is None:
        raise ValueError("classify needs customers or orders")
    return of_list(customers, as_of, a_days)


def _with_deals(
    population: Population, deals: Records | None, words: DealWords, as_of: date
) -> tuple[Population, tuple[Problem, ...]]:
    """The population with its open deals, and what is to be said about the list of deals."""
    if deals is None:
        return population, ()
    return with_open_deals(population, deals, words, as_of), (*deals.findings, *unknown_deals(population, deals))


def _contacted(
    population: Population,
    activities: Records | None,
    as_of: date,
    window: Period | None,
    parameters: CustomerParameters,
) -> tuple[Population, LinkedRows | None]:
    """The population with its last contact, and with all its contacts where the value is made of them."""
    if activities is None:
        return population, None
    linked = linked_rows(activities, population, as_of)
    population = with_last_activity(population, linked)
    if parameters.rfm.model == "fmi":
        population = with_interactions(population, linked, window)
    return population, linked


def _of_contacts(
    activities: Records | None,
    contacts: LinkedRows | None,
    parameters: CustomerParameters,
    as_of: date,
    inputs: tuple[Input, ...],
) -> Iterator[Problem]:
    if activities is not None and contacts is not None:
        yield from activities.findings
        yield from of_activities(contacts, as_of)
    elif parameters.rfm.model == "fmi":
        yield no_contacts(inputs)


def _rated(
    population: Population, lines: Lines | None, as_of: date, parameters: CustomerParameters, calendar: WorkCalendar
) -> tuple[Frame, Concentration, RfmFigures]:
    """The population with every rating its inputs allow."""
    frame = with_class(with_man(population.frame, parameters.man, population.scales), parameters.class_)
    counted = frame.filter(nw.col("counts"))
    amounts = histogram_of(counted, "amount")
    concentrated = concentration(amounts, parameters.pareto, unknown_amounts(counted, lines))
    if "amount" in population.given:
        frame = with_pareto(frame, concentrated, amounts, parameters.pareto)
    frame, rfm = with_rfm(frame, parameters.rfm, population.scale, population.measures)
    if "last_order" in population.given:
        enough, days = _history(lines, parameters, as_of), days_of(lines, parameters.lifecycle)
        frame = with_limits(frame, lines, parameters.lifecycle, days)
        frame = with_lifecycle(frame, days, as_of, history_long_enough=enough)
    frame = with_next_action(frame)
    return with_next_contact(frame, parameters.follow_up, as_of, calendar), concentrated, rfm


def unknown_amounts(counted: Frame, lines: Lines | None) -> int:
    """Customers of a list without orders whose amount is not stated; with orders it is known of all."""
    return int(counted.get_column("amount").is_null().sum()) if lines is None else 0


def _history(lines: Lines | None, parameters: CustomerParameters, as_of: date) -> bool:
    return is_long_enough(None if lines is None else lines.first_day, parameters.lifecycle.days, as_of)


def order_figures(population: Population, *, with_orders: bool) -> OrderFigures:
    """What the customers themselves tell of their orders: what only the order lines tell is None."""
    counted = population.frame.filter(nw.col("counts"))
    total = total_of(counted, "orders") if "orders" in population.given else None
    if not with_orders:
        return OrderFigures(orders=total, last_order=counted.get_column("last_order").max())
    if "row" not in population.given:
        return OrderFigures(orders=total, later_orders=None)
    strangers = counted.filter(nw.col("source") == "orders")
    theirs = total_of(strangers, "orders")
    return OrderFigures(
        orders=total, later_orders=None, unknown_customers=len(strangers), unknown_customer_orders=theirs
    )


def _order_figures(population: Population, lines: Lines | None) -> OrderFigures:
    """Counts over the orders; of a list without orders only its own count of orders."""
    known = order_figures(population, with_orders=lines is not None)
    if lines is None:
        return known
    numbers, shared = order_numbers(lines)
    return replace(
        known,
        order_numbers=numbers,
        shared_order_numbers=shared,
        later_orders=lines.later_orders,
        first_order=lines.first_day,
        last_order=lines.newest_day,
    )


def _findings(
    population: Population,
    lines: Lines | None,
    summary: ClassifySummary,
    concentrated: Concentration,
    rfm: RfmFigures,
    parameters: CustomerParameters,
    as_of: date,
    customers: Records | None,
) -> tuple[Problem, ...]:
    listed = () if customers is None else customers.inputs
    inputs = listed or (() if lines is None else lines.inputs)
    nothing = lines is not None and not summary.customers_with_order
    parts = [
        () if lines is None else found.of_orders(lines, as_of, summary, parameters.orders.stale_days),
        found.of_list(population, inputs, as_of),
        () if lines is None else found.of_strangers(population, summary, listed, lines.inputs),
        () if customers is None else found.of_absent(absent(population, customers), listed),
        () if not listed else found.of_gaps(population, with_orders=lines is not None, inputs=listed),
        found.of_man(population, parameters.man.evidence_days, inputs, as_of),
    ]
    if "amount" in population.given and not nothing:
        parts.append(found.of_concentration(concentrated, parameters.pareto.dependence, inputs))
        counted = population.frame.filter(nw.col("counts"))
        unknown = unknown_amounts(counted, lines)
        parts.append(of_computed(histogram_of(counted, "amount"), unknown, parameters.pareto, inputs))
    parts.append(of_rfm(rfm, parameters.rfm, inputs))
    if "last_order" in population.given and not nothing and not _history(lines, parameters, as_of):
        days = parameters.lifecycle.days.at_risk
        created = "created" in population.given
        parts.append(found.of_lifecycle(days=None if lines is None else days, created=created, inputs=inputs))
    return tuple(chain.from_iterable(parts))
