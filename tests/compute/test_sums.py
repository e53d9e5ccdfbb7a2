"""Sums of amounts beyond 64 bits are those of Python; nothing wraps round."""

from __future__ import annotations

from collections import Counter
from typing import Any

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.sums import largest, roomy, total_of

LIMIT = 2**63 - 1
"""The largest amount that loading lets in, in smallest units."""


def frame(amounts: list[int | None], keys: list[int] | None = None) -> nw.DataFrame[Any]:
    data = {"key": keys or [0] * len(amounts), "amount": amounts}
    return nw.from_dict(data, schema={"key": nw.Int64(), "amount": nw.Int64()}, backend="polars")


@pytest.mark.parametrize(
    ("amounts", "sum_"),
    [
        ([], 0),
        ([None], 0),
        ([None, 5, -7], -2),
        ([LIMIT], LIMIT),
        ([LIMIT, 1], 2**63),
        ([LIMIT, LIMIT], 2**64 - 2),
        ([-LIMIT, -LIMIT, None], -(2**64) + 2),
        ([4_000_000_000_000_123_456] * 6, 24_000_000_000_000_740_736),
    ],
)
def test_a_column_is_summed_exactly(amounts: list[int | None], sum_: int) -> None:
    assert total_of(frame(amounts), "amount") == sum_
    summed = frame(amounts).group_by("key").agg(roomy(frame(amounts), "amount").sum())
    assert summed.get_column("amount").to_list() == ([sum_] if amounts else [])


def test_the_largest_value_is_that_without_its_sign() -> None:
    assert [largest(frame([*a]), "amount") for a in ((), (None,), (3, None, -5), (7, -2), (-LIMIT,))] == [
        0,
        0,
        5,
        7,
        LIMIT,
    ]


@pytest.mark.parametrize(
    ("amount", "times", "kind"),
    [
        (2**61, 1, nw.Int64),
        (2**61, 2, nw.Int128),
        (-(2**61), 2, nw.Int128),
        (2**62 - 1, 1, nw.Int64),
        (2**62, 1, nw.Int128),
    ],
)
def test_64_bits_are_kept_where_they_are_enough(amount: int, times: int, kind: type[nw.dtypes.DType]) -> None:
    found = frame([amount, None])
    assert found.select(roomy(found, "amount", times)).schema["amount"] == kind


def test_ordinary_amounts_stay_in_64_bits() -> None:
    found = frame([10**9] * 1000)
    assert found.select(roomy(found, "amount").sum()).schema["amount"] == nw.Int64


def test_products_are_exact() -> None:
    found = frame([LIMIT, -LIMIT])
    product = found.select((roomy(found, "amount", 10_000) * 10_000).alias("amount"))
    assert product.get_column("amount").to_list() == [LIMIT * 10_000, -LIMIT * 10_000]


AMOUNTS = st.integers(-LIMIT, LIMIT) | st.sampled_from([LIMIT, -LIMIT, 2**61, 2**62]) | st.none()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), AMOUNTS), max_size=30))
def test_groups_sum_as_python_does(rows: list[tuple[int, int | None]]) -> None:
    found = frame([amount for _, amount in rows], [key for key, _ in rows])
    expected: Counter[int] = Counter()
    for key, amount in rows:
        expected[key] += amount or 0
    summed = found.group_by("key").agg(roomy(found, "amount").sum())
    assert dict(summed.select("key", "amount").iter_rows()) == dict(expected)
    assert total_of(found, "amount") == sum(expected.values())
    # what came out in 128 bits is summed on in the same way
    assert total_of(summed, "amount") == sum(expected.values())
