from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

import narwhals as nw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.compute.customers.man import MAN_CELLS, MAN_TREATMENTS
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.model.records import Records
from salesplan.model.result import Result

Make: TypeAlias = Callable[..., Records]
Rate: TypeAlias = Callable[..., Result[ClassifySummary]]
Factors = tuple[int | None, int | None, int | None]


def rated(customers_of: Make, rate: Rate, *factors: Factors, **more: object) -> Result[ClassifySummary]:
    able, entitled, needing = zip(*factors, strict=True)
    listed = customers_of(
        id=[str(n) for n in range(len(factors))], purchasing_power=able, authority=entitled, need=needing
    )
    return rate(listed, **more)


def column(result: Result[ClassifySummary], key: str) -> list[Any]:
    return [row[key] for row in result.rows.records()]


@pytest.mark.oracle("3.2-a")
@pytest.mark.parametrize(
    ("factors", "score", "cell"),
    [
        ((5, 4, 5), "92.5", "MAN"),
        ((4, 2, 4), "60", "MaN"),
        ((5, 5, 2), "70", "MAn"),
        ((2, 5, 4), "67.5", "mAN"),
        ((2, 4, 2), "40", "mAn"),
        ((1, 1, 2), "10", "man"),
        ((3, 3, 3), "50", "MAN"),  # 3 is present, 2 is not
        ((2, 2, 2), "25", "man"),
        ((3, 2, 2), "32.5", "Man"),
        ((2, 2, 3), "35", "maN"),
    ],
)
def test_score_and_cell(customers_of: Make, rate: Rate, factors: Factors, score: str, cell: str) -> None:
    result = rated(customers_of, rate, factors)
    assert column(result, "man_score") == [Decimal(score)]
    assert column(result, "man_cell") == [cell]
    assert column(result, "man_provisional") == [False]
    assert column(result, "man_missing") == [None]


@pytest.mark.parametrize(
    ("factors", "score", "cell", "missing"),
    [
        ((5, None, 3), "71.428571", "MaN", "A"),  # (3 x 4 + 4 x 2) / (7 x 4)
        ((None, None, 5), "100", "maN", "MA"),
        ((None, 5, 5), "100", "mAN", "M"),
        ((5, 5, None), "100", "MAn", "N"),
        ((None, 1, None), "0", "man", "MN"),
        ((1, None, None), "0", "man", "AN"),
    ],
)
def test_a_missing_factor_counts_as_absent_and_the_score_is_provisional(
    customers_of: Make, rate: Rate, factors: Factors, score: str, cell: str, missing: str
) -> None:
    result = rated(customers_of, rate, factors)
    assert column(result, "man_score") == [Decimal(score)]
    assert column(result, "man_cell") == [cell]
    assert column(result, "man_missing") == [missing]
    assert column(result, "man_provisional") == [True]
    assert column(result, "class_reason") == ["man_cell_provisional"]
    assert [p.code for p in result.findings if p.code.startswith("MAN")] == ["MAN-provisional"]
    assert result.summary.by_cell[cell].customers == result.summary.by_cell_provisional[cell].customers == 1


def test_nothing_known_is_no_cell_and_class_u(customers_of: Make, rate: Rate) -> None:
    result = rated(customers_of, rate, (None, None, None))
    assert column(result, "man_score") == [None]
    assert column(result, "man_cell") == [None]
    assert column(result, "man_provisional") == [False]
    assert (column(result, "class"), column(result, "next_action")) == (["U"], ["qualify"])


def test_weights_and_the_present_line_are_parameters(customers_of: Make, rate: Rate) -> None:
    result = rated(customers_of, rate, (4, 3, 5), man={"weights": ["1", "0", "1"], "present_at": "4"})
    assert column(result, "man_score") == [Decimal("87.5")]
    assert column(result, "man_cell") == ["MaN"]


def test_a_known_factor_without_weight_gives_no_score(customers_of: Make, rate: Rate) -> None:
    result = rated(customers_of, rate, (None, 4, None), man={"weights": ["0.5", "0", "0.5"]})
    assert column(result, "man_score") == [None]
    assert column(result, "man_cell") == ["mAn"]


def test_values_of_another_scale_keep_their_decimals(customers_of: Make, rate: Rate) -> None:
    listed = customers_of(id=["1", "2"], purchasing_power=[299, 300], authority=[1, 1], need=[1, 1])
    result = rate(replace(listed, scales={"purchasing_power": 2}))
    assert column(result, "man_cell") == ["man", "Man"]
    assert column(result, "man_score") == [Decimal("14.925"), Decimal(15)]
    assert column(result, "purchasing_power") == [Decimal("2.99"), Decimal("3.00")]


def test_old_evidence_is_reported(customers_of: Make, rate: Rate) -> None:
    days = [date(2026, 1, 2), date(2026, 1, 1), None]  # 180, 181 days before 2026-07-01
    listed = customers_of(id=["1", "2", "3"], need=[4, 4, 4], man_date=days)
    (finding,) = [p for p in rate(listed).findings if p.code == "MAN-evidence"]
    assert "1 customers" in finding.what.in_("en")


def test_every_cell_has_a_treatment() -> None:
    assert sorted(MAN_TREATMENTS) == sorted(MAN_CELLS)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(*[st.none() | st.integers(1, 5)] * 3), min_size=1, max_size=8),
    st.tuples(*[st.integers(1, 99)] * 3),
)
def test_the_score_is_the_exact_weighted_mean(
    customers_of: Make, rate: Rate, factors: list[Factors], weights: tuple[int, int, int]
) -> None:
    result = rated(customers_of, rate, *factors, man={"weights": [str(Decimal(w) / 100) for w in weights]})
    for three, score in zip(factors, column(result, "man_score"), strict=True):
        known = [(w, x) for w, x in zip(weights, three, strict=True) if x is not None]
        if not known:
            assert score is None
            continue
        exact = Fraction(100 * sum(w * (x - 1) for w, x in known), 4 * sum(w for w, _ in known))
        assert abs(Fraction(score) - exact) <= Fraction(1, 2 * 10**6)


def test_rows_are_frames_of_the_declared_columns(customers_of: Make, rate: Rate) -> None:
    table = rated(customers_of, rate, (5, 4, 5)).rows
    assert isinstance(table.frame, nw.DataFrame)
    # One more tells which row of a customer counts, for those who add the rows up.
    assert tuple(table.frame.columns) == (*table.keys, "counts")
