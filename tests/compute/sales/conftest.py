"""Order lines written down by hand, as the analyses of sales take them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeAlias

import pytest

from made_lists import made_list
from salesplan.compute.sales.sold import Beside, Sold, sold_of

AS_OF = date(2026, 6, 30)
Line: TypeAlias = tuple[Any, ...]
Make: TypeAlias = Callable[..., Sold]


@pytest.fixture
def sold() -> Make:
    """Lines of the fields named: ``sold(("date", "amount"), [(...), ...])``; a customer C1 where none is named."""

    def make(fields: Sequence[str], lines: Sequence[Line], beside: Beside | None = None, as_of: date = AS_OF) -> Sold:
        columns = {name: [line[at] for line in lines] for at, name in enumerate(fields)}
        columns.setdefault("customer_id", ["C1"] * len(lines))
        orders = made_list("orders", **columns)
        return sold_of(orders, as_of, "amount", beside or Beside())

    return make


def day(text: str) -> date:
    return date.fromisoformat(text)
