"""The deals of a list as they count: a copy once, an amount below 0 as none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import narwhals as nw

from salesplan.compute.prospects.deal_rows import Deal, deals_of
from salesplan.compute.prospects.deal_state import BUILT_IN, DealWords
from salesplan.model.records import ROW, SOURCE, Records


@dataclass(frozen=True)
class SoundDeals:
    """``deals`` count. ``copies`` are deals whose rows are the same in all that counts, of which the first counts.

    ``same_id`` are different rows with one id: all of them count. ``negative`` had an amount below 0, which counts as
    not known.
    """

    deals: tuple[Deal, ...]
    copies: tuple[tuple[Deal, ...], ...] = ()
    same_id: tuple[tuple[Deal, ...], ...] = ()
    negative: tuple[Deal, ...] = ()


def sound_deals(deals: Iterable[Deal]) -> SoundDeals:
    """The deals that count, by source and row. A deal without an id is nobody's copy."""
    given = sorted(deals, key=lambda deal: (deal.source, deal.row))
    rows: dict[Deal, list[Deal]] = {}
    for deal in given:
        alike = replace(deal, source=0, row=0) if deal.id else deal
        rows.setdefault(alike, []).append(deal)
    kept = [same[0] for same in rows.values()]
    by_id: dict[str, list[Deal]] = {}
    for deal in kept:
        by_id.setdefault(deal.id or "", []).append(deal)
    return SoundDeals(
        tuple(replace(deal, amount=None) if _negative(deal) else deal for deal in kept),
        tuple(tuple(same) for same in rows.values() if len(same) > 1),
        tuple(tuple(same) for number, same in by_id.items() if number and len(same) > 1),
        tuple(deal for deal in kept if _negative(deal)),
    )


def counted_deals(
    deals: Records, words: DealWords = BUILT_IN, products: Mapping[str, str] | None = None
) -> tuple[Deal, ...]:
    """The deals of a list that count, for every analysis that counts deals."""
    return sound_deals(deals_of(deals, words, products)).deals


def without_copies(deals: Records, words: DealWords = BUILT_IN) -> Records:
    """The list without the rows that are copies, for analyses that need more of a row than a deal has."""
    copies = sound_deals(deals_of(deals, words)).copies
    taken = [f"{deal.source}:{deal.row}" for same in copies for deal in same[1:]]
    if not taken:
        return deals
    row = nw.concat_str(nw.col(SOURCE).cast(nw.String()), nw.lit(":"), nw.col(ROW).cast(nw.String()))
    return replace(deals, frame=deals.frame.filter(~row.is_in(taken)))


def _negative(deal: Deal) -> bool:
    return deal.amount is not None and deal.amount < 0
