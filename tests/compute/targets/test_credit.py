"""Shares of an order that are nearly the whole, and those that are not."""

from __future__ import annotations

import pytest

from salesplan.compute.targets.actuals.credit import credit_of

KNOWN = {"张三", "李四", "王五"}


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("张三60%、李四40%", None),
        ("张三60%、李四39.5%", None),  # half a percent is rounding
        ("张三60%、李四39.4%", "shares"),
        ("张三60%、李四40.5%", None),
        ("张三60%、李四40.6%", "shares"),
        ("张三60%、李四36%", "shares"),
        ("张三33.3%、李四33.3%、王五33.3%", None),
        ("张三:0.6、李四:0.395", None),
        ("张三:0.6、李四:0.36", "shares"),
    ],
)
def test_shares_may_be_half_a_percent_off_the_whole(cell: str, fault: str | None) -> None:
    found = credit_of(cell, KNOWN, "refuse")
    assert found is not None
    assert found.fault == fault


def test_shares_nearly_the_whole_count_in_their_proportions() -> None:
    found = credit_of("张三60%、李四39.6%", KNOWN, "refuse")
    assert found is not None
    assert found.shares == (50, 33)
