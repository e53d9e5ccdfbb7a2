"""What a visit is about: use, change of need, satisfaction, new products (methods.md 11.3), winning him back."""

from __future__ import annotations

from collections.abc import Mapping

PURPOSES: tuple[str, ...] = ("usage", "need_change", "satisfaction", "new_product", "win_back")
_FIRST: Mapping[str, str] = {"at_risk": "satisfaction", "churned": "win_back"}
_TURNS: Mapping[str, tuple[str, ...]] = {
    "A": ("satisfaction", "new_product"),
    "B": ("new_product", "need_change"),
    "C": ("need_change", "new_product"),
    "D": ("need_change", "new_product"),
    "E": ("need_change",),
    "U": ("need_change",),
}
"""What the visits of a class are about, in turn: A is kept, B hears of products, C and D may need something new."""


def purpose_of(class_: str, lifecycle: str | None, why: str, number: int) -> str:
    """The purpose of a customer's first, second ... visit planned; the first rule that holds.

    After an order, and at the first visit to a new customer: how the product is used. At the first visit to one who is
    at risk: whether he is satisfied; to one who churned: why he stopped, and how to win him back. Else those of his
    class in turn.
    """
    if why == "after_order" or (lifecycle == "new" and number == 1):
        return "usage"
    if number == 1 and (first := _FIRST.get(lifecycle or "")):
        return first
    turns = _TURNS[class_]
    return turns[(number - 1) % len(turns)]
