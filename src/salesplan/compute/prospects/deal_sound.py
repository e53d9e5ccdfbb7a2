"""The deals of a list as they count: a copy once, an amount below 0 as none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from salesplan.compute.prospects.deal_rows import Deal


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


def _negative(deal: Deal) -> bool:
    return deal.amount is not None and deal.amount < 0
