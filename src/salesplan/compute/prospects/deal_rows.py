"""The deals of a list one by one, as exact values: what each is worth, who has it, whether it is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesplan.compute.prospects.deal_state import BUILT_IN, STATE, DealWords, State, with_state
from salesplan.model.near import plain_name
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.table import scaled

_SCALED = ("amount", "probability", "available_funds")
_TEXTS = ("id", "name", "customer_id", "customer_name", "owner", "stage", "product")
_DAYS = ("close_date", "created")


@dataclass(frozen=True)
class Deal:
    """One deal. ``amount`` is the whole deal; ``probability`` the one entered, 0 to 1; None is not known.

    ``unclear``: something is entered as probability that can be none, such as 150 %: no other figure takes its place.
    ``source`` and ``row`` say where it stands. ``funds`` are the customer's available funds (prospects only).
    """

    source: int
    row: int
    state: State
    id: str | None = None
    name: str | None = None
    customer: str | None = None
    owner: str | None = None
    stage: str | None = None
    product: str | None = None
    amount: Decimal | None = None
    probability: Decimal | None = None
    funds: Decimal | None = None
    close_date: date | None = None
    created: date | None = None
    unclear: bool = False


def deals_of(deals: Records, words: DealWords = BUILT_IN, products: Mapping[str, str] | None = None) -> list[Deal]:
    """The deals of a list in its order.

    ``products`` says which product a name of the list means (``parameters.value.product_names``).
    """
    frame = with_state(deals, words)
    meant = {plain_name(name): product for name, product in (products or {}).items()}
    length = len(frame)

    def column(key: str) -> Sequence[object]:
        return frame.get_column(key).to_list() if key in frame.columns else [None] * length

    def amounts(key: str) -> Sequence[Decimal | None]:
        scale = deals.scales.get(key, 0)
        return [None if value is None else scaled(value, scale) for value in column(key)]  # type: ignore[arg-type] # Int64

    keys = (SOURCE, ROW, STATE, *_TEXTS, *_DAYS)
    bad = deals.bad.get("probability", frozenset())
    found: list[Deal] = []
    for values in zip(*(column(key) for key in keys), *(amounts(key) for key in _SCALED), strict=True):
        told = dict(zip((*keys, *_SCALED), values, strict=True))
        found.append(_deal(told, meant, unclear=(told[SOURCE], told[ROW]) in bad))
    return found


def _deal(told: Mapping[str, object], meant: Mapping[str, str], *, unclear: bool) -> Deal:
    product = told["product"]
    if isinstance(product, str):
        product = meant.get(plain_name(product), product)
    return Deal(
        source=told[SOURCE],  # type: ignore[arg-type] # columns are typed by the reader
        row=told[ROW],  # type: ignore[arg-type] # as above
        state=told[STATE],  # type: ignore[arg-type] # as above
        customer=told["customer_name"] or told["customer_id"],  # type: ignore[arg-type] # as above
        product=product,  # type: ignore[arg-type] # as above
        funds=told["available_funds"],  # type: ignore[arg-type] # as above
        unclear=unclear,
        **{key: told[key] for key in ("id", "name", "owner", "stage", "amount", "probability", *_DAYS)},  # type: ignore[arg-type] # as above
    )
