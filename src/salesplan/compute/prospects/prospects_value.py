"""What next month's deals are worth, by leader, owner and band, and what became of closed ones (methods.md 8.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.near_keys import unknown_names
from salesplan.compute.prospects import value_findings as found
from salesplan.compute.prospects.calibration import Calibrated, EarlierEstimate, calibrated, known_estimates
from salesplan.compute.prospects.closed import ClosedFigures, closed_figures, closed_in, undated, worth_of
from salesplan.compute.prospects.deal_rows import Deal, deals_of
from salesplan.compute.prospects.deal_sound import sound_deals
from salesplan.compute.prospects.deal_state import DealWords, unknown_stages
from salesplan.compute.prospects.net_new import NetNewBridge
from salesplan.compute.prospects.probability import SOURCES, chance_of, history_of, stage_places
from salesplan.compute.prospects.value_parts import KeyOf, Part, by_limits, keys_by, parts_by, spellings
from salesplan.compute.prospects.value_rows import rows_of
from salesplan.compute.prospects.valuing import Estimate, ValuedDeal, estimate_of, timing_of
from salesplan.compute.rounding import half_up
from salesplan.compute.team.staff import Staff
from salesplan.errors import Problem
from salesplan.model.near import plain_name
from salesplan.model.period import Period
from salesplan.model.plan.prospects import ValueParameters
from salesplan.model.records import Records
from salesplan.model.result import Parameter, Result
from salesplan.model.table import scaled
from salesplan.model.window import Window


@dataclass(frozen=True)
class Aside:
    """Deals that are not in the estimate, and what those with an amount come to: None where none has one."""

    deals: int
    amount: Decimal | None


@dataclass(frozen=True)
class AtListPrice:
    """Open deals without an amount at the price of their product: a pointer, in no estimate.

    ``priced`` is how many have a price, ``total`` what they come to, ``weighted`` that times their probability; both
    are None where none has a price.
    """

    deals: int
    priced: int
    total: Decimal | None
    weighted: Decimal | None


@dataclass(frozen=True)
class ValueSummary:
    """The estimate of the period, what is left out of it, and what was closed in the window.

    ``before`` are deals expected between the as-of and the period, ``later`` those after it. ``probabilities`` counts
    the deals of the estimate by where their probability comes from. ``decided_since`` are deals that were open on the
    as-of and closed after it: what was expected of them then the list no longer says, so they are in no estimate.
    ``closed_undated`` are won and lost deals without a day, in no window; ``copies`` rows that repeat another.
    """

    period: Period
    window: Period
    deals: int
    open_deals: int
    estimate: Estimate
    overdue: Aside
    no_date: Aside
    before: Aside
    later: Aside
    decided_since: Aside
    probabilities: Mapping[str, int]
    closed: ClosedFigures
    closed_undated: int
    at_list_price: AtListPrice | None
    by_leader: tuple[Part, ...]
    by_team: tuple[Part, ...]
    by_region: tuple[Part, ...]
    by_owner: tuple[Part, ...]
    by_product: tuple[Part, ...]
    by_band: tuple[Part, ...]
    calibration: tuple[Calibrated, ...] = ()
    net_new: NetNewBridge | None = None
    people_without_deals: tuple[str, ...] = ()
    after_as_of: int = 0
    copies: int = 0
    recorded: str = ""


@dataclass(frozen=True)
class ValueLists:
    """What the value rests on: the deals, the team, the products, earlier estimates, the net new business."""

    deals: Records
    owners: Staff
    products: Records | None = None
    earlier: tuple[EarlierEstimate, ...] = ()
    net_new: NetNewBridge | None = None


def value(
    lists: ValueLists, *, as_of: date, period: Period, window: Window, parameters: ValueParameters, words: DealWords
) -> Result[ValueSummary]:
    """The open deals expected in ``period`` valued, one row an open deal; the deals closed in the window counted.

    A deal that was created after the as-of is left out. So is one that was decided after it, though it was open on the
    day: its probability and the day it was expected stand in the list no more. It is counted apart.
    """
    sound = sound_deals(deals_of(lists.deals, words, parameters.product_names))
    known = [deal for deal in sound.deals if not _is_later(deal, as_of)]
    deals = [deal for deal in known if not _is_decided_later(deal, as_of)]
    since = [deal for deal in known if _is_decided_later(deal, as_of)]
    valued = _valued(deals, as_of, period, parameters, words)
    span = window.period(as_of, _first_close(deals)) or Period(as_of, as_of)
    keys = keys_by(lists.owners.by_key, parameters.bands, spellings(deals))
    summary = _summary(lists, deals, valued, (period, span), keys, parameters, as_of)
    summary = replace(
        summary,
        decided_since=Aside(len(since), worth_of(since)),
        after_as_of=len(sound.deals) - len(known),
        copies=sum(len(same) - 1 for same in sound.copies),
    )
    return Result(
        "prospects value",
        as_of,
        summary,
        rows_of(valued, keys, as_of, lists.deals.inputs),
        _parameters(parameters, window),
        (
            *lists.deals.findings,
            *found.of_sound(sound, lists.deals),
            *found.of_open(valued, lists.deals, sound.negative),
            *_findings(lists, deals, valued, summary, words, parameters, as_of),
            *found.of_days(deals, since, summary.after_as_of, lists.deals),
        ),
        lists.deals.inputs,
    )


def _summary(
    lists: ValueLists,
    deals: Sequence[Deal],
    valued: Sequence[ValuedDeal],
    spans: tuple[Period, Period],
    keys: Mapping[str, KeyOf],
    parameters: ValueParameters,
    as_of: date,
) -> ValueSummary:
    """All figures; ``spans`` are the period of the estimate and the window of the closed deals."""
    closed = closed_in(deals, spans[1])
    current = [each for each in valued if each.timing == "in"]
    sources = Counter(each.chance.source for each in current if each.chance)
    used = [deal.owner for deal in deals if deal.owner]
    parts = {name: parts_by(key, valued, closed, parameters.commit) for name, key in keys.items()}
    return ValueSummary(
        *spans,
        deals=len(deals),
        open_deals=len(valued),
        estimate=estimate_of(current, parameters.commit),
        overdue=_aside(valued, "overdue"),
        no_date=_aside(valued, "no_date"),
        before=_aside(valued, "before"),
        later=_aside(valued, "later"),
        decided_since=Aside(0, Decimal(0)),
        probabilities={source: sources[source] for source in SOURCES if sources[source]},
        closed=closed_figures(closed),
        closed_undated=len(undated(deals)),
        at_list_price=_at_list_price(valued, lists.products),
        by_leader=parts["leader"],
        by_team=parts["team"],
        by_region=parts["region"],
        by_owner=parts["owner"],
        by_product=parts["product"],
        by_band=by_limits(parts["band"]),
        calibration=calibrated(
            _with_actual(lists.earlier, deals, keys["leader"], as_of), parameters.bias, parameters.bias_deals
        ),
        net_new=lists.net_new,
        people_without_deals=lists.owners.without(used, as_of) if lists.owners else (),
    )


def _is_later(deal: Deal, as_of: date) -> bool:
    """Whether a deal was not known yet: created after the as-of."""
    return deal.created is not None and deal.created > as_of


def _is_decided_later(deal: Deal, as_of: date) -> bool:
    """Whether a deal was open on the as-of and has been won or lost since."""
    return deal.state != "open" and deal.close_date is not None and deal.close_date > as_of


def _valued(
    deals: Sequence[Deal], as_of: date, period: Period, parameters: ValueParameters, words: DealWords
) -> list[ValuedDeal]:
    places = stage_places(deals, words.stages)
    history = history_of(deals, places)
    return [
        ValuedDeal(deal, chance_of(deal, history, places, parameters), timing_of(deal.close_date, as_of, period))
        for deal in deals
        if deal.state == "open"
    ]


def _first_close(deals: Iterable[Deal]) -> date | None:
    return min((deal.close_date for deal in deals if deal.state != "open" and deal.close_date), default=None)


def _aside(valued: Iterable[ValuedDeal], timing: str) -> Aside:
    deals = [each.deal for each in valued if each.timing == timing]
    return Aside(len(deals), worth_of(deals))


def _with_actual(
    earlier: Iterable[EarlierEstimate], deals: Sequence[Deal], leader_of: KeyOf, as_of: date
) -> list[tuple[EarlierEstimate, Decimal, int]]:
    """Each earlier estimate with what the same leader's deals brought in its period, and how many were closed."""
    found = []
    for each in known_estimates(earlier, as_of):
        own = [d for d in closed_in(deals, each.period) if each.leader is None or leader_of(d) == each.leader]
        won = (d.amount for d in own if d.state == "won" and d.amount is not None)
        found.append((each, sum(won, Decimal(0)), len(own)))
    return found


