"""Changes, shares and contributions: exact, rounded half up once, and none where the base is 0 or below."""

from __future__ import annotations

import narwhals as nw

from salesplan.compute.rounding import PLACES
from salesplan.compute.sums import wide


def ratio(above: nw.Expr, below: nw.Expr | int) -> nw.Expr:
    """``above / below`` as a count of 10^-PLACES, half up away from 0; null where ``below`` is 0, below 0 or null.

    Both are whole numbers of the same unit.
    """
    down = wide(below)
    twice = wide(above).abs() * wide(2 * 10**PLACES) + down
    found = twice // (nw.when(down > wide(0)).then(down * wide(2)))
    signed = nw.when(above < 0).then(wide(0) - found).otherwise(found)
    return nw.when(down > wide(0)).then(signed).cast(nw.Int64())
