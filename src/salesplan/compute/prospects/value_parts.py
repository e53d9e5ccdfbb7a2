"""Estimate and outcome part by part: by leader, team, region, owner, product, band of funds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from salesplan.compute.prospects.closed import worth_of
from salesplan.compute.prospects.deal_rows import Deal
from salesplan.compute.prospects.valuing import Estimate, ValuedDeal, band_of, estimate_of
from salesplan.compute.rounding import share_of
from salesplan.compute.team.staff import Colleague, owner_key
from salesplan.model.near import plain_name

DIMENSIONS: tuple[str, ...] = ("leader", "team", "region", "owner", "product", "band")
T = TypeVar("T")
KeyOf = Callable[[Deal], str | None]


@dataclass(frozen=True)
class Part:
    """The deals of one leader, owner, product or band; ``name`` None are those of whom it is not known.

    ``estimate`` is of the deals expected in the period; the others are of the window. ``win_rate`` is None where none
    was closed.
    """

    name: str | None
    open_deals: int
    estimate: Estimate
    won: int
    lost: int
    won_value: Decimal | None
    win_rate: Decimal | None


def keys_by(
    known: Mapping[str, Colleague], bands: Sequence[Decimal], spelled: Mapping[str, str] | None = None
) -> dict[str, KeyOf]:
    """For each dimension what a deal belongs to. Owners are called as the team list calls them.

    A product is one in whatever case and width it is written; ``spelled`` says how it is shown (``spellings``).
    """

    def owner(deal: Deal) -> Colleague | None:
        return known.get(owner_key(deal.owner)) if deal.owner else None

    def of_owner(name: str) -> KeyOf:
        return lambda deal: getattr(owner(deal), name, None)

    return {
        **{name: of_owner(name) for name in ("leader", "team", "region")},
        "owner": lambda deal: getattr(owner(deal), "name", deal.owner),
        "product": lambda deal: deal.product and (spelled or {}).get(plain_name(deal.product), deal.product),
        "band": lambda deal: band_name(band_of(deal.funds, bands), bands),
    }


def spellings(deals: Iterable[Deal]) -> dict[str, str]:
    """How each product is written most often, by its plain name; of equals the first by code point."""
    used = Counter(deal.product for deal in deals if deal.product)
    rising = sorted(sorted(used, reverse=True), key=lambda name: used[name])
    return {plain_name(name): name for name in rising}


def band_name(band: int | None, limits: Sequence[Decimal]) -> str | None:
    """``100000..500000``; the lowest begins with nothing, the highest ends with nothing."""
    if band is None:
        return None
    low, high = ("" if at < 0 or at >= len(limits) else f"{limits[at]:f}" for at in (band - 1, band))
    return f"{low}..{high}"


def parts_by(key: KeyOf, valued: Iterable[ValuedDeal], closed: Iterable[Deal], commit: Decimal) -> tuple[Part, ...]:
    """The parts, most weighted value first, then most won value, then by name; none where nobody's name is known."""
    open_deals, done = (
        _grouped((key(each.deal), each) for each in valued),
        _grouped((key(deal), deal) for deal in closed),
    )
    names = {*open_deals, *done}
    if not names - {None}:
        return ()
    parts = [_part(name, open_deals.get(name, []), done.get(name, []), commit) for name in names]
    return tuple(
        sorted(parts, key=lambda p: (-(p.estimate.weighted or 0), -(p.won_value or 0), p.name is None, p.name or ""))
    )


def by_limits(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Bands from the lowest to the highest, those not known at the end."""
    return tuple(sorted(parts, key=lambda p: (p.name is None, Decimal((p.name or "").partition("..")[0] or 0))))


def _part(name: str | None, valued: Sequence[ValuedDeal], closed: Sequence[Deal], commit: Decimal) -> Part:
    won = [deal for deal in closed if deal.state == "won"]
    return Part(
        name,
        len(valued),
        estimate_of((each for each in valued if each.timing == "in"), commit),
        len(won),
        len(closed) - len(won),
        worth_of(won),
        share_of(len(won), len(closed)) if closed else None,
    )


def _grouped(pairs: Iterable[tuple[str | None, T]]) -> dict[str | None, list[T]]:
    found: dict[str | None, list[T]] = {}
    for name, each in pairs:
        found.setdefault(name, []).append(each)
    return found
