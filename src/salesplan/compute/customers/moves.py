"""Moves between classes: their codes, and what a grading says about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MOVES: tuple[str, ...] = ("up", "down", "rated", "unrated", "new", "same")
"""Since the earlier grading: a better class, a worse one, rated for the first time, no longer rated, not known then,
no change."""


@dataclass(frozen=True)
class Moved:
    """Customers who moved alike: how many, their net amount now and then; None where no amounts are known."""

    customers: int
    amount: Decimal | None
    amount_before: Decimal | None


@dataclass(frozen=True)
class Flow:
    """Customers of one class then and of one class now."""

    before: str
    now: str
    moved: Moved


@dataclass(frozen=True)
class Migration:
    """What changed since the grading of ``since``: by kind of move, by pair of classes, and who is no longer there."""

    since: date
    moves: Mapping[str, Moved]
    flows: tuple[Flow, ...]
    gone: Moved