def _at_list_price(valued: Sequence[ValuedDeal], products: Records | None) -> AtListPrice | None:
    """None without prices, or where every open deal has an amount."""
    blank = [each for each in valued if each.deal.amount is None]
    if products is None or not products.has("price") or not blank:
        return None
    prices = _prices(products)
    costs = ((prices.get(plain_name(each.deal.product or "")), each) for each in blank)
    priced = [(price, each) for price, each in costs if price is not None]
    if not priced:
        return AtListPrice(len(blank), 0, None, None)
    weighted = sum((Fraction(p) * each.chance.probability for p, each in priced if each.chance), Fraction(0))
    return AtListPrice(len(blank), len(priced), sum((price for price, _ in priced), Decimal(0)), half_up(weighted))


def _prices(products: Records) -> dict[str, Decimal]:
    """The price of each product by number and name."""
    scale, frame = products.scales.get("price", 0), products.frame
    keys = [key for key in ("id", "name") if products.has(key)]
    found: dict[str, Decimal] = {}
    for *names, price in frame.select(*keys, "price").iter_rows():
        if price is not None:
            found.update({plain_name(name): scaled(price, scale) for name in names if name})
    return found


def _parameters(parameters: ValueParameters, window: Window) -> tuple[Parameter, ...]:
    """The numbers that decided; ``with_plan`` says which of them the plan gives."""
    told = [("commit", parameters.commit), ("min_closed", parameters.min_closed), ("stages", parameters.stages)]
    told += [("bias", parameters.bias), ("bias_deals", parameters.bias_deals), ("bands", parameters.bands)]
    given = [(name, getattr(parameters, name)) for name in ("stage_names", "won", "lost", "product_names")]
    told += [(name, words) for name, words in given if words]
    return (
        Parameter("window", str(window), "default" if str(window) == "365" else "option"),
        *(Parameter(f"parameters.value.{name}", worth, "plan") for name, worth in told),
    )


def _findings(
    lists: ValueLists,
    deals: Sequence[Deal],
    valued: Sequence[ValuedDeal],
    summary: ValueSummary,
    words: DealWords,
    parameters: ValueParameters,
    as_of: date,
) -> Iterable[Problem]:
    records = lists.deals
    yield from found.of_bias(summary.calibration, parameters.bias)
    yield from found.of_stages(unknown_stages(((d.stage, d.state) for d in deals), words), valued, records)
    yield from found.of_owners(lists.owners, deals, records, as_of)
    if lists.products is not None:
        frame, used = lists.products.frame, Counter(deal.product for deal in deals if deal.product)
        keys = [key for key in ("name", "id") if lists.products.has(key)]
        known = [name for key in keys for name in frame.get_column(key).to_list() if name]
        yield from found.of_products(unknown_names(used, known), records)
