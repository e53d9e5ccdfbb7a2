from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.team.bands import banded, size_of

WORKED = (120, 115, 115, 110, 100, 95, 90, 80, 75, 60)


def bands(*values: int | None, share: str = "0.25", least: int = 4) -> dict[str, str]:
    """Letters of the people by band, in the order of rank."""
    found = banded(
        [(chr(97 + at), None if value is None else Decimal(value)) for at, value in enumerate(values)],
        Decimal(share),
        least,
    )
    told: dict[str, str] = {}
    for each in found:
        told[str(each.band)] = told.get(str(each.band), "") + each.key
    return told


@pytest.mark.oracle("9.3-a")
def test_top_and_bottom_quarter() -> None:
    assert size_of(10, Decimal("0.25")) == 3
    assert bands(*WORKED) == {"top": "abc", "middle": "defg", "bottom": "hij"}
    assert bands(120, 116, 115, 115, 100, 95, 90, 80, 75, 60)["top"] == "abcd"


@pytest.mark.parametrize(("people", "size"), [(4, 1), (5, 1), (6, 2), (9, 2), (10, 3), (1, 1)])
def test_size_is_rounded_half_up_and_at_least_one(people: int, size: int) -> None:
    assert size_of(people, Decimal("0.25")) == size


def test_a_small_share_has_one_person() -> None:
    assert bands(5, 4, 3, 2, share="0.01") == {"top": "a", "middle": "bc", "bottom": "d"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((3, 2, 1), {"None": "abc"}),
        ((4, 3, 2, 1), {"top": "a", "middle": "bc", "bottom": "d"}),
        ((4, 3, 1, 1), {"top": "a", "middle": "bcd"}),
        ((4, 4, 2, 1), {"top": "ab", "middle": "c", "bottom": "d"}),
        ((7, 7, 7, 7), {"top": "abcd"}),
        ((7, 7, 7, 1), {"top": "abc", "bottom": "d"}),
        ((1, 2, 3, 4, None), {"top": "d", "middle": "cb", "bottom": "a"}),
        ((1, 2, 3, None), {"None": "cba"}),
        ((), {}),
    ],
)
def test_ties_and_few_people(values: tuple[int | None, ...], expected: dict[str, str]) -> None:
    assert bands(*values) == expected


def test_halves_of_an_odd_group_do_not_overlap() -> None:
    assert bands(5, 4, 3, 2, 1, share="0.5") == {"top": "abc", "bottom": "de"}


def test_equal_values_share_a_rank_and_stand_by_key() -> None:
    found = banded([("b", Decimal(2)), ("a", Fraction(2)), ("c", Decimal(1))])
    assert [(each.key, each.rank) for each in found] == [("a", 1), ("b", 1), ("c", 3)]


@settings(max_examples=50)
@given(st.lists(st.integers(-3, 9), max_size=12), st.sampled_from(["0.1", "0.25", "0.34", "0.5"]))
def test_bands_follow_the_order_whatever_the_rows(values: list[int], share: str) -> None:
    named = [(f"p{at:02}", Decimal(value)) for at, value in enumerate(values)]
    found = banded(named, Decimal(share))
    assert found == banded(named[::-1], Decimal(share))
    order = [str(each.band) for each in found]
    assert order == sorted(order, key=["top", "middle", "bottom", "None"].index)
    by_value: dict[object, object] = {}
    for each in found:
        assert by_value.setdefault(each.value, each.band) == each.band
    if len(values) >= 4:
        assert order.count("top") >= size_of(len(values), Decimal(share)) >= order.count("bottom")
