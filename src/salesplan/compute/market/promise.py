"""What we promise: the seven slots of the value sentence, and how long a line is (methods.md 6.5)."""

from __future__ import annotations

from unicodedata import east_asian_width

from salesplan.model.plan.market import ValueSentence

SLOTS: tuple[str, ...] = ("segment", "need", "product", "benefit", "unlike", "difference", "proof")
"""The slots of the value sentence, in the order in which it is said."""


def slots_of(value: ValueSentence | None) -> dict[str, str | None]:
    """What stands in each slot; None for one that is empty, as all are without a value sentence."""
    return {key: (getattr(value, key) or None) if value is not None else None for key in SLOTS}


def empty_slots(value: ValueSentence | None) -> list[str]:
    """The slots that are empty."""
    return [key for key, text in slots_of(value).items() if text is None]


def length_of(text: str) -> int:
    """The length of a line in full-width characters: two narrow ones, as in English, count as one, rounded up."""
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    return wide + (len(text) - wide + 1) // 2
