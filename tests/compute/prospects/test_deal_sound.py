"""Copies of deals are taken out alike by every analysis."""

from __future__ import annotations

from datetime import date
from typing import Any

from made_lists import made_list
from salesplan.compute.prospects.deal_sound import counted_deals, without_copies
from salesplan.model.records import ROW, Records


def deals(**more: list[str]) -> Records:
    columns: dict[str, Any] = {
        "id": ["P1", "P1", "P1", None, None],
        "amount": [5, 5, 6, 5, 5],
        "created": [date(2026, 5, 1)] * 5,
    }
    return made_list("deals", **{**columns, **more})


def test_rows_of_one_id_that_say_the_same_are_one_deal() -> None:
    """A row of another amount is a deal of its own; rows without an id are nobody's copy."""
    assert [deal.row for deal in counted_deals(deals())] == [2, 4, 5, 6]
    assert without_copies(deals()).frame.get_column(ROW).to_list() == [2, 4, 5, 6]


def test_a_list_without_copies_stays_as_it_is() -> None:
    made = deals(id=["1", "2", "3", "4", "5"])
    assert without_copies(made) is made
