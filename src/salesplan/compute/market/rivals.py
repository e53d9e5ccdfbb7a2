"""Ourselves and our rivals side by side: strength, success factors, features, what is known and how fresh it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.market.competitors import (
    Firm,
    Strength,
    concentration,
    differentiators,
    lacking,
    relative_share,
    strength_of,
    strengths,
    weighted_rating,
)
from salesplan.compute.market.rival_words import FOUR_P
from salesplan.compute.rounding import rounded
from salesplan.model.plan.market import Competitor, Market, RivalParameters
from salesplan.model.plan.market import Firm as Told
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value

COLUMNS = (
    ColumnSpec("part", "code"),
    ColumnSpec("name", "text"),
    ColumnSpec("firm", "text"),
    ColumnSpec("kind", "code"),
    ColumnSpec("strength", "score"),
    ColumnSpec("class", "code"),
    ColumnSpec("share", "share"),
    ColumnSpec("growth", "share"),
    ColumnSpec("profitability", "share"),
    ColumnSpec("missing", "list"),
    ColumnSpec("score", "score"),
    ColumnSpec("weight", "share"),
    ColumnSpec("rating", "integer"),
    ColumnSpec("has", "flag"),
    ColumnSpec("only_us", "flag"),
    ColumnSpec("benefit", "text"),
    ColumnSpec("four_p", "integer"),
    *(ColumnSpec(name, "text") for name in FOUR_P),
    ColumnSpec("strengths", "text"),
    ColumnSpec("weaknesses", "text"),
    ColumnSpec("evidence_on", "date"),
    ColumnSpec("age", "integer"),
    ColumnSpec("swot", "list"),
)
Row = dict[str, Value]


@dataclass(frozen=True)
class RivalsSummary:
    """Ourselves among our rivals.

    ``strength`` is 0 to 100, ``rank`` our place by it among ``ranked`` firms that have one. ``relative_share`` is ours
    over that of the largest rival, ``largest``. ``hhi`` counts the firms whose shares are known, which are
    ``known_share`` of the market: those that are not known can only add to it. ``fresh`` rivals have evidence that is
    recent enough. ``only_us`` are features that we have and no direct rival, ``not_us`` those that one has and we not.
    """

    name: str
    rivals: int
    direct: int
    indirect: int
    fresh: int
    strength: Decimal | None
    strength_class: Strength | None
    rank: int | None
    ranked: int
    relative_share: Decimal | None
    largest: str | None
    largest_share: Decimal | None
    our_share: Decimal | None
    hhi: Decimal | None
    known_share: Decimal | None
    only_us: tuple[str, ...]
    not_us: tuple[str, ...]


def direct_rivals(market: Market) -> list[Competitor]:
    """The rivals that sell the same; one whose kind is not told counts among them, so that nothing is claimed."""
    return [rival for rival in market.competitors if rival.kind != "indirect"]


def only_ours(market: Market) -> list[str]:
    """The features that we have and every direct rival has not."""
    return differentiators(market.us.features, [rival.features for rival in direct_rivals(market)])


def rivals(market: Market, name: str, *, as_of: date, parameters: RivalParameters) -> Result[RivalsSummary]:
    """A row a firm, the strongest first, then a row for each feature and each success factor of each firm.

    In the rows of ourselves ``firm`` is empty and ``kind`` is ``us``.
    """
    told: list[Told] = [market.us, *market.competitors]
    measured = [Firm("", each.share, each.growth, each.profitability) for each in told]
    found = strengths(measured, parameters.weights)
    rows = [
        *_ordered([_firm_row(*pair, market, as_of, parameters) for pair in zip(told, measured, found, strict=True)]),
        *_feature_rows(market, told),
        *_factor_rows(market, told),
    ]
    table = Table(COLUMNS, tuples=[tuple(row.get(column.key) for column in COLUMNS) for row in rows])
    chosen = tuple(
        Parameter(f"parameters.rivals.{key}", getattr(parameters, key), "plan")
        for key in ("weights", "bands", "evidence_days")
    )
    summary = _summary(market, name, rows, found, parameters)
    return Result("market competitors", as_of, summary, table, chosen)


def _name(firm: Told) -> str | None:
    return firm.name if isinstance(firm, Competitor) else None


def _firm_row(
    firm: Told, measured: Firm, index: Fraction | None, market: Market, as_of: date, parameters: RivalParameters
) -> Row:
    """What is known of one firm, and how strong that makes it."""
    row: Row = {
        "part": "firm",
        "name": _name(firm),
        "firm": _name(firm),
        "kind": firm.kind if isinstance(firm, Competitor) else "us",
        "strength": rounded(index),
        "class": strength_of(index, parameters.bands),
        "share": firm.share,
        "growth": firm.growth,
        "profitability": firm.profitability,
        "missing": measured.missing,
        "score": rounded(weighted_rating(market.factors, firm.factors)),
    }
    return {**row, **_register(firm, as_of)} if isinstance(firm, Competitor) else row


def _register(rival: Competitor, as_of: date) -> Row:
    """What the register holds of a rival; ``age`` is in days up to the as-of."""
    return {
        "four_p": sum(bool(getattr(rival, name)) for name in FOUR_P),
        **{name: getattr(rival, name) for name in FOUR_P},
        "strengths": rival.strengths,
        "weaknesses": rival.weaknesses,
        "evidence_on": rival.evidence_on,
        "age": (as_of - rival.evidence_on).days if rival.evidence_on else None,
        "swot": rival.swot,
    }


def _ordered(rows: Sequence[Row]) -> list[Row]:
    """The strongest first; equal ones, and at the end those without a strength, as they stand in the plan."""

    def weakness(row: Row) -> tuple[bool, Decimal]:
        strength = row["strength"]
        return (False, -strength) if isinstance(strength, Decimal) else (True, Decimal(0))

    return sorted(rows, key=weakness)


def _feature_rows(market: Market, told: Sequence[Told]) -> Iterator[Row]:
    """Each feature that anybody is said to have or not, for each firm; None where that is not known.

    That only we have it stands in our own row.
    """
    unique, benefits = only_ours(market), {row.feature: row.benefit for row in market.fab}
    for feature in dict.fromkeys(name for firm in told for name in firm.features):
        row: Row = {"part": "feature", "name": feature}
        for firm in told:
            own = {"only_us": feature in unique, "benefit": benefits.get(feature)} if firm is market.us else {}
            yield {**row, **_who(firm), "has": firm.features.get(feature), **own}


def _factor_rows(market: Market, told: Sequence[Told]) -> Iterator[Row]:
    """Each success factor with its weight, and what each firm is rated on it."""
    for factor, weight in market.factors.items():
        for firm in told:
            row: Row = {"part": "factor", "name": factor, "weight": weight}
            yield {**row, **_who(firm), "rating": firm.factors.get(factor)}


def _who(firm: Told) -> Row:
    return {"firm": _name(firm), "kind": firm.kind if isinstance(firm, Competitor) else "us"}


def _summary(
    market: Market, name: str, rows: Sequence[Row], found: Sequence[Fraction | None], parameters: RivalParameters
) -> RivalsSummary:
    all_, ours = market.competitors, market.us.share
    shares = [(rival.share, rival.name) for rival in all_ if rival.share is not None]
    largest = max(shares, key=lambda pair: pair[0], default=(None, None))
    known = [share for share, _ in shares] + ([ours] if ours is not None else [])
    ages = [row["age"] for row in rows if isinstance(row.get("age"), int)]
    return RivalsSummary(
        name=name,
        rivals=len(all_),
        direct=sum(rival.kind == "direct" for rival in all_),
        indirect=sum(rival.kind == "indirect" for rival in all_),
        fresh=sum(0 <= age <= parameters.evidence_days for age in ages if isinstance(age, int)),
        strength=rounded(found[0]),
        strength_class=strength_of(found[0], parameters.bands),
        rank=None if found[0] is None else 1 + sum(each is not None and each > found[0] for each in found),
        ranked=sum(each is not None for each in found),
        relative_share=None if ours is None else rounded(relative_share(ours, [share for share, _ in shares])),
        largest=largest[1],
        largest_share=largest[0],
        our_share=ours,
        hhi=rounded(concentration(known)),
        known_share=sum(known, Decimal(0)) if known else None,
        only_us=tuple(only_ours(market)),
        not_us=tuple(lacking(market.us.features, [rival.features for rival in direct_rivals(market)])),
    )
