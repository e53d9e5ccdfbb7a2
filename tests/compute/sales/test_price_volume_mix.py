"""Price, volume and mix: worked by hand, and exact for any data."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.sales.price_volume_mix import Effects, Sales, split_change


def sales(key: str, amount0: int, amount1: int, qty0: int | None, qty1: int | None, *plain: int) -> Sales:
    quantities = [None if each is None else Fraction(each) for each in (qty0, qty1)]
    return Sales(key, amount0, amount1, quantities[0], quantities[1], *plain)


A, B = sales("A", 1000, 990, 100, 90), sales("B", 1000, 1520, 50, 80)


@pytest.mark.oracle("10.2-a")
def test_two_products() -> None:
    """A 100 x 10 to 90 x 11, B 50 x 20 to 80 x 19: 2000 becomes 2510."""
    split, scale = split_change([A, B], 0)
    assert scale == 2
    assert split.whole == Effects(price=1000, volume=26667, mix=23333)
    assert split.whole.total == 51000
    assert [each.price for each in split.products] == [9000, -8000]
    assert [each.total for each in split.products] == [-1000, 52000]


@pytest.mark.oracle("10.2-a")
def test_mix_folded_into_volume() -> None:
    split, _ = split_change([A, B], 0, fold_mix=True)
    assert split.whole == Effects(price=1000, volume=50000)
    assert [each.volume for each in split.products] == [-10000, 60000]


@pytest.mark.parametrize(
    ("one", "effects"),
    [
        (sales("new", 0, 700, None, 7), Effects(new=700)),
        (sales("lost", 700, 0, 7, None), Effects(lost=-700)),
        (sales("back", -50, 700, -1, 7), Effects(returned=750)),
        (sales("even", 0, 700, 0, 7), Effects(returned=700)),
        (sales("now back", 700, -50, 7, -1), Effects(returned=-750)),
        (sales("now even", 700, 0, 7, 0), Effects(returned=-700)),
        (sales("money back", -50, 700, 1, 7), Effects(returned=750)),
        (sales("money even", 700, 0, 7, 2), Effects(returned=-700)),
        (sales("one piece", 100, 300, 1, 1), Effects(price=200)),
        (sales("plain", 0, 0, None, None, 30, 50), Effects(no_quantity=20)),
        (sales("partly", 100, 200, 1, 2, 30, 50), Effects(volume=100, no_quantity=20)),
    ],
)
def test_a_product_alone(one: Sales, effects: Effects) -> None:
    """New and lost with their whole amount; more back than out is told apart; what has no quantity too."""
    split, scale = split_change([one], 2)
    assert (split.whole, scale) == (effects, 2)


def test_only_common_products_count_for_the_quantities() -> None:
    """A new product changes neither volume nor mix of the others."""
    before, _ = split_change([A, B], 2)
    after, _ = split_change([A, B, sales("C", 0, 999, None, 500)], 2)
    assert (after.whole.volume, after.whole.mix, after.whole.new) == (before.whole.volume, before.whole.mix, 999)


amounts = st.integers(-(10**9), 10**9)
quantities = st.none() | st.integers(-50, 200)
made = st.builds(sales, st.text(max_size=3), amounts, amounts, quantities, quantities, amounts, amounts)


@given(products=st.lists(made, max_size=12), scale=st.sampled_from([0, 2, 4]), fold=st.booleans())
@settings(max_examples=50)
def test_rows_and_columns_sum_exactly(products: list[Sales], scale: int, *, fold: bool) -> None:
    """Whatever is sold, each product's effects are its change, and all together the whole change."""
    products = [
        Sales(
            one.key,
            one.amount0 if one.qty0 is not None else 0,
            one.amount1 if one.qty1 is not None else 0,
            one.qty0,
            one.qty1,
            one.plain0,
            one.plain1,
        )
        for one in products
    ]
    split, finer = split_change(products, scale, fold_mix=fold)
    step = 10 ** (finer - scale)
    for one, effects in zip(products, split.products, strict=True):
        assert effects.total == (one.amount1 - one.amount0 + one.plain1 - one.plain0) * step
    assert split.whole.total == sum(each.total for each in split.products)
    assert not fold or split.whole.mix == 0


def test_what_rounding_leaves_over_goes_to_the_largest_fraction() -> None:
    """Prices of 2/3 and 1/3 of a cent are together one cent: the first one's."""
    split, _ = split_change([sales("A", 1, 1, 3, 1), sales("B", 2, 1, 3, 1)], 2)
    assert [each.price for each in split.products] == [1, 0]
