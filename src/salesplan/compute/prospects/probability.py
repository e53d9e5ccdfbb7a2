"""How probable it is that an open deal is won, and how that is known (methods.md 8.2).

Best first: what was entered; the own history, where it has enough closed deals; the usual probability of the stage by
its position. A list shows where a deal stands now, rarely where it has been. The history is therefore, best first:

* of the stage: of the deals that came at least as far, the share that was won. That needs lost deals that still show
  the stage they were lost in (nine in ten of them), which a list has only where the outcome stands in its status.
* of the product: the share won of its closed deals.
* of all: the share won of all closed deals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.prospects.deal_rows import Deal
from salesplan.model.near import plain_name
from salesplan.model.plan.prospects import ValueParameters

SOURCES: tuple[str, ...] = ("entered", "stage_history", "product_history", "history", "stage_default")
"""Where a probability comes from."""
_TOLD = Fraction(9, 10)
"""Of the lost deals so many must show the stage they were lost in before stages have a history."""
_USUAL = (
    ("接洽", "接触", "线索", "立项", "验证", "发现", "prospect", "lead", "new", "qualif", "contact", "appointment"),
    ("需求", "意向", "痛点", "need", "engag", "discovery", "analysis", "interest"),
    ("方案", "报价", "推荐", "演示", "试用", "propos", "quot", "demo", "presentation", "solution", "value"),
    ("谈判", "商务", "招投标", "投标", "议价", "合同", "negotiat", "contract", "decision", "commit"),
    ("签约", "签单", "sign", "closing"),
)
"""Words of usual stages by position, for a list whose plan names no stages."""


@dataclass(frozen=True)
class Chance:
    """The probability of a deal, exact, where it comes from, and on how many closed deals it rests (0: none)."""

    probability: Fraction
    source: str
    closed: int = 0


@dataclass(frozen=True)
class WinHistory:
    """Won and closed deals: of all, by product, and by the position of the stage that was reached."""

    won: int
    closed: int
    by_product: Mapping[str, tuple[int, int]]
    by_stage: Mapping[int, tuple[int, int]]


def stage_places(deals: Iterable[Deal], stages: Sequence[str]) -> dict[str, int]:
    """The position from 0 of each stage that the deals name: by the plan's order, else by the usual words.

    A stage that neither knows has none.
    """
    known = {plain_name(stage): at for at, stage in enumerate(stages)}
    found: dict[str, int] = {}
    for stage in {deal.stage for deal in deals if deal.stage}:
        at = known.get(plain_name(stage)) if stages else _usual(plain_name(stage))
        if at is not None:
            found[stage] = at
    return found


def history_of(deals: Iterable[Deal], places: Mapping[str, int]) -> WinHistory:
    """What became of the deals that are closed."""
    closed = [deal for deal in deals if deal.state != "open"]
    products: Counter[str] = Counter(plain_name(deal.product) for deal in closed if deal.product)
    sold: Counter[str] = Counter(plain_name(deal.product) for deal in closed if deal.product and deal.state == "won")
    return WinHistory(
        sum(deal.state == "won" for deal in closed),
        len(closed),
        {name: (sold[name], count) for name, count in products.items()},
        _by_stage(closed, places),
    )


def chance_of(deal: Deal, history: WinHistory, places: Mapping[str, int], parameters: ValueParameters) -> Chance | None:
    """How probable it is that an open deal is won; None where nothing tells or what is entered can be none."""
    if deal.unclear:
        return None
    if deal.probability is not None:
        return Chance(Fraction(deal.probability), "entered")
    at = places.get(deal.stage or "")
    product = plain_name(deal.product) if deal.product else ""
    for source, (won, closed) in (
        ("stage_history", history.by_stage.get(-1 if at is None else at, (0, 0))),
        ("product_history", history.by_product.get(product, (0, 0))),
        ("history", (history.won, history.closed)),
    ):
        if closed >= parameters.min_closed:
            return Chance(Fraction(won, closed), source, closed)
    return None if at is None else Chance(Fraction(_default(at, parameters.stages)), "stage_default")


def _default(at: int, usual: Sequence[Decimal]) -> Decimal:
    """The usual probability of a position; beyond the last it is that of the last."""
    return usual[min(at, len(usual) - 1)]


def _usual(stage: str) -> int | None:
    """The position of a usual stage, the latest that its words fit."""
    fits = [at for at, words in enumerate(_USUAL) if any(word in stage for word in words)]
    return max(fits, default=None)


def _by_stage(closed: Sequence[Deal], places: Mapping[str, int]) -> dict[int, tuple[int, int]]:
    """Won and closed of the deals that reached each position; empty where too few lost deals show their stage."""
    won = sum(deal.state == "won" for deal in closed)
    lost = [deal for deal in closed if deal.state == "lost"]
    last = [places[deal.stage] for deal in lost if deal.stage and deal.stage in places]
    if not lost or len(last) < _TOLD * len(lost):
        return {}
    return {at: (won, won + sum(reached >= at for reached in last)) for at in sorted({*places.values()})}
