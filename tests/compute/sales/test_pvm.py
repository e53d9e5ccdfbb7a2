"""Price, volume and mix of order lines: what has no price is named and stands apart, and the sum stays exact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import narwhals as nw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_lists import made_list
from salesplan.compute.sales.pvm import EFFECTS, pvm
from salesplan.compute.sales.sold import UNIT, Beside, Sold, sold_of
from salesplan.compute.sales.spans import spans_of
from salesplan.errors import BadInput
from salesplan.model.period import FiscalYear
from salesplan.present.blocks import Screen
from salesplan.present.numbers import UNITS, as_decimal
from salesplan.present.terminal import render_terminal
from salesplan.present.views.sales_pvm import blocks

Make: TypeAlias = Callable[..., Sold]
AS_OF = date(2026, 6, 30)
SPANS = spans_of("2026-06", "last-year", AS_OF, FiscalYear(2026))
THEN, NOW = date(2025, 6, 10), date(2026, 6, 10)
FIELDS = ("product", "date", "amount", "qty")
BASIC = [("A", THEN, 1000, 100), ("A", NOW, 990, 90), ("B", THEN, 1000, 50), ("B", NOW, 1520, 80)]


def plainly(told: Any) -> Any:  # noqa: ANN401 - compared with whole numbers, which decimals equal
    return told


def effects(made: Any) -> dict[str, Decimal]:  # noqa: ANN401 - a result
    found = {name: getattr(made.summary, name) for name in EFFECTS}
    assert made.summary.base + sum(found.values(), Decimal(0)) == made.summary.now
    return {name: value for name, value in found.items() if value}


@pytest.mark.oracle("10.2-a")
def test_the_worked_case_from_lines(sold: Make) -> None:
    result = pvm(sold(FIELDS, BASIC), SPANS, AS_OF)
    assert effects(result) == {"price": Decimal(10), "volume": Decimal("266.67"), "mix": Decimal("233.33")}
    s = result.summary
    assert plainly((s.quantity0, s.quantity1, s.products, s.change_rate)) == (150, 170, 2, Decimal("0.255000"))
    first = next(result.rows.records())
    assert (first["product"], first["change"], first["price0"], first["price1"]) == ("B", 520, 20, 19)
    assert [(each.side, each.name, each.share) for each in s.contributors[:1]] == [
        ("product", "B", Decimal("1.019608"))
    ]


@pytest.mark.parametrize(("fold", "told"), [(False, True), (True, False)])
def test_the_page_says_that_volume_is_at_the_old_mix(sold: Make, *, fold: bool, told: bool) -> None:
    """A sold fewer pieces, 100 and 90, and has volume above 0; with mix in it volume needs no such line."""
    result = pvm(sold(FIELDS, BASIC), SPANS, AS_OF, fold_mix=fold)
    volume = {row["product"]: as_decimal(row["volume_effect"]) for row in result.rows.records()}
    screen = Screen(width=100, unit=UNITS["1"])
    page = render_terminal(blocks(result, screen), screen)
    assert ("数量：按总数量 150 → 170、各自占比不变算" in page) is told
    assert ((volume["A"] or 0) > 0) is told


def test_lines_without_a_price_stand_apart_and_are_named(sold: Make) -> None:
    """No quantity, a quantity of 0, opposite signs, no product; free items and returns."""
    lines = [
        *BASIC,
        ("A", NOW, 70, None),
        ("A", THEN, 5, 0),
        ("B", NOW, -9, 1),
        ("B", NOW, 8, -1),
        (None, NOW, 40, 4),
        ("A", NOW, 0, 1000),
        ("A", NOW, -11, -1),
        ("A", NOW, 11, 1),
    ]
    result = pvm(sold(FIELDS, lines), SPANS, AS_OF)
    assert effects(result) == {
        "price": Decimal(10),
        "volume": Decimal("266.67"),
        "mix": Decimal("233.33"),
        "no_quantity": Decimal(104),
    }
    told = {each.code: each.value for each in result.findings if each.code.startswith("PVM")}
    assert told == {"PVM-no-quantity": "2", "PVM-no-product": "1", "PVM-sign": "2", "PVM-free": "1", "PVM-return": "1"}


def test_new_lost_and_returned_products(sold: Make) -> None:
    lines = [
        *BASIC,
        ("new", NOW, 300, 3),
        ("lost", THEN, 200, 2),
        ("back", THEN, 100, 1),
        ("back", NOW, -50, -1),
    ]
    result = pvm(sold(FIELDS, lines), SPANS, AS_OF)
    assert {key: value for key, value in effects(result).items() if key not in ("price", "volume", "mix")} == {
        "new": 300,
        "lost": -200,
        "returned": -150,
    }
    assert {row["product"]: row["product_status"] for row in result.rows.records()} == {
        "A": "common",
        "B": "common",
        "new": "new",
        "lost": "lost",
        "back": "returned",
    }


def with_units(units: list[str | None], lines: list[tuple[Any, ...]]) -> Sold:
    columns = {name: [line[at] for line in lines] for at, name in enumerate(FIELDS)}
    orders = made_list("orders", customer_id=["C1"] * len(lines), **columns)
    series = nw.new_series(UNIT, units, nw.String(), backend="polars")
    return sold_of(
        type(orders)(orders.table, orders.frame.with_columns(series), orders.scales, orders.inputs),
        AS_OF,
        "amount",
        Beside(),
    )


def test_units_that_differ_refuse_volume_and_mix() -> None:
    """台 and 箱 do not add up: volume is product by product, with the mix; the price effect stays."""
    result = pvm(with_units(["台", "台", "箱", "箱"], BASIC), SPANS, AS_OF)
    assert effects(result) == {"price": Decimal(10), "volume": Decimal(500)}
    s = result.summary
    assert (s.mixed_units, s.quantity0, s.quantity1, s.folded) == (("台", "箱"), None, None, True)
    assert "PVM-mixed-units" in [each.code for each in result.findings]


def test_a_unit_that_changed_has_no_price() -> None:
    result = pvm(with_units(["台", "箱", "台", "台"], BASIC), SPANS, AS_OF)
    assert effects(result) == {"price": Decimal(-80), "volume": Decimal(600), "no_quantity": Decimal(-10)}
    assert "PVM-unit-changed" in [each.code for each in result.findings]


def test_folding_is_among_the_parameters(sold: Make) -> None:
    result = pvm(sold(FIELDS, BASIC), SPANS, AS_OF, fold_mix=True)
    assert effects(result) == {"price": Decimal(10), "volume": Decimal(500)}
    assert ("sales.fold_mix", "option") in [(each.name, each.source) for each in result.parameters]


def test_all_in_one_product_has_no_mix(sold: Make) -> None:
    assert "mix" not in effects(pvm(sold(FIELDS, BASIC[:2]), SPANS, AS_OF))


def test_negative_sales(sold: Make) -> None:
    """A base below 0 has no change in percent; the sum holds."""
    lines = [("A", THEN, -100, -10), ("A", NOW, 50, 5)]
    result = pvm(sold(FIELDS, lines), SPANS, AS_OF)
    assert (effects(result), result.summary.change_rate) == ({"returned": Decimal(150)}, None)


@pytest.mark.parametrize(
    ("fields", "lines", "code"),
    [
        (("product", "date", "amount"), [("A", THEN, 1), ("A", NOW, 2)], "SALES-no-measure"),
        (("date", "amount", "qty"), [(THEN, 1, 1), (NOW, 2, 1)], "SALES-no-side"),
        (FIELDS, [("A", NOW, 2, 1)], "SALES-one-period"),
    ],
)
def test_what_the_orders_must_tell(
    sold: Make, fields: tuple[str, ...], lines: list[tuple[Any, ...]], code: str
) -> None:
    with pytest.raises(BadInput) as refused:
        pvm(sold(fields, lines), SPANS, AS_OF)
    assert [each.code for each in refused.value.problems] == [code]


line = st.tuples(
    st.sampled_from(["A", "B", "C", None]),
    st.sampled_from([THEN, NOW]),
    st.integers(-1000, 1000),
    st.none() | st.integers(-5, 20),
)


@given(st.lists(line, max_size=25))
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_it_is_exact_for_any_data(lines: list[tuple[Any, ...]]) -> None:
    told = [("A", THEN, 10, 1), *lines]
    columns = {name: [each[at] for each in told] for at, name in enumerate(FIELDS)}
    orders = made_list("orders", customer_id=["C1"] * len(told), **columns)
    result = pvm(sold_of(orders, AS_OF, "amount", Beside()), SPANS, AS_OF)
    effects(result)
    for row in result.rows.records():
        parts = [row[f"{name}_effect"] for name in EFFECTS]
        assert row["change"] == sum((each for each in parts if isinstance(each, Decimal)), Decimal(0))
