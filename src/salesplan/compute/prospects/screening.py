"""The early screen: prospects without the means are parked, those whose means are not known are asked (8.1)."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

Screening = Literal["pass", "ask", "park"]
SCREENINGS: tuple[Screening, ...] = ("pass", "ask", "park")
"""Enough funds, funds not known, too little."""


def screened(funds: Decimal | None, least: Decimal | None) -> Screening | None:
    """What the available funds say: from ``least`` on they pass; None where nothing is screened."""
    if least is None:
        return None
    if funds is None:
        return "ask"
    return "pass" if funds >= least else "park"
